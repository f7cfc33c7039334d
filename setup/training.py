"""Trains a model when something it is made of has changed, and only then.

``models/guide-<fingerprint>.tar.gz`` is the model, ``models/guide-<fingerprint>.sha256`` its hash and its encoder's in the
format of ``sha256sum``, ``models/trained-from.json`` what the newest one was made of.
"""
import hashlib
import json
import os
import shutil

from setup.showing import StepFailed, run, say

NAME = "guide"
KEPT = 2
NOTE = "trained-from.json"
ENCODER = ("encoder/int8.onnx", "encoder/tokenizer.json")
FILES = ("config.yml", "domain.yml", "requirements/lock.txt")
FOLDERS = (("data", "**/*.yml"), ("data", "**/*.json"), ("data", "**/*.txt"), ("nlu", "**/*.py"), ("policy", "**/*.py"),
           ("guide", "**/*.py"), ("guide", "**/*.json"))
HINT = ("The whole log is in var/log/train.log. What you changed last is the likeliest cause: `make check-knowledge` and\n"
        "`.venv/bin/rasa data validate` name the file and the line of most mistakes.")


def prepare(root):
    """Leaves in ``models`` the model of today's inputs as the newest one."""
    made_of = inputs(root)
    name = "{}-{}".format(NAME, fingerprint(made_of))
    if is_whole(root, name):
        _make_newest(root, name)
    else:
        _train(root, name, made_of)
        _clear(root)


def inputs(root):
    """Every file that a model is made of, with its hash."""
    found = [root / name for name in FILES]
    for folder, pattern in FOLDERS:
        found.extend((root / folder).glob(pattern))
    shown = (file for file in sorted(set(found)) if file.is_file() and "/." not in "/" + file.relative_to(root).as_posix())
    return {file.relative_to(root).as_posix(): _hash(file) for file in shown}


def fingerprint(made_of):
    """Twelve hexadecimal digits that change with any input."""
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:12]


def is_whole(root, name):
    """Whether the model is there and is the file that was trained."""
    model, noted = _model(root, name), _hash_file(root, name)
    return model.exists() and noted.exists() and noted.read_text(encoding="utf-8") == _noted(root, model, name)


def _train(root, name, made_of):
    say(_why(root, made_of))
    workshop = root / "models" / ".training"
    shutil.rmtree(str(workshop), ignore_errors=True)
    workshop.mkdir(parents=True)
    try:
        # All anew: Rasa's own cache looks at a component's class and would miss a change in `guide`.
        run(root, "train", "Training the assistant", [
            root / ".venv" / "bin" / "python", "-m", "setup.train_light", "--fixed-model-name", name,
            "--out", workshop.relative_to(root)], 60, HINT,
            {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONHASHSEED": "0"})
        trained = workshop / (name + ".tar.gz")
        if not trained.exists():
            raise StepFailed("Sorry, the training ended without a model.\n" + HINT)
        if inputs(root) != made_of:
            say("  A file changed while it trained: this model is used for now, and the next command trains again.")
            name += "-mixed"
        _hash_file(root, name).write_text(_noted(root, trained, name), encoding="utf-8")
        os.replace(str(trained), str(_model(root, name)))
    finally:
        shutil.rmtree(str(workshop), ignore_errors=True)
    _note(root, name, made_of)


def _why(root, made_of):
    """What changed since the last training, in one sentence."""
    try:
        before = json.loads((root / "models" / NOTE).read_text(encoding="utf-8"))["inputs"]
    except (OSError, ValueError, KeyError):
        return "There is no trained model yet."
    changed = sorted(name for name in set(before) | set(made_of) if before.get(name) != made_of.get(name))
    if not changed:
        return "The trained model is gone or damaged."
    others = " and {} more".format(len(changed) - 1) if len(changed) > 1 else ""
    return "Changed since the last training: {}{}.".format(changed[0], others)


def _make_newest(root, name):
    """Going back to earlier inputs goes back to their model: the assistant loads the newest one."""
    model = _model(root, name)
    others = [other.stat().st_mtime for other in model.parent.glob("*.tar.gz") if other != model]
    if others and max(others) >= model.stat().st_mtime:
        os.utime(str(model), None)
        _note(root, name, inputs(root))


def _clear(root):
    """Keeps the newest models of ours; a model with another name is somebody's own and stays."""
    models = sorted((root / "models").glob(NAME + "-*.tar.gz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in models[KEPT:]:
        old.unlink()
    for noted in (root / "models").glob(NAME + "-*.sha256"):
        if not _model(root, noted.stem).exists():
            noted.unlink()


def _note(root, name, made_of):
    text = json.dumps({"model": name, "inputs": made_of}, indent=1, sort_keys=True)
    (root / "models" / NOTE).write_text(text + "\n", encoding="utf-8")


def _model(root, name):
    return root / "models" / (name + ".tar.gz")


def _noted(root, model, name):
    """The hash of a model and of what it needs beside it: with another encoder its words would mean something else."""
    beside = [root / "models" / file for file in ENCODER if (root / "models" / file).exists()]
    lines = [(model, name + ".tar.gz")] + [(file, file.relative_to(root / "models").as_posix()) for file in beside]
    return "".join("{}  {}\n".format(_hash(file), shown) for file, shown in lines)


def _hash_file(root, name):
    return root / "models" / (name + ".sha256")


def _hash(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()
