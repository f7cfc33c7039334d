"""All entries of the knowledge, found by id or by name."""
from __future__ import annotations

import collections
from typing import Any, Iterable, Iterator, Mapping, NamedTuple, TypeVar

from guide.knowledge.entries import (
    Ambiguity,
    BodyPart,
    Checklist,
    Clinician,
    Concept,
    Condition,
    Entry,
    Goal,
    Limit,
    Phrase,
    Procedure,
    Question,
    Source,
    Symptom,
)
from guide.knowledge.names import plain

_Kind = TypeVar("_Kind", bound=Entry)
_CORE = ("physiatrist", "pain_specialist", "dual_trained_physiatrist")


class Fault(NamedTuple):
    """Something that no single entry shows: a doubled name, a link that leads nowhere."""

    entry: Entry | Source
    key: str
    word: str | None
    message: str
    remedy: str
    is_link: bool = False


class Catalogue:
    """Every entry by id, every concept by name.

    An id is unique within its kind of entry; concepts share one space of ids,
    so that an entity value alone tells what is meant.
    """

    def __init__(self, entries: Iterable[Entry | Source], red_flags: Iterable[str] | None = None) -> None:
        """Without ``red_flags``, their ids, links to red flags are not checked."""
        self._red_flags = None if red_flags is None else frozenset(red_flags)
        self.sources: dict[str, Source] = {}
        self.entries: list[Entry] = []
        self._by_kind: dict[type, dict[str, Entry]] = collections.defaultdict(dict)
        self._doubled: list[Fault] = []
        for entry in entries:
            if isinstance(entry, Source):
                self._keep(self.sources, entry)
            else:
                self._keep(self._by_kind[type(entry)], entry)
                self.entries.append(entry)
        self.concepts: dict[str, Concept] = {}
        for entry in self.entries:
            if isinstance(entry, Concept):
                self._keep(self.concepts, entry)
        self._names: dict[str, str] = {}
        for concept in self.concepts.values():
            for name in (concept.name, concept.id.replace("_", " "), *concept.names, *concept.misspellings):
                self._names.setdefault(plain(name), concept.id)

    def _keep(self, where: dict, entry: Entry | Source) -> None:  # type: ignore[type-arg]
        if entry.id in where and where[entry.id] is not entry:
            self._doubled.append(Fault(entry, "id", None, f"the id `{entry.id}` stands twice", "rename one of the two"))
        where.setdefault(entry.id, entry)

    def all(self, kind: type[_Kind]) -> Iterator[_Kind]:
        """Every entry of one kind, in the order of the files."""
        yield from self._by_kind[kind].values()  # type: ignore[misc]

    def find(self, kind: type[_Kind], entry_id: str) -> _Kind:
        """The entry of that kind and id; a ``KeyError`` where there is none."""
        return self._by_kind[kind][entry_id]  # type: ignore[return-value]

    def get(self, kind: type[_Kind], entry_id: str) -> _Kind | None:
        """The entry of that kind and id, or nothing."""
        return self._by_kind[kind].get(entry_id)  # type: ignore[return-value]

    def named(self, name: str) -> Concept | None:
        """The concept a person calls so, exactly but for case and accents."""
        found = self._names.get(plain(name))
        return self.concepts[found] if found else None

    def clinician(self, entry_id: str) -> Clinician:
        """A clinician by id."""
        return self.find(Clinician, entry_id)

    def phrase(self, phrase_id: str, turn: int = 0, /, **blanks: str) -> str:
        """A fixed sentence with its blanks filled; ``turn`` picks among its wordings."""
        texts = self.find(Phrase, phrase_id).texts
        return texts[turn % len(texts)].format(**blanks)

    def faults(self) -> Iterator[Fault]:
        """Everything wrong that shows only when all entries are seen together."""
        yield from self._doubled
        yield from self._doubled_names()
        for entry in self.entries:
            for source in entry.sources:
                if source not in self.sources:
                    yield Fault(entry, "sources", source, f"unknown source `{source}`",
                                "add it to sources.yml, or correct the id", True)
            for key, link, known in self._links(entry):
                if link not in known:
                    yield Fault(entry, key, link, f"`{link}` leads nowhere", "use the id of an entry", True)

    def _doubled_names(self) -> Iterator[Fault]:
        # As a person's words are compared with them: "insole" and "Insoles" are one name.
        from guide.concepts.tokens import stems_of

        owners: dict[tuple[str, ...], Concept | Ambiguity] = {}
        named: list[Concept | Ambiguity] = [*self.concepts.values(), *self.all(Ambiguity)]
        for entry in named:
            own = [("names", entry.names)]
            if isinstance(entry, Concept):
                own = [("name", (entry.name,)), *own, ("misspellings", entry.misspellings)]
            for key, names in own:
                for name in names:
                    owner = owners.setdefault(stems_of(name), entry)
                    if owner is not entry:
                        yield Fault(entry, key, name, f"the name \"{plain(name)}\" already stands under `{owner.id}`",
                                    "keep it on the better of the two, or declare it in ambiguous.yml and on neither")

    def _links(self, entry: Entry) -> Iterator[tuple[str, str, Iterable[str]]]:
        """Every link of an entry: its key, the id it names, and the ids it may name."""
        clinicians = self._by_kind[Clinician]
        routes = {*clinicians, "either", "other"}
        if isinstance(entry, (Condition, Symptom)):
            yield from (("door", link, clinicians) for link in (entry.door,) if link)
            yield from (("also", link, clinicians) for link in entry.also)
            yield from (("body", part, self._by_kind[BodyPart]) for part in entry.body)
        elif isinstance(entry, Procedure):
            yield from (("done_by", link, clinicians) for link in entry.done_by)
        elif isinstance(entry, Goal):
            yield "points_to", entry.points_to, routes
        elif isinstance(entry, Question):
            yield from (("about", link, self.concepts) for link in entry.about)
        elif isinstance(entry, Ambiguity):
            yield from (("means", one.concept, self.concepts) for one in entry.means)
        elif isinstance(entry, Checklist):
            yield from (("for", link, clinicians) for link in entry.for_)
        elif isinstance(entry, BodyPart) and entry.pain:
            yield "pain", entry.pain, self.concepts
        if isinstance(entry, (Condition, Procedure)) and self._red_flags is not None:
            yield from (("red_flags", link, self._red_flags) for link in entry.red_flags)

    def links_elsewhere(self, section: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str, Iterable[str]]]:
        """The same for a row of the interview, the decision table or the red flags."""
        yield from (("sources", str(link), self.sources) for link in row.get("sources") or ())
        clinicians = {*self._by_kind[Clinician], "either", "door", "worry_door", "referral"}
        if section == "decisions":
            yield "suggest", str(row.get("suggest")), clinicians
            yield from (("also", link, clinicians) for link in row.get("also") or ())
            yield from (("why_not", link, clinicians) for link in row.get("why_not") or ())
            when = row.get("when") or {}
            for key, known in (("trouble", self.concepts), ("worry", self.concepts), ("wants", self._by_kind[Goal]),
                               ("limited", self._by_kind[Limit]), ("seen", clinicians)):
                links = when.get(key, ())
                yield from (("when", link, known) for link in ([links] if isinstance(links, str) else links))
        elif section == "interview":
            yield from (("options", link, self.concepts) for option in row.get("options") or ()
                        for link in option.get("sets") or ())

    def is_core(self, clinician_id: str) -> bool:
        """Whether this is one of the two specialties the assistant is about, or their union."""
        return clinician_id in _CORE


__all__ = ["Catalogue", "Fault", "Goal", "Limit", "plain"]
