"""Text to concepts: names, their typos, and pain said of a part of the body, each with its assertion."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, Sequence

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from guide.concepts.assertion import Assertion, AssertionJudge
from guide.concepts.body_pain import BodyPain
from guide.concepts.finding_words import read_finding_words
from guide.concepts.matches import Match, longest
from guide.concepts.names import meanings_of, names_of
from guide.concepts.spelling import Speller, english
from guide.concepts.tokens import Token, stems_of, tokens_of
from guide.concepts.words import split_words, stem
from guide.knowledge import Catalogue
from guide.knowledge.entries import Ambiguity, BodyPart

_NO_CONCEPT = ""
# Somebody who types no more than this may mean an acronym; capitals in longer texts say nothing.
_FEW_WORDS = 2
# So many words before a limit its "not" may stand: "I am not really sleeping".
_REACH_OF_NOT = 3


@dataclass(frozen=True)
class Mention:
    """A concept in a text: ``kind`` as its entity type, its place, its words, how it is said, and
    ``score``: 1.0 for a name as written in the catalogue, below that for a corrected typo.
    ``means`` are all concepts that an ambiguous name may mean, ``concept`` being the usual one."""

    concept: str
    kind: str
    start: int
    end: int
    text: str
    assertion: Assertion
    score: float
    means: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A text with its words (typos mended), the concepts in it, and the stretch of words each one stands in."""

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    kinds: tuple[tuple[Match, str], ...]


class ConceptFinder:
    """Finds every concept of a catalogue in texts. Built once (about half a second), then shared."""

    def __init__(self, catalogue: Catalogue, judge: AssertionJudge | None = None) -> None:
        """Without a ``judge`` it builds its own; give the one that others use to save its start."""
        self._catalogue = catalogue
        self._judge = judge or AssertionJudge()
        self._words = read_finding_words()
        self._vocabulary = Vocab()
        self._matcher = PhraseMatcher(self._vocabulary, attr="ORTH")
        self._capitals: set[tuple[str, tuple[str, ...]]] = set()
        self._stems: set[str] = set()
        self._neighbours: set[tuple[str, str]] = set()
        self._meanings = meanings_of(catalogue)
        self._add_names()
        self._speller = Speller(self._spelt_words(), self._words.decoys)
        self._parts = {part.id for part in catalogue.all(BodyPart)}
        self._body_pain = BodyPain({part.id: part.pain for part in catalogue.all(BodyPart)
                                    if part.pain in catalogue.concepts}, self._words)

    def find(self, text: str) -> list[Mention]:
        """The concepts of a text in its order, never overlapping; the longest name wins.

        Of a text longer than 8,000 characters only the first 6,000 and the last 2,000 are read.
        """
        return list(self.read(text).mentions)

    def read(self, text: str) -> Reading:
        """What :meth:`find` finds, with the words it was found in."""
        tokens = tuple(self._corrected(tokens_of(split_words(text))))
        if not tokens:
            return Reading(text, (), (), ())
        named = list(self._named(text, tokens))
        matches = longest([*named, *self._body_pain.join(tokens, longest(named))])
        spans = [(tokens[match.first].start, tokens[match.last - 1].end) for match in matches]
        verdicts = self._judge.judge(text, spans)
        mentions = tuple(self._mention(text, tokens, match, span, verdict)
                         for match, span, verdict in zip(matches, spans, verdicts))
        return Reading(text, tokens, mentions, tuple(zip(matches, (mention.kind for mention in mentions))))

    def _mention(self, text: str, tokens: Sequence[Token], match: Match, span: tuple[int, int],
                 verdict: Assertion) -> Mention:
        kind = self._catalogue.concepts[match.concept].kind
        if match.turned and verdict is Assertion.PRESENT:
            verdict = Assertion.ABSENT
        if kind == "limit" and verdict in (Assertion.ABSENT, Assertion.PAST) and self._limit_stands(tokens, match):
            verdict = Assertion.PRESENT
        score = min(token.score for token in tokens[match.first:match.last])
        means = self._meanings.get(tuple(token.stem for token in tokens[match.first:match.last]), ())
        return Mention(match.concept, kind, *span, text[span[0]:span[1]], verdict, score, means)

    def _limit_stands(self, tokens: Sequence[Token], match: Match) -> bool:
        near = {token.norm for token in tokens[max(0, match.first - _REACH_OF_NOT):match.first]}
        return bool(near & self._words.limits_told_by) and not near & self._words.limits_denied_by

    def _corrected(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens with typos mended, missing spaces put in and needless ones taken out."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            joined = token.norm + after.norm if after else ""
            if after and stem(joined) in self._joinable and (token.stem, after.stem) not in self._neighbours:
                yield Token(stem(joined), joined, token.start, after.end, 0.95)
                index += 2
                continue
            correction = None if token.stem in self._stems else self._speller.correct(token.norm)
            if correction is None:
                yield token
            else:
                start = token.start
                for word in correction.words:
                    end = token.end if word is correction.words[-1] else start + len(word)
                    yield Token(stem(word), word, start, min(end, token.end), correction.score)
                    start = min(end, token.end)
            index += 1

    def _named(self, text: str, tokens: Sequence[Token]) -> Iterator[Match]:
        # Words of no name share one entry, or the vocabulary would grow with everything anybody ever types.
        document = Doc(self._vocabulary, words=[token.stem if token.stem in self._stems else "_" for token in tokens])
        shouted = text.isupper() and len(tokens) > _FEW_WORDS
        for key, first, last in self._matcher(document):
            concept = self._vocabulary.strings[key].rpartition(":")[2]
            if concept == _NO_CONCEPT:
                if not first or tokens[first - 1].norm not in self._words.look_alike_not_after:
                    yield Match(_NO_CONCEPT, first, last, rank=3)
            elif (concept, tuple(token.stem for token in tokens[first:last])) not in self._capitals or \
                    not shouted and text[tokens[first].start:tokens[last - 1].end].isupper():
                # A bare part of the body gives way to pain in it, told in as many words.
                yield Match(concept, first, last, rank=2 if concept in self._parts else 0)

    def _add_names(self) -> None:
        by_concept: dict[str, list[Doc]] = {}
        single: set[str] = set()
        for name in names_of(self._catalogue, english()):
            by_concept.setdefault(name.concept, []).append(Doc(self._vocabulary, words=list(name.stems)))
            self._stems.update(name.stems)
            self._neighbours.update(zip(name.stems, name.stems[1:]))
            if name.capitals:
                self._capitals.add((name.concept, name.stems))
            if len(name.stems) == 1:
                single.add(name.stems[0])
        for concept, patterns in by_concept.items():
            self._matcher.add(f"concept:{concept}", patterns)
        look_alikes = [stems_of(phrase) for phrase in self._words.look_alikes]
        self._stems.update(*look_alikes)
        self._matcher.add(f"concept:{_NO_CONCEPT}", [Doc(self._vocabulary, words=list(row)) for row in look_alikes])
        self._joinable = {word for word in single if len(word) > 6}

    def _spelt_words(self) -> set[str]:
        """Every word of every name spelt right; misspellings are matched as they are, never aimed at."""
        words: set[str] = set()
        for concept in self._catalogue.concepts.values():
            for name in (concept.name, *concept.names, *filter(None, (getattr(concept, "field", None),))):
                words.update(word.norm for word in split_words(name) if not word.is_mark)
        for entry in self._catalogue.all(Ambiguity):
            words.update(word.norm for name in entry.names for word in split_words(name) if not word.is_mark)
        return words
