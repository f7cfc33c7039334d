"""Slack's text to and from ours."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.slack.places import personal
from channels.slack.words import heard, mrkdwn, pieces


@pytest.mark.parametrize(("sent", "read"), [
    ("pain &gt; 3 months &amp; numb", "pain > 3 months & numb"),
    ("write <mailto:a@b.org|a@b.org> or <https://x.org/a?b=1|the page>", "write a@b.org or the page"),
    ("see <https://x.org>", "see https://x.org"),
    ("<@UBOT> who does EMGs?", "who does EMGs?"),
    ("ask <@U777> about it", "ask someone about it"),
    ("<!channel> my <#C12|back-pain> group", "my back-pain group"),
    ("&amp;lt; stays letters", "&lt; stays letters"),
    ("<tel:911|911>", "911"),
    ("a < b and c > d", "a < b and c > d"),
    (None, ""), (42, ""), ("", ""),
])
def test_what_slack_sends_is_read_as_it_was_written(sent, read):
    assert heard(sent, ["UBOT"]) == read


@pytest.mark.parametrize(("said", "shown"), [
    ("**Bold** and\n- one\n- two", "*Bold* and\n• one\n• two"),
    ("a < b & c", "a &lt; b &amp; c"),
    ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"),
    ("See https://x.org/a.", "See <https://x.org/a>."),
    ("** not bold **", "** not bold **"),
])
def test_our_markdown_becomes_mrkdwn(said, shown):
    assert mrkdwn(said) == shown


@given(st.text(alphabet=st.sampled_from("ab &<>*.\n-é😀"), max_size=400), st.integers(20, 120))
def test_pieces_fit_and_lose_no_letter(text, limit):
    cut = pieces(text, limit)
    assert all(0 < len(mrkdwn(piece)) <= limit for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


def test_long_text_is_cut_between_sentences():
    cut = pieces("A sentence of some length. " * 300)
    assert len(cut) == 3
    assert all(piece.endswith(".") and len(piece) <= 3000 for piece in cut)


@given(st.text(max_size=300))
def test_any_text_can_be_heard_and_judged(text):
    assert isinstance(heard(text), str)
    assert personal(text) in (True, False)


@pytest.mark.parametrize("text", [
    "my back hurts", "I had a stroke", "she can't walk", "72 yo with leg pain", "patient with low back pain",
    "back pain for three months, who treats that?", "what helps my dad", "knee pain since the fall", "MRN 123456",
    "jane@example.org", "legs are numb", "I\u2019m in pain",
])
def test_what_speaks_about_somebody_is_personal(text):
    assert personal(text)


@pytest.mark.parametrize("text", [
    "who does EMGs?", "what is the difference between a physiatrist and a pain specialist?",
    "tell me what a physiatrist does", "do physiatrists prescribe medicine?", "can I ask what sciatica is?", "hello",
])
def test_general_questions_are_not(text):
    assert not personal(text)
