"""``/metrics`` as Prometheus meets it: closed without the token, and without a word or a name in it."""
from __future__ import annotations

import requests
from echo_serving import METRICS_TOKEN, Served
from prometheus_client.parser import text_string_to_metric_families
from web_client import Client


def scraped(assistant: Served) -> dict[str, float]:
    """Every sample, by its name and labels."""
    answer = requests.get(assistant.address + "/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}, timeout=5)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    families = text_string_to_metric_families(answer.text)
    return {" ".join([sample.name, *sorted(sample.labels.values())]): sample.value for family in families for sample in family.samples}


def test_it_is_closed_to_others(assistant: Served) -> None:
    for given in (b"", b"Bearer ", f"Bearer {METRICS_TOKEN[:-1]}".encode(), METRICS_TOKEN.encode(), f"Bearer {METRICS_TOKEN}\u00e9".encode(),
                  f"Basic {METRICS_TOKEN}".encode(), b"Bearer \xff\xfe"):
        answer = requests.get(assistant.address + "/metrics", headers={"Authorization": given}, timeout=5)
        assert (answer.status_code, answer.content) == (401, b"")
    assert requests.get(f"{assistant.address}/metrics?token={METRICS_TOKEN}", timeout=5).status_code == 401, "a query ends in logs"
    assert requests.get(assistant.address + "/webhooks/metrics/metrics", timeout=5).status_code == 404


def test_turns_are_exact_and_alarms_move_in_steps(client: Client, assistant: Served) -> None:
    before = scraped(assistant)
    for number in range(12):
        client.hear("numb, and canary-55012 too", f"message-{number:04}")
    client.hear("what about gabapentin", "message-gaba")
    client.hear("crash", "message-crash")
    after = scraped(assistant)

    def grown(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert grown("guide_turns_total answered web") == 13
    assert grown("guide_turns_total failed web") == 1
    assert grown("guide_turn_seconds_count web") == 14
    assert grown("guide_red_flags_total cauda_equina now") in (11, 22), "twelve, and perhaps some of an earlier test"
    assert all(value % 11 == 0 for name, value in after.items() if name.startswith(("guide_red", "guide_ref", "guide_sug", "guide_ans")))
    assert not any("canary" in name or "web-" in name for name in after)
