"""Goes on after an alarm that was old or about somebody else."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory, managing
from guide.turn import Turn


class ActionAfterAlarm(GuideAction):
    """Goes on after an alarm that was old or about somebody else."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return managing.after_alarm(guide, memory, turn)
