"""The cues of assertion, read from ``data/knowledge/concept_rules/assertion.yml`` and made into ConText rules.

A phrase is a row of words. ``a|b`` is a choice of words, ``(a b|c)`` one of
phrases, what ends in ``?`` may be missing, ``...`` stands for up to three
words, ``^`` ties the phrase to the start of a sentence, and a word in capitals
is a class of words listed under ``assertion_words``.
"""
from __future__ import annotations

import functools
import itertools
import math
import pathlib
import re
from typing import Any, Iterator, NamedTuple

import yaml
from medspacy.context import ConTextRule

from guide.knowledge.load import default_folder

_DIRECTIONS = {"forward": "FORWARD", "backward": "BACKWARD", "both": "BIDIRECTIONAL",
               "none": "PSEUDO", "stop": "TERMINATE"}
# Classes that no list can hold: a year in figures, punctuation, the two kinds of "my".
COMPUTED_CLASSES = ("YEAR", "MARK", "MINE", "OPENING")
_GAP = "..."
_PART = re.compile(r"\([^)]*\)\??|\S+")
# A phrase with more choices than this is matched word by word instead of being spelt out.
_MOST_LITERALS = 200


class Cues(NamedTuple):
    """All that ``assertion.yml`` holds: ConText rules, the words in them, classes of words, word lists by name."""

    rules: list[ConTextRule]
    words: frozenset[str]
    classes: dict[str, str]
    lists: dict[str, list[str]]


@functools.lru_cache(maxsize=2)
def read_cues(folder: pathlib.Path | None = None) -> Cues:
    """Reads the cues below a knowledge folder (by default the project's own).

    Raises:
        OSError: the file is missing.
        ValueError: a group or phrase in it is not understood.
    """
    file = (folder or default_folder()) / "concept_rules" / "assertion.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    classes = {word: name for name, words in content["assertion_words"].items() for word in words}
    names = {*classes.values(), *COMPUTED_CLASSES}
    rules = [rule for group in content["assertion_rules"] for rule in _rules_of(group, names)]
    return Cues(rules, frozenset(_words_of(rules)), classes, content["assertion_lists"])


def _rules_of(group: dict[str, Any], classes: set[str]) -> list[ConTextRule]:
    try:
        settings = {
            "category": group["says"].upper(),
            "direction": _DIRECTIONS[group["reads"]],
            "max_scope": group.get("within"),
            "max_targets": group.get("nearest"),
            "terminated_by": {name.upper() for name in group.get("stops_at", ())} or None,
        }
        phrases = group["phrases"]
    except KeyError as error:
        raise ValueError(f"assertion.yml: a group of rules lacks or does not know {error}") from error
    return [rule for phrase in phrases for rule in _rules_of_phrase(str(phrase), settings, classes)]


def _rules_of_phrase(phrase: str, settings: dict[str, Any], classes: set[str]) -> list[ConTextRule]:
    at_start = phrase.startswith("^")
    parts = [_choices(part) for part in _PART.findall(phrase.lstrip("^"))]
    needs_pattern = at_start or any(word in classes or word == _GAP for part in parts for row in part for word in row)
    if not needs_pattern and math.prod(map(len, parts)) <= _MOST_LITERALS:
        literals = dict.fromkeys(" ".join(itertools.chain(*row)) for row in itertools.product(*parts))
        return [ConTextRule(literal, **settings) for literal in literals if literal]
    # A choice among single words is one token of a pattern; a choice among phrases needs a pattern for each.
    rows = itertools.product(*([part] if _is_one_token(part, classes) else [[row] for row in part] for part in parts))
    patterns = [list(itertools.chain.from_iterable(_tokens(choices, classes) for choices in row)) for row in rows]
    for pattern in patterns if at_start else ():
        pattern[0]["IS_SENT_START"] = True
    return [ConTextRule(phrase, pattern=pattern, **settings) for pattern in patterns if pattern]


def _words_of(rules: list[ConTextRule]) -> Iterator[str]:
    for rule in rules:
        if rule.pattern is None:
            yield from rule.literal.split()
        for token in rule.pattern or ():
            wanted = token.get("ORTH", ())
            yield from [wanted] if isinstance(wanted, str) else wanted["IN"] if wanted else ()


def _choices(part: str) -> list[list[str]]:
    """The phrases one part of a row stands for, each as its words; an empty one where the part may be missing."""
    optional = part.endswith("?")
    bare = part.rstrip("?").strip("()")
    return [choice.split() for choice in bare.split("|")] + ([[]] if optional else [])


def _is_one_token(choices: list[list[str]], classes: set[str]) -> bool:
    """Whether a choice can be one token of a pattern: single words only, and not words mixed with classes."""
    words = [row[0] for row in choices if len(row) == 1]
    return len(words) >= len(choices) - 1 and max(map(len, choices)) == 1 and len({w in classes for w in words}) == 1


def _tokens(choices: list[list[str]], classes: set[str]) -> list[dict[str, Any]]:
    if choices == [[_GAP]]:
        return [{"TAG": {"NOT_IN": ["MARK"]}, "OP": "{0,3}"}]
    if len(choices) == 1:
        return [{"TAG": word} if word in classes else {"ORTH": word} for word in choices[0]]
    optional = [] in choices
    words = [row[0] for row in choices if row]
    if set(words) <= classes:
        token: dict[str, Any] = {"TAG": {"IN": words}}
    else:
        token = {"ORTH": {"IN": words}}
    return [{**token, "OP": "?"} if optional else token]
