"""``python -m evaluation``: measures, prints, and writes ``reports/evaluation.json`` and ``reports/evaluation.html``."""
from __future__ import annotations

import os
import warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import argparse  # noqa: E402  (what is set above must be set before anything else is imported)
import sys  # noqa: E402

from channels.quiet import keep_quiet  # noqa: E402
from evaluation import assertions, concepts, examples, intents, real_text  # noqa: E402
from evaluation.places import REPORTS  # noqa: E402
from evaluation.places import real_text as real_text_folder  # noqa: E402
from evaluation.report import Report  # noqa: E402
from guide.concepts import AssertionJudge, ConceptFinder  # noqa: E402
from guide.knowledge import load  # noqa: E402

PARTS = ("real", "vignettes", "intents", "concepts", "assertions")


def main() -> int:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("command", nargs="?", choices=("measure", "compare"), default="measure")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, with commas: " + ", ".join(PARTS))
    parser.add_argument("--sets", default="", help="sets of real text, with commas")
    parser.add_argument("--limit", type=int, default=0, help="the first N records of each set of real text")
    parser.add_argument("--epochs", type=int, default=100, help="compare: epochs of DIET")
    parser.add_argument("--rows", default="", help="compare: only these rows, with commas")
    options = parser.parse_args()
    keep_quiet()
    REPORTS.mkdir(exist_ok=True)
    if options.command == "compare":
        from evaluation.compare import compare

        return compare(options.epochs, options.rows.split(",") if options.rows else [])
    return measure(set(options.only.split(",")), options.sets, options.limit)


def measure(parts: set[str], sets: str, limit: int) -> int:
    """Measures the parts that are asked for."""
    report = Report(REPORTS)
    folder = real_text_folder()
    judge = AssertionJudge()
    if "real" in parts and folder:
        report.real_text = real_text.score(folder, REPORTS, sets, limit)
    elif "real" in parts:
        print("No real text here (../shared/eval or GUIDE_EVALUATION): our own sets only.")
    if "assertions" in parts and folder:
        report.assertions, report.assertion_misses = assertions.measure(judge, assertions.read(folder))
    if "concepts" in parts:
        catalogue = load()
        report.concepts = concepts.measure(ConceptFinder(catalogue, judge), catalogue, concepts.sentences())
    if "vignettes" in parts:
        from evaluation import talks  # loads Rasa, which the other parts can do without

        report.talks = talks.measure()
    if "intents" in parts:
        print("Cross-validating the intents (a minute or two) ...", file=sys.stderr, flush=True)
        report.judged = intents.cross_validated(examples.hand_written(), examples.knowledge_derived())
    print("\n".join(report.lines()))
    report.write()
    print(f"Written: {REPORTS / 'evaluation.json'} and {REPORTS / 'evaluation.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
