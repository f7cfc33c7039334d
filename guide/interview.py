"""What is known, what to ask next, and when asking can no longer change the answer."""
from __future__ import annotations

import dataclasses
import datetime
import itertools
import pathlib
import re
from typing import Any, Optional, Sequence

import yaml
from rapidfuzz import fuzz

from guide.absorb import ACTIVITY, WANTS_TO_DO, tells_treatment
from guide.facts import Facts
from guide.knowledge import Made, Shelf, default_folder
from guide.knowledge.catalogue import plain
from guide.knowledge.entries import Strict
from guide.recommend import DecisionTable, table

MOST_QUESTIONS = 5
_NOT_SURE = re.compile(r"^\W*(?:i'?m |i am |i |really |just |honestly |sorry )*(?:"
                       r"not (?:really |so |quite )?sure|unsure|no idea|dunno|don'?t know|"
                       r"do not know|idk|hard to say|can'?t (?:say|tell)|who knows|no clue|not certain)\b.{0,25}$", re.I)
_SKIP = re.compile(r"^\W*(?:skip(?: (?:it|this|that))?|pass|next(?: question)?|"
                   r"rather not(?: say)?|prefer not to say|none of your business)\W*$", re.I)
_NOTHING = re.compile(r"^\W*(?:nothing(?: (?:yet|so far|really|at all))?|"
                      r"none(?: of (?:them|these|those))?|no(?:ne|t yet|pe)?|nope|nil|zero)\W*$", re.I)
_CANNOT = re.compile(r"\b(?:can'?t|cannot|not|never|hard|less|without|no)\b|\?", re.I)
_BARE_NO = re.compile(r"^\W*(?:no|nope|not?|none)\W*$", re.I)
_PARTS_OF_A_CHOICE = 4
_NUMBERS = re.compile(r"^\W*(?:(?:number|option|no\.?)\s*)?\d(?:\s*(?:,|and|&|\+|\s)\s*\d)*\W*$", re.I)
_FILLER = re.compile(r"^\W*(?:(?:honestly|well|um+|uh|so|i guess|probably|mostly|really|just|maybe|i think|i want|i'd like|"
                     r"oh|yes|yeah|ok|okay|like|definitely|mainly)\W+)+", re.I)
_SMALL_WORDS = frozenset({"or", "and", "a", "the", "less", "more", "than", "again", "3", "6", "months", "weeks", "in", "to"})
_ALIKE = 88
# The keys of the decision table's case that each question's answer can move.
_DECIDES_BY = {"problems": (), "duration": ("duration",), "goals": ("goal",), "limits": ("limits",), "tried": ("tried",), "place": ()}
Case = dict[str, Any]


class Option(Strict):
    """One thing to choose, and the facts it stands for."""

    title: str
    sets: Optional[tuple[str, ...]]
    days: Optional[float]
    words: tuple[str, ...] = ()


class Ask(Strict):
    """One question of the interview. It fills the key of :class:`Facts` that has its id, or that ``instead_of`` names."""

    id: str
    instead_of: Optional[str]
    ask: tuple[str, ...]
    ask_for_other: tuple[str, ...]
    again: str
    why: str
    several: bool = False
    options: tuple[Option, ...]
    called: tuple[str, ...] = ()
    sources: tuple[str, ...]
    reviewed: datetime.date
    read: bool = False

    @property
    def fills(self) -> str:
        """The key of :class:`Facts` that an answer fills."""
        return self.instead_of or self.id

    def value(self, chosen: Sequence[Option]) -> dict[str, Any]:
        """The facts that these choices stand for."""
        if self.id == "duration":
            return {"duration": chosen[-1].days}
        return {self.fills: list(dict.fromkeys(one for option in chosen for one in option.sets or ()))}


@dataclasses.dataclass(frozen=True)
class Step:
    """A question to ask now: the how-manieth of how many."""

    ask: Ask
    step: int
    of: int


class Interview:
    """The questions, with the decision table that tells which of them still matter."""

    def __init__(self, asks: Sequence[Ask], table: DecisionTable) -> None:
        self.asks = {ask.id: ask for ask in asks}
        self._table = table
        self._effects = {ask.id: self._effects_of(ask) for ask in asks}

    @classmethod
    def read(cls, table: DecisionTable, file: pathlib.Path | None = None) -> "Interview":
        """The interview of the knowledge folder."""
        file = file or default_folder() / "interview.yml"
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return cls([Ask(**row) for row in rows["interview"]], table)

    def next(self, facts: Facts, asked: Sequence[str]) -> Step | None:
        """The next question worth asking, or nothing when no answer can change the suggestion."""
        if len(asked) >= MOST_QUESTIONS:
            return None
        open_asks = [ask for ask in self.asks.values() if ask.id not in asked and getattr(facts, ask.fills) is None
                     # A second way to ask comes only after the first got no answer.
                     and (ask.instead_of is None or ask.instead_of in asked)]
        case = self._table.case(facts)
        matter = [ask for ask in open_asks if self._matters(ask, case, [a for a in open_asks if a is not ask])]
        if not matter:
            return None
        return Step(matter[0], len(asked) + 1, min(MOST_QUESTIONS, len(asked) + len(matter)))

    def still_matters(self, facts: Facts, asking: str) -> bool:
        """Whether the open question can still change the suggestion, now that more is known."""
        ask = self.asks[asking]
        others = [one for one in self.asks.values() if one is not ask and getattr(facts, one.fills) is None]
        return self._matters(ask, self._table.case(facts), others)

    def _matters(self, ask: Ask, case: Case, others: Sequence[Ask]) -> bool:
        """Whether some answer, whatever the other open answers are, leads elsewhere than another answer."""
        if ask.fills == "problems":
            return True
        for combination in itertools.product(*(self._effects[other.id] for other in others if other.fills != "problems")):
            supposed = dict(case)
            for effect in combination:
                supposed.update(effect)
            if len({self._table.outcome({**supposed, **effect}) for effect in self._effects[ask.id]}) > 1:
                return True
        return False

    def _effects_of(self, ask: Ask) -> list[Case]:
        """What each answer does to the case, answers that do the same counted once."""
        effects: list[Case] = []
        for value in ({}, *(ask.value([option]) for option in ask.options)):
            case = self._table.case(dataclasses.replace(Facts(), **value))
            effect = {key: case[key] for key in _DECIDES_BY[ask.id]}
            if effect not in effects:
                effects.append(effect)
        return effects

    def read_answer(self, asking: str, text: str) -> dict[str, Any] | None:
        """What a short answer sets: a choice by its words or number, "nothing", "not sure" or "skip".

        Returns an empty dict for "not sure" and "skip", and nothing where the
        words are no such answer and must be understood as free text.
        """
        ask = self.asks[asking]
        if is_not_sure(text) or _SKIP.match(text):
            return {}
        if _NOTHING.match(text):
            empty = [option for option in ask.options if option.sets == ()]
            return ask.value(empty) if empty else None
        if _NUMBERS.match(text):
            numbers = [int(n) for n in re.findall(r"\d", text)]
            if numbers == [len(ask.options) + 1]:
                return {}
            chosen = [ask.options[n - 1] for n in numbers if 1 <= n <= len(ask.options)]
            return ask.value(chosen) if chosen and (len(chosen) == 1 or ask.id != "duration") else None
        chosen = [option for option in ask.options if plain(option.title) == plain(text)]
        words = set(plain(text).split())
        # A part of the body has a name of its own: "hip" is more than a part of "Hip or leg".
        if not chosen and words and len(words) <= 3 and ask.instead_of is None:
            inside = [option for option in ask.options if words <= set(plain(option.title).split())]
            chosen = inside if len(inside) == 1 and words - _SMALL_WORDS else []
        if not chosen:
            pieces = [p for p in re.split(r"\s*(?:,|;|\band\b|&|\+)\s*", plain(text)) if p]
            close = [next((o for o in ask.options if plain(o.title) == p or fuzz.ratio(plain(o.title), p) >= _ALIKE), None)
                     for p in pieces]
            chosen = [o for o in close if o is not None] if pieces and all(close) else []
        return ask.value(chosen if ask.id != "duration" else chosen[:1]) if chosen else None

    def read_title(self, text: str) -> tuple[str, dict[str, Any]] | None:
        """A choice of any question by its very words, with the question it belongs to: told early or late it counts."""
        said = plain(re.sub(r"[.!,;\s]+$", "", text))
        for ask in self.asks.values():
            chosen = [option for option in ask.options if plain(option.title) == said and len(said.split()) > 1]
            if chosen:
                return ask.id, ask.value(chosen)
        return None

    def treatments(self, text: str, asked: bool = False) -> list[tuple[str, str]]:
        """Treatments told in general words, "shots" or "pills", with the words; when asked for, their names are enough."""
        found: list[tuple[str, str]] = []
        for option in self.asks["tried"].options:
            matches = re.finditer(rf"\b(?:{'|'.join(option.words)})\b", text, re.I) if option.words else ()
            told = next((match for match in matches if asked or tells_treatment(text, *match.span())), None)
            found += [(one, told[0]) for one in option.sets or () if told]
        return found

    def doing(self, asking: str, text: str) -> dict[str, Any] | None:
        """An activity as the answer to what one would like most: "sitting", "walk to church"."""
        if self.asks[asking].fills != "goals" or _CANNOT.search(text):
            return None
        if not ACTIVITY.match(_FILLER.sub("", text)) and not WANTS_TO_DO.search(text):
            return None
        return {"goals": ["daily_activities"]}

    def named(self, text: str) -> Ask | None:
        """The question a complaint is about: "the time is wrong"."""
        said = f" {plain(text)} "
        return next((ask for ask in self.asks.values() if any(f" {plain(one)} " in said for one in ask.called)), None)

    def read_part(self, asking: str, text: str) -> dict[str, Any] | None:
        """The same for one clause of a longer message: "honestly both. I can't lift my kid"."""
        parts = re.split(r"[.!?;,\n]+|\bbut\b", text)
        for part in parts:
            bare = _FILLER.sub("", part).strip()
            if len(parts) > _PARTS_OF_A_CHOICE and _NUMBERS.match(bare):
                continue  # a figure in a pasted list picks nothing
            # The "no" of "no, the left hip" turns something down; it is no "nothing".
            answer = self.read_answer(asking, bare) if bare and not _BARE_NO.match(bare) else None
            if answer:
                return answer
        return None


def is_not_sure(text: str) -> bool:
    """Whether the words say "I do not know" and no more."""
    return bool(_NOT_SURE.match(text.replace("’", "'").replace("_", " ")))


@Made
def interview(shelf: Shelf) -> Interview:
    """The interview of the knowledge in use."""
    return Interview.read(table(shelf), shelf.folder / "interview.yml")

