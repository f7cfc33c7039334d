"""Answers a question about the suggestion: why, why not, what if, how sure, who else."""
from actions.guide_action import GuideAction
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionExplain(GuideAction):
    """Answers a question about the suggestion: why, why not, what if, how sure, who else."""

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        return guide.explain(memory, turn)
