"""One message of a person, as understood: what every part of the guide is given."""
from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import Mapping, Sequence

from guide.concepts import Assertion, Mention

OWN_WORDS = re.compile(r"\b(?:i|i'?m|i'?ve|i'?d|im|ive|my|me|we|our|mine)\b", re.I)
_IT = re.compile(r"\b(?:it|that|this|these|those|them)\b", re.I)
ASKED_ABOUT = frozenset({"clinician", "condition", "symptom", "procedure", "body_part"})
# These ask for a clinician, so one named elsewhere is not the one they are about.
_ASKS_WHO = frozenset({"ask_who_performs", "ask_who_treats"})
PROBLEM_KINDS = frozenset({"condition", "symptom"})


@dataclass(frozen=True)
class Turn:
    """A message with its intent and everything found in it.

    ``intents`` are all that were understood, the one to answer first in front.
    ``question`` is the id of the nearest question the knowledge answers, with
    its closeness from 0 to 1; ``near`` are the nearest few. ``days`` is how long the trouble has lasted,
    ``time_said`` the words for it.
    ``between`` are the intents that are too close to call, where they are.
    ``places`` tells where a sentence of the message has an intent of its own.
    """

    text: str
    intents: tuple[str, ...] = ("none",)
    confidence: float = 1.0
    mentions: Sequence[Mention] = field(default=())
    question: str | None = None
    closeness: float = 0.0
    near: Sequence[tuple[str, float]] = field(default=())
    days: float | None = None
    time_said: str = ""
    who: str = "self"
    child: bool = False
    between: Sequence[str] = field(default=())
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def intent(self) -> str:
        return self.intents[0]

    @property
    def personal(self) -> bool:
        """Whether somebody's own present trouble is told, be it beside a question."""
        own = self.of(*PROBLEM_KINDS, "body_part", asserted=(Assertion.PRESENT, Assertion.PAST))
        return bool(own) and bool(self.who != "self" or OWN_WORDS.search(self.text))

    def of(self, *kinds: str, asserted: Sequence[Assertion] | None = None) -> list[Mention]:
        """The mentions of these kinds, in the order they were said."""
        return [m for m in self.mentions if m.kind in kinds and (asserted is None or m.assertion in asserted)]

    def first(self, *kinds: str) -> str | None:
        """The first concept of these kinds that was named, or nothing."""
        found = self.of(*kinds)
        return found[0].concept if found else None

    def focused(self, intent: str) -> "Turn":
        """The sentence that has an intent, with what it names; the whole message where the sentence leans on the rest."""
        start, end = self.places.get(intent, (0, len(self.text)))
        inside = [m for m in self.mentions if start <= m.start and m.end <= end]
        named = {m.kind for m in inside} & ASKED_ABOUT
        if not named or named == {"clinician"} and _IT.search(self.text, start, end):
            return self._leaning_on(start, intent)
        return dataclasses.replace(self, text=self.text[start:end], mentions=inside)

    def _leaning_on(self, start: int, intent: str) -> "Turn":
        """The whole message as a sentence sees it that only says "it": the treatment named last, no trouble of others or none."""
        if not start:
            return self
        own = [m for m in self.mentions if m.kind not in PROBLEM_KINDS or m.assertion not in (Assertion.ABSENT, Assertion.FAMILY)]
        if intent in _ASKS_WHO:
            own = [m for m in own if m.kind != "clinician"]
        treatments = [m for m in own if m.kind == "procedure"]
        return dataclasses.replace(self, mentions=[*(m for m in own if m.kind != "procedure"), *reversed(treatments)])

    def after(self, words: str) -> "Turn":
        """What is left of the message where only its last ``words`` still count; the places in it move along."""
        gone = len(self.text.rstrip()) - len(words)
        mentions = [dataclasses.replace(m, start=m.start - gone, end=m.end - gone) for m in self.mentions if m.start >= gone]
        places = {name: (start - gone, end - gone) for name, (start, end) in self.places.items() if start >= gone}
        return dataclasses.replace(self, text=words, mentions=mentions, places=places)
