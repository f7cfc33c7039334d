"""Rasa without TensorFlow, where the model needs none: seven seconds and 350 MB less at each start.

Rasa imports all components it knows, whether a model uses them or not, and six of them import TensorFlow, Keras
and JAX. ``leave_out_tensorflow`` puts stand-ins in their place before Rasa is imported. A stand-in has a name and
nothing else: whoever calls it is told why. Rasa's own commands (``rasa train``, ``rasa run``, ``rasa shell``)
never come here and have all components.
"""
from __future__ import annotations

import sys
import types
from typing import Any, NoReturn

from channels.model import NEED_TENSORFLOW, ModelRefused, check_hash, needs_tensorflow, newest_model

_STAND_INS: dict[str, tuple[str, ...]] = {
    **{module: (name,) for module, name in NEED_TENSORFLOW.items()},
    # What Rasa's helpers for training import from modules of theirs that need TensorFlow.
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}


class NeedsTensorFlow(Exception):
    """A part of Rasa that was left out is called."""


class _LeftOut(type):
    """The class of all stand-ins: asking them for anything is an error that says so."""

    def __call__(cls, *_: Any, **__: Any) -> NoReturn:
        raise NeedsTensorFlow(f"{cls.__name__} needs TensorFlow, which was left out at the start: use Rasa's own commands.")

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return cls()


def leave_out_tensorflow() -> bool:
    """Puts the stand-ins in place, unless the newest model needs the real ones or they are there already."""
    if any(module in sys.modules for module in (*_STAND_INS, "tensorflow")):
        return isinstance(getattr(sys.modules.get("rasa.nlu.classifiers.diet_classifier"), "DIETClassifier", None), _LeftOut)
    try:
        model = newest_model()
        check_hash(model, warn=False)  # nothing in it is read before
        if needs_tensorflow(model):
            return False
    except (FileNotFoundError, ModelRefused):
        pass  # nothing can be served anyhow, and the program says so sooner
    put_stand_ins()
    return True


def put_stand_ins() -> None:
    """Puts the stand-ins in place; Rasa must not have been imported yet."""
    for module, names in _STAND_INS.items():
        stand_in = types.ModuleType(module, __doc__)
        for name in names:
            setattr(stand_in, name, _LeftOut(name, (), {"__module__": module}))
        sys.modules[module] = stand_in
