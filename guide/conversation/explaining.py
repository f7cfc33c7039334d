"""Questions about a suggestion: why, why not, what if, how sure, who else. All answered from the decision table."""
from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from guide.absorb import absorb
from guide.answers.library import capital
from guide.cards import Bubble, smalltalk
from guide.conversation.referral import has_referral
from guide.facts import Facts
from guide.recommend import Recommendation
from guide.turn import Turn

if TYPE_CHECKING:
    from guide.conversation.guide import Guide
    from guide.conversation.memory import Memory

_SURGEON = re.compile(r"\bsurg(?:eons?|ery)\b", re.I)


def explain(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """One of the questions people ask about a suggestion; then back to the open question."""
    if memory.asking and memory.suggested is None and "why_suggested" in turn.intents:
        return guide.why_asked(memory, turn)
    if "have_referral" in turn.intents:
        return _referral(guide, memory, turn)
    if "see_both" in turn.intents:
        return [Bubble(guide.say("see_both"), smalltalk("see_both")), *guide.ask_back(memory)]
    if "what_if" in turn.intents and memory.facts.problems:
        return [*_what_if(guide, memory, turn, guide.table.decide(memory.facts)), *guide.ask_back(memory)]
    if memory.suggested is None:
        lead = Bubble(guide.say("no_suggestion_yet", memory.turns), smalltalk("no_suggestion"))
        return [lead, *(guide.proceed(memory) if memory.facts.anything and not memory.asking else guide.ask_back(memory))]
    found = guide.table.decide(memory.facts)
    answers = {"why_not_other": _why_not, "how_sure": _how_sure, "who_else": _who_else, "what_if": _what_if}
    answer = next((answers[intent] for intent in turn.intents if intent in answers), _why)
    return [*answer(guide, memory, turn, found), *guide.ask_back(memory)]


def how_to_find_one(guide: "Guide", memory: "Memory") -> list[Bubble]:
    """How to find and check a clinician of the kind that was suggested."""
    lines = guide.teller.find_one(memory.suggested or "")
    about = [memory.suggested or ""]
    card = {"card": "answer", "topic": "find_specialist", "about": about, "sources": guide.teller.sources_of(about[0])}
    return [Bubble("\n".join(lines), card), *guide.ask_back(memory)]


def _why(guide: "Guide", memory: "Memory", turn: Turn, found: Recommendation) -> list[Bubble]:
    told = ", ".join(guide.teller.facts(memory.facts))
    lines = [found.rule.because]
    if told:
        lines.append(guide.teller.say_for(memory.facts, "because", who=memory.facts.who, facts=told))
    return [Bubble("\n".join([*lines, *guide.teller.changes(found)]), guide.teller.card(memory.facts, found))]


def _why_not(guide: "Guide", memory: "Memory", turn: Turn, found: Recommendation) -> list[Bubble]:
    named = turn.first("clinician") or _surgeon(guide, turn, found)
    reasons = guide.teller.why_not(found)
    if named and named == found.specialist:
        return _why(guide, memory, turn, found)
    if named and all(reason["specialist"] != named for reason in reasons):
        key = f"why_not_{named}" if named in ("dual_trained_physiatrist", "primary_care") else ""
        text = guide.say(key) if key else guide.say("who_else_none", name=guide.teller.name(found.specialist))
        # Of anybody else it can be said when they are the right one.
        right_when = [] if key else guide.asking.when_to_see(named).bubbles(guide.catalogue)
        return [Bubble(text, smalltalk("why_not")), *right_when]
    chosen = [reason for reason in reasons if reason["specialist"] == named] or reasons
    lines = [guide.say("why_not_line", name=guide.teller.name(r["specialist"]), reason=r["reason"]) for r in chosen]
    if not lines:
        return _how_sure(guide, memory, turn, found)
    return [Bubble("\n".join([*lines, *guide.teller.changes(found)[:1]]), guide.teller.card(memory.facts, found))]


def _surgeon(guide: "Guide", turn: Turn, found: Recommendation) -> str | None:
    """The kind of surgeon that somebody means who says just "surgeon": the one for this trouble."""
    if not _SURGEON.search(turn.text):
        return None
    return next((one for one in _also(guide, found) if one.endswith("_surgeon")), "orthopedic_surgeon")


def _what_if(guide: "Guide", memory: "Memory", turn: Turn, found: Recommendation) -> list[Bubble]:
    supposed = _supposing(guide, memory.facts, turn)
    if supposed == memory.facts and not turn.mentions and turn.days is None:
        return [Bubble(guide.say("what_if_unclear"), smalltalk("what_if"))]
    other = guide.table.decide(supposed)
    name = guide.teller.name(other.specialist)
    key = "what_if_same" if other.specialist == found.specialist else "what_if_other"
    text = guide.say(key, name=name) if other.certainty != "either" or not other.also else guide.say(
        "how_sure_either", name=name, other=guide.teller.name(other.also[0]))
    return [Bubble(f"{text} {other.rule.because}", guide.teller.card(supposed, other))]


def _supposing(guide: "Guide", facts: Facts, turn: Turn) -> Facts:
    """The facts as they would be: what the message supposes takes the place of what was said."""
    heard = absorb(Facts(), turn, guide.catalogue)
    goals = [m.concept for m in turn.of("goal")] or heard.goals
    problems = [m.concept for m in turn.of("condition", "symptom")] or heard.problems
    return dataclasses.replace(
        facts, problems=problems or facts.problems, goals=goals or facts.goals,
        duration=heard.duration if heard.duration is not None else turn.days if turn.days is not None else facts.duration,
        limits=heard.limits or facts.limits, tried=heard.tried or facts.tried,
        child=heard.child or facts.child)


def _how_sure(guide: "Guide", memory: "Memory", turn: Turn, found: Recommendation) -> list[Bubble]:
    name = capital(guide.teller.name(found.specialist))
    other = guide.teller.name(found.also[0]) if found.also else name
    lines = [guide.say(f"how_sure_{found.certainty}", name=name if found.certainty == "leaning" else guide.teller.name(found.specialist),
                       other=other), *guide.teller.changes(found)]
    return [Bubble("\n".join(lines), guide.teller.card(memory.facts, found))]


def _also(guide: "Guide", found: Recommendation) -> list[str]:
    """Who may help as well: those of the rule, then those of the trouble, each once."""
    problem = guide.catalogue.concepts.get(found.problem or "")
    return list(dict.fromkeys([*found.also, *getattr(problem, "also", ())]))


def _who_else(guide: "Guide", memory: "Memory", turn: Turn, found: Recommendation) -> list[Bubble]:
    others = [one for one in _also(guide, found) if one != found.specialist]
    if not others:
        return [Bubble(guide.say("who_else_none", name=guide.teller.name(found.specialist)), smalltalk("who_else"))]
    return [Bubble(guide.say("who_else", names=guide.teller.clinicians(others)), guide.teller.card(memory.facts, found))]


def _referral(guide: "Guide", memory: "Memory", turn: Turn) -> list[Bubble]:
    """Somebody already has a referral, or has already seen the first door: no detour for them."""
    before = memory.facts.as_json()
    memory.remember_step()
    memory.facts = guide.table.settled(absorb(memory.facts, turn, guide.catalogue))
    seen = memory.facts.seen
    # "I already see a physiatrist" is no referral to one.
    sent_to = next((m.concept for m in turn.of("clinician") if guide.catalogue.is_core(m.concept)
                    and (has_referral(turn) or m.concept not in seen)), None)
    if sent_to is None or sent_to == "primary_care":
        memory.facts.seen = seen or ["primary_care"]
        return guide.proceed(memory, before)
    memory.facts.seen = [one for one in seen if one != sent_to]
    memory.facts.sent_to = sent_to
    if not memory.facts.problems:
        return [Bubble(guide.say("referral_open"), smalltalk("referral")), *guide.proceed(memory)]
    found = guide.table.decide(memory.facts)
    if sent_to == found.specialist:
        # The question was "is that right?": it is answered at once, and nothing more is asked.
        memory.asking = None
        return [Bubble(guide.say("referral_fits", name=guide.teller.name(sent_to)), smalltalk("referral")), *guide.suggest(memory)]
    if found.certainty == "clear" or guide.interview.next(memory.facts, memory.asked) is None:
        memory.asking = None
        text = guide.say("referral_clear_other", name=guide.teller.name(found.specialist))
        return [Bubble(text, smalltalk("referral")), *guide.suggest(memory)]
    return [Bubble(guide.say("referral_depends"), smalltalk("referral")), *guide.proceed(memory)]
