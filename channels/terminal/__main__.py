"""``python -m channels.terminal``."""
import signal
import sys

if __name__ == "__main__":
    # What follows takes a moment to import. Whoever was started in the background inherits that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        from channels.terminal.app import main
    except KeyboardInterrupt:
        from channels.terminal.strings import sentence

        print(f"\n{sentence('stopped')}", file=sys.stderr)
        sys.exit(130)
    sys.exit(main())
