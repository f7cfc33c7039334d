"""``python -m channels.terminal``."""
import sys

from channels.terminal.app import main

if __name__ == "__main__":
    sys.exit(main())
