"""Each row of the decision table, with facts it must decide and near ones it must not."""
from __future__ import annotations

import pathlib
from typing import Any, Iterator

import pytest
import yaml

from guide.facts import Facts
from guide.recommend import DecisionTable, table

EXAMPLES: dict[str, dict[str, list[dict[str, Any]]]] = yaml.safe_load(
    (pathlib.Path(__file__).parent / "examples.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def decisions() -> DecisionTable:
    """The table of the knowledge folder."""
    return table()


def _rows(key: str) -> Iterator[Any]:
    for rule, examples in EXAMPLES.items():
        for number, facts in enumerate(examples[key], 1):
            yield pytest.param(rule, facts, id=f"{rule}-{number}")


@pytest.mark.parametrize(("rule", "facts"), _rows("fits"))
def test_row_decides(decisions: DecisionTable, rule: str, facts: dict[str, Any]) -> None:
    found = decisions.decide(Facts(**facts))
    assert found.rule.id == rule, f"decided by {found.rule.id}: {found.specialist}"


@pytest.mark.parametrize(("rule", "facts"), _rows("not"))
def test_row_does_not_decide(decisions: DecisionTable, rule: str, facts: dict[str, Any]) -> None:
    assert decisions.decide(Facts(**facts)).rule.id != rule


def test_every_row_has_examples(decisions: DecisionTable) -> None:
    assert {row.id for row in decisions.decisions} == set(EXAMPLES)
    for rule, examples in EXAMPLES.items():
        assert examples["fits"] and examples["not"], rule


def test_examples_name_what_the_catalogue_knows(decisions: DecisionTable) -> None:
    known = set(decisions._catalogue.concepts)
    for rule, examples in EXAMPLES.items():
        for facts in (*examples["fits"], *examples["not"]):
            for key in ("problems", "goals", "limits", "tried", "seen", "worries"):
                assert set(facts.get(key, ())) <= known, (rule, facts)
