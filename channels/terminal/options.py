"""What stands on the command line and in the environment."""
from __future__ import annotations

import argparse
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from channels.terminal.strings import sentence

_CONVERSATION = re.compile(r"[A-Za-z0-9._-]{1,64}")
_DESCRIPTION = "Talk to the guide: do I need a physiatrist or a pain specialist?"
_ENDING = "Exit code: 0 when all went well, 1 when the guide cannot be loaded or reached, 2 for a wrong option."


@dataclass(frozen=True)
class Options:
    """How to talk, and to whom."""

    conversation: str
    url: str | None = None
    model: Path | None = None
    plain: bool = False
    json: bool = False
    private: bool = False
    script: Path | None = None

    def moving(self, out: TextIO) -> bool:
        """Whether colours, frames and a line editor are welcome on this terminal."""
        dumb = os.environ.get("TERM", "dumb").lower() in ("dumb", "unknown", "")
        return out.isatty() and not (self.plain or self.json or dumb)


def read(arguments: Sequence[str] | None = None) -> Options:
    """The options; a wrong one ends the program with a sentence and exit code 2."""
    parser = argparse.ArgumentParser(prog="python -m channels.terminal", description=_DESCRIPTION, epilog=_ENDING)
    parser.add_argument("--url", type=_url, help="talk to a served guide, such as http://127.0.0.1:5005")
    parser.add_argument("--model", type=Path, metavar="FILE", help="a trained model; the newest one if left out")
    parser.add_argument("--plain", action="store_true", help="words only, for screen readers; TERM=dumb does the same")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--private", action="store_true", help="keep nothing of what is typed")
    parser.add_argument("--resume", type=_conversation, metavar="ID", help="go on with an earlier conversation")
    parser.add_argument("--script", type=_file, metavar="FILE", help="say the lines of a file, then leave")
    given = parser.parse_args(arguments)
    return Options(
        conversation=given.resume or f"terminal-{secrets.token_hex(8)}", url=given.url, model=given.model,
        plain=given.plain, json=given.json, private=given.private, script=given.script)


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good:
        raise argparse.ArgumentTypeError(sentence("bad_url"))
    return text


def _conversation(text: str) -> str:
    if not _CONVERSATION.fullmatch(text):
        raise argparse.ArgumentTypeError(sentence("bad_conversation"))
    return text


def _file(text: str) -> Path:
    file = Path(text)
    try:
        with file.open(encoding="utf-8", errors="replace"):
            return file
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise argparse.ArgumentTypeError(sentence("bad_script", file=text, reason=reason)) from error
