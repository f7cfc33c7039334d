"""What happens when the database is lost: the turn fails and says so."""
from __future__ import annotations

from collections.abc import Callable

from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.exceptions import ConnectionException

_Hook = Callable[[FailSafeTrackerStore, Exception], None]


class StoreLost(ConnectionException):
    """The database does not answer, or can not keep what it is given."""


def never_fall_back_to_memory(store_class: type) -> None:
    """Let Rasa's fail-safe wrapper pass on the errors of this class of store.

    ``Agent`` wraps every store in ``FailSafeTrackerStore``, which on any error goes on with an
    empty conversation in memory: the person is asked everything again, and nothing is kept.
    Its error hooks are the one place that every way of starting Rasa passes through.
    """
    for name in ("on_tracker_store_error", "on_tracker_store_retrieve_error"):
        hook = getattr(FailSafeTrackerStore, name)
        if not hasattr(hook, "passes_on"):
            setattr(FailSafeTrackerStore, name, _passing_on(hook, store_class))


def _passing_on(hook: _Hook, store_class: type) -> _Hook:
    def passing(self: FailSafeTrackerStore, error: Exception) -> None:
        if isinstance(self._tracker_store, store_class):
            raise error
        hook(self, error)

    passing.passes_on = True  # type: ignore[attr-defined]
    return passing


def reason(error: Exception) -> str:
    """What went wrong in a line, without the statement."""
    return " ".join(str(getattr(error, "orig", None) or error).split())[:200]
