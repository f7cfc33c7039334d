"""Pieces of HTML, every text escaped."""
from __future__ import annotations

import html
import pathlib
import re
from typing import Iterable, Sequence

STYLE = (pathlib.Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def text(value: object) -> str:
    """A text made safe for a page. ``**bold**`` and {blanks} are shown as what they are; lines stay lines."""
    safe = html.escape(str(value), quote=True)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)
    safe = re.sub(r"\{([a-z_]+)\}", r'<var>{\1}</var>', safe)
    return safe.strip().replace("\n", "<br>")


def tag(name: str, inside: str, **attributes: str) -> str:
    """An element; ``class_`` stands for ``class``."""
    written = "".join(f' {key.rstrip("_")}="{html.escape(value, quote=True)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}>{inside}</{name}>"


def link(address: str | None, words: str) -> str:
    """A link where there is an address, else the words alone."""
    if not address:
        return text(words)
    return tag("a", text(words), href=address)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], class_: str = "") -> str:
    """A table of cells that are HTML already."""
    top = "".join(tag("th", text(cell), scope="col") for cell in head)
    body = "".join(tag("tr", "".join(tag("td", cell) for cell in row)) for row in rows)
    return tag("table", tag("thead", tag("tr", top)) + tag("tbody", body), class_=class_)


def bullets(items: Iterable[str]) -> str:
    """A list of items that are HTML already."""
    return tag("ul", "".join(tag("li", item) for item in items))


def whole(title: str, body: str) -> str:
    """The page: one file, no script, nothing fetched."""
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{text(title)}</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
            f"<body>{body}</body></html>\n")
