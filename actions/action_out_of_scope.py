"""The message is about something else: says so, and offers what can be done."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionOutOfScope(GuideAction):
    """The message is about something else: says so, and offers what can be done."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.not_understood(memory, turn, "out_of_scope")
