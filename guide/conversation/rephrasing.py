"""The last answer once more: simpler, longer, or with where it is from."""
from __future__ import annotations

from typing import TYPE_CHECKING

from guide.answers.answer import sources, with_terms
from guide.cards import Bubble, Choice, smalltalk
from guide.conversation.telling import after_colon
from guide.knowledge.entries import Entry
from guide.turn import Turn

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory


def rephrase(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """Simpler, longer, or where it is from."""
    if "ask_source" in turn.intents:
        return _sources(guide, memory)
    if "say_simpler" in turn.intents:
        return _simpler(guide, memory, turn)
    kept = memory.answer
    if not kept.get("more"):
        return [Bubble(guide.say("more_nothing"), smalltalk("more")), *guide.ask_back(memory)]
    text, *rest = kept["more"]
    memory.answer = {**kept, "more": rest}  # a new one: what was read from a slot must not change under it
    choices = (Choice(guide.say("choice_more")),) if rest else ()
    card = {"card": "answer", "topic": kept.get("topic", "about_assistant"), "about": memory.about[:2], "sources": _cited(guide, memory)}
    return [Bubble(_with_terms(guide, memory, turn, text), card, choices), *guide.ask_back(memory)]


def _simpler(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    simpler = memory.answer.get("simpler")
    if simpler:
        return [Bubble(guide.say("in_short", text=after_colon(_with_terms(guide, memory, turn, simpler)))), *guide.ask_back(memory)]
    if memory.asking:
        return guide.why_asked(memory, turn)
    return [Bubble(guide.say("simpler_nothing"), smalltalk("simpler"))]


def _with_terms(guide: "Guide", memory: "Memory", turn: Turn, text: str) -> str:
    return "\n".join(with_terms([text], guide.explain_terms(memory, turn, [text], memory.about)))


def _cited(guide: "Guide", memory: "Memory") -> list[dict[str, object]]:
    return sources(guide.catalogue, _entries(guide, memory))


def _entries(guide: "Guide", memory: "Memory") -> list[Entry]:
    """Where the last answer stands, the main entry first; what is no longer in the knowledge is left out."""
    kept = [tuple(pair) for pair in memory.answer.get("entries", [])]
    found = {(e.section, e.id): e for e in guide.catalogue.entries if (e.section, e.id) in kept}
    return [found[pair] for pair in kept if pair in found]


def _sources(guide: "Guide", memory: "Memory") -> list[Bubble]:
    cited = _cited(guide, memory)
    if not cited:
        return [Bubble(guide.say("source_none"), smalltalk("source")), *guide.ask_back(memory)]
    names = "; ".join(f"{c['publisher']}: {c['title']}" + (f", {c['address']}" if c.get("address") else "") for c in cited[:3])
    lines = [guide.say("source_named", names=names, reviewed=str(cited[0]["reviewed"]))]
    if not any(c["read"] for c in cited):
        lines.append(guide.say("source_unread"))
    elif not all(entry.read for entry in _entries(guide, memory)):
        lines.append(guide.say("source_part_read"))
    return [Bubble("\n".join(lines), {"card": "answer", "topic": "about_assistant", "about": memory.about[:2], "sources": cited}),
            *guide.ask_back(memory)]
