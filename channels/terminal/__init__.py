"""The terminal channel: ``python -m channels.terminal``, or ``make chat``.

Talks to the assistant in this very process, or to one that is served
(``--url``). Made to be read by a screen reader, a pipe or a program as well as
by a person with a colourful window.
"""
