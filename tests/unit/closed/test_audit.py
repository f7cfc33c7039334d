"""Every locked version was reviewed, and the list of what is inside is whole. No network: the services are asked by ``make audit``."""
from __future__ import annotations

import json
import pathlib
import re
import shutil

import pytest

from audit import lock, review
from audit.bill import bill

PINS = lock.read()


def test_the_lock_is_read_whole() -> None:
    text = (lock.REQUIREMENTS / "lock.txt").read_text()
    assert len(PINS) == len(re.findall(r"^[A-Za-z0-9].*==", text, re.M)) > 200
    assert all(pin.hashes and pin.via for pin in PINS)
    assert sum(len(pin.hashes) for pin in PINS) == text.count("--hash=sha256:")


def test_everything_that_is_locked_was_reviewed() -> None:
    assert review.faults(PINS) == []


def test_another_version_must_be_reviewed_again() -> None:
    renewed = [lock.Locked(pin.name, "99.0") if pin.name in ("aiohttp", "rich") else pin for pin in PINS]
    told = "\n".join(review.faults(renewed))
    assert "aiohttp==99.0 is locked and was not reviewed" in told and "rich==99.0 is locked and was not reviewed" in told
    assert re.search(r"aiohttp==\S+ has entries in advisories.yml and is no longer locked", told)
    assert re.search(r"rich==\S+ stands in reviewed.txt and is no longer locked", told)


def test_a_review_without_a_reason_is_none(tmp_path: pathlib.Path) -> None:
    for name in (review.ADVISORIES, review.REVIEWED):
        shutil.copy(lock.REQUIREMENTS / name, tmp_path)
    file = tmp_path / review.ADVISORIES
    file.write_text(re.sub(r"safe: >-\n(?:    .*\n)+", "safe: it is fine\n", file.read_text(), count=1))
    with pytest.raises(ValueError, match="aiohttp: an entry needs ids"):
        review.accepted(tmp_path)


def test_the_tools_own_lock_is_by_hash() -> None:
    tools = lock.read(lock.REQUIREMENTS / "audit.txt")
    assert "pip-audit" in {pin.name for pin in tools} and all(pin.hashes for pin in tools)


def test_the_bill_of_materials() -> None:
    """The parts that CycloneDX requires; the whole was held against its schema once (docs/security.md)."""
    made = bill(PINS)
    assert json.dumps(made) == json.dumps(bill(PINS)), "the same lock gives the same bytes"
    assert made["bomFormat"] == "CycloneDX" and re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", made["serialNumber"])
    refs = [one["bom-ref"] for one in made["components"]]
    assert len(refs) == len(set(refs)) == len(PINS)
    assert all(one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}" and one["hashes"] for one in made["components"])
    scopes = {one["name"]: one["scope"] for one in made["components"]}
    assert scopes["rasa"] == scopes["sanic"] == scopes["onnxruntime"] == "required"
    assert scopes["hypothesis"] == scopes["mypy"] == scopes["atheris"] == "excluded"
    assert sum("licenses" in one for one in made["components"]) > 100
    depends = {one["ref"]: one["dependsOn"] for one in made["dependencies"]}
    assert set(depends) == {*refs, "specialty-guide"} and {to for on in depends.values() for to in on} <= set(refs)
    assert any(ref.startswith("pkg:pypi/sanic@") for ref in depends["pkg:pypi/rasa@3.6.21"])
