"""Brings the project to life on a fresh machine: uv, Python 3.10, the packages, the encoder, the model.

Runs on any Python 3.6 or newer, so nothing here uses newer syntax or a package.
``make`` calls it; every step does nothing when its work is already done.
"""
