"""Whole conversations in a real browser, and everything that can interrupt one."""
from __future__ import annotations

import json
import re

from echo_serving import Served
from playwright.sync_api import BrowserContext, Route, expect
from visiting import Visit, violations


def test_whole_conversation_by_keyboard_only(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.address)
    page.keyboard.press("Tab")
    while visit.focused() != "Which doctor? Ask our chatbot":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(visit.field).to_be_focused()

    page.keyboard.type("my back's been killing me")
    page.keyboard.press("Enter")
    visit.hears("What would you most like to get back to?")
    expect(visit.field).to_be_focused()
    for _ in range(2):  # past the end of the log, to the last choices
        page.keyboard.press("Shift+Tab")
    assert visit.focused() == "both"
    page.keyboard.press("Enter")

    visit.hears("Does the pain stop you")
    assert visit.focused() == "You: both", "after a choice, the focus is on what was said"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    visit.hears("A physiatrist looks like")
    assert visit.focused() == "You: walking, sleeping"

    page.keyboard.press("Tab")
    assert visit.focused() == "Why?"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    visit.hears("They are a good next step")
    page.keyboard.press("Escape")
    expect(visit.dialog).to_be_hidden()
    expect(visit.launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(visit.log.get_by_text("A physiatrist looks like")).to_be_visible()
    assert not visit.faults


def test_choices_show_what_was_chosen_and_work_once(visit: Visit) -> None:
    visit.open().choose("Help me choose")
    visit.hears("What would you most like")
    visit.choose("both")
    visit.hears("Does the pain stop you")
    chosen = visit.log.get_by_role("button", name="Chosen: both")
    expect(chosen).to_have_attribute("aria-disabled", "true")
    chosen.click(force=True)
    visit.log.get_by_role("button", name="less pain").click(force=True)
    expect(visit.log.locator(".said.person")).to_have_count(2)


def test_none_excludes_the_other_boxes(visit: Visit) -> None:
    visit.open().say("less pain")
    visit.hears("Does the pain stop you")
    visit.dialog.get_by_label("walking").check()
    visit.dialog.get_by_label("none").check()
    expect(visit.dialog.get_by_label("walking")).not_to_be_checked()
    visit.dialog.get_by_label("sleeping").check()
    expect(visit.dialog.get_by_label("none")).not_to_be_checked()


def test_emergency_is_an_alert_with_a_telephone_link(visit: Visit) -> None:
    visit.open().say("since this morning i'm numb down below")
    alert = visit.log.get_by_role("alert")
    expect(alert).to_contain_text("call 911")
    expect(alert.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    visit.page.reload()
    visit.hears("Please get emergency care now")
    expect(visit.log.get_by_role("alert")).to_have_count(0)


def test_reload_and_another_page_keep_the_conversation(visit: Visit) -> None:
    visit.open().choose("Help me choose")
    visit.hears("What would you most like")
    visit.page.reload()
    visit.hears("What would you most like")
    visit.page.goto(visit.address + "/?another=page")
    visit.hears("What would you most like")
    visit.choose("both")
    visit.hears("Does the pain stop you")
    visit.page.reload()
    visit.hears("Does the pain stop you")
    expect(visit.log.get_by_role("button", name="Chosen: both")).to_have_count(1)


def test_reload_while_the_answer_is_on_its_way(visit: Visit, assistant: Served) -> None:
    visit.open().say("slow please, reload")
    visit.page.wait_for_timeout(300)
    visit.page.reload()
    visit.hears("You said 19 characters")
    expect(visit.said("slow please, reload")).to_have_count(1)
    assert assistant.heard("slow please, reload", patience=10) == 1


def test_the_server_restarts_in_the_middle(visit: Visit, assistant: Served) -> None:
    visit.open().choose("Help me choose")
    visit.hears("What would you most like")
    assistant.stop()
    visit.choose("both")
    expect(visit.dialog.get_by_text("No connection. Your message is kept")).to_be_visible()
    visit.picture("offline")
    assistant.start()
    visit.page.evaluate("dispatchEvent(new Event('online'))")  # do not wait for the next attempt
    visit.hears("Does the pain stop you")
    expect(visit.log.locator(".said.person")).to_have_count(2)


def test_a_line_that_breaks_off_loses_and_doubles_nothing(visit: Visit, assistant: Served) -> None:
    visit.open()
    answers = []

    def break_off(route: Route) -> None:
        answers.append(route.fetch())  # the assistant hears it, the answer never arrives
        if len(answers) == 1:
            route.abort()
        elif len(answers) == 2:
            route.fulfill(body='{"type": "reply", "text": "Half of it"}\n')
        else:
            route.fulfill(response=answers[-1])

    visit.page.route("**/messages", break_off)
    visit.say("a broken line")
    visit.hears("You said 13 characters")
    assert assistant.heard("a broken line", patience=10) == 1
    expect(visit.log.locator(".said.person")).to_have_count(1)
    expect(visit.log.get_by_text("Half of it")).to_have_count(0)


def test_a_failed_turn_says_so_and_can_be_tried_again(visit: Visit) -> None:
    visit.open().say("please crash")
    visit.hears("something went wrong on my side")
    visit.hears("If this is an emergency, call 911.")
    visit.page.reload()
    expect(visit.said("please crash")).to_have_count(1)
    visit.choose("Try again")
    visit.hears("something went wrong on my side")
    visit.say("emg")
    visit.hears("Many physiatrists do EMG")
    visit.say("nothing to hear")
    visit.hears("I have no answer to that")


def test_too_many_messages_wait_and_go_out(visit: Visit) -> None:
    visit.open()
    ours = json.dumps({"error": {"code": "too_many", "message": "A lot at once.", "retry_after": 1}})
    refusals = [ours, "<html>a proxy's own 429</html>"]

    def refuse_twice(route: Route) -> None:
        if refusals:
            route.fulfill(status=429, body=refusals.pop(0))
        else:
            route.continue_()

    visit.page.route("**/messages", refuse_twice)
    visit.say("emg")
    expect(visit.dialog.get_by_text("Your message is kept and goes out by itself")).to_be_visible()
    visit.hears("Many physiatrists do EMG")


def test_an_expired_session_starts_anew_with_the_message(visit: Visit, assistant: Served) -> None:
    visit.open().say("emg")
    visit.hears("Many physiatrists do EMG")
    visit.page.evaluate("sessionStorage['specialty-guide.session'] = JSON.stringify('web-x.1.forged')")
    visit.page.reload()
    visit.say("side by side")
    visit.hears("In short")
    assert visit.page.evaluate("sessionStorage['specialty-guide.session']").startswith('"web-')


def test_two_tabs_do_not_mix(visit: Visit, context: BrowserContext) -> None:
    visit.open().say("first tab")
    visit.hears("You said 9 characters")
    other = Visit(context.new_page(), visit.address).open()
    other.say("the second tab")
    other.hears("You said 14 characters")
    visit.page.bring_to_front()
    visit.page.reload()
    visit.hears("You said 9 characters")
    expect(visit.log.get_by_text("the second tab")).to_have_count(0)


def test_two_tabs_can_share_one_conversation(context: BrowserContext, assistant: Served) -> None:
    def page(route: Route) -> None:
        body = '<html lang="en"><title>x</title><script type="module" src="/widget/specialty-guide-chat.js" data-remember="browser"></script>'
        route.fulfill(body=body, content_type="text/html")

    context.route("**/shared", page)
    one = Visit(context.new_page(), assistant.address + "/shared").open()
    one.say("from the first")
    one.hears("You said 14 characters")
    two = Visit(context.new_page(), assistant.address + "/shared")
    two.page.goto(two.address)
    two.hears("You said 14 characters")
    two.menu("Delete my data")
    two.dialog.get_by_role("button", name="Yes, delete it").click()
    two.hears("Deleted.")
    expect(one.log.get_by_text("from the first")).to_have_count(0)


def test_delete_leaves_no_row_and_no_trace_in_the_browser(visit: Visit, assistant: Served) -> None:
    visit.open().say("delete this canary-8271")
    visit.hears("canary-8271")
    assert assistant.keeps("canary-8271")
    visit.menu("Delete my data")
    assert visit.focused() == "Keep it"
    visit.page.keyboard.press("Escape")
    visit.menu("Delete my data")
    visit.dialog.get_by_role("button", name="Yes, delete it").click()
    visit.hears("Deleted. Nothing you said is kept.")
    assert not any("canary-8271" in row for row in assistant.rows())
    assert "canary-8271" not in visit.storage()
    assert "web-" not in visit.storage()
    assert "canary-8271" not in assistant.log()
    expect(visit.log.get_by_text("canary-8271")).to_have_count(0)


def test_being_forgotten_by_asking_in_words_clears_the_screen(visit: Visit) -> None:
    visit.open().say("canary-3003")
    visit.hears("canary-3003")
    visit.say("forget me")
    visit.hears("Deleted. Nothing you said is kept.")
    expect(visit.log.get_by_text("canary-3003")).to_have_count(0)
    assert "web-" not in visit.storage()


def test_save_download_print_copy_and_start_over(visit: Visit, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=visit.address)
    context.add_init_script("window.printed = []; const print = function () { top.printed.push(this.document.body.innerText); }; "
                            "Object.defineProperty(window, 'print', { value: print });")
    visit.open().say("walking")
    visit.hears("A physiatrist looks like")

    visit.dialog.get_by_role("button", name="Copy").click()
    visit.hears("Copied")
    assert "**" not in visit.page.evaluate("navigator.clipboard.readText()")
    assert "A physiatrist looks like" in visit.page.evaluate("navigator.clipboard.readText()")
    visit.dialog.get_by_role("button", name="Print", exact=True).click()
    visit.page.wait_for_function("() => window.printed.length > 0")
    assert "Because you said" in visit.page.evaluate("window.printed[0]")

    with visit.page.expect_download() as saved:
        visit.menu("Save summary")
    text = saved.value.path().read_text()
    assert "A physiatrist looks like" in text
    assert "not a doctor or nurse" in text
    with visit.page.expect_download() as kept:
        visit.menu("Download my data")
    data = json.loads(kept.value.path().read_text())
    assert any(event.get("text") == "walking" for event in data["events"])

    visit.menu("Start over")
    visit.hears("We start over. What is going on?")
    assert not visit.faults


def test_a_summary_is_printed_and_saved_in_every_form(visit: Visit, context: BrowserContext) -> None:
    context.add_init_script("window.printed = []; const print = function () { top.printed.push(this.document.body.innerText); }; "
                            "Object.defineProperty(window, 'print', { value: print });")
    visit.open().say("summary")
    visit.hears("You told me: hip pain")
    visit.dialog.get_by_role("button", name="Print", exact=True).click()
    visit.page.wait_for_function("() => window.printed.length > 0")
    printed = visit.page.evaluate("window.printed[0]")
    assert "What to bring" in printed and "A list of your medicines" in printed

    visit.dialog.get_by_text("Save as a file").click()
    visit.dialog.get_by_role("button", name="FHIR, for health records").scroll_into_view_if_needed()
    visit.picture("summary")
    saved = {}
    for button in ("Page to print", "Markdown", "JSON, for programs", "FHIR, for health records"):
        with visit.page.expect_download() as download:
            visit.dialog.get_by_role("button", name=button).click()
        saved[download.value.suggested_filename] = download.value.path().read_text()
    assert set(saved) == {"summary.html", "summary.md", "summary.json", "summary.fhir.json"}
    assert saved["summary.md"].startswith("# Which kind of doctor to see")
    assert json.loads(saved["summary.fhir.json"])["resourceType"] == "QuestionnaireResponse"
    assert json.loads(saved["summary.json"])["card"] == "summary"
    assert not visit.faults

    # The page as a person opens it from the disk.
    visit.page.set_content(saved["summary.html"])
    visit.page.emulate_media(media="print")
    visit.picture("summary-on-paper")
    assert visit.page.evaluate("window.hacked") is None
    expect(visit.page.get_by_role("heading", name="What to bring")).to_be_visible()
    assert violations(visit.page) == []


def test_larger_text_is_remembered(visit: Visit) -> None:
    visit.open()
    before = visit.log.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    visit.menu("Larger text")
    visit.page.reload()
    visit.dialog.wait_for()
    after = visit.log.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert after == 1.25 * before


def test_a_person_and_911_are_always_at_hand(visit: Visit) -> None:
    visit.open()
    person = visit.dialog.get_by_role("link", name=re.compile("Talk to a person"))
    assert person.get_attribute("href") == "tel:5550100199"
    assert visit.dialog.get_by_role("link", name="Emergency? Call 911").get_attribute("href") == "tel:911"


def test_enter_inside_a_composed_character_does_not_send(visit: Visit) -> None:
    visit.open()
    visit.field.fill("ひざ")
    visit.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    visit.field.press("Shift+Enter")
    visit.field.press("a")
    assert visit.field.input_value() == "ひざ\na"
    expect(visit.log.locator(".said.person")).to_have_count(0)


def test_nothing_is_asked_of_the_server_before_the_first_message(visit: Visit) -> None:
    visit.open()
    visit.hears("I don't need your name")
    assert not [url for url in visit.requests if "/webhooks/" in url]


def test_a_card_shows_each_thing_once(visit: Visit) -> None:
    visit.open().say("side by side")
    visit.hears("In short")
    assert visit.log.inner_text().count("exercise plans, braces, injections") == 1
    visit.say("walking")
    visit.hears("A physiatrist looks like")
    for fold in ("Why not the other?", "What would change this?", "What to do next"):
        visit.dialog.get_by_text(fold).click()
    told = visit.log.inner_text()
    for once in ("it has lasted months", "You only wanted the pain gone.", "Ask your own doctor or plan", "They are a good next step"):
        assert told.count(once) == 1, once
    assert "What would change this:" not in told
    visit.say("summary")
    visit.hears("You told me: hip pain")
    told = visit.log.inner_text()
    assert told.count("A list of your medicines") == 1
    assert told.count("This is not a diagnosis.") == 1


def test_a_clinic_can_bring_its_own_words_and_looks(context: BrowserContext, assistant: Served) -> None:
    page = '''<html lang="en"><title>x</title><style>specialty-guide-chat { --guide-accent: rgb(91, 42, 134); }</style>
      <specialty-guide-chat theme="light" strings="/own.js" person="Ask a nurse" link="javascript:alert(1)"></specialty-guide-chat>
      <script type="module" src="/widget/specialty-guide-chat.js"></script>'''
    context.route("**/own", lambda route: route.fulfill(body=page, content_type="text/html"))
    context.route("**/own.js", lambda route: route.fulfill(body='export default { launcher: "Ask us" }', content_type="text/javascript"))
    visit = Visit(context.new_page(), assistant.address + "/own")
    visit.page.goto(visit.address)
    launcher = visit.page.get_by_role("button", name="Ask us")
    assert launcher.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(91, 42, 134)"
    launcher.click()
    visit.hears("I don't need your name")
    expect(visit.page.locator("specialty-guide-chat")).to_have_count(1)
    expect(visit.dialog.get_by_text("Ask a nurse: call your own doctor's office")).to_be_visible()
    assert visit.dialog.locator("a[href^=javascript]").count() == 0
