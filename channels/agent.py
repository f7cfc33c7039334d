"""Loads the assistant: the newest model, the stores of endpoints.yml, the actions in this process."""
from __future__ import annotations

import os
import pathlib

from rasa.core.agent import Agent
from rasa.core.agent import load_agent as load_rasa_agent
from rasa.core.utils import AvailableEndpoints

from channels.in_process import InProcessActions
from channels.quiet import keep_quiet

ROOT = pathlib.Path(__file__).resolve().parents[1]
ENDPOINTS, MODEL = "GUIDE_ENDPOINTS", "GUIDE_MODEL"


def newest_model(folder: pathlib.Path = ROOT / "models") -> pathlib.Path:
    """The model trained last, or the one that ``GUIDE_MODEL`` names.

    Raises:
        FileNotFoundError: none was trained yet.
    """
    if os.environ.get(MODEL):
        return pathlib.Path(os.environ[MODEL])
    models = sorted(folder.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    if not models:
        raise FileNotFoundError("there is no trained model yet: run `make train`")
    return models[-1]


def read_endpoints(file: pathlib.Path | None = None) -> AvailableEndpoints:
    """The endpoints of the project, with the actions in this process."""
    chosen = file or pathlib.Path(os.environ.get(ENDPOINTS, ROOT / "endpoints.yml"))
    endpoints = AvailableEndpoints.read_endpoints(str(chosen))
    endpoints.action = InProcessActions()
    return endpoints


async def load_agent(model: pathlib.Path | None = None, endpoints: AvailableEndpoints | None = None) -> Agent:
    """The assistant, ready to answer."""
    keep_quiet()
    return await load_rasa_agent(model_path=str(model or newest_model()), endpoints=endpoints or read_endpoints())
