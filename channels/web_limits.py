"""Who may talk to the website channel, and how often."""
from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit


class RateLimit:
    """A token bucket for each name: a short burst, then so many a minute.

    Kept in the memory of one worker: with n workers the true limit lies between
    the one set and n times it. Put the strict limit into the proxy.
    """

    _MOST_NAMES = 20_000

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow ``per_minute`` events a minute, at most a third of them at once."""
        self._rate = per_minute / 60
        self._burst = max(1.0, per_minute / 3)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str) -> int:
        """Count one event and return 0, or the seconds to wait when it is too many."""
        now = self._clock()
        left, seen = self._buckets.pop(name, (self._burst, now))
        left = min(self._burst, left + (now - seen) * self._rate)
        allowed = left >= 1
        self._buckets[name] = (left - 1 if allowed else left, now)
        if len(self._buckets) > self._MOST_NAMES:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) / self._rate))


def address(remote: str, headers: Mapping[str, str], proxies: int) -> str:
    """Return the caller's address, an IPv6 one as its /64 network.

    ``X-Forwarded-For`` is believed only for as many proxies as are ours; what
    stands further left was written by the caller.
    """
    if proxies:
        hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            remote = hops[-proxies]
    try:
        # Without its zone ("fe80::1%eth0"), which may be anything: each would get limits of its own.
        parsed = ipaddress.ip_address(remote.partition("%")[0])
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def origin_allowed(headers: Mapping[str, str], allowed: tuple[str, ...]) -> bool:
    """Tell whether the page that calls is ours or on the list.

    Browsers send ``Origin`` with every POST and DELETE and with every call from
    another site. No header means no such browser, and the session token guards
    the conversation on its own.
    """
    origin = headers.get("origin")
    if origin is None:
        return True
    origin = origin.lower().rstrip("/")
    try:
        parts = urlsplit(origin)
    except ValueError:  # "http://[::1"; no browser sends that
        return False
    own = parts.scheme in ("http", "https") and parts.netloc == headers.get("host", "").lower()
    return own or origin in allowed
