"""Each statement of the seed text is carried: somebody who asks hears it."""
from __future__ import annotations

import pathlib
from typing import Any

import pytest
import yaml

from guide.answers import library
from guide.answers.asking import Asking
from guide.concepts import ConceptFinder
from guide.knowledge import load
from guide.turn import Turn

ROWS: list[dict[str, Any]] = yaml.safe_load((pathlib.Path(__file__).parent / "seed_statements.yml").read_text())["statements"]


@pytest.fixture(scope="module")
def finder() -> ConceptFinder:
    return ConceptFinder(load())


def missing(text: str, row: dict[str, Any]) -> list[str]:
    """The words that the answer lacks."""
    text = text.lower()
    return [words for words in row["must"] if not any(one.lower() in text for one in words.split("|"))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["says"])
def test_the_guide_says_it(row: dict[str, Any], finder: ConceptFinder) -> None:
    question = row.get("question")
    turn = Turn(row["ask"], (row["intent"],), 1.0, finder.find(row["ask"]), question, 1.0 if question else 0.0)
    answer = Asking(load(), library()).answer(row["intent"], turn, ())
    assert answer is not None
    assert not missing("\n".join([*answer.short, *answer.more]), row), answer


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["says"])
def test_a_person_who_asks_hears_it(row: dict[str, Any], assistant: Any) -> None:
    talk = assistant.talk()
    heard = talk.say(row["ask"]).text
    for _ in range(6):
        if not missing(heard, row):
            return
        heard += "\n" + talk.say("tell me more").text
    assert not missing(heard, row), heard
