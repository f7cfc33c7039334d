"""Adding a true danger to any text always alarms; adding a denied one never does."""
from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from red_flag_rows import NEGATED, PRESENT_DANGER, STORIES

from guide.red_flags import RedFlagWatch

_QUIET = st.sampled_from(STORIES["no_alarm"])
_ANY = st.text(max_size=200) | _QUIET | st.lists(_QUIET, min_size=1, max_size=4).map(". ".join)
_CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
                 derandomize=True)


@_CALM
@given(before=_ANY, after=_ANY, danger=st.sampled_from(PRESENT_DANGER))
def test_a_true_danger_is_seen_in_any_text(watch: RedFlagWatch, before: str, after: str, danger: str) -> None:
    assert watch.watch(f"{before}. {danger}. {after}") is not None


@_CALM
@given(texts=st.lists(_QUIET, max_size=3), denied=st.sampled_from(NEGATED), last=st.booleans())
def test_a_denied_danger_raises_nothing(watch: RedFlagWatch, texts: list[str], denied: str, last: bool) -> None:
    rows = [*texts, denied] if last else [denied, *texts]
    before = {alarm.flag.id for alarm in watch.all_alarms(". ".join(texts))}
    assert {alarm.flag.id for alarm in watch.all_alarms(". ".join(rows))} <= before


@_CALM
@given(text=st.text(max_size=3000))
def test_no_text_breaks_it_and_spans_fit(watch: RedFlagWatch, text: str) -> None:
    for alarm in watch.all_alarms(text):
        assert alarm.words == tuple(text[first:last] for first, last in alarm.spans)
