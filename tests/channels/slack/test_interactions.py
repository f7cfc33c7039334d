"""Buttons, menus, boxes, shortcuts, the form, the slash command, the App Home."""
from __future__ import annotations

import asyncio
import json
import time

import pytest

from channels.slack import interactions
from channels.slack.form import faults, form, sentence
from tests.channels.slack.block_kit import view_faults
from tests.channels.slack.fake_slack import limited
from tests.channels.slack.script import HEARD, buttons
from tests.channels.slack.spoken import elements, offered
from tests.channels.slack.workspace import Person

pytestmark = pytest.mark.asyncio


async def test_a_used_question_shows_what_was_chosen(world):
    _slack, person, bot = world
    await person.write("my back hurts")
    question = person.last
    await person.press(question, "less pain")
    assert bot.turns[-1].text == "less pain"
    assert offered(question) == [], "all answers to the question are gone"
    assert "You chose: *less pain*" in str(question["blocks"])
    assert "What would you most like" in str(question["blocks"]), "the question itself stays"


async def test_of_a_menu_only_the_used_button_goes(world):
    _, person, _ = world
    await person.write("walking and sleeping")
    suggestion = person.last
    await person.press(suggestion, "print a summary")
    assert offered(suggestion) == ["why?", "questions to ask", "start over"]
    await person.press(suggestion, "why?")
    assert offered(suggestion) == ["questions to ask", "start over"]
    assert str(suggestion["blocks"]).count("You chose") == 2


async def test_pressing_twice_counts_once(world):
    _slack, person, bot = world
    await person.write("my back hurts")
    before = dict(person.last)
    await asyncio.gather(*(person.press(before, title) for title in ("less pain", "less pain", "both")))
    assert len(bot.turns) == 2


async def test_a_button_that_cannot_be_replaced_still_works(world):
    slack, person, bot = world
    await person.write("my back hurts")
    slack.trouble("chat.update", *(limited(0) for _ in range(6)))
    await person.press(person.last, "less pain")
    assert bot.turns[-1].text == "less pain"
    assert "any of these" in person.last["text"]


async def test_a_choice_from_a_menu_of_many(world):
    _, person, bot = world

    async def many(message):
        await message.output_channel.send_response(message.sender_id, {
            "text": "Which?", "buttons": buttons(*(f"choice {n}" for n in range(40)))})

    bot.special = many
    await person.write("hello")
    await person.press(person.last, "choice 33")
    assert bot.turns[-1].text == "choice 33"


async def test_boxes_are_ticked_and_sent_as_one_phrase(world):
    _, person, bot = world
    await person.write("less pain")
    question = person.last
    await person.tick(question)
    assert "tick at least one box" in person.last["text"]
    await person.tick(question, "walking", "dressing", "sleeping")
    assert [turn.text for turn in bot.turns] == ["less pain", "walking, dressing and sleeping"]
    assert "You chose: *walking, dressing and sleeping*" in str(question["blocks"])


async def test_a_used_whisper_is_replaced_too(world):
    _slack, person, _ = world
    await person.mention("my back hurts")
    question = person.last
    await person.press(question, "both")
    assert "You chose: *both*" in str(question["blocks"])


async def test_an_answer_that_was_whispered_stays_when_its_button_is_used(world):
    _, person, _ = world
    await person.mention("walking and sleeping")
    suggestion = person.last
    await person.press(suggestion, "print a summary")
    assert "better first visit" in str(suggestion["blocks"])
    assert "Your summary" in person.last["text"]


@pytest.mark.parametrize("action", [
    {"type": "button", "action_id": "somebody_elses", "block_id": "b", "value": "x"},
    {"type": "button", "action_id": "say_0", "block_id": "say:x:p:0", "value": "x"},
    {"type": "button", "action_id": "say_0", "block_id": "say:q:p:0"},
    {"type": "datepicker", "action_id": "say_0", "block_id": "say:q:p:0", "selected_date": "2026-01-01"},
    {},
])
async def test_actions_that_are_not_ours_do_nothing(world, action):
    _, person, bot = world
    status, _ = await person.interaction({"type": "block_actions", "actions": [action], "channel": {"id": "DU1"}})
    assert status == 200
    assert bot.turns == []


# the slash command

async def test_the_slash_command_answers_the_person_alone(world):
    slack, person, bot = world
    (reply,) = await person.slash("who does EMGs?", channel="C_NOT_A_MEMBER")
    assert "EMG" in reply
    assert person.last["to"] == "U1"
    assert bot.turns[0].sender_id == "slack-T1-U1"
    assert [method for method, _ in slack.calls] == ["response_url"]


@pytest.mark.parametrize("text", ["", "help", " Help. "])
async def test_the_slash_command_alone_explains_itself(world, text):
    _, person, bot = world
    (reply,) = await person.slash(text)
    assert "not a clinician" in reply
    assert bot.turns == []


async def test_the_slash_command_opens_the_form(world):
    slack, person, _ = world
    await person.slash("form")
    assert slack.views[0]["callback_id"] == "specialist_form"


async def test_a_command_within_the_command_is_only_text(world):
    _, person, bot = world
    await person.slash('/restart{"a": 1}')
    assert not bot.turns[0].text.startswith("/")


async def test_after_five_answers_slack_closes_the_response_url_and_a_direct_message_takes_over(world):
    slack, person, bot = world

    async def talkative(message):
        for n in range(7):
            await message.output_channel.send_response(message.sender_id, {"text": f"Line {n}."})

    bot.special = talkative
    replies = await person.slash("hello", channel="C_NOT_A_MEMBER")
    assert replies == [f"Line {n}." for n in range(7)]
    assert slack.messages[-1]["channel"] == "DU1"
    assert all(m["to"] == "U1" for m in slack.messages if m["channel"] != "DU1")


async def test_a_strange_response_url_gets_nothing(world):
    slack, person, _ = world
    await person._form({"command": "/specialist", "text": "my back hurts", "team_id": "T1", "user_id": "U1",
                        "channel_id": "C_NOT_A_MEMBER", "response_url": slack.url + "/elsewhere/1"})
    assert person.last["channel"] == "DU1"


# shortcuts and the form

async def test_the_message_shortcut_answers_about_a_message_in_private(world):
    slack, person, bot = world
    await person.interaction({
        "type": "message_action", "callback_id": "ask_about_message", "channel": {"id": "C1"},
        "message": {"ts": "1.1", "user": "U5", "text": "who does EMGs?"}, "response_url": slack.hook("C1", "U1")})
    assert bot.turns[0].text == "who does EMGs?"
    assert person.last["to"] == "U1"
    await person.interaction({
        "type": "message_action", "callback_id": "ask_about_message", "channel": {"id": "C1"},
        "message": {"ts": "1.2", "files": [{}]}, "response_url": slack.hook("C1", "U1")})
    assert "only read words" in person.last["text"]


async def test_the_global_shortcut_opens_the_form(world):
    slack, person, _ = world
    await person.interaction({"type": "shortcut", "callback_id": "open_form"})
    assert slack.views == [form()]
    assert view_faults(form()) == []


def option(value):
    return {"value": value, "text": {"type": "plain_text", "text": value}}


ANSWERS = {
    "problem": {"type": "plain_text_input", "value": "back pain down my left leg"},
    "duration": {"type": "static_select", "selected_option": option("more than 3 months")},
    "limits": {"type": "checkboxes", "selected_options": [option("walking"), option("sleeping")]},
    "goal": {"type": "radio_buttons", "selected_option": option("less pain")},
    "tried": {"type": "checkboxes", "selected_options": []},
    "anything_else": {"type": "plain_text_input", "value": None},
}


VIEW_OF_AN_EMERGENCY = {"state": {"values": {
    "problem": {"value": {"value": "back pain"}},
    "anything_else": {"value": {"value": "chest pressure going down my left arm since an hour ago"}}}}}


async def test_the_form_becomes_one_plain_message_in_the_direct_message(world):
    slack, person, bot = world
    status, answer = await person.submit(form(), **ANSWERS)
    assert (status, json.loads(answer)) == (200, {"response_action": "clear"})
    said = ("back pain down my left leg. It has been going on for more than 3 months. It makes walking and sleeping "
            "hard. What I want most is less pain.")
    assert bot.turns[0].text == said
    assert bot.turns[0].sender_id == "slack-T1-U1"
    assert slack.messages[0]["text"] == "You wrote: " + said
    assert {message["channel"] for message in slack.messages} == {"DU1"}


async def test_a_worry_comes_first_so_that_an_emergency_is_seen(world):
    values = {**ANSWERS, "anything_else": {"value": "since today I can't pee"}}
    view = {"state": {"values": {name: {"value": value} for name, value in values.items()}}}
    assert sentence(view).startswith("since today I can't pee. back pain")


async def test_an_emergency_in_the_form_is_answered_in_the_form_and_first_of_all_in_the_direct_message(world):
    slack, person, _ = world
    HEARD[sentence(VIEW_OF_AN_EMERGENCY).lower()] = ["emergency"]
    slack.trouble("chat.postMessage", limited(1))
    _, answer = await person.interaction({"type": "view_submission", "view": {**form(), **VIEW_OF_AN_EMERGENCY}})
    update = json.loads(answer)
    assert update["response_action"] == "update"
    assert view_faults(update["view"]) == []
    assert update["view"]["blocks"][0]["text"]["text"].startswith("Call 911 now.")
    first, second = (message["text"] for message in slack.messages)
    assert "call 911" in first
    assert second.startswith("You wrote: chest pressure")


async def test_slack_is_answered_in_time_also_where_reading_the_form_takes_long(world, monkeypatch):
    _, person, bot = world
    monkeypatch.setattr(interactions, "READING_SECONDS", 0.1)
    monkeypatch.setattr(interactions.form, "alarm", lambda view: time.sleep(0.6))
    _, answer = await person.submit(form(), **ANSWERS)
    assert json.loads(answer) == {"response_action": "clear"}
    assert bot.turns, "the assistant reads it all the same"


@pytest.mark.parametrize("problem", [None, "", "   "])
async def test_an_empty_form_is_sent_back_with_the_reason(world, problem):
    _, person, bot = world
    status, answer = await person.submit(form(), problem={"value": problem})
    assert status == 200
    assert json.loads(answer)["response_action"] == "errors"
    assert "problem" in json.loads(answer)["errors"]
    assert bot.turns == []
    assert faults({}) == {"problem": "Please say in a few words what is going on."}


async def test_views_that_are_not_ours_do_nothing(world):
    _, person, bot = world
    assert await person.submit({"callback_id": "other", "type": "modal"}, **ANSWERS) == (200, "")
    assert bot.turns == []


# the App Home

def a_summary(item):
    """A summary as it stands in the store, and as the assistant says it."""
    card = {"card": "summary", "heading": "Which doctor", "title": "Summary", "note": "Not a diagnosis.", "answers": {},
            "parts": [{"id": "told", "title": "What you told me", "items": [item]}]}
    return {"text": "**Your summary**", "custom": card}, {"event": "bot", "text": "x", "data": {"custom": card}}


async def test_a_summary_can_be_had_as_text_to_copy(world):
    slack, person, bot = world
    said, kept = a_summary("pain & ``` <b> " + "& " * 2500)
    bot.special = lambda message: message.output_channel.send_response(message.sender_id, said)

    async def export(sender):
        return [kept] if sender == "slack-T1-U1" else []

    bot.export = export
    for start in (person.write, person.mention):
        await start("my summary, please")
        summary, before = person.last, len(slack.messages)
        await person.press(summary, "As text to copy")
        copied = slack.messages[before:]
        assert len(copied) > 1, "cut where Slack takes no more"
        assert copied[0]["text"].startswith("```\n# Which doctor")
        assert {(m["channel"], m["to"]) for m in copied} == {(summary["channel"], summary["to"])}
        assert all(m["text"].count("```") == 2 for m in copied)
    bot.export = lambda sender: []
    await person.press(summary, "As text to copy")
    assert "no summary any more" in person.last["text"]


async def opened(slack, person):
    await person.event({"type": "app_home_opened", "tab": "home", "user": person.user, "channel": person.dm})
    return slack.homes[person.user]


async def press_home(person, view, title):
    element = next(e for e in elements(view) if e["text"]["text"] == title)
    return await person.act(view, element, {"text": element["text"]})


async def test_the_home_tells_what_this_is_and_starts(world):
    slack, person, bot = world
    view = await opened(slack, person)
    assert "not a clinician" in str(view)
    assert "no names or identifying details" in str(view)
    await press_home(person, view, "Start")
    assert person.last["channel"] == "DU1"
    assert bot.turns[0].text == "hello"
    await press_home(person, view, "Fill in a short form")
    assert slack.views


async def test_delete_my_data_deletes_every_row_of_the_person_and_nobody_elses(world):
    slack, person, bot = world
    other = Person(slack, person.server, "U11")
    await other.write("hello")
    await person.write("my back hurts")
    await person.write("hello", thread_ts="1790000009.000001")
    await person.mention("who does EMGs?")
    assert len(bot.saved) == 4
    view = await opened(slack, person)
    await press_home(person, view, "Delete my data")
    assert list(bot.saved) == ["slack-T1-U11"]
    assert "is deleted" in str(slack.homes["U1"])
    await other.slash("delete my data")
    assert bot.saved == {}
    assert "is deleted" in slack.messages[-1]["text"]
    await other.http.close()


async def test_delete_my_data_typed_as_a_message_deletes_the_threads_too(world):
    _, person, bot = world
    await person.write("my back hurts")
    await person.mention("who does EMGs?")
    await person.write("hello", thread_ts="1790000009.000001")
    assert await person.write("delete my data") == ["Deleted."]
    assert bot.saved == {}


async def test_threads_that_cannot_be_deleted_are_owned_up_to(world):
    _, person, bot = world

    async def broken(_):
        raise OSError("disk")

    bot.delete_prefix = broken
    await person.write("my back hurts")
    replies = await person.write("delete my data")
    assert "could not delete" in replies[1]


async def test_a_deletion_that_fails_is_not_called_done(world):
    slack, person, bot = world

    async def broken(_):
        raise OSError("disk")

    bot.delete = broken
    await press_home(person, await opened(slack, person), "Delete my data")
    assert "could not delete" in str(slack.homes["U1"])


async def test_a_turn_under_way_does_not_write_deleted_rows_again(world):
    slack, person, bot = world
    bot.delay = 0.3
    await person.event(person.dm_event("my back hurts"), settle=False)
    await asyncio.sleep(0.1)
    await press_home(person, await opened(slack, person), "Delete my data")
    assert bot.saved == {}


async def test_show_my_data(world):
    slack, person, _bot = world
    view = await opened(slack, person)
    await press_home(person, view, "Show my data")
    assert "Nothing is stored" in person.last["text"]
    await person.write("my back hurts")
    await person.slash("export my data")
    assert person.last["channel"] == "DU1"
    assert "my back hurts" in person.last["text"]
