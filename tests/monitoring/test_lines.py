"""Files of events: JSON Lines and CSV, a line at a time, each refused by its number."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.monitoring.lines import LONGEST_LINE, Line, format_of, read_lines


def lines(content: bytes, format: str = "jsonl") -> list[Line]:
    return list(read_lines(BytesIO(content), format))


def test_empty_lines_are_passed_over_and_counted() -> None:
    assert [(line.number, line.given) for line in lines(b'{"a": 1}\n\n  \n{"a": 2}')] == [
        (1, {"a": 1}),
        (4, {"a": 2}),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{bad", "it is not JSON"),
        (b'{"a": 1, "a": 2}', "given twice"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b'{"a": "' + b"x" * LONGEST_LINE + b'"}', "longer than 1 MB"),
        (b"[" * 100_000, "it is not JSON"),
    ],
)
def test_a_bad_line_keeps_no_other_from_being_read(content: bytes, reason: str) -> None:
    first, second = lines(content + b'\n{"b": 1}\n')
    assert first.fault is not None
    assert reason in first.fault.message().en
    assert (second.number, second.given) == (2, {"b": 1})


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert lines(b"\xef\xbb\xbfa,b\n1,2\n", "csv")[0].given == {"a": "1", "b": "2"}
    assert lines(b'\xef\xbb\xbf{"a": 1}\n')[0].given == {"a": 1}


def test_a_cell_of_csv_may_hold_commas_quotes_and_line_ends() -> None:
    found = lines(b'a,b\n"x,""y""\nz",2\n3,4\n', "csv")
    assert [(line.number, line.given) for line in found] == [
        (2, {"a": 'x,"y"\nz', "b": "2"}),
        (4, {"a": "3", "b": "4"}),
    ]


def test_rows_of_csv_that_do_not_fit_the_heading_are_refused() -> None:
    found = lines(b"a,b\n1,2,3\n4\n", "csv")
    assert found[0].fault is not None
    assert found[1].given == {"a": "4"}


def test_a_quotation_mark_that_never_closes_is_told_where_it_opens() -> None:
    found = lines(b'a\n"x\ny\n', "csv")
    assert [(line.number, line.fault is not None) for line in found] == [(2, True)]


@given(st.binary(max_size=200), st.sampled_from(["jsonl", "csv"]))
def test_no_bytes_stop_the_reading(content: bytes, format: str) -> None:
    for line in lines(content, format):
        assert line.number >= 1
        assert line.fault is None or line.given is None


def test_the_format_is_told_by_the_name() -> None:
    assert [format_of(name) for name in ("a.csv", "a.CSV", "a.jsonl", "-")] == [
        "csv",
        "csv",
        "jsonl",
        "jsonl",
    ]
