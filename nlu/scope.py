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
    """Weighs a linear model's margin against the nearest examples of both sides.

    Its three weights are fitted on out-of-fold margins, so that they hold for
    messages that were never seen.

    Attributes:
        vectors: the encoded training examples, one a row.
        outside: which of them are out of scope.
        linear: "ours" against "not ours", over the features of the intent classifier.
        weights: from the three signs to a probability.
    """

    vectors: np.ndarray
    outside: np.ndarray
    linear: LinearSVC
    weights: LogisticRegression

    @classmethod
    def fit(cls, features: scipy.sparse.csr_matrix, vectors: np.ndarray, intents: Sequence[str], C: float, seed: int) -> "ScopeGate":
        """Fits the gate; ``features`` are those of the intent classifier, ``vectors`` the encoder's."""
        outside = np.array(intents) == OUT
        vectors = vectors.astype(np.float32)

        def linear() -> LinearSVC:
            return LinearSVC(C=C, class_weight="balanced", random_state=seed)

        signs = np.zeros((len(outside), 3))
        for train, test in StratifiedKFold(_FOLDS, shuffle=True, random_state=seed).split(features, outside):
            margin = linear().fit(features[train], outside[train]).decision_function(features[test])
            signs[test] = _signs(margin, vectors[test], vectors[train], outside[train])
        weights = LogisticRegression(C=10.0, class_weight="balanced").fit(signs, outside)
        return cls(vectors, outside, linear().fit(features, outside), weights)

    def outsideness(self, features: scipy.sparse.csr_matrix, vectors: np.ndarray) -> np.ndarray:
        """For each message the probability, from 0 to 1, that it is out of scope."""
        margin = self.linear.decision_function(features)
        return np.asarray(self.weights.predict_proba(_signs(margin, vectors, self.vectors, self.outside))[:, 1])


def _signs(margin: np.ndarray, vectors: np.ndarray, known: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """Three numbers a message: its margin for "not ours", and its closeness to either side."""
    closeness = vectors @ known.T
    return np.column_stack([margin, _top(closeness[:, ~outside]), _top(closeness[:, outside])])


def _top(closeness: np.ndarray) -> np.ndarray:
    return np.partition(closeness, -_NEAREST, axis=1)[:, -_NEAREST:].mean(axis=1)  # type: ignore[no-any-return]
