"""Rasa loads the channel by its name in the credentials, as ``rasa run`` does."""
from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.channels.slack import SlackInput
from rasa.shared.utils.common import class_from_module_path
from rasa.shared.utils.io import read_config_file

from channels.slack import SlackGuide
from tests.channels.slack.workspace import SECRET

CREDENTIALS = Path(__file__).parents[3] / "deploy/slack/credentials.yml"
SECRETS = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")


def loaded():
    """The channel of the shipped credentials."""
    name, settings = next(item for item in read_config_file(str(CREDENTIALS)).items() if "Slack" in item[0])
    return class_from_module_path(name).from_credentials(settings)


def test_rasa_loads_the_channel_from_the_shipped_credentials(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SECRET)
    channel = loaded()
    assert isinstance(channel, SlackGuide)
    assert isinstance(channel, SlackInput)
    assert (channel.name(), channel.url_prefix()) == ("slack", "slack")
    assert channel.settings.missing is None
    assert channel.settings.public_answers is True
    assert channel.get_output_channel() is None


@pytest.mark.parametrize("secrets", [(), SECRETS[:1], SECRETS[1:2], SECRETS[3:4]])
def test_without_its_secrets_slack_is_off_and_nothing_fails(secrets, monkeypatch):
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)
    for name in secrets:
        monkeypatch.setenv(name, SECRET)
    assert loaded().settings.missing
