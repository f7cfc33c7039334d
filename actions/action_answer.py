"""Answers a question from the catalogue, then returns to the interview."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionAnswer(GuideAction):
    """Answers a question from the catalogue, then returns to the interview."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.answer(memory, turn)
