"""Rasa's own two checks: ``rasa data validate``, and ``rasa test`` on the conversations of ``tests/rasa``, counted."""
import json
import re
import shutil

from setup.showing import LOGS, StepFailed, run, say

STORIES = "tests/rasa"
RESULTS = "reports/rasa"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
# Intents that a rule sets and no example teaches: Rasa remarks on them, and it is meant so.
SET_BY_RULE = ("command_typed", "empty_message", "emergency", "no_words")
_WARNING = re.compile(r"UserWarning: (.*)")
_STORY = re.compile(r"^- story: (.*?)(?: \([^()]*\))?$")
_STEP = re.compile(r"^  - (intent|action): (\S+)  # predicted: ([^\s:]+)")


def run_checks(root):
    """Raises StepFailed when the data do not fit together or a test conversation fails."""
    rasa = [root / ".venv" / "bin" / "python", "-m", "rasa"]
    run(root, "rasa-validate", "Asking Rasa whether its data fit together", [*rasa, "data", "validate"], 25,
        "The lines above name the file.", QUIET)
    remarks = warnings((root / LOGS / "rasa-validate.log").read_text(encoding="utf-8"))
    if remarks:
        raise StepFailed("\n".join(["Rasa finds that its data do not fit together:", *["    " + one for one in remarks]]))
    shutil.rmtree(str(root / RESULTS), ignore_errors=True)
    run(root, "rasa-test", "Running Rasa's own test conversations",
        [*rasa, "test", "core", "--e2e", "--stories", STORIES, "--model", "models", "--out", RESULTS, "--no-plot"],
        40, "The whole log is in var/log/rasa-test.log.", QUIET)
    passed, failures = counted(root)
    print("conversations: {} passed, {} failed".format(passed, len(failures)), flush=True)
    for story, steps in sorted(failures.items()):
        say("\n".join([story, *["    " + step for step in steps]]))
    if failures or not passed:
        raise StepFailed("Rasa's own test conversations do not all pass. The whole log is in var/log/rasa-test.log.")


def warnings(log):
    """What Rasa remarks on, less what is meant so."""
    found = (match.group(1).strip() for match in _WARNING.finditer(log))
    meant = tuple("The intent '{}' is listed in the domain file, but is not found".format(one) for one in SET_BY_RULE)
    return [one for one in dict.fromkeys(found) if not one.startswith((*meant, "Auto-config for multiple importers"))]


def counted(root):
    """How many test conversations passed, and the others with the steps that went another way.

    Rasa also calls a conversation failed when an entity is found that the story does not spell out, letter by letter.
    Which concepts are found has tests of its own; here only what was understood and what was done next counts.
    """
    try:
        total = json.loads((root / RESULTS / "story_report.json").read_text(encoding="utf-8"))["conversation_accuracy"]["total"]
    except (OSError, ValueError, KeyError):
        return 0, {}
    failed = root / RESULTS / "failed_test_stories.yml"
    failures, story = {}, ""
    for line in failed.read_text(encoding="utf-8").splitlines() if failed.exists() else ():
        named, step = _STORY.match(line), _STEP.match(line)
        story = named.group(1) if named else story
        if step and step.group(2) != step.group(3):
            failures.setdefault(story, []).append("{} {}, but predicted was {}".format(*step.groups()))
    return total - len(failures), failures
