"""Sources: slices of exactly so many rows, numbered as in the file; what cannot be read is told."""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyengine.batch.runs.sources import Slice, Source, Unread, open_source
from policyengine.batch.runs.sources.source import after, cut
from policyengine.errors import Bilingual, PolicyEngineError, RequestError

COLUMNS = ("enterprise_id", "revenue")


def read(
    source: Source, start: int = 0, rows: int = 100, columns: Sequence[str] = COLUMNS
) -> tuple[list[dict[str, object]], list[Unread]]:
    """The rows after the first `start`, each with its number, and what could not be read."""
    good: list[dict[str, object]] = []
    unread: list[Unread] = []
    for piece in source.slices(columns, "enterprise_id", start, rows):
        rows_of = zip(piece.numbers, piece.table.to_pylist(), strict=True)
        good += [{"row": number, **row} for number, row in rows_of]
        unread += piece.unread
    return good, unread


def test_a_csv_row_with_too_many_or_too_few_cells_is_unread_and_the_rest_keep_their_numbers(
    tmp_path: Path,
) -> None:
    file = tmp_path / "e.csv"
    file.write_text("enterprise_id,revenue\na,1\nb,2,3\n\nc,4\nd\n", "utf-8")
    good, unread = read(open_source(str(file)))
    assert [(row["row"], row["enterprise_id"], row["revenue"]) for row in good] == [
        (1, "a", "1"),
        (3, "c", "4"),
    ]
    assert [(each.row, each.key, each.found) for each in unread] == [(2, "b", "b,2,3"), (4, "d", "d")]
    assert "3" in unread[0].reason.zh
    assert "2" in unread[0].reason.en


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("gb18030", b""), ("utf-16-le", codecs.BOM_UTF16_LE)],
)
def test_a_csv_is_read_in_the_encodings_that_spreadsheets_write(
    tmp_path: Path, encoding: str, mark: bytes
) -> None:
    file = tmp_path / "e.csv"
    file.write_bytes(mark + "enterprise_id,主营\n企业一,新材料\n".encode(encoding))
    source = open_source(str(file))
    assert tuple(source.schema.names) == ("enterprise_id", "主营")
    good, _ = read(source, columns=("enterprise_id", "主营"))
    assert good == [{"row": 1, "enterprise_id": "企业一", "主营": "新材料"}]


def test_gb18030_is_told_even_where_a_megabyte_of_ascii_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    file.write_bytes(b"enterprise_id,revenue\n" + b"a,1\n" * 400_000 + "企业,2\n".encode("gb18030"))
    good, unread = read(open_source(str(file)), rows=1_000_000)
    assert (good[-1]["enterprise_id"], len(good), unread) == ("企业", 400_001, [])


def test_bytes_that_are_no_characters_cost_their_row_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    file.write_bytes("enterprise_id,revenue\n企业,1\n".encode() + b"x\xff,2\ny,3\n")
    good, unread = read(open_source(str(file)))
    assert [row["row"] for row in good] == [1, 3]
    assert [each.row for each in unread] == [2]


def test_a_quotation_mark_that_is_never_closed_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    file.write_text("enterprise_id,revenue\na,1\n" + '"b,2\n' + "c,3\n" * 3_000_000, "utf-8")
    with pytest.raises(RequestError) as refused:
        read(open_source(str(file)))
    assert "quotation mark" in str(refused.value)


def test_a_heading_may_stand_in_quotes_over_two_lines(tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    file.write_text('\n"enterprise_id","revenue\nin yuan"\na,1\n', "utf-8")
    source = open_source(str(file))
    assert tuple(source.schema.names) == ("enterprise_id", "revenue\nin yuan")
    assert read(source, columns=("enterprise_id",))[0] == [{"row": 1, "enterprise_id": "a"}]


@pytest.mark.parametrize("text", ["", "\n\n", "a,a\n1,2\n"])
def test_a_csv_without_a_heading_or_with_a_name_twice_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "e.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(RequestError):
        open_source(str(file))


def test_a_broken_line_of_json_is_unread_and_the_next_one_read(tmp_path: Path) -> None:
    file = tmp_path / "e.jsonl"
    lines = [
        '{"enterprise_id": "a", "revenue": 999999999999999.99, "hte": true}',
        '{"enterprise_id": "b", ',
        "",
        "[1]",
        '{"enterprise_id": "c", "enterprise_id": "d"}',
        '{"enterprise_id": "e", "revenue": NaN}',
        '{"enterprise_id": "f", "received": []}',
        '{"enterprise_id": "g", "revenue_by_year": {"2021": 3}}',
    ]
    file.write_text("\n".join(lines), "utf-8")
    columns = ("enterprise_id", "revenue", "hte", "revenue_by_year_2021")
    good, unread = read(open_source(str(file)), columns=columns)
    assert good == [
        {"row": 1, **dict(zip(columns, ("a", "999999999999999.99", "true", None), strict=True))},
        {"row": 7, **dict(zip(columns, ("g", None, None, "3"), strict=True))},
    ]
    assert [each.row for each in unread] == [2, 3, 4, 5, 6]


def test_the_files_of_a_folder_are_one_table_with_the_folders_as_columns(tmp_path: Path) -> None:
    for number, city in enumerate(("anyang", "jiangmen")):
        (tmp_path / f"city={city}").mkdir()
        table = pa.table({"enterprise_id": [f"{city}{n}" for n in range(3)], "revenue": [number] * 3})
        pq.write_table(table, tmp_path / f"city={city}" / "part-0.parquet", row_group_size=2)
    (tmp_path / "_SUCCESS").touch()
    source = open_source(str(tmp_path))
    assert tuple(source.schema.names) == ("enterprise_id", "revenue", "city")
    good, _ = read(source, start=2, rows=2, columns=("enterprise_id", "city"))
    assert [(row["row"], row["enterprise_id"], row["city"]) for row in good] == [
        (3, "anyang2", "anyang"),
        (4, "jiangmen0", "jiangmen"),
        (5, "jiangmen1", "jiangmen"),
        (6, "jiangmen2", "jiangmen"),
    ]


def test_files_of_a_folder_may_have_other_columns_each(tmp_path: Path) -> None:
    pq.write_table(pa.table({"enterprise_id": ["a"], "revenue": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"enterprise_id": ["b"], "staff": [2]}), tmp_path / "b.parquet")
    good, _ = read(open_source(str(tmp_path / "*.parquet")), columns=("enterprise_id", "revenue", "staff"))
    assert [(row["revenue"], row["staff"]) for row in good] == [(1, None), (None, 2)]


@pytest.mark.parametrize("kept", [0, 3, 50, -1])
def test_a_parquet_file_that_was_cut_off_is_refused_in_words(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "e.parquet"
    pq.write_table(pa.table({"enterprise_id": ["a"]}), file)
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(PolicyEngineError) as refused:
        open_source(str(file))
    assert "sound Parquet" in str(refused.value)


@pytest.mark.parametrize("name", ["none.parquet", "e.xlsx", "e", "none/*.parquet", "a\0.csv"])
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "e.xlsx").touch()
    with pytest.raises(RequestError):
        open_source(str(tmp_path / name))


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
@pytest.mark.parametrize("start", [0, 1, 4_097, 9_999, 10_000])
def test_rows_after_any_start_are_those_of_reading_from_the_first(
    tmp_path: Path, ending: str, start: int
) -> None:
    ids = [f"e{number}" for number in range(10_000)]
    file = tmp_path / f"e.{ending}"
    if ending == "parquet":
        pq.write_table(pa.table({"enterprise_id": ids}), file, row_group_size=3_000)
    elif ending == "csv":
        file.write_text("enterprise_id,x\n" + "".join(f"{each},1\n" for each in ids), "utf-8")
    else:
        file.write_text("".join(json.dumps({"enterprise_id": each}) + "\n" for each in ids), "utf-8")
    pieces = list(open_source(str(file)).slices(["enterprise_id"], "enterprise_id", start, 2_500))
    assert [each for piece in pieces for each in piece.table["enterprise_id"].to_pylist()] == ids[start:]
    assert [number for piece in pieces for number in piece.numbers] == list(range(start + 1, 10_001))
    assert all(piece.rows == 2_500 for piece in pieces[:-1])


@given(st.lists(st.lists(st.booleans(), max_size=7), max_size=6), st.integers(1, 9), st.integers(0, 30))
def test_slices_are_cut_anew_without_losing_a_row(shape: list[list[bool]], rows: int, start: int) -> None:
    number, pieces = 0, []
    for piece in shape:
        good, bad = [], []
        for is_good in piece:
            number += 1
            (good if is_good else bad).append(number)
        unread = tuple(Unread(row, None, "", Bilingual("", "")) for row in bad)
        pieces.append(Slice(pa.table({"n": pa.array(good, pa.int64())}), good, unread, 1.0))
    found = list(cut(after(pieces, start), rows))
    told = [[*piece.numbers, *(each.row for each in piece.unread)] for piece in found]
    assert sorted(each for piece in told for each in piece) == list(range(start + 1, number + 1))
    assert all(piece.table["n"].to_pylist() == list(piece.numbers) for piece in found)
    assert all(len(piece) == rows for piece in told[:-1])
    assert all(max(one) < min(next_) for one, next_ in pairwise(told))
