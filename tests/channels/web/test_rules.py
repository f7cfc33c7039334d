"""Sessions, limits, addresses, origins and settings, each on its own."""
from __future__ import annotations

import logging

import pytest

from channels.web_errors import EMERGENCY_LINE, KINDS, WebError
from channels.web_limits import RateLimit, address, origin_allowed
from channels.web_sessions import Sessions
from channels.web_settings import Settings

KEY, OLD = b"k" * 32, b"o" * 32


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_random_and_its_own() -> None:
    sessions = Sessions([KEY], hours=1)
    issued = {sessions.issue().sender for _ in range(200)}
    assert len(issued) == 200
    assert all(len(sender) >= 28 for sender in issued), "144 bits of chance"
    session = sessions.issue()
    assert sessions.read(session.token) == session


@pytest.mark.parametrize("place", range(0, 80, 3))
def test_any_changed_character_ends_it(place: int) -> None:
    token = Sessions([KEY], hours=1).issue().token
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    read = Sessions([KEY], hours=1).read(changed)
    # The last base64 character carries spare bits, so only whole equality counts.
    assert read is None or changed == token


@pytest.mark.parametrize("token", [None, "", "web-x", "web-x.1.y", "web-x.9999999999.", "a.b.c.d", "x" * 5000, "wéb-x.1.y", 7, "web-x.-1.y", "web-x.²³.y"])
def test_nonsense_is_no_session(token: object) -> None:
    assert Sessions([KEY], hours=1).read(token) is None


def test_sessions_expire_and_are_renewed_half_way() -> None:
    clock = Clock()
    sessions = Sessions([KEY], hours=2, clock=clock)
    session = sessions.issue()
    assert sessions.renewed(session) is None
    clock.now += 3601
    fresh = sessions.renewed(session)
    assert fresh and fresh.sender == session.sender and fresh.expires > session.expires
    clock.now += 3600
    assert sessions.read(session.token) is None
    assert sessions.read(fresh.token) == fresh


def test_secrets_rotate_without_ending_conversations() -> None:
    before = Sessions([OLD], hours=1).issue()
    assert Sessions([KEY, OLD], hours=1).read(before.token) == before
    assert Sessions([KEY], hours=1).read(before.token) is None
    assert Sessions([OLD], hours=1).read(Sessions([KEY, OLD], hours=1).issue().token) is None


def test_a_rate_limit_allows_a_burst_then_a_pace() -> None:
    clock = Clock()
    limit = RateLimit(30, clock)
    assert [limit.wait("a") for _ in range(10)] == [0] * 10
    assert limit.wait("a") == 2
    assert limit.wait("b") == 0, "others are not held up"
    clock.now += 2
    assert limit.wait("a") == 0
    assert limit.wait("a") > 0


def test_a_rate_limit_does_not_grow_without_end() -> None:
    limit = RateLimit(30)
    for i in range(RateLimit._MOST_NAMES + 500):
        limit.wait(str(i))
    assert len(limit._buckets) == RateLimit._MOST_NAMES


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "counted"),
    [
        ("10.0.0.1", "", 0, "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6", 0, "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", 1, "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.9", 2, "1.2.3.4"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "nonsense", 1, "unknown"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("10.0.0.1", "2001:db8::1%any-thing-é", 1, "2001:db8::/64"),
    ],
)
def test_whose_address_counts(remote: str, forwarded: str, proxies: int, counted: str) -> None:
    assert address(remote, {"x-forwarded-for": forwarded}, proxies) == counted


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("https://guide.example.org", True),
        ("http://guide.example.org", True),
        ("https://clinic.example.org", True),
        ("https://Clinic.example.org", True),
        ("https://clinic.example.org.evil.com", False),
        ("https://evil.com", False),
        ("http://clinic.example.org", False),
        ("null", False),
        ("", False),
        ("file://guide.example.org", False),
        ("http://[::1", False),
    ],
)
def test_which_pages_may_call(origin: str | None, allowed: bool) -> None:
    headers = {"host": "guide.example.org"}
    if origin is not None:
        headers["origin"] = origin
    assert origin_allowed(headers, ("https://clinic.example.org",)) is allowed


def test_settings_are_read_and_mistakes_are_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("GUIDE_WEB_SECRETS", "n-0123456789abcdef-0123456789abcdef, o-0123456789abcdef-0123456789abcdef")
    monkeypatch.setenv("GUIDE_WEB_ORIGINS", "https://b.example.org/")
    settings = Settings.read({"origins": ["https://A.example.org"], "session_hours": 2})
    assert settings.origins == ("https://a.example.org", "https://b.example.org")
    assert settings.secrets == (b"n-0123456789abcdef-0123456789abcdef", b"o-0123456789abcdef-0123456789abcdef")
    assert settings.session_hours == 2
    with pytest.raises(ValueError, match="orgins"):
        Settings.read({"orgins": []})
    monkeypatch.setenv("GUIDE_WEB_SECRETS", "short")
    with pytest.raises(ValueError, match="32"):
        Settings.read(None)
    monkeypatch.delenv("GUIDE_WEB_SECRETS")
    with caplog.at_level(logging.WARNING):
        assert Settings.read(None).secrets != Settings.read(None).secrets
    assert "GUIDE_WEB_SECRETS is not set" in caplog.text


@pytest.mark.parametrize("code", KINDS)
def test_every_error_is_kind_and_knows_911(code: str) -> None:
    error = WebError(code).body()["error"]
    assert error["code"] == code
    assert error["message"].endswith(EMERGENCY_LINE)
    assert WebError(code).status >= 400
