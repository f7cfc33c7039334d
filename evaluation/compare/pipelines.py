"""The pipelines that are compared, as they would stand in ``config.yml``."""
from __future__ import annotations

from typing import Any, NamedTuple

from rasa.shared.utils.io import read_yaml_file

from evaluation.places import ROOT

_VECTORS = "evaluation.compare.components.SentenceVectors"
_WORDS = [{"name": "WhitespaceTokenizer"}, {"name": "CountVectorsFeaturizer"},
          {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4}]
_LINEAR = {"name": "LogisticRegressionClassifier", "ranking_length": 0}


class Row(NamedTuple):
    """A line of the table."""

    title: str
    pipeline: list[dict[str, Any]]


def rows(epochs: int) -> dict[str, Row]:
    """Every pipeline by its short name."""
    diet = {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True, "ranking_length": 0, "random_seed": 42}
    stock = [_WORDS[0], {"name": "RegexFeaturizer"}, {"name": "LexicalSyntacticFeaturizer"}, *_WORDS[1:]]
    found: dict[str, Row] = {
        "stock": Row(f"stock pipeline, DIET ({epochs} epochs)", [*stock, diet]),
        "diet_ours": Row(f"our features, DIET ({epochs} epochs)", [*_WORDS, {"name": _VECTORS, "kinds": 0.5}, diet]),
        "sparse": Row("sparse + linear", [*_WORDS, _LINEAR]),
    }
    for precision in ("fp32", "int8"):
        found[f"encoder_{precision}"] = Row(f"encoder {precision} + linear",
                                            [_WORDS[0], {"name": _VECTORS, "precision": precision}, _LINEAR])
        found[f"ours_{precision}"] = Row(f"ours, {precision}", _ours(precision))
    return found


def _ours(precision: str) -> list[dict[str, Any]]:
    """The pipeline of ``config.yml`` as it stands, with the encoder at this precision wherever it is asked for."""
    from nlu.intent_classifier import IntentClassifier

    assert "precision" in IntentClassifier.get_default_config()
    return [{**entry, "precision": precision} if entry["name"].endswith((".IntentClassifier", ".QuestionFinder")) else entry
            for entry in read_yaml_file(ROOT / "config.yml")["pipeline"]
            if not entry["name"].endswith(".RedFlagClassifier")]
