"""The App Home: what this is, "start", and the person's own data."""
from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ConfirmObject,
    DividerBlock,
    HeaderBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from channels.slack.cards import section
from channels.slack.strings import STRINGS

START, FORM, EXPORT, DELETE = "home_start", "home_form", "home_export", "home_delete"


def home(note: str | None = None) -> dict[str, Any]:
    """The view; the note is the outcome of what was just pressed."""
    words = STRINGS["home"]
    sure = words["confirm"]
    view = View(type="home", blocks=[
        *([section(words[note]), DividerBlock()] if note else []),
        HeaderBlock(text=PlainTextObject(text=words["title"])),
        section(words["what"]),
        section(words["emergency"]),
        ActionsBlock(block_id="home", elements=[
            ButtonElement(text=words["start"], action_id=START, style="primary"),
            ButtonElement(text=words["form"], action_id=FORM),
        ]),
        DividerBlock(),
        section(words["privacy"]),
        ActionsBlock(block_id="home_data", elements=[
            ButtonElement(text=words["export"], action_id=EXPORT),
            ButtonElement(text=words["delete"], action_id=DELETE, style="danger", confirm=ConfirmObject(
                title=sure["title"], text=PlainTextObject(text=sure["text"]), confirm=sure["yes"], deny=sure["no"])),
        ]),
    ])
    return dict(view.to_dict())
