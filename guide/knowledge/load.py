"""Reads ``data/knowledge`` into a :class:`Catalogue`, or says what is wrong with file, line and remedy."""
from __future__ import annotations

import functools
import os
import pathlib
import re
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from guide.knowledge.catalogue import Catalogue
from guide.knowledge.entries import KINDS, Entry, Source

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SECTIONS = {kind.section: kind for kind in KINDS}
# Other parts of the house keep reviewed data of their own shape here and read it themselves.
_READ_ELSEWHERE = {
    "red_flags", "signs", "decisions", "interview", "regions",
    "assertion_words", "assertion_lists", "assertion_rules",
    "pain_words", "look_alikes", "look_alike_not_after", "limits_told_by", "limits_denied_by", "decoys",
}


class Problem(NamedTuple):
    """One thing wrong with the knowledge: where it stands, what it is, and what to do about it."""

    file: pathlib.Path
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} -> {self.remedy}"


class KnowledgeError(ValueError):
    """The knowledge cannot be used. ``problems`` says why, one by one."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def default_folder() -> pathlib.Path:
    """The folder of the knowledge files; ``GUIDE_KNOWLEDGE`` moves it elsewhere."""
    own = pathlib.Path(__file__).resolve().parents[2] / "data" / "knowledge"
    return pathlib.Path(os.environ.get("GUIDE_KNOWLEDGE", own))


@functools.lru_cache(maxsize=1)
def load() -> Catalogue:
    """The catalogue of the default folder, read once in a process."""
    return read_catalogue(default_folder())


def read_catalogue(folder: pathlib.Path) -> Catalogue:
    """Reads every YAML file below ``folder``.

    Raises:
        KnowledgeError: something is missing, misspelt, doubled or leads nowhere.
    """
    problems: list[Problem] = []
    entries: list[tuple[Entry | Source, pathlib.Path]] = []
    for file in sorted(folder.rglob("*.yml")):
        entries += _read_file(file, problems)
    catalogue = Catalogue(entry for entry, _ in entries)
    places = {id(entry): file for entry, file in entries}
    for finding in catalogue.faults():
        file = places[id(finding.entry)]
        line = _line_of(file, finding.entry.id, finding.word)
        problems.append(Problem(file, line, f"{finding.entry.id}: {finding.message}", finding.remedy))
    if problems:
        raise KnowledgeError(sorted(problems))
    return catalogue


def _read_file(file: pathlib.Path, problems: list[Problem]) -> list[tuple[Entry | Source, pathlib.Path]]:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problems.append(Problem(file, line, f"not readable as YAML: {getattr(error, 'problem', error)}",
                                "check the indent, and quote a text that holds ': '"))
        return []
    except UnicodeDecodeError:
        problems.append(Problem(file, 1, "not a UTF-8 text", "save the file as UTF-8"))
        return []
    if not isinstance(content, dict):
        problems.append(Problem(file, 1, "no section found", "start the file with a section such as `conditions:`"))
        return []
    entries: list[tuple[Entry | Source, pathlib.Path]] = []
    for section, rows in content.items():
        if section in _READ_ELSEWHERE:
            continue
        kind = _SECTIONS.get(section)
        if kind is None:
            known = ", ".join(sorted([*_SECTIONS, *_READ_ELSEWHERE]))
            problems.append(Problem(file, _line_of(file, None, f"{section}:"), f"unknown section `{section}`",
                                    f"use one of {known}"))
            continue
        for row in rows or []:
            entry = _build(kind, row, file, problems)
            if entry is not None:
                entries.append((entry, file))
    return entries


def _build(kind: type[Entry] | type[Source], row: Any, file: pathlib.Path,
           problems: list[Problem]) -> Entry | Source | None:
    if not isinstance(row, dict):
        problems.append(Problem(file, 1, f"`{str(row)[:40]}` is no entry", "write `- id: …` with its keys below"))
        return None
    try:
        return kind(**row)
    except ValidationError as error:
        for fault in error.errors():
            key = "id" if fault["loc"][0] == "__root__" else str(fault["loc"][0])
            line = _line_of(file, str(row.get("id", "")), f"{key}:")
            problems.append(Problem(file, line, f"{row.get('id', '?')}: `{'.'.join(map(str, fault['loc']))}`: "
                                                f"{fault['msg']}", _remedy(kind, key, fault["type"])))
        return None


def _remedy(kind: type[Entry] | type[Source], key: str, fault: str) -> str:
    if fault == "value_error.missing":
        return f"add `{key}:`"
    if fault == "value_error.extra":
        return "remove it, or use one of " + ", ".join(f.alias for f in kind.__fields__.values())
    return f"correct `{key}:`"


def _line_of(file: pathlib.Path, entry: str | None, word: str) -> int:
    """The line of ``word`` inside an entry, or the entry's own first line."""
    start = 0
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    if entry:
        pattern = re.compile(rf"^\s*-?\s*\{{?\s*id:\s*['\"]?{re.escape(entry)}['\"]?\s*(,|$)")
        start = next((n for n, line in enumerate(lines) if pattern.match(line)), 0)
    for number in range(start, len(lines)):
        if number > start and re.match(r"^- id:", lines[number]):
            break
        if word and word in lines[number]:
            return number + 1
    return start + 1
