"""What is said: short, plain, with a number, for every country."""
from __future__ import annotations

import re
import statistics
from typing import Callable

import pytest

from guide.red_flags import (
    Level,
    RedFlag,
    RedFlagError,
    Reply,
    card,
    check_text,
    country,
    final_text,
    in_country,
    load_flags,
    load_numbers,
    read_reply,
)
from guide.wording import grade, sentences
from nlu.knowledge_importer import emergency_responses

FLAGS = load_flags()


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_sentences_are_short_and_plain(flag: RedFlag) -> None:
    for sentence in sentences(final_text(flag)) + sentences(flag.ask):
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


def test_the_country_is_one_setting_and_changes_every_number(set_country: Callable[[str], None]) -> None:
    set_country("GB")
    assert country() == "GB"
    chosen = {flag.id: flag for flag in FLAGS}
    assert "999" in final_text(chosen["heart_attack"])
    assert card(chosen["suicidal_thoughts"])["call"] == "116 123"
    assert "999" in check_text("check_not_sure")
    assert "999" in emergency_responses()[0]["text"] + emergency_responses()[0]["custom"]["call"]
    assert in_country({"a": ["Call 911 or text 988.", 911]}) == {"a": ["Call 999 or text 116 123.", 911]}


def test_a_country_without_numbers_is_refused(set_country: Callable[[str], None]) -> None:
    set_country("XX")
    with pytest.raises(RedFlagError, match="XX"):
        country()


def test_at_home_it_is_as_written() -> None:
    assert country() == "US"
    assert in_country("Call 911.") == "Call 911."


@pytest.mark.parametrize(("text", "reply", "rest"), [
    ("yes", Reply.YES, ""), ("Yeah, since Monday", Reply.YES, "since Monday"), ("a little", Reply.YES, ""), ("I think so", Reply.YES, ""),
    ("sort of", Reply.YES, ""), ("no", Reply.NO, ""), ("Nope.", Reply.NO, ""), ("no. who treats necks?", Reply.NO, "who treats necks?"),
    ("not really", Reply.NO, ""), ("I’m not sure", Reply.NOT_SURE, ""), ("don't know", Reply.NOT_SURE, ""),
    ("what is an EMG?", None, "what is an EMG?"), ("note that my knee hurts", None, "note that my knee hurts"), ("", None, ""),
])
def test_answers_to_the_one_question(text: str, reply: Reply | None, rest: str) -> None:
    assert read_reply(text) == (reply, rest)
