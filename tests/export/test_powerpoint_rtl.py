"""Tests of PowerPoint exports in right-to-left languages."""

from typing import Any

import pytest

from briefing_app.export.powerpoint.presentation import powerpoint
from briefing_app.model.slide_builder import briefing_slides
from tests.export.powerpoint_slides import (
    ARABIC,
    CHART_NAMESPACE,
    MAIN_NAMESPACE,
    chart_shape,
    is_decorative,
    make_slides,
    read_presentation,
)
from tests.sample_measures import make_measure
from tests.sample_report import make_finding, make_quote, make_report


def _in_arabic(language: str) -> Any:
    measure = make_measure([("شرطة لندن", 12, ""), ("غرب ميرسيا", 5, "p")], message=ARABIC)
    finding = make_finding(
        1, headline=ARABIC, detail=ARABIC, excerpt=ARABIC, caution=ARABIC, prompt=ARABIC
    )
    report = make_report((finding,), (make_quote(1, ARABIC),), (measure,))
    report = report._replace(language=language)
    return read_presentation(powerpoint(briefing_slides(report), report))


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur", "AR-eg", "az-Arab"])
def test_rtl_text_starts_at_the_right(language: str) -> None:
    presentation = _in_arabic(language)
    assert presentation.element.get("rtl") == "1"
    count = 0
    for slide in presentation.slides:
        notes = [slide.notes_slide.element] if slide.has_notes_slide else []
        for root in (slide.element, *notes):
            for properties in root.iter(f"{MAIN_NAMESPACE}rPr"):
                assert properties.get("lang").casefold().startswith(language.casefold())
            for paragraph in root.iter(f"{MAIN_NAMESPACE}p"):
                if ARABIC in "".join(text.text for text in paragraph.iter(f"{MAIN_NAMESPACE}t")):
                    properties = paragraph.find(f"{MAIN_NAMESPACE}pPr")
                    assert properties.get("rtl") == "1"
                    assert properties.get("algn") == "r"
                    count += 1
    assert count >= 6


def test_full_stop_is_at_the_end_of_english_words_in_arabic() -> None:
    for slide in _in_arabic("ar").slides:
        for paragraph in slide.element.iter(f"{MAIN_NAMESPACE}p"):
            if "Counts, not rates." in "".join(
                t.text for t in paragraph.iter(f"{MAIN_NAMESPACE}t")
            ):
                properties = paragraph.find(f"{MAIN_NAMESPACE}pPr")
                assert (properties.get("algn"), properties.get("rtl")) == ("r", "0")
                return
    pytest.fail("The line is nowhere.")


def test_rtl_bars_grow_to_the_left() -> None:
    found = {}
    for message in ("Words", ARABIC):
        measure = make_measure([("A", 12, ""), ("B", 5, "")], message=message)
        [made] = make_slides(measure)
        chart = chart_shape(made).chart
        layout = chart.element.find(f".//{CHART_NAMESPACE}manualLayout")
        found[message] = [
            float(layout.find(f"{CHART_NAMESPACE}{side}").get("val")) for side in "xw"
        ]
        assert chart.value_axis.reverse_order == (message == ARABIC)
    (x, width), (mirrored_x, mirrored_width) = found.values()
    assert mirrored_width == pytest.approx(width, abs=0.001)
    assert mirrored_x == pytest.approx(1 - x - width, abs=0.001)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_text_of_a_chart_has_the_direction_of_the_language(language: str) -> None:
    for slide in _in_arabic(language).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                for properties in shape.chart.element.iter(f"{MAIN_NAMESPACE}pPr"):
                    assert properties.get("rtl") == ("1" if language == "ar" else None)


def test_our_layouts_are_mirrored_in_arabic() -> None:
    english, arabic = _in_arabic("en"), _in_arabic("ar")
    assert english.element.get("rtl") is None
    width = english.slide_width
    for layout, turned in zip(english.slide_layouts, arabic.slide_layouts, strict=True):
        for shape, other in zip(layout.shapes, turned.shapes, strict=True):
            assert shape.left + other.left + other.width == width
            for level in other.element.iter(f"{MAIN_NAMESPACE}lvl1pPr"):
                assert level.get("rtl") == "1"


def test_band_is_at_the_side_where_the_text_starts() -> None:
    """The layout has the band at the left edge of an English briefing."""
    for language, headline, own in (("en", ARABIC, 1), ("ar", ARABIC, 0), ("en", "Words", 0)):
        report = make_report((make_finding(1, headline=headline),))._replace(language=language)
        [_, made, *_] = read_presentation(powerpoint(briefing_slides(report), report)).slides
        bands = [s for s in made.shapes if is_decorative(s) and s.height == 6_858_000]
        assert len(bands) == own
        assert made.element.get("showMasterSp") == ("0" if own else None)
        [of_layout] = [s for s in made.slide_layout.shapes if s.name == "Band"]
        assert (of_layout.left == 0) == (language == "en")


def test_quotation_mark_is_on_the_slide_at_the_right() -> None:
    presentation = _in_arabic("ar")
    shapes = [shape for slide in presentation.slides for shape in slide.shapes]
    (mark,) = (shape for shape in shapes if shape.name == "Quotation mark")
    (words,) = (shape for shape in shapes if shape.name == "Quote")
    assert words.left + words.width < mark.left + mark.width < presentation.slide_width
