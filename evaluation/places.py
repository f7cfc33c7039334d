"""Where the evaluation reads from and writes to."""
from __future__ import annotations

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[1]
REPORTS = ROOT / "reports"
EXAMPLES = ROOT / "data" / "nlu"
CONCEPT_SENTENCES = ROOT / "tests" / "nlu" / "concepts.yml"
REAL_TEXT = "GUIDE_EVALUATION"


def real_text() -> pathlib.Path | None:
    """The folder of ``score.py`` and its ``dev`` sets, where there is one."""
    folder = pathlib.Path(os.environ.get(REAL_TEXT, ROOT.parent / "shared" / "eval"))
    return folder if (folder / "score.py").exists() and (folder / "dev").is_dir() else None
