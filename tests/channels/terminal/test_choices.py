"""Numbers for choices."""
from __future__ import annotations

import pytest

from channels.terminal.choices import chosen
from channels.terminal.replies import Choice

OFFERED = [Choice(title, f"my {title}") for title in ("walking", "dressing", "sleeping", "none")]


@pytest.mark.parametrize(("typed", "titles"), [
    ("2", ["dressing"]), (" 2 ", ["dressing"]), ("2.", ["dressing"]), ("2)", ["dressing"]), ("#2", ["dressing"]),
    ("1,3", ["walking", "sleeping"]), ("1, 3", ["walking", "sleeping"]), ("1 3", ["walking", "sleeping"]),
    ("1 and 3", ["walking", "sleeping"]), ("1 AND 3", ["walking", "sleeping"]), ("1 & 3", ["walking", "sleeping"]),
    ("1, 2, and 3", ["walking", "dressing", "sleeping"]), ("3,1", ["sleeping", "walking"]), ("2,2", ["dressing"]), ("٢", ["dressing"]),
])
def test_numbers_stand_for_choices(typed: str, titles: list[str]) -> None:
    assert [choice.title for choice in chosen(typed, OFFERED)] == titles


@pytest.mark.parametrize("typed", [
    "", " ", "0", "5", "1,9", "2 years", "for 2 weeks", "-1", "1.5", "1/2", "two", "1-3", "1,", "911 911 911", "²",
    "9" * 5000, "1 " * 50_000 + "x",
], ids=lambda typed: repr(typed[:12]))
def test_everything_else_stays_words(typed: str) -> None:
    assert chosen(typed, OFFERED) == []


def test_without_choices_a_number_is_a_word() -> None:
    assert chosen("2", []) == []
