"""What is remembered between two messages of one person."""
from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from guide.facts import Facts

_STEPS_KEPT = 6
_NOT_OURS = frozenset({"alarm", "doubt"})


@dataclass
class Memory:
    """The state of one conversation, kept in slots as plain values.

    Attributes:
        facts: what the person told.
        asking: the question that is open now.
        asked: the questions asked so far, in order.
        invited: whether the open question only followed an answer, and may be ignored.
        about: the concepts last talked about, newest first.
        answer: what was answered last, so that it can be made simpler or longer.
        suggested: the clinician last suggested.
        missed: how many messages in a row were not understood.
        refused: how often the open question got an answer that made no sense.
        turns: how many messages so far; picks among wordings.
        said: the last words, for "say that again".
        past: facts and questions before each step, for "go back".
        explained: the hard words that were explained in this talk.
        unclear: a message with an ambiguous name, while the person is asked which is meant.
        checking: the red flag whose one question is open now.
        checked: the red flags whose question was asked, so that none is asked twice.
        alarm: the red flag of the last alarm.
        doubt: the red flag that this message hints at.
    """

    facts: Facts = field(default_factory=Facts)
    asking: str | None = None
    asked: list[str] = field(default_factory=list)
    invited: bool = False
    about: list[str] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)
    suggested: str | None = None
    missed: int = 0
    refused: int = 0
    turns: int = 0
    said: list[str] = field(default_factory=list)
    past: list[dict[str, Any]] = field(default_factory=list)
    unclear: dict[str, Any] | None = None
    explained: list[str] = field(default_factory=list)
    checking: str | None = None
    checked: list[str] = field(default_factory=list)
    alarm: str | None = None
    doubt: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values, one a slot; alarm and doubt are slots that only the policy and the pipeline fill."""
        return {name: value for name, value in vars(self).items() if name not in _NOT_OURS} | {"facts": self.facts.as_json()}

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> "Memory":
        """Memory from slots; what is missing or empty starts fresh."""
        known = {f.name for f in dataclasses.fields(cls)}
        kept = {key: value for key, value in values.items() if key in known and value is not None}
        kept["facts"] = Facts.of_json(kept.get("facts"))
        return cls(**kept)

    def remember_step(self) -> None:
        """Keeps where the conversation stands, so that "go back" can return here."""
        self.past = [*self.past, {"facts": self.facts.as_json(), "asking": self.asking, "asked": list(self.asked)}][-_STEPS_KEPT:]

    def step_back(self) -> bool:
        """Returns to the step before; false where there is none."""
        if len(self.past) < 2:
            return False
        *self.past, step = self.past
        self.facts = Facts.of_json(step["facts"])
        self.asking, self.asked = step["asking"], list(step["asked"])
        self.suggested = None
        return True

    def talk_about(self, *concepts: str) -> None:
        """Puts concepts in front of those last talked about."""
        self.about = list(dict.fromkeys([*concepts, *self.about]))[:6]
