"""The files of deploy/ fit the code and each other; nothing here needs a container engine."""
from __future__ import annotations

import asyncio
import inspect
import pathlib
import re
from typing import Any

import pytest
import yaml
from rasa.core.brokers.kafka import KafkaEventBroker
from rasa.core.brokers.pika import PikaEventBroker
from rasa.core.utils import AvailableEndpoints

DEPLOY = pathlib.Path("deploy")
NAME = re.compile(r"\b(?:GUIDE|SLACK|SQL|POSTGRES|POSTGRESQL|REDIS|SANIC|TICKET)_[A-Z][A-Z_]+\b")


def _settings() -> dict[str, str]:
    lines = (DEPLOY / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _yaml(name: str) -> list[Any]:
    return list(yaml.safe_load_all((DEPLOY / name).read_text()))


def test_every_setting_is_given_once_and_documented() -> None:
    lines = [line.split("=")[0] for line in (DEPLOY / ".env.example").read_text().splitlines() if re.match(r"[A-Z_]+=", line)]
    documented = set(NAME.findall(pathlib.Path("docs/production.md").read_text()))
    assert len(lines) == len(set(lines))
    assert set(lines) <= documented


def test_every_setting_is_read_somewhere() -> None:
    folders = ("actions", "channels", "guide", "nlu", "setup", "stores")
    code = "".join(file.read_text() for folder in folders for file in pathlib.Path(folder).rglob("*.py"))
    code += "".join(file.read_text() for file in (DEPLOY / "compose.yml", DEPLOY / "endpoints.yml"))
    rasas_own = {"SQL_POOL_SIZE", "SQL_MAX_OVERFLOW", "SANIC_WORKERS"}
    assert set(_settings()) - rasas_own <= set(NAME.findall(code))


def test_no_secret_stands_in_a_file() -> None:
    settings = _settings()
    for name, value in settings.items():
        if re.search("PASSWORD|SECRET|TOKEN", name):
            assert value == "", name


def test_the_endpoints_name_our_stores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_DATABASE_URL", "postgresql://guide:secret@postgres:5432/guide")
    monkeypatch.setenv("GUIDE_REDIS_URL", "redis://redis:6379/1")
    endpoints = AvailableEndpoints.read_endpoints(str(DEPLOY / "endpoints.yml"))
    assert endpoints.tracker_store.type == "stores.tracker.ConversationStore"
    assert endpoints.tracker_store.url == "postgresql://guide:secret@postgres:5432/guide"
    assert (endpoints.lock_store.type, endpoints.lock_store.url) == ("stores.lock.ConversationLocks", "redis://redis:6379/1")


def test_the_brokers_that_are_shown_are_rasas_own(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOST", "USER", "PASSWORD"):
        monkeypatch.setenv(f"GUIDE_BROKER_{name}", f"the-{name.lower()}")
    shown = re.findall(r"^# event_broker:\n(?:#   .*\n)+", (DEPLOY / "endpoints.yml").read_text(), re.M)
    read = {}
    for block in shown:
        (tmp_path / "endpoints.yml").write_text(re.sub("^# ", "", block, flags=re.M))
        broker = AvailableEndpoints.read_endpoints(str(tmp_path / "endpoints.yml")).event_broker
        read[broker.type] = broker
    inspect.signature(PikaEventBroker).bind(read["pika"].url, **read["pika"].kwargs)
    assert read["pika"].kwargs["password"] == "the-password" and read["pika"].kwargs["queues"] == ["guide"]
    kafka = asyncio.run(KafkaEventBroker.from_endpoint_config(read["kafka"]))  # connects on first use only
    assert (kafka.url, kafka.topic, kafka.sasl_username, kafka.partition_by_sender) == ("the-host", "guide", "the-user", True)


def test_the_image_takes_what_is_there() -> None:
    for line in (DEPLOY / "Dockerfile").read_text().splitlines():
        for source in re.findall(r"/app/([\w./-]+)", line) if line.startswith("COPY --from=build") else ():
            assert source in (".venv", "models") or pathlib.Path(source).exists(), source


@pytest.mark.parametrize("container", ["bot", "purge"])
def test_containers_are_closed(container: str) -> None:
    pods = [document for document in _yaml(f"kubernetes/{container}.yaml") if document["kind"] in ("Deployment", "CronJob")]
    spec = pods[0]["spec"]
    pod = (spec["template"] if "template" in spec else spec["jobTemplate"]["spec"]["template"])["spec"]
    assert pod["securityContext"]["runAsNonRoot"] and not pod["automountServiceAccountToken"]
    closed = pod["containers"][0]["securityContext"]
    assert closed["readOnlyRootFilesystem"] and not closed["allowPrivilegeEscalation"]
    assert closed["capabilities"] == {"drop": ["ALL"]}


def test_compose_mounts_what_is_there_and_opens_one_door() -> None:
    services = _yaml("compose.yml")[0]["services"]
    assert [name for name, service in services.items() if service.get("ports")] == ["nginx"]
    for mount in services["nginx"]["volumes"]:
        source = mount.split(":")[0]
        assert source == "./tls" or (DEPLOY / source).exists(), source
    upstream = (DEPLOY / "nginx/nginx.conf").read_text()
    for bot in ("bot-1", "bot-2"):
        assert f"{services[bot]['networks']['inside']['ipv4_address']}:5005" in upstream


def test_kustomize_lists_every_manifest_but_the_secret() -> None:
    listed = set(_yaml("kubernetes/kustomization.yaml")[0]["resources"])
    there = {file.name for file in (DEPLOY / "kubernetes").glob("*.yaml")}
    assert there - listed == {"kustomization.yaml", "secret.example.yaml"}
