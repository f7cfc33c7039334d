"""A plain text as numbers: its meaning, its words, its letters and the kinds of its concepts."""
from __future__ import annotations

from collections import Counter
from typing import Callable, Iterable, NamedTuple, Sequence

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from guide.concepts import PlainText

_KINDS = ("clinician", "condition", "symptom", "body_part", "procedure", "goal", "limit")


class Row(NamedTuple):
    """One text's numbers that are not nought: in which columns they stand, and the numbers."""

    columns: np.ndarray
    numbers: np.ndarray


class Terms:
    """Terms of a text by TF-IDF, as scikit-learn's vectoriser weighs them; for one text in a fifth of its time."""

    def __init__(self, vectoriser: TfidfVectorizer, weight: float) -> None:
        self._vectoriser, self._weight = vectoriser, weight
        self._analyse: Callable[[str], list[str]] | None = None

    def fit(self, texts: Sequence[str]) -> None:
        """Learns the terms and how rare each is."""
        self._vectoriser.fit(texts)

    def __contains__(self, term: str) -> bool:
        return term in self._vectoriser.vocabulary_

    def matrix(self, texts: Sequence[str]) -> scipy.sparse.csr_matrix:
        """Many texts, a row each."""
        return self._vectoriser.transform(texts) * self._weight

    @property
    def count(self) -> int:
        """How many terms are known."""
        return len(self._vectoriser.vocabulary_)

    def row(self, text: str) -> Row:
        """The same numbers for one text."""
        if self._analyse is None:
            self._analyse, self._rarity = self._vectoriser.build_analyzer(), self._vectoriser.idf_
        known = self._vectoriser.vocabulary_
        counted = Counter(filter(None.__ne__, map(known.get, self._analyse(text))))
        columns = np.fromiter(counted, np.int64, len(counted))
        numbers = (1.0 + np.log(np.fromiter(counted.values(), np.float64, len(counted)))) * self._rarity[columns]
        length = np.sqrt(numbers @ numbers)
        return Row(columns, numbers * (self._weight / length) if length else numbers)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_analyse": None, "_rarity": None}


class Features:
    """Texts and their encoded meanings to one row of numbers each."""

    def __init__(self, meaning: float, words: float, letters: float, kinds: float) -> None:
        self._meaning, self._kinds = meaning, kinds
        self._words = Terms(TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True, min_df=2, token_pattern=r"(?u)\b\w+\b",
                                            lowercase=False), words)
        self._letters = Terms(TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=3,
                                              lowercase=False), letters)

    def fit(self, texts: Sequence[PlainText]) -> None:
        """Learns the words and letters of the training texts."""
        self._words.fit([text.shape for text in texts])
        self._letters.fit([text.words for text in texts])

    def knows(self, text: PlainText) -> bool:
        """Whether any word of a text was ever seen in training."""
        return any(word in self._words for word in text.shape.split())

    def matrix(self, texts: Sequence[PlainText], meanings: np.ndarray) -> scipy.sparse.csr_matrix:
        """Many texts, a row each: for training."""
        return scipy.sparse.hstack([
            scipy.sparse.csr_matrix(meanings * self._meaning),
            self._words.matrix([text.shape for text in texts]),
            self._letters.matrix([text.words for text in texts]),
            scipy.sparse.csr_matrix(np.array([_kinds(text) for text in texts], np.float64) * self._kinds),
        ], format="csr")

    def row(self, text: PlainText, meaning: np.ndarray) -> Row:
        """One text: for answering."""
        blocks = ((len(meaning), Row(np.arange(len(meaning)), meaning * self._meaning)),
                  (self._words.count, self._words.row(text.shape)),
                  (self._letters.count, self._letters.row(text.words)),
                  (len(_KINDS), Row(np.arange(len(_KINDS)), np.array(_kinds(text), np.float64) * self._kinds)))
        return _side_by_side(blocks)


class Linear:
    """What a linear model learnt, asked one row at a time."""

    def __init__(self, model: LinearSVC) -> None:
        self.names = model.classes_
        # A row a column of the features: only those of a text's own columns are read.
        self._weights = np.ascontiguousarray(model.coef_.T)
        self._bias = model.intercept_

    def margins(self, row: Row) -> np.ndarray:
        """One margin for each class, or the one margin where there are two classes."""
        return np.asarray(row.numbers @ self._weights[row.columns] + self._bias)


def _kinds(text: PlainText) -> list[bool]:
    return [kind.upper() in text.shape for kind in _KINDS]


def _side_by_side(blocks: Iterable[tuple[int, Row]]) -> Row:
    columns, numbers, start = [], [], 0
    for width, row in blocks:
        columns.append(row.columns + start)
        numbers.append(row.numbers)
        start += width
    return Row(np.concatenate(columns), np.concatenate(numbers))
