"""The little language in which signs are written, and its matcher.

A pattern is a row of words, matched against the words of a normalised text:

=============== =====================================================================
``bladder``     the word, with or without a plural ``s``
``vomit*``      any word that begins so
``(a|b c)``     one of these
``the?``        may be missing
``<leg>``       one of a named set of words
``..``          up to three words between, inside one clause
``...``         up to five words between, commas too, inside one sentence
``#``           a number, in digits or as a word
``####``        a year
=============== =====================================================================

Matching walks over words, not characters: its cost is bounded by the pattern,
so no text can make it run away.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Iterable, Mapping, Sequence

Ends = frozenset[int]
_Match = Callable[[Sequence[str], int], Ends]
_NONE: Ends = frozenset()
NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
    "couple few several many".split()
)
SENTENCE_END = frozenset(".!?;")
CLAUSE_END = SENTENCE_END | frozenset(",:()")
# A gap never runs over a denial: "back ache, no fever" is not one sign.
_DENIALS = frozenset("no not without deny denies denied denying nor never but".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_PIECE = re.compile(r"####|\.\.\.|\.\.|[()|?]|<[a-z0-9_]+>|#|[a-z0-9'/%&]+\*?|\S")


class PatternError(ValueError):
    """A pattern that cannot be read; the message quotes it."""


@dataclass(frozen=True)
class Node:
    """A compiled piece of a pattern: how it matches and which words it can begin with."""

    match: _Match
    firsts: frozenset[str]  # "word", "word*" for a prefix, "#" for a number, "" if it can be empty
    words: frozenset[str]   # every literal word, for the spelling corrector; a prefix with its star
    needs: tuple[frozenset[str], ...] = ()  # of each of these sets, a text must hold one: else it cannot match


def features(words: Iterable[str], stem_lengths: Iterable[int]) -> frozenset[str]:
    """What the words of a text can answer to a node's ``needs``: themselves, their stems, and "#"."""
    found = set(words)
    found |= {word[:length] + "*" for word in words for length in stem_lengths if length <= len(word)}
    return frozenset(found | ({"#"} if any(map(is_number, words)) else set()))


def is_number(word: str) -> bool:
    """Digits, or a number written out."""
    return word[0].isdigit() or word in NUMBER_WORDS


def _forms(word: str) -> frozenset[str]:
    plural = len(word) > 2 and word.isalpha() and not word.endswith("s")
    return frozenset((word, word + "s")) if plural else frozenset((word,))


def _one_word(exact: frozenset[str], prefixes: tuple[str, ...], number: bool) -> _Match:
    def match(words: Sequence[str], at: int) -> Ends:
        word = words[at]
        if word in exact or (prefixes and word.startswith(prefixes)) or (number and is_number(word)):
            return frozenset((at + 1,))
        return _NONE
    return match


def _year(words: Sequence[str], at: int) -> Ends:
    return frozenset((at + 1,)) if _YEAR.fullmatch(words[at]) else _NONE


def _any(nodes: Sequence[Node]) -> _Match:
    matches = tuple(node.match for node in nodes)

    def match(words: Sequence[str], at: int) -> Ends:
        ends = _NONE
        for each in matches:
            ends |= each(words, at)
        return ends
    return match


def _row(nodes: Sequence[Node]) -> _Match:
    matches = tuple(node.match for node in nodes)

    def match(words: Sequence[str], at: int) -> Ends:
        ends: Ends = frozenset((at,))
        for each in matches:
            following = _NONE
            for end in ends:
                following |= each(words, end)
            if not following:
                return _NONE
            ends = following
        return ends
    return match


def _optional(node: Node) -> _Match:
    return lambda words, at: node.match(words, at) | {at}


def _gap(most: int, stop: frozenset[str]) -> _Match:
    def match(words: Sequence[str], at: int) -> Ends:
        ends = {at}
        for step in range(at, min(at + most, len(words))):
            if words[step] in stop or words[step] in _DENIALS:
                break
            ends.add(step + 1)
        return frozenset(ends)
    return match


class Compiler:
    """Compiles patterns; ``sets`` are the named sets of words, themselves patterns."""

    def __init__(self, sets: Mapping[str, Sequence[str]]) -> None:
        self._sources = sets
        self._sets: dict[str, Node] = {}

    def compile(self, pattern: str) -> Node:
        """The matcher of one pattern.

        Raises:
            PatternError: it is not well formed, begins with a gap or can match nothing.
        """
        pieces = _PIECE.findall(pattern.lower())
        node, rest = self._either(pieces, 0, pattern)
        if rest != len(pieces):
            raise PatternError(f"a bracket too many in \"{pattern}\"")
        if "" in node.firsts or pieces[0].startswith(".."):
            raise PatternError(f"\"{pattern}\" can match nothing: begin with a word")
        return node

    def _either(self, pieces: list[str], at: int, pattern: str) -> tuple[Node, int]:
        rows = []
        while True:
            row, at = self._items(pieces, at, pattern)
            rows.append(row)
            if at < len(pieces) and pieces[at] == "|":
                at += 1
                continue
            return (rows[0] if len(rows) == 1 else _alternatives(rows)), at

    def _items(self, pieces: list[str], at: int, pattern: str) -> tuple[Node, int]:
        items: list[Node] = []
        while at < len(pieces) and pieces[at] not in "|)":
            item, at = self._item(pieces, at, pattern)
            if at < len(pieces) and pieces[at] == "?":
                item = Node(_optional(item), item.firsts | {""}, item.words)
                at += 1
            items.append(item)
        if not items:
            raise PatternError(f"an empty choice in \"{pattern}\"")
        return (items[0] if len(items) == 1 else _sequence(items)), at

    def _item(self, pieces: list[str], at: int, pattern: str) -> tuple[Node, int]:
        piece = pieces[at]
        if piece == "(":
            node, at = self._either(pieces, at + 1, pattern)
            if at >= len(pieces) or pieces[at] != ")":
                raise PatternError(f"a bracket is not closed in \"{pattern}\"")
            return node, at + 1
        if piece == "..":
            return Node(_gap(3, CLAUSE_END), frozenset(("",)), frozenset()), at + 1
        if piece == "...":
            return Node(_gap(5, SENTENCE_END), frozenset(("",)), frozenset()), at + 1
        if piece == "####":
            return Node(_year, frozenset("#"), frozenset()), at + 1
        if piece == "#":
            return Node(_one_word(frozenset(), (), True), frozenset("#"), frozenset()), at + 1
        if piece.startswith("<") and len(piece) > 1:
            return self._named(piece[1:-1], pattern), at + 1
        if piece.endswith("*"):
            stem = piece[:-1]
            return Node(_one_word(frozenset(), (stem,), False), frozenset((piece,)), frozenset((piece,))), at + 1
        if re.fullmatch(r"[a-z0-9'/%&]+|[,:]", piece):
            forms = _forms(piece)
            return Node(_one_word(forms, (), False), forms, frozenset((piece,))), at + 1
        raise PatternError(f"\"{piece}\" cannot stand in a pattern: \"{pattern}\"")

    def _named(self, name: str, pattern: str) -> Node:
        if name not in self._sets:
            if name not in self._sources:
                raise PatternError(f"no set of words is called <{name}>, in \"{pattern}\"")
            self._sets[name] = _alternatives([self.compile(word) for word in self._sources[name]])
        return self._sets[name]


def _sequence(nodes: Sequence[Node]) -> Node:
    firsts: set[str] = set()
    for node in nodes:
        firsts |= node.firsts - {""}
        if "" not in node.firsts:
            break
    else:
        firsts.add("")
    needs = tuple(node.firsts for node in nodes if "" not in node.firsts)
    return Node(_row(nodes), frozenset(firsts), frozenset().union(*(n.words for n in nodes)), needs)


def _alternatives(nodes: Sequence[Node]) -> Node:
    """One of several. First words are checked before anything is tried, which keeps large sets cheap."""
    firsts: frozenset[str] = frozenset().union(*(n.firsts for n in nodes))
    words: frozenset[str] = frozenset().union(*(n.words for n in nodes))
    by_word: dict[str, list[Node]] = {}
    always = []
    for node in nodes:
        if node.firsts & {"", "#"} or any(first.endswith("*") for first in node.firsts):
            always.append(node)
        else:
            for first in node.firsts:
                by_word.setdefault(first, []).append(node)
    chosen = {first: _any(group) for first, group in by_word.items()}
    other = _any(always) if always else None

    def match(text: Sequence[str], at: int) -> Ends:
        ends = other(text, at) if other else _NONE
        group = chosen.get(text[at])
        return ends | group(text, at) if group else ends
    return Node(match, firsts, words)
