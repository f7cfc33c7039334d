"""Takes the facts out of a message, whatever else the message was for."""
from __future__ import annotations

import dataclasses
import re

from guide.concepts import Assertion, Mention
from guide.facts import Facts
from guide.knowledge import Catalogue
from guide.knowledge.entries import BodyPart, Condition, Goal, Procedure, Symptom
from guide.turn import PROBLEM_KINDS, Turn

_NOW = (Assertion.PRESENT,)
_TELLING = re.compile(r"\b(?:tried|had|did|doing|done|took|taking|take|on|using|after|since|got|gave|been to|been through|"
                      r"failed|didn'?t help|no help|not help|nothing helps|helped|through|finished|completed|without relief)\b", re.I)
_SEEN = re.compile(r"\b(?:saw|seen|been to|been seen|went to|go to|going to|sees|seeing|treated by|my|"
                   r"(?:i|we|he|she|they|already) see|told|says?|said|sent me|"
                   r"referred me|diagnosed|according to|visited|under)\b", re.I)
_SENT_TO = re.compile(r"\b(?:referr\w+|sent|need|find|want|would|should|could|can|do|does|if)\b[^.!?]{0,25}$", re.I)
_REACH = 45
_LASTING = re.compile(r"\b(?:chronic|ongoing|on[- ]going|long[- ]?(?:term|lasting|standing)|persistent|never[- ]?ending|"
                      r"(?:won'?t|doesn'?t|does not|will not|never) (?:go|goes) away|all the time|for years|keeps? coming back|"
                      r"(?:since|for) so long|since long|(?:since|over|through) (?:the )?years|"
                      r"(?<!sit )(?<!stand )(?<!walk )for a long time|"
                      r"flare[- ]?ups?|over the years|again and again)\b", re.I)
_LASTING_DAYS = 365.0
_CHECKED = re.compile(r"\b(?:doctors?|docs?|no ?one|nobody|they|tests?|mri|x-?rays?)\b.{0,25}\b(?:(?:don'?t|doesn'?t|didn'?t|can'?t|cannot|"
                      r"could ?n[o']t|not) (?:know|find|figure|explain|see)|knows? why|came back (?:fine|normal|clean)|"
                      r"(?:is|are|was|were|say|says) (?:it'?s )?(?:all )?(?:fine|normal|clean|good|ok(?:ay)?|clear))\b|"
                      r"\bno (?:\w+ )?(?:issues?|findings?|problems?|cause|abnormalit\w+) (?:was |were )?(?:identified|found|seen)\b", re.I)
_ACTED = re.compile(r"'?s?\W+(?:(?:and|or|plus) (?:an? |the )?\w+ ){0,2}(?:says?|said|told|thinks?|gave|sent|diagnosed|did|can'?t)\b", re.I)
_LESS_THAN = re.compile(r"\b(?:less than|under|fewer than|not quite|almost|nearly)\b", re.I)
_A_LITTLE_LESS = 0.9
CORRECTS = re.compile(r"\b(?:actually|i meant|i mean|not my|rather than|instead of|wrong|more (?:in )?my \w+ than)\b|^\W*no\b", re.I)
_NOT_BUT = re.compile(r"\b(?:not|than|instead of|isn'?t|wasn'?t)\b[^.!?,;]{0,20}$", re.I)
_CANNOT = re.compile(r"^(?:can'?t|cannot|can not|unable|hard|trouble|difficult)", re.I)
_NOT_WANTED = re.compile(r"\b(?:don'?t|do not|not) (?:want|need|care|mind)|not (?:about|for) ", re.I)
_TURNED_DOWN = re.compile(r"\b(?:don'?t|don’t|do not|doesn'?t|doesn’t|does not|never|not|no longer)\s+(?:really |even )?$", re.I)
_OF_OTHERS = re.compile(r"\b(?:neighbou?r|friend|coworker|co-worker|colleague|boss|aunt|uncle|cousin)s?\b[^.!?]{0,40}$", re.I)
_NOTHING_TRIED = re.compile(r"\b(?:tried nothing|nothing tried|(?:have ?n[o']t|not|never) (?:yet )?tried anything)\b", re.I)
_SHORTEST = 0.2
_WISHES = re.compile(r"\b(?:interested in|want|wants|would like|consider\w*|asking for|looking for|"
                     r"thinking (?:of|about)|get|try)\b[^.!?]{0,25}$", re.I)
_OFFERED = frozenset({"injection", "implant"})
ACTIVITY_WORDS = (r"(?:walk|run|jog|work|play|dance|climb|hike|drive|lift|hold|carry|garden|cook|sit|stand|dress|wash|swim|ride|bike|cycle|"
             r"travel|kneel|write|type|knit|sew|bend|reach|shop|clean|golf|fish|ski|move|use my|use her|use his|get around|get out|"
             r"get back to|go back to|return to|do (?:more|things|my|his|her)|take care of|look after|pick up)")
WANTS_TO_DO = re.compile(rf"\b(?:wants?|wish(?:es)?|hopes?|like|love|able|need|needs|goal is|dream is|aim is|again|so)\b"
                          rf"[^.!?;]{{0,12}}?\bto (?:be able to |just |only )?({ACTIVITY_WORDS}\b[^.!?;,]{{0,30}})", re.I)
ACTIVITY = re.compile(r"\W*(?:to )?(?:walk|runn?|jog|work|play|danc|climb|hik|driv|lift|hold|carry|garden|cook|sitt?|stand|dress|wash|"
                      r"swimm?|rid|bik|cycl|travel|kneel|writ|typ|sew|bend|reach|shopp?|clean|golf|fish|ski|mov|talk|eat|sleep)"
                      r"(?:e|es|s|ing|ting)?\b", re.I)
_PAIN = re.compile(r"\b(?:pains?|painful|hurts?|hurting|aches?)\b", re.I)
_NO_PAIN = re.compile(r"\b(?:no|without(?: any)?|not in) pain\b", re.I)
_FRAGMENT = 3
_HURTS = re.compile(r"\b(?:pains?|painful|hurts?|hurting|aches?|aching|achy|sore|swollen|swelling|injur\w+|stiff\w*|trouble|problems?|"
                    r"wrong|burn\w*|throb\w*|lock\w*|click\w*|popp\w*|wobbly|tender|broke|tore|torn|"
                    r"sprain\w*|strain\w*|twist\w*|rolled|pulled|fractur\w*|annoy\w*|kill\w*|bother\w*)\b", re.I)


def tells_treatment(text: str, start: int, end: int) -> bool:
    """Whether the words around a treatment say that it was tried."""
    return bool(_TELLING.search(text[max(0, start - _REACH):end + _REACH]))


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
        facts.said.pop("=duration", None)
        facts.said["duration"] = turn.time_said
    elif facts.duration is None and telling:
        facts.duration = lasting(turn)
    _absorb_problems(facts, turn, catalogue, telling)
    for kind, key in (("goal", "goals"), ("limit", "limits")):
        present = [m for m in turn.of(kind) if m.assertion in (Assertion.PRESENT, Assertion.HYPOTHETICAL, Assertion.FAMILY)
                   or m.assertion is Assertion.PAST and _CANNOT.match(m.text)
                   # A wish is a wish, whatever was denied just before it.
                   or kind == "goal" and not _NOT_WANTED.search(turn.text)]
        # "I don't want injections": the wish itself is turned down.
        present = [m for m in present if kind != "goal" or not _TURNED_DOWN.search(turn.text[:m.start])]
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
        _absorb_history(facts, turn, catalogue)
        _absorb_wishes(facts, turn, catalogue)
    return facts


def lasting(turn: Turn) -> float | None:
    """The length that "chronic" and the like stand for."""
    return turn.days or (_LASTING_DAYS if _LASTING.search(turn.text) else None)


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
    # The "no" of "no wait, it's the left hip, not my back" turns down what was said before, not the hip.
    corrects = "correct" in turn.intents or bool(CORRECTS.search(turn.text))
    denied = [m for m in named_parts if m.assertion is Assertion.ABSENT and not corrects or _NOT_BUT.search(turn.text[:m.start])]
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
    if "cancer_treatment" in (facts.problems or ()) and _PAIN.search(turn.text) and not _NO_PAIN.search(turn.text):
        facts.problems = ["cancer_pain", *(p for p in facts.problems or () if p not in ("cancer_treatment", "cancer_pain"))]
    felt = [m for m in current if not _outside(m, catalogue)]
    # Beside trouble outside the subject, such as an itch, a part of the body is only its place.
    hurts = _PAIN.search(turn.text) if current else turn.personal or _HURTS.search(turn.text) or len(turn.text.split()) <= _FRAGMENT
    if gone or not felt and hurts:
        if parts:
            _add(facts, "problems", [dataclasses.replace(m, concept=_pain_of(m, catalogue) or "") for m in parts])


def _absorb_wishes(facts: Facts, turn: Turn, catalogue: Catalogue) -> None:
    """A wish to do something again, or for a shot; an operation as the only thing told is what one recovers from."""
    doing = WANTS_TO_DO.search(turn.text)
    goals = [catalogue.get(Goal, m.concept) for m in turn.of("goal")]
    if doing and not any(goal and goal.direction == "function" for goal in goals) and not _NOT_WANTED.search(turn.text):
        facts.goals = [*(facts.goals or []), *(one for one in ["daily_activities"] if one not in (facts.goals or []))]
        facts.said.setdefault("daily_activities", doing[1].strip())
    for mention in turn.of("procedure"):
        entry = catalogue.get(Procedure, mention.concept)
        if entry is None:
            continue
        if entry.kind_of in _OFFERED and mention.concept not in (facts.tried or ()) and _WISHES.search(turn.text[:mention.start]):
            _add(facts, "goals", [dataclasses.replace(mention, concept="want_injection")])
        elif entry.kind_of == "operation" and not facts.problems and mention.assertion in (Assertion.PRESENT, Assertion.PAST) and (
                turn.days is not None or mention.assertion is Assertion.PAST):
            _add(facts, "problems", [dataclasses.replace(mention, concept="recovery_after_surgery")])


def _absorb_history(facts: Facts, turn: Turn, catalogue: Catalogue) -> None:
    treatments = [m for m in turn.of("procedure", asserted=(Assertion.PRESENT, Assertion.PAST))
                  if tells_treatment(turn.text, m.start, m.end)]
    denied = {m.concept for m in turn.of("procedure", "clinician", asserted=(Assertion.ABSENT,))}
    if denied & set(facts.tried or ()):
        facts.tried = [one for one in facts.tried or () if one not in denied]
    facts.seen = [one for one in facts.seen if one not in denied]
    if treatments:
        _add(facts, "tried", treatments)
    elif _NOTHING_TRIED.search(turn.text):
        facts.tried = []
    for clinician in turn.of("clinician"):
        before = turn.text[max(0, clinician.start - _REACH):clinician.start]
        after = turn.text[clinician.end:clinician.end + 30]
        # A neighbor's clinic was not seen by the person.
        if clinician.assertion in (Assertion.PRESENT, Assertion.PAST) and not _SENT_TO.search(before) and (
                not _OF_OTHERS.search(before)) and (_SEEN.search(before) or _ACTED.match(after)):
            if clinician.concept not in facts.seen:
                facts.seen.append(clinician.concept)
    if _CHECKED.search(turn.text.replace("’", "'")) and "primary_care" not in facts.seen:
        facts.seen.append("primary_care")
    if "physical_therapist" in facts.seen and "physical_therapy" not in (facts.tried or ()):
        facts.tried = [*(facts.tried or ()), "physical_therapy"]


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
