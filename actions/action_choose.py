"""Somebody wants to be told whom to see."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionChoose(GuideAction):
    """Somebody wants to be told whom to see."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.choose(memory, turn)
