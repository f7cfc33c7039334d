"""Sums up what was told and suggested."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory, managing
from guide.turn import Turn


class ActionSummarise(GuideAction):
    """Sums up what was told and suggested."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return managing.summary(guide, memory, turn)
