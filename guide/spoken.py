"""Every text the assistant can say, wherever in ``data/knowledge`` it stands.

The catalogue, the interview, the decision table and the red flags keep their
texts in keys of their own. Here they become one list, which the wording is
measured on and the review book is printed from. Works on plain mappings, so
that the files of an older revision can be read the same way.
"""
from __future__ import annotations

import pathlib
from typing import Any, Iterator, Mapping, NamedTuple

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The keys that hold what a person may be shown, by section, in the order they are read.
TEXT_KEYS: Mapping[str, tuple[str, ...]] = {
    "clinicians": ("what", "goal", "does", "does_not", "see_when", "training", "certificate", "check", "aspects"),
    "conditions": ("what", "physiatrist", "pain_specialist", "together", "first_elsewhere", "leads", "unknown"),
    "symptoms": ("what",),
    "procedures": ("what", "helps_with", "who", "expect", "risks", "alternatives", "unknown"),
    "goals": ("why", "then"),
    "questions": ("answer", "simpler", "more"),
    "checklists": ("title", "items"),
    "phrases": ("texts",),
    "interview": ("ask", "ask_for_other", "again", "why", "options"),
    "decisions": ("because", "why_not"),
    "red_flags": ("says", "then", "ask"),
}
# Concepts are named inside sentences: these keys are said too, but are no sentences of their own.
NAME_KEYS: Mapping[str, tuple[str, ...]] = {
    "clinicians": ("name", "plural", "field"), "conditions": ("name",), "symptoms": ("name",), "body_parts": ("name",),
    "procedures": ("name",), "goals": ("name",), "limits": ("name",),
}


class Spoken(NamedTuple):
    """One text: the section, entry and key it stands under, and the entry's own row."""

    section: str
    id: str
    key: str
    text: str
    row: Mapping[str, Any]


def texts_of(section: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of one row that a person may be shown, with its key."""
    for key in TEXT_KEYS.get(section, ()):
        yield from _flat(key, row.get(key))


def _flat(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value.strip()
    elif isinstance(value, Mapping):
        for name, text in value.items():
            yield from _flat(f"{key}.{name}", text)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _flat(key, one["title"] if isinstance(one, Mapping) and "title" in one else one)


def rows(folder: pathlib.Path) -> Iterator[tuple[str, Mapping[str, Any], pathlib.Path]]:
    """Every entry of every file as it is written: its section, its row and its file. Unreadable files are left out."""
    for file in sorted(folder.rglob("*.yml")):
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
        except (yaml.YAMLError, UnicodeDecodeError):
            continue
        for section, entries in (content if isinstance(content, dict) else {}).items():
            for row in entries if isinstance(entries, list) else ():
                if isinstance(row, dict) and "id" in row:
                    yield str(section), row, file


def spoken(folder: pathlib.Path) -> Iterator[Spoken]:
    """Every text of every entry below a folder."""
    for section, row, _ in rows(folder):
        for key, text in texts_of(section, row):
            yield Spoken(section, str(row["id"]), key, text, row)
    yield from _closings(folder)


def _closings(folder: pathlib.Path) -> Iterator[Spoken]:
    """The last lines of the alarms, which have one mapping for all levels."""
    file = folder / "red_flags" / "closings.yml"
    if file.exists():
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER) or {}
        for level, text in (content.get("signs") or {}).items():
            yield Spoken("closings", str(level), "text", str(text).strip(), {"id": level})
