"""Declines kindly what it must not do, and says where to turn."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory, managing
from guide.turn import Turn


class ActionDecline(GuideAction):
    """Declines kindly what it must not do, and says where to turn."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return managing.decline(guide, memory, turn)
