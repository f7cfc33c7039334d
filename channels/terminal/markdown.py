"""The assistant's tiny markdown, laid out for a window: ``**bold**``, line breaks and "- " lists."""
from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

#: Longer lines are hard to follow, however wide the window.
WIDEST = 88
NARROWEST = 20

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_MARK = re.compile(r"( *(?:- |\d{1,2}[.)] ))(?=\S)")
# "call 911" and "1 800 222 1222" stay together, whatever the window.
_TOGETHER = re.compile(r"(?:(?<=\bcall)|(?<=\btext)|(?<=\bdial)|(?<=\d)) (?=\d)", re.IGNORECASE)
_GLUE = "\ue000"
_SOURCE = re.compile(r"\(?Sources?: ")
_MEASURE = Console(width=WIDEST)


def plain(text: str) -> str:
    """The words without the marks of bold."""
    return _BOLD.sub(r"\1", text)


def styled(line: str, style: str = "") -> Text:
    """One line with its bold words; sources are small print."""
    text = Text(style="dim" if not style and _SOURCE.match(line) else style)
    at = 0
    for match in _BOLD.finditer(line):
        text.append(line[at:match.start()])
        text.append(match[1], "bold")
        at = match.end()
    return text.append(line[at:])


def wrapped(line: str, width: int | None, style: str = "", indent: str = "") -> Iterator[Text]:
    """One line cut into as many as the window needs, the later ones of a list item under its words.

    No width means no cutting: what goes into a file or another program stays whole.
    """
    mark = _MARK.match(line)
    first = indent + (mark[1] if mark else "")
    words = styled(line[mark.end():] if mark else line, style)
    if width is None:
        yield Text(first) + words
        return
    room = max(min(width, WIDEST), NARROWEST) - len(first)
    words.plain = _TOGETHER.sub(_GLUE, words.plain)
    for number, piece in enumerate(words.wrap(_MEASURE, max(room, NARROWEST // 2))):
        piece.plain = piece.plain.replace(_GLUE, " ")
        piece.rstrip()
        yield Text(first if number == 0 else " " * len(first)) + piece
