"""What must hold for any bytes at all. Each target takes bytes and raises where a promise is broken."""
from __future__ import annotations

import asyncio
import functools
import json
import pathlib
import tempfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest import mock

from channels.incoming import MESSAGE_LIMIT, receive
from channels.slack import guide as slack
from channels.slack import reception as slack_reception
from channels.slack.duplicates import SeenHere
from channels.slack.erasure import Records
from channels.web import WebInput, _message
from channels.web_errors import WebError
from channels.web_limits import address, origin_allowed
from channels.web_sessions import Sessions
from channels.web_settings import Settings
from fuzz import seeds
from guide.concepts import ConceptFinder
from guide.knowledge import KnowledgeError, load
from guide.knowledge.load import read_catalogue
from guide.knowledge.places import forget
from guide.red_flags import RedFlagError, default_watch
from guide.red_flags.load import load_flags

_KEY = b"only-for-fuzzing-0123456789abcdef"
_loop = asyncio.new_event_loop()


def web_body(data: bytes) -> None:
    """A message's body is read or refused with an error that a person may see."""
    chunks = [data[:7], data[7:], b""] if data else [b""]
    request: Any = SimpleNamespace(stream=SimpleNamespace(read=_one_by_one(chunks)))
    session = _sessions().issue()
    try:
        body = _loop.run_until_complete(_channel()._body(request))
        message = _message(body, session)
    except WebError as error:
        json.dumps(error.body())
        return
    assert message.text and not message.text.startswith("/"), "never empty, never an order"
    assert len(message.text) <= MESSAGE_LIMIT + 1 and message.sender_id == session.sender
    message.text.encode()


def web_door(data: bytes) -> None:
    """No bytes are a session, and no header breaks the checks at the door."""
    text = data.decode("utf-8", "surrogateescape")
    assert _sessions().read(text) is None, "a forged session"
    assert _sessions().read(f"{_sessions().issue().token}{text}") is None or not text
    where = address(text, {"x-forwarded-for": text}, len(data) % 3)
    assert where == "unknown" or where.isascii()
    headers = {"origin": text, "host": "guide.example.org"}
    if origin_allowed(headers, ()):
        assert text.lower().rstrip("/").endswith("://guide.example.org")


def slack_payload(data: bytes) -> None:
    """A payload is read or refused; what is read is acknowledged, whatever shape it has."""
    form = data[:1] in (b"p", b"c")
    try:
        kind, payload = slack.read("application/x-www-form-urlencoded" if form else "application/json; charset=utf-8", data)
    except (ValueError, RecursionError):
        return
    if kind != "challenge":
        answer = _loop.run_until_complete(_slack_takes(kind, payload))
        assert answer is None or isinstance(answer, dict)


def knowledge(data: bytes) -> None:
    """A file of knowledge is taken, or refused with its file, line and remedy; it never runs away."""
    folder = _folder()
    (folder / "any.yml").write_bytes(data)
    forget()
    try:
        read_catalogue(folder)
    except KnowledgeError as error:
        assert error.problems and all(problem.line >= 1 and problem.remedy for problem in error.problems)
        str(error)


def red_flag_file(data: bytes) -> None:
    """A file of red flags is taken, or refused by name."""
    folder = _folder()
    (folder / "any.yml").write_bytes(data)
    try:
        load_flags(folder)
    except RedFlagError as error:
        str(error)


def concepts(data: bytes) -> None:
    """Mentions stand where they say, in order, and do not overlap."""
    text = receive(_text(data))
    end = 0
    for mention in _finder().find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start:mention.end] == mention.text and 0 < mention.score <= 1
        assert mention.concept in load().concepts or mention.kind in ("clinician", "procedure", "goal", "limit", "body_part")
        end = mention.end


def red_flags(data: bytes) -> None:
    """The watch answers any text, alike each time, and points at words that stand there."""
    text = receive(_text(data))
    alarm = default_watch().watch(text)
    again = default_watch().watch(text)
    assert (alarm and alarm.flag.id) == (again and again.flag.id)
    for (start, end), words in zip(alarm.spans, alarm.words) if alarm else ():
        assert 0 <= start < end <= len(text) and words
    default_watch().watch(text, earlier=[text[: len(text) // 2]])


TARGETS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "web_body": (web_body, seeds.WEB),
    "web_door": (web_door, seeds.TOKENS + seeds.ADDRESSES),
    "slack_payload": (slack_payload, [*seeds.SLACK, *(b"payload=" + one for one in seeds.SLACK), seeds.COMMAND]),
    "knowledge": (knowledge, [one.encode() for one in seeds.files()]),
    "red_flag_file": (red_flag_file, [one.encode() for one in seeds.files() if "red_flags:" in one]),
    "concepts": (concepts, [one.encode() for one in seeds.words()]),
    "red_flags": (red_flags, [one.encode() for one in seeds.words()]),
}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _one_by_one(chunks: list[bytes]) -> Callable[[], Any]:
    left = iter(chunks)

    async def read() -> bytes:
        return next(left, b"")

    return read


@functools.lru_cache(maxsize=1)
def _sessions() -> Sessions:
    return Sessions([_KEY], 24)


@functools.lru_cache(maxsize=1)
def _channel() -> WebInput:
    return WebInput(Settings(secrets=(_KEY,), body_bytes=20_000))


@functools.lru_cache(maxsize=1)
def _finder() -> ConceptFinder:
    return ConceptFinder(load())


@functools.lru_cache(maxsize=1)
def _folder() -> pathlib.Path:
    return pathlib.Path(tempfile.mkdtemp(prefix="guide-fuzz-"))


async def _slack_takes(kind: str, payload: Any) -> Any:
    """Slack's reception with nobody behind it: no Slack, no assistant, and no pause before it begins."""

    async def nothing(*_: object, **__: object) -> None:
        return None

    reception = slack_reception.Reception.__new__(slack_reception.Reception)
    reception.seen, reception.records, reception._running = SeenHere(), Records(lambda: None), set()
    reception.turns = SimpleNamespace(take=nothing, note=nothing, delivery=nothing)  # type: ignore[assignment]
    reception.workspaces = SimpleNamespace(token=nothing, forget=nothing)  # type: ignore[assignment]
    hasty = SimpleNamespace(sleep=nothing, get_running_loop=asyncio.get_running_loop, wait=asyncio.wait)
    with mock.patch.object(slack_reception, "asyncio", hasty), mock.patch.object(slack_reception, "logger"):
        answer = await reception.receive(kind, payload)
        await reception.idle()
    return answer
