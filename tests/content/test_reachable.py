"""Every concept can be named: by its name, its lay names and its usual misspellings."""
from __future__ import annotations

import pytest

from guide.concepts import ConceptFinder
from guide.knowledge import load
from guide.knowledge.entries import Clinician, Concept, Question

CATALOGUE = load()
# A name that another concept also goes by, and who gets it: the nearer or the safer one. Nobody is asked, for the
# answer of the one found names the other. Keep this short: a name with two owners is a name too many.
SHARED = {
    ("spine_surgeon", "spine surgery"): "spine_operation",
    ("physical_therapist", "physical therapy"): "physical_therapy",
    ("occupational_therapist", "occupational therapy"): "occupational_therapy",
    ("speech_therapist", "speech therapy"): "speech_therapy",
    ("chiropractor", "chiropractic care"): "spinal_manipulation",
    ("everyday", "daily activities"): "daily_activities",
    ("emg_ncs", "nerve test"): "nerve_test",
    ("numbness", "numb hands"): "numbness_unclear",
    ("paralysis", "one-sided weakness after stroke"): "stroke_rehab",
    ("flat_feet", "insoles"): "orthotics",
    ("osteoarthritis", "arthritis in my knees"): "knee_osteoarthritis",
}


@pytest.fixture(scope="module")
def finder() -> ConceptFinder:
    return ConceptFinder(CATALOGUE)


def names_of(concept: Concept) -> list[str]:
    """Everything a concept is called."""
    own = [concept.name, *concept.names, *concept.misspellings]
    return [*own, concept.plural, concept.field] if isinstance(concept, Clinician) else own


@pytest.mark.parametrize("concept", CATALOGUE.concepts.values(), ids=lambda concept: concept.id)
def test_found_by_each_of_its_names(concept: Concept, finder: ConceptFinder) -> None:
    lost = []
    for name in dict.fromkeys(names_of(concept)):
        expected = SHARED.get((concept.id, name), concept.id)
        found = [mention.concept for mention in finder.find(f"what is {name}")]
        if expected not in found:
            lost.append(f"{name!r} finds {found}")
    assert not lost


def test_shared_names_are_still_shared(finder: ConceptFinder) -> None:
    for (concept, name), other in SHARED.items():
        assert name in names_of(CATALOGUE.concepts[concept]), f"{name} is no name of {concept} any more: take it off the list"
        assert other in CATALOGUE.concepts


@pytest.mark.parametrize("question", CATALOGUE.all(Question), ids=lambda question: question.id)
def test_no_two_questions_are_asked_in_the_same_words(question: Question) -> None:
    mine = {text.lower().strip("?. ") for text in question.asked_as}
    others = {other.id: mine & {text.lower().strip("?. ") for text in other.asked_as}
              for other in CATALOGUE.all(Question) if other is not question}
    assert not {key: words for key, words in others.items() if words}
