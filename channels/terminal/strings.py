"""The sentences of ``strings.yml``, read once."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("strings.yml")

STRINGS: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def sentence(name: str, /, **blanks: object) -> str:
    """One sentence, with its blanks filled in."""
    return str(STRINGS[name]).format(**blanks)
