"""Whole lines in portions, whatever way the chunks are cut; errors and endings come through."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rosters.reading_ahead import portions


@given(
    lines=st.lists(st.sampled_from([b"", b"a", b"bcd", b"e" * 40]), max_size=30),
    cuts=st.lists(st.integers(1, 50), min_size=1, max_size=8),
    size=st.integers(1, 200),
)
def test_portions_are_the_same_lines_whole(lines, cuts, size):
    text = b"".join(line + b"\n" for line in lines)
    chunks, rest = [], text
    while rest:
        cut = cuts[len(chunks) % len(cuts)]
        chunks.append(rest[:cut])
        rest = rest[cut:]
    found = [b"".join(portion) for portion in portions(chunks, size)]
    assert b"".join(found) == text
    assert all(portion.endswith(b"\n") for portion in found)


def test_an_error_while_reading_is_raised_where_the_rows_are_stored():
    def chunks():
        yield b"a\n"
        raise ValueError("parser")

    with pytest.raises(ValueError, match="parser"):
        [list(portion) for portion in portions(chunks())]


def test_who_stops_asking_stops_the_reading():
    def endless():
        while True:
            yield b"a\n" * 1000

    found = portions(endless(), 10_000)
    next(next(found))
    found.close()
    assert "reading ahead" not in {thread.name for thread in threading.enumerate()}
