"""WCAG 2.2 AA: axe-core on every state, the screen reader's tree, focus, size and space."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from echo_serving import Served
from playwright.sync_api import Browser, Page, Route, expect
from visiting import Visit, note, violations

Prepare = Callable[[Visit], None]


def opened(visit: Visit) -> None:
    visit.open()


def closed(visit: Visit) -> None:
    visit.page.goto(visit.address)
    visit.launcher.wait_for()


def choices(visit: Visit) -> None:
    visit.open().say("help me choose")
    visit.hears("What would you most like")


def several(visit: Visit) -> None:
    visit.open().say("both")
    visit.hears("Does the pain stop you")
    visit.dialog.get_by_label("walking").check()


def table(visit: Visit) -> None:
    visit.open().say("side by side")
    visit.hears("In short")


def suggestion(visit: Visit) -> None:
    visit.open().say("walking")
    visit.hears("A physiatrist looks like")
    visit.dialog.get_by_text("Why not the other?").click()


def emergency(visit: Visit) -> None:
    visit.open().say("i am numb")
    visit.log.get_by_role("alert").wait_for()


def answer(visit: Visit) -> None:
    visit.open().say("emg")
    visit.hears("Many physiatrists")
    visit.dialog.get_by_text("Sources (2)").click()


def summary(visit: Visit) -> None:
    visit.open().say("summary")
    visit.hears("You told me: hip pain")


def error(visit: Visit) -> None:
    visit.open().say("crash")
    visit.hears("went wrong on my side")


def offline(visit: Visit) -> None:
    visit.page.route("**/webhooks/**", lambda route: route.abort())
    visit.open().say("hello")
    visit.dialog.get_by_text("No connection").wait_for()


def menu(visit: Visit) -> None:
    visit.open()
    visit.menu("Delete my data")


STATES = (closed, opened, choices, several, table, suggestion, emergency, answer, summary, error, offline, menu)
# 200 % zoom of a 1280 x 720 window is laid out as 640 x 360.
SETTINGS = {
    "light": ("light", 1280, 860),
    "dark": ("dark", 1280, 860),
    "320px": ("light", 320, 640),
    "zoom200": ("dark", 640, 360),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_overflows(browser: Browser, assistant: Served, state: Prepare) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), assistant.address)
    state(visit)
    found = {}
    for name, (colors, width, height) in SETTINGS.items():
        visit.page.emulate_media(color_scheme=colors, reduced_motion="reduce")
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.wait_for_timeout(50)
        found[name] = violations(visit.page)
        visit.picture(f"{state.__name__}-{name}")
        assert not overflows(visit.page), f"scrolls sideways at {name}"
    context.close()
    note(f"axe_{state.__name__}", {name: len(wrong) for name, wrong in found.items()})
    assert not any(found.values()), found


def overflows(page: Page) -> bool:
    """Whether anything in the chat or on the page needs sideways scrolling."""
    return bool(
        page.evaluate(
            """() => { const root = document.querySelector('specialty-guide-chat').shadowRoot;
               const wide = (node) => node.scrollWidth > node.clientWidth + 1;
               return wide(document.documentElement) || [root.querySelector('dialog'), root.querySelector('.log')].some(wide); }"""
        )
    )


def test_what_a_screen_reader_gets(visit: Visit) -> None:
    table(visit)
    visit.say("walking")
    visit.hears("A physiatrist looks like")
    tree = visit.page.locator("body").aria_snapshot()
    for part in (
        'dialog "Specialist guide"', 'heading "Specialist guide" [level=2]', "A chatbot, not a doctor or nurse",
        'log "Conversation"', 'table "Physiatrist and pain specialist side by side"', 'columnheader "Physiatrist"',
        'rowheader "Main aim"', 'cell "less pain"', 'textbox "Your message"', 'button "Send"', 'button "Close"',
        'button "Menu"', 'heading "A physiatrist looks like the better first visit." [level=3]', 'link "Emergency? Call 911"',
    ):
        assert part in tree, f"{part} is not in\n{tree}"
    assert "You: side by side" in (visit.said("side by side").text_content() or "")
    note("aria_tree_lines", len(tree.splitlines()))


def test_the_live_region_is_there_before_the_first_message(visit: Visit) -> None:
    closed(visit)
    live = visit.page.evaluate("document.querySelector('specialty-guide-chat').shadowRoot.querySelector('[role=log]').getAttribute('aria-live')")
    assert live == "polite"
    visit.launcher.click()
    expect(visit.log).to_have_attribute("aria-live", "polite")


def test_a_conversation_that_comes_back_is_not_read_out(visit: Visit) -> None:
    choices(visit)
    slow: list[Route] = []
    visit.page.route("**/history", lambda route: slow.append(route))
    visit.page.reload()
    visit.dialog.wait_for()
    expect(visit.log).to_have_attribute("aria-live", "off")
    slow[0].continue_()
    visit.log.get_by_text("What would you most like").wait_for()
    expect(visit.log).to_have_attribute("aria-live", "polite")


def test_typing_is_told_as_text(visit: Visit) -> None:
    visit.open().say("slow please")
    status = visit.dialog.get_by_role("status").filter(has_text="The guide is answering…")
    expect(status).to_be_visible()
    visit.hears("You said 11 characters")
    expect(status).to_have_count(0)


def test_targets_are_large(browser: Browser, assistant: Served) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 700}, is_mobile=True, has_touch=True)
    visit = Visit(context.new_page(), assistant.address)
    suggestion(visit)
    visit.say("both")
    visit.hears("Does the pain stop you")
    visit.dialog.get_by_role("button", name="Menu").click()
    sizes = visit.page.evaluate(
        """() => [...document.querySelector('specialty-guide-chat').shadowRoot.querySelectorAll('dialog button, summary, label.choice, .call, textarea, footer a')]
           .map((node) => [node.textContent || node.tagName, node.getBoundingClientRect()]).filter(([, box]) => box.width)
           .map(([name, box]) => [name, Math.round(box.width), Math.round(box.height)])"""
    )
    context.close()
    assert len(sizes) > 15
    small = [size for size in sizes if min(size[1:]) < 44 and not size[0].startswith(("Talk", "Emergency", "Sources"))]
    assert not small
    assert all(min(size[1:]) >= 24 for size in sizes)


def test_phone_does_not_push_up_the_keyboard_and_hides_the_page(browser: Browser, assistant: Served) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 700}, is_mobile=True, has_touch=True)
    visit = Visit(context.new_page(), assistant.address)
    visit.open()
    assert visit.focused() == "Specialist guide"
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        inside = visit.page.evaluate("document.activeElement?.tagName")
        assert inside in ("SPECIALTY-GUIDE-CHAT", "BODY"), "the page behind the chat must not take the focus"
    visit.page.keyboard.press("Escape")
    expect(visit.launcher).to_be_focused()
    context.close()


def test_focus_is_visible_everywhere(visit: Visit) -> None:
    suggestion(visit)
    for _ in range(14):
        visit.page.keyboard.press("Tab")
        outline = visit.page.evaluate(
            """() => { let node = document.activeElement; while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
               const style = getComputedStyle(node); return [node.tagName, style.outlineStyle, parseFloat(style.outlineWidth)]; }"""
        )
        assert outline[0] == "BODY" or (outline[1] != "none" and outline[2] >= 2), outline


def test_more_space_between_letters_and_lines_hides_nothing(visit: Visit) -> None:
    suggestion(visit)
    visit.page.evaluate(
        """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }');
           document.querySelector('specialty-guide-chat').shadowRoot.adoptedStyleSheets.push(sheet); }"""
    )
    assert not overflows(visit.page)
    visit.picture("text-spacing")


def test_largest_text_on_the_smallest_phone(browser: Browser, assistant: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 568}, is_mobile=True, has_touch=True)
    visit = Visit(context.new_page(), assistant.address)
    visit.page.goto(visit.address)
    visit.page.evaluate("localStorage['specialty-guide.text'] = '200'")
    for state in (table, suggestion, emergency):
        state(visit)
        visit.page.evaluate("sessionStorage.clear()")
        visit.picture(f"{state.__name__}-320px-200percent")
        assert not overflows(visit.page), state.__name__
    context.close()


@pytest.mark.parametrize("look", ["forced-colors", "rtl", "tablet"])
def test_other_looks(browser: Browser, assistant: Served, look: str) -> None:
    options = {"viewport": {"width": 820, "height": 1180} if look == "tablet" else {"width": 1280, "height": 860}}
    if look == "forced-colors":
        options["forced_colors"] = "active"
    context = browser.new_context(**options, reduced_motion="reduce")

    def turned(route: Route) -> None:
        original = route.fetch()
        route.fulfill(response=original, body=original.text().replace('<html lang="en">', '<html lang="ar" dir="rtl">'))

    if look == "rtl":
        context.route(assistant.address + "/", turned)
    visit = Visit(context.new_page(), assistant.address + "/")
    suggestion(visit)
    if look == "rtl":
        box = visit.dialog.bounding_box()
        assert box and box["x"] < 200, "the window stands on the side where reading ends"
    visit.picture(f"suggestion-{look}")
    assert not violations(visit.page)
    assert not overflows(visit.page)
    context.close()


def test_reduced_motion(browser: Browser, assistant: Served) -> None:
    context = browser.new_context(reduced_motion="reduce")
    visit = Visit(context.new_page(), assistant.address).open()
    assert visit.dialog.evaluate("node => getComputedStyle(node).animationName") == "none"
    context.close()
