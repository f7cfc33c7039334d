"""What ``channels.incoming`` does to a person's words."""
from __future__ import annotations

import time

import pytest

from channels.incoming import MESSAGE_LIMIT, WORD_JOINER, receive, shown


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("my back hurts", "my back hurts"),
        ("  my back\r\nhurts\t too \n", "my back\nhurts  too"),
        ("fever >38.5 C, age < 18 & [note]", "fever >38.5 C, age < 18 & [note]"),
        ("me duele la rodilla, ça va, ひざが痛い, الظهر", "me duele la rodilla, ça va, ひざが痛い, الظهر"),
        ("cafe\u0301", "café"),
        ("ch\u200best pa\u00adin", "chest pain"),
        ("\u202egnitirw\u202c \u2066x\u2069 \ufeffy", "gnitirw x y"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("family 👨‍👩‍👧 emoji 🤕", "family 👨‍👩‍👧 emoji 🤕"),
        ("a\u2028b", "a\nb"),
    ],
)
def test_words_are_cleaned_and_otherwise_left_alone(given: str, read: str) -> None:
    assert receive(given) == read
    receive(given).encode("utf-8")


@pytest.mark.parametrize("command", ['/inform{"body_part": "HACK"}', "/restart", "  /session_start", "\u200b/restart", "\x00/back", "//x"])
def test_no_message_is_a_command(command: str) -> None:
    words = receive(command)
    assert not words.strip().startswith("/")
    assert words.startswith(WORD_JOINER + "/")
    assert shown(words).startswith("/")


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\u200b", "\x00", None, b"bytes", 7, ["list"], {"a": 1}])
def test_nothing_still_gets_an_answer(nothing: object) -> None:
    words = receive(nothing)
    assert words == WORD_JOINER
    assert words.strip(), "Rasa strips messages and drops empty ones"
    assert shown(words) == ""


def test_long_messages_keep_their_beginning_and_their_end() -> None:
    words = receive("start " + "x" * 100_000 + " and i cant pee")
    assert len(words) <= MESSAGE_LIMIT
    assert words.startswith("start x")
    assert words.endswith("and i cant pee")
    assert receive("y" * MESSAGE_LIMIT) == "y" * MESSAGE_LIMIT


def test_a_book_is_cut_before_it_is_searched_and_hides_no_number_at_the_cut() -> None:
    number = "555-867-5309 "
    began = time.process_time()
    words = receive("call " + number * 400 + "a b c " * 400_000 + number * 400)
    assert time.process_time() - began < 4, "searching all of it takes a minute"
    assert len(words) <= MESSAGE_LIMIT and "5309" not in words and "867" not in words


def test_rasa_does_not_parse_a_disarmed_command() -> None:
    from rasa.shared.core.training_data.story_reader.yaml_story_reader import (
        YAMLStoryReader,
    )
    from rasa.shared.nlu.training_data.message import Message

    armed = Message.build(text='/start{"body_part": "HACK"}')
    assert YAMLStoryReader.unpack_regex_message(armed) is not armed
    disarmed = Message.build(text=receive('/start{"body_part": "HACK"}'))
    assert YAMLStoryReader.unpack_regex_message(disarmed) is disarmed
