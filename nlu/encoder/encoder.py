"""The sentence encoder at run time."""
from __future__ import annotations

import functools
import os
import pathlib
from concurrent.futures import ThreadPoolExecutor
from typing import Sequence

import numpy as np

#: Where :mod:`nlu.encoder.build` writes the graphs, and the length of a vector. Here and not there: whoever encodes
#: need not import what only the building needs.
FOLDER = pathlib.Path(__file__).resolve().parents[2] / "models" / "encoder"
HIDDEN = 384
_LONGEST = 128
_REMEMBERED = 512
# More than these at once is training or measuring: all processors work, and each sentence is kept for the next component.
_FEW, _KEPT = 16, 50_000


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
        self._tokenizer.no_padding()  # the published file fills every sentence up to the longest
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._one = functools.lru_cache(maxsize=_REMEMBERED)(self._encode_one)
        self._many: dict[str, np.ndarray] = {}

    @classmethod
    @functools.lru_cache(maxsize=2)
    def shared(cls, precision: str = "int8") -> "Encoder":
        """The one encoder of this process."""
        return cls(precision)

    def __call__(self, sentences: Sequence[str]) -> np.ndarray:
        """Vectors of shape ``[len(sentences), 384]``, each of length one.

        Each sentence is encoded on its own: int8 scales its numbers over the whole input, so in company it would get
        another vector, and what was learnt from would not be what is looked up later.
        """
        if not sentences:
            return np.zeros((0, HIDDEN), np.float32)
        if len(sentences) <= _FEW:
            return np.stack([self._one(sentence) for sentence in sentences])
        self._encode_many(sentences)
        return np.stack([self._many[sentence] for sentence in sentences])

    def _encode_many(self, sentences: Sequence[str]) -> None:
        if len(self._many) > _KEPT:
            self._many.clear()
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in self._many]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            self._many.update(zip(new, threads.map(self._encode_one, new)))

    def _encode_one(self, sentence: str) -> np.ndarray:
        encoded = self._tokenizer.encode(sentence)
        ids, mask = np.array([encoded.ids], np.int64), np.array([encoded.attention_mask], np.int64)
        vector: np.ndarray = self._session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0][0]
        vector.setflags(write=False)
        return vector
