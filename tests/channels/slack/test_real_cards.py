"""Whatever stands in the knowledge, Slack takes it: every answer drawn as Block Kit and checked against Slack's limits."""
from __future__ import annotations

import functools
import random
from typing import Iterator

import pytest

from channels.slack.cards import posts
from guide.answers import Answer, library
from guide.cards import Bubble
from guide.conversation import Memory, guide
from guide.conversation.summing_up import sum_up
from guide.facts import Facts
from guide.interview import interview
from guide.knowledge import load
from guide.knowledge.entries import Clinician, Condition, Procedure, Question, Symptom
from guide.red_flags import card, final_text, load_flags
from tests.channels.slack.block_kit import faults
from tests.channels.slack.spoken import spoken, unmarked


def _answers() -> Iterator[Answer]:
    books, known = library(), load()
    core = [known.clinician("physiatrist"), known.clinician("pain_specialist")]
    yield from (books.compare(one, other) for one in core for other in known.all(Clinician) if one is not other)
    for trouble in (*known.all(Condition), *known.all(Symptom)):
        yield books.about(trouble)
        yield books.who_treats(trouble)
    yield from (books.who_performs(one, None) for one in known.all(Procedure))


def _suggestions() -> Iterator[list[Bubble]]:
    dice, conditions = random.Random(5), [one.id for one in load().all(Condition)]
    for _ in range(60):
        facts = Facts(problems=dice.sample(conditions, 2), duration=dice.choice((None, 5.0, 800.0)),
                      goals=dice.choice((None, ["relieve_pain"], ["daily_activities"])), limits=dice.choice((None, [], ["walking"])))
        memory = Memory(facts=facts)
        yield guide().suggest(memory)
        yield [sum_up(guide(), memory)]


def _questions() -> Iterator[list[Bubble]]:
    for asked in interview().asks:
        memory = Memory(facts=Facts(problems=["back_pain"]), asking=asked, asked=[asked])
        yield guide().resume(memory)


@functools.lru_cache(maxsize=1)
def _everything() -> dict[str, list[list[Bubble]]]:
    return {
        "answers": [answer.bubbles(load()) for answer in _answers()],
        "texts": [[Bubble(text) for text in (one.answer, one.simpler, one.more) if text] for one in load().all(Question)],
        "questions": list(_questions()),
        "suggestions and summaries": list(_suggestions()),
        "alarms": [[Bubble(final_text(flag), card(flag))] for flag in load_flags()],
    }


@pytest.mark.parametrize("kind", ["answers", "texts", "questions", "suggestions and summaries", "alarms"])
def test_slack_takes_all_of_it_and_says_every_word(kind: str) -> None:
    turns = _everything()[kind]
    assert turns
    for bubbles in turns:
        replies = [{"text": one.text, "buttons": [choice.as_card() for choice in one.choices], "custom": one.card} for one in bubbles]
        made = [{"text": post.text, "blocks": post.blocks} for post in posts(replies)]
        assert made and not [fault for post in made for fault in faults(post["blocks"])]
        assert "\n".join(spoken(made)).split() == "\n".join(unmarked(one.text) for one in bubbles).split()
