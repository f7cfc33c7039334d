"""Several workspaces: installed by OAuth, kept apart, erased when the app goes."""
from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest
import sqlalchemy

from tests.channels.slack.fake_slack import Workspace
from tests.channels.slack.workspace import Person, clinic

pytestmark = pytest.mark.asyncio
COOKIE = "guide-slack-state"


@pytest.fixture
def database(tmp_path):
    return f"sqlite:///{tmp_path}/deep/slack.db"


@pytest.fixture
def several(database):
    """Settings for OAuth."""
    return {"slack_token": "", "slack_client_id": "C1", "slack_client_secret": "S1", "slack_database": database}


def rows(database):
    engine = sqlalchemy.create_engine(database)
    with engine.connect() as connection:
        return sum(connection.execute(sqlalchemy.text(f"select count(*) from {table}")).scalar()
                   for table in ("slack_bots", "slack_installations"))


async def install(slack, person, team, token, **more):
    """Somebody clicks "Add to Slack", allows it, and comes back."""
    base = person.server.url
    async with person.http.get(base + "/install", allow_redirects=False) as answer:
        assert answer.status == 302
        asked = parse_qs(urlparse(answer.headers["Location"]).query)
        cookie = answer.cookies[COOKIE]
        assert cookie["httponly"]
        assert cookie["secure"]
    slack.workspaces[token] = Workspace(team, token)
    slack.codes[f"code-{team}"] = {
        "access_token": token, "token_type": "bot", "scope": asked["scope"][0], "app_id": "A1", "bot_user_id": "UBOT",
        "team": {"id": team, "name": team} if team else None, "authed_user": {"id": "U1"}, "is_enterprise_install": False, **more}
    return await come_back(person, asked["state"][0], f"code-{team}", cookie.value)


async def come_back(person, state, code, cookie):
    async with person.http.get(person.server.url + "/oauth_redirect", params={"state": state, "code": code},
                               headers={"Cookie": f"{COOKIE}={cookie}"}) as answer:
        return answer.status, await answer.text()


async def test_two_workspaces_install_and_each_is_answered_with_its_own_token(several, database):
    async with clinic(**several) as (slack, person, bot):
        assert (await install(slack, person, "T1", "xoxb-t1"))[0] == 200
        assert (await install(slack, person, "T2", "xoxb-t2"))[0] == 200
        elsewhere = Person(slack, person.server, "U1", team="T2")
        await person.write("hello")
        await elsewhere.write("hello")
        await elsewhere.http.close()
        assert [message["team"] for message in slack.messages] == ["T1", "T2"]
        assert sorted(bot.saved) == ["slack-T1-U1", "slack-T2-U1"]


async def test_the_way_back_from_slack_must_be_ours(several):
    async with clinic(**several) as (slack, person, _):
        async with person.http.get(person.server.url + "/install", allow_redirects=False) as answer:
            state = parse_qs(urlparse(answer.headers["Location"]).query)["state"][0]
        slack.codes["good"] = {"access_token": "xoxb-1", "team": {"id": "T1"}, "authed_user": {"id": "U1"}, "app_id": "A1"}
        assert (await come_back(person, state, "good", "another-browser"))[0] == 400
        assert (await come_back(person, "made-up", "good", "made-up"))[0] == 400
        assert (await come_back(person, "", "", ""))[0] == 400
        assert (await come_back(person, state, "good", state))[0] == 200
        assert (await come_back(person, state, "good", state))[0] == 400, "a state serves once"


async def test_a_code_that_slack_refuses_installs_nothing(several, database):
    async with clinic(**several) as (_slack, person, _):
        async with person.http.get(person.server.url + "/install", allow_redirects=False) as answer:
            state = parse_qs(urlparse(answer.headers["Location"]).query)["state"][0]
        assert (await come_back(person, state, "bad", state))[0] == 400
        assert rows(database) == 0


async def test_a_workspace_that_did_not_install_is_not_answered(several):
    async with clinic(**several) as (_slack, person, bot):
        assert await person.write("hello") == []
        assert bot.turns == []


@pytest.mark.parametrize("event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}])
async def test_when_the_app_goes_every_row_of_the_workspace_goes(several, database, event):
    async with clinic(**several) as (slack, person, bot):
        await install(slack, person, "T1", "xoxb-t1")
        await install(slack, person, "T12", "xoxb-t12")
        elsewhere = Person(slack, person.server, "U1", team="T12")
        await person.write("my back hurts")
        await person.mention("who does EMGs?")
        await elsewhere.write("hello")
        assert rows(database) == 4
        await person.event(event)
        assert list(bot.saved) == ["slack-T12-U1"]
        assert rows(database) == 2
        assert await person.write("hello") == []
        assert await elsewhere.write("hello")
        await elsewhere.http.close()


async def test_a_persons_own_token_is_not_the_apps(world):
    _, person, bot = world
    await person.write("hello")
    await person.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    assert bot.saved


async def test_one_workspace_erases_its_conversations_too(world):
    _, person, bot = world
    await person.write("hello")
    await person.event({"type": "app_uninstalled"})
    assert bot.saved == {}


async def test_a_token_that_expires_is_renewed(several):
    async with clinic(**several) as (slack, person, _):
        await install(slack, person, "T1", "xoxe-old", refresh_token="r1", expires_in=60)
        slack.workspaces["xoxe-old"].alive = False
        await person.write("hello")
        assert slack.messages, "answered with the fresh token"
        renewed = [data for method, data in slack.calls if method == "oauth.v2.access"][-1]
        assert renewed["grant_type"] == "refresh_token"
        before = len(slack.calls)
        await person.write("hello")
        assert "oauth.v2.access" not in [method for method, _ in slack.calls[before:]], "and kept"


async def test_an_organisation_installs_once_for_all_its_workspaces(several):
    async with clinic(**several) as (slack, person, _):
        await install(slack, person, None, "xoxb-e1", enterprise={"id": "E1"}, is_enterprise_install=True)
        payload = {**person.envelope(person.dm_event("hello")), "enterprise_id": "E1"}
        await person.server.channel.reception.receive("event", payload)
        await person.settled()
        assert slack.messages
