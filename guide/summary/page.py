"""A summary as one page to print: no script, nothing from elsewhere, black on white."""
from __future__ import annotations

from html import escape

from guide.summary.parts import Part, Summary

STYLE = """
:root { color-scheme: light; }
body { font: 12pt/1.5 "Helvetica Neue", Arial, sans-serif; color: #111; background: #fff; max-width: 42rem;
  margin: 2rem auto; padding: 0 1.25rem; }
header { border-bottom: 2pt solid #1f4e5f; margin-bottom: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; color: #1f4e5f; }
header p { margin: .25rem 0 .5rem; color: #444; }
section { break-inside: avoid; margin: 0 0 1rem; }
h2 { font-size: 1.05rem; margin: 0 0 .25rem; color: #1f4e5f; break-after: avoid; }
ul { margin: 0; padding-left: 1.5rem; }
li { margin: .15rem 0; overflow-wrap: anywhere; }
.suggestion { border: 1pt solid #1f4e5f; border-radius: 4pt; padding: .6rem .8rem; }
.suggestion ul { list-style: none; padding: 0; font-weight: 600; }
.questions li, .bring li { list-style: "\\2610\\00a0\\00a0"; }
footer { border-top: 1pt solid #999; padding-top: .5rem; font-weight: 600; }
@page { margin: 18mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 11pt; } }
"""


def page(summary: Summary) -> str:
    """The whole HTML page."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(summary.heading)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header><h1>{escape(summary.heading)}</h1><p>{escape(summary.title)}</p></header>\n<main>\n"
        + "".join(map(_section, summary.parts))
        + f"</main>\n<footer><p>{escape(summary.note)}</p></footer>\n</body>\n</html>\n")


def _section(part: Part) -> str:
    items = "".join(f"<li>{escape(item)}</li>" for item in part.items)
    return f'<section class="{escape(part.id)}"><h2>{escape(part.title)}</h2><ul>{items}</ul></section>\n'
