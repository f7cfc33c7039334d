"""A stub assistant behind the real website channel, in Rasa's way of mounting it.

``python tests/browser/echo_server.py PORT DATABASE [CREDENTIALS]`` starts in three seconds and
answers every message by ``web_script.py``. The tracker store is the real one, so that histories, retries and restarts are the real thing.
"""
from __future__ import annotations

import asyncio
import copy
import json
import sys
from typing import Any

import web_script

from channels.light_rasa import leave_out_tensorflow

leave_out_tensorflow()  # a start takes three seconds so, and ten otherwise

from rasa.core.channels.channel import UserMessage, register  # noqa: E402
from rasa.core.lock_store import InMemoryLockStore  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered  # noqa: E402
from sanic import Sanic  # noqa: E402
from sanic.response import text  # noqa: E402
from sanic_cors import CORS  # noqa: E402

from channels.metrics import Metrics  # noqa: E402
from channels.web import WebInput  # noqa: E402
from stores.tracker import ConversationStore  # noqa: E402


class EchoAgent:
    """Has what the channel uses of Rasa's agent, and answers by script."""

    def __init__(self, database: str) -> None:
        """Keep trackers in ``database``."""
        self.tracker_store = ConversationStore(Domain.empty(), db=database)
        self.lock_store = InMemoryLockStore()
        self.turns = 0

    def is_ready(self) -> bool:
        """Always."""
        return True

    async def handle_message(self, message: UserMessage) -> None:
        """Answer one message the way Rasa's processor does: lock, answer, save."""
        async with self.lock_store.lock(message.sender_id):
            self.turns += 1
            text = message.text or ""
            if "crash" in text:
                raise RuntimeError("as asked")
            if "slow" in text:
                await asyncio.sleep(1.5)
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
            tracker.update(UserUttered(text, metadata=message.metadata, input_channel=message.input_channel))
            for reply in () if "nothing" in text else web_script.replies(text):
                reply = copy.deepcopy(reply)
                await message.output_channel.send_response(message.sender_id, copy.deepcopy(reply))
                tracker.update(BotUttered(reply.pop("text", None), data=reply))
            tracker.update(ActionExecuted("action_listen"))
            await self.tracker_store.save(tracker)


def make_app(database: str, credentials: dict[str, Any] | None = None, name: str = "echo") -> Sanic:
    """Build the app like ``rasa.core.run.configure_app`` does without the HTTP API.

    Its two lines are repeated here because ``rasa.server`` takes ten seconds to load.
    """
    app = Sanic(name, configure_logging=False)
    app.add_route(lambda _: text("Hello from Rasa"), "/", name="hello")
    CORS(app, resources={r"/*": {"origins": ""}}, automatic_options=True)
    register([WebInput.from_credentials(credentials), Metrics.from_credentials(None)], app, route="/webhooks/")
    app.ctx.agent = EchoAgent(database)
    return app


if __name__ == "__main__":
    given = json.loads(sys.argv[3]) if len(sys.argv) > 3 else None
    make_app(sys.argv[2], given).run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False)
