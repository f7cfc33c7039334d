"""Answers each message: the one place where the parts of the guide meet.

Every public method takes what is remembered and one message, and returns what
is said. It changes the memory it was given; the caller keeps it.
"""
from __future__ import annotations

import dataclasses
from typing import Any, Callable, Sequence

from guide.absorb import absorb
from guide.answers import Answer, Library, library
from guide.answers.asking import Asking
from guide.answers.terms import Terms
from guide.cards import Bubble, Choice, smalltalk
from guide.conversation import answering, explaining, readings, rephrasing, unclear
from guide.conversation import asking_again as again
from guide.conversation.memory import Memory
from guide.conversation.referral import has_referral
from guide.conversation.stories import asks, is_story, is_unwell
from guide.conversation.telling import Teller, after_colon
from guide.facts import Facts
from guide.interview import Ask, Interview, Step, interview
from guide.knowledge import Catalogue, Made, Shelf
from guide.knowledge.entries import Term
from guide.odd import odd
from guide.recommend import DecisionTable, table
from guide.turn import Turn
from guide.wording import sentences

Say = Callable[[Memory, Turn], list[Bubble]]
_CERTAIN = 0.8
_KINDS_ASKED = {"problems": ("condition", "symptom", "body_part"), "duration": (), "goals": ("goal",), "limits": ("limit",),
                "tried": ("procedure",), "place": ("condition", "symptom", "body_part")}
_GUESS = 0.35
_PLAIN = 0.6
# More hard words explained at once would be a lecture.
_MOST_TERMS = 4


class Guide:
    """The conversation over one catalogue."""

    def __init__(self, catalogue: Catalogue, library: Library, table: DecisionTable, interview: Interview) -> None:
        self.catalogue = catalogue
        self.table = table
        self.interview = interview
        self.teller = Teller(catalogue, library)
        self.asking = Asking(catalogue, library)
        self.terms = Terms(catalogue)
        self.say = self.teller.say

    # -- the interview ------------------------------------------------------------------------------------------

    def listen(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Takes in what the person tells, and asks on or suggests."""
        turn = unclear.by_context(self, memory, turn)
        if which := unclear.ask(self, memory, turn, "listen"):
            return which
        if memory.suggested is None and has_referral(turn):
            return self.introduce(memory, self.explain(memory, dataclasses.replace(turn, intents=("have_referral",))))
        strange = odd(turn)
        if strange == "funny_time":
            turn = dataclasses.replace(turn, days=None, time_said="")
        before = memory.facts.as_json()
        memory.remember_step()
        if strange and strange != "funny_time":
            return self.introduce(memory, again.gently(self, memory, strange))
        if not self._take_answer(memory, turn):
            self.absorb(memory, turn)
            if memory.facts.as_json() == before and not self._asks_for_help(turn):
                return self.introduce(memory, again.gently(self, memory, strange) if strange else again.nothing_new(self, memory, turn))
            self._credit(memory, before)
        memory.missed = memory.refused = 0
        lead = [Bubble(self.say(strange), smalltalk(strange))] if strange else []
        return self.introduce(memory, [*lead, *self.proceed(memory, before, corrected="correct" in turn.intents)])

    def introduce(self, memory: Memory, bubbles: list[Bubble]) -> list[Bubble]:
        """Somebody who begins with a story is told, too, to whom they speak."""
        if memory.turns or not bubbles:
            return bubbles
        first = dataclasses.replace(bubbles[0], text=f"{self.say('intro_short')}\n{bubbles[0].text}")
        return [first, *bubbles[1:]]

    def proceed(self, memory: Memory, before: dict[str, object] | None = None, corrected: bool = False) -> list[Bubble]:
        """The next question, or the suggestion when no answer can change it any more."""
        memory.facts = self.table.settled(memory.facts)
        corrected = corrected or before is not None and _changed(before, memory.facts.as_json())
        if memory.asking and memory.suggested is None and not self.interview.still_matters(memory.facts, memory.asking):
            self.mark_asked(memory)
        if memory.asking and not memory.invited and not self.known(memory) and before is not None:
            lead = self.say("changed" if corrected else "noted", memory.turns, facts=", ".join(self.teller.facts(memory.facts)))
            return [Bubble(lead), *self.ask_back(memory)]
        step = self.interview.next(memory.facts, memory.asked)
        told = bool(before) and memory.facts.as_json() != before
        lead = ""
        if step is None:
            return self.suggest(memory)
        if corrected and memory.facts.anything:
            lead = self.say("changed", facts=", ".join(self.teller.facts(memory.facts)))
        elif told and memory.facts.anything and len(memory.asked) == 0:
            lead = self.teller.so_far(memory.facts, memory.turns)
        elif told:
            lead = self.say("noted", memory.turns)
        bubble = self.question(memory, step)
        memory.asking, memory.invited = step.ask.id, False
        memory.asked = [*memory.asked, step.ask.id]
        return [Bubble(lead), bubble] if lead else [bubble]

    def suggest(self, memory: Memory) -> list[Bubble]:
        """The suggestion for what is known."""
        found = self.table.decide(memory.facts)
        same = memory.suggested == found.specialist and memory.answer.get("suggestion") == found.rule.id
        memory.asking, memory.suggested = None, found.specialist
        memory.talk_about(found.specialist, *found.also)
        memory.answer = {**self.teller.shorter_and_longer(memory.facts, found), "suggestion": found.rule.id}
        bubble = self.teller.suggestion(memory.facts, found)
        if same:
            # Nothing of it changed: it is not said once more word for word.
            facts = ", ".join(self.teller.facts(memory.facts))
            text = self.say("still_same", memory.turns, name=self.teller.name(found.specialist), facts=facts)
            return [Bubble(text, bubble.card, bubble.choices)]
        if not self.teller.facts(memory.facts):
            return [bubble]
        return [Bubble(self.teller.understood(memory.facts)), bubble]

    def is_answer(self, memory: Memory, turn: Turn) -> bool:
        """Whether the message answers the open question or tells a story, whatever intent it seems to have on its own."""
        if turn.intent in ("emergency", "command_typed", "empty_message"):
            return False
        if is_story(turn) or is_unwell(turn) and not memory.suggested or again.wrong_part(self, memory, turn):
            return True
        if memory.asking not in self.interview.asks:
            # After a suggestion a plain remark adds to what was told: "and sleeping is hard".
            return bool(memory.suggested and turn.of("limit", "goal") and not asks(turn) and (
                turn.intent == "follow_up_other" or turn.confidence < _CERTAIN
                and (turn.intent.startswith("ask_") or turn.intent in ("out_of_scope", "nlu_fallback"))))
        if self.interview.read_answer(memory.asking, turn.text) is not None:
            return True
        if odd(turn) and not memory.invited or self.interview.read_title(turn.text):
            return True
        if turn.confidence < _CERTAIN and self._fills(memory, turn):
            return True
        if memory.asking == "tried" and not asks(turn) and self.interview.treatments(turn.text, asked=True):
            return True
        if self.interview.doing(memory.asking, turn.text) and not asks(turn) and (
                turn.confidence < _CERTAIN or turn.intent in ("out_of_scope", "nlu_fallback", "chit_chat")):
            return True
        if turn.confidence < _GUESS and not asks(turn) and turn.intent != "out_of_scope" and not turn.mentions:
            return True
        return turn.confidence < _CERTAIN and self.interview.read_part(memory.asking, turn.text) is not None

    @staticmethod
    def _fills(memory: Memory, turn: Turn) -> bool:
        """Whether the message names a thing of the kind that was asked for, and is no question of its own."""
        if turn.text.rstrip().endswith("?"):
            return False
        return turn.days is not None if memory.asking == "duration" else bool(turn.of(*_KINDS_ASKED[memory.asking or ""]))

    def _take_answer(self, memory: Memory, turn: Turn) -> bool:
        """Reads a short answer to the open question. False where the words must be understood as free text."""
        if memory.asking is None or memory.asking not in self.interview.asks:
            return False
        answer = self.interview.read_answer(memory.asking, turn.text)
        title = self.interview.read_title(turn.text) if answer is None else None
        if title is not None:
            memory.asking, asking = title[0], memory.asking
            self._keep_words(memory, title[1])
            self._fill(memory, title[1])
            memory.asking = asking
            return True
        if "correct" in turn.intents:
            answer = answer or self.interview.read_part(memory.asking, turn.text) or None
            if answer is None:
                return False
            self.absorb(memory, turn)
        if answer is None and turn.intent in ("not_sure", "skip") and not turn.mentions and turn.confidence > _PLAIN:
            answer = {}
        if answer is None and turn.intent == "deny" and not turn.mentions:
            answer = self.interview.read_answer(memory.asking, "nothing") or {}
        if answer is None:
            answer = self.interview.read_part(memory.asking, turn.text)
            if answer is None and not turn.of("goal"):
                answer = self.interview.doing(memory.asking, turn.text)
                if answer:
                    memory.facts.said["=daily_activities"] = turn.text.strip(" .!").lower()
            if answer is None:
                return False
            self.absorb(memory, turn)
        self._keep_words(memory, answer)
        self._fill(memory, answer)
        self.mark_asked(memory)
        return True

    def absorb(self, memory: Memory, turn: Turn, telling: bool = True) -> None:
        """Takes the facts out of a message; a treatment may be told in general words."""
        memory.facts = absorb(memory.facts, turn, self.catalogue, telling=telling)
        if telling and not turn.of("procedure"):
            for treatment, words in self.interview.treatments(turn.text, asked=memory.asking == "tried"):
                memory.facts.tried = list(dict.fromkeys([*(memory.facts.tried or []), treatment]))
                memory.facts.said.setdefault("=" + treatment, words.lower())

    @staticmethod
    def _fill(memory: Memory, answer: dict[str, Any]) -> None:
        for key, value in answer.items():
            held = getattr(memory.facts, key)
            setattr(memory.facts, key, list(dict.fromkeys([*(held or []), *value])) if isinstance(value, list) else value)

    def _keep_words(self, memory: Memory, answer: dict[str, object]) -> None:
        """A choice is played back in the words that were offered, not in those of the concept it stands for."""
        for option in self.interview.asks[memory.asking or ""].options:
            if answer == {"duration": option.days}:
                memory.facts.said["=duration"] = memory.facts.said["duration"] = option.title.lower()
            for one in option.sets or ():
                if one in (answer.get(self.interview.asks[memory.asking or ""].fills) or ()) and len(option.sets or ()) == 1:  # type: ignore[operator]
                    memory.facts.said["=" + one] = option.title.lower()

    def known(self, memory: Memory) -> bool:
        """Whether the open question has its answer."""
        return getattr(memory.facts, self.interview.asks[memory.asking or ""].fills) is not None

    def mark_asked(self, memory: Memory) -> None:
        """Closes the open question, so that it is not asked twice."""
        if memory.asking and memory.asking not in memory.asked:
            memory.asked = [*memory.asked, memory.asking]
        memory.asking = None

    def _credit(self, memory: Memory, before: dict[str, object]) -> None:
        """A free-text answer counts as an answer to the open question, so that it is not asked twice."""
        fills = self.interview.asks[memory.asking].fills if memory.asking else ""
        if fills and getattr(memory.facts, fills) != before[fills]:
            self.mark_asked(memory)

    def _asks_for_help(self, turn: Turn) -> bool:
        return bool({"ask_which_for_me", "ask_who_treats"} & set(turn.intents)) and not turn.text.rstrip().endswith("?")

    def ask_for_problem(self, memory: Memory) -> list[Bubble]:
        """Opens the interview."""
        if not memory.facts.problems:
            memory.asked = [one for one in memory.asked if one not in ("problems", "place")]
        return self.proceed(memory)

    def choose(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Somebody wants to be told whom to see."""
        turn = unclear.by_context(self, memory, turn)
        if which := unclear.ask(self, memory, turn, "choose"):
            return which
        if len({m.concept for m in turn.of("clinician")} - {"physiatrist", "pain_specialist"}) and len(turn.of("clinician")) > 1 \
                and not turn.of("condition", "symptom") and not memory.facts.anything:
            return self.answer(memory, dataclasses.replace(turn, intents=("ask_compare",)))
        before = memory.facts.as_json()
        fresh = not memory.facts.anything and not memory.asked
        memory.remember_step()
        memory.facts = absorb(memory.facts, turn, self.catalogue)
        if fresh and not memory.facts.anything:
            return [*self._in_short(memory), *self.proceed(memory, before)]
        if memory.suggested and memory.facts.as_json() == before and memory.facts.problems:
            return self.suggest(memory)
        return self.proceed(memory, before)

    def _in_short(self, memory: Memory) -> list[Bubble]:
        """What decides, in two sentences, before the first question."""
        entries = tuple(self.catalogue.clinician(one) for one in ("physiatrist", "pain_specialist"))
        answer = Answer("find_specialist", tuple(e.id for e in entries), (self.say("how_to_choose"),), entries,
                        simpler=self.say("how_to_choose"))
        return answer.bubbles(self.catalogue)

    def settle(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Goes on with a message that waited for the person to say which of two things they meant; else nothing."""
        told = unclear.chosen(self, memory, turn)
        if told is None:
            return []
        waited, what = told
        say: Say = {"listen": self.listen, "choose": self.choose}.get(what, self.answer)
        return say(memory, waited)

    def question(self, memory: Memory, step: Step, words: str | None = None) -> Bubble:
        """A question as a bubble with its choices."""
        ask = step.ask
        options = [*(Choice(option.title) for option in ask.options), Choice(self.say("not_sure"))]
        text = words or self.words(memory, ask)
        if ask.several and words is None:
            text += " " + self.say("say_several")
        text += " " + self.say("progress", step=str(step.step), of=str(step.of))
        card = {"card": "question", "asks": ask.id, "options": [option.as_card() for option in options],
                "step": step.step, "of": step.of, "several": ask.several}
        return Bubble(text, card, options)

    # -- questions ----------------------------------------------------------------------------------------------

    def answer(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Answers what was asked, one thing after the other, and goes back to the interview."""
        turn = unclear.by_context(self, memory, turn)
        if which := unclear.ask(self, memory, turn, "answer"):
            return which
        return answering.answer(self, memory, turn)

    def ask_which(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Asks which of two readings of a question is meant."""
        return readings.ask_which(self, memory, turn)

    def explain_terms(self, memory: Memory, turn: Turn, texts: Sequence[str], about: Sequence[str]) -> list[Term]:
        """The hard words to explain in these texts: those new in this talk that the person did not use either."""
        found = [term for term in self.terms.unexplained("\n".join(texts), about, memory.explained)
                 if not any(word.lower() in turn.text.lower() for word in term.words)][:_MOST_TERMS]
        memory.explained = [*memory.explained, *(term.id for term in found)]
        return found

    def _of(self, memory: Memory) -> int:
        asked = [one for one in memory.asked if one != memory.asking]
        step = self.interview.next(memory.facts, asked)
        return max(step.of if step else 1, len(memory.asked), 1)

    def rephrase(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Simpler, longer, or where it is from."""
        return rephrasing.rephrase(self, memory, turn)

    def ask_back(self, memory: Memory) -> list[Bubble]:
        """The open question once more, after something in between."""
        if not memory.asking or memory.invited:
            return []
        ask = self.interview.asks[memory.asking]
        return [self.question(memory, self.step(memory, ask), self.say("back_to_you", ask=after_colon(self.words(memory, ask))))]

    def step(self, memory: Memory, ask: Ask) -> Step:
        """The open question with its number."""
        return Step(ask, max(1, len(memory.asked)), self._of(memory))

    @staticmethod
    def words(memory: Memory, ask: Ask) -> str:
        """How a question is worded for this person."""
        texts = ask.ask if memory.facts.who == "self" else ask.ask_for_other
        return texts[memory.turns % len(texts)]

    def resume(self, memory: Memory) -> list[Bubble]:
        """Back to where one was: the open question, the next one, or an offer to go on."""
        memory.invited = False
        if memory.asking:
            return self.ask_back(memory)
        if memory.facts.anything and memory.suggested is None:
            return self.proceed(memory)
        return [Bubble(self.say("anything_else", memory.turns), smalltalk("anything_else"))]

    def not_understood(self, memory: Memory, turn: Turn, kind: str = "not_understood") -> list[Bubble]:
        """Kindly says so, offers what can be done, and a human way after the second miss."""
        if kind == "not_understood" and (turn.days is not None or turn.of("condition", "symptom", "goal", "limit")):
            return self.listen(memory, turn)
        memory.missed += 1
        if again.misses(memory):
            return again.go_on_without(self, memory)
        key = kind if memory.missed < 2 else f"{kind}_again"
        offers = [Choice(self.say(one)) for one in ("suggest_help", "suggest_what_is", "suggest_pain", "suggest_compare")]
        card = {"card": "fallback", "kind": kind, "suggestions": [offer.as_card() for offer in offers]}
        return [Bubble(self.say(key, memory.missed), card, offers), *self.ask_back(memory)]

    def why_asked(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Why the open question is asked."""
        if not memory.asking:
            return [Bubble(self.say("why_nothing"), smalltalk("why"))] if not memory.suggested else self.explain(memory, turn)
        return [Bubble(self.interview.asks[memory.asking].why, smalltalk("why")), *self.ask_back(memory)]

    def explain(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Questions about the suggestion, answered from the same table."""
        bubbles = explaining.explain(self, memory, turn)
        if bubbles and not memory.asking:
            memory.answer = {**memory.answer, "simpler": sentences(bubbles[0].text)[0]}
        return bubbles

    def how_to_find_one(self, memory: Memory) -> list[Bubble]:
        """How to find and check a clinician of the kind that was suggested."""
        return explaining.how_to_find_one(self, memory)

    def begin(self, memory: Memory) -> list[Bubble]:
        """A fresh start."""
        memory.facts, memory.asking, memory.asked, memory.suggested = Facts(), None, [], None
        memory.past, memory.answer, memory.about, memory.missed, memory.refused = [], {}, [], 0, 0
        memory.unclear = None
        return []


def _changed(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether something known before is no longer so; more of it is no change."""
    for key in ("problems", "duration", "goals", "limits", "tried", "seen"):
        was, now = before[key], after[key]
        if was not in (None, []) and was != now and not (isinstance(now, list) and set(was) <= set(now)):
            return True
    return False



@Made
def guide(shelf: Shelf) -> Guide:
    """The guide over the knowledge in use."""
    return Guide(shelf.catalogue, library(shelf), table(shelf), interview(shelf))


__all__ = ["Guide", "guide"]
