"""Two readings of a question are too close to call."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionAskWhich(GuideAction):
    """Two readings of a question are too close to call."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.ask_which(memory, turn)
