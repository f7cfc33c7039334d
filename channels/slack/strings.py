"""The sentences of ``strings.yml``, read once, with the emergency numbers of the country."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import ruamel.yaml

from guide.red_flags import in_country

_FILE = Path(__file__).with_name("strings.yml")


def _load() -> dict[str, Any]:
    said: dict[str, Any] = in_country(ruamel.yaml.YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8")))
    return said


STRINGS: dict[str, Any] = _load()
