"""How long something has lasted, or how long ago it was, in days.

Of two kinds: a length up to now ("for two years", "since 2019") and a moment
in the past ("3 weeks ago", "last spring"). Vague words get a plain reading:
"a few" is three, "for years" three years, "all my life" thirty.
"""
from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Callable, Iterator

from guide.concepts.dates import FEASTS, MONTHS, WEEKDAYS, last_month, last_season, last_weekday, last_year
from guide.concepts.numbers import NUMBER, value_of
from guide.concepts.words import READ_FIRST, READ_LAST

YEAR, MONTH, WEEK = 365.25, 30.44, 7.0
_UNITS = (
    ("decade", 10 * YEAR), ("year", YEAR), ("yr", YEAR), ("month", MONTH), ("mth", MONTH), ("mo", MONTH),
    ("week", WEEK), ("wk", WEEK), ("day", 1.0), ("night", 1.0), ("hour", 1 / 24), ("hr", 1 / 24),
    ("minute", 1 / 1440), ("min", 1 / 1440),
)
_UNIT = r"(?P<unit>(?:decade|year|yr|month|mth|mo|week|wk|day|night|hour|hr|minute|min)s?)\b(?!['’]s\b)"
_AGO = r"(?P<ago>\s+(?:ago|back|earlier|prior)\b)?"
_MEASURE = re.compile(rf"(?<![\w.:/$-])(?P<number>{NUMBER})\s?-?{_UNIT}(?P<half>\s+and\s+a\s+half\b)?{_AGO}", re.I)
_PLURAL = r"(?:decade|year|month|week|day|hour)s"
_MANY = re.compile(rf"\b(?:for|been|over|after|these)\s+(?:so\s+many\s+|many\s+)?(?P<unit>{_PLURAL})\b|"
                   rf"\b(?P<unit2>{_PLURAL})\s+(?P<ago>ago)\b", re.I)
# "8 years old", "3 hours a day", "2 weeks pregnant" are no durations of a trouble.
_OTHER_AFTER = re.compile(r"\s?-?(?:old|olds|of age|a\s+(?:day|week|month|year|night)|per\b|each|every|from now|later|"
                          r"pregnant|away)\b", re.I)
_OTHER_BEFORE = re.compile(r"\b(?:every|each|per|once|twice|times|x|in|within|next|another|age|aged)\s+$", re.I)
_RATE_BEFORE = re.compile(r"(?:\b(?:once|twice|times|hours?|hrs?|days?|nights?|minutes?|mins?|drinks|pills|x)|\d)\s+$",
                          re.I)
_SINCE_BEFORE = re.compile(r"\bsince\s+(?:about\s+)?$", re.I)
_LEADS = (r"(?:since|from|in|around|during|back in|until|last|this|early|late|mid|of|the|on|about|this past|sometime|"
          r"as of)")
_MY = r"(?:my|his|her)"
_ALL_LIFE = (rf"all (?:of )?{_MY} life|{_MY} (?:whole|entire) life|lifelong|for as long as i can remember|"
             r"since (?:birth|childhood|(?:i|he|she) was (?:born|little|a (?:kid|child|baby|teenager)))")
_THE_LAST = r"(?:for|over|in|during) (?:the )?(?:last|past)"

_FIXED: tuple[tuple[str, float, bool], ...] = (
    (r"(?:just|right) now|(?:a )?minutes? ago|a moment ago", 0.0, True),
    (r"(?:since )?(?:this (?:morning|afternoon|evening)|today|tonight|earlier today)", 0.5, True),
    (r"(?:since )?(?:last|over|the other) night|overnight", 1.0, True),
    (r"the day before yesterday", 2.0, True),
    (r"(?:since )?yesterday", 1.0, True),
    (r"the other (?:day|week)", 4.0, True),
    (r"(?:since )?last weekend|over the weekend", 4.0, True),
    (r"(?:since )?last week", WEEK, True),
    (r"(?:since )?last month", MONTH, True),
    (r"(?:since )?last year", YEAR, True),
    (rf"{_THE_LAST} week", WEEK, False),
    (rf"{_THE_LAST} month", MONTH, False),
    (rf"{_THE_LAST} year", YEAR, False),
    (_ALL_LIFE, 30 * YEAR, False),
    (r"forever|for ages|(?:for )?a (?:very |really )?long time", 2 * YEAR, False),
    (r"for (?:quite )?a while(?: now)?", 2 * MONTH, False),
    (r"a (?:long|good) while (?:ago|back)|a long time ago|ages ago", 5 * YEAR, True),
    (r"a while (?:ago|back)", 6 * MONTH, True),
)
_FIXED_PATTERN = re.compile(
    "|".join(rf"(?P<fixed{n}>\b(?:{words})\b)" for n, (words, _, _) in enumerate(_FIXED)), re.I)
_SEASON_NAME = r"(?P<season>spring|summer|fall|autumn|winter)"
_YEAR_NUMBER = r"(?P<year>(?:19|20)\d\d)\b"
_MONTH_NAME = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = re.compile(rf"\b(?P<lead>{_LEADS}|surgery|stroke|accident|ever since)\s+(?:{_SEASON_NAME}\s+(?:of\s+)?)?"
                   rf"{_YEAR_NUMBER}", re.I)
_MONTH = re.compile(rf"\b(?P<lead>(?:{_LEADS}\s+)+){_MONTH_NAME}(?:\s+(?P<day>\d\d?)(?:st|nd|rd|th)?\b(?!\d))?"
                    rf"(?:,?\s+(?:of\s+)?{_YEAR_NUMBER})?", re.I)
_SEASON = re.compile(rf"\b(?P<lead>since|last|this|this past|since last|since this)\s+(?:the\s+)?{_SEASON_NAME}\b",
                     re.I)
_WEEKDAY = re.compile(rf"\b(?P<lead>since|last|on|this past|since last)\s+(?P<weekday>{'|'.join(WEEKDAYS)})\b", re.I)
_FEAST = re.compile(rf"\b(?P<lead>since last|since|last|around|at|over|before|after)\s+(?P<feast>{'|'.join(FEASTS)})\b",
                    re.I)
# "this may", "the mar": alone, such a month is too often another word.
_DOUBTFUL_MONTHS = ("may", "mar", "march")
_SURE_OF_MONTH = re.compile(r"since|in|last|early|late|from|of")


@dataclass(frozen=True)
class Duration:
    """A stretch of time in a text. ``ago`` tells a moment in the past from a length up to now."""

    days: float
    start: int
    end: int
    text: str
    ago: bool


def find_durations(text: str, today: datetime.date) -> list[Duration]:
    """Every stretch of time in a text, in its order, never overlapping; the longest reading wins.

    Args:
        text: a message; only the first 6,000 and the last 2,000 characters are read.
        today: the day the message was written, from which "since May" is counted.
    """
    if len(text) > READ_FIRST + READ_LAST:
        text = text[:READ_FIRST] + " " * (len(text) - READ_FIRST - READ_LAST) + text[-READ_LAST:]
    found = [duration for read in _READERS for duration in read(text, today) if duration.days >= 0]
    kept: list[Duration] = []
    for duration in sorted(found, key=lambda duration: (duration.start - duration.end, duration.start)):
        if all(duration.end <= other.start or other.end <= duration.start for other in kept):
            kept.append(duration)
    return sorted(kept, key=lambda duration: duration.start)


def _make(match: re.Match[str], days: float, ago: bool) -> Duration:
    return Duration(round(days, 2), match.start(), match.end(), match.group(), ago)


def _measures(text: str, today: datetime.date) -> Iterator[Duration]:
    for match in _MEASURE.finditer(text):
        before, ago = text[:match.start()][-25:], bool(match["ago"])
        if not ago and (_OTHER_AFTER.match(text, match.end()) or _OTHER_BEFORE.search(before)):
            continue
        if not ago and match["number"].lower() in ("a", "an") and _RATE_BEFORE.search(before):
            continue
        days = (value_of(match["number"]) + (0.5 if match["half"] else 0)) * _unit(match["unit"])
        yield _make(match, days, ago and not _SINCE_BEFORE.search(before))


def _vague_measures(text: str, today: datetime.date) -> Iterator[Duration]:
    for match in _MANY.finditer(text):
        unit = match["unit"] or match["unit2"]
        yield _make(match, 3 * _unit(unit), bool(match["ago"]))


def _fixed(text: str, today: datetime.date) -> Iterator[Duration]:
    for match in _FIXED_PATTERN.finditer(text):
        _, days, ago = _FIXED[int((match.lastgroup or "fixed0")[5:])]
        yield _make(match, days, ago and not match.group().lower().startswith("since"))


def _years(text: str, today: datetime.date) -> Iterator[Duration]:
    for match in _YEAR.finditer(text):
        days = last_year(int(match["year"]), match["season"], today)
        yield _make(match, days, "since" not in match["lead"].lower())


def _months(text: str, today: datetime.date) -> Iterator[Duration]:
    for match in _MONTH.finditer(text):
        lead = match["lead"].lower()
        if match["month"].lower() in _DOUBTFUL_MONTHS and not _SURE_OF_MONTH.search(lead):
            continue
        days = last_month(match["month"], match["day"], match["year"], today)
        yield _make(match, days, "since" not in lead)


def _seasons(text: str, today: datetime.date) -> Iterator[Duration]:
    for match in _SEASON.finditer(text):
        lead = match["lead"].lower()
        # "since the fall" is more often the accident.
        if match["season"].lower() == "fall" and lead == "since":
            continue
        yield _make(match, last_season(match["season"], "last" in lead, today), "since" not in lead)


def _weekdays(text: str, today: datetime.date) -> Iterator[Duration]:
    for match in _WEEKDAY.finditer(text):
        yield _make(match, last_weekday(match["weekday"], today), "since" not in match["lead"].lower())


def _feasts(text: str, today: datetime.date) -> Iterator[Duration]:
    for match in _FEAST.finditer(text):
        month, day = FEASTS[match["feast"].lower()]
        yield _make(match, last_month(month, str(day), None, today), "since" not in match["lead"].lower())


def _unit(word: str) -> float:
    return next(days for name, days in _UNITS if word.lower().startswith(name))


_READERS: tuple[Callable[[str, datetime.date], Iterator[Duration]], ...] = (
    _measures, _vague_measures, _fixed, _years, _months, _seasons, _weekdays, _feasts)
