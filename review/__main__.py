"""``python -m review [--since REV] [--out reports/review.html] [--pdf]`` writes the review book."""
from __future__ import annotations

import argparse
import pathlib
import sys

from guide.knowledge import KnowledgeError, default_folder
from review.book import write
from review.changes import RevisionError
from review.printing import NoBrowser, print_pdf


def main(arguments: list[str] | None = None) -> int:
    """Writes the page, and the PDF if asked for; the exit code says whether it worked."""
    parser = argparse.ArgumentParser(prog="python -m review", description=__doc__)
    parser.add_argument("--since", metavar="REV", help="also show what changed since this git revision")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("reports/review.html"), help="where the page goes")
    parser.add_argument("--pdf", action="store_true", help="also print it to a PDF beside the page, with Chromium")
    given = parser.parse_args(arguments)
    try:
        page = write(default_folder(), given.since)
    except (KnowledgeError, RevisionError) as error:
        print(error, file=sys.stderr)
        return 1
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(page, encoding="utf-8")
    print(f"{given.out}: {len(page) // 1024:,} KB")
    if given.pdf:
        try:
            print(print_pdf(given.out))
        except NoBrowser as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
