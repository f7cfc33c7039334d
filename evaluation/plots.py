"""The figures as pictures."""
from __future__ import annotations

import pathlib
from typing import Sequence

import matplotlib
import numpy as np

matplotlib.use("Agg")

from matplotlib import pyplot  # noqa: E402  (the backend is chosen first)

from evaluation.intents import Judged  # noqa: E402
from evaluation.rejection import OUT_OF_SCOPE, Rejection  # noqa: E402

_RIGHT, _WRONG = "#0b6e4f", "#b23a48"


def confusion(judged: Sequence[Judged], file: pathlib.Path) -> None:
    """Expected intents against guessed ones; each row adds up to one."""
    names = sorted({one.intent for one in judged} | {one.guess for one in judged})
    place = {name: n for n, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)))
    for one in judged:
        counts[place[one.intent], place[one.guess]] += 1
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    side = max(5.0, 0.2 * len(names) + 2)
    figure, axes = pyplot.subplots(figsize=(side, side))
    image = axes.imshow(shares, cmap="viridis", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("guessed")
    axes.set_ylabel("expected")
    axes.set_title("Intents: where each expected intent went (cross-validated)")
    figure.colorbar(image, fraction=0.03, pad=0.01, label="share of the expected intent")
    _save(figure, file)


def confidence(judged: Sequence[Judged], file: pathlib.Path) -> None:
    """How sure the classifier was when it was right, and when it was wrong."""
    figure, axes = pyplot.subplots(figsize=(8, 4))
    axes.hist([[one.confidence for one in judged if one.is_right], [one.confidence for one in judged if not one.is_right]],
              bins=np.linspace(0, 1, 26), color=[_RIGHT, _WRONG], label=["right", "wrong"], stacked=True)
    axes.set_xlabel("probability of the likeliest intent")
    axes.set_ylabel("messages")
    axes.set_title("Confidence, right and wrong")
    axes.legend()
    _save(figure, file)


def scope(judged: Sequence[Judged], rejection: Rejection, file: pathlib.Path) -> None:
    """How likely ours are, and what is not ours, with the threshold that turns away 95 % of the latter."""
    figure, axes = pyplot.subplots(figsize=(8, 4))
    bins = np.linspace(0, 1, 41)
    for outside, colour, label in ((False, _RIGHT, "ours"), (True, _WRONG, "out of scope")):
        scores = [one.ours for one in judged if (one.intent == OUT_OF_SCOPE) is outside]
        axes.hist(scores, bins=bins, weights=np.full(len(scores), 1 / max(1, len(scores))), color=colour, alpha=0.6, label=label)
    axes.axvline(rejection.threshold, color="black", linestyle="--", label="95 % of the others rejected")
    axes.set_xlabel("probability of being ours")
    axes.set_ylabel("share")
    axes.set_title(f"Out of scope: AUC {rejection.auc:.3f}, kept {100 * rejection.kept:.1f} %")
    axes.legend(loc=(0.55, 0.72))  # between the threshold and the bars of what is ours
    _save(figure, file)


def _save(figure: pyplot.Figure, file: pathlib.Path) -> None:
    figure.tight_layout()
    figure.savefig(file, dpi=110, metadata={"Software": None})
    pyplot.close(figure)
