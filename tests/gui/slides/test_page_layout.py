"""Tests of the layout of pages: complete, in order, legible, and without overlaps."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextLayout

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.slides import text_pages
from briefing_app.gui.slides.page_layout import (
    MARGIN,
    PAGE,
    Page,
    SlidePages,
    lay_out,
)
from briefing_app.gui.slides.paragraph_layout import line_texts
from briefing_app.gui.slides.text_pages import CAUTION_LEAD
from briefing_app.model.palette import (
    CONTRAST_DARK,
    LIGHT,
    Theme,
    contrast_ratio,
)
from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.slideshow_state import SlidePosition, SlideshowState
from briefing_app.model.wording import CAUTION_LABEL
from tests.gui.slides.page_samples import (
    ALL_THEMES,
    MAX_LENGTH,
    NUMBER_AREA,
    ROLES,
    SENTENCE,
    TEXT_PIECES,
    any_text,
    assert_legible,
    assert_well_placed,
    body_lines,
    few_examples,
    lines_with_role,
    pages_text,
    sample_chart_slide,
    sample_slide,
    shown_rows,
    slide_text,
)
from tests.sample_measures import AWKWARD

pytestmark = [
    pytest.mark.usefixtures("_fonts"),
    # Qt's warning if no font supports a script, on which these tests do not depend.
    pytest.mark.qt_log_ignore("OpenType support missing"),
]


@pytest.mark.parametrize("kind", ROLES)
@given(data=st.data())
@few_examples
def test_any_text_is_laid_out_completely_in_order_and_legibly(
    kind: SlideKind, data: st.DataObject
) -> None:
    texts = [data.draw(any_text) for _ in ROLES[kind]]
    slide = sample_slide(kind, texts, data.draw(st.just("Source") | any_text))
    pages = lay_out(slide, LIGHT)
    assert pages_text(pages) == slide_text(slide)
    assert [page.number for page in pages] == list(range(len(pages)))
    assert {page.count for page in pages} == {len(pages)}
    feet = {"".join(x.text for x in page.lines if x.layout is page.foot) for page in pages}
    assert feet in ({slide.source}, {""})
    for page in pages:
        assert_well_placed(page)
        assert_legible(page)


@pytest.mark.parametrize("times", [1, 9, 200])
@pytest.mark.parametrize("piece", TEXT_PIECES, ids=ascii)
def test_text_of_each_script_is_laid_out_once_in_order(piece: str, times: int) -> None:
    text = (piece * times)[:MAX_LENGTH]
    slide = sample_slide(SlideKind.FINDING, [text[:300], text, text[:500], text[:500]], text[:200])
    pages = lay_out(slide, LIGHT)
    assert pages_text(pages) == slide_text(slide)
    for page in pages:
        assert_well_placed(page)


def test_long_text_is_read_from_its_layout_only_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def counted(paragraph: str, layout: QTextLayout) -> list[str]:
        read.append(paragraph)
        return line_texts(paragraph, layout)

    monkeypatch.setattr(text_pages, "line_texts", counted)
    body = SENTENCE * 200
    assert len(lay_out(sample_slide(SlideKind.TEXT, ["Title", body]), LIGHT)) > 5
    assert read.count(body) == 1


def test_line_text_is_what_is_drawn() -> None:
    # Qt counts this character as two, and may break a line after it.
    (page, *_) = lay_out(sample_slide(SlideKind.TEXT, ["Title", "👮 word " * 90]), LIGHT)
    for line in body_lines(page)[1:]:
        assert set(line.text.split(" ")) <= {"👮", "word", ""}


def test_control_characters_take_no_room_and_break_no_line() -> None:
    plain, odd = (
        lay_out(sample_slide(SlideKind.TEXT, ["Title", text]), LIGHT)[0]
        for text in ("some words", "\x00some\x07 wo\x1brds\x7f")
    )
    assert body_lines(odd)[-1].text == "\x00some\x07 wo\x1brds\x7f"
    assert body_lines(odd)[-1].rect == body_lines(plain)[-1].rect


@pytest.mark.parametrize("kind", ROLES)
@pytest.mark.parametrize("times", [1, 4, 12, 80])
def test_sentences_are_apart_and_legible_in_every_theme(kind: SlideKind, times: int) -> None:
    for theme in ALL_THEMES:
        for page in lay_out(sample_slide(kind, [SENTENCE * times] * len(ROLES[kind])), theme):
            assert_well_placed(page)
            assert_legible(page)


@pytest.mark.parametrize("kind", ROLES)
def test_short_slide_has_larger_type_than_a_long_one(kind: SlideKind) -> None:
    def sizes(text: str) -> list[int]:
        pages = lay_out(sample_slide(kind, [text] * len(ROLES[kind])), LIGHT)
        return [line.size for page in pages for line in body_lines(page)]

    assert max(sizes("Short.")) > max(sizes(SENTENCE * 30))


def test_sources_are_as_large_as_other_texts_if_they_fit() -> None:
    def sizes(times: int) -> set[int]:
        texts = ["Sources", "A title", SENTENCE * times, "A licence."]
        (page,) = lay_out(sample_slide(SlideKind.SOURCES, texts, ""), LIGHT)
        return {line.size for line in page.lines if line.role is Role.SOURCE_DETAIL}

    assert sizes(1) == {44}
    assert sizes(25) < {*range(28, 44)}


def test_bundled_slides_fit_on_one_page_each() -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        slides = briefing_slides(briefing.report)
    for theme in ALL_THEMES:
        pages = SlidePages(slides, theme)
        assert [len(pages.pages(at)) for at in range(len(slides))] == [1] * len(slides)
        for at in range(len(slides)):
            assert_well_placed(pages.pages(at)[0])


def test_page_never_starts_or_ends_with_a_single_line() -> None:
    for length in range(20, 60):
        for page in lay_out(sample_slide(SlideKind.TEXT, ["Title", SENTENCE * length]), LIGHT):
            assert len([line for line in body_lines(page) if line.role is Role.BODY]) >= 2


@pytest.mark.parametrize("words", range(4, 40, 5))
def test_texts_with_the_same_role_stay_on_one_page_if_they_fit(words: int) -> None:
    pairs = [
        f"Then: {number} {'made up ' * words}\nNow: {number} {'made up ' * (words + number)}"
        for number in range(9)
    ]
    texts = (SlideText(Role.TITLE, "Then and now"), *(SlideText(Role.BODY, pair) for pair in pairs))
    slide = Slide("pairs", SlideKind.TEXT, "Pairs", texts)
    pages = lay_out(slide, LIGHT)
    assert len(pages) > 1
    assert pages_text(pages) == slide_text(slide)
    for page in pages:
        assert_well_placed(page)
        body = [line.text for line in body_lines(page) if line.role is Role.BODY]
        assert body[0].startswith("Then: ")


def test_text_that_fits_on_no_page_continues_on_the_next() -> None:
    texts = [SlideText(Role.TITLE, "Title"), *[SlideText(Role.BODY, SENTENCE * 40)] * 2]
    slide = Slide("long", SlideKind.TEXT, "Long", tuple(texts))
    pages = lay_out(slide, LIGHT)
    assert pages_text(pages) == slide_text(slide)
    for page in pages:
        assert_well_placed(page)
        assert len(body_lines(page)) > 1


def test_heading_stays_with_the_text_after_it() -> None:
    roles = (Role.TITLE, *(Role.SOURCE_TITLE, Role.SOURCE_DETAIL) * 12)
    for length in range(1, 12):
        texts = ["Sources", *("A heading", SENTENCE * length) * 12]
        slide = Slide("s", SlideKind.SOURCES, "Sources", tuple(map(SlideText, roles, texts)))
        for page in lay_out(slide, LIGHT):
            assert body_lines(page)[-1].role is Role.SOURCE_DETAIL


def test_speaker_stays_with_the_end_of_the_quote() -> None:
    for length in range(20, 110):
        texts = [SENTENCE * length, "A speaker", "a role"]
        pages = lay_out(sample_slide(SlideKind.QUOTE, texts), LIGHT)
        last = [line.role for line in body_lines(pages[-1])]
        assert last[-3:] == [Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE]
        assert not any(line.role is Role.SPEAKER for page in pages[:-1] for line in page.lines)


@pytest.mark.parametrize("times", range(12, 60))
def test_pages_are_equally_full(times: int) -> None:
    pages = lay_out(sample_slide(SlideKind.QUOTE, [SENTENCE * times, "A speaker", ""]), LIGHT)
    heights = [
        max(line.rect.bottom() for line in body_lines(page)) - body_lines(page)[0].rect.top()
        for page in pages
    ]
    most = max(line.rect.height() for page in pages for line in body_lines(page))
    # The last page may have one line less for each page before it, and the speaker stays with the
    # last two lines.
    assert min(heights) >= max(heights) - (len(pages) + 1) * most


def test_text_on_several_pages_is_as_large_as_fits() -> None:
    pages = lay_out(sample_slide(SlideKind.QUOTE, ["Word " * 250, "A speaker", "a role"]), LIGHT)
    assert len(pages) == 2
    assert {
        line.size for page in pages for line in body_lines(page) if line.role is Role.QUOTE
    } != {44}


@pytest.mark.parametrize("kind", [SlideKind.TITLE, SlideKind.TEXT, SlideKind.FINDING])
def test_heading_has_no_lone_word_on_its_last_line(kind: SlideKind) -> None:
    for words in range(6, 24):
        title = "word " * words + "end"
        (page,) = lay_out(sample_slide(kind, [title, "Body."]), LIGHT)
        widths = [line.rect.width() for line in page.lines if line.role is Role.TITLE]
        assert len(widths) == 1 or widths[-1] > 0.25 * max(widths)


def test_speaker_is_between_quote_and_role() -> None:
    for length in range(1, 60):
        texts = [SENTENCE * 12, "A speaker", SENTENCE * length]
        pages = lay_out(sample_slide(SlideKind.QUOTE, texts), LIGHT)
        roles = next(
            r for r in ([x.role for x in body_lines(p)] for p in pages) if Role.SPEAKER in r
        )
        assert {Role.QUOTE, Role.SPEAKER_ROLE} <= set(roles)


@pytest.mark.parametrize(
    ("title", "continuation"),
    [
        ("What officers know.", "What officers know, continued"),
        (" What\n officers  know ", "What officers know, continued"),
        ("", "Made up, continued"),
        ("👨" + "\u200d👩" * 60, "Made up, continued"),
        ("זה טקסט בעברית", "זה טקסט בעברית, continued"),
    ],
    ids=["sentence", "lines", "none", "one character", "right-to-left"],
)
def test_next_page_names_the_finding_that_continues(title: str, continuation: str) -> None:
    pages = lay_out(sample_slide(SlideKind.FINDING, [title, SENTENCE * 60]), LIGHT)
    assert len(pages) > 2
    assert [page.text.splitlines()[1] for page in pages[1:]] == [continuation] * (len(pages) - 1)


@pytest.mark.parametrize("kind", [SlideKind.TEXT, SlideKind.FINDING])
@pytest.mark.parametrize("caution", ["", SENTENCE])
@pytest.mark.parametrize("word", ["word", "тест", "検査", "ทราบถึง", "זה", "वाक्य है", "W" * 25])
def test_continuation_is_shortened_to_one_line(word: str, caution: str, kind: SlideKind) -> None:
    title = f"{word} " * 80
    slide = sample_slide(kind, [title, SENTENCE * 60, "“excerpt”", caution][: len(ROLES[kind])])
    for page in lay_out(replace(slide, name=title), LIGHT)[1:]:
        assert_well_placed(page)
        continuation = next(line for line in page.lines if line.text.endswith(", continued"))
        assert continuation.layout.lineCount() == 1
        assert continuation.text.endswith("…, continued")
        assert continuation.text.startswith(word)


def test_continuation_is_on_the_line_of_the_kind() -> None:
    for title in ("Title", "เจ้าหน้าที่ตำรวจ"):
        pages = lay_out(sample_slide(SlideKind.FINDING, [title, SENTENCE * 60]), LIGHT)
        kind, continuation = pages[1].lines[:2]
        baselines = (
            line.origin.y() + line.layout.lineAt(0).ascent() for line in (kind, continuation)
        )
        assert len({round(each) for each in baselines}) == 1


@pytest.mark.parametrize("kind", [SlideKind.QUOTE, SlideKind.FINDING])
def test_next_page_says_that_it_continues(kind: SlideKind) -> None:
    pages = lay_out(sample_slide(kind, [SENTENCE * 30] * len(ROLES[kind])), LIGHT)
    assert len(pages) > 1
    assert "continued" not in pages[0].text
    for page in pages[1:]:
        head = page.text.splitlines()[:3]
        assert any("continued" in line for line in head)
        assert (FindingKind.CONCERN.label in head) == (kind is SlideKind.FINDING)


def test_blank_lines_never_fill_a_page() -> None:
    blank = "One\n" + "\n" * 200 + "Two\n" * 3 + "\n" * 50
    (page,) = lay_out(sample_slide(SlideKind.TEXT, ["Title", blank]), LIGHT)
    assert [line.text for line in page.lines if line.text][:4] == ["Title", "One", "Two", "Two"]


def test_source_longer_than_three_lines_moves_to_the_texts() -> None:
    def at_foot(times: int) -> int:
        slide = sample_slide(SlideKind.FINDING, ["Title"], "A source that is long. " * times)
        (page,) = lay_out(slide, LIGHT)
        assert "A source that is long. " * times in page.text
        return sum(line.layout is page.foot for line in page.lines)

    assert [at_foot(1), at_foot(14), at_foot(20)] == [1, 3, 0]


def test_slide_without_texts_has_one_empty_page() -> None:
    (page,) = lay_out(Slide("e", SlideKind.TEXT, "Text", ()), LIGHT)
    assert page.text == ""


def test_caution_follows_its_label_on_the_slide() -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        finding = next(f for f in briefing.report.findings if f.caution)
        slide = next(s for s in briefing_slides(briefing.report) if finding.headline == s.title)
    (page,) = lay_out(slide, LIGHT)
    assert CAUTION_LEAD + finding.caution in page.text
    assert page.text.count(CAUTION_LABEL) == 1


_SENTENCES = {
    "english": SENTENCE,
    "arabic": "قال المفتشون إن الضحايا لم يعاملوا معاملة حسنة. ",
    "hebrew": "זה טקסט בעברית על המשטרה. ",
    "hindi": "यह एक हिन्दी वाक्य है जो पुलिस के बारे में है। ",
    "thai": "เจ้าหน้าที่ตำรวจหลายคนทราบถึงอำนาจของตน ",
    "emoji": "👨" + "\u200d👩" * 30 + " ",
}


@pytest.mark.parametrize("theme", [LIGHT, CONTRAST_DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("sentence", _SENTENCES.values(), ids=_SENTENCES)
@pytest.mark.parametrize("cautions", [1, 40])
def test_every_page_of_a_finding_with_a_caution_says_so(
    cautions: int, sentence: str, theme: Theme
) -> None:
    counts = set()
    for times in (2, 9, 17, 60):
        texts = [sentence, sentence * times, "“excerpt”", sentence * cautions, "More."]
        pages = lay_out(sample_slide(SlideKind.FINDING, texts), theme)
        counts.add(len(pages))
        for page in pages:
            assert_well_placed(page)
            assert_legible(page)
            labels = [line for line in page.lines if line.text.startswith(CAUTION_LABEL)]
            assert len(labels) == 1
            (box,) = (s for s in page.shapes if s.rect.contains(labels[0].rect))
            assert box.fill == theme.caution_soft
            assert bool(box.outline) == theme.outlined
            assert (labels[0].colour, box.fill) in theme.text_pairs()
    assert max(counts) > 2


def test_continued_caution_repeats_its_label() -> None:
    texts = ["Title", "Detail.", "“excerpt”", SENTENCE * 60, ""]
    pages = lay_out(sample_slide(SlideKind.FINDING, texts), LIGHT)
    assert len(pages) > 2
    # Next to the kind, unless the box starts with the label.
    assert [page.text.splitlines()[1] == CAUTION_LABEL for page in pages[1:]] == [True] * (
        len(pages) - 1
    )


def test_finding_without_a_caution_has_no_label_on_any_page() -> None:
    slide = sample_slide(SlideKind.FINDING, ["Title", SENTENCE * 60, "“excerpt”"])
    assert not any(CAUTION_LABEL in page.text for page in lay_out(slide, LIGHT))


@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda theme: theme.name)
def test_caution_is_in_a_box_in_the_theme_colours(theme: Theme) -> None:
    texts = ["Title", "Detail.", "“excerpt”", SENTENCE * 3, "More."]
    (page,) = lay_out(sample_slide(SlideKind.FINDING, texts), theme)
    box = next(shape for shape in page.shapes if shape.fill == theme.caution_soft)
    assert bool(box.outline) == theme.outlined
    inside = [line for line in page.lines if box.rect.contains(line.rect)]
    assert "".join(line.text for line in inside) == CAUTION_LEAD + SENTENCE * 3
    assert {(line.colour, box.fill) for line in inside} <= set(theme.text_pairs())


@pytest.mark.parametrize("sentences", [4, 8, 12])
def test_caution_that_fits_on_a_page_is_not_split(sentences: int) -> None:
    for length in range(5, 40):
        for before, after in ((length, 1), (1, length)):
            caution = SENTENCE * sentences
            texts = ["Title", SENTENCE * before, "“excerpt”", caution, SENTENCE * after]
            pages = lay_out(sample_slide(SlideKind.FINDING, texts), LIGHT)
            assert sum(any(x.role is Role.CAUTION for x in page.lines) for page in pages) == 1


@pytest.mark.parametrize("theme", ALL_THEMES, ids=lambda theme: theme.name)
def test_text_and_bars_contrast_with_their_background(theme: Theme) -> None:
    texts = ["Title", "Detail.", "“excerpt”", "Caution.", "More."]
    slides = [
        *(
            replace(sample_slide(SlideKind.FINDING, texts), finding_kind=kind)
            for kind in FindingKind
        ),
        sample_slide(SlideKind.QUOTE, texts[:3]),
        sample_slide(SlideKind.SOURCES, texts[:4]),
        sample_chart_slide(AWKWARD),
    ]
    for slide in slides:
        for page in lay_out(slide, theme):
            for line in page.lines:
                on = next(
                    (s.fill for s in page.shapes if s.rect.contains(line.rect)), theme.surface
                )
                assert contrast_ratio(line.colour, on) >= 4.5
            for row in shown_rows(page):
                pairs = theme.part_pairs()
                assert (row.fill, theme.surface) in pairs


def test_kind_is_named_next_to_its_dot() -> None:
    for kind in FindingKind:
        texts = (SlideText(Role.TITLE, "T"),)
        (page,) = lay_out(Slide("f", SlideKind.FINDING, "F", texts, finding_kind=kind), LIGHT)
        assert page.text.splitlines()[0] == kind.label
        assert page.shapes[0].rect.right() < page.lines[0].rect.left()


def test_only_requested_slides_are_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Slide] = []

    def watched(slide: Slide, theme: Theme) -> tuple[Page, ...]:
        asked.append(slide)
        return lay_out(slide, theme)

    monkeypatch.setattr("briefing_app.gui.slides.page_layout.lay_out", watched)
    slides = [sample_slide(SlideKind.TEXT, [f"Slide {number}", "Body."]) for number in range(1000)]
    slides[500] = sample_slide(SlideKind.QUOTE, [SENTENCE * 40, "A speaker", "a role"])
    pages = SlidePages(slides, LIGHT)
    assert (len(pages), pages.slides, asked) == (1000, tuple(slides), [])
    assert pages[7] == (1,)
    show = SlideshowState(pages, SlidePosition(500)).go_forward().go_forward()
    assert show.position.slide == 500 + (len(pages.pages(500)) == 2)
    assert pages.page(SlidePosition(500, 1)) is pages.pages(500)[1]
    assert pages.page(SlidePosition(7)).slide is slides[7]
    assert asked[:2] == [slides[7], slides[500]]
    assert len(asked) <= 3
    assert [list(steps) for steps in pages[-2:]] == [[1], [1]]
    with pytest.raises(IndexError):
        pages[1000]


@pytest.mark.parametrize("words", range(3, 40, 4))
def test_only_large_text_is_set_in_even_lines(words: int) -> None:
    text = "seven of them " * words
    page = lay_out(sample_slide(SlideKind.FINDING, [text[:90], text, text, ""]), LIGHT)[0]
    for role, indent in ((Role.BODY, 0), (Role.EXCERPT, 46)):
        for line in lines_with_role(page, role):
            width = line.layout.lineAt(line.number).width()
            assert width == pytest.approx(PAGE.width() - 2 * MARGIN - indent, abs=1)


def test_last_line_of_a_title_is_not_nearly_empty() -> None:
    title = "Victims were not reliably recognised, and cases were closed soon"
    page = lay_out(sample_slide(SlideKind.FINDING, [title, "", "", ""]), LIGHT)[0]
    first, last = lines_with_role(page, Role.TITLE)
    assert last.rect.width() > 0.38 * (PAGE.width() - 2 * MARGIN)
    assert last.rect.width() < first.rect.width() * 1.3


@given(st.integers(1, 400))
@few_examples
def test_source_has_the_full_width_except_next_to_the_number(length: int) -> None:
    source = (SENTENCE * 20)[:length]
    page = lay_out(sample_slide(SlideKind.TEXT, ["Title", "Text"], source), LIGHT)[0]
    foot = [line for line in page.lines if page.foot is not None and line.layout is page.foot]
    widths = [line.layout.lineAt(line.number).width() for line in foot]
    whole = PAGE.width() - 2 * MARGIN
    # The last line but one is shorter if the text would otherwise end there.
    assert widths[:-2] == [whole] * len(widths[:-2])
    assert widths[-1:] == [whole - 300] * len(widths[-1:])
    for line in foot:
        assert not line.rect.adjusted(0, 3, 0, -3).intersects(NUMBER_AREA)


def test_foot_of_the_bundled_chart_has_two_lines() -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        (chart,) = (slide for slide in briefing_slides(briefing.report) if slide.chart is not None)
    page = lay_out(chart, LIGHT)[0]
    assert sum(line.layout is page.foot for line in page.lines) == 2
