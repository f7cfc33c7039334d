"""Secrets: from the environment or a file, and refused when weak, without ever being repeated."""
from __future__ import annotations

import pathlib
import re
import subprocess

import pytest

from channels import serve
from stores.secret_settings import ADDRESSES, KEYS, NAMES, WeakSecret, check, read_files

STRONG = "3f9a1c52e07b4d6688aa01bc23de45f7"
PASSWORD = "u7Kq-2pWz.9xLm4T"


@pytest.mark.parametrize("name, value", [
    *((name, "short-1a2b3c") for name in KEYS), *((name, "a" * 64) for name in KEYS),
    ("GUIDE_WEB_SECRETS", f"{STRONG},tooshort"), ("GUIDE_WEB_SECRETS", "changeme-changeme-changeme-changeme"), ("GUIDE_METRICS_TOKEN", "OPENSSL-RAND-HEX-32-OPENSSL-RAND-HEX-32"),
    ("GUIDE_DATABASE_URL", "postgresql://guide@db.example.org/guide"), ("GUIDE_DATABASE_URL", "postgresql://guide:guide@db:5432/guide"),
    ("GUIDE_DATABASE_URL", "postgresql://guide:my-password-2026@db/guide"), ("GUIDE_DATABASE_URL", "no address"),
    ("GUIDE_REDIS_URL", "redis://redis:6379/1"), ("GUIDE_REDIS_URL", "rediss://:aaaaaaaaaaaaaaaaaaaa@redis:6379/1"),
    ("GUIDE_BROKER_PASSWORD", "guest"), ("SLACK_BOT_TOKEN", "PASTE-THE-TOKEN-HERE"), ("SLACK_APP_TOKEN", "xoxb-1-2-3"),
])
def test_weak_ones_are_refused_by_name_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(WeakSecret) as refused:
        check({name: value})
    assert name in str(refused.value) and value not in str(refused.value) and "my-password" not in str(refused.value)


def test_strong_ones_and_servers_on_this_machine_are_fine() -> None:
    check(dict.fromkeys(KEYS, STRONG) | {"GUIDE_DATABASE_URL": f"postgresql://guide:{PASSWORD}@db:5432/guide?sslmode=verify-full",
          "GUIDE_REDIS_URL": f"rediss://:{PASSWORD}@redis:6379/1", "SLACK_BOT_TOKEN": "xoxb-1-2-a", "GUIDE_BROKER_PASSWORD": PASSWORD})
    check({"GUIDE_DATABASE_URL": "postgresql://guide@localhost/guide", "GUIDE_REDIS_URL": "redis://127.0.0.1:6379/1", "GUIDE_SLACK_DATABASE": "sqlite:///var/slack.db"})
    check(dict.fromkeys(NAMES, ""))


def test_a_file_may_hold_it(tmp_path: pathlib.Path) -> None:
    file = tmp_path / "token"
    file.write_text(STRONG + "\n")
    environment = {"GUIDE_METRICS_TOKEN_FILE": str(file)}
    read_files(environment)
    assert environment["GUIDE_METRICS_TOKEN"] == STRONG
    for wrong in ({"GUIDE_METRICS_TOKEN_FILE": str(tmp_path / "none")}, {"GUIDE_METRICS_TOKEN_FILE": str(file), "GUIDE_METRICS_TOKEN": "x"}):
        with pytest.raises(WeakSecret, match="GUIDE_METRICS_TOKEN"):
            read_files(wrong)


def test_the_server_does_not_start_with_a_weak_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Not only the rule: the program itself says which one, in one line, before it loads or opens anything."""
    monkeypatch.setenv("GUIDE_REDIS_URL", "redis://:hunter2@redis/1")
    monkeypatch.setattr(serve.run, "serve_application", lambda **_: pytest.fail("it was started"))
    assert serve.main() == 1
    said = capsys.readouterr()
    assert said.err.startswith("The password in GUIDE_REDIS_URL needs 16") and said.err.count("\n") == 1
    assert "hunter2" not in said.err + said.out


def test_every_secret_is_in_the_example_of_the_environment() -> None:
    there = set(re.findall(r"^#? ?([A-Z_]+)=", pathlib.Path("deploy/.env.example").read_text(), re.M))
    assert {*KEYS, *ADDRESSES} <= there


def test_no_file_of_the_project_holds_a_key() -> None:
    """Shapes that only real keys have; the tests' own are shorter or say that they are for tests."""
    shapes = re.compile(r"xox[bp]-\d{9,}-\d{9,}-\w{20,}|xapp-1-[A-Z0-9]{9,}-\d{9,}-\w{30,}|AKIA[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36}"
                        r"|-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\n[A-Za-z0-9+/=]{40}|sk_live_[A-Za-z0-9]{20,}")
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.split("\n")
    files = [pathlib.Path(name) for name in listed if name]
    assert len(files) > 100
    found = [str(file) for file in files if file.is_file() and file.stat().st_size < 1_000_000 and shapes.search(file.read_text(errors="replace"))]
    assert not found
