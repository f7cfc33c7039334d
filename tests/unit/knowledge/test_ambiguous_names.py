"""A name stands under one concept, or is declared ambiguous with what it may mean."""
from __future__ import annotations

import pathlib

import pytest

from guide.concepts import ConceptFinder
from guide.knowledge import KnowledgeError, read_catalogue
from tests.unit.knowledge.small_house import CONDITIONS, build

GOOD = """\
ambiguous:
- id: bad_leg
  names: [bad leg]
  ask: Knee or hip?
  means:
  - {concept: sore_knee, title: The knee}
  - {concept: stiff_hip, title: The hip}
  sources: [book]
  reviewed: 2026-11-23
"""


def refused(folder: pathlib.Path, text: str) -> list[str]:
    (folder / "ambiguous.yml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as error:
        read_catalogue(folder)
    return [problem.message for problem in error.value.problems]


def test_it_is_found_with_all_it_may_mean(tmp_path: pathlib.Path) -> None:
    (build(tmp_path) / "ambiguous.yml").write_text(GOOD, encoding="utf-8")
    [mention] = ConceptFinder(read_catalogue(tmp_path)).find("I have a bad leg")
    assert (mention.concept, mention.means) == ("sore_knee", ("sore_knee", "stiff_hip"))


@pytest.mark.parametrize("old, new, message", [
    ("[bad leg]", "[Bad Knees]", "the name \"bad knees\" already stands under `sore_knee`"),
    ("concept: stiff_hip", "concept: moon", "bad_leg: `moon` leads nowhere"),
    ("  - {concept: stiff_hip, title: The hip}\n", "", "`means` needs 2 or more"),
    ("  sources:", "  - {concept: knee, title: A}\n  - {concept: knee, title: B}\n  sources:", "three meanings at most"),
])
def test_what_is_refused(old: str, new: str, message: str, tmp_path: pathlib.Path) -> None:
    assert old in GOOD
    assert any(message in told for told in refused(build(tmp_path), GOOD.replace(old, new)))


def test_names_that_differ_by_an_ending_are_one_name(tmp_path: pathlib.Path) -> None:
    folder = build(tmp_path, joints=CONDITIONS.replace("[hip that will not bend]", "[knees aches]"))
    with pytest.raises(KnowledgeError, match="already stands under `sore_knee`"):
        read_catalogue(folder)
