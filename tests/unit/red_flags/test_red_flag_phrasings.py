"""Every rule alarms on its phrasings, at its own level or graver, and stays silent on its near misses."""
from __future__ import annotations

import pytest
from red_flag_rows import CONTENT, MUST, MUST_NOT, STORIES

from guide.red_flags import Level, RedFlagWatch, load_flags


def test_every_rule_of_the_facts_has_phrasings() -> None:
    assert set(CONTENT) == {flag.id for flag in load_flags()}
    for flag, row in CONTENT.items():
        assert len(row["must"]) >= 12, flag
        assert len(row["must_not"]) >= 12, flag


@pytest.mark.parametrize(("flag", "level", "text"), MUST)
def test_danger_alarms_at_least_at_its_level(watch: RedFlagWatch, flag: str, level: str, text: str) -> None:
    alarm = watch.watch(text)
    assert alarm is not None, f"{flag}: no alarm"
    assert alarm.level.gravity <= Level(level).gravity, f"{flag}: only {alarm.level.value} from {alarm.flag.id}"


def test_the_rule_itself_is_among_the_alarms(watch: RedFlagWatch) -> None:
    """Another rule may come first; the named one must be there nearly always."""
    missing = [text for flag, _, text in MUST if flag not in {alarm.flag.id for alarm in watch.all_alarms(text)}]
    assert len(missing) / len(MUST) < 0.06, missing


@pytest.mark.parametrize("text", MUST_NOT)
def test_near_misses_stay_silent(watch: RedFlagWatch, text: str) -> None:
    alarm = watch.watch(text)
    assert alarm is None, f"{alarm.flag.id}: {alarm.because}" if alarm else ""


@pytest.mark.parametrize("text", STORIES["now_or_same_day"])
def test_emergencies_in_many_voices(watch: RedFlagWatch, text: str) -> None:
    alarm = watch.watch(text)
    assert alarm is not None
    assert alarm.level in (Level.NOW, Level.SAME_DAY)


@pytest.mark.parametrize("text", STORIES["no_alarm"])
def test_everyday_troubles_stay_silent(watch: RedFlagWatch, text: str) -> None:
    assert watch.watch(text) is None
