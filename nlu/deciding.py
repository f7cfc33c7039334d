"""From probabilities to a decision: which intents are answered, in which order, and what is not ours."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple, Sequence

_COMMAND = re.compile(r"^\W*\u2060?/\w")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}|\d")
_ASKS = "ask_"
_OUT = "out_of_scope"
# Intents that only make sense as the whole of a message.
_WHOLE_ONLY = frozenset({"affirm", "deny", "not_sure", "skip", "greet", "goodbye", "thank", "praise", "chit_chat", "stop",
                         "how_are_you", "insult", "repeat", "go_back", "follow_up_other", "say_more", "say_simpler", _OUT})
_DECLINED = frozenset({"ask_diagnosis", "ask_dose", "ask_prescription", "ask_interpretation", "ask_stop_medicine", "ask_workaround"})
_OURS = frozenset({"clinician", "condition", "symptom", "procedure", "body_part", "limit"})
_MOST = 3


class Reading(NamedTuple):
    """The intents to answer, in order, and the ranking of the whole message."""

    intents: tuple[str, ...]
    ranking: list[tuple[str, float]]


@dataclass(frozen=True)
class Decider:
    """The limits, calibrated on held-out folds (see docs/understanding.md).

    Attributes:
        unsure: below this probability nothing is taken for understood.
        unsure_with_concept: the same where something of the catalogue is named.
        part: a sentence of a longer message adds its intent from here on.
        out: out of scope is believed from here on when nothing of ours is named.
        known: a known question this close is ours, whatever the model says.
    """

    unsure: float = 0.18
    unsure_with_concept: float = 0.08
    part: float = 0.45
    out: float = 0.30
    known: float = 0.74

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

    def decide(self, text: str, whole: dict[str, float], parts: Sequence[tuple[str, dict[str, float]]],
               entities: Sequence[dict[str, Any]]) -> Reading:
        """The intents of a message from its own probabilities and those of its sentences."""
        ranking = sorted(whole.items(), key=lambda item: -item[1])
        ours = [e for e in entities if e["entity"] in _OURS]
        question = next((e for e in entities if e["entity"] == "question"), None)
        close = question["confidence"] if question else 0.0
        best, probability = ranking[0]
        if best == _OUT and (ours or close >= self.known):
            # Something of the catalogue is named: the next best reading, unless the model is certain.
            if probability < 0.80 or any(e["entity"] in ("clinician", "condition", "symptom") for e in ours):
                best, probability = next(item for item in ranking if item[0] != _OUT)
        intents = [best]
        for part, scores in parts:
            name, value = max(scores.items(), key=lambda item: item[1])
            if value >= self.part and name not in _WHOLE_ONLY and name not in intents:
                intents.append(name)
        intents = self._in_order(intents)
        limit = self.unsure_with_concept if ours or close >= self.known else self.unsure
        if best == _OUT:
            return Reading((_OUT,), ranking)
        if len(intents) == 1 and probability < limit:
            return Reading(("nlu_fallback",), ranking)
        return Reading(tuple(intents[:_MOST]), ranking)

    @staticmethod
    def _in_order(intents: list[str]) -> list[str]:
        """What must be declined first, then questions, then what is told."""
        def rank(name: str) -> int:
            return 0 if name in _DECLINED else 1 if name.startswith(_ASKS) and name != "ask_which_for_me" else 2
        if len(intents) > 1:
            intents = [one for one in intents if one not in _WHOLE_ONLY] or intents
        return sorted(intents, key=rank)
