"""A model is trained when something it is made of has changed, and only then."""
from __future__ import annotations

import hashlib
import os
import pathlib
import subprocess
import sys

import pytest

from setup import training
from setup.showing import StepFailed


def calls(project: pathlib.Path) -> int:
    file = project / "calls.txt"
    return len(file.read_text().splitlines()) if file.exists() else 0


def models(project: pathlib.Path) -> list[str]:
    return sorted(file.name for file in (project / "models").glob("*.tar.gz"))


def test_a_second_run_does_nothing(project: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    training.prepare(project)
    assert "no trained model yet" in capsys.readouterr().err
    training.prepare(project)
    assert calls(project) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


@pytest.mark.parametrize("changed", [
    "config.yml", "domain.yml", "requirements/lock.txt", "data/nlu/hello.yml", "data/nlu/new.yml", "nlu/part.py", "policy/part.py",
    "guide/part.py",
])
def test_a_changed_input_trains_again_and_is_named(project: pathlib.Path, capsys: pytest.CaptureFixture[str], changed: str) -> None:
    training.prepare(project)
    (project / changed).write_text("other: 1\n")
    training.prepare(project)
    assert calls(project) == 2
    assert f"Changed since the last training: {changed}." in capsys.readouterr().err


@pytest.mark.parametrize("changed", ["README.md", "nlu/__pycache__/part.pyc", "data/.hidden.yml", "guide/notes.txt"])
def test_other_files_do_not_matter(project: pathlib.Path, changed: str) -> None:
    training.prepare(project)
    (project / changed).parent.mkdir(exist_ok=True)
    (project / changed).write_text("other: 1\n")
    training.prepare(project)
    assert calls(project) == 1


def test_the_hash_beside_a_model_is_the_model_s(project: pathlib.Path) -> None:
    training.prepare(project)
    (model,) = (project / "models").glob("*.tar.gz")
    noted = (project / "models" / model.name.replace(".tar.gz", ".sha256")).read_text()
    assert noted == f"{hashlib.sha256(model.read_bytes()).hexdigest()}  {model.name}\n"


def test_another_encoder_trains_again_and_is_noted(project: pathlib.Path) -> None:
    encoder = project / "models/encoder/int8.onnx"
    encoder.parent.mkdir()
    for turn, content in enumerate((b"the one", b"another"), 1):
        encoder.write_bytes(content)
        training.prepare(project)
        training.prepare(project)
        assert calls(project) == turn
    (noted,) = (project / "models").glob("*.sha256")
    assert subprocess.run(["sha256sum", "--check", noted.name], cwd=project / "models", capture_output=True).returncode == 0


def test_a_damaged_model_is_trained_again(project: pathlib.Path) -> None:
    training.prepare(project)
    (model,) = (project / "models").glob("*.tar.gz")
    model.write_bytes(b"half of it")
    training.prepare(project)
    assert calls(project) == 2 and training.is_whole(project, model.name[:-len(".tar.gz")])


def test_two_are_kept_and_somebody_s_own_stays(project: pathlib.Path) -> None:
    (project / "models/20240101-120000.tar.gz").write_text("own")
    os.utime(project / "models/20240101-120000.tar.gz", (1, 1))
    for turn in range(4):
        (project / "domain.yml").write_text(f"turn: {turn}\n")
        training.prepare(project)
        for file in (project / "models").glob("guide-*.tar.gz"):
            os.utime(file, (file.stat().st_mtime - 10,) * 2)
    ours = [name for name in models(project) if name.startswith("guide-")]
    assert len(ours) == 2 and "20240101-120000.tar.gz" in models(project)
    assert len(list((project / "models").glob("*.sha256"))) == 2


def test_going_back_goes_back_to_the_model(project: pathlib.Path) -> None:
    training.prepare(project)
    first = models(project)[0]
    os.utime(project / "models" / first, (1, 1))
    before = (project / "domain.yml").read_text()
    (project / "domain.yml").write_text("other: 1\n")
    training.prepare(project)
    (project / "domain.yml").write_text(before)
    training.prepare(project)
    assert calls(project) == 2
    assert max((project / "models").glob("*.tar.gz"), key=lambda file: file.stat().st_mtime).name == first


def test_a_failure_shows_the_end_of_the_log_and_leaves_no_model(project: pathlib.Path) -> None:
    (project / "fails").touch()
    with pytest.raises(StepFailed, match=r"(?s)Sorry.*domain\.yml, line 7"):
        training.prepare(project)
    assert models(project) == [] and not (project / "models/.training").exists()


def test_a_file_that_changes_meanwhile_is_not_forgotten(project: pathlib.Path) -> None:
    (project / "changes").touch()
    training.prepare(project)
    assert models(project)[0].endswith("-mixed.tar.gz")
    (project / "changes").unlink()
    training.prepare(project)
    assert calls(project) == 2


def test_two_at_a_time_train_once(project: pathlib.Path, root: pathlib.Path) -> None:
    (project / "slow").touch()
    script = (f"import sys, pathlib; sys.path.insert(0, {str(root)!r})\nfrom setup import locked, training\n"
              "root = pathlib.Path.cwd()\nwith locked.only_one(root): training.prepare(root)")
    both = [subprocess.Popen([sys.executable, "-c", script], cwd=project, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    assert calls(project) == 1
