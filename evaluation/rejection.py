"""How well what is not ours is told from what is."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np
from sklearn.metrics import roc_auc_score

OUT_OF_SCOPE = "out_of_scope"
REJECTED = 0.95


def belonging(probabilities: dict[str, float]) -> float:
    """How likely a message is ours at all, for pipelines that know it by that intent only."""
    return 1.0 - probabilities.get(OUT_OF_SCOPE, 0.0)


@dataclass(frozen=True)
class Rejection:
    """``auc``: a message of ours scores above one that is not. ``kept``: ours, accepted and understood rightly, when
    the threshold turns away 95 % of what is not ours."""

    auc: float
    kept: float
    threshold: float

    def as_json(self) -> dict[str, Any]:
        return {"auc": round(self.auc, 4), "accuracy_at_95_rejection": round(self.kept, 4),
                "threshold": round(self.threshold, 4)}


def rejection(ours: Sequence[float], right: Sequence[bool], others: Sequence[float]) -> Rejection:
    """Scores of our messages, whether each was understood, and scores of messages that are not ours.

    >>> rejection([0.9, 0.8, 0.2], [True, False, True], [0.1, 0.3]).kept
    0.3333333333333333
    """
    auc = float(roc_auc_score([1] * len(ours) + [0] * len(others), [*ours, *others]))
    threshold = float(np.quantile(np.array(others), REJECTED, method="higher"))
    kept = float(np.mean((np.array(ours) > threshold) & np.array(right, bool)))
    return Rejection(auc, kept, threshold)
