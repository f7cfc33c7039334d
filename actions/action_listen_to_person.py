"""Takes in what the person tells, and asks on or suggests."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionListenToPerson(GuideAction):
    """Takes in what the person tells, and asks on or suggests."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.listen(memory, turn)
