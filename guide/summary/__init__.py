"""A summary to take along: gathered once, written as text, Markdown, a page to print, JSON or FHIR.

``gather`` makes a ``Summary`` of what was told. Its parts travel in the typed
card, so every format can be written from the card alone, on any channel.
"""
from guide.summary.formats import FORMATS, Format, format_of_file
from guide.summary.parts import Part, Summary

__all__ = ["FORMATS", "Format", "Part", "Summary", "format_of_file"]
