"""Sessions of the website: issued and signed here, kept nowhere.

A session is a token ``<sender>.<expiry>.<signature>``. The sender is a random
name made by the server, so nobody can guess or choose another person's
conversation; any worker that knows the secret can verify it without a look-up.
"""
from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

_LONGEST_TOKEN = 200


class Session(NamedTuple):
    """One person's visit: the name of the conversation and when it ends."""

    sender: str
    expires: int
    token: str


class Sessions:
    """Issues and reads session tokens."""

    def __init__(self, keys: Sequence[bytes], hours: float, clock: Callable[[], float] = time.time) -> None:
        """Take the signing keys, newest first, and the lifetime of a session."""
        if not keys:
            raise ValueError("A session needs a key to be signed with.")
        self._keys = tuple(keys)
        self._seconds = int(hours * 3600)
        self._clock = clock

    def issue(self, sender: str | None = None) -> Session:
        """Make a session for a new person, or a fresh token for a known one."""
        sender = sender or f"web-{secrets.token_urlsafe(18)}"
        expires = int(self._clock()) + self._seconds
        token = f"{sender}.{expires}.{_signature(self._keys[0], sender, expires)}"
        return Session(sender, expires, token)

    def read(self, token: object) -> Session | None:
        """Return the session of a genuine token that has not expired."""
        if not isinstance(token, str) or len(token) > _LONGEST_TOKEN or not token.isascii():
            return None
        sender, _, rest = token.partition(".")
        expires, _, signature = rest.partition(".")
        if not (sender.startswith("web-") and expires.isdigit() and len(expires) <= 12):
            return None
        # Every key is tried, so that the time taken tells nothing about which one fits.
        genuine = [hmac.compare_digest(signature, _signature(key, sender, int(expires))) for key in self._keys]
        if not any(genuine) or int(expires) <= self._clock():
            return None
        return Session(sender, int(expires), token)

    def renewed(self, session: Session) -> Session | None:
        """Return a fresh token once half of the session's time is used up."""
        if session.expires - self._clock() > self._seconds / 2:
            return None
        return self.issue(session.sender)


def _signature(key: bytes, sender: str, expires: int) -> str:
    digest = hmac.new(key, f"web-session:{sender}:{expires}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
