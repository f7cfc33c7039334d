"""Whether a message is ours at all: learnt from examples that are and examples that are not."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

OUT = "out_of_scope"
_NEAREST = 3
_FOLDS = 3


@dataclass
class ScopeGate:
    """Weighs the classifier's own margins against the nearest examples of both sides.

    Its few weights are fitted on out-of-fold margins, so that they hold for
    messages that were never seen.

    Attributes:
        vectors: the encoded training examples, one a row.
        outside: which of them are out of scope.
    """

    vectors: np.ndarray
    outside: np.ndarray
    model: LogisticRegression

    @classmethod
    def fit(cls, features: scipy.sparse.csr_matrix, vectors: np.ndarray, intents: Sequence[str], C: float, seed: int) -> "ScopeGate":
        """Fits the gate; ``features`` are those of the intent classifier."""
        labels = np.array(intents)
        outside = labels == OUT
        signs = np.zeros((len(labels), 4))
        for train, test in StratifiedKFold(_FOLDS, shuffle=True, random_state=seed).split(features, labels):
            model = LinearSVC(C=C, class_weight="balanced", random_state=seed).fit(features[train], labels[train])
            signs[test] = _signs(model.decision_function(features[test]), list(model.classes_), vectors[test],
                                 vectors[train], outside[train])
        gate = LogisticRegression(C=10.0, class_weight="balanced").fit(signs, outside)
        return cls(vectors.astype(np.float32), outside, gate)

    def outsideness(self, margins: np.ndarray, classes: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """For each message the probability, from 0 to 1, that it is out of scope."""
        signs = _signs(margins, classes, vectors, self.vectors, self.outside)
        return np.asarray(self.model.predict_proba(signs)[:, 1])


def _signs(margins: np.ndarray, classes: Sequence[str], vectors: np.ndarray, known: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """Four numbers a message: its margin for out of scope, its best other margin, its closeness to either side."""
    out = list(classes).index(OUT)
    closeness = vectors @ known.T
    others = np.delete(margins, out, axis=1)
    return np.column_stack([margins[:, out], others.max(axis=1), _top(closeness[:, ~outside]), _top(closeness[:, outside])])


def _top(closeness: np.ndarray) -> np.ndarray:
    return np.partition(closeness, -_NEAREST, axis=1)[:, -_NEAREST:].mean(axis=1)  # type: ignore[no-any-return]
