"""The entries of the red-flag knowledge and what a watch reports."""
from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Extra, Field


class Level(str, enum.Enum):
    """How soon somebody must be seen."""

    NOW = "now"
    SAME_DAY = "same_day"
    SOON = "soon"

    @property
    def gravity(self) -> int:
        """0 is the gravest."""
        return list(Level).index(self)


class RedFlag(BaseModel):
    """One danger: the signs that reveal it, and what is said then.

    ``triggers`` and ``unclear`` are expressions over the names of signs:
    ``a + b`` needs both, ``a | b`` either, ``a - b`` the first without the second.
    Each line alone is enough. ``unless`` names signs that, in the sentence of
    the trigger, take the alarm back ("same as always").
    ``ask`` is a question whose "yes" gives the alarm.
    ``says`` opens with what to do; ``then`` tells why, and that the talk can go on.
    """

    id: str = Field(regex=r"^[a-z][a-z0-9_]*$")
    name: str
    level: Level
    call: str = ""
    says: str
    then: str
    ask: str
    triggers: tuple[str, ...]
    unclear: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    sources: tuple[str, ...]
    reviewed: datetime.date
    read: bool = False

    class Config:
        extra = Extra.forbid
        allow_mutation = False
        frozen = True


@dataclass(frozen=True)
class Alarm:
    """A red flag found in a text, with the words of the person that raised it.

    ``words`` and ``spans`` belong together and refer to the newest message;
    ``because`` names the signs, also those from earlier messages.
    """

    flag: RedFlag
    level: Level
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    because: str

    @property
    def slot(self) -> str:
        """The value of the slot ``red_flag``: the rule's id."""
        return self.flag.id

    def as_dict(self) -> dict[str, Any]:
        """For a log or an entity: plain values only."""
        return {"rule": self.flag.id, "level": self.level.value, "words": list(self.words),
                "spans": [list(span) for span in self.spans], "because": self.because}
