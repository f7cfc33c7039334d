"""Holds each vignette as a conversation, and counts how it went."""
from __future__ import annotations

import math
import pathlib
import statistics
from dataclasses import dataclass, field
from typing import Any, Sequence

import yaml

from guide.facts import Facts
from guide.recommend import table
from tests.dialogues.harness import Assistant, Reply

MOST_ANSWERS = 6
UNSURE = "I'm not sure"
GROUP_OF = {"physiatrist": "rehabilitation", "pain_specialist": "chronic_pain", "dual_trained_physiatrist": "mixed",
            "emergency": "emergency", "declined": "out_of_scope"}


@dataclass
class Outcome:
    """How one conversation ended."""

    text: str
    led: str = "nothing"
    also: tuple[str, ...] = ()
    certainty: str = ""
    rule: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def group(self) -> str:
        return GROUP_OF.get(self.led, "other_door" if self.led != "nothing" else "nothing")


@dataclass(frozen=True)
class Vignette:
    """What somebody writes first, and what a clinician would accept as the first door."""

    text: str
    group: str
    rule: str
    expect: Any
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> tuple[str, ...]:
        return tuple(self.expect) if isinstance(self.expect, list) else (self.expect,)


def vignettes() -> list[Vignette]:
    """All of them, in the order of the file."""
    content = yaml.safe_load((pathlib.Path(__file__).parent / "vignettes.yml").read_text(encoding="utf-8"))
    assert all(row["rule"] in content["rules"] for row in content["vignettes"])
    return [Vignette(**row) for row in content["vignettes"]]


def hold(assistant: Assistant, vignette: Vignette) -> Outcome:
    """Says the text, answers what is asked, until somebody is suggested, the alarm is given, or it is declined."""
    talk, outcome = assistant.talk(), Outcome(vignette.text)
    reply = talk.say(vignette.text)
    while not _ended(reply, outcome) and len(outcome.asked) < MOST_ANSWERS:
        question = reply.card("question")
        if question is None:
            break
        outcome.asked.append(question["asks"])
        reply = talk.say(vignette.answers.get(question["asks"], UNSURE))
    return outcome


def first_outcome(assistant: Assistant, text: str) -> Outcome:
    """The same with one message: what would be suggested if every question got "not sure" for an answer."""
    talk, outcome = assistant.talk(), Outcome(text)
    if not _ended(talk.say(text), outcome):
        found = table().decide(Facts.of_json(talk.slots.get("facts")))
        outcome.led, outcome.certainty, outcome.rule = found.specialist, found.certainty, found.rule.id
    return outcome


def _ended(reply: Reply, outcome: Outcome) -> bool:
    alarm, found, no = reply.card("emergency"), reply.card("recommendation"), reply.card("refusal") or reply.card("fallback")
    if alarm and alarm["level"] != "soon":
        outcome.led, outcome.rule = "emergency", alarm["rule"]
    elif found:
        outcome.led, outcome.also = found["specialist"], tuple(found["also"])
        outcome.certainty, outcome.rule = found["certainty"], found.get("rule", "")
    elif (no or reply.card("smalltalk")) and not outcome.asked and not reply.card("question"):
        outcome.led, outcome.rule = "declined", (no or {}).get("kind", "smalltalk")
    else:
        return False
    return True


def rate(hits: int, of: int) -> str:
    """A share with its 95 % interval (Wilson)."""
    if not of:
        return "none"
    share, z = hits / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.1%} ({hits}/{of}, {middle - half:.1%} to {middle + half:.1%})"


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over the groups of the F1 of each; pairs are (wanted, given)."""
    scores = []
    for group in sorted({wanted for wanted, _ in pairs}):
        both = sum(wanted == given == group for wanted, given in pairs)
        wanted_all, given_all = sum(w == group for w, _ in pairs), sum(g == group for _, g in pairs)
        scores.append(2 * both / (wanted_all + given_all))
    return statistics.mean(scores)


def report(held: Sequence[tuple[Vignette, Outcome]]) -> dict[str, Any]:
    """The figures, printed and returned."""
    hits = [o.led in v.accepted for v, o in held]
    second = [bool({o.led, *o.also[:1]} & set(v.accepted)) for v, o in held]
    alarms = [(v, o) for v, o in held if v.expect == "emergency"]
    calm = [(v, o) for v, o in held if v.expect != "emergency"]
    seen = [(v, o) for v, o in held if isinstance(v.expect, list)]
    asked = [len(o.asked) for _, o in seen if o.led not in ("emergency", "declined")]
    safe = [o.led == "emergency" if v.expect == "emergency" else o.led != "nothing" or v.expect == "declined" for v, o in held]
    figures = {
        "top-1": sum(hits) / len(held), "safe": sum(safe) / len(held),
        "macro-F1": macro_f1([(v.group, v.group if hit else o.group if o.group != v.group else "nothing") for (v, o), hit in zip(held, hits)]),
        "asked": statistics.median(asked or [0]), "most asked": max(asked or [0]),
    }
    print("\ntop-1 " + rate(sum(hits), len(held)))
    print("top-2 " + rate(sum(second), len(held)))
    print("safe advice " + rate(sum(safe), len(held)))
    print("emergencies alarmed " + rate(sum(o.led == "emergency" for _, o in alarms), len(alarms)))
    print("over-triage " + rate(sum(o.led == "emergency" for _, o in calm), len(calm)))
    print("abstained " + rate(sum(o.led in ("nothing", "declined") for _, o in seen), len(seen)))
    print(f"macro-F1 {figures['macro-F1']:.3f}   questions asked: median {figures['asked']}, most {figures['most asked']}")
    for group in sorted({v.group for v, _ in held}):
        of = [hit for (v, _), hit in zip(held, hits) if v.group == group]
        print(f"  {group}: {rate(sum(of), len(of))}")
    for (v, o), hit in zip(held, hits):
        if not hit:
            print(f"  miss: {v.text!r} -> {o.led} {o.also} by {o.rule}; wanted {v.expect}; asked {o.asked}")
    return figures
