"""``python -m fuzz [--seconds 60] [TARGET …]``: each target for a while; says which broke and keeps the bytes."""
from __future__ import annotations

import argparse
import importlib.util
import pathlib
import re
import subprocess
import sys

from fuzz.targets import TARGETS

HOME = pathlib.Path("var/fuzz")
_LONGEST, _SLOWEST, _MEMORY = 4_000, 10, 3_000


def main() -> int:
    """The number of targets that broke."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Arbitrary bytes for whatever reads them.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    given = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("Fuzzing needs atheris, which has packages for Linux on x86 only. The same targets run in `make test`.", file=sys.stderr)
        return 1
    unknown = set(given.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    return sum(not _runs(name, given.seconds) for name in given.targets or TARGETS)


def _runs(name: str, seconds: int) -> bool:
    corpus, broken = HOME / name, HOME / "broken"
    for folder in (corpus, broken):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(TARGETS[name][1]):
        (corpus / f"seed-{number}").write_bytes(seed)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "fuzz.one", name, f"-max_total_time={seconds}", f"-max_len={_LONGEST}",
         f"-timeout={_SLOWEST}", f"-rss_limit_mb={_MEMORY}", f"-artifact_prefix={broken}/{name}-", "-print_final_stats=1", str(corpus)],
        capture_output=True, text=True, errors="replace", check=False)
    (HOME / f"{name}.log").write_text(done.stdout + done.stderr)
    runs = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    verdict = "held" if done.returncode == 0 else f"BROKE: see {HOME}/{name}.log"
    print(f"{name:14} {runs[1] if runs else '?':>9} inputs  {verdict}", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
