"""Adds conversations up. Every count is one of people, and small counts are withheld."""
from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Generic, TypeVar

from reporting.talks import Talk

Kind = TypeVar("Kind", bound=Hashable)
HALF_AN_HOUR = 1_800.0
SUGGESTED, ALARMED, STILL_THERE = "got a suggestion", "was sent to urgent care", "may still be talking"
_LENGTHS = ((1, "one word"), (5, "2 to 5 words"), (20, "6 to 20 words"), (10**9, "more than 20 words"))


@dataclass(frozen=True)
class Rows(Generic[Kind]):
    """What may be shown of a tally, largest first, and how many kinds were withheld."""

    shown: list[tuple[Kind, int]]
    withheld: int


class Tally(Generic[Kind]):
    """How many people did each kind of thing."""

    def __init__(self) -> None:
        self._people: dict[Kind, set[str]] = defaultdict(set)

    def add(self, person: str, *kinds: Kind) -> None:
        """Count a person, once for each kind."""
        for kind in kinds:
            self._people[kind].add(person)

    def rows(self, smallest: int) -> Rows[Kind]:
        """The kinds with enough people.

        A single one without goes together with the next smallest: it could be reckoned from a sum that shows elsewhere.
        """
        counts = sorted(((kind, len(people)) for kind, people in self._people.items()), key=lambda one: (-one[1], str(one[0])))
        shown = [one for one in counts if one[1] >= smallest]
        if shown and len(counts) - len(shown) == 1:
            shown.pop()
        return Rows(shown, len(counts) - len(shown))


@dataclass
class Figures:
    """Everything the page shows; ``smallest`` is the least number of people that may show."""

    smallest: int
    now: float
    people: set[str] = field(default_factory=set)
    talks: int = 0
    messages: int = 0
    channels: Tally[str] = field(default_factory=Tally)
    days: Tally[str] = field(default_factory=Tally)
    hours: Tally[int] = field(default_factory=Tally)
    intents: Tally[str] = field(default_factory=Tally)
    topics: Tally[str] = field(default_factory=Tally)
    problems: Tally[str] = field(default_factory=Tally)
    asked: Tally[str] = field(default_factory=Tally)
    ends: Tally[str] = field(default_factory=Tally)
    suggestions: Tally[str] = field(default_factory=Tally)
    certainties: Tally[str] = field(default_factory=Tally)
    alarms: Tally[str] = field(default_factory=Tally)
    refusals: Tally[str] = field(default_factory=Tally)
    missed: Tally[str] = field(default_factory=Tally)
    missed_where: Tally[str] = field(default_factory=Tally)
    missed_length: Tally[str] = field(default_factory=Tally)
    missed_texts: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def enough(self) -> bool:
        """Whether enough people talked for anything to be shown."""
        return len(self.people) >= self.smallest

    def add(self, talk: Talk) -> None:
        """Count one conversation."""
        who = talk.person
        self.people.add(who)
        self.talks += 1
        self.messages += talk.messages
        began = datetime.fromtimestamp(talk.began, timezone.utc)
        self.channels.add(who, talk.channel)
        self.days.add(who, began.strftime("%Y-%m-%d"))
        self.hours.add(who, began.hour)
        self.intents.add(who, *talk.intents)
        self.topics.add(who, *talk.topics)
        self.problems.add(who, *talk.problems)
        self.asked.add(who, *talk.asked)
        self.suggestions.add(who, *(specialist for specialist, _ in talk.suggestions))
        self.certainties.add(who, *(certainty for _, certainty in talk.suggestions))
        self.alarms.add(who, *(f"{rule} ({level})" for rule, level in talk.alarms))
        self.refusals.add(who, *talk.refusals)
        if talk.asked:
            self.ends.add(who, self._end(talk))
        if talk.out_of_scope:
            self.missed.add(who, "out of scope")
        for miss in talk.misses:
            self.missed.add(who, "not understood")
            self.missed_where.add(who, f"asked for {miss.asking}" if miss.asking else "outside the interview")
            self.missed_length.add(who, next(name for most, name in _LENGTHS if miss.words <= most) if miss.latin
                                   else "letters that are not Latin")
            self.missed_texts.append(miss.text)
        self.lengths.append(talk.messages)
        self.minutes.append((talk.ended - talk.began) / 60)
        self.waits += talk.waits

    def _end(self, talk: Talk) -> str:
        """How an interview ended."""
        if talk.asking is None:
            return SUGGESTED
        if talk.alarm_last:
            return ALARMED
        return STILL_THERE if self.now - talk.ended < HALF_AN_HOUR else f"left when asked for {talk.asking}"


def gathered(talks: Iterable[Talk], smallest: int, now: float) -> Figures:
    """The figures of all these conversations."""
    figures = Figures(smallest, now)
    for talk in talks:
        figures.add(talk)
    return figures


def part(values: list[float], share: float) -> float:
    """The value that this share of all values does not exceed."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return statistics.quantiles(values, n=100, method="inclusive")[round(100 * share) - 1]
