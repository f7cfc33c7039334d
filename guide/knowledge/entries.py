"""The kinds of entry that ``data/knowledge`` holds.

Each class is one kind. Its fields are the keys of the YAML file, checked when
the entry is built: an unknown key, a missing source or a bad id is an error.
"""
from __future__ import annotations

import datetime
import re
from typing import Any, ClassVar, Literal, Optional

from pydantic import BaseModel, Extra, Field, root_validator, validator

Route = Literal["physiatrist", "pain_specialist", "either", "dual_trained_physiatrist", "other"]
Direction = Literal["relief", "function", "diagnosis", "equipment", "paperwork", "other"]
Topic = Literal[
    "define_specialty", "compare", "conditions_treated", "condition_info", "procedure_info", "who_performs",
    "procedures_offered", "training", "verify_credentials", "team", "approach", "first_visit", "referral_insurance",
    "find_specialist", "when_to_see", "medication", "surgery", "about_assistant", "privacy", "recovery",
    "rehabilitation", "safety", "paperwork",
]
System = Literal["musculoskeletal", "neurological", "pain_syndrome", "cardiopulmonary", "cancer", "pediatric", "other"]
ProcedureKind = Literal[
    "test", "injection", "implant", "therapy", "medicine", "device", "program", "operation", "self_care"
]


_MARKUP = re.compile(r"<\s*[a-z/!?]|&#?\w+;|javascript:", re.I)


def no_markup(value: object) -> object:
    """Refuses HTML in a text: nothing here may become markup on a page."""
    for text in (value,) if isinstance(value, str) else value if isinstance(value, (list, tuple)) else ():
        if isinstance(text, str) and _MARKUP.search(text):
            raise ValueError("markup is not allowed in a text; write plain words")
    return value


class Strict(BaseModel):
    """Data as written: an unknown key is refused, and nothing changes once built."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Entry(Strict):
    """What every entry carries: an id, where its statements come from, and when they were last reviewed.

    ``read`` says whether the source itself was read for the main statement; if
    not, the wording must be careful. ``part_read`` says what of it was read
    where that is not the whole.
    """

    section: ClassVar[str] = ""
    at_least: ClassVar[dict[str, int]] = {}

    id: str = Field(regex=r"^[a-z][a-z0-9_]*$")
    sources: tuple[str, ...]
    reviewed: datetime.date
    read: bool = False
    part_read: Optional[str]

    _no_markup = validator("*", pre=True, allow_reuse=True)(no_markup)

    @root_validator(skip_on_failure=True)
    def long_enough(cls, values: dict[str, Any]) -> dict[str, Any]:
        for key, least in {"sources": 1, **cls.at_least}.items():
            if len(values[key]) < least:
                raise ValueError(f"`{key}` needs {least} or more")
        return values


class Code(Strict):
    """A code of a public code system, for grouping and for finding a clinician; never for billing."""

    system: str
    code: str
    label: str


class Concept(Entry):
    """Something a person can name. ``names`` and ``misspellings`` feed understanding and answers alike."""

    name: str
    names: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of concept, as its entity type in understanding: ``condition``, ``procedure``, …"""
        return self.section.rstrip("s")


class Aspects(Strict):
    """One clinician's column in a comparison table, a short cell for each aspect."""

    goal: str
    scope: str
    patients: str
    methods: str
    training: str
    team: str
    setting: str
    surgery: str
    medicines: str
    length: str
    certificate: Optional[str]
    diagnosis: Optional[str]
    first_visit: Optional[str]
    referral: Optional[str]
    cost: Optional[str]
    evidence: Optional[str]

    _no_markup = validator("*", pre=True, allow_reuse=True)(no_markup)


class Clinician(Concept):
    """A kind of clinician: what they are, do and do not do, and how to find and check one."""

    section: ClassVar[str] = "clinicians"
    at_least: ClassVar[dict[str, int]] = {"does": 1, "see_when": 1}

    plural: str
    field: str
    what: str
    goal: str
    does: tuple[str, ...]
    does_not: tuple[str, ...] = ()
    see_when: tuple[str, ...]
    training: str
    certificate: Optional[str]
    check: str
    aspects: Aspects
    codes: tuple[Code, ...] = ()


class Condition(Concept):
    """An illness, injury or lasting problem, and what each specialty adds for it."""

    section: ClassVar[str] = "conditions"

    body: tuple[str, ...] = ()
    system: System
    what: str
    physiatrist: str
    pain_specialist: str
    together: Optional[str]
    first_elsewhere: str
    leads: str
    unknown: Optional[str]
    route: Route
    door: Optional[str]
    also: tuple[str, ...] = ()
    early: Literal["primary_care", "same"] = "primary_care"
    red_flags: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()

    @validator("door", always=True)
    def door_for_other_routes(cls, value: Optional[str], values: dict[str, object]) -> Optional[str]:
        if (values.get("route") == "other") != (value is not None):
            raise ValueError("a condition names a `door` exactly when its route is `other`")
        return value


class Symptom(Concept):
    """What a person feels or sees, before anyone has named a cause. Routed, never explained away."""

    section: ClassVar[str] = "symptoms"

    body: tuple[str, ...] = ()
    what: str
    route: Route
    door: Optional[str]
    also: tuple[str, ...] = ()
    early: Literal["primary_care", "same"] = "primary_care"
    field: Literal["inside", "outside"] = "inside"


class BodyPart(Concept):
    """A part of the body, with the condition that "pain" in it stands for."""

    section: ClassVar[str] = "body_parts"

    pain: Optional[str]


class Procedure(Concept):
    """A test, treatment, medicine, device or program."""

    section: ClassVar[str] = "procedures"
    at_least: ClassVar[dict[str, int]] = {"done_by": 1}

    kind_of: ProcedureKind = Field(alias="kind")
    what: str
    helps_with: str
    done_by: tuple[str, ...]
    who: str
    expect: str
    risks: str
    alternatives: str
    unknown: Optional[str]
    red_flags: tuple[str, ...] = ()


class Goal(Concept):
    """What a person wants to get back or be rid of. Goals decide between function and relief."""

    section: ClassVar[str] = "goals"

    direction: Direction
    points_to: str
    why: str
    then: Optional[str]


class Limit(Concept):
    """Something everyday that the problem stops a person from doing."""

    section: ClassVar[str] = "limits"


class Question(Entry):
    """A question people ask, ways they ask it, and the reviewed answer."""

    section: ClassVar[str] = "questions"
    at_least: ClassVar[dict[str, int]] = {"asked_as": 6}

    topic: Topic
    about: tuple[str, ...] = ()
    question: str
    asked_as: tuple[str, ...]
    answer: str
    simpler: str
    more: Optional[str]


class Meaning(Strict):
    """One of the things that an ambiguous name may mean, and the few words by which a person chooses it."""

    concept: str
    title: str

    _no_markup = validator("*", pre=True, allow_reuse=True)(no_markup)


class Ambiguity(Entry):
    """Names that two or three concepts share. The assistant asks which is meant; the first is the usual one."""

    section: ClassVar[str] = "ambiguous"
    at_least: ClassVar[dict[str, int]] = {"names": 1, "means": 2}

    names: tuple[str, ...]
    ask: str
    means: tuple[Meaning, ...]

    @validator("means")
    def few_enough_to_ask(cls, value: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
        if len(value) > 3:
            raise ValueError("a question offers three meanings at most")
        return value


class Term(Entry):
    """A hard word, the sentence that explains it, and words that show that a text has explained it already."""

    section: ClassVar[str] = "terms"
    at_least: ClassVar[dict[str, int]] = {"words": 1}

    words: tuple[str, ...]
    means: str
    plain: tuple[str, ...] = ()


class Checklist(Entry):
    """Things to bring, to do or to ask."""

    section: ClassVar[str] = "checklists"
    at_least: ClassVar[dict[str, int]] = {"items": 1}

    title: str
    for_: tuple[str, ...] = Field((), alias="for")
    items: tuple[str, ...]


class Source(Strict):
    """Where a statement comes from. ``address`` is left out where the source is not public."""

    section: ClassVar[str] = "sources"

    id: str
    title: str
    publisher: str
    address: Optional[str]
    read: bool
    reviewed: datetime.date

    _no_markup = validator("*", pre=True, allow_reuse=True)(no_markup)

    @validator("address")
    def web_address(cls, value: Optional[str]) -> Optional[str]:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("an address starts with http:// or https://")
        return value


class Phrase(Entry):
    """One of the assistant's own fixed sentences, by id. ``texts`` are said in turn, so none comes twice running."""

    section: ClassVar[str] = "phrases"
    at_least: ClassVar[dict[str, int]] = {"texts": 1}

    texts: tuple[str, ...]


KINDS: tuple[type[Entry] | type[Source], ...] = (
    Clinician, Condition, Symptom, BodyPart, Procedure, Goal, Limit, Question, Checklist, Ambiguity, Term, Source, Phrase,
)
