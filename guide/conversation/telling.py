"""Says back what was understood, and words a suggestion."""
from __future__ import annotations

import re
from typing import Any

from guide.answers import Library
from guide.answers.answer import sources
from guide.answers.library import capital, with_article
from guide.cards import Bubble, Card, Choice
from guide.facts import MONTH, WEEK, YEAR, Facts
from guide.knowledge import Catalogue
from guide.knowledge.entries import Clinician, Concept, Phrase
from guide.recommend import Recommendation

_EARLY_ROWS = frozenset({"new_pain_first_door", "little_known", "relief_first_door", "nothing_known"})


_SINCE = re.compile(r"since (?:last|my|the|this)\b", re.I)
_LAST = re.compile(r"last (?:spring|summer|fall|autumn|winter|christmas|year|month|week)\b", re.I)
_FIRST_WORDS = frozenset({"a", "an", "the", "they", "their", "some", "many", "most", "you", "your", "it", "this", "that", "ask", "call",
                          "what", "where", "how", "who", "which", "bring", "for", "with", "in", "both", "each", "yes", "no",
                          "if", "when", "on"})


class Teller:
    """Turns facts and suggestions into words; every word stands in the catalogue."""

    def __init__(self, catalogue: Catalogue, library: Library) -> None:
        self._catalogue = catalogue
        self._library = library

    def say(self, phrase: str, turn: int = 0, /, **blanks: str) -> str:
        """A fixed phrase."""
        return self._catalogue.phrase(phrase, turn, **blanks)

    def name(self, clinician_id: str) -> str:
        """A clinician with its article: "a physiatrist", "your own doctor"."""
        return with_article(self._catalogue.clinician(clinician_id).name)

    def length(self, days: float) -> str:
        """A length of time in words: "3 weeks", "about 2 years" without the about."""
        for unit, size in (("year", YEAR), ("month", MONTH), ("week", WEEK), ("day", 1.0)):
            number = round(days / size)
            if number >= 1 and (days >= size * 1.5 or unit == "day" or number == 1 and days >= size * 0.9):
                return self.say(f"one_{unit}") if number == 1 else self.say(f"{unit}s", n=str(number))
        return self.say("one_day")

    def facts(self, facts: Facts) -> list[str]:
        """What the person told, a few words a fact."""
        told = [self._named(one, facts) for one in facts.problems or ()]
        if facts.duration is not None:
            said = facts.said.get("duration", "")
            told.append(facts.said.get("=duration") or self._since(said)
                        or self.say("for_how_long", time=self.length(facts.duration)))
        if facts.goals:
            told.append(self.say("want", things=self._list(facts.goals, facts)))
        if facts.limits:
            told.append(self.say("hard", things=self._list(facts.limits, facts)))
        if facts.tried:
            told.append(self.say("tried", things=self._list(facts.tried, facts)))
        elif facts.tried == []:
            told.append(self.say("nothing_tried"))
        if facts.sent_to:
            told.append(self.say("sent_to", name=self.name(facts.sent_to)))
        if facts.seen:
            told.append(self.say("seen", things=" and ".join(self.name(one) for one in facts.seen)))
        return told

    def _since(self, said: str) -> str:
        """ "since last spring" and "last spring" are said back as they were said."""
        if _SINCE.match(said):
            return said
        return self.say("since_when", time=said) if _LAST.match(said) else ""

    def so_far(self, facts: Facts, turn: int) -> str:
        """One line of what was understood."""
        told = ", ".join(self.facts(facts))
        if facts.who != "self":
            return self.say("so_far_other", turn, who=facts.who, facts=told)
        return self.say("so_far", turn, facts=told)

    def understood(self, facts: Facts) -> str:
        """The line before a suggestion: what it rests on, open to correction."""
        told = ", ".join(self.facts(facts))
        if facts.who != "self":
            return self.say("understood_other", who=facts.who, facts=told)
        return self.say("understood", facts=told)

    def suggestion(self, facts: Facts, found: Recommendation) -> Bubble:
        """The suggestion: whom, how sure, because of what, why not the other, what would change it, what next."""
        lines = [self.headline(found), self.because(facts, found)]
        lines += [self.say("why_not_line", name=self.name(one["specialist"]), reason=one["reason"]) for one in self.why_not(found)[:1]]
        lines += self.changes(found)[:1]
        lines.append(self.say("next_line", steps=after_colon(" ".join(self.next_steps(facts, found)[:2]))))
        return Bubble("\n".join(lines), self.card(facts, found), tuple(Choice(self.say(key)) for key in (
            "choice_why", "choice_why_not", "choice_find_one", "choice_questions", "choice_summary", "choice_start_over")))

    def because(self, facts: Facts, found: Recommendation) -> str:
        """What decided, in the person's own words, and the reason the table gives."""
        words = self.own_words(facts, found)
        return self.say("because_words", words=words, because=found.rule.because) if words else found.rule.because

    def own_words(self, facts: Facts, found: Recommendation) -> str:
        """What the person said that the row rests on, word for word."""
        said: list[str] = []
        for key in (one for one in ("problems", "duration", "goals", "limits", "tried") if one in found.rule.rests_on):
            for one in ["duration"] if key == "duration" else (getattr(facts, key) or [])[:2]:
                words = facts.said.get("=" + one) or facts.said.get(one)
                if words and not any(words in other or other in words for other in said):
                    said.append(words)
        return " and ".join(filter(None, [", ".join(f'"{one}"' for one in said[:-1]), *(f'"{one}"' for one in said[-1:])]))

    def shorter_and_longer(self, facts: Facts, found: Recommendation) -> dict[str, Any]:
        """What "say it simpler", "tell me more" and "where is that from?" say of a suggestion."""
        reasons = [self.say("why_not_line", name=self.name(one["specialist"]), reason=one["reason"]) for one in self.why_not(found)[1:]]
        more = [*reasons, *self.changes(found)[1:], *self.next_steps(facts, found)[2:]]
        entries = [("clinicians", found.specialist), *((kind, found.problem) for kind in ("conditions", "symptoms") if found.problem)]
        return {"simpler": self.headline(found).replace("**", ""), "more": ["\n".join(more)] if more else [],
                "topic": "find_specialist", "entries": entries}

    def headline(self, found: Recommendation) -> str:
        """Whom to see, and how sure."""
        name = self.name(found.specialist)
        other = next((one for one in found.also if self._catalogue.is_core(one)), None) or next(iter(found.also), None)
        if found.certainty == "either" and other:
            return self.say("suggestion_either", name=name, other=self.name(other))
        return self.say(f"suggestion_{'leaning' if found.certainty == 'either' else found.certainty}", name=capital(name))

    def card(self, facts: Facts, found: Recommendation) -> Card:
        """The suggestion as the typed card."""
        problem = self._catalogue.concepts.get(found.problem or "")
        clinician = self._catalogue.clinician(found.specialist)
        entries = (clinician, problem) if isinstance(problem, Concept) else (clinician,)
        return {
            "card": "recommendation", "specialist": found.specialist, "certainty": found.certainty,
            "also": list(found.also), "because": [*self.facts(facts), found.rule.because], "why_not": self.why_not(found),
            "would_change": self.changes(found), "next_steps": [*self.next_steps(facts, found), *self.find_one(found.specialist)],
            "rule": found.rule.id,
            "sources": sources(self._catalogue, entries),
        }

    def why_not(self, found: Recommendation) -> list[dict[str, str]]:
        """Why each of the two specialties was not suggested first."""
        reasons = []
        for one in ("pain_specialist", "physiatrist"):
            if one == found.specialist or found.certainty == "either" and one in found.also:
                continue
            key = f"why_not_{one}"
            if found.rule.id in _EARLY_ROWS:
                key += "_early"
            elif not self._catalogue.is_core(found.specialist) and found.specialist != "primary_care":
                key += "_outside"
            reasons.append({"specialist": one, "reason": found.rule.why_not.get(one) or self.say(key)})
        return reasons

    def changes(self, found: Recommendation) -> list[str]:
        """What would change the suggestion."""
        return [self.say("change_line" if n == 0 else "change_line_more", change=self.say(f"change_{c.key}_{c.value}"),
                         name=self.name(c.specialist)) for n, c in enumerate(found.changes[:3])]

    def next_steps(self, facts: Facts, found: Recommendation) -> list[str]:
        """What to do next: the way there, what to bring, and when not to wait."""
        first = "next_primary_care" if found.specialist == "primary_care" else "next_referral"
        if facts.sent_to == found.specialist:
            first = "next_has_referral"
        return [self.say_for(facts, first), self.say_for(facts, "next_bring"), self.say("next_alarm")]

    def find_one(self, clinician_id: str) -> list[str]:
        """How to find and check one: the board, where to look them up, and the code in lists of doctors."""
        clinician = self._catalogue.clinician(clinician_id)
        lines = [clinician.certificate] if clinician.certificate else []
        lines.append(clinician.check)
        codes = [self.say("code", code=code.code, label=code.label) for code in clinician.codes[:1]]
        return [*lines, *(self.say("next_codes", codes=one) for one in codes)]

    def sources_of(self, clinician_id: str) -> list[dict[str, object]]:
        """Where the entry of a clinician is from."""
        return sources(self._catalogue, (self._catalogue.clinician(clinician_id),))

    def say_for(self, facts: Facts, phrase: str, turn: int = 0, /, **blanks: str) -> str:
        """A fixed phrase, in its form for somebody else where the talk is about somebody else."""
        other = f"{phrase}_other"
        return self.say(other if facts.who != "self" and self._catalogue.get(Phrase, other) else phrase, turn, **blanks)

    def clinicians(self, ids: list[str]) -> str:
        """Several clinicians in one phrase."""
        return ", ".join(self.name(one) for one in ids)

    def _named(self, concept_id: str, facts: Facts) -> str:
        chosen = facts.said.get("=" + concept_id)
        if chosen:
            return chosen
        concept = self._catalogue.concepts.get(concept_id)
        return concept.name if concept else concept_id.replace("_", " ")

    def _list(self, ids: list[str], facts: Facts) -> str:
        return " and ".join(dict.fromkeys(self._named(one, facts) for one in ids))


def after_colon(text: str) -> str:
    """The text with a small letter in front, where its first word is no name."""
    return text[:1].lower() + text[1:] if text.split(" ")[0].lower() in _FIRST_WORDS else text



__all__ = ["Clinician", "Teller", "after_colon"]
