"""Days from today back to a month, season, weekday or year that somebody names."""
from __future__ import annotations

import datetime

_MONTH_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS.update({name[:3]: number for name, number in list(MONTHS.items())})
MONTHS["sept"] = 9
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES)}
# The middle of each, in the northern half of the world.
SEASONS = {"spring": (4, 15), "summer": (7, 15), "fall": (10, 15), "autumn": (10, 15), "winter": (1, 15)}
FEASTS = {"christmas": ("december", 25), "xmas": ("december", 25), "thanksgiving": ("november", 25),
          "halloween": ("october", 31), "easter": ("april", 10), "new year": ("january", 1),
          "new years": ("january", 1)}
# "Last spring" said in May is the spring of the year before.
_NEAREST_LAST_SEASON = 60


def last_month(month: str, day: str | None, year: str | None, today: datetime.date) -> float:
    """Days since a month was last begun or, of a named day or year, since then; below zero for the future."""
    number = MONTHS[month.lower()]
    in_month = min(int(day), 28) if day and int(day) else 1
    if year:
        return float((today - datetime.date(int(year), number, in_month)).days)
    return _since(number, in_month, today, 0)


def last_season(season: str, is_last: bool, today: datetime.date) -> float:
    """Days since the middle of a season; "last spring" is never the one just now."""
    return _since(*SEASONS[season.lower()], today, _NEAREST_LAST_SEASON if is_last else 0)


def last_weekday(weekday: str, today: datetime.date) -> float:
    """Days since a weekday, one to seven."""
    return float((today.weekday() - WEEKDAYS[weekday.lower()] - 1) % 7 + 1)


def last_year(year: int, season: str | None, today: datetime.date) -> float:
    """Days since the middle of a year, or of a season in it; of this year since its start."""
    month, day = SEASONS[season.lower()] if season else (7, 1) if year < today.year else (1, 1)
    return float((today - datetime.date(year, month, day)).days)


def _since(month: int, day: int, today: datetime.date, at_least: int) -> float:
    for back in range(3):
        if today.year - back < 1:
            break
        days = (today - datetime.date(today.year - back, month, day)).days
        if days >= at_least:
            return float(days)
    return float(at_least)
