"""``python -m reporting``: writes ``reports/usage.html`` out of the conversation store."""
from __future__ import annotations

import argparse
import os
import pathlib
import sys
import time

from sqlalchemy.exc import DBAPIError

from metrics.shown import SMALLEST_CELL
from reporting.figures import gathered
from reporting.page import page
from reporting.talks import read
from stores.failing import StoreLost, reason
from stores.retention import open_store

_DAY = 86_400.0


def main(arguments: list[str] | None = None) -> int:
    """Write the page; returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m reporting", description="What people asked, where they left, what was not understood.")
    parser.add_argument("--days", type=float, help="only the last so many days; default: everything that is kept")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("reports/usage.html"))
    parser.add_argument("--smallest", type=int, default=int(os.environ.get("GUIDE_SMALLEST_CELL") or SMALLEST_CELL),
                        help="fewer people than this are not shown; default: GUIDE_SMALLEST_CELL, else %(default)s")
    parser.add_argument("--with-texts", action="store_true",
                        help="adds the messages that were not understood, in people's own words, redacted once more")
    parser.add_argument("--endpoints", default=os.environ.get("GUIDE_ENDPOINTS", "endpoints.yml"),
                        help="the file that names the conversation store; default: GUIDE_ENDPOINTS, else endpoints.yml")
    given = parser.parse_args(arguments)
    now = time.time()
    try:
        store = open_store(given.endpoints)
        figures = gathered(read(store.engine, now - given.days * _DAY if given.days else 0.0), given.smallest, now)
        store.close()
    except (ValueError, StoreLost) as error:
        print(error, file=sys.stderr)
        return 1
    except DBAPIError as error:
        print(f"The conversations could not be read ({reason(error)}).", file=sys.stderr)
        return 1
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(page(figures, f"the last {given.days:g} days" if given.days else "everything that is kept", given.with_texts),
                         encoding="utf-8")
    given.out.chmod(0o600)
    people = len(figures.people) if figures.enough else f"fewer than {given.smallest}" if figures.people else "no"
    print(f"Wrote {given.out}: {people} people.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
