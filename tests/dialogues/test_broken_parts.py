"""A part of the model that raises: an alarm is spoken all the same, and the turn fails as it would in stock Rasa."""
from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.exceptions import GraphComponentException
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.exceptions import InvalidConfigException, RasaException

from channels.light_turn import StraightRunner
from tests.dialogues.harness import Assistant

DANGER, HARMLESS = "I have crushing chest pain", "what is an EMG?"
ERRORS = (ValueError("as asked"), KeyError("as asked"), RuntimeError("as asked"), RecursionError("as asked"), MemoryError("as asked"),
          InvalidConfigException("as asked"), RasaException("as asked"), GraphComponentException("as asked"))
Break = Callable[[Exception], Any]


@pytest.fixture(params=["red_flag_classifier", "intent_classifier", "recent_rules", "red_flag_policy", "prediction"])
def broken(request: pytest.FixtureRequest, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Break]]:
    """A node of the model, and what makes it raise."""
    nodes = assistant.agent.processor.graph_runner._instantiated_nodes
    name = next(name for name in nodes if request.param in name.lower())

    def break_it(error: Exception) -> None:
        def failing(*_: Any, **__: Any) -> Any:
            raise error

        monkeypatch.setattr(nodes[name], "_fn", failing)

    yield name, break_it


def test_the_alarm_is_spoken_and_the_rest_fails_aloud(assistant: Assistant, broken: tuple[str, Break]) -> None:
    for error in ERRORS:
        broken[1](error)
        assert [card["card"] for card in assistant.talk().say(DANGER).cards] == ["emergency"], repr(error)
        with pytest.raises((RasaException, GraphComponentException)):
            assistant.talk().say(HARMLESS)


def test_the_talk_goes_on_when_the_part_works_again(assistant: Assistant, broken: tuple[str, Break],
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    talk = assistant.talk()
    talk.say("my back has hurt for two years")
    broken[1](ValueError("as asked"))
    with pytest.raises(GraphComponentException):
        talk.say("and my knee")
    monkeypatch.undo()
    assert talk.say(HARMLESS).text and talk.slots["facts"]["problems"] == ["back_pain"]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_nodes_fail_as_in_rasas_own_runner(assistant: Assistant, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    straight = assistant.agent.processor.graph_runner
    own = copy.copy(straight)
    own.__class__ = DaskGraphRunner
    target = assistant.agent.processor.model_metadata.nlu_target
    name = next(name for name in straight._instantiated_nodes if "intent_classifier" in name)

    def failing(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(straight._instantiated_nodes[name], "_fn", failing)
    raised = []
    for runner in (straight, own):
        with pytest.raises(Exception) as caught:
            runner.run({"__message__": [UserMessage(HARMLESS)]}, [target])
        raised.append((caught.type, type(caught.value.__cause__)))
    assert raised[0] == raised[1] and isinstance(straight, StraightRunner)


def test_what_no_node_makes_is_an_error(assistant: Assistant) -> None:
    with pytest.raises(KeyError):
        assistant.agent.processor.graph_runner.run({"__message__": [UserMessage(HARMLESS)]}, ["nothing_like_it"])
