"""The interview in one go: a form whose answers become one plain message."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from channels.incoming import receive
from channels.slack.cards import posts, small
from channels.slack.choices import listed
from channels.slack.strings import STRINGS
from guide.red_flags import Level, default_watch, final_text

CALLBACK = "specialist_form"
ALARM = "specialist_alarm"
_LONGEST = 2000
_ORDER = ("problem", "duration", "limits", "goal", "tried", "anything_else")
_SEVERAL = ("limits", "tried")


def form() -> dict[str, Any]:
    """The modal."""
    words = STRINGS["form"]
    blocks: list[Block] = [small(words["notice"])]
    blocks += [_field(name, words[name]) for name in _ORDER]
    view = View(type="modal", callback_id=CALLBACK, title=PlainTextObject(text=words["title"]),
                submit=PlainTextObject(text=words["submit"]), close=PlainTextObject(text=words["close"]),
                blocks=blocks)
    return dict(view.to_dict())


def _field(name: str, words: Mapping[str, Any]) -> InputBlock:
    options = [Option(text=PlainTextObject(text=text), value=text) for text in words.get("options", ())]
    if name in _SEVERAL:
        element: Any = CheckboxesElement(action_id="value", options=options)
    elif name == "duration":
        element = StaticSelectElement(action_id="value", options=options,
                                      placeholder=PlainTextObject(text=STRINGS["pick"]))
    elif name == "goal":
        element = RadioButtonsElement(action_id="value", options=options)
    else:
        element = PlainTextInputElement(action_id="value", multiline=True, max_length=_LONGEST)
    return InputBlock(block_id=name, label=PlainTextObject(text=words["label"]), element=element,
                      hint=PlainTextObject(text=words["hint"]) if words.get("hint") else None,
                      optional=name != "problem")


def faults(view: Mapping[str, Any]) -> dict[str, str]:
    """What Slack shall show beside a field that is not filled in."""
    return {} if _answers(view)["problem"] else {"problem": STRINGS["form"]["problem"]["missing"]}


def sentence(view: Mapping[str, Any]) -> str:
    """The answers as what a person would write.

    What worries them comes first: an emergency must not hide behind the rest.
    """
    words = STRINGS["form"]
    answers = _answers(view)
    said = [_ended(answers["anything_else"]), _ended(answers["problem"])]
    for name in ("duration", "limits", "goal", "tried"):
        if answers[name]:
            said.append(words[name]["sentence"].format(chosen=answers[name]))
    return " ".join(part for part in said if part)


def alarm(view: Mapping[str, Any]) -> dict[str, Any] | None:
    """What to do first, in the form's own place, where the answers tell of an emergency.

    The assistant says it too, in the direct message; here is where the person is looking.
    """
    found = default_watch().watch(receive(sentence(view)))
    if found is None or found.level is Level.SOON:
        return None
    words = STRINGS["form"]
    said = posts([{"text": final_text(found.flag), "custom": {"card": "emergency"}}])
    shown = View(type="modal", callback_id=ALARM, title=PlainTextObject(text=words["alarm_title"]),
                 close=PlainTextObject(text=words["alarm_close"]), blocks=[block for post in said for block in post.blocks])
    return dict(shown.to_dict())


def _answers(view: Mapping[str, Any]) -> dict[str, str]:
    values = (view.get("state") or {}).get("values") or {}
    return {name: _answer((values.get(name) or {}).get("value") or {}) for name in _ORDER}


def _answer(value: Mapping[str, Any]) -> str:
    if value.get("selected_options"):
        return listed([str(option.get("value")) for option in value["selected_options"]])
    if value.get("selected_option"):
        return str(value["selected_option"].get("value"))
    return str(value.get("value") or "").strip()


def _ended(text: str) -> str:
    return text if not text or text[-1] in ".!?" else text + "."
