"""One question before anything else, where a message holds part of a danger; then back to where one was."""
from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Callable, Mapping

from guide.cards import Bubble, Choice, smalltalk
from guide.conversation import managing
from guide.facts import Facts
from guide.red_flags import RedFlag, Reply, check_text, load_flags, read_reply, takes_back
from guide.turn import Turn

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory

Answer = Callable[["Guide", "Memory", Turn], list[Bubble]]
_WORDS = ("check_yes_word", "check_no_word", "check_not_sure_word")


def with_check(guide: "Guide", memory: "Memory", turn: Turn, answer: Answer) -> list[Bubble]:
    """The answer to a message; what was said to an open safety question comes first, a new such question last.

    A "yes" never comes here: the policy answers it with the alarm.
    """
    lead: list[Bubble] = []
    if memory.checking:
        memory.checking = None
        reply, rest = read_reply(turn.text)
        if reply in (Reply.NO, Reply.NOT_SURE):
            lead = [Bubble(check_text("check_no" if reply is Reply.NO else "check_not_sure"), _SMALL)]
            if len(rest.split()) < 3:
                return [*lead, *guide.resume(memory)]
            turn = turn.after(rest)
    if memory.alarm and not turn.mentions and takes_back(turn.text):
        return [*lead, *_taken_back(guide, memory, turn)]
    bubbles = [*lead, *answer(guide, memory, turn)]
    flag = flags().get(memory.doubt or "")
    if flag is None or flag.id in memory.checked or flag.id == memory.alarm:
        return bubbles
    memory.checking, memory.checked = flag.id, [*memory.checked, flag.id]
    if memory.asking and bubbles and (bubbles[-1].card or {}).get("asks") == memory.asking:
        bubbles = bubbles[:-1]  # one question at a time; this one is asked again afterwards
    return [*bubbles, question(flag)]


def question(flag: RedFlag) -> Bubble:
    """The one question of a red flag."""
    choices = [Choice(check_text(key)) for key in _WORDS]
    card = {"card": "question", "asks": "red_flag", "options": [choice.as_card() for choice in choices], "step": 1, "of": 1}
    return Bubble(f"{check_text('check_lead')} {flag.ask}", card, choices)


def _taken_back(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """The alarm was about another person or another time: what came with it alone is forgotten, and the talk goes on."""
    if not memory.past:
        memory.facts = Facts()
    return managing.after_alarm(guide, memory, turn)


@functools.lru_cache(maxsize=1)
def flags() -> Mapping[str, RedFlag]:
    """The red flags by id."""
    return {flag.id: flag for flag in load_flags()}


_SMALL = smalltalk("after_check")
