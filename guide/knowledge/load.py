"""Reads ``data/knowledge`` into a :class:`Catalogue`, or says what is wrong with file, line and remedy."""
from __future__ import annotations

import os
import pathlib
from typing import Any, Container, Iterator, Mapping, NamedTuple

import yaml
from pydantic import BaseModel, ValidationError

from guide.knowledge.catalogue import Catalogue
from guide.knowledge.entries import KINDS, Entry, Source
from guide.knowledge.places import OneKeyLoader, Place, forget, section_line

_SECTIONS: Mapping[str, type[Entry] | type[Source]] = {kind.section: kind for kind in KINDS}
# Other parts of the house keep reviewed data of their own shape here and read it themselves.
READ_ELSEWHERE = {
    "red_flags", "signs", "decisions", "settled", "interview", "regions",
    "assertion_words", "assertion_lists", "assertion_rules",
    "pain_words", "look_alikes", "look_alike_not_after", "limits_told_by", "limits_denied_by", "decoys",
    "talk",
}
_UNREADABLE = "not readable"


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


def read_catalogue(folder: pathlib.Path, others: Mapping[str, type[BaseModel]] | None = None) -> Catalogue:
    """Reads every YAML file below ``folder``.

    Args:
        folder: where the files are.
        others: the shapes of sections that other parts of the house read, to have them checked as well.

    Raises:
        KnowledgeError: something is missing, misspelt, doubled or leads nowhere.
    """
    forget()
    problems: list[Problem] = []
    entries: list[Entry | Source] = []
    places: dict[int, Place] = {}
    elsewhere: list[tuple[Place, Mapping[str, Any]]] = []
    lost: set[str] = set()
    for file in sorted(folder.rglob("*.yml")):
        for place, row in _rows(file, problems):
            if place.section in READ_ELSEWHERE:
                elsewhere.append((place, row))
                continue
            entry = _build(_SECTIONS[place.section], row, place, problems)
            if isinstance(entry, (Entry, Source)):
                entries.append(entry)
                places[id(entry)] = place
            else:
                lost.add(str(row.get("id")))
    # What is missing because its own file or entry is at fault is told there, not at each link to it.
    lost_file = any(problem.message.startswith(_UNREADABLE) for problem in problems)
    flags = {str(row.get("id")) for place, row in elsewhere if place.section == "red_flags"}
    catalogue = Catalogue(entries, flags)
    for fault in catalogue.faults():
        if fault.is_link and (lost_file or fault.word in lost):
            continue
        place = places[id(fault.entry)]
        problems.append(Problem(place.file, place.line((fault.key,), fault.word), f"{fault.entry.id}: {fault.message}",
                                fault.remedy))
    for place, row in elsewhere:
        if others and place.section in others:
            _build(others[place.section], row, place, problems)
        if not lost_file:
            problems += _dead_ends(catalogue, place, row, lost)
    if problems:
        raise KnowledgeError(sorted(problems))
    return catalogue


def _rows(file: pathlib.Path, problems: list[Problem]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Every entry of a file, as it is written."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=OneKeyLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problems.append(Problem(file, line, f"{_UNREADABLE} as YAML: {getattr(error, 'problem', error)}",
                                "check the indent, quote a text that holds ': ', and give each key once"))
        return
    except UnicodeDecodeError:
        problems.append(Problem(file, 1, f"{_UNREADABLE}: not a UTF-8 text", "save the file as UTF-8"))
        return
    if content is None:
        return
    if not isinstance(content, dict):
        problems.append(Problem(file, 1, "no section found", "start the file with a section such as `conditions:`"))
        return
    for section, rows in content.items():
        if section not in _SECTIONS and section not in READ_ELSEWHERE:
            known = ", ".join(sorted([*_SECTIONS, *READ_ELSEWHERE]))
            problems.append(Problem(file, section_line(file, section), f"unknown section `{section}`", f"use one of {known}"))
        elif section in _SECTIONS and not isinstance(rows, (list, type(None))):
            problems.append(Problem(file, section_line(file, section), f"`{section}` holds no list of entries",
                                    "begin each entry with `- id: ...`"))
        elif isinstance(rows, list):
            for number, row in enumerate(rows):
                place = Place(file, section, number)
                if isinstance(row, dict):
                    yield place, row
                elif section in _SECTIONS:
                    problems.append(Problem(file, place.line(), f"`{str(row)[:40]}` is no entry",
                                            "write `- id: ...` with its keys below"))


def _build(kind: type[BaseModel], row: Mapping[str, Any], place: Place, problems: list[Problem]) -> BaseModel | None:
    try:
        return kind(**row)
    except (ValidationError, TypeError) as error:
        faults = error.errors() if isinstance(error, ValidationError) else [
            {"loc": ("__root__",), "msg": str(error), "type": "value_error"}]
        for fault in faults:
            path = [step for step in fault["loc"] if step != "__root__"]
            key = ".".join(map(str, path)) or "id"
            problems.append(Problem(place.file, place.line(path), f"{row.get('id', '?')}: `{key}`: {fault['msg']}",
                                    _remedy(kind, key, str(fault["type"]))))
        return None


def _remedy(kind: type[BaseModel], key: str, fault: str) -> str:
    if fault == "value_error.missing":
        return f"add `{key}:`"
    if fault == "value_error.extra":
        return "remove it, or use one of " + ", ".join(f.alias for f in kind.__fields__.values())
    if fault == "value_error.date" or fault == "type_error.date":
        return f"write `{key}:` as year-month-day, such as 2026-11-23"
    return f"correct `{key}:`"


def _dead_ends(catalogue: Catalogue, place: Place, row: Mapping[str, Any], lost: Container[str]) -> Iterator[Problem]:
    """Links out of the interview, the decision table and the red flags that lead nowhere."""
    if place.section not in ("red_flags", "decisions", "interview"):
        return
    for key, link, known in catalogue.links_elsewhere(place.section, row):
        if link not in known and link not in lost:
            what, remedy = (f"unknown source `{link}`", "add it to sources.yml, or correct the id") if key == "sources" else (
                f"`{link}` leads nowhere", "use the id of an entry")
            yield Problem(place.file, place.line((key,), link), f"{row.get('id')}: {what}", remedy)
