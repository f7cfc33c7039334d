"""``python -m guide.knowledge check`` validates the knowledge; ``schema FOLDER`` writes the JSON Schema for editors."""
from __future__ import annotations

import collections
import json
import pathlib
import sys

from pydantic import BaseModel

from guide.knowledge.entries import KINDS
from guide.knowledge.load import READ_ELSEWHERE, KnowledgeError, default_folder
from guide.knowledge.schemas import knowledge_schema
from guide.knowledge.whole import OTHERS, read_whole


def check(folder: pathlib.Path) -> int:
    """Prints every problem, or how much there is; the exit code says which."""
    try:
        catalogue = read_whole(folder)
    except KnowledgeError as error:
        print(error)
        print(f"{len(error.problems)} problems")
        return 1
    except ValueError as error:  # of the decision table, a sign or a trigger, each of which names its place
        print(f"{error}\n1 problem")
        return 1
    counts = collections.Counter(entry.section for entry in catalogue.entries)
    print(", ".join(f"{number} {section}" for section, number in sorted(counts.items())),
          f"and {len(catalogue.sources)} sources: no problems")
    return 0


def schema() -> str:
    """The JSON Schema of all knowledge files, as text."""
    sections: dict[str, type[BaseModel]] = {**{kind.section: kind for kind in KINDS}, **OTHERS}
    return json.dumps(knowledge_schema(sections, sorted(READ_ELSEWHERE - set(OTHERS))), indent=1) + "\n"


def write_schema(folder: pathlib.Path) -> int:
    """Writes the schema where editors look for it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "knowledge.json").write_text(schema(), encoding="utf-8")
    return 0


def main(arguments: list[str]) -> int:
    """Runs one of the two verbs; the exit code says whether all is well."""
    verb, *rest = arguments or ["check"]
    if verb == "check":
        return check(pathlib.Path(rest[0]) if rest else default_folder())
    if verb == "schema":
        return write_schema(pathlib.Path(rest[0]) if rest else pathlib.Path("docs/knowledge-schema"))
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
