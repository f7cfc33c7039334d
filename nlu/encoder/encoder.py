"""The sentence encoder at run time."""
from __future__ import annotations

import functools
import os
import pathlib
from typing import Sequence

import numpy as np

#: Where :mod:`nlu.encoder.build` writes the graphs, and the length of a vector. Here and not there: whoever encodes
#: need not import what only the building needs.
FOLDER = pathlib.Path(__file__).resolve().parents[2] / "models" / "encoder"
HIDDEN = 384
_LONGEST = 128
_REMEMBERED = 512
# So few are encoded one by one and remembered: several components ask for the sentences of one message.
_FEW = 16


class Encoder:
    """Sentences in, unit vectors out.

    Args:
        precision: ``int8`` (small and quick) or ``fp32`` (the published model to 1e-4).
        folder: where :mod:`nlu.encoder.build` wrote the graphs.
    """

    def __init__(self, precision: str = "int8", folder: pathlib.Path = FOLDER) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        graph = folder / f"{precision}.onnx"
        if not graph.exists():
            raise FileNotFoundError("the sentence encoder is not built yet: run `make encoder`")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(os.environ.get("GUIDE_ENCODER_THREADS", "1"))
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._one = functools.lru_cache(maxsize=_REMEMBERED)(self._encode_one)

    @classmethod
    @functools.lru_cache(maxsize=2)
    def shared(cls, precision: str = "int8") -> "Encoder":
        """The one encoder of this process."""
        return cls(precision)

    def __call__(self, sentences: Sequence[str], batch: int = 32) -> np.ndarray:
        """Vectors of shape ``[len(sentences), 384]``, each of length one."""
        if not sentences:
            return np.zeros((0, HIDDEN), np.float32)
        if len(sentences) <= _FEW:
            return np.stack([self._one(sentence) for sentence in sentences])
        # Sentences of like length together: padding costs time.
        order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
        vectors = np.empty((len(sentences), HIDDEN), np.float32)
        for start in range(0, len(order), batch):
            rows = order[start:start + batch]
            vectors[rows] = self._run([sentences[n] for n in rows])
        return vectors

    def _encode_one(self, sentence: str) -> np.ndarray:
        vector = self._run([sentence])[0]
        vector.setflags(write=False)
        return vector

    def _run(self, sentences: Sequence[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(list(sentences))
        ids = np.array([e.ids for e in encoded], np.int64)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        return self._session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0]  # type: ignore[no-any-return]
