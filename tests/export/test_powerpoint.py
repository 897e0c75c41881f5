"""What the presentation says, read back; on our own layouts and on a template's."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pypdf import PdfReader

from briefing_app.database.reader import open_briefing
from briefing_app.errors import BriefingAppError, OptionError
from briefing_app.export.powerpoint.lines import LINE_HEIGHT, lines
from briefing_app.export.powerpoint.package import read_template
from briefing_app.export.powerpoint.presentation import NOTES_LEAD, PROMPT_LEAD, powerpoint
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.model.chart_builder import ChartView, bar_chart
from briefing_app.model.charts import Bar
from briefing_app.model.report import Finding, FindingKind, Measure, Quote, SlideKind
from briefing_app.model.slides import (
    Role,
    Slide,
    SlideText,
    briefing_slides,
    finding_slide,
    quote_slide,
    slide_for_chart,
)
from tests.export.sample_templates import (
    MACROS,
    POTX,
    as_libreoffice_saves,
    make_template,
    of_type,
    repacked,
)
from tests.sample_measures import AWKWARD, FORTY_THREE, Row, make_measure
from tests.sample_report import make_entry, make_finding, make_quote, make_report
from tests.test_architecture import loaded_by

_LETTERS = "“Curly” quotes’, ŵ, ŷ, <b>&amp;</b> — and – … \N{POLICE OFFICER}"
_ARABIC = "لم يتعرف رجال الشرطة"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
with open_briefing(BUNDLED_BRIEFING) as _briefing:
    _BUNDLED = _briefing.report
_TEMPLATE = make_template()
_ON_BOTH = pytest.mark.parametrize("template", [None, _TEMPLATE], ids=["ours", "template"])


def _read(file: bytes) -> Any:
    return Presentation(io.BytesIO(file))


def _made(
    *shown: Finding | Quote | Measure | SlideKind, template: bytes | None = None, **entry: Any
) -> list[Any]:
    """The slides of PowerPoint for entries of a running order, each with the same extras."""
    entries = tuple(make_entry(at, each, **entry) for at, each in enumerate(shown, start=1))
    report = make_report(
        tuple(each for each in shown if isinstance(each, Finding)),
        tuple(each for each in shown if isinstance(each, Quote)),
        tuple(each for each in shown if isinstance(each, Measure)),
        entries,
    )
    return list(_read(powerpoint(briefing_slides(report), report, template)).slides)


def _texts(slide: Any) -> list[str]:
    """What a slide says, shape by shape, in the order in which it is read."""
    return [
        shape.text_frame.text
        for shape in slide.shapes
        if shape.has_text_frame and not _decorative(shape) and not _number(shape)
    ]


def _decorative(shape: Any) -> bool:
    return any(True for _ in shape.element.iter(_DECORATIVE))


def _number(shape: Any) -> bool:
    if not shape.is_placeholder:
        return False
    return bool(shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER)


def _chart(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart)


def _counted(slides: Sequence[Any]) -> list[int]:
    """The numbers that stand below the titles, in order."""
    return [
        int(number)
        for slide in slides
        for text in _texts(slide)[1:]
        for number in re.findall(r"\bn(\d+)\b", text)
    ]


def _numbers(count: int) -> str:
    return " ".join(f"n{number}" for number in range(count))


# ---- what it says -------------------------------------------------------------------------------


@_ON_BOTH
def test_bundled_slides_become_one_titled_slide_each(
    template: bytes | None,
) -> None:
    slides = briefing_slides(_BUNDLED)
    made = list(_read(powerpoint(slides, _BUNDLED, template)).slides)
    assert len(made) == len(slides)
    for slide, shown in zip(slides, made, strict=True):
        title = shown.shapes.title.text_frame.text
        if slide.texts[0].role is Role.TITLE:
            assert title == slide.title
        else:
            assert title == f"{slide.name}: {slide.texts[1].text}"


@_ON_BOTH
def test_all_texts_are_on_their_slide_to_the_character(template: bytes | None) -> None:
    finding = make_finding(
        1, headline=f"1 {_LETTERS}", detail=f"2 {_LETTERS}", excerpt=f"3 {_LETTERS}"
    )
    [made] = _made(finding, template=template)
    said = "\n".join(_texts(made))
    assert f"1 {_LETTERS}" == made.shapes.title.text_frame.text
    assert f"2 {_LETTERS}" in said
    assert f"“3 {_LETTERS}”" in said
    assert "The Made-up Post, A made-up article · a line" in said


@_ON_BOTH
def test_kind_of_finding_is_named(template: bytes | None) -> None:
    for kind in FindingKind:
        [made] = _made(make_finding(1, kind), template=template)
        assert kind.label in "\n".join(_texts(made)).splitlines()


@_ON_BOTH
def test_caution_is_in_a_labelled_box(template: bytes | None) -> None:
    [made] = _made(make_finding(1, detail="Words.", caution="It may be wrong."), template=template)
    [box] = [shape for shape in made.shapes if shape.name == "Caution"]
    assert box.text_frame.text == "Source unclear. It may be wrong."
    assert box.fill.fore_color.rgb == RGBColor(0xFF, 0xF1, 0xD0)
    assert box.text_frame.paragraphs[0].runs[0].font.bold


@_ON_BOTH
def test_caution_is_on_the_first_slide_of_a_long_finding(
    template: bytes | None,
) -> None:
    finding = make_finding(1, detail=_numbers(500), caution="It may be wrong.")
    made = _made(finding, template=template)
    assert len(made) > 1
    assert "Source unclear. It may be wrong." in _texts(made[0])


@_ON_BOTH
@pytest.mark.parametrize("caution", ["It may be wrong.", _ARABIC, _numbers(120)])
@pytest.mark.parametrize("words", [250, 700])
def test_every_slide_of_a_finding_with_a_caution_has_a_box(
    words: int, caution: str, template: bytes | None
) -> None:
    finding = make_finding(1, detail=_numbers(words), caution=caution)
    made = _made(finding, template=template)
    assert len(made) > 1
    for slide in made:
        [box] = [shape for shape in slide.shapes if shape.name == "Caution"]
        assert box.text_frame.text.startswith("Source unclear")
        assert box.text_frame.paragraphs[0].runs[0].font.bold
    said = " ".join(text for slide in made for text in _texts(slide)[1:])
    assert said.count(caution) == 1 or caution == _numbers(120)


@pytest.mark.parametrize("words", range(250, 600, 25))
def test_caution_box_has_room_on_every_slide(words: int) -> None:
    finding = make_finding(1, detail=_numbers(words), caution="It may be wrong.")
    for slide in _made(finding):
        source = next(shape for shape in slide.shapes if "Post" in shape.text_frame.text)
        above = [shape for shape in slide.shapes if shape.shape_id != source.shape_id]
        texts = [shape for shape in above if not _number(shape)]
        assert max(shape.top + shape.height for shape in texts) < source.top


@_ON_BOTH
def test_finding_without_a_caution_has_no_box(template: bytes | None) -> None:
    made = _made(make_finding(1, detail=_numbers(500)), template=template)
    assert len(made) > 1
    assert not [shape for slide in made for shape in slide.shapes if shape.name == "Caution"]


def test_long_caution_is_labelled_on_every_slide() -> None:
    made = _made(make_finding(1, caution=_numbers(500)))
    assert len(made) > 1
    for slide in made:
        assert any(text.startswith("Source unclear") for text in _texts(slide))
    assert _counted(made) == list(range(500))


@_ON_BOTH
@pytest.mark.parametrize("field", ["detail", "excerpt"])
def test_long_text_continues_without_loss(
    template: bytes | None, field: str
) -> None:
    finding = make_finding(1, **{field: _numbers(800)})  # type: ignore[arg-type]
    made = _made(finding, template=template)
    assert len(made) > 2
    assert _counted(made) == list(range(800))
    titles = [slide.shapes.title.text_frame.text for slide in made]
    assert titles[:3] == [
        "Finding number 1",
        "Finding number 1 (continued)",
        "Finding number 1 (continued 2)",
    ]


@_ON_BOTH
def test_rest_of_a_long_title_is_below_it(template: bytes | None) -> None:
    made = _made(make_finding(1, headline=_numbers(300)), template=template)
    title = made[0].shapes.title.text_frame.text
    assert title.endswith("…")
    assert [int(n) for n in re.findall(r"n(\d+)", title)] + _counted(made) == list(range(300))


@_ON_BOTH
def test_long_quote_names_its_speaker_on_every_slide(template: bytes | None) -> None:
    made = _made(make_quote(1, _numbers(500)), template=template)
    assert len(made) > 1
    assert _counted(made) == list(range(500))
    for slide in made:
        lines = "\n".join(_texts(slide)[1:]).splitlines()
        assert {"A speaker", "who is made up"} <= set(lines)


@_ON_BOTH
@pytest.mark.parametrize("length", [3, 60, 120, 500])
def test_our_words_never_come_before_the_speaker(
    template: bytes | None, length: int
) -> None:
    made = _made(make_quote(1, _numbers(length)), template=template, text="Our own words")
    for slide in made:
        said = "\n".join(_texts(slide)[1:])
        if "Our own words" in said and "A speaker" in said:
            assert said.index("A speaker") < said.index("Our own words")
    assert sum("Our own words" in "\n".join(_texts(slide)) for slide in made) == 1


@_ON_BOTH
@pytest.mark.parametrize("source", ["", "A source", "A source of many words " * 6])
def test_caution_of_one_endless_word_fits_a_low_placeholder(
    template: bytes | None, source: str
) -> None:
    word = "x" * 3000
    texts = (SlideText(Role.TITLE, "A title"), SlideText(Role.CAUTION, word))
    slide = replace(briefing_slides(make_report())[0], texts=texts, source=source)
    assert slide.kind is SlideKind.TITLE
    made = _read(powerpoint([slide], make_report(), template)).slides
    boxes = [shape for each in made for shape in each.shapes if shape.name == "Caution"]
    assert sum(box.text_frame.text.count("x") for box in boxes) == len(word)


@_ON_BOTH
def test_slide_titles_are_unique(template: bytes | None) -> None:
    same = [make_finding(number, headline="The same headline") for number in (1, 2, 3)]
    made = _made(*same, same[0], make_quote(1), make_quote(1), SlideKind.TEXT, template=template)
    titles = [slide.shapes.title.text_frame.text.casefold() for slide in made]
    assert len(set(titles)) == len(titles) == 7
    assert all(titles)


def test_hidden_title_is_outside_the_slide() -> None:
    [made] = _made(make_quote(1))
    title = made.shapes.title
    assert title.text_frame.text == "Quote 1: A speaker"
    assert title.top + title.height <= 0


def test_notes_and_questions_are_labelled_as_ours() -> None:
    finding = make_finding(1, prompt="What would you do?")
    [made] = _made(finding, notes="Say it.\n\nThen wait.")
    assert made.notes_slide.notes_text_frame.text == (
        f"{NOTES_LEAD}\nSay it.\n\nThen wait.\n{PROMPT_LEAD}What would you do?"
    )
    assert "What would you do?" not in "\n".join(_texts(made))
    assert "Say it." not in "\n".join(_texts(made))


@_ON_BOTH
def test_presentation_references_its_notes_master(template: bytes | None) -> None:
    report = make_report((make_finding(1, prompt="Why?"),))
    root = _read(powerpoint(briefing_slides(report), report, template)).element
    assert len(list(root.iter("{*}notesMasterId"))) == 1


def test_slide_without_notes_has_no_notes_page() -> None:
    [made] = _made(make_finding(1))
    assert not made.has_notes_slide


@_ON_BOTH
def test_every_run_has_the_language_of_the_briefing(template: bytes | None) -> None:
    finding = make_finding(1, detail="Geiriau.", caution="Gofal.", prompt="Pam?")
    report = replace(make_report((finding,), (make_quote(1),), (make_measure(),)), language="cy-GB")
    for slide in _read(powerpoint(briefing_slides(report), report, template)).slides:
        notes = [slide.notes_slide.element] if slide.has_notes_slide else []
        charts = [s.chart.element for s in slide.shapes if s.has_chart]
        for root in (slide.element, *notes, *charts):
            for tag in ("rPr", "defRPr"):
                for properties in root.iter(f"{_MAIN}{tag}"):
                    assert properties.get("lang") == "cy-GB"


@_ON_BOTH
def test_reading_order_starts_with_the_title(template: bytes | None) -> None:
    finding = make_finding(1, detail="Detail.", excerpt="excerpt", caution="Caution.")
    [made] = _made(finding, template=template)
    shapes = [shape for shape in made.shapes if not _decorative(shape)]
    assert shapes[0].shape_id == made.shapes.title.shape_id
    assert _number(shapes[-1])
    said = "\n".join(_texts(made))
    order = [said.index(part) for part in ("Concern", "Detail.", "excerpt", "Caution.", "Post")]
    assert order == sorted(order)
    tops = [shape.top for shape in shapes[2:-1]]
    assert tops == sorted(tops)


def test_only_ornaments_are_marked_as_decorative() -> None:
    for made in _made(make_finding(1, excerpt="words"), make_quote(1)):
        for shape in made.shapes:
            assert _decorative(shape) == (shape.name in {"Rule", "Dot"})
            assert not (_decorative(shape) and shape.text_frame.text)


def test_text_is_in_placeholders_of_the_layout() -> None:
    finding = make_finding(1, detail="Detail.", excerpt="excerpt", caution="Caution.")
    for made in _made(SlideKind.TITLE, finding, make_quote(1), make_measure(), SlideKind.SOURCES):
        numbers = {place.placeholder_format.idx for place in made.slide_layout.placeholders}
        for shape in made.shapes:
            if shape.is_placeholder:
                assert shape.placeholder_format.idx in numbers
            else:
                assert shape.name in {"Rule", "Dot", "Caution"}


def test_no_empty_placeholder_is_left() -> None:
    for made in _read(powerpoint(briefing_slides(_BUNDLED), _BUNDLED)).slides:
        for place in made.placeholders:
            assert place.has_chart or place.text_frame.text or _number(place)


def test_file_has_properties_and_is_reproducible() -> None:
    report = replace(make_report((make_finding(1),), (), (make_measure(),)), published="2016-03-02")
    slides = briefing_slides(report)
    file = powerpoint(slides, report)
    assert file == powerpoint(slides, report)
    properties = _read(file).core_properties
    assert properties.title == "A made-up briefing"
    assert properties.author == properties.last_modified_by == "The Made-up Inspectorate"
    assert properties.language == "en-GB"
    assert properties.created == properties.modified == datetime(2016, 3, 2)  # noqa: DTZ001
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        [workbook] = [name for name in package.namelist() if name.endswith(".xlsx")]
        with zipfile.ZipFile(package.open(workbook)) as sheets:
            assert b"2000-01-01T00:00:00Z" in sheets.read("docProps/core.xml")


def test_slides_are_16_by_9() -> None:
    presentation = _read(powerpoint(briefing_slides(_BUNDLED), _BUNDLED))
    assert presentation.slide_width * 9 == presentation.slide_height * 16


# ---- charts -------------------------------------------------------------------------------------


@_ON_BOTH
def test_chart_is_editable_and_shows_the_figures(
    template: bytes | None,
) -> None:
    rows = (("Alpha", 16, ""), ("Bravo", 1234, "p"), ("Charlie", None, "c"), ("Delta", 0, ""))
    measure = make_measure(rows, highlight="Alpha")
    [made] = _made(measure, template=template)
    frame = _chart(made)
    chart = frame.chart
    [series] = chart.plots[0].series
    assert list(chart.plots[0].categories) == [
        "Bravo (provisional)",
        "Alpha",
        "Delta",
        "Charlie (confidential)",
    ]
    assert list(series.values) == [1234, 16, 0, None]
    assert frame.element.nvGraphicFramePr.cNvPr.get("descr") == bar_chart(measure).alt_text
    assert frame.is_placeholder
    assert not chart.has_legend
    assert not chart.value_axis.has_major_gridlines
    assert chart.value_axis.minimum_scale == 0
    assert chart.category_axis.reverse_order
    assert series.points[1].format.fill.fore_color.theme_color == MSO_THEME_COLOR.ACCENT_1
    assert series.format.fill.fore_color.rgb == RGBColor(0x7D, 0x8C, 0x9C)
    said = "\n".join(_texts(made))
    assert "Made-up measure 1, things counted, 2016" in said
    assert "Counts, not rates. Source: The Made-up Post, A made-up article." in said
    assert "Things, counted once each." in made.notes_slide.notes_text_frame.text


def _labels(made: Any) -> list[str]:
    """What stands at the end of each bar, as far as formats of plain digits say it."""
    chart = _chart(made).chart
    labels = chart.element.find(f".//{_CHART}dLbls")
    own = {
        int(label.find(f"{_CHART}idx").get("val")): label
        for label in labels.findall(f"{_CHART}dLbl")
    }
    said = []
    for at, value in enumerate(chart.plots[0].series[0].values):
        label = own.get(at, labels)
        text = "".join(run.text for run in label.iter(f"{_MAIN}t")) if at in own else ""
        form = label.find(f"{_CHART}numFmt")
        if text or form is None:
            said.append(text)
        elif value is not None:
            said.append(f"{value:,.{len(form.get('formatCode').partition('.')[2])}f}")
    return said


@given(
    st.lists(
        st.one_of(
            st.integers(0, 2**63 - 1),
            st.integers(0, 10_000),
            st.floats(0, 1e308, allow_nan=False),
            st.decimals(0, 1000, places=2).map(float),
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=40, deadline=None)
def test_figure_keeps_the_digits_of_the_source(values: list[float]) -> None:
    measure = make_measure([(f"Force {at}", value, "") for at, value in enumerate(values)])
    [made] = _made(measure)
    assert _labels(made) == [bar.text for bar in bar_chart(measure).bars]


def test_awkward_names_and_figures_are_shown() -> None:
    [made] = _made(make_measure(AWKWARD))
    assert "<b>Bold</b> & <img src='x'> (revised)" in list(_chart(made).chart.plots[0].categories)
    assert _labels(made)[0] == "9,223,372,036,854,775,807"


@_ON_BOTH
def test_many_bars_continue_with_the_same_axis(
    template: bytes | None,
) -> None:
    measure = make_measure(FORTY_THREE)
    made = _made(measure, template=template)
    assert len(made) > 1
    charts = [_chart(slide).chart for slide in made]
    values = [value for chart in charts for value in chart.plots[0].series[0].values]
    assert values == [bar.value for bar in bar_chart(measure).bars]
    assert {chart.value_axis.maximum_scale for chart in charts} == {max(values)}
    for slide in made:
        told = _chart(slide).element.nvGraphicFramePr.cNvPr.get("descr")
        for name in _chart(slide).chart.plots[0].categories:
            assert name in told


_LONG_NAMES = (
    "Avon and Faraway",
    "Metropolitan Made-up Police Service",
    "City of Nowhere Police, Directorate for Economic Crime",
    "Police Service of the Northern Counties and the Isles",
)


def _many(count: int, names: Sequence[str]) -> Measure:
    """Bars of which some are provisional and some are missing."""
    return make_measure(
        [
            (
                f"{names[at % len(names)]} {at}",
                None if at % 13 == 7 else 12_000 - at,
                "c" if at % 13 == 7 else "p" if at % 4 == 1 else "",
            )
            for at in range(count)
        ]
    )


@_ON_BOTH
@pytest.mark.parametrize("count", [9, 10, 20, 43])
@pytest.mark.parametrize("names", [_LONG_NAMES[:1], _LONG_NAMES], ids=["short", "long"])
def test_names_have_room_in_legible_type(
    template: bytes | None, count: int, names: Sequence[str]
) -> None:
    made = _made(_many(count, names), template=template)
    least = 14 if template else 18
    starts = set()
    for slide in made:
        frame = _chart(slide)
        size = frame.chart.category_axis.tick_labels.font.size.pt
        assert size >= least
        categories = list(frame.chart.plots[0].categories)
        layout = frame.chart.element.find(f".//{_CHART}manualLayout")
        start = float(layout.find(f"{_CHART}x").get("val")) * frame.width / 12_700
        starts.add(round(start))
        for name in categories:
            # Another font than ours may be this much wider.
            taken = len(lines(name, size * 1.2, start)) * size * LINE_HEIGHT
            assert taken <= frame.height / 12_700 / len(categories)
    assert len(starts) == 1
    if names == _LONG_NAMES[:1] and template is None:
        assert len(made) <= -(-count // 10)


@pytest.mark.parametrize(
    ("template", "least"),
    [(None, 8), (_TEMPLATE, 6), (as_libreoffice_saves(_TEMPLATE), 6)],
    ids=["ours", "template", "libreoffice"],
)
@pytest.mark.parametrize("subtitle_lines", [1, 3])
@pytest.mark.parametrize("missing", [False, True])
def test_one_long_name_does_not_need_many_slides(
    *, template: bytes | None, least: int, subtitle_lines: int, missing: bool
) -> None:
    long = "Devon, Exmoor and Cornwall" if missing else "Police Service of the Northern Counties"
    rows: list[Row] = [(f"Force {at}", 900 - at, "") for at in range(42)]
    rows.append((long, None, "c") if missing else (long, 1, ""))
    measure = replace(make_measure(rows), title="what was counted and over which time " * 4)
    if subtitle_lines == 1:
        measure = replace(measure, title="What was counted")
    else:
        least = 4 if missing else 6
    made = _made(measure, template=template)
    assert len(made) <= -(-43 // least)
    assert all(any(shape.has_chart for shape in slide.shapes) for slide in made)


@_ON_BOTH
def test_few_extra_bars_stay_on_one_slide(template: bytes | None) -> None:
    rows = [(f"Force {at}", at, "") for at in range(10)]
    message = "Of those that were counted, few forces had more than the others did"
    assert len(_made(make_measure(rows, message=message), template=template)) == 1


def test_type_is_not_smaller_than_necessary() -> None:
    for count, size in ((6, 22), (30, 22)):
        made = _made(make_measure([(f"Force {at}", at, "") for at in range(count)]))
        sizes = {_chart(each).chart.category_axis.tick_labels.font.size.pt for each in made}
        assert sizes == {size}


@_ON_BOTH
def test_bars_are_equally_thick_on_every_slide(template: bytes | None) -> None:
    made = _made(_many(43, _LONG_NAMES[:1]), template=template)
    counts = [len(list(_chart(slide).chart.plots[0].categories)) for slide in made]
    assert len(set(counts)) > 1
    pitches = [_chart(slide).height / count for slide, count in zip(made, counts, strict=True)]
    # A title that goes on may leave somewhat more room.
    assert max(pitches) < 1.05 * min(pitches)


def test_pairs_are_apart_and_each_on_one_slide() -> None:
    measure = make_measure(FORTY_THREE, periods=("2015", "2016"))
    chart = bar_chart(measure, view=ChartView("2016", "2015"))
    slides = [slide_for_chart(chart, "change")]
    made = _read(powerpoint(slides, make_report(), None)).slides
    assert len(made) > 1
    labels = []
    for slide in made:
        plot = _chart(slide).chart.plots[0]
        names = list(plot.categories)
        assert [name == " " for name in names] == [at % 3 == 2 for at in range(len(names))]
        values = plot.series[0].values
        for name, value in zip(names, values, strict=True):
            assert (value is None) == (name == " ")
        labels += [name for name in names if name != " "]
        # Every figure that is compared says at its end what changed.
        beside = [text.text for text in plot.series[0]._element.iter(f"{_MAIN}t")]
        assert len(beside) == labels.count(names[1]) * (len(names) + 1) // 3
        assert all(text.endswith(" no change") for text in beside)
    assert labels == [bar.label for bar in chart.bars]


@_ON_BOTH
def test_chart_without_known_figures_has_its_names(template: bytes | None) -> None:
    [made] = _made(make_measure([("A", None, "c"), ("B", None, "x")]), template=template)
    names = list(_chart(made).chart.plots[0].categories)
    assert names == ["A (confidential)", "B (not available)"]


@_ON_BOTH
def test_earlier_periods_are_listed_below_the_chart(template: bytes | None) -> None:
    [made] = _made(make_measure(periods=("2015", "2016", "2017")), template=template)
    assert "Earlier periods in this briefing: 2015, 2016." in _texts(made)[-1]


def test_chart_without_figures_says_so() -> None:
    [made] = _made(make_measure(()))
    assert not any(shape.has_chart for shape in made.shapes)
    assert "There are no figures to show." in "\n".join(_texts(made))


def test_name_is_neither_formula_nor_link_in_the_workbook() -> None:
    names = ["=1+1", "http://example.org/a", "+2", "{=3}"]
    measure = make_measure([(name, at, "") for at, name in enumerate(names)])
    report = make_report((), (), (measure,))
    with zipfile.ZipFile(io.BytesIO(powerpoint(briefing_slides(report), report))) as package:
        [workbook] = [name for name in package.namelist() if name.endswith(".xlsx")]
        with zipfile.ZipFile(package.open(workbook)) as sheets:
            sheet = sheets.read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in sheet
            assert b"hyperlink" not in sheet
            strings = sheets.read("xl/sharedStrings.xml").decode()
            assert all(f">{name}<" in strings for name in names)


# ---- bar by bar ---------------------------------------------------------------------------------


def _revealed(made: Any) -> list[int]:
    """The numbers of the categories that come with a click each, in order."""
    targets = [target for target in made.element.iter(f"{_MAIN}chart") if target.get("bldStep")]
    assert {target.get("bldStep") for target in targets} <= {"category"}
    return [int(target.get("categoryIdx")) for target in targets]


@_ON_BOTH
def test_reveal_shows_one_bar_per_click(
    template: bytes | None,
) -> None:
    measure = make_measure([("A", 1, ""), ("B", 9, "p"), ("C", None, "c"), ("D", 4, "")])
    [made] = _made(measure, template=template, reveal=True)
    # Nothing would come with a figure that is missing: its words stand with its name.
    assert _revealed(made) == [0, 1, 2]
    following = made.element.find("{*}clrMapOvr").getnext()
    [timing] = following.iter("{*}timing")
    steps = [step for step in timing.iter("{*}cTn") if step.get("nodeType") == "clickEffect"]
    assert len(steps) == 3
    ids = [step.get("id") for step in timing.iter("{*}cTn")]
    assert len(set(ids)) == len(ids)
    number = str(_chart(made).shape_id)
    [build] = timing.iter("{*}bldGraphic")
    assert {target.get("spid") for target in (*timing.iter("{*}spTgt"), build)} == {number}
    assert build.find(f"{{*}}bldSub/{_MAIN}bldChart").get("animBg") == "0"


def test_chart_without_reveal_shows_all_bars() -> None:
    for made in (*_made(make_measure()), *_made(SlideKind.TITLE, make_finding(1), reveal=True)):
        assert not list(made.element.iter("{*}timing"))
    [missing] = _made(make_measure([("A", None, "c")]), reveal=True)
    assert not list(missing.element.iter("{*}timing"))


def test_reveal_follows_the_order_on_every_slide() -> None:
    made = _made(make_measure(FORTY_THREE), reveal=True)
    assert len(made) > 1
    for slide in made:
        count = len(list(_chart(slide).chart.plots[0].categories))
        assert _revealed(slide) == list(range(count))
    measure = make_measure(periods=("2015", "2016"))
    chart = bar_chart(measure, view=ChartView("2016", "2015"))
    slide = replace(slide_for_chart(chart, "change"), reveal=True)
    [paired] = _read(powerpoint([slide], make_report())).slides
    assert _revealed(paired) == [0, 1, 3, 4, 6, 7]


# ---- from right to left -------------------------------------------------------------------------


def _in_arabic(language: str, template: bytes | None) -> Any:
    measure = make_measure([("شرطة لندن", 12, ""), ("غرب ميرسيا", 5, "p")], message=_ARABIC)
    finding = make_finding(
        1, headline=_ARABIC, detail=_ARABIC, excerpt=_ARABIC, caution=_ARABIC, prompt=_ARABIC
    )
    report = make_report((finding,), (make_quote(1, _ARABIC),), (measure,))
    report = replace(report, language=language)
    return _read(powerpoint(briefing_slides(report), report, template))


@_ON_BOTH
@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur", "AR-eg", "az-Arab"])
def test_rtl_text_starts_at_the_right(
    template: bytes | None, language: str
) -> None:
    presentation = _in_arabic(language, template)
    assert presentation.element.get("rtl") == "1"
    count = 0
    for slide in presentation.slides:
        notes = [slide.notes_slide.element] if slide.has_notes_slide else []
        for root in (slide.element, *notes):
            for properties in root.iter(f"{_MAIN}rPr"):
                assert properties.get("lang").casefold().startswith(language.casefold())
            for paragraph in root.iter(f"{_MAIN}p"):
                if _ARABIC in "".join(text.text for text in paragraph.iter(f"{_MAIN}t")):
                    properties = paragraph.find(f"{_MAIN}pPr")
                    assert properties.get("rtl") == "1"
                    assert properties.get("algn") in ({"r"} if not template else {"r", "ctr"})
                    count += 1
    assert count >= 6


@_ON_BOTH
def test_full_stop_is_at_the_end_of_english_words_in_arabic(
    template: bytes | None,
) -> None:
    for slide in _in_arabic("ar", template).slides:
        for paragraph in slide.element.iter(f"{_MAIN}p"):
            if "Counts, not rates." in "".join(t.text for t in paragraph.iter(f"{_MAIN}t")):
                properties = paragraph.find(f"{_MAIN}pPr")
                assert (properties.get("algn"), properties.get("rtl")) == ("r", "0")
                return
    pytest.fail("The line is nowhere.")


@_ON_BOTH
def test_rtl_bars_grow_to_the_left(template: bytes | None) -> None:
    found = {}
    for language in ("en", "ar"):
        [chart] = [
            shape.chart
            for slide in _in_arabic(language, template).slides
            for shape in slide.shapes
            if shape.has_chart
        ]
        layout = chart.element.find(f".//{_CHART}manualLayout")
        found[language] = [float(layout.find(f"{_CHART}{side}").get("val")) for side in "xw"]
        assert chart.value_axis.reverse_order == (language == "ar")
        for properties in chart.element.iter(f"{_MAIN}pPr"):
            assert properties.get("rtl") == ("1" if language == "ar" else None)
    (x, width), (mirrored_x, mirrored_width) = found["en"], found["ar"]
    assert mirrored_width == width
    assert mirrored_x == pytest.approx(1 - x - width, abs=0.001)


def test_our_layouts_are_mirrored_in_arabic() -> None:
    english, arabic = _in_arabic("en", None), _in_arabic("ar", None)
    assert english.element.get("rtl") is None
    for slide, turned in zip(english.slides, arabic.slides, strict=True):
        for shape, other in zip(slide.shapes, turned.shapes, strict=True):
            assert abs(shape.left + other.left + other.width - english.slide_width) < 9


# ---- whatever a briefing says -------------------------------------------------------------------

_words = st.one_of(
    st.text(max_size=40),
    st.text("ab \n\t\x00\x0b\ud800\ufffe“ŵ", max_size=60),
    st.integers(1, 400).map(_numbers),
    st.integers(1, 900).map("x".__mul__),
)


@st.composite
def _slides(draw: st.DrawFn) -> Slide:
    """Slides with any text, whether a briefing would pass with it or not."""
    measure = make_measure(
        [
            (
                draw(_words),
                draw(st.none() | st.floats(allow_nan=False)),
                draw(st.sampled_from("xp")),
            )
            for _ in range(draw(st.integers(0, 30)))
        ],
        message=draw(_words),
    )
    finding = make_finding(1, draw(st.sampled_from(FindingKind)), prompt=draw(_words))
    report = make_report((finding,), (make_quote(1),), (measure,))
    slide = draw(
        st.sampled_from(
            [finding_slide(finding), quote_slide(make_quote(1)), *briefing_slides(report)]
        )
    )
    texts = tuple(SlideText(text.role, draw(_words)) for text in slide.texts)
    more = draw(st.lists(st.builds(SlideText, st.sampled_from([Role.BODY, Role.CAUTION]), _words)))
    return replace(slide, texts=(*texts, *more[:2]), notes=draw(_words), source=draw(_words))


def _boxes(made: Any) -> list[tuple[int, int, int, int, str]]:
    return [
        (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height, shape.name)
        for shape in made.shapes
    ]


@given(st.lists(_slides(), max_size=3), st.sampled_from([None, _TEMPLATE]), _words)
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_valid_file(
    slides: list[Slide], template: bytes | None, title: str
) -> None:
    report = replace(make_report(), title=title, publisher=title, language="")
    made = list(_read(powerpoint(slides, report, template)).slides)
    assert len(made) >= len(slides)
    titles = [slide.shapes.title.text_frame.text.casefold().strip() for slide in made]
    assert len(set(titles)) == len(titles)


@given(_slides())
@settings(max_examples=60, deadline=None)
def test_shapes_do_not_overlap_or_leave_the_slide(slide: Slide) -> None:
    presentation = _read(powerpoint([slide], make_report()))
    for made in presentation.slides:
        boxes = [box for box in _boxes(made) if box[3] > 0]
        for left, top, right, bottom, name in boxes:
            assert left >= 0, name
            assert top >= 0, name
            assert right <= presentation.slide_width, name
            assert bottom <= presentation.slide_height, name
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across <= 0 or down <= 12_700, (one[4], other[4])


@pytest.mark.parametrize(("times", "least", "most"), [(1, 22, 22), (50, 14, 21)])
def test_sources_are_as_large_as_other_texts_if_they_fit(
    times: int, least: int, most: int
) -> None:
    report = make_report()
    noted = replace(report.sources[0], note="Some words about it. " * times)
    report = replace(report, sources=(noted,))
    made = list(_read(powerpoint(briefing_slides(report), report)).slides)[-1]
    [said] = [shape for shape in made.shapes if "Some words" in shape.text_frame.text]
    sizes = {
        run.font.size.pt
        for paragraph in said.text_frame.paragraphs
        for run in paragraph.runs
        if "Some words" in run.text
    }
    assert least <= min(sizes) <= max(sizes) <= most


def test_growing_text_makes_more_slides_not_smaller_type() -> None:
    for length in (10, 100, 1000):
        made = _made(make_finding(1, detail=_numbers(length)))
        for slide in made:
            body = next(shape for shape in slide.placeholders if "n" in shape.text_frame.text)
            assert all(
                run.font.size is None or run.font.size.pt >= 22
                for shape in (body,)
                if shape.placeholder_format.idx == 1
                for paragraph in shape.text_frame.paragraphs
                for run in paragraph.runs
            )


# ---- templates ----------------------------------------------------------------------------------


@pytest.mark.parametrize("template", [_TEMPLATE, of_type(_TEMPLATE, POTX)], ids=["pptx", "potx"])
def test_template_gives_layouts_but_no_slides(template: bytes) -> None:
    file = powerpoint(briefing_slides(_BUNDLED), _BUNDLED, template)
    presentation = _read(file)
    assert presentation.slide_width == _read(_TEMPLATE).slide_width
    names = {made.slide_layout.name for made in presentation.slides}
    assert names == {"Title Slide", "Title and Content"}
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert not any(b"An old" in package.read(name) for name in package.namelist())
        # A picture of its first slide, and PowerPoint's list of all titles.
        assert not {"docProps/thumbnail.jpeg", "docProps/app.xml"} & set(package.namelist())


def _space_after(presentation: Any) -> None:
    for style in presentation.slide_masters[0].element.iter(f"{_MAIN}lvl1pPr"):
        after = style.makeelement(f"{_MAIN}spcAft")
        after.append(after.makeelement(f"{_MAIN}spcPts", {"val": "2000"}))
        style.insert(1, after)


def test_template_spacing_below_paragraphs_is_ignored() -> None:
    template = make_template(_space_after)
    [made] = _made(make_finding(1, detail="Detail.", excerpt="Words"), template=template)
    for place in (made.shapes.title, made.placeholders[1]):
        for paragraph in place.text_frame.paragraphs:
            assert paragraph.space_after == 0


_OF_LIBREOFFICE = as_libreoffice_saves(_TEMPLATE)


def test_titles_and_texts_differ_without_placeholder_numbers() -> None:
    slides = briefing_slides(_BUNDLED)
    made = _read(powerpoint(slides, _BUNDLED, _OF_LIBREOFFICE)).slides
    assert len(made) >= len(slides)
    for shown in made:
        assert shown.shapes.title.placeholder_format.type in {
            PP_PLACEHOLDER.TITLE,
            PP_PLACEHOLDER.CENTER_TITLE,
        }
        numbers = [place.placeholder_format.idx for place in shown.placeholders]
        assert len(set(numbers)) == len(numbers)
        assert set(numbers) <= {
            place.placeholder_format.idx for place in shown.slide_layout.placeholders
        }
    titles = [shown.shapes.title.text_frame.text for shown in made]
    assert {slide.title for slide in slides if slide.texts[0].role is Role.TITLE} <= set(titles)
    [finding] = _made(make_finding(1, detail="Detail."), template=_OF_LIBREOFFICE)
    assert finding.shapes.title.text_frame.text == "Finding number 1"
    assert "Detail." in finding.placeholders[1].text_frame.text


def test_placeholder_prompts_give_the_style_if_nothing_else_does() -> None:
    [made] = _made(make_finding(1), template=_OF_LIBREOFFICE)
    for place in (made.shapes.title, made.placeholders[1]):
        number = place.placeholder_format.idx
        [of_layout] = [
            each for each in made.slide_layout.placeholders if each.placeholder_format.idx == number
        ]
        level = of_layout.element.find(f".//{_MAIN}lstStyle/{_MAIN}lvl1pPr")
        assert level.get("algn") == "ctr"
        letters = level.find(f"{_MAIN}defRPr")
        assert (letters.get("sz"), letters.get("b")) == ("3100", "1")
        assert letters.find(f"{_MAIN}solidFill/{_MAIN}srgbClr").get("val") == "123456"


def _only_openings(presentation: Any) -> None:
    """Leave one layout, with a title and a large subtitle, as LibreOffice's own templates have."""
    layouts = presentation.slide_layouts
    for layout in list(layouts)[2:]:
        layouts.remove(layout)
    for place in list(layouts[1].placeholders):  # the slide that is there keeps it
        place.element.getparent().remove(place.element)
    subtitle = layouts[0].placeholders[1]
    subtitle.top, subtitle.height = 2_000_000, 4_000_000


def test_large_subtitle_is_used_for_text_if_nothing_else_is() -> None:
    template = make_template(_only_openings)
    [made] = _made(make_finding(1, detail="Detail."), template=template)
    assert made.shapes.title.text_frame.text == "Finding number 1"
    assert "Detail." in made.placeholders[1].text_frame.text


@pytest.mark.parametrize("template", [_TEMPLATE, _OF_LIBREOFFICE], ids=["usual", "libreoffice"])
def test_file_has_one_set_of_properties_and_unique_names(template: bytes) -> None:
    file = powerpoint(briefing_slides(_BUNDLED), _BUNDLED, template)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = package.namelist()
        assert len(set(names)) == len(names)
        assert [name for name in names if "core" in name] == ["docProps/core.xml"]
        relations = package.read("_rels/.rels")
        assert relations.count(b"core-properties") == 1
        assert b"package/2006/relationships/metadata/core-properties" in relations
    assert _read(file).core_properties.title == _BUNDLED.title


def test_text_uses_the_fonts_of_the_template() -> None:
    [made] = _made(make_finding(1, detail="Detail."), template=_TEMPLATE)
    for shape in made.placeholders:
        for run in shape.element.iter(f"{_MAIN}rPr"):
            assert run.find(f"{_MAIN}latin") is None
            assert run.find(f"{_MAIN}solidFill") is None


def _link_out(presentation: Any) -> None:
    layout = presentation.slide_layouts[1]
    shape = layout.placeholders[0]
    relation = layout.part.relate_to("http://example.org/", f"{_RELATIONS[1:-1]}/hyperlink", True)
    link = shape.element.nvSpPr.cNvPr.makeelement(f"{_MAIN}hlinkClick", {})
    link.set(f"{_RELATIONS}id", relation)
    shape.element.nvSpPr.cNvPr.append(link)


def test_links_of_a_template_are_removed() -> None:
    file = powerpoint(briefing_slides(_BUNDLED), _BUNDLED, make_template(_link_out))
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        for name in package.namelist():
            assert b"example.org" not in package.read(name)
            assert b"hlinkClick" not in package.read(name)


def _need_a_film(presentation: Any) -> None:
    layout = presentation.slide_layouts[1]
    relation = layout.part.relate_to("file:///film.mp4", f"{_RELATIONS[1:-1]}/video", True)
    properties = layout.placeholders[0].element.nvSpPr.nvPr
    film = properties.makeelement(f"{_MAIN}videoFile", {})
    film.set(f"{_RELATIONS}link", relation)
    properties.append(film)


def _no_layouts(presentation: Any) -> None:
    """Leave the layouts without any room for text."""
    for layout in presentation.slide_layouts:
        for placeholder in list(layout.placeholders):
            placeholder.element.getparent().remove(placeholder.element)


def _a_folder(path: Path) -> None:
    path.mkdir()


def _a_pipe(path: Path) -> None:
    os.mkfifo(path)


def _too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(300 * 2**20)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda _: None, "the template can’t be read"),
        (_a_folder, "the template is a folder"),
        (_too_large, "the template is larger than 200 MB"),
        pytest.param(
            _a_pipe,
            "the template is a device or a pipe",
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are none here"),
        ),
    ],
    ids=["none", "folder", "large", "pipe"],
)
def test_unsuitable_template_file_is_not_read(
    make: Callable[[Path], None], what: str, tmp_path: Path
) -> None:
    path = tmp_path / "look.potx"
    make(path)
    with pytest.raises(OptionError) as caught:
        read_template(path)
    assert what in caught.value.what
    assert str(path) in caught.value.what
    assert caught.value.remedy


def test_template_is_read_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "look.potx"
    path.write_bytes(_TEMPLATE)
    assert read_template(path) == _TEMPLATE


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(4):
            package.writestr(f"{number}.bin", bytes(100_000_000))
    return file.getvalue()


def _without(*names: str) -> bytes:
    return repacked(_TEMPLATE, lambda name, blob: None if name in names else blob)


@pytest.mark.parametrize(
    ("template", "what"),
    [
        (b"", "is not a PowerPoint file"),
        (b"PK\x03\x04 and no more", "is not a PowerPoint file"),
        (Path(__file__).read_bytes(), "is not a PowerPoint file"),
        (_without("ppt/presentation.xml"), "is not a PowerPoint file"),
        (_without("ppt/slideMasters/slideMaster1.xml"), "is damaged"),
        (_TEMPLATE[: len(_TEMPLATE) // 2], "is not a PowerPoint file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "is a file of an older PowerPoint"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
        ),
        (of_type(_TEMPLATE, MACROS), "has macros"),
        (make_template(_need_a_film), "needs files that are not in it"),
        (make_template(_no_layouts), "has no layout with a title and room for text"),
        (_bomb(), "is too large"),
    ],
    ids=[
        "empty",
        "beginning",
        "text",
        "no-presentation",
        "no-master",
        "half",
        "old",
        "password",
        "macros",
        "film",
        "no-layouts",
        "bomb",
    ],
)
def test_unusable_template_is_refused_with_a_remedy(template: bytes, what: str) -> None:
    with pytest.raises(OptionError) as caught:
        powerpoint(briefing_slides(_BUNDLED), _BUNDLED, template)
    assert what in caught.value.what
    assert caught.value.remedy


with zipfile.ZipFile(io.BytesIO(_TEMPLATE)) as _package:
    _PARTS = {
        name: _package.read(name)
        for name in _package.namelist()
        if name.endswith((".xml", ".rels")) and "slideLayout" not in name
    } | {name: _package.read(name) for name in _package.namelist() if "Layout2.xml" in name}


def _assert_refused_or_harmless(name: str, part: bytes) -> None:
    """That a template with this in the place of one of its parts is refused, or serves."""
    bad = repacked(_TEMPLATE, lambda each, blob: part if each == name else blob)
    report = make_report((make_finding(1, prompt="Why?"),), (), (make_measure(),))
    try:
        file = powerpoint(briefing_slides(report), report, bad)
    except BriefingAppError:
        return
    assert len(_read(file).slides) >= 3


@given(
    st.sampled_from(sorted(_PARTS)),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 30), st.binary(max_size=4))),
)
@settings(max_examples=80, deadline=None)
def test_damaged_template_is_refused_or_harmless(
    name: str, damage: list[tuple[int, int, bytes]]
) -> None:
    part = _PARTS[name]
    for at, length, instead in damage:
        start = at % (len(part) + 1)
        part = part[:start] + instead + part[start + length :]
    _assert_refused_or_harmless(name, part)


def test_template_with_lost_properties_is_reported_as_damaged() -> None:
    part = _PARTS["_rels/.rels"]
    kind = b"metadata/core-properties"
    assert kind in part
    kept = b"officeDocument/2006/relationships/custom-properties"
    damaged = part.replace(b"package/2006/relationships/" + kind, kept)
    bad = repacked(_TEMPLATE, lambda each, blob: damaged if each == "_rels/.rels" else blob)
    with pytest.raises(OptionError, match="damaged"):
        powerpoint((), make_report(), bad)


@given(st.sampled_from(sorted(_PARTS)), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_template_without_some_elements_is_refused_or_harmless(
    name: str, chance: Random
) -> None:
    root = etree.fromstring(_PARTS[name])
    for element in chance.sample(list(root.iter()), min(len(root), 2)):
        above = element.getparent()
        if above is not None:
            above.remove(element)
    part = etree.tostring(root)
    _assert_refused_or_harmless(name, part)


# ---- around it ----------------------------------------------------------------------------------


def test_libraries_are_loaded_only_for_an_export() -> None:
    heavy = {"pptx", "lxml", "PIL", "xlsxwriter", "PySide6"}
    assert loaded_by("import briefing_app.export.powerpoint.presentation") & heavy == set()


def test_running_order_is_followed() -> None:
    slides = briefing_slides(_BUNDLED)[3:1:-1]
    made = list(_read(powerpoint(slides, _BUNDLED)).slides)
    assert made[0].shapes.title.text_frame.text == slides[0].title
    assert len(made) == 2


_BY_LIBREOFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def _converted(file: bytes, ending: str, folder: Path) -> Path:
    """A presentation as LibreOffice saves it in another format."""
    folder.mkdir(exist_ok=True)
    (folder / "slides.pptx").write_bytes(file)
    out = folder / "out"
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
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
    """That all pages together say every word of the slides."""
    shown = "".join("".join(page.extract_text().split()) for page in PdfReader(pdf).pages)
    for slide in slides:
        bars: tuple[Bar, ...] = slide.chart.bars if slide.chart is not None else ()
        said = [*(text.text for text in slide.texts), *(bar.label for bar in bars), slide.source]
        for text in said:
            assert "".join(text.split()) in shown


@_BY_LIBREOFFICE
@_ON_BOTH
def test_libreoffice_shows_every_word(template: bytes | None, tmp_path: Path) -> None:
    slides = briefing_slides(_BUNDLED)
    pdf = _converted(powerpoint(slides, _BUNDLED, template), "pdf", tmp_path)
    assert len(PdfReader(pdf).pages) == len(slides)
    _assert_shown(slides, pdf)


@_BY_LIBREOFFICE
@pytest.mark.parametrize("ending", ["pptx", "potx"])
@pytest.mark.parametrize("ours", [True, False], ids=["ours", "another"])
def test_template_saved_by_libreoffice_is_usable(
    ours: bool, ending: str, tmp_path: Path
) -> None:
    slides = briefing_slides(_BUNDLED)
    start = powerpoint(slides, _BUNDLED) if ours else _TEMPLATE
    template = _converted(start, ending, tmp_path / "template").read_bytes()
    file = powerpoint(slides, _BUNDLED, template)
    for made in _read(file).slides:
        assert made.shapes.title.text_frame.text
        assert len(_texts(made)) > 1 or any(shape.has_chart for shape in made.shapes)
    titles = {made.shapes.title.text_frame.text for made in _read(file).slides}
    assert {slide.title for slide in slides if slide.texts[0].role is Role.TITLE} <= titles
    _assert_shown(slides, _converted(file, "pdf", tmp_path / "slides"))


@_BY_LIBREOFFICE
@_ON_BOTH
def test_libreoffice_shows_the_name_of_every_bar(
    template: bytes | None, tmp_path: Path
) -> None:
    report = make_report((), (), (_many(43, _LONG_NAMES), _many(20, _LONG_NAMES[:1])))
    slides = briefing_slides(report)
    pdf = _converted(powerpoint(slides, report, template), "pdf", tmp_path)
    shown = [slide for slide in slides if slide.chart is not None]
    _assert_shown(shown, pdf)
    one_by_one = [replace(slide, reveal=True) for slide in shown]
    _assert_shown(
        shown, _converted(powerpoint(one_by_one, report, template), "pdf", tmp_path / "revealed")
    )
