"""What the website channel says when something goes wrong.

Each error is an HTTP status, a code for programs and a kind sentence for people.
The emergency line always comes with it: whoever cannot reach the assistant must
still learn where to turn. The sentences stand in ``web_errors.yml``.
"""
from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from guide.red_flags import in_country

_FILE = Path(__file__).with_name("web_errors.yml")


def _load() -> dict[str, str]:
    said: dict[str, str] = in_country(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    return said


_SENTENCES = _load()
EMERGENCY_LINE = _SENTENCES["emergency_line"]


class WebError(Exception):
    """An error that the person may see."""

    def __init__(self, code: str, **details: Any) -> None:
        """Take the code, one of ``KINDS``, and what a program should know besides."""
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def status(self) -> int:
        """The HTTP status of this error."""
        return KINDS[self.code]

    def body(self) -> dict[str, Any]:
        """The error as the JSON object that is sent."""
        message = f"{_SENTENCES[self.code]} {EMERGENCY_LINE}"
        return {"error": {"code": self.code, "message": message, **self.details}}


#: The status of each kind of error.
KINDS: dict[str, int] = {
    "bad_request": 400, "no_session": 401, "origin": 403, "no_summary": 404, "too_large": 413, "too_many": 429,
    "failed": 500, "no_reply": 500, "not_ready": 503, "slow": 504,
}
