"""A stretch of tokens that may name a concept, and the choice among stretches that overlap."""
from __future__ import annotations

from typing import Iterable, NamedTuple


class Match(NamedTuple):
    """Tokens ``first`` to ``last`` (not included) name a concept; an empty ``concept`` forbids others there.

    ``turned`` says that the words of the match themselves deny it.
    """

    concept: str
    first: int
    last: int
    turned: bool = False
    rank: int = 0


def longest(matches: Iterable[Match]) -> list[Match]:
    """The matches that stay, in the order of the text: longer ones win, then lower ``rank``, then earlier ones."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda match: (match.first - match.last, match.rank, match.first)):
        places = range(match.first, match.last)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted((match for match in kept if match.concept), key=lambda match: match.first)
