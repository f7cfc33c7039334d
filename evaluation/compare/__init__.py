"""``python -m evaluation compare``: pipelines in one table, trained on the same sentences, asked the same held-out ones."""
from __future__ import annotations

import json
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import Any, Sequence

from evaluation.examples import FOLDS, SEED, folds, hand_written, knowledge_derived, write
from evaluation.places import REPORTS, ROOT

PAGE = ROOT / "docs" / "understanding.md"
_BEGIN, _END = "<!-- table of pipelines: begin -->", "<!-- table of pipelines: end -->"
_HEAD = ("pipeline", "accuracy", "macro-F1", "out-of-scope AUC", "right at 95 % rejected", "training", "a message", "peak memory")


def compare(epochs: int, only: Sequence[str]) -> int:
    """Measures each pipeline in a process of its own and writes the table into ``docs/understanding.md``.

    Rows that are not measured this time keep the figures of the last run.
    """
    from evaluation.compare.pipelines import rows
    from evaluation.compare.row import HELD_OUT, TRAINING

    kept = REPORTS / "pipelines.json"
    figures: dict[str, Any] = json.loads(kept.read_text()) if only and kept.exists() else {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        fold = next(folds(hand_written(), knowledge_derived()))
        write(fold.training, folder / TRAINING)
        (folder / HELD_OUT).write_text(json.dumps(fold.held_out))
        for name in only or rows(epochs):
            print(f"{name} ...", file=sys.stderr, flush=True)
            with (REPORTS / f"pipeline-{name}.log").open("w") as noise:
                command = [sys.executable, "-W", "ignore", "-m", "evaluation.compare.row", name, str(epochs), temporary]
                done = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=noise)
            if done.returncode:
                print(f"{name} failed; see {REPORTS / f'pipeline-{name}.log'}", file=sys.stderr)
                continue
            counts = {"learnt": len(fold.training), "asked": len(fold.held_out)}
            figures[name] = {**json.loads(done.stdout.splitlines()[-1]), **counts}
            kept.write_text(json.dumps(figures, indent=1) + "\n")
    lines = table(figures)
    print("\n".join(lines))
    put(lines, PAGE)
    return 0


def table(figures: dict[str, Any]) -> list[str]:
    """The table in Markdown, best accuracy last."""
    ordered = sorted(figures.values(), key=lambda row: row["accuracy"]["rate"])
    lines = [f"| {' | '.join(_HEAD)} |", "| --- |" + " ---: |" * (len(_HEAD) - 1)]
    for row in ordered:
        cells = (row["title"], f"{100 * row['accuracy']['rate']:.1f} %", f"{100 * row['macro_f1']:.1f} %", f"{row['auc']:.3f}",
                 f"{100 * row['kept']:.1f} %", f"{row['training_seconds']:.0f} s", f"{row['milliseconds']:.1f} ms",
                 f"{row['peak_megabytes']} MB")
        lines.append(f"| {' | '.join(cells)} |")
    if ordered:
        asked, learnt = ordered[-1]["asked"], ordered[-1]["learnt"]
        lines += ["", f"One fold of {FOLDS} held out (seed {SEED}): {asked} sentences asked, {learnt} learnt from, "
                      "the same for every row. Accuracy is the likeliest intent's."]
    return lines


def put(lines: Sequence[str], page: pathlib.Path) -> None:
    """Replaces what stands between the page's markers."""
    text = page.read_text(encoding="utf-8")
    between = re.compile(f"(?<={re.escape(_BEGIN)}\n).*?(?={re.escape(_END)})", re.DOTALL)
    if not between.search(text):
        raise ValueError(f"{page.name} has no place for the table: {_BEGIN}")
    table_text = "\n".join(lines) + "\n"
    page.write_text(between.sub(lambda _: table_text, text), encoding="utf-8")
