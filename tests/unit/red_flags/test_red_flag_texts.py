"""What is said: short, plain, with a number, for every country."""
from __future__ import annotations

import re
import statistics

import pytest

from guide.red_flags import Level, RedFlag, card, final_text, load_flags, load_numbers
from guide.wording import grade, sentences

FLAGS = load_flags()


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_sentences_are_short_and_plain(flag: RedFlag) -> None:
    for sentence in sentences(final_text(flag)) + sentences(flag.ask or ""):
        assert len(sentence.split()) <= 20, sentence
        assert grade(sentence) <= 8.0, sentence


def test_the_median_is_easy() -> None:
    grades = [grade(sentence) for flag in FLAGS for sentence in sentences(final_text(flag))]
    assert statistics.median(grades) <= 6


@pytest.mark.parametrize("region", sorted(load_numbers()))
def test_every_text_has_its_numbers_in_every_country(region: str) -> None:
    for flag in FLAGS:
        text = final_text(flag, region)
        assert "{" not in text, flag.id
        assert not re.search(r"you have (a|an) ", text.lower()), flag.id
        shown = card(flag, region)
        assert shown["card"] == "emergency"
        assert shown["rule"] == flag.id
        assert shown["level"] == flag.level.value
        assert bool(shown["call"]) is (flag.level is Level.NOW)


@pytest.mark.parametrize("flag", [f for f in FLAGS if f.level is Level.NOW], ids=lambda flag: flag.id)
def test_an_alarm_opens_with_what_to_do(flag: RedFlag) -> None:
    opening = flag.says.split("\n")[0].lower()
    act = ("call", "emergency room", "glad you told me", "deserve", "do not move", "sit up", "get to", "use an", "press", "tell the staff")
    assert any(word in opening for word in act)
