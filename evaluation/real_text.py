"""Real text, scored by ``score.py`` against the served assistant."""
from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from typing import Any, Iterator, NamedTuple

from evaluation.served import served

# Verdicts that are good when false, and those that only describe.
_BETTER_FALSE = frozenset({"false_alarm_now", "false_alarm_any", "trap_fell_for"})
_DESCRIBES = frozenset({"may_be_either", "caught_now", "top1_where_agreed"})


class Miss(NamedTuple):
    """A record whose verdict is not what one hopes for."""

    which: str
    verdicts: list[str]
    row: dict[str, Any]
    turns: list[dict[str, Any]]
    got: str


class RealText(NamedTuple):
    """The lines that ``score.py`` printed, its counts, and every miss."""

    lines: list[str]
    counts: dict[str, dict[str, int]]
    misses: list[Miss]


def score(folder: pathlib.Path, reports: pathlib.Path, sets: str = "", limit: int = 0) -> RealText:
    """Serves the assistant and scores it; prints each line as it comes."""
    out = reports / "real_text.jsonl"
    with served(reports / "served.log") as (url, _):
        command = [sys.executable, str(folder / "score.py"), "--url", url, "--data", str(folder / "dev"), "--out", str(out)]
        command += ["--sets", sets] if sets else []
        command += ["--limit", str(limit)] if limit else []
        lines = []
        with subprocess.Popen(command, text=True, stdout=subprocess.PIPE) as process:
            assert process.stdout
            for line in process.stdout:
                print(line.rstrip(), flush=True)
                lines.append(line.rstrip())
        if process.returncode:
            raise RuntimeError(f"score.py ended with {process.returncode}")
    return RealText(lines, json.loads(out.with_suffix(".summary.json").read_text()), list(misses(out)))


def misses(out: pathlib.Path) -> Iterator[Miss]:
    """The records of ``score.py`` with a verdict that is not what one hopes for."""
    for line in out.read_text().splitlines():
        record = json.loads(line)
        verdict = record["verdict"]
        bad = [name for name, value in verdict.items()
               if isinstance(value, bool) and name not in _DESCRIBES and value is (name in _BETTER_FALSE)]
        if bad or "error" in record["talk"]:
            yield Miss(record["set"], bad or ["error"], record["row"], record["talk"]["turns"],
                       str(verdict.get("got", record["talk"].get("error", ""))))
