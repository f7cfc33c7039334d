"""Hello, thanks, who are you, help and the like."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory, managing
from guide.turn import Turn


class ActionSmallTalk(GuideAction):
    """Hello, thanks, who are you, help and the like."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return managing.small_talk(guide, memory, turn)
