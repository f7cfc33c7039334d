"""Pain said of a part of the body: "my knee hurts", "pain shooting down my leg", "achy hips"."""
from __future__ import annotations

from typing import Mapping, Sequence

from guide.concepts.finding_words import FindingWords
from guide.concepts.matches import Match
from guide.concepts.tokens import Token

_FARTHEST = 8


class BodyPain:
    """Joins parts of the body with the pain said of them."""

    def __init__(self, pain_of: Mapping[str, str], words: FindingWords) -> None:
        """``pain_of`` has, for each body part's id, the concept that pain in it stands for."""
        self._pain_of = dict(pain_of)
        self._places = frozenset(pain_of.values())
        self._words = words

    def join(self, tokens: Sequence[Token], matches: Sequence[Match]) -> list[Match]:
        """A match for every part of the body among ``matches`` that is said to hurt.

        In "my hips and knees hurt" both parts hurt: the nearer one's match
        takes in the word for pain, the other's holds its own words alone.
        """
        parts = [match for match in matches if match.concept in self._pain_of]
        covered = {index for part in parts for index in range(part.first, part.last)}
        # The pain of "nerve pain in my feet" has a name of its own already.
        covered |= {index for match in matches if match.concept and match not in parts and match.concept not in self._places
                    and match.last - match.first > 1 for index in range(match.first, match.last)}
        joined = []
        for part in parts:
            found = self._look(tokens, part, covered)
            if found is not None:
                first, last, turned = found
                joined.append(Match(self._pain_of[part.concept], first, last, turned, rank=1))
        return joined

    def _look(self, tokens: Sequence[Token], part: Match, covered: set[int]) -> tuple[int, int, bool] | None:
        words = self._words
        before = self._walk(tokens, range(part.first - 1, max(-1, part.first - 1 - _FARTHEST), -1),
                            words.pain_before, words.between_before, covered)
        if before is not None:
            pain, alone, turned = before
            return (pain if alone else part.first), part.last, turned
        after = self._walk(tokens, range(part.last, min(len(tokens), part.last + _FARTHEST)),
                           words.pain_after, words.between_after, covered)
        if after is not None:
            pain, alone, turned = after
            return part.first, (pain + 1 if alone else part.last), turned
        return None

    def _walk(self, tokens: Sequence[Token], indices: range, pain: frozenset[str], between: frozenset[str],
              covered: set[int]) -> tuple[int, bool, bool] | None:
        """The nearest word for pain, whether no other part stands between, and whether the words deny it."""
        alone, turned = True, False
        for index in indices:
            norm = tokens[index].norm
            if norm in pain and index not in covered:
                return index, alone, turned
            if index in covered:
                alone = False
            elif norm in self._words.turned_by and indices.step > 0:
                turned = True
            elif norm not in between and norm not in self._words.pairs:
                return None
        return None
