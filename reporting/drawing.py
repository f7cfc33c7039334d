"""Bars and columns as SVG: they scale, print, and can be read aloud."""
from __future__ import annotations

from collections.abc import Sequence
from html import escape

_LABEL, _BAR, _NUMBER, _ROW = 300, 440, 60, 26
_WIDE, _TALL, _FOOT, _WIDEST = 800, 180, 34, 48


def bars(title: str, rows: Sequence[tuple[str, int]]) -> str:
    """One bar a row, largest first as given."""
    longest = max(value for _, value in rows)
    parts = []
    for place, (name, value) in enumerate(rows):
        y = place * _ROW
        width = max(2, round(_BAR * value / longest))
        parts.append(f'<text x="{_LABEL - 10}" y="{y + 17}" text-anchor="end">{escape(_short(name))}</text>'
                     f'<rect class="bar" x="{_LABEL}" y="{y + 4}" width="{width}" height="{_ROW - 9}" rx="2"/>'
                     f'<text x="{_LABEL + width + 6}" y="{y + 17}">{value}</text>')
    told = "; ".join(f"{name}: {value}" for name, value in rows)
    return _svg(title, told, _LABEL + _BAR + _NUMBER, len(rows) * _ROW, parts)


def columns(title: str, rows: Sequence[tuple[str, int | None]]) -> str:
    """One column a place in time; a count that is withheld is a hatched stump."""
    highest = max((value for _, value in rows if value is not None), default=1)
    step = _WIDE / max(1, len(rows))
    wide = min(step * 0.8, _WIDEST)
    every = max(1, -(-len(rows) // 14))
    parts = ['<defs><pattern id="few" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
             '<line y2="6" stroke="currentColor" stroke-width="2" opacity=".4"/></pattern></defs>']
    for place, (name, value) in enumerate(rows):
        x, high = place * step, 8 if value is None else max(1, round((_TALL - 20) * value / highest))
        kind = 'fill="url(#few)"' if value is None else 'class="bar"'
        parts.append(f'<rect {kind} x="{x + (step - wide) / 2:.1f}" y="{_TALL - high}" width="{wide:.1f}" height="{high}" rx="1">'
                     f"<title>{escape(name)}: {'too few to show' if value is None else value}</title></rect>")
        if place % every == 0:
            parts.append(f'<text class="small" x="{x + step / 2:.1f}" y="{_TALL + 18}" text-anchor="middle">{escape(name[-5:])}</text>')
        if value == highest and value is not None:
            parts.append(f'<text class="small" x="{x + step / 2:.1f}" y="{_TALL - high - 5}" text-anchor="middle">{value}</text>')
    told = "; ".join(f"{name}: {'too few to show' if value is None else value}" for name, value in rows)
    return _svg(title, told, _WIDE, _TALL + _FOOT, parts)


def _svg(title: str, told: str, width: int, height: int, parts: Sequence[str]) -> str:
    label = escape(f"{title}. {told}", quote=True)
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"
