"""Takes out names, where they are given as such: "my name is Jane Doe", "patient: John Smith".

A name in the middle of a sentence is not looked for. Where a name might stand but an ordinary
word does ("my name is not important", "I'm Having Chest Pain"), nothing is taken out: a lost
word may be the one that tells of an emergency.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from guide.privacy.rules import SPACE, spaced
from guide.privacy.words import FIRST_NAMES, ORDINARY, SURNAMES

TAG = "[name]"

_LETTERS = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTERS}(?:{_LETTERS}|['\u2019-](?={_LETTERS})){{0,29}}\.?")
_BETWEEN = re.compile(rf"{SPACE}{{1,2}}|,{SPACE}?(?=(?:jr|sr|md|ii|iii)\b)", re.I)
_RELATIVES = (r"son|daughter|wife|husband|mother|father|mom|dad|mum|sister|brother|partner|boyfriend|girlfriend|fianc[e\u00e9]+"
              r"|grandson|granddaughter|grandmother|grandfather|aunt|uncle|cousin|friend|baby|niece|nephew|spouse")
# Words like these are ordinary although no list holds them all: "recovering", "retired", "quickly".
_ENDINGS = ("ing", "ed", "ly", "itis", "osis", "algia", "ology", "opathy", "ectomy", "ness", "ment", "tion", "ous", "ful",
            "less", "able", "ible", "ologist", "iatrist", "ative", "n't")


class Introduction(NamedTuple):
    """Words after which a name stands, and how sure one must be that it is one.

    most: how many words the name may have; least: how many it must have.
    """

    before: re.Pattern[str]
    most: int
    least: int
    is_name: Callable[[str], bool]
    after: re.Pattern[str] | None = None


def _bare(word: str) -> str:
    return word.rstrip(".").replace("\u2019", "'").lower()


def _ordinary(word: str) -> bool:
    word = _bare(word)
    if word.endswith("'s"):
        word = word[:-2]
    return word in ORDINARY or (word not in FIRST_NAMES and len(word) > 4 and word.endswith(_ENDINGS))


def _unordinary(word: str) -> bool:
    return not _ordinary(word)


def _capital(word: str) -> bool:
    """A word written like a name: "Jane", "McDonald", "O'Brien", "J."; not "MRI"."""
    return word[0].isupper() and (len(word.rstrip(".")) == 1 or not word.isupper()) and not _ordinary(word)


def _given(word: str) -> bool:
    return word[0].isupper() and _bare(word) in FIRST_NAMES


def _said(pattern: str) -> re.Pattern[str]:
    return re.compile(spaced(pattern), re.I)


_IS = r"(?:~is|_[:=]|['\u2019]s|_-)"
_KIND = r"(?:(?:full|first|last|legal|maiden|middle|sur)~?)"
_WHOSE = r"(?:my|his|her|their|the|patient['\u2019]?s?|mother['\u2019]s)"
_INTRODUCTIONS = (
    Introduction(_said(
        rf"\b(?:(?:{_WHOSE}~{_KIND}?|{_KIND})name{_IS}|name_[:=]|names~are~|i~am~called~|i['\u2019]m~called~|i~go~by~"
        r"|(?:they|people)~call~me~|me~llamo~|mi~nombre~es~|je~m['\u2019]appelle~|ich~hei\u00dfe~)_"), 4, 1, _unordinary),
    Introduction(_said(
        r"\b(?:patient|pt|client|caller|signed|sincerely|regards|emergency~contact|next~of~kin|guardian)_[:,=]_|\bcall~me~"),
        3, 1, _capital),
    # Not in capitals: "my MS Symptoms".
    Introduction(_said(r"\b(?-i:[Mm]rs?|Ms|[Dd]r|[Mm]ister|[Pp]rof|Professor)\b\.?~"), 3, 1, _capital),
    Introduction(_said(r"\b(?:i['\u2019]?m|i~am)~"), 3, 2, _capital),
    Introduction(_said(r"\b(?:this~is|it['\u2019]?s)~"), 3, 2, _given),
    Introduction(_said(r"\b(?:this~is|it['\u2019]?s)~"), 3, 1, _capital,
                 _said(r"_(?:,_)?(?:calling|speaking|writing|here|texting|again|from)\b")),
    Introduction(_said(rf"\b(?:my|our|his|her)~(?:{_RELATIVES})(?:~is~(?:named|called)|,)?~"), 3, 1, _given),
)
# "Dr. Google" is nobody, and "Dr. Scholl's" are insoles.
_NOBODY = frozenset("google scholl who pepper oz phil strange".split())
_SPACES_AFTER = re.compile(rf"{SPACE}*")


def without_names(text: str) -> str:
    """The text with ``[name]`` in place of each name that is introduced as one."""
    for introduction in _INTRODUCTIONS:
        pieces: list[str] = []
        end = 0
        for match in introduction.before.finditer(text):
            if match.end() < end:
                continue
            name_end = _name_end(text, match.end(), introduction)
            if name_end is not None:
                pieces += text[end:match.end()], TAG
                end = name_end
        if pieces:
            text = "".join(pieces) + text[end:]
    return text


def _name_end(text: str, start: int, introduction: Introduction) -> int | None:
    """Where the name that starts here ends, or nothing when none starts."""
    ends: list[int] = []
    words: list[str] = []
    for word in _words(text, start, introduction.most + 1):
        is_name = introduction.is_name(word.group()) or (not words and _given(word.group()))
        if not is_name and not _continues(word.group(), words):
            break
        words.append(word.group())
        ends.append(_without_possessive(word))
    if not words or _bare(words[0]).removesuffix("'s") in _NOBODY:
        return None
    if not words[0][0].isupper():
        # In small letters the words after the name look like names, too: "my name is bob chest pain".
        ends = ends[:_small_name(text, ends, introduction.most)]
    elif len(words) > introduction.most:
        return None  # A Line In Which Every Word Is Large tells nothing
    if len(ends) < introduction.least:
        return None
    if introduction.after is not None and not introduction.after.match(text, ends[-1]):
        return None
    return ends[-1]


def _words(text: str, start: int, most: int) -> Iterator[re.Match[str]]:
    for _ in range(most):
        word = _WORD.match(text, start)
        if word is None:
            return
        yield word
        # A full stop ends the sentence, save after an initial or a short form.
        if word.group().endswith(".") and len(word.group()) > 3:
            return
        between = _BETWEEN.match(text, word.end())
        if between is None:
            return
        start = between.end()


def _continues(word: str, words: list[str]) -> bool:
    """Whether a word after a given name belongs to it: "my son Tommy Lee", "I'm Will Young"."""
    if not words or not _given(words[0]) or not word[0].isupper():
        return False
    return _capital(word) or (_bare(word) in SURNAMES and not word.isupper())


def _small_name(text: str, ends: list[int], most: int) -> int:
    """How many of these words in small letters are the name: two when the sentence goes on after them."""
    for count in (2, 1):
        if count <= min(len(ends), most):
            word = _WORD.match(text, _SPACES_AFTER.match(text, ends[count - 1]).end())  # type: ignore[union-attr]
            if count == 1 or word is None or _ordinary(word.group()):
                return count
    return 0


def _without_possessive(word: re.Match[str]) -> int:
    """Where a word ends without its full stop or its "'s"."""
    bare = word.group()
    bare = bare[:-1] if bare.endswith(".") and len(bare) > 3 else bare
    return word.start() + len(re.sub(r"['\u2019]s$", "", bare))

