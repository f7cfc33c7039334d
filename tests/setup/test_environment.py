"""``.venv`` is made from the lock file, once, and a stock ``rasa`` in it sends nothing."""
from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

from setup import environment, installer
from setup.showing import StepFailed
from tests.setup.conftest import program

FAKE_UV = """#!/bin/sh
if [ "$1" = --version ]; then echo 'uv 0.9.9 (fake)'; exit; fi
echo "$@" >> calls.txt
for last; do :; done
case "$1" in venv)
    mkdir -p "$last/bin" "$last/lib/python3.10/site-packages"
    touch "$last/bin/python"
    echo 'version_info = 3.10.13' > "$last/pyvenv.cfg" ;;
esac
"""


@pytest.fixture
def fresh(project: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    (project / ".venv/bin/python").unlink()
    (project / ".venv/bin").rmdir()
    (project / ".venv").rmdir()
    uv = program(project / ".tools/uv/bin/uv", FAKE_UV)
    monkeypatch.setenv("PATH", str(uv.parent), prepend=os.pathsep)
    return project


def calls(project: pathlib.Path) -> list[str]:
    file = project / "calls.txt"
    return file.read_text().splitlines() if file.exists() else []


def test_first_makes_then_does_nothing(fresh: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    environment.prepare(fresh)
    assert [call.split()[0] for call in calls(fresh)] == ["venv", "pip"]
    assert "cpython@3.10" in calls(fresh)[0] and "--require-hashes" in calls(fresh)[1]
    capsys.readouterr()
    environment.prepare(fresh)
    assert len(calls(fresh)) == 2
    assert capsys.readouterr().err == ""


def test_a_new_lock_file_is_installed_into_the_same_environment(fresh: pathlib.Path) -> None:
    environment.prepare(fresh)
    (fresh / "requirements/lock.txt").write_text("six==1.1\n")
    environment.prepare(fresh)
    assert [call.split()[0] for call in calls(fresh)] == ["venv", "pip", "pip"]


def test_another_python_is_replaced(fresh: pathlib.Path) -> None:
    environment.prepare(fresh)
    (fresh / ".python-version").write_text("3.11\n")
    assert not environment.is_ready(fresh)
    environment.prepare(fresh)
    assert [call.split()[0] for call in calls(fresh)] == ["venv", "pip", "venv", "pip"]


def test_what_broke_off_is_not_called_ready(fresh: pathlib.Path) -> None:
    environment.prepare(fresh)
    (fresh / ".venv/bin/python").unlink()
    assert not environment.is_ready(fresh)


def test_the_quiet_file_works() -> None:
    script = environment.QUIET_LINE + "print(os.environ['RASA_TELEMETRY_ENABLED'])"
    clean = {name: value for name, value in os.environ.items() if name != "RASA_TELEMETRY_ENABLED"}
    assert subprocess.check_output([sys.executable, "-I", "-c", script], env=clean, text=True) == "false\n"


def test_a_uv_that_is_too_old_or_broken_is_passed_over(fresh: pathlib.Path, tmp_path_factory: pytest.TempPathFactory,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path_factory.mktemp("bin")
    monkeypatch.setenv("PATH", str(other), prepend=os.pathsep)
    for text in ("#!/bin/sh\necho 'uv 0.1.2'\n", "#!/bin/sh\nexit 127\n"):
        program(other / "uv", text)
        assert installer.find(fresh) == str(fresh / ".tools/uv/bin/uv")


def test_without_any_way_to_bring_uv_the_person_is_told_what_to_install(project: pathlib.Path,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    broken = program(project / "no-pip", "#!/bin/sh\necho 'No module named pip'\nexit 1\n")
    monkeypatch.setattr(installer.sys, "executable", str(broken))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(StepFailed, match=r"(?s)No module named pip.*Please install it yourself"):
        installer.bring(project)
