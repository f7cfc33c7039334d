"""Whether a sign found in a text is meant: present now, or denied, long past, feared, or of somebody else.

A small judge of its own, tuned to danger: where present and another reading
are both possible, present wins. It works on clauses, in the way of NegEx and
ConText (Chapman 2001, Harkema 2009), with cues from ``words.yml``.
"""
from __future__ import annotations

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
_OPENERS = frozenset("i my he she his her we our they their it there the this now today tonight just still since suddenly "
                     "want wants need needs would am is are has have had can could feel feels feeling started "
                     "starting get gets getting been keep keeps lately recently".split())
_SUBJECTS = frozenset(("i", "my", "he", "she", "we", "they", "it", "there"))
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
        signs = [m for m in found if not m.sign.startswith(CUE) and m.sign not in softeners]
        self._cues: dict[str, list[Match]] = {}
        for match in found:
            if match.sign.startswith(CUE) and not self._inside(match, signs):
                self._cues.setdefault(match.sign[len(CUE):], []).append(match)
        self._drop_pseudo_cues()

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
        words, opens = self._words, set()
        for at in range(1, len(words)):
            word, before = words[at], words[at - 1]
            if before in SENTENCE_END or before in "()" or word in _CONTRAST:
                opens.add(at)
            elif before in _JOINTS and word in _OPENERS:
                opens.add(at - 1)
            elif word == "i" and before not in _HOLDS_I and before not in _JOINTS:
                opens.add(at)
            elif word == "now" and at > 1:
                opens.add(at)
        return frozenset(opens)

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around a word: its first word and the one after its last."""
        first = at
        while first > 0 and first not in self._opens:
            first -= 1
        last = at + 1
        while last < len(self._words) and last not in self._opens:
            last += 1
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
        for cue in self._cues.get("figurative", ()):
            if cue.first <= match.first and match.last <= cue.last:
                return True
        for cue in self._cues.get("absent_before", ()):
            if cue.last <= match.first and self._reaches(cue, match):
                return True
        for cue in self._cues.get("absent_after", ()):
            if match.last <= cue.first <= match.last + 4 and self._same_clause(match, cue):
                return True
        return any(cue.last <= match.first + 1 and self._same_clause(cue, match) and cue.first >= match.first - 12
                   for cue in self._cues.get("not_a_person", ()) if not cue.first >= match.first)

    def _reaches(self, cue: Match, match: Match) -> bool:
        """Whether a denial reaches a sign: over "or" and in lists, not into a new clause."""
        if any(cue.last <= at <= match.first for at in self._opens if at != cue.first):
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
        return not any(left.last <= at <= right.first for at in self._opens)

    def _hypothetical(self, match: Match) -> bool:
        if self._is_general_question(match):
            return True
        first, last = sentence_bounds(self._reading, match.first)
        for cue in self._cues.get("hypothetical_before", ()):
            if first <= cue.first and cue.last <= match.first and match.first - cue.last <= 8 \
                    and not any(cue.last < at <= match.first and self._words[at] in _CONTRAST for at in self._opens):
                return True
        return False

    def _is_general_question(self, match: Match) -> bool:
        """"What are the signs of a stroke" asks; "is my chest pain a heart attack" tells."""
        first, last = sentence_bounds(self._reading, match.first)
        while first < match.first and self._words[first] in {"hi", "hello", "hey", ",", "so", "and", "please", "ok"}:
            first += 1
        if self._words[first] not in _QUESTION_WORDS or first >= match.first:
            return False
        return not any(first <= cue.first < last for cue in self._cues.get("person", ()))

    def _past(self, match: Match) -> bool:
        first, last = self.clause(match.first)
        cues = [c for c in self._cues.get("past", ()) if first <= c.first < last]
        cues += [c for c in self._cues.get("past", ()) if self._opens_sentence(c) and self._next_clause(c, match)]
        if cues and not self._has_in(("now",), first, last, match):
            return True
        for cue in self._cues.get("past_before", ()):
            if cue.last <= match.first <= cue.last + 10 and first <= cue.first:
                if not any(word in _CONTRAST for word in self._words[cue.last:match.first]):
                    return True
        begin, end = sentence_bounds(self._reading, match.first)
        return any(begin <= c.first < end for c in self._cues.get("unchanged", ())) \
            and not self._has_in(("now", "worse"), begin, end, match)

    def _opens_sentence(self, cue: Match) -> bool:
        return cue.first - sentence_bounds(self._reading, cue.first)[0] <= 1

    def _next_clause(self, cue: Match, match: Match) -> bool:
        between = [at for at in self._opens if cue.last <= at <= match.first]
        return cue.first < match.first and len(between) <= 1 and match.first - cue.last <= 6

    def _has_in(self, cues: Sequence[str], first: int, last: int, match: Match) -> bool:
        return any(first <= c.first < last for name in cues for c in self._cues.get(name, ()))

    def _family(self, match: Match) -> bool:
        first, last = self.clause(match.first)
        return any(first <= cue.first < last and cue.first <= match.first
                   for cue in self._cues.get("family", ())) and not self._has_in(("now",), first, last, match)
