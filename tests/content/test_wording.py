"""Every sentence the assistant can say is plain, short and careful."""
from __future__ import annotations

import re
import statistics

import pytest

from guide import wording
from guide.answers import library
from guide.knowledge import load
from guide.knowledge.entries import Procedure, Question

MEASURED = wording.measure(load())


def test_no_fault() -> None:
    assert not list(wording.faults(load()))


def test_median_and_hardest() -> None:
    grades = wording.grades(MEASURED)
    assert statistics.median(grades) <= 6 and grades[-1] <= 8


@pytest.mark.parametrize("section", ["clinicians", "conditions", "symptoms", "procedures", "goals", "questions", "checklists",
                                     "phrases", "interview", "decisions", "red_flags", "closings"])
def test_every_kind_is_measured(section: str) -> None:
    grades = wording.grades(s for s in MEASURED if s.section == section)
    assert grades and statistics.median(grades) <= 6


@pytest.mark.parametrize("text, passive", [
    ("The shot is given in a clinic.", True), ("It was often checked by your doctor.", True), ("Exceptions are made.", True),
    ("A doctor gives the shot.", False), ("You are tired.", False), ("They are trained in both.", False),
])
def test_passive_voice(text: str, passive: bool) -> None:
    assert wording.is_passive(text) is passive


def test_medical_names_do_not_count_as_hard() -> None:
    neutral = wording.Neutral(load())
    assert neutral("Radiofrequency ablation helps some people.") == "name helps some people."
    assert neutral("A physiatrist can help.") == "A name can help."
    assert neutral("Ask {name} about **pain**.") == "Ask this about pain."


def test_sentences() -> None:
    assert wording.sentences("Yes. It can help.\n- One\n- Two") == ["Yes.", "It can help.", "- One", "- Two"]


@pytest.mark.parametrize("text", ["You probably have tendinitis.", "Take 400 mg.", "It will cure you.", "There is a 5 % chance."])
def test_what_must_never_be_said(text: str) -> None:
    assert any(pattern.search(text) for pattern, _ in wording._FORBIDDEN)



_EMERGENCY = re.compile(r"\b911\b|\b988\b|emergency (?:room|care)", re.I)


@pytest.mark.parametrize("question", load().all(Question), ids=lambda question: question.id)
def test_simpler_never_drops_the_danger(question: Question) -> None:
    """Somebody who asks for simpler words must still be sent where the answer sent them."""
    if _EMERGENCY.search(question.answer):
        assert _EMERGENCY.search(question.simpler), question.simpler
    assert len(question.simpler) <= max(len(question.answer), 130), "simpler is longer"


def test_the_risks_are_never_shortened_to_the_mild_ones() -> None:
    for procedure in load().all(Procedure):
        assert library().risks(procedure).simpler == procedure.risks
