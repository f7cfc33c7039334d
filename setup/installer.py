"""Finds uv, or brings it into ``.tools`` at the version and hashes of ``requirements/uv.txt``."""
import os
import re
import shutil
import subprocess
import sys

from setup.showing import StepFailed, run

OLDEST = (0, 5)
FOLDER = ".tools/uv"
KIND_REQUEST = (
    "uv, the package installer, could not be brought in by pip. Please install it yourself, by any way you like\n"
    "(on most systems `python3 -m pip install uv`; on Debian or Ubuntu first `sudo apt-get install python3-venv`),\n"
    "and run the same command again."
)

# The first way whose commands all go well is enough.
_TRY_EACH = """
import subprocess, sys

def fails(command):
    try:
        return subprocess.call(command) != 0
    except OSError as error:
        print(error, flush=True)
        return True

sys.exit(all(any(fails(command) for command in way) for way in {!r}))
"""


def find(root):
    """The path of a uv that runs and is new enough, or None."""
    for candidate in (shutil.which("uv"), root / FOLDER / "bin" / "uv"):
        if candidate and _version(candidate) >= OLDEST:
            return str(candidate)
    return None


def bring(root):
    """The path of a uv, installed into a private folder when the machine has none.

    Raises:
        StepFailed: neither a virtual environment nor pip itself could bring it.
    """
    found = find(root)
    if found:
        return found
    # The wheel holds a program, no Python code: any pip may unpack it, whatever Python it runs on.
    wanted = ["install", "--quiet", "--no-deps", "--only-binary=:all:", "--python-version", "3.12",
              "--ignore-requires-python", "--upgrade", "--target", str(root / FOLDER), "--require-hashes",
              "-r", str(root / "requirements" / "uv.txt")]
    private = root / ".tools" / "pip"
    private_pip = [str(private / "bin" / "python"), "-m", "pip"]
    ways = (
        [[sys.executable, "-m", "venv", "--clear", str(private)], private_pip + wanted],
        # An old pip does not know today's wheels: renew it, in the private folder only, to the last one for Python 3.6.
        [private_pip + ["install", "--quiet", "pip==21.3.1"], private_pip + wanted],
        [[sys.executable, "-m", "pip"] + wanted],
    )
    run(root, "uv", "Bringing uv, the package installer, into .tools", [sys.executable, "-c", _TRY_EACH.format(ways)], 10,
        KIND_REQUEST, {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    found = find(root)
    if found:
        return found
    raise StepFailed(KIND_REQUEST)


def _version(program):
    """(0, 5, 3) for a uv that runs, () for one that does not."""
    try:
        said = subprocess.check_output([str(program), "--version"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env=dict(os.environ, UV_NO_CONFIG="1"))
    except (OSError, subprocess.CalledProcessError):
        return ()
    numbers = re.search(rb"(\d+)\.(\d+)\.(\d+)", said)
    return tuple(int(part) for part in numbers.groups()) if numbers else ()
