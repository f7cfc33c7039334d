"""The trained assistant behind all its channels at once, on loopback, and a person on each of them."""
from __future__ import annotations

import asyncio
import copy
import io
import json
from collections.abc import Coroutine
from typing import Any

import aiohttp
from rasa.core.agent import Agent

from channels.rest import GuardedRest
from channels.terminal.chat import Chat
from channels.terminal.lines import PipedLines
from channels.terminal.plain_view import PlainView
from channels.terminal.talk_in_process import InProcess
from channels.terminal.talk_served import joined
from channels.web import WebInput
from stores.lock import LocalLocks
from stores.tracker import ConversationStore
from tests.channels.slack.fake_slack import FakeSlack
from tests.channels.slack.spoken import unmarked
from tests.channels.slack.workspace import Person, Server
from tests.dialogues.harness import Assistant


class Everywhere:
    """One server with the Slack, website and REST channels; the terminal beside it talks with the same agent."""

    def __init__(self, assistant: Assistant, loop: asyncio.AbstractEventLoop, database: str) -> None:
        self.store = ConversationStore(assistant.agent.domain, db=database)
        self.agent = _with_store(assistant.agent, self.store)
        self._loop = loop
        self.slack = FakeSlack()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(work)

    async def start(self) -> None:
        await self.slack.start()
        self.server = Server(self.slack, self.agent.handle_message, self.agent, {
            "/webhooks/rest": GuardedRest().blueprint(self.agent.handle_message),
            "/webhooks/web": WebInput.from_credentials({}).blueprint(self.agent.handle_message)})
        await self.server.start()
        self.address = self.server.url.removesuffix("/slack")
        self.http = aiohttp.ClientSession()

    async def stop(self) -> None:
        await self.http.close()
        await self.server.stop()
        await self.slack.stop()
        self.store.close()

    # one conversation on each channel: for each line, what the person reads

    async def in_the_terminal(self, lines: list[str]) -> list[str]:
        """The terminal greets with "hello" by itself, so the lines begin with that."""
        assert lines[0] == "hello"
        chat = Chat(InProcess(self.agent, "terminal-everywhere"), PlainView(io.StringIO()),
                    PipedLines(io.StringIO("".join(f"{line}\n" for line in lines[1:]))))
        chat.show(await chat.hello())
        await chat.run()
        heard: list[list[str]] = [[]]
        for entry in chat.transcript._entries:
            if entry["from"] == "person":
                heard.append([])
            else:
                heard[-1].append(entry["text"])
        return [unmarked("\n".join(texts)) for texts in heard]

    async def over_rest(self, lines: list[str]) -> list[str]:
        heard = []
        for line in lines:
            body = {"sender": "rest-everywhere", "message": line}
            async with self.http.post(f"{self.address}/rest/webhook", json=body) as answer:
                heard.append(_words(joined(await answer.json())))
        return heard

    async def on_the_website(self, lines: list[str]) -> list[str]:
        async with self.http.post(f"{self.address}/web/session") as answer:
            bearer = {"Authorization": f"Bearer {(await answer.json())['token']}"}
        heard = []
        for number, line in enumerate(lines):
            body = {"id": f"message-{number}", "text": line}
            async with self.http.post(f"{self.address}/web/messages", json=body, headers=bearer) as answer:
                told = [json.loads(one) for one in (await answer.text()).splitlines()]
            assert told[-1]["type"] == "done"
            heard.append(_words(told[:-1]))
        return heard

    async def in_slack(self, lines: list[str]) -> list[str]:
        person = await self.person("USAME")
        try:
            return ["\n".join(await person.write(line)) for line in lines]
        finally:
            await person.http.close()

    async def person(self, user: str) -> Person:
        """Somebody in the workspace."""
        return Person(self.slack, self.server, user)


def _with_store(agent: Agent, store: ConversationStore) -> Agent:
    """The same agent over the project's own store and locks; the one given stays as it is."""
    mine = copy.copy(agent)
    mine.processor = copy.copy(agent.processor)
    mine.lock_store = mine.processor.lock_store = LocalLocks()
    mine.tracker_store = mine.processor.tracker_store = store
    return mine


def _words(replies: list[dict[str, Any]]) -> str:
    return unmarked("\n".join(reply.get("text", "") for reply in replies))
