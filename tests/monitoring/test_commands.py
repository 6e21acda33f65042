"""`policyengine monitor`, run as a shell would: what it prints, what it leaves, and how it refuses."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policyengine.rulebook.load import policies_path
from tests.cli.running import Ran, run
from tests.monitoring.building import FIRM, code

EVENTS: list[dict[str, object]] = [
    {
        "enterprise": FIRM,
        "kind": "facts_reported",
        "date": "2022-10-12",
        "registered_in": "320614",
        "name": "甲公司",
    },
    {"enterprise": FIRM, "kind": "recognition_gained", "date": "2022-11-18", "recognition": "first"},
    {"enterprise": FIRM, "kind": "ip_application_filed", "date": "2023-03-01", "quantity": 3, "class": "II"},
    {
        "department": "haimen/区科技局",
        "kind": "meeting_held",
        "date": "2023-03-05",
        "duty": "haimen.regular_meetings",
    },
    {
        "area": "haimen",
        "kind": "indicator_reported",
        "date": "2022-12-31",
        "target": "haimen.valid_hte",
        "quantity": 250,
    },
    {
        "area": "haimen",
        "kind": "indicator_reported",
        "date": "2023-06-30",
        "target": "haimen.valid_hte",
        "quantity": 260,
    },
]
BAD: list[object] = [
    {"enterprise": code(2), "kind": "ip_aplication_filed", "date": "2023-03-01"},
    {"enterprise": "9", "kind": "pool_entered", "date": "2023-03-01"},
    {
        "area": "hamen",
        "kind": "indicator_reported",
        "date": "2023-06-30",
        "target": "haimen.valid_hte",
        "quantity": 1,
    },
    {"enterprise": FIRM, "kind": "pool_entered", "date": "2023-02-30"},
]
Monitor = Callable[..., Ran]


def as_lines(*events: object) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in events)


@pytest.fixture
def monitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Monitor:
    """The command in an empty folder, where the store is made by itself."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, given=None: run("monitor", *arguments, given=given)


@pytest.fixture
def filled(monitor: Monitor, tmp_path: Path) -> Monitor:
    (tmp_path / "events.jsonl").write_text(as_lines(*EVENTS), "utf-8")
    assert monitor("ingest", "events.jsonl", "--by", "某某").status == 0
    return monitor


def test_what_cannot_be_read_is_refused_by_its_line_and_the_rest_goes_through(
    monitor: Monitor, tmp_path: Path
) -> None:
    (tmp_path / "mixed.jsonl").write_text(as_lines(*BAD, *EVENTS) + "{broken\n", "utf-8")
    ran = monitor("ingest", "mixed.jsonl", "--lang", "en")
    assert ran.status == 1
    assert ran.out == "6 new, 0 known before, 5 lines refused, see mixed.jsonl.rejects.jsonl\n"
    rejects = [
        json.loads(line) for line in (tmp_path / "mixed.jsonl.rejects.jsonl").read_text("utf-8").splitlines()
    ]
    assert [each["line"] for each in rejects] == [1, 2, 3, 4, 11]
    assert "did you mean `ip_application_filed`?" in rejects[0]["reason"]["en"]
    assert json.loads(rejects[2]["given"]) == BAD[2]
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_the_same_file_sent_twice_counts_once(filled: Monitor) -> None:
    ran = filled("ingest", "events.jsonl", "--lang", "en")
    assert (ran.status, ran.out) == (0, "0 new, 6 known before, 0 lines refused\n")


def test_events_come_as_csv_and_on_standard_input(monitor: Monitor) -> None:
    rows = [
        "enterprise,kind,date,quantity,class",
        f"{FIRM},申报知识产权,2023-03-01,2,Ⅰ类",
        f"{FIRM},pool_entered,2023-03-01,,",
    ]
    table = "\n".join(rows)
    assert monitor("ingest", "-", "--format", "csv", "--lang", "en", given=table).out.startswith("2 new")


def test_only_enterprises_of_the_roster_are_taken(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "roster.txt").write_text(code(2) + "\n", "utf-8")
    ran = monitor("ingest", "-", "--roster", "roster.txt", "--lang", "en", given=as_lines(EVENTS[1]))
    assert ran.out.startswith("0 new, 0 known before, 1 lines refused")


def test_an_enterprise_sees_its_progress_and_its_days(filled: Monitor) -> None:
    ran = filled("status", "--enterprise", FIRM, "--as-of", "2023-09-30")
    assert ran.status == 0
    assert "甲公司的义务" in ran.out
    assert "剩92天" in ran.out
    told = json.loads(filled("status", "--enterprise", FIRM, "--as-of", "2023-09-30", "--format", "json").out)
    first = told["obligations"][0]
    assert [(each["have"], each["need"]) for each in first["progress"]] == [("3", "5"), ("0", "1")]
    assert (first["due_on"], first["days_left"]) == ("2023-12-31", 92)


def test_a_district_sees_who_is_behind_and_by_what(filled: Monitor) -> None:
    told = json.loads(
        filled(
            "report", "--city", "海门区", "--district", "320614", "--as-of", "2023-09-30", "--format", "json"
        ).out
    )
    assert told["enterprises"] == {"watched": 1, "behind": 1, "refused": 0}
    owing = {item["id"]: item["lacking"] for item in told["behind"][0]["obligations"]}
    assert [(each["have"], each["need"]) for each in owing["haimen.annual_ip_applications"]] == [
        ("3", "5"),
        ("0", "1"),
    ]
    elsewhere = filled(
        "report", "--city", "haimen", "--district", "410500", "--as-of", "2023-09-30", "--format", "json"
    )
    assert json.loads(elsewhere.out)["enterprises"]["watched"] == 0


def test_a_government_sees_its_targets_and_rhythms(filled: Monitor) -> None:
    told = json.loads(filled("status", "--city", "haimen", "--as-of", "2023-09-30", "--format", "json").out)
    targets = {each["id"]: each for each in told["targets"]}
    assert targets["haimen.valid_hte"]["status"] == "behind"
    assert targets["haimen.valid_hte"]["line"]["origin"] == "first_report"
    duties = {each["id"]: each["status"] for each in told["duties"]}
    assert duties["haimen.regular_meetings"] == "missed"


@pytest.mark.parametrize("format", ["table", "md", "html", "csv", "json"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_view_has_every_form_in_both_languages(filled: Monitor, format: str, lang: str) -> None:
    for command in (
        ("status", "--enterprise", FIRM, "--as-of", "2023-09-30"),
        ("status", "--city", "haimen", "--as-of", "2023-09-30"),
        ("due", "--city", "haimen", "--as-of", "2023-09-30", "--within", "100"),
        ("report", "--city", "haimen", "--as-of", "2023-09-30"),
        ("replay",),
    ):
        ran = filled(*command, "--format", format, "--lang", lang)
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.strip() or format == "csv"


def test_what_falls_due_is_a_calendar_too(filled: Monitor, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    ran = filled("due", "--city", "haimen", "--as-of", "2023-09-30", "--within", "92", "--ical", "days.ics")
    assert ran.status == 0
    calendar = icalendar.Calendar.from_ical((tmp_path / "days.ics").read_bytes())
    days = {str(each["summary"]): each["dtstart"].dt.isoformat() for each in calendar.walk("VEVENT")}
    mine = next(words for words in days if "每年申报知识产权" in words)
    assert mine.startswith("甲公司")
    assert days[mine] == "2023-12-31"
    near = json.loads(
        filled("due", "--city", "haimen", "--as-of", "2023-09-30", "--within", "91", "--format", "json").out
    )
    assert near["due"] == []


def test_the_targets_are_drawn(filled: Monitor, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    ran = filled("report", "--city", "haimen", "--as-of", "2023-09-30", "--plot", "targets.svg")
    assert ran.status == 0
    assert (tmp_path / "targets.svg").read_text("utf-8").startswith("<?xml")
    none = filled("report", "--city", "haimen", "--as-of", "2022-11-30", "--plot", "none.svg", "--lang", "en")
    assert (none.status, none.faults) == (2, ["error: no target with a figure is named `haimen`"])


def test_both_engines_report_the_same(filled: Monitor) -> None:
    pytest.importorskip("durable.engine")
    asked = ("report", "--city", "haimen", "--as-of", "2023-09-30", "--format", "json")
    assert filled(*asked, "--engine", "durable").out == filled(*asked).out
    assert filled(*asked, "--engine", "durabel").status == 2


def test_conclusions_are_drawn_again_and_the_difference_of_changed_rules_is_shown(
    filled: Monitor, tmp_path: Path
) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(policies_path(), rules)
    with_rules = ("--policies", str(rules))
    assert filled("report", "--city", "haimen", "--as-of", "2023-09-30", "--keep", *with_rules).status == 0
    same = filled("replay", "--lang", "en", *with_rules)
    assert same.status == 0
    assert "1 conclusions, 0 of them under rules that have changed" in same.out
    file = rules / "haimen" / "2022-10-12" / "obligations.yaml"
    changed = file.read_text("utf-8").replace("bound: hte_status = valid", "bound: hte_status = expired", 1)
    file.write_text(changed, "utf-8")
    again = filled("replay", "--format", "json", *with_rules)
    assert again.status == 1
    told = json.loads(again.out)
    assert told["rules_changed"] == 1
    assert told["changed"][0]["changes"] == [
        {
            "obligation": "haimen.annual_ip_applications",
            "before": "due",
            "now": "not_bound",
            "clauses": ["三(九)"],
        }
    ]
    # What has happened since is no change of rules.
    later = as_lines({"enterprise": FIRM, "kind": "recognition_withdrawn", "date": "2023-01-05"})
    assert filled("ingest", "-", given=later).status == 0
    assert json.loads(filled("replay", "--format", "json", *with_rules).out)["changed"] == told["changed"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("status", "--enterprise", "9", "--as-of", "2023-09-30"), "credit code"),
        (("status", "--enterprise", code(7), "--as-of", "2023-09-30"), "name one with --city"),
        (("status", "--city", "hamen", "--as-of", "2023-09-30"), "no city is named `hamen`"),
        (("status", "--city", "haimen", "--as-of", "2023-9-30"), "is not a date"),
        (("due", "--city", "haimen", "--as-of", "2023-09-31"), "is not a date"),
        (("report", "--city", "haimen", "--as-of", "2023-09-30", "--district", "海门去"), "registered_in"),
        (("ingest", "nowhere.jsonl"), "no such file"),
        (("ingest", "-", "--roster", "nowhere.txt"), "no such file"),
        (("replay", "--store", "postgresql://u:secret@127.0.0.1:1/x"), "cannot be used"),
        (("replay", "--store", "nowhere.db"), "there is no store at nowhere.db"),
    ],
)
def test_a_bad_question_is_refused_in_one_line(
    filled: Monitor, arguments: tuple[str, ...], words: str
) -> None:
    ran = filled(*arguments, "--lang", "en", given="")
    assert ran.status == 2
    assert len(ran.faults) == 1
    assert words in ran.err
    assert "secret" not in ran.err


def test_a_store_of_a_newer_schema_is_refused_and_left_alone(filled: Monitor, tmp_path: Path) -> None:
    store = tmp_path / "policyengine-events.db"
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE policyengine_meta SET value = '7'")
    connection.close()
    before = store.read_bytes()
    ran = filled("ingest", "events.jsonl", "--lang", "en")
    assert ran.status == 2
    assert "has schema 7, this version knows 1: nothing was changed" in ran.err
    assert store.read_bytes() == before


def test_without_the_library_one_sentence_says_what_to_install(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("policyengine.monitoring.store.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    ran = monitor("replay", "--lang", "en")
    assert ran.faults == [
        "error: SQLAlchemy is not installed (run: pip install 'hightech-policyengine[monitor]')"
    ]
