"""Exports that would be far too large are refused before they are made."""

from pathlib import Path
from typing import Any

import pytest

from briefing_app.database.reader import open_briefing
from briefing_app.errors import OptionError
from briefing_app.export.handout import handout_data, make_handout_pdf
from briefing_app.export.kinds import CHART, requested_chart
from briefing_app.export.options import DEFAULTS
from briefing_app.export.powerpoint.slides import powerpoint
from briefing_app.export.request import Export
from briefing_app.export.size_limits import check_handout_size
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.slides.render import slide_pictures
from briefing_app.model.slide_builder import briefing_slides
from tests.export.materials import made_of
from tests.sample_report import make_finding, make_report

_LINES = "\n".join("a" * 300)


@pytest.mark.parametrize(
    ("count", "detail"),
    [
        (8_000, ""),
        (160, "word " * 3_900),
        (300, _LINES),
        (6, "a" + "\u0301" * 19_000),
    ],
    ids=["findings", "long texts", "lines", "combining marks"],
)
def test_handout_that_needs_too_much_memory_is_refused(count: int, detail: str) -> None:
    findings = tuple(make_finding(number, detail=detail) for number in range(1, count + 1))
    with pytest.raises(OptionError, match="handout would be too large"):
        make_handout_pdf(made_of(make_report(findings)))


def test_text_below_a_caution_on_each_page_counts_twice() -> None:
    def data(caution: str) -> dict[str, Any]:
        detail = "word " * 3_900
        findings = (make_finding(n, detail=detail, caution=caution) for n in range(1, 81))
        return handout_data(made_of(make_report(tuple(findings))), DEFAULTS)

    check_handout_size(data(caution=""))
    with pytest.raises(OptionError, match="handout would be too large"):
        check_handout_size(data(caution="Take care."))


@pytest.mark.usefixtures("style")
def test_slides_with_too_many_pages_are_refused_before_drawing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("briefing_app.export.size_limits.MAX_PAGES", 50)
    report = make_report((make_finding(1, detail=_LINES),))
    (slide,) = [slide for slide in briefing_slides(report) if slide.key.startswith("finding")]
    slides = [slide._replace(key=f"finding {number}") for number in range(3)]
    with pytest.raises(OptionError, match="more than 50 pages"):
        powerpoint(slides, report)
    with pytest.raises(OptionError, match="more than 50 pages"):
        next(slide_pictures(slides, 320))


@pytest.mark.usefixtures("style")
def test_pictures_with_too_many_pixels_are_refused_before_drawing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("briefing_app.export.size_limits.MAX_PIXELS", 3 * 640 * 360)
    slides = briefing_slides(make_report(tuple(map(make_finding, range(1, 10)))))[:3]
    assert len(list(slide_pictures(slides, 640))) == 3
    with pytest.raises(OptionError, match="smaller width"):
        next(slide_pictures(slides, 641))


def test_chart_with_too_many_bars_is_refused_before_layout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        report = briefing.report
    export = Export(CHART, tmp_path / "chart.svg")
    material = made_of(report)
    assert requested_chart(export, material).bars
    monkeypatch.setattr("briefing_app.export.size_limits.MAX_BARS", 2)
    with pytest.raises(OptionError, match="more than 2"):
        requested_chart(export, material)
