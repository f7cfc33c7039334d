"""Secrets come from the environment or from files, and weak ones are refused before anything opens.

For each name here, ``NAME_FILE`` may name a file with the secret instead, as Docker and Kubernetes mount them.
"""
from __future__ import annotations

import pathlib
from collections.abc import Mapping, MutableMapping

from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import ArgumentError

#: What signs or opens by itself: as long as ``openssl rand -hex 16`` makes it.
KEYS = ("GUIDE_WEB_SECRETS", "GUIDE_METRICS_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET")
#: Addresses with a password in them.
ADDRESSES = ("GUIDE_DATABASE_URL", "GUIDE_REDIS_URL", "GUIDE_SLACK_DATABASE")
PASSWORDS = ("GUIDE_BROKER_PASSWORD",)
#: Made by Slack and recognised by their beginning.
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
NAMES = (*KEYS, *ADDRESSES, *PASSWORDS, *TOKENS)

KEY_LENGTH, PASSWORD_LENGTH = 32, 16
_LEAST_DIFFERENT = 6
_WELL_KNOWN = ("password", "changeme", "change-me", "change_me", "example", "openssl-rand")
_HERE = frozenset({None, "", "localhost", "127.0.0.1", "::1"})


class WeakSecret(ValueError):
    """A secret that somebody could guess; says which, and never what it is."""


def read_files(environment: MutableMapping[str, str]) -> None:
    """Put into the environment what ``NAME_FILE`` names.

    Raises:
        WeakSecret: the file can not be read, or both are given.
    """
    for name in NAMES:
        file = environment.get(f"{name}_FILE")
        if not file:
            continue
        if environment.get(name):
            raise WeakSecret(f"{name} and {name}_FILE are both set; take one out.")
        try:
            environment[name] = pathlib.Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            raise WeakSecret(f"The file that {name}_FILE names can not be read.") from None


def check(environment: Mapping[str, str]) -> None:
    """Refuse weak secrets.

    Raises:
        WeakSecret: one is short, well known, of few different characters, or missing where a server is not on this machine.
    """
    for name in KEYS:
        for key in environment.get(name, "").split(","):
            if key.strip():
                refuse_weak(name, key.strip(), KEY_LENGTH)
    for name in PASSWORDS:
        if environment.get(name):
            refuse_weak(name, environment[name], PASSWORD_LENGTH)
    for name in ADDRESSES:
        if environment.get(name):
            _check_address(name, environment[name])
    for name, beginning in TOKENS.items():
        if environment.get(name) and not environment[name].startswith(beginning):
            raise WeakSecret(f"{name} is no such token: those begin with {beginning}")


def refuse_weak(name: str, secret: str, length: int = KEY_LENGTH) -> None:
    """Say no to a secret that is short or easily guessed.

    Raises:
        WeakSecret: it is.
    """
    if len(secret) < length:
        raise WeakSecret(f"{name} needs {length} characters or more: openssl rand -hex 32")
    if len(set(secret)) < _LEAST_DIFFERENT or any(word in secret.lower() for word in _WELL_KNOWN):
        raise WeakSecret(f"{name} is easy to guess. Make another one: openssl rand -hex 32")


def _check_address(name: str, address: str) -> None:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise WeakSecret(f"{name} is not an address such as scheme://user:password@host:port/name.") from None
    if url.get_backend_name() == "sqlite" or url.host in _HERE:
        return
    if not url.password and "sslcert" not in url.query:
        raise WeakSecret(f"{name} names a server that is not on this machine, without a password.")
    if url.password:
        refuse_weak(f"The password in {name}", str(url.password), PASSWORD_LENGTH)
