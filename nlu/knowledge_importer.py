"""Adds to Rasa's training data what the knowledge already holds: the alarms' sentences, its questions, its names."""
from __future__ import annotations

import pathlib
import random
from typing import Any, Iterator

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from guide.knowledge import Catalogue, load
from guide.knowledge.entries import Clinician, Concept, Condition, Procedure, Question, Symptom
from guide.red_flags import card as emergency_card
from guide.red_flags import default_folder, final_text, load_flags

_SEED = 7
NLU_FOLDER = pathlib.Path(__file__).resolve().parents[1] / "data" / "nlu"
# The intent that a known question's ways of asking are examples of.
_INTENT_OF_TOPIC = {
    "define_specialty": "ask_what_is", "compare": "ask_compare", "conditions_treated": "ask_conditions_treated",
    "condition_info": "ask_about_condition", "procedure_info": "ask_about_procedure", "who_performs": "ask_who_performs",
    "procedures_offered": "ask_procedures_offered", "training": "ask_training", "verify_credentials": "ask_check_credentials",
    "team": "ask_team", "approach": "ask_approach", "first_visit": "ask_first_visit",
    "referral_insurance": "ask_referral_insurance", "find_specialist": "ask_find", "when_to_see": "ask_when_to_see",
    "medication": "ask_medication", "surgery": "ask_surgery", "about_assistant": "ask_about_assistant", "privacy": "ask_privacy",
    "recovery": "ask_recovery", "rehabilitation": "ask_rehab_program", "paperwork": "ask_paperwork", "safety": "ask_about_condition",
}
_ABOUT_THE_BOT = frozenset({"who_made_you", "are_you_doctor", "what_are_you"})
_FRAMES: dict[type[Concept], tuple[tuple[str, str], ...]] = {
    Condition: (("ask_about_condition", "what is {}"), ("ask_about_condition", "how is {} treated"),
                ("ask_about_condition", "what is the best treatment for {}"), ("ask_about_condition", "treatment options for {}"),
                ("describe", "i have {}"),
                ("ask_who_treats", "who treats {}"), ("ask_who_treats", "what kind of doctor do i see for {}"),
                ("describe", "my mother has {} and needs help"), ("ask_does_treat", "can a pain doctor help with {}"),
                ("ask_about_condition", "what causes {}"), ("describe", "{} for two years now"), ("describe", "{}")),
    Symptom: (("describe", "i have {}"), ("describe", "{} since last week"), ("ask_who_treats", "which doctor for {}"),
              ("ask_about_condition", "what helps with {}"), ("describe", "{} that won't go away")),
    Procedure: (("ask_about_procedure", "what is {}"), ("ask_who_performs", "who does {}"), ("ask_about_procedure", "does {} hurt"),
                ("ask_who_performs", "do physiatrists do {}"), ("ask_about_procedure", "how long does {} last")),
    Clinician: (("ask_what_is", "what does a {} do"), ("ask_compare", "physiatrist or {}"), ("ask_training", "how is a {} trained")),
}
_EACH = 3
PLAINEST = "unresponsive_person"


class KnowledgeImporter(TrainingDataImporter):
    """A source of training data that reads ``data/knowledge`` instead of Rasa's own files."""

    def __init__(self, config_file: str | None = None, domain_path: str | None = None,
                 training_data_paths: Any = None) -> None:
        self._config_file = config_file

    def get_domain(self) -> Domain:
        """``utter_emergency``, one conditional variation a red flag."""
        return Domain.from_dict({"responses": {"utter_emergency": emergency_responses()}})

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The known questions in all their wordings, and a few sentences round every name."""
        catalogue = load()
        taken = hand_written()
        labelled: dict[str, str] = {}
        for intent, text in (*known_questions(catalogue), *framed_names(catalogue)):
            if text.lower() not in taken:
                labelled.setdefault(text, intent)
        return TrainingData([Message(data={TEXT: text, INTENT: intent}) for text, intent in labelled.items()])

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        return StoryGraph([])

    def get_config(self) -> dict[str, Any]:
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        return self._config_file


def hand_written() -> frozenset[str]:
    """Every example of data/nlu, in lower case: what is labelled there by hand is not labelled again."""
    lines = (line for file in sorted(NLU_FOLDER.glob("*.yml")) for line in file.read_text(encoding="utf-8").splitlines())
    return frozenset(line.strip()[2:].strip().lower() for line in lines if line.startswith("    - "))


def emergency_responses() -> list[dict[str, Any]]:
    """Rasa's conditional response variations, one a red flag, chosen by the slot ``red_flag``."""
    flags = load_flags(default_folder())
    # Said if the slot were ever empty: the plainest alarm there is.
    plainest = next(flag for flag in flags if flag.id == PLAINEST)
    variations = [
        {"text": final_text(flag), "custom": emergency_card(flag),
         "condition": [{"type": "slot", "name": "red_flag", "value": flag.id}]}
        for flag in flags
    ]
    return [*variations, {"text": final_text(plainest), "custom": emergency_card(plainest)}]


def known_questions(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Intent and text for every way of asking every known question."""
    for question in catalogue.all(Question):
        intent = _INTENT_OF_TOPIC.get(question.topic)
        if question.topic == "find_specialist" and any(
                isinstance(catalogue.concepts.get(one), (Condition, Symptom)) for one in question.about):
            intent = "ask_who_treats"
        if question.id in _ABOUT_THE_BOT:
            intent = "ask_bot"
        if intent:
            yield from ((intent, text) for text in (question.question, *question.asked_as))


def framed_names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Intent and text for a few plain sentences round the names of every concept."""
    choose = random.Random(_SEED)
    for kind, frames in _FRAMES.items():
        for concept in catalogue.all(kind):
            for intent, frame in choose.sample(frames, min(_EACH, len(frames))):
                yield intent, frame.format(choose.choice([concept.name, *concept.names]))
