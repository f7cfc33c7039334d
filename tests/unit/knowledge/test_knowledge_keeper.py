"""The running assistant keeps its last good catalogue."""
from __future__ import annotations

import pathlib

import pytest

from guide.knowledge import Keeper, KnowledgeError
from tests.unit.knowledge.small_house import CONDITIONS, build


def test_good_knowledge_is_taken_over(tmp_path: pathlib.Path) -> None:
    keeper = Keeper(build(tmp_path))
    before = keeper.current()
    build(tmp_path, joints=CONDITIONS.replace("A knee that hurts.", "A knee with pain."))
    assert keeper.reload() == []
    assert keeper.current() is not before
    assert keeper.current().named("Sore Knee").what == "A knee with pain."  # type: ignore[union-attr]


@pytest.mark.parametrize("bad", ["conditions: [", "nonsense:\n", CONDITIONS.replace("[book]", "[bok]")])
def test_bad_knowledge_is_told_and_left_out(bad: str, tmp_path: pathlib.Path) -> None:
    keeper = Keeper(build(tmp_path))
    before = keeper.current()
    build(tmp_path, joints=bad)
    problems = keeper.reload()
    assert problems and problems[0].file.name == "joints.yml" and problems[0].remedy
    assert keeper.current() is before
    build(tmp_path)
    assert keeper.reload() == []


def test_files_that_did_not_change_are_not_read_again(tmp_path: pathlib.Path) -> None:
    keeper = Keeper(build(tmp_path))
    before = keeper.current()
    assert keeper.reload_if_changed() == [] and keeper.current() is before
    (tmp_path / "more.yml").write_text("limits:\n- {id: walking, name: walking, sources: [book], reviewed: 2026-11-23}\n")
    assert keeper.reload_if_changed() == [] and "walking" in keeper.current().concepts
    (tmp_path / "more.yml").unlink()
    assert keeper.reload_if_changed() == [] and "walking" not in keeper.current().concepts


def test_a_bad_edit_is_told_once(tmp_path: pathlib.Path) -> None:
    keeper = Keeper(build(tmp_path))
    build(tmp_path, joints="conditions: [")
    assert keeper.reload_if_changed()
    assert keeper.reload_if_changed() == []


def test_there_must_be_something_good_to_begin_with(tmp_path: pathlib.Path) -> None:
    with pytest.raises(KnowledgeError):
        Keeper(build(tmp_path, joints="conditions: ["))
