"""Bad knowledge is refused when it is loaded, with file, line and remedy."""
from __future__ import annotations

import pathlib
import time
from typing import NamedTuple

import pytest

from guide.knowledge import KnowledgeError, Problem, default_folder, read_catalogue
from guide.knowledge.__main__ import check
from guide.knowledge.whole import OTHERS
from tests.unit.knowledge.small_house import CONDITIONS, PARTS, build, line_of


class Spoilt(NamedTuple):
    """One change that spoils the conditions: what is replaced by what, and what must be said of it where."""

    name: str
    old: str
    new: str
    at: str
    message: str
    remedy: str


ROWS = [
    Spoilt("missing source", "  sources: [book]\n  reviewed: 2026-11-23\n  read: true\n", "  reviewed: 2026-11-23\n  read: true\n",
           "- id: sore_knee", "`sources`: field required", "add `sources:`"),
    Spoilt("empty sources", "sources: [book]", "sources: []", "- id: sore_knee", "`sources` needs 1 or more", "correct"),
    Spoilt("unknown source", "sources: [book]", "sources: [bok]", "[bok]", "unknown source `bok`", "sources.yml"),
    Spoilt("missing date", "  reviewed: 2026-11-23\n  read: true\n", "  read: true\n", "- id: sore_knee",
           "`reviewed`: field required", "add `reviewed:`"),
    Spoilt("no such date", "reviewed: 2026-11-23", "reviewed: last week", "last week", "`reviewed`: invalid date",
           "year-month-day"),
    Spoilt("unknown body part", "body: [knee]", "body: [kneee]", "[kneee]", "`kneee` leads nowhere", "id of an entry"),
    Spoilt("unknown clinician", "also: []", "also: [wizard]", "[wizard]", "`wizard` leads nowhere", "id of an entry"),
    Spoilt("unknown key", "  leads:", "  leeds:", "  leeds:", "extra fields", "use one of id, sources"),
    Spoilt("missing text", "  leads: A physiatrist often leads.\n", "", "- id: sore_knee", "`leads`: field required",
           "add `leads:`"),
    Spoilt("wrong type of text", "what: A knee that hurts.", "what: [a, b]", "what: [a", "`what`: str type expected", "correct"),
    Spoilt("wrong type of list", "names: [bad knee, knee ache]", "names: bad knee", "names: bad", "`names`: value is not a valid",
           "correct"),
    Spoilt("wrong choice", "system: musculoskeletal", "system: knees", "system: knees", "`system`: unexpected value", "correct"),
    Spoilt("wrong yes or no", "read: true", "read: perhaps", "read: perhaps", "`read`: value could not be parsed", "correct"),
    Spoilt("bad id", "- id: sore_knee", "- id: Sore Knee", "- id: Sore", "`id`: string does not match", "correct"),
    Spoilt("a name twice", "names: [hip that will not bend]", "names: [Bad Knee]", "[Bad Knee]",
           "\"bad knee\" already stands under `sore_knee`", "better of the two"),
    Spoilt("a misspelling that is a name elsewhere", "name: stiff hip", "name: sore nee", "name: sore nee",
           "already stands under `sore_knee`", "better of the two"),
    Spoilt("an id twice", "- id: stiff_hip", "- id: sore_knee", "- id: sore_knee\n  name: stiff", "stands twice", "rename"),
    Spoilt("HTML", "what: A knee that hurts.", "what: A <b>knee</b> that hurts.", "what: A <b>", "markup", "correct"),
    Spoilt("HTML never closed", "what: A knee that hurts.", "what: A knee <script src=x", "what: A knee <", "markup", "correct"),
    Spoilt("HTML in a list", "[bad knee, knee ache]", "[bad knee, '<i>ache']", "names: [bad", "markup", "correct"),
    Spoilt("an HTML entity", "what: A knee that hurts.", "what: A knee&nbsp;that hurts.", "what: A knee&", "markup", "correct"),
    Spoilt("a door without need", "  route: physiatrist\n  also", "  route: physiatrist\n  door: dentist\n  also",
           "door: dentist", "exactly when its route is `other`", "correct"),
    Spoilt("a colon not quoted", "what: A knee that hurts.", "what: A knee: it hurts.", "what: A knee:", "not readable as YAML",
           "quote"),
    Spoilt("a bad indent", "  what: A knee that hurts.", " what: A knee that hurts.", " what: A knee", "not readable as YAML",
           "indent"),
    Spoilt("a bracket left open", "body: [knee]", "body: [knee", "  system: musc", "not readable as YAML", "indent"),
    Spoilt("a key twice", "  what: A knee that hurts.", "  what: A knee.\n  what: A knee that hurts.", "  what: A knee that",
           "the key `what` stands twice", "each key once"),
    Spoilt("an unknown section", "conditions:\n", "conditons:\n", "conditons:", "unknown section `conditons`", "conditions"),
    Spoilt("an entry that is none", "- id: stiff_hip", "- just words\n- id: stiff_hip", "- just words", "is no entry", "- id:"),
]


def problems_of(folder: pathlib.Path) -> list[Problem]:
    with pytest.raises(KnowledgeError) as refused:
        read_catalogue(folder, OTHERS)
    return refused.value.problems


def test_the_small_house_is_sound(tmp_path: pathlib.Path) -> None:
    assert set(read_catalogue(build(tmp_path)).concepts) == {"sore_knee", "stiff_hip", "knee"}


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_refused_with_file_line_and_remedy(row: Spoilt, tmp_path: pathlib.Path) -> None:
    assert row.old in CONDITIONS
    spoilt = CONDITIONS.replace(row.old, row.new, 1)
    found = [p for p in problems_of(build(tmp_path, joints=spoilt)) if row.message in p.message]
    assert found, problems_of(tmp_path)
    assert found[0].file.name == "joints.yml"
    assert found[0].line == line_of(spoilt, row.at)
    assert row.remedy in found[0].remedy


def test_every_problem_is_told_at_once(tmp_path: pathlib.Path) -> None:
    spoilt = CONDITIONS.replace("body: [knee]", "body: [kneee]").replace("sources: [book]", "sources: [bok]")
    assert len(problems_of(build(tmp_path, joints=spoilt))) == 3


def test_one_bad_file_is_one_problem(tmp_path: pathlib.Path) -> None:
    """All links to what it holds would be dead: that is no news."""
    build(tmp_path, body_parts="body_parts: [")
    assert [problem.file.name for problem in problems_of(tmp_path)] == ["body_parts.yml"]


def test_one_bad_entry_is_one_problem(tmp_path: pathlib.Path) -> None:
    build(tmp_path, body_parts=PARTS.replace("  name: knee\n", ""))
    assert [problem.message for problem in problems_of(tmp_path)] == ["knee: `name`: field required"]


def test_a_file_that_is_not_utf_8(tmp_path: pathlib.Path) -> None:
    build(tmp_path)
    (tmp_path / "body_parts.yml").write_bytes(b"body_parts:\n- id: knee\n  name: kn\xe9e\n")
    assert any("UTF-8" in problem.message for problem in problems_of(tmp_path))


@pytest.mark.parametrize("text, message", [
    ("just words", "no section found"), ("- a\n- b\n", "no section found"), ("conditions: words\n", "no list of entries"),
])
def test_a_file_of_another_shape(text: str, message: str, tmp_path: pathlib.Path) -> None:
    assert message in problems_of(build(tmp_path, joints=text))[0].message


def test_an_empty_file_is_no_fault(tmp_path: pathlib.Path) -> None:
    read_catalogue(build(tmp_path, joints="# nothing yet\n"))


OTHER_FILES = {
    "an unknown clinician in the decision table": (
        "decisions:\n- id: a\n  when: {}\n  suggest: wizard\n  certainty: clear\n  because: So.\n"
        "  sources: [book]\n  reviewed: 2026-11-23\n", 4, "`wizard` leads nowhere"),
    "an unknown concept in the decision table": (
        "decisions:\n- id: a\n  when: {trouble: [moon]}\n  suggest: either\n  certainty: clear\n  because: So.\n"
        "  sources: [book]\n  reviewed: 2026-11-23\n", 3, "`moon` leads nowhere"),
    "a decision without a reason": (
        "decisions:\n- id: a\n  when: {}\n  suggest: either\n  certainty: clear\n"
        "  sources: [book]\n  reviewed: 2026-11-23\n", 2, "`because`: field required"),
    "an unknown concept in the interview": (
        "interview:\n- id: problems\n  ask: [What?]\n  ask_for_other: [What?]\n  again: What?\n  why: So.\n  options:\n"
        "  - {title: A, sets: [moon]}\n  sources: [book]\n  reviewed: 2026-11-23\n", 8, "`moon` leads nowhere"),
    "a red flag with an unknown source": (
        "red_flags:\n- id: danger\n  name: Danger\n  level: now\n  says: Go.\n  then: Why.\n  triggers: [a]\n"
        "  sources: [bok]\n  reviewed: 2026-11-23\n", 8, "unknown source `bok`"),
    "a red flag of an unknown level": (
        "red_flags:\n- id: danger\n  name: Danger\n  level: never\n  says: Go.\n  then: Why.\n  triggers: [a]\n"
        "  sources: [book]\n  reviewed: 2026-11-23\n", 4, "`level`"),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_what_other_rooms_read_is_checked_too(name: str, tmp_path: pathlib.Path) -> None:
    text, line, message = OTHER_FILES[name]
    (build(tmp_path) / "others.yml").write_text(text)
    found = [p for p in problems_of(tmp_path) if message in p.message]
    assert [p.line for p in found] == [line]


def test_a_link_to_a_red_flag_that_is_none(tmp_path: pathlib.Path) -> None:
    spoilt = CONDITIONS.replace("also: []", "red_flags: [danger]")
    found = problems_of(build(tmp_path, joints=spoilt))
    assert [(p.line, p.message) for p in found] == [(line_of(spoilt, "[danger]"), "sore_knee: `danger` leads nowhere")]


def test_the_command_names_file_line_and_remedy(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(build(tmp_path)) == 0
    assert "2 conditions" in capsys.readouterr().out
    assert check(build(tmp_path, joints=CONDITIONS.replace("[book]", "[bok]", 1))) == 1
    out = capsys.readouterr().out
    assert "joints.yml:15: sore_knee: unknown source `bok` -> add it to sources.yml" in out
    assert out.endswith("1 problems\n")


def test_the_whole_knowledge_is_checked_in_under_five_seconds() -> None:
    begun = time.process_time()
    assert check(default_folder()) == 0
    assert time.process_time() - begun < 5
