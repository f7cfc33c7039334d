"""``python -m channels.serve``: the assistant over HTTP, actions included, until Ctrl-C."""
from __future__ import annotations

import asyncio
import os
import pathlib
import sys

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from rasa.core import run  # noqa: E402  (telemetry must be off before Rasa is imported)
from sanic import Sanic  # noqa: E402

from channels.agent import ROOT, newest_model, read_endpoints  # noqa: E402

HOST, PORT, CREDENTIALS = "GUIDE_HOST", "GUIDE_PORT", "GUIDE_CREDENTIALS"


def main() -> int:
    """Serves until stopped. Prints one line when the first message can be answered."""
    host, port = os.environ.get(HOST, "127.0.0.1"), int(os.environ.get(PORT, "5005"))
    try:
        model = newest_model()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1

    async def say_ready(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        print(f"Ready: http://{host}:{port}/ (Ctrl-C stops)", flush=True)

    run.serve_application(
        model_path=str(model), interface=host, port=port, enable_api=False, endpoints=read_endpoints(),
        credentials=str(pathlib.Path(os.environ.get(CREDENTIALS, ROOT / "credentials.yml"))),
        server_listeners=[(say_ready, "after_server_start")], request_timeout=60,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
