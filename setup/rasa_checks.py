"""Rasa's own two checks: ``rasa data validate``, and ``rasa test`` on the conversations of ``tests/rasa``, counted."""
import json
import shutil

from setup.showing import StepFailed, run, say

STORIES = "tests/rasa"
RESULTS = "reports/rasa"
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


def run_checks(root):
    """Raises StepFailed when the data do not fit together or a test conversation fails."""
    rasa = [root / ".venv" / "bin" / "python", "-m", "rasa"]
    run(root, "rasa-validate", "Asking Rasa whether its data fit together", [*rasa, "data", "validate", "--fail-on-warnings"],
        25, "The lines above name the file.", QUIET)
    shutil.rmtree(str(root / RESULTS), ignore_errors=True)
    run(root, "rasa-test", "Running Rasa's own test conversations",
        [*rasa, "test", "core", "--e2e", "--stories", STORIES, "--model", "models", "--out", RESULTS, "--no-plot"],
        30, "The whole log is in var/log/rasa-test.log.", QUIET)
    passed, failed = counted(root)
    print("conversations: {} passed, {} failed".format(passed, failed), flush=True)
    if failed or not passed:
        if failed:
            say((root / RESULTS / "failed_test_stories.yml").read_text(encoding="utf-8"))
        raise StepFailed("Rasa's own test conversations do not pass; what was predicted instead stands in {}.".format(RESULTS))


def counted(root):
    """How many test conversations passed and failed."""
    try:
        report = json.loads((root / RESULTS / "story_report.json").read_text(encoding="utf-8"))["conversation_accuracy"]
    except (OSError, ValueError, KeyError):
        return 0, 0
    return report["correct"], report["total"] - report["correct"]
