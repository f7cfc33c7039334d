"""Arbitrary bytes for whatever reads what strangers send, or what editors write.

``targets``   one function for each: it raises where a promise is broken
``seeds``     what the bytes begin as
``one``       one target under atheris, guided by coverage;  ``python -m fuzz`` runs all, each for a while

The same targets run in the tests, from a fixed seed and for a second (tests/fuzz).
"""
