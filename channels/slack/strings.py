"""The sentences of ``strings.yml``, read once."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import ruamel.yaml

_FILE = Path(__file__).with_name("strings.yml")


def _load() -> dict[str, Any]:
    return ruamel.yaml.YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8"))


STRINGS: dict[str, Any] = _load()
