"""``briefing-app template``."""

from pathlib import Path

import pytest

from briefing_app.cli import main as cli
from briefing_app.files.paths import BUNDLED_BRIEFING


def _rows_of(path: Path) -> object:
    from briefing_app.database.builder import read_source_rows
    from briefing_app.database.source_rows import make_tables

    return make_tables(read_source_rows(path))


def test_example_builds_the_bundled_briefing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook, target = tmp_path / "example.xlsx", tmp_path / "out.db"
    assert cli.main(["template", "-o", str(workbook), "--example"]) == 0
    assert capsys.readouterr().out == f"{workbook}\n"
    assert cli.main(["build", str(workbook), "-o", str(target)]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{target}\n"
    assert printed.err.startswith(
        "warning: Sources, row 3: the words quoted from this source were not"
    )
    assert _rows_of(target) == _rows_of(BUNDLED_BRIEFING)


def test_existing_template_is_replaced_only_with_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "mine.xlsx"
    workbook.write_bytes(b"days of work")
    assert cli.main(["template", "-o", str(workbook)]) == 2
    assert workbook.read_bytes() == b"days of work"
    assert "--force" in capsys.readouterr().err
    assert cli.main(["template", "-o", str(workbook), "--force"]) == 0
    assert workbook.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["mine.xls", "mine.ods", "mine", "missing/mine.xlsx"])
def test_template_with_an_unusable_name_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert cli.main(["template", "-o", str(tmp_path / name)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert name.rpartition("/")[2] in line
    assert list(tmp_path.iterdir()) == []


def test_workbook_open_in_another_program_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "~$mine.xlsx").touch()
    assert cli.main(["template", "-o", str(tmp_path / "mine.xlsx"), "--force"]) == 2
    assert "Another program has this file open" in capsys.readouterr().err
