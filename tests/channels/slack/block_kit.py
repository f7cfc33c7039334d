"""Block Kit's documented limits, written down apart from the SDK, as a Slack server would check them.

https://docs.slack.dev/reference/block-kit/blocks and /block-elements, /composition-objects
"""
from __future__ import annotations

import json
from typing import Any

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
IN_ACTIONS = {"button", "checkboxes", "static_select", "multi_static_select", "radio_buttons", "overflow", "datepicker"}
IN_INPUT = {"plain_text_input", "checkboxes", "radio_buttons", "static_select", "multi_static_select"}
LARGEST_MESSAGE = 40_000


class Faults(list):
    """What Slack would refuse, each with where it stands."""

    def need(self, fine: bool, where: str, what: str) -> None:
        if not fine:
            self.append(f"{where}: {what}")


def faults(blocks: Any, most: int = MESSAGE_BLOCKS, view: bool = False) -> list[str]:
    """Everything wrong with a list of blocks."""
    found = Faults()
    if not isinstance(blocks, list):
        return ["blocks: not a list"]
    found.need(1 <= len(blocks) <= most, "blocks", f"{len(blocks)} of them, 1 to {most}")
    ids = [b.get("block_id") for b in blocks if b.get("block_id")]
    found.need(len(ids) == len(set(ids)), "blocks", "block_id twice")
    for n, block in enumerate(blocks):
        _block(found, block, f"/blocks/{n}", view)
    if not view:
        found.need(len(json.dumps(blocks)) <= LARGEST_MESSAGE, "blocks", "msg_blocks_too_long")
    return list(found)


def view_faults(view: Any) -> list[str]:
    """Everything wrong with a modal or a home tab."""
    found = Faults()
    kind = view.get("type")
    found.need(kind in ("modal", "home"), "view", "type")
    if kind == "modal":
        for name in ("title", "submit", "close"):
            if name == "title" or name in view:
                _text(found, view.get(name), f"view/{name}", 24, only="plain_text")
        found.need(len(view.get("callback_id", "")) <= 255, "view", "callback_id")
        has_input = any(b.get("type") == "input" for b in view.get("blocks", ()))
        found.need(not has_input or "submit" in view, "view", "input without submit")
    else:
        found.need("title" not in view and "submit" not in view, "view", "a home tab has no title or submit")
    found.need(len(json.dumps(view)) <= 250_000, "view", "view_too_large")
    return [*found, *faults(view.get("blocks"), VIEW_BLOCKS, view=True)]


def _block(found: Faults, block: Any, at: str, view: bool) -> None:
    if not isinstance(block, dict):
        found.append(f"{at}: not an object")
        return
    kind = block.get("type")
    found.need(len(block.get("block_id", "x")) in range(1, 256), at, "block_id 1 to 255")
    if kind == "section":
        found.need(bool(block.get("text") or block.get("fields")), at, "text or fields")
        if block.get("text"):
            _text(found, block["text"], f"{at}/text", 3000)
        fields = block.get("fields")
        if fields is not None:
            found.need(1 <= len(fields) <= 10, at, "1 to 10 fields")
            for n, text in enumerate(fields):
                _text(found, text, f"{at}/fields/{n}", 2000)
    elif kind == "header":
        _text(found, block.get("text"), f"{at}/text", 150, only="plain_text")
    elif kind == "context":
        elements = block.get("elements") or []
        found.need(1 <= len(elements) <= 10, at, "1 to 10 elements")
        for n, text in enumerate(elements):
            _text(found, text, f"{at}/elements/{n}", 2000)
    elif kind == "actions":
        elements = block.get("elements") or []
        found.need(1 <= len(elements) <= 25, at, f"1 to 25 elements, not {len(elements)}")
        _elements(found, elements, at, IN_ACTIONS)
    elif kind == "input":
        found.need(view, at, "input blocks stand in views")
        _text(found, block.get("label"), f"{at}/label", 2000, only="plain_text")
        if block.get("hint"):
            _text(found, block["hint"], f"{at}/hint", 2000, only="plain_text")
        _elements(found, [block.get("element")], at, IN_INPUT)
    elif kind != "divider":
        found.append(f"{at}: unsupported type {kind}")


def _elements(found: Faults, elements: list[Any], at: str, allowed: set[str]) -> None:
    ids = [e.get("action_id") for e in elements]
    found.need(all(ids), at, "action_id missing")
    found.need(len(ids) == len(set(ids)), at, "action_id twice")
    for n, element in enumerate(elements):
        where = f"{at}/elements/{n}"
        kind = element.get("type")
        found.need(kind in allowed, where, f"{kind} not allowed here")
        found.need(len(element.get("action_id") or "") <= 255, where, "action_id 255")
        if kind == "button":
            _text(found, element.get("text"), where, 75, only="plain_text")
            found.need("value" not in element or 1 <= len(element["value"]) <= 2000, where, "value 1 to 2000")
            found.need(element.get("style", "primary") in ("primary", "danger"), where, "style")
            if element.get("confirm"):
                confirm = element["confirm"]
                for key, limit in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
                    _text(found, confirm.get(key), f"{where}/confirm/{key}", limit)
        if kind in ("static_select", "multi_static_select", "checkboxes", "radio_buttons"):
            options = element.get("options") or []
            most = 100 if "select" in kind else 10
            found.need(1 <= len(options) <= most, where, f"1 to {most} options, not {len(options)}")
            for m, option in enumerate(options):
                only = "plain_text" if "select" in kind else None
                _text(found, option.get("text"), f"{where}/options/{m}", 75, only=only)
                found.need(1 <= len(option.get("value") or "") <= 150, f"{where}/options/{m}", "value 1 to 150")
            values = [o.get("value") for o in options]
            found.need(len(values) == len(set(values)), where, "option value twice")
            if "placeholder" in element:
                _text(found, element["placeholder"], f"{where}/placeholder", 150, only="plain_text")


def _text(found: Faults, text: Any, at: str, limit: int, only: str | None = None) -> None:
    if not isinstance(text, dict) or text.get("type") not in ("plain_text", "mrkdwn"):
        found.append(f"{at}: not a text object")
        return
    found.need(only is None or text["type"] == only, at, f"must be {only}")
    found.need(1 <= len(text.get("text") or "") <= limit, at, f"{len(text.get('text') or '')} characters, 1 to {limit}")
    found.need("emoji" not in text or text["type"] == "plain_text", at, "emoji in mrkdwn")
    found.need("verbatim" not in text or text["type"] == "mrkdwn", at, "verbatim in plain_text")
