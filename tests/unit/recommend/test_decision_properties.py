"""What must hold of the decision table for any facts."""
from __future__ import annotations

import dataclasses
import random
from typing import Any, Iterator

import pytest

from guide.facts import Facts
from guide.knowledge.entries import Clinician, Condition, Goal, Procedure, Symptom
from guide.recommend import FIRST_DOORS, DecisionTable, table
from guide.wording import sentences

SEED, MANY = 20261123, 3_000
# What each change stands for, said independently of the table's own list.
FLIPS: dict[tuple[str, str], dict[str, Any]] = {
    ("goal", "relief"): {"goals": ["relieve_pain"]},
    ("goal", "function"): {"goals": ["daily_activities"]},
    ("goal", "both"): {"goals": ["relieve_pain", "daily_activities"]},
    ("duration", "new"): {"duration": 7.0},
    ("duration", "long"): {"duration": 365.0},
    ("tried", "nothing"): {"tried": [], "seen": []},
    ("tried", "first_steps"): {"tried": ["physical_therapy"]},
    ("tried", "procedures"): {"tried": ["epidural_steroid"]},
    ("limits", "some"): {"limits": ["walking"]},
    ("limits", "none"): {"limits": []},
}


@pytest.fixture(scope="module")
def decisions() -> DecisionTable:
    """The table of the knowledge folder."""
    return table()


def some_facts(decisions: DecisionTable, many: int = MANY) -> Iterator[Facts]:
    """Facts of every kind, the same ones in each run."""
    chance = random.Random(SEED)
    concepts = decisions._catalogue.concepts
    ids = {kind: sorted(k for k, v in concepts.items() if isinstance(v, kind)) for kind in (Condition, Symptom, Goal, Procedure, Clinician)}
    troubles, limits = ids[Condition] + ids[Symptom], ["walking", "sleeping", "working", "sport"]
    for _ in range(many):
        yield Facts(
            problems=chance.choice([None, *([one] for one in chance.sample(troubles, 8)), chance.sample(troubles, 2)]),
            duration=chance.choice([None, 2.0, 20.0, 41.9, 42.0, 60.0, 91.2, 92.0, 400.0, 9000.0]),
            goals=chance.choice([None, [], [chance.choice(ids[Goal])], chance.sample(ids[Goal], 2), ["relieve_pain"], ["daily_activities"]]),
            limits=chance.choice([None, [], [chance.choice(limits)]]),
            tried=chance.choice([None, [], [chance.choice(ids[Procedure])], ["physical_therapy"]]),
            seen=chance.choice([[], [], [], ["primary_care"], [chance.choice(ids[Clinician])], ["primary_care", "physical_therapist"]]),
            child=chance.random() < 0.06, worries=chance.choice([[], [], [], [chance.choice(ids[Condition])]]),
        )


def test_every_suggestion_is_a_clinician_the_catalogue_knows(decisions: DecisionTable) -> None:
    for facts in some_facts(decisions):
        found = decisions.decide(facts)
        for one in (found.specialist, *found.also):
            assert isinstance(decisions._catalogue.concepts[one], Clinician), (facts, one)
        assert found.specialist not in found.also
        assert (found.certainty == "either") <= bool(found.also), f"a close call names the other one: {facts}"


def test_what_would_change_it_always_does(decisions: DecisionTable) -> None:
    told = 0
    for facts in some_facts(decisions):
        found = decisions.decide(facts)
        for change in found.changes:
            flipped = dataclasses.replace(facts, **FLIPS[change.key, change.value])
            assert decisions.decide(flipped).specialist == change.specialist, (facts, change)
            assert change.specialist != found.specialist, (facts, change)
            told += 1
    assert told > MANY / 4


def test_nothing_that_would_change_it_is_left_out(decisions: DecisionTable) -> None:
    for facts in some_facts(decisions, 500):
        found = decisions.decide(facts)
        case = decisions.case(facts)
        others = {decisions.decide(dataclasses.replace(facts, **flip)).specialist
                  for (key, value), flip in FLIPS.items() if case[key] != value}
        assert {change.specialist for change in found.changes} == others - {found.specialist}, facts


def test_the_same_facts_get_the_same_suggestion(decisions: DecisionTable) -> None:
    again = DecisionTable(decisions.decisions, decisions._catalogue)
    for facts in some_facts(decisions, 300):
        assert decisions.decide(facts) == again.decide(facts)


def test_deciding_leaves_the_facts_as_they_are(decisions: DecisionTable) -> None:
    for facts in some_facts(decisions, 300):
        before = facts.as_json()
        decisions.decide(facts)
        assert facts.as_json() == before


def test_the_last_row_catches_all(decisions: DecisionTable) -> None:
    assert decisions.decisions[-1].when == {}
    with pytest.raises(ValueError, match="last row"):
        DecisionTable(decisions.decisions[:-1], decisions._catalogue)


def test_a_row_with_an_unknown_fact_is_refused(decisions: DecisionTable) -> None:
    odd = decisions.decisions[0].copy(update={"when": {"colour": "red"}})
    with pytest.raises(ValueError, match="colour"):
        DecisionTable((odd, *decisions.decisions), decisions._catalogue)


def test_row_ids_are_different(decisions: DecisionTable) -> None:
    ids = [row.id for row in decisions.decisions]
    assert len(ids) == len(set(ids))


def test_every_change_can_be_said(decisions: DecisionTable) -> None:
    for key, value in FLIPS:
        assert decisions._catalogue.phrase(f"change_{key}_{value}")


def test_every_reason_is_short(decisions: DecisionTable) -> None:
    for row in decisions.decisions:
        assert 1 <= len(sentences(row.because)) <= 3, row.id


def test_who_was_just_seen_is_not_suggested_again(decisions: DecisionTable) -> None:
    """Whoever saw their own doctor in vain is never sent back there, but for trouble that is that doctor's own."""
    concepts = decisions._catalogue.concepts
    for facts in some_facts(decisions):
        if "primary_care" not in facts.seen or facts.child or facts.problems is None:
            continue
        own = any(getattr(concepts[one], "door", None) in FIRST_DOORS for one in facts.problems)
        if not own and all(getattr(concepts[one], "field", "inside") == "inside" for one in facts.problems):
            assert decisions.decide(facts).specialist != "primary_care", (facts, decisions.decide(facts).rule.id)


@pytest.mark.parametrize("problem", ["stroke_rehab", "amputation", "spinal_cord_injury", "tbi", "spasticity"])
@pytest.mark.parametrize("duration", [None, 10.0, 60.0, 900.0])
def test_lost_function_is_a_physiatrists_whatever_the_time(decisions: DecisionTable, problem: str, duration: float | None) -> None:
    assert decisions.decide(Facts(problems=[problem], duration=duration)).specialist == "physiatrist"


@pytest.mark.parametrize("flags", [{"seen": ["neurologist"]}, {"limits": ["walking"]}, {"tried": ["physical_therapy"]}])
def test_adding_a_fact_to_rehabilitation_never_sends_one_to_a_pain_clinic(decisions: DecisionTable, flags: dict[str, Any]) -> None:
    assert decisions.decide(Facts(problems=["stroke_rehab"], **flags)).specialist == "physiatrist"


def test_goal_flips_between_the_two(decisions: DecisionTable) -> None:
    for problem in ("back_pain", "sciatica", "joint_pain", "neck_pain"):
        relief = decisions.decide(Facts(problems=[problem], duration=900.0, goals=["relieve_pain"], tried=["physical_therapy"]))
        function = decisions.decide(Facts(problems=[problem], duration=900.0, goals=["daily_activities"], tried=["physical_therapy"]))
        assert (relief.specialist, function.specialist) == ("pain_specialist", "physiatrist"), problem
