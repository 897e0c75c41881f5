"""``briefing-app check``."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.files.paths import BUNDLED_BRIEFING


def test_bundled_briefing_has_no_problems(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["check", str(BUNDLED_BRIEFING)]) == 0
    assert capsys.readouterr().out == f"{BUNDLED_BRIEFING}: no problems\n"


def test_file_that_cannot_be_opened_does_not_stop_the_other_checks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.db"
    assert cli.main(["check", str(missing), str(BUNDLED_BRIEFING)]) == 2
    printed = capsys.readouterr()
    assert f"{missing}: There is no such file." in printed.err
    assert "no problems" in printed.out


def test_each_problem_is_printed_with_table_and_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "damaged.db"
    shutil.copy(BUNDLED_BRIEFING, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE findings SET kind = 'rumour' WHERE id = 3")
    connection.execute("UPDATE quotes SET speaker_id = 99 WHERE id = 2")
    connection.commit()
    connection.close()
    assert cli.main(["check", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(f"{path}: findings row 3, column kind: ") for line in lines)
    assert any(line.startswith(f"{path}: quotes row 2, column speaker_id: ") for line in lines)
