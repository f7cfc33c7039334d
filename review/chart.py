"""A histogram as inline SVG."""
from __future__ import annotations

import math
from typing import Sequence


def histogram(values: Sequence[float], limit: float, unit: str) -> str:
    """How many values each whole number holds, the number itself included; ``limit`` is marked by a line."""
    least, most = 1, 10
    counts = dict.fromkeys(range(least, most + 1), 0)
    for value in values:
        counts[min(max(math.ceil(value), least), most)] += 1
    width, height, left, bottom, top = 640, 220, 8, 34, 22
    step = (width - 2 * left) / len(counts)
    highest = max(counts.values()) or 1
    parts = [f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="Spread of reading grades, {unit}" class="chart">']
    for place, (grade, count) in enumerate(counts.items()):
        tall = (height - bottom - top) * count / highest
        x, y = left + place * step, height - bottom - tall
        name = f"{grade}" if least < grade < most else "1 or less" if grade == least else f"over {most - 1}"
        parts.append(f'<rect x="{x + 3:.1f}" y="{y:.1f}" width="{step - 6:.1f}" height="{max(tall, 0.5):.1f}" rx="3"/>')
        parts.append(f'<text x="{x + step / 2:.1f}" y="{y - 6:.1f}">{count:,}</text>')
        parts.append(f'<text x="{x + step / 2:.1f}" y="{height - 16}" class="axis">{name}</text>')
    x = left + (limit - least + 1) * step
    parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="6" y2="{height - bottom}"/>'
                 f'<text x="{x + 6:.1f}" y="14" class="note">limit: grade {limit:.0f}</text>')
    return "".join([*parts, "</svg>"])
