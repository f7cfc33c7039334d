"""Answers what was asked, and goes back to the interview."""
from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from guide.absorb import CORRECTS, lasting
from guide.answers import Answer
from guide.answers.asking import OF_CLINICIANS
from guide.answers.question_words import WHAT_IS_IT
from guide.cards import Bubble
from guide.turn import ASKED_ABOUT, OWN_WORDS, Turn

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory


def answer(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """Answers what was asked, one thing after the other, and goes back to the interview."""
    if memory.suggested and turn.days is not None and "?" not in turn.text and CORRECTS.search(turn.text):
        return guide.listen(memory, turn)
    if memory.suggested and {"ask_find", "ask_check_credentials"} & set(turn.intents) and not turn.of("clinician"):
        return guide.how_to_find_one(memory)
    tells = "describe" in turn.intents or turn.personal or turn.days is not None and bool(OWN_WORDS.search(turn.text))
    guide.absorb(memory, turn, tells)
    bubbles: list[Bubble] = []
    answers: list[Answer] = []
    if turn.intent == "ask_what_is" and not memory.about and memory.facts.problems and WHAT_IS_IT.fullmatch(turn.text):
        # "What is it?" of one's own trouble asks for what nobody here can tell.
        from guide.conversation import managing

        return managing.decline(guide, memory, dataclasses.replace(turn, intents=("ask_diagnosis",)))
    turn = _once_more(memory, turn)
    for intent in turn.intents:
        found = guide.asking.answer(intent, turn.focused(intent), memory.about) if intent != "describe" else None
        if found and all(found.short != other.short for other in answers):
            answers.append(found)
            bubbles += found.bubbles(guide.catalogue, guide.explain_terms(memory, turn, found.short, found.about))
    nearest = guide.asking.nearest(turn) if not answers else None
    if nearest:
        answers = [nearest]
        bubbles = nearest.bubbles(guide.catalogue, guide.explain_terms(memory, turn, nearest.short, nearest.about))
    if not answers:
        return guide.listen(memory, turn) if turn.mentions else guide.not_understood(memory, turn)
    memory.missed = 0
    keep(memory, turn, *answers)
    return bubbles + _go_on(guide, memory, turn, answers[-1])


def _once_more(memory: "Memory", turn: Turn) -> Turn:
    """"And pain doctors?" after a question of clinicians asks the same of them."""
    named = {m.kind for m in turn.mentions} & ASKED_ABOUT
    last = str(memory.answer.get("intent", ""))
    if turn.intents != ("follow_up_other",) or named != {"clinician"} or last not in OF_CLINICIANS:
        return turn
    return dataclasses.replace(turn, intents=(last,), question=None, closeness=0.0, near=())


def keep(memory: "Memory", turn: Turn, *answers: Answer) -> None:
    """Remembers what was answered, so that all of it can be made simpler or longer, and what it was about."""
    named = [mention.concept for mention in turn.mentions]
    for answer in answers:
        memory.talk_about(*sorted(answer.about, key=lambda one: named.index(one) if one in named else len(named)))
    memory.answer = {"intent": turn.intents[0], "short": [text for answer in answers for text in answer.short],
                     "more": [text for answer in answers for text in answer.more],
                     "simpler": " ".join(dict.fromkeys(answer.simpler for answer in answers)), "topic": answers[-1].topic,
                     "entries": [(e.section, e.id) for answer in answers for e in answer.entries]}


def _go_on(guide: "Guide", memory: "Memory", turn: Turn, answer: Answer) -> list[Bubble]:
    """After an answer: back to the open question, or an invitation to narrow a problem down."""
    if memory.asking and memory.invited:
        memory.asking, memory.asked = None, []
        return []
    if memory.asking and guide.known(memory):
        guide.mark_asked(memory)
        return guide.proceed(memory)
    if memory.asking:
        return guide.ask_back(memory)
    trouble = turn.first("condition", "symptom") or next((one for one in answer.about if guide.asking.is_trouble(one)), None)
    if memory.suggested or not trouble and not (turn.personal and memory.facts.problems):
        return []
    if not memory.facts.problems and trouble:
        memory.facts = dataclasses.replace(memory.facts, problems=[trouble], duration=memory.facts.duration or lasting(turn))
    step_now = guide.interview.next(memory.facts, memory.asked)
    if step_now is None:
        return guide.suggest(memory)
    memory.asking, memory.invited = step_now.ask.id, not turn.personal
    memory.asked = [*memory.asked, step_now.ask.id]
    invitation = None if turn.personal else guide.say("narrow_down", ask=guide.words(memory, step_now.ask))
    return [guide.question(memory, step_now, invitation)]
