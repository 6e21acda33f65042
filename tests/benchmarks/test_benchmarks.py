"""The benchmarks run: on inputs too small to say anything, so that they do not rot."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import __main__ as runner
from benchmarks import growth, growth_of_plans, growth_of_rows
from benchmarks.curves import Curve, drawn
from benchmarks.generated_plans import write_plans
from benchmarks.page import written
from benchmarks.tables import Table
from policyengine.rulebook.load import examine

TABLE = Table("How long", ["", "median"], [["a start", "10 ms"]], ["Measured."])


def test_every_benchmark_that_is_named_is_there() -> None:
    assert all(find_spec(f"benchmarks.{name}") for name in runner.BENCHMARKS)


def test_generated_plans_pass_check_and_differ(tmp_path: Path) -> None:
    cities = write_plans(tmp_path, 6)
    rulebook, findings, flawed = examine(tmp_path)
    assert (findings, flawed) == ((), ())
    assert tuple(sorted(cities)) == tuple(rulebook.plans)
    plans = [versions[0] for versions in rulebook.plans.values()]
    assert len({plan.jurisdiction for plan in plans}) == len({plan.name for plan in plans}) == 6
    first, sixth = (rulebook.plans[city][0] for city in (cities[0], cities[5]))
    assert first.rewards.keys() == sixth.rewards.keys()
    assert first.rewards["hte_first_recognition"].amount != sixth.rewards["hte_first_recognition"].amount
    assert {fact.name for fact in first.own_facts}.isdisjoint(fact.name for fact in sixth.own_facts)


def test_a_plan_of_a_number_is_the_same_in_every_folder(tmp_path: Path) -> None:
    (alone,) = write_plans(tmp_path / "alone", 1, first=2)
    assert alone == write_plans(tmp_path / "all", 3)[2]
    for file in (tmp_path / "alone" / alone).rglob("*.yaml"):
        assert file.read_bytes() == (tmp_path / "all" / file.relative_to(tmp_path / "alone")).read_bytes()


def test_growth_with_plans_and_rows_is_measured_and_drawn(tmp_path: Path) -> None:
    panels = growth_of_plans.curves((1, 2), tmp_path, starts=1, loads=1)
    panels |= growth_of_rows.curves((10, 20), tmp_path)
    curves = [curve for some in panels.values() for curve in some]
    told = growth.table(curves, (1, 2), (10, 20), pictured=False)
    assert all(len(row) == len(told.columns) for row in told.rows)
    assert all(cost > 0 for curve in curves for cost in curve.costs.values())
    drawn(panels, tmp_path / "growth.svg")
    assert "<svg" in (tmp_path / "growth.svg").read_text("utf-8")


def test_the_exponent_of_a_curve_is_the_power_it_grows_with() -> None:
    square = Curve("square", "s", {size: 3.0 * size**2 for size in (1, 10, 100)})
    assert square.exponent == pytest.approx(2)
    assert square.last_step == pytest.approx(2)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page that a run writes, where nothing is really measured."""
    path = tmp_path / "benchmarks.md"
    monkeypatch.setattr(runner, "PAGE", path)
    monkeypatch.setattr(runner, "measured", lambda name, *, quick: TABLE)
    return path


def test_a_quick_run_prints_tables_and_writes_no_page(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runner.main(["--quick"])
    assert capsys.readouterr().out.count("| a start | 10 ms |") == len(runner.BENCHMARKS)
    assert not page.exists()


def test_a_run_writes_the_machine_and_every_section(page: Path) -> None:
    runner.main([])
    text = page.read_text("utf-8")
    assert text.count("## How long") == len(runner.BENCHMARKS)
    assert "| Processor |" in text
    assert "load average" in text


def test_one_benchmark_alone_replaces_its_own_section() -> None:
    before = written("", {"growth": "old growth\n", "start_up": "old start\n"}, runner.BENCHMARKS)
    after = written(before, {"growth": "new growth\n"}, runner.BENCHMARKS)
    assert "new growth" in after
    assert "old start" in after
    assert "old growth" not in after


def test_a_benchmark_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        runner.main(["growht"])
    assert stopped.value.code == 2
    assert "growth" in capsys.readouterr().err
