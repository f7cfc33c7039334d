"""What the website channel says when something goes wrong.

Each error is an HTTP status, a code for programs and a kind sentence for people.
The emergency line always comes with it: whoever cannot reach the assistant must
still learn where to turn.
"""
from __future__ import annotations

from typing import Any, NamedTuple

EMERGENCY_LINE = "If this is an emergency, call 911."


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
        return KINDS[self.code].status

    def body(self) -> dict[str, Any]:
        """The error as the JSON object that is sent."""
        message = f"{KINDS[self.code].sentence} {EMERGENCY_LINE}"
        return {"error": {"code": self.code, "message": message, **self.details}}


class Kind(NamedTuple):
    """The status and the sentence of one kind of error."""

    status: int
    sentence: str


KINDS: dict[str, Kind] = {
    "bad_request": Kind(400, "I could not read that message. Please try to write it again."),
    "no_session": Kind(401, "This conversation has ended. You can start a new one now."),
    "origin": Kind(403, "This website is not set up to use the guide yet."),
    "too_large": Kind(413, "That message is too long for me. Please tell me the main points in a few sentences."),
    "too_many": Kind(429, "That was a lot at once. Please wait a moment. Nothing you wrote is lost."),
    "failed": Kind(500, "Sorry, something went wrong on my side. Please try again. Nothing you said before is lost."),
    "no_reply": Kind(500, "Sorry, I have no answer to that. Please try again or say it in other words."),
    "not_ready": Kind(503, "I am just starting up. Please try again in a moment."),
    "slow": Kind(504, "This is taking longer than it should. Please try again. Nothing you said is lost."),
}
