"""Assertion on real sentences whose concepts are given: ``negation.jsonl``."""
from __future__ import annotations

import json
import pathlib
import re
from typing import Any, Sequence

from evaluation.rates import Rate
from guide.concepts import Assertion, AssertionJudge

STATUS = {"affirmed": Assertion.PRESENT, "negated": Assertion.ABSENT, "historical": Assertion.PAST,
          "other_experiencer": Assertion.FAMILY}


def read(folder: pathlib.Path) -> list[dict[str, Any]]:
    """The records of the set."""
    return [json.loads(line) for line in (folder / "dev" / "negation.jsonl").read_text().splitlines()]


def place_of(record: dict[str, Any]) -> tuple[int, int]:
    """Where the concept stands: in capitals where the record says so, else its first place.

    >>> place_of({"text": "Pain: no PAIN.", "concept": "pain", "concept_uppercase_in_text": True})
    (9, 13)
    """
    text, concept = record["text"], record["concept"]
    if record.get("concept_uppercase_in_text") and (start := text.find(concept.upper())) >= 0:
        return start, start + len(concept)
    found = re.search(re.escape(concept), text, re.IGNORECASE)
    if not found:
        raise ValueError(f"{record['id']}: the text does not hold {concept!r}")
    return found.span()


def measure(judge: AssertionJudge, records: Sequence[dict[str, Any]]) -> tuple[dict[str, Rate], list[dict[str, Any]]]:
    """The rate of each status and of all, and every miss."""
    verdicts: dict[str, list[bool]] = {status: [] for status in STATUS}
    misses = []
    for record in records:
        got = judge.judge(record["text"], [place_of(record)])[0]
        is_right = got is STATUS[record["status"]]
        verdicts[record["status"]].append(is_right)
        if not is_right:
            misses.append({"text": record["text"], "concept": record["concept"], "expected": STATUS[record["status"]].value,
                           "found": got.value, "voice": record.get("voice", "")})
    rates = {status: Rate.among(row) for status, row in verdicts.items()}
    return {"all": Rate.among(v for row in verdicts.values() for v in row), **rates}, misses
