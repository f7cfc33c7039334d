"""Variants that must not change the answer: minimisers, relatives, typos, stories around it; and some that must."""
from __future__ import annotations

import random

import pytest
from red_flag_rows import MUST, NEGATED, PRESENT_DANGER

from guide.red_flags import RedFlagWatch

SEED = 20261123
MINIMISERS = ("it's probably nothing but {}", "my wife says I'm overreacting, {}", "{}, no big deal though",
              "{} but I'm sure it's just a pulled muscle", "don't want to bother anyone, {}", "{}, my husband says its nothing",
              "silly question, {}", "{}, lol")
STORIES = ("I have been seeing a physical therapist for my knee and it went well. {}",
           "Hello, thanks for your help. I am 44 and work in an office. {}",
           "We moved house last month and I carried a lot of boxes. {} What should I do?",
           "{} I also wonder if my insurance covers a physiatrist.")
RELATIVES = {
    "husband": ("his", "he"), "wife": ("her", "she"), "dad": ("his", "he"), "mom": ("her", "she"), "son": ("his", "he"),
}
THIRD_PERSON = [
    "my {r}'s face is drooping on one side", "my {r}'s speech is slurred", "my {r} can't breathe",
    "my {r} has crushing chest pain", "my {r} won't wake up", "my {r} vomited blood", "my {r} wants to kill {o}self",
    "my {r} took too many pills", "my {r} is having a seizure right now", "my {r} is suddenly confused",
]
FAR = ["what are the signs of {}?", "how is {} treated?", "I read an article about {}", "my grandfather had {} in 1998"]
NAMES = ["a stroke", "a heart attack", "meningitis", "sepsis", "cauda equina syndrome", "a lung clot", "an overdose", "anaphylaxis"]
FIGURATIVE = [
    "my back is killing me", "I'd kill for a good night's sleep", "dying to know", "this pain will be the death of me",
    "I'm so tired I could die", "the price gave me a heart attack", "I nearly died laughing", "my boss drives me crazy",
    "that workout was murder", "shooting pain down my leg", "I could murder a sandwich", "I have a killer headache band",
]
CHRONIC = [
    "I have used a catheter for ten years since my cord injury", "my left hand has been weak since my stroke in 2015",
    "short of breath on stairs for years, as always", "my foot has dropped for 6 years and I wear a brace",
    "numb toes for 8 years, unchanged", "chest wall pain for years, checked by my doctor",
]


def _picked(number: int, seed: int) -> list[str]:
    rows = [text for _, level, text in MUST if level != "soon"]
    return random.Random(seed).sample(rows, number)


@pytest.mark.parametrize("text", _picked(120, SEED))
def test_minimising_words_never_lower_the_level(watch: RedFlagWatch, text: str) -> None:
    plain = watch.watch(text)
    assert plain is not None
    for frame in MINIMISERS:
        alarm = watch.watch(frame.format(text))
        assert alarm is not None, frame
        assert alarm.level.gravity <= plain.level.gravity, frame


@pytest.mark.parametrize("text", _picked(80, SEED + 1))
def test_a_story_around_it_hides_nothing(watch: RedFlagWatch, text: str) -> None:
    for frame in STORIES:
        assert watch.watch(frame.format(text + ".")) is not None, frame


def _typo(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word) - 1)
    kind = dice.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind == 1:
        return word[:at] + word[at + 1:]
    return word[:at] + word[at] + word[at:]


def test_one_typo_is_read_over_nearly_always(watch: RedFlagWatch) -> None:
    dice = random.Random(SEED)
    missed, number = [], 0
    for text in _picked(400, SEED + 2):
        words = text.split()
        long = [at for at, word in enumerate(words) if len(word) >= 6 and word.isalpha()]
        if not long:
            continue
        at = dice.choice(long)
        words[at] = _typo(words[at], dice)
        number += 1
        if watch.watch(" ".join(words)) is None:
            missed.append(" ".join(words))
    assert number > 200
    assert len(missed) / number < 0.02, missed


@pytest.mark.parametrize("text", PRESENT_DANGER)
def test_case_and_punctuation_do_not_matter(watch: RedFlagWatch, text: str) -> None:
    for form in (text.upper(), text.replace("'", ""), text.replace("'", "’"), text + "!!!", "  " + text + "\n", "\U0001f62d " + text):
        assert watch.watch(form) is not None, form


@pytest.mark.parametrize("frame", THIRD_PERSON)
@pytest.mark.parametrize("relative", list(RELATIVES))
def test_a_relative_in_trouble_alarms(watch: RedFlagWatch, frame: str, relative: str) -> None:
    assert watch.watch(frame.format(r=relative, o={"his": "him", "her": "her"}[RELATIVES[relative][0]])) is not None


@pytest.mark.parametrize("text", NEGATED + FIGURATIVE + CHRONIC)
def test_denied_figurative_and_unchanged_stay_silent(watch: RedFlagWatch, text: str) -> None:
    assert watch.watch(text) is None


@pytest.mark.parametrize("frame", FAR)
@pytest.mark.parametrize("name", NAMES)
def test_questions_and_family_history_stay_silent(watch: RedFlagWatch, frame: str, name: str) -> None:
    assert watch.watch(frame.format(name)) is None


@pytest.mark.parametrize("text", [
    "I had a stroke two years ago and want to walk better", "my husband had a stroke last month, who helps him walk?",
    "if I get chest pain I will call you", "I'm afraid of having a stroke", "my father died of a heart attack",
])
def test_old_feared_and_others_events_stay_silent(watch: RedFlagWatch, text: str) -> None:
    assert watch.watch(text) is None


@pytest.mark.parametrize("text", [
    "I had a stroke two years ago and now my speech is slurred again", "used to be fine, but now I can't breathe even sitting",
    "if this is a stroke tell me, my face is drooping", "my father died of a heart attack and now my chest is crushing",
    "my migraine is usual but this is the worst headache of my life",
])
def test_new_trouble_beside_old_alarms(watch: RedFlagWatch, text: str) -> None:
    assert watch.watch(text) is not None
