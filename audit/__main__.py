"""``python -m audit [offline | sbom]``: the review, then the advisory services; or the bill of materials."""
from __future__ import annotations

import argparse
import json
import pathlib
import subprocess
import sys

from audit import lock, online, review
from audit.bill import bill
from setup.showing import StepFailed

SBOM = pathlib.Path("reports/sbom.json")


def main() -> int:
    """The process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m audit", description="Is every locked package reviewed, and what is inside?")
    parser.add_argument("what", nargs="?", choices=["all", "offline", "sbom"], default="all")
    given = parser.parse_args()
    pins = lock.read()
    if given.what == "sbom":
        SBOM.parent.mkdir(exist_ok=True)
        SBOM.write_text(json.dumps(bill(pins), indent=1) + "\n", encoding="utf-8")
        print(f"Wrote {SBOM}: {len(pins)} packages.")
        return 0
    faults = review.faults(pins)
    print("\n".join(faults) if faults else
          f"{len(pins)} locked packages, all reviewed; {len(review.accepted())} reviews of advisories that are safe here.")
    if given.what == "offline":
        return bool(faults)
    try:
        found = online.ask()
    except (subprocess.CalledProcessError, StepFailed) as error:
        print(error, file=sys.stderr)
        found = 1
    if found:
        print("pip-audit found something new, or could not ask (see above).", file=sys.stderr)
    return bool(faults or found)


if __name__ == "__main__":
    sys.exit(main())
