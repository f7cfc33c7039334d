"""Every card as Block Kit, within Slack's limits, with all its words."""
from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.slack.cards import posts
from channels.slack.form import form
from channels.slack.home import home
from tests.channels.slack.block_kit import faults, view_faults
from tests.channels.slack.script import REPLIES, SOURCES, buttons
from tests.channels.slack.spoken import elements, offered, plain, spoken, unmarked


def drawn(reply):
    """The reply's payloads, each checked against Block Kit."""
    made = [{"text": post.text, "blocks": post.blocks} for post in posts([reply])]
    for payload in made:
        assert payload["text"], "screen readers and notifications need the text"
        if payload["blocks"]:
            assert faults(payload["blocks"]) == []
    return made


def words(text):
    return Counter(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("name", REPLIES)
def test_every_card_is_valid_and_says_what_the_text_says(name):
    reply = REPLIES[name]
    made = drawn(reply)
    assert "\n".join(spoken(made)) == unmarked(reply["text"])
    assert plain(made[0]["text"]) == unmarked(reply["text"])


def test_an_emergency_begins_with_what_to_do():
    blocks = drawn(REPLIES["emergency"])[0]["blocks"]
    assert blocks[0]["type"] == "header"
    assert blocks[0]["text"]["text"] == "Please get emergency care now: call 911."


def test_a_comparison_stands_in_two_columns():
    blocks = drawn(REPLIES["comparison"])[0]["blocks"]
    fields = next(block["fields"] for block in blocks if "fields" in block)
    assert [field["text"] for field in fields] == ["*Goal*\nPhysiatrist: do more", "\u00a0\nPain specialist: hurt less"]


def test_a_comparison_whose_rows_come_in_the_next_reply_says_them_once():
    card = REPLIES["comparison"]["custom"]
    replies = [{"text": "In short.", "custom": card},
               {"text": "**Goal**\n- Physiatrist: do more\n- Pain specialist: hurt less\nSource: AAPM&R.",
                "buttons": buttons("which for me?")}]
    made = [{"text": post.text, "blocks": post.blocks} for post in posts(replies)]
    assert "\n".join(spoken(made)) == "\n".join(unmarked(reply["text"]) for reply in replies)
    assert sum("fields" in block for payload in made for block in payload["blocks"]) == 1
    assert "What does a physiatrist do?" not in str(made), "the text has named its source"


def test_a_comparison_that_the_text_leaves_out_is_shown_from_the_card():
    text = str(drawn({**REPLIES["comparison"], "text": "Side by side:"}))
    assert "do more" in text
    assert "hurt less" in text


def test_sources_and_progress_are_small_print():
    blocks = drawn(REPLIES["answer"])[0]["blocks"]
    assert any(b["type"] == "context" and "AAPM&amp;R, 2026-05-01" in b["elements"][0]["text"] for b in blocks)
    blocks = drawn(REPLIES["question"])[0]["blocks"]
    assert any(b["type"] == "context" and b["elements"][0]["text"] == "1 of 3" for b in blocks)


@pytest.mark.parametrize(("count", "kinds"), [
    (1, ["button"]), (25, ["button"] * 25), (26, ["static_select"]), (100, ["static_select"]),
    (250, ["static_select"] * 3),
])
def test_choices_are_buttons_up_to_25_and_a_menu_beyond(count, kinds):
    titles = [f"choice {n}" for n in range(count)]
    made = drawn({"text": "Choose.", "buttons": buttons(*titles)})
    assert [element["type"] for payload in made for element in elements(payload)] == kinds
    assert [title for payload in made for title in offered(payload)] == titles


def test_several_may_be_ticked():
    payload = drawn(REPLIES["several"])[0]
    assert [element["type"] for element in elements(payload)] == ["checkboxes", "button"]
    many = buttons(*(f"option {n}" for n in range(12)))
    payload = drawn({"text": "Which?", "custom": {**REPLIES["several"]["custom"], "options": many}})[0]
    assert [element["type"] for element in elements(payload)] == ["multi_static_select", "button"]


def test_suggestions_of_a_fallback_become_buttons():
    assert offered(drawn(REPLIES["fallback"])[0]) == ["who does EMGs?", "start over"]


def test_long_text_is_split_and_long_labels_are_shortened():
    text = "A sentence that goes on for a while. " * 700
    made = drawn({"text": text, "buttons": [{"title": "t" * 200, "payload": "p" * 5000}]})
    assert len(made) > 1
    assert words(" ".join(spoken(made))) == words(text)
    assert len(offered(made[-1])[0]) == 75
    assert not any(elements(payload) for payload in made[:-1]), "the choices stand at the end"


def test_the_views_are_valid():
    assert view_faults(form()) == []
    for note in (None, "deleted", "not_deleted", "nothing_kept"):
        assert view_faults(home(note)) == []


TEXT = st.text(max_size=80)
ANYTHING = st.recursive(st.none() | st.booleans() | st.integers() | TEXT,
                        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=8)
CARD = st.fixed_dictionaries({"card": st.sampled_from([*REPLIES, "question", "unknown"])}, optional={
    key: ANYTHING | st.just(value) for key, value in {
        "rows": [{"aspect": "Goal", "left": "do", "right": "hurt"}], "sources": SOURCES, "step": 1, "of": 2,
        "several": True, "options": buttons("a", "b"), "suggestions": ["a"]}.items()})


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=8000) | st.text(alphabet="&<>*\n ab", max_size=4000), card=CARD | ANYTHING,
       chosen=st.lists(st.fixed_dictionaries({"title": TEXT, "payload": TEXT}), max_size=40) | ANYTHING)
def test_whatever_the_assistant_says_slack_takes_it(text, card, chosen):
    drawn({"text": text, "custom": card, "buttons": chosen})
