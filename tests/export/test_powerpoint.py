"""Tests of the texts, notes and properties of a PowerPoint export."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.dml.color import RGBColor

from briefing_app.export.powerpoint.presentation import NOTES_LEAD, PROMPT_LEAD, powerpoint
from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slide_builder import briefing_slides, finding_slide, quote_slide
from briefing_app.model.slides import Role, Slide, SlideText
from tests.export.powerpoint_slides import (
    ARABIC,
    AWKWARD_TEXT,
    BUNDLED,
    MAIN_NAMESPACE,
    TEMPLATE,
    is_decorative,
    is_slide_number,
    make_slides,
    number_words,
    numbers_in,
    ours_and_template,
    read_presentation,
    slide_texts,
)
from tests.sample_measures import make_measure
from tests.sample_report import make_finding, make_quote, make_report
from tests.test_architecture import loaded_by


@ours_and_template
def test_bundled_slides_become_one_titled_slide_each(
    template: bytes | None,
) -> None:
    slides = briefing_slides(BUNDLED)
    made = list(read_presentation(powerpoint(slides, BUNDLED, template)).slides)
    assert len(made) == len(slides)
    for slide, shown in zip(slides, made, strict=True):
        title = shown.shapes.title.text_frame.text
        if slide.texts[0].role is Role.TITLE:
            assert title == slide.title
        else:
            assert title == f"{slide.name}: {slide.texts[1].text}"


@ours_and_template
def test_all_texts_are_on_their_slide_to_the_character(template: bytes | None) -> None:
    finding = make_finding(
        1, headline=f"1 {AWKWARD_TEXT}", detail=f"2 {AWKWARD_TEXT}", excerpt=f"3 {AWKWARD_TEXT}"
    )
    [made] = make_slides(finding, template=template)
    said = "\n".join(slide_texts(made))
    assert f"1 {AWKWARD_TEXT}" == made.shapes.title.text_frame.text
    assert f"2 {AWKWARD_TEXT}" in said
    assert f"“3 {AWKWARD_TEXT}”" in said
    assert "The Made-up Post, a line" in said
    assert "The Made-up Post, A made-up article" in said


@ours_and_template
def test_kind_of_finding_is_named(template: bytes | None) -> None:
    for kind in FindingKind:
        [made] = make_slides(make_finding(1, kind), template=template)
        assert kind.label in "\n".join(slide_texts(made)).splitlines()


@ours_and_template
def test_caution_is_in_a_labelled_box(template: bytes | None) -> None:
    [made] = make_slides(
        make_finding(1, detail="Words.", caution="It may be wrong."), template=template
    )
    [box] = [shape for shape in made.shapes if shape.name == "Caution"]
    assert box.text_frame.text == "Source unclear. It may be wrong."
    assert box.fill.fore_color.rgb == RGBColor(0xFF, 0xF1, 0xD0)
    assert box.text_frame.paragraphs[0].runs[0].font.bold


@ours_and_template
def test_caution_is_on_the_first_slide_of_a_long_finding(
    template: bytes | None,
) -> None:
    finding = make_finding(1, detail=number_words(500), caution="It may be wrong.")
    made = make_slides(finding, template=template)
    assert len(made) > 1
    assert "Source unclear. It may be wrong." in slide_texts(made[0])


@ours_and_template
@pytest.mark.parametrize("caution", ["It may be wrong.", ARABIC, number_words(120)])
@pytest.mark.parametrize("words", [250, 700])
def test_every_slide_of_a_finding_with_a_caution_has_a_box(
    words: int, caution: str, template: bytes | None
) -> None:
    finding = make_finding(1, detail=number_words(words), caution=caution)
    made = make_slides(finding, template=template)
    assert len(made) > 1
    for slide in made:
        [box] = [shape for shape in slide.shapes if shape.name == "Caution"]
        assert box.text_frame.text.startswith("Source unclear")
        assert box.text_frame.paragraphs[0].runs[0].font.bold
    said = " ".join(text for slide in made for text in slide_texts(slide)[1:])
    assert said.count(caution) == 1 or caution == number_words(120)


@pytest.mark.parametrize("words", range(250, 600, 25))
def test_caution_box_has_room_on_every_slide(words: int) -> None:
    finding = make_finding(1, detail=number_words(words), caution="It may be wrong.")
    for slide in make_slides(finding):
        source = next(shape for shape in slide.shapes if "Post" in shape.text_frame.text)
        above = [shape for shape in slide.shapes if shape.shape_id != source.shape_id]
        texts = [shape for shape in above if not is_slide_number(shape)]
        assert max(shape.top + shape.height for shape in texts) < source.top


@ours_and_template
def test_finding_without_a_caution_has_no_box(template: bytes | None) -> None:
    made = make_slides(make_finding(1, detail=number_words(500)), template=template)
    assert len(made) > 1
    assert not [shape for slide in made for shape in slide.shapes if shape.name == "Caution"]


def test_long_caution_is_labelled_on_every_slide() -> None:
    made = make_slides(make_finding(1, caution=number_words(500)))
    assert len(made) > 1
    for slide in made:
        assert any(text.startswith("Source unclear") for text in slide_texts(slide))
    assert numbers_in(made) == list(range(500))


@ours_and_template
@pytest.mark.parametrize("field", ["detail", "excerpt"])
def test_long_text_continues_without_loss(template: bytes | None, field: str) -> None:
    finding = make_finding(1, **{field: number_words(800)})  # type: ignore[arg-type]
    made = make_slides(finding, template=template)
    assert len(made) > 2
    assert numbers_in(made) == list(range(800))
    titles = [slide.shapes.title.text_frame.text for slide in made]
    assert titles[:3] == [
        "Finding number 1",
        "Finding number 1 (continued)",
        "Finding number 1 (continued 2)",
    ]


@ours_and_template
def test_rest_of_a_long_title_is_below_it(template: bytes | None) -> None:
    made = make_slides(make_finding(1, headline=number_words(300)), template=template)
    title = made[0].shapes.title.text_frame.text
    assert title.endswith("…")
    assert [int(n) for n in re.findall(r"n(\d+)", title)] + numbers_in(made) == list(range(300))


@ours_and_template
def test_long_quote_names_its_speaker_on_every_slide(template: bytes | None) -> None:
    made = make_slides(make_quote(1, number_words(500)), template=template)
    assert len(made) > 1
    assert numbers_in(made) == list(range(500))
    for slide in made:
        lines = "\n".join(slide_texts(slide)[1:]).splitlines()
        assert {"A speaker", "who is made up"} <= set(lines)


@ours_and_template
@pytest.mark.parametrize("length", [3, 60, 120, 500])
def test_our_words_never_come_before_the_speaker(template: bytes | None, length: int) -> None:
    made = make_slides(make_quote(1, number_words(length)), template=template, text="Our own words")
    for slide in made:
        said = "\n".join(slide_texts(slide)[1:])
        if "Our own words" in said and "A speaker" in said:
            assert said.index("A speaker") < said.index("Our own words")
    assert sum("Our own words" in "\n".join(slide_texts(slide)) for slide in made) == 1


@ours_and_template
@pytest.mark.parametrize("source", ["", "A source", "A source of many words " * 6])
def test_caution_of_one_endless_word_fits_a_low_placeholder(
    template: bytes | None, source: str
) -> None:
    word = "x" * 3000
    texts = (SlideText(Role.TITLE, "A title"), SlideText(Role.CAUTION, word))
    slide = replace(briefing_slides(make_report())[0], texts=texts, source=source)
    assert slide.kind is SlideKind.TITLE
    made = read_presentation(powerpoint([slide], make_report(), template)).slides
    boxes = [shape for each in made for shape in each.shapes if shape.name == "Caution"]
    assert sum(box.text_frame.text.count("x") for box in boxes) == len(word)


@ours_and_template
def test_slide_titles_are_unique(template: bytes | None) -> None:
    same = [make_finding(number, headline="The same headline") for number in (1, 2, 3)]
    made = make_slides(
        *same, same[0], make_quote(1), make_quote(1), SlideKind.TEXT, template=template
    )
    titles = [slide.shapes.title.text_frame.text.casefold() for slide in made]
    assert len(set(titles)) == len(titles) == 7
    assert all(titles)


def test_hidden_title_is_outside_the_slide() -> None:
    [made] = make_slides(make_quote(1))
    title = made.shapes.title
    assert title.text_frame.text == "Quote 1: A speaker"
    assert title.top + title.height <= 0


def test_notes_and_questions_are_labelled_as_ours() -> None:
    finding = make_finding(1, prompt="What would you do?")
    [made] = make_slides(finding, notes="Say it.\n\nThen wait.")
    assert made.notes_slide.notes_text_frame.text == (
        f"{NOTES_LEAD}\nSay it.\n\nThen wait.\n{PROMPT_LEAD}What would you do?"
    )
    assert "What would you do?" not in "\n".join(slide_texts(made))
    assert "Say it." not in "\n".join(slide_texts(made))


@ours_and_template
def test_presentation_references_its_notes_master(template: bytes | None) -> None:
    report = make_report((make_finding(1, prompt="Why?"),))
    root = read_presentation(powerpoint(briefing_slides(report), report, template)).element
    assert len(list(root.iter("{*}notesMasterId"))) == 1


def test_slide_without_notes_has_no_notes_page() -> None:
    [made] = make_slides(make_finding(1))
    assert not made.has_notes_slide


@ours_and_template
def test_every_run_has_the_language_of_the_briefing(template: bytes | None) -> None:
    finding = make_finding(1, detail="Geiriau.", caution="Gofal.", prompt="Pam?")
    report = replace(make_report((finding,), (make_quote(1),), (make_measure(),)), language="cy-GB")
    for slide in read_presentation(powerpoint(briefing_slides(report), report, template)).slides:
        notes = [slide.notes_slide.element] if slide.has_notes_slide else []
        charts = [s.chart.element for s in slide.shapes if s.has_chart]
        for root in (slide.element, *notes, *charts):
            for tag in ("rPr", "defRPr"):
                for properties in root.iter(f"{MAIN_NAMESPACE}{tag}"):
                    assert properties.get("lang") == "cy-GB"


@ours_and_template
def test_reading_order_starts_with_the_title(template: bytes | None) -> None:
    finding = make_finding(1, detail="Detail.", excerpt="excerpt", caution="Caution.")
    [made] = make_slides(finding, template=template)
    shapes = [shape for shape in made.shapes if not is_decorative(shape)]
    assert shapes[0].shape_id == made.shapes.title.shape_id
    assert is_slide_number(shapes[-1])
    said = "\n".join(slide_texts(made))
    order = [said.index(part) for part in ("Concern", "excerpt", "Caution.", "Detail.")]
    assert order == sorted(order)
    tops = [shape.top for shape in shapes[2:-1]]
    assert tops == sorted(tops)


def test_only_ornaments_are_marked_as_decorative() -> None:
    for made in make_slides(make_finding(1, excerpt="words"), make_quote(1)):
        for shape in made.shapes:
            assert is_decorative(shape) == (shape.name in {"Rule", "Dot"})
            assert not (is_decorative(shape) and shape.text_frame.text)


def test_text_is_in_placeholders_of_the_layout() -> None:
    finding = make_finding(1, detail="Detail.", excerpt="excerpt", caution="Caution.")
    for made in make_slides(
        SlideKind.TITLE, finding, make_quote(1), make_measure(), SlideKind.SOURCES
    ):
        numbers = {place.placeholder_format.idx for place in made.slide_layout.placeholders}
        for shape in made.shapes:
            if shape.is_placeholder:
                assert shape.placeholder_format.idx in numbers
            else:
                assert shape.name in {"Rule", "Dot", "Caution"}


def test_no_empty_placeholder_is_left() -> None:
    for made in read_presentation(powerpoint(briefing_slides(BUNDLED), BUNDLED)).slides:
        for place in made.placeholders:
            assert place.has_chart or place.text_frame.text or is_slide_number(place)


def test_file_has_properties_and_is_reproducible() -> None:
    report = replace(make_report((make_finding(1),), (), (make_measure(),)), published="2016-03-02")
    slides = briefing_slides(report)
    file = powerpoint(slides, report)
    assert file == powerpoint(slides, report)
    properties = read_presentation(file).core_properties
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
    presentation = read_presentation(powerpoint(briefing_slides(BUNDLED), BUNDLED))
    assert presentation.slide_width * 9 == presentation.slide_height * 16


_words = st.one_of(
    st.text(max_size=40),
    st.text("ab \n\t\x00\x0b\ud800\ufffe“ŵ", max_size=60),
    st.integers(1, 400).map(number_words),
    st.integers(1, 900).map("x".__mul__),
)


@st.composite
def _slides(draw: st.DrawFn) -> Slide:
    """Draw slides with any text, even text that a briefing could not contain."""
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


@given(st.lists(_slides(), max_size=2), st.sampled_from([None, TEMPLATE]), _words)
@settings(max_examples=12, deadline=None)
def test_any_text_makes_a_valid_file(
    slides: list[Slide], template: bytes | None, title: str
) -> None:
    report = replace(make_report(), title=title, publisher=title, language="")
    made = list(read_presentation(powerpoint(slides, report, template)).slides)
    assert len(made) >= len(slides)
    titles = [slide.shapes.title.text_frame.text.casefold().strip() for slide in made]
    assert len(set(titles)) == len(titles)


@given(_slides())
@settings(max_examples=20, deadline=None)
def test_shapes_do_not_overlap_or_leave_the_slide(slide: Slide) -> None:
    presentation = read_presentation(powerpoint([slide], make_report()))
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


@pytest.mark.parametrize(("count", "least", "most"), [(1, 22, 22), (12, 14, 21)])
def test_sources_are_as_large_as_other_texts_if_they_fit(count: int, least: int, most: int) -> None:
    report = make_report()
    dated = replace(report.sources[0], published="2017-10-24")
    report = replace(report, sources=(dated,) * count)
    made = list(read_presentation(powerpoint(briefing_slides(report), report)).slides)[-1]
    sizes = {
        run.font.size.pt
        for shape in made.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if "24 October" in run.text
    }
    assert least <= min(sizes) <= max(sizes) <= most


def test_growing_text_makes_more_slides_not_smaller_type() -> None:
    for length in (10, 100, 1000):
        made = make_slides(make_finding(1, detail=number_words(length)))
        for slide in made:
            body = next(shape for shape in slide.placeholders if "n" in shape.text_frame.text)
            assert all(
                run.font.size is None or run.font.size.pt >= 22
                for shape in (body,)
                if shape.placeholder_format.idx == 1
                for paragraph in shape.text_frame.paragraphs
                for run in paragraph.runs
            )


def test_export_needs_no_qt_and_is_loaded_only_for_it() -> None:
    assert "PySide6" not in loaded_by("import briefing_app.export.powerpoint.presentation")
    heavy = {"pptx", "lxml", "PIL", "xlsxwriter", "typst"}
    assert loaded_by("import briefing_app.gui.export.jobs") & heavy == set()


def test_running_order_is_followed() -> None:
    slides = briefing_slides(BUNDLED)[3:1:-1]
    made = list(read_presentation(powerpoint(slides, BUNDLED)).slides)
    assert made[0].shapes.title.text_frame.text == slides[0].title
    assert len(made) == 2
