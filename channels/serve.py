"""``python -m channels.serve``: the assistant over HTTP, actions included, until Ctrl-C."""
from __future__ import annotations

import asyncio
import os
import pathlib
import sys

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# Sanic waits a minute for somebody who dribbles in a request letter by letter.
os.environ.setdefault("SANIC_REQUEST_TIMEOUT", "15")

from channels.light_rasa import leave_out_tensorflow  # noqa: E402

leave_out_tensorflow()

from rasa.core import run  # noqa: E402  (telemetry must be off, and what is left out known, before Rasa is imported)
from sanic import Sanic  # noqa: E402

from channels import http_guard, knowledge_watch, log_lines  # noqa: E402
from channels.agent import ROOT, leave_alone_what_stays, read_endpoints  # noqa: E402
from channels.model import ModelRefused, check_hash, newest_model  # noqa: E402
from channels.quiet import keep_quiet  # noqa: E402
from guide.conversation import guide  # noqa: E402
from guide.knowledge import KnowledgeError  # noqa: E402
from stores import secret_settings  # noqa: E402
from stores.failing import fallen_back  # noqa: E402

WARM_UP = "hello, my knee hurts"
HOST, PORT, CREDENTIALS = "GUIDE_HOST", "GUIDE_PORT", "GUIDE_CREDENTIALS"


def main() -> int:
    """Serves until stopped. Prints one line when the first message can be answered."""
    host, port = os.environ.get(HOST, "127.0.0.1"), int(os.environ.get(PORT, "5005"))
    try:
        secret_settings.read_files(os.environ)
        secret_settings.check(os.environ)
        keep_quiet()
        log_lines.write()
        model = newest_model()
        check_hash(model)
        keeper = knowledge_watch.default_keeper()
        endpoints = read_endpoints()
    except (FileNotFoundError, ModelRefused, KnowledgeError, secret_settings.WeakSecret) as error:
        print(error, file=sys.stderr)
        return 1

    watching: list[asyncio.Task[None]] = []

    async def stop_watching(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        for task in watching:
            task.cancel()

    async def say_ready(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        log_lines.take_over_the_servers()
        agent = getattr(app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            print("The model could not be loaded: run `make train`, then try again.", file=sys.stderr, flush=True)
            app.stop()
            return
        lost = fallen_back(agent, endpoints)
        if lost:
            print(f"{' and '.join(lost)} could not be made, and nothing may be kept in memory in its place: look at the type "
                  "in the endpoints file.", file=sys.stderr, flush=True)
            app.stop()
            return
        await agent.parse_message(WARM_UP)  # the first person should not wait for what is built lazily
        guide()
        leave_alone_what_stays()
        watching.append(loop.create_task(knowledge_watch.watch(keeper)))
        print(f"Ready: http://{host}:{port}/ (Ctrl-C stops)", flush=True)

    http_guard.install()
    run.serve_application(
        model_path=str(model), interface=host, port=port, enable_api=False, endpoints=endpoints,
        credentials=str(pathlib.Path(os.environ.get(CREDENTIALS, ROOT / "credentials.yml"))),
        server_listeners=[(say_ready, "after_server_start"), (stop_watching, "before_server_stop")], request_timeout=60,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
