"""An answer before it is spoken."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Sequence

from guide.cards import Bubble, Card, Choice
from guide.knowledge import Catalogue
from guide.knowledge.entries import Entry, Term

# Longer than this, a message no longer fits a phone screen.
_LONG = 560


@dataclass(frozen=True)
class Answer:
    """What is said to a question.

    ``short`` is said at once, the answer first. ``more`` waits for "tell me
    more", ``simpler`` for "say it simpler". ``entries`` are where the
    sentences stand, and so give the sources.
    """

    topic: str
    about: tuple[str, ...]
    short: tuple[str, ...]
    entries: tuple[Entry, ...]
    more: tuple[str, ...] = ()
    simpler: str = ""
    choices: tuple[Choice, ...] = ()
    card: Card | None = field(default=None)

    def bubbles(self, catalogue: Catalogue, terms: Sequence[Term] = ()) -> list[Bubble]:
        """The answer as messages: the first with the card, the last with hard words explained, sources and choices."""
        said = with_terms([text for text in self.short if text], terms)
        cited = sources(catalogue, self.entries)
        card = self.card or {"card": "answer", "topic": self.topic, "about": list(self.about), "sources": cited,
                             "read": all(entry.read for entry in self.entries)}
        said[-1] += "\n" + catalogue.phrase("sources", names=names_of(cited))
        return [
            Bubble(text, card if number == 0 else None, self.choices if number == len(said) - 1 else ())
            for number, text in enumerate(said)
        ]


def with_terms(texts: Sequence[str], terms: Sequence[Term]) -> list[str]:
    """Texts with the hard words in them explained at the end, in a message of its own where the last one is long."""
    if not terms:
        return list(texts)
    explained = " ".join(term.means for term in terms)
    if texts and len(texts[-1]) + len(explained) < _LONG:
        return [*texts[:-1], f"{texts[-1]}\n{explained}"]
    return [*texts, explained]


def sources(catalogue: Catalogue, entries: Sequence[Entry]) -> list[dict[str, object]]:
    """The sources of these entries, each once, as the cards carry them."""
    found: dict[str, dict[str, object]] = {}
    for entry in entries:
        for source_id in entry.sources:
            source = catalogue.sources[source_id]
            card: dict[str, object] = {"title": source.title, "publisher": source.publisher,
                                       "reviewed": entry.reviewed.isoformat(), "read": source.read}
            if source.address:
                card["address"] = source.address
            found.setdefault(source_id, card)
    return list(found.values())


def names_of(cited: Sequence[dict[str, object]], most: int = 3) -> str:
    """The publishers of some sources, for the end of a text."""
    publishers = list(dict.fromkeys(str(source["publisher"]) for source in cited))
    return "; ".join(publishers[:most]) or "-"
