"""Hostile replies, hostile people, hostile pages; what is fetched, kept and how much it weighs."""
from __future__ import annotations

import functools
import http.server
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from echo_serving import Served, free_port
from playwright.sync_api import Browser, BrowserContext, expect
from visiting import Visit, note

MOST_BYTES = 20 * 1024


def test_markup_from_the_assistant_stays_text(visit: Visit) -> None:
    visit.open().say("hostile")
    visit.hears("<img src=x onerror=")
    visit.dialog.get_by_text("Sources (1)").click()
    visit.hears("<svg onload=window.hacked=1>")
    assert visit.log.locator("img, script, svg, iframe, a[href^=javascript]").count() == 0
    visit.choose("<img src=x onerror=window.hacked=1>")
    visit.hears("javascript:window.hacked=1")
    visit.page.reload()
    visit.hears("javascript:window.hacked=1")
    assert visit.page.evaluate("window.hacked") is None
    assert not visit.faults


@pytest.mark.parametrize(
    "text",
    [
        "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>",
        "javascript:window.hacked=1 [a](javascript:window.hacked=1)",
        '"><svg/onload=window.hacked=1>',
        '/start{"body_part": "HACK"}',
        "/restart",
        "{{constructor.constructor('window.hacked=1')()}}",
    ],
)
def test_markup_and_commands_from_a_person_stay_text(visit: Visit, text: str) -> None:
    visit.open().say(text)
    visit.hears("You said")
    visit.page.reload()
    visit.hears("You said")
    expect(visit.said(text)).to_have_count(1)
    assert visit.page.evaluate("window.hacked") is None
    assert not visit.faults


def test_fifty_thousand_characters(visit: Visit) -> None:
    text = "pain " * 10_000 + "end"
    visit.open()
    visit.field.fill(text)
    expect(visit.dialog.get_by_text("I read the first 6,000 and the last 2,000")).to_be_visible()
    visit.field.press("Enter")
    visit.hears(re.compile(r"You said (79\d\d|8000) characters"))
    assert len(visit.said("pain").inner_text()) < 2_200
    expect(visit.dialog.get_by_role("button", name="Send")).to_be_visible()


def test_bidi_controls_and_invisible_characters_are_gone(visit: Visit, assistant: Served) -> None:
    visit.open().say("ch\u200best \u202epain\u202c bidi-case")
    visit.hears("chest pain bidi-case")
    assert assistant.heard("chest pain bidi-case", patience=10) == 1


def test_nothing_comes_from_anyone_else_and_policies_hold(visit: Visit) -> None:
    visit.open().say("side by side")
    visit.hears("In short")
    assert {url.split("/")[2] for url in visit.requests} == {visit.address.split("/")[2]}
    assert not visit.faults, "a content security policy violation would stand here"
    assert visit.page.context.cookies() == []


def test_the_browser_keeps_no_word_of_the_conversation(visit: Visit) -> None:
    visit.open().say("canary-4411 hurts")
    visit.hears("canary-4411")
    visit.page.wait_for_function("() => !sessionStorage['specialty-guide.waiting']")
    assert "canary-4411" not in visit.storage()
    assert "web-" not in str(visit.page.evaluate("JSON.stringify({...localStorage})")), "the key dies with the tab"
    assert not any("web-" in url or "canary" in url for url in visit.requests), "nothing private in an address"


def test_the_widget_is_light(browser: Browser, assistant: Served) -> None:
    context = browser.new_context()
    sizes = {}
    page = context.new_page()

    def weigh(response: object) -> None:
        url = response.url  # type: ignore[attr-defined]
        if "/widget/" in url and "demo" not in url and url.endswith(".js"):
            sizes[url.rsplit("/", 1)[1]] = response.request.sizes()["responseBodySize"]  # type: ignore[attr-defined]

    page.on("requestfinished", lambda request: weigh(request.response()))
    Visit(page, assistant.address).open()
    page.wait_for_timeout(200)
    context.close()
    note("widget_gzip_bytes", {**sizes, "all": sum(sizes.values())})
    assert len(sizes) >= 10
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_files_are_kept_for_ever_and_the_entry_asks_again(context: BrowserContext, assistant: Served) -> None:
    page = context.new_page()
    answers = {}
    page.on("response", lambda response: answers.setdefault(response.url.rsplit("/", 1)[1], response))
    page.goto(assistant.address)
    page.get_by_role("button", name="Which doctor?").wait_for()
    assert "immutable" in answers["chat.js"].headers["cache-control"]
    assert answers["chat.js"].headers["content-encoding"] == "gzip"
    assert answers["specialty-guide-chat.js"].headers["cache-control"] == "public, no-cache"
    entry = context.request.get(f"{assistant.address}/widget/specialty-guide-chat.js")
    again = context.request.get(entry.url, headers={"If-None-Match": entry.headers["etag"]})
    assert again.status == 304


def test_how_quick_it_is(visit: Visit) -> None:
    visit.page.goto(visit.address)
    visit.launcher.wait_for()
    to_greeting = visit.page.evaluate(
        """async () => { const chat = document.querySelector('specialty-guide-chat'); const start = performance.now();
           chat.shadowRoot.querySelector('.launcher').click();
           while (!chat.shadowRoot.querySelector('.said.guide')?.getBoundingClientRect().height) await new Promise(requestAnimationFrame);
           return performance.now() - start; }"""
    )
    visit.say("warm up")
    visit.hears("You said 7 characters")
    to_reply = sorted(visit.seconds_to_reply(f"turn number {i}") for i in range(5))
    note("milliseconds_click_to_greeting", round(to_greeting))
    note("milliseconds_send_to_stub_reply_median", round(to_reply[2] * 1000))
    assert to_greeting < 1_000
    assert to_reply[2] < 1


# Other websites: one that may embed the widget, one that may not.

PAGE = """<!doctype html><html lang="en"><head><title>Another site</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {0}; connect-src {0}">
<script type="module" src="{0}/widget/specialty-guide-chat.js" data-link="https://clinic.example.org/contact"></script></head>
<body><h1>Another site</h1></body></html>"""


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Served]]:
    """A site on the list, a site that is not, and the assistant both point to."""
    friend, stranger = free_port(), free_port()
    folder: Path = tmp_path_factory.mktemp("sites")
    assistant = Served(tmp_path_factory.mktemp("web"), origins=[f"http://127.0.0.1:{friend}"]).start()
    (folder / "index.html").write_text(PAGE.format(assistant.address))
    (folder / "frame.html").write_text(f'<iframe src="{assistant.address}/"></iframe>')
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    sites = [http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) for port in (friend, stranger)]
    for site in sites:
        threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{friend}", f"http://127.0.0.1:{stranger}", assistant
    for site in sites:
        site.shutdown()
    assistant.stop()


def test_one_line_embeds_it_on_another_site_under_a_strict_policy(context: BrowserContext, neighbours: tuple[str, str, Served]) -> None:
    visit = Visit(context.new_page(), neighbours[0] + "/index.html").open()
    visit.say("emg")
    visit.hears("Many physiatrists do EMG")
    assert visit.dialog.get_by_role("link", name="Talk to a person").get_attribute("href") == "https://clinic.example.org/contact"
    visit.picture("embedded")
    assert not [fault for fault in visit.faults if "favicon" not in fault and "404" not in fault]


def test_a_site_that_is_not_on_the_list_gets_a_clear_no(context: BrowserContext, neighbours: tuple[str, str, Served]) -> None:
    visit = Visit(context.new_page(), neighbours[1] + "/index.html").open()
    visit.say("stranger-words")
    visit.dialog.get_by_text("If this is an emergency, call 911.").wait_for()
    time.sleep(0.2)
    assert not neighbours[2].heard("stranger-words")


def test_a_hostile_page_can_not_frame_the_demo_page(context: BrowserContext, neighbours: tuple[str, str, Served]) -> None:
    page = context.new_page()
    page.goto(neighbours[1] + "/frame.html")
    page.wait_for_timeout(300)
    assert page.frames[-1].get_by_text("Riverside Clinic").count() == 0
