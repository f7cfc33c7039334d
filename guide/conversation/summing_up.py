"""Gathers what a person takes along: what was told, the suggestion and why, what to ask and what to bring."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Iterator

from guide.cards import Bubble, Card
from guide.facts import Facts
from guide.knowledge.entries import Checklist
from guide.recommend import Recommendation
from guide.summary import Part, Summary

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory

_MOST_SPOKEN = 6


def sum_up(guide: "Guide", memory: "Memory", today: datetime.date | None = None) -> Bubble:
    """The summary as a text that can be read at once, and as a card that holds all of it."""
    facts = memory.facts
    told = guide.teller.facts(facts)
    found = guide.table.decide(facts) if told else None
    date = (today or datetime.date.today()).isoformat()
    parts = list(_parts(guide, facts, told, found))
    ask, bring = (next(part for part in parts if part.id == key) for key in ("questions", "bring"))
    lines = [f"**{guide.say('summary_title', date=date)}**",
             guide.say("summary_told", facts=", ".join(told)) if told else guide.say("summary_nothing")]
    if found:
        lines.append(guide.say("summary_suggestion", name=guide.teller.name(found.specialist), because=found.rule.because))
    for part, title in ((ask, "summary_ask"), (bring, "summary_bring")):
        lines += [f"**{guide.say(title)}**", *(f"- {item}" for item in part.items[:_MOST_SPOKEN])]
    lines.append(guide.say("summary_note"))
    card: Card = {
        "card": "summary", "answers": {key: value for key, value in facts.as_json().items()
                                       if value not in (None, [], {}, False) and key != "said"},
        "recommendation": guide.teller.card(facts, found) if found else None,
        "questions_to_ask": list(ask.items), "bring": list(bring.items), "date": date,
        "heading": guide.say("summary_heading"), "title": guide.say("summary_title", date=date),
        "parts": [part.as_card() for part in parts], "note": guide.say("summary_note")}
    return Bubble("\n".join(lines), card)


def _parts(guide: "Guide", facts: Facts, told: list[str], found: Recommendation | None) -> Iterator[Part]:
    def part(key: str, *items: str) -> Part:
        return Part(key, guide.say(f"summary_part_{key}"), tuple(item for item in items if item))

    teller = guide.teller
    yield part("told", *(told or [guide.say("summary_nothing")]))
    if found:
        clinician = guide.catalogue.clinician(found.specialist)
        code = clinician.codes[0] if clinician.codes else None
        yield part("suggestion", teller.headline(found).replace("**", ""))
        yield part("why", teller.because(facts, found))
        whole = [
            part("why_not", *(guide.say("why_not_line", name=teller.name(one["specialist"]), reason=one["reason"])
                              for one in teller.why_not(found))),
            part("would_change", *(guide.say("summary_change", change=guide.say(f"change_{change.key}_{change.value}"),
                                             name=teller.name(change.specialist)) for change in found.changes)),
            part("next", *teller.next_steps(facts, found)),
            part("find", clinician.check, guide.say("summary_code", code=f"{code.code}, {code.label}") if code else ""),
        ]
        yield from (one for one in whole if one.items)
    yield part("questions", *_items(guide, f"ask_{found.specialist}" if found else "", "ask_any_doctor"))
    yield part("bring", *_items(guide, "bring_first_visit", "bring_first_visit"))


def _items(guide: "Guide", wanted: str, otherwise: str) -> list[str]:
    checklist = guide.catalogue.get(Checklist, wanted) or guide.catalogue.get(Checklist, otherwise)
    return list(checklist.items) if checklist else []


__all__ = ["Summary", "sum_up"]
