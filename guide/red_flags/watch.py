"""Watches every message for red flags: the first thing that reads, and the only one that may interrupt."""
from __future__ import annotations

import functools
import pathlib
from typing import Callable, Iterable, NamedTuple, Protocol, Sequence

from guide.red_flags.assertion import Clauses, Status
from guide.red_flags.entries import Alarm, Level, RedFlag
from guide.red_flags.expressions import Expression, parse
from guide.red_flags.lexicon import CUE, Lexicon, Match, load_lexicon
from guide.red_flags.load import default_folder
from guide.red_flags.reading import Reading
from guide.red_flags.vitals import find_numbers

_EARLIER = 12  # messages of the person that are still read together with the newest one
# The pipeline, the net and the policy ask about the same message in one turn, and the policy about the ones before it.
_REMEMBERED = 256

# Signs that only date another; alone they add nothing to an earlier message where the newest speaks of the past.
_DATES = frozenset("sudden_now sudden_or_new days_or_weeks retention_context chest_or_back_now limb_ischemia_companion "
                   "vision_new confusion_sudden".split())


class AssertionJudge(Protocol):
    """What the watch needs of ``guide.concepts.AssertionJudge``."""

    def judge(self, text: str, spans: Sequence[tuple[int, int]], /) -> Sequence[object]:
        """One assertion a span, with a ``value`` such as ``absent``, or a string."""


class _Seen(NamedTuple):
    """A sign that holds: which message (0 is the newest), and where in it."""

    message: int
    match: Match


class _Rule(NamedTuple):
    """An expression made ready: its choices with whether they must stand near the others, those last."""

    needs: tuple[tuple[tuple[str, ...], bool], ...]
    without: tuple[str, ...]
    one_of_each: tuple[frozenset[str], ...]


class _Noticed(NamedTuple):
    """What one message shows by itself: its words, its clauses and the signs that hold."""

    reading: Reading
    clauses: Clauses
    matches: tuple[Match, ...]


class _Evidence:
    """All signs that hold in a conversation, by name."""

    def __init__(self) -> None:
        self.seen: dict[str, list[_Seen]] = {}
        self._readings: dict[int, Reading] = {}

    def open(self, message: int, reading: Reading) -> None:
        """Notes the words of a message."""
        self._readings[message] = reading

    def close(self, one: _Seen, other: _Seen) -> bool:
        """Whether two sights stand in one sentence or in neighbouring ones of one message."""
        if one.message != other.message:
            return False
        sentences = self._readings[one.message].sentences
        return abs(sentences[one.match.first] - sentences[other.match.first]) <= 1

    def add(self, message: int, match: Match) -> None:
        self.seen.setdefault(match.sign, []).append(_Seen(message, match))

    def here(self, sign: str) -> list[Match]:
        """The sights of a sign in the newest message."""
        return [sight.match for sight in self.seen.get(sign, ()) if not sight.message]


class RedFlagWatch:
    """Finds the red flags in a text.

    Args:
        flags: the rules, gravest first among equals.
        judge: a second opinion on assertions. It can only save: a sign that this
            watch holds to be denied or past counts if the judge calls it present.
        lexicon: the signs; by default those of ``data/knowledge/red_flags``.
    """

    def __init__(self, flags: Iterable[RedFlag], judge: AssertionJudge | None = None,
                 lexicon: Lexicon | None = None) -> None:
        self.flags = tuple(flags)
        self._lexicon = lexicon or load_lexicon(default_folder())
        self._judge = judge
        known = set(self._lexicon.signs) | NUMBER_SIGNS
        self._rules = [(flag, [self._rule(parse(t, known)) for t in flag.triggers],
                        [self._rule(parse(t, known)) for t in flag.unclear]) for flag in self.flags]
        self._partial = sorted(((flag, partial) for flag, _, partial in self._rules if flag.ask and partial),
                               key=lambda row: row[0].level.gravity)
        needed = {sign for _, *both in self._rules for rules in both for rule in rules
                  for choice, _ in rule.needs for sign in choice}
        self._softeners = frozenset(self._lexicon.signs) - needed
        # What a message must hold, at the least, for a rule to be worth a look.
        self._any_of = {flag.id: frozenset(sign for rule in triggers for choice in rule.one_of_each for sign in choice)
                        for flag, triggers, _ in self._rules}
        self._order = {flag.id: place for place, flag in enumerate(self.flags)}
        self._noticed = functools.lru_cache(maxsize=_REMEMBERED)(self._notice)
        self._alarms = functools.lru_cache(maxsize=_REMEMBERED)(self._find_alarms)

    def _rule(self, expression: Expression) -> _Rule:
        signs = self._lexicon.signs
        needs = [(choice, all(name in signs and signs[name].near for name in choice)) for choice in expression.needs]
        return _Rule(tuple(sorted(needs, key=lambda need: need[1])), expression.without,
                     tuple(frozenset(choice) for choice in expression.needs))

    def watch(self, text: str, earlier: Sequence[str] = ()) -> Alarm | None:
        """The gravest alarm that the newest message raises, alone or with what was said before.

        ``earlier``: the person's earlier messages in this conversation, newest
        last. They add signs; they raise nothing by themselves, so an emergency
        that was answered is not repeated each turn.
        """
        alarms = self.all_alarms(text, earlier)
        return alarms[0] if alarms else None

    def all_alarms(self, text: str, earlier: Sequence[str] = ()) -> list[Alarm]:
        """Every alarm, gravest first; among equals the one with most evidence."""
        return list(self._alarms(text, tuple(earlier[-_EARLIER:])))

    def _find_alarms(self, text: str, earlier: tuple[str, ...]) -> tuple[Alarm, ...]:
        evidence, reading, clauses = self._evidence(text, earlier)
        found: list[tuple[tuple[int, int, int], Alarm]] = []
        for flag, triggers, _ in self._rules:
            if self._any_of[flag.id].isdisjoint(evidence.seen):
                continue
            best: tuple[int, Alarm] | None = None
            for trigger in triggers:
                sights = self._holds(trigger, evidence, flag, clauses)
                if sights and (best is None or len(sights) > best[0]):
                    best = len(sights), self._alarm(flag, sights, reading)
            if best:
                found.append(((flag.level.gravity, -best[0], self._order[flag.id]), best[1]))
        return tuple(alarm for _, alarm in sorted(found, key=lambda each: each[0]))

    def unclear(self, text: str, earlier: Sequence[str] = ()) -> RedFlag | None:
        """The flag whose one question would decide, when the words are not enough for an alarm."""
        if any(alarm.level is not Level.SOON for alarm in self.all_alarms(text, earlier)):
            return None
        evidence, _, clauses = self._evidence(text, earlier)
        for flag, partial in self._partial:
            if any(self._holds(p, evidence, flag, clauses) for p in partial):
                return flag
        return None

    def told(self, text: str) -> list[str]:
        """The sentences that tell of now and of a person: none that denies, fears, remembers or asks in general."""
        reading = self._lexicon.read(text)
        clauses = Clauses(reading, self._lexicon.find(reading), self._lexicon, self._softeners)
        sentences: dict[int, list[int]] = {}
        for at, word in enumerate(reading.words[:-1]):
            if word[0].isalnum():
                sentences.setdefault(reading.sentences[at], []).append(at)
        if len(sentences) == 1:
            return [text] if clauses.tells_of_now(next(iter(sentences.values()))[0]) else []
        spans = [reading.span(places[0], places[-1] + 1) for places in sentences.values() if clauses.tells_of_now(places[0])]
        return [reading.text[first:last] for first, last in spans]

    def _evidence(self, text: str, earlier: Sequence[str]) -> tuple[_Evidence, Reading, Clauses]:
        evidence = _Evidence()
        for age, said in enumerate((text, *reversed(earlier[-_EARLIER:]))):
            noticed = self._noticed(said)
            evidence.open(age, noticed.reading)
            for match in noticed.matches:
                evidence.add(age, match)
        newest = self._noticed(text)
        return evidence, newest.reading, newest.clauses

    def _notice(self, text: str) -> _Noticed:
        reading = self._lexicon.read(text)
        found = self._lexicon.find(reading)
        clauses = Clauses(reading, found, self._lexicon, self._softeners)
        holds: list[Match] = []
        doubtful: list[Match] = []
        for match in found:
            if match.sign.startswith(CUE):
                continue
            if match.sign in self._softeners or clauses.status(match) is Status.PRESENT:
                holds.append(match)
            else:
                doubtful.append(match)
        for match in find_numbers(reading):
            if not match.sign.startswith("age") and not match.sign.startswith(("child", "baby")) \
                    and clauses.number_is_past(match):
                continue
            holds.append(match)
        return _Noticed(reading, clauses, (*holds, *self._second_opinion(reading, doubtful)))

    def _second_opinion(self, reading: Reading, doubtful: Sequence[Match]) -> list[Match]:
        """The doubtful signs that the second judge calls present."""
        if self._judge is None or not doubtful:
            return []
        spans = [reading.span(match.first, match.last) for match in doubtful]
        return [match for match, said in zip(doubtful, self._judge.judge(reading.text, spans))
                if getattr(said, "value", said) == Status.PRESENT.value]

    def _holds(self, rule: _Rule, evidence: _Evidence, flag: RedFlag, clauses: Clauses) -> list[_Seen]:
        """The sights that fulfil an expression, or none."""
        if any(choice.isdisjoint(evidence.seen) for choice in rule.one_of_each):
            return []
        sights: list[_Seen] = []
        for choice, near in rule.needs:
            options = [sight for sign in choice for sight in evidence.seen.get(sign, ())]
            if near:
                options = [sight for sight in options if any(evidence.close(sight, other) for other in sights)]
            else:
                options = [sight for sight in options
                           if sight.message or not self._taken_back(sight.match, rule, flag, evidence, clauses)]
            if not options:
                return []
            sights.append(min(options, key=lambda sight: sight.message))
        here = [sight.match.sign for sight in sights if not sight.message]
        if not here or len(here) < len(sights) and clauses.tells_of_past and _DATES.issuperset(here):
            return []  # "that was last year, he is fine now" dates what was said before, and adds nothing to it
        return sights

    @staticmethod
    def _taken_back(match: Match, rule: _Rule, flag: RedFlag, evidence: _Evidence, clauses: Clauses) -> bool:
        """Whether an ``unless`` sign stands in the clause of a sign, or an excluding one in its sentence.

        What is said of now outweighs the rest of the sentence: "breathless on
        stairs" excludes, "breathless on stairs, but now even when I sit" does not.
        """
        first, last = clauses.clause(match.first)
        if any(first <= other.first < last for sign in flag.unless for other in evidence.here(sign)):
            return True
        fresh = clauses.is_fresh(match)
        return any(clauses.one_sentence(match, other) and not (fresh and not first <= other.first < last)
                   for sign in rule.without for other in evidence.here(sign))

    def _alarm(self, flag: RedFlag, sights: Sequence[_Seen], reading: Reading) -> Alarm:
        here = sorted({reading.span(s.match.first, s.match.last) for s in sights if not s.message})
        names = " + ".join(dict.fromkeys(sight.match.sign for sight in sights))
        return Alarm(flag, flag.level, tuple(reading.text[a:b] for a, b in here), tuple(here), names)


NUMBER_SIGNS = frozenset(
    "fever high_fever extreme_fever low_body_temperature low_blood_pressure very_high_pressure raised_pressure very_fast_pulse "
    "very_slow_pulse low_oxygen very_fast_breathing sugar_over_300 sugar_over_400 sugar_very_low drowsy "
    "age_50_up age_60_up age_65_up age_70_up child baby baby_under_3_months age_can_be_pregnant".split()
)

Watcher = Callable[[str], Alarm | None]


@functools.lru_cache(maxsize=1)
def default_watch(folder: pathlib.Path | None = None) -> RedFlagWatch:
    """A watch with the project's own rules and signs."""
    from guide.red_flags.load import load_flags

    folder = folder or default_folder()
    return RedFlagWatch(load_flags(folder), lexicon=load_lexicon(folder))
