"""From a question as understood to the answer: which question it is, and about whom or what."""
from __future__ import annotations

import dataclasses
import re
from typing import Callable, Sequence

from guide.answers.answer import Answer
from guide.answers.library import Library
from guide.concepts import Mention
from guide.knowledge import Catalogue
from guide.knowledge.entries import BodyPart, Checklist, Clinician, Condition, Procedure, Question, Symptom
from guide.turn import Turn

SURE_QUESTION = 0.86
VERY_QUESTION = 0.97
LIKELY_QUESTION = 0.62
FITTING_QUESTION = 0.52
_DEFINED = frozenset({"ask_what_is", "ask_about_condition", "ask_about_procedure"})
_TOPIC_OF = {
    "ask_what_is": ("define_specialty",), "ask_about_condition": ("condition_info", "conditions_treated"),
    "ask_about_procedure": ("procedure_info", "safety"), "ask_who_treats": ("find_specialist", "when_to_see"),
    "ask_who_performs": ("who_performs",), "ask_does_treat": ("conditions_treated",),
    "ask_conditions_treated": ("conditions_treated",), "ask_procedures_offered": ("procedures_offered", "procedure_info"),
    "ask_compare": ("compare",), "ask_training": ("training",), "ask_check_credentials": ("verify_credentials", "training"),
    "ask_team": ("team",), "ask_approach": ("approach",), "ask_dual_training": ("training", "compare", "approach"),
    "ask_first_visit": ("first_visit",), "ask_referral_insurance": ("referral_insurance",),
    "ask_find": ("find_specialist",), "ask_when_to_see": ("when_to_see", "find_specialist", "safety"),
    "ask_medication": ("medication",), "ask_surgery": ("surgery",), "ask_recovery": ("recovery", "rehabilitation"),
    "ask_rehab_program": ("rehabilitation",), "ask_paperwork": ("paperwork", "referral_insurance"),
    "ask_questions_to_ask": ("first_visit",),
}
# The question that answers an intent in general, where nothing nearer is found.
_GENERAL = {
    "ask_first_visit": "first_visit_physiatry", "ask_referral_insurance": "referral_needed", "ask_medication": "will_i_get_opioids",
    "ask_recovery": "how_long_treatment", "ask_rehab_program": "rehab_who", "ask_paperwork": "disability_forms",
    "ask_dual_training": "same_doctor_both", "ask_find": "how_to_find", "ask_surgery": "surgery_physiatrist",
}
_WHAT_IS = re.compile(r"\W*(?:what(?:'?s| is| are)|tell me about|explain|define|wh?ats)\b", re.I)
_WHO_QUESTIONS = frozenset({"ask_does_treat", "ask_who_treats", "ask_when_to_see", "ask_find"})
# Asked which kind of doctor, these are about the doctor, whatever else they name.
_MAYBE_WHO = frozenset({"ask_conditions_treated", "ask_about_condition", "ask_what_is", "ask_about_procedure"})
_KIND_OF_DOCTOR = re.compile(r"\b(?:kind|type|sort) of (?:doctor|doc|specialist)|\b(?:what|which) (?:doctor|doc|specialist)", re.I)
_WHO = frozenset({"ask_who_performs", "ask_who_treats"})
_PROCEDURE_WORD = re.compile(r"\b(?:procedures?|injections?|shots?|blocks?|ablation|epidural|emg|the test|treatment)\b"
                             r"(?!.*\b(?:visit|appointment)\b)", re.I)
_OPEN_WHO = re.compile(r"\b(?:what|which|who|whom)\b.{0,20}\b(?:doctor|doc|specialist|kind|type|person|one|treats?|helps?|see)\b", re.I)
_OF_A_PROCEDURE = frozenset({"ask_recovery", "ask_about_procedure", "ask_about_condition", "ask_first_visit", "ask_who_performs"})
_IT = re.compile(r"\b(?:it|its|it's|that|this|those|they)\b", re.I)
_THEY = re.compile(r"\b(?:they|them|he|she|these|those|their)\b", re.I)
_SECOND = re.compile(r"\b(?:second|2nd|latter|last|two)\b", re.I)
_FIRST = re.compile(r"\b(?:first|1st|former|one)\b(?!\s+visit)", re.I)
_CORE = ("physiatrist", "pain_specialist")
_HOW_TO_CHECK = re.compile(r"\b(?:check|verify|look (?:them |him |her |it )?up|find out|confirm|make sure|"
                           r"know (?:if|that|whether)|tell (?:if|whether))\b", re.I)
_PRONOUN_ASPECTS = {"ask_surgery": ("surgery", "surgery"), "ask_team": ("team", "team"), "ask_approach": ("goal", "approach"),
                    "ask_medication": ("medicines", "medication")}
# Words that tell the aspect of a comparison. The first that fits counts: "how long is the training" is about training.
_ASPECT_WORDS = {
    "training": r"train|school|educat|fellowship|stud(?:y|ies)\b|residenc|qualif", "surgery": r"surg|operat",
    "medicines": r"medicine\b(?<!pain medicine)|medication|opioid|prescri|\bpills?\b|\bdrugs?\b", "team": r"\bteam|works? with\b",
    "cost": r"\bcosts?\b|price|expensive|cheap", "referral": r"referral", "first_visit": r"first (?:visit|appointment)",
    "certificate": r"certif", "evidence": r"evidence|proof|proven", "diagnosis": r"diagnos",
    "goal": r"\bgoals?\b|\baims?\b|focus|philosoph|approach", "patients": r"patient|kinds? of people|who do they see",
    "setting": r"\bwhere\b|setting|hospital|work (?:in|at)\b", "length": r"how long|how often|length|longer care|how many visits",
    "scope": r"scope|condition|what (?:do|does) .{0,30}\btreat\b|problems", "methods": r"method|techni|tools|procedures?|treatments?\b",
}
# Two clinicians named so are to be compared, whatever else the words seem to ask.
_SIDE_BY_SIDE = re.compile(r"\b(?:or|vs\.?|versus|than|differen\w+|compar\w+|both|better|longer|more)\b", re.I)
_ASPECT_OF = {"ask_training": "training", "ask_surgery": "surgery", "ask_medication": "medicines", "ask_team": "team",
              "ask_approach": "goal", "ask_conditions_treated": "scope", "ask_procedures_offered": "methods"}
_COMPARED = frozenset({*_ASPECT_OF, "ask_compare", "ask_what_is", "ask_find", "ask_who_treats", "ask_when_to_see", "ask_first_visit",
                       "ask_referral_insurance", "ask_does_treat", "ask_check_credentials"})
# "My procedure", "the test": one that was not named, so what holds of all of them is asked for.
_SOME_PROCEDURE = re.compile(r"\b(?:my|the|an?|upcoming|this|day of)\b.{0,30}\b(?:procedure|injection|shot|test)\b", re.I)
_MAYBE_PROCEDURE = frozenset({"ask_first_visit", "ask_recovery", "ask_what_is", "ask_paperwork"})


class Asking:
    """Answers one intent at a time. What a pronoun means comes from what was last talked about."""

    def __init__(self, catalogue: Catalogue, library: Library) -> None:
        self._catalogue = catalogue
        self._library = library
        self._by_field = {one.field: one.id for one in catalogue.all(Clinician)}

    def answer(self, intent: str, turn: Turn, about: Sequence[str]) -> Answer | None:
        """The answer, or nothing where the intent is no question or what it asks about is not known."""
        if intent == "follow_up_other":
            return self._follow_up(turn, about)
        trouble = self._trouble(turn, ())
        named = self._clinicians(turn)
        kind_of_doctor = bool(_KIND_OF_DOCTOR.search(turn.text))
        if not named and (intent in _WHO_QUESTIONS and _OPEN_WHO.search(turn.text) or intent in _MAYBE_WHO and kind_of_doctor):
            if trouble:
                return self._library.who_treats(trouble)
            if kind_of_doctor and (procedure := self._procedure(turn, ())):
                return dataclasses.replace(self._library.who_performs(procedure), topic="find_specialist")
        if intent in ("ask_first_visit", "ask_recovery") and _PROCEDURE_WORD.search(turn.text) or (
                intent in _MAYBE_PROCEDURE and not trouble and _SOME_PROCEDURE.search(turn.text)):
            intent = "ask_about_procedure"
        if intent == "ask_check_credentials" and named and _HOW_TO_CHECK.search(turn.text):
            return self._library.credentials(named[0])
        meant = self._meant(intent, turn, about)
        if meant:
            return meant
        known = self._known_question(intent, turn)
        if known and known.topic == "compare" and len(named) == 2 and _SIDE_BY_SIDE.search(turn.text):
            # The words of the known answer, with the whole table beside them.
            table = self._library.compare(named[0], named[1])
            return dataclasses.replace(known, card=table.card, more=(*known.more, *table.short[1:], *table.more))
        if known:
            return known
        if len(named) > 1 and not trouble and intent in _COMPARED and _SIDE_BY_SIDE.search(turn.text):
            return self._library.compare(named[0], named[1], _aspect_in(turn) or _ASPECT_OF.get(intent))
        handler: Callable[[Turn, Sequence[str]], Answer | None] | None = getattr(self, f"_{intent}", None)
        found = handler(turn, about) if handler else None
        if found is None and intent in _TOPIC_OF:
            found = self._nearest(intent, turn) or self._by_concept(intent, turn, about)
        return found

    def _meant(self, intent: str, turn: Turn, about: Sequence[str]) -> Answer | None:
        """A question about "it", "they" or "the two", where that is what was just talked about."""
        if turn.of("clinician", "condition", "symptom", "procedure", "body_part") or not about:
            return None
        recent = [c for c in (self._catalogue.get(Clinician, one) for one in about[:2]) if c]
        procedure = self._catalogue.get(Procedure, about[0])
        if intent == "ask_compare" and len(recent) == 2 and {c.id for c in recent} != set(_CORE):
            return self._library.compare(recent[0], recent[1], _aspect_in(turn))
        if procedure and intent in _OF_A_PROCEDURE and _IT.search(turn.text):
            if intent == "ask_who_performs":
                return self._library.who_performs(procedure)
            return self._ask_about_procedure(turn, about)
        question = self._catalogue.get(Question, turn.question) if turn.question else None
        foreign = question is None or recent and recent[0].id not in question.about
        if intent in _PRONOUN_ASPECTS and recent and foreign and _THEY.search(turn.text):
            return self._by_concept(intent, turn, about)
        return None

    # -- questions answered as a whole --------------------------------------------------------------------------

    def _known_question(self, intent: str, turn: Turn) -> Answer | None:
        question = self._catalogue.get(Question, turn.question) if turn.question else None
        if question is None or turn.intent != intent and len(turn.intents) > 1:
            return None
        named = {m.concept for m in turn.of("clinician", "condition", "symptom", "procedure")}
        foreign = named - set(question.about)
        fits = question.topic in _TOPIC_OF.get(intent, ())
        if intent == "ask_compare" and not fits and len(self._clinicians(turn)) > 1:
            return None
        if named and not fits and intent in _WHO and turn.closeness < VERY_QUESTION:
            return None
        # "What is X" is answered by X itself, unless the very question is known.
        if named and intent in _DEFINED and (not fits or _WHAT_IS.match(turn.text)):
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
            if question and question.topic in _TOPIC_OF[intent] and closeness >= FITTING_QUESTION and not named - set(question.about):
                return self._library.question(question)
        return None

    def _any_procedure(self, turn: Turn) -> Answer | None:
        """What holds of every procedure, where one was asked about that was not named."""
        question = self._catalogue.get(Question, "prepare_procedure") if _SOME_PROCEDURE.search(turn.text) else None
        return self._library.question(question) if question else None

    def _general(self, intent: str) -> Answer | None:
        question = self._catalogue.get(Question, _GENERAL.get(intent, ""))
        return self._library.question(question) if question else None

    # -- by intent ----------------------------------------------------------------------------------------------

    def _ask_what_is(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        return self._by_concept("ask_what_is", turn, about)

    def _ask_about_condition(self, turn: Turn, about: Sequence[str]) -> Answer | None:
        trouble, clinician = self._trouble(turn, about), self._clinician(turn, ())
        if trouble and clinician:
            return self._library.does_treat(clinician, trouble)
        if trouble:
            return self._library.how_treated(trouble, turn.text) or self._library.about(trouble)
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
        if trouble and not turn.first("clinician") and _OPEN_WHO.search(turn.text):
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
        return self._library.compare(named[0], named[1], _aspect_in(turn))

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
            named = [c for c in (self._catalogue.get(Clinician, one) for one in about[:2]) if c]
            place = 1 if _SECOND.search(turn.text) else 0 if _FIRST.search(turn.text) and "other" not in turn.text.lower() else None
            if len(named) == 2 and place is not None:
                return self._library.define(named[place])
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
        if intent in _GENERAL:
            return self._general(intent)
        named = clinician or self._procedure(turn, ()) or self._trouble(turn, ())
        # "What is it?" means what was last talked about.
        return self._library.what_is(*([named.id] if named else about))

    def when_to_see(self, clinician: str) -> Answer:
        """When this one is the right clinician."""
        return self._library.when_to_see(self._catalogue.clinician(clinician))

    # -- who and what is meant ----------------------------------------------------------------------------------

    def _clinician(self, turn: Turn, about: Sequence[str]) -> Clinician | None:
        named = turn.first("clinician")
        candidates = [named] if named else list(about)
        return next((c for c in (self._catalogue.get(Clinician, one) for one in candidates) if c), None)

    def _trouble(self, turn: Turn, about: Sequence[str]) -> Condition | Symptom | None:
        named = [m.concept for m in turn.of("condition")] + [m.concept for m in turn.of("symptom")]
        part = turn.first("body_part")
        candidates = named or ([self._pain(part)] if part else list(about))
        return next((c for c in (self._condition(one) for one in candidates if one) if c), None)

    def _pain(self, part: str) -> str:
        entry = self._catalogue.get(BodyPart, part)
        return (entry.pain if entry else None) or ""

    def _procedure(self, turn: Turn, about: Sequence[str]) -> Procedure | None:
        named = turn.first("procedure")
        candidates = [named] if named else list(about)
        return next((c for c in (self._catalogue.get(Procedure, one) for one in candidates) if c), None)

    def _procedure_of(self, mention: Mention) -> Procedure | None:
        return self._catalogue.get(Procedure, mention.concept)

    def is_trouble(self, concept_id: str) -> bool:
        """Whether an id is a condition or a symptom."""
        return self._condition(concept_id) is not None

    def _condition(self, concept_id: str) -> Condition | Symptom | None:
        return self._catalogue.get(Condition, concept_id) or self._catalogue.get(Symptom, concept_id)

    def _clinicians(self, turn: Turn) -> list[Clinician]:
        """All clinicians that were named, by their field too where that is the name of a treatment: "PT or OT"."""
        ids = dict.fromkeys(m.concept if m.kind == "clinician" else self._by_field.get(self._catalogue.concepts[m.concept].name, "")
                            for m in turn.of("clinician", "procedure") if m.concept in self._catalogue.concepts)
        return [c for c in (self._catalogue.get(Clinician, one) for one in ids) if c]


def _aspect_in(turn: Turn) -> str | None:
    """The aspect a comparison is asked on, if one is named beside the clinicians: "surgeon" asks for no surgery."""
    text = turn.text
    for mention in sorted(turn.of("clinician", "procedure"), key=lambda m: -m.start):
        text = text[:mention.start] + text[mention.end:]
    return next((aspect for aspect, words in _ASPECT_WORDS.items() if re.search(words, text, re.I)), None)


__all__ = ["Asking"]
