"""Logs as lines of JSON, and nothing in them that a person wrote or is called.

An error is its class and where it happened: the message of an error often quotes what was worked on.
"""
from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from datetime import datetime, timezone
from types import TracebackType
from typing import Any

from guide import privacy

_LONGEST = 400
_PLACES = 4
#: Names of conversations: whoever holds the database could find the person by them.
_CONVERSATION = re.compile(r"\b(?:web-[\w-]{16,}|slack-[A-Z0-9][\w.-]+)")
_PLAIN = re.compile(r"[\w.:/-]{1,80}")
#: Fields of structured logs whose plain values are the program's own. A message may be one word, so others are left out.
_OURS = frozenset({"event", "level", "timestamp", "logger", "action_name", "policy_name", "error", "filename"})
Trouble = tuple[type[BaseException], BaseException, TracebackType | None]


class JsonLines(logging.Formatter):
    """One record, one line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(), "logger": record.name, "event": _event(record),
        }
        if record.exc_info and record.exc_info[0]:
            line.update(_trouble(record.exc_info))  # type: ignore[arg-type]
        return json.dumps(line, ensure_ascii=False)


def write() -> None:
    """Send everything that this process logs through here, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(_worth_keeping)
    logging.getLogger().handlers[:] = [handler]
    logging.captureWarnings(True)


def take_over_the_servers() -> None:
    """The server's own loggers write lines of their own, with whole tracebacks; from now on they come through here too."""
    for name in ("sanic.root", "sanic.error", "sanic.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


def without_words(_logger: Any, _method: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """For structlog: Rasa hands over messages, trackers and errors as fields; names and numbers stay."""
    given = fields.pop("exc_info", None)
    shown = {key: value if isinstance(value, (bool, int, float, type(None))) or (key in _OURS and _PLAIN.fullmatch(str(value)))
             else "[left out]" for key, value in fields.items()}
    trouble = sys.exc_info() if given is True else (type(given), given, given.__traceback__) if isinstance(given, BaseException) else given
    return {**shown, **(_trouble(trouble) if isinstance(trouble, tuple) and trouble[0] else {})}


def _event(record: logging.LogRecord) -> str:
    try:
        told = record.getMessage()
    except Exception:  # noqa: BLE001 - arguments that do not fit; logging must not fail
        told = str(record.msg)
    return _CONVERSATION.sub("[conversation]", privacy.redact(" ".join(told[: 4 * _LONGEST].split())))[:_LONGEST]


def _trouble(trouble: Trouble) -> dict[str, Any]:
    places = traceback.extract_tb(trouble[2])[-_PLACES:]
    at = [f"{place.filename.rsplit('site-packages/')[-1]}:{place.lineno} {place.name}" for place in places]
    return {"error": trouble[0].__name__, "at": at}


def _worth_keeping(record: logging.LogRecord) -> bool:
    """Not the notes to makers of libraries about each other."""
    return record.name != "py.warnings"
