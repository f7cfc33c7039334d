"""Whose trouble a message tells: the teller's, with a relative as background, or the relative's own.

"My dad had a stroke. My back hurts." tells the dad's stroke as background.
"My dad had a stroke, who should he see?" asks for the dad: the stroke is the
very thing the message is about, so it is not family history.
"""
from __future__ import annotations

import re
from typing import Collection, NamedTuple, Sequence

from guide.concepts.context_rules import Cues
from guide.concepts.words import Word

_HE_OR_SHE = {"he", "she", "hes", "shes", "his", "her", "they"}
_OTHERS_RELATIVE = {"his", "her", "their", "patients", "whose"}
_TELLING_HISTORY = {"had", "has", "have", "with", "died", "passed", "of", "diagnosed", "suffered", "got", "gets",
                    "from", "also", "hx", "history"}
_DOING_TO = {"lift", "lifting", "carry", "carrying", "hold", "holding", "chase", "chasing", "with", "like", "lifted",
             "picking", "pick", "playing", "play", "without", "told", "asked", "and"}
# "my 8 and a half year old son": "my" stands so far before.
_REACH_OF_AGE = 7
# So many words back a "my" may stand from the part of the body it belongs to: "my left lower back".
_REACH_OF_MY = 3


class Story(NamedTuple):
    """What was read of one message, ready to be asked about its places."""

    norms: Sequence[str]
    relatives: Sequence[int]
    own_trouble: Sequence[int]
    asks_for_relative: bool
    about_patient: bool

    def is_background(self, sentence: int, start: int, end: int, cues: Collection[str]) -> bool:
        """Whether words ``start`` to ``end``, in a sentence that starts at a word, are a relative's history."""
        relative = self._relative_before(sentence, start, cues)
        if relative is None:
            return False
        before = self.norms[relative - 1] if relative else ""
        tellers = not {"my", "our"}.isdisjoint(self.norms[max(0, relative - 3):relative])
        if "KIN" in cues and (before in _OTHERS_RELATIVE or self.about_patient and not tellers):
            return True
        if self.asks_for_relative or not self.own_trouble or "RECENT" in cues:
            return False
        return any(norm in _TELLING_HISTORY for norm in self.norms[relative + 1:end])

    def _relative_before(self, sentence: int, start: int, cues: Collection[str]) -> int | None:
        """The relative whom these words are told of: named in the sentence, or meant by its "he" or "she"."""
        named = [index for index in self.relatives if index < start]
        if not named:
            return None
        if "KIN" in cues:
            return named[-1]
        pronouns = [index for index in range(sentence, start) if self.norms[index] in _HE_OR_SHE]
        if pronouns and named[-1] < pronouns[-1] and not any(pronouns[-1] < own < start for own in self.own_trouble):
            return named[-1]
        return None


class RelativeReader:
    """Reads messages for relatives. Built once from the cues."""

    def __init__(self, cues: Cues) -> None:
        self._kin = {word for word, name in cues.classes.items() if name == "KIN"}
        self._body = {word for word, name in cues.classes.items() if name == "BODY"}
        self._says = {word for word, name in cues.classes.items() if name == "SAYS"}
        lists = cues.lists
        self._own = _any_of(lists["own_trouble"])
        self._not_own = _any_of(lists["not_own_trouble"])
        self._asks = _any_of(lists["relative_asks"])

    def read(self, words: Sequence[Word]) -> Story:
        """What a message says about relatives and about the teller."""
        norms = [word.norm for word in words]
        # "My wife says": she tells, the trouble is not hers.
        relatives = [index for index, norm in enumerate(norms)
                     if norm in self._kin and self._says.isdisjoint(norms[index + 1:index + 2])]
        if not relatives:
            return Story(norms, (), (), False, False)
        joined = " " + " ".join(norms) + " "
        asks = bool(self._asks.search(joined)) or self._for_relative(norms)
        return Story(norms, relatives, self._own_trouble(joined, norms), asks, "patient" in norms)

    def asked_for(self, story: Story) -> int | None:
        """The word that names the relative a message asks for; nothing if it asks for the teller."""
        if not story.relatives or story.own_trouble and not story.asks_for_relative:
            return None
        asked = [index for index in story.relatives if not self._is_bystander(story.norms, index)]
        return asked[0] if asked else None

    def _is_bystander(self, norms: Sequence[str], index: int) -> bool:
        """"Lifting my son", "her son": named, but not the one asked for."""
        before = norms[max(0, index - _REACH_OF_AGE):index]
        return (not {"my", "our"}.intersection(before) and "for" not in before
                or not _DOING_TO.isdisjoint(norms[max(0, index - 3):index]))

    def _own_trouble(self, joined: str, norms: Sequence[str]) -> list[int]:
        """The words at which the teller's own trouble is told."""
        looks_alike = {match.start() for match in self._not_own.finditer(joined)}
        found = [joined.count(" ", 0, match.start() + 1) - 1 for match in self._own.finditer(joined)
                 if match.start() not in looks_alike]
        found = [index for index in found if not self._kin.intersection(norms[index + 1:index + 6])]
        for index, norm in enumerate(norms):
            if norm == "my":
                following = norms[index + 1:index + 1 + _REACH_OF_MY]
                if self._body.intersection(following) and not self._kin.intersection(following):
                    found.append(index)
        return sorted(found)

    def _for_relative(self, norms: Sequence[str]) -> bool:
        """"for my mom", "for our 8 year old son"."""
        return any(norm in ("for", "help", "take", "bring") and norms[index + 1:index + 2] in (["my"], ["our"])
                   and self._kin.intersection(norms[index + 2:index + 7]) for index, norm in enumerate(norms))


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(" (?:" + "|".join(map(re.escape, longest_first)) + ")(?= )")
