"""``python -m guide.knowledge check`` validates the knowledge; ``schema FOLDER`` writes JSON Schemas for editors."""
from __future__ import annotations

import collections
import json
import pathlib
import sys

from guide.knowledge.entries import KINDS
from guide.knowledge.load import KnowledgeError, default_folder, read_catalogue


def check(folder: pathlib.Path) -> int:
    """Prints every problem, or how much there is; the exit code says which."""
    try:
        catalogue = read_catalogue(folder)
    except KnowledgeError as error:
        print(error)
        print(f"{len(error.problems)} problems")
        return 1
    counts = collections.Counter(entry.section for entry in catalogue.entries)
    print(", ".join(f"{number} {section}" for section, number in sorted(counts.items())),
          f"and {len(catalogue.sources)} sources: no problems")
    return 0


def write_schemas(folder: pathlib.Path) -> int:
    """Writes one JSON Schema a kind of entry, for completion in editors."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        schema = {"type": "object", "properties": {kind.section: {"type": "array", "items": kind.schema()}}}
        (folder / f"{kind.section}.json").write_text(json.dumps(schema, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    verb = sys.argv[1] if len(sys.argv) > 1 else "check"
    if verb == "check":
        sys.exit(check(pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else default_folder()))
    sys.exit(write_schemas(pathlib.Path(sys.argv[2])))
