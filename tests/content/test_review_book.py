"""The review book holds every sentence, needs nothing else, and shows what changed."""
from __future__ import annotations

import html
import pathlib
import re
import subprocess

import pytest

from guide.knowledge import default_folder, load
from guide.knowledge.entries import Concept
from guide.red_flags import final_text, load_flags
from guide.spoken import channel_files, channel_words, spoken
from review.__main__ import main
from review.book import fingerprint, write
from review.changes import RevisionError, folder_at
from review.page import text
from tests.unit.knowledge.small_house import CONDITIONS, build


@pytest.fixture(scope="module")
def page() -> str:
    return write(default_folder())


@pytest.fixture()
def house(tmp_path: pathlib.Path) -> pathlib.Path:
    """A small knowledge folder under version control, committed once."""
    folder = build(tmp_path / "data" / "knowledge")
    for command in (["init", "-q"], ["add", "."],
                    ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "one"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    return folder


def test_every_text_stands_in_the_book(page: str) -> None:
    missing = [f"{one.section}/{one.id}.{one.key}" for one in spoken(default_folder())
               if one.section not in ("red_flags", "closings") and text(one.text) not in page]
    assert not missing


def test_every_alarm_stands_in_the_book_as_it_is_said(page: str) -> None:
    for flag in load_flags():
        assert text(final_text(flag)) in page
        assert not flag.ask or text(flag.ask) in page
        assert all(html.escape(rule) in page for rule in flag.triggers)


def test_every_name_stands_in_the_book(page: str) -> None:
    printed = page.lower()
    for entry in load().entries:
        if isinstance(entry, Concept):
            assert all(text(name).lower() in printed for name in (entry.name, *entry.names, *entry.misspellings)), entry.id


def test_every_source_stands_in_the_book(page: str) -> None:
    for source in load().sources.values():
        assert text(source.title) in page and text(source.publisher) in page
        assert source.address is None or html.escape(source.address) in page


def test_every_word_of_a_channel_stands_in_the_book(page: str) -> None:
    files = channel_files(default_folder())
    assert files
    for file in files:
        words = list(channel_words(file))
        assert words
        assert all(text(value) in page for _, value in words)


def test_it_needs_nothing_else(page: str) -> None:
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=", page)
    assert page.startswith("<!doctype html>") and page.rstrip().endswith("</html>")


def test_links_inside_the_book_lead_somewhere(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert not set(re.findall(r'href="#([^"]+)"', page)) - set(ids)


@pytest.mark.parametrize("words", ["Intended use", "Approval", "Signature", "Contents", "How hard it is to read", "<svg",
                                   "not read in its source", "The decision table"])
def test_what_a_medical_director_looks_for(words: str, page: str) -> None:
    assert words in page


def test_markup_in_a_source_stays_text(tmp_path: pathlib.Path) -> None:
    assert text("a <b>c</b> & {name}\n**d**") == "a &lt;b&gt;c&lt;/b&gt; &amp; <var>{name}</var><br><b>d</b>"


def test_the_fingerprint_follows_the_knowledge(tmp_path: pathlib.Path) -> None:
    first = fingerprint(build(tmp_path))
    assert fingerprint(tmp_path) == first
    assert fingerprint(build(tmp_path, joints=CONDITIONS.replace("hurts", "aches"))) != first


def test_what_changed_since_a_revision(house: pathlib.Path) -> None:
    changed = CONDITIONS.replace("A knee that hurts.", "A knee with pain.").replace("  leads: A physiatrist often leads.\n", (
        "  leads: A physiatrist often leads.\n  unknown: Nobody knows why.\n"), 1).replace("reviewed: 2026-11-23", "reviewed: 2026-12-01", 1)
    build(house, joints=changed[:changed.index("- id: stiff_hip")])
    page = write(house, "HEAD")
    shown = page[page.index("What changed</h2>"):page.index('id="conditions"')]
    assert "<del>A knee that hurts.</del><br><ins>A knee with pain.</ins>" in shown
    assert "<ins>Nobody knows why.</ins>" in shown
    assert "<del>A hip that hardly bends.</del>" in shown
    assert "<del>2026-11-23</del><br><ins>2026-12-01</ins>" in shown
    assert "Since HEAD: 1 added, 2 changed" in shown


def test_nothing_changed(house: pathlib.Path) -> None:
    assert "Since HEAD: 0 added, 0 changed, 0 removed." in write(house, "HEAD")


def test_an_old_revision_that_no_longer_fits_the_schema_can_still_be_compared(house: pathlib.Path) -> None:
    build(house, joints=CONDITIONS.replace("leads:", "who_leads:"))
    subprocess.run(["git", "-C", str(house), "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qam", "two"],
                   check=True)
    build(house)
    assert "who leads: removed" in write(house, "HEAD").lower()


@pytest.mark.parametrize("revision", ["no-such-revision", "--output=/tmp/x", ""])
def test_a_revision_that_does_not_exist(revision: str, house: pathlib.Path) -> None:
    with pytest.raises(RevisionError), folder_at(revision, house):
        pass


def test_the_command(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "deep" / "book.html"
    monkeypatch.setenv("GUIDE_KNOWLEDGE", str(build(tmp_path / "knowledge")))
    assert main(["--out", str(out)]) == 0
    assert "sore knee" in out.read_text(encoding="utf-8").lower()
    build(tmp_path / "knowledge", joints="conditions: [")
    assert main(["--out", str(out)]) == 1
    assert "joints.yml" in capsys.readouterr().err
