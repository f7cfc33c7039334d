"""The JSON Schema for editors is current, and the knowledge fits it."""
from __future__ import annotations

import json
import pathlib
from typing import Any

import jsonschema
import pytest
import yaml

from guide.knowledge import default_folder
from guide.knowledge.__main__ import schema
from tests.unit.knowledge.small_house import CONDITIONS

FILE = pathlib.Path(__file__).parents[3] / "docs" / "knowledge-schema" / "knowledge.json"


def rows(text: str) -> Any:
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_it_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == schema(), "run `python -m guide.knowledge schema docs/knowledge-schema`"


@pytest.mark.parametrize("file", sorted(default_folder().rglob("*.yml")), ids=lambda file: file.name)
def test_every_knowledge_file_fits(file: pathlib.Path) -> None:
    jsonschema.Draft7Validator(json.loads(schema())).validate(rows(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("old, new", [
    ("  what: A knee that hurts.\n", ""), ("system: musculoskeletal", "system: knees"), ("  leads:", "  leeds:"),
    ("names: [bad knee, knee ache]", "names: bad knee"), ("conditions:", "conditons:"),
])
def test_an_editor_marks_what_does_not_fit(old: str, new: str) -> None:
    validator = jsonschema.Draft7Validator(json.loads(schema()))
    assert not list(validator.iter_errors(rows(CONDITIONS)))
    assert list(validator.iter_errors(rows(CONDITIONS.replace(old, new, 1))))


def test_keys_explain_themselves() -> None:
    keys = json.loads(schema())["definitions"]["Condition"]["properties"]
    assert all(keys[key]["description"] for key in ("what", "physiatrist", "route", "sources", "reviewed", "read"))
