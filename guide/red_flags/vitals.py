"""Dangerous numbers in a text: temperature, pressure, pulse, oxygen, breathing, sugar, and how old somebody is.

Thresholds are the outer, undisputed ones of common early-warning scores; they
are signs for the rules, never told to the person as a finding.
"""
from __future__ import annotations

from typing import Iterator

from guide.red_flags.lexicon import Match
from guide.red_flags.patterns import CLAUSE_END
from guide.red_flags.reading import Reading

_YEARS = ("year", "years", "yr", "yrs", "yo", "y", "yrold")
_TEMPERATURE = ("temperature", "temp", "temps", "fever", "fevers", "febrile", "t")
_WEATHER = frozenset({"outside", "outdoors", "weather", "index"})
_PRESSURE = ("bp", "pressure", "systolic")
_PULSE = ("pulse", "heart", "hr", "rate", "bpm")
_OXYGEN = ("oxygen", "spo2", "sats", "sat", "saturation", "o2", "spo", "ox", "oximeter")
_SUGAR = ("sugar", "sugars", "glucose", "bg", "meter", "bloodsugar")


def find_numbers(reading: Reading) -> Iterator[Match]:
    """Every dangerous number, as a match of a sign such as ``high_fever`` or ``age_65_up``."""
    for at, word in enumerate(reading.words):
        if not word[0].isdigit() or len(word) > 6:
            continue
        try:
            number = float(word.replace(",", ""))
        except ValueError:
            continue
        yield from _age(reading.words, at, number)
        yield from _measure(reading.words, at, number)


def _before(words: tuple[str, ...], at: int, names: tuple[str, ...], reach: int = 5) -> bool:
    for step in range(1, reach + 1):
        if at - step < 0 or words[at - step] in ".!?;,":
            return False
        if words[at - step] in names:
            return True
    return False


def _after(words: tuple[str, ...], at: int, names: tuple[str, ...], reach: int = 2) -> bool:
    return any(word in names for word in words[at + 1:at + 1 + reach])


def _measure(words: tuple[str, ...], at: int, number: float) -> Iterator[Match]:
    follows = words[at + 1]
    if follows in ("/", "over") and words[at + 2][0].isdigit() and 40 <= number <= 300:
        yield from _pressure(words, at, number)
        return
    if follows == "mg" or follows == "mcg" or follows in _YEARS:
        return
    unit = words[at + 1:at + 4]
    in_degrees = unit[:1] in (("°",), ("f",), ("c",)) or "degrees" in unit
    if (_before(words, at, _TEMPERATURE) or follows in _TEMPERATURE[:5]
            or in_degrees and not _WEATHER & set(words[max(0, at - 5):at + 5])):
        celsius = number if number < 45 else (number - 32) / 1.8
        if 37.9 <= celsius <= 43:
            yield Match("fever", at, at + 1)
        if 39.4 <= celsius <= 43:
            yield Match("high_fever", at, at + 1)
        if 40.4 <= celsius <= 43:
            yield Match("extreme_fever", at, at + 1)
        if 25 <= celsius < 35.2:
            yield Match("low_body_temperature", at, at + 1)
    if _before(words, at, _PRESSURE, 4) and "heart" not in words[max(0, at - 4):at]:
        if 40 <= number < 90:
            yield Match("low_blood_pressure", at, at + 1)
        if 180 <= number <= 300:
            yield Match("very_high_pressure", at, at + 1)
        if 150 <= number <= 300:
            yield Match("raised_pressure", at, at + 1)
    if _before(words, at, _PULSE, 4) or follows == "bpm":
        if 130 <= number <= 300:
            yield Match("very_fast_pulse", at, at + 1)
        if 15 <= number < 42:
            yield Match("very_slow_pulse", at, at + 1)
    if _before(words, at, _OXYGEN, 5) and 40 <= number < 91 and follows != "/":
        yield Match("low_oxygen", at, at + 1)
    if _before(words, at, ("rr", "respirations", "respiratory", "breaths", "breathing"), 4) and 30 <= number <= 80:
        yield Match("very_fast_breathing", at, at + 1)
    if _before(words, at, _SUGAR, 7):
        if number >= 300:
            yield Match("sugar_over_300", at, at + 1)
        if number >= 400:
            yield Match("sugar_over_400", at, at + 1)
        if 10 < number < 55:
            yield Match("sugar_very_low", at, at + 1)
    if _before(words, at, ("gcs",), 3) and 3 <= number <= 12:
        yield Match("drowsy", at, at + 1)


def _pressure(words: tuple[str, ...], at: int, systolic: float) -> Iterator[Match]:
    diastolic = float(words[at + 2].replace(",", "")) if words[at + 2].replace(",", "").replace(".", "").isdigit() else 0
    if systolic <= diastolic or diastolic < 20:
        return
    if systolic < 90:
        yield Match("low_blood_pressure", at, at + 3)
    if systolic >= 180 or diastolic >= 120:
        yield Match("very_high_pressure", at, at + 3)
    if systolic >= 160 or diastolic >= 110:
        yield Match("raised_pressure", at, at + 3)


def _age(words: tuple[str, ...], at: int, number: float) -> Iterator[Match]:
    if number != int(number) or number > 110:
        return
    unit = words[at + 1]
    if unit in ("week", "weeks", "wk", "wks", "day", "days") and words[at + 2] == "old":
        if number <= (12 if unit.startswith("w") else 90):
            yield Match("baby_under_3_months", at, at + 3)
        yield Match("child", at, at + 3)
        return
    if unit in ("month", "months", "mo", "mos"):
        if words[at + 2] == "old":
            yield Match("child", at, at + 3)
            if number < 3:
                yield Match("baby_under_3_months", at, at + 3)
            if number <= 24:
                yield Match("baby", at, at + 3)
        return
    before = words[at - 1] if at else ""
    stated = unit == "yo" or (unit in _YEARS and words[at + 2] in ("old", "f", "m", "female", "male", "/"))
    # "I'm 72", "age 70 and", but not "I am 70 kilos"
    stated |= before in ("age", "aged", "am", "turned") and unit in CLAUSE_END | {"and", "on", "with", "my", "i"}
    # "scalp hurts to comb, over 60"
    stated |= number >= 50 and before in ("at", "over", ",", "is", "mom", "dad") and unit in CLAUSE_END | {"but", "and"}
    if not stated:
        return
    for least in (50, 60, 65, 70):
        if number >= least:
            yield Match(f"age_{least}_up", at, at + 1)
    if number < 18:
        yield Match("child", at, at + 1)
    if number < 2:
        yield Match("baby", at, at + 1)
    if 10 <= number <= 50:
        yield Match("age_can_be_pregnant", at, at + 1)
