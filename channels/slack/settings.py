"""What the Slack channel can be told, from credentials or the environment."""
from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What the app asks a workspace for, and nothing more: it never reads a channel.
BOT_SCOPES = ("app_mentions:read", "assistant:write", "chat:write", "commands", "im:history", "im:write")

_FROM_ENVIRONMENT = {
    "slack_token": "SLACK_BOT_TOKEN",
    "slack_signing_secret": "SLACK_SIGNING_SECRET",
    "slack_app_token": "SLACK_APP_TOKEN",
    "slack_client_id": "SLACK_CLIENT_ID",
    "slack_client_secret": "SLACK_CLIENT_SECRET",
    "slack_database": "GUIDE_SLACK_DATABASE",
    "redis_url": "GUIDE_REDIS_URL",
    "proxy": "SLACK_PROXY",
}


@dataclass(frozen=True)
class Settings:
    """The channel's settings; the names are those of the keys in ``credentials.yml``.

    slack_token: bot token of the one workspace (``xoxb-``); not needed with OAuth.
    slack_signing_secret: proves that a request comes from Slack; without it no request is let in.
    slack_app_token: app token (``xapp-``); starts Socket Mode.
    slack_client_id, slack_client_secret: both start OAuth, for several workspaces.
    slack_database: where OAuth keeps installations (an SQLAlchemy URL).
    redis_url: where several workers agree on what was handled; without it each remembers its own.
    public_answers: whether a general question asked in a channel is answered for all to read.
    patience: seconds after which a slow answer is announced.
    """

    slack_token: str = ""
    slack_signing_secret: str = ""
    slack_app_token: str = ""
    slack_client_id: str = ""
    slack_client_secret: str = ""
    slack_database: str = "sqlite:///var/slack.db"
    redis_url: str = ""
    proxy: str | None = None
    public_answers: bool = True
    patience: float = 8.0
    api_url: str = "https://slack.com/api/"
    hooks_url: str = "https://hooks.slack.com/"

    @classmethod
    def read(cls, credentials: Mapping[str, Any] | None, environment: Mapping[str, str] = os.environ) -> Settings:
        """Credentials first, then the environment, then the defaults."""
        chosen: dict[str, Any] = {key: environment[name] for key, name in _FROM_ENVIRONMENT.items() if environment.get(name)}
        for key, value in (credentials or {}).items():
            if key in cls.__dataclass_fields__ and value not in (None, ""):
                chosen[key] = value
        return cls(**chosen)

    @property
    def several_workspaces(self) -> bool:
        """Whether workspaces install the app themselves, by OAuth."""
        return bool(self.slack_client_id and self.slack_client_secret)

    @property
    def missing(self) -> str | None:
        """What is missing before the channel can work, in words; nothing when it can."""
        if not (self.slack_token or self.several_workspaces):
            return "a bot token (SLACK_BOT_TOKEN), or a client id and secret for OAuth"
        if not (self.slack_signing_secret or self.slack_app_token):
            return "a signing secret (SLACK_SIGNING_SECRET), or an app token for Socket Mode (SLACK_APP_TOKEN)"
        return None
