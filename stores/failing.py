"""What happens when the database is lost: the turn fails and says so."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.exceptions import ConnectionException

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.utils import AvailableEndpoints

# What an endpoints file says when it wants nothing kept.
_MEANT_IN_MEMORY = (None, "", "in_memory", "InMemoryTrackerStore")

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


def fallen_back(agent: Agent, endpoints: AvailableEndpoints) -> list[str]:
    """The kinds of store that the endpoints name and the agent does not have: Rasa puts one in memory in their place.

    It does so with a warning only, say for a type that is spelt wrong or a package that is missing.
    """
    inner = agent.tracker_store
    while hasattr(inner, "_tracker_store"):
        inner = inner._tracker_store
    found = ((endpoints.tracker_store, inner, InMemoryTrackerStore), (endpoints.lock_store, agent.lock_store, InMemoryLockStore))
    return [str(asked.type) for asked, got, in_memory in found
            if asked is not None and asked.type not in _MEANT_IN_MEMORY and isinstance(got, in_memory)]


def reason(error: Exception) -> str:
    """What went wrong in a line, without the statement."""
    return " ".join(str(getattr(error, "orig", None) or error).split())[:200]
