"""Counts, rates and their intervals."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Iterable

_Z = 1.96


@dataclass(frozen=True)
class Rate:
    """``right`` out of ``of``, with Wilson's 95 % interval.

    >>> str(Rate(90, 100))
    '90.0 % (82.6-94.5; 90/100)'
    """

    right: int
    of: int

    @classmethod
    def among(cls, verdicts: Iterable[bool]) -> "Rate":
        """The share of true verdicts."""
        all_of_them = list(verdicts)
        return cls(sum(all_of_them), len(all_of_them))

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end."""
        if not self.of:
            return math.nan, math.nan
        p, n = self.value, self.of
        middle, scale = p + _Z * _Z / (2 * n), 1 + _Z * _Z / n
        reach = _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
        return (middle - reach) / scale, (middle + reach) / scale

    def as_json(self) -> dict[str, Any]:
        low, high = self.interval
        return {"rate": round(self.value, 4), "low": round(low, 4), "high": round(high, 4), "k": self.right, "n": self.of}

    def __str__(self) -> str:
        if not self.of:
            return "none"
        low, high = self.interval
        return f"{100 * self.value:.1f} % ({100 * low:.1f}-{100 * high:.1f}; {self.right}/{self.of})"


@dataclass(frozen=True)
class Detection:
    """What was found rightly, found wrongly and overlooked; precision, recall and F1."""

    right: int
    wrong: int
    overlooked: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else math.nan

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.overlooked) if self.right + self.overlooked else math.nan

    @property
    def f1(self) -> float:
        """
        >>> Detection(right=8, wrong=2, overlooked=2).f1
        0.8
        """
        total = 2 * self.right + self.wrong + self.overlooked
        return 2 * self.right / total if total else math.nan

    def as_json(self) -> dict[str, Any]:
        return {"f1": round(self.f1, 4), "precision": round(self.precision, 4), "recall": round(self.recall, 4),
                "expected": self.right + self.overlooked}
