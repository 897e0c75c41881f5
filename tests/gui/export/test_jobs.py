"""What the exports of the window and the command line have in common."""

from pathlib import Path

import pytest

from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.errors import ChangedFileError
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.export.jobs import Export, ExportKind, Material, run
from tests.database.sample_rows import as_briefing_rows, edit, sample_rows


@pytest.fixture
def opened(tmp_path: Path) -> Material:
    """A briefing that is open, and whose file may be replaced meanwhile."""
    path = tmp_path / "ponds.db"
    build(as_briefing_rows(sample_rows()), path)
    with open_briefing(path) as briefing:
        return Material(path, briefing.report, ())


@pytest.mark.parametrize("name", ["data", "data.zip"])
@pytest.mark.parametrize(
    "change",
    [
        None,
        "UPDATE report SET title = title || '!'",
        "UPDATE quotes SET locator = locator || '!'",
        "UPDATE figures SET value = value + 1 WHERE value IS NOT NULL",
        "DELETE FROM finding_quotes",
        "UPDATE slides SET notes = notes || '!'",
    ],
)
def test_that_no_other_data_than_those_that_are_shown_is_exported(
    tmp_path: Path, opened: Material, change: str | None, name: str
) -> None:
    if change is None:
        opened.path.write_bytes(BUNDLED_BRIEFING.read_bytes())
    else:
        edit(opened.path, change)
    with pytest.raises(ChangedFileError, match="was changed since it was opened") as raised:
        run(Export(ExportKind.DATA, tmp_path / name), opened)
    assert raised.value.path == opened.path
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["data", "data.zip"])
def test_that_a_briefing_that_was_built_again_with_the_same_content_is_exported(
    tmp_path: Path, opened: Material, name: str
) -> None:
    build(as_briefing_rows(sample_rows()), opened.path)
    edit(opened.path, "VACUUM")
    run(Export(ExportKind.DATA, tmp_path / name), opened)
    assert (tmp_path / name).exists()
