"""Template workbooks that LibreOffice opens and saves."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing_app.authoring.build import BuildRequest, build_briefing, save_template
from briefing_app.authoring.source import read_source
from briefing_app.database.builder import build

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is missing (Debian: libreoffice-calc-nogui)",
)


class Workbooks(NamedTuple):
    """The two workbooks of the program, as they are made or as LibreOffice saves them."""

    example: Path
    empty: Path


def _in(folder: Path) -> Workbooks:
    return Workbooks(folder / "example.xlsx", folder / "empty.xlsx")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workbooks:
    """Return the workbooks as the program makes them."""
    workbooks = _in(tmp_path_factory.mktemp("made"))
    save_template(workbooks.example, example=True, replace=False)
    save_template(workbooks.empty, example=False, replace=False)
    return workbooks


@pytest.fixture(scope="module")
def saved_again(made: Workbooks, tmp_path_factory: pytest.TempPathFactory) -> Workbooks:
    """Return the workbooks that LibreOffice has opened and saved, both at once."""
    folder = tmp_path_factory.mktemp("again")
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", folder, *made],
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return _in(folder)


def _messages(workbook: Path) -> list[str]:
    outcome = build_briefing(BuildRequest(workbook, workbook.with_suffix(".briefing")))
    return [f"{problem.location}: {problem.what}" for problem in outcome.errors]


def test_example_saved_by_libreoffice_gives_the_same_briefing(
    made: Workbooks, saved_again: Workbooks, tmp_path: Path
) -> None:
    first = build(read_source(made.example), tmp_path / "first.briefing")
    again = build(read_source(saved_again.example), tmp_path / "again.briefing")
    assert again.path.read_bytes() == first.path.read_bytes()


def test_empty_template_saved_by_libreoffice_gets_the_same_messages(
    made: Workbooks, saved_again: Workbooks
) -> None:
    assert _messages(made.empty)
    assert _messages(saved_again.empty) == _messages(made.empty)
