"""``python -m guide.red_flags why TEXT`` shows what alarms and through which words; ``table`` lists the rules."""
from __future__ import annotations

import sys

from guide.red_flags.load import load_flags
from guide.red_flags.watch import default_watch


def why(text: str) -> int:
    """Prints every alarm of a text, gravest first, with the signs and words that raised it."""
    watch = default_watch()
    alarms = watch.all_alarms(text)
    for alarm in alarms:
        print(f"{alarm.level.value:9} {alarm.flag.id}: {alarm.because}; words: {', '.join(map(repr, alarm.words))}")
    unclear = watch.unclear(text)
    if unclear:
        print(f"asks      {unclear.id}: {unclear.ask}")
    elif not alarms:
        print("no alarm")
    return 0


def table() -> int:
    """Prints the rules as a Markdown table."""
    print("| rule | level | triggers | about |\n| --- | --- | --- | --- |")
    for flag in load_flags():
        print(f"| `{flag.id}` | {flag.level.value} | {len(flag.triggers)} | {flag.name} |")
    return 0


if __name__ == "__main__":
    sys.exit(table() if sys.argv[1:] == ["table"] else why(" ".join(sys.argv[2:])))
