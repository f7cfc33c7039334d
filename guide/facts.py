"""What the assistant knows about one person's trouble: nothing but what they said."""
from __future__ import annotations

import copy
import dataclasses
from dataclasses import dataclass, field
from typing import Any

WEEK, MONTH, YEAR = 7.0, 30.4, 365.25
NEW_UNTIL, LONG_FROM = 6 * WEEK, 3 * MONTH


@dataclass
class Facts:
    """The facts a suggestion rests on.

    A list or value that is ``None`` was never answered; an empty list was
    answered with "none". ``sent_to`` is the clinician of a referral in hand, and
    ``said`` keeps the person's own words for each concept.
    """

    problems: list[str] | None = None
    duration: float | None = None
    goals: list[str] | None = None
    limits: list[str] | None = None
    tried: list[str] | None = None
    seen: list[str] = field(default_factory=list)
    who: str = "self"
    child: bool = False
    worries: list[str] = field(default_factory=list)
    sent_to: str | None = None
    said: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for a slot or an export."""
        return {name: copy.copy(value) for name, value in vars(self).items()}

    @classmethod
    def of_json(cls, values: dict[str, Any] | None) -> "Facts":
        """Facts from plain values; keys that are not known are left out."""
        known = {f.name for f in dataclasses.fields(cls)}
        # Copied, so that what changes in the facts never changes the slot they came from.
        return cls(**{key: copy.copy(value) for key, value in (values or {}).items() if key in known})

    @property
    def anything(self) -> bool:
        """Whether the person told anything that a suggestion could use."""
        return bool(self.problems or self.goals or self.limits or self.tried or self.duration is not None)

    @property
    def age_of_trouble(self) -> str:
        """``new`` (under six weeks), ``weeks`` (six weeks to three months), ``long``, or ``unknown``."""
        if self.duration is None or self.duration < 0:
            return "unknown"
        return "new" if self.duration < NEW_UNTIL else "weeks" if self.duration < LONG_FROM else "long"
