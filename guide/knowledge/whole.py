"""The knowledge with all that other rooms read of it: whatever passes here can be served."""
from __future__ import annotations

import pathlib

from pydantic import BaseModel

from guide.interview import Ask, Interview
from guide.knowledge.catalogue import Catalogue
from guide.knowledge.load import read_catalogue
from guide.recommend import Decision, DecisionTable
from guide.red_flags import RedFlag, RedFlagWatch, load_flags, load_lexicon

# The shapes of what other rooms read for themselves.
OTHERS: dict[str, type[BaseModel]] = {"interview": Ask, "decisions": Decision, "red_flags": RedFlag}


def read_whole(folder: pathlib.Path) -> Catalogue:
    """The catalogue, after the decision table, the interview and the red flags were built of it as well.

    Raises:
        KnowledgeError: something is missing, misspelt, doubled or leads nowhere.
        ValueError: one of the others cannot be built; it names its place.
    """
    catalogue = read_catalogue(folder, OTHERS)
    if (folder / "decisions.yml").exists():
        table = DecisionTable.read(catalogue, folder / "decisions.yml")
        if (folder / "interview.yml").exists():
            Interview.read(table, folder / "interview.yml")
    if (folder / "red_flags").exists():
        RedFlagWatch(load_flags(folder / "red_flags"), lexicon=load_lexicon(folder / "red_flags"))
    return catalogue
