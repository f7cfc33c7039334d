"""How long a turn waits for an action server elsewhere.

`make serve` runs the actions in its own process. Under a plain `rasa run` they may be elsewhere, and Rasa waits five
minutes for them, while whatever the person says next waits for that turn.
"""
from __future__ import annotations

import os

ACTION_SECONDS = "GUIDE_ACTION_SECONDS"
#: Ours take milliseconds, and a turn calls one or two.
_DEFAULT = 5.0


def wait_briefly_for_actions() -> None:
    """Sets Rasa's patience with an action server, for this process.

    Raises:
        ValueError: ``GUIDE_ACTION_SECONDS`` is not a number above 0.
    """
    from rasa.core.actions import action

    given = os.environ.get(ACTION_SECONDS) or _DEFAULT
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ValueError(f"{ACTION_SECONDS} must be a number of seconds above 0, such as 5.")
    action.DEFAULT_REQUEST_TIMEOUT = seconds
