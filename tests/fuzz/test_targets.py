"""The targets of ``make fuzz``, here for a moment and always with the same bytes; what fuzzing found stays found."""
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS

#: The slow ones read YAML or look through a whole text.
EXAMPLES = {"web_body": 100, "web_door": 100, "slack_payload": 100, "knowledge": 25, "red_flag_file": 25, "concepts": 40, "red_flags": 40}
FOUND = {
    "web_body": [b'{"id": "message-1", "text": "\\ud800/restart"}', b"[" * 4_000, b"\xed\xa0\x80", b'{"id": "message-\\u0661", "text": ""}'],
    "web_door": [b"http://[::1", b"fe80::1%\xc3\xa9", b"web-a.\xd9\xa1.x"],
    "red_flag_file": [b"red_flags: [", b"- red_flags", b"red_flags: {a: 1}", b"red_flags: [1]", b"red_flags: [{1: 2}]", b"\xff", b"red_flags:", b"a: &a [*a]"],
    "knowledge": [b"conditions: [", b"conditions:\n- {}", b"conditions: [&a {id: *a}]", b"? [a]\n: b", b"\xff\xfe", b"a: &a [*a]\nconditions: *a", b"conditions:\n- id: !!python/none\n",
                  b"conditions:\n- {id: a, reviewed: 2026-02-31}", b"conditions: " + b"[" * 900 + b"]" * 900, b"a: 2001-99-99T00:00:00Z", b"a: !!int x"],
}


def _bytes(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """Pieces of seeds in any order, cut anywhere, with anything in between."""
    piece = st.builds(lambda seed, start, length: seed[start:start + length], st.sampled_from(seeds), st.integers(0, 40), st.integers(1, 1_500))
    return st.one_of(st.binary(max_size=300), st.lists(st.one_of(piece, piece, st.binary(max_size=6)), max_size=5).map(b"".join))


@pytest.mark.parametrize("name", TARGETS)
def test_it_holds_for_any_bytes(name: str) -> None:
    target, seeds = TARGETS[name]
    for one in FOUND.get(name, []) + seeds[:20]:
        target(one)

    @settings(max_examples=EXAMPLES[name], deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(_bytes(seeds))
    def any_bytes(data: bytes) -> None:
        target(data)

    any_bytes()
