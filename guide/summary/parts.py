"""What a summary holds, in the order in which it is read."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Sequence


@dataclass(frozen=True)
class Part:
    """One part: its id, its heading and its sentences."""

    id: str
    title: str
    items: tuple[str, ...]

    def as_card(self) -> dict[str, Any]:
        return {"id": self.id, "title": self.title, "items": list(self.items)}


@dataclass(frozen=True)
class Summary:
    """A summary as its reader sees it; ``card`` is the whole typed card it came from."""

    heading: str
    title: str
    note: str
    parts: Sequence[Part]
    card: Mapping[str, Any]

    @classmethod
    def of_card(cls, card: Mapping[str, Any]) -> "Summary":
        """The summary that a card carries.

        Raises:
            KeyError: the card is no summary, or one of an older version.
        """
        parts = tuple(Part(part["id"], part["title"], tuple(part["items"])) for part in card["parts"])
        return cls(card["heading"], card["title"], card["note"], parts, card)

    def part(self, part_id: str) -> Part | None:
        """The part with that id, where there is one."""
        return next((part for part in self.parts if part.id == part_id), None)
