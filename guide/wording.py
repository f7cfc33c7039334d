"""How hard a text is to read, with medical names taken out of the measure.

Flesch-Kincaid grade by ``textstat``. A medical name cannot be made shorter, so
each one counts as a plain word; it must be explained instead.
``python -m guide.wording`` measures every sentence the assistant can say.
"""
from __future__ import annotations

import collections
import functools
import pathlib
import re
import statistics
import sys
from typing import Iterable, Iterator, NamedTuple

from guide.knowledge import Catalogue, default_folder, load
from guide.knowledge.entries import Ambiguity, BodyPart, Clinician, Concept, Goal
from guide.spoken import of_channels, spoken

MOST_WORDS = 20
HARDEST = 8.0
MEDIAN = 6.0
MOST_PASSIVE = 0.05
# One or two words are a label ("Training", "Hello."): the formula has nothing to say of them.
_LABEL = 2
_END = re.compile(r"(?<=[.!?])\s+(?=[\"'(*]*[A-Z0-9{])|\n+")
_FORBIDDEN = (
    (re.compile(r"\byou (?:probably |likely |may |might )?have (?:a |an )?(?=\w+(?:itis|osis|opathy|algia)\b)", re.I),
     "a diagnosis"),
    (re.compile(r"\b\d+ ?(?:mg|mcg|milligrams?)\b", re.I), "a dose"),
    (re.compile(r"\b(?:will|can) cure you\b|\bguarantee", re.I), "a promise"),
    (re.compile(r"\b\d+ ?(?:%|percent) (?:chance|likely|probability)", re.I), "a probability"),
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)(?: (?:not|also|often|usually|sometimes|then|always|never|still|just|only|first"
    r"|well|[a-z]+ly))* ([a-z]+ed|done|given|taken|made|seen|sent|told|shown|known|found|held|kept|left|put|built|written"
    r"|paid|brought|chosen|driven|drawn|grown|hidden|led|lost|meant|met|set|cut|read|run|felt|worn|worn)\b", re.I)
_NAME_ENDS = re.compile(r"(?:es|s)?\b")
# Words that look like a participle but describe a state.
_STATES = frozenset("tired worried scared limited advanced concerned interested needed bed red swollen confused blocked "
                    "related supposed located shared used certified trained licensed".split())


class Sentence(NamedTuple):
    """One sentence the assistant can say: where it stands, how long it is and how hard to read."""

    section: str
    id: str
    key: str
    text: str
    words: int
    grade: float

    @property
    def is_label(self) -> bool:
        """Whether it is too short to have a reading grade."""
        return self.words <= _LABEL

    @property
    def is_passive(self) -> bool:
        """Whether something is done here without saying who does it. By form only, so now and then wrong."""
        return is_passive(self.text)


def sentences(text: str) -> list[str]:
    """A text cut into sentences. Lines of their own count as sentences."""
    return [part.strip() for part in _END.split(text) if part and part.strip()]


def is_passive(sentence: str) -> bool:
    """Whether a sentence has a verb in the passive voice."""
    return any(match.group(1).lower() not in _STATES for match in _PASSIVE.finditer(sentence))


class Neutral:
    """Replaces medical names by a plain word, so that they do not count as hard."""

    def __init__(self, catalogue: Catalogue) -> None:
        names = {name.lower() for concept in catalogue.concepts.values() if not isinstance(concept, (Goal, BodyPart))
                 for name in self._names(concept)}
        names |= {name.lower() for entry in catalogue.all(Ambiguity) for name in entry.names}
        # Names by their first word: one pattern of all 4,000 names would take ten times as long.
        self._by_first: dict[str, list[str]] = collections.defaultdict(list)
        for name in sorted(names, key=len, reverse=True):
            self._by_first[re.split(r"\W", name, maxsplit=1)[0]].append(name)

    @staticmethod
    def _names(concept: Concept) -> Iterator[str]:
        yield from (name for name in (concept.name, *concept.names) if len(name) > 2)
        if isinstance(concept, Clinician):
            yield from (concept.plural, concept.field)

    def __call__(self, text: str) -> str:
        text = re.sub(r"\{[a-z_]+\}", "this", text.replace("**", ""))
        return "".join(self._parts(text, text.lower()))

    def _parts(self, text: str, lower: str) -> Iterator[str]:
        done = 0
        for word in re.finditer(r"\w+", lower):
            start = word.start()
            # A plural may be the first word of a name of its own, or the name with an "s".
            firsts = {word.group(), word.group()[:-1], word.group()[:-2]} if start >= done else ()
            for name in sorted((n for first in firsts for n in self._by_first.get(first, ())), key=len, reverse=True):
                if lower.startswith(name, start) and (ending := _NAME_ENDS.match(lower, start + len(name))):
                    yield text[done:start] + "name"
                    done = ending.end()
                    break
        yield text[done:]


def grade(sentence: str) -> float:
    """The Flesch-Kincaid grade of one sentence."""
    import textstat  # only a check needs it, never a turn

    return float(textstat.flesch_kincaid_grade(sentence))


@functools.lru_cache(maxsize=4)
def measure(catalogue: Catalogue, folder: pathlib.Path | None = None) -> tuple[Sentence, ...]:
    """Every sentence of a folder, and of the channels beside it, with its length and grade."""
    neutral = Neutral(catalogue)
    measured = []
    folder = folder or default_folder()
    for text in (*spoken(folder), *of_channels(folder)):
        for sentence in sentences(text.text):
            bare = neutral(sentence)
            measured.append(Sentence(text.section, text.id, text.key, sentence, len(bare.split()), grade(bare)))
    return tuple(measured)


def grades(measured: Iterable[Sentence]) -> list[float]:
    """The grades of all that is a sentence, from easy to hard."""
    return sorted(s.grade for s in measured if not s.is_label)


def passive_share(measured: Iterable[Sentence]) -> float:
    """The share of sentences in the passive voice."""
    found = [s.is_passive for s in measured if not s.is_label]
    return sum(found) / max(len(found), 1)


def faults(catalogue: Catalogue, folder: pathlib.Path | None = None) -> Iterator[str]:
    """What the wording rules refuse, a line each."""
    measured = measure(catalogue, folder)
    for s in measured:
        where = f"{s.section}/{s.id}.{s.key}"
        if s.words > MOST_WORDS:
            yield f"{where}: {s.words} words, at most {MOST_WORDS}: {s.text}"
        if s.grade > HARDEST and not s.is_label:
            yield f"{where}: grade {s.grade:.1f}, at most {HARDEST:.0f}: {s.text}"
        for pattern, what in _FORBIDDEN:
            if pattern.search(s.text):
                yield f"{where}: sounds like {what}: {s.text}"
    found = grades(measured)
    if found and statistics.median(found) > MEDIAN:
        yield f"the median grade is over {MEDIAN:.0f}"
    if passive_share(measured) > MOST_PASSIVE:
        yield f"more than {MOST_PASSIVE:.0%} of the sentences are passive; `python -m guide.wording passive` lists them"


def main() -> int:
    """Prints each fault and the spread of grades; the exit code says whether there is a fault."""
    catalogue = load()
    measured = measure(catalogue)
    if "passive" in sys.argv[1:]:
        print(*(f"{s.section}/{s.id}.{s.key}: {s.text}" for s in measured if s.is_passive), sep="\n")
    found = list(faults(catalogue))
    print(*found, sep="\n")
    spread = grades(measured)
    if spread:
        print(f"{len(measured)} sentences: median grade {statistics.median(spread):.1f}, highest {spread[-1]:.1f}, "
              f"{passive_share(measured):.1%} passive; {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
