"""How a rule is written: a tag, a pattern, and what a match must hold besides.

Patterns are written with ``~`` for a space and ``_`` for up to three, so that they can be
read. None of them repeats without bounds, so that no text makes one slow.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Check = Callable[["re.Match[str]"], bool]

DIGIT = re.compile(r"\d")
SPACE = r"[ \t\u00a0]"
DASH = r"\-\u2010-\u2015\u2212"
# After a number that is not one of a person: "1000000 units", "300-1200 mg".
UNIT = (r"(?!_(?:mg|mcg|ug|ml|g|kg|iu|units?|steps?|calories|kcal|cells?|people|dollars|lbs?|pounds|meters?|feet|miles?"
        r"|words|times|ms|cc)\b)")


@dataclass(frozen=True)
class Rule:
    """Replaces what ``find`` finds by a tag.

    A group named ``keep`` at the start of the match, say a label, stays. ``near`` is a
    pattern without which ``find`` can find nothing; it is quick and saves most of the work.
    """

    tag: str
    find: re.Pattern[str]
    near: re.Pattern[str]
    check: Check | None = None

    def apply(self, text: str) -> str:
        """The text with every match replaced."""
        return self.find.sub(self._replacement, text) if self.near.search(text) else text

    def _replacement(self, match: re.Match[str]) -> str:
        if self.check is not None and not self.check(match):
            return match[0]
        return (match.groupdict().get("keep") or "") + self.tag


def rule(tag: str, pattern: str, near: str = r"\d", check: Check | None = None) -> Rule:
    """A rule from patterns in our notation; capitals and small letters are alike."""
    return Rule(f"[{tag}]", re.compile(spaced(pattern), re.I), re.compile(near, re.I), check)


def spaced(pattern: str) -> str:
    """A pattern with our two signs for spaces written out."""
    return pattern.replace("~", SPACE + "{1,3}").replace("_", SPACE + "{0,3}")


def digits(text: str) -> str:
    """The digits of a text."""
    return "".join(c for c in text if c.isdigit())


def only_years(text: str) -> bool:
    """Whether all numbers of a text are years: "2019 2020 2021"."""
    return all(len(number) == 4 and number[:2] in ("19", "20") for number in re.findall(r"\d+", text))
