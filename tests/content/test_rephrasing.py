"""Any answer can be made simpler and longer, names its sources, and explains its hard words."""
from __future__ import annotations

from typing import Iterator

import pytest

from guide.answers import Answer, library, terms
from guide.conversation import Memory, guide
from guide.conversation.answering import keep
from guide.facts import Facts
from guide.knowledge import load
from guide.knowledge.entries import Checklist, Clinician, Condition, Procedure, Question, Symptom, Term
from guide.turn import Turn

CATALOGUE, LIBRARY, GUIDE = load(), library(), guide()
MOST_AT_ONCE = 4


def all_answers() -> Iterator[Answer]:
    for clinician in CATALOGUE.all(Clinician):
        for build in (LIBRARY.define, LIBRARY.training, LIBRARY.credentials, LIBRARY.find, LIBRARY.when_to_see,
                      LIBRARY.conditions_treated, LIBRARY.procedures_offered):
            yield build(clinician)
    for trouble in (*CATALOGUE.all(Condition), *CATALOGUE.all(Symptom)):
        yield from (LIBRARY.about(trouble), LIBRARY.who_treats(trouble))
        yield from (LIBRARY.does_treat(CATALOGUE.clinician(one), trouble) for one in ("physiatrist", "pain_specialist"))
    for procedure in CATALOGUE.all(Procedure):
        yield from (LIBRARY.procedure(procedure), LIBRARY.risks(procedure), LIBRARY.who_performs(procedure))
    yield from map(LIBRARY.question, CATALOGUE.all(Question))
    yield from map(LIBRARY.checklist, CATALOGUE.all(Checklist))


ANSWERS = list(all_answers())


def says(memory: Memory, intent: str) -> str:
    return "\n".join(bubble.text for bubble in GUIDE.rephrase(memory, Turn("", (intent,))))


def kept(answer: Answer) -> Memory:
    memory = Memory()
    keep(memory, Turn("", ("ask_what_is",)), answer)
    return memory


def test_every_answer_can_be_made_simpler() -> None:
    for answer in ANSWERS:
        assert answer.simpler and answer.simpler[1:] in says(kept(answer), "say_simpler"), answer.short


def test_every_answer_can_be_made_longer_until_nothing_is_left() -> None:
    for answer in ANSWERS:
        memory = kept(answer)
        for text in answer.more:
            assert text in says(memory, "say_more")
        assert says(memory, "say_more") == CATALOGUE.phrase("more_nothing")


def test_every_answer_names_where_it_is_from() -> None:
    for answer in ANSWERS:
        source = CATALOGUE.sources[answer.entries[0].sources[0]]
        said = says(kept(answer), "ask_source")
        assert source.title in said and source.publisher in said and answer.entries[0].reviewed.isoformat() in said
        assert (CATALOGUE.phrase("source_unread") in said or CATALOGUE.phrase("source_part_read") in said) == (
            not all(entry.read for entry in answer.entries)), answer.about


def test_two_answers_at_once_are_both_made_simpler() -> None:
    memory = Memory()
    keep(memory, Turn("", ("ask_what_is",)), ANSWERS[0], ANSWERS[-1])
    assert all(answer.simpler[1:] in says(memory, "say_simpler") for answer in (ANSWERS[0], ANSWERS[-1]))


@pytest.mark.parametrize("problem, goal", [("knee_osteoarthritis", "relieve_pain"), ("stroke_rehab", "walk_again"), ("rheumatoid_arthritis", None)])
def test_a_suggestion_can_be_made_simpler_and_longer_and_names_its_sources(problem: str, goal: str | None) -> None:
    memory = Memory(facts=Facts(problems=[problem], goals=[goal] if goal else None, duration=400.0))
    shown = GUIDE.suggest(memory)[-1]
    assert shown.card is not None
    name = CATALOGUE.clinician(memory.suggested or "").name
    assert name in says(memory, "say_simpler").lower()
    assert len(says(memory, "say_simpler")) < len(shown.text) / 2
    assert says(memory, "say_more") not in (shown.text, CATALOGUE.phrase("more_nothing"))
    assert shown.card["sources"][0]["title"] in says(memory, "ask_source")


def test_every_hard_word_is_explained_where_it_is_first_used() -> None:
    """Either the text explains it, or is about it, or the explanation follows."""
    for answer in ANSWERS:
        text = "\n".join(answer.short)
        open_words = terms().unexplained(text, answer.about)
        shown = "\n".join(b.text for b in answer.bubbles(CATALOGUE, GUIDE.explain_terms(Memory(), Turn(""), answer.short, answer.about)))
        assert len(open_words) <= MOST_AT_ONCE, (answer.about, [term.id for term in open_words])
        assert all(term.means in shown for term in open_words)


def test_a_word_is_explained_once_in_a_talk() -> None:
    memory = Memory()
    texts = ["Ask a rheumatologist."]
    assert [term.id for term in GUIDE.explain_terms(memory, Turn(""), texts, ())] == ["rheumatologist"]
    assert not GUIDE.explain_terms(memory, Turn(""), texts, ())


@pytest.mark.parametrize("text, about, left", [
    ("Ask a rheumatologist.", (), ["rheumatologist"]),
    ("A rheumatologist, a doctor for swollen joints, can help.", (), []),
    ("A rheumatologist can help.", ("rheumatologist",), []),
    ("A rheumatologist and an EMG.", (), ["rheumatologist", "emg"]),
    ("The emg of it.", (), []),
])
def test_what_counts_as_explained(text: str, about: tuple[str, ...], left: list[str]) -> None:
    assert [term.id for term in terms().unexplained(text, about)] == left


def test_a_term_explains_itself_in_words_of_its_own() -> None:
    for term in CATALOGUE.all(Term):
        assert any(word.lower() in term.means.lower() for word in term.words), term.id
        others = [one for one in terms().unexplained(term.means) if one.id != term.id]
        assert not others, (term.id, others)
