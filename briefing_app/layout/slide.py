"""Lays a slide out on pages: head, texts or chart, decoration and foot."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, NamedTuple

from briefing_app.layout.bars import SLIDE_CHART, ChartMetrics, lay_out_chart
from briefing_app.layout.measurer import Measurer, TextStyle, elide
from briefing_app.layout.page import (
    BODY,
    HEIGHT,
    LOGO_AREA,
    WIDTH,
    Block,
    Form,
    Page,
    PlacedChart,
    PlacedLine,
    PlacedText,
    Rect,
    Shape,
)
from briefing_app.layout.paginator import fitted, paginate, steady_rows
from briefing_app.layout.text import (
    BOX,
    FlowText,
    Item,
    Row,
    SetText,
    height_of,
    place_items,
    set_rows,
    set_text,
)
from briefing_app.layout.theme import (
    CONTINUED,
    EXTRA_BOLD,
    FOOT_SIZES,
    HEAD,
    KIND_COLOURS,
    KIND_LABEL,
    Colour,
    Surface,
    look_of,
)
from briefing_app.model.charts import BarChart
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Pair, Role, Slide, SlideText
from briefing_app.model.slideshow.time import Countdown, CountdownFace
from briefing_app.model.text import paragraphs, single_line
from briefing_app.model.wording import (
    CAUTION_LABEL,
    DISCUSSION_LABEL,
    DISCUSSION_NOTE,
    NOTE_LEAD,
    kind_counts_text,
)

_TAG_PADDING: Final = (30, 9)
_TAG_OUTLINE: Final = 3
_GAP: Final = 36  # between labels
_BELOW: Final = 24
_MARK_STYLE: Final = TextStyle(496, EXTRA_BOLD)
_MARK: Final = (218, 172)  # width and height of the quotation mark in this style
_MARK_LEFT: Final = 19  # what the font has at its left
_MARK_BASELINE: Final = 331  # below its upper edge
_BELOW_MARK: Final = 24
_MAX_LENGTH: Final = 300  # characters of a title that is continued, more than fit a line


def head_of(slide: Slide, label: str, number: int, body: Rect, measurer: Measurer) -> Block:
    """Return the head of a page; pages after the first, `number` 0, say what continues.

    A `label` is the slide's title if it is shown as one.
    """
    is_quotation = slide.kind is SlideKind.QUOTE and slide.title.startswith("“")
    if is_quotation and not number and not slide.wrong:
        return _quotation_mark(body)
    shapes: list[Shape] = []
    texts: list[PlacedText] = []
    left = body.left
    for text, end, style, colour, role in _labels(slide, label, number):
        across = _TAG_PADDING[0] if role is Role.TAG else 0
        room = max(1.0, body.right - left - 2 * across)
        shown = elide(text, style, room - measurer.width(end, style), measurer) or "…"
        line = SetText(measurer.break_lines(f"{shown}{end}", style, room)[:1], style, colour)
        texts.append(line.placed(left + across, body.top + _TAG_PADDING[1], role=role))
        tag = Rect(left, body.top, line.width + 2 * across, line.height + 2 * _TAG_PADDING[1])
        if role is Role.TAG:
            shapes.append(
                Shape(Form.BOX, tag, Colour.CAUTION_TAG, colour, _TAG_OUTLINE, tag.height / 2)
            )
        left = tag.right + _GAP
    if not texts:
        return Block()
    height = max(text.rect.height for text in texts) + 2 * _TAG_PADDING[1] + _BELOW
    return Block(tuple(shapes), tuple(texts), height)


def _quotation_mark(body: Rect) -> Block:
    """Return the mark that opens a quote; the quote's own text starts after it."""
    rect = Rect(body.left, body.top, *_MARK).inset(-_MARK_LEFT, 0)
    line = PlacedLine("“", body.top + _MARK_BASELINE, rect.width, ends=False)
    mark = PlacedText(Role.MARK, rect, _MARK_STYLE, Colour.MARK, (line,))
    return Block((), (mark,), _MARK[1] + _BELOW_MARK)


class _Label(NamedTuple):
    """A text that may be shortened to fit, and an end that never is."""

    text: str
    end: str
    style: TextStyle
    colour: Colour
    role: Role = Role.LABEL


def _labels(slide: Slide, label: str, number: int) -> Iterator[_Label]:
    """Yield the labels of a page."""
    if slide.wrong:
        yield _Label(slide.wrong, "", HEAD, Colour.CAUTION)
    if slide.finding_kind is not None:
        yield _Label(slide.finding_kind.label, "", HEAD, KIND_COLOURS[slide.finding_kind])
    if slide.kind is SlideKind.DISCUSSION and not number:
        yield _Label(DISCUSSION_LABEL, "", HEAD, Colour.LABEL)
    if label:
        yield _Label(label, "", HEAD, Colour.LABEL)
    if slide.has_caution:
        yield _Label(CAUTION_LABEL, "", HEAD, Colour.CAUTION, Role.TAG)
    if number:
        has_title = slide.kind is SlideKind.FINDING or slide.chart is not None
        title = single_line(slide.title[:_MAX_LENGTH]).rstrip(".,;:")
        name = title if has_title else slide.name
        yield _Label(name, ", continued", CONTINUED, Colour.MUTED, Role.CONTINUED)


_LINES: Final = 3
_LINES_OF_CHART: Final = 5  # it includes the caveat
_NUMBER_WIDTH: Final = 300  # at the end, for the slide number
_FIGURES: Final = {SlideKind.CHART, SlideKind.NUMBER}


def foot_of(slide: Slide, source: str, bottom: float, body: Rect, measurer: Measurer) -> Block:
    """Return a source at the foot, above `bottom`; no text if it takes too many lines."""
    style = TextStyle(FOOT_SIZES[0])
    if source:
        width = body.width - _NUMBER_WIDTH
        is_note = slide.kind in _FIGURES and not source.startswith("Source:")
        lead = len(NOTE_LEAD.rstrip()) if is_note else 0
        text = f"{NOTE_LEAD}{source}" if is_note else source
        most = _LINES_OF_CHART if slide.kind in _FIGURES else _LINES
        # Smaller only if it saves a line.
        for size, limit in zip(FOOT_SIZES, (min(most, _LINES - 1), most), strict=True):
            style = TextStyle(size)
            foot = set_text(text, style, Colour.MUTED, width, measurer, lead=lead)
            if len(foot.lines) <= limit:
                top = bottom - foot.height
                placed = foot.placed(body.left, top, width, role=Role.SOURCE)
                return Block((), (placed,), foot.height)
    return Block(height=1.3 * style.size)


_QUOTE_INDENT: Final = 120
_TITLE_WIDTH: Final = 1440  # leaves room for a logo
_QUESTION_WIDTH: Final = 1230  # leaves room for the countdown
_COLUMN_GAP: Final = 120
_ARROW: Final = "\u200e—›"
"""Made of two signs, because the typeface has no arrow. The left-to-right mark keeps a program that
lays out text from right to left from turning it."""
_ARROW_INDENT: Final = 20
_MAX_LABEL: Final = 40  # characters of a title that is a label
_MAX_MESSAGE: Final = 320  # characters
_SENTENCE_END: Final = r"(?<=[.!?…])\s+"
_PANELS: Final = {Role.EXCERPT: 1, Role.EXCERPT_SOURCE: 1, Role.ANSWER: 2}


def message_texts(slide: Slide) -> list[SlideText] | None:
    """Return the texts of a key message: its first sentence large, the rest below it.

    A slide with a short title and one short paragraph is a message, and its title is a label.
    """
    if slide.kind is not SlideKind.TEXT or slide.pairs:
        return None
    match slide.texts:
        case (SlideText(Role.TITLE, title), SlideText(Role.BODY, text)):
            is_short = len(title) <= _MAX_LABEL and len(text) <= _MAX_MESSAGE
            if not is_short or len(paragraphs(title)) > 1 or len(paragraphs(text)) > 1:
                return None
            first, *rest = re.split(_SENTENCE_END, text, maxsplit=1)
            return [
                SlideText(Role.STATEMENT, first),
                *(SlideText(Role.BODY, part) for part in rest if part),
            ]
    return None


def text_region(slide: Slide, body: Rect) -> tuple[float, float]:
    """Return the left edge and the width of the region for texts."""
    match slide.kind:
        case SlideKind.TITLE:
            return body.left, _TITLE_WIDTH
        case SlideKind.QUOTE:
            return body.left + _QUOTE_INDENT, body.width - _QUOTE_INDENT
        case SlideKind.DISCUSSION if slide.countdown_s:
            return body.left, _QUESTION_WIDTH
    return body.left, body.width


def slide_rows(slide: Slide, texts: Sequence[SlideText], body: Rect) -> list[Row]:
    """Return those texts of a slide that are in the flow as rows, with “Then and now” after them.

    The words of a source and where they are share a panel.
    """
    _, region = text_region(slide, body)
    rows = []
    for text in texts:
        box = _PANELS.get(text.role)
        left = 0 if box is None else BOX[0]
        words = text.text
        if text.role is Role.QUOTE:
            words = words.removeprefix("“")  # the head has it as a large mark
        look = look_of(slide.kind, text.role)
        step = int(text.role is Role.ANSWER)
        flow = FlowText(text.role, words, look, region - 2 * left, left, step=step)
        rows.append(Row(((flow,),), box))
    if slide.pairs:
        rows.append(column_row(slide, body))
        rows += (_pair_row(slide, pair, body) for pair in slide.pairs)
    return rows


def column_row(slide: Slide, body: Rect) -> Row:
    """Return the headings of the columns of “Then and now”."""
    width, right = _columns(slide, body)
    look = look_of(slide.kind, Role.COLUMN)
    then, now = (
        FlowText(Role.COLUMN, text, look, width, left)
        for text, left in zip(slide.columns, (0, right), strict=True)
    )
    return Row(((then,), (now,)))


def _columns(slide: Slide, body: Rect) -> tuple[float, float]:
    """Return the width of both columns, and the left edge of the second one."""
    _, region = text_region(slide, body)
    width = (region - _COLUMN_GAP) / 2
    return width, width + _COLUMN_GAP


def _pair_row(slide: Slide, pair: Pair, body: Rect) -> Row:
    width, right = _columns(slide, body)
    earlier, later = (look_of(slide.kind, role) for role in (Role.EARLIER, Role.LATER))
    kinds = [
        FlowText(None, kind.label, replace(KIND_LABEL, colour=KIND_COLOURS[kind]), width, left)
        for kind, left in ((pair.earlier_kind, 0), (pair.later_kind, right))
    ]
    arrow = replace(earlier, colour=Colour.MUTED)
    return Row(
        (
            (kinds[0], FlowText(Role.EARLIER, pair.earlier, earlier, width)),
            (
                FlowText(None, " ", KIND_LABEL, _COLUMN_GAP, width),
                FlowText(None, _ARROW, arrow, _COLUMN_GAP, width + _ARROW_INDENT),
            ),
            (kinds[1], FlowText(Role.LATER, pair.later, later, width, right)),
        ),
        ruled=True,
    )


BAND: Final = 28
"""The width of a finding's band, and the height of the strip of kinds."""
LOGO_MARGIN: Final = 16
"""The margin of a logo on its plate, and the radius of the plate's corners."""
_RING: Final = Rect(1440, 300, 360, 360)
_RING_THICKNESS: Final = 22
_COUNTDOWN: Final = TextStyle(104, EXTRA_BOLD)
_MAX_TIME_WIDTH: Final = 250


def finding_band(slide: Slide) -> tuple[Shape, ...]:
    """Return the band in the colour of the finding's kind, at the left edge."""
    if slide.finding_kind is None:
        return ()
    return (Shape(Form.BOX, Rect(0, 0, BAND, HEIGHT), KIND_COLOURS[slide.finding_kind]),)


def kind_strip(slide: Slide) -> tuple[Shape, ...]:
    """Return a strip along the lower edge: how many findings there are of each kind."""
    total = sum(count for _, count in slide.kind_counts)
    ends = [WIDTH * done / total for done in accumulate(count for _, count in slide.kind_counts)]
    return tuple(
        Shape(Form.BOX, Rect(start, HEIGHT - BAND, end - start, BAND), KIND_COLOURS[kind])
        for (kind, _), start, end in zip(slide.kind_counts, [0.0, *ends], ends, strict=False)
    )


def logo_plate(ratio: float) -> Shape:
    """Return the plate for a logo of this aspect ratio, as large as fits at the upper corner."""
    room = LOGO_AREA.height - 2 * LOGO_MARGIN
    width, height = min(room, room * ratio), min(room, room / ratio)
    left = LOGO_AREA.right - width - 2 * LOGO_MARGIN
    rect = Rect(left, LOGO_AREA.top, width + 2 * LOGO_MARGIN, height + 2 * LOGO_MARGIN)
    return Shape(Form.BOX, rect, Colour.GROUND, radius=LOGO_MARGIN)


def countdown(seconds: int, measurer: Measurer) -> Block:
    """Return the ring and the time of a discussion that has not started."""
    face = Countdown(seconds).face(0)
    style = countdown_style(face.text, measurer)
    time = set_text(face.text, style, Colour.INK, _RING.width, measurer)
    left = _RING.left + (_RING.width - time.width) / 2
    top = _RING.top + (_RING.height - time.height) / 2
    return Block(countdown_ring(face, _RING), (time.placed(left, top),))


def countdown_rect(page: Page) -> Rect | None:
    """Return the rectangle of the countdown on a page; None if there is none."""
    return next((shape.rect for shape in page.shapes if shape.form is Form.ARC), None)


def countdown_ring(face: CountdownFace, rect: Rect) -> tuple[Shape, ...]:
    """Return the ring of a countdown: what is left of it, and all of it again when time is over."""

    def arc(colour: Colour, share: float = 1.0) -> Shape:
        return Shape(Form.ARC, rect, outline=colour, thickness=_RING_THICKNESS, share=share)

    if face.is_over:
        return (arc(Colour.CAUTION),)
    if face.share == 1.0:
        return (arc(Colour.BAR),)
    return arc(Colour.TRACK), arc(Colour.BAR, face.share)


def countdown_style(text: str, measurer: Measurer) -> TextStyle:
    """Return the style of the time, so that it fits into the ring."""
    width = measurer.width(text, _COUNTDOWN)
    return replace(_COUNTDOWN, size=_COUNTDOWN.size * min(1.0, _MAX_TIME_WIDTH / max(width, 1.0)))


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
SURFACES: Final = {
    SlideKind.TITLE: Surface.ACCENT,
    SlideKind.NUMBER: Surface.ACCENT,
    SlideKind.DISCUSSION: Surface.DISCUSSION,
}
"""The surfaces of kinds of slides that are not plain pages; a key message has its own too."""


def lay_out(
    slide: Slide,
    measurer: Measurer,
    body: Rect = BODY,
    chart_metrics: ChartMetrics = SLIDE_CHART,
) -> tuple[Page, ...]:
    """Return the pages of a slide, at least one."""
    return tuple(_Composer(slide, measurer, body).pages(chart_metrics))


class _Composer:
    """Lays out one slide."""

    def __init__(self, slide: Slide, measurer: Measurer, body: Rect) -> None:
        self._slide = slide
        self._measurer = measurer
        self._body = body
        message = message_texts(slide)
        self._label = slide.texts[0].text if message else ""
        texts = list(message or slide.texts)
        self._surface = Surface.MESSAGE if message else SURFACES.get(slide.kind, Surface.PAGE)
        source, bottom = slide.source, body.bottom
        if slide.kind is SlideKind.DISCUSSION:
            source = " · ".join(filter(None, (DISCUSSION_NOTE, source)))
        if slide.kind is SlideKind.TITLE:
            if source:
                texts.append(SlideText(Role.SOURCE_DETAIL, source))
            source = kind_counts_text(slide.kind_counts)
            bottom -= BAND
        self._foot = foot_of(slide, source, bottom, body, measurer)
        if source and not self._foot.texts:
            texts.append(SlideText(Role.SOURCE_DETAIL, source))
        self._rows = slide_rows(slide, texts, body)
        self._bottom = bottom - self._foot.height - _FOOT_GAP

    def pages(self, metrics: ChartMetrics) -> list[Page]:
        """Return the pages, with a chart in these sizes."""
        chart = self._slide.shown_chart
        pages = self._text_pages() if chart is None else self._chart_pages(chart, metrics)
        return [replace(page, number=at, total=len(pages)) for at, page in enumerate(pages)]

    def _chart_pages(self, chart: BarChart, metrics: ChartMetrics) -> list[Page]:
        """Return the pages of a slide with a chart; each page with bars repeats the heading."""
        body = self._body
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
        rows, body = self._rows, self._body
        heads = [self._head(0), self._head(1)]
        room = self._bottom - body.top
        later_room = room - heads[1].height
        again: list[Item] = []
        if self._slide.pairs:
            headings = column_row(self._slide, body)
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
            left, width = text_region(self._slide, body)
            top = body.top + head.height + shift
            stack = place_items(items, left, top, width, spread)
            pages.append(self._page(head.moved(shift), stack))
        return pages

    def _head(self, number: int) -> Block:
        return head_of(self._slide, self._label, number, self._body, self._measurer)

    def _page(self, head: Block, stack: Block, chart: PlacedChart | None = None) -> Page:
        slide = self._slide
        shapes = [*head.shapes, *stack.shapes]
        texts = [*head.texts, *stack.texts]
        shapes[:0] = finding_band(slide)
        if slide.kind is SlideKind.TITLE:
            shapes += kind_strip(slide)
        elif slide.countdown_s:
            time = countdown(slide.countdown_s, self._measurer)
            shapes += time.shapes
            texts += time.texts
        if all(text.step for text in stack.texts):  # an answer on a page of its own
            texts = [replace(text, step=0) for text in texts]
            shapes = [replace(shape, step=0) for shape in shapes]
        rows = chart.rows if chart is not None else ()
        steps = 1 + max((*(text.step for text in texts), *(row.step for row in rows)), default=0)
        if slide.title_comes_last and chart is not None:
            texts = [
                replace(text, step=steps - 1) if text.role is Role.TITLE else text for text in texts
            ]
        foot = self._foot.texts
        return Page(slide, 0, 1, self._surface, tuple(shapes), tuple(texts), foot, chart, steps)


def _with_gap_above_answer(items: Sequence[Item], gap: float) -> list[Item]:
    return [
        replace(item, above=item.above + gap)
        if item.opens and item.row.first.role is Role.ANSWER
        else item
        for item in items
    ]
