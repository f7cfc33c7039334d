"""A small project in a temporary folder, with a stand-in for Python's and Rasa's work."""
from __future__ import annotations

import os
import pathlib
import shutil
import stat

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Called as `.venv/bin/python -m rasa train ... --fixed-model-name NAME --out FOLDER`.
FAKE_PYTHON = """#!/bin/sh
echo "$@" >> calls.txt
if [ -e fails ]; then echo 'domain.yml, line 7: a mapping is not allowed here'; exit 1; fi
if [ -e changes ]; then echo 'changed: true' >> domain.yml; fi
while [ $# -gt 0 ]; do
    case "$1" in --fixed-model-name) name=$2 ;; --out) folder=$2 ;; esac
    shift
done
[ -e slow ] && sleep 1
cat config.yml domain.yml > "$folder/$name.tar.gz"
"""


@pytest.fixture
def project(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder with the inputs of a model, one of each kind."""
    for name, text in {
        "config.yml": "language: en\n", "domain.yml": "version: '3.1'\n", "requirements/lock.txt": "six==1.0\n",
        "data/nlu/hello.yml": "nlu: []\n", "nlu/part.py": "A = 1\n", "policy/part.py": "B = 1\n", "guide/part.py": "C = 1\n",
        "README.md": "Read me\n", ".python-version": "3.10\n", "models/README.md": "Models\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    program(tmp_path / ".venv/bin/python", FAKE_PYTHON)
    return tmp_path


@pytest.fixture
def root() -> pathlib.Path:
    """This project's own folder."""
    return ROOT


def program(file: pathlib.Path, text: str) -> pathlib.Path:
    """Writes a program that can be run."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def tools_only(folder: pathlib.Path, *names: str) -> str:
    """A PATH with nothing but these programs of the machine."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        found = shutil.which(name)
        assert found, name
        os.symlink(os.path.realpath(found), folder / name)
    return str(folder)
