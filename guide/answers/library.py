"""Finds the answer to a question: *what is X*, *who treats X*, *does P do X*, *compare P and Q on A*.

Nothing here is written for one pair of things: any clinician, condition and
procedure of the catalogue fits any question.
"""
from __future__ import annotations

import dataclasses
import re
from typing import Sequence

from guide.answers.answer import Answer, sources
from guide.answers.terms import Terms
from guide.cards import Choice
from guide.knowledge import Catalogue, Made, Shelf
from guide.knowledge.entries import (
    Checklist,
    Clinician,
    Concept,
    Condition,
    Entry,
    Phrase,
    Procedure,
    Question,
    Symptom,
)

Trouble = Condition | Symptom
_MAIN_ASPECTS = ("goal", "scope", "patients", "methods", "training", "team", "setting", "surgery", "medicines", "length")
_LISTED = 6
# "How is it treated" asks what a clinic does; "how do I get rid of it" and "the best cure for it" ask for advice.
_TREATED = re.compile(r"\b(?P<how>how\b.{0,40}\btreat\w*)|\bhow\b.{0,40}\b(?:fix\w*|cur(?:e[ds]?|ing)|manag\w+|heal\w*|reliev\w+|get rid)\b"
                      r"|\b(?:treatments?|therap(?:y|ies)|cures?|remed(?:y|ies)|options|what helps|what can be done)\b", re.I)

# What is asked of a treatment, and the words by which its text tells it.
_EXPECTED = (
    (re.compile(r"\b(?:hurts?|hurting|painful|sore)\b", re.I),
     re.compile(r"\b(?:hurts?|pain\w*|sore|pinch\w*|sting\w*|numb\w*|feels?|felt|pressure|static)\b", re.I)),
    (re.compile(r"\b(?:how long|take long|take)\b", re.I), re.compile(r"\b(?:minutes|hours?|days?|weeks|months)\b", re.I)),
    (re.compile(r"\b(?:feels? like|awake|asleep)\b", re.I), re.compile(r"\w")),
)


class Library:
    """All answers that the catalogue can give."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    # -- clinicians ---------------------------------------------------------------------------------------------

    def define(self, clinician: Clinician) -> Answer:
        """What a clinician is."""
        return Answer(
            "define_specialty", (clinician.id,), (clinician.what, clinician.goal), (clinician,),
            more=(*self._lists(clinician.does), *self._lists(clinician.does_not)), simpler=_first(clinician.what),
            choices=self._choices("choice_compare" if self.catalogue.is_core(clinician.id) else "choice_which_for_me"),
        )

    def what_is(self, *concepts: str) -> Answer | None:
        """What the first of these is that can be described: a clinician, a treatment or a trouble."""
        for concept in map(self.catalogue.concepts.get, concepts):
            if isinstance(concept, Clinician):
                return self.define(concept)
            if isinstance(concept, Procedure):
                return self.procedure(concept)
            if isinstance(concept, (Condition, Symptom)):
                return self.about(concept)
        return None

    def training(self, clinician: Clinician) -> Answer:
        """How a clinician is trained."""
        return self._of_clinician("training", clinician, clinician.training, more=(clinician.certificate or "",))

    def credentials(self, clinician: Clinician) -> Answer:
        """How to check one."""
        return self._of_clinician("verify_credentials", clinician, clinician.check, more=(clinician.certificate or "",))

    def find(self, clinician: Clinician) -> Answer:
        """How to find one."""
        return self._of_clinician("find_specialist", clinician, clinician.check, more=(self._list(clinician.see_when),))

    def when_to_see(self, clinician: Clinician) -> Answer:
        """When one is the right clinician."""
        lead = self._say("see_when", plural=clinician.plural.capitalize())
        return self._of_clinician("when_to_see", clinician, lead + "\n" + self._list(clinician.see_when[:_LISTED]),
                                  more=(self._list(clinician.does_not),))

    def conditions_treated(self, clinician: Clinician) -> Answer:
        """What they treat: the scope, then examples out of the catalogue."""
        treated = [c.name for c in self.catalogue.all(Condition)
                   if clinician.id in (c.route, c.door) or c.route == "either" and self.catalogue.is_core(clinician.id)]
        text = clinician.aspects.scope.rstrip(".") + "."
        if treated:
            text += "\n" + self._say("for_example", things=_words(_spread(treated, 8)))
        return self._of_clinician("conditions_treated", clinician, text, more=(self._list(clinician.see_when),))

    def procedures_offered(self, clinician: Clinician) -> Answer:
        """What they do and offer."""
        offered = [p.name for p in self.catalogue.all(Procedure) if clinician.id in p.done_by]
        more = (self._say("they_offer", things=_words(_spread(offered, 12))),) if offered else ()
        return self._of_clinician("procedures_offered", clinician, self._list(clinician.does[:8]), more=more)

    def aspect(self, clinician: Clinician, aspect: str, topic: str) -> Answer:
        """One aspect of a clinician: the team, the approach, surgery, medicines …"""
        cell = getattr(clinician.aspects, aspect) or clinician.what
        lead = {"team": clinician.aspects.team, "goal": clinician.goal}.get(aspect, cell)
        related = [s for s in (*clinician.does, *clinician.does_not) if _about(s, aspect)]
        text = self._say("aspect", plural=clinician.plural.capitalize(), aspect=self._say(f"aspect_{aspect}"), cell=lead.rstrip("."))
        return self._of_clinician(topic, clinician, text + ("\n" + self._list(related[:4]) if related else ""))

    def _of_clinician(self, topic: str, clinician: Clinician, text: str, more: Sequence[str] = ()) -> Answer:
        return Answer(topic, (clinician.id,), (text,), (clinician,), more=tuple(m for m in more if m), simpler=_first(text))

    # -- comparisons --------------------------------------------------------------------------------------------

    def compare(self, left: Clinician, right: Clinician, aspect: str | None = None) -> Answer:
        """Two clinicians side by side, on all aspects or on one."""
        keys = [aspect] if aspect else [*_MAIN_ASPECTS, *(
            key for key in ("certificate", "diagnosis", "first_visit", "referral", "cost", "evidence")
            if getattr(left.aspects, key) and getattr(right.aspects, key))]
        rows = [{"aspect": self._say(f"aspect_{key}").capitalize(), "left": getattr(left.aspects, key) or "-",
                 "right": getattr(right.aspects, key) or "-"} for key in keys]
        text = self._say("compare", left=_goal(left), right=_goal(right)) if not aspect else ""
        blocks = [f"**{row['aspect']}**\n- {left.name.capitalize()}: {row['left']}\n"
                  f"- {right.name.capitalize()}: {row['right']}" for row in rows]
        lines = _pieces(blocks[:4])[0]
        shown = next(n for n in range(len(blocks), 0, -1) if lines.endswith(blocks[n - 1]))
        card = {"card": "comparison", "left": left.id, "right": right.id, "rows": rows,
                "sources": sources(self.catalogue, (left, right))}
        return Answer("compare", (left.id, right.id), tuple(t for t in (text, lines) if t), (left, right),
                      more=_pieces(blocks[shown:]), simpler=self._say("compare_simply", left=left.plural, right=right.plural)
                      if {left.id, right.id} == {"physiatrist", "pain_specialist"} else text or _first(lines),
                      choices=self._choices("choice_which_for_me"), card=card)

    # -- conditions and symptoms --------------------------------------------------------------------------------

    def about(self, trouble: Trouble, asked: str = "") -> Answer:
        """What a condition is, and who helps with it; or how it is treated, where ``asked`` asks for that and it is known."""
        if treated := self._how_treated(trouble, asked):
            return treated
        if isinstance(trouble, Symptom):
            return Answer("condition_info", (trouble.id,), (f"{trouble.what} {self._door(trouble)}",), (trouble,),
                          simpler=trouble.what)
        return Answer("condition_info", (trouble.id,), (f"{trouble.what} {trouble.leads}", trouble.first_elsewhere),
                      (trouble,), simpler=trouble.what,
                      more=tuple(t for t in (trouble.physiatrist, trouble.pain_specialist, trouble.together,
                                             trouble.unknown) if t))

    def who_treats(self, trouble: Trouble) -> Answer:
        """Which clinicians treat a condition, each with what it adds."""
        if isinstance(trouble, Symptom):
            return Answer("find_specialist", (trouble.id,), (self._door(trouble),), (trouble,), simpler=trouble.what)
        return Answer("find_specialist", (trouble.id,), (trouble.leads, self._each_adds(trouble)), (trouble,), simpler=trouble.leads,
                      more=tuple(t for t in (trouble.first_elsewhere, trouble.together, trouble.unknown) if t))

    def _how_treated(self, trouble: Trouble, asked: str) -> Answer | None:
        """What is done for a condition, by each of the two; nothing where it is not theirs, or the question asks something else.

        Who asks for the best of all treatments hears the same, as information: nobody here can say which is best for whom.
        """
        treated = _TREATED.search(asked)
        if not treated or not isinstance(trouble, Condition) or trouble.route == "other":
            return None
        return Answer("procedures_offered" if treated["how"] else "condition_info", (trouble.id,),
                      (self._each_adds(trouble), trouble.first_elsewhere), (trouble,), simpler=trouble.leads,
                      more=tuple(t for t in (trouble.what, trouble.leads, trouble.unknown) if t))

    def _each_adds(self, condition: Condition) -> str:
        return self._say("each_adds", physiatrist=condition.physiatrist, pain_specialist=condition.pain_specialist)

    def does_treat(self, clinician: Clinician, trouble: Trouble) -> Answer:
        """What one clinician can do for one condition."""
        offers = {"physiatrist": "physiatrist", "pain_specialist": "pain_specialist", "dual_trained_physiatrist": "together"}
        own = getattr(trouble, offers.get(clinician.id, ""), None)
        if own is None:
            known = clinician.id in (trouble.route, trouble.door, *trouble.also) or (
                trouble.route == "either" and self.catalogue.is_core(clinician.id))
            key = "treats_yes" if known else "treats_not_known"
            text = capital(self._say(key, plural=clinician.plural, trouble=trouble.name))
            own = f"{text} {trouble.leads if isinstance(trouble, Condition) else self._door(trouble)}"
        elif trouble.route in (clinician.id, "either", "dual_trained_physiatrist"):
            own = f"{capital(self._say('treats_yes', plural=clinician.plural, trouble=trouble.name))} {own}"
        return Answer("conditions_treated", (clinician.id, trouble.id), (own,), (trouble, clinician), simpler=_first(own),
                      more=(trouble.leads, trouble.first_elsewhere) if isinstance(trouble, Condition) else ())

    def does_for(self, clinician: Clinician, trouble: Trouble) -> Answer:
        """What a clinician is, and what they do for one trouble."""
        treats = self.does_treat(clinician, trouble)
        return dataclasses.replace(treats, topic="define_specialty", short=(clinician.what, *map(_without_yes, treats.short)),
                                   entries=(clinician, trouble))

    def _door(self, symptom: Symptom) -> str:
        """Who is usual for a symptom, in words."""
        if symptom.door:
            return self._say("door", name=self._a(symptom.door))
        also = _words([self._a(one) for one in symptom.also], "or")
        if symptom.route == "either":
            return self._say("door_either", trouble=symptom.name)
        return self._say("door_core", trouble=symptom.name, name=self._a(symptom.route), also=also)

    # -- procedures ---------------------------------------------------------------------------------------------

    def procedure(self, procedure: Procedure, asked: str = "") -> Answer:
        """What a procedure is; first how long it takes or what it is like, where ``asked`` asks for that and it is known."""
        told = (f"{procedure.what} {procedure.helps_with}", procedure.expect)
        rest = (procedure.who, procedure.risks, procedure.alternatives, procedure.unknown)
        expects = any(asks.search(asked) and tells.search(procedure.expect) for asks, tells in _EXPECTED)
        short, more = ((procedure.expect,), (told[0], *rest)) if expects else (told, rest)
        return Answer("procedure_info", (procedure.id,), short, (procedure,), simpler=_first(short[0]), more=tuple(t for t in more if t),
                      choices=self._choices("choice_risks", name=procedure.name))

    def who_performs(self, procedure: Procedure, clinician: Clinician | None = None) -> Answer:
        """Who does a procedure; with a clinician, whether they do."""
        text = procedure.who if clinician else _without_yes(procedure.who)
        if clinician and not self.catalogue.is_core(clinician.id):
            key = "performs_yes" if clinician.id in procedure.done_by else "performs_not_known"
            text = f"{capital(self._say(key, plural=clinician.plural, name=procedure.name))} {procedure.who}"
        elif clinician and clinician.id in procedure.done_by and not re.match(r"(?:Yes|No|Some|Not|Rarely|Few)\b", text):
            text = f"{self._say('plain_yes')} {text}"
        about = (procedure.id, *((clinician.id,) if clinician else ()))
        return Answer("who_performs", about, (text,), (procedure,), simpler=_first(text),
                      more=(procedure.what, procedure.expect, procedure.risks), choices=())

    def risks(self, procedure: Procedure) -> Answer:
        """What can go wrong, and what else there is."""
        return Answer("procedure_info", (procedure.id,), (procedure.risks, procedure.alternatives), (procedure,),
                      simpler=procedure.risks, more=tuple(t for t in (procedure.unknown, procedure.expect) if t))

    # -- questions and lists ------------------------------------------------------------------------------------

    def question(self, question: Question) -> Answer:
        """A question that the knowledge answers as a whole."""
        more = [question.more] if question.more else []
        entries: list[Entry] = [question]
        clinician = self.catalogue.get(Clinician, question.about[0]) if len(question.about) == 1 else None
        if question.topic == "define_specialty" and clinician:
            more += [*self._lists(clinician.does), *self._lists(clinician.does_not)]
            entries.append(clinician)
        return Answer(question.topic, question.about, (question.answer,), tuple(entries), more=tuple(more),
                      simpler=question.simpler)

    def checklist(self, checklist: Checklist, topic: str = "first_visit") -> Answer:
        """A list of things to bring, do or ask."""
        texts = _pieces([f"**{checklist.title}**", *(f"- {item}" for item in checklist.items)])
        return Answer(topic, checklist.for_, texts, (checklist,), simpler=f"{checklist.title}: {checklist.items[0]}.")

    # -- words --------------------------------------------------------------------------------------------------

    def _say(self, phrase: str, **blanks: str) -> str:
        return self.catalogue.phrase(phrase, **blanks)

    def _a(self, clinician_id: str) -> str:
        return with_article(self.catalogue.clinician(clinician_id).name)

    def _choices(self, *phrases: str, **blanks: str) -> tuple[Choice, ...]:
        return tuple(Choice(self._say(phrase, **blanks)) for phrase in phrases)

    @staticmethod
    def _lists(lines: Sequence[str]) -> tuple[str, ...]:
        """A list in pieces that fit a phone screen."""
        return _pieces([f"- {line}" for line in lines])

    @staticmethod
    def _list(lines: Sequence[str]) -> str:
        return "\n".join(f"- {line}" for line in lines)


def with_article(name: str) -> str:
    """A name with "a" or "an"; a name that has its own article or is "your …" stays.

    >>> with_article("orthopedic surgeon")
    'an orthopedic surgeon'
    """
    if name.split()[0] in {"a", "an", "the", "your"}:
        return name
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def _pieces(blocks: Sequence[str], most: int = 600) -> tuple[str, ...]:
    """Blocks of text joined line by line to pieces of about ``most`` characters at most."""
    pieces: list[str] = []
    for block in blocks:
        if pieces and len(pieces[-1]) + len(block) < most:
            pieces[-1] += "\n" + block
        else:
            pieces.append(block)
    return tuple(pieces)


def _without_yes(text: str) -> str:
    """An answer to "who" does not begin with yes or no."""
    return capital(re.sub(r"^(?:Yes|No)[,.]\s+", "", text))


def _first(text: str) -> str:
    from guide.wording import sentences

    return sentences(text)[0] if text else ""


def capital(text: str) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]


def _goal(clinician: Clinician) -> str:
    """The goal as a sentence that says whose it is."""
    return re.sub(r"^They\b", clinician.plural.capitalize(), clinician.goal.strip())


def _words(things: Sequence[str], last: str = "and") -> str:
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def _spread(things: Sequence[str], most: int) -> list[str]:
    """At most so many of them, taken evenly from the whole list."""
    return [things[n * len(things) // most] for n in range(most)] if len(things) > most else list(things)


_ASPECT_WORDS = {"surgery": ("surg", "operat", "implant"), "medicines": ("medicine", "opioid"),
                 "team": ("team", "therapist"), "goal": ("goal", "function", "whole")}


def _about(sentence: str, aspect: str) -> bool:
    return any(word in sentence.lower() for word in _ASPECT_WORDS.get(aspect, ()))


@Made
def terms(shelf: Shelf) -> Terms:
    """The hard words of the knowledge in use."""
    return Terms(shelf.catalogue)


@Made
def library(shelf: Shelf) -> Library:
    """The library over the knowledge in use."""
    return Library(shelf.catalogue)


__all__ = ["Answer", "Clinician", "Concept", "Entry", "Library", "Phrase", "library", "with_article"]
