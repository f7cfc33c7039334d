"""Turns a sentence into 384 numbers: all-MiniLM-L6-v2 in ONNX Runtime."""
from nlu.encoder.encoder import Encoder

__all__ = ["Encoder"]
