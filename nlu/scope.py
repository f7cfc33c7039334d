"""Whether a message is ours at all: learnt from examples that are and examples that are not."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np
import scipy.sparse
import scipy.special
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from nlu.features import Linear, Row
from nlu.tables import nearest

OUT = "out_of_scope"
_NEAREST = 3
_FOLDS = 3


@dataclass
class ScopeGate:
    """Weighs a linear model's margin against the nearest examples of both sides.

    Its three weights are fitted on out-of-fold margins, so that they hold for
    messages that were never seen.

    Attributes:
        inside: the encoded training examples that are ours, one a row.
        outside: the same of those that are not.
        linear: "ours" against "not ours", over the features of the intent classifier.
        weights: from the three signs to a probability.
    """

    inside: np.ndarray
    outside: np.ndarray
    linear: Linear
    weights: LogisticRegression

    @classmethod
    def fit(cls, features: scipy.sparse.csr_matrix, vectors: np.ndarray, intents: Sequence[str], C: float,
            seed: int) -> "ScopeGate | None":
        """Fits the gate; ``features`` and ``vectors``, the encoder's, are those of the intent classifier.

        None where no example is out of scope.
        """
        out = np.array(intents) == OUT
        if not out.any():
            return None

        def linear() -> LinearSVC:
            return LinearSVC(C=C, class_weight="balanced", random_state=seed)

        signs = np.zeros((len(out), 3))
        for train, test in StratifiedKFold(_FOLDS, shuffle=True, random_state=seed).split(features, out):
            margin = linear().fit(features[train], out[train]).decision_function(features[test])
            known, known_out = vectors[train], out[train]
            signs[test] = _signs(margin, vectors[test], known[~known_out], known[known_out])
        weights = LogisticRegression(C=10.0, class_weight="balanced").fit(signs, out)
        return cls(vectors[~out], vectors[out], Linear(linear().fit(features, out)), weights)

    def outsideness(self, row: Row, vector: np.ndarray) -> float:
        """The probability, from 0 to 1, that a message is out of scope."""
        signs = _signs(self.linear.margins(row), vector[np.newaxis], self.inside, self.outside)
        return float(scipy.special.expit(signs[0] @ self.weights.coef_[0] + self.weights.intercept_[0]))


def _signs(margin: np.ndarray, vectors: np.ndarray, inside: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """Three numbers a message: its margin for "not ours", and its closeness to either side."""
    return np.column_stack([margin, nearest(vectors, inside, _NEAREST), nearest(vectors, outside, _NEAREST)])
