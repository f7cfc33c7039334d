"""The report as one HTML page that needs nothing beside it."""
from __future__ import annotations

import base64
import pathlib
from html import escape
from typing import Any, Iterable, Sequence

from evaluation.real_text import Miss

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 3rem; border-top: 1px solid #ccc; padding-top: 1rem; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { border: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top; }
img { max-width: 100%; height: auto; } details { margin: .4rem 0; } summary { cursor: pointer; }
.user { font-weight: 600; } .bot { color: #333; margin-left: 1.5rem; } pre { white-space: pre-wrap; }
"""
# The fields of a card that a verdict of `score.py` depends on.
_TELLING = ("topic", "specialist", "certainty", "level")


class Page:
    """Collects sections and writes them as one file."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._parts: list[str] = []

    def heading(self, text: str, level: int = 2) -> None:
        self._parts.append(f"<h{level}>{escape(text)}</h{level}>")

    def paragraph(self, text: str) -> None:
        self._parts.append(f"<p>{escape(text)}</p>")

    def lines(self, lines: Iterable[str]) -> None:
        """Text as it was printed."""
        self._parts.append(f"<pre>{escape(chr(10).join(lines))}</pre>")

    def table(self, caption: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
        body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
        self._parts.append(f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")

    def picture(self, file: pathlib.Path, description: str) -> None:
        """A PNG, carried inside the page."""
        content = base64.b64encode(file.read_bytes()).decode()
        self._parts.append(f'<img alt="{escape(description, quote=True)}" src="data:image/png;base64,{content}">')

    def conversation(self, miss: Miss) -> None:
        """One miss on real text: what was expected, and the whole conversation."""
        row = miss.row
        expected = ", ".join(f"{key} {row[key]}" for key in ("topic", "expected", "acceptable", "alarm", "kind") if key in row)
        turns = "".join(
            f'<p class="user">{escape(turn["user"])}</p>'
            + "".join(f'<p class="bot">{escape(_said(bubble))}</p>' for bubble in turn["bot"]) for turn in miss.turns)
        self._parts.append(f"<details><summary>{escape(row['text'][:160])} — {escape(', '.join(miss.verdicts))} "
                           f"{escape(miss.got)}</summary><p>Expected: {escape(expected)}</p>{turns}</details>")

    def write(self, file: pathlib.Path) -> None:
        body = "\n".join(self._parts)
        file.write_text(f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(self._title)}</title>'
                        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
                        f"<body><main><h1>{escape(self._title)}</h1>\n{body}\n</main></body></html>\n", encoding="utf-8")


def _said(bubble: dict[str, Any]) -> str:
    """A bubble in one line; of its card what the verdict was read from: the topic, the route, the level."""
    card = bubble.get("custom") or {}
    told = ", ".join(str(card[key]) for key in _TELLING if card.get(key))
    named = f"[{card['card']}{': ' if told else ''}{told}]" if card.get("card") else ""
    return " ".join(part for part in (bubble.get("text") or "", named) if part)
