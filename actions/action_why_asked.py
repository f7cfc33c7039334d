"""Says why the open question is asked."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionWhyAsked(GuideAction):
    """Says why the open question is asked."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.why_asked(memory, turn)
