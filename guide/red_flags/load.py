"""Loads the rules and makes the final texts: numbers of a country filled in, card included."""
from __future__ import annotations

import functools
import pathlib
import re
from typing import Any, Mapping

import yaml
from pydantic import ValidationError

from guide.knowledge.load import default_folder as knowledge_folder
from guide.red_flags.entries import RedFlag

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_AMERICAN = {"emergency": "911", "crisis": "988"}


class RedFlagError(ValueError):
    """The red flags cannot be used; the message names file, entry and remedy."""


def default_folder() -> pathlib.Path:
    """Where rules, signs and numbers stand."""
    return knowledge_folder() / "red_flags"


def load_flags(folder: pathlib.Path | None = None) -> tuple[RedFlag, ...]:
    """All red flags of a folder, in the order of files and entries.

    Raises:
        RedFlagError: an entry is not valid, or an id stands twice.
    """
    flags: dict[str, RedFlag] = {}
    for file in sorted((folder or default_folder()).glob("*.yml")):
        for row in _rows(file):
            try:
                flag = RedFlag(**row)
            except (ValidationError, TypeError) as error:
                raise RedFlagError(f"{file}: {row.get('id')}: {error}") from None
            if flag.id in flags:
                raise RedFlagError(f"{file}: the id {flag.id} stands twice; rename one")
            flags[flag.id] = flag
    if not flags:
        raise RedFlagError(f"{folder or default_folder()}: no red flags found; a guide without them must not start")
    return tuple(flags.values())


def _rows(file: pathlib.Path) -> list[dict[str, Any]]:
    """The entries of a file; a file may hold other sections instead."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise RedFlagError(f"{file}: not readable as YAML: {error}") from None
    rows = (content.get("red_flags") or []) if isinstance(content, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RedFlagError(f"{file}: `red_flags` must hold a list of entries; begin each with `- id: ...`")
    return rows


@functools.lru_cache(maxsize=4)
def _numbers_file(folder: pathlib.Path | None) -> Mapping[str, Any]:
    file = (folder or default_folder()) / "numbers.yml"
    return dict(yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER))


def load_numbers(folder: pathlib.Path | None = None) -> Mapping[str, Mapping[str, str]]:
    """The numbers to call, by country code and kind (``emergency``, ``crisis``, ``poison``, …)."""
    return {region: entry["numbers"] for region, entry in _numbers_file(folder)["regions"].items()}


def country(folder: pathlib.Path | None = None) -> str:
    """The country whose numbers are spoken: ``country`` at the top of ``numbers.yml``.

    Raises:
        RedFlagError: its numbers are not there.
    """
    chosen = str(_numbers_file(folder)["signs"]["country"])
    if chosen not in load_numbers(folder):
        raise RedFlagError(f"numbers.yml: no numbers for the country {chosen}; add them below `regions`")
    return chosen


def in_country(said: Any, region: str | None = None) -> Any:
    """What is said with the numbers of the country: a text, or a card with all texts in it.

    The catalogue is written with the American numbers, which are no words of their own anywhere else.
    """
    numbers = load_numbers()[region or country()]
    changed = {_AMERICAN[kind]: numbers[kind] for kind in _AMERICAN if numbers[kind] != _AMERICAN[kind]}
    return _replaced(said, changed) if changed else said


def _replaced(said: Any, changed: Mapping[str, str]) -> Any:
    if isinstance(said, str):
        return re.sub(r"(?<![\w-])(?:911|988)(?![\w-])", lambda found: changed.get(found.group(), found.group()), said)
    if isinstance(said, dict):
        return {key: _replaced(value, changed) for key, value in said.items()}
    return [_replaced(one, changed) for one in said] if isinstance(said, (list, tuple)) else said


@functools.lru_cache(maxsize=4)
def load_closings(folder: pathlib.Path | None = None) -> Mapping[str, str]:
    """The last line of an alarm by level: that the talk can go on."""
    file = (folder or default_folder()) / "closings.yml"
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    return dict(content["signs"])


def forget() -> None:
    """Reads numbers and closings anew the next time they are asked for."""
    load_closings.cache_clear()
    _numbers_file.cache_clear()


def fill(text: str, numbers: Mapping[str, str]) -> str:
    """A text with its numbers filled in.

    Raises:
        RedFlagError: the text names a kind of number that the country lacks.
    """
    def number(match: re.Match[str]) -> str:
        try:
            return numbers[match.group(1)]
        except KeyError:
            raise RedFlagError(f"no number called {match.group(0)}; add it to numbers.yml") from None

    return re.sub(r"\{([a-z_]+)\}", number, text)


def final_text(flag: RedFlag, region: str | None = None) -> str:
    """What the person reads: what to do first, then why, then that the talk can go on."""
    parts = (flag.says.strip(), f"{flag.then.strip()}\n{load_closings()[flag.level.value]}")
    return fill("\n".join(parts), load_numbers()[region or country()])


def card(flag: RedFlag, region: str | None = None) -> dict[str, Any]:
    """The typed card that goes with the text."""
    call = fill(flag.call, load_numbers()[region or country()]) if flag.call else ""
    return {"card": "emergency", "level": flag.level.value, "rule": flag.id, "call": call}
