"""The evaluation's own arithmetic, on figures that can be checked by hand."""
from __future__ import annotations

import pytest

from evaluation import concepts, intents
from evaluation.assertions import place_of
from evaluation.compare import put, table
from evaluation.concepts import Sentence
from evaluation.examples import Example, bare, folds
from evaluation.intents import Judged
from evaluation.page import Page
from evaluation.rates import Detection, Rate
from evaluation.real_text import Miss, misses
from evaluation.rejection import belonging, rejection
from guide.concepts import AssertionJudge, ConceptFinder
from guide.knowledge import load

EXAMPLES = [Example(f"{word} number {n}", intent) for intent, word in (("greet", "hello"), ("bye", "so long")) for n in range(10)]


def judged(text: str, intent: str, **probabilities: float) -> Judged:
    ranking = dict(sorted(probabilities.items(), key=lambda item: -item[1]))
    return Judged(text, intent, ranking, belonging(ranking))


@pytest.mark.parametrize(("rate", "low", "high"), [(Rate(90, 100), 0.826, 0.945), (Rate(0, 10), 0.0, 0.278), (Rate(5, 5), 0.566, 1.0)])
def test_intervals_are_wilsons(rate: Rate, low: float, high: float) -> None:
    assert rate.interval == pytest.approx((low, high), abs=0.001)


def test_a_rate_of_nothing_is_not_a_number_and_says_so() -> None:
    assert str(Rate(0, 0)) == "none"


def test_detection_counts_what_is_wrong_and_what_is_overlooked() -> None:
    found = Detection(right=6, wrong=2, overlooked=4)
    assert (found.precision, found.recall, found.f1) == pytest.approx((0.75, 0.6, 2 / 3))


def test_folds_hide_each_example_once_and_never_learn_from_it() -> None:
    derived = [Example("Hello, number 3!", "greet"), Example("good day", "greet")]
    seen = []
    for fold in folds(EXAMPLES, derived):
        hidden = {bare(one.text) for one in fold.held_out}
        assert not hidden & {bare(one.text) for one in fold.training}
        assert Example("good day", "greet") in fold.training
        seen += fold.held_out
    assert sorted(seen) == sorted(EXAMPLES)


def test_folds_are_the_same_in_every_run() -> None:
    assert list(folds(EXAMPLES, [])) == list(folds(EXAMPLES, []))


def test_rejection_keeps_what_is_right_above_the_threshold() -> None:
    others = [n / 100 for n in range(100)]
    found = rejection([0.99, 0.97, 0.5], [True, False, True], others)
    assert found.threshold == pytest.approx(0.95)
    assert found.kept == pytest.approx(1 / 3)
    assert rejection([0.9, 0.8], [True, True], [0.1, 0.2]).auc == 1.0


def test_intents_are_scored_by_their_likeliest() -> None:
    rows = [judged("hi", "greet", greet=0.8, bye=0.2), judged("ciao", "bye", greet=0.6, bye=0.4),
            judged("a pizza", "out_of_scope", out_of_scope=0.9, greet=0.1)]
    assert str(intents.accuracy(rows)).startswith("66.7 %")
    assert next(iter(intents.by_intent(rows))) == "bye"
    assert intents.scope(rows).auc == 1.0


def test_concepts_are_compared_by_id_and_their_assertions_where_found() -> None:
    catalogue = load()
    rows = [Sentence("I have sciatica but no gout", {"sciatica": "present", "gout": "absent"}),
            Sentence("I have sciatica", {"sciatica": "past", "gout": "present"})]
    figures = concepts.measure(ConceptFinder(catalogue, AssertionJudge()), catalogue, rows)
    assert figures.by_kind["condition"] == Detection(right=3, wrong=0, overlooked=1)
    assert (figures.assertions.right, figures.assertions.of) == (2, 3)
    assert [miss["text"] for miss in figures.misses] == ["I have sciatica"]


def test_the_sentences_name_concepts_that_exist_with_assertions_that_exist() -> None:
    catalogue, rows = load(), concepts.sentences()
    assert len(rows) >= 80
    assert {name for row in rows for name in row.concepts} <= set(catalogue.concepts)
    assert {role for row in rows for role in row.concepts.values()} <= {"present", "absent", "past", "family", "hypothetical"}


def test_a_concept_stands_where_the_record_writes_it_in_capitals() -> None:
    assert place_of({"text": "Pain: no PAIN.", "concept": "pain", "concept_uppercase_in_text": True}) == (9, 13)
    assert place_of({"text": "Pain: no PAIN.", "concept": "pain"}) == (0, 4)


def test_a_miss_is_a_verdict_that_nobody_hopes_for(tmp_path) -> None:
    out = tmp_path / "score.jsonl"
    out.write_text('{"set": "a", "row": {"text": "x"}, "verdict": {"caught": true, "false_alarm_any": true}, "talk": {"turns": []}}\n'
                   '{"set": "a", "row": {"text": "y"}, "verdict": {"answered": true, "trap_fell_for": null}, "talk": {"turns": []}}\n')
    assert [(miss.row["text"], miss.verdicts) for miss in misses(out)] == [("x", ["false_alarm_any"])]


def test_the_page_needs_nothing_beside_it_and_shows_text_as_text(tmp_path) -> None:
    page = Page("Report")
    page.table("Misses", ("text",), [("<script>alert(1)</script>",)])
    page.write(tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text()
    assert "<script>" not in text and "http" not in text


def test_a_miss_on_the_page_tells_what_was_expected_said_and_meant(tmp_path) -> None:
    page, card = Page("Report"), {"card": "answer", "topic": "recovery"}
    said = [{"text": "Most heal <soon>."}, {"custom": card}, {"text": "See a doctor.", "custom": {"card": "refusal"}}]
    page.conversation(Miss("faq_real", ["on_topic"], {"text": "how long?", "topic": "surgery"}, [{"user": "how long?", "bot": said}], ""))
    page.write(tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text()
    for part in ("topic surgery", "Most heal &lt;soon&gt;.", "[answer: recovery]", "See a doctor. [refusal]"):
        assert part in text


def test_the_table_is_put_between_its_markers_and_nowhere_else(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- table of pipelines: begin -->\nstale\n<!-- table of pipelines: end -->\nafter\n")
    row = {"title": "ours", "accuracy": Rate(9, 10).as_json(), "macro_f1": 0.9, "auc": 0.99, "kept": 0.8, "training_seconds": 3.0,
           "milliseconds": 5.0, "peak_megabytes": 700, "learnt": 40, "asked": 10}
    put(table({"ours": row}), page)
    text = page.read_text()
    assert text.startswith("before\n") and text.endswith("after\n") and "stale" not in text
    assert "| ours | 90.0 % | 90.0 % | 0.990 | 80.0 % | 3 s | 5.0 ms | 700 MB |" in text
