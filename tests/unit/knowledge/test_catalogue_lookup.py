"""Finding entries by id and by name."""
from __future__ import annotations

import pathlib

import pytest

from guide.knowledge import load, read_catalogue
from guide.knowledge.entries import Condition, Phrase
from guide.knowledge.names import plain
from tests.unit.knowledge.small_house import build


@pytest.mark.parametrize("name", ["sore knee", "Sore  Knee", "SORE KNEE", "bad knee", "sore nee", "sore_knee".replace("_", " ")])
def test_named_but_for_case_and_space(name: str, tmp_path: pathlib.Path) -> None:
    concept = read_catalogue(build(tmp_path)).named(name)
    assert concept is not None and concept.id == "sore_knee" and concept.kind == "condition"


@pytest.mark.parametrize("one, other", [
    ("Guillain–Barré", "guillain-barre"), ("Sjögren’s", "sjogren's"), ("  PM&R ", "pm&r"), ("tennis\nelbow", "tennis elbow"),
])
def test_names_are_compared_plainly(one: str, other: str) -> None:
    assert plain(one) == plain(other) == other


def test_what_is_not_there(tmp_path: pathlib.Path) -> None:
    catalogue = read_catalogue(build(tmp_path))
    assert catalogue.named("moon") is None and catalogue.get(Condition, "moon") is None
    with pytest.raises(KeyError):
        catalogue.find(Condition, "moon")


def test_entries_cannot_be_changed(tmp_path: pathlib.Path) -> None:
    entry = read_catalogue(build(tmp_path)).find(Condition, "sore_knee")
    with pytest.raises(TypeError):
        entry.what = "something else"  # type: ignore[misc]


def test_wordings_of_a_phrase_come_in_turn() -> None:
    catalogue = load()
    several = next(p for p in catalogue.all(Phrase) if len(p.texts) > 1 and "{" not in "".join(p.texts))
    assert [catalogue.phrase(several.id, n) for n in range(len(several.texts) + 1)] == [*several.texts, several.texts[0]]
