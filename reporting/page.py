"""The report as one HTML page."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from html import escape

from guide.privacy import redact
from reporting.drawing import bars, columns
from reporting.figures import Figures, Rows, part

_MOST_BARS = 20
_MOST_TEXTS = 200
_STYLE = """
:root { color-scheme: light dark; --bar: #0b6e4f; }
@media (prefers-color-scheme: dark) { :root { --bar: #58c9a3; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 58rem; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-top: 1px solid #8886; padding-top: 1rem; }
svg { width: 100%; height: auto; margin: .3rem 0; } svg text { font: 13px system-ui, sans-serif; fill: currentColor; }
svg text.small { font-size: 11px; } .bar { fill: var(--bar); }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1rem 0; } dt { font-size: .85rem; opacity: .75; }
dd { margin: 0; font-size: 1.6rem; font-weight: 600; } .note { font-size: .9rem; opacity: .8; }
li { overflow-wrap: anywhere; }
"""


def page(figures: Figures, period: str, with_texts: bool = False) -> str:
    """The whole page; with texts, also the messages that were not understood, redacted once more."""
    when = datetime.fromtimestamp(figures.now, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    parts = [f"<p>Of {escape(period)}, made on {when}. Each number counts people, once each. A number under "
             f"{figures.smallest} is not shown, for it might tell about somebody.</p>"]
    if not figures.people:
        parts.append("<p>Nobody has talked with the guide in this time, or everything was deleted since. "
                     "Come back once people have used it.</p>")
    elif not figures.enough:
        parts.append(f"<p>Fewer than {figures.smallest} people have talked with the guide in this time. That is too few to show "
                     "anything without telling about somebody. Take a longer time, or come back later.</p>")
    else:
        parts += _whole(figures)
    if with_texts:
        parts += _texts(figures)
    body = "\n".join(parts)
    return ('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>How the guide was used</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            f"<style>{_STYLE}</style></head><body><main><h1>How the guide was used</h1>\n{body}\n</main></body></html>\n")


def _whole(figures: Figures) -> list[str]:
    fewest = figures.smallest
    parts = ["<h2>In short</h2>", _facts(figures), _chart("People by channel", figures.channels.rows(fewest)),
             "<h3>People a day</h3>", _days(figures), "<h3>People by the hour they came (UTC)</h3>", _hours(figures)]
    parts += ["<h2>What people asked</h2>",
              _chart("Questions answered, by topic", figures.topics.rows(fewest)),
              _chart("What their messages were taken for", figures.intents.rows(fewest)),
              _chart("Troubles they told of", figures.problems.rows(fewest)),
              _chart("What was declined", figures.refusals.rows(fewest))]
    parts += ["<h2>The interview, and where they left</h2>",
              _chart("Asked for", figures.asked.rows(fewest)),
              _chart("How the interview ended", figures.ends.rows(fewest))]
    parts += ["<h2>What was suggested</h2>", _chart("Specialist", figures.suggestions.rows(fewest)),
              _chart("How surely", figures.certainties.rows(fewest)), _chart("Alarms", figures.alarms.rows(fewest))]
    parts += ["<h2>What was not understood</h2>", _chart("People with such a message", figures.missed.rows(fewest)),
              _chart("When", figures.missed_where.rows(fewest)), _chart("What the message looked like", figures.missed_length.rows(fewest))]
    return parts


def _facts(figures: Figures) -> str:
    waits = figures.waits if len(figures.waits) >= figures.smallest else [0.0]
    told = {"people": f"{len(figures.people)}", "conversations": f"{figures.talks}", "messages": f"{figures.messages}",
            "messages in half of the conversations, at most": f"{part([float(n) for n in figures.lengths], 0.5):.0f}",
            "minutes that half of them took, at most": f"{part(figures.minutes, 0.5):.1f}",
            "seconds until the answer, for half": f"{part(waits, 0.5):.2f}",
            "… for 95 of 100": f"{part(waits, 0.95):.2f}"}
    return "<dl>" + "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in told.items()) + "</dl>"


def _chart(title: str, rows: Rows[str], words: Callable[[str], str] = lambda name: name.replace("_", " ")) -> str:
    shown = [(words(name), count) for name, count in rows.shown[:_MOST_BARS]]
    notes = []
    if len(rows.shown) > _MOST_BARS:
        notes.append(f"{len(rows.shown) - _MOST_BARS} more kinds had fewer people than these.")
    if rows.withheld:
        notes.append(f"{rows.withheld} {'kind is' if rows.withheld == 1 else 'kinds are'} not shown: too few people.")
    if not shown and not rows.withheld:
        notes.append("None.")
    note = f'<p class="note">{" ".join(notes)}</p>' if notes else ""
    return f"<h3>{escape(title)}</h3>" + (bars(title, shown) if shown else "") + note


def _days(figures: Figures) -> str:
    rows = figures.days.rows(figures.smallest)
    counts = dict(rows.shown)
    if not counts:
        return '<p class="note">No day had enough people to show.</p>'
    return columns("People a day", [(day, counts.get(day)) for day in _between(min(counts), max(counts))])


def _hours(figures: Figures) -> str:
    counts = dict(figures.hours.rows(figures.smallest).shown)
    return columns("People by hour", [(f"{hour}", counts.get(hour)) for hour in range(24)])


def _between(first: str, last: str) -> Sequence[str]:
    begin, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
    return [(begin + timedelta(days=day)).strftime("%Y-%m-%d") for day in range((end - begin).days + 1)]


def _texts(figures: Figures) -> list[str]:
    """The operator asked for these: people's own words, which may tell who they are in ways no rule finds."""
    texts = list(dict.fromkeys(redact(text) for text in figures.missed_texts if text.strip()))
    items = "".join(f"<li>{escape(text[:500])}</li>" for text in texts[:_MOST_TEXTS])
    return ["<h2>Messages that were not understood</h2>",
            "<p><strong>These are people's own words. Keep this page as you keep the conversations, and delete it with them.</strong></p>",
            f"<ul>{items}</ul>" if items else "<p>None.</p>"]
