"""Every kind of answer builds for every entry, has sources, and fits a phone screen."""
from __future__ import annotations

from typing import Iterator

import pytest

from guide.answers import Answer, library
from guide.knowledge import load
from guide.knowledge.entries import (
    Aspects,
    Checklist,
    Clinician,
    Condition,
    Entry,
    Goal,
    Phrase,
    Procedure,
    Question,
    Symptom,
)

CATALOGUE, LIBRARY = load(), library()
CLINICIANS = list(CATALOGUE.all(Clinician))
TROUBLES = [*CATALOGUE.all(Condition), *CATALOGUE.all(Symptom)]
LONGEST = 700
ASPECTS = ["goal", "scope", "patients", "methods", "training", "team", "setting", "surgery", "medicines", "length"]


def check(answer: Answer) -> None:
    """What holds of any answer."""
    bubbles = answer.bubbles(CATALOGUE)
    assert bubbles and answer.entries
    card = bubbles[0].card
    assert card is not None and card["sources"]
    for text in [bubble.text for bubble in bubbles] + list(answer.more) + [answer.simpler]:
        assert text.strip(), answer
        assert len(text) < LONGEST, f"{len(text)} characters: {text}"
        assert "{" not in text and "None " not in text.replace("None in", "").replace("None are", "")


@pytest.mark.parametrize("clinician", CLINICIANS, ids=lambda one: one.id)
def test_clinicians(clinician: Clinician) -> None:
    for build in (LIBRARY.define, LIBRARY.training, LIBRARY.credentials, LIBRARY.find, LIBRARY.when_to_see,
                  LIBRARY.conditions_treated, LIBRARY.procedures_offered):
        check(build(clinician))
    for aspect in Aspects.__fields__:
        check(LIBRARY.aspect(clinician, aspect, "approach"))


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.id)
def test_conditions_and_symptoms(trouble: Condition | Symptom) -> None:
    check(LIBRARY.about(trouble))
    check(LIBRARY.who_treats(trouble))
    for clinician in CLINICIANS:
        check(LIBRARY.does_treat(clinician, trouble))


@pytest.mark.parametrize("procedure", CATALOGUE.all(Procedure), ids=lambda one: one.id)
def test_procedures(procedure: Procedure) -> None:
    for build in (LIBRARY.procedure, LIBRARY.risks, LIBRARY.who_performs):
        check(build(procedure))
    for clinician in CLINICIANS:
        check(LIBRARY.who_performs(procedure, clinician))


@pytest.mark.parametrize("question", CATALOGUE.all(Question), ids=lambda one: one.id)
def test_questions(question: Question) -> None:
    check(LIBRARY.question(question))
    assert question.topic == LIBRARY.question(question).topic


@pytest.mark.parametrize("checklist", CATALOGUE.all(Checklist), ids=lambda one: one.id)
def test_checklists(checklist: Checklist) -> None:
    check(LIBRARY.checklist(checklist))
    said = "\n".join(bubble.text for bubble in LIBRARY.checklist(checklist).bubbles(CATALOGUE))
    assert all(item in said for item in checklist.items)


@pytest.mark.parametrize("left", CLINICIANS, ids=lambda one: one.id)
def test_comparisons_with_everyone_else_on_all_aspects(left: Clinician) -> None:
    for right in (other for other in CLINICIANS if other is not left):
        answer = LIBRARY.compare(left, right)
        check(answer)
        assert answer.card is not None
        rows = answer.card["rows"]
        names = [CATALOGUE.phrase(f"aspect_{aspect}").capitalize() for aspect in ASPECTS]
        assert [row["aspect"] for row in rows][:10] == names
        assert all(row["left"] != "-" and row["right"] != "-" for row in rows)
        told = "\n".join([*answer.short, *answer.more])
        for row in rows:
            assert row["left"] in told and row["right"] in told


@pytest.mark.parametrize("aspect", ASPECTS)
def test_comparisons_on_one_aspect(aspect: str) -> None:
    for left in CLINICIANS:
        for right in (other for other in CLINICIANS if other is not left):
            check(LIBRARY.compare(left, right, aspect))


def unsourced() -> Iterator[str]:
    for entry in CATALOGUE.entries:
        if not entry.sources or entry.reviewed is None:
            yield f"{entry.section}/{entry.id}"


def test_every_entry_names_its_source_and_its_review() -> None:
    assert not list(unsourced())


@pytest.mark.parametrize("kind, most", [(Clinician, 9), (Condition, 45), (Procedure, 18), (Question, 18), (Checklist, 0)])
def test_entries_without_a_source_outside_this_house_become_fewer(kind: type[Entry], most: int) -> None:
    """Lower the number whenever a source is found; never raise it. What the assistant says of itself does not count."""
    alone = [entry.id for entry in CATALOGUE.all(kind) if set(entry.sources) <= {"own", "seed"}
             and getattr(entry, "topic", "") not in ("about_assistant", "privacy")]
    assert len(alone) <= most, alone


def test_goals_and_phrases_have_words() -> None:
    assert all(goal.why for goal in CATALOGUE.all(Goal))
    assert all(text.strip() for phrase in CATALOGUE.all(Phrase) for text in phrase.texts)
