"""Names that may mean two things: context settles which, or the person is asked once, and the talk goes on from there."""
from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from guide.absorb import absorb
from guide.cards import Bubble, Choice
from guide.concepts import Assertion, Mention
from guide.interview import is_not_sure
from guide.knowledge.catalogue import plain
from guide.knowledge.entries import Ambiguity
from guide.turn import Turn

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory

# In a longer message a name by the way is taken as usual: a story is not stopped for it.
_STORY = 40
_NUMBER = re.compile(r"\W*(?:number |option |no\.? )?([1-3])\W*")
_SMALL_WORDS = frozenset({"in", "the", "my", "a", "an", "for", "or", "it", "is", "of", "on", "one", "its", "i", "mean", "at", "and"})


def by_context(guide: "Guide", memory: "Memory", turn: Turn) -> Turn:
    """The message with every ambiguous name settled that something else in it, or in the talk, settles."""
    for mention in turn.mentions:
        if mention.means:
            found = _by_context(guide, memory, turn, mention)
            turn = _with(turn, mention, found) if found else turn
    return turn


def ask(guide: "Guide", memory: "Memory", turn: Turn, what: str) -> list[Bubble]:
    """One short question about the first name that may still mean several things; ``what`` then goes on."""
    mention = next((m for m in turn.mentions if m.means and m.assertion is not Assertion.ABSENT), None)
    if len(turn.text.split()) > _STORY:
        return []
    entry = _entry(guide, mention.means) if mention else None
    if entry is None:
        return []
    memory.unclear = {"what": what, "id": entry.id, "turn": _as_json(turn)}
    options = [*(Choice(one.title) for one in entry.means), Choice(guide.say("not_sure"))]
    card = {"card": "question", "asks": entry.id, "options": [option.as_card() for option in options], "step": 1, "of": 1,
            "several": False}
    return [Bubble(entry.ask, card, options)]


def chosen(guide: "Guide", memory: "Memory", turn: Turn) -> tuple[Turn, str] | None:
    """The message that waited, now settled, and what is to be done with it; nothing where nothing waited.

    Whoever says something else instead is heard: the name then counts in its usual meaning.
    """
    waiting, memory.unclear = memory.unclear, None
    entry = guide.catalogue.get(Ambiguity, str(waiting["id"])) if waiting else None
    if waiting is None or entry is None:
        return None
    waited = _of_json(waiting["turn"])
    mention = next(m for m in waited.mentions if m.means == tuple(one.concept for one in entry.means))
    found = _chosen(guide, entry, turn)
    settled = _with(waited, mention, found or entry.means[0].concept)
    if found is None:
        memory.facts = absorb(memory.facts, settled, guide.catalogue, telling=waiting["what"] != "answer")
        return None
    if turn.mentions:
        memory.facts = absorb(memory.facts, turn, guide.catalogue)
    return settled, str(waiting["what"])


def _by_context(guide: "Guide", memory: "Memory", turn: Turn, mention: Mention) -> str | None:
    others = {m.concept for m in turn.mentions if m is not mention}
    said = _words(turn.text) - _words(mention.text)
    entry = _entry(guide, mention.means)
    titled = {one.concept for one in entry.means if _words(one.title) & said} if entry else set()
    for known in (others, _fitting(guide, mention.means, turn), titled, {*memory.about, *(memory.facts.problems or ())}):
        fits = [one for one in mention.means if one in known]
        if len(fits) == 1:
            return fits[0]
    return None


def _fitting(guide: "Guide", means: tuple[str, ...], turn: Turn) -> set[str]:
    """The meanings that are felt in a part of the body the message names."""
    parts = {m.concept for m in turn.of("body_part")}
    return {one for one in means if parts & set(getattr(guide.catalogue.concepts.get(one), "body", ()))}


def _chosen(guide: "Guide", entry: Ambiguity, turn: Turn) -> str | None:
    means = tuple(one.concept for one in entry.means)
    number = _NUMBER.fullmatch(turn.text)
    if number:
        return means[int(number[1]) - 1] if int(number[1]) <= len(means) else None
    words = _words(turn.text)
    titles = [one.concept for one in entry.means if words and words <= _words(one.title)]
    named = [one for one in means if one in {m.concept for m in turn.mentions}]
    felt = [one for one in means if one in _fitting(guide, means, turn)]
    for found in (titles, named, felt):
        if len(found) == 1:
            return found[0]
    return means[0] if is_not_sure(turn.text) or plain(turn.text) == plain(guide.say("not_sure")) else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text))) - _SMALL_WORDS


def _entry(guide: "Guide", means: tuple[str, ...]) -> Ambiguity | None:
    return next((one for one in guide.catalogue.all(Ambiguity) if tuple(m.concept for m in one.means) == means), None)


def _with(turn: Turn, mention: Mention, concept: str) -> Turn:
    """The message with one name settled."""
    settled = dataclasses.replace(mention, concept=concept, means=())
    return dataclasses.replace(turn, mentions=[settled if m is mention else m for m in turn.mentions])


def _as_json(turn: Turn) -> dict[str, Any]:
    values = {f.name: getattr(turn, f.name) for f in dataclasses.fields(turn)}
    return {**values, "intents": list(turn.intents), "near": [list(pair) for pair in turn.near],
            "mentions": [{**vars(m), "assertion": m.assertion.value, "means": list(m.means)} for m in turn.mentions]}


def _of_json(values: dict[str, Any]) -> Turn:
    mentions = [Mention(**{**m, "assertion": Assertion(m["assertion"]), "means": tuple(m["means"])}) for m in values["mentions"]]
    return Turn(**{**values, "intents": tuple(values["intents"]), "near": [(one, float(close)) for one, close in values["near"]],
                   "mentions": mentions})
