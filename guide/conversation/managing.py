"""Everything round the subject: hello, help, start over, delete, decline, summary."""
from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from guide.cards import Bubble, Choice, smalltalk
from guide.conversation import asking_again as again
from guide.conversation.answering import keep
from guide.conversation.stories import tells_age
from guide.conversation.summing_up import sum_up
from guide.turn import OWN_WORDS, Turn

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory

_BARE_QUESTION = 8
_HELLO = 4
_EVASIVE = frozenset({"praise", "insult", "chit_chat", "how_are_you"})
_COURTEOUS = frozenset({"greet", "thank", "praise", "goodbye"})
_COURTESY = re.compile(r"\b(?:hi+|hey+|hello|hallo|howdy|yo|hiya|morning|afternoon|evening|greetings|again|thank\w*|thx|ty|cheers|"
                       r"appreciat\w*|bye|goodbye|later|night|care|nice|great|good|kind|helpful|helps?|love\w*|awesome|cool|perfect|"
                       r"wonderful|amazing|well done|useful|like)\b", re.I)
# Whoever asks for help with these is helped, never refused.
_IN_NEED = frozenset({"opioid_use_disorder", "addiction"})
REFUSALS = {
    "ask_diagnosis": "diagnosis", "ask_dose": "dosing", "ask_prescription": "prescription",
    "ask_interpretation": "interpretation", "ask_stop_medicine": "stopping", "ask_workaround": "workaround",
}
_TURN_TO = {"dosing": ["pharmacist"], "stopping": ["prescriber", "pharmacist"], "prescription": ["prescriber", "primary_care"],
            "diagnosis": ["primary_care"], "interpretation": ["prescriber"], "workaround": ["prescriber", "addiction_medicine"]}
_SMALL = {"greet": "greet", "goodbye": "bye", "thank": "thanks", "praise": "praise", "insult": "insult",
          "how_are_you": "how_are_you", "ask_bot": "bot_challenge", "chit_chat": "chit_chat", "stop": "stop",
          "ask_help": "help", "talk_to_person": "talk_to_person", "command_typed": "command", "empty_message": "empty",
          "no_words": "no_words"}
_WITH_A_QUESTION_OPEN = frozenset({"greet_open", "thank_open", "praise_open", "insult_open", "how_are_you_open", "chit_chat_open"})
_PHRASE = {"ask_help": "help", "command_typed": "command_typed"}


def small_talk(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """Hello, thanks, who are you, help and the like; then back to the open question."""
    intent = next((one for one in turn.intents if one in _SMALL), "chit_chat")
    told = turn.personal or bool(turn.first("condition", "symptom", "body_part")) and len(turn.text.split()) > _HELLO
    if told and intent not in ("talk_to_person", "stop"):
        return guide.listen(memory, turn)  # a story that begins with a hello is a story
    if memory.asking and intent in _COURTEOUS and not _COURTESY.search(turn.text):
        intent = "chit_chat"  # "zzz" is neither thanks nor a hello
    kind = _SMALL[intent]
    if intent in ("affirm", "deny", "not_sure"):
        intent = f"{intent}_nothing_open"
    key = _PHRASE.get(intent, intent)
    # With a question open, nothing else is asked beside it.
    text = guide.say(f"{key}_open" if memory.asking and f"{key}_open" in _WITH_A_QUESTION_OPEN else key, memory.turns)
    if intent == "stop":
        memory.asking = None
    if memory.asking and intent in _EVASIVE:
        if again.misses(memory):
            return again.go_on_without(guide, memory)
    offers: tuple[Choice, ...] = ()
    if intent in ("greet", "ask_help", "ask_bot", "chit_chat", "empty_message", "command_typed"):
        offers = tuple(Choice(guide.say(one)) for one in ("suggest_help", "suggest_compare", "suggest_what_is"))
    return [Bubble(text, smalltalk(kind), () if memory.asking else offers), *guide.ask_back(memory)]


def nothing_open(guide: "Guide", memory: "Memory", intent: str) -> list[Bubble]:
    """Yes, no or not sure while nothing was asked."""
    return [Bubble(guide.say(f"{intent}_nothing_open", memory.turns), smalltalk(intent))]


def about_us(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """What this assistant is, and what it keeps."""
    topic = "privacy" if "ask_privacy" in turn.intents else "about_assistant"
    known = guide.asking.nearest(turn)
    if known and known.topic in ("privacy", "about_assistant"):
        keep(memory, turn, known)
        return [*known.bubbles(guide.catalogue), *guide.ask_back(memory)]
    card = {"card": "answer", "topic": topic, "about": [], "sources": []}
    memory.answer = {"short": [guide.say(topic)], "more": [guide.say(f"{topic}_more")], "simpler": guide.say(topic), "entries": []}
    return [Bubble(guide.say(topic), card), *guide.ask_back(memory)]


def decline(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """What this assistant must not do, kindly, with where to turn; a real question beside it is answered."""
    intent = next(one for one in turn.intents if one in REFUSALS)
    kind = REFUSALS[intent]
    if any(m.concept in _IN_NEED for m in turn.of("condition", "symptom")):
        return guide.listen(memory, turn)
    if kind in ("prescription", "stopping", "workaround") and turn.personal and "?" not in turn.text and (
            turn.first("condition", "symptom") or len(turn.text.split()) > _BARE_QUESTION):
        return guide.listen(memory, turn)
    general = not OWN_WORDS.search(turn.text) or kind == "stopping" and re.search(r"procedure|surgery|injection|shot", turn.text, re.I)
    known = guide.asking.nearest(turn) if kind in ("prescription", "stopping") and general else None
    if known and known.topic in ("medication", "procedure_info", "safety"):
        keep(memory, turn, known)
        return [*known.bubbles(guide.catalogue), *guide.ask_back(memory)]
    told = turn.personal or bool(turn.first("condition", "symptom"))
    others = tuple(one for one in turn.intents if one not in REFUSALS and one.startswith("ask_"))
    if kind == "stopping" and turn.personal | bool(turn.of("procedure")) and any(m.concept == "reduce_opioids" for m in turn.of("goal")):
        return [Bubble(guide.say("refuse_stopping")), *guide.listen(memory, turn)]
    story = len(turn.text.split()) > _BARE_QUESTION or tells_age(turn)
    if kind in ("diagnosis", "interpretation") and story and (told and not others or turn.personal and turn.days is not None):
        # Somebody tells what is wrong and wonders what it is: say what cannot be said, then help.
        return [Bubble(guide.say(f"cannot_{kind}")), *guide.listen(memory, turn)]
    medicine = kind in ("dosing", "prescription", "stopping", "workaround")
    offer = Choice(guide.say("choice_who_medicine" if medicine else "choice_which_for_me"))
    text = f"{guide.say(f'refuse_{kind}')}\n{guide.say('offer_who_medicine' if medicine else 'offer_who', memory.turns)}"
    memory.answer = {"simpler": guide.say(f"refuse_{kind}"), "entries": []}
    bubble = Bubble(text, {"card": "refusal", "kind": kind, "turn_to": _TURN_TO[kind]}, (offer,))
    if others:
        rest = Turn(**{**turn.__dict__, "intents": others})
        return [bubble, *guide.answer(memory, rest)]
    return [bubble, *guide.ask_back(memory)]


def start_over(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """Forgets the facts of this talk and asks afresh."""
    guide.begin(memory)
    return [Bubble(guide.say("start_over", memory.turns), smalltalk("start_over"))]


def go_back(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """One step back in the interview."""
    if not memory.step_back():
        return [Bubble(guide.say("go_back_nothing"), smalltalk("go_back")), *guide.ask_back(memory)]
    if memory.asking and memory.asking in memory.asked:
        memory.asked = [one for one in memory.asked if one != memory.asking]
        setattr(memory.facts, memory.asking, None)
    memory.asking = None
    return [Bubble(guide.say("go_back"), smalltalk("go_back")), *guide.proceed(memory)]


def repeat(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """The last words again."""
    intro = guide.say("intro_short") + "\n"
    said = [text.removeprefix(intro) for text in memory.said if text]
    card = smalltalk("repeat")
    if not said:
        return [Bubble(guide.say("repeat_nothing"), card)]
    if memory.asking:
        return [Bubble(text, card if n == 0 else None) for n, text in enumerate(said[:-1])] + guide.ask_back(memory)
    return [Bubble(text, card if n == 0 else None) for n, text in enumerate(said)]


def after_alarm(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """"That is old", "that is my dad": the talk goes on."""
    key = "alarm_old" if memory.alarm else "alarm_other_nothing"
    memory.alarm = None
    bubble = Bubble(guide.say(key), smalltalk("after_alarm"))
    if memory.asking:
        return [bubble, *guide.ask_back(memory)]
    return [bubble, *guide.proceed(memory)] if memory.facts.anything else [bubble]


def export(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """What is known about the person, said back."""
    told = guide.teller.facts(memory.facts)
    text = guide.say("export_intro", facts=", ".join(told)) if told else guide.say("export_nothing")
    return [Bubble(text, smalltalk("export")), *guide.ask_back(memory)]


def summary(guide: "Guide", memory: "Memory", turn: Turn, today: datetime.date | None = None) -> list[Bubble]:
    """What was told, the suggestion, what to ask and what to bring; as text and as a card."""
    return [sum_up(guide, memory, today), *guide.ask_back(memory)]
