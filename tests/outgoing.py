"""Notes every look-up of a name and every connection to another machine that this process begins."""
from __future__ import annotations

import ipaddress
import sys
from typing import Any

#: What was asked of the network, oldest first. An audit hook cannot be taken off again, so it only notes.
CALLS: list[str] = []
_CONNECTING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKING_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _CONNECTING and isinstance(arguments[1], tuple) and not _is_here(arguments[1][0]):
        CALLS.append(f"{event} {arguments[1]}")
    elif event in _LOOKING_UP and not _is_here(arguments[0]):
        CALLS.append(f"{event} {arguments[0]}")


def _is_here(host: Any) -> bool:
    host = host.decode(errors="replace") if isinstance(host, bytes) else host
    if host in (None, "", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host).split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(_note)
