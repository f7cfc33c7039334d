"""Answers each message: the one place where the parts of the guide meet.

Every public method takes what is remembered and one message, and returns what
is said. It changes the memory it was given; the caller keeps it.
"""
from __future__ import annotations

import dataclasses
from typing import Callable, Sequence

from guide.absorb import CORRECTS, absorb
from guide.answers import Answer, Library, library
from guide.answers.asking import Asking
from guide.answers.terms import Terms
from guide.cards import Bubble, Choice
from guide.conversation import unclear
from guide.conversation.memory import Memory
from guide.conversation.referral import has_referral
from guide.conversation.telling import Teller
from guide.facts import Facts
from guide.interview import Interview, Step, interview, is_not_sure
from guide.knowledge import Catalogue, Made, Shelf
from guide.knowledge.entries import Term
from guide.recommend import DecisionTable, table
from guide.turn import OWN_WORDS, Turn
from guide.wording import sentences

Say = Callable[[Memory, Turn], list[Bubble]]
_CERTAIN = 0.8
_KINDS_ASKED = {"problems": ("condition", "symptom", "body_part"), "duration": (), "goals": ("goal",), "limits": ("limit",),
                "tried": ("procedure",)}
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
            return self.explain(memory, Turn(**{**turn.__dict__, "intents": ("have_referral",)}))
        before = memory.facts.as_json()
        memory.remember_step()
        if not self._take_answer(memory, turn):
            memory.facts = absorb(memory.facts, turn, self.catalogue)
            if memory.facts.as_json() == before and not self._asks_for_help(turn):
                return self._nothing_new(memory, turn)
            self._credit(memory, before)
        memory.missed = memory.refused = 0
        return self.introduce(memory, self.proceed(memory, before, corrected="correct" in turn.intents))

    def introduce(self, memory: Memory, bubbles: list[Bubble]) -> list[Bubble]:
        """Somebody who begins with a story is told, too, to whom they speak."""
        if memory.turns or not bubbles:
            return bubbles
        first = dataclasses.replace(bubbles[0], text=f"{self.say('intro_short')}\n{bubbles[0].text}")
        return [first, *bubbles[1:]]

    def proceed(self, memory: Memory, before: dict[str, object] | None = None, corrected: bool = False) -> list[Bubble]:
        """The next question, or the suggestion when no answer can change it any more."""
        if memory.asking and not memory.invited and getattr(memory.facts, memory.asking) is None and before is not None:
            lead = self.say("changed" if corrected else "noted", memory.turns, facts=", ".join(self.teller.facts(memory.facts)))
            return [Bubble(lead), *self._resume(memory)]
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
        bubble = self._question(memory, step)
        memory.asking, memory.invited = step.ask.id, False
        memory.asked = [*memory.asked, step.ask.id]
        return [Bubble(lead), bubble] if lead else [bubble]

    def suggest(self, memory: Memory) -> list[Bubble]:
        """The suggestion for what is known."""
        found = self.table.decide(memory.facts)
        memory.asking, memory.suggested = None, found.specialist
        memory.talk_about(found.specialist, *found.also)
        memory.answer = {**self.teller.shorter_and_longer(memory.facts, found), "suggestion": found.rule.id}
        bubble = self.teller.suggestion(memory.facts, found)
        if not self.teller.facts(memory.facts):
            return [bubble]
        return [Bubble(self.teller.understood(memory.facts)), bubble]

    def is_answer(self, memory: Memory, turn: Turn) -> bool:
        """Whether the message answers the open question, whatever intent it seems to have on its own."""
        if memory.asking not in self.interview.asks or turn.intent in ("emergency", "command_typed", "empty_message"):
            return False
        if self.interview.read_answer(memory.asking, turn.text) is not None:
            return True
        if turn.confidence < _CERTAIN and self._fills(memory, turn):
            return True
        if turn.confidence < _GUESS and turn.intent != "out_of_scope" and not turn.mentions:
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
        if answer is None and turn.intent in ("not_sure", "skip") and not turn.mentions and turn.confidence > _PLAIN:
            answer = {}
        if answer is None and turn.intent == "deny" and not turn.mentions:
            answer = self.interview.read_answer(memory.asking, "nothing") or {}
        if answer is None:
            answer = self.interview.read_part(memory.asking, turn.text)
            rest = absorb(memory.facts, turn, self.catalogue)
            if answer is None:
                return False
            memory.facts = rest
        self._keep_words(memory, answer)
        for key, value in answer.items():
            held = getattr(memory.facts, key)
            setattr(memory.facts, key, list(dict.fromkeys([*(held or []), *value])) if isinstance(value, list) else value)
        self._mark_asked(memory)
        return True

    def _keep_words(self, memory: Memory, answer: dict[str, object]) -> None:
        """A choice is played back in the words that were offered, not in those of the concept it stands for."""
        for option in self.interview.asks[memory.asking or ""].options:
            if answer == {"duration": option.days}:
                memory.facts.said["=duration"] = option.title.lower()
            for one in option.sets or ():
                if one in (answer.get(memory.asking or "") or ()) and len(option.sets or ()) == 1:  # type: ignore[operator]
                    memory.facts.said["=" + one] = option.title.lower()

    def _mark_asked(self, memory: Memory) -> None:
        if memory.asking and memory.asking not in memory.asked:
            memory.asked = [*memory.asked, memory.asking]
        memory.asking = None

    def _credit(self, memory: Memory, before: dict[str, object]) -> None:
        """A free-text answer counts as an answer to the open question, so that it is not asked twice."""
        if memory.asking and getattr(memory.facts, memory.asking) != before[memory.asking]:
            self._mark_asked(memory)

    def _asks_for_help(self, turn: Turn) -> bool:
        return bool({"ask_which_for_me", "ask_who_treats"} & set(turn.intents))

    def _nothing_new(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """The words told nothing. Ask once more, gently; then go on without."""
        memory.past = memory.past[:-1]
        if memory.asking is None:
            if memory.facts.anything and memory.suggested is None:
                return self.proceed(memory)
            if memory.suggested:
                key = "what_to_change" if turn.intent in ("correct", "deny") else "anything_else"
                return [Bubble(self.say(key, memory.turns), _small(key))]
            if turn.intent in ("affirm", "deny", "not_sure", "skip"):
                key = "not_sure" if turn.intent == "skip" else turn.intent
                return [Bubble(self.say(f"{key}_nothing_open", memory.turns), _small(key))]
            return self.ask_for_problem(memory)
        if "correct" in turn.intents:
            return [Bubble(self.say("what_to_change", memory.turns), _small("correct")), *self._resume(memory)]
        memory.refused += 1
        if memory.refused > 2:
            self._mark_asked(memory)
            memory.refused = 0
            return [Bubble(self.say("fine_unsure", memory.turns)), *self.proceed(memory)]
        ask = self.interview.asks[memory.asking]
        step = Step(ask, max(1, len(memory.asked)), max(1, len(memory.asked)))
        return [self._question(memory, step, ask.again if memory.refused == 1 else None)]

    def ask_for_problem(self, memory: Memory) -> list[Bubble]:
        """Opens the interview."""
        if "problems" in memory.asked and not memory.facts.problems:
            memory.asked = [one for one in memory.asked if one != "problems"]
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

    def _question(self, memory: Memory, step: Step, words: str | None = None) -> Bubble:
        ask = step.ask
        texts = ask.ask if memory.facts.who == "self" else ask.ask_for_other
        options = [*(Choice(option.title) for option in ask.options), Choice(self.say("not_sure"))]
        text = words or texts[memory.turns % len(texts)]
        if ask.several:
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
        if memory.suggested and turn.days is not None and "?" not in turn.text and CORRECTS.search(turn.text):
            return self.listen(memory, turn)
        tells = "describe" in turn.intents or turn.personal or turn.days is not None and bool(OWN_WORDS.search(turn.text))
        memory.facts = absorb(memory.facts, turn, self.catalogue, telling=tells)
        bubbles: list[Bubble] = []
        answers: list[Answer] = []
        for intent in turn.intents:
            found = self.asking.answer(intent, turn.focused(intent), memory.about) if intent != "describe" else None
            if found and all(found.short != other.short for other in answers):
                answers.append(found)
                bubbles += found.bubbles(self.catalogue, self.explain_terms(memory, turn, found.short, found.about))
        nearest = self.asking.nearest(turn) if not answers else None
        if nearest:
            answers = [nearest]
            bubbles = nearest.bubbles(self.catalogue, self.explain_terms(memory, turn, nearest.short, nearest.about))
        if not answers:
            return self.listen(memory, turn) if turn.mentions else self.not_understood(memory, turn)
        memory.missed = 0
        self.keep(memory, turn, *answers)
        return bubbles + self._go_on(memory, turn, answers[-1])

    def ask_which(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Asks which of two readings of a question is meant."""
        from guide.conversation.readings import ask_which

        return ask_which(self, memory, turn)

    def keep(self, memory: Memory, turn: Turn, *answers: Answer) -> None:
        """Remembers what was answered, so that all of it can be made simpler or longer, and what it was about."""
        named = [mention.concept for mention in turn.mentions]
        for answer in answers:
            memory.talk_about(*sorted(answer.about, key=lambda one: named.index(one) if one in named else len(named)))
        memory.answer = {"intent": turn.intents[0], "short": [text for answer in answers for text in answer.short],
                         "more": [text for answer in answers for text in answer.more],
                         "simpler": " ".join(dict.fromkeys(answer.simpler for answer in answers)), "topic": answers[-1].topic,
                         "entries": [(e.section, e.id) for answer in answers for e in answer.entries]}

    def explain_terms(self, memory: Memory, turn: Turn, texts: Sequence[str], about: Sequence[str]) -> list[Term]:
        """The hard words to explain in these texts: those new in this talk that the person did not use either."""
        found = [term for term in self.terms.unexplained("\n".join(texts), about, memory.explained)
                 if not any(word.lower() in turn.text.lower() for word in term.words)][:_MOST_TERMS]
        memory.explained = [*memory.explained, *(term.id for term in found)]
        return found

    def _go_on(self, memory: Memory, turn: Turn, answer: Answer) -> list[Bubble]:
        """After an answer: back to the open question, or an invitation to narrow a problem down."""
        if memory.asking and memory.invited:
            memory.asking, memory.asked = None, []
            return []
        if memory.asking and getattr(memory.facts, memory.asking) is not None:
            self._mark_asked(memory)
            return self.proceed(memory)
        if memory.asking:
            ask = self.interview.asks[memory.asking]
            words = (ask.ask if memory.facts.who == "self" else ask.ask_for_other)[0]
            step = Step(ask, max(1, len(memory.asked)), self._of(memory))
            return [self._question(memory, step, self.say("back_to_you", ask=words))]
        trouble = turn.first("condition", "symptom") or next((one for one in answer.about if self.asking.is_trouble(one)), None)
        if memory.suggested or not trouble and not (turn.personal and memory.facts.problems):
            return []
        if not memory.facts.problems and trouble:
            memory.facts = Facts.of_json({**memory.facts.as_json(), "problems": [trouble]})
        step_now = self.interview.next(memory.facts, memory.asked)
        if step_now is None:
            return self.suggest(memory)
        memory.asking, memory.invited = step_now.ask.id, not turn.personal
        memory.asked = [*memory.asked, step_now.ask.id]
        invitation = None if turn.personal else self.say("narrow_down", ask=step_now.ask.ask[0])
        return [self._question(memory, step_now, invitation)]

    def _of(self, memory: Memory) -> int:
        asked = [one for one in memory.asked if one != memory.asking]
        step = self.interview.next(memory.facts, asked)
        return max(step.of if step else 1, len(memory.asked), 1)

    def rephrase(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Simpler, longer, or where it is from."""
        from guide.conversation.rephrasing import rephrase

        return rephrase(self, memory, turn)

    def _resume(self, memory: Memory) -> list[Bubble]:
        """The open question once more, after something in between."""
        if not memory.asking or memory.invited:
            return []
        ask = self.interview.asks[memory.asking]
        step = Step(ask, max(1, len(memory.asked)), self._of(memory))
        return [self._question(memory, step, self.say("back_to_you", ask=ask.ask[0]))]

    def resume(self, memory: Memory) -> list[Bubble]:
        """Back to where one was: the open question, the next one, or an offer to go on."""
        memory.invited = False
        if memory.asking:
            return self._resume(memory)
        if memory.facts.anything and memory.suggested is None:
            return self.proceed(memory)
        return [Bubble(self.say("anything_else", memory.turns), _small("anything_else"))]

    def not_understood(self, memory: Memory, turn: Turn, kind: str = "not_understood") -> list[Bubble]:
        """Kindly says so, offers what can be done, and a human way after the second miss."""
        if kind == "not_understood" and (turn.days is not None or turn.of("condition", "symptom", "goal", "limit")):
            return self.listen(memory, turn)
        memory.missed += 1
        if memory.asking and memory.missed > 2:
            return self.go_on_without(memory)
        key = kind if memory.missed < 2 else f"{kind}_again"
        offers = [Choice(self.say(one)) for one in ("suggest_help", "suggest_what_is", "suggest_pain", "suggest_compare")]
        card = {"card": "fallback", "kind": kind, "suggestions": [offer.as_card() for offer in offers]}
        return [Bubble(self.say(key, memory.missed), card, offers), *self._resume(memory)]

    def go_on_without(self, memory: Memory) -> list[Bubble]:
        """After a third answer that was none: the interview goes on without it."""
        self._mark_asked(memory)
        memory.missed = 0
        return [Bubble(self.say("fine_unsure", memory.turns), _small("skip")), *self.proceed(memory)]

    def why_asked(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Why the open question is asked."""
        if not memory.asking:
            return [Bubble(self.say("why_nothing"), _small("why"))] if not memory.suggested else self.explain(memory, turn)
        return [Bubble(self.interview.asks[memory.asking].why, _small("why")), *self._resume(memory)]

    def explain(self, memory: Memory, turn: Turn) -> list[Bubble]:
        """Questions about the suggestion, answered from the same table."""
        from guide.conversation.explaining import explain

        bubbles = explain(self, memory, turn)
        if bubbles and not memory.asking:
            memory.answer = {**memory.answer, "simpler": sentences(bubbles[0].text)[0]}
        return bubbles

    def begin(self, memory: Memory) -> list[Bubble]:
        """A fresh start."""
        memory.facts, memory.asking, memory.asked, memory.suggested = Facts(), None, [], None
        memory.past, memory.answer, memory.about, memory.missed, memory.refused = [], {}, [], 0, 0
        memory.unclear = None
        return []


def _small(kind: str) -> dict[str, str]:
    return {"card": "smalltalk", "kind": kind}


def choices(texts: Sequence[str]) -> list[Choice]:
    """Plain choices out of their titles."""
    return [Choice(text) for text in texts]


@Made
def guide(shelf: Shelf) -> Guide:
    """The guide over the knowledge in use."""
    return Guide(shelf.catalogue, library(shelf), table(shelf), interview(shelf))


__all__ = ["Guide", "guide", "is_not_sure"]
