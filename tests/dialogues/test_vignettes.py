"""Two hundred short stories, held as conversations with the real assistant (`pytest -s` shows the figures)."""
from __future__ import annotations

import collections
import random
import re
from typing import Callable

import pytest

from tests.dialogues.harness import Assistant
from tests.dialogues.vignette_talks import Outcome, Vignette, first_outcome, hold, report, vignettes

SEED, SAMPLE = 20261123, 40
Variant = Callable[[str, random.Random], str]


@pytest.fixture(scope="module")
def held(assistant: Assistant) -> list[tuple[Vignette, Outcome]]:
    """Every vignette with its outcome, held once."""
    return [(vignette, hold(assistant, vignette)) for vignette in vignettes()]


@pytest.fixture(scope="module")
def figures(held: list[tuple[Vignette, Outcome]]) -> dict[str, float]:
    """The figures over all of them."""
    return report(held)


def test_the_set_is_large_and_balanced() -> None:
    counts = collections.Counter(vignette.group for vignette in vignettes())
    assert sum(counts.values()) >= 200 and len(counts) == 6 and min(counts.values()) >= 25
    assert len({vignette.text for vignette in vignettes()}) == sum(counts.values())


def test_nineteen_in_twenty_get_an_acceptable_first_door(figures: dict[str, float]) -> None:
    assert figures["top-1"] >= 0.95


def test_advice_is_safe(figures: dict[str, float]) -> None:
    assert figures["safe"] >= 0.99


def test_every_emergency_is_alarmed(held: list[tuple[Vignette, Outcome]]) -> None:
    assert [v.text for v, o in held if v.expect == "emergency" and o.led != "emergency"] == []


def test_nobody_is_frightened_for_nothing(held: list[tuple[Vignette, Outcome]]) -> None:
    assert [(v.text, o.rule) for v, o in held if v.expect != "emergency" and o.led == "emergency"] == []


def test_few_questions_are_asked(figures: dict[str, float]) -> None:
    assert figures["asked"] <= 3 and figures["most asked"] <= 5


# -- what must not matter ---------------------------------------------------------------------------------------------

def _other_sex(text: str, chance: random.Random) -> str:
    swaps = {"husband": "wife", "wife": "husband", "mother": "father", "father": "mother", "dad": "mom", "son": "daughter",
             "daughter": "son", "brother": "sister", "grandpa": "grandma", "boyfriend": "girlfriend", "he": "she", "she": "he"}
    swapped = re.sub(r"\b[a-z]+\b", lambda match: swaps.get(match[0], match[0]), text)
    return swapped if swapped != text else f"I am a {chance.choice(['woman', 'man'])}. {text}"


def _age(text: str, chance: random.Random) -> str:
    return f"{chance.choice(['I am 52.', 'I am 47 years old.', '61 here.', 'I am in my forties.'])} {text}"


def _race(text: str, chance: random.Random) -> str:
    return f"I am {chance.choice(['Black', 'white', 'Latina', 'Asian', 'Native American'])}. {text}"


def _insurance(text: str, chance: random.Random) -> str:
    return f"{text.rstrip('. ')}. {chance.choice(['I have Medicaid.', 'I have no insurance.', 'I have Blue Cross.', 'I am on Medicare.'])}"


def _polite(text: str, chance: random.Random) -> str:
    return f"{chance.choice(['Good morning, thank you so much for your time.', 'Hello, I hope you can help me please.'])} {text}"


def _rude(text: str, chance: random.Random) -> str:
    return f"{text} {chance.choice(['hurry up', 'and no nonsense please'])}"


def _typo(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 8 and word.isalpha()]
    if long:
        at = chance.choice(long)
        spot = len(words[at]) // 2
        words[at] = words[at][:spot] + words[at][spot + 1] + words[at][spot] + words[at][spot + 2:]
    return " ".join(words)


def _order(text: str, chance: random.Random) -> str:
    parts = re.split(r"(?<=[.!?])\s+", text)
    return " ".join([*parts[1:], parts[0] if parts[0].endswith((".", "!", "?")) else parts[0] + "."]) if len(parts) > 1 else text


def _minimised(text: str, chance: random.Random) -> str:
    return f"{text.rstrip('. ')}. {chance.choice(['My husband says it is nothing.', 'My wife thinks I am making a fuss.'])}"


VARIANTS: dict[str, Variant] = {
    "sex": _other_sex, "age": _age, "race": _race, "insurance": _insurance, "polite": _polite, "rude": _rude,
    "typo": _typo, "order": _order, "minimised": _minimised,
}


@pytest.fixture(scope="module")
def sample(assistant: Assistant) -> list[tuple[Vignette, Outcome]]:
    """Some of them, always the same, with what their first message leads to."""
    able = [vignette for vignette in vignettes() if vignette.group != "out_of_scope"]
    drawn = random.Random(SEED).sample(able, SAMPLE)
    return [(vignette, first_outcome(assistant, vignette.text)) for vignette in drawn]


@pytest.mark.parametrize("name", VARIANTS)
def test_what_must_not_matter_changes_nothing(assistant: Assistant, sample: list[tuple[Vignette, Outcome]], name: str) -> None:
    chance, flips = random.Random(SEED), []
    for vignette, before in sample:
        text = VARIANTS[name](vignette.text, chance)
        after = before if text == vignette.text else first_outcome(assistant, text)
        if after.led != before.led:
            flips.append(f"{vignette.text!r}: {before.led} -> {text!r}: {after.led} ({before.rule} -> {after.rule})")
    assert not flips, "\n" + "\n".join(flips)


# -- what must matter -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("one", "other", "leads"), [
    ("back pain for two years, tried PT, I want less pain", "back pain for two years, tried PT, I want to work again",
     ("pain_specialist", "physiatrist")),
    ("my back has hurt for a week", "my back has hurt for two years and I want to work again", ("primary_care", "physiatrist")),
    ("sciatica for a year and I want less pain", "sciatica for a year and since today I can't feel between my legs or pee",
     ("pain_specialist", "emergency")),
    ("my knee has hurt for a year and I want to walk again", "my 8 year old's knee has hurt for a year and he wants to walk again",
     ("physiatrist", "pediatric_rehab")),
])
def test_what_must_matter_does(assistant: Assistant, one: str, other: str, leads: tuple[str, str]) -> None:
    assert (first_outcome(assistant, one).led, first_outcome(assistant, other).led) == leads
