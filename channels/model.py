"""The model file: which one is loaded, whether it is the one that was trained, and what it needs."""
from __future__ import annotations

import hashlib
import json
import logging
import os
import pathlib
import tarfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[1]
MODEL, HASH = "GUIDE_MODEL", "GUIDE_MODEL_HASH"
REQUIRED = "required"

logger = logging.getLogger(__name__)


class ModelRefused(Exception):
    """The file is not the one that was trained; the message is what the operator is told."""


def newest_model(folder: pathlib.Path = ROOT / "models") -> pathlib.Path:
    """The model trained last, or the one that ``GUIDE_MODEL`` names.

    Raises:
        FileNotFoundError: none was trained yet.
    """
    if os.environ.get(MODEL):
        return pathlib.Path(os.environ[MODEL])
    models = sorted(folder.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    if not models:
        raise FileNotFoundError("there is no trained model yet: run `make train`")
    return models[-1]


def check_hash(model: pathlib.Path, warn: bool = True) -> None:
    """Compares the file with the hash beside it, before anything in it is unpacked: a model can hold code.

    ``GUIDE_MODEL_HASH`` is the SHA-256 that the model must have, whatever stands beside it, or ``required``.
    Without that setting a model that has no hash, say of a plain ``rasa train``, is loaded with a warning
    (``warn=False``: without one).

    Raises:
        ModelRefused: another hash, or none where one is required.
    """
    wanted, noted = os.environ.get(HASH, "").strip().lower(), _noted_hash(model)
    expected = {wanted} - {"", REQUIRED} or {noted} - {""}
    if not expected:
        if wanted == REQUIRED:
            raise ModelRefused(f"The model {model.name} has no hash beside it, and {HASH} asks for one: run `make train`.")
        if warn:
            logger.warning("The model %s has no hash beside it, so nobody can tell whether it is the one that was trained.", model.name)
        return
    try:
        found = hashlib.sha256(model.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelRefused(f"The model {model} can not be read ({error.strerror}).") from error
    if found not in expected:
        raise ModelRefused(f"The model {model.name} is not the file that was trained: its SHA-256 is another. It may be damaged "
                           "or replaced. It is not loaded; run `make train`.")
    for noted_hash, name in _noted_beside(model):
        _check_beside(model.parent / name, noted_hash)


def _check_beside(file: pathlib.Path, noted: str) -> None:
    """The encoder that the model learnt with: with another, its words would mean something else, and nobody would notice."""
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelRefused(f"{file.name}, which the model needs, can not be read ({error.strerror}). Run `make train`.") from error
    if found != noted:
        raise ModelRefused(f"{file.name} is not the file that the model was trained with: its SHA-256 is another. Nothing is "
                           "loaded; run `make train`.")


def needs_tensorflow(model: pathlib.Path) -> bool:
    """Whether a part of the model is one of Rasa's that need TensorFlow; when in doubt, yes."""
    try:
        with tarfile.open(model) as archive:
            file = archive.extractfile("metadata.json")
            graph = json.load(file)["predict_schema"]["nodes"] if file else {}
    except (OSError, tarfile.TarError, KeyError, ValueError, EOFError, zlib.error):
        return True
    parts = {str(node["uses"]) for node in graph.values()}
    return not parts or any(part.startswith(module) for part in parts for module in NEED_TENSORFLOW)


#: Rasa's parts that import TensorFlow, and the class that others import from each.
NEED_TENSORFLOW = {
    "rasa.nlu.classifiers.diet_classifier": "DIETClassifier",
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": "ConveRTFeaturizer",
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": "LanguageModelFeaturizer",
    "rasa.nlu.selectors.response_selector": "ResponseSelector",
    "rasa.core.policies.ted_policy": "TEDPolicy",
    "rasa.core.policies.unexpected_intent_policy": "UnexpecTEDIntentPolicy",
}


def _noted_beside(model: pathlib.Path) -> list[tuple[str, str]]:
    """What the other lines of the file beside the model say: hash and name of each file that it needs."""
    noted = _hash_file(model)
    lines = noted.read_text(encoding="utf-8").splitlines()[1:] if noted.exists() else []
    return [(words[0].lower(), words[-1]) for line in lines if (words := line.split())]


def _hash_file(model: pathlib.Path) -> pathlib.Path:
    return model.with_name(model.name.removesuffix(".tar.gz") + ".sha256")


def _noted_hash(model: pathlib.Path) -> str:
    """The first word of the file beside the model, in the format of ``sha256sum``; nothing where there is none."""
    noted = _hash_file(model)
    try:
        return (noted.read_text(encoding="utf-8").split() or ["damaged"])[0].lower()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        return "damaged"
