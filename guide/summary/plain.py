"""A summary as plain text and as Markdown."""
from __future__ import annotations

import re

from guide.summary.parts import Summary

# What Markdown or the HTML in it would take for a mark. Colons and dots are left: they mark nothing inside a line.
_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")


def text(summary: Summary) -> str:
    """For a mail or a text file."""
    lines = [summary.heading, summary.title]
    for part in summary.parts:
        lines += ["", part.title, *(f"- {_line(item)}" for item in part.items)]
    return "\n".join([*lines, "", summary.note, ""])


def markdown(summary: Summary) -> str:
    """For a note, a wiki or an issue."""
    lines = [f"# {_marked(summary.heading)}", "", _marked(summary.title)]
    for part in summary.parts:
        lines += ["", f"## {_marked(part.title)}", "", *(f"- {_marked(item)}" for item in part.items)]
    return "\n".join([*lines, "", f"**{_marked(summary.note)}**", ""])


def _line(words: str) -> str:
    return " ".join(words.split())


def _marked(words: str) -> str:
    return _MARKS.sub(r"\\\1", _line(words))
