"""Tests of PowerPoint exports opened by LibreOffice."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from briefing_app.export.powerpoint.presentation import powerpoint
from briefing_app.model.charts import Bar
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Role, Slide
from tests.export.powerpoint_slides import (
    BUNDLED,
    LONG_NAMES,
    TEMPLATE,
    many_bars,
    ours_and_template,
    read_presentation,
    slide_texts,
)
from tests.sample_report import make_report

_BY_LIBREOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is missing (Debian: libreoffice-impress-nogui)",
)


Convert = Callable[[bytes, str, Path], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Provide a function that converts a presentation with LibreOffice, in one user profile."""
    profile = tmp_path_factory.mktemp("libreoffice") / "profile"
    return partial(_convert, profile)


def _convert(profile: Path, file: bytes, ending: str, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "slides.pptx").write_bytes(file)
    out = folder / "out"
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            *("--convert-to", ending, "--outdir", str(out), str(folder / "slides.pptx")),
        ],
        capture_output=True,
        check=False,
        timeout=180,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return out / f"slides.{ending}"


def _assert_shown(slides: Sequence[Slide], pdf: Path) -> None:
    """Assert that a PDF contains every word of the slides."""
    shown = "".join("".join(page.extract_text().split()) for page in PdfReader(pdf).pages)
    for slide in slides:
        bars: tuple[Bar, ...] = slide.chart.bars if slide.chart is not None else ()
        said = [*(text.text for text in slide.texts), *(bar.label for bar in bars), slide.source]
        for text in said:
            assert "".join(text.split()) in shown


@_BY_LIBREOFFICE
@ours_and_template
def test_libreoffice_shows_every_word(
    template: bytes | None, convert: Convert, tmp_path: Path
) -> None:
    slides = briefing_slides(BUNDLED)
    pdf = convert(powerpoint(slides, BUNDLED, template), "pdf", tmp_path)
    assert len(PdfReader(pdf).pages) == len(slides)
    _assert_shown(slides, pdf)


@_BY_LIBREOFFICE
@pytest.mark.parametrize("ending", ["pptx", "potx"])
@pytest.mark.parametrize("ours", [True, False], ids=["ours", "another"])
def test_template_saved_by_libreoffice_is_usable(
    ours: bool, ending: str, convert: Convert, tmp_path: Path
) -> None:
    slides = briefing_slides(BUNDLED)
    start = powerpoint(slides, BUNDLED) if ours else TEMPLATE
    template = convert(start, ending, tmp_path / "template").read_bytes()
    file = powerpoint(slides, BUNDLED, template)
    for made in read_presentation(file).slides:
        assert made.shapes.title.text_frame.text
        assert len(slide_texts(made)) > 1 or any(shape.has_chart for shape in made.shapes)
    titles = {made.shapes.title.text_frame.text for made in read_presentation(file).slides}
    assert {slide.title for slide in slides if slide.texts[0].role is Role.TITLE} <= titles
    _assert_shown(slides, convert(file, "pdf", tmp_path / "slides"))


@_BY_LIBREOFFICE
@ours_and_template
def test_libreoffice_shows_the_name_of_every_bar(
    template: bytes | None, convert: Convert, tmp_path: Path
) -> None:
    report = make_report((), (), (many_bars(43, LONG_NAMES), many_bars(20, LONG_NAMES[:1])))
    slides = briefing_slides(report)
    pdf = convert(powerpoint(slides, report, template), "pdf", tmp_path)
    shown = [slide for slide in slides if slide.chart is not None]
    _assert_shown(shown, pdf)
    one_by_one = [replace(slide, reveal=Reveal.BARS) for slide in shown]
    _assert_shown(
        shown, convert(powerpoint(one_by_one, report, template), "pdf", tmp_path / "revealed")
    )
