"""The manifest asks Slack for what the channel uses, and for nothing else."""
from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from channels.slack import events, interactions
from channels.slack.settings import BOT_SCOPES, Settings
from channels.slack.strings import STRINGS
from tests.channels.slack.fake_slack import ALL_SCOPES

ROOT = Path(__file__).parents[3]
MANIFEST = YAML(typ="safe").load((ROOT / "deploy/slack/manifest.yml").read_text())


def test_scopes_are_those_that_the_channel_uses():
    assert MANIFEST["oauth_config"]["scopes"]["bot"] == list(BOT_SCOPES)
    assert set(BOT_SCOPES) == ALL_SCOPES


def test_every_event_asked_for_is_handled():
    asked = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    handled = {"message.im" if name == "message" else name for name in events._HANDLERS}
    assert asked == handled


def test_shortcuts_command_and_home_are_those_of_the_channel():
    features = MANIFEST["features"]
    assert {(s["type"], s["callback_id"]) for s in features["shortcuts"]} == {
        ("message", interactions.ASK_ABOUT_MESSAGE), ("global", interactions.OPEN_FORM)}
    assert [c["command"] for c in features["slash_commands"]] == ["/specialist"]
    assert features["app_home"] == {
        "home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
    assert features["assistant_view"]["suggested_prompts"] == STRINGS["assistant"]["prompts"]


def test_one_address_serves_everything():
    settings = MANIFEST["settings"]
    address = settings["event_subscriptions"]["request_url"]
    assert address.endswith("/webhooks/slack/webhook")
    assert settings["interactivity"]["request_url"] == address
    assert MANIFEST["features"]["slash_commands"][0]["url"] == address
    assert MANIFEST["oauth_config"]["redirect_urls"] == [address.replace("webhook", "oauth_redirect").replace(
        "oauth_redirects", "webhooks")]


def test_slacks_limits_on_a_manifest():
    information = MANIFEST["display_information"]
    assert len(information["name"]) <= 35
    assert len(information["description"]) <= 140
    assert 175 <= len(information["long_description"]) <= 4000
    for shortcut in MANIFEST["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


@pytest.mark.parametrize(("credentials", "environment", "missing"), [
    ({}, {}, True), (None, {}, True), ({"slack_token": "a"}, {}, True),
    ({"slack_token": "a", "slack_signing_secret": "b"}, {}, False),
    ({}, {"SLACK_BOT_TOKEN": "a", "SLACK_APP_TOKEN": "b"}, False),
    ({"slack_token": ""}, {"SLACK_BOT_TOKEN": "a", "SLACK_SIGNING_SECRET": "b"}, False),
    ({}, {"SLACK_CLIENT_ID": "a", "SLACK_CLIENT_SECRET": "b", "SLACK_SIGNING_SECRET": "c"}, False),
])
def test_settings_come_from_credentials_or_the_environment(credentials, environment, missing):
    assert bool(Settings.read(credentials, environment).missing) is missing
