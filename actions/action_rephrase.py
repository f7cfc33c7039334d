"""Says the last answer simpler or longer, or where it is from."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionRephrase(GuideAction):
    """Says the last answer simpler or longer, or where it is from."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.rephrase(memory, turn)
