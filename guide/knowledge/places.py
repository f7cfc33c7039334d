"""Where in a YAML file something stands, found only when there is a problem to report."""
from __future__ import annotations

import functools
import pathlib
from typing import Any, Hashable, NamedTuple, Sequence

import yaml

from guide.knowledge.names import plain

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class OneKeyLoader(_LOADER):  # type: ignore[misc]
    """Reads YAML safely, and refuses a key that stands twice: plain YAML would silently keep the last."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """A value; what only looks like one, such as 2026-02-31, is refused with its line."""
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, RecursionError) as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping, each key once."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen and key.value != "<<":
                raise yaml.constructor.ConstructorError(None, None, f"the key `{key.value}` stands twice", key.start_mark)
            seen.add(str(key.value))
        return dict(super().construct_mapping(node, deep=deep))


class Place(NamedTuple):
    """An entry by its file, its section and its number in the section."""

    file: pathlib.Path
    section: str
    number: int

    def line(self, path: Sequence[str | int] = (), word: str | None = None) -> int:
        """The line of a key inside the entry, or of a word under that key; the nearest line above if it is missing."""
        node = _child(_document(self.file), self.section)
        found = node.start_mark.line if node is not None else 0
        for step in (self.number, *path):
            below = _child(node, step)
            if below is None:
                break
            found = _line(node, step, below)
            node = below
        if word is not None and node is not None:
            found = next((n.start_mark.line for n in _scalars(node) if plain(n.value) == plain(word)), found)
        return int(found) + 1


@functools.lru_cache(maxsize=64)
def _document(file: pathlib.Path) -> yaml.Node | None:
    return yaml.compose(file.read_text(encoding="utf-8"), Loader=_LOADER)


def forget() -> None:
    """Reads files anew from now on."""
    _document.cache_clear()


def section_line(file: pathlib.Path, section: str) -> int:
    """The line of a top-level key."""
    document = _document(file)
    below = _child(document, section)
    return int(_line(document, section, below)) + 1 if document is not None and below is not None else 1


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]
    return None


def _line(node: yaml.Node | None, step: str | int, below: yaml.Node) -> int:
    if isinstance(node, yaml.MappingNode):
        return next(int(key.start_mark.line) for key, _ in node.value if key.value == str(step))
    return int(below.start_mark.line)


def _scalars(node: yaml.Node) -> list[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        return [node]
    children = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    return [scalar for child in children for scalar in _scalars(child)]
