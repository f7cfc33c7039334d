"""Knowledge edited while the assistant runs: good knowledge is taken over, bad knowledge is told and left out."""
from __future__ import annotations

import asyncio
import contextlib
import pathlib
import shutil
from typing import Any, Iterator

import pytest

from channels.knowledge_watch import watch
from guide.knowledge import Keeper, default_folder, load, put_to_use
from guide.knowledge.whole import read_whole

NEW = """
- id: ganglion_cyst
  name: ganglion cyst
  names: [bible cyst]
  body: [wrist]
  system: musculoskeletal
  what: This is a soft lump filled with fluid.
  physiatrist: A physiatrist can check the lump.
  pain_specialist: A pain specialist does not usually treat this.
  first_elsewhere: Show a new lump to your own doctor first.
  leads: A hand surgeon usually leads.
  route: other
  door: hand_surgeon
  sources: [own]
  reviewed: 2026-11-23
"""


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    """A copy of the knowledge that may be edited; the real one is back in use afterwards."""
    before = load()
    yield pathlib.Path(shutil.copytree(default_folder(), tmp_path / "knowledge"))
    put_to_use(before, default_folder())


def wait_until(loop: asyncio.AbstractEventLoop, keeper: Keeper, until: Any) -> None:
    """Lets the watch run until something is so."""
    async def look() -> None:
        task = asyncio.create_task(watch(keeper, every=0.02))
        while not until():
            assert not task.done(), task.exception()
            await asyncio.sleep(0.02)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    loop.run_until_complete(asyncio.wait_for(look(), 60))


def test_the_running_assistant_takes_over_what_is_good_and_keeps_its_last_good_catalogue(
        assistant: Any, loop: asyncio.AbstractEventLoop, folder: pathlib.Path, caplog: pytest.LogCaptureFixture) -> None:
    keeper = Keeper(folder, read=read_whole, take=put_to_use)
    joints = folder / "conditions" / "joints.yml"
    good = joints.read_text(encoding="utf-8")
    talk = assistant.talk()
    assert talk.say("my knee has hurt for two years").card("question")
    assert "soft lump" not in talk.say("what is a bible cyst?").text

    joints.write_text(good.rstrip() + "\n" + NEW, encoding="utf-8")
    wait_until(loop, keeper, lambda: "ganglion_cyst" in load().concepts)
    reply = talk.say("what is a bible cyst?")
    assert "soft lump filled with fluid" in reply.text
    assert "hand surgeon" in talk.say("who treats a bible cyst?").text
    assert talk.slots["facts"]["problems"] == ["knee_pain"], "what was told before is still known"

    joints.write_text(good + NEW.replace("sources: [own]", "sources: [nowhere]"), encoding="utf-8")
    wait_until(loop, keeper, lambda: "nowhere" in caplog.text)
    [line] = [record.getMessage() for record in caplog.records if "nowhere" in record.getMessage()]
    assert "joints.yml:" in line and "ganglion_cyst: unknown source" in line and "add it to sources.yml" in line
    assert "soft lump filled with fluid" in talk.say("what is a bible cyst?").text

    joints.write_text(good, encoding="utf-8")
    wait_until(loop, keeper, lambda: "ganglion_cyst" not in load().concepts)
    assert talk.say("and a pain specialist?").text.strip(), "a talk about what is gone goes on"
    assert "soft lump" not in talk.say("what is a bible cyst?").text


@pytest.mark.parametrize("file, old, new", [
    ("decisions.yml", "  suggest:", "  sugest:"), ("interview.yml", "- id: duration", "- id: [duration"),
    ("red_flags/heart_and_lungs.yml", "level: now", "level: perhaps"),
])
def test_what_is_built_of_the_catalogue_is_refused_too(file: str, old: str, new: str, folder: pathlib.Path) -> None:
    keeper = Keeper(folder, read=read_whole, take=put_to_use, first=lambda _: load())
    before = load()
    bad = folder / file
    text = bad.read_text(encoding="utf-8")
    assert old in text
    bad.write_text(text.replace(old, new, 1), encoding="utf-8")
    [problem, *_] = keeper.reload()
    assert problem.file.name == bad.name and problem.remedy
    assert load() is before
