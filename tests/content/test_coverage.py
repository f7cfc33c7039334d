"""Everything the knowledge holds can be asked for, and the answer says all that an answer must say.

The tables below are whole: every clinician, condition, procedure and goal, with every question people ask of such
a thing. What a person hears at first and by "tell me more" counts together.
"""
from __future__ import annotations

import itertools
import random

import pytest

from guide.answers import Answer, library
from guide.answers.asking import Asking
from guide.concepts import ConceptFinder
from guide.knowledge import load
from guide.knowledge.entries import Clinician, Condition, Goal, Procedure, Question
from guide.turn import Turn

CATALOGUE = load()
ASKING = Asking(CATALOGUE, library())
CORE = ("physiatrist", "pain_specialist")
CLINICIANS, CONDITIONS = list(CATALOGUE.all(Clinician)), list(CATALOGUE.all(Condition))
# What the assistant was asked to know at least. The numbers may only grow.
AT_LEAST = {Clinician: 41, Condition: 117, Procedure: 73, Goal: 27}
ASPECTS = {"training": "who needs longer training, a {} or a {}?", "surgery": "who operates, a {} or a {}?",
           "medicines": "who prescribes more medication, a {} or a {}?", "team": "which one has a team, a {} or a {}?",
           "setting": "where do they work, a {} or a {}?", "length": "how long do you see a {} vs a {}?",
           "goal": "what is the goal of a {} vs a {}?", "patients": "what kind of patients, a {} or a {}?",
           "scope": "which conditions, a {} or a {}?", "methods": "what methods do they use, a {} or a {}?"}


@pytest.fixture(scope="module")
def finder() -> ConceptFinder:
    return ConceptFinder(CATALOGUE)


def ask(text: str, intent: str, finder: ConceptFinder, about: tuple[str, ...] = ()) -> Answer:
    """The answer to a question once its intent is known."""
    found = ASKING.answer(intent, Turn(text, (intent,), 1.0, finder.find(text)), about)
    assert found is not None, text
    return found


def told(*answers: Answer) -> str:
    return "\n".join(text for answer in answers for text in (*answer.short, *answer.more))


@pytest.mark.parametrize("kind", AT_LEAST)
def test_nothing_was_lost(kind: type) -> None:
    assert len(list(CATALOGUE.all(kind))) >= AT_LEAST[kind]


def test_of_each_condition_all_is_told(finder: ConceptFinder) -> None:
    lacking = []
    for one in CONDITIONS:
        name = one.name
        answers = (ask(f"what is {name}?", "ask_about_condition", finder), ask(f"who treats {name}?", "ask_who_treats", finder))
        parts = [one.what, one.leads, one.physiatrist, one.pain_specialist, one.first_elsewhere, one.unknown or ""]
        lacking += [f"{one.id}: {part}" for part in parts if part not in told(*answers)]
    assert not lacking


@pytest.mark.parametrize("clinician", CORE)
def test_what_each_specialty_can_do_for_each_condition(clinician: str, finder: ConceptFinder) -> None:
    """By every name a condition has, not by its first one alone."""
    lacking = []
    for one in CONDITIONS:
        adds = getattr(one, clinician)
        for name in (one.name, *one.names[-1:]):
            text = f"what can a {CATALOGUE.clinician(clinician).name} do for {name}?"
            mentions = [m.concept for m in finder.find(text) if m.kind == "condition"]
            if one.id in mentions and adds not in told(ask(text, "ask_does_treat", finder)):
                lacking.append(text)
        again = ask("and a pain specialist?" if clinician == "pain_specialist" else "and a physiatrist?", "follow_up_other", finder,
                    (CORE[1 - CORE.index(clinician)], one.id))
        lacking += [] if adds in told(again) else [f"and for {one.id}?"]
    assert not lacking


def test_of_each_procedure_all_is_told(finder: ConceptFinder) -> None:
    lacking = []
    for one in CATALOGUE.all(Procedure):
        answers = (ask(f"what is {one.name}?", "ask_about_procedure", finder), ask(f"risks of {one.name}", "ask_about_procedure", finder),
                   ask(f"who does {one.name}?", "ask_who_performs", finder))
        parts = [one.what, one.helps_with, one.who, one.expect, one.risks, one.alternatives, one.unknown or ""]
        lacking += [f"{one.id}: {part}" for part in parts if part not in told(*answers)]
    assert not lacking


def test_every_two_clinicians_are_compared_by_name_and_by_aspect(finder: ConceptFinder) -> None:
    """A fixed draw of all pairs by name (test_answers_build builds them all); a pair of neighbours for each aspect."""
    wrong = []
    for left, right in random.Random(7).sample(list(itertools.combinations(CLINICIANS, 2)), 100):
        text = f"what is the difference between a {left.name} and a {right.name}?"
        answer = ask(text, "ask_compare", finder)
        if answer.card is None or {left.id, right.id} != {answer.card["left"], answer.card["right"]} or len(answer.card["rows"]) < 10:
            wrong.append(text)
    for (left, right), (aspect, words) in itertools.product(itertools.pairwise(CLINICIANS[::4]), ASPECTS.items()):
        text = words.format(left.name, right.name)
        answer = ask(text, "ask_training" if aspect == "training" else "ask_compare", finder)
        row = answer.card["rows"] if answer.card else []
        if [one["left"] for one in row] != [getattr(left.aspects, aspect)] or row[0]["right"] != getattr(right.aspects, aspect):
            wrong.append(text)
    assert not wrong


def test_a_known_comparison_brings_the_whole_table_too(finder: ConceptFinder) -> None:
    text = "physiatrist vs chiropractor"
    answer = ASKING.answer("ask_compare", Turn(text, ("ask_compare",), 1.0, finder.find(text), "pmr_vs_chiro", 0.97), ())
    assert answer is not None and answer.card is not None and answer.card["card"] == "comparison"
    assert CATALOGUE.find(Question, "pmr_vs_chiro").answer in answer.short
    assert all(row["left"] in told(answer) and row["right"] in told(answer) for row in answer.card["rows"])


def test_who_names_a_trouble_hears_of_it_and_not_of_all_that_is_treated(finder: ConceptFinder) -> None:
    one = CATALOGUE.find(Condition, "heart_disease_rehab")
    answer = ask(f"is {one.name} more than walking?", "ask_conditions_treated", finder)
    assert answer.about == (one.id,) and one.what in told(answer)


def test_each_goal_says_whom_it_points_to_and_why() -> None:
    for goal in CATALOGUE.all(Goal):
        assert goal.why.strip() and (goal.points_to in ("either", "other") or CATALOGUE.get(Clinician, goal.points_to))


def test_each_clinician_can_be_found_and_checked(finder: ConceptFinder) -> None:
    for one in CLINICIANS:
        assert one.check in told(ask(f"how do I check that a {one.name} is board certified?", "ask_check_credentials", finder))
        assert one.what in told(ask(f"what is a {one.name}?", "ask_what_is", finder))
        assert one.training in told(ask(f"how is a {one.name} trained?", "ask_training", finder))
