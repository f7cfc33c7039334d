"""The summary that somebody was last given, from what is kept of their conversation."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guide.summary import Summary


def last_summary(events: Sequence[Mapping[str, Any]]) -> Summary | None:
    """The newest summary among a conversation's events (``ConversationStore.export``), or nothing."""
    for event in reversed(events):
        card = ((event.get("data") or {}).get("custom") or {}) if event.get("event") == "bot" else {}
        if card.get("card") == "summary" and "parts" in card:
            return Summary.of_card(card)
    return None
