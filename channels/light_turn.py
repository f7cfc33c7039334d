"""What Rasa works out anew in every turn though it never changes: worked out once.

Together these are a third of a turn. Nothing that anybody sees or that is stored differs.
"""
from __future__ import annotations

import functools
from typing import Any, Callable

from rasa.core import processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot


class StraightRunner(DaskGraphRunner):  # type: ignore[misc]
    """Runs the nodes of a model one after another.

    Dask plans the same dozen nodes for each message and each prediction, and then runs them one after another too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[str, ...], list[str]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The outputs of the targets, by name.

        Raises:
            GraphRunError: an input is named like a node, or a node failed in a way Rasa has no word for.
        """
        results = dict(inputs or {})
        if clash := results.keys() & self._instantiated_nodes.keys():
            raise GraphRunError(f"Inputs that are named like nodes: {', '.join(sorted(clash))}.")
        wanted = tuple(targets or self._graph_schema.target_names)
        try:
            for name in self._plan(wanted):
                needs = self._graph_schema.nodes[name].needs.values()
                _, results[name] = self._instantiated_nodes[name](*((need, results[need]) if need in results else need for need in needs))
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {name: results[name] for name in wanted}

    def _plan(self, targets: tuple[str, ...]) -> list[str]:
        """The nodes that the targets need, each after those it needs itself."""
        if targets not in self._plans:
            plan: dict[str, None] = {}

            def add(name: str) -> None:
                if name in plan or name not in self._graph_schema.nodes:  # an input has no node
                    return
                for need in self._graph_schema.nodes[name].needs.values():
                    add(need)
                plan[name] = None

            for target in targets:
                add(target)
            self._plans[targets] = list(plan)
        return self._plans[targets]


def make_turns_light() -> None:
    """From now on; calling it again changes nothing."""
    if processor.DaskGraphRunner is StraightRunner:
        return
    processor.DaskGraphRunner = StraightRunner
    # Rasa walks through all subclasses of Event for each event.
    Event.resolve_by_type = staticmethod(functools.cache(Event.resolve_by_type))
    # Each message asks whether there is a domain at all, by writing it out and building an empty one beside it.
    Domain.is_empty = _once(Domain.is_empty)
    # Trackers are copied six times a turn, slot by slot.
    Slot.__copy__ = _twin


def _once(ask: Callable[[Domain], bool]) -> Callable[[Domain], bool]:
    @functools.wraps(ask)
    def asked(domain: Domain) -> bool:
        if "_known_empty" not in vars(domain):
            domain._known_empty = ask(domain)
        return bool(domain._known_empty)

    return asked


def _twin(slot: Slot) -> Slot:
    """What ``copy.copy`` makes, without the detour by pickle's protocol."""
    twin = object.__new__(type(slot))
    vars(twin).update(vars(slot))
    return twin
