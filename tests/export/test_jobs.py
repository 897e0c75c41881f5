"""The jobs that make exports."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from briefing_app.database.builder import build
from briefing_app.database.reader import open_briefing
from briefing_app.errors import ChangedFileError
from briefing_app.export.jobs import run
from briefing_app.export.kinds import DATA, HANDOUT, PICTURES
from briefing_app.export.options import Options
from briefing_app.export.request import Export, Material
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.slides import render
from briefing_app.layout.palette import SLIDE_THEMES, SlideTheme
from briefing_app.model.report import SlideKind
from briefing_app.model.slide_builder import briefing_slides
from tests.database.sample_rows import as_briefing_rows, edit, sample_rows


@pytest.fixture
def opened(tmp_path: Path) -> Material:
    """An open briefing whose file the test may replace."""
    path = tmp_path / "ponds.db"
    build(as_briefing_rows(sample_rows()), path)
    with open_briefing(path) as briefing:
        return Material(path, briefing.report)


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
def test_changed_briefing_is_not_exported(
    tmp_path: Path, opened: Material, change: str | None, name: str
) -> None:
    if change is None:
        opened.path.write_bytes(BUNDLED_BRIEFING.read_bytes())
    else:
        edit(opened.path, change)
    with pytest.raises(ChangedFileError, match="has changed since it was opened") as raised:
        run(Export(DATA, tmp_path / name), opened)
    assert raised.value.path == opened.path
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["data", "data.zip"])
def test_rebuilt_briefing_with_same_content_is_exported(
    tmp_path: Path, opened: Material, name: str
) -> None:
    build(as_briefing_rows(sample_rows()), opened.path)
    edit(opened.path, "VACUUM")
    run(Export(DATA, tmp_path / name), opened)
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("theme", SLIDE_THEMES, ids=lambda theme: theme.name)
@pytest.mark.usefixtures("qapp")
def test_pictures_have_the_chosen_colours(
    tmp_path: Path, opened: Material, theme: SlideTheme
) -> None:
    plain = [each for each in briefing_slides(opened.report) if each.kind is SlideKind.SOURCES]
    material = replace(opened, slides=plain)
    export = Export(PICTURES, tmp_path / "slides", options=Options(width=320, slide_theme=theme))
    (file,) = run(export, material, renderer=render).files
    corner = QImage(str(file)).pixelColor(300, 10)
    assert corner.name().upper() == theme.page.ground


def test_handout_warns_of_missing_glyphs(opened: Material, tmp_path: Path) -> None:
    for number, (title, has_warning) in enumerate((("Ponds", False), ("王", True))):
        material = replace(opened, report=opened.report._replace(title=title))
        exported = run(Export(HANDOUT, tmp_path / f"{number}.pdf"), material)
        assert ("Missing: U+738B" in exported.warning) is has_warning
