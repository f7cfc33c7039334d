"""Makes ``.venv``: CPython 3.10 and exactly the packages of ``requirements/lock.txt``, by their hashes."""
import hashlib
import re
import shutil

from setup import installer
from setup.showing import run

LOCK = "requirements/lock.txt"
STAMP = ".installed-from"
QUIET_FILE = "no_telemetry.pth"
# Python runs this line at every start, so that a stock `.venv/bin/rasa` sends nothing either.
QUIET_LINE = ("import os; os.environ.setdefault('RASA_TELEMETRY_ENABLED', 'false'); "
              "os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')\n")


def prepare(root):
    """Installs what the lock file says, unless that is what is installed."""
    stamp = root / ".venv" / STAMP
    wanted = fingerprint(root)
    if is_ready(root, wanted):
        return
    uv = installer.bring(root)
    if stamp.exists():
        stamp.unlink()
    if _python_of(root) != version(root):
        _make(root, uv)
    packages = len(re.findall(r"^[A-Za-z0-9].*==", (root / LOCK).read_text(encoding="utf-8"), re.M))
    run(root, "packages", "Installing {} packages into .venv, each checked by its hash".format(packages),
        [uv, "pip", "sync", "--quiet", "--compile-bytecode", "--python", root / ".venv" / "bin" / "python",
         "--require-hashes", root / LOCK],
        120, "If the network was away, run the same command again: what was fetched is kept.")
    _site_packages(root).joinpath(QUIET_FILE).write_text(QUIET_LINE, encoding="utf-8")
    stamp.write_text(wanted, encoding="utf-8")


def is_ready(root, wanted=None):
    """Whether ``.venv`` runs and was made from this lock file, in this folder."""
    stamp = root / ".venv" / STAMP
    folder = _site_packages(root)
    return ((root / ".venv" / "bin" / "python").exists() and folder is not None and (folder / QUIET_FILE).exists()
            and stamp.exists() and stamp.read_text(encoding="utf-8") == (wanted or fingerprint(root)))


def fingerprint(root):
    """Changes with the lock file, the Python version, what we add ourselves, and the folder (scripts name it)."""
    parts = (root / LOCK).read_bytes(), version(root).encode(), QUIET_LINE.encode(), str(root).encode()
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def version(root):
    """The Python that ``.python-version`` asks for, as in '3.10'."""
    return (root / ".python-version").read_text(encoding="utf-8").strip()


def lock(root):
    """Resolves ``requirements/*.in`` anew into the one lock file, and uv's own."""
    uv = installer.bring(root)
    compiling = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-header",
                 "--upgrade"]
    folder = root / "requirements"
    run(root, "lock", "Resolving the packages into requirements/lock.txt",
        [*compiling, "--python-version", version(root), "--overrides", folder / "overrides.txt", folder / "runtime.in",
         folder / "test.in", "-o", folder / "lock.txt"], 60, "Read above which two packages do not agree.")
    run(root, "lock-audit", "Resolving the audit's own tools into requirements/audit.txt",
        [*compiling, "--python-version", version(root), folder / "audit.in", "-o", folder / "audit.txt"], 20, "Run it again.")
    run(root, "lock-uv", "Resolving uv itself into requirements/uv.txt",
        [*compiling, "--python-version", "3.8", folder / "uv.in", "-o", folder / "uv.txt"], 10, "Run it again.")


def _make(root, uv):
    """A new, empty ``.venv``. uv takes a CPython 3.10 of the machine, or fetches one."""
    old = root / ".venv"
    if old.is_symlink() or old.is_file():
        old.unlink()
    elif old.exists():
        shutil.rmtree(str(old))
    run(root, "python", "Making .venv with CPython {}".format(version(root)),
        [uv, "venv", "--quiet", "--python", "cpython@" + version(root), old], 5,
        "Rasa 3.6 needs CPython {0} and accepts nothing newer. Please install it (pyenv install {0}; or let uv fetch it\n"
        "where the network allows: uv python install {0}) and run the same command again.".format(version(root)))


def _python_of(root):
    """The version of the Python in ``.venv`` as in '3.10', or None."""
    settings = root / ".venv" / "pyvenv.cfg"
    if not settings.exists() or not (root / ".venv" / "bin" / "python").exists():
        return None
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+)", settings.read_text(encoding="utf-8"), re.M)
    return found.group(1) if found else None


def _site_packages(root):
    """The folder that packages are installed in, or None."""
    return next(iter(sorted((root / ".venv" / "lib").glob("python3*/site-packages"))), None)
