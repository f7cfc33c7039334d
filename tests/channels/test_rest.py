"""Rasa's REST channel as a careless client, another website and a broken turn meet it."""
from __future__ import annotations

import json
from typing import Any

import pytest

from tests.channels.everywhere import Everywhere


def asked(everywhere: Everywhere, data: bytes | dict[str, Any], query: str = "", **headers: str) -> tuple[int, str]:
    """Status and words of the answer."""

    async def post() -> tuple[int, str]:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        async with everywhere.http.post(f"{everywhere.address}/rest/webhook{query}", data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    return everywhere.run(post())  # type: ignore[no-any-return]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'"x"', b"null", b"[" * 200_000, b"\xff\xfe", b'{"sender": {"a": 1}, "message": "hi"}',
                                  b'{"sender": 5, "message": "hi"}', b'{"sender": "' + b"x" * 300 + b'", "message": "hi"}',
                                  b'{"sender": "r", "message": "hi", "input_channel": ["web"]}'], ids=lambda data: repr(data[:24]))
def test_nonsense_is_refused(everywhere: Everywhere, data: bytes) -> None:
    status, said = asked(everywhere, data)
    assert status == 400 and "Traceback" not in said


def test_what_is_no_metadata_is_none(everywhere: Everywhere) -> None:
    status, said = asked(everywhere, {"sender": "rest-metadata", "message": "hi", "metadata": "x"})
    assert status == 200 and "guide" in said


def test_other_websites_cannot_speak_here(everywhere: Everywhere) -> None:
    """A browser sends plain text to any address without asking first."""
    said = {"sender": "rest-other-site", "message": "delete my data"}
    for origin in ("https://evil.example.com", "null"):
        assert asked(everywhere, said, Origin=origin, **{"Content-Type": "text/plain"})[0] == 403
    assert everywhere.run(everywhere.agent.tracker_store.retrieve("rest-other-site")) is None


@pytest.mark.parametrize("query", ["", "?stream=true"])
def test_a_failing_turn_says_so(everywhere: Everywhere, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def failing(*_: Any, **__: Any) -> Any:
        raise RuntimeError("as asked")

    monkeypatch.setattr(everywhere.agent.processor, "handle_message", failing)
    status, said = asked(everywhere, {"sender": "rest-fails", "message": "my back hurts"}, query)
    assert "went wrong" in said and "911" in said and status == (200 if query else 500)
    assert "emergency" in asked(everywhere, {"sender": "rest-fails", "message": "I can't breathe"}, query)[1]
