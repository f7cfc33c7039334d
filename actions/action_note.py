"""After an alarm: takes in the facts of the message, and says nothing."""
from actions.guide_action import GuideAction
from guide.absorb import absorb
from guide.cards import Bubble
from guide.conversation import Guide, Memory
from guide.turn import Turn


class ActionNote(GuideAction):
    """After an alarm: takes in the facts of the message, and says nothing."""

    def reply(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        memory.checking = None  # the alarm has answered what was open
        return self.answer(guide, memory, turn)

    def answer(self, guide: Guide, memory: Memory, turn: Turn) -> list[Bubble]:
        problems = memory.facts.problems
        memory.facts = absorb(memory.facts, turn, guide.catalogue)
        memory.facts.problems = problems or memory.facts.problems  # the alarm may prove old or another's
        return []
