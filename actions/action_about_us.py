"""Says what this assistant is and what it keeps."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory, managing
from guide.turn import Turn


class ActionAboutUs(GuideAction):
    """Says what this assistant is and what it keeps."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return managing.about_us(guide, memory, turn)
