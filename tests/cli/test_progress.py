"""How far a run is: plain lines now and then where nobody watches, and nothing where it is not wanted."""

from __future__ import annotations

import pytest

from policyengine.batch.runs.run import Told
from policyengine.cli import progress as progress_module
from policyengine.cli.progress import progress
from policyengine.reporting.lang import Lang


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: now[0])
    return now


def test_a_line_tells_rows_rate_and_time_left_by_what_this_run_did(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with progress(Lang.EN, quiet=False) as told:
        told(Told(rows=400, share=0.0, resumed=400))
        clock[0] = 20.0
        told(Told(rows=500, share=0.5, resumed=400))
        clock[0] = 40.0
        told(Told(rows=600, share=0.6, resumed=400))
    assert capsys.readouterr().err == "600 rows · 5 rows/s · 1:20 left\n"


def test_quiet_is_quiet(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with progress(Lang.ZH, quiet=True) as told:
        clock[0] = 1e6
        told(Told(rows=600, share=0.6, resumed=0))
    assert capsys.readouterr().err == ""


def test_a_terminal_is_shown_a_bar_that_goes_when_all_is_done(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress_module.sys.stderr, "isatty", lambda: True, raising=False)
    with progress(Lang.ZH, quiet=False) as told:
        clock[0] = 10.0
        told(Told(rows=600, share=0.6, resumed=0))
    assert "600行" in capsys.readouterr().err
