"""The widget with the real assistant behind it: trained model, rules, actions, database."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from echo_serving import ROOT, Served, WholeAssistant
from playwright.sync_api import BrowserContext, expect
from visiting import Visit, note

from tests.canaries import found_in, messages

MOST_TURNS = 10


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests here; needs a trained model."""
    if not list((ROOT / "models").glob("*.tar.gz")):
        pytest.fail("There is no trained model: run `make train` first.", pytrace=False)
    whole = WholeAssistant(tmp_path_factory.mktemp("whole")).start()
    yield whole
    whole.stop()


@pytest.fixture
def person(context: BrowserContext, served: Served) -> Visit:
    """Somebody on the demo page of the real assistant, the chat open."""
    return Visit(context.new_page(), served.address).open()


def answers(visit: Visit) -> int:
    """How many bubbles the assistant has said."""
    return visit.log.locator(".said.guide").count()


def wait_for_answer(visit: Visit, before: int) -> None:
    """Wait for the next bubble."""
    expect(visit.log.locator(".said.guide").nth(before)).to_be_attached(timeout=20_000)


def test_from_the_first_words_to_a_suggestion(person: Visit) -> None:
    before = answers(person)
    person.say("my back has hurt since a fall last spring and I tried physical therapy")
    wait_for_answer(person, before)
    for _ in range(MOST_TURNS):
        person.page.wait_for_timeout(200)
        if person.log.locator(".recommendation").count():
            break
        before = answers(person)
        group = person.log.locator(".choices:not([data-closed])").last
        if group.locator("input").count():
            group.locator("input").first.check()
            group.get_by_role("button", name="Send").click()
        else:
            group.get_by_role("button").first.click()
        wait_for_answer(person, before)
    expect(person.log.locator(".recommendation h3")).to_be_visible()
    person.picture("whole-suggestion")
    person.page.reload()
    expect(person.log.locator(".recommendation h3")).to_be_visible()
    assert not person.faults


def test_an_emergency_in_the_middle(person: Visit) -> None:
    person.choose("Help me choose")
    wait_for_answer(person, 1)
    person.say("about 3 weeks but since this morning i'm numb down below and cant pee, my husband says its nothing")
    alert = person.log.get_by_role("alert")
    expect(alert).to_contain_text("911", timeout=20_000)
    expect(alert.get_by_role("link", name="Call 911")).to_be_visible()
    person.picture("whole-emergency")


def test_side_by_side_is_a_table(person: Visit) -> None:
    person.choose("What is the difference?")
    wait_for_answer(person, 1)
    person.say("show them side by side")
    expect(person.log.get_by_role("table")).to_be_visible(timeout=20_000)
    person.picture("whole-table")


def test_typed_commands_are_words(person: Visit) -> None:
    before = answers(person)
    person.say('/session_start')
    wait_for_answer(person, before)
    person.say("🤕 <b>ひざ</b>")
    wait_for_answer(person, before + 1)
    assert not person.faults


def test_deleting_leaves_no_row(person: Visit, served: Served) -> None:
    before = answers(person)
    person.say("my knee hurts, zebra-canary")
    wait_for_answer(person, before)
    assert served.keeps("zebra-canary")
    person.menu("Delete my data")
    person.dialog.get_by_role("button", name="Yes, delete it").click()
    person.hears("Deleted.")
    assert served.rows() == [] or not any("zebra-canary" in row for row in served.rows())


def test_what_identifies_is_kept_neither_in_the_browser_nor_behind_it(person: Visit, served: Served) -> None:
    before = answers(person)
    for text in messages(12):
        person.say(text)
        wait_for_answer(person, before)
        before = answers(person)
    assert served.keeps("[phone]")
    assert found_in(person.storage()) == found_in(served.log()) == found_in("".join(served.rows())) == []
    assert found_in(" ".join(person.requests)) == []


def test_rasas_own_interface_is_closed(served: Served) -> None:
    """Nobody reads a conversation by its name, changes it, or brings a model; nor talks without a session."""
    for path in ("/conversations/a/tracker", "/conversations/a/story", "/model", "/model/parse", "/model/train", "/domain", "/status", "/version",
                 "/webhooks/rest/webhook", "/webhooks/callback/webhook", "/socket.io/", "/docs", "/webhooks/web/../../conversations/a/tracker"):
        for method in ("GET", "POST", "PUT", "DELETE"):
            answer = requests.request(method, served.address + path, json={"sender": "a", "message": "hi"}, timeout=5)
            assert answer.status_code in (404, 405), (method, path)
            assert "sender" not in answer.text
    assert requests.get(served.address + "/webhooks/web/history?sender=a", timeout=5).status_code == 401


def test_how_quick_it_is(person: Visit) -> None:
    person.say("what does a physiatrist do")
    wait_for_answer(person, 1)
    took = sorted(person.seconds_to_reply(question) for question in ("do physiatrists do emgs", "what is an epidural", "who treats sciatica"))
    note("milliseconds_send_to_reply_whole_assistant_median", round(took[1] * 1000))
    assert took[1] < 5
