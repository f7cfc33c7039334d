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
        known = memory.facts
        memory.facts = absorb(known, turn, guide.catalogue)
        # The alarm may prove old or another's: what was told before stands.
        memory.facts.problems = known.problems or memory.facts.problems
        if known.duration is not None:
            memory.facts.duration = known.duration
            memory.facts.said["duration"] = known.said.get("duration", "")
        return []
