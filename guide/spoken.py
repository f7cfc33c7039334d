"""Every text the assistant can say, wherever in ``data/knowledge`` it stands.

The catalogue, the interview, the decision table and the red flags keep their
texts in keys of their own. Here they become one list, which the wording is
measured on and the review book is printed from. Works on plain mappings, so
that the files of an older revision can be read the same way.
"""
from __future__ import annotations

import json
import pathlib
import re
from typing import Any, Iterable, Iterator, Mapping, NamedTuple

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
    "ambiguous": ("ask", "means"),
    "terms": ("means",),
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
# In the channels' files: about the file, or for the browser.
_NOT_SAID = frozenset({"source", "lang", "dir", "name", "saveName", "downloadName"})


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


def root_of(folder: pathlib.Path) -> pathlib.Path:
    """The project that a knowledge folder stands in."""
    return folder.resolve().parents[1]


def channel_files(folder: pathlib.Path) -> list[pathlib.Path]:
    """The files in which the channels keep their own words."""
    root = root_of(folder)
    return [file for file in (*sorted(root.glob("channels/*.yml")), *sorted(root.glob("channels/*/strings.yml")),
                             root / "widget" / "strings.en.js") if file.exists()]


def of_channels(folder: pathlib.Path) -> Iterator[Spoken]:
    """Every text that the channels beside a knowledge folder add of their own."""
    for file in channel_files(folder):
        for key, text in channel_words(file):
            if key not in _NOT_SAID:
                yield Spoken("channels", file.relative_to(root_of(folder)).as_posix(), key, text.strip(), {"id": key})


def channel_words(file: pathlib.Path) -> Iterator[tuple[str, str]]:
    """Every word of a channel with its key."""
    content = file.read_text(encoding="utf-8")
    if file.suffix == ".yml":
        yield from _leaves("", yaml.safe_load(content))
        return
    key = ""
    for line in content.splitlines():
        if line.lstrip().startswith(("/*", "*", "//", "export")):
            continue
        named = re.match(r"\s*['\"]?([\w.-]+)['\"]?:", line)
        key = named.group(1) if named else key
        for value in re.findall(r"\"(?:[^\"\\]|\\.)*\"", line):
            yield key, str(json.loads(value))


def _leaves(key: str, value: object) -> Iterable[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _leaves(f"{key}.{name}" if key else str(name), one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(key, one)
    elif isinstance(value, str):
        yield key, value
