"""Refuses requests whose length is nonsense, before Sanic reads them.

Sanic 21.12, which Rasa pins, takes ``Content-Length: -5`` at its word and then reads for ever without a pause: one
request of a stranger stops the whole server. nginx refuses such requests; a bot without one in front must do so itself.
"""
from __future__ import annotations

from sanic.exceptions import InvalidUsage
from sanic.http import Http
from sanic.server.protocols import http_protocol


class GuardedHttp(Http):  # type: ignore[misc]
    """Sanic's HTTP/1.1 with a stricter eye on the length of a body."""

    __slots__ = ()

    async def http1_request_header(self) -> None:
        """Reads the head of a request.

        Raises:
            InvalidUsage: 400, for a length that is no number, is negative, or is told twice, and for a body packed
                in a way that Sanic does not know.
        """
        try:
            await super().http1_request_header()
        except (ValueError, KeyError) as error:
            self._forget_body()
            raise InvalidUsage("Bad Request") from error
        headers = self.request.headers
        lengths, encodings = headers.getall("content-length", ()), headers.getall("transfer-encoding", ())
        if len(lengths) + len(encodings) > 1 or not all(length.isascii() and length.isdigit() for length in lengths):
            self._forget_body()
            raise InvalidUsage("Bad Request")

    def _forget_body(self) -> None:
        # Otherwise Sanic tries to read the rest of it, to answer the next request on the same connection.
        self.request_body, self.request_bytes_left = None, 0


def install() -> None:
    """Lets every connection of this process be read so."""
    http_protocol.Http = GuardedHttp
