"""The encoder is the published model: the same vectors that its own framework gives."""
from __future__ import annotations

import json
import pathlib

import numpy as np
import pytest

from nlu.encoder import Encoder
from nlu.encoder.build import build
from nlu.encoder.encoder import FOLDER

REFERENCE = json.loads((pathlib.Path(__file__).parent / "reference_vectors.json").read_text(encoding="utf-8"))["sentences"]


def test_before_quantisation_it_equals_the_reference() -> None:
    vectors = Encoder.shared("fp32")([row["text"] for row in REFERENCE])
    assert np.abs(vectors - np.array([row["vector"] for row in REFERENCE])).max() < 1e-4


def test_quantised_it_still_points_the_same_way() -> None:
    texts = [row["text"] for row in REFERENCE]
    closeness = (Encoder.shared("fp32")(texts) * Encoder.shared("int8")(texts)).sum(axis=1)
    assert closeness.min() > 0.9


@pytest.mark.parametrize("texts", [[], [""], ["x" * 50_000], ["a", "a much longer sentence than the other one"]])
def test_any_text_gives_unit_vectors(texts: list[str]) -> None:
    vectors = Encoder.shared("fp32")(texts)
    assert vectors.shape == (len(texts), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_a_sentence_has_one_vector_alone_and_in_company() -> None:
    texts = [f"my {part} hurts when I {verb}" for part in ("back", "knee", "left shoulder", "neck", "whole body") for verb in (
        "walk", "sit for a long time", "lift my arm over my head", "sleep")]
    encoder = Encoder("int8")
    together = encoder(texts)
    assert all(np.array_equal(Encoder.shared("int8")([text])[0], vector) for text, vector in zip(texts, together))
    assert np.array_equal(encoder([*texts, "a new one"])[:len(texts)], together), "what is known is not encoded anew"


def test_the_same_weights_give_the_same_bytes(tmp_path: pathlib.Path) -> None:
    """Vectors that a model learnt from are looked up with another build of the encoder elsewhere."""
    build(tmp_path)
    for name in ("fp32.onnx", "int8.onnx", "tokenizer.json", "made-from"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), f"{name} differs: run `make encoder`"
