"""From a question as understood to the answer: which question it is, and about whom or what."""
from __future__ import annotations

import dataclasses
from typing import Callable, Sequence

from guide.answers.answer import Answer
from guide.answers.library import Library
from guide.answers.question_words import (
    AFTERWARDS,
    FIRST,
    GENERAL,
    HOW_TO_CHECK,
    IT,
    JUST,
    KIND_OF_DOCTOR,
    OF_THEM,
    OPEN_WHO,
    PROCEDURE_WORD,
    PROGRAM,
    SECOND,
    SIDE_BY_SIDE,
    SOME_PROCEDURE,
    THEY,
    TOPIC_OF,
    WHAT_DOES,
    WHAT_IS,
    WHAT_IS_IT,
    aspect_in,
)
from guide.answers.subjects import Subjects
from guide.knowledge import Catalogue
from guide.knowledge.entries import Checklist, Clinician, Condition, Procedure, Question
from guide.turn import Turn

SURE_QUESTION = 0.86
VERY_QUESTION = 0.97
LIKELY_QUESTION = 0.62
FITTING_QUESTION = 0.52
_DEFINED = frozenset({"ask_what_is", "ask_about_condition", "ask_about_procedure"})
_WHO_QUESTIONS = frozenset({"ask_does_treat", "ask_who_treats", "ask_when_to_see", "ask_find"})
# Asked which kind of doctor, these are about the doctor, whatever else they name.
_MAYBE_WHO = frozenset({"ask_conditions_treated", "ask_about_condition", "ask_what_is", "ask_about_procedure"})
_WHO = frozenset({"ask_who_performs", "ask_who_treats"})
_OF_A_PROCEDURE = frozenset({"ask_recovery", "ask_about_procedure", "ask_about_condition", "ask_first_visit", "ask_who_performs"})
_CORE = ("physiatrist", "pain_specialist")
_PRONOUN_ASPECTS = {"ask_surgery": ("surgery", "surgery"), "ask_team": ("team", "team"), "ask_approach": ("goal", "approach"),
                    "ask_medication": ("medicines", "medication")}
# What may be asked of one clinician after the other.
OF_CLINICIANS = frozenset({*_PRONOUN_ASPECTS, "ask_training", "ask_first_visit", "ask_conditions_treated", "ask_procedures_offered",
                           "ask_check_credentials", "ask_when_to_see", "ask_find"})
_ASPECT_OF = {"ask_training": "training", "ask_surgery": "surgery", "ask_medication": "medicines", "ask_team": "team",
              "ask_approach": "goal", "ask_conditions_treated": "scope", "ask_procedures_offered": "methods"}
_COMPARED = frozenset({*_ASPECT_OF, "ask_compare", "ask_what_is", "ask_find", "ask_who_treats", "ask_when_to_see", "ask_first_visit",
                       "ask_referral_insurance", "ask_does_treat", "ask_check_credentials"})
_OF_ONE = frozenset({"ask_what_is", "ask_does_treat", "ask_conditions_treated", "ask_procedures_offered"})
_MAYBE_PROCEDURE = frozenset({"ask_first_visit", "ask_recovery", "ask_what_is", "ask_paperwork"})


class Asking(Subjects):
    """Answers one intent at a time. What a pronoun means comes from what was last talked about."""

    def __init__(self, catalogue: Catalogue, library: Library) -> None:
        super().__init__(catalogue)
        self._library = library

    def answer(self, intent: str, turn: Turn, about: Sequence[str]) -> Answer | None:
        """The answer, or nothing where the intent is no question or what it asks about is not known."""
        if intent == "follow_up_other":
            return self._follow_up(turn, about)
        trouble = self._trouble(turn, ())
        named = self._clinicians(turn)
        kind_of_doctor = bool(KIND_OF_DOCTOR.search(turn.text))
        if not named and (intent in _WHO_QUESTIONS and OPEN_WHO.search(turn.text) or intent in _MAYBE_WHO and kind_of_doctor):
            if trouble:
                return self._library.who_treats(trouble)
            if kind_of_doctor and (procedure := self._procedure(turn, ())):
                return dataclasses.replace(self._library.who_performs(procedure), topic="find_specialist")
        if intent in ("ask_first_visit", "ask_recovery") and PROCEDURE_WORD.search(turn.text) or (
                intent in _MAYBE_PROCEDURE and not trouble and SOME_PROCEDURE.search(turn.text)):
            intent = "ask_about_procedure"
        if intent == "ask_check_credentials" and named and HOW_TO_CHECK.search(turn.text):
            return self._library.credentials(named[0])
        if intent in _OF_ONE and trouble and len(named) == 1 and WHAT_DOES.match(turn.text):
            return self._library.does_for(named[0], trouble)
        meant = self._meant(intent, turn, about)
        if meant:
            return meant
        if (only := self._only_that(intent, turn, named)) is not None:
            return only
        if intent == "ask_rehab_program" and isinstance(trouble, Condition) and not PROGRAM.search(turn.text):
            return self._library.about(trouble, turn.text)
        if intent == "ask_compare" and trouble and not named and OF_THEM.search(turn.text):
            return self._library.who_treats(trouble)
        known = self._known_question(intent, turn)
        if known and known.topic == "compare" and len(named) == 2 and SIDE_BY_SIDE.search(turn.text):
            # The words of the known answer, with the whole table beside them.
            table = self._library.compare(named[0], named[1])
            return dataclasses.replace(known, card=table.card, more=(*known.more, *table.short[1:], *table.more))
        if known:
            return known
        if len(named) > 1 and not trouble and intent in _COMPARED and SIDE_BY_SIDE.search(turn.text):
            return self._library.compare(named[0], named[1], aspect_in(turn) or _ASPECT_OF.get(intent))
        handler: Callable[[Turn, Sequence[str]], Answer | None] | None = getattr(self, f"_{intent}", None)
        found = handler(turn, about) if handler else None
        if found is None and intent in TOPIC_OF:
            found = self._nearest(intent, turn) or self._by_concept(intent, turn, about)
        return found

    def _only_that(self, intent: str, turn: Turn, named: Sequence[Clinician]) -> Answer | None:
        """"Is it just exercise?": what the thing asked about is and offers shows what it adds."""
        only = JUST.search(turn.text) if intent in TOPIC_OF and len(named) < 2 and not turn.personal else None
        subject = next((m for m in turn.mentions if m.end <= only.end()), None) if only else None
        if subject is None:
            return None
        for question_id, closeness in turn.near:
            question = self._catalogue.get(Question, question_id)
            if question and closeness >= FITTING_QUESTION and subject.concept in question.about and any(
                    map(JUST.search, (question.question, *question.asked_as))):
                return self._library.question(question)
        clinician = self._catalogue.get(Clinician, subject.concept)
        return self._library.procedures_offered(clinician) if clinician else self._library.what_is(subject.concept)

    def _meant(self, intent: str, turn: Turn, about: Sequence[str]) -> Answer | None:
        """A question about "it", "they" or "the two", where that is what was just talked about."""
        if intent == "ask_what_is" and about and WHAT_IS_IT.fullmatch(turn.text):
            return self._library.what_is(*about)
        if turn.of("clinician", "condition", "symptom", "procedure", "body_part") or not about:
            return None
        recent = [c for c in (self._catalogue.get(Clinician, one) for one in about[:2]) if c]
        procedure = self._catalogue.get(Procedure, about[0])
        if intent == "ask_compare" and len(recent) == 2 and {c.id for c in recent} != set(_CORE):
            return self._library.compare(recent[0], recent[1], aspect_in(turn))
        if procedure and intent in _OF_A_PROCEDURE and IT.search(turn.text):
            if intent == "ask_who_performs":
                return self._library.who_performs(procedure)
            return self._ask_about_procedure(turn, about)
        question = self._catalogue.get(Question, turn.question) if turn.question else None
        foreign = question is None or recent and recent[0].id not in question.about
        if intent in _PRONOUN_ASPECTS and recent and foreign and THEY.search(turn.text):
            return self._by_concept(intent, turn, about)
        return None

    # -- questions answered as a whole --------------------------------------------------------------------------

    def _known_question(self, intent: str, turn: Turn) -> Answer | None:
        question = self._catalogue.get(Question, turn.question) if turn.question else None
        if question is None or turn.intent != intent and len(turn.intents) > 1:
            return None
        named = {m.concept for m in turn.of("clinician", "condition", "symptom", "procedure")}
        foreign = named - set(question.about)
        fits = question.topic in TOPIC_OF.get(intent, ())
        if intent == "ask_compare" and not fits and len(self._clinicians(turn)) > 1:
            return None
        if named and not fits and intent in _WHO and turn.closeness < VERY_QUESTION:
            return None
        # "What is X" is answered by X itself, unless the very question is known.
        if named and intent in _DEFINED and (not fits or WHAT_IS.match(turn.text)):
            least = SURE_QUESTION if question.topic == "define_specialty" else VERY_QUESTION
            return self._library.question(question) if turn.closeness >= least and not foreign else None
        if turn.closeness >= SURE_QUESTION and not (foreign and question.about):
            return self._library.question(question)
        if turn.closeness >= LIKELY_QUESTION and fits and not foreign:
            return self._library.question(question)
        return None

    def nearest(self, turn: Turn) -> Answer | None:
        """The nearest known question, where no intent found an answer but the words are close enough."""
        question = self._catalogue.get(Question, turn.question) if turn.question else None
        return self._library.question(question) if question and turn.closeness >= LIKELY_QUESTION else None

    def _nearest(self, intent: str, turn: Turn, beside: Sequence[str] = ()) -> Answer | None:
        """The nearest known question of a fitting topic that names nothing else, but for what may stand ``beside`` it."""
        named = {m.concept for m in turn.of("clinician", "condition", "symptom", "procedure")} - set(beside)
        for question_id, closeness in turn.near:
            question = self._catalogue.get(Question, question_id)
            if question and question.topic in TOPIC_OF[intent] and closeness >= FITTING_QUESTION and not named - set(question.about):
                return self._library.question(question)
        return None

    def _any_procedure(self, turn: Turn) -> Answer | None:
        """What holds of every procedure, where one was asked about that was not named."""
        question = self._catalogue.get(Question, "prepare_procedure") if SOME_PROCEDURE.search(turn.text) else None
        return self._library.question(question) if question else None

    def _own_question(self, intent: str, turn: Turn) -> Answer | None:
        """The question of this topic that is about the one clinician named, and nothing else."""
        named = turn.first("clinician")
        known = (q for q in self._catalogue.all(Question) if q.topic in TOPIC_OF[intent] and q.about == (named,))
        question = next(known, None)
        return self._library.question(question) if question else None

    def _general(self, intent: str) -> Answer | None:
        question = self._catalogue.get(Question, GENERAL.get(intent, ""))
        return self._library.question(question) if question else None

    # -- by intent ----------------------------------------------------------------------------------------------

    def _ask_what_is(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        return self._by_concept("ask_what_is", turn, about)

    def _ask_about_condition(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        trouble, clinician = self._trouble(turn, about), self._clinician(turn, ())
        if trouble and clinician:
            return self._library.does_treat(clinician, trouble)
        if trouble:
            return self._library.about(trouble, turn.text)
        procedure = self._procedure(turn, ())
        return self._library.procedure(procedure) if procedure else None

    def _ask_about_procedure(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        procedure = self._procedure(turn, about)
        if procedure is None:
            return self._nearest("ask_about_procedure", turn, beside=_CORE) or (
                self._library.about(trouble) if (trouble := self._trouble(turn, ())) else self._any_procedure(turn))
        words = turn.text.lower()
        if any(word in words for word in ("risk", "danger", "safe", "side effect", "go wrong", "complication", "harm", "alternative")):
            return self._library.risks(procedure)
        return self._library.procedure(procedure, words)

    def _ask_who_treats(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        trouble = self._trouble(turn, about)
        if trouble:
            return self._library.who_treats(trouble)
        procedure = self._procedure(turn, ())
        return dataclasses.replace(self._library.who_performs(procedure), topic="find_specialist") if procedure else None

    def _ask_who_performs(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        procedure = self._procedure(turn, about)
        if procedure:
            return self._library.who_performs(procedure, self._clinician(turn, ()))
        return self._ask_does_treat(turn, about)

    def _ask_does_treat(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        trouble, clinician = self._trouble(turn, about), self._clinician(turn, about)
        if trouble and not turn.first("clinician") and OPEN_WHO.search(turn.text):
            return self._library.who_treats(trouble)
        if trouble and clinician:
            return self._library.does_treat(clinician, trouble)
        procedure = self._procedure(turn, ())
        if procedure:
            return self._library.who_performs(procedure, clinician)
        if trouble:
            return self._library.who_treats(trouble)
        return self._library.conditions_treated(clinician) if clinician else None

    def _ask_conditions_treated(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        clinician, trouble = self._clinician(turn, about), self._trouble(turn, ())
        if trouble:
            return self._library.does_treat(clinician, trouble) if clinician else self._library.about(trouble)
        return self._library.conditions_treated(clinician) if clinician else self._both("conditions_treated")

    def _ask_procedures_offered(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        procedure = self._procedure(turn, ())
        if procedure:
            return self._library.who_performs(procedure, self._clinician(turn, about))
        clinician = self._clinician(turn, about)
        return self._library.procedures_offered(clinician) if clinician else self._both("procedures_offered")

    def _ask_compare(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        named = self._clinicians(turn)
        trouble = self._trouble(turn, ())
        if trouble and not named:
            return self._library.who_treats(trouble)
        if len(named) < 2:
            procedures = [p for p in map(self._procedure_of, turn.of("procedure")) if p and p.done_by]
            doers = (self._catalogue.get(Clinician, p.done_by[0]) for p in procedures)
            for one in doers:
                named += [one] if one and one not in named else []
        if len(named) < 2:
            recent = [c for c in (self._catalogue.get(Clinician, one) for one in about) if c and c not in named]
            core = [self._catalogue.clinician(one) for one in _CORE]
            named = (named + recent + [c for c in core if c not in named and c not in recent])[:2]
        return self._library.compare(named[0], named[1], aspect_in(turn))

    def _ask_training(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        clinician = self._clinician(turn, about)
        return self._library.training(clinician) if clinician else self._both("training")

    def _both(self, what: str) -> Answer:
        """The same of both specialties, where nobody was named."""
        of_one: Callable[[Clinician], Answer] = getattr(self._library, what)
        left, right = (of_one(self._catalogue.clinician(one)) for one in _CORE)
        return dataclasses.replace(left, about=(*left.about, *right.about), short=(*left.short, *right.short),
                                   entries=(*left.entries, *right.entries), more=(*left.more, *right.more))

    def _ask_check_credentials(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        clinician = self._clinician(turn, about) or self._catalogue.clinician("physiatrist")
        return self._library.credentials(clinician)

    def _ask_when_to_see(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        clinician, trouble = self._clinician(turn, ()), self._trouble(turn, ())
        if trouble and clinician:
            return dataclasses.replace(self._library.does_treat(clinician, trouble), topic="when_to_see")
        if trouble:
            return self._library.who_treats(trouble)
        clinician = clinician or self._clinician(turn, about)
        return self._library.when_to_see(clinician) if clinician else self._both("when_to_see")

    def _ask_find(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        clinician = self._clinician(turn, about)
        return self._nearest("ask_find", turn) or (self._library.find(clinician) if clinician else self._general("ask_find"))

    def _ask_questions_to_ask(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        clinician = self._clinician(turn, about)
        wanted = f"ask_{clinician.id}" if clinician else "ask_any_doctor"
        checklist = self._catalogue.get(Checklist, wanted) or self._catalogue.get(Checklist, "ask_any_doctor")
        return self._library.checklist(checklist) if checklist else None

    # -- follow-ups and the like --------------------------------------------------------------------------------

    def _follow_up(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        clinician, trouble, procedure = self._clinician(turn, ()), self._trouble(turn, ()), self._procedure(turn, ())
        if clinician is None and trouble is None and procedure is None:
            known = next((found for one in about if (found := self._condition(one))), None)
            if known and OF_THEM.search(turn.text):
                return self._library.who_treats(known)
            named = [c for c in (self._catalogue.get(Clinician, one) for one in about[:2]) if c]
            place = 1 if SECOND.search(turn.text) else 0 if FIRST.search(turn.text) and "other" not in turn.text.lower() else None
            if len(named) == 2 and place is not None:
                return self._library.define(named[place])
            if about and (recent_one := self._catalogue.get(Procedure, about[0])) and AFTERWARDS.search(turn.text):
                return self._library.procedure(recent_one)
            leads = self._leading(about)
            if leads and place is not None:
                return self._library.does_treat(leads[place], self._trouble(turn, about[:1])) if len(leads) > place else None  # type: ignore[arg-type]
            recent = next((one for one in about if one in _CORE), None)
            if recent is None:
                return None
            other = self._catalogue.clinician(_CORE[1 - _CORE.index(recent)])
            return self._again(other, about)
        if clinician and not trouble and not procedure:
            return self._again(clinician, about)
        if trouble:
            clinician = clinician or next((c for c in (self._catalogue.get(Clinician, one) for one in about) if c), None)
            return self._library.does_treat(clinician, trouble) if clinician else self._library.who_treats(trouble)
        return self._library.who_performs(procedure) if procedure else None

    def _leading(self, about: Sequence[str]) -> list[Clinician]:
        """Those who were named for the trouble that was just talked about, in their order."""
        trouble = self._condition(about[0]) if about else None
        if trouble is None:
            return []
        first = [trouble.door or (_CORE[0] if trouble.route == "either" else trouble.route)]
        return [self._catalogue.clinician(one) for one in dict.fromkeys([*first, *_CORE]) if one in _CORE]

    def _again(self, clinician: Clinician, about: Sequence[str]) -> Answer:
        """The last subject once more, now for this clinician: "and pain doctors?"."""
        for one in about:
            trouble, procedure = self._condition(one), self._catalogue.get(Procedure, one)
            if trouble:
                return self._library.does_treat(clinician, trouble)
            if procedure:
                return self._library.who_performs(procedure, clinician)
        return self._library.define(clinician)

    def _by_concept(self, intent: str, turn: Turn, about: Sequence[str]) -> Answer | None:
        """What can be said of the thing itself, whatever exactly was asked about it."""
        clinician = self._clinician(turn, about if intent in _PRONOUN_ASPECTS else ())
        if intent in _PRONOUN_ASPECTS and clinician:
            aspect, topic = _PRONOUN_ASPECTS[intent]
            if not turn.first("clinician") and set(about[:2]) == set(_CORE):
                left, right = (self._catalogue.clinician(one) for one in _CORE)
                return self._library.compare(left, right, aspect)
            return self._library.aspect(clinician, aspect, topic)
        if intent in GENERAL:
            return self._general(intent) if turn.near else self._own_question(intent, turn) or self._general(intent)
        named = clinician or self._procedure(turn, ()) or self._trouble(turn, ())
        # "What is it?" means what was last talked about.
        return self._library.what_is(*([named.id] if named else about))

    def when_to_see(self, clinician: str) -> Answer:
        """When this one is the right clinician."""
        return self._library.when_to_see(self._catalogue.clinician(clinician))


__all__ = ["Asking"]
