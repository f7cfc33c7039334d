"""The same words get the same answer on every channel."""
from __future__ import annotations

from tests.channels.everywhere import Everywhere

SCRIPT = [
    "hello",
    "difference between a pain specialist and a neurologist",
    "my lower back has been killing me for eight months, I tried PT",
    "how much gabapentin should I take?",
    "I can't pee and I'm numb between my legs",
    "that was years ago",
    "honestly both, I can't lift my kid",
    "actually it's my hip, not my back, and it's been two years",
    "why not a pain doctor?",
    "give me a summary",
]
# What makes it a whole conversation: the comparison, the refusal, the alarm, the correction, the suggestion, the summary.
TELLING = {1: "Neurologist:", 3: "can't advise on doses", 4: "call 911", 7: "hip pain, for 2 years", 8: "Why not", 9: "What to bring"}


def test_one_conversation_says_the_same_everywhere(everywhere: Everywhere) -> None:
    heard = {name: everywhere.run(getattr(everywhere, name)(SCRIPT))
             for name in ("in_the_terminal", "over_rest", "on_the_website", "in_slack")}
    terminal = heard.pop("in_the_terminal")
    assert len(terminal) == len(SCRIPT)
    assert all(words in terminal[turn] for turn, words in TELLING.items()), terminal
    for name, words in heard.items():
        for line, there, here in zip(SCRIPT, words, terminal, strict=True):
            # A heading may stand on a line of its own; the words and their order are the same.
            assert there.split() == here.split(), f"{line!r} is answered in other words {name.replace('_', ' ')}"
