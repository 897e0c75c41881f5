"""``briefing-app present``."""

from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from tests.cli.program import run_program


@pytest.mark.parametrize("number", ["0", "23"])
def test_missing_slide_is_refused_with_the_valid_numbers(number: str) -> None:
    done = run_program("present", "--at", number, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert "from 1 to 21" in done.stderr


@pytest.mark.parametrize("minutes", ["-1", "1441", "soon", "1.5", "", "9" * 5000])
def test_unusable_planned_time_is_refused_with_the_limits(
    minutes: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["present", f"--minutes={minutes}"]) == 2
    printed = " ".join(capsys.readouterr().err.split())
    assert f"--minutes: “{minutes}” is not a planned time" in printed
    assert "whole minutes from 0 to 1440" in printed


@pytest.mark.parametrize("number", ["first", "1.5", "", "9" * 5000])
def test_value_that_is_not_a_slide_number_is_refused(
    number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["present", f"--at={number}"]) == 2
    printed = " ".join(capsys.readouterr().err.split())
    assert f"--at: “{number}” is not a slide number" in printed
    assert "numbered 1, 2, 3" in printed


def test_briefing_that_cannot_be_opened_is_not_presented(tmp_path: Path) -> None:
    done = run_program("present", str(tmp_path / "nosuch.db"), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert "nosuch.db" in done.stderr
