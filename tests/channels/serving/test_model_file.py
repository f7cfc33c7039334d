"""The model's file: its hash is looked at before it is loaded, and what it needs is read from it."""
from __future__ import annotations

import asyncio
import hashlib
import io
import json
import logging
import os
import pathlib
import random
import subprocess
import sys
import tarfile
from importlib.metadata import packages_distributions

import pytest

from channels.agent import load_agent
from channels.light_rasa import NeedsTensorFlow
from channels.model import HASH, MODEL, ROOT, ModelRefused, check_hash, needs_tensorflow, newest_model

OTHER = "0" * 64


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HASH, raising=False)


def make_model(folder: pathlib.Path, *parts: str, noted: bool = True) -> pathlib.Path:
    """A model of which only the list of its parts is real, with its hash beside it."""
    model, listed = folder / "guide-1.tar.gz", json.dumps({"predict_schema": {"nodes": {part: {"uses": part} for part in parts}}})
    with tarfile.open(model, "w:gz") as archive:
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(listed)
        archive.addfile(entry, io.BytesIO(listed.encode()))
    if noted:
        (folder / "guide-1.sha256").write_text(f"{hashlib.sha256(model.read_bytes()).hexdigest()}  {model.name}\n")
    return model


def test_the_trained_file_passes_and_a_damaged_or_replaced_one_does_not(tmp_path: pathlib.Path) -> None:
    model = make_model(tmp_path)
    check_hash(model)
    whole = model.read_bytes()
    for wrong in (whole[:-1], whole + b"\0", b""):
        model.write_bytes(wrong)
        with pytest.raises(ModelRefused, match="not the file that was trained"):
            check_hash(model)
    model.unlink()
    with pytest.raises(ModelRefused, match="can not be read"):
        check_hash(model)


@pytest.mark.parametrize("noted", ["", "\n", "no hash at all", OTHER])
def test_a_hash_file_that_says_something_else_refuses_the_model(tmp_path: pathlib.Path, noted: str) -> None:
    model = make_model(tmp_path)
    (tmp_path / "guide-1.sha256").write_text(noted)
    with pytest.raises(ModelRefused):
        check_hash(model)


def test_a_model_without_a_hash_loads_with_a_warning_unless_one_is_asked_for(
        tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    model = make_model(tmp_path, noted=False)
    with caplog.at_level(logging.WARNING):
        check_hash(model)
    assert "no hash beside it" in caplog.text
    monkeypatch.setenv(HASH, "required")
    with pytest.raises(ModelRefused, match="asks for one"):
        check_hash(model)


def test_a_hash_from_the_environment_counts_whatever_stands_beside_the_model(
        tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = make_model(tmp_path)
    monkeypatch.setenv(HASH, OTHER)
    with pytest.raises(ModelRefused):
        check_hash(model)
    (tmp_path / "guide-1.sha256").write_text(OTHER)
    monkeypatch.setenv(HASH, hashlib.sha256(model.read_bytes()).hexdigest().upper())
    check_hash(model)


def test_an_encoder_that_the_model_was_not_trained_with_refuses_it(tmp_path: pathlib.Path) -> None:
    model, encoder = make_model(tmp_path), tmp_path / "encoder/int8.onnx"
    encoder.parent.mkdir()
    encoder.write_bytes(b"the one")
    with (tmp_path / "guide-1.sha256").open("a") as noted:
        noted.write(f"{hashlib.sha256(b'the one').hexdigest()}  encoder/int8.onnx\n")
    check_hash(model)
    encoder.write_bytes(b"another")
    with pytest.raises(ModelRefused, match=r"int8\.onnx is not the file"):
        check_hash(model)
    encoder.unlink()
    with pytest.raises(ModelRefused, match="make train"):
        check_hash(model)


def test_a_refused_model_is_never_unpacked(tmp_path: pathlib.Path) -> None:
    model = make_model(tmp_path)
    model.write_bytes(b"not an archive")
    with pytest.raises(ModelRefused):
        asyncio.run(load_agent(model))


def test_the_server_says_why_and_stops(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch,
                                       capsys: pytest.CaptureFixture[str]) -> None:
    from channels import serve

    model = make_model(tmp_path)
    model.write_bytes(model.read_bytes()[:-5])
    monkeypatch.setenv(MODEL, str(model))
    assert serve.main() == 1
    said = capsys.readouterr().err
    assert "not the file that was trained" in said and "make train" in said and "Traceback" not in said


def test_only_parts_of_rasa_that_need_tensorflow_bring_it(tmp_path: pathlib.Path) -> None:
    assert not needs_tensorflow(make_model(tmp_path, "nlu.intent_classifier.IntentClassifier", "rasa.core.policies.rule_policy.RulePolicy"))
    assert needs_tensorflow(make_model(tmp_path, "nlu.question_finder.QuestionFinder", "rasa.core.policies.ted_policy.TEDPolicy"))
    assert needs_tensorflow(make_model(tmp_path)), "an empty list tells nothing"
    (tmp_path / "guide-1.tar.gz").write_bytes(b"damaged")
    assert needs_tensorflow(tmp_path / "guide-1.tar.gz")
    assert not needs_tensorflow(newest_model())


def test_damage_anywhere_in_the_archive_is_a_doubt_and_no_traceback(tmp_path: pathlib.Path) -> None:
    """Each place has an error of its own: the header, the packed blocks, the checksum, the list itself."""
    chance = random.Random(1)
    model = make_model(tmp_path, *(f"nlu.{chance.getrandbits(64)}" for _ in range(2000)))
    whole = model.read_bytes()
    for place in chance.sample(range(len(whole)), 60):
        model.write_bytes(whole[:place] + chance.randbytes(40) + whole[place + 40:])
        assert needs_tensorflow(model)


def test_a_damaged_model_is_refused_before_it_is_opened(tmp_path: pathlib.Path) -> None:
    """In a Python of its own: what a refused model says it needs must not be imported, and may not be there."""
    model = make_model(tmp_path, "rasa.nlu.classifiers.diet_classifier.DIETClassifier")
    with model.open("ab") as file:
        file.write(b"more")
    done = subprocess.run([sys.executable, "-m", "channels.serve"], cwd=ROOT, capture_output=True, text=True, check=False,
                          env={**os.environ, MODEL: str(model)})
    assert done.returncode == 1 and "not the file that was trained" in done.stderr and "Traceback" not in done.stderr


def test_the_assistant_runs_without_tensorflow(assistant: object) -> None:
    assert not {"tensorflow", "keras", "jax"} & set(sys.modules)
    from rasa.nlu.classifiers.diet_classifier import DIETClassifier

    for use in (DIETClassifier, lambda: DIETClassifier.load({}), lambda: DIETClassifier.create):
        with pytest.raises(NeedsTensorFlow, match="DIETClassifier needs TensorFlow"):
            use()


def test_nothing_that_the_image_leaves_out_is_imported(assistant: object) -> None:
    """The image has no TensorFlow; a turn must not need what is uninstalled there."""
    uninstalled = (ROOT / "deploy/Dockerfile").read_text().split("uninstall --quiet --python .venv/bin/python")[2].split("&&")[0]
    left_out = set(uninstalled.replace("\\", " ").split())
    assert {"tensorflow", "jaxlib"} <= left_out
    modules = {module for module, packages in packages_distributions().items() if left_out & {one.lower() for one in packages}}
    assert "tensorflow" in modules and not modules & set(sys.modules)


def test_a_model_that_needs_it_gets_the_real_thing(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decision only, in a Python of its own: importing the real thing takes long."""
    monkeypatch.setenv(MODEL, str(make_model(tmp_path, "rasa.nlu.classifiers.diet_classifier.DIETClassifier")))
    asking = "import sys; from channels.light_rasa import leave_out_tensorflow as leave; print(leave(), any('rasa' == m[:4] for m in sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", asking], cwd=ROOT, text=True).split() == ["False", "False"]
    monkeypatch.delenv(MODEL)
    assert subprocess.check_output([sys.executable, "-c", asking], cwd=ROOT, text=True).split() == ["True", "True"]


def test_training_leaves_tensorflow_out_only_where_the_configuration_does() -> None:
    from setup.train_light import names_tensorflow

    assert not names_tensorflow((ROOT / "config.yml").read_text())
    assert names_tensorflow("pipeline:\n- name: DIETClassifier\n") and names_tensorflow("policies:\n- name: rasa.core.policies.ted_policy.TEDPolicy\n")
