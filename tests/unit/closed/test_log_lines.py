"""What is logged: one JSON object a line, and no word, name or conversation of anybody."""
from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
import structlog

from channels.log_lines import JsonLines, take_over_the_servers, without_words, write

WORDS = "my xylophone hurts"


def logged(level: int, message: str, *arguments: object, error: Exception | None = None) -> dict[str, Any]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("channels.anything")
    logger.addHandler(handler)
    logger.log(level, message, *arguments, exc_info=error)
    (line,) = stream.getvalue().splitlines()
    return dict(json.loads(line))


def test_a_record_is_a_line() -> None:
    line = logged(logging.WARNING, "The database\nis %s.", "slow")
    assert line["event"] == "The database is slow." and line["level"] == "warning" and line["logger"] == "channels.anything"
    assert line["time"].endswith("+00:00")


def test_an_error_tells_where_and_not_what() -> None:
    try:
        float(WORDS)
    except ValueError as error:
        line = logged(logging.ERROR, "A turn failed.", error=error)
    assert line["error"] == "ValueError" and "test_log_lines.py" in line["at"][-1]
    assert "xylophone" not in json.dumps(line)


def test_names_of_conversations_and_identifiers_are_masked() -> None:
    line = logged(logging.WARNING, "No more actions for sender 'web-%s', nor slack-T0AB-U77; call 555-123-4567", "aB3_" * 6)
    assert line["event"] == "No more actions for sender '[conversation]', nor [conversation]; call [phone]"
    assert "50%" in logged(logging.WARNING, "arguments that do not fit 50% %d", "x")["event"]


def test_rasas_structured_logs_lose_the_words_and_keep_the_rest() -> None:
    seen: list[dict[str, Any]] = []

    def keep(_logger: Any, _method: str, fields: dict[str, Any]) -> str:
        seen.append(dict(fields))
        return ""

    logger = structlog.wrap_logger(structlog.PrintLogger(io.StringIO()), processors=[without_words, keep])
    try:
        raise RuntimeError(WORDS)
    except RuntimeError:
        logger.exception("rest.message.received.failure", text=WORDS, tracker={"sender": "web-1", "said": WORDS}, turns=3)
        logger.warning("one.word", text="xylophone", sender_id="web-xylophone", action_name="action_listen")
    assert seen == [{"event": "rest.message.received.failure", "text": "[left out]", "tracker": "[left out]", "turns": 3,
                     "error": "RuntimeError", "at": seen[0]["at"]},
                    {"event": "one.word", "text": "[left out]", "sender_id": "[left out]", "action_name": "action_listen"}]
    assert "xylophone" not in str(seen)


def test_the_servers_own_errors_come_as_lines_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    root, server = logging.getLogger(), logging.getLogger("sanic.error")
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(server, "handlers", [logging.StreamHandler()])
    monkeypatch.setattr(server, "propagate", False)
    write()
    take_over_the_servers()
    try:
        raise ValueError(WORDS)
    except ValueError:
        server.exception("Exception occurred while handling uri: 'http://127.0.0.1/x'")
    logging.captureWarnings(False)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["error"] == "ValueError" and "xylophone" not in line
