"""Sample slides, and assertions on their pages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from briefing_app.gui.slides.chart_layout import PlacedRow
from briefing_app.gui.slides.page_layout import (
    MARGIN,
    PAGE,
    Page,
    PlacedLine,
)
from briefing_app.gui.slides.text_pages import CAUTION_LEAD
from briefing_app.model.palette import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
)
from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slide_builder import chart_slide
from briefing_app.model.slides import Role, Slide, SlideText
from tests.sample_measures import Row, make_measure

TEXT_AREA = QRectF(MARGIN - 2, 84, PAGE.width() - 2 * MARGIN + 4, 1032 - 84)


NUMBER_AREA = QRectF(1510, 992, 300, 34)  # where a slide's number may be


SENTENCE = "Something was found here that takes a line or two to say. "


MIN_SIZES = {Role.TITLE: 64, Role.SOURCE_DETAIL: 26}


MIN_BODY_SIZE = 44


ALL_THEMES = (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)


ROLES = {
    SlideKind.TITLE: (Role.TITLE, Role.SUBTITLE),
    SlideKind.TEXT: (Role.TITLE, Role.BODY),
    SlideKind.FINDING: (Role.TITLE, Role.BODY, Role.EXCERPT, Role.CAUTION, Role.BODY),
    SlideKind.QUOTE: (Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE),
    SlideKind.SOURCES: (Role.TITLE, Role.SOURCE_TITLE, Role.SOURCE_DETAIL, Role.SOURCE_DETAIL),
}


TEXT_PIECES = (
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


MAX_LENGTH = 6000


any_text = st.builds(
    lambda pieces, times: ("".join(pieces) * times)[:MAX_LENGTH],
    st.lists(
        st.sampled_from(TEXT_PIECES)
        | st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        max_size=8,
    ),
    st.sampled_from((1, 1, 1, 2, 5, 40)),
)


few_examples = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
    deadline=None,
)


def sample_slide(
    kind: SlideKind, texts: Sequence[str], source: str = "The Made-up Post · a line"
) -> Slide:
    return Slide(
        key="made up",
        kind=kind,
        name="Made up",
        texts=tuple(map(SlideText, ROLES[kind], texts)),
        finding_kind=FindingKind.CONCERN if kind is SlideKind.FINDING else None,
        source=source,
    )


def sample_chart_slide(
    rows: Sequence[Row],
    *,
    reveal: Reveal = Reveal.NONE,
    message: str = "Bravo has more than the others",
    source: str | None = None,
) -> Slide:
    slide = chart_slide(make_measure(rows, message=message, highlight="Bravo"))
    return replace(slide, reveal=reveal, source=slide.source if source is None else source)


def with_line_breaks(text: str) -> str:
    """Return a text with each paragraph end as one line break."""
    for end in ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text


def slide_text(slide: Slide) -> str:
    """Return the texts of a slide in order, with its source last."""
    leads = {Role.CAUTION: CAUTION_LEAD}
    texts = [leads.get(text.role, "") + text.text for text in slide.texts]
    return "".join(
        f"{with_line_breaks(text)}\n" for text in (*texts, *filter(None, [slide.source]))
    )


def pages_text(pages: Sequence[Page]) -> str:
    """Return the text of the pages without repetitions; the foot of the first page is last."""
    lines = [(page, line) for page in pages for line in page.lines if not line.again]
    foot = [line for page, line in lines if line.layout is page.foot]
    text = [line for page, line in lines if line.layout is not page.foot]
    source = [with_line_breaks("".join(line.text for line in foot)) + "\n"] if foot else []
    return "".join([*(line.text + ("\n" if line.ends else "") for line in text), *source])


def body_lines(page: Page) -> list[PlacedLine]:
    """Return the lines above the foot, without repetitions."""
    return [line for line in page.lines if line.layout is not page.foot and not line.again]


def shown_rows(page: Page) -> tuple[PlacedRow, ...]:
    return page.bars.rows if page.bars is not None else ()


def all_rows(pages: Sequence[Page]) -> list[PlacedRow]:
    return [row for page in pages for row in shown_rows(page)]


def text_rects(page: Page) -> Iterator[QRectF]:
    yield from (line.rect for line in page.lines if line.text.strip())
    for row in shown_rows(page):
        yield from (text.rect for text in (row.label, row.figure, row.note) if text is not None)


def assert_well_placed(page: Page) -> None:
    """Assert that lines are within the margins, do not overlap, and leave the number free."""
    texts = [rect for rect in text_rects(page) if not rect.isEmpty()]
    # A line's rectangle is larger than its letters: titles, which are set tighter than the font's
    # line height, may overlap by a twentieth, and lines have room at their ends.
    cores = [
        rect.adjusted(*(side * 0.08 * rect.height() for side in (1, 1, -1, -1))) for rect in texts
    ]
    cores += [row.rect for row in shown_rows(page) if not row.rect.isEmpty()]
    for core in cores:
        assert TEXT_AREA.contains(core)
        assert not core.intersects(NUMBER_AREA)
    for one, other in combinations(cores, 2):
        assert not one.intersects(other)
    for box in (shape.rect for shape in page.shapes):
        for rect in texts:
            assert box.contains(rect) or not box.intersects(rect)


def assert_legible(page: Page) -> None:
    for line in page.lines:
        assert line.size >= (MIN_SIZES.get(line.role, MIN_BODY_SIZE) if line.role else 26)
    for row in shown_rows(page):
        for text in (row.label, row.figure, row.note):
            assert text is None or text.size >= MIN_BODY_SIZE


def lines_with_role(page: Page, role: Role) -> list[PlacedLine]:
    return [line for line in page.lines if line.role is role]
