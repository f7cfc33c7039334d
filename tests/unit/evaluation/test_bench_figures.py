"""The benchmark's table and ratios, from figures that were never measured."""
from __future__ import annotations

import json
import pathlib
import sqlite3

import pytest

from bench import soak
from bench.bots import MAKERS
from bench.figures import Figures, ratios, table
from bench.load import Throughput, summary
from bench.serving import Training


def figures(name: str, p50: float, rate: float) -> Figures:
    return Figures(name, name, Training(10.0, 500.0), 5.0, 300.0, 400.0, summary([p50 / 1000] * 5), [Throughput(32, rate, 9.0, 0)])


def test_ratios_compare_ours_with_the_aims() -> None:
    bots = {"ours": figures("ours", 10.0, 90.0), "stock": figures("stock", 50.0, 30.0), "bare": figures("bare", 4.0, 200.0)}
    found = {ratio.what: ratio for ratio in ratios(bots, {"ratio": 1.2})}
    assert found["turn p50, of stock's"].value == pytest.approx(0.2)
    assert found["turn p50, of stock's"].holds
    assert found["turns a second at 32 clients, of stock's"].value == pytest.approx(3.0)
    assert not found["turn p50, of the bare-bones bot's"].holds
    assert found["parse, of a bare linear pipeline + encoder"].holds


def test_a_bot_that_was_left_out_leaves_its_ratios_out() -> None:
    assert ratios({"ours": figures("ours", 10.0, 90.0)}, {}) == []
    assert "turn p50, ms" in "\n".join(table({"ours": figures("ours", 10.0, 90.0)}))


def test_the_other_bots_are_whole_rasa_projects(tmp_path) -> None:
    for name in ("stock", "bare"):
        bot = MAKERS[name](tmp_path)
        assert (bot.folder / "config.yml").exists() and (bot.folder / "domain.yml").exists()
        assert str(bot.folder / "rest.yml") in bot.serve_command(5005, tmp_path / "models")


def test_a_soak_sees_what_is_lost_doubled_or_out_of_order_and_what_grows(tmp_path: pathlib.Path) -> None:
    people, turns = 3, 9
    rows = [(f"soak-{turn % people}", "user", json.dumps({"text": soak._text(turn, people)})) for turn in range(turns)]

    def lost(kept: list[tuple[str, str, str]]) -> int:
        (tmp_path / "talks.db").unlink(missing_ok=True)
        with sqlite3.connect(tmp_path / "talks.db") as connection:
            connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, type_name TEXT, data TEXT)")
            connection.executemany("INSERT INTO events (sender_id, type_name, data) VALUES (?, ?, ?)", kept)
        return soak._lost(tmp_path / "talks.db", people, turns)

    assert lost(rows) == 0
    assert lost(rows[:-1]) == lost([*rows, rows[0]]) == 1
    assert lost([*rows[3:], *rows[:3]]) == 3
    assert soak.Soaked(100, 0, 0, 1.0, [(0, 100.0), (10, 300.0), (20, 310.0), (100, 312.5)]).growth == 2.5
