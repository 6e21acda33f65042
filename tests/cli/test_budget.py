"""`policyengine budget` on the command line: files in, reports out, faults told in a line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from tests.budget import made_up
from tests.cli.running import EXAMPLES, run

DAY = ("--as-of", "2022-06-30")
CSV = """enterprise_id,注册地,当年高新技术企业认定,in_talent_island,rd_super_deduction
A,江门市,首次认定,是,
B,440703,first,,12万元
C,440703,abc,否,
D,,first,maybe,-3
E,440703,none,否,3,4
,440703,first,,
"""


@pytest.fixture
def enterprises(tmp_path: Path) -> str:
    path = tmp_path / "enterprises.csv"
    path.write_text(CSV, "utf-8")
    return str(path)


def asked(enterprises: str, *options: str) -> tuple[str, ...]:
    return ("budget", enterprises, "--city", "jiangmen", *DAY, *options)


def test_rows_that_cannot_be_counted_are_told_with_their_reasons(enterprises: str) -> None:
    done = run(*asked(enterprises, "--format", "json"))
    told = json.loads(done.out)["enterprises"]
    assert done.status == 0
    assert (told["rows"], told["counted"], told["left_out"]) == (6, 2, 4)
    columns = {each["column"] for each in told["reasons"]}
    assert columns == {"", "当年高新技术企业认定", "in_talent_island", "enterprise_id"}
    assert sum(each["rows"] for each in told["reasons"]) == 4
    page = run(*asked(enterprises)).out
    assert "另有 4 行未能计入" in page
    assert "所给为“abc”" in page


def test_every_format_tells_the_same_total(enterprises: str) -> None:
    told = json.loads(run(*asked(enterprises, "--format", "json")).out)
    assert told["totals"]["assured"] == "800000"
    rows = list(csv.DictReader(io.StringIO(run(*asked(enterprises, "--format", "csv")).out)))
    total = next(row for row in rows if row["section"] == "total")
    assert {name: total[name] for name in ("assured", "discretion", "open", "possible")} == {
        name: told["totals"][name] for name in ("assured", "discretion", "open", "possible")
    }
    assert "确保 80万元" in run(*asked(enterprises, "--format", "html")).out
    assert "assured CNY 800,000" in run(*asked(enterprises, "--lang", "en")).out


def test_a_total_is_told_with_what_the_plan_is_worth(enterprises: str) -> None:
    page = run(*asked(enterprises)).out
    for words in (
        "草案（征求意见稿），不具约束力",
        "尚无人核实本版本",
        "评估年度 2022",
        "此前未获得过任何奖补",
    ):
        assert words in page


def test_the_answer_keeps_its_schema(enterprises: str) -> None:
    schema = json.loads(run("schema", "budget").out)
    for more in ((), ("--what-if", "anyang/2017-12-29")):
        told = json.loads(run(*asked(enterprises, "--format", "json", *more)).out)
        jsonschema.Draft202012Validator(schema).validate(told)


def test_a_draft_in_a_folder_is_set_beside_the_version_of_the_day(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    made_up.engine(policies)
    rows = tmp_path / "rows.parquet"
    import pyarrow.parquet

    pyarrow.parquet.write_table(made_up.table(made_up.rows(40, seed=1)), rows)
    question = ("budget", str(rows), "--city", "made_up", *DAY, "--policies", str(policies), "--lang", "en")
    by_name = run(*question, "--what-if", "v2", "--format", "json")
    by_folder = run(*question, "--what-if", "v2", "--what-if-policies", str(policies), "--format", "json")
    assert json.loads(by_name.out)["differences"] == json.loads(by_folder.out)["differences"]
    page = run(*question, "--what-if", "v2").out
    assert "arrival (new)" in page
    assert "settling (dropped)" in page


def test_a_chart_is_drawn_beside_the_report(enterprises: str, tmp_path: Path) -> None:
    for name in ("budget.svg", "budget.png"):
        done = run(*asked(enterprises, "--chart", str(tmp_path / name)))
        assert done.status == 0
        assert (tmp_path / name).stat().st_size > 5_000


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--what-if", "1999"), "1999"),
        (("--what-if", "nowhere/1999"), "nowhere"),
        (("--key", "标识"), "标识"),
        (("--map", "注册地"), "--map"),
        (("--map", "x=revenue"), "x"),
        (("--year", "99999"), "99999"),
        (("--chart", "x.pdf"), ".pdf"),
        (("--version", "1999"), "1999"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_line(
    enterprises: str, options: tuple[str, ...], told: str
) -> None:
    done = run(*asked(enterprises, *options))
    assert done.status == 2
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    for name, content in (("a.parquet", b"PAR1"), ("b.csv", b""), ("c.txt", b"x"), ("d.jsonl", b"{")):
        (tmp_path / name).write_bytes(content)
        done = run(*asked(str(tmp_path / name)))
        assert "Traceback" not in done.err
        assert done.status in (0, 2)  # a JSON line that is none is a row left out
    assert run(*asked(str(tmp_path / "none.csv"))).status == 2


def test_a_plan_that_sql_cannot_say_is_refused_by_rule(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("enterprise_id\nA\n", "utf-8")
    done = run("budget", str(rows), "--city", "yunxi", *DAY, "--policies", EXAMPLES)
    assert (done.status, "yunxi." in done.err) in ((0, False), (2, True))
