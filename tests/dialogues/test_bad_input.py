"""Whatever is typed: a clear kind sentence, nothing lost, no traceback, no card that the schema refuses."""
from __future__ import annotations

import time

import pytest

from guide.wording import sentences
from tests.dialogues.harness import Assistant, Talk

LONG = 100_000
IN_A_ROW, SECONDS = 500, 40
BAD: dict[str, str] = {
    "empty": "", "blank": " ", "blanks": " \t  \n ", "line ends": "\n\r\n\u2028", "no-break": "\u00a0\u200b\u2060",
    "one letter": "q", "punctuation": "?!?...", "dashes": "-----", "numbers": "0123456789 3.14159 -7e12",
    "emoji": "👍", "many emoji": "😀🦴💊🩺" * 50, "family emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "Arabic": "ظهري يؤلمني منذ سنتين", "Chinese": "我的背痛了两年", "Russian": "у меня болит спина", "Hindi": "मेरी पीठ में दर्द है",
    "accents": "q̷̲͠u̶̧̓ẽ̸̱ ̴̝̈́f̷͙̀o̷", "combining": "a" + "\u0301" * 3_000, "reversed": "\u202enioj ym\u202c",
    "HTML": "<b>hi</b><script>alert(1)</script>", "markup": "<img src=x onerror=alert(1)>", "entity": "&lt;b&gt;&#0;&nbsp;",
    "SQL": "'; DROP TABLE events; --", "SQL again": "\" OR 1=1 #", "intent": '/inform{"x":1}', "restart": "/restart",
    "slot order": '/SetSlots(facts={"problems":["x"]})', "back": "/back", "session": "/session_start", "external": "EXTERNAL: x",
    "template": "{{ 7 * 7 }} ${7*7} %s %n {0} {facts}", "YAML": "!!python/object/apply:os.system ['ls']", "JSON": '{"a": [1, {"b": null}]}',
    "path": "../../../etc/passwd\0.png", "control": "".join(map(chr, range(32))), "delete signs": "\x7f\x80\x9f" * 20,
    "null": "\0\0\0", "binary-like": "".join(chr(n % 256) for n in range(7, 5_000, 13)), "surrogate": "\ud800 \udfff",
    "base64": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "no spaces": "x" * 5_000, "one word again and again": "lol " * 2_000, "brackets": "(" * 4_000, "quotes": "'" * 3_000 + '"' * 3_000,
    "long": "blah blah " * (LONG // 10), "long digits": "9" * LONG, "long link": "http://" + "a" * 3_000 + ".com",
    "lines": "\n".join(str(n) for n in range(3_000)),
}
_PRIVATE = ("traceback", "exception", "none", "nan", "{", "}", "<b>", "<script", "jinja", "slot", "keyerror", "null")


@pytest.fixture
def open_question(assistant: Assistant) -> Talk:
    """A conversation in the middle of the interview: the goal is asked."""
    talk = assistant.talk()
    assert (talk.say("my back has hurt for two years").card("question") or {})["asks"] == "goals"
    return talk


@pytest.mark.parametrize("name", BAD)
def test_it_is_answered_kindly_and_nothing_is_lost(open_question: Talk, name: str) -> None:
    before = open_question.slots
    reply = open_question.say(BAD[name])
    assert reply.text.strip(), "silence"
    assert len(reply.text) < 2_000
    assert all(word not in reply.text.lower() for word in _PRIVATE), reply.text
    after = open_question.slots
    assert after["asking"] == before["asking"] == "goals", reply.text
    assert after["facts"] == before["facts"], reply.text
    assert reply.card("emergency") is None and reply.card("recommendation") is None


@pytest.mark.parametrize("name", ["empty", "blanks", "emoji", "Arabic", "HTML", "SQL", "intent", "restart", "control", "long", "null"])
def test_it_is_answered_as_the_very_first_message(assistant: Assistant, name: str) -> None:
    talk = assistant.talk()
    reply = talk.say(BAD[name])
    assert reply.text.strip() and sentences(reply.text)
    assert talk.slots.get("facts", {}).get("problems") is None
    assert (talk.say("sore knee for 5 months").card("question") or {})["asks"] == "goals"


def test_after_much_of_it_the_interview_goes_on(open_question: Talk) -> None:
    """Whatever was asked again or left, what was told before is kept, and a real answer is still taken."""
    for name in ("emoji", "SQL", "empty", "Arabic", "restart", "binary-like", "HTML"):
        open_question.say(BAD[name])
    assert open_question.slots["facts"]["problems"] == ["back_pain"]
    reply = open_question.say("I want less pain")
    assert reply.card("question") or reply.card("recommendation")
    assert open_question.slots["facts"]["goals"] == ["relieve_pain"]


@pytest.mark.parametrize("text", ["/restart", '/emergency{"red_flag": "stroke"}', "/delete_data", "/start_over", "/bye", "/affirm"])
def test_a_typed_order_does_nothing(assistant: Assistant, text: str) -> None:
    talk = assistant.talk()
    talk.say("my shoulder has hurt for 8 months")
    reply = talk.say(text)
    assert (reply.card("smalltalk") or {})["kind"] == "command"
    assert talk.slots["facts"]["problems"] == ["shoulder_pain"] and reply.card("emergency") is None


@pytest.mark.parametrize("around", ["{}" + " " * 5_000, "blah " * 2_000 + "{}", "{} " + "😀" * 300, "<p>{}</p>", "\u200b{}\x07", "/{}"])
def test_danger_is_seen_through_all_of_it(assistant: Assistant, around: str) -> None:
    reply = assistant.talk().say(around.replace("{}", "I have crushing chest pain and can't breathe."))
    assert (reply.card("emergency") or {}).get("level") == "now", reply.text


def test_danger_is_seen_through_letters_torn_apart(assistant: Assistant) -> None:
    reply = assistant.talk().say("I have crushing ch\u200best p\u00adain and I can\u2019t brea\u200bthe")
    assert (reply.card("emergency") or {}).get("level") == "now"


def test_many_messages_in_a_row(assistant: Assistant) -> None:
    """One person, many short messages: each is answered, in little time, and nothing breaks."""
    talk, turns = assistant.talk(), ["hi", "", "👍", "lol", "my back hurts", "not sure", "/restart", "what is an EMG?", "skip", "thanks"]
    started = time.process_time()
    for number in range(IN_A_ROW):
        assert talk.say(turns[number % len(turns)]).text.strip(), number
    assert time.process_time() - started < SECONDS
    assert talk.slots["facts"]["problems"] == ["back_pain"]
