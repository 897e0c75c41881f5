"""Lays a slide out on pages: head, texts or chart, decoration and foot."""

from collections.abc import Iterator, Sequence
from typing import Final

from briefing_app.layout import bars, vote
from briefing_app.layout.countdown import RING_BESIDE_QUESTION, break_block, countdown
from briefing_app.layout.foot import foot_of
from briefing_app.layout.head import (
    HEAD_HEIGHT,
    fits_in_head,
    head_of,
    height_of_tag,
    made_up_tag,
    quotation_mark,
    speaker_head,
)
from briefing_app.layout.kind_looks import KIND_LOOKS, look_of
from briefing_app.layout.measurer import Measurer, NameKeeper
from briefing_app.layout.number import NUMBER_SHARES, OTHERS, beside_number, number_rows
from briefing_app.layout.page import (
    BODY,
    HEIGHT,
    Block,
    Form,
    Page,
    PlacedChart,
    PlacedText,
    Rect,
    Shape,
    joined,
)
from briefing_app.layout.paginator import fitted, paginate
from briefing_app.layout.palette import KIND_COLOURS, Colour, Surface
from briefing_app.layout.slide_rows import (
    SPEAKERS,
    answer_rows,
    is_long_quote,
    is_quotation,
    message_texts,
    slide_rows,
    statements_of,
    text_region,
)
from briefing_app.layout.text import (
    Item,
    Row,
    height_of,
    place_items,
    set_rows,
    text_row,
)
from briefing_app.layout.title_strip import title_strip
from briefing_app.layout.type_sizes import (
    BESIDE_STATEMENT,
    BESIDE_WORDS,
    GUESS_QUESTION,
    STATEMENT,
    RoleLook,
)
from briefing_app.model.chart_selection import bars_for_slide
from briefing_app.model.charts import BarChart
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText, VoteEvidence

_BAND: Final = Rect(0, 0, 28, HEIGHT)  # in the colour of the finding's kind
_FOOT_GAP: Final = 40  # above the foot
_FOOT_GAP_OF_CHART: Final = 28
_TO_CHART: Final = 24
_HEADING_SHARE: Final = 0.4  # of the height, for the heading of a chart
_SMALL_HEADING_SHARE: Final = 0.6  # the same, if it is as small as it can be
_READABLE: Final = 38  # the size of names for which the heading of a chart becomes smaller
_SPARE: Final = 1  # pixel, so that rounding never decides whether something fits
_MAX_SPREAD: Final = 56  # pixels, by which the gaps between texts grow
_SPREAD_SHARE: Final = 0.5  # of the spare height
_FILLING: Final = {Role.EXCERPT, Role.SOURCE_USE}
"""Texts below a title that are spread over the page, so that the title stays at the top."""
_MAX_ABOVE_WORDS: Final = 180
_WORDS_SHARES: Final = (0.6,)  # of the width, for words beside what is unclear about them
_UNCLEAR_SHARES: Final = (0.48, 0.6)  # of the width, for the statements that are contradicted
_ABOVE_SIDES: Final = 44
_MIN_SIDES: Final = 300  # pixels, the least height for two stacks side by side
_SIDE_GAP: Final = 11 / 168  # of the width, between two stacks side by side
_SIDE_RULE: Final = 4
_MARK_OVERHANG: Final = 74  # what marks need left of a stack
_ABOVE_STRIP: Final = 44
_OTHER_FIGURE: Final = look_of(SlideKind.NUMBER, Role.OTHER_FIGURE)  # below a number


def lay_out(
    slide: Slide,
    measurer: Measurer,
    chart_metrics: "bars.ChartMetrics | None" = None,
    *,
    has_clock: bool = True,
) -> tuple[Page, ...]:
    """Return the pages of a slide, at least one.

    Args:
        slide: The slide.
        measurer: Measures its texts.
        chart_metrics: The sizes of a chart; by default those of slides.
        has_clock: Whether a countdown can run; without one, the planned time is in words.
    """
    keeper = NameKeeper(measurer, slide.names)
    return tuple(_Composer(slide, keeper, chart_metrics, has_clock=has_clock).pages())


class _Composer:
    """Lays out one slide."""

    def __init__(
        self,
        slide: Slide,
        measurer: Measurer,
        chart_metrics: "bars.ChartMetrics | None",
        *,
        has_clock: bool,
        can_divide: bool = True,
    ) -> None:
        self._slide = slide
        self._measurer = measurer
        self._given_metrics = chart_metrics
        self._has_clock = has_clock
        message = message_texts(slide)
        if message and not fits_in_head(slide.texts[0].text, slide, measurer):
            message = None
        self._label = slide.texts[0].text if message else ""
        look = self._look = KIND_LOOKS[slide.kind]
        self._surface = look.surface
        if slide.is_break:
            self._surface = Surface.DISCUSSION
        elif message or (look.may_be_message and slide.is_of_today):
            self._surface = Surface.MESSAGE
        source = slide.foot
        self._statements = statements_of(slide) if can_divide else ([], [])
        notes = tuple(text for text in slide.texts if text not in self._statements[1])
        at_foot = source if look.has_source_at_foot else ""
        foot = foot_of(slide._replace(texts=notes), at_foot, measurer)
        self._foot = foot.texts
        texts = message or [text for text in slide.result_texts if text is not foot.note]
        if source and not foot.has_source:
            texts = [*texts, SlideText(Role.SOURCE_DETAIL, source)]
        foot_gap = _FOOT_GAP if slide.chart is None else _FOOT_GAP_OF_CHART
        self._bottom = BODY.bottom - foot.height - foot_gap
        self._strip = title_strip(slide.kind_counts, self._bottom, measurer)
        if slide.kind_counts:
            self._bottom -= self._strip.height + _ABOVE_STRIP
        self._speaker = speaker_head(slide, measurer) if is_long_quote(slide) else None
        if self._speaker is not None:
            texts = [text for text in texts if text.role not in SPEAKERS]
        self._texts = texts
        self._rows = slide_rows(slide, texts)

    def pages(self) -> list[Page]:
        """Return the pages, at least one."""
        slide = self._slide
        if slide.chart is not None:
            pages = self._chart_pages(self._fitting(slide.chart))
        elif slide.is_break and slide.countdown_s:
            block = break_block(slide, slide.countdown_s, self._measurer, has_clock=self._has_clock)
            pages = [self._page(Block(), block)]
        elif self._statements[0]:
            pages = self._unclear_pages()
        elif slide.is_vote:
            pages = self._vote_pages()
        else:
            one = self._answer_page() or self._number_page()
            pages = [one] if one is not None else self._text_pages(self._rows)
        return [page._replace(number=at, total=len(pages)) for at, page in enumerate(pages)]

    def _chart_pages(self, chart: BarChart) -> list[Page]:
        """Return the page of a chart with few enough bars.

        If people guess them, they appear in the second step. A heading that is too long has pages
        of its own: that of a result after the bars, so that it doesn't give them away.
        """
        slide, measurer = self._slide._replace(chart=chart), self._measurer
        head, before, after = self._head(0), list[Page](), list[Page]()
        first_rows = _asked_rows(slide) if slide.is_guess else self._rows
        heading = first = self._heading(first_rows, chart, head.height)
        if first is None:
            head, before = self._head(1), self._text_pages(first_rows)
        if slide.is_guess:
            heading = self._heading(self._rows, chart, head.height)
            after = [] if heading else self._text_pages(self._rows, continues=True)
            if first and heading:  # a question may be as high as the result
                first = fitted(first_rows, measurer, max(map(height_of, (first, heading))))
        body = BODY._replace(top=BODY.top + head.height)
        top = max(_below(items or [], body) for items in (first, heading))
        area = body._replace(top=top, height=self._bottom - top)
        shown = slide.shown_chart or chart
        (placed,) = bars.lay_out_chart(shown, area, self._chart_metrics, measurer)
        asking, stack = (place_items(items or [], body) for items in (first, heading))
        if not slide.is_guess:
            return [*before, self._page(head, stack, placed)]
        stack = joined([asking.at_step(0), stack.at_step(1)])
        page = self._page(head, stack, placed, bars.asked_chart(placed, measurer))
        counted = foot_of(
            slide._replace(texts=()), chart.measured if slide.message else "", measurer
        )
        foot = joined(
            [Block(texts=counted.texts).at_step(0), Block(texts=self._foot).at_step(1)]
        ).texts
        return [*before, page._replace(foot=foot), *after]

    @property
    def _chart_metrics(self) -> "bars.ChartMetrics":
        return self._given_metrics or bars.SLIDE_CHART  # which most slides don't need

    def _fitting(self, chart: BarChart) -> BarChart:
        """Return a chart with as many bars as fit on a page.

        A heading that takes too much room for them is on another page, unless some bars are left
        out anyway.
        """
        shown = bars_for_slide(chart)
        room = self._bottom - BODY.top - _SPARE
        headings = [self._rows, *([_asked_rows(self._slide)] if self._slide.is_guess else [])]
        smallest = (set_rows(rows, 0.0, self._measurer) for rows in headings)
        heading = max(map(height_of, smallest)) + _TO_CHART
        is_beside = shown.left_out and heading <= _SMALL_HEADING_SHARE * room
        room -= self._head(0).height + heading if is_beside else self._head(1).height
        for count in range(len(shown.bars) - 1, 0, -1):
            if self._least_height(shown, self._chart_metrics.sizes[-1]) <= room:
                break
            shown = bars_for_slide(chart, count)
        return shown

    def _least_height(self, chart: BarChart, sizes: "bars.ChartSizes") -> float:
        return bars.least_height(chart, BODY.width, self._chart_metrics, sizes, self._measurer)

    def _heading(
        self, rows: Sequence[Row], chart: BarChart, head_height: float
    ) -> list[Item] | None:
        """Return the heading of a chart; None if it leaves too little room.

        It is as large as it can be above names that are easy to read, or else as small as it can.
        """
        room = self._bottom - BODY.top - head_height
        sizes = self._chart_metrics.sizes
        readable = next(each for each in sizes if each.name <= _READABLE)
        most, most_if_small = (
            min(share * room, room - self._least_height(chart, each) - _TO_CHART - _SPARE)
            for share, each in ((_HEADING_SHARE, readable), (_SMALL_HEADING_SHARE, sizes[-1]))
        )
        items = fitted(rows, self._measurer, most)
        if items is not None:
            return items
        items = set_rows(rows, 0.0, self._measurer)
        return items if height_of(items) <= most_if_small else None

    def _text_pages(self, rows: Sequence[Row], *, continues: bool = False) -> list[Page]:
        """Return the pages of texts; if they continue, the first one says so, too."""
        heads = [self._head(int(continues)), self._head(1)]
        room = self._bottom - BODY.top
        parts = paginate(rows, self._measurer, room - heads[0].height, room - heads[1].height)
        pages = []
        for number, items in enumerate(parts):
            head = heads[min(number, 1)]
            spread = shift = 0.0
            spare = max(0.0, room - head.height - height_of(items))
            if rows:
                spread, shift = self._spread_and_shift(items, spare, room)
                if len(parts) > 1:  # a text that continues does so at the same height
                    shift = 0.0
            left, width = text_region(self._slide)
            area = Rect(left, BODY.top + head.height + shift, width, 0)
            placed = place_items(items, area, spread)
            stack = _with_dimmed_words(_at_once(placed))
            is_answer = bool(placed.texts) and all(text.step for text in placed.texts)
            clock = Block() if is_answer else self._clock()
            if any(text.step for text in stack.texts):
                clock = clock.at_step(0)
            pages.append(self._page(head.moved(shift), joined([stack, clock])))
        return pages

    def _spread_and_shift(
        self, items: Sequence[Item], spare: float, room: float
    ) -> tuple[float, float]:
        """Return by how much the gaps between texts grow, and how much is above the first one."""
        roles = {item.row.first.role for item in items}
        gaps = sum(item.opens for item in items) - 1
        is_filling = bool(roles & _FILLING) and gaps > 0
        most = _MAX_ABOVE_WORDS if Role.EXCERPT in roles else _MAX_SPREAD
        spread = min(most, spare * _SPREAD_SHARE / max(gaps, 1))
        if is_filling:
            return spread, 0.0
        above = self._look.above
        if self._look.above_alone is not None and roles == {Role.TITLE}:
            above = self._look.above_alone
        return spread, max(0.0, spare - spread * gaps - room * above.kept) * above.share

    def _unclear_pages(self) -> list[Page]:
        """Return a page with what an unclear source says side by side, or else ordinary pages."""
        page = self._unclear_page()
        if page is not None:
            return [page]
        ordinary = _Composer(
            self._slide,
            self._measurer,
            self._given_metrics,
            has_clock=self._has_clock,
            can_divide=False,
        )
        return ordinary.pages()

    def _unclear_page(self) -> Page | None:
        _, at_right = self._statements
        head = self._head(0)
        beside = {Role.EXCERPT, *(text.role for text in at_right)}
        others = [row for row in self._rows if row.first.role not in beside]
        title = set_rows(others, 1.0, self._measurer)
        top = BODY.top + head.height + height_of(title) + _ABOVE_SIDES
        area = Rect(BODY.left, top, BODY.width, self._bottom - top)
        if area.height < _MIN_SIDES:
            return None
        is_caution = at_right[0].role is Role.CAUTION
        looks = (STATEMENT, BESIDE_WORDS) if is_caution else (BESIDE_STATEMENT, STATEMENT)
        for share in _WORDS_SHARES if is_caution else _UNCLEAR_SHARES:
            sides = _sides(area, share)
            stacks = [
                self._side(side, look, texts)
                for side, look, texts in zip(sides, looks, self._statements, strict=True)
            ]
            if None not in stacks:
                break
        else:
            return None
        placed = place_items(title, BODY._replace(top=BODY.top + head.height))
        kind = self._slide.finding_kind
        colour = KIND_COLOURS[kind] if kind is not None else Colour.LINE
        x = sides[1].left - _MARK_OVERHANG - _SIDE_RULE
        rule = Shape(Form.BOX, Rect(x, area.top, _SIDE_RULE, area.height), colour)
        blocks = (stack for stack in stacks if stack is not None)
        return self._page(head, joined([Block((rule,)), placed, *blocks]))

    def _side(self, side: Rect, look: RoleLook, texts: Sequence[SlideText]) -> Block | None:
        """Return statements below each other; None if they don't fit."""
        rows = [text_row(text.role, text.text, look, side.width, hangs=True) for text in texts]
        items = fitted(rows, self._measurer, side.height)
        return None if items is None else place_items(items, side)

    def _answer_page(self) -> Page | None:
        """Return a question with its answer as the largest text in the second step.

        None if there is no answer, or if one of the two doesn't fit on a page.
        """
        roles = [text.role for text in self._texts]
        if roles[:2] != [Role.QUESTION, Role.ANSWER] or len(roles) > 2:
            return None
        head = self._head(0)
        question, answer = self._texts
        room = self._bottom - BODY.top - head.height
        left, width = text_region(self._slide)
        asked = fitted(self._rows[:1], self._measurer, room)
        rows = answer_rows(question.text, answer.text)
        answered = fitted(rows, self._measurer, room)
        if asked is None or answered is None:
            return None
        _, shift = self._spread_and_shift(asked, room - height_of(asked), room)
        area = Rect(left, BODY.top + head.height + shift, width, 0)
        first = place_items(asked, area)
        spare = (room - height_of(answered)) * _SPREAD_SHARE / max(len(rows) - 1, 1)
        second = place_items(answered, BODY._replace(top=BODY.top + head.height), spare)
        asking = joined([head.moved(shift), first, self._clock()]).at_step(0)
        answering = joined([head, second]).at_step(1)
        return self._page(Block(), joined([asking, answering]))

    def _vote_pages(self) -> list[Page]:
        """Return the page of a vote, and pages of words for which there is no room on it."""
        slide, measurer = self._slide, self._measurer
        asked = vote.question_block(slide, self._bottom, measurer, has_clock=self._has_clock)
        answer, more = vote.answer_of(slide, self._bottom, measurer, has_page=asked is not None)
        if asked is None:
            pages = self._text_pages([row for row in self._rows if not row.first.step])
        elif answer is None:
            pages = [self._page(Block(), asked)]
        else:
            answered = joined([asked.at_step(0), answer.block.at_step(1)])
            page = self._page(Block(), answered)._replace(lower=answer.lower)
            if answer.lower is not None:
                page = page._replace(foot=Block(texts=page.foot).at_step(0).texts)
            pages = [page]
        if more:
            texts = [SlideText(Role.ANSWER, more)]
            pages += self._text_pages(slide_rows(slide, texts), continues=True)
        if slide.evidence is not None and (answer is None or answer.lower is None):
            pages += self._evidence_pages(slide.evidence)
        return pages

    def _evidence_pages(self, evidence: VoteEvidence) -> Iterator[Page]:
        """Yield pages of evidence, which are like those of a quote on the ground of the vote."""
        slide = self._slide
        said = Slide(slide.key, SlideKind.QUOTE, evidence.label, evidence.texts)
        said = said._replace(source=evidence.foot, is_made_up=slide.is_made_up, names=slide.names)
        for page in _Composer(said, self._measurer, None, has_clock=self._has_clock).pages():
            yield page._replace(slide=slide, surface=self._surface)

    def _number_page(self) -> Page | None:
        """Return a number with those of other forces beside it.

        None if there is no room, or if all figures are larger with the others below the number.
        """
        others = [text for text in self._texts if text.role in OTHERS]
        if not others:
            return None
        top = BODY.top + (HEAD_HEIGHT if self._slide.is_made_up else 0)
        room = self._bottom - top
        for share in NUMBER_SHARES:
            rows = number_rows(self._rows, share * BODY.width)
            items = fitted(rows, self._measurer, room)
            if items is None:
                return None
            spread, shift = self._spread_and_shift(items, room - height_of(items), room)
            stack = place_items(items, BODY._replace(top=top + shift), spread)
            number = next(text for text in stack.texts if text.role is Role.NUMBER)
            beside = beside_number(others, number, top, self._measurer)
            if beside is not None:
                is_small = beside.texts[0].style.size < _OTHER_FIGURE.best
                below = fitted(self._rows, self._measurer, room) if is_small else None
                if below is not None and below[0].cells[0].style.size > number.style.size:
                    return None
                return self._page(self._head(0), joined([stack, beside]))
        return None

    def _head(self, number: int) -> Block:
        slide = self._slide
        if self._speaker is not None:
            return self._speaker
        if number or not is_quotation(slide):
            return head_of(slide, self._label, number, self._measurer)
        if is_long_quote(slide):
            return Block(height=height_of_tag(slide))
        return quotation_mark()

    def _clock(self) -> Block:
        seconds = self._slide.countdown_s
        if not seconds:
            return Block()
        return countdown(seconds, self._measurer, RING_BESIDE_QUESTION, has_clock=self._has_clock)

    def _page(
        self,
        head: Block,
        stack: Block,
        chart: PlacedChart | None = None,
        asked: PlacedChart | None = None,
    ) -> Page:
        slide = self._slide
        kind, tag = slide.finding_kind, made_up_tag(slide, self._measurer)
        band = () if kind is None else (Shape(Form.BOX, _BAND, KIND_COLOURS[kind]),)
        blocks = joined([Block(band), tag, head, stack, self._strip])
        shapes, texts = blocks.shapes, blocks.texts
        steps = 1 + max((*(text.step or 0 for text in texts), int(asked is not None)))
        return Page(slide, 0, 1, self._surface, shapes, texts, self._foot, chart, asked, steps)


def _asked_rows(slide: Slide) -> list[Row]:
    """Return the heading of a chart that people guess, with its question as the largest text."""
    question, *others = slide_rows(slide, slide.asked_texts)
    return [Row(((question.first._replace(look=GUESS_QUESTION),),)), *others]


def _below(items: Sequence[Item], body: Rect) -> float:
    """Return the upper edge of what is below a heading, if there is one."""
    return body.top + (height_of(items) + _TO_CHART if items else 0)


def _sides(area: Rect, share: float) -> tuple[Rect, Rect]:
    """Return two regions side by side; the first has a share of the width."""
    gap = _SIDE_GAP * area.width
    left = area._replace(width=area.width * share - gap / 2)
    start = left.right + gap
    return left, area._replace(left=start, width=area.right - start)


def _at_once(stack: Block) -> Block:
    """Return texts that are all shown later, such as an answer on a page of its own, at once."""
    if not all(text.step for text in stack.texts):
        return stack
    return stack.at_step(None)


def _with_dimmed_words(stack: Block) -> Block:
    """Return the words of a quote so that the first part is dimmed when the second appears."""
    if not any(text.step for text in stack.texts):
        return stack
    texts: list[PlacedText] = []
    for text in stack.texts:
        if text.role is Role.QUOTE and not text.step:
            texts.append(text._replace(step=0))
            texts.append(text._replace(step=1, colour=Colour.DIMMED))
        else:
            texts.append(text)
    return stack._replace(texts=tuple(texts))
