"""The terminal chat with a small assistant that needs no Rasa: ``python -m tests.channels.terminal.fake_chat``."""
from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

from channels.incoming import shown
from channels.terminal.app import main
from channels.terminal.options import Options
from channels.terminal.talk import DELETE, Message, TalkError

GOALS = ("less pain", "moving or working again", "both", "not sure")
LIMITS = ("walking", "dressing", "sleeping", "none")
MORE = {"title": "tell me more", "payload": "more"}
GREETING = "Hello. I'm an automated guide, **not** a clinician.\nWhat is going on?"
SUMMARY = {"card": "summary", "heading": "Which doctor", "title": "Summary of today", "note": "Not a diagnosis.",
           "parts": [{"id": "told", "title": "What you told me", "items": ["back pain"]}]}
ALARM = "**Please get emergency care now: call 911.**\nDo not drive yourself."


def question(text: str, titles: tuple[str, ...], several: bool = False) -> Message:
    """A question with its choices, both as buttons and on its card, as the assistant sends them."""
    options = [{"title": title, "payload": title} for title in titles]
    return {"text": text, "buttons": options, "custom": {
        "card": "question", "asks": "goals", "options": options, "step": 1, "of": 3, "several": several}}


class FakeTalk:
    """Answers by a word in what it hears."""

    def __init__(self, private: bool = False) -> None:
        """Nothing was heard yet."""
        self.private = private
        self.heard: list[str] = []
        self.closed = False
        self.forgotten = 0
        self.events: list[dict[str, Any]] | None = [{"event": "user", "text": "hello"}]

    @property
    def lasting(self) -> bool:
        """Like a database, unless told to be private."""
        return not self.private

    async def say(self, text: str) -> list[Message]:
        """One turn."""
        self.heard.append(text)
        words = shown(text).lower()
        if words == "hello":
            return [{"text": GREETING, "buttons": [{"title": "Help me choose", "payload": "help me choose"}],
                     "custom": {"card": "smalltalk", "kind": "greet"}}]
        if "slow" in words:
            if os.environ.get("FAKE_BEGUN"):
                Path(os.environ["FAKE_BEGUN"]).touch()
            await asyncio.sleep(60)
        if "break" in words:
            raise TalkError("Sorry, that went wrong.")
        if "silence" in words:
            return []
        if "numb" in words:
            return [question("Back to you: what do you want? 1 of 3.", GOALS),
                    {"text": ALARM, "custom": {"card": "emergency", "level": "now", "rule": "cauda", "call": "911"}}]
        if "offers" in words:
            return [{"text": "Here you are.", "buttons": [MORE, {"title": "Why?", "payload": "why?"}]}]
        if "summary" in words:
            return [{"text": "Here is your summary.", "custom": SUMMARY}]
        if "limits" in words:
            return [question("What does it stop you from doing? 2 of 3.", LIMITS, several=True)]
        if "emg" in words:
            return [{"text": "Yes. Many physiatrists do **EMG**:\n- a test of nerves\n- and of muscles\nSource: AAPM&R.",
                     "custom": {"card": "answer"}, "buttons": [MORE]}, question("Back to you: what do you want?", GOALS)]
        return [question(f"I heard: {shown(text)[:200]}", GOALS)]

    async def forget(self) -> list[Message]:
        """Erase, and say so."""
        self.heard.append(DELETE)
        self.forgotten += 1
        return [{"text": "Done. Everything you told me is deleted.", "custom": {"card": "smalltalk", "kind": "deleted"}}]

    async def export(self) -> list[dict[str, Any]] | None:
        """What a store would hold."""
        return self.events

    async def close(self) -> None:
        """Leave."""
        self.closed = True


async def load(seconds: float, library: str) -> None:
    """Take this long. Some libraries swallow what Ctrl-C raises in the middle of them, others give it another name."""
    if not library:
        return await asyncio.sleep(seconds)
    try:
        time.sleep(seconds)
    except BaseException as error:
        if library == "renames":
            raise RuntimeError("could not be loaded") from error
    time.sleep(seconds)


async def connect(chosen: Options) -> FakeTalk:
    """The small assistant; slow to load or not there at all, where a test asks for that."""
    await load(float(os.environ.get("FAKE_LOADING", "0")), os.environ.get("FAKE_LIBRARY", ""))
    if os.environ.get("FAKE_AWAY"):
        raise TalkError("Sorry, nobody is there.")
    if os.environ.get("FAKE_BUG"):
        raise RuntimeError("a bug")
    return FakeTalk(chosen.private)


if __name__ == "__main__":
    sys.exit(main(connect=connect))
