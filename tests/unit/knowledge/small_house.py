"""A small, sound folder of knowledge that tests spoil one line at a time."""
from __future__ import annotations

import pathlib

SOURCES = """\
sources:
- id: book
  title: A book
  publisher: A press
  address: https://example.org/book
  read: true
  reviewed: 2026-11-23
"""
CONDITIONS = """\
conditions:
- id: sore_knee
  name: sore knee
  names: [bad knee, knee ache]
  misspellings: [sore nee]
  body: [knee]
  system: musculoskeletal
  what: A knee that hurts.
  physiatrist: They plan exercise.
  pain_specialist: They can do shots.
  first_elsewhere: See your own doctor after a fall.
  leads: A physiatrist often leads.
  route: physiatrist
  also: []
  sources: [book]
  reviewed: 2026-11-23
  read: true

- id: stiff_hip
  name: stiff hip
  names: [hip that will not bend]
  body: []
  system: musculoskeletal
  what: A hip that hardly bends.
  physiatrist: They plan exercise.
  pain_specialist: They can do shots.
  first_elsewhere: See your own doctor after a fall.
  leads: A physiatrist often leads.
  route: physiatrist
  sources: [book]
  reviewed: 2026-11-23
"""
PARTS = """\
body_parts:
- id: knee
  name: knee
  sources: [book]
  reviewed: 2026-11-23
"""
FILES = {"sources.yml": SOURCES, "conditions/joints.yml": CONDITIONS, "body_parts.yml": PARTS}


def build(folder: pathlib.Path, **changed: str) -> pathlib.Path:
    """Writes the small house; ``changed`` replaces a file, named by its stem."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(changed.get(file.stem, text), encoding="utf-8")
    return folder


def line_of(text: str, piece: str) -> int:
    """The line, from 1, in which a piece of a text first stands."""
    return text[:text.index(piece)].count("\n") + 1
