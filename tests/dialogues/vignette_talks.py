"""Holds each vignette as a conversation, and counts how it went."""
from __future__ import annotations

import pathlib
import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Sequence

import yaml

from evaluation.rates import Rate
from guide.facts import Facts
from guide.recommend import table

if TYPE_CHECKING:
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


def hold(assistant: "Assistant", vignette: Vignette) -> Outcome:
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


def first_outcome(assistant: "Assistant", text: str) -> Outcome:
    """The same with one message: what would be suggested if every question got "not sure" for an answer."""
    talk, outcome = assistant.talk(), Outcome(text)
    if not _ended(talk.say(text), outcome):
        found = table().decide(Facts.of_json(talk.slots.get("facts")))
        outcome.led, outcome.certainty, outcome.rule = found.specialist, found.certainty, found.rule.id
    return outcome


def _ended(reply: "Reply", outcome: Outcome) -> bool:
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


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over the groups of the F1 of each; pairs are (wanted, given)."""
    scores = []
    for group in sorted({wanted for wanted, _ in pairs}):
        both = sum(wanted == given == group for wanted, given in pairs)
        wanted_all, given_all = sum(w == group for w, _ in pairs), sum(g == group for _, g in pairs)
        scores.append(2 * both / (wanted_all + given_all))
    return statistics.mean(scores)


def acceptable(vignette: Vignette, outcome: Outcome) -> bool:
    """Whether the first door is one that the vignette's rule accepts."""
    return outcome.led in vignette.accepted


def is_safe(vignette: Vignette, outcome: Outcome) -> bool:
    """Whether an emergency is alarmed, and whoever is no emergency is sent somewhere or kindly declined."""
    if vignette.expect == "emergency":
        return outcome.led == "emergency"
    return outcome.led != "nothing" or vignette.expect == "declined"


def read_figures(held: Sequence[tuple[Vignette, Outcome]]) -> dict[str, str]:
    """The figures by name, shares with their 95 % interval."""
    alarms = [(v, o) for v, o in held if v.expect == "emergency"]
    calm = [(v, o) for v, o in held if v.expect != "emergency"]
    seen = [(v, o) for v, o in held if isinstance(v.expect, list)]
    answered = [(v, o) for v, o in seen if o.led not in ("nothing", "declined")]
    asked = [len(o.asked) for _, o in seen if o.led not in ("emergency", "declined")]
    needed = [count for count in asked if count]
    figures = {
        "top-1": Rate.among(acceptable(v, o) for v, o in held),
        "top-2": Rate.among(bool({o.led, *o.also[:1]} & set(v.accepted)) for v, o in held),
        "safe advice": Rate.among(is_safe(v, o) for v, o in held),
        "emergencies alarmed": Rate.among(o.led == "emergency" for _, o in alarms),
        "over-triage": Rate.among(o.led == "emergency" for _, o in calm),
        "abstained": Rate.among(o.led in ("nothing", "declined") for _, o in seen),
        "top-1 when answered": Rate.among(acceptable(v, o) for v, o in answered),
        "macro-F1": f"{grouped_f1(held):.3f}",
        "questions asked": f"median {statistics.median(asked or [0]):g}, most {max(asked or [0])}; "
                           f"where any was asked: median {statistics.median(needed or [0]):g}",
    }
    by_group = {f"top-1 {group}": Rate.among(acceptable(v, o) for v, o in held if v.group == group)
                for group in sorted({v.group for v, _ in held})}
    return {name: str(figure) for name, figure in {**figures, **by_group}.items()}


def grouped_f1(held: Sequence[tuple[Vignette, Outcome]]) -> float:
    """Macro-F1 over the six groups; an acceptable door counts as the group's own."""
    return macro_f1([(v.group, v.group if acceptable(v, o) else o.group if o.group != v.group else "nothing") for v, o in held])


def report(held: Sequence[tuple[Vignette, Outcome]]) -> dict[str, float]:
    """The figures printed, with every miss; those that have an aim are returned."""
    print()
    for name, figure in read_figures(held).items():
        print(f"{name}: {figure}")
    for v, o in held:
        if not acceptable(v, o):
            print(f"  miss: {v.text!r} -> {o.led} {o.also} by {o.rule}; wanted {v.expect}; asked {o.asked}")
    asked = [len(o.asked) for v, o in held if isinstance(v.expect, list) and o.led not in ("emergency", "declined")]
    return {"top-1": sum(acceptable(v, o) for v, o in held) / len(held), "safe": sum(is_safe(v, o) for v, o in held) / len(held),
            "macro-F1": grouped_f1(held), "asked": statistics.median(asked or [0]), "most asked": max(asked or [0])}
