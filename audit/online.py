"""Asks the advisory services, through pip-audit in an environment of its own: its needs do not agree with Rasa's pins."""
from __future__ import annotations

import pathlib
import subprocess

from audit.review import accepted
from setup import installer

ROOT = pathlib.Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools" / "audit"


def ask() -> int:
    """What pip-audit's own exit code says: 0 where nothing is found but what was reviewed."""
    uv = installer.bring(ROOT)
    python = TOOLS / "bin" / "python"
    if not python.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", str(ROOT / ".venv" / "bin" / "python"), str(TOOLS)], check=True)
    subprocess.run([uv, "pip", "sync", "--quiet", "--python", str(python), "--require-hashes", str(ROOT / "requirements" / "audit.txt")],
                   check=True)
    known = sorted({one for entry in accepted() for one in entry.ids})
    # Strict: a package that the service does not know, or a service that knows none, must not pass for "nothing found".
    command = [str(python), "-m", "pip_audit", "--strict", "--requirement", str(ROOT / "requirements" / "lock.txt"), "--require-hashes",
               "--disable-pip", "--progress-spinner", "off", "--timeout", "20"]
    for one in known:
        command += ["--ignore-vuln", one]
    return subprocess.run(command, check=False).returncode
