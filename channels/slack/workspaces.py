"""Which workspaces the app is installed in, and the token for each."""
from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Protocol

import sqlalchemy
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from channels.slack.settings import Settings
from channels.slack.web_api import WebApi

logger = logging.getLogger(__name__)

STATE_SECONDS = 600
MINUTES_BEFORE_EXPIRY = 120


class Workspaces(Protocol):
    """Finds the bot token of a workspace."""

    async def token(self, enterprise: str | None, team: str) -> str | None:
        """The token, or nothing if the app is not installed there."""

    async def forget(self, enterprise: str | None, team: str) -> None:
        """Delete what is kept about the workspace."""


class OneWorkspace:
    """The one workspace whose token stands in the settings."""

    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self, enterprise: str | None, team: str) -> str | None:
        return self._token

    async def forget(self, enterprise: str | None, team: str) -> None:
        # The token stands in the settings, where whoever runs the assistant takes it out.
        logger.warning("The Slack app was uninstalled; take its token out of the settings.")


class ManyWorkspaces:
    """Workspaces that installed the app by OAuth, kept by the SDK's stores in a database of ours.

    The SDK's stores are used from threads: their asynchronous twins need a second
    database driver, and a token is asked for once a turn.
    """

    def __init__(self, settings: Settings, api: WebApi) -> None:
        self._settings = settings
        self._api = api
        engine = _engine(settings.slack_database)
        self._installations = SQLAlchemyInstallationStore(settings.slack_client_id, engine)
        self._states = SQLAlchemyOAuthStateStore(STATE_SECONDS, engine)
        self._installations.create_tables()
        self._states.create_tables()

    async def token(self, enterprise: str | None, team: str) -> str | None:
        bot = await self._bot(enterprise, team)
        if bot is not None and bot.bot_token_expires_at is not None:
            bot = await self._rotated(bot)
        return bot.bot_token if bot else None

    async def save(self, installation: Installation) -> None:
        """Keep an installation."""
        await asyncio.to_thread(self._installations.save, installation)

    async def forget(self, enterprise: str | None, team: str) -> None:
        await asyncio.to_thread(self._installations.delete_all, enterprise_id=enterprise, team_id=team)

    async def issue_state(self) -> str:
        """A secret that ties an installation to the browser that began it."""
        return await asyncio.to_thread(self._states.issue)

    async def consume_state(self, state: str) -> bool:
        """Whether the secret was ours, and fresh; it is used up."""
        return await asyncio.to_thread(self._states.consume, state)

    async def _bot(self, enterprise: str | None, team: str) -> Bot | None:
        found = await asyncio.to_thread(self._installations.find_bot, enterprise_id=enterprise, team_id=team)
        if found is None and enterprise:
            # Installed for a whole organisation at once: kept without a team.
            found = await asyncio.to_thread(
                self._installations.find_bot, enterprise_id=enterprise, team_id=None, is_enterprise_install=True)
        return found

    async def _rotated(self, bot: Bot) -> Bot:
        """The bot with a token that lives on; Slack's rotating tokens live twelve hours."""
        rotator = AsyncTokenRotator(client=self._api.client(), client_id=self._settings.slack_client_id,
                                    client_secret=self._settings.slack_client_secret)
        try:
            fresh = await rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=MINUTES_BEFORE_EXPIRY)
        except Exception as error:  # noqa: BLE001
            logger.error("A Slack token could not be renewed: %s.", type(error).__name__)
            return bot
        if fresh is None:
            return bot
        # Stores keep the newest row by its time of installation.
        fresh.installed_at = time.time()
        await asyncio.to_thread(self._installations.save_bot, fresh)
        return fresh


def _engine(url: str) -> sqlalchemy.engine.Engine:
    parsed = sqlalchemy.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # No pool: connections must not pass from the server to its workers, nor from thread to thread.
    return sqlalchemy.create_engine(url, poolclass=sqlalchemy.pool.NullPool)


def workspaces(settings: Settings, api: WebApi) -> Workspaces:
    """One workspace or several, as the settings say."""
    return ManyWorkspaces(settings, api) if settings.several_workspaces else OneWorkspace(settings.slack_token)
