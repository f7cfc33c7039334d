"""One text has the numbers when it is typed that it would have had in training, and a model the same margins."""
from __future__ import annotations

import numpy as np
import pytest
from sklearn.svm import LinearSVC

from guide.concepts import PlainText
from nlu.features import Features, Linear, Row

TEXTS = ["who treats CONDITION", "my SYMPTOM is back again", "who does a PROCEDURE", "back to work", "a a a b", "who who who treats",
         "CLINICIAN or CLINICIAN", ""]
PLAINS = [PlainText(text.lower().replace("condition", "sciatica"), text) for text in TEXTS]
LABELS = ["ask", "tell", "ask", "goal", "odd", "odd", "compare", "odd"]


@pytest.fixture(scope="module")
def features() -> Features:
    made = Features(meaning=3.0, words=1.0, letters=0.7, kinds=0.5)
    made.fit(PLAINS * 3)
    return made


@pytest.fixture(scope="module")
def meanings() -> np.ndarray:
    return np.random.default_rng(1).normal(size=(len(PLAINS), 6))


def dense(row: Row, width: int) -> np.ndarray:
    numbers = np.zeros(width)
    numbers[row.columns] = row.numbers
    return numbers


def test_a_row_is_the_row_of_the_matrix(features: Features, meanings: np.ndarray) -> None:
    matrix = features.matrix(PLAINS, meanings)
    rows = [dense(features.row(text, meaning), matrix.shape[1]) for text, meaning in zip(PLAINS, meanings)]
    assert np.allclose(rows, matrix.toarray())


def test_words_never_seen_count_for_nothing(features: Features, meanings: np.ndarray) -> None:
    strange = PlainText("zzz qqq", "zzz qqq")
    row = features.row(strange, meanings[0])
    assert set(row.columns[row.numbers != 0]) == set(range(6)), "only its meaning is left"
    assert not features.knows(strange)
    assert features.knows(PlainText("zzz treats", "zzz treats"))


def test_margins_are_those_of_the_model(features: Features, meanings: np.ndarray) -> None:
    model = LinearSVC(random_state=0).fit(features.matrix(PLAINS, meanings), LABELS)
    quick = Linear(model)
    expected = model.decision_function(features.matrix(PLAINS, meanings))
    assert np.allclose([quick.margins(features.row(text, meaning)) for text, meaning in zip(PLAINS, meanings)], expected)
    assert list(quick.names) == sorted(set(LABELS))
