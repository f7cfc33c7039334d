"""Thousands of made cases: each danger in many dresses must alarm, each harmless sentence in the same dresses must not."""
from __future__ import annotations

import random
from typing import Callable

import pytest
from red_flag_rows import MUST, MUST_NOT, NEGATED, PRESENT_DANGER

from guide.red_flags import RedFlagWatch

SEED = 20261123
EACH = 260
MINIMISED = ("it's probably nothing but {}", "I'm sure it's fine, {}", "{}, no big deal", "not to bother you, {}", "my wife says I fuss, {}")
BEFORE = ("I have been seeing a therapist for my knee. {}", "We moved house and I carried boxes. {}", "Hi, I am 44 and sit a lot at work. {}",
          "My insurance is new and the forms are long. {}", "thanks for your help last week. {}")
AFTER = ("{}. Who should I see?", "{}. Do physiatrists take my insurance?", "{}. What is an EMG?")
BEGUN = ("since this morning {}", "today {}", "so now {}", "it started an hour ago, {}")
Dress = Callable[[str, random.Random], str]


def _framed(frames: tuple[str, ...]) -> Dress:
    return lambda text, dice: dice.choice(frames).format(text)


def _dictated(text: str, dice: random.Random) -> str:
    """As a phone hears it: no marks, small letters, a filler here and there."""
    words = text.lower().replace(",", "").replace(".", "").replace("'", "").split()
    words.insert(dice.randrange(len(words)), dice.choice(("um", "uh")))
    return " ".join(["so", *words]) if words[0] not in ("um", "uh") else " ".join(words)


def _slipped(text: str, dice: random.Random) -> str:
    """One slip of the finger in a longer word."""
    words = text.split()
    longer = [at for at, word in enumerate(words) if len(word) >= 7 and word.isalpha()]
    if not longer:
        return text
    at = dice.choice(longer)
    word = words[at]
    place = dice.randrange(2, len(word) - 1)
    words[at] = dice.choice((word[:place] + word[place + 1] + word[place] + word[place + 2:] if place + 1 < len(word) else word,
                             word[:place] + word[place + 1:], word[:place] + word[place] + word[place:]))
    return " ".join(words)


def _shouted(text: str, _: random.Random) -> str:
    return text.upper() + "!!"


DRESSES: dict[str, tuple[Dress, float]] = {
    "minimised": (_framed(MINIMISED), 0.0), "after a story": (_framed(BEFORE), 0.0), "before a question": (_framed(AFTER), 0.0),
    "begun just now": (_framed(BEGUN), 0.01), "dictated": (_dictated, 0.03), "slipped": (_slipped, 0.02), "shouted": (_shouted, 0.0),
}
QUIET_DRESSES = {name: DRESSES[name][0] for name in ("after a story", "before a question", "shouted")}


@pytest.mark.parametrize("dress", DRESSES)
def test_a_danger_alarms_in_every_dress(watch: RedFlagWatch, dress: str) -> None:
    make, allowed = DRESSES[dress]
    dice = random.Random(f"{SEED} {dress}")
    rows = dice.sample([text for _, level, text in MUST if level != "soon"], EACH)
    made = [make(text, dice) for text in rows]
    missed = [text for text in made if watch.watch(text) is None]
    assert len(missed) <= allowed * len(made), missed


@pytest.mark.parametrize("dress", QUIET_DRESSES)
def test_the_harmless_stays_silent_in_every_dress(watch: RedFlagWatch, dress: str) -> None:
    dice = random.Random(f"{SEED} {dress}")
    made = [QUIET_DRESSES[dress](text, dice) for text in dice.sample(MUST_NOT, EACH)]
    raised = [(text, alarm.flag.id) for text in made if (alarm := watch.watch(text))]
    assert len(raised) <= 0.01 * len(made), raised


def test_a_danger_added_to_any_conversation_raises_and_a_denied_one_never(watch: RedFlagWatch) -> None:
    dice = random.Random(SEED)
    for _ in range(400):
        earlier = dice.sample(MUST_NOT, dice.randrange(0, 5))
        assert watch.watch(dice.choice(PRESENT_DANGER), earlier) is not None, earlier
        before = {alarm.flag.id for alarm in watch.all_alarms("ok", earlier)}
        denied = dice.choice(NEGATED)
        assert {alarm.flag.id for alarm in watch.all_alarms(denied, earlier)} <= before, (denied, earlier)
