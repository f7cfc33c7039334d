"""Builds the sentence encoder into ``models/encoder`` from the published weights, once."""
import hashlib

from setup.showing import run

SOURCE = "nlu/encoder/build.py"
FOLDER = "models/encoder"
FILES = ("fp32.onnx", "int8.onnx", "tokenizer.json")
STAMP = "made-from"


def prepare(root):
    """Builds it, unless the files are there and were made by this very recipe."""
    if is_ready(root):
        return
    stamp = root / FOLDER / STAMP
    if stamp.exists():
        stamp.unlink()
    run(root, "encoder", "Building the sentence encoder from its published weights",
        [root / ".venv" / "bin" / "python", "-m", "nlu.encoder.build"], 15,
        "If the weights' hash differs, remove .venv and run the same command again.")


def is_ready(root):
    """The stamp that the recipe writes ends with the hash of its own source."""
    stamp, source = root / FOLDER / STAMP, root / SOURCE
    return (stamp.exists() and all((root / FOLDER / name).exists() for name in FILES)
            and stamp.read_text(encoding="utf-8").endswith(hashlib.sha256(source.read_bytes()).hexdigest()))
