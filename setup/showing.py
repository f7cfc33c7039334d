"""Runs one long command quietly while a person is told what happens and how long it usually takes.

Everything is said on standard error, so that what a program prints stays clean.
"""
import json
import os
import subprocess
import sys
import time

LOGS = "var/log"
DURATIONS = ".tools/durations.json"
TAIL = 15
HEARTBEAT = 30.0


class StepFailed(Exception):
    """A step went wrong; the message is what the person is told."""


def say(text):
    """One line to the person."""
    print(text, file=sys.stderr, flush=True)


def moving():
    """Whether a line may be written over: a real terminal, and nobody asked for plain text."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("GUIDE_PLAIN")


def spoken(seconds):
    """A length of time in words.

    >>> spoken(7.2), spoken(48), spoken(95)
    ('7 seconds', '50 seconds', '1 min 40 s')
    """
    if seconds < 10:
        whole = max(1, int(round(seconds)))
        return "1 second" if whole == 1 else "{} seconds".format(whole)
    rounded = int(round(seconds / 10.0)) * 10
    if rounded < 60:
        return "{} seconds".format(rounded)
    minutes, rest = divmod(rounded, 60)
    return "{} min {} s".format(minutes, rest) if rest else "{} min".format(minutes)


def run(root, name, saying, command, usual, hint, environment=None):
    """Runs ``command`` with its output in a log.

    Arguments: ``name`` names the log and the remembered duration, ``saying`` is what happens, ``usual`` how many
    seconds it takes on a machine that never did it, ``hint`` what to do when it fails.

    Raises:
        StepFailed: with the log's last lines.
    """
    log = root / LOGS / (name + ".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    known = remembered(root).get(name)
    often = "took {} last time".format(spoken(known)) if known else "usually about {}".format(spoken(usual))
    head = "{} ({})".format(saying, often)
    say(head)
    began = time.time()
    code = _wait(root, command, log, dict(os.environ, **(environment or {})))
    seconds = time.time() - began
    if code != 0:
        raise StepFailed(_sorry(saying, code, log, root, hint))
    say("  done in {}".format(spoken(seconds)))
    remember(root, name, seconds)


def _wait(root, command, log, environment):
    """The command's exit code. A moving count on a terminal, else a line now and then."""
    with log.open("wb") as output:
        try:
            process = subprocess.Popen([str(part) for part in command], cwd=str(root), env=environment,
                                       stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        except OSError as error:
            output.write(str(error).encode())
            return 127
        began = told = time.time()
        moves = moving()
        try:
            while True:
                try:
                    return process.wait(timeout=1.0)
                except subprocess.TimeoutExpired:
                    now = time.time()
                    if moves:
                        sys.stderr.write("\r  {:.0f} s ".format(now - began))
                        sys.stderr.flush()
                    elif now - told >= HEARTBEAT:
                        told = now
                        say("  still at it, {:.0f} s so far".format(now - began))
        finally:
            if moves:
                sys.stderr.write("\r" + " " * 12 + "\r")
                sys.stderr.flush()
            if process.poll() is None:
                process.terminate()
                process.wait()


def _sorry(saying, code, log, root, hint):
    lines = log.read_bytes().decode("utf-8", "replace").replace("\r", "\n").splitlines()
    tail = [line.rstrip() for line in lines if line.strip()][-TAIL:]
    return "\n".join([
        "", "Sorry, this did not work: {} (exit code {}).".format(saying[0].lower() + saying[1:], code),
        "The end of {}:".format(log.relative_to(root)), "", *["    " + line for line in tail], "", hint,
    ])


def remembered(root):
    """How long each step took when it was last done here."""
    try:
        return json.loads((root / DURATIONS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def remember(root, name, seconds):
    """Notes how long a step took. A disk that refuses is no reason to stop."""
    durations = remembered(root)
    durations[name] = round(seconds, 1)
    try:
        (root / DURATIONS).parent.mkdir(exist_ok=True)
        (root / DURATIONS).write_text(json.dumps(durations), encoding="utf-8")
    except OSError:
        pass
