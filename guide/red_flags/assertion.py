"""Whether a sign found in a text is meant: present now, or denied, long past, feared, or of somebody else.

A small judge of its own, tuned to danger: where present and another reading
are both possible, present wins. It works on clauses, in the way of NegEx and
ConText (Chapman 2001, Harkema 2009), with cues from ``words.yml``.
"""
from __future__ import annotations

import bisect
import enum
from typing import Container, Sequence

from guide.red_flags.lexicon import CUE, Lexicon, Match
from guide.red_flags.patterns import SENTENCE_END
from guide.red_flags.reading import Reading, sentence_bounds


class Status(str, enum.Enum):
    """How a sign is meant."""

    PRESENT = "present"
    ABSENT = "absent"
    PAST = "past"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"


_CONTRAST = frozenset("but however though although except yet because until unless".split())
_JOINTS = frozenset(("and", "so", "then", "while", "when", "or", ",", "who", "which", "also", "plus"))
# After one of these, "i" goes on with the clause instead of opening one.
_HOLDS_I = frozenset("if that do does did am can could should when whenever what how where since as before after "
                     "like have had may might think".split())
_OPENERS = frozenset("i my he she his her we our they their it there the this now today tonight just since suddenly "
                     "want wants need needs would am is are has have had can could feel feels feeling started "
                     "starting get gets getting been keep keeps lately recently".split())
_SUBJECTS = frozenset(("i", "my", "he", "she", "we", "they", "it", "there"))
_NOT_TOLD = ("absent_before", "absent_after", "hypothetical_before", "past_before", "family", "figurative", "not_a_person",
             "unchanged")
_FIELD = frozenset("physiatrist physiatrists specialist doctor doctors".split())
_QUESTION_WORDS = frozenset("what which how who whom where is are do does can could should will would when".split())


class Clauses:
    """One text's clauses and cues, ready to judge its matches."""

    def __init__(self, reading: Reading, found: Sequence[Match], lexicon: Lexicon,
                 softeners: Container[str] = ()) -> None:
        """``softeners``: signs that only take an alarm back; "no fever" in one of them still denies the fever."""
        self._words = reading.words
        self._reading = reading
        self._lexicon = lexicon
        self._opens = self._clause_openers()
        self._places = sorted(self._opens)
        signs = [m for m in found if not m.sign.startswith(CUE) and m.sign not in softeners]
        self._cues: dict[str, list[Match]] = {}
        for match in found:
            if match.sign.startswith(CUE) and not self._inside(match, signs):
                self._cues.setdefault(match.sign[len(CUE):], []).append(match)
        self._drop_pseudo_cues()
        self._by_sentence: dict[tuple[str, int], list[Match]] = {}
        for name, cues in self._cues.items():
            for cue in cues:
                self._by_sentence.setdefault((name, reading.sentences[cue.first]), []).append(cue)
        self._leading_dates = [cue for cue in self._cues.get("past", ())
                               if cue.first - sentence_bounds(reading, cue.first)[0] <= 1]

    def _inside(self, cue: Match, signs: Sequence[Match]) -> bool:
        """A cue that is part of a sign ("no pulse", "can not pee") denies nothing else."""
        if cue.sign != CUE + "absent_before":
            return False
        return any(sign.first <= cue.first and cue.last <= sign.last for sign in signs)

    def _drop_pseudo_cues(self) -> None:
        for name, but in (("absent_before", "absent_pseudo"), ("past_before", "past_pseudo")):
            pseudo = self._cues.get(but, [])
            self._cues[name] = [cue for cue in self._cues.get(name, [])
                                if not any(p.first <= cue.first and cue.last <= p.last for p in pseudo)]

    def _clause_openers(self) -> frozenset[int]:
        """The places where a new clause begins, so that a denial or a date does not reach over."""
        words, opens = self._words, {0}
        latest = 0
        for at in range(1, len(words)):
            word, before = words[at], words[at - 1]
            latest = at - 1 if at - 1 in opens else latest
            if at - latest <= 3 and all(skipped in _CONTRAST or skipped == "now" for skipped in words[latest:at]):
                continue  # "but now I ..." is one clause, not three
            if before in SENTENCE_END or before in "()" or word in _CONTRAST:
                opens.add(at)
            elif before in _JOINTS and word in _OPENERS:
                opens.add(at - 1)
            elif word == "i" and before not in _HOLDS_I and before not in _JOINTS or word == "now" and at > 1:
                opens.add(at)
        return frozenset(opens)

    def _here(self, name: str, match: Match) -> Sequence[Match]:
        """The cues of one kind in the sentence of a match."""
        return self._by_sentence.get((name, self._reading.sentences[match.first]), ())

    def _breaks(self, first: int, last: int) -> Sequence[int]:
        """The places from ``first`` to ``last`` (both inclusive) where a clause begins."""
        return self._places[bisect.bisect_left(self._places, first):bisect.bisect_right(self._places, last)]

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around a word: its first word and the one after its last."""
        place = bisect.bisect_right(self._places, at)
        first = self._places[place - 1] if place else 0
        last = self._places[place] if place < len(self._places) else len(self._words)
        return first, last

    def status(self, match: Match) -> Status:
        """How one sign is meant."""
        counts = self._lexicon.signs[match.sign].counts
        for status, holds in (
            (Status.ABSENT, self._absent), (Status.HYPOTHETICAL, self._hypothetical),
            (Status.PAST, self._past), (Status.FAMILY, self._family),
        ):
            if status.value not in counts and holds(match):
                return status
        return Status.PRESENT

    def number_is_past(self, match: Match) -> bool:
        """Whether a measured number is denied, past or asked about."""
        return self._absent(match) or self._hypothetical(match) or self._past(match)

    def _absent(self, match: Match) -> bool:
        for cue in self._here("figurative", match):
            if cue.first <= match.first and match.last <= cue.last:
                return True
        for cue in self._here("absent_before", match):
            if cue.last <= match.first and self._reaches(cue, match):
                return True
        for cue in self._here("absent_after", match):
            if match.last <= cue.first <= match.last + 4 and self._same_clause(match, cue):
                return True
        return any(cue.last <= match.first + 1 and self._same_clause(cue, match) and cue.first >= match.first - 12
                   for cue in self._here("not_a_person", match) if not cue.first >= match.first)

    def _reaches(self, cue: Match, match: Match) -> bool:
        """Whether a denial reaches a sign: over "or" and in lists, not into a new clause."""
        if self._breaks(cue.last, match.first):
            return False
        between = self._words[cue.last:match.first]
        word = self._words[cue.first]
        if "," not in between:
            return len(between) <= (9 if word == "not" else 14)
        if word.startswith("den") or word == "negative" or word == "without":
            return True
        # "No fever, chills or rash" is one list; "no fever, headache since Monday" is not.
        ahead = self._words[match.first:self.clause(match.first)[1]]
        return word not in ("not", "never") and ("or" in between or "or" in ahead or "nor" in ahead)

    def _same_clause(self, left: Match, right: Match) -> bool:
        return not self._breaks(left.last, right.first)

    def _hypothetical(self, match: Match) -> bool:
        if self._is_general_question(match):
            return True
        for cue in self._here("hypothetical_before", match):
            if cue.last <= match.first and match.first - cue.last <= 8 \
                    and not self._starts_afresh(cue.last, match.first):
                return True
        return False

    def _starts_afresh(self, first: int, last: int) -> bool:
        """Whether between two words a new statement begins: "if this is a stroke, my face is drooping"."""
        return any(self._words[at] == "," or self._words[at] in _CONTRAST for at in self._breaks(first, last))

    def _is_general_question(self, match: Match) -> bool:
        """"What are the signs of a stroke" asks; "is my chest pain a heart attack" tells."""
        first, _ = sentence_bounds(self._reading, match.first)
        while first < match.first and self._words[first] in {"hi", "hello", "hey", ",", "so", "and", "please", "ok"}:
            first += 1
        if self._words[first] not in _QUESTION_WORDS or first >= match.first:
            return False
        if self._words[first + 1] in ("not", "barely", "hardly"):  # "Can't pee since surgery" asks nothing
            return False
        if self._words[first:first + 3] == ("is", "it", "normal"):  # ... and this one tells of oneself
            return False
        return not self._here("person", match)

    def _past(self, match: Match) -> bool:
        first, last = self.clause(match.first)
        cues = [c for c in self._here("past", match) if first <= c.first < last and not self._set_apart(c, match)]
        cues += [c for c in self._leading_dates if self._next_clause(c, match)]
        if cues and not self._has("now", match, first, last):
            return True
        for cue in self._here("past_before", match):
            if cue.last <= match.first <= cue.last + 10 and first <= cue.first \
                    and not any(word in _CONTRAST for word in self._words[cue.last:match.first]):
                return True
        return bool(self._here("unchanged", match)) and not self._here("now", match) and not self._here("worse", match)

    def _set_apart(self, cue: Match, match: Match) -> bool:
        """A duration belongs to its own part of a list: "on steroids for years, so weak I can't stand"."""
        if self._words[cue.first] != "for":
            return False
        between = self._words[cue.last:match.first] if cue.first < match.first else self._words[match.last:cue.first - 1]
        return "," in between

    def one_sentence(self, one: Match, other: Match) -> bool:
        """Whether two signs stand in one sentence."""
        return self._reading.sentences[one.first] == self._reading.sentences[other.first]

    def is_fresh(self, match: Match) -> bool:
        """Whether a sign stands in a clause that speaks of now."""
        return self._has("fresh", match, *self.clause(match.first))

    def _next_clause(self, cue: Match, match: Match) -> bool:
        near = cue.first < match.first and match.first - cue.last <= 6
        return near and len(self._breaks(cue.last, match.first)) <= 1

    @property
    def tells_of_past(self) -> bool:
        """Whether something in the text is over: "last year", "all gone"."""
        return bool(self._cues.get("past") or self._cues.get("absent_after"))

    def tells_of_now(self, at: int) -> bool:
        """Whether the sentence around a word denies nothing, fears nothing, asks nothing in general and is not about the past."""
        number = self._reading.sentences[at]
        if any(self._by_sentence.get((name, number)) for name in _NOT_TOLD):
            return False
        if self._by_sentence.get(("past", number)) and not self._by_sentence.get(("now", number)):
            return False
        first, _ = sentence_bounds(self._reading, at)
        asks = self._words[first] in _QUESTION_WORDS and self._words[first + 1] not in ("not", "barely", "hardly")
        return not asks and bool(self._by_sentence.get(("person", number)) or self._words[first] not in _FIELD)

    def _has(self, name: str, match: Match, first: int, last: int) -> bool:
        return any(first <= cue.first < last for cue in self._here(name, match))

    def _family(self, match: Match) -> bool:
        first, last = self.clause(match.first)
        told = any(first <= cue.first <= match.first for cue in self._here("family", match))
        return told and not self._has("now", match, first, last)
