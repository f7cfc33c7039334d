"""How long, and for whom."""
from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.concepts import Person, find_durations, find_person

TODAY = datetime.date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(("text", "days", "ago"), [
    ("for two years", 730.5, False), ("3 wks", 21, False), ("about 3 weeks", 21, False), ("10days", 10, False),
    ("a couple of months", 60.88, False), ("a few days", 3, False), ("2-3 months now", 76.1, False),
    ("two and a half years", 913.12, False), ("a year and a half", 547.88, False), ("half a year", 182.62, False),
    ("20+ years", 7305, False), ("twenty five years", 9131.25, False), ("1.5 years", 547.88, False),
    ("over the past 10 years", 3652.5, False), ("for years", 1095.75, False), ("for months", 91.32, False),
    ("all my life", 10957.5, False), ("since I was a kid", 10957.5, False), ("for a while", 60.88, False),
    ("since 2019", 2702, False), ("since last spring", 222, False), ("since may", 206, False),
    ("since Monday", 7, False), ("since Christmas", 333, False), ("since two weeks ago", 14, False),
    ("5 years ago", 1826.25, True), ("years ago", 1095.75, True), ("back in 2015", 4163, True),
    ("a stroke in May", 206, True), ("in January 2020", 2518, True), ("last winter", 312, True),
    ("last year", 365.25, True), ("yesterday", 1, True), ("this morning", 0.5, True),
])
def test_one_duration(text: str, days: float, ago: bool) -> None:
    found = find_durations(text, TODAY)
    assert [(duration.days, duration.ago) for duration in found] == [(days, ago)]


@pytest.mark.parametrize("text", [
    "", "my 8 year old son", "every 3 months", "twice a week", "in 2 weeks", "18 months old", "I may see someone",
    "20 mg", "L4-L5", "2030 was far away", "once a day", "next month", "5 minutes away",
])
def test_no_duration(text: str) -> None:
    assert find_durations(text, TODAY) == []


def test_several_durations() -> None:
    found = find_durations("about 3 weeks but since this morning I am numb", TODAY)
    assert [(duration.days, duration.text) for duration in found] == [(21, "3 weeks"), (0.5, "since this morning")]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(
    "for since two 3 0 99 weeks years ago last may spring 2019 a half old of 31 feb and".split()),
    max_size=15).map(" ".join)), st.dates())
def test_durations_are_sound_on_any_text(text: str, today: datetime.date) -> None:
    end = 0
    for duration in find_durations(text, today):
        assert end <= duration.start < duration.end <= len(text)
        assert duration.text == text[duration.start:duration.end] and duration.days >= 0
        end = duration.end


@pytest.mark.parametrize(("text", "who", "child", "age"), [
    ("my back hurts", "self", False, None), ("I'm 67", "self", False, 67),
    ("i am 17 and my knee hurts", "self", True, 17),
    ("45F with back pain", "self", False, 45), ("in my 60s with arthritis", "self", False, 65),
    ("i am 6 months pregnant", "self", False, None), ("I'm 5'7", "self", False, None),
    ("im 100% sure", "self", False, None),
    ("for my mom", "mother", False, None), ("for my mom's back", "mother", False, None),
    ("my mom is 82 and cant walk", "mother", False, 82), ("my husband's speech is slurred", "husband", False, None),
    ("my 8 year old son has scoliosis", "son", True, 8), ("my daughter is 40 and has MS", "daughter", False, 40),
    ("my kid has cerebral palsy", "child", True, None), ("our two year old limps", "child", True, 2),
    ("my baby is 9 months old", "child", True, 0), ("my patient has spasticity", "patient", False, None),
    ("this 54 year old patient has a stroke", "patient", False, 54),
    ("my mom had a stroke in May, who should she see?", "mother", False, None),
    ("my mother had a stroke; I just have back pain", "self", False, None),
    ("my wife says I have sciatica", "self", False, None), ("I hurt my back lifting my son", "self", False, None),
    ("I have a son who is 8 and my back hurts", "self", False, None), ("", "self", False, None),
])
def test_person(text: str, who: str, child: bool, age: int | None) -> None:
    assert find_person(text) == Person(who, child, age)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(
    "my i'm 8 year old son for mom 67 patient is and a half aged 200 she".split()), max_size=15).map(" ".join)))
def test_person_never_raises(text: str) -> None:
    person = find_person(text)
    assert person.age is None or 0 <= person.age < 130
