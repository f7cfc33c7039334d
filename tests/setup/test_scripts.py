"""The scripts run on old Pythons, the Makefile fails when a step fails, and CI installs only what is missing."""
from __future__ import annotations

import ast
import os
import pathlib
import re
import subprocess

import pytest

from setup import rasa_checks, showing
from tests.setup.conftest import ROOT, program, tools_only

HOSTS = re.compile(r"https?://(?!127\.0\.0\.1|localhost|huggingface\.co/sentence-transformers)", re.I)


@pytest.mark.parametrize("file", sorted((ROOT / "setup").glob("*.py")), ids=lambda file: file.name)
def test_any_python_3_reads_the_scripts(file: pathlib.Path) -> None:
    ast.parse(file.read_text(), feature_version=(3, 6))


def test_a_python_that_does_not_run_is_passed_over(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    path = tools_only(tmp_path / "bin", "sh")
    program(tmp_path / "bin/python3", "#!/bin/sh\necho 'pyenv: version 3.10 is not installed' >&2\nexit 1\n")
    program(tmp_path / "bin/python", '#!/bin/sh\n[ "$1" = -c ] || echo "ran $*"\n')
    said = subprocess.run(["sh", root / "setup/any-python.sh", "-m", "setup"], env={"PATH": path}, capture_output=True, text=True)
    assert (said.returncode, said.stdout, said.stderr) == (0, "ran -m setup\n", "")


@pytest.mark.parametrize("target", [
    "help", "setup", "encoder", "train", "chat", "test", "serve", "evaluate", "bench", "lint", "check-knowledge", "review", "report",
    "lock", "clean",
])
def test_every_target_is_there_and_in_the_help(root: pathlib.Path, target: str) -> None:
    subprocess.run(["make", "--dry-run", target], cwd=root, check=True, capture_output=True)
    helped = subprocess.check_output(["make"], cwd=root, text=True)
    assert re.search(rf"^  make {target} ", helped, re.M)


@pytest.mark.parametrize("failing", ["setup train", "ruff", "mypy", "guide.wording", "pytest", "rasa-checks"])
def test_a_failing_step_fails_make_test(root: pathlib.Path, tmp_path: pathlib.Path, failing: str) -> None:
    (tmp_path / "Makefile").write_text((root / "Makefile").read_text())
    stand_in = f'#!/bin/sh\necho "$*" >> calls.txt\ncase "$*" in *"{failing}"*) exit 1 ;; esac\n'
    program(tmp_path / ".venv/bin/python", stand_in)
    program(tmp_path / "setup/any-python.sh", stand_in)
    assert subprocess.run(["make", "test"], cwd=tmp_path, capture_output=True).returncode != 0
    assert failing in (tmp_path / "calls.txt").read_text().splitlines()[-1]


def run_ci(root: pathlib.Path, tmp_path: pathlib.Path, installed: str) -> list[str]:
    """What .ci/run calls on a machine where ``dpkg-query`` answers so."""
    (tmp_path / "work/.ci").mkdir(parents=True)
    (tmp_path / "work/.ci/run").write_text((root / ".ci/run").read_text())
    path = tools_only(tmp_path / "bin", "bash", "dirname", "env")
    program(tmp_path / "bin/dpkg-query", f'#!/bin/sh\n{installed}\n')
    program(tmp_path / "bin/id", "#!/bin/sh\necho 1000\n")
    program(tmp_path / "bin/sudo", '#!/bin/sh\necho "sudo $*" >> calls.txt\n')
    program(tmp_path / "bin/make", '#!/bin/sh\necho "CI=$CI make $*" >> calls.txt\n')
    subprocess.run(["bash", ".ci/run"], cwd=tmp_path / "work", env={"PATH": path}, check=True, capture_output=True)
    return (tmp_path / "work/calls.txt").read_text().splitlines()


def test_ci_installs_only_what_is_missing(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    called = run_ci(root, tmp_path, 'case "$4" in make|nginx) exit 1 ;; *) printf installed ;; esac')
    assert called == ["sudo apt-get update -q", "sudo apt-get install -q -y --no-install-recommends make nginx", "CI=true make test"]


def test_ci_on_a_ready_machine_only_tests(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    assert run_ci(root, tmp_path, "printf installed") == ["CI=true make test"]


# Somebody's own folder on some machine.
HOMES = re.compile(r"/(?:root|home|Users)/")


def test_no_file_of_ours_names_a_registry_or_a_machine(root: pathlib.Path) -> None:
    files = [root / name for name in ("Makefile", ".ci/run", "pyproject.toml", "models/README.md", "requirements/lock.txt",
                                      "requirements/uv.txt")]
    for file in [*files, *(root / "setup").glob("*.*"), *(root / "requirements").glob("*.in")]:
        text = file.read_text()
        assert not HOSTS.search(text) and not HOMES.search(text) and "index-url" not in text.replace("--no-emit-index-url", ""), file


FAILED = """version: "3.1"
stories:
- story: only an entity more (tests/rasa/test_one.yml)
  steps:
  - intent: greet  # predicted: greet: [hello](word)
  - action: action_small_talk
- story: another intent (and more) (tests/rasa/test_one.yml)
  steps:
  - intent: greet  # predicted: emergency: help
  - action: action_small_talk  # predicted: utter_emergency
"""


def test_rasa_results_are_counted(tmp_path: pathlib.Path) -> None:
    assert rasa_checks.counted(tmp_path) == (0, {})
    (tmp_path / "reports/rasa").mkdir(parents=True)
    (tmp_path / "reports/rasa/story_report.json").write_text('{"conversation_accuracy": {"correct": 7, "total": 9}}')
    (tmp_path / "reports/rasa/failed_test_stories.yml").write_text(FAILED)
    assert rasa_checks.counted(tmp_path) == (8, {"another intent (and more)": [
        "intent greet, but predicted was emergency", "action action_small_talk, but predicted was utter_emergency"]})


def test_rasa_s_remarks_are_read_less_what_is_meant() -> None:
    log = ("x.py:100: UserWarning: The intent 'emergency' is listed in the domain file, but is not found in the NLU training data.\n"
           "x.py:100: UserWarning: The intent 'greet' is listed in the domain file, but is not found in the NLU training data.\n")
    assert rasa_checks.warnings(log) == [
        "The intent 'greet' is listed in the domain file, but is not found in the NLU training data."]


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 second"), (7.2, "7 seconds"), (48, "50 seconds"), (58, "1 min"),
                                               (95, "1 min 40 s")])
def test_time_in_words(seconds: float, said: str) -> None:
    assert showing.spoken(seconds) == said


def test_nothing_is_said_on_standard_output(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    showing.run(tmp_path, "echo", "Trying", ["echo", "loud"], 1, "")
    assert capsys.readouterr().out == ""
    assert (tmp_path / "var/log/echo.log").read_text() == "loud\n"
    assert os.path.exists(tmp_path / showing.DURATIONS)
