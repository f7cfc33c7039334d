"""What cannot be meant, tells nothing new or was wrong: the question is asked once more, gently, and left after two times."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from guide.cards import Bubble, Choice, smalltalk
from guide.conversation.stories import is_unwell
from guide.turn import Turn

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory

_WRONG = re.compile(r"\b(?:wrong|not right|incorrect|false|not true|change)\b", re.I)
_MOST_TIMES = 2


def gently(guide: "Guide", memory: "Memory", phrase: str) -> list[Bubble]:
    """A joke or a thing that cannot be is met kindly, and the question is asked again, twice at most."""
    memory.past = memory.past[:-1]
    lead = Bubble(guide.say(phrase, memory.refused), smalltalk(phrase))
    if memory.asking is None:
        return [lead] if memory.suggested else [lead, *guide.ask_for_problem(memory)]
    return go_on_without(guide, memory) if misses(memory) else [lead, *guide.ask_back(memory)]


def misses(memory: "Memory") -> bool:
    """Counts an answer that was none; true once the question was asked again twice."""
    if memory.asking is None or memory.invited:
        return False
    memory.refused += 1
    return memory.refused > _MOST_TIMES


def nothing_new(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """The words told nothing. Ask once more, gently; then go on without."""
    memory.past = memory.past[:-1]
    part = wrong_part(guide, memory, turn)
    if part:
        return ask_anew(guide, memory, part)
    if memory.asking is None:
        if memory.facts.anything and memory.suggested is None:
            return guide.proceed(memory)
        if memory.suggested:
            if turn.intent in ("correct", "deny"):
                return [what_to_change(guide, memory)]
            return [Bubble(guide.say("anything_else", memory.turns), smalltalk("anything_else"))]
        if turn.intent in ("affirm", "deny", "not_sure", "skip"):
            key = "not_sure" if turn.intent == "skip" else turn.intent
            return [Bubble(guide.say(f"{key}_nothing_open", memory.turns), smalltalk(key))]
        lead = [Bubble(guide.say("sorry_where"), smalltalk("describe"))] if is_unwell(turn) else []
        return [*lead, *guide.ask_for_problem(memory)]
    if "correct" in turn.intents:
        return [what_to_change(guide, memory), *guide.ask_back(memory)]
    if misses(memory):
        return go_on_without(guide, memory)
    ask = guide.interview.asks[memory.asking]
    return [guide.question(memory, guide.step(memory, ask), ask.again if memory.refused == 1 else None)]


def wrong_part(guide: "Guide", memory: "Memory", turn: Turn) -> str | None:
    """The fact that is said to be wrong: "the time is wrong"."""
    part = guide.interview.named(turn.text) if "correct" in turn.intents or _WRONG.search(turn.text) else None
    return part.id if part is not None and getattr(memory.facts, part.id) is not None else None


def what_to_change(guide: "Guide", memory: "Memory") -> Bubble:
    """Asks what is wrong, and offers the parts that are known."""
    held = [ask.id for ask in guide.interview.asks.values() if not ask.instead_of and getattr(memory.facts, ask.id) is not None]
    choices = [Choice(guide.say(f"wrong_{one}")) for one in held]
    return Bubble(guide.say("what_to_change", memory.turns), smalltalk("correct"), choices)


def ask_anew(guide: "Guide", memory: "Memory", part: str) -> list[Bubble]:
    """One fact was wrong: it alone is taken out and asked again."""
    setattr(memory.facts, part, None)
    memory.facts.said.pop("=" + part, None)
    memory.asked = [one for one in memory.asked if one not in (part, memory.asking)]
    memory.suggested, memory.invited, memory.refused = None, False, 0
    memory.asking, memory.asked = part, [*memory.asked, part]
    step = guide.step(memory, guide.interview.asks[part])
    return [Bubble(guide.say("ask_again_part"), smalltalk("correct")), guide.question(memory, step)]


def go_on_without(guide: "Guide", memory: "Memory") -> list[Bubble]:
    """After a third answer that was none: the interview goes on without it."""
    guide.mark_asked(memory)
    memory.missed = memory.refused = 0
    return [Bubble(guide.say("fine_unsure", memory.turns), smalltalk("skip")), *guide.proceed(memory)]
