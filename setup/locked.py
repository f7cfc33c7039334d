"""One set-up at a time in one folder: a second one waits and then finds the work done."""
import contextlib

from setup.showing import say

try:
    import fcntl
except ImportError:  # Windows: no lock, as good as it gets.
    fcntl = None

LOCK = ".tools/lock"


@contextlib.contextmanager
def only_one(root):
    """Holds the folder's lock."""
    if fcntl is None:
        yield
        return
    (root / LOCK).parent.mkdir(exist_ok=True)
    with (root / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another set-up is running in this folder; waiting until it is done.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
