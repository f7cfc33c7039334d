"""The word lists of ``data/knowledge/concept_rules/finding.yml``."""
from __future__ import annotations

import pathlib
from dataclasses import dataclass

import yaml

from guide.knowledge.load import default_folder


@dataclass(frozen=True)
class FindingWords:
    """Word lists for finding concepts; the file itself says what each one is for."""

    pain_before: frozenset[str]
    pain_after: frozenset[str]
    between_before: frozenset[str]
    between_after: frozenset[str]
    turned_by: frozenset[str]
    pairs: frozenset[str]
    look_alikes: tuple[str, ...]
    look_alike_not_after: frozenset[str]
    limits_told_by: frozenset[str]
    limits_denied_by: frozenset[str]
    decoys: frozenset[str]


def read_finding_words(folder: pathlib.Path | None = None) -> FindingWords:
    """Reads the lists below a knowledge folder (by default the project's own); an ``OSError`` without the file."""
    file = (folder or default_folder()) / "concept_rules" / "finding.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    pain = {name: frozenset(words) for name, words in content["pain_words"].items()}
    return FindingWords(
        pain_before=pain["before"], pain_after=pain["after"],
        between_before=pain["between_before"], between_after=pain["between_after"],
        turned_by=pain["turned_by"], pairs=pain["pairs"],
        look_alikes=tuple(phrase for row in content["look_alikes"] for phrase in row),
        **{name: frozenset(content[name])
           for name in ("look_alike_not_after", "limits_told_by", "limits_denied_by", "decoys")},
    )
