"""Deletes conversations that are older than they may be: ``python -m stores.retention --days 30``.

Run it once a day, from cron or as a Kubernetes CronJob (``deploy/``); it is safe beside
running bots. What it deletes: conversations whose last event is older, and finished
sessions of people who are still talking. It prints how many rows went and nothing else.

Nothing else has to migrate a database: every start of the store makes the table and the
indexes that are missing, also in the database of a stock Rasa bot, and changes nothing
that is there. A future change of columns would need a tool such as Alembic.
"""
from __future__ import annotations

import argparse
import asyncio
import os
import sys
from datetime import datetime, timedelta, timezone

from rasa.utils.endpoints import read_endpoint_config

from stores.failing import StoreLost
from stores.tracker import ConversationStore


def open_store(endpoints: str) -> ConversationStore:
    """The store that an endpoints file names.

    Raises:
        ValueError: the file names none of ours.
        StoreLost: its database does not answer.
    """
    config = read_endpoint_config(endpoints, "tracker_store")
    if config is None or config.type != f"{ConversationStore.__module__}.{ConversationStore.__name__}":
        raise ValueError(f"{endpoints} names no tracker store of ours; nothing was deleted.")
    return ConversationStore(host=config.url, **config.kwargs)


def main(arguments: list[str] | None = None) -> int:
    """Purge; returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m stores.retention", description="Delete old conversations.")
    parser.add_argument("--days", type=float, default=os.environ.get("GUIDE_RETENTION_DAYS"),
                        help="how long a conversation is kept after its last word; default: GUIDE_RETENTION_DAYS")
    parser.add_argument("--endpoints", default=os.environ.get("GUIDE_ENDPOINTS", "endpoints.yml"),
                        help="the file that names the tracker store; default: GUIDE_ENDPOINTS, else endpoints.yml")
    given = parser.parse_args(arguments)
    if given.days is None or given.days < 0:
        parser.error("say how many days to keep: --days 30, or GUIDE_RETENTION_DAYS=30")
    try:
        store = open_store(given.endpoints)
        rows = asyncio.run(store.purge(datetime.now(timezone.utc) - timedelta(days=given.days)))
    except (ValueError, StoreLost) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Deleted {rows} rows of conversations older than {given.days:g} days.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
