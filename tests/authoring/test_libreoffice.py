"""Template workbooks that LibreOffice opens and saves."""

import shutil
import subprocess
from pathlib import Path

import pytest

from briefing_app.authoring.build import BuildRequest, build_briefing, save_template
from briefing_app.authoring.source import read_source
from briefing_app.database.builder import build

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is missing (Debian: libreoffice-calc-nogui)",
)


def _saved_again(workbook: Path) -> Path:
    """Return a workbook as LibreOffice saves it."""
    profile = f"-env:UserInstallation={(workbook.parent / 'profile').as_uri()}"
    folder = workbook.parent / "again"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, workbook],
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return folder / workbook.name


def _messages(workbook: Path) -> list[str]:
    outcome = build_briefing(BuildRequest(workbook, workbook.with_suffix(".briefing")))
    return [f"{problem.location}: {problem.what}" for problem in outcome.errors]


def test_example_saved_by_libreoffice_gives_the_same_briefing(tmp_path: Path) -> None:
    example = save_template(tmp_path / "example.xlsx", example=True, replace=False)
    expected = build(read_source(example), tmp_path / "expected.briefing").path.read_bytes()
    rows = read_source(_saved_again(example))
    assert build(rows, tmp_path / "again.briefing").path.read_bytes() == expected


def test_empty_template_saved_by_libreoffice_gets_the_same_messages(tmp_path: Path) -> None:
    empty = save_template(tmp_path / "empty.xlsx", example=False, replace=False)
    assert _messages(empty)
    assert _messages(_saved_again(empty)) == _messages(empty)
