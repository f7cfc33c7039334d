"""Goes one step back in the interview."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory, managing
from guide.turn import Turn


class ActionGoBack(GuideAction):
    """Goes one step back in the interview."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return managing.go_back(guide, memory, turn)
