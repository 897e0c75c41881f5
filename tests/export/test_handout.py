"""The handout, read back: what it says, how it is tagged, and what its pages look like."""

import io
import re
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from briefing_app.database.reader import open_briefing
from briefing_app.export.glyph_coverage import REPLACEMENT_CHARACTER
from briefing_app.export.handout import HandoutOptions, make_handout_pages, make_handout_pdf
from briefing_app.files.paths import BUNDLED_BRIEFING, FONT_FAMILIES
from briefing_app.model.chart_builder import bar_chart
from briefing_app.model.palette import LIGHT
from briefing_app.model.report import FindingKind, Report, Speaker
from briefing_app.model.wording import verification_summary
from tests.export.pdf_reader import (
    bookmarks,
    horizontal_extents,
    page_texts,
    pictures,
    tags,
    text,
    visual_lines,
)
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, make_force, make_measure
from tests.sample_report import VERIFIED_SOURCE, make_entry, make_finding, make_quote, make_report

MARKUP: Final = (
    '#import "@preview/x"',
    "*bold* _it_ `raw`",
    "$x$ \\ @ref",
    "<label>",
    "#panic() /* */ // no",
    "= Heading",
    "[#eval(1)]",
    "https://example.org/",
)
OPTIONS: Final = (
    HandoutOptions(),
    HandoutOptions(findings_only=True),
    HandoutOptions(prompts=False),
    HandoutOptions(large_print=True),
    HandoutOptions(findings_only=True, prompts=False, large_print=True),
)


@cache
def bundled() -> Report:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        return briefing.report


@cache
def bundled_pdf(options: HandoutOptions = OPTIONS[0]) -> bytes:
    return make_handout_pdf(bundled(), options)


def closed_up(words: str) -> str:
    """A text without white space: where lines end is not what is asked."""
    return "".join(words.split())


def roles(pdf: bytes) -> list[str]:
    return [tag.role for tag in tags(pdf)]


# ---- what it says


def test_that_everything_of_a_finding_is_in_it() -> None:
    said = closed_up(text(bundled_pdf()))
    for finding in bundled().findings:
        parts = (finding.headline, finding.kind.label, finding.detail, f"“{finding.excerpt}”")
        for part in (*parts, finding.locator, finding.caution, finding.prompt):
            assert closed_up(part) in said


def test_that_findings_come_in_order_each_before_its_details_and_its_quotes() -> None:
    said = closed_up(text(bundled_pdf()))
    places = []
    for finding in bundled().findings:
        parts = (finding.headline, finding.detail, f"“{finding.excerpt}”", finding.caution)
        places += [said.index(closed_up(part)) for part in parts if part]
    assert places == sorted(places)


def test_that_a_quote_has_its_speaker_role_and_place() -> None:
    said = text(bundled_pdf())
    for quote in bundled().quotes:
        attribution = (
            f"“{quote.text}” {quote.speaker.name}, {quote.speaker.role} "
            f"{quote.source.publisher}, {quote.locator}"
        )
        assert closed_up(attribution) in closed_up(said)


def test_that_a_quote_of_several_findings_is_set_once_and_referred_to_after() -> None:
    shared, own = make_quote(1), make_quote(2)
    first, second = make_finding(1, quotes=(shared,)), make_finding(2, quotes=(shared, own))
    said = text(make_handout_pdf(make_report((first, second), (shared, own))))
    assert said.count(f"“{shared.text}”") == 1
    assert said.index(first.headline) < said.index(shared.text) < said.index(second.headline)
    assert "quoted under finding 1: A speaker" in said[said.index(second.headline) :]


def test_that_quotes_of_no_finding_have_a_section_of_their_own() -> None:
    loose = make_quote(1)
    assert "Further quotes" in text(make_handout_pdf(make_report((make_finding(1),), (loose,))))
    supporting = make_finding(1, quotes=(loose,))
    assert "Further quotes" not in text(make_handout_pdf(make_report((supporting,), (loose,))))


def test_that_findings_alone_leave_out_quotes_charts_and_prompts() -> None:
    said = text(bundled_pdf(HandoutOptions(findings_only=True)))
    report = bundled()
    for finding in report.findings:
        assert closed_up(finding.headline) in closed_up(said)
        assert closed_up(finding.caution) in closed_up(said)
    left_out = (*(quote.text for quote in report.quotes), *(m.message for m in report.measures))
    for part in (*left_out, *(finding.prompt for finding in report.findings)):
        assert closed_up(part) not in closed_up(said)
    assert "Figure" not in roles(bundled_pdf(HandoutOptions(findings_only=True)))


def test_that_prompts_are_labelled_as_no_part_of_the_report_and_can_be_left_out() -> None:
    label = "Talk about it — discussion questions, not part of the report"
    said = text(bundled_pdf())
    assert said.index(label) < min(said.index(f.prompt[:30]) for f in bundled().findings)
    without = text(bundled_pdf(HandoutOptions(prompts=False)))
    assert label not in without
    assert bundled().findings[0].prompt[:30] not in without


def test_that_presenter_notes_are_never_in_it() -> None:
    report = make_report((make_finding(1),))
    entries = (make_entry(1, report.findings[0], notes="For the presenter alone"),)
    for options in OPTIONS:
        pdf = make_handout_pdf(replace(report, running_order=entries), options)
        assert "For the presenter alone" not in text(pdf)


@pytest.mark.parametrize("proved", [True, False])
def test_that_only_what_was_proved_is_called_checked(proved: bool) -> None:
    finding = make_finding(1, excerpt="A few words")
    finding = replace(finding, source=VERIFIED_SOURCE) if proved else finding
    report = make_report((finding,))
    said = text(make_handout_pdf(report))
    assert verification_summary(report) in said
    assert ("Every quote and excerpt was checked" in said) is proved


def test_that_a_source_is_named_whole_where_its_publisher_has_several() -> None:
    report = make_report((make_finding(1, excerpt="Words"),))
    assert "The Made-up Post, A made-up article, a line" in text(make_handout_pdf(report))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("letter", ["P", "W", "l"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_that_the_running_head_has_a_side_of_its_own_however_wide_its_letters(
    language: str, letter: str, large: bool
) -> None:
    report = replace(make_report(), publisher=letter * 90, language=language)
    pdf = make_handout_pdf(report, HandoutOptions(large_print=large))
    said = re.search(f"{letter}{{12,}}", page_texts(pdf)[0])
    assert said is not None
    next_to_it = "handout" if language == "en" else "Briefing"
    (ours,), (theirs,) = (horizontal_extents(pdf, words) for words in (next_to_it, said[0]))
    first, second = sorted([ours, theirs])
    assert (first == ours) is (language == "en")
    assert first[1] + 20 < second[0]
    assert second[1] < 540  # points: what the margin leaves of the page


def test_that_a_running_head_that_has_its_room_stands_whole() -> None:
    report = replace(make_report(), publisher="The Inspectorate of Gardens", published="2016")
    for large in (False, True):
        pdf = make_handout_pdf(report, HandoutOptions(large_print=large))
        assert "The Inspectorate of Gardens · 2016" in page_texts(pdf)[0]


def test_that_markup_is_set_as_it_stands_and_makes_no_link() -> None:
    words = " ".join(MARKUP)
    finding = make_finding(
        1, headline=words, detail=words, excerpt=words, caution=words, prompt=words
    )
    quote = replace(make_quote(1, words), speaker=Speaker(1, words, words), locator=words)
    measure = replace(
        make_measure(((words, 1, ""),), message=words), definition=words, caveat=words, unit=words
    )
    report = replace(
        make_report((finding,), (quote,), (measure,)), title=words, subtitle=words, summary=words
    )
    pdf = make_handout_pdf(report)
    assert closed_up(text(pdf)).count(closed_up(words)) >= 16
    assert "Link" not in {role.strip("/") for role in roles(pdf)}
    assert not any("/Annots" in page for page in PdfReader(io.BytesIO(pdf)).pages)


def test_that_words_and_names_of_any_length_are_set_whole() -> None:
    word = "W" * 300
    names = "A Very Long Name of a Force " * 17
    finding = make_finding(1, headline=word, detail=word, excerpt=word, caution=word, prompt=word)
    measure = make_measure(((names.strip(), 3, ""), (word, 2, "")))
    for options in OPTIONS[::3]:
        report = replace(make_report((finding,), (), (measure,)), title=word)
        pdf = make_handout_pdf(report, options)
        assert closed_up(names) in closed_up(text(pdf))
        # In the title, the finding, its prompt, the chart and the table; a page's foot parts some.
        assert text(pdf).count("W") == 9 * len(word)
        assert "\u200b" not in text(pdf)
        assert_margins_free(pdf)


def test_that_welsh_and_typographers_signs_are_there_as_characters() -> None:
    words = "Tŵr a thŷ yng Nghymru – “ŵ” ‘ŷ’ Ŵ Ŷ ẁ ẅ … é ő ș"
    pdf = make_handout_pdf(make_report((make_finding(1, headline=words, detail=words),)))
    assert text(pdf).count(words) == 2


def test_that_a_letter_with_no_shape_is_told_where_it_is_read() -> None:
    report = make_report((make_finding(1, detail="Named 王 here"),))
    said = text(make_handout_pdf(report))
    assert f"Named {REPLACEMENT_CHARACTER} here" in said
    assert said.index("U+738B") < said.index("Findings")
    assert "U+" not in text(make_handout_pdf(make_report((make_finding(1),))))


# ---- figures


def test_that_the_table_says_the_same_as_the_chart() -> None:
    measure = make_measure(AWKWARD)
    said = text(make_handout_pdf(make_report((), (), (measure,))))
    for row in bar_chart(measure).rows:
        assert closed_up(" ".join(row)) in closed_up(said)


@pytest.mark.parametrize("large", [False, True])
def test_that_a_long_unit_or_period_leaves_names_and_figures_their_room(large: bool) -> None:
    unit = "recorded incidents per hundred thousand inhabitants and year"
    period = "the year that ended in the March of 2016, as recorded"
    rows = (("Longshire", 3.25, "p"), ("Averyveryverylongnamedplaceshire", 2, ""))
    for periods in (["2016"], [period]):
        measure = replace(make_measure(rows, periods=periods), unit=unit)
        pdf = make_handout_pdf(make_report((), (), (measure,)), HandoutOptions(large_print=large))
        ((_, names_end),) = horizontal_extents(pdf, "Police")
        figures = horizontal_extents(pdf, "Recorded incidents per hundred")
        assert names_end < min(left for left, _ in figures)
        figures_end = max(right for _, right in figures)
        ((start, end),) = horizontal_extents(pdf, "Period")
        assert figures_end < start
        assert end < (210 - 20) / 25.4 * 72
        assert_margins_free(pdf)


def test_that_a_missing_figure_is_told_in_words() -> None:
    measure = make_measure((("Alpha", None, "c"), ("Bravo", 0, "p")))
    said = text(make_handout_pdf(make_report((), (), (measure,))))
    assert "Alpha confidential" in said
    assert "Bravo 0 provisional" in said


def test_that_earlier_periods_are_named_below_the_latest() -> None:
    measure = make_measure(periods=("2015", "2016", "2017"))
    said = text(make_handout_pdf(make_report((), (), (measure,))))
    assert "Earlier periods in this briefing: 2015, 2016." in said
    assert "Earlier" not in text(make_handout_pdf(make_report((), (), (make_measure(),))))


@pytest.mark.parametrize("count", [43, 200])
def test_that_any_number_of_bars_goes_over_as_many_pages_as_it_needs(count: int) -> None:
    rows = tuple((f"Force-{number:03}", number, "") for number in range(count))
    pdf = make_handout_pdf(make_report((), (), (make_measure(rows),)))
    said = text(pdf)
    for name, _, _ in rows:
        assert len(re.findall(rf"\b{name}\b", said)) == 2  # in the chart and in the table
    assert_margins_free(pdf)
    bars = [bar for picture in pictures(pdf, 2.0) for bar in bar_lengths(picture)]
    assert len(bars) == count - 1  # nought has none


def test_that_bars_are_as_long_as_their_figures_and_the_chosen_force_stands_out() -> None:
    pdf = make_handout_pdf(
        make_report((), (), (make_measure(THREE),)), my_force=make_force("Charlie")
    )
    (picture,) = pictures(pdf, 4.0)
    (longest, quiet), (second, accent), (third, _) = bar_lengths(picture)
    assert second / longest == pytest.approx(20 / 99, abs=0.01)
    assert third / longest == pytest.approx(16 / 99, abs=0.01)
    assert (quiet, accent) == (rgb(LIGHT.quiet_bar), rgb(LIGHT.accent))


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def bar_lengths(picture: Image.Image) -> list[tuple[int, tuple[int, ...]]]:
    """Length in pixels and colour of each bar on a page, from the top."""
    colours = {rgb(LIGHT.accent), rgb(LIGHT.quiet_bar)}
    data = picture.convert("RGB")
    top = round(picture.height * 0.1)  # below the line under the running head

    def longest_run(y: int) -> tuple[int, tuple[int, ...]]:
        row = data.crop((0, y, data.width, y + 1)).get_flattened_data()
        runs = ((sum(1 for _ in run), colour) for colour, run in groupby(row) if colour in colours)
        return max(runs, default=(0, (0, 0, 0)))

    bars = []
    for run, rows in groupby(range(top, picture.height), longest_run):
        # A bar is much higher than a letter's stroke or a line of the table.
        if run[0] and len(list(rows)) >= picture.height * 0.012:
            bars.append(run)
    return bars


# ---- tags


def test_that_the_document_names_itself_its_language_and_that_it_is_tagged() -> None:
    reader = PdfReader(io.BytesIO(bundled_pdf()))
    root: Any = reader.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == bundled().title
    assert b"pdfuaid:part>1</pdfuaid:part" in root["/Metadata"].get_data()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("cy", "cy"),
        ("CY-gb", "cy-GB"),
        ("zh-Hans-CN", "zh-CN"),
        ("en-419", "en"),
        ("sl-rozaj-biske", "sl"),
        ("haw", "haw"),
    ],
)
def test_that_any_language_of_a_briefing_is_told_as_far_as_it_can_be(
    language: str, told: str
) -> None:
    pdf = make_handout_pdf(replace(make_report((make_finding(1),)), language=language))
    assert str(PdfReader(io.BytesIO(pdf)).root_object["/Lang"]) == told


def test_that_the_programs_own_words_are_english_in_a_briefing_of_another_language() -> None:
    def languages(language: str) -> set[str]:
        pdf = make_handout_pdf(replace(make_report((make_finding(1),)), language=language))
        objects = PdfReader(io.BytesIO(pdf))
        return {
            str(value["/Lang"])
            for number in range(1, len(objects.xref[0]) + 1)
            if isinstance(value := objects.get_object(number), DictionaryObject)
            and "/Lang" in value
            and "/S" in value
        }

    assert "en-GB" in languages("cy")


def test_that_headings_go_down_step_by_step() -> None:
    levels = [int(role[2]) for role in roles(bundled_pdf()) if re.fullmatch("/H[1-6]", role)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(3) == len(bundled().findings)


def test_that_what_is_a_list_a_quote_or_a_table_is_tagged_as_one() -> None:
    found = roles(bundled_pdf())
    report = bundled()
    assert found.count("/LI") == len(report.sources)
    assert found.count("/BlockQuote") == len(report.quotes)
    (measure,) = report.measures
    rows = bar_chart(measure).rows
    assert (found.count("/Table"), found.count("/TH"), found.count("/TR")) == (1, 3, 1 + len(rows))
    assert found.count("/TD") == 3 * len(rows)


def test_that_a_chart_is_a_figure_that_says_all_its_bars() -> None:
    (measure,) = bundled().measures
    alternatives = [tag.alt for tag in tags(bundled_pdf()) if tag.role == "/Figure"]
    assert alternatives == [bar_chart(measure).alt_text]


def test_that_bookmarks_lead_to_each_section_and_finding() -> None:
    marks = bookmarks(bundled_pdf())
    assert marks[0] == (0, bundled().title)
    for finding in bundled().findings:
        assert (2, f"{finding.position} {finding.headline}") in marks
    sections = [name for depth, name in marks if depth == 1]
    assert sections[0] == "Findings"
    assert "Sources and what was checked" in sections


def test_that_all_fonts_are_embedded_and_ours() -> None:
    words = "ŵ 王 ∑"
    report = make_report((make_finding(1, detail=words),), (), (make_measure(AWKWARD),))
    ours = tuple(family.replace(" ", "") for family in FONT_FAMILIES)
    names = set()
    for page in PdfReader(io.BytesIO(make_handout_pdf(report))).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            names.add(str(descriptor["/FontName"]).partition("+")[2])
    assert names
    assert all(name.startswith(ours) for name in names)


def test_that_the_same_briefing_makes_the_same_bytes() -> None:
    assert make_handout_pdf(bundled()) == bundled_pdf()
    assert b"/CreationDate" not in bundled_pdf()


# ---- from right to left


def leftward(language: str, **fields: Any) -> Report:
    """A briefing in a language, with words and figures that run from left to right."""
    finding = make_finding(
        1, headline="Fragile, so far.", caution="Nearly, in 2017.", quotes=(make_quote(1),)
    )
    measure = make_measure((("Kent", -0.25, "p"), ("Gwent", 1.5, "")), periods=["2015–16"])
    report = make_report((finding,), (), (measure,))
    return replace(report, language=language, summary="All, it is said.", **fields)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", ["ar", "HE-IL", "uz-Arab", "ar-Latn", "en", "pa"])
def test_that_words_and_figures_that_run_rightwards_do_so_in_any_language(
    language: str, large: bool
) -> None:
    pdf = make_handout_pdf(leftward(language), HandoutOptions(large_print=large))
    lines = visual_lines(pdf)
    for words in (
        "Fragile, so far.",
        "All, it is said.",
        "Source unclear. Nearly, in 2017.",
        "Words number 1.",
        "-0.25 provisional",
        "2015–16",
        "Page 1 of",
    ):
        assert any(closed_up(words) in line for line in lines), words


@pytest.mark.parametrize(
    ("language", "leftwards"),
    [("ar", True), ("he", True), ("ar-Latn", False), ("uz-Arab-AF", True), ("cy", False)],
)
def test_that_rules_stand_where_lines_begin(language: str, leftwards: bool) -> None:
    (page, *_) = pictures(make_handout_pdf(leftward(language)), 2.0)
    rule = rgb(LIGHT.accent)
    data = page.convert("RGB")
    top = round(data.height * 0.1)  # below the line under the running head
    columns = [
        x
        for x in range(data.width)
        if [data.getpixel((x, y)) for y in range(top, data.height)].count(rule) > 40
    ]
    assert columns
    assert all((x > data.width / 2) is leftwards for x in columns)


# ---- pages


def assert_margins_free(pdf: bytes) -> None:
    """Nothing stands within 10 mm of a page's edge, which no printer need reach."""
    for picture in pictures(pdf):
        edge = round(10 / 25.4 * 72)
        inner = Image.new("L", (picture.width - 2 * edge, picture.height - 2 * edge), 0)
        mask = Image.new("L", picture.size, 255)
        mask.paste(inner, (edge, edge))
        ink = ImageChops.invert(picture.convert("L"))
        assert ImageChops.multiply(ink, mask).getbbox() is None


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_that_pages_are_a4_with_something_on_each_and_nothing_in_the_margins(
    options: HandoutOptions,
) -> None:
    pdf = bundled_pdf(options)
    for page in PdfReader(io.BytesIO(pdf)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            (210 / 25.4 * 72, 297 / 25.4 * 72), abs=0.1
        )
    for said in page_texts(pdf):
        assert len(said) > 150
    assert_margins_free(pdf)


def test_that_pages_are_counted_and_the_briefing_named_on_each() -> None:
    texts = page_texts(bundled_pdf())
    for number, said in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in said
        assert bundled().title in said


def test_that_large_print_has_no_text_below_18_points() -> None:
    def least(options: HandoutOptions) -> float:
        sizes: list[float] = []

        def visit(words: str, _: object, matrix: list[float], __: object, size: float) -> None:
            if words.strip():
                sizes.append(abs(matrix[3]) * size)

        for page in PdfReader(io.BytesIO(bundled_pdf(options))).pages:
            page.extract_text(visitor_text=visit)
        return min(sizes)

    assert least(HandoutOptions(large_print=True)) >= 18
    assert least(HandoutOptions()) == pytest.approx(9)


def test_that_a_finding_stays_on_one_page_where_it_fits_on_one() -> None:
    findings = tuple(
        make_finding(n, detail=f"Detail {n} " + "with words " * 40, caution=f"Caution {n}.")
        for n in range(1, 30)
    )
    texts = page_texts(make_handout_pdf(make_report(findings)))
    for n in range(1, 30):
        parts = (f"Finding number {n} ", f"Detail {n} ", f"Caution {n}.")
        assert [all(part in said for part in parts) for said in texts].count(True) == 1


@pytest.mark.parametrize("large", [False, True])
def test_that_a_caution_is_on_the_page_of_its_finding(large: bool) -> None:
    caution = "Take care. " * 20
    for lines in range(0, 50, 3):
        findings = (
            make_finding(1, detail="Word\n" * lines),
            make_finding(2, detail="Such words " * 20, excerpt="The ground", caution=caution),
        )
        pdf = make_handout_pdf(make_report(findings), HandoutOptions(large_print=large))
        (page,) = [said for said in page_texts(pdf) if "Take care." in said]
        assert "Finding number 2" in page
        assert "The ground" in page


@pytest.mark.parametrize("large", [False, True])
def test_that_a_caution_of_a_finding_that_fills_pages_is_with_the_words_it_rests_on(
    large: bool,
) -> None:
    for lines in range(60, 110, 3):
        finding = make_finding(
            1, detail="Word\n" * lines, excerpt="The ground", caution="Take care. " * 20
        )
        pdf = make_handout_pdf(make_report((finding,)), HandoutOptions(large_print=large))
        (page,) = [said for said in page_texts(pdf) if "Take care." in said]
        assert "The ground" in page


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("parts", [{"detail": 60}, {"detail": 250}, {"caution": 300}])
def test_that_each_page_of_a_cautioned_finding_says_which_it_is_and_that_it_is_one(
    parts: dict[str, int], large: bool
) -> None:
    long: dict[str, Any] = {
        name: "Word after word after word. " * 2 * times for name, times in parts.items()
    }
    finding = replace(make_finding(7, caution="Take care."), **long)
    pdf = make_handout_pdf(make_report((finding,)), HandoutOptions(large_print=large))
    pages = [said for said in page_texts(pdf) if "Word after" in said]
    assert len(pages) > 1 or (parts == {"detail": 60} and not large)
    for said in pages if len(pages) > 1 else ():
        assert "Source unclear. Finding 7" in said
    # To who listens, it is told once and not on each page.
    on_one = make_handout_pdf(make_report((make_finding(7, caution="Take care."),)))
    assert roles(pdf).count("/Strong") <= roles(on_one).count("/Strong") + 1


@pytest.mark.parametrize("large", [False, True])
def test_that_a_finding_on_one_page_says_once_that_it_is_to_be_checked(large: bool) -> None:
    pdf = make_handout_pdf(
        make_report((make_finding(1, caution="Take care."),)), HandoutOptions(large_print=large)
    )
    assert text(pdf).count("Source unclear") == 1


def test_that_a_caution_longer_than_a_page_is_set_whole() -> None:
    finding = make_finding(1, detail="Word\n" * 40, caution="Take care. " * 1000)
    for options in OPTIONS[::3]:
        pdf = make_handout_pdf(make_report((finding,)), options)
        assert text(pdf).count("Take") == 1000
        assert_margins_free(pdf)


def test_that_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for length in range(0, 400, 7):
        finding = make_finding(1, detail="Word\n" * length)
        measure = make_measure(FORTY_THREE, message="Here is the chart")
        texts = page_texts(make_handout_pdf(make_report((finding,), (), (measure,))))
        (page,) = [said for said in texts if "Here is the chart" in said]
        assert "Force with the number" in page


@pytest.mark.parametrize("kind", FindingKind)
def test_that_a_kind_is_told_in_a_word(kind: FindingKind) -> None:
    assert kind.label in text(make_handout_pdf(make_report((make_finding(1, kind),))))


# ---- whatever a briefing says

LINES = st.text(st.characters(exclude_categories=()), max_size=40)
TEXTS = st.text(st.characters(exclude_categories=()) | st.sampled_from("ab \n“ŵ王\u200b\u0302"))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    quotes = tuple(
        replace(make_quote(n, draw(TEXTS)), speaker=Speaker(1, draw(LINES), draw(LINES)))
        for n in range(1, draw(st.integers(1, 3)))
    )
    findings = tuple(
        replace(
            make_finding(n, draw(st.sampled_from(FindingKind)), excerpt=draw(TEXTS)),
            headline=draw(LINES),
            detail=draw(TEXTS),
            caution=draw(TEXTS),
            prompt=draw(TEXTS),
            locator=draw(LINES),
            quotes=draw(st.lists(st.sampled_from(quotes)).map(tuple)) if quotes else (),
        )
        for n in range(1, draw(st.integers(1, 3)))
    )
    value = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats(-1e300, 1e300)
    rows = draw(st.lists(st.tuples(LINES, value, st.sampled_from(["", "p", "r"])), max_size=4))
    measure = replace(make_measure(rows, message=draw(LINES)), unit=draw(LINES), caveat=draw(TEXTS))
    return replace(
        make_report(findings, quotes, (measure,)),
        title=draw(LINES),
        subtitle=draw(LINES),
        summary=draw(TEXTS),
        publisher=draw(LINES),
        language=draw(st.from_regex("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", fullmatch=True)),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(reports(), st.sampled_from(OPTIONS))
def test_that_any_briefing_makes_a_handout(report: Report, options: HandoutOptions) -> None:
    pdf = make_handout_pdf(report, options)
    assert roles(pdf)[1] == "/H1"
    assert PdfReader(io.BytesIO(pdf)).metadata is not None


@pytest.mark.usefixtures("qapp")
def test_that_qt_draws_the_pages_to_print_as_they_stand_in_the_pdf() -> None:
    pages = make_handout_pages(bundled())
    drawn = list(pictures(bundled_pdf(), 2.0))
    assert len(pages) == len(drawn)
    for page, picture in zip(pages, drawn, strict=True):
        renderer = QSvgRenderer(QByteArray(page))
        assert renderer.isValid()
        image = QImage(QSize(*picture.size), QImage.Format.Format_RGB888)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        size = (image.width(), image.height())
        bits = bytes(image.constBits())
        ours = Image.frombytes("RGB", size, bits, "raw", "RGB", image.bytesPerLine())
        # Edges are smoothed differently; a shape out of its place would differ as a whole.
        few = (picture.width // 4, picture.height // 4)
        pair = [each.convert("L").resize(few) for each in (ours, picture)]
        assert ImageStat.Stat(ImageChops.difference(*pair)).mean[0] < 1.5
