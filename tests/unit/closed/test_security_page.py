"""docs/security.md names the test of each measure; a test that is renamed or gone must not be promised."""
from __future__ import annotations

import pathlib
import re

PAGE = pathlib.Path("docs/security.md").read_text()


def test_every_test_it_names_is_there() -> None:
    files = {file.name: file for file in pathlib.Path("tests").rglob("*.py")}
    code = "".join(file.read_text() for file in files.values())
    for name in set(re.findall(r"`(test_\w+\.py)`", PAGE)):
        assert name in files, name
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) >= 8
    for name in named:
        assert f"def {name}(" in code, name
    for path in set(re.findall(r"`((?:tests|channels|stores|requirements|deploy)/[\w./-]+)`", PAGE)):
        assert pathlib.Path(path).exists(), path


def test_every_fuzzing_target_and_secret_is_named() -> None:
    from fuzz.targets import TARGETS
    from stores.secret_settings import NAMES

    assert all(f"`{name}`" in PAGE for name in (*TARGETS, *NAMES))
