"""Takes the facts out of a message, whatever else the message was for."""
from __future__ import annotations

import dataclasses
import re

from guide.concepts import Assertion, Mention
from guide.facts import Facts
from guide.knowledge import Catalogue
from guide.knowledge.entries import BodyPart, Condition, Symptom
from guide.turn import PROBLEM_KINDS, Turn

_NOW = (Assertion.PRESENT,)
_TELLING = re.compile(r"\b(?:tried|had|did|doing|done|took|taking|take|on|using|after|since|got|gave|been to|been through|"
                      r"failed|didn'?t help|no help|not help|nothing helps|helped|through|finished|completed|without relief)\b", re.I)
_SEEN = re.compile(r"\b(?:saw|seen|been to|been seen|went to|go to|going to|sees|seeing|treated by|my|"
                   r"(?:i|we|he|she|they|already) see|told|says?|said|sent me|"
                   r"referred me|diagnosed|according to|visited|under)\b", re.I)
_SENT_TO = re.compile(r"\b(?:referr\w+|sent|see|need|find|want|would|should|could|can|do|does|if)\b[^.!?]{0,25}$", re.I)
_REACH = 45
_LASTING = re.compile(r"\b(?:chronic|ongoing|on[- ]going|long[- ]?(?:term|lasting|standing)|persistent|never[- ]?ending|"
                      r"(?:won'?t|doesn'?t|does not|will not|never) (?:go|goes) away|all the time|for years|keeps? coming back|"
                      r"(?:since|for) (?:so )?long|long time|"
                      r"flare[- ]?ups?|over the years|again and again)\b", re.I)
_LASTING_DAYS = 365.0
_CHECKED = re.compile(r"\b(?:doctors?|docs?|no ?one|nobody|they|tests?|mri|x-?rays?)\b.{0,25}\b(?:(?:don'?t|doesn'?t|didn'?t|can'?t|cannot|"
                      r"could ?n[o']t|not) (?:know|find|figure|explain|see)|knows? why|came back (?:fine|normal|clean)|"
                      r"(?:is|are|was|were|say|says) (?:it'?s )?(?:all )?(?:fine|normal|clean|good|ok(?:ay)?|clear))\b", re.I)
_LESS_THAN = re.compile(r"\b(?:less than|under|fewer than|not quite|almost|nearly)\b", re.I)
_A_LITTLE_LESS = 0.9
CORRECTS = re.compile(r"\b(?:actually|i meant|i mean|not my|rather than|instead of|wrong|more (?:in )?my \w+ than)\b|^\W*no\b", re.I)
_NOT_BUT = re.compile(r"\b(?:not|than|instead of|isn'?t|wasn'?t)\b[^.!?,;]{0,20}$", re.I)
_CANNOT = re.compile(r"^(?:can'?t|cannot|can not|unable|hard|trouble|difficult)", re.I)
_NOT_WANTED = re.compile(r"\b(?:don'?t|do not|not) (?:want|need|care|mind)|not (?:about|for) ", re.I)
_NOTHING_TRIED = re.compile(r"\b(?:tried nothing|nothing tried|(?:have ?n[o']t|not|never) (?:yet )?tried anything)\b", re.I)
_SHORTEST = 0.2
_FRAGMENT = 3
_HURTS = re.compile(r"\b(?:pains?|painful|hurts?|hurting|aches?|aching|achy|sore|swollen|swelling|injur\w+|stiff\w*|trouble|problems?|"
                    r"wrong|burn\w*|throb\w*|lock\w*|click\w*|popp\w*|wobbly|tender|broke|tore|torn|"
                    r"sprain\w*|strain\w*|twist\w*|rolled|pulled|fractur\w*|annoy\w*|kill\w*|bother\w*)\b", re.I)


def absorb(facts: Facts, turn: Turn, catalogue: Catalogue, telling: bool = True) -> Facts:
    """The facts after this message.

    Args:
        telling: whether the message tells something; a mere question about a
            condition is not taken as the person's own.
    """
    facts = dataclasses.replace(facts, said=dict(facts.said), seen=list(facts.seen), worries=list(facts.worries))
    if turn.who != "self":
        facts.who = turn.who
    facts.child = facts.child or turn.child
    if turn.days is not None and telling and turn.days >= _SHORTEST:
        facts.duration = turn.days
    elif facts.duration is None and telling and _LASTING.search(turn.text):
        facts.duration = _LASTING_DAYS
    _absorb_problems(facts, turn, catalogue, telling)
    for kind, key in (("goal", "goals"), ("limit", "limits")):
        present = [m for m in turn.of(kind) if m.assertion in (Assertion.PRESENT, Assertion.HYPOTHETICAL, Assertion.FAMILY)
                   or m.assertion is Assertion.PAST and _CANNOT.match(m.text)
                   # A wish is a wish, whatever was denied just before it.
                   or kind == "goal" and not _NOT_WANTED.search(turn.text)]
        if present and kind == "goal" and facts.goals and CORRECTS.search(turn.text):
            facts.goals = None  # a new wish takes the place of the old
        if present and (telling or kind == "limit"):
            _add(facts, key, present)
        denies = kind == "limit" or _NOT_WANTED.search(turn.text)
        gone = {m.concept for m in turn.of(kind, asserted=(Assertion.ABSENT,))} if denies else set()
        held = getattr(facts, key)
        if gone and held:
            setattr(facts, key, [one for one in held if one not in gone] or None)
    if telling and facts.duration is not None and turn.days is not None and _LESS_THAN.search(turn.text):
        facts.duration *= _A_LITTLE_LESS
    if telling:
        _absorb_history(facts, turn)
    return facts


def _absorb_problems(facts: Facts, turn: Turn, catalogue: Catalogue, telling: bool) -> None:
    named = turn.of(*PROBLEM_KINDS)
    current = [m for m in named if m.assertion in _NOW or m.assertion is Assertion.PAST and _lasting(m, catalogue)]
    others = [m for m in named if m.assertion is Assertion.FAMILY]
    feared = [m for m in named if m.assertion is Assertion.HYPOTHETICAL]
    if not current and others and turn.who != "self":
        current = others
    if not telling:
        facts.worries = list(dict.fromkeys([*facts.worries, *(m.concept for m in feared)]))
        return
    if not current and not facts.problems:
        # Nothing else is told: what was feared, or what is over but still the matter.
        current = feared or [m for m in named if m.assertion is Assertion.PAST]
    elif feared:
        facts.worries = list(dict.fromkeys([*facts.worries, *(m.concept for m in feared)]))
    gone = {m.concept for m in named if m.assertion is Assertion.ABSENT}
    named_parts = turn.of("body_part")
    denied = [m for m in named_parts if m.assertion is Assertion.ABSENT or _NOT_BUT.search(turn.text[:m.start])]
    gone |= {_pain_of(part, catalogue) or "" for part in denied}
    gone |= {m.concept for m in current if _NOT_BUT.search(turn.text[:m.start])}
    current = [m for m in current if m.concept not in gone]
    parts = [m for m in named_parts if m not in denied and _pain_of(m, catalogue)]
    if facts.problems and "correct" in turn.intents or CORRECTS.search(turn.text):
        # A correction takes the place of what was felt before; a named illness stays.
        if current or parts:
            gone |= {p for p in facts.problems or () if p not in {m.concept for m in current} and catalogue.get(Condition, p) is None}
            gone |= {p for p in facts.problems or () if (entry := catalogue.get(Condition, p)) and entry.body and parts}
    if gone and facts.problems:
        facts.problems = [p for p in facts.problems if p not in gone] or None
    if current:
        _add(facts, "problems", current)
    felt = [m for m in current if not _outside(m, catalogue)]
    if gone or not felt and (turn.personal or _HURTS.search(turn.text) or len(turn.text.split()) <= _FRAGMENT):
        if parts:
            _add(facts, "problems", [dataclasses.replace(m, concept=_pain_of(m, catalogue) or "") for m in parts])


def _absorb_history(facts: Facts, turn: Turn) -> None:
    treatments = [m for m in turn.of("procedure", asserted=(Assertion.PRESENT, Assertion.PAST))
                  if _TELLING.search(_around(turn.text, m))]
    if treatments:
        _add(facts, "tried", treatments)
    elif _NOTHING_TRIED.search(turn.text):
        facts.tried = []
    for clinician in turn.of("clinician"):
        before = turn.text[max(0, clinician.start - _REACH):clinician.start]
        after = turn.text[clinician.end:clinician.end + 20]
        if clinician.assertion in (Assertion.PRESENT, Assertion.PAST) and not _SENT_TO.search(before) and (
                _SEEN.search(before) or re.match(r"'?s?\W+(?:says?|said|told|thinks?|gave|sent|diagnosed|did|can'?t)\b", after, re.I)):
            if clinician.concept not in facts.seen:
                facts.seen.append(clinician.concept)
    if _CHECKED.search(turn.text.replace("’", "'")) and "primary_care" not in facts.seen:
        facts.seen.append("primary_care")
    if "physical_therapist" in facts.seen and not facts.tried:
        facts.tried = ["physical_therapy"]


def _around(text: str, mention: Mention) -> str:
    return text[max(0, mention.start - _REACH):mention.end + _REACH]


def _add(facts: Facts, key: str, mentions: list[Mention]) -> None:
    held = list(getattr(facts, key) or [])
    for mention in mentions:
        if mention.concept not in held:
            held.append(mention.concept)
        facts.said.setdefault(mention.concept, mention.text)
    setattr(facts, key, held)


def _outside(mention: Mention, catalogue: Catalogue) -> bool:
    """Whether a symptom is outside the subject, so that a sore body part beside it tells more."""
    symptom = catalogue.get(Symptom, mention.concept)
    return symptom is not None and symptom.field == "outside"


def _lasting(mention: Mention, catalogue: Catalogue) -> bool:
    """Whether a past event is one that people live with afterwards: a stroke, an amputation."""
    condition = catalogue.get(Condition, mention.concept)
    return condition is not None and condition.early == "same"


def _pain_of(part: Mention, catalogue: Catalogue) -> str | None:
    entry = catalogue.get(BodyPart, part.concept)
    return entry.pain if entry else None
