"""The handout: its text, its tags and the look of its pages."""

import io
import re
import sys
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise, product
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from briefing_app.database.reader import open_briefing
from briefing_app.export.handout import handout_data, make_handout_pdf
from briefing_app.export.handout_text import REPLACEMENT_CHARACTER
from briefing_app.export.options import Options, Part
from briefing_app.export.typst_calls import typeset
from briefing_app.files.paths import BUNDLED_BRIEFING, FONT_FAMILY
from briefing_app.layout.palette import LIGHT
from briefing_app.model.charts import bar_chart
from briefing_app.model.report import FindingKind, Report, Reveal, Speaker
from briefing_app.model.wording import verification_summary
from tests.export.materials import made_of
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
from tests.sample_report import (
    SOURCE,
    VERIFIED_SOURCE,
    make_entry,
    make_finding,
    make_quote,
    make_report,
)

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
ALL: Final = frozenset(Part)
FINDINGS: Final = Options(frozenset({Part.FINDINGS}))
LARGE_FINDINGS: Final = replace(FINDINGS, large_print=True)
OPTIONS: Final = (
    Options(),
    FINDINGS,
    Options(ALL),
    Options(large_print=True),
    Options(ALL, large_print=True),
)


def _name(options: Options) -> str:
    """Return a name that is the same in each process, unlike the text of a set."""
    parts = "-".join(sorted(part.value for part in options.parts))
    return f"{parts}-large" if options.large_print else parts


@cache
def bundled() -> Report:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        return briefing.report


def make_pdf(report: Report, options: Options = FINDINGS) -> bytes:
    return make_handout_pdf(made_of(report), options)


@cache
def bundled_pdf(options: Options = FINDINGS) -> bytes:
    return make_handout_pdf(made_of(bundled()), options)


def without_white_space(words: str) -> str:
    """Return a text without white space, to ignore where lines end."""
    return "".join(words.split())


def roles(pdf: bytes) -> list[str]:
    return [tag.role for tag in tags(pdf)]


# ---- text


def test_everything_of_a_finding_is_printed_with_its_headline_first() -> None:
    printed = without_white_space(text(bundled_pdf()))
    place = printed.index(without_white_space(bundled().summary))
    for finding in bundled().findings:
        words = finding.quotes[0].text if finding.quotes else finding.excerpt
        parts = [finding.headline, words, finding.caution, finding.detail, finding.prompt]
        if finding.position == 3:
            parts[1] = finding.excerpt  # its quote is under finding 2
        for part in filter(None, parts):
            place = printed.index(without_white_space(part), place)
        for part in (finding.kind.label, finding.excerpt, finding.locator):
            assert without_white_space(part) in printed


def test_quote_has_speaker_and_locator_and_the_first_one_the_role() -> None:
    printed = text(bundled_pdf())
    first = next(finding.quotes[0] for finding in bundled().findings if finding.quotes)
    for quote in bundled().quotes:
        role = f", {quote.speaker.role}" if quote.id == first.id else ""
        attribution = f"“{quote.text}” {quote.speaker.name}{role} · {quote.locator}"
        assert without_white_space(attribution) in without_white_space(printed)


def test_shared_quote_is_printed_once_and_then_referred_to() -> None:
    shared, own = make_quote(1), make_quote(2)
    first, second = make_finding(1, quotes=(shared,)), make_finding(2, quotes=(shared, own))
    printed = text(make_pdf(make_report((first, second), (shared, own))))
    assert printed.count(f"“{shared.text}”") == 1
    assert (
        printed.index(first.headline) < printed.index(shared.text) < printed.index(second.headline)
    )
    assert (
        "See also the quote under finding 1: A speaker" in printed[printed.index(second.headline) :]
    )


def test_quotes_without_a_finding_have_their_own_section() -> None:
    loose = make_quote(1)
    assert "Other words" in text(make_pdf(make_report((make_finding(1),), (loose,))))
    supporting = make_finding(1, quotes=(loose,))
    assert "Other words" not in text(make_pdf(make_report((supporting,), (loose,))))


def test_excerpt_is_not_repeated_if_a_quote_contains_it() -> None:
    quote = make_quote(1, "At first, few were found")
    findings = (
        make_finding(1, excerpt="few were found", quotes=(quote,)),
        make_finding(2, excerpt="few were found", quotes=(quote,)),  # the quote is above
        make_finding(3, excerpt="none was found", quotes=(make_quote(2),)),
    )
    report = make_report(tuple(each._replace(source=quote.source) for each in findings), (quote,))
    printed = text(make_pdf(report))
    assert printed.count("few were found") == 2
    assert "“none was found”" in printed


def test_words_say_before_their_place_whether_they_were_checked_unless_all_were() -> None:
    finding = make_finding(1, excerpt="A few words")._replace(locator="checked word for word")
    checked = finding._replace(id=2, position=2, source=VERIFIED_SOURCE)
    marks = (
        "“A few words” Not checked · The Made-up Post",
        "“A few words” Checked word for word · The Made-up Post",
    )
    claimed = finding._replace(source=VERIFIED_SOURCE._replace(compared_sha256=""))
    claim = "“A few words” The author states that this was checked · checked"
    for findings, expected in (
        ((claimed,), (claim, "The author states that every quote and excerpt")),
        ((finding,), ("“A few words” Not checked · checked", "")),
        ((finding, checked), marks),
        ((checked,), ("“A few words” checked word for word", "")),
    ):
        printed = text(make_pdf(make_report(findings)))
        assert all(each in printed for each in expected)


def test_questions_are_labelled_under_their_finding() -> None:
    label = "Talk about it · not part of the report"
    printed = text(bundled_pdf())
    findings = bundled().findings
    assert printed.count(label) == sum(bool(finding.prompt) for finding in findings)
    for finding, following in pairwise(findings):
        start = printed.index(f"{finding.position} {finding.headline[:20]}")
        end = printed.index(f"{following.position} {following.headline[:20]}")
        assert finding.prompt[:30] in printed[start:end]


# So many lines that the next finding comes to the end of a page.
@pytest.mark.parametrize(
    ("large", "lines_before"),
    [(False, range(36, 44)), (True, range(10, 18))],
    ids=["normal", "large"],
)
def test_question_is_on_the_page_of_words_of_its_finding(large: bool, lines_before: range) -> None:
    for lines in lines_before:
        findings = (
            make_finding(1, detail="Word\n" * lines),
            make_finding(2, detail="A detail that is long. " * 9, excerpt="Such", prompt="Why so?"),
        )
        pdf = make_pdf(make_report(findings), replace(FINDINGS, large_print=large))
        (page,) = [printed for printed in page_texts(pdf) if "Why so?" in printed]
        assert "detail that is long" in page


def test_presenter_notes_are_never_printed() -> None:
    report = make_report((make_finding(1),))
    entries = (make_entry(1, report.findings[0], notes="For the presenter alone"),)
    pdf = make_pdf(report._replace(running_order=entries), Options(ALL))
    assert "For the presenter alone" not in text(pdf)


@pytest.mark.parametrize("large", [False, True])
def test_our_words_say_that_they_are_ours(large: bool) -> None:
    for parts in ({Part.SUMMARY}, {Part.FINDINGS}):
        printed = text(make_pdf(bundled(), Options(frozenset(parts), large_print=large)))
        note = f"{bundled().summary} Our summary of the article · Express & Star"
        assert without_white_space(note) in without_white_space(printed)
    for printed in page_texts(make_pdf(bundled(), replace(FINDINGS, large_print=large))):
        assert "The headlines are ours." in printed


@pytest.mark.parametrize("large", [False, True])
def test_name_with_a_hyphen_is_not_broken(large: bool) -> None:
    for words in range(8, 24):
        report = make_report((make_finding(1, detail="word " * words + "Made-up Southvale"),))
        report = report._replace(publisher="Made-up Southvale")
        pdf = make_pdf(report, replace(FINDINGS, large_print=large))
        in_head_and_text = [line for line in visual_lines(pdf) if "Made-upSouthvale" in line]
        assert len(in_head_and_text) == 2


@pytest.mark.parametrize("large", [False, True])
def test_source_of_any_length_is_shortened_at_the_foot(large: bool) -> None:
    for word in ("W" * 300, "Made-up Southvale " * 9):
        source = SOURCE._replace(title=word.strip(), publisher="Made-up Southvale")
        report = make_report((make_finding(1)._replace(source=source),))
        report = report._replace(sources=(source,), summary="A message.")
        pdf = make_pdf(report, Options(large_print=large))
        assert_margins_free(pdf)
        assert without_white_space(word) in without_white_space(text(pdf))


@pytest.mark.parametrize("is_verified", [True, False])
def test_only_verified_briefing_is_called_checked(is_verified: bool) -> None:
    finding = make_finding(1, excerpt="A few words")
    finding = finding._replace(source=VERIFIED_SOURCE) if is_verified else finding
    report = make_report((finding,))
    printed = text(make_pdf(report))
    assert ("Quotes and excerpts were checked word for word" in printed) is is_verified
    assert (verification_summary(report) in printed) is not is_verified


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("letter", ["W", "l"])
def test_running_head_never_overlaps_the_page_header(letter: str, large: bool) -> None:
    report = make_report()._replace(publisher=letter * 90)
    pdf = make_pdf(report, replace(FINDINGS, large_print=large))
    printed = re.search(f"{letter}{{12,}}", page_texts(pdf)[0])
    assert printed is not None
    (ours,), (theirs,) = (horizontal_extents(pdf, words) for words in ("handout", printed[0]))
    assert ours[1] + 20 < theirs[0]
    assert theirs[1] < 540  # points: the right margin begins here


def test_running_head_that_fits_is_complete() -> None:
    report = make_report()._replace(publisher="The Inspectorate of Gardens", published="2016")
    for large in (False, True):
        pdf = make_pdf(report, replace(FINDINGS, large_print=large))
        assert "The Inspectorate of Gardens · 2016" in page_texts(pdf)[0]


def test_markup_is_printed_literally_and_makes_no_link() -> None:
    words = " ".join(MARKUP)
    finding = make_finding(
        1, headline=words, detail=words, excerpt=words, caution=words, prompt=words
    )
    quote = make_quote(1, words)._replace(speaker=Speaker(1, words, words), locator=words)
    measure = make_measure(((words, 1, ""),), message=words)._replace(
        definition=words, caveat=words, unit=words
    )
    report = make_report((finding,), (quote,), (measure,))._replace(
        title=words, subtitle=words, summary=words
    )
    pdf = make_pdf(report)
    assert without_white_space(text(pdf)).count(without_white_space(words)) >= 16
    assert "Link" not in {role.strip("/") for role in roles(pdf)}
    assert not any("/Annots" in page for page in PdfReader(io.BytesIO(pdf)).pages)


def test_words_and_names_of_any_length_are_complete() -> None:
    word = "W" * 300
    names = "A Very Long Name of a Force " * 17
    finding = make_finding(1, headline=word, detail=word, excerpt=word, caution=word, prompt=word)
    measure = make_measure(((names.strip(), 3, ""), (word, 2, "")))
    for options in (FINDINGS, LARGE_FINDINGS):
        report = make_report((finding,), (), (measure,))._replace(title=word)
        pdf = make_pdf(report, options)
        assert without_white_space(names) in without_white_space(text(pdf))
        # Title, finding, discussion question, chart and table; page breaks split some of them.
        assert text(pdf).count("W") == 8 * len(word)
        assert "\u200b" not in text(pdf)
        assert_margins_free(pdf)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large-print"])
def test_no_page_has_only_a_heading_if_words_are_endless(large: bool) -> None:
    word = "handout" * 130
    finding = make_finding(1, headline=word, detail=word, excerpt=word, caution=word, prompt=word)
    findings = (finding, finding._replace(id=2, position=2, caution=""))
    measure = make_measure(message=word)._replace(unit=word)
    pdf = make_pdf(
        make_report(findings, (), (measure,))._replace(title=word),
        replace(FINDINGS, large_print=large),
    )
    assert_margins_free(pdf)
    for printed in page_texts(pdf)[:-1]:
        assert len(printed) > 300


@pytest.mark.parametrize(
    ("letter", "large"),
    [("w", False), ("ก", False), ("W" * 39 + " ", True)],
    ids=["latin", "thai", "many-words"],
)
def test_text_with_any_number_of_breaks_in_words_is_complete(letter: str, large: bool) -> None:
    words = (letter * 6_000)[:6_000]
    finding = make_finding(1, headline=words[:500], detail=words, excerpt=words, caution=words)
    report = make_report((finding._replace(prompt=words),), (make_quote(1, words),))
    pdf = make_pdf(report, replace(FINDINGS, large_print=large))
    printed = without_white_space(text(pdf))
    (letter,) = set(letter.strip())
    expected = letter if letter.isascii() else REPLACEMENT_CHARACTER
    assert printed.count(expected) >= words.count(letter) * 5
    assert letter.isascii() or f"U+{ord(letter):04X}" in printed


def test_bookmark_of_a_long_word_is_the_word() -> None:
    word = "W" * 300
    pdf = make_pdf(make_report((make_finding(1, headline=word),)))
    assert (1, f"1 {word}") in bookmarks(pdf)


def test_welsh_letters_and_typographic_signs_are_text() -> None:
    words = "Tŵr a thŷ yng Nghymru – “ŵ” ‘ŷ’ Ŵ Ŷ ẁ ẅ … é ő ș"
    pdf = make_pdf(make_report((make_finding(1, headline=words, detail=words),)))
    assert text(pdf).count(words) == 2


def test_missing_glyph_is_replaced_and_reported() -> None:
    report = make_report((make_finding(1, detail="Named 王 here"),))
    printed = text(make_pdf(report))
    assert f"Named {REPLACEMENT_CHARACTER} here" in printed
    assert printed.index("U+738B") < printed.index("Finding number 1")
    assert "U+" not in text(make_pdf(make_report((make_finding(1),))))


# ---- figures


def test_table_has_the_figures_of_the_chart() -> None:
    measure = make_measure(AWKWARD)
    printed = text(make_pdf(make_report((), (), (measure,))))
    for row in bar_chart(measure).rows:
        assert without_white_space(" ".join(row)) in without_white_space(printed)


@pytest.mark.parametrize("large", [False, True])
def test_long_unit_or_period_does_not_overlap_other_columns(large: bool) -> None:
    unit = "recorded incidents per hundred thousand inhabitants and year"
    period = "the year that ended in the March of 2016, as recorded"
    rows = (("Longshire", 3.25, "p"), ("Averyveryverylongnamedplaceshire", 2, ""))
    for periods in (["2016"], [period]):
        measure = make_measure(rows, periods=periods)._replace(unit=unit)
        pdf = make_pdf(make_report((), (), (measure,)), replace(FINDINGS, large_print=large))
        ((_, names_end),) = horizontal_extents(pdf, "Police")
        figures = horizontal_extents(pdf, "Recorded incidents per hundred")
        assert names_end < min(left for left, _ in figures)
        figures_end = max(right for _, right in figures)
        ((start, end),) = horizontal_extents(pdf, "Period")
        assert figures_end < start
        assert end < (210 - 20) / 25.4 * 72
        assert_margins_free(pdf)


@pytest.mark.parametrize("value", [0.0000000001, 999_999_999_999_999])
@pytest.mark.parametrize("large", [False, True])
def test_long_figure_ends_at_the_right_edge_of_the_text(value: float, large: bool) -> None:
    report = make_report((), (), (make_measure([(AWKWARD[0][0], value, "")]),))
    for picture in pictures(make_pdf(report, replace(FINDINGS, large_print=large)), 2.0):
        _, _, right, _ = ImageChops.invert(picture.convert("L")).getbbox() or (0, 0, 0, 0)
        assert right <= picture.width * 190 / 210 + 2


def test_earlier_periods_are_named_below_the_chart() -> None:
    measure = make_measure(periods=("2015", "2016", "2017"))
    printed = text(make_pdf(make_report((), (), (measure,))))
    assert "Earlier periods in this briefing: 2015, 2016." in printed
    assert "Earlier" not in text(make_pdf(make_report((), (), (make_measure(),))))


@pytest.mark.parametrize("count", [43, 60])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("reveal", Reveal)
def test_many_bars_continue_on_further_pages(count: int, large: bool, reveal: Reveal) -> None:
    rows = tuple((f"Force-{number:03}", number, "") for number in range(count))
    measure = make_measure(rows)
    entries = (make_entry(1, measure)._replace(reveal=reveal),)
    pdf = make_pdf(make_report((), (), (measure,), entries), replace(FINDINGS, large_print=large))
    printed = text(pdf)
    for name, _, _ in rows:
        assert len(re.findall(rf"\b{name}\b", printed)) == 2  # in the chart and in the table
    assert_margins_free(pdf)
    bars = [bar for picture in pictures(pdf, 2.0) for bar in bar_lengths(picture)]
    assert len(bars) == count - 1  # a figure of zero has no bar


def test_no_source_is_named_if_none_is_known() -> None:
    measure = make_measure()._replace(locator="")
    finding = make_finding(1)._replace(source=measure.source)
    pages = page_texts(make_pdf(make_report((finding,), (), (measure,))))
    for printed in pages:
        assert printed.count("Source:") == printed.count("Source: The Made-up Post") == 1


def test_bar_lengths_are_proportional_and_chosen_force_is_highlighted() -> None:
    options = replace(FINDINGS, highlight=make_force("Charlie"))
    report = make_report((), (), (make_measure(THREE),))
    pdf = make_pdf(report, options)
    assert "highlighted: Charlie" in text(pdf)
    assert "highlighted" not in text(make_pdf(report))
    (picture,) = pictures(pdf, 2.0)
    (longest, quiet), (second, accent), (third, _) = bar_lengths(picture)
    assert second / longest == pytest.approx(20 / 99, abs=0.01)
    assert third / longest == pytest.approx(16 / 99, abs=0.01)
    assert (quiet, accent) == (rgb(LIGHT.quiet_bar), rgb(LIGHT.accent))


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def bar_lengths(picture: Image.Image) -> list[tuple[int, tuple[int, ...]]]:
    """Return length in pixels and colour of each bar on a page, from the top."""
    below_head = round(picture.height * 0.08)
    # One number for each pixel.
    pixels = np.asarray(picture.convert("RGBA")).view(np.uint32)[below_head:, :, 0]
    bars = []
    for colour in (rgb(LIGHT.accent), rgb(LIGHT.quiet_bar)):
        top = 0
        for length, rows in groupby(longest_runs(pixels == np.uint32(packed(colour)))):
            height = len(list(rows))
            # A bar is much higher than a letter's stroke or a line of the table.
            if length and height >= picture.height * 0.012:
                bars.append((top, int(length), colour))
            top += height
    return [(length, colour) for _, length, colour in sorted(bars)]


def packed(colour: tuple[int, ...]) -> int:
    return int.from_bytes(bytes((*colour, 255)), sys.byteorder)


def longest_runs(mask: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Return for each row how many of its values in succession are true, at most."""
    lengths = np.zeros(len(mask), int)
    has_any = mask.any(axis=1)
    places = np.arange(1, mask.shape[1] + 1)
    last_false = np.maximum.accumulate(np.where(mask[has_any], 0, places), axis=1)
    lengths[has_any] = (places - last_false).max(axis=1)
    return lengths


# ---- tags


def test_document_has_title_and_language_and_conforms_to_pdf_ua_1_and_pdf_a_2a() -> None:
    reader = PdfReader(io.BytesIO(bundled_pdf()))
    root: Any = reader.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == bundled().title
    for claim in (b"pdfuaid:part>1<", b"pdfaid:part>2<", b"pdfaid:conformance>A<"):
        assert claim in root["/Metadata"].get_data()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("cy", "cy"),
        ("CY-gb", "cy-GB"),
        ("zh-Hans-CN", "zh-CN"),
        ("en-419", "en"),
        ("sl-rozaj-biske", "sl"),
        ("haw", "haw"),
    ],
)
def test_language_tag_is_reduced_to_language_and_region(language: str, expected: str) -> None:
    pdf = make_pdf(make_report((make_finding(1),))._replace(language=language))
    assert str(PdfReader(io.BytesIO(pdf)).root_object["/Lang"]) == expected


def test_own_words_are_tagged_english_in_another_language() -> None:
    def languages(language: str) -> set[str]:
        pdf = make_pdf(make_report((make_finding(1),))._replace(language=language))
        objects = PdfReader(io.BytesIO(pdf))
        return {
            str(value["/Lang"])
            for number in range(1, len(objects.xref[0]) + 1)
            if isinstance(value := objects.get_object(number), DictionaryObject)
            and "/Lang" in value
            and "/S" in value
        }

    assert "en-GB" in languages("cy")


def test_heading_levels_are_never_skipped() -> None:
    levels = [int(role[2]) for role in roles(bundled_pdf()) if re.fullmatch("/H[1-6]", role)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(2) > len(bundled().findings)


def test_lists_quotes_and_tables_are_tagged() -> None:
    report = bundled()._replace(running_order=())  # a guess has its chart among the answers
    found = roles(make_pdf(report))
    assert found.count("/LI") == len(report.sources)
    excerpts = sum(not finding.quotes for finding in report.findings)
    assert found.count("/BlockQuote") == len(report.quotes) + excerpts
    (measure,) = report.measures
    rows = bar_chart(measure).rows
    assert (found.count("/Table"), found.count("/TH"), found.count("/TR")) == (1, 3, 1 + len(rows))
    assert found.count("/TD") == 3 * len(rows)


def test_chart_is_a_figure_with_alternative_text() -> None:
    report = bundled()._replace(running_order=())
    (measure,) = report.measures
    alternatives = [tag.alt for tag in tags(make_pdf(report)) if tag.role == "/Figure"]
    assert alternatives == [bar_chart(measure).alt_text]


def test_every_section_and_finding_has_a_bookmark() -> None:
    marks = [(depth, " ".join(name.split())) for depth, name in bookmarks(bundled_pdf())]
    assert marks[0] == (0, bundled().title)
    for finding in bundled().findings:
        assert (1, f"{finding.position} {finding.headline}") in marks
    assert (1, "Sources and what was checked") in marks


def test_only_bundled_fonts_are_embedded() -> None:
    words = "ŵ 王 ∑"
    report = make_report((make_finding(1, detail=words),), (), (make_measure(AWKWARD),))
    names = set()
    for page in PdfReader(io.BytesIO(make_pdf(report))).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            names.add(str(descriptor["/FontName"]).partition("+")[2])
    assert names
    assert all(name.startswith(FONT_FAMILY.replace(" ", "")) for name in names)


def test_same_briefing_makes_same_bytes_with_the_date_of_the_export(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704164646")
    report = make_report((make_finding(1),))._replace(published="2016-03-02")
    pdf = make_pdf(report)
    assert pdf == make_pdf(report)
    root: Any = PdfReader(io.BytesIO(pdf)).root_object
    for name in (b"CreateDate", b"ModifyDate"):
        assert name + b">2024-01-02T03:04:06Z" in root["/Metadata"].get_data()
    assert "2024" not in text(pdf)


# ---- languages


def latin_report(language: str) -> Report:
    """Return a briefing in a language whose words are in Latin letters."""
    finding = make_finding(
        1, headline="Fragile, so far.", caution="Nearly, in 2017.", quotes=(make_quote(1),)
    )
    measure = make_measure((("Kent", -0.25, "p"), ("Gwent", 1.5, "")), periods=["2015–16"])
    report = make_report((finding,), (), (measure,))
    return report._replace(language=language, summary="All, it is said.")


@pytest.mark.parametrize(("language", "large"), [("ar", False), ("HE-IL", True)])
def test_latin_text_keeps_its_order_in_any_language(language: str, large: bool) -> None:
    pdf = make_pdf(latin_report(language), replace(FINDINGS, large_print=large))
    lines = visual_lines(pdf)
    for words in (
        "Fragile, so far.",
        "All, it is said.",
        "Nearly, in 2017.",
        "Words number 1.",
        "-0.25 provisional",
        "2015–16",
        "Page 1 of",
    ):
        assert any(without_white_space(words) in line for line in lines), words


@pytest.mark.parametrize("language", ["ar", "cy"])
def test_rules_beside_findings_are_at_the_left_in_any_language(language: str) -> None:
    (page, *_) = pictures(make_pdf(latin_report(language)), 2.0)
    rule = rgb(LIGHT.accent)
    pixels = np.asarray(page.convert("RGB"))
    height, width, _ = pixels.shape
    top = round(height * 0.1)  # below the line under the running head
    (columns,) = np.nonzero((pixels[top:] == rule).all(axis=2).sum(axis=0) > 40)
    assert columns.size
    assert (columns < width / 2).all()


# ---- pages


def assert_margins_free(pdf: bytes) -> None:
    """Assert that nothing is within 10 mm of the edges, where printers may not reach."""
    for picture in pictures(pdf):
        edge = round(10 / 25.4 * 72)
        inner = Image.new("L", (picture.width - 2 * edge, picture.height - 2 * edge), 0)
        mask = Image.new("L", picture.size, 255)
        mask.paste(inner, (edge, edge))
        ink = ImageChops.invert(picture.convert("L"))
        assert ImageChops.multiply(ink, mask).getbbox() is None


@pytest.mark.parametrize("options", OPTIONS, ids=_name)
def test_pages_are_a4_with_text_and_empty_margins(options: Options) -> None:
    pdf = bundled_pdf(options)
    for page in PdfReader(io.BytesIO(pdf)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            (210 / 25.4 * 72, 297 / 25.4 * 72), abs=0.1
        )
    for printed in page_texts(pdf):
        assert len(printed) > 150
    assert_margins_free(pdf)


def test_every_page_has_its_number_and_the_briefing_title() -> None:
    texts = page_texts(bundled_pdf())
    for number, printed in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in printed
        assert bundled().title in printed


def test_large_print_has_no_text_below_18_points() -> None:
    def smallest_size(options: Options) -> float:
        sizes: list[float] = []

        def visit(words: str, _: object, matrix: list[float], __: object, size: float) -> None:
            if words.strip():
                sizes.append(abs(matrix[3]) * size)

        for page in PdfReader(io.BytesIO(bundled_pdf(options))).pages:
            page.extract_text(visitor_text=visit)
        return min(sizes)

    assert smallest_size(Options(ALL, large_print=True)) >= 18
    assert smallest_size(Options(ALL)) == pytest.approx(9)


@pytest.mark.parametrize(
    ("large", "count", "kind"),
    [
        (False, 29, FindingKind.CONCERN),
        (True, 7, FindingKind.CONCERN),
        (True, 7, FindingKind.FIGURES),
    ],
)
def test_finding_is_split_only_in_large_print_and_never_from_its_caution(
    large: bool, count: int, kind: FindingKind
) -> None:
    findings = tuple(
        make_finding(n, kind, detail=f"{'Detail with words ' * 25}{n}.", caution=f"Caution {n}.")
        for n in range(1, count + 1)
    )
    texts = page_texts(make_pdf(make_report(findings), replace(FINDINGS, large_print=large)))
    heads = [(f"Finding number {n} ", f"Caution {n}.") for n in range(1, count + 1)]
    complete = [(*head, f"words {n}.") for n, head in enumerate(heads, 1)]
    for parts in heads if large else complete:
        assert [all(part in printed for part in parts) for printed in texts].count(True) == 1
    if large:
        assert len(texts) <= 5  # of findings that each need two thirds of a page


@pytest.mark.parametrize(
    ("large", "lines_before"),
    [(False, range(37, 45)), (True, range(12, 20))],
    ids=["normal", "large"],
)
def test_caution_is_on_the_page_of_its_finding(large: bool, lines_before: range) -> None:
    caution = "Take care. " * 20
    for lines in lines_before:
        findings = (
            make_finding(1, detail="Word\n" * lines),
            make_finding(2, detail="Such words " * 20, excerpt="The ground", caution=caution),
        )
        pdf = make_pdf(make_report(findings), replace(FINDINGS, large_print=large))
        (page,) = [printed for printed in page_texts(pdf) if "Take care." in printed]
        assert "Finding number 2" in page
        assert "The ground" in page


@pytest.mark.parametrize("large", [False, True])
def test_caution_of_a_long_finding_is_with_its_excerpt(large: bool) -> None:
    for lines in (60, 85, 110):
        finding = make_finding(
            1, detail="Word\n" * lines, excerpt="The ground", caution="Take care. " * 20
        )
        pdf = make_pdf(make_report((finding,)), replace(FINDINGS, large_print=large))
        (page,) = [printed for printed in page_texts(pdf) if "Take care." in printed]
        assert "The ground" in page


@pytest.mark.parametrize(
    ("part", "times", "large"),
    [("detail", 60, True), ("detail", 250, False), ("caution", 300, False), ("caution", 300, True)],
)
def test_every_page_of_a_cautioned_finding_has_a_label(part: str, times: int, large: bool) -> None:
    long: dict[str, Any] = {part: "Word after word after word. " * 2 * times}
    finding = make_finding(7, caution="Take care.")._replace(**long)
    pdf = make_pdf(make_report((finding,)), replace(FINDINGS, large_print=large))
    pages = [printed for printed in page_texts(pdf) if "Word after" in printed]
    assert len(pages) > 1
    assert "Concern Source unclear" in pages[0]
    for printed in pages[1:]:
        assert "Concern Finding 7 Source unclear" in printed
    # A screen reader reads the label once, not on each page.
    on_one = make_pdf(make_report((make_finding(7, caution="Take care."),)))
    assert roles(pdf).count("/Strong") <= roles(on_one).count("/Strong") + 1
    assert text(on_one).count("Source unclear") == 1


def test_caution_longer_than_a_page_is_complete() -> None:
    finding = make_finding(1, detail="Word\n" * 40, caution="Take care. " * 1000)
    for options in OPTIONS[::3]:
        pdf = make_pdf(make_report((finding,)), options)
        assert text(pdf).count("Take") == 1000
        assert_margins_free(pdf)


@pytest.mark.parametrize("large", [False, True])
def test_what_is_short_enough_is_set_as_if_it_were_measured(large: bool) -> None:
    """Measuring costs memory, so it is left out if a chart, or a finding with it, surely fits."""
    measures, findings = [], []
    for number, (bars, lines) in enumerate(product((1, 4, 15), (0, 2, 4, 5)), 1):
        source = SOURCE._replace(id=number, title=f"Source {number}")
        rows = [(f"Name {bar}", bar, "") for bar in range(bars)]
        message = "MANY WIDE WORDS " * (1 + number // 2 % 3 * 7)
        measure = make_measure(rows, number=number, message=message)
        caveat = "Caveat.\n\n" * lines
        measures.append(measure._replace(source=source, unit="", definition="", caveat=caveat))
        if number % 2:
            findings.append(make_finding(number, FindingKind.FIGURES)._replace(source=source))
    report = make_report(tuple(findings), (), tuple(measures))
    data = handout_data(made_of(report), replace(FINDINGS, large_print=large))
    charts = [*data["measures"], *(each for part in data["findings"] for each in part["measures"])]
    assert any(chart["is_short"] for chart in charts)
    assert any(finding["keep_together"] for finding in data["findings"])
    pdf = typeset(data)
    for chart in charts:
        chart["is_short"] = False
    for finding in data["findings"]:
        finding["keep_together"] = False
    assert typeset(data) == pdf


def test_chart_heading_is_never_alone_at_the_end_of_a_page() -> None:
    # Caveats of different lengths put the headings at different heights of their pages.
    measures = tuple(
        make_measure(FORTY_THREE[:20], number=n, message=f"Chart number {n:02}")._replace(
            caveat="Word\n" * (7 * n % 40),
        )
        for n in range(1, 21)
    )
    texts = page_texts(make_pdf(make_report((), (), measures)))
    for measure in measures:
        (page,) = [printed for printed in texts if measure.message in printed]
        assert "Force with the number" in page[page.index(measure.message) :]


# ---- any briefing

LINES = st.text(st.characters(exclude_categories=()), max_size=40)
TEXTS = st.text(st.characters(exclude_categories=()) | st.sampled_from("ab \n“ŵ王\u200b\u0302"))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    quotes = tuple(
        make_quote(n, draw(TEXTS))._replace(speaker=Speaker(1, draw(LINES), draw(LINES)))
        for n in range(1, draw(st.integers(1, 3)))
    )
    findings = tuple(
        make_finding(n, draw(st.sampled_from(FindingKind)), excerpt=draw(TEXTS))._replace(
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
    measure = make_measure(rows, message=draw(LINES))._replace(unit=draw(LINES), caveat=draw(TEXTS))
    return make_report(findings, quotes, (measure,))._replace(
        title=draw(LINES),
        subtitle=draw(LINES),
        summary=draw(TEXTS),
        publisher=draw(LINES),
        language=draw(st.from_regex("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", fullmatch=True)),
    )


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)
@given(reports(), st.sampled_from(OPTIONS))
def test_any_briefing_makes_a_handout(report: Report, options: Options) -> None:
    pdf = make_pdf(report, options)
    assert next(role for role in roles(pdf) if role.startswith("/H")) == "/H1"
    assert PdfReader(io.BytesIO(pdf)).metadata is not None
