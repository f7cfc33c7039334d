"""Concepts and their assertions, on sentences of our own."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Sequence

from rasa.shared.utils.io import read_yaml_file

from evaluation.places import CONCEPT_SENTENCES
from evaluation.rates import Detection, Rate
from guide.concepts import ConceptFinder
from guide.knowledge import Catalogue

# The contract gives a role to these; of the others an assertion means little ("I want to walk").
_ASSERTED = frozenset({"condition", "symptom"})


@dataclass(frozen=True)
class Sentence:
    """A text and what it names: concept id -> assertion."""

    text: str
    concepts: dict[str, str]


@dataclass
class ConceptFigures:
    """Detection by kind of concept, assertions of those found, and the sentences with anything amiss."""

    by_kind: dict[str, Detection] = field(default_factory=dict)
    assertion: dict[str, Rate] = field(default_factory=dict)
    misses: list[dict[str, Any]] = field(default_factory=list)

    @property
    def whole(self) -> Detection:
        kinds = self.by_kind.values()
        return Detection(sum(d.right for d in kinds), sum(d.wrong for d in kinds), sum(d.overlooked for d in kinds))

    @property
    def assertions(self) -> Rate:
        rates = self.assertion.values()
        return Rate(sum(rate.right for rate in rates), sum(rate.of for rate in rates))

    def as_json(self) -> dict[str, Any]:
        return {"all": self.whole.as_json(), "by_kind": {kind: d.as_json() for kind, d in self.by_kind.items()},
                "assertion": {"all": self.assertions.as_json(), **{name: r.as_json() for name, r in self.assertion.items()}}}


def sentences() -> list[Sentence]:
    """The set of ``tests/nlu/concepts.yml``."""
    return [Sentence(row["text"], row.get("concepts") or {}) for row in read_yaml_file(CONCEPT_SENTENCES)]


def measure(finder: ConceptFinder, catalogue: Catalogue, rows: Sequence[Sentence]) -> ConceptFigures:
    """Finds the concepts of each sentence and compares. A concept named twice counts once, by its last word."""
    right, wrong, overlooked = Counter[str](), Counter[str](), Counter[str]()
    told, agreed = Counter[str](), Counter[str]()
    figures = ConceptFigures()
    for row in rows:
        found: dict[str, str] = {}
        for mention in finder.find(row.text):
            found[mention.concept] = mention.assertion.value
        for concept in row.concepts.keys() | found.keys():
            kind = catalogue.concepts[concept].kind
            hit = concept in row.concepts and concept in found
            (right if hit else wrong if concept in found else overlooked)[kind] += 1
            if hit and kind in _ASSERTED:
                told[row.concepts[concept]] += 1
                agreed[row.concepts[concept]] += found[concept] == row.concepts[concept]
        if amiss(row.concepts, found, catalogue):
            figures.misses.append({"text": row.text, "expected": row.concepts, "found": found})
    kinds = sorted(right.keys() | wrong.keys() | overlooked.keys())
    figures.by_kind = {kind: Detection(right[kind], wrong[kind], overlooked[kind]) for kind in kinds}
    figures.assertion = {name: Rate(agreed[name], told[name]) for name in sorted(told)}
    return figures


def amiss(expected: dict[str, str], found: dict[str, str], catalogue: Catalogue) -> bool:
    """Whether anything that counts differs."""
    return expected.keys() != found.keys() or any(
        found[concept] != assertion for concept, assertion in expected.items() if catalogue.concepts[concept].kind in _ASSERTED)
