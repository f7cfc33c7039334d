"""What changed in the knowledge since a git revision."""
from __future__ import annotations

import collections
import contextlib
import io
import pathlib
import subprocess
import tarfile
import tempfile
from typing import Any, Iterator, Mapping, NamedTuple

from guide.spoken import NAME_KEYS, TEXT_KEYS, rows, spoken

_Texts = dict[tuple[str, str], dict[str, list[str]]]


class RevisionError(ValueError):
    """The revision does not exist or holds no knowledge."""


class Change(NamedTuple):
    """One text of an entry that is new, gone or different. ``old`` or ``new`` is empty where there is none."""

    section: str
    id: str
    key: str
    old: str
    new: str

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        return "changed" if self.old and self.new else "added" if self.new else "removed"


@contextlib.contextmanager
def folder_at(revision: str, folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """The knowledge folder as it was at a revision, in a temporary place.

    Raises:
        RevisionError: git does not know the revision, or the folder was not in it.
    """
    top = pathlib.Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    inside = folder.resolve().relative_to(top).as_posix()
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    archive = _git(top, "archive", "--format=tar", commit, "--", inside)
    with tempfile.TemporaryDirectory() as place:
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            for member in packed.getmembers():
                if member.isfile() and member.name.endswith(".yml"):
                    packed.extract(member, place)
        yield pathlib.Path(place) / inside


def _git(folder: pathlib.Path, *arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    if done.returncode:
        raise RevisionError(done.stderr.decode(errors="replace").strip() or f"git {' '.join(arguments)}: nothing found")
    return done.stdout


def changes(before: pathlib.Path, after: pathlib.Path) -> list[Change]:
    """Everything that differs between two folders, entry by entry: texts, and what decides or vouches for them."""
    old, new = _all_of(before), _all_of(after)
    found = []
    for section, entry in dict.fromkeys([*new, *old]):
        was, now = old.get((section, entry), {}), new.get((section, entry), {})
        for key in dict.fromkeys([*now, *was]):
            found += [Change(section, entry, key, a, b) for a, b in _pairs(was.get(key, []), now.get(key, []))]
    return found


def _all_of(folder: pathlib.Path) -> _Texts:
    found: _Texts = collections.defaultdict(lambda: collections.defaultdict(list))
    for one in spoken(folder):
        found[one.section, one.id][one.key].append(one.text)
    for section, row, _ in rows(folder):
        for key, value in row.items():
            if key == "id" or key in TEXT_KEYS.get(section, ()):
                continue
            listed = value if isinstance(value, list) else [value]
            if key in NAME_KEYS.get(section, ()) or section in TEXT_KEYS or section == "sources":
                found[section, str(row["id"])][key] += [_plain(one) for one in listed]
    return found


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "[" + ", ".join(map(_plain, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pairs(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    gone = [one for one in was if one not in now]
    come = [one for one in now if one not in was]
    for number in range(max(len(gone), len(come))):
        yield (gone[number] if number < len(gone) else ""), (come[number] if number < len(come) else "")
