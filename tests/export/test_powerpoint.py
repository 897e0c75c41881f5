"""Tests of the texts, notes and properties of a PowerPoint export."""

import io
import re
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.dml import MSO_FILL

from briefing_app.export.arial_measurer import ArialMeasurer
from briefing_app.export.powerpoint.shapes import EMU
from briefing_app.export.powerpoint.slides import NOTES_LEAD, PROMPT_LEAD, powerpoint
from briefing_app.layout.slide import lay_out
from briefing_app.layout.slide_rows import is_long_quote
from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slide_builder import (
    briefing_slides,
    chart_slide,
    finding_slide,
    quote_slide,
)
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.wording import CAUTION_LABEL, DEFINITION_LEAD, MADE_UP_LABEL
from briefing_app.model.written_slide import WrittenKind, written, written_slide
from tests.export.powerpoint_slides import (
    AWKWARD_TEXT,
    BUNDLED,
    MAIN_NAMESPACE,
    UNKEPT,
    is_decorative,
    is_slide_number,
    make_slides,
    number_words,
    read_presentation,
    slide_texts,
)
from tests.layout.vote_samples import FIGURE, NUMBERS, QUESTION, vote
from tests.sample_measures import make_measure
from tests.sample_report import make_entry, make_finding, make_quote, make_report
from tests.test_architecture import loaded_by


def test_all_texts_are_on_their_slide_to_the_character() -> None:
    finding = make_finding(
        1, headline=f"1 {AWKWARD_TEXT}", detail=f"2 {AWKWARD_TEXT}", excerpt=f"3 {AWKWARD_TEXT}"
    )
    [made] = make_slides(finding)
    said = "\n".join(slide_texts(made)).translate(UNKEPT)
    assert f"1 {AWKWARD_TEXT}" == made.shapes.title.text_frame.text
    assert f"2 {AWKWARD_TEXT}" in said
    assert f"“3 {AWKWARD_TEXT}”" in said
    assert "The Made-up Post, A made-up article, a line" in said


def test_vote_is_a_question_and_its_answer_with_the_report_on_a_ground_of_its_own() -> None:
    slide = vote(NUMBERS, "16\nAs counted.", FIGURE)
    asking, answering = read_presentation(powerpoint((slide,), BUNDLED)).slides
    asked, answered = slide_texts(asking), slide_texts(answering)
    assert asking.shapes.title.text_frame.text == QUESTION
    assert [text for text in asked if text in NUMBERS] == list(NUMBERS)
    assert "30 seconds" in asked
    assert "The source’s figure" not in asked
    assert answered[answered.index("B") :] == [
        *("B", "16", "As counted.", "The source’s figure"),
        *(text.text for text in FIGURE.texts),
        "Our question · the answer is the source’s figure · The Post, page\u00a04",
    ]
    assert "30 seconds" not in answered
    (tick,) = (shape for shape in answering.shapes if shape.name == "Tick")
    assert tick.element.nvSpPr.cNvPr.get("descr") == "Right"
    grounds = [shape for shape in answering.shapes if shape.width == 1920 * EMU]
    ground = max(grounds, key=lambda shape: shape.height)
    assert ground.top + ground.height == pytest.approx(1080 * EMU, abs=EMU)
    assert ground.fill.type == MSO_FILL.SOLID


def test_hidden_titles_are_unique() -> None:
    made = make_slides(make_quote(1), make_quote(1), make_quote(1), SlideKind.TEXT, SlideKind.TEXT)
    titles = [slide.shapes.title.text_frame.text.casefold() for slide in made]
    assert len(set(titles)) == len(titles) == 5
    assert all(titles)


def test_slide_has_one_title() -> None:
    same = [make_finding(number, headline="The same headline") for number in (1, 2)]
    measure = make_measure()
    made = make_slides(*same, measure, measure, reveal=Reveal.GUESS)
    asked = "Made-up measure 1, things counted, 2016: your guess?"
    for slide in made:
        title = slide.shapes.title.text_frame.text
        assert title in {"The same headline", asked, measure.message}
        assert slide_texts(slide).count(title) == 1


def test_hidden_title_is_outside_the_slide() -> None:
    [made] = make_slides(make_quote(1))
    title = made.shapes.title
    assert title.text_frame.text == "Quote 1: A speaker"
    assert title.top + title.height <= 0


def test_notes_and_questions_are_labelled_as_ours() -> None:
    finding = make_finding(1, prompt="What would you do?")
    [made] = make_slides(finding, notes="Say it.\n\nThen wait.")
    assert made.notes_slide.notes_text_frame.text == (
        f"{NOTES_LEAD}Say it.\n\nThen wait.\n{PROMPT_LEAD}What would you do?"
    )
    assert "What would you do?" not in "\n".join(slide_texts(made))
    assert "Say it." not in "\n".join(slide_texts(made))


def test_presentation_references_its_notes_master() -> None:
    report = make_report((make_finding(1, prompt="Why?"),))
    root = read_presentation(powerpoint(briefing_slides(report), report)).element
    assert len(list(root.iter("{*}notesMasterId"))) == 1


def test_slide_without_notes_has_no_notes_page() -> None:
    [made] = make_slides(make_finding(1))
    assert not made.has_notes_slide


def test_every_run_has_the_language_of_the_briefing_but_for_our_words() -> None:
    finding = make_finding(1, detail="Geiriau.", caution="Gofal.", prompt="Pam?")
    report = make_report((finding,), (make_quote(1),), (make_measure(),))._replace(language="cy-GB")
    languages: dict[str, set[str]] = {"cy-GB": set(), "en-GB": set()}
    for slide in read_presentation(powerpoint(briefing_slides(report), report)).slides:
        notes = [slide.notes_slide.element] if slide.has_notes_slide else []
        charts = [s.chart.element for s in slide.shapes if s.has_chart]
        for root in (slide.element, *notes, *charts):
            for tag in ("rPr", "defRPr"):
                for properties in root.iter(f"{MAIN_NAMESPACE}{tag}"):
                    said = properties.getnext().text if tag == "rPr" else ""
                    languages[properties.get("lang")].add(said)
    assert languages["en-GB"] == {
        *("Concern", "Source unclear", "Headline: ours · ", "Message: ours · ", PROMPT_LEAD),
        *(DEFINITION_LEAD, "Every quotation", "Every figure", "Headlines and questions"),
        *(MADE_UP_LABEL, "What this briefing contains", "1 concern"),
        *("Quotes and excerpts checked against it", "Ours, for training", "Not part of a source"),
    }
    assert {"Gofal.", "Pam?", finding.headline} <= languages["cy-GB"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_right_to_left_paragraph_is_at_the_right(language: str) -> None:
    """Its direction puts the full stop at its end, on the left."""
    arabic, english = "لم يتعرف رجال الشرطة.", "They were not recognised."
    finding = make_finding(1, headline=english, detail=arabic)
    entry = make_entry(1, finding, notes=f"{english}\n\n{arabic}")
    report = make_report((finding,), (), (), (entry,))._replace(language=language)
    [made] = read_presentation(powerpoint(briefing_slides(report), report)).slides
    formats = set()
    for root in (made.element, made.notes_slide.element):
        for paragraph in root.iter(f"{MAIN_NAMESPACE}p"):
            said = "".join(text.text for text in paragraph.iter(f"{MAIN_NAMESPACE}t"))
            if arabic in said or english in said:
                found = paragraph.find(f"{MAIN_NAMESPACE}pPr")
                formats.add((arabic in said, found.get("rtl"), found.get("algn")))
    assert formats == {(True, "1", "r"), (False, None, None)}


def test_pages_are_left_to_right_in_every_language() -> None:
    measure = make_measure([("شرطة لندن", 12, ""), ("غرب ميرسيا", 5, "p")], message="لم يتعرف")
    report = make_report((), (), (measure,))
    english, arabic = (
        read_presentation(powerpoint(briefing_slides(each), each))
        for each in (report, report._replace(language="ar"))
    )
    assert arabic.element.get("rtl") is None
    for layout, other in zip(english.slide_layouts, arabic.slide_layouts, strict=True):
        assert [shape.left for shape in layout.shapes] == [shape.left for shape in other.shapes]
    [chart] = [shape.chart for slide in arabic.slides for shape in slide.shapes if shape.has_chart]
    assert not chart.value_axis.reverse_order


def test_no_empty_placeholder_is_left() -> None:
    for made in read_presentation(powerpoint(briefing_slides(BUNDLED), BUNDLED)).slides:
        for place in made.placeholders:
            assert place.has_chart or place.text_frame.text or is_slide_number(place)


def test_file_has_properties_and_is_reproducible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704164646")
    report = make_report((make_finding(1),), (), (make_measure(),))._replace(published="2016-03-02")
    slides = briefing_slides(report)
    file = powerpoint(slides, report)
    assert file == powerpoint(slides, report)
    properties = read_presentation(file).core_properties
    assert properties.title == "A made-up briefing"
    assert properties.author == properties.last_modified_by == "The Made-up Inspectorate"
    assert properties.language == "en-GB"
    assert properties.created == properties.modified == datetime(2024, 1, 2, 3, 4, 6)  # noqa: DTZ001
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2024, 1, 2, 3, 4, 6)}
        [workbook] = [name for name in package.namelist() if name.endswith(".xlsx")]
        with zipfile.ZipFile(package.open(workbook)) as sheets:
            assert b"2024-01-02T03:04:06Z" in sheets.read("docProps/core.xml")


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
                draw(st.text(max_size=40)),
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
    return slide._replace(texts=(*texts, *more[:2]), notes=draw(_words), source=draw(_words))


def test_chart_of_empty_texts_has_a_title() -> None:
    slide = chart_slide(make_measure())
    empty = slide._replace(texts=tuple(SlideText(text.role, " ") for text in slide.texts))
    (made,) = read_presentation(powerpoint([empty], make_report())).slides
    assert made.shapes.title.text_frame.text == slide.name


def test_every_slide_is_made_in_order() -> None:
    slides = briefing_slides(BUNDLED)
    made = read_presentation(powerpoint(slides, BUNDLED)).slides
    said = ["\n".join(slide_texts(each)).replace("\N{NO-BREAK SPACE}", " ") for each in made]
    at = 0
    for slide in slides:
        at = next(
            number for number in range(at, len(said)) if slide.texts[0].text[1:20] in said[number]
        )
    in_two = (each.has_answer or each.is_guess or is_long_quote(each) for each in slides)
    assert len(said) == len(slides) + sum(in_two)


def test_unclear_source_is_tagged_on_every_slide() -> None:
    made = make_slides(make_finding(1, excerpt=number_words(500), caution="It may be wrong."))
    assert len(made) > 1
    for slide in made:
        tags = [shape for shape in slide.shapes if shape.name == "Tag"]
        assert {tag.text_frame.text for tag in tags} == {CAUTION_LABEL, MADE_UP_LABEL}
        assert {tag.fill.type for tag in tags} == {MSO_FILL.BACKGROUND}
        assert all(tag.line.width.pt == 1.5 for tag in tags)
        assert "It may be wrong." in "\n".join(slide_texts(slide))


@pytest.mark.parametrize("field", ["detail", "excerpt", "headline"])
def test_long_text_continues_without_loss(field: str) -> None:
    finding = make_finding(1, **{field: number_words(800)})  # type: ignore[arg-type]
    made = make_slides(finding)
    assert len(made) > 2
    said = [text for slide in made for text in slide_texts(slide) if "continued" not in text]
    assert [int(n) for text in said for n in re.findall(r"\bn(\d+)\b", text)] == list(range(800))


def test_title_of_a_continued_slide_says_so() -> None:
    made = make_slides(make_finding(1, detail=number_words(500)), make_quote(1, number_words(500)))
    titles = [slide.shapes.title.text_frame.text for slide in made]
    assert titles[:2] == ["Finding number 1", "Finding number 1, continued"]
    assert titles[-1].startswith("Quote 1: A speaker (continued")


def _discussion(answer: str) -> Slide:
    texts = [SlideText(Role.QUESTION, "What would you ask?")]
    if answer:
        texts.append(SlideText(Role.ANSWER, answer))
    return Slide("key", SlideKind.DISCUSSION, "Discussion 1", tuple(texts), minutes=4)


def test_answer_of_a_discussion_is_on_a_slide_of_its_own() -> None:
    slides = [_discussion("Who is safe."), _discussion("")]
    made = read_presentation(powerpoint(slides, make_report())).slides
    said = ["\n".join(slide_texts(slide)) for slide in made]
    assert ["What would you ask?" in text for text in said] == [True] * 3
    assert ["Who is safe." in text for text in said] == [False, True, False]


def test_number_slide_is_named_by_its_statement() -> None:
    texts = (SlideText(Role.NUMBER, "99"), SlideText(Role.STATEMENT, "victims were referred"))
    slide = Slide("key", SlideKind.NUMBER, "Number", texts)
    [made] = read_presentation(powerpoint([slide], make_report())).slides
    assert made.shapes.title.text_frame.text == "victims were referred"
    assert "99" in slide_texts(made)
    assert made.slide_layout.name == "Number"


def test_reading_order_is_that_of_the_page() -> None:
    finding = make_finding(1, detail="Detail.", excerpt="excerpt", caution="Caution.")
    [made] = make_slides(finding)
    shapes = [shape for shape in made.shapes if not is_decorative(shape)]
    assert shapes[0].shape_id == made.shapes.title.shape_id
    assert is_slide_number(shapes[-1])
    said = "\n".join(slide_texts(made))
    order = [said.index(part) for part in ("Concern", "excerpt", "Caution.", "Post, A")]
    assert order == sorted(order)


def test_texts_are_in_placeholders_of_their_layout() -> None:
    finding = make_finding(1, detail="Detail.", excerpt="excerpt")
    for made in make_slides(
        SlideKind.TITLE, finding, make_quote(1), make_measure(), SlideKind.SOURCES
    ):
        numbers = {place.placeholder_format.idx for place in made.slide_layout.placeholders}
        used = [place.placeholder_format.idx for place in made.placeholders]
        assert set(used) <= numbers
        assert len(set(used)) == len(used)
        others = {shape.name for shape in made.shapes if not shape.is_placeholder}
        drawn = {shape.name for shape in made.shapes if is_decorative(shape)}
        assert others - drawn <= {"Tag", "Note", "Source use", "Source title", "Source detail"}


def test_finding_has_the_layout_of_its_kind() -> None:
    for kind in FindingKind:
        [made] = make_slides(make_finding(1, kind, excerpt="words"))
        assert made.slide_layout.name == f"Finding: {kind.value}"
        [excerpt] = [shape for shape in made.shapes if shape.name == "Excerpt"]
        (place,) = (each for each in made.slide_layout.placeholders if each.name == "Excerpt")
        (look,) = place.element.iter(f"{MAIN_NAMESPACE}lvl1pPr")
        assert look.find(f"{MAIN_NAMESPACE}defRPr").get("b") == "1"
        assert excerpt.text_frame.text == "“words”"
        assert kind.label in "\n".join(slide_texts(made)).splitlines()


def test_large_text_is_as_narrow_as_its_even_lines() -> None:
    headline = "Forces have started work on a better service for victims"
    [even] = make_slides(make_finding(1, headline=headline, excerpt="words"))
    [single] = make_slides(make_finding(1, headline="Officers", excerpt="words"))
    assert even.shapes.title.width < 0.85 * single.shapes.title.width


def test_words_of_a_large_text_break_in_arial_as_they_were_laid_out() -> None:
    headline = "finds Police are failing to protect victims"
    slides = [finding_slide(make_finding(1, headline=headline))]
    (page,) = lay_out(slides[0], ArialMeasurer())
    (title,) = (text for text in page.texts if text.role is Role.TITLE)
    [made] = read_presentation(powerpoint(slides, BUNDLED)).slides
    width = made.shapes.title.width / EMU
    lines = ArialMeasurer(1.0).break_lines(headline, title.style, width)
    assert [line.text for line in lines] == [line.text for line in title.lines]


def test_statements_that_are_contradicted_are_not_bold() -> None:
    statements = "All were trained.\nAll took part.\nNobody knew how."
    [made] = make_slides(make_finding(1, excerpt=statements, caution="This is unclear."))
    bold = {
        run.text: run.font.bold
        for shape in made.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert bold["“All were trained.”"] is False
    assert bold["“Nobody knew how.”"] is not False


def test_opening_mark_hangs_in_the_margin() -> None:
    [made] = make_slides(make_finding(1, excerpt="words " * 20))
    [excerpt] = [shape for shape in made.shapes if shape.name == "Excerpt"]
    look = excerpt.text_frame.paragraphs[0]._p.pPr  # noqa: SLF001, python-pptx has no indents
    assert int(look.get("marL")) == -int(look.get("indent")) > 0
    assert excerpt.left + int(look.get("marL")) == pytest.approx(made.shapes.title.left, abs=2)


def test_break_shows_its_minutes() -> None:
    pause = written_slide(written(WrittenKind.BREAK, "Tea"), "key")._replace(minutes=10)
    [made] = read_presentation(powerpoint([pause], make_report())).slides
    assert made.slide_layout.name == "Discussion"
    assert made.shapes.title.text_frame.text == "Tea"
    [time] = [shape for shape in made.shapes if shape.name == "Planned time"]
    assert time.text_frame.text == "10 minutes"
    assert not any(shape.name == "Arc" for shape in made.shapes)


def test_notes_say_that_a_slide_was_added_for_today() -> None:
    question = _discussion("")._replace(is_added=True, notes="Hands up.")
    [made] = read_presentation(powerpoint([question], make_report())).slides
    notes = made.notes_slide.notes_text_frame.text.splitlines()
    assert notes == ["Added for today.", f"{NOTES_LEAD}Hands up."]


def test_names_are_not_broken_at_their_spaces_and_hyphens() -> None:
    said = "Well-known in The Made-up Post"
    [made] = make_slides(make_finding(1, headline=said, detail=said))
    kept = "Well-known in The\u00a0Made\u2011up\u00a0Post"
    assert made.shapes.title.text_frame.text == kept
    assert kept in slide_texts(made)[1:]


@given(_slides(), _words)
@settings(max_examples=20)
def test_any_texts_have_a_title_and_neither_overlap_nor_leave_the_slide(
    slide: Slide, title: str
) -> None:
    report = make_report()._replace(title=title, publisher=title, language="")
    presentation = read_presentation(powerpoint([slide], report))
    assert presentation.slides
    for made in presentation.slides:
        assert made.shapes.title.text_frame.text.strip()
        texts = [
            (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height, shape.name)
            for shape in made.shapes
            if not is_decorative(shape) and shape.top >= 0
            if shape.name not in {"Quotation mark", "Chart"}
        ]
        for left, top, right, bottom, name in texts:
            assert left >= 0, name
            assert top >= 0, name
            assert right <= presentation.slide_width + 12_700, name
            assert bottom <= presentation.slide_height, name
        for at, one in enumerate(texts):
            for other in texts[at + 1 :]:
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across <= 12_700 or down <= 12_700, (one[4], other[4])


def test_no_text_is_smaller_than_the_back_row_can_read() -> None:
    for length in (10, 100, 1000):
        for slide in make_slides(make_finding(1, detail=number_words(length))):
            for shape in slide.shapes:
                if "n1" in getattr(shape, "text", ""):
                    runs = [run for p in shape.text_frame.paragraphs for run in p.runs]
                    assert all(run.font.size.pt >= 17 for run in runs)


def test_export_needs_no_qt_and_is_loaded_only_for_it() -> None:
    assert "PySide6" not in loaded_by("import briefing_app.export.powerpoint.slides")
    heavy = {"pptx", "lxml", "PIL", "xlsxwriter", "typst"}
    assert loaded_by("import briefing_app.export.jobs") & heavy == set()
