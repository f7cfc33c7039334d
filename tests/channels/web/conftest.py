"""The stub assistant of the browser tests serves here too, without a browser."""
from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "browser"))

from echo_serving import Served
from web_client import Client


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One stub assistant with generous limits."""
    served = Served(tmp_path_factory.mktemp("channel"), origins=["https://clinic.example.org"]).start()
    yield served
    served.stop()


@pytest.fixture
def client(assistant: Served) -> Client:
    """A person with a session."""
    person = Client(assistant)
    person.begin()
    return person


@pytest.fixture
def stranger(assistant: Served) -> Client:
    """Somebody without a session."""
    return Client(assistant)
