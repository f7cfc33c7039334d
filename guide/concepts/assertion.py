"""Whether something is said to be so, not so, past, another person's, or only imagined.

The ConText algorithm (Harkema and others, 2009) as built in medspaCy, with
cues of our own for the words of patients: a cue reaches forward or backward
within its clause, a longer cue hides a shorter one, a new clause stops both.
"""
from __future__ import annotations

import bisect
import re
from enum import Enum
from typing import Sequence

import spacy
from medspacy.context import ConText, ConTextModifier
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from guide.concepts.clauses import split_sentences
from guide.concepts.context_rules import Cues, read_cues
from guide.concepts.relatives import RelativeReader
from guide.concepts.words import Word, split_words

_YEAR = re.compile(r"(?:19|20)\d\d")
_SPANS = "judged"
_SIMPLE_PAST = {"HAD", "HAD_I"}
_STILL_THERE = {"OWNED", "AGAIN"}


class Assertion(str, Enum):
    """How a thing was said."""

    PRESENT = "present"
    ABSENT = "absent"
    PAST = "past"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"


class AssertionJudge:
    """Judges stretches of a text. Built once (it compiles its cues), then shared; it keeps no state."""

    def __init__(self, cues: Cues | None = None) -> None:
        self._cues = cues or read_cues()
        self._vocab = Vocab()
        self._verbs = frozenset(self._cues.lists["statement_verbs"])
        nlp = spacy.blank("en")
        nlp.tokenizer = self._document
        self._vocab = nlp.vocab
        self._context = ConText(nlp, rules=None, phrase_matcher_attr="ORTH", span_attrs=None,
                                input_span_type="group", span_group_name=_SPANS)
        self._context.add(self._cues.rules)
        self._relatives = RelativeReader(self._cues)

    def judge(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Assertion]:
        """One assertion for each span.

        Args:
            text: the whole message; what stands around a span decides.
            spans: pairs of character offsets, in any order, overlapping or not.

        Returns:
            As many assertions as spans, in their order. A span that holds no
            word, or lies in the unread middle of a huge text, is ``PRESENT``.
        """
        verdicts = [Assertion.PRESENT] * len(spans)
        words = split_words(text)
        if not words or not spans:
            return verdicts
        starts, ends = [word.start for word in words], [word.end for word in words]
        places = [(bisect.bisect_right(ends, start), bisect.bisect_left(starts, end)) for start, end in spans]
        story = self._relatives.read(words)
        for first, last in split_sentences(text, words):
            inside = [(number, place) for number, place in enumerate(places)
                      if place[0] < place[1] and first <= place[0] < last]
            if not inside:
                continue
            cues = self._cues_upon(words[first:last], [(place[0] - first, min(place[1], last) - first)
                                                       for _, place in inside])
            for (number, place), upon in zip(inside, cues):
                others = story.is_background(first, *place, upon)
                verdicts[number] = _verdict(upon, others)
        return verdicts

    def _cues_upon(self, words: Sequence[Word], places: Sequence[tuple[int, int]]) -> list[set[str]]:
        """The groups of cues that reach each place of one sentence."""
        document = self._build([word.norm for word in words])
        targets = [Span(document, start, end, label=f"T{number}") for number, (start, end) in enumerate(places)]
        document.spans[_SPANS] = targets
        graph = self._context(document)._.context_graph
        reached: list[set[str]] = [set() for _ in places]
        for target, modifier in graph.edges:
            if _really_reaches(modifier, target, graph.modifiers):
                reached[int(target.label_[1:])].add(modifier.category)
        for number, target in enumerate(targets):
            reached[number].update(modifier.category for modifier in graph.modifiers if _leads_into(modifier, target))
        recent = any(modifier.category == "RECENT" for modifier in graph.modifiers)
        return [cues | {"RECENT"} if recent else cues for cues in reached]

    def _document(self, text: str) -> Doc:
        return self._build([word.norm for word in split_words(text)])

    def _build(self, norms: list[str]) -> Doc:
        tags = [self._tag(norms, index) for index in range(len(norms))]
        # Words of no cue share one entry, or the vocabulary would grow with everything anybody ever types.
        words = [norm if norm in self._cues.words else "_" for norm in norms]
        return Doc(self._vocab, words=words, tags=tags, sent_starts=[index == 0 for index in range(len(norms))])

    def _tag(self, norms: list[str], index: int) -> str:
        """The class of a word: one of those listed with the cues, or one that only its neighbours tell."""
        norm = norms[index]
        if norm == "my":
            if "KIN" in map(self._cues.classes.get, norms[index + 1:index + 3]):
                return "WORD"
            return "MINE" if self._verbs.isdisjoint(norms[index + 2:index + 5]) else "OPENING"
        if norm[0].isdigit():
            return "YEAR" if _YEAR.fullmatch(norm) else "NUMBER"
        if not norm[0].isalnum():
            return "MARK"
        return self._cues.classes.get(norm, "WORD")


def _really_reaches(cue: ConTextModifier, target: Span, cues: Sequence[ConTextModifier]) -> bool:
    """Whether a cue reaches a target by ConText's own rules.

    medspaCy 1.3.1 compares two stretches for overlap, but overlooks the second
    lying wholly around the first. So a cue inside its target, and a stop that
    is nearer than another, slip through; both are checked again here.
    """
    start, end = cue.modifier_span
    if start < target.end and target.start < end:
        return False
    between = (end, target.start) if end <= target.start else (target.end, start)
    return not any(between[0] <= other.modifier_span[0] and other.modifier_span[1] <= between[1]
                   and (other.direction == "TERMINATE" or other.category in cue.rule.terminated_by) for other in cues)


def _leads_into(cue: ConTextModifier, target: Span) -> bool:
    """Whether a cue runs on into the target's first words: "no trouble" in "no [trouble sleeping]".

    A target may also begin with its own past: "[had a stroke]".
    """
    start, end = cue.modifier_span
    past = cue.category == "PAST" or cue.category in _SIMPLE_PAST
    begins = start < target.start or past and start == target.start
    return bool(cue.direction == "FORWARD" and begins and target.start < end < target.end)


def _verdict(cues: set[str], is_background: bool) -> Assertion:
    """One value out of all the cues that reach a place; the first that fits wins."""
    if "FAMILY" in cues or is_background:
        return Assertion.FAMILY
    if "ABSENT" in cues:
        return Assertion.PAST if "ENDED" in cues else Assertion.ABSENT
    if "QUESTION" in cues or "HYPOTHETICAL" in cues and not cues >= _STILL_THERE:
        return Assertion.HYPOTHETICAL
    had = bool(cues & _SIMPLE_PAST)
    if "OVER" in cues or had and ("DATED" in cues or "RECENT" not in cues) or "PAST" in cues and "LASTING" not in cues:
        return Assertion.PAST
    return Assertion.PRESENT
