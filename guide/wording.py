"""How hard a text is to read, with medical names taken out of the measure.

Flesch-Kincaid grade by ``textstat``. A medical name cannot be made shorter, so
each one counts as a plain word; it must be explained instead.
``python -m guide.wording`` measures every sentence the assistant can say.
"""
from __future__ import annotations

import functools
import re
import statistics
import sys
from typing import Iterator, NamedTuple

from guide.knowledge import Catalogue, load
from guide.knowledge.entries import (
    Aspects, BodyPart, Checklist, Clinician, Concept, Condition, Entry, Goal, Phrase, Procedure, Question, Symptom,
)

MOST_WORDS = 20
HARDEST = 8.0
MEDIAN = 6.0
_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(*]*[A-Z0-9{])|\n+")
_FORBIDDEN = (
    (re.compile(r"\byou (?:probably |likely |may |might )?have (?:a |an )?(?=\w+(?:itis|osis|opathy|algia)\b)", re.I), "a diagnosis"),
    (re.compile(r"\b\d+ ?(?:mg|mcg|milligrams?)\b", re.I), "a dose"),
    (re.compile(r"\b(?:will|can) cure you\b|\bguarantee", re.I), "a promise"),
    (re.compile(r"\b\d+ ?(?:%|percent) (?:chance|likely|probability)", re.I), "a probability"),
)


class Sentence(NamedTuple):
    """One sentence the assistant can say: whose it is, in which field, and how hard it is to read."""

    entry: Entry
    field: str
    text: str
    words: int
    grade: float


def sentences(text: str) -> list[str]:
    """A text cut into sentences. Lines of their own count as sentences."""
    return [part.strip() for part in _END.split(text) if part and part.strip()]


def said(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every text of an entry that a person may be shown, with the name of its field."""
    fields: tuple[str, ...] = {
        Clinician: ("what", "goal", "does", "does_not", "see_when", "training", "certificate", "check", "aspects"),
        Condition: ("what", "physiatrist", "pain_specialist", "together", "first_elsewhere", "leads", "unknown"),
        Symptom: ("what",),
        Procedure: ("what", "helps_with", "who", "expect", "risks", "alternatives", "unknown"),
        Goal: ("why", "then"),
        Question: ("answer", "simpler", "more"),
        Checklist: ("title", "items"),
        Phrase: ("texts",),
    }.get(type(entry), ())
    for field in fields:
        value = getattr(entry, field)
        if isinstance(value, Aspects):
            yield from ((f"{field}.{key}", text) for key, text in value.dict().items() if text)
        elif isinstance(value, str):
            yield field, value
        elif value:
            yield from ((field, text) for text in value)


class Neutral:
    """Replaces medical names by a plain word, so that they do not count as hard."""

    def __init__(self, catalogue: Catalogue) -> None:
        names = {catalogue_name for concept in catalogue.concepts.values() if not isinstance(concept, (Goal, BodyPart))
                 for catalogue_name in self._names(concept)}
        longest = sorted(names, key=len, reverse=True)
        self._pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")(?:s|es)?\b", re.I)

    @staticmethod
    def _names(concept: Concept) -> Iterator[str]:
        yield from (name for name in (concept.name, *concept.names) if len(name) > 2)
        if isinstance(concept, Clinician):
            yield from (concept.plural, concept.field)

    def __call__(self, text: str) -> str:
        text = re.sub(r"\{[a-z_]+\}", "this", text.replace("**", ""))
        return self._pattern.sub("name", text)


def grade(sentence: str) -> float:
    """The Flesch-Kincaid grade of one sentence."""
    import textstat  # only a check needs it, never a turn

    return float(textstat.flesch_kincaid_grade(sentence))


@functools.lru_cache(maxsize=8)
def measure(catalogue: Catalogue) -> tuple[Sentence, ...]:
    """Every sentence of the catalogue with its length and grade."""
    neutral = Neutral(catalogue)
    found = []
    for entry in catalogue.entries:
        for field, text in said(entry):
            for sentence in sentences(text):
                bare = neutral(sentence)
                found.append(Sentence(entry, field, sentence, len(bare.split()), grade(bare)))
    return tuple(found)


def faults(catalogue: Catalogue) -> Iterator[str]:
    """What the wording rules refuse, a line each."""
    measured = measure(catalogue)
    for s in measured:
        where = f"{s.entry.section}/{s.entry.id}.{s.field}"
        if s.words > MOST_WORDS:
            yield f"{where}: {s.words} words, at most {MOST_WORDS}: {s.text}"
        if s.grade > HARDEST:
            yield f"{where}: grade {s.grade:.1f}, at most {HARDEST:.0f}: {s.text}"
        for pattern, what in _FORBIDDEN:
            if pattern.search(s.text):
                yield f"{where}: sounds like {what}: {s.text}"
    if measured and statistics.median(s.grade for s in measured) > MEDIAN:
        yield f"the median grade is over {MEDIAN:.0f}"


def main() -> int:
    """Prints each fault and the spread of grades; the exit code says whether there is a fault."""
    catalogue = load()
    found = list(faults(catalogue))
    print(*found, sep="\n")
    grades = sorted(s.grade for s in measure(catalogue))
    if grades:
        print(f"{len(grades)} sentences: median grade {statistics.median(grades):.1f}, highest {grades[-1]:.1f}; "
              f"{len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
