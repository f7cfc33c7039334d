"""What the assistant says, as Block Kit.

Each reply of the assistant is a text, sometimes with buttons and one typed card.
The text alone is always enough, so every word of it stays, as blocks and as the
fallback text that screen readers and notifications use. The card decides the
form: a heading, two columns, a menu, what is small print.
"""
from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from channels.slack.choices import choices, take_along
from channels.slack.places import PRIVATE
from channels.slack.strings import STRINGS
from channels.slack.words import SECTION_LIMIT, escaped, mrkdwn, pieces, plain, shortened

logger = logging.getLogger(__name__)

HEADER_LIMIT = 150
FIELD_LIMIT = 2000
CONTEXT_LIMIT = 10
# Slack takes 50 blocks a message and reads best well under that; the rest goes into the next one.
BLOCKS_A_MESSAGE = 40
TEXT_A_MESSAGE = 12_000
FALLBACK_LIMIT = 12_000
CONTEXT_TEXT = 1500
PRINT = "print"  # block ids of small print that the text does not have

Card = Mapping[str, Any]
# Cards that begin with what to do, or whom to see.
_HEADED = ("emergency", "recommendation", "summary")
_SOURCES_LINE = re.compile(r"\(?Sources?: [^\n]*\Z")
_LEAD = re.compile(r"\*\*(?=\S)([^\n]+?)(?<=\S)\*\*[ ]*\n?")


@dataclass(frozen=True)
class Post:
    """One Slack message: its blocks, and the text for those who cannot see blocks."""

    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    card: str | None = None


def posts(replies: Sequence[Mapping[str, Any]], scope: str = PRIVATE) -> list[Post]:
    """The replies of one turn as Slack messages, most often one each.

    They are drawn together, since an answer may come in several replies of which
    the first carries the card and the last the sources.
    """
    try:
        return _drawn(replies, scope)
    except Exception as error:  # noqa: BLE001 - a card that cannot be drawn must not cost the words
        logger.error("A card could not be drawn for Slack: %s.", type(error).__name__)
        return [Post(mrkdwn(piece)) for reply in replies for piece in pieces(str(reply.get("text") or ""))]


def _drawn(replies: Sequence[Mapping[str, Any]], scope: str) -> list[Post]:
    texts = [str(reply.get("text") or "").strip() for reply in replies]
    rows = [row for reply in replies for row in _card(reply).get("rows") or () if isinstance(row, dict)]
    cited = any(_SOURCES_LINE.search(text) for text in texts)
    untold = not any(_columns_at(text.splitlines(), at, rows) for text in texts for at in range(len(text.splitlines())))
    found: list[Post] = []
    for reply, text in zip(replies, texts, strict=True):
        card = _card(reply)
        blocks = _body(text, card.get("card"), rows)
        if untold and card.get("card") == "comparison":
            blocks += [_columns(f"**{row.get('aspect') or ''}**", str(row.get("left") or "–"), str(row.get("right") or "–"))
                       for row in rows]
        blocks += _small_print(text, card, cited)
        blocks += choices(reply.get("buttons") or (), card, scope)
        if card.get("card") == "summary" and card.get("parts"):
            blocks.append(take_along(scope))
        if blocks:
            found += [Post(said, [block.to_dict() for block in group], card.get("card"))
                      for said, group in _messages(text or STRINGS["pick"], blocks)]
    return found


def _card(reply: Mapping[str, Any]) -> Card:
    card = reply.get("custom")
    return card if isinstance(card, dict) else {}


def text_only(post: Post) -> Post:
    """The same message for when Slack refuses its blocks."""
    return Post(post.text, [], post.card)


def section(text: str) -> SectionBlock:
    """A paragraph of the tiny markdown that already fits."""
    return SectionBlock(text=MarkdownTextObject(text=mrkdwn(text), verbatim=True))


def sections(text: str) -> list[Block]:
    """Text of any length as sections."""
    return [section(piece) for piece in pieces(text)]


def small(text: str, block_id: str | None = None) -> ContextBlock:
    """Small print."""
    return ContextBlock(
        elements=[MarkdownTextObject(text=mrkdwn(piece), verbatim=True) for piece in pieces(text, FIELD_LIMIT)][
            :CONTEXT_LIMIT],
        block_id=block_id)


def _body(text: str, kind: object, rows: Sequence[Card]) -> list[Block]:
    """The text: its lead as a heading where it says what to do, its compared lines in two columns."""
    found: list[Block] = []
    lead = _LEAD.match(text) if kind in _HEADED else None
    if lead and len(plain(lead[1])) <= HEADER_LIMIT:
        found.append(HeaderBlock(text=PlainTextObject(text=plain(lead[1]), emoji=False)))
        text = text[lead.end():]
    sources = _SOURCES_LINE.search(text)
    if sources:
        text = text[: sources.start()]
    lines = text.splitlines()
    waiting: list[str] = []
    at = 0
    while at < len(lines):
        columns = _columns_at(lines, at, rows)
        if columns is None:
            waiting.append(lines[at])
            at += 1
        else:
            found += [*sections("\n".join(waiting)), columns]
            waiting = []
            at += 3
    found += sections("\n".join(waiting))
    return found + ([small(sources[0])] if sources else [])


def _columns_at(lines: Sequence[str], at: int, rows: Sequence[Card]) -> SectionBlock | None:
    """Two columns for a compared aspect that begins at a line: the aspect, then what each side says."""
    if len(lines) < at + 3:
        return None
    aspect, left, right = (line.strip() for line in lines[at:at + 3])
    for row in rows:
        if (_bare(aspect) == _bare(row.get("aspect")) and _bare(aspect)
                and left.endswith(str(row.get("left"))) and right.endswith(str(row.get("right")))):
            return _columns(aspect, left.removeprefix("- "), right.removeprefix("- "))
    return None


def _columns(aspect: str, left: str, right: str) -> SectionBlock:
    # The second column begins level with the first one.
    texts = [mrkdwn(f"{aspect}\n{left}"), mrkdwn(f"\u00a0\n{right}")]
    return SectionBlock(fields=[MarkdownTextObject(text=text[:FIELD_LIMIT], verbatim=True) for text in texts])


def _bare(text: object) -> str:
    """Words only, to recognise a sentence whatever its marks."""
    return " ".join(re.findall(r"\w+", str(text or "").lower()))


def _small_print(text: str, card: Card, cited: bool) -> list[Block]:
    """Sources and progress, where no reply of the turn has said them."""
    found: list[Block] = []
    sources = [source for source in card.get("sources") or () if isinstance(source, dict) and source.get("title")]
    if sources and not cited:
        line = f"{STRINGS['sources']} " + "; ".join(map(_source, sources))
        found.append(small(shortened(line, CONTEXT_TEXT), f"{PRINT}:sources"))
    if card.get("step") and card.get("of"):
        step = STRINGS["step"].format(step=card["step"], of=card["of"])
        if _bare(step) not in _bare(text):
            found.append(small(step, f"{PRINT}:step"))
    return found


def _source(source: Card) -> str:
    details = ", ".join(str(source[key]) for key in ("publisher", "reviewed") if source.get(key))
    return f"{source['title']} ({details})" if details else str(source["title"])


def preformatted(text: str) -> list[Post]:
    """Text to be copied, character by character, as messages of their own."""
    fence = "```"
    # Room for the fences, and for marks that `pieces` takes for bold and does not count.
    cut = pieces(text.replace(fence, "'''"), SECTION_LIMIT - 50)
    return [Post(shown, [SectionBlock(text=MarkdownTextObject(text=shown, verbatim=True)).to_dict()])
            for shown in (f"{fence}\n{escaped(piece)}\n{fence}" for piece in cut)]


def _messages(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Blocks shared out over messages, each with the words that it shows."""
    groups: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        length = len(str(block.to_dict()))
        if groups[-1] and (len(groups[-1]) >= BLOCKS_A_MESSAGE or size + length > TEXT_A_MESSAGE):
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += length
    if len(groups) == 1:
        yield mrkdwn(text)[:FALLBACK_LIMIT], groups[0]
        return
    for group in groups:
        yield (_words(group) or mrkdwn(STRINGS["pick"])), group


def _words(blocks: Sequence[Block]) -> str:
    """The mrkdwn of some blocks, as fallback text of a message that shows a part of a long reply."""
    found: list[str] = []
    for block in (b.to_dict() for b in blocks):
        texts = [block.get("text"), *(block.get("fields") or ())]
        if block["type"] == "context":
            texts += block["elements"]
        found += [t["text"] for t in texts if t]
    return "\n".join(found)[:FALLBACK_LIMIT]
