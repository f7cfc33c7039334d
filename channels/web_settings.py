"""What a clinic can set for the website channel.

Everything stands under ``channels.web.WebInput`` in ``credentials.yml``; the
secrets come from the environment, because a secret does not belong in a file
that is checked in.
"""
from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from stores.secret_settings import refuse_weak

logger = logging.getLogger(__name__)

SECRETS_VARIABLE = "GUIDE_WEB_SECRETS"
ORIGINS_VARIABLE = "GUIDE_WEB_ORIGINS"


@dataclass(frozen=True)
class Settings:
    """Limits and allowances of the website channel, with safe defaults."""

    #: Websites that may show the widget, besides the assistant's own address.
    origins: tuple[str, ...] = ()
    #: Newest first: the first one signs, all of them verify.
    secrets: tuple[bytes, ...] = ()
    session_hours: float = 24
    #: Room for 100,000 characters in any script and any JSON encoding.
    body_bytes: int = 2 * 1024 * 1024
    turn_seconds: float = 30
    session_messages_per_minute: int = 30
    address_calls_per_minute: int = 240
    address_sessions_per_minute: int = 60
    #: How many reverse proxies of ours stand in front and append X-Forwarded-For.
    proxies: int = 0
    #: Show the demo clinic page at "/".
    demo_page: bool = True

    @classmethod
    def read(cls, credentials: Mapping[str, Any] | None) -> Settings:
        """Read the channel's block of ``credentials.yml`` and the environment."""
        given = dict(credentials or {})
        known = {field.name for field in fields(cls)} - {"secrets"}
        unknown = sorted(set(given) - known)
        if unknown:
            raise ValueError(f"Unknown settings of the web channel: {', '.join(unknown)}. Known: {', '.join(sorted(known))}.")
        origins = _listed(given.pop("origins", ())) + _listed(os.environ.get(ORIGINS_VARIABLE, ""))
        return cls(origins=tuple(o.rstrip("/").lower() for o in origins), secrets=_read_secrets(), **given)


def _listed(value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value or ()
    return tuple(part.strip() for part in parts if part and part.strip())


def _read_secrets() -> tuple[bytes, ...]:
    given = _listed(os.environ.get(SECRETS_VARIABLE, ""))
    if not given:
        logger.warning(
            "%s is not set: web sessions are signed with a random secret and end when the server stops. "
            "Set it in production, and whenever more than one server answers.",
            SECRETS_VARIABLE,
        )
        return (secrets.token_bytes(32),)
    for secret in given:
        refuse_weak(f"Each secret in {SECRETS_VARIABLE}", secret)
    return tuple(secret.encode() for secret in given)
