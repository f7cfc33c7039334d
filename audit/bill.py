"""The software bill of materials: CycloneDX 1.5, out of the lock file, the same bytes for the same lock."""
from __future__ import annotations

import hashlib
import importlib.metadata
import uuid
from collections.abc import Iterable
from typing import Any

from audit.lock import REQUIREMENTS, Locked

_OURS = "specialty-guide"
_RUNTIME = "-r requirements/runtime.in"
_OSI = "License :: OSI Approved :: "


def bill(pins: list[Locked]) -> dict[str, Any]:
    """Everything that is locked: with its hashes, its licence where it is installed, and who needs it.

    What only tests need has the scope ``excluded``: it is not in the image.
    """
    digest = hashlib.sha256((REQUIREMENTS / "lock.txt").read_bytes()).digest()
    refs = {str(pin): f"pkg:pypi/{pin.name}@{pin.version}" for pin in pins}
    needed = _needed(pins)
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "serialNumber": f"urn:uuid:{uuid.UUID(bytes=digest[:16], version=4)}",
        "metadata": {"component": {"type": "application", "name": _OURS, "bom-ref": _OURS}},
        "components": [_component(pin, refs[str(pin)], pin.name in needed) for pin in pins],
        "dependencies": [_depends(_OURS, (refs[str(pin)] for pin in pins if any(one.startswith("-r ") for one in pin.via))),
                         *(_depends(refs[str(pin)], (refs[str(one)] for one in pins if pin.name in one.via)) for pin in pins)],
    }


def _component(pin: Locked, ref: str, is_needed: bool) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library", "bom-ref": ref, "name": pin.name, "version": pin.version, "purl": ref,
        "scope": "required" if is_needed else "excluded",
        "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(set(pin.hashes))],
    }
    if pin.marker:
        component["properties"] = [{"name": "marker", "value": pin.marker}]
    licences = _licences(pin)
    return {**component, "licenses": licences} if licences else component


def _licences(pin: Locked) -> list[dict[str, Any]]:
    try:
        told = importlib.metadata.metadata(pin.name)
    except importlib.metadata.PackageNotFoundError:
        return []
    if told.get("License-Expression"):
        return [{"expression": told["License-Expression"]}]
    names = [one.removeprefix(_OSI) for one in told.get_all("Classifier") or () if one.startswith(_OSI)]
    return [{"license": {"name": name}} for name in names]


def _depends(ref: str, on: Iterable[str]) -> dict[str, Any]:
    return {"ref": ref, "dependsOn": sorted(set(on))}


def _needed(pins: list[Locked]) -> set[str]:
    """The packages that run time needs, by what asks for them."""
    needed = {pin.name for pin in pins if _RUNTIME in pin.via}
    while True:
        more = {pin.name for pin in pins if needed.intersection(pin.via)} - needed
        if not more:
            return needed
        needed |= more
