"""``python -m fuzz.one TARGET [options of libFuzzer]``: one target under atheris, until something breaks."""
from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["channels", "guide"], enable_loader_override=False):
    from fuzz.targets import TARGETS


def main() -> None:
    """Fuzz; the process ends with 77 where a promise was broken, and the bytes are kept."""
    target, _ = TARGETS[sys.argv[1]]
    target(b"my back hurts")  # what is built at the first use would count as a slow input
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
