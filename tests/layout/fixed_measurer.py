"""A measurer without fonts, and assertions on pages that any measurer must meet."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations

from briefing_app.layout.measurer import MeasuredLine, TextStyle
from briefing_app.layout.page import (
    BODY,
    HEIGHT,
    Form,
    Page,
    PlacedRow,
    PlacedText,
    Rect,
)
from briefing_app.layout.palette import Colour
from briefing_app.model.slides import Role

_WORD = re.compile(r"[\S\u00a0]+[^\S\u00a0]*|[^\S\u00a0]+")
_TOLERANCE = 0.6  # pixels
_OURS = {None, Role.LABEL, Role.TAG, Role.CONTINUED, Role.SOURCE}
MIN_SIZE = 26


class FixedMeasurer:
    """Each letter has half the font size, each wide one the font size, bold ones a tenth more."""

    def width(self, text: str, style: TextStyle) -> float:
        each = style.size * (0.55 if style.weight >= 600 else 0.5)
        return sum(2 * each if unicodedata.east_asian_width(c) in "WF" else each for c in text)

    def break_lines(
        self, paragraph: str, style: TextStyle, width: float, lead: int = 0
    ) -> list[MeasuredLine]:
        del lead
        lines, line, used = [], "", 0.0
        for word in _WORD.findall(paragraph):
            if line and used + self.width(word.rstrip(), style) > width:
                lines.append(line)
                line, used = "", 0.0
            fits = used + self.width(word.rstrip(), style) <= width
            for part in [word] if fits else word:
                each = self.width(part, style)
                if line and part.strip() and used + self.width(part.rstrip(), style) > width:
                    lines.append(line)
                    line, used = "", 0.0
                line += part
                used += each
        return [
            MeasuredLine(
                each, self.width(each.rstrip(), style), style.size * 0.95, style.size * 0.3
            )
            for each in [*lines, line]
            if each or not lines
        ]


def all_texts(page: Page, step: int | None = None) -> Iterator[PlacedText]:
    """Yield every text with words, at the last step or another one."""
    at = page.steps - 1 if step is None else step
    lower = page.lower_at(at)
    texts = (*page.shown_at(at).texts, *(() if lower is None else lower.block.texts))
    yield from (text for text in texts if text.text.strip())


def text_of(page: Page) -> str:
    """Return the complete text; paragraphs end with a line break."""
    return page.read(page.steps - 1)


def rows_of(pages: Sequence[Page]) -> list[PlacedRow]:
    return [row for page in pages if page.chart is not None for row in page.chart.rows]


def words_of(pages: Sequence[Page]) -> list[str]:
    """Return the words of all pages in reading order, without repetitions; the foot is last."""
    texts = [text.text for page in pages for text in own_texts(page, pages)]
    return " ".join([*texts, *(text.text for text in pages[0].foot)]).split()


def own_texts(page: Page, pages: Sequence[Page]) -> Iterator[PlacedText]:
    """Yield the texts of the slide that no earlier page has; the foot is not among them."""
    if page.chart is not None and any(each.chart for each in pages[: page.number]):
        return  # it repeats the heading
    for text in page.texts:
        if text.step == 0:  # it is replaced in the next step
            continue
        is_title = text.role is Role.LABEL and text.text.strip() == page.slide.title.strip()
        if text.role not in _OURS or (is_title and not page.number):
            yield text


def ink_of(text: PlacedText) -> Iterator[Rect]:
    """Yield the rectangle of each line, without the room above and below its letters."""
    for line in text.lines:
        if line.text.strip():
            size = text.style.size
            # Digits end at the baseline.
            height = (0.7 if line.text.strip().isdecimal() else 0.85) * size
            yield Rect(text.left_of(line), line.baseline - 0.7 * size, line.width, height)


def _overlap(one: Rect, other: Rect) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > _TOLERANCE and down > _TOLERANCE


def assert_well_placed(page: Page, step: int | None = None) -> None:
    """Assert that all is on the page, large enough, and that nothing overlaps.

    Without a step, this is about the last one.
    """
    number_area = Rect(BODY.right - 290, 985, 300, 40)
    texts = list(all_texts(page, step))
    ink = [rect for text in texts for rect in ink_of(text) if text.style.size < 400]
    for rect in ink:
        assert rect.left >= 28 - _TOLERANCE  # where marks hang
        assert rect.right <= BODY.right + 20 + _TOLERANCE
        assert rect.top >= 60
        assert rect.bottom <= HEIGHT - 28 + _TOLERANCE
        assert not _overlap(rect, number_area)
    for one, other in combinations(ink, 2):
        assert not _overlap(one, other)
    chart = page.chart_at(page.steps - 1 if step is None else step)
    bars = [
        shape.rect
        for row in (chart.rows if chart is not None else ())
        for shape in row.shapes
        if shape.form is Form.BOX and shape.fill is not Colour.GROUND
    ]
    for bar in bars:
        assert not any(_overlap(bar, rect) for rect in ink)
    for one, other in combinations(bars, 2):
        assert not _overlap(one, other)
    for text in texts:
        assert text.style.size >= MIN_SIZE
