"""The pattern language, expressions, spelling, earlier messages, the unclear question, bad input and speed."""
from __future__ import annotations

import pathlib
import time

import pytest

from guide.red_flags import Level, RedFlag, RedFlagError, RedFlagWatch, load_flags
from guide.red_flags.expressions import ExpressionError, parse
from guide.red_flags.patterns import Compiler, PatternError
from guide.red_flags.reading import fold
from guide.red_flags.spelling import Speller


def _matches(pattern: str, text: str) -> bool:
    words = (*text.split(), ".")
    node = Compiler({"leg": ["leg", "big toe"]}).compile(pattern)
    return any(node.match(words, at) for at in range(len(words)))


@pytest.mark.parametrize(("pattern", "text", "found"), [
    ("leg hurts", "my legs hurts", True), ("vomit*", "vomiting", True), ("(red|hot) knee", "hot knee", True),
    ("the? knee", "knee", True), ("<leg> pain", "big toe pain", True), ("leg .. cold", "leg is very cold", True),
    ("leg .. cold", "leg , cold", False), ("leg ... cold", "leg , cold", True), ("leg .. cold", "leg not cold", False),
    ("leg ... cold", "leg . cold", False), ("# days", "3 days", True), ("# days", "two days", True), ("in ####", "in 2012", True),
    ("in ####", "in 20", False),
])
def test_patterns(pattern: str, text: str, found: bool) -> None:
    assert _matches(pattern, text) is found


@pytest.mark.parametrize("pattern", ["(a|b", "a)", "a | ", "<none> a", "a?", ".. a", "a $ b"])
def test_a_bad_pattern_is_refused_with_its_text(pattern: str) -> None:
    with pytest.raises(PatternError, match=r"\""):
        Compiler({}).compile(pattern)


def test_expressions() -> None:
    rule = parse("a | b + c - d | e", {"a", "b", "c", "d", "e"})
    assert rule.needs == (("a", "b"), ("c",))
    assert rule.without == ("d", "e")
    with pytest.raises(ExpressionError, match="x"):
        parse("a + x", {"a"})


def test_spelling_corrects_danger_words_only() -> None:
    speller = Speller({"seizure": 1, "bleeding": 1, "numbness": 1}, ["breeding"])
    assert speller.correct("seizre") == "seizure"
    assert speller.correct("breeding") == "breeding"
    assert speller.correct("nmbness") == "numbness"
    assert speller.correct("garden") == "garden"


def test_folding_keeps_every_place() -> None:
    text = "Ça va? I CAN’T…"
    assert len(fold(text)) == len(text)
    assert fold(text) == "ca va? i can't."


def test_earlier_messages_add_up(watch: RedFlagWatch) -> None:
    assert watch.watch("my back is killing me") is None
    alarm = watch.watch("also i can't pee", earlier=["my back is killing me", "yes"])
    assert alarm is not None
    assert alarm.flag.id == "cauda_equina"
    assert alarm.words == ("can't pee",)


def test_an_answered_emergency_is_not_repeated(watch: RedFlagWatch) -> None:
    assert watch.watch("ok thanks, what is an EMG?", earlier=["my face is drooping"]) is None


def test_earlier_harmless_words_do_not_hide_a_new_danger(watch: RedFlagWatch) -> None:
    assert watch.watch("I can't breathe", earlier=["short of breath on stairs for years, as always"]) is not None


def test_the_gravest_comes_first(watch: RedFlagWatch) -> None:
    alarms = watch.all_alarms("my headaches keep getting worse and now my face is drooping, also my calf is swollen and red")
    assert alarms[0].level is Level.NOW
    assert [a.level.gravity for a in alarms] == sorted(a.level.gravity for a in alarms)


def test_an_unclear_case_asks_one_question(watch: RedFlagWatch) -> None:
    text = "my back hurts and since this week my foot is tingling"
    assert watch.watch(text) is None
    flag = watch.unclear(text)
    assert flag is not None
    assert flag.id == "cauda_equina"
    assert flag.ask
    assert watch.unclear("where can I find a doctor?") is None
    assert watch.unclear("I can't breathe") is None


class _Stub:
    def judge(self, text: str, spans: object) -> list[str]:
        return ["present"] * len(spans)  # type: ignore[arg-type]


def test_a_second_opinion_can_only_add() -> None:
    judged = RedFlagWatch(load_flags(), _Stub())
    assert judged.watch("I have no chest pain") is not None
    assert judged.watch("what a nice day") is None


@pytest.mark.parametrize("text", [
    "", " ", "\x00\x01", "\U0001f600" * 500, "<script>alert(1)</script>", "/emergency{\"a\":1}", "…", "ａｂｃ", "الصدر يؤلمني",
    "?" * 5000, "no " * 20000, "a" * 100_000, "İ" * 100, "1" * 400, "9/0 0/0 / / 120/", "bp /80", "°", "0 °",
])
def test_bad_input_is_read_calmly(watch: RedFlagWatch, text: str) -> None:
    assert watch.watch(text) is None


def test_head_and_tail_of_a_long_text_are_read(watch: RedFlagWatch) -> None:
    filler = "We talked about the garden and the weather. " * 2500
    for text in ("My face is drooping. " + filler, filler + "I can't breathe."):
        alarm = watch.watch(text)
        assert alarm is not None
        assert alarm.words[0] == text[slice(*alarm.spans[0])]


def _best(watch: RedFlagWatch, texts: list[str]) -> float:
    times = []
    for text in texts:
        started = time.process_time()
        watch.watch(text)
        times.append(time.process_time() - started)
    return min(times)


def test_speed(watch: RedFlagWatch) -> None:
    short = "hi my lower back has been hurting since I lifted a box last week and walking makes it worse number"
    long = "My lower back hurts when I sit and my knee clicks, but I can walk. I had a fever last year. " * 43
    assert _best(watch, [f"{short} {n}" for n in range(7)]) < 0.005
    assert _best(watch, [f"{long[:4000]} {n}" for n in range(5)]) < 0.080


def test_a_folder_without_flags_is_refused(tmp_path: pathlib.Path) -> None:
    with pytest.raises(RedFlagError, match="must not start"):
        load_flags(tmp_path)


def test_a_bad_entry_is_named(tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.yml").write_text("red_flags:\n- id: x\n  name: X\n")
    with pytest.raises(RedFlagError, match="x"):
        load_flags(tmp_path)


def test_a_flag_cannot_be_changed() -> None:
    flag: RedFlag = load_flags()[0]
    with pytest.raises(TypeError):
        flag.id = "other"  # type: ignore[misc]
