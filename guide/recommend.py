"""Facts in, suggestion out, by the decision table of ``data/knowledge/decisions.yml``.

The table is read from the top; the first row that fits decides. What would
change the suggestion is found by changing one fact at a time and deciding
again, so it is always true of the table.
"""
from __future__ import annotations

import dataclasses
import datetime
import pathlib
from typing import Any, Iterator, Literal, Mapping, Optional, Union

import yaml

from guide.facts import Facts
from guide.knowledge import Catalogue, Made, Shelf, default_folder
from guide.knowledge.entries import BodyPart, Concept, Condition, Goal, Procedure, Strict, Symptom

Certainty = Literal["clear", "leaning", "either"]
Value = Union[bool, str]

FIRST_DOORS = frozenset({"primary_care", "pediatrician", "physical_therapist", "chiropractor"})
_FAR_STEPS = frozenset({"injection", "implant", "operation"})
# What each fact could be instead, for "what would change this". The wording stands in phrases/suggestion.yml as `change_<key>_<value>`.
_CHANGES: tuple[tuple[str, str, Any], ...] = (
    ("goal", "relief", {"goals": ["relieve_pain"]}),
    ("goal", "function", {"goals": ["daily_activities"]}),
    ("goal", "both", {"goals": ["relieve_pain", "daily_activities"]}),
    ("duration", "new", {"duration": 7.0}),
    ("duration", "long", {"duration": 365.0}),
    ("tried", "nothing", {"tried": [], "seen": []}),
    ("tried", "first_steps", {"tried": ["physical_therapy"]}),
    ("tried", "procedures", {"tried": ["epidural_steroid"]}),
    ("limits", "some", {"limits": ["walking"]}),
    ("limits", "none", {"limits": []}),
)


# Which fact each key of the case is made of.
_FACT_OF = {
    "main": "problems", "trouble": "problems", "problem": "problems", "route": "problems", "door": "problems", "system": "problems",
    "duration": "duration", "goal": "goals", "wants": "goals", "limits": "limits", "limited": "limits", "tried": "tried",
    "seen": "seen", "seen_door": "seen", "seen_first_door": "seen", "seen_both": "seen", "referral_fits": "sent_to",
}


class Decision(Strict):
    """One row of the table."""

    id: str
    when: dict[str, Any]
    suggest: str
    certainty: Certainty
    also: tuple[str, ...] = ()
    because: str
    why_not: dict[str, str] = {}
    sources: tuple[str, ...]
    reviewed: datetime.date
    read: bool = False

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The keys of :class:`Facts` that the row looks at."""
        return tuple(dict.fromkeys(_FACT_OF[key] for key in self.when if key in _FACT_OF))

    def fits(self, case: Mapping[str, Any]) -> bool:
        """Whether every condition of the row holds for the case."""
        return all(_holds(wanted, case[key]) for key, wanted in self.when.items())


def _holds(wanted: Any, actual: Any) -> bool:
    accepted = wanted if isinstance(wanted, list) else [wanted]
    if isinstance(actual, (list, tuple, set, frozenset)):
        return any(value in actual for value in accepted)
    return actual in accepted


@dataclasses.dataclass(frozen=True)
class Change:
    """A fact that, if it were different, would change the suggestion."""

    key: str
    value: str
    specialist: str


@dataclasses.dataclass(frozen=True)
class Recommendation:
    """Whom to see, how sure, by which row, and what would change it."""

    specialist: str
    certainty: Certainty
    also: tuple[str, ...]
    rule: Decision
    problem: Optional[str]
    changes: tuple[Change, ...] = ()


class Settling(Strict):
    """What several problems together, or a passing one that has lasted, count as."""

    has: tuple[str, ...]
    lasting: bool = False
    counts_as: str


class DecisionTable:
    """The table with the catalogue it speaks of."""

    def __init__(self, decisions: tuple[Decision, ...], catalogue: Catalogue, settlings: tuple[Settling, ...] = ()) -> None:
        if not decisions or decisions[-1].when:
            raise ValueError("decisions.yml: the last row must fit always: give it `when: {}`")
        self.decisions = decisions
        self._catalogue = catalogue
        self._settlings = settlings
        missing = {one for row in settlings for one in (*row.has, row.counts_as)} - set(catalogue.concepts)
        if missing:
            raise ValueError(f"decisions.yml: settled: no such concept: {sorted(missing)}")
        # "Pain in the foot" says less than "nerve pain": a pain named by its place decides last among equals.
        self._places = frozenset(part.pain for part in catalogue.all(BodyPart) if part.pain)
        known = set(self.case(Facts()))
        for decision in decisions:
            unknown = set(decision.when) - known
            if unknown:
                raise ValueError(f"decisions.yml: {decision.id}: unknown fact {sorted(unknown)}; use one of {sorted(known)}")

    @classmethod
    def read(cls, catalogue: Catalogue, file: pathlib.Path | None = None) -> "DecisionTable":
        """The table of the knowledge folder."""
        file = file or default_folder() / "decisions.yml"
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return cls(tuple(Decision(**row) for row in rows["decisions"]), catalogue,
                   tuple(Settling(**row) for row in rows.get("settled", ())))

    def decide(self, facts: Facts) -> Recommendation:
        """The suggestion for these facts, with everything that would change it."""
        plain = self._decide(facts)
        return dataclasses.replace(plain, changes=tuple(self._changes(facts, plain)))

    def _decide(self, facts: Facts) -> Recommendation:
        case = self.case(facts)
        if facts.sent_to:
            # Whoever examined the person chose one of those that fit: that settles a close call.
            found = self._choose(case)
            case["referral_fits"] = facts.sent_to in (found.specialist, *found.also) and found.certainty != "clear"
        return self._choose(case)

    def _choose(self, case: Mapping[str, Any]) -> Recommendation:
        row = next(row for row in self.decisions if row.fits(case))
        specialist = {"door": case["door"], "worry_door": case["worry_door"], "referral": case["sent_to"]}.get(row.suggest, row.suggest)
        also = tuple(one for one in row.also if one != specialist)
        if row.suggest == "either":
            specialist, also = "physiatrist", ("pain_specialist",)
            if case["goal"] == "relief":
                specialist, also = "pain_specialist", ("physiatrist",)
        elif row.suggest == "door":
            also = tuple(one for one in case["others"] if one != specialist)
        return Recommendation(specialist or "primary_care", row.certainty, also, row, case["main"])

    def settled(self, facts: Facts) -> Facts:
        """The facts with what several problems together, or one that has lasted, count as."""
        for row in self._settlings:
            held = facts.problems or []
            if set(row.has) <= set(held) and (not row.lasting or facts.age_of_trouble == "long"):
                rest = [one for one in held if one not in row.has and one != row.counts_as]
                facts = dataclasses.replace(facts, problems=[row.counts_as, *rest])
        return facts

    def outcome(self, case: Mapping[str, Any]) -> tuple[str, bool]:
        """The specialist for a case, and whether it is a close call."""
        found = self._choose(case)
        return found.specialist, found.certainty == "either"

    def _changes(self, facts: Facts, plain: Recommendation) -> Iterator[Change]:
        case = self.case(facts)
        seen: set[str] = {plain.specialist}
        for key, value, fields in _CHANGES:
            if case[key] == value:
                continue
            other = self._decide(dataclasses.replace(facts, **fields))
            if other.specialist not in seen:
                seen.add(other.specialist)
                yield Change(key, value, other.specialist)

    def case(self, facts: Facts) -> dict[str, Any]:
        """The facts in the table's own words."""
        troubles = [self._catalogue.concepts[p] for p in facts.problems or () if p in self._catalogue.concepts]
        main = max(troubles, key=self._weight, default=None)
        door = main.door if isinstance(main, (Condition, Symptom)) else None
        route = main.route if isinstance(main, (Condition, Symptom)) else "none"
        worries = [self._catalogue.concepts[w] for w in facts.worries if w in self._catalogue.concepts]
        return {
            "main": main.id if main else None,
            "problem": "none" if main is None else "named" if isinstance(main, Condition) else "felt",
            "field": main.field if isinstance(main, Symptom) else "inside",
            "route": route,
            "door": door,
            "kind_of_door": "first" if door in FIRST_DOORS else "other",
            "others": main.also if isinstance(main, (Condition, Symptom)) else (),
            "early": main.early if isinstance(main, (Condition, Symptom)) else "primary_care",
            "trouble": [t.id for t in troubles],
            "worry": [w.id for w in worries],
            "worry_door": next((_doctor_of(w) for w in worries if _doctor_of(w)), None),
            "duration": facts.age_of_trouble,
            "goal": self._goal(facts),
            "wants": facts.goals or [],
            "limits": "unknown" if facts.limits is None else "some" if facts.limits else "none",
            "limited": facts.limits or [],
            "tried": self._tried(facts),
            "seen": facts.seen,
            "trouble_kind": _kind_of(main),
            "system": main.system if isinstance(main, Condition) else "none",
            "seen_cause_doctor": bool({"gynecologist", "urologist", "gastroenterologist"} & set(facts.seen)),
            "seen_neurologist": "neurologist" in facts.seen,
            "seen_both": {"physiatrist", "pain_specialist"} <= set(facts.seen),
            "seen_door": bool(door and (door in facts.seen)),
            "seen_first_door": bool(FIRST_DOORS & set(facts.seen)) or bool(facts.sent_to),
            "child": facts.child,
            "sent_to": facts.sent_to,
            "referral_fits": False,
        }

    def _weight(self, concept: Concept) -> tuple[int, int]:
        """How strongly a problem decides among several: lost function, then named conditions, then what is felt, then where."""
        decided = 1 if getattr(concept, "route", "either") != "either" else 0
        if concept.id in self._places:
            return (2, decided - 2) if not isinstance(concept, Symptom) or concept.field == "inside" else (1, 0)
        if isinstance(concept, Condition):
            lasting = concept.route == "physiatrist" and concept.early == "same"
            return (4 if lasting else 3, decided)
        return (2, decided) if isinstance(concept, Symptom) and concept.field == "inside" else (1, 0)

    def _goal(self, facts: Facts) -> str:
        goals = [g for g in (self._catalogue.get(Goal, one) for one in facts.goals or ()) if g]
        directions = {goal.direction for goal in goals}
        if {"relief", "function"} <= directions:
            return "both"
        for direction in ("equipment", "paperwork", "function", "relief", "diagnosis"):
            if direction in directions:
                return direction
        return "other" if directions else "unknown"

    def _tried(self, facts: Facts) -> str:
        if facts.tried is None:
            return "first_steps" if set(facts.seen) & (FIRST_DOORS - {"pediatrician"}) and len(facts.seen) > 1 else "unknown"
        treatments = [t for t in (self._catalogue.get(Procedure, one) for one in facts.tried) if t]
        if any(t.kind_of in _FAR_STEPS for t in treatments):
            return "procedures"
        return "first_steps" if facts.tried else "nothing"


def _doctor_of(concept: Concept) -> str | None:
    """The doctor who finds out about an illness one worries about."""
    if not isinstance(concept, Condition):
        return None
    return concept.door or next((one for one in concept.also if one in ("neurologist", "rheumatologist")), None)


def _kind_of(concept: Concept | None) -> str:
    """``movement`` for muscles, joints, nerves and pain; ``other`` for the rest."""
    if isinstance(concept, Condition):
        return "movement" if concept.system in ("musculoskeletal", "neurological", "pain_syndrome") else "other"
    return "movement" if isinstance(concept, Symptom) and concept.field == "inside" else "other"


@Made
def table(shelf: Shelf) -> DecisionTable:
    """The table of the knowledge in use."""
    return DecisionTable.read(shelf.catalogue, shelf.folder / "decisions.yml")
