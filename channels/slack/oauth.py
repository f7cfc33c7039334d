"""Installing the app in a workspace with a click: Slack's OAuth."""
from __future__ import annotations

import hmac
import logging
import time
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_sdk.oauth import AuthorizeUrlGenerator, RedirectUriPageRenderer
from slack_sdk.oauth.installation_store import Installation

from channels.slack.settings import BOT_SCOPES, Settings
from channels.slack.web_api import WebApi
from channels.slack.workspaces import STATE_SECONDS, ManyWorkspaces

logger = logging.getLogger(__name__)

COOKIE = "guide-slack-state"


def add_routes(blueprint: Blueprint, settings: Settings, api: WebApi, workspaces: ManyWorkspaces) -> None:
    """Add ``install`` and ``oauth_redirect`` to the channel's routes."""
    links = AuthorizeUrlGenerator(client_id=settings.slack_client_id, scopes=list(BOT_SCOPES))
    pages = RedirectUriPageRenderer(install_path="install", redirect_uri_path="oauth_redirect")

    def refused(reason: str) -> HTTPResponse:
        return response.html(pages.render_failure_page(reason), status=400)

    @blueprint.get("/install")
    async def install(_: Request) -> HTTPResponse:
        state = await workspaces.issue_state()
        answer = response.redirect(links.generate(state))
        answer.cookies[COOKIE] = state
        answer.cookies[COOKIE].update({"httponly": True, "secure": True, "samesite": "Lax", "max-age": STATE_SECONDS})
        return answer

    @blueprint.get("/oauth_redirect")
    async def oauth_redirect(request: Request) -> HTTPResponse:
        state, code = request.args.get("state", ""), request.args.get("code", "")
        # The cookie ties the answer to the browser that asked, the stored state to this server and to one use.
        same_browser = hmac.compare_digest(state.encode(), str(request.cookies.get(COOKIE, "")).encode())
        if not state or not same_browser or not await workspaces.consume_state(state):
            return refused("invalid_state")
        if request.args.get("error") or not code:
            return refused("access_denied")
        try:
            granted = await api.client().oauth_v2_access(
                client_id=settings.slack_client_id, client_secret=settings.slack_client_secret, code=code)
            installation = _installation(granted.data)
            await workspaces.save(installation)
        except Exception as error:  # noqa: BLE001
            logger.error("A Slack installation failed: %s.", type(error).__name__)
            return refused("storage_error")
        page = pages.render_success_page(
            app_id=str(installation.app_id), team_id=installation.team_id,
            is_enterprise_install=installation.is_enterprise_install, enterprise_url=installation.enterprise_url)
        answer = response.html(page)
        del answer.cookies[COOKIE]
        return answer


def _installation(granted: Any) -> Installation:
    team = granted.get("team") or {}
    enterprise = granted.get("enterprise") or {}
    person = granted.get("authed_user") or {}
    lives: int | None = granted.get("expires_in")
    return Installation(
        app_id=granted.get("app_id"),
        enterprise_id=enterprise.get("id"),
        enterprise_name=enterprise.get("name"),
        team_id=team.get("id"),
        team_name=team.get("name"),
        bot_token=granted.get("access_token"),
        bot_user_id=granted.get("bot_user_id"),
        bot_scopes=granted.get("scope"),
        bot_refresh_token=granted.get("refresh_token"),
        bot_token_expires_at=int(time.time()) + lives if lives else None,
        user_id=str(person.get("id") or ""),
        is_enterprise_install=bool(granted.get("is_enterprise_install")),
        token_type=granted.get("token_type"),
    )
