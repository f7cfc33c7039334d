"""Forgets the facts of this talk and begins again."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory, managing
from guide.turn import Turn


class ActionStartOver(GuideAction):
    """Forgets the facts of this talk and begins again."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return managing.start_over(guide, memory, turn)
