"""The lexicon of signs: what people and clinicians call each sign, loaded from ``data/knowledge/red_flags``."""
from __future__ import annotations

import collections
import functools
import pathlib
from dataclasses import dataclass
from typing import Any, Iterable, Mapping, NamedTuple, Sequence

import yaml

from guide.red_flags.patterns import Compiler, Node, PatternError, features, is_number
from guide.red_flags.reading import Reading, read
from guide.red_flags.spelling import Speller

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CUE = "cue/"


class Match(NamedTuple):
    """A sign found: its name and the words ``first`` to ``last`` (exclusive)."""

    sign: str
    first: int
    last: int


@dataclass(frozen=True)
class Sign:
    """A sign: its patterns, and which assertions beside "present" still count.

    A history of cancer counts although it is past; a wish to die counts even in an "if".
    ``near``: a sign of onset; it speaks only for what stands in its own sentence or the next.
    """

    name: str
    patterns: tuple[str, ...]
    counts: frozenset[str] = frozenset()
    near: bool = False


class Lexicon:
    """All signs and cues, indexed by the first word of each pattern.

    Raises:
        PatternError: a pattern cannot be read; the message names the sign.
    """

    def __init__(self, signs: Iterable[Sign], sets: Mapping[str, Sequence[str]], cues: Mapping[str, Sequence[str]],
                 spellings: Mapping[str, str], real_words: Iterable[str] = ()) -> None:
        self.signs = {sign.name: sign for sign in signs}
        self._spellings = {word: tuple(spelt.split()) for word, spelt in spellings.items()}
        self._exact: dict[str, list[tuple[str, Node]]] = collections.defaultdict(list)
        self._stems: dict[str, list[tuple[str, Node]]] = collections.defaultdict(list)
        self._numbers: list[tuple[str, Node]] = []
        compiler = Compiler(sets)
        known: collections.Counter[str] = collections.Counter()
        rows = [(sign.name, sign.patterns) for sign in self.signs.values()]
        rows += [(CUE + name, tuple(patterns)) for name, patterns in cues.items()]
        for name, patterns in rows:
            for pattern in patterns:
                try:
                    node = compiler.compile(str(pattern))
                except PatternError as error:
                    raise PatternError(f"sign {name}: {error}") from None
                known.update(node.words)
                self._enter(name, node)
        for spelt in self._spellings.values():
            known.update(spelt)
        self._speller = Speller(known, real_words, self._spellings)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._candidates = functools.lru_cache(maxsize=20_000)(self._look_up)
        # A conversation's earlier messages are looked at again each turn; a small memory of them is kept, on no disk.
        self.read = functools.lru_cache(maxsize=16)(self._read)
        self.find = functools.lru_cache(maxsize=16)(self._find)

    def _enter(self, name: str, node: Node) -> None:
        for first in node.firsts:
            if first == "#":
                self._numbers.append((name, node))
            elif first.endswith("*"):
                self._stems[first[:-1]].append((name, node))
            else:
                self._exact[first].append((name, node))

    def _look_up(self, word: str) -> tuple[tuple[str, Node], ...]:
        found = list(self._exact.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            found += self._stems.get(word[:length], ())
        if is_number(word):
            found += self._numbers
        return tuple(found)

    def _read(self, text: str) -> Reading:
        """The words of a text in the lexicon's own spelling."""
        return read(text, self._spellings, self._speller.correct)

    def _find(self, reading: Reading) -> tuple[Match, ...]:
        """Every sign and cue in a text, in order; the longest match from each first word."""
        words = reading.words
        held = features(frozenset(words), self._lengths)
        possible: dict[str, list[tuple[str, Node]]] = {
            word: [(name, node) for name, node in self._candidates(word)
                   if not any(need.isdisjoint(held) for need in node.needs)]
            for word in frozenset(words)
        }
        found = []
        for at, word in enumerate(words):
            longest: dict[str, int] = {}
            for name, node in possible[word]:
                ends = node.match(words, at)
                if ends:
                    longest[name] = max(longest.get(name, 0), *ends)
            found += [Match(name, at, last) for name, last in longest.items()]
        return tuple(found)


def load_lexicon(folder: pathlib.Path) -> Lexicon:
    """Reads ``words.yml``, ``spellings.yml`` and every ``signs_*.yml`` of a folder.

    Raises:
        OSError: a file is missing.
        PatternError: a pattern or an entry cannot be read.
    """
    words = _content(folder / "words.yml")
    spelling = _content(folder / "spellings.yml")
    signs: dict[str, Sign] = {}
    for file in sorted(folder.glob("signs_*.yml")):
        for name, entry in _content(file).items():
            if name in signs:
                raise PatternError(f"{file.name}: the sign {name} stands twice")
            signs[name] = _sign(name, entry)
    return Lexicon(signs.values(), words["sets"], words["cues"], spelling["stands_for"],
                   spelling["real_words"].split())


def _content(file: pathlib.Path) -> dict[str, Any]:
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    return dict(content["signs"])


def _sign(name: str, entry: Any) -> Sign:
    if isinstance(entry, dict):
        return Sign(name, tuple(entry["any_of"]), frozenset(entry.get("counts", ())), bool(entry.get("near")))
    return Sign(name, tuple(entry))
