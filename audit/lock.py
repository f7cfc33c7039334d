"""Reads the lock file: what is locked, by which hashes, and because of whom."""
from __future__ import annotations

import pathlib
import re
from dataclasses import dataclass, field

REQUIREMENTS = pathlib.Path(__file__).resolve().parents[1] / "requirements"
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)(?:\s*;\s*(.+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Locked:
    """One package at one version. ``marker`` says on which machines; ``via`` who asks for it."""

    name: str
    version: str
    marker: str | None = None
    hashes: list[str] = field(default_factory=list, compare=False)
    via: list[str] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"


def read(file: pathlib.Path = REQUIREMENTS / "lock.txt") -> list[Locked]:
    """Every pin of the lock file, in its order; a package may be pinned twice, for different machines."""
    pins: list[Locked] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        pinned = _PINNED.match(line)
        if pinned:
            pins.append(Locked(pinned[1].lower(), pinned[2], pinned[3]))
        elif pins and _HASH.search(line):
            pins[-1].hashes.extend(_HASH.findall(line))
        elif pins and line.strip().startswith("#"):
            asks = line.strip().lstrip("#").strip().removeprefix("via").strip()
            if asks:
                pins[-1].via.append(asks)
    return pins
