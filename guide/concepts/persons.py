"""For whom a message asks: the teller or somebody close to them, a child or not, and how old."""
from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Sequence

from guide.concepts.context_rules import read_cues
from guide.concepts.numbers import NUMBER, value_of
from guide.concepts.relatives import RelativeReader
from guide.concepts.words import READ_FIRST, READ_LAST, split_words

SELF = "self"
_GROWN_UP = 18
_SAME = {
    "mom": "mother", "mum": "mother", "mama": "mother", "mommy": "mother", "momma": "mother", "stepmom": "stepmother",
    "dad": "father", "daddy": "father", "papa": "father", "stepdad": "stepfather",
    "kid": "child", "baby": "child", "toddler": "child", "infant": "child", "teen": "child", "teenager": "child",
    "grandma": "grandmother", "granny": "grandmother", "nana": "grandmother", "grandpa": "grandfather",
    "grandkid": "grandchild", "hubby": "husband", "auntie": "aunt", "fiancee": "fiance", "neighbour": "neighbor",
}
_CHILD_WORDS = {"child", "kid", "baby", "toddler", "infant", "teen", "teenager", "grandkid"}
_PATIENT = re.compile(r"(?<!lifting )(?<!moving )(?<!turning )(?<!carrying )(?<!catching )(?<!holding )"
                      r"\b(?:my|our|this|a) (?:\S+ ){0,3}?(patient|client|resident)\b(?!['’]s)", re.I)
# A case in short: "husband, 61, stroke in June".
_LISTED = re.compile(r"^\W*(wife|husband|mother|mom|father|dad|son|daughter|brother|sister|grandmother|grandma|grandfather|"
                     r"grandpa)\s*[,(]", re.I)
_LISTED_AGE = re.compile(r"^\W*\w+\s*[,(]\s*(?P<number>\d{1,3})\b", re.I)
_YEARS_OLD = re.compile(rf"\b(?P<number>{NUMBER})\s?-?\s?(?:(?P<unit>year|yr|month|mo|week|wk|day)s?\s?-?\s?old|"
                        r"yo|y/o|y\.o\.?|(?:yrs?|years)\s+of\s+age)\b", re.I)
_CHILD_OF_AGE = re.compile(rf"\b(?:my|our|have an?|for an?)\s+{NUMBER}\s?-?\s?(?:year|yr|month|mo)s?\s?-?\s?old\b"
                           r"(?!\s+(?:self|back|injury|knee|hip|body))", re.I)
# An age said with no unit; not "I'm 6 months pregnant", "I'm 100% sure", "I'm 5'7".
_UNIT_LESS = (r"(?P<number>\d{1,3})(?=\s*(?:[.,;!?)\n]|$|and\b(?!\s+a\s+half)|with\b|but\b|who\b|so\b|now\b|cant\b|"
              r"(?:years? old|male|female|man|woman|m|f)\b))")
_ABOUT = r"(?:(?:a|now|only|about|almost)\s+)?"
_I_AM = re.compile(rf"\b(?:i['’]?m|i am|i just turned|i turned)\s+{_ABOUT}{_UNIT_LESS}", re.I)
_THEY_ARE = re.compile(rf"\b\w+(?:['’]?s|\s+(?:is|turned|aged?))\s+{_ABOUT}{_UNIT_LESS}", re.I)
_AGED = re.compile(r"\b(?:aged?|turned)\s+(?P<number>\d{1,3})\b(?!\s*(?:%|weeks?|months?|days?|hours?|times))", re.I)
_SEX = re.compile(r"\b(?P<number>\d{2})\s?(?:[mf]|male|female)\b", re.I)
_MY_DECADE = re.compile(r"\bin my (?:early |mid |late )?(?P<number>[2-9]0)['’]?s\b", re.I)
_THEIR_DECADE = re.compile(r"\bin (?:his|her|their) (?:early |mid |late )?(?P<number>[2-9]0)['’]?s\b", re.I)
_ALONE = (_I_AM, _YEARS_OLD, _AGED, _MY_DECADE, _SEX)
_BESIDE_RELATIVES = (_I_AM, _MY_DECADE)
_OF_OTHERS = (_YEARS_OLD, _THEY_ARE, _AGED, _THEIR_DECADE, _SEX)
_OLDEST = 115


@dataclass(frozen=True)
class Person:
    """Whom a message is about: ``"self"`` or a word such as ``"mother"`` or ``"patient"``."""

    who: str
    child: bool
    age: int | None


def find_person(text: str) -> Person:
    """The person a message asks for. Without any sign it is the teller, of unknown age."""
    text = text if len(text) <= READ_FIRST + READ_LAST else text[:READ_FIRST]
    patient = _PATIENT.search(text)
    if patient:
        return _person(patient[1].lower(), _age(text, _OF_OTHERS))
    listed = _LISTED.match(text)
    if listed:
        return _person(listed[1].lower(), _age(text, (*_OF_OTHERS, _LISTED_AGE)))
    reader = _reader()
    words = split_words(text)
    story = reader.read(words)
    relative = reader.asked_for(story)
    if relative is not None:
        word = words[relative].norm
        return _person(word if word in _CHILD_WORDS else word.removesuffix("s"), _age(text, _OF_OTHERS))
    age = _age(text, _OF_OTHERS)
    if not story.relatives and _CHILD_OF_AGE.search(text) and age is not None and age < _GROWN_UP:
        return _person("child", age)
    return _person(SELF, _age(text, _BESIDE_RELATIVES if story.relatives else _ALONE))


@functools.lru_cache(maxsize=1)
def _reader() -> RelativeReader:
    return RelativeReader(read_cues())


def _person(word: str, age: int | None) -> Person:
    """A person by the word used; "my son" alone may be grown up, "my kid" is taken for a child."""
    young = word in _CHILD_WORDS if age is None else age < _GROWN_UP
    return Person(_SAME.get(word, word), young, age)


def _age(text: str, patterns: Sequence[re.Pattern[str]]) -> int | None:
    """The first age told in whole years, by the first of the patterns that finds one."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            value = value_of(match["number"]) + (5 if pattern in (_MY_DECADE, _THEIR_DECADE) else 0)
            unit = (match.groupdict().get("unit") or "y").lower()
            years = value if unit.startswith("y") else value / 12 if unit.startswith("mo") else 0
            if years <= _OLDEST:
                return int(years)
    return None
