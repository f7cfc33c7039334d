"""What holds for any text at all: never an error, never slow, never anything more to take out."""
from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.privacy import redact
from tests.unit.privacy.test_identifiers import REDACTED
from tests.unit.privacy.test_left_alone import KEPT

LONGEST = 8_000
_PIECES = [text for rows in REDACTED.values() for row in rows for text in row] + KEPT
_SEPARATORS = ["", " ", ", ", "\n", ". ", "-", "1", "a"]
_pieces = st.one_of(st.sampled_from(_PIECES), st.sampled_from(_SEPARATORS), st.text(max_size=20))
_texts = st.lists(_pieces, max_size=12).map("".join)


@given(st.one_of(st.text(), _texts))
@settings(max_examples=400, deadline=None)
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@given(before=st.sampled_from(["", "hello ", "I hurt. ", "ok\n"]), after=st.sampled_from(["", ".", " thanks", "\nbye", "!"]))
def test_an_identifier_is_found_wherever_it_stands(before: str, after: str) -> None:
    for identifier in ("555-123-4567", "jane@example.com", "MRN 123456", "123-45-6789", "4111 1111 1111 1111"):
        assert identifier.split()[-1] not in redact(before + identifier + after)


_SLOW = [
    "1", "1 ", "12-", "555-", "a", "a.", "a@", "a@a.", "@", "my name is ", "I'm John ", "I'm A", "+1", "+(", "born ", "1 main ",
    "1 Main Main Main Main ", "MRN ", "MRN is is is ", "http://a", "www.a.", ":", "a:", "1.", "dot ", "a dot ", "policy number ",
    "A-", "\u00a0", " ", "  \t", "[", "[name]", "00", "0 0", "zip ", "plate 1 ", "Dr. ", "Mr Ab ", "caller: ", "call me at ", "x" * 30 + "1", "1/1/",
]


@pytest.mark.parametrize("piece", _SLOW)
def test_the_longest_message_takes_milliseconds(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST] + "!"
    began = time.thread_time()
    redact(text)
    assert time.thread_time() - began < 0.5


@pytest.mark.parametrize("piece", ["call 555-123-4567, ", "my name is Jane Doe. ", "I live at 12 oak lane, ", "a@b.co "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        times = []
        for _ in range(3):
            began = time.thread_time()
            redact(text)
            times.append(time.thread_time() - began)
        return min(times)

    seconds(2_000)
    # Four times the text; eight leaves room for a noisy machine, and a quadratic rule takes sixteen.
    assert seconds(32_000) < 8 * seconds(8_000)
