"""The same thing typed differently is understood alike: at most 2 % of all decisions may change."""
from __future__ import annotations

import collections
import pathlib
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from tests.nlu.perturbing import PERTURBATIONS

if TYPE_CHECKING:
    from tests.dialogues.harness import Assistant

MOST = 0.02
NOT_CONCEPTS = {"question", "person", "duration", "red_flag"}
HERE = pathlib.Path(__file__).parent
# Every other sentence, to be done in seconds; the longer messages all.
SENTENCES = [*(row["text"] for row in yaml.safe_load((HERE / "concepts.yml").read_text(encoding="utf-8"))[::2]),
             *yaml.safe_load((HERE / "messages.yml").read_text(encoding="utf-8"))]


class Decision(NamedTuple):
    """What the conversation turns on: the intent answered first, and the concepts found."""

    intent: str
    concepts: frozenset[str]


def decide(assistant: "Assistant", text: str) -> Decision:
    parsed = assistant.parse(text)
    intents = parsed.get("intents") or [parsed["intent"]["name"]]
    return Decision(intents[0], frozenset(e["value"] for e in parsed["entities"] if e["entity"] not in NOT_CONCEPTS))


@pytest.mark.parametrize("text", ["carpel tunnel", "Who treats gout?", "My back hurts. Who treats that?"])
def test_a_perturbation_is_the_same_in_every_run(text: str) -> None:
    assert [perturb(text) for perturb in PERTURBATIONS] == [perturb(text) for perturb in PERTURBATIONS]


def test_at_most_two_in_a_hundred_decisions_change(assistant: "Assistant") -> None:
    tried = collections.Counter[str]()
    changed: dict[str, list[str]] = collections.defaultdict(list)
    for text in SENTENCES:
        plain = decide(assistant, text)
        for perturb in PERTURBATIONS:
            other = perturb(text)
            if other == text:
                continue
            tried[perturb.__name__] += 1
            got = decide(assistant, other)
            if got != plain:
                changed[perturb.__name__].append(f"{other!r}: {_difference(plain, got)}")
    total, wrong = sum(tried.values()), sum(map(len, changed.values()))
    lines = [f"{wrong} of {total} decisions changed ({100 * wrong / total:.1f} %)"]
    for name in tried:
        lines += [f"{name}: {len(changed[name])} of {tried[name]}", *(f"    {case}" for case in changed[name])]
    assert wrong <= MOST * total, "\n".join(lines)


def _difference(plain: Decision, got: Decision) -> str:
    parts = [f"{plain.intent} -> {got.intent}"] if plain.intent != got.intent else []
    parts += [f"lost {concept}" for concept in sorted(plain.concepts - got.concepts)]
    parts += [f"gained {concept}" for concept in sorted(got.concepts - plain.concepts)]
    return ", ".join(parts)
