"""Lays out a slide on pages: which texts it has, where they go, and what is behind them."""

from collections.abc import Sequence
from typing import Final

from briefing_app.layout.bars import lay_out_chart
from briefing_app.layout.chart_metrics import SLIDE_CHART, ChartMetrics
from briefing_app.layout.decoration import BAND, countdown, finding_band, kind_strip
from briefing_app.layout.flow import Item, height_of, set_rows
from briefing_app.layout.foot import foot_of
from briefing_app.layout.frame import OWN_FRAME, Frame
from briefing_app.layout.head import head_of
from briefing_app.layout.measurer import Measurer
from briefing_app.layout.page import Block, Page, PlacedChart, Rect, mirrored
from briefing_app.layout.paginator import fitted, paginate, steady_rows
from briefing_app.layout.placing import place_items
from briefing_app.layout.slide_texts import (
    column_row,
    message_texts,
    slide_rows,
    text_region,
)
from briefing_app.layout.slide_theme import Surface
from briefing_app.model.charts import BarChart
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.wording import DISCUSSION_NOTE, kind_counts_text

_FOOT_GAP: Final = 48  # above the foot
_TO_CHART: Final = 32
_HEADING_SHARES: Final = (0.4, 0.6)  # of the height, for the heading of a chart
_MAX_SPREAD: Final = 56  # pixels, by which the gaps between texts grow
_SPREAD_SHARE: Final = 0.5  # of the spare height
_ABOVE_SHARES: Final = {
    SlideKind.TITLE: (0.6, 0.0),
    SlideKind.TEXT: (0.4, 0.0),
    SlideKind.QUOTE: (0.4, 0.0),
    SlideKind.NUMBER: (0.4, 0.0),
    SlideKind.DISCUSSION: (0.4, 0.0),
}
"""For each kind of slide, which share of the spare height is above the texts. The second number is
the share of the page that stays empty below them and isn't spare, so that the titles of other kinds
are at the top unless the page is nearly empty."""
_OTHER_ABOVE_SHARE: Final = (0.6, 0.25)
_QUESTION_SHARE: Final = 0.45  # of the height, for a question and its answer among what was said
_IN_TITLES: Final = {Role.TITLE, Role.STATEMENT}  # of a template, which shows them elsewhere
SURFACES: Final = {
    SlideKind.TITLE: Surface.ACCENT,
    SlideKind.NUMBER: Surface.ACCENT,
    SlideKind.DISCUSSION: Surface.DISCUSSION,
}
"""The surfaces of kinds of slides that are not plain pages; a key message has its own too."""


def lay_out(
    slide: Slide,
    measurer: Measurer,
    frame: Frame = OWN_FRAME,
    chart_metrics: ChartMetrics = SLIDE_CHART,
) -> tuple[Page, ...]:
    """Return the pages of a slide, at least one."""
    pages = _Composer(slide, measurer, frame).pages(chart_metrics)
    if slide.is_right_to_left:
        pages = [mirrored(page, frame.width) for page in pages]
    return tuple(pages)


class _Composer:
    """Lays out one slide."""

    def __init__(self, slide: Slide, measurer: Measurer, frame: Frame) -> None:
        self._slide = slide
        self._measurer = measurer
        self._frame = frame
        message = message_texts(slide) if frame.is_own else None
        self._label = slide.texts[0].text if message else ""
        texts = list(message or slide.texts)
        if not frame.is_own:
            texts = [text for text in texts if text.role not in _IN_TITLES]
        self._surface = Surface.MESSAGE if message else SURFACES.get(slide.kind, Surface.PAGE)
        source, bottom = slide.source, frame.body.bottom
        if slide.kind is SlideKind.DISCUSSION:
            source = " · ".join(filter(None, (DISCUSSION_NOTE, source)))
        if slide.kind is SlideKind.TITLE and frame.is_own:
            if source:
                texts.append(SlideText(Role.SOURCE_DETAIL, source))
            source = kind_counts_text(slide.kind_counts)
            bottom -= BAND
        self._foot = foot_of(slide, source, bottom, frame, measurer)
        if source and not self._foot.texts:
            texts.append(SlideText(Role.SOURCE_DETAIL, source))
        self._rows = slide_rows(slide, texts, frame)
        self._bottom = bottom - self._foot.height - _FOOT_GAP

    def pages(self, metrics: ChartMetrics) -> list[Page]:
        """Return the pages, with a chart in these sizes."""
        chart = self._slide.shown_chart
        pages = self._text_pages() if chart is None else self._chart_pages(chart, metrics)
        return [page._replace(number=at, total=len(pages)) for at, page in enumerate(pages)]

    def _chart_pages(self, chart: BarChart, metrics: ChartMetrics) -> list[Page]:
        """Return the pages of a slide with a chart; each page with bars repeats the heading."""
        body = self._frame.body
        room = self._bottom - body.top
        tried = (fitted(self._rows, self._measurer, room * share) for share in _HEADING_SHARES)
        items = next((each for each in tried if each is not None), None)
        head, before = Block(), list[Page]()
        if items is None:  # the heading gets pages of its own
            items, head, before = [], self._head(1), self._text_pages()
        top = body.top + head.height + (height_of(items) + _TO_CHART if items else 0)
        area = Rect(body.left, top, body.width, self._bottom - top)
        charts = lay_out_chart(chart, area, metrics, self._measurer, self._slide.reveal)
        stack = place_items(items, body.left, body.top, body.width)
        return [*before, *(self._page(head, stack, part) for part in charts)]

    def _text_pages(self) -> list[Page]:
        rows, body = self._rows, self._frame.body
        heads = [self._head(0), self._head(1)]
        room = self._bottom - body.top
        later_room = room - heads[1].height
        again: list[Item] = []
        if self._slide.pairs:
            headings = column_row(self._slide, self._frame)
            again = set_rows([headings], 1.0, self._measurer)
            later_room -= height_of(again) + max(row.first.look.above for row in rows)
        if self._slide.has_said:
            rows = steady_rows(rows, self._measurer, room * _QUESTION_SHARE)
        parts = paginate(rows, self._measurer, room - heads[0].height, later_room)
        pages = []
        for number, part in enumerate(parts):
            items = [*again, *part] if number else part
            head = heads[min(number, 1)]
            spread = shift = 0.0
            spare = max(0.0, room - head.height - height_of(items))
            if self._slide.has_said:  # another line moves no text
                items = _with_gap_above_answer(items, spare)
            elif rows:
                gaps = sum(item.opens for item in items) - 1
                spread = min(_MAX_SPREAD, spare * _SPREAD_SHARE / max(gaps, 1))
                share, kept = _ABOVE_SHARES.get(self._slide.kind, _OTHER_ABOVE_SHARE)
                if len(parts) == 1:  # a text that continues does so at the same height
                    shift = max(0.0, spare - spread * gaps - room * kept) * share
            left, width = text_region(self._slide, self._frame)
            top = body.top + head.height + shift
            stack = place_items(items, left, top, width, spread)
            pages.append(self._page(head.moved(shift), stack))
        return pages

    def _head(self, number: int) -> Block:
        return head_of(self._slide, self._label, number, self._frame, self._measurer)

    def _page(self, head: Block, stack: Block, chart: PlacedChart | None = None) -> Page:
        slide = self._slide
        shapes = [*head.shapes, *stack.shapes]
        texts = [*head.texts, *stack.texts]
        if self._frame.is_own:
            shapes[:0] = finding_band(slide)
            if slide.kind is SlideKind.TITLE:
                shapes += kind_strip(slide)
            elif slide.kind is SlideKind.DISCUSSION and slide.minutes:
                time = countdown(slide.minutes, self._measurer)
                shapes += time.shapes
                texts += time.texts
        if all(text.step for text in stack.texts):  # an answer on a page of its own
            texts = [text._replace(step=0) for text in texts]
            shapes = [shape._replace(step=0) for shape in shapes]
        rows = chart.rows if chart is not None else ()
        steps = 1 + max((*(text.step for text in texts), *(row.step for row in rows)), default=0)
        if slide.title_comes_last and chart is not None:
            texts = [
                text._replace(step=steps - 1) if text.role is Role.TITLE else text for text in texts
            ]
        foot = self._foot.texts
        return Page(slide, 0, 1, self._surface, tuple(shapes), tuple(texts), foot, chart, steps)


def _with_gap_above_answer(items: Sequence[Item], gap: float) -> list[Item]:
    return [
        item._replace(above=item.above + gap)
        if item.opens and item.row.first.role is Role.ANSWER
        else item
        for item in items
    ]
