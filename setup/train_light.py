"""``python -m setup.train_light --fixed-model-name NAME --out FOLDER``: trains as ``rasa train --force`` does, without TensorFlow.

Rasa imports TensorFlow for six components of its own, whether or not ``config.yml`` names one of them. Where it names
none, they are left out (``channels/light_rasa.py``). Rasa's validation is left out too: ``make test`` runs it on its own.
"""
import argparse
import gc
import os
import pathlib
import sys
import warnings

ROOT = pathlib.Path(__file__).resolve().parents[1]


def main(arguments=None):
    """Trains into the folder; the exit code says whether that went well."""
    parser = argparse.ArgumentParser(prog="python -m setup.train_light")
    parser.add_argument("--fixed-model-name", required=True)
    parser.add_argument("--out", required=True)
    given = parser.parse_args(arguments)
    warnings.filterwarnings("ignore")
    # A short life, and little of what it makes is garbage: looking for it would take a tenth of the time.
    gc.disable()
    # Nobody trains from Rasa's cache here: everything is trained anew.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    if not names_tensorflow((ROOT / "config.yml").read_text(encoding="utf-8")):
        from channels.light_rasa import put_stand_ins

        put_stand_ins()
    from channels.quiet import keep_quiet

    keep_quiet()
    from rasa.model_training import train

    from nlu import finding

    finding.REMEMBERED = 50_000

    return train(domain=str(ROOT / "domain.yml"), config=str(ROOT / "config.yml"), training_files=[str(ROOT / "data")],
                 output=given.out, fixed_model_name=given.fixed_model_name, force_training=True).code


def names_tensorflow(config):
    """Whether a configuration names one of Rasa's components that need TensorFlow."""
    from channels.model import NEED_TENSORFLOW

    return any(name in config for name in NEED_TENSORFLOW.values())


if __name__ == "__main__":
    sys.exit(main())
