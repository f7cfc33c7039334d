"""Whether somebody looked at every locked version, and what they said of those with advisories. Needs no network."""
from __future__ import annotations

import datetime
import pathlib
from dataclasses import dataclass
from typing import Any

import yaml

from audit.lock import REQUIREMENTS, Locked

ADVISORIES, REVIEWED = "advisories.yml", "reviewed.txt"
_SOURCES = frozenset({"read", "known"})


@dataclass(frozen=True)
class Accepted:
    """Advisories of one version, and why they are safe here."""

    package: str
    version: str
    ids: tuple[str, ...]
    source: str
    safe: str


def accepted(folder: pathlib.Path = REQUIREMENTS) -> list[Accepted]:
    """The reviewed advisories.

    Raises:
        ValueError: an entry lacks something.
    """
    content: dict[str, Any] = yaml.safe_load((folder / ADVISORIES).read_text(encoding="utf-8"))
    if not isinstance(content.get("reviewed"), datetime.date):
        raise ValueError(f"{ADVISORIES}: `reviewed:` must be a date")
    entries = [Accepted(one["package"], str(one["version"]), tuple(one["ids"]), one["source"], one["safe"].strip())
               for one in content["advisories"]]
    for one in entries:
        if not one.ids or one.source not in _SOURCES or len(one.safe.split()) < 6:
            raise ValueError(f"{ADVISORIES}: {one.package}: an entry needs ids, a source (read or known), and a reason")
    return entries


def faults(pins: list[Locked], folder: pathlib.Path = REQUIREMENTS) -> list[str]:
    """What is locked and not reviewed, and what is reviewed and no longer locked."""
    locked = {str(pin) for pin in pins}
    with_advisories = {f"{one.package}=={one.version}" for one in accepted(folder)}
    without = {line for line in (folder / REVIEWED).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}
    told = [f"{one} is locked and was not reviewed: run `make audit`, then write it into {REVIEWED} or {ADVISORIES}"
            for one in sorted(locked - with_advisories - without)]
    told += [f"{one} has entries in {ADVISORIES} and is no longer locked: take them out" for one in sorted(with_advisories - locked)]
    told += [f"{one} stands in {REVIEWED} and is no longer locked: take it out" for one in sorted(without - locked)]
    told += [f"{one} stands in both {REVIEWED} and {ADVISORIES}" for one in sorted(with_advisories & without)]
    return told
