"""From probabilities to a decision: which intents are answered, in which order, and what is not ours."""
from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Mapping, NamedTuple, Sequence

from nlu.signs import ASKING, EITHER, MEANS_TO, MUST_SAY, NOT_ASKED, ONE_OF_THEM, OWN, PERSUADES, TELLING, WHICH_KIND, WHO_TO_SEE

_COMMAND = re.compile(r"^\W*\u2060?/\w")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}|\d")
_ASKS = "ask_"
UNSURE_BETWEEN = "unsure_between"
# Questions that can be offered as a choice: the phrases `reading_...` say them in the person's words.
_EITHER_QUESTION = frozenset({
    "ask_what_is", "ask_about_condition", "ask_about_procedure", "ask_who_treats", "ask_who_performs", "ask_conditions_treated",
    "ask_procedures_offered", "ask_compare", "ask_training", "ask_first_visit", "ask_referral_insurance", "ask_find",
    "ask_when_to_see", "ask_medication", "ask_surgery", "ask_recovery", "ask_rehab_program", "ask_paperwork", "ask_check_credentials",
})
_OUT = "out_of_scope"
# Intents that only make sense as the whole of a message.
_WHOLE_ONLY = frozenset({"affirm", "deny", "not_sure", "skip", "greet", "goodbye", "thank", "praise", "chit_chat", "stop",
                         "how_are_you", "insult", "repeat", "go_back", "follow_up_other", "say_more", "say_simpler", "start_over", _OUT})
_DECLINED = frozenset({"ask_diagnosis", "ask_dose", "ask_prescription", "ask_interpretation", "ask_stop_medicine", "ask_workaround"})
_ANCHORS = frozenset({"clinician", "condition", "symptom"})
_SURE_SMALL = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "not_sure", "skip"})
_OURS = frozenset({"clinician", "condition", "symptom", "procedure", "body_part", "limit"})
_MOST = 3
_SHORT_PART = 4
_MEDICINE = "med_"
# A message of so many sentences is a story; its last sentence is what it is told for.
_STORY = 5
_LAST_ASKS = 0.2
# A question that the whole seems to ask, but none of its sentences, must be likelier than this beside those that they ask.
_OF_NO_SENTENCE = 0.6
_ABOUT_THE_FIELD = frozenset({
    "ask_what_is", "ask_about_condition", "ask_about_procedure", "ask_who_treats", "ask_who_performs", "ask_does_treat",
    "ask_conditions_treated", "ask_procedures_offered", "ask_compare", "ask_training", "ask_check_credentials", "ask_team",
    "ask_approach", "ask_dual_training", "ask_first_visit", "ask_referral_insurance", "ask_find", "ask_when_to_see",
    "ask_medication", "ask_surgery", "ask_recovery", "ask_rehab_program", "ask_paperwork", "follow_up_other", "correct",
})
_TOLD = ("describe", "correct", "have_referral", "that_is_old")
_SENTENCE = 4
_TOLD_PLAINLY = 0.3
# Who asks for themselves which of two it is wants the choice more than the table.
_AS_WELL = 0.3
_ABOUT_WHO = frozenset({"ask_who_treats", "ask_who_performs", "ask_does_treat", "ask_find", "ask_training"})
_CHOOSING = frozenset({"ask_which_for_me", "ask_what_is", "ask_who_treats", "ask_find", "ask_does_treat", "ask_when_to_see"})
_SUBSTANTIAL = _ABOUT_THE_FIELD | _DECLINED | {"describe", "ask_which_for_me", _OUT}


class Reading(NamedTuple):
    """The intents to answer, in order, the ranking of the whole message, the readings that are too close to call,
    and where in the message each intent stands that one sentence has."""

    intents: tuple[str, ...]
    ranking: list[tuple[str, float]]
    between: tuple[str, ...] = ()
    places: Mapping[str, tuple[int, int]] = MappingProxyType({})


class PartScores(NamedTuple):
    """A sentence of a longer message: where it begins, as typed, its plain words, and its intents' probabilities."""

    start: int
    text: str
    words: str
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Decider:
    """The limits, calibrated on held-out folds (see docs/understanding.md).

    Attributes:
        unsure: below this probability nothing is taken for understood.
        unsure_with_concept: the same where something of the catalogue is named.
        part: a sentence of a longer message adds its intent from here on.
        part_aside: the same for what is about the talk itself.
        out: this likely to be outside means outside, where nothing of ours is named.
        out_near: the same where a body part or treatment is named, or a known question is close.
        out_named: the same where a clinician, condition or symptom is named.
        known: a known question this close is ours, whatever the model says.
        margin: two questions nearer than this are asked about; the likelier is right in half of them then, one of both in 70 of 100.
        settled: a known question this close settles which is meant.
        both: as likely as this the two must be together.
        steering: "go back", "thanks" and the like must be this likely; else what is told or asked is preferred.
    """

    unsure: float = 0.18
    unsure_with_concept: float = 0.08
    part: float = 0.45
    part_aside: float = 0.8
    out: float = 0.5
    out_near: float = 0.85
    out_named: float = 0.9
    known: float = 0.74
    steering: float = 0.5
    margin: float = 0.06
    both: float = 0.4
    settled: float = 0.62

    def without_words(self, text: str) -> Reading | None:
        """Messages that need no model: empty, a typed command, no word in our letters."""
        bare = text.replace("\u2060", "").strip()
        if _COMMAND.match(text):
            return Reading(("command_typed",), [])
        if not bare:
            return Reading(("empty_message",), [])
        if not _LATIN_WORD.search(bare):
            return Reading(("no_words",), [])
        return None

    def decide(self, text: str, whole: dict[str, float], outside: float, parts: Sequence[PartScores],
               entities: Sequence[dict[str, Any]], close: float = 0.0, words: str | None = None) -> Reading:
        """The intents of a message from its own probabilities, those of its sentences, and how likely it is not ours.

        ``words`` is its plain form, in which questions are looked for.
        """
        words = text.lower() if words is None else words
        ranking = sorted(whole.items(), key=lambda item: -item[1])
        if ONE_OF_THEM.fullmatch(words):
            return Reading(("follow_up_other",), ranking)
        ours = [e for e in entities if e["entity"] in _OURS]
        best, probability = ranking[0]
        anchored = any(e["entity"] in _ANCHORS for e in ours)
        limit_out = self.out_named if anchored else self.out_near if ours or close >= self.known else self.out
        if outside > limit_out and best not in _SURE_SMALL:
            return Reading((_OUT,), ranking)
        if best == _OUT:
            best, probability = next(item for item in ranking if item[0] != _OUT)
        if best in _CHOOSING and _two_clinicians(entities) and EITHER.search(text) and not OWN.search(text):
            best, probability = "ask_compare", max(probability, whole["ask_compare"])
        elif best == "ask_compare" and OWN.search(text) and whole["ask_which_for_me"] > _AS_WELL:
            best, probability = "ask_which_for_me", whole["ask_which_for_me"]
        if best in _ABOUT_THE_FIELD and best not in _CHOOSING and WHO_TO_SEE.search(words):
            best, probability = "ask_who_treats", max(probability, whole["ask_who_treats"])
        about = any(e["entity"] in ("condition", "symptom", "body_part") for e in entities)
        if about and _only_tells(words, best):
            told, value = next((item for item in ranking if item[0] in _TOLD), ("describe", 0.0))
            return Reading((told if value >= _TOLD_PLAINLY else "describe",), ranking)
        found = self._of_parts(parts)
        persuades = PERSUADES.search(words)
        if persuades and any(e["entity"] == "procedure" and e["value"].startswith(_MEDICINE) for e in entities):
            if not found:
                return Reading(("ask_workaround",), ranking)
            found.setdefault("ask_workaround", (0, len(text)))
        intents = self._in_order(self._joined(best, probability, list(found)))
        if best in MUST_SAY and not MUST_SAY[best].search(text):
            rest = [one for one in intents if one != best]
            best = rest[0] if rest else self._substantial(ranking, entities, "describe")
            best = "describe" if about and _only_tells(words, best) else best
            intents, probability = rest or [best], whole[best]
        if intents == [best] and best not in _SUBSTANTIAL and probability < self.steering:
            intents = [self._substantial(ranking, entities, best)]
            best, probability = intents[0], whole[intents[0]]
        troubled = any(e["entity"] in ("condition", "symptom") and e.get("role") == "present" for e in entities)
        if troubled and len(intents) > 1 and best not in _SUBSTANTIAL and best not in MUST_SAY and probability < self.part_aside:
            intents = [one for one in intents if one != best]
        aside = intents == [best] and best not in _SUBSTANTIAL
        if troubled and aside and (probability < 0.9 or len(text.split()) > 6):
            intents = ["describe"]
        between = self._too_close(ranking, intents, troubled, close)
        if between:
            return Reading((UNSURE_BETWEEN,), ranking, between)
        limit = self.unsure_with_concept if ours or close >= self.known else self.unsure
        if len(intents) == 1 and probability < limit:
            return Reading(("nlu_fallback",), ranking)
        if len(intents) > _MOST:
            # What is asked is not crowded out by what is only told by the way.
            intents = [one for one in intents if one not in _TOLD or one == "describe"]
        kept = tuple(intents[:_MOST])
        return Reading(kept, ranking, places={name: found[name] for name in kept if name in found})

    def _too_close(self, ranking: list[tuple[str, float]], intents: list[str], troubled: bool,
                   close: float) -> tuple[str, ...]:
        """Two questions that a message may mean about equally, where no known question settles it."""
        (best, first), (other, second) = [item for item in ranking if item[0] != _OUT][:2]
        if troubled or close >= self.settled or intents != [best] or not {best, other} <= _EITHER_QUESTION:
            return ()
        return (best, other) if first - second < self.margin and first + second > self.both else ()

    def _of_parts(self, parts: Sequence[PartScores]) -> dict[str, tuple[int, int]]:
        """The intents that a sentence of the message has for sure, in their order, each with its place."""
        found: dict[str, tuple[int, int]] = {}
        for part in parts:
            name, value = self._likeliest(part, last=part is parts[-1])
            asks = "?" in part.text or ASKING.search(part.words)
            if len(part.text.split()) < _SHORT_PART and not ("?" in part.text or asks and name in _SUBSTANTIAL):
                continue
            if _only_tells(part.words, name) or _is_told(part, name, len(parts)):
                continue
            if name in MUST_SAY and not MUST_SAY[name].search(part.text):
                continue
            if name == "ask_prescription" and NOT_ASKED.search(part.text):
                continue
            plainly = (name in _SUBSTANTIAL or name in MUST_SAY) and name not in ("correct", "what_if")
            if value >= (self.part if plainly else self.part_aside) and name not in _WHOLE_ONLY:
                found.setdefault(name, (part.start, part.start + len(part.text)))
        return found

    def _likeliest(self, part: PartScores, last: bool) -> tuple[str, float]:
        """What a sentence most likely asks or tells; the question at the end counts though it is not sure which it is."""
        name, value = max(part.scores.items(), key=lambda item: item[1])
        if name in _ABOUT_THE_FIELD and name not in _ABOUT_WHO and WHICH_KIND.search(part.words):
            return "ask_who_treats", max(value, self.part)
        enough = len(part.text.split()) >= _SHORT_PART and part.text.rstrip().endswith("?")
        if last and enough and name in _ABOUT_THE_FIELD and value > _LAST_ASKS:
            return name, max(value, self.part)
        return name, value

    def _joined(self, best: str, probability: float, found: list[str]) -> list[str]:
        """The intents of the whole and of its parts; several that parts have come in the order they were asked."""
        asked = any(name.startswith(_ASKS) for name in found)
        if len(found) > 1 and (best in found or probability < self.steering):
            return found
        if asked and best in _ABOUT_THE_FIELD and best not in found and probability < _OF_NO_SENTENCE:
            return found
        if asked and best not in found and best not in _SUBSTANTIAL and best not in MUST_SAY and probability < self.part_aside:
            return found
        return [best, *(name for name in found if name != best)]

    @staticmethod
    def _substantial(ranking: list[tuple[str, float]], entities: Sequence[dict[str, Any]], otherwise: str) -> str:
        """The best intent that tells or asks something, where the message holds anything to tell."""
        if any(e["entity"] != "red_flag" for e in entities):
            return next((name for name, _ in ranking if name == "describe" or name in _ABOUT_THE_FIELD), otherwise)
        return next((name for name, value in ranking if name in _ABOUT_THE_FIELD and value > 0.12), otherwise)

    @staticmethod
    def _in_order(intents: list[str]) -> list[str]:
        """What must be declined first, then questions, then what is told."""
        def rank(name: str) -> int:
            return 0 if name in _DECLINED else 1 if name.startswith(_ASKS) and name != "ask_which_for_me" else 2
        if len(intents) > 1:
            intents = [one for one in intents if one not in _WHOLE_ONLY] or intents
        return sorted(intents, key=rank)


def _two_clinicians(entities: Sequence[dict[str, Any]]) -> bool:
    return len({e["value"] for e in entities if e["entity"] == "clinician"}) > 1


def _is_told(part: PartScores, intent: str, parts: int) -> bool:
    """Whether a sentence of a story, without a mark or a word that asks, only sounds like a question."""
    if parts < _STORY or not intent.startswith(_ASKS) or "?" in part.text:
        return False
    if intent == "ask_stop_medicine":
        return not MEANS_TO.search(part.words)
    return intent not in _DECLINED and len(part.words.split()) >= _SENTENCE and not ASKING.search(part.words)


def _only_tells(words: str, intent: str) -> bool:
    """Whether a sentence holds no word that asks, though its likeliest intent is a question."""
    declined = intent in _DECLINED and intent in MUST_SAY and MUST_SAY[intent].search(words)
    return bool(intent.startswith(_ASKS) and not declined and len(words.split()) >= _SENTENCE
                and TELLING.search(words) and not ASKING.search(words))
