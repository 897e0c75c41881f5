"""Tests of the layout of pages: complete, in order, legible, and without overlaps."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.slides import text_pages
from briefing_app.gui.slides.chart_layout import PlacedRow
from briefing_app.gui.slides.page_layout import (
    MARGIN,
    PAGE,
    Page,
    PlacedLine,
    SlidePages,
    lay_out,
)
from briefing_app.gui.slides.paragraph_layout import line_texts
from briefing_app.gui.slides.text_pages import CAUTION_LEAD
from briefing_app.model.chart_builder import ChartView, bar_chart
from briefing_app.model.palette import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Theme,
    contrast_ratio,
)
from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slides import (
    Role,
    Slide,
    SlideText,
    briefing_slides,
    chart_slide,
    slide_for_chart,
)
from briefing_app.model.slideshow_state import SlidePosition, SlideshowState
from briefing_app.model.text_direction import is_right_to_left
from briefing_app.model.wording import CAUTION_LABEL
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_measure

pytestmark = [
    pytest.mark.usefixtures("_fonts"),
    # Qt's warning if no font supports a script, on which these tests do not depend.
    pytest.mark.qt_log_ignore("OpenType support missing"),
]

_INSIDE = QRectF(MARGIN - 2, 84, PAGE.width() - 2 * MARGIN + 4, 1032 - 84)
_NUMBER = QRectF(1510, 992, 300, 34)  # where a slide's number may stand
_SENTENCE = "Something was found here that takes a line or two to say. "
_LEAST = {Role.TITLE: 64, Role.SOURCE_DETAIL: 26}
_LEAST_BODY = 44
_THEMES = (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)
_ROLES = {
    SlideKind.TITLE: (Role.TITLE, Role.SUBTITLE),
    SlideKind.TEXT: (Role.TITLE, Role.BODY),
    SlideKind.FINDING: (Role.TITLE, Role.BODY, Role.EXCERPT, Role.CAUTION, Role.BODY),
    SlideKind.QUOTE: (Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE),
    SlideKind.SOURCES: (Role.TITLE, Role.SOURCE_TITLE, Role.SOURCE_DETAIL, Role.SOURCE_DETAIL),
}
_PIECES = (
    "plain words ",
    "W" * 200,
    "many short words one after the other, “quoted” — and so on ",
    "ŵyneb tŷ Llŷn ",
    "قال المفتشون إن الضحايا ",
    "זה טקסט בעברית ",
    "検査官は被害者の認識は不均一であると判断した。",
    "यह एक हिन्दी वाक्य है ",
    "e\u0301\u0323 ",
    "👮\u200d♀️ 🇬🇧 ",
    "👨🏽" + "\u200d👩" * 30,
    "\u200d👩",
    "क" + "ा" * 40,
    "ก" + "ำ" * 30,
    "\u0651",
    "\u200b",
    "\ufdfd",
    "<b>bold</b> & <img src='x'> ",
    "\x00\x07\x1b\ufffc",
    "\t",
    "\n",
    "\n\n\n",
    "\r\n",
    "\u2028",
)
_MOST = 6000

_a_text = st.builds(
    lambda pieces, times: ("".join(pieces) * times)[:_MOST],
    st.lists(
        st.sampled_from(_PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        max_size=8,
    ),
    st.sampled_from((1, 1, 1, 2, 5, 40)),
)
_of_many = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
    deadline=None,
)


def _slide(
    kind: SlideKind, texts: Sequence[str], source: str = "The Made-up Post · a line"
) -> Slide:
    return Slide(
        key="made up",
        kind=kind,
        name="Made up",
        texts=tuple(map(SlideText, _ROLES[kind], texts)),
        finding_kind=FindingKind.CONCERN if kind is SlideKind.FINDING else None,
        source=source,
    )


def _chart(
    rows: Sequence[Row],
    *,
    reveal: bool = False,
    message: str = "Bravo has more than the others",
    source: str | None = None,
) -> Slide:
    slide = chart_slide(make_measure(rows, message=message, highlight="Bravo"))
    return replace(slide, reveal=reveal, source=slide.source if source is None else source)


def _in_lines(text: str) -> str:
    """Return a text with each paragraph end as one line break."""
    for end in ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text


def _said(slide: Slide) -> str:
    """Return the texts of a slide in order, with its source last."""
    leads = {Role.CAUTION: CAUTION_LEAD}
    texts = [leads.get(text.role, "") + text.text for text in slide.texts]
    return "".join(f"{_in_lines(text)}\n" for text in (*texts, *filter(None, [slide.source])))


def _read(pages: Sequence[Page]) -> str:
    """Return the text of the pages without repetitions; the foot of the first page is last."""
    lines = [(page, line) for page in pages for line in page.lines if not line.again]
    foot = [line for page, line in lines if line.layout is page.foot]
    text = [line for page, line in lines if line.layout is not page.foot]
    source = [_in_lines("".join(line.text for line in foot)) + "\n"] if foot else []
    return "".join([*(line.text + ("\n" if line.ends else "") for line in text), *source])


def _body(page: Page) -> list[PlacedLine]:
    """Return the lines above the foot, without repetitions."""
    return [line for line in page.lines if line.layout is not page.foot and not line.again]


def _rows(page: Page) -> tuple[PlacedRow, ...]:
    return page.bars.rows if page.bars is not None else ()


def _all_rows(pages: Sequence[Page]) -> list[PlacedRow]:
    return [row for page in pages for row in _rows(page)]


def _text_rects(page: Page) -> Iterator[QRectF]:
    yield from (line.rect for line in page.lines if line.text.strip())
    for row in _rows(page):
        yield from (text.rect for text in (row.label, row.figure, row.note) if text is not None)


def _assert_well_placed(page: Page) -> None:
    """Assert that lines are within the margins, do not overlap, and leave the number free."""
    texts = [rect for rect in _text_rects(page) if not rect.isEmpty()]
    # A line's rectangle is larger than its letters: titles, which are set tighter than the font's
    # line height, may overlap by a twentieth, and lines have room at their ends.
    cores = [
        rect.adjusted(*(side * 0.08 * rect.height() for side in (1, 1, -1, -1))) for rect in texts
    ]
    cores += [row.rect for row in _rows(page) if not row.rect.isEmpty()]
    for core in cores:
        assert _INSIDE.contains(core)
        assert not core.intersects(_NUMBER)
    for one, other in combinations(cores, 2):
        assert not one.intersects(other)
    for box in (shape.rect for shape in page.shapes):
        for rect in texts:
            assert box.contains(rect) or not box.intersects(rect)


def _assert_legible(page: Page) -> None:
    for line in page.lines:
        assert line.size >= (_LEAST.get(line.role, _LEAST_BODY) if line.role else 26)
    for row in _rows(page):
        for text in (row.label, row.figure, row.note):
            assert text is None or text.size >= _LEAST_BODY


@pytest.mark.parametrize("kind", _ROLES)
@given(data=st.data())
@_of_many
def test_any_text_is_laid_out_completely_in_order_and_legibly(
    kind: SlideKind, data: st.DataObject
) -> None:
    texts = [data.draw(_a_text) for _ in _ROLES[kind]]
    slide = _slide(kind, texts, data.draw(st.just("Source") | _a_text))
    pages = lay_out(slide, LIGHT)
    assert _read(pages) == _said(slide)
    assert [page.number for page in pages] == list(range(len(pages)))
    assert {page.count for page in pages} == {len(pages)}
    feet = {"".join(x.text for x in page.lines if x.layout is page.foot) for page in pages}
    assert feet in ({slide.source}, {""})
    for page in pages:
        _assert_well_placed(page)
        _assert_legible(page)


@pytest.mark.parametrize("times", [1, 9, 200])
@pytest.mark.parametrize("piece", _PIECES, ids=ascii)
def test_text_of_each_script_is_laid_out_once_in_order(piece: str, times: int) -> None:
    text = (piece * times)[:_MOST]
    slide = _slide(SlideKind.FINDING, [text[:300], text, text[:500], text[:500]], text[:200])
    pages = lay_out(slide, LIGHT)
    assert _read(pages) == _said(slide)
    for page in pages:
        _assert_well_placed(page)


def test_long_text_is_read_from_its_layout_only_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def counted(paragraph: str, layout: QTextLayout) -> list[str]:
        read.append(paragraph)
        return line_texts(paragraph, layout)

    monkeypatch.setattr(text_pages, "line_texts", counted)
    body = _SENTENCE * 200
    assert len(lay_out(_slide(SlideKind.TEXT, ["Title", body]), LIGHT)) > 5
    assert read.count(body) == 1


def test_line_text_is_what_is_drawn() -> None:
    # Qt counts this character as two, and may break a line after it.
    (page, *_) = lay_out(_slide(SlideKind.TEXT, ["Title", "👮 word " * 90]), LIGHT)
    for line in _body(page)[1:]:
        assert set(line.text.split(" ")) <= {"👮", "word", ""}


def test_control_characters_take_no_room_and_break_no_line() -> None:
    plain, odd = (
        lay_out(_slide(SlideKind.TEXT, ["Title", text]), LIGHT)[0]
        for text in ("some words", "\x00some\x07 wo\x1brds\x7f")
    )
    assert _body(odd)[-1].text == "\x00some\x07 wo\x1brds\x7f"
    assert _body(odd)[-1].rect == _body(plain)[-1].rect


@pytest.mark.parametrize("kind", _ROLES)
@pytest.mark.parametrize("times", [1, 4, 12, 80])
def test_sentences_are_apart_and_legible_in_every_theme(kind: SlideKind, times: int) -> None:
    for theme in _THEMES:
        for page in lay_out(_slide(kind, [_SENTENCE * times] * len(_ROLES[kind])), theme):
            _assert_well_placed(page)
            _assert_legible(page)


@pytest.mark.parametrize("kind", _ROLES)
def test_short_slide_has_larger_type_than_a_long_one(kind: SlideKind) -> None:
    def sizes(text: str) -> list[int]:
        pages = lay_out(_slide(kind, [text] * len(_ROLES[kind])), LIGHT)
        return [line.size for page in pages for line in _body(page)]

    assert max(sizes("Short.")) > max(sizes(_SENTENCE * 30))


def test_sources_are_as_large_as_other_texts_if_they_fit() -> None:
    def sizes(times: int) -> set[int]:
        texts = ["Sources", "A title", _SENTENCE * times, "A licence."]
        (page,) = lay_out(_slide(SlideKind.SOURCES, texts, ""), LIGHT)
        return {line.size for line in page.lines if line.role is Role.SOURCE_DETAIL}

    assert sizes(1) == {44}
    assert sizes(25) < {*range(28, 44)}


def test_bundled_slides_fit_on_one_page_each() -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        slides = briefing_slides(briefing.report)
    for theme in _THEMES:
        pages = SlidePages(slides, theme)
        assert [len(pages.pages(at)) for at in range(len(slides))] == [1] * len(slides)
        for at in range(len(slides)):
            _assert_well_placed(pages.pages(at)[0])


def test_page_never_starts_or_ends_with_a_single_line() -> None:
    for length in range(20, 60):
        for page in lay_out(_slide(SlideKind.TEXT, ["Title", _SENTENCE * length]), LIGHT):
            assert len([line for line in _body(page) if line.role is Role.BODY]) >= 2


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
    assert _read(pages) == _said(slide)
    for page in pages:
        _assert_well_placed(page)
        body = [line.text for line in _body(page) if line.role is Role.BODY]
        assert body[0].startswith("Then: ")


def test_text_that_fits_on_no_page_continues_on_the_next() -> None:
    texts = [SlideText(Role.TITLE, "Title"), *[SlideText(Role.BODY, _SENTENCE * 40)] * 2]
    slide = Slide("long", SlideKind.TEXT, "Long", tuple(texts))
    pages = lay_out(slide, LIGHT)
    assert _read(pages) == _said(slide)
    for page in pages:
        _assert_well_placed(page)
        assert len(_body(page)) > 1


def test_heading_stays_with_the_text_after_it() -> None:
    roles = (Role.TITLE, *(Role.SOURCE_TITLE, Role.SOURCE_DETAIL) * 12)
    for length in range(1, 12):
        texts = ["Sources", *("A heading", _SENTENCE * length) * 12]
        slide = Slide("s", SlideKind.SOURCES, "Sources", tuple(map(SlideText, roles, texts)))
        for page in lay_out(slide, LIGHT):
            assert _body(page)[-1].role is Role.SOURCE_DETAIL


def test_speaker_stays_with_the_end_of_the_quote() -> None:
    for length in range(20, 110):
        texts = [_SENTENCE * length, "A speaker", "a role"]
        pages = lay_out(_slide(SlideKind.QUOTE, texts), LIGHT)
        last = [line.role for line in _body(pages[-1])]
        assert last[-3:] == [Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE]
        assert not any(line.role is Role.SPEAKER for page in pages[:-1] for line in page.lines)


@pytest.mark.parametrize("times", range(12, 60))
def test_pages_are_equally_full(times: int) -> None:
    pages = lay_out(_slide(SlideKind.QUOTE, [_SENTENCE * times, "A speaker", ""]), LIGHT)
    heights = [
        max(line.rect.bottom() for line in _body(page)) - _body(page)[0].rect.top()
        for page in pages
    ]
    most = max(line.rect.height() for page in pages for line in _body(page))
    # The last page may have one line less for each page before it, and the speaker stays with the
    # last two lines.
    assert min(heights) >= max(heights) - (len(pages) + 1) * most


def test_text_on_several_pages_is_as_large_as_fits() -> None:
    pages = lay_out(_slide(SlideKind.QUOTE, ["Word " * 250, "A speaker", "a role"]), LIGHT)
    assert len(pages) == 2
    assert {line.size for page in pages for line in _body(page) if line.role is Role.QUOTE} != {44}


@pytest.mark.parametrize("kind", [SlideKind.TITLE, SlideKind.TEXT, SlideKind.FINDING])
def test_heading_has_no_lone_word_on_its_last_line(kind: SlideKind) -> None:
    for words in range(6, 24):
        title = "word " * words + "end"
        (page,) = lay_out(_slide(kind, [title, "Body."]), LIGHT)
        widths = [line.rect.width() for line in page.lines if line.role is Role.TITLE]
        assert len(widths) == 1 or widths[-1] > 0.25 * max(widths)


@pytest.mark.parametrize("word", ["שלום ", "word "], ids=["right-to-left", "left-to-right"])
def test_lines_start_at_the_edge_of_their_script(word: str) -> None:
    for times in range(1, 40):
        (page,) = lay_out(_slide(SlideKind.TITLE, [word * times, ""]), LIGHT)
        rects = [line.rect for line in page.lines if line.role is Role.TITLE]
        if word.isascii():
            assert {round(rect.left()) for rect in rects} == {MARGIN}
        else:
            assert {round(rect.right()) for rect in rects} == {round(PAGE.width()) - MARGIN}


def test_speaker_is_between_quote_and_role() -> None:
    for length in range(1, 60):
        texts = [_SENTENCE * 12, "A speaker", _SENTENCE * length]
        pages = lay_out(_slide(SlideKind.QUOTE, texts), LIGHT)
        roles = next(r for r in ([x.role for x in _body(p)] for p in pages) if Role.SPEAKER in r)
        assert {Role.QUOTE, Role.SPEAKER_ROLE} <= set(roles)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("What officers know.", "What officers know, continued"),
        (" What\n officers  know ", "What officers know, continued"),
        ("", "Made up, continued"),
        ("👨" + "\u200d👩" * 60, "Made up, continued"),
        ("זה טקסט בעברית", "זה טקסט בעברית, continued"),
    ],
    ids=["sentence", "lines", "none", "one character", "right-to-left"],
)
def test_next_page_names_the_finding_that_continues(title: str, told: str) -> None:
    pages = lay_out(_slide(SlideKind.FINDING, [title, _SENTENCE * 60]), LIGHT)
    assert len(pages) > 2
    assert [page.text.splitlines()[1] for page in pages[1:]] == [told] * (len(pages) - 1)


@pytest.mark.parametrize("kind", [SlideKind.TEXT, SlideKind.FINDING])
@pytest.mark.parametrize("caution", ["", _SENTENCE])
@pytest.mark.parametrize("word", ["word", "тест", "検査", "ทราบถึง", "זה", "वाक्य है", "W" * 25])
def test_continuation_is_shortened_to_one_line(word: str, caution: str, kind: SlideKind) -> None:
    title = f"{word} " * 80
    slide = _slide(kind, [title, _SENTENCE * 60, "“excerpt”", caution][: len(_ROLES[kind])])
    for page in lay_out(replace(slide, name=title), LIGHT)[1:]:
        _assert_well_placed(page)
        told = next(line for line in page.lines if line.text.endswith(", continued"))
        assert told.layout.lineCount() == 1
        assert told.text.endswith("…, continued")
        assert told.text.startswith(word)


def test_continuation_is_on_the_line_of_the_kind() -> None:
    for title in ("Title", "เจ้าหน้าที่ตำรวจ"):
        pages = lay_out(_slide(SlideKind.FINDING, [title, _SENTENCE * 60]), LIGHT)
        kind, told = pages[1].lines[:2]
        baselines = (line.origin.y() + line.layout.lineAt(0).ascent() for line in (kind, told))
        assert len({round(each) for each in baselines}) == 1


@pytest.mark.parametrize("kind", [SlideKind.QUOTE, SlideKind.FINDING])
def test_next_page_says_that_it_continues(kind: SlideKind) -> None:
    pages = lay_out(_slide(kind, [_SENTENCE * 30] * len(_ROLES[kind])), LIGHT)
    assert len(pages) > 1
    assert "continued" not in pages[0].text
    for page in pages[1:]:
        head = page.text.splitlines()[:3]
        assert any("continued" in line for line in head)
        assert (FindingKind.CONCERN.label in head) == (kind is SlideKind.FINDING)


def test_blank_lines_never_fill_a_page() -> None:
    blank = "One\n" + "\n" * 200 + "Two\n" * 3 + "\n" * 50
    (page,) = lay_out(_slide(SlideKind.TEXT, ["Title", blank]), LIGHT)
    assert [line.text for line in page.lines if line.text][:4] == ["Title", "One", "Two", "Two"]


def test_source_longer_than_three_lines_moves_to_the_texts() -> None:
    def at_foot(times: int) -> int:
        slide = _slide(SlideKind.FINDING, ["Title"], "A source that is long. " * times)
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
    "english": _SENTENCE,
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
        pages = lay_out(_slide(SlideKind.FINDING, texts), theme)
        counts.add(len(pages))
        for page in pages:
            _assert_well_placed(page)
            _assert_legible(page)
            told = [line for line in page.lines if line.text.startswith(CAUTION_LABEL)]
            assert len(told) == 1
            (box,) = (s for s in page.shapes if s.rect.contains(told[0].rect))
            assert box.fill == theme.caution_soft
            assert bool(box.outline) == theme.outlined
            assert (told[0].colour, box.fill) in theme.text_pairs()
    assert max(counts) > 2


def test_continued_caution_repeats_its_label() -> None:
    texts = ["Title", "Detail.", "“excerpt”", _SENTENCE * 60, ""]
    pages = lay_out(_slide(SlideKind.FINDING, texts), LIGHT)
    assert len(pages) > 2
    # Next to the kind, unless the box starts with the label.
    assert [page.text.splitlines()[1] == CAUTION_LABEL for page in pages[1:]] == [True] * (
        len(pages) - 1
    )


def test_finding_without_a_caution_has_no_label_on_any_page() -> None:
    slide = _slide(SlideKind.FINDING, ["Title", _SENTENCE * 60, "“excerpt”"])
    assert not any(CAUTION_LABEL in page.text for page in lay_out(slide, LIGHT))


@pytest.mark.parametrize("theme", _THEMES, ids=lambda theme: theme.name)
def test_caution_is_in_a_box_in_the_theme_colours(theme: Theme) -> None:
    texts = ["Title", "Detail.", "“excerpt”", _SENTENCE * 3, "More."]
    (page,) = lay_out(_slide(SlideKind.FINDING, texts), theme)
    box = next(shape for shape in page.shapes if shape.fill == theme.caution_soft)
    assert bool(box.outline) == theme.outlined
    inside = [line for line in page.lines if box.rect.contains(line.rect)]
    assert "".join(line.text for line in inside) == CAUTION_LEAD + _SENTENCE * 3
    assert {(line.colour, box.fill) for line in inside} <= set(theme.text_pairs())


@pytest.mark.parametrize("sentences", [4, 8, 12])
def test_caution_that_fits_on_a_page_is_not_split(sentences: int) -> None:
    for length in range(5, 40):
        for before, after in ((length, 1), (1, length)):
            caution = _SENTENCE * sentences
            texts = ["Title", _SENTENCE * before, "“excerpt”", caution, _SENTENCE * after]
            pages = lay_out(_slide(SlideKind.FINDING, texts), LIGHT)
            assert sum(any(x.role is Role.CAUTION for x in page.lines) for page in pages) == 1


@pytest.mark.parametrize("theme", _THEMES, ids=lambda theme: theme.name)
def test_text_and_bars_contrast_with_their_background(theme: Theme) -> None:
    texts = ["Title", "Detail.", "“excerpt”", "Caution.", "More."]
    slides = [
        *(replace(_slide(SlideKind.FINDING, texts), finding_kind=kind) for kind in FindingKind),
        _slide(SlideKind.QUOTE, texts[:3]),
        _slide(SlideKind.SOURCES, texts[:4]),
        _chart(AWKWARD),
    ]
    for slide in slides:
        for page in lay_out(slide, theme):
            for line in page.lines:
                on = next(
                    (s.fill for s in page.shapes if s.rect.contains(line.rect)), theme.surface
                )
                assert contrast_ratio(line.colour, on) >= 4.5
            for row in _rows(page):
                pairs = theme.part_pairs()
                assert (row.fill, theme.surface) in pairs


def test_kind_is_named_next_to_its_dot() -> None:
    for kind in FindingKind:
        texts = (SlideText(Role.TITLE, "T"),)
        (page,) = lay_out(Slide("f", SlideKind.FINDING, "F", texts, finding_kind=kind), LIGHT)
        assert page.text.splitlines()[0] == kind.label
        assert page.shapes[0].rect.right() < page.lines[0].rect.left()


_a_name = st.builds(
    lambda words, end: f"{words} {end}",
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
    | st.sampled_from([*_PIECES, "The Combined Constabulary of Longshire and Faraway " * 3]),
    st.uuids().map(lambda each: each.hex[:6]),
)
_a_value = st.one_of(
    st.none(),
    st.integers(0, 2**62),
    st.integers(0, 300),
    st.just(0.5),
    st.floats(1e-60, 1e15),
    st.just(10**80),
)


@given(
    rows=st.lists(
        st.tuples(_a_name, _a_value, st.sampled_from(("", "p", "r"))),
        max_size=60,
        unique_by=lambda row: row[0],
    ),
    message=_a_text,
    source=st.just("Source") | _a_text,
)
@example(rows=[], message="", source="यह एक हिन्दी वाक्य है " * 5)
@_of_many
def test_every_bar_is_on_one_page_with_its_name_and_figure(
    rows: list[Row], message: str, source: str
) -> None:
    known = tuple((name, value, "c" if value is None else marker) for name, value, marker in rows)
    slide = _chart(known, message=message, source=source)
    assert slide.chart is not None
    pages = lay_out(slide, LIGHT)
    assert _read(pages) == _said(slide)
    placed = _all_rows(pages)
    assert [row.bar for row in placed if row.opens] == list(slide.chart.bars)
    for bar in slide.chart.bars:
        mine = [row for row in placed if row.bar is bar]
        assert "".join(row.name for row in mine) == bar.label
        assert "".join(row.told for row in mine).replace(" ", "") == bar.figure.replace(" ", "")
        assert sum(row.note is not None for row in mine) == bool(bar.note)
        assert all(not row.rect.width() for row in mine[1:])
        assert bool(mine[0].rect.width()) == bool(bar.value)
    for page in pages:
        _assert_well_placed(page)
        _assert_legible(page)
        for row in _rows(page):
            texts = (row.label, row.figure, *filter(None, [row.note]))
            one, *others = (text.rect for text in texts)
            rects = [one, row.rect, *others]
            if is_right_to_left(slide.title):
                rects.reverse()
            assert all(left.right() < right.left() for left, right in pairwise(rects))


@pytest.mark.parametrize("rows", [(), THREE[:1], THREE, FORTY_THREE, AWKWARD], ids=len)
@pytest.mark.parametrize("theme", _THEMES, ids=lambda theme: theme.name)
def test_usual_charts_are_apart_and_legible(rows: tuple[Row, ...], theme: Theme) -> None:
    for page in lay_out(_chart(rows), theme):
        _assert_well_placed(page)
        _assert_legible(page)


def test_bars_have_one_scale_on_evenly_filled_pages() -> None:
    pages = lay_out(_chart(FORTY_THREE), LIGHT)
    shown = [_rows(page) for page in pages]
    assert len(shown) > 1
    assert max(map(len, shown)) - min(map(len, shown)) <= 1
    rows = _all_rows(pages)
    scales = {
        round(row.rect.width() / row.bar.value, 3)
        for row in rows
        if row.bar.value and row.rect.width() > 3
    }
    assert len(scales) == 1
    assert len({row.rect.left() for row in rows}) == 1
    assert len({row.rect.height() for row in rows}) == 1
    assert len({page[0].rect.top() for page in shown}) == 1


_LONG_NAMED = (*THREE, ("The Combined Constabulary of Longshire and Faraway and Near", 16, ""))


@pytest.mark.parametrize(
    "rows",
    [_LONG_NAMED, AWKWARD, (*FORTY_THREE, *_LONG_NAMED), (*_LONG_NAMED, ("x " * 2000, 1, ""))],
    ids=len,
)
def test_bars_are_equally_thick_with_any_names(
    rows: tuple[Row, ...],
) -> None:
    placed = _all_rows(lay_out(_chart(rows), LIGHT))
    assert len({row.label.layout.lineCount() for row in placed}) > 1
    assert len({row.rect.height() for row in placed if row.opens}) == 1


@pytest.mark.parametrize("rows", [THREE[:1], THREE, FORTY_THREE, AWKWARD], ids=len)
def test_pair_is_on_one_page_apart_from_the_next(
    rows: tuple[Row, ...],
) -> None:
    measure = make_measure(rows, periods=("2015", "2016"))
    chart = bar_chart(measure, view=ChartView("2016", "2015"))
    pages = lay_out(slide_for_chart(chart, "change"), LIGHT)
    assert [row.bar for row in _all_rows(pages) if row.opens] == list(chart.bars)
    for page in pages:
        _assert_well_placed(page)
        _assert_legible(page)
        shown = [row for row in _rows(page) if row.opens]
        assert not shown or not shown[0].bar.is_joined
        gaps = [
            (_texts_of(other).top() - _texts_of(one).bottom(), other.bar.is_joined)
            for one, other in pairwise(shown)
        ]
        between = [gap for gap, joined in gaps if not joined]
        assert all(gap < min(between, default=gap + 1) for gap, joined in gaps if joined)


def _change(rows: Sequence[Row], title: str, caveat: str) -> Slide:
    """Return a chart of two periods with a long foot."""
    measure = make_measure(rows, periods=("2015", "2016"))
    measure = replace(measure, title=title, caveat=caveat)
    return slide_for_chart(bar_chart(measure, view=ChartView("2016", "2015")), "change")


@pytest.mark.parametrize("limits", [0, 2, 5, 12])
@pytest.mark.parametrize("titles", [1, 3])
@pytest.mark.parametrize("rows", [THREE, FORTY_THREE[:9]], ids=len)
def test_every_chart_page_has_bars_title_period_and_source(
    rows: tuple[Row, ...], titles: int, limits: int
) -> None:
    title = " ".join(["Victims of slavery and trafficking referred for more help"] * titles)
    slide = _change(rows, title, (_SENTENCE * limits).strip())
    assert slide.chart is not None
    pages = lay_out(slide, LIGHT)
    for page in pages:
        _assert_well_placed(page)
        _assert_legible(page)
        said = " ".join(page.text.split())
        assert "2015 and 2016" in said
        assert said.endswith(slide.chart.source)
        if page.bars is not None:
            assert said.startswith(f"{title} Things counted, 2015 and 2016")
    # The caveat comes after the figures if it does not fit next to them.
    assert [page.bars is None for page in pages][:-1] == [False] * (len(pages) - 1)
    once = f"{title} Things counted, 2015 and 2016 {slide.source}"
    assert " ".join(_read(pages).split()) == " ".join(once.split())


def test_six_bars_fit_on_one_page_with_a_long_foot() -> None:
    (page,) = lay_out(_change(THREE, "Victims referred " * 5, (_SENTENCE * 6).strip()), LIGHT)
    assert len(_rows(page)) == 6
    assert sum(line.layout is page.foot for line in page.lines) == 4


def test_chart_after_a_full_page_heading_names_title_and_period() -> None:
    title = "Victims of slavery and trafficking referred for more help " * 9
    pages = lay_out(_change(THREE, title, ""), LIGHT)
    assert pages[0].bars is None
    for page in pages[1:]:
        first = page.text.splitlines()[0]
        assert first.startswith("Victims of slavery and")
        assert first.endswith("…, continued: 2015 and 2016")


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE, AWKWARD], ids=len)
def test_bars_start_at_the_right_under_an_rtl_title(
    rows: tuple[Row, ...],
) -> None:
    leftwards = lay_out(_chart(rows, message="قال المفتشون إن الضحايا"), LIGHT)
    for page in leftwards:
        _assert_well_placed(page)
        assert all(row.label.rect.left() > row.rect.right() for row in _rows(page))
    shown = [row.rect for row in _all_rows(leftwards)]
    assert len({round(rect.right(), 6) for rect in shown}) == 1
    rightwards = [row.rect for row in _all_rows(lay_out(_chart(rows, message="Said"), LIGHT))]
    assert [rect.width() for rect in shown] == [rect.width() for rect in rightwards]


@pytest.mark.parametrize("title", ["A title", "זה טקסט בעברית"])
def test_rule_above_a_title_is_where_its_lines_start(title: str) -> None:
    (page,) = lay_out(_slide(SlideKind.TITLE, [title, ""]), LIGHT)
    (rule,) = (shape.rect for shape in page.shapes)
    line = page.lines[0].rect
    edges = (rule.right(), line.right()) if is_right_to_left(title) else (rule.left(), line.left())
    assert edges[0] == pytest.approx(edges[1], abs=1)


@pytest.mark.parametrize("times", [1, 40])
def test_kind_is_at_the_right_above_an_rtl_title(
    times: int,
) -> None:
    texts = ["זה טקסט בעברית", "זה טקסט בעברית " * times * 2, "", ""]
    pages = lay_out(_slide(SlideKind.FINDING, texts), LIGHT)
    assert (len(pages) > 1) == (times > 1)
    for page in pages:
        _assert_well_placed(page)
        dot = next(shape.rect for shape in page.shapes if shape.radius == 13)
        kind = next(line for line in page.lines if line.text == FindingKind.CONCERN.label)
        assert dot.right() == PAGE.width() - MARGIN
        assert kind.rect.right() < dot.left()
        after = [line.rect for line in page.lines if line.text.endswith(", continued")]
        assert len(after) == (page.number > 0)
        assert all(rect.right() < kind.rect.left() for rect in after)


def _texts_of(row: PlacedRow) -> QRectF:
    return row.label.rect.united(row.figure.rect)


def test_three_bars_fill_the_page() -> None:
    (page,) = lay_out(_chart(THREE), LIGHT)
    rects = [row.rect for row in _rows(page)]
    assert rects[-1].bottom() - rects[0].top() > 380
    assert rects[0].width() > PAGE.width() / 2


def test_missing_figure_is_in_words_without_a_bar() -> None:
    (page,) = lay_out(_chart((*THREE, ("Delta", None, "c"))), LIGHT)
    last = _rows(page)[-1]
    assert last.rect.width() == 0
    assert (last.name, last.told) == ("Delta", "confidential")


def test_wide_figures_leave_room_for_the_bars() -> None:
    name = "A very long name of a force"
    (page,) = lay_out(_chart(((name, 123_456_789_012_345, "p"), ("Bravo", 12, ""))), LIGHT)
    assert _rows(page)[0].rect.width() > 350


@pytest.mark.parametrize("reveal", [False, True])
def test_name_higher_than_a_page_continues_on_the_next(*, reveal: bool) -> None:
    slide = _chart((("A very long name " * 150, 5, ""), ("Bravo", 3, "p")), reveal=reveal)
    pages = lay_out(slide, LIGHT)
    assert len(pages) > 1
    placed = _all_rows(pages)
    assert [row.opens for row in placed].count(True) == 2
    for page in pages:
        _assert_well_placed(page)
        assert page.steps == (1 + sum(row.opens for row in _rows(page)) if reveal else 1)


@pytest.mark.parametrize("rows", [THREE, FORTY_THREE], ids=len)
def test_reveal_has_a_step_without_bars_and_one_for_each_bar(
    rows: tuple[Row, ...],
) -> None:
    whole, revealed = lay_out(_chart(rows), LIGHT), lay_out(_chart(rows, reveal=True), LIGHT)
    assert [page.steps for page in whole] == [1] * len(whole)
    assert [page.steps for page in revealed] == [len(_rows(page)) + 1 for page in revealed]
    for page in revealed:
        assert [len(page.shown(step)) for step in range(page.steps)] == list(range(page.steps))
    # Positions do not depend on whether there are steps.
    for one, other in zip(whole, revealed, strict=True):
        assert list(_text_rects(one)) == list(_text_rects(other))
        assert [row.rect for row in _rows(one)] == [row.rect for row in _rows(other)]


def test_only_revealed_figures_can_be_read() -> None:
    (page,) = lay_out(_chart(THREE, reveal=True), LIGHT)
    read = [page.read(step).splitlines()[2:-1] for step in range(page.steps)]
    assert read == [
        ["Bravo", "Charlie", "Alpha"],
        ["Bravo 99", "Charlie", "Alpha"],
        ["Bravo 99", "Charlie 20", "Alpha"],
        ["Bravo 99", "Charlie 20", "Alpha 16"],
    ]


def test_chart_without_figures_says_so_in_one_step() -> None:
    (page,) = lay_out(_chart((), reveal=True), LIGHT)
    assert page.steps == 1
    assert "There are no figures to show." in page.text


def test_slide_and_window_show_the_same_chart() -> None:
    measure = make_measure(AWKWARD)
    assert chart_slide(measure).chart == bar_chart(measure)


def test_only_requested_slides_are_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Slide] = []

    def watched(slide: Slide, theme: Theme) -> tuple[Page, ...]:
        asked.append(slide)
        return lay_out(slide, theme)

    monkeypatch.setattr("briefing_app.gui.slides.page_layout.lay_out", watched)
    slides = [_slide(SlideKind.TEXT, [f"Slide {number}", "Body."]) for number in range(1000)]
    slides[500] = _slide(SlideKind.QUOTE, [_SENTENCE * 40, "A speaker", "a role"])
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


_ARABIC = "هذه جملة عربية طويلة تصف ما قاله التقرير عن الضحايا وعن الشرطة. "


def _lines_of(page: Page, role: Role) -> list[PlacedLine]:
    return [line for line in page.lines if line.role is role]


def _rules(page: Page) -> list[QRectF]:
    """Return the narrow, high shapes: the rules next to excerpts and quotes."""
    return [shape.rect for shape in page.shapes if shape.rect.height() > 2 * shape.rect.width()]


def _x_of(line: PlacedLine, character: str) -> float:
    """Return where the last occurrence of a character in a line starts, in its layout's pixels."""
    within = line.layout.lineAt(line.number)
    end = within.textStart() + within.textLength()
    return _x_at(within, line.layout.text().rindex(character, 0, end))


def _x_at(line: QTextLine, at: int) -> float:
    x: Any = line.cursorToX(at)  # its stub knows no more of it than that it is an object
    return float(x[0] if isinstance(x, tuple) else x)


def test_caution_has_the_direction_of_its_text() -> None:
    texts = ["Title", "Detail", "", (_ARABIC * 3).strip()]
    first, *_, last = _lines_of(lay_out(_slide(SlideKind.FINDING, texts), LIGHT)[0], Role.CAUTION)
    assert first.rect.right() == pytest.approx(last.rect.right(), abs=2)
    assert last.rect.left() > first.rect.left()
    within = last.layout.lineAt(last.number).naturalTextRect()
    assert _x_of(last, ".") < within.left() + 0.1 * within.width()
    # Our own label keeps its full stop at its right end.
    line = first.layout.lineAt(0)
    ends = [_x_at(line, at) for at in range(len(CAUTION_LEAD.rstrip("\u200e ")))]
    assert ends == sorted(ends)


@pytest.mark.parametrize("text", [_SENTENCE, _ARABIC], ids=["left-to-right", "right-to-left"])
def test_rule_is_where_the_lines_of_its_text_start(text: str) -> None:
    leftwards = text is _ARABIC
    finding = lay_out(_slide(SlideKind.FINDING, ["Title", text, text * 2, ""]), LIGHT)[0]
    quote = lay_out(_slide(SlideKind.QUOTE, [text * 3, "A Speaker", "Role"]), LIGHT)[0]
    for page, roles in (
        (finding, {Role.EXCERPT}),
        (quote, {Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE}),
    ):
        (rule,) = _rules(page)
        lines = [line.rect for line in page.lines if line.role in roles]
        assert len(lines) > 1
        for rect in lines:
            gap = rule.left() - rect.right() if leftwards else rect.left() - rule.right()
            assert 20 < gap < 80
    for role in (Role.TITLE, Role.BODY):
        for line in _lines_of(finding, role):
            assert line.rect.right() <= PAGE.width() - MARGIN + 1


@pytest.mark.parametrize("words", range(3, 40, 4))
def test_only_large_text_is_set_in_even_lines(words: int) -> None:
    text = "seven of them " * words
    page = lay_out(_slide(SlideKind.FINDING, [text[:90], text, text, ""]), LIGHT)[0]
    for role, indent in ((Role.BODY, 0), (Role.EXCERPT, 46)):
        for line in _lines_of(page, role):
            width = line.layout.lineAt(line.number).width()
            assert width == pytest.approx(PAGE.width() - 2 * MARGIN - indent, abs=1)


def test_last_line_of_a_title_is_not_nearly_empty() -> None:
    title = "Victims were not reliably recognised, and cases were closed soon"
    page = lay_out(_slide(SlideKind.FINDING, [title, "", "", ""]), LIGHT)[0]
    first, last = _lines_of(page, Role.TITLE)
    assert last.rect.width() > 0.38 * (PAGE.width() - 2 * MARGIN)
    assert last.rect.width() < first.rect.width() * 1.3


@given(st.integers(1, 400))
@_of_many
def test_source_has_the_full_width_except_next_to_the_number(length: int) -> None:
    source = (_SENTENCE * 20)[:length]
    page = lay_out(_slide(SlideKind.TEXT, ["Title", "Text"], source), LIGHT)[0]
    foot = [line for line in page.lines if page.foot is not None and line.layout is page.foot]
    widths = [line.layout.lineAt(line.number).width() for line in foot]
    whole = PAGE.width() - 2 * MARGIN
    # The last line but one is shorter if the text would otherwise end there.
    assert widths[:-2] == [whole] * len(widths[:-2])
    assert widths[-1:] == [whole - 300] * len(widths[-1:])
    for line in foot:
        assert not line.rect.adjusted(0, 3, 0, -3).intersects(_NUMBER)


def test_foot_of_the_bundled_chart_has_two_lines() -> None:
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        (chart,) = (slide for slide in briefing_slides(briefing.report) if slide.chart is not None)
    page = lay_out(chart, LIGHT)[0]
    assert sum(line.layout is page.foot for line in page.lines) == 2
