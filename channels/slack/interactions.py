"""What people press, pick, submit and call: block actions, shortcuts, the form, the slash command."""
from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any

from channels.slack import form, home
from channels.slack.cards import posts, preformatted
from channels.slack.choices import TAKE, asked, listed
from channels.slack.delivery import direct_message
from channels.slack.places import PRIVATE, Place
from channels.slack.services import Services
from channels.slack.strings import STRINGS
from channels.slack.words import heard
from channels.summaries import last_summary
from guide.summary import FORMATS

logger = logging.getLogger(__name__)

Payload = dict[str, Any]
ASK_ABOUT_MESSAGE = "ask_about_message"
OPEN_FORM = "open_form"
READING_SECONDS = 2.0


async def acknowledgement(payload: Payload) -> Payload | None:
    """What Slack is told at once; the form's faults are shown beside its fields, an alarm in its place."""
    if payload.get("type") == "view_submission" and _is_form(payload):
        view = payload.get("view") or {}
        wrong = form.faults(view)
        if wrong:
            return {"response_action": "errors", "errors": wrong}
        try:
            # Reading takes a tenth of a second, but Slack's three must hold even while the server is still starting.
            alarm = await asyncio.wait_for(asyncio.to_thread(form.alarm, view), READING_SECONDS)
        except asyncio.TimeoutError:
            alarm = None
        return {"response_action": "update", "view": alarm} if alarm else {"response_action": "clear"}
    return None


async def handle(services: Services, payload: Payload) -> None:
    """Handle one interaction."""
    if await _again(services, payload):
        return
    kind = payload.get("type")
    if kind == "block_actions":
        await _actions(services, payload)
    elif kind == "view_submission" and _is_form(payload) and not form.faults(payload.get("view") or {}):
        await _in_private(services, _place(payload), form.sentence(payload["view"]), shown=True)
    elif kind == "shortcut" and payload.get("callback_id") == OPEN_FORM:
        await _open_form(services, _place(payload), payload)
    elif kind == "message_action" and payload.get("callback_id") == ASK_ABOUT_MESSAGE:
        text = heard((payload.get("message") or {}).get("text"))
        if text:
            await services.turns.take(_place(payload), text, whisper=True)
        else:
            await services.turns.note(_place(payload), "words_only")


async def command(services: Services, payload: Payload) -> None:
    """``/specialist …``: the answer is for the person alone, wherever it was typed."""
    place = Place(team=str(payload.get("team_id") or ""), user=str(payload.get("user_id") or ""),
                  channel=str(payload.get("channel_id") or ""), enterprise=payload.get("enterprise_id"),
                  response_url=payload.get("response_url"))
    if not place.team or not place.user or await _again(services, payload):
        return
    text = heard(payload.get("text"))
    wish = text.lower().strip(" .!")
    if wish in ("", "help"):
        await services.turns.note(place, "help")
    elif wish == "form":
        await _open_form(services, place, payload)
    elif wish == "delete my data":
        await _say(services, place, STRINGS["home"][await services.delete_person(place)])
    elif wish == "export my data":
        await _export(services, place)
    else:
        await services.turns.take(place, text, whisper=True)


async def _again(services: Services, payload: Payload) -> bool:
    """Whether this very click or command came before; Slack gives each a trigger of its own."""
    trigger = payload.get("trigger_id")
    return isinstance(trigger, str) and not await services.seen.first(f"trigger:{trigger}")


def _is_form(payload: Payload) -> bool:
    return (payload.get("view") or {}).get("callback_id") == form.CALLBACK


def _place(payload: Payload) -> Place:
    person = payload.get("user") or {}
    container = payload.get("container") or {}
    message = payload.get("message") or {}
    # After an installation for a whole organisation the team stands beside the person only.
    team = (payload.get("team") or {}).get("id") or person.get("team_id") or ""
    channel = (payload.get("channel") or {}).get("id") or container.get("channel_id") or ""
    thread = message.get("thread_ts") or container.get("thread_ts")
    return Place(team=str(team), user=str(person.get("id") or ""), channel=str(channel),
                 thread=str(thread) if thread else None, begun=bool(thread),
                 enterprise=(payload.get("enterprise") or {}).get("id"),
                 response_url=payload.get("response_url") or None)


async def _actions(services: Services, payload: Payload) -> None:
    place = _place(payload)
    action = next((a for a in payload.get("actions") or () if isinstance(a, dict)), None)
    if action is None or not place.user or not place.team:
        return
    action_id = str(action.get("action_id"))
    if action_id == home.START:
        await _in_private(services, place, STRINGS["start_words"])
    elif action_id == home.FORM:
        await _open_form(services, place, payload)
    elif action_id == home.EXPORT:
        await _export(services, place)
    elif action_id == home.DELETE:
        await _show_home(services, place, await services.delete_person(place))
    elif action_id == "move":
        await _in_private(services, place, str(action.get("value") or ""), shown=True, moved=True)
    elif action_id == TAKE:
        await _take_along(services, _lasting(place, payload), str(action.get("block_id")))
    elif asked(action.get("block_id")):
        await _chosen(services, place, payload, action)


async def _chosen(services: Services, place: Place, payload: Payload, action: Payload) -> None:
    """A choice under one of the assistant's replies: said as if the person had typed it."""
    found = asked(action.get("block_id"))
    if found is None or action.get("action_id") == "tick":  # each tick is told; only "Done" counts
        return
    container = payload.get("container") or {}
    ephemeral = bool(container.get("is_ephemeral"))
    place = replace(_lasting(place, payload), scope=found.scope)
    if found.scope != PRIVATE:
        place = replace(place, thread=found.scope)
    title, words = _choice(payload, action)
    if not words:
        if action.get("action_id") == "ticked":
            await services.turns.note(place, "tick_first")
        return
    # Pressed twice, or two answers to one question: the first one counts.
    which = "" if found.manner == "q" else f":{action.get('action_id')}"
    at = container.get("message_ts") or (payload.get("message") or {}).get("ts") or payload.get("trigger_id")
    if not await services.seen.first(f"action:{place.sender}:{at}:{action.get('block_id')}{which}"):
        return
    delivery = await services.turns.delivery(place)
    if delivery is None:
        return
    await asyncio.gather(
        delivery.retire(payload, action, title),
        services.turns.take(place, words, whisper=ephemeral))


def _lasting(place: Place, payload: Payload) -> Place:
    """The place without a way to whisper where nobody else can read: what is said there shall stay."""
    ephemeral = (payload.get("container") or {}).get("is_ephemeral")
    return place if ephemeral or place.public else replace(place, response_url=None)


async def _take_along(services: Services, place: Place, block_id: str) -> None:
    """The last summary as Markdown, to copy; for that person alone, like the summary itself."""
    scope = block_id.partition(":")[2]
    place = replace(place, scope=scope) if scope == PRIVATE else replace(place, scope=scope, thread=scope)
    delivery = await services.turns.delivery(place)
    if delivery is None:
        return
    try:
        found = last_summary(await services.records.events(place.sender))
    except Exception as error:  # noqa: BLE001
        logger.error("A summary could not be read: %s.", type(error).__name__)
        found = None
    said = preformatted(FORMATS["markdown"].write(found)) if found else posts([{"text": STRINGS["take_along_nothing"]}])
    await delivery.say(said, whisper=True)


def _choice(payload: Payload, action: Payload) -> tuple[str, str]:
    """What the person chose: as they read it, and what it says."""
    if action.get("action_id") == "ticked":
        values = ((payload.get("state") or {}).get("values") or {}).get(action.get("block_id")) or {}
        options: list[Payload] = (values.get("tick") or {}).get("selected_options") or []
        titles = [str((option.get("text") or {}).get("text") or "") for option in options]
        return (listed(titles), listed([str(o.get("value")) for o in options])) if options else ("", "")
    if action.get("type") == "static_select":
        option = action.get("selected_option") or {}
        return str((option.get("text") or {}).get("text") or ""), str(option.get("value") or "")
    return str((action.get("text") or {}).get("text") or ""), str(action.get("value") or "")


async def _open_form(services: Services, place: Place, payload: Payload) -> None:
    client = await services.client(place)
    if client:
        await client.views_open(trigger_id=str(payload.get("trigger_id")), view=form.form())


async def _show_home(services: Services, place: Place, note: str) -> None:
    client = await services.client(place)
    if client:
        await client.views_publish(user_id=place.user, view=home.home(note))


async def _direct(services: Services, place: Place) -> Place | None:
    """The person's direct message with the app."""
    client = await services.client(place)
    if client is None:
        return None
    channel = await direct_message(client, place.user)
    return Place(team=place.team, user=place.user, channel=channel, enterprise=place.enterprise)


async def _in_private(services: Services, place: Place, words: str, *, shown: bool = False, moved: bool = False) -> None:
    """Go on in the direct message with the words, if any.

    shown: they were not written there, so they are repeated, for the answer to make sense.
    moved: the person left a channel.
    """
    private = await _direct(services, place)
    if private is None:
        return
    lead = [STRINGS["moved"]] if moved else []
    if words:
        lead += [f"{STRINGS['moved_words']} {words}"] if shown else []
        await services.turns.take(private, words, lead=lead)
    elif lead:
        await _say(services, private, lead[0])


async def _export(services: Services, place: Place) -> None:
    """Everything kept about the person, in their direct message."""
    private = await _direct(services, place)
    if private is None:
        return
    try:
        kept = await services.records.export(place.team, place.user)
    except Exception as error:  # noqa: BLE001
        logger.error("An export failed: %s.", type(error).__name__)
        await _say(services, private, STRINGS["home"]["export_failed"])
        return
    await _say(services, private, kept or STRINGS["home"]["nothing_kept"])


async def _say(services: Services, place: Place, text: str) -> None:
    """Slack's own words, to the person alone."""
    delivery = await services.turns.delivery(place)
    if delivery:
        await delivery.say(posts([{"text": text}]), whisper=True)
