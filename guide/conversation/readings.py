"""A question that may mean two things: the person says which, in words of their own world."""
from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from guide.answers import Answer
from guide.answers.library import with_article
from guide.cards import Bubble, Choice
from guide.knowledge.entries import Phrase
from guide.turn import Turn

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory

_NAMED = ("condition", "symptom", "procedure", "clinician", "body_part")


def ask_which(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """One short question with both readings as choices; the answer itself where both have the same.

    A choice is a plain question, so that pressing it, typing it or asking it is the same.
    """
    readings: dict[str, Answer] = {}
    for intent in turn.between:
        found = guide.asking.answer(intent, dataclasses.replace(turn, intents=(intent,)), memory.about)
        if found and all(found.short != other.short for other in readings.values()):
            readings[intent] = found
    if len(readings) < 2:
        return guide.answer(memory, dataclasses.replace(turn, intents=tuple(readings) or tuple(turn.between[:1])))
    thing = _thing(guide, turn)
    options = [Choice(guide.say(f"reading_{intent}" + ("_of" if thing and _has(guide, intent) else ""), thing=thing))
               for intent in readings]
    card = {"card": "question", "asks": "reading", "options": [option.as_card() for option in options], "step": 1, "of": 1,
            "several": False}
    memory.talk_about(*(m.concept for m in turn.of(*_NAMED)))
    return [Bubble(guide.say("ambiguous"), card, options)]


def _has(guide: "Guide", intent: str) -> bool:
    return guide.catalogue.get(Phrase, f"reading_{intent}_of") is not None


def _thing(guide: "Guide", turn: Turn) -> str:
    """The first thing named, as the knowledge calls it."""
    named = turn.of(*_NAMED)
    if not named:
        return ""
    name = guide.catalogue.concepts[named[0].concept].name
    return with_article(name) if named[0].kind == "clinician" else name
