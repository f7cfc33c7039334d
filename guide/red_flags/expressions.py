"""The expressions over signs in which a rule is written: ``back_pain | leg_pain + cannot_urinate - unchanged``."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Container


class ExpressionError(ValueError):
    """A trigger that cannot be read, or names a sign that does not exist."""


@dataclass(frozen=True)
class Expression:
    """``needs``: one sign of each choice must hold. ``without``: none of these may."""

    source: str
    needs: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()


def parse(source: str, known: Container[str]) -> Expression:
    """Reads an expression.

    ``|`` binds closest, then ``+`` and `` - `` from left to right.

    Raises:
        ExpressionError: it is empty or names an unknown sign.
    """
    parts = re.split(r"\s+([+-])\s+", source.strip())
    needs: list[tuple[str, ...]] = [_choice(parts[0], source, known)]
    without: list[str] = []
    for mark, part in zip(parts[1::2], parts[2::2]):
        choice = _choice(part, source, known)
        if mark == "+":
            needs.append(choice)
        else:
            without.extend(choice)
    return Expression(source, tuple(needs), tuple(without))


def _choice(part: str, source: str, known: Container[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in part.split("|"))
    for name in names:
        if name not in known:
            raise ExpressionError(f"no sign is called `{name}`, in the trigger `{source}`")
    return names
