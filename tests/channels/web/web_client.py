"""A person's browser, as far as the channel can tell."""
from __future__ import annotations

import json
from typing import Any

import requests
from echo_serving import Served


class Client:
    """A person's browser, as far as the channel can tell."""

    def __init__(self, served: Served) -> None:
        self.api = served.api
        self.http = requests.Session()

    def begin(self) -> str:
        """Get a session and use it from now on."""
        token = self.http.post(self.api + "/session").json()["token"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        return str(token)

    def send(self, text: Any, message_id: str = "message-1", **more: Any) -> requests.Response:
        """Send a message."""
        return self.http.post(self.api + "/messages", json={"id": message_id, "text": text}, timeout=30, **more)

    def hear(self, text: Any, message_id: str = "message-1") -> list[dict[str, Any]]:
        """Send a message and read every line of the answer."""
        return [json.loads(line) for line in self.send(text, message_id).text.splitlines()]

    def history(self) -> list[dict[str, Any]]:
        """The transcript."""
        return list(self.http.get(self.api + "/history").json()["messages"])
