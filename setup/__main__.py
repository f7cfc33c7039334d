"""``python3 -m setup [environment | encoder | train | rasa-checks | lock]``: each does what comes before it too."""
import pathlib
import sys

from setup import encoder, environment, locked, rasa_checks, training
from setup.showing import StepFailed, say

ROOT = pathlib.Path(__file__).resolve().parents[1]
STAGES = {
    "environment": (environment.prepare,),
    "encoder": (environment.prepare, encoder.prepare),
    "train": (environment.prepare, encoder.prepare, training.prepare),
    "rasa-checks": (environment.prepare, encoder.prepare, training.prepare, rasa_checks.run_checks),
    "lock": (environment.lock,),
}


def main(arguments):
    """Carries out one stage; its exit code says whether that went well."""
    stage = arguments[0] if arguments else "train"
    if len(arguments) > 1 or stage not in STAGES:
        say("usage: python3 -m setup [{}]".format(" | ".join(STAGES)))
        return 2
    try:
        with locked.only_one(ROOT):
            for step in STAGES[stage]:
                step(ROOT)
    except StepFailed as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to go on where it was.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
