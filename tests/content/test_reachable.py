"""Every concept can be named: by its name, its lay names and its usual misspellings."""
from __future__ import annotations

import pytest

from guide.concepts import ConceptFinder
from guide.knowledge import load
from guide.knowledge.entries import Ambiguity, Clinician, Concept, Question

CATALOGUE = load()
# The name of a field that is also that of a treatment: the treatment gets it, and its answer names who gives it.
TREATMENTS = {
    "physical_therapist": "physical_therapy", "occupational_therapist": "occupational_therapy",
    "speech_therapist": "speech_therapy", "spine_surgeon": "spine_operation", "chiropractor": "spinal_manipulation",
}
# Everyday words and phrases that look like a name of ours: nothing may be found in them.
EVERYDAY = [
    "I want to get fit", "the shoes fit well", "cut down on coffee", "she cut me off", "on needles and thread",
    "they say it is all in my head", "is it just in my head", "I smoke pot", "pots and pans", "tens of people",
    "for ten minutes", "a hot shower", "as you know", "us two", "salad dressing", "she is a stimulating talker",
]


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
        field = isinstance(concept, Clinician) and name == concept.field
        expected = TREATMENTS.get(concept.id, concept.id) if field else concept.id
        found = [mention.concept for mention in finder.find(f"what is {name}")]
        if expected not in found:
            lost.append(f"{name!r} finds {found}")
    assert not lost


@pytest.mark.parametrize("entry", CATALOGUE.all(Ambiguity), ids=lambda entry: entry.id)
def test_an_ambiguous_name_is_found_with_all_its_meanings(entry: Ambiguity, finder: ConceptFinder) -> None:
    means = tuple(one.concept for one in entry.means)
    assert len({one.title.lower() for one in entry.means}) == len(means)
    for name in entry.names:
        [mention] = finder.find(f"what is {name}")
        assert mention.means == means and mention.concept == means[0], name


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_no_names(text: str, finder: ConceptFinder) -> None:
    assert not finder.find(text)


@pytest.mark.parametrize("question", CATALOGUE.all(Question), ids=lambda question: question.id)
def test_no_two_questions_are_asked_in_the_same_words(question: Question) -> None:
    mine = {text.lower().strip("?. ") for text in question.asked_as}
    others = {other.id: mine & {text.lower().strip("?. ") for text in other.asked_as}
              for other in CATALOGUE.all(Question) if other is not question}
    assert not {key: words for key, words in others.items() if words}
