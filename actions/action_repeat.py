"""Says the last words again."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory, managing
from guide.turn import Turn


class ActionRepeat(GuideAction):
    """Says the last words again."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return managing.repeat(guide, memory, turn)
