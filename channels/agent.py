"""Loads the assistant: the newest model, the stores of endpoints.yml, the actions in this process."""
from __future__ import annotations

import gc
import os
import pathlib

from channels.light_rasa import leave_out_tensorflow

leave_out_tensorflow()

from rasa.core.agent import Agent  # noqa: E402  (what is left out must be known before Rasa is imported)
from rasa.core.agent import load_agent as load_rasa_agent  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402

from channels.in_process import InProcessActions  # noqa: E402
from channels.last_resort import never_lose_an_alarm  # noqa: E402
from channels.light_turn import make_turns_light  # noqa: E402
from channels.model import ROOT, check_hash, newest_model  # noqa: E402
from channels.quiet import keep_quiet  # noqa: E402

ENDPOINTS = "GUIDE_ENDPOINTS"
never_lose_an_alarm()
make_turns_light()


def read_endpoints(file: pathlib.Path | None = None) -> AvailableEndpoints:
    """The endpoints of the project, with the actions in this process."""
    chosen = file or pathlib.Path(os.environ.get(ENDPOINTS, ROOT / "endpoints.yml"))
    endpoints = AvailableEndpoints.read_endpoints(str(chosen))
    endpoints.action = InProcessActions()
    return endpoints


async def load_agent(model: pathlib.Path | None = None, endpoints: AvailableEndpoints | None = None) -> Agent:
    """The assistant, ready to answer.

    Raises:
        FileNotFoundError: there is no model.
        ModelRefused: the file is not the one that was trained.
    """
    keep_quiet()
    chosen = model or newest_model()
    check_hash(chosen)
    agent = await load_rasa_agent(model_path=str(chosen), endpoints=endpoints or read_endpoints())
    leave_alone_what_stays()
    return agent


def leave_alone_what_stays() -> None:
    """The catalogue and the model stay: the garbage collector need not walk through them again and again."""
    gc.collect()
    gc.freeze()
