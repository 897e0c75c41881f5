"""The page of a vote: the question with its options, then the room's hands and what is right."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from briefing_app.layout.countdown import RING_SIZE, countdown, planned_time
from briefing_app.layout.foot import NUMBER_WIDTH, foot_of
from briefing_app.layout.head import HEAD_HEIGHT, head_of, made_up_tag
from briefing_app.layout.measurer import SEMIBOLD, Measurer, NameKeeper, TextStyle
from briefing_app.layout.page import (
    HEIGHT,
    Aside,
    Block,
    Form,
    Page,
    PlacedText,
    Rect,
    Shape,
    joined,
)
from briefing_app.layout.text import (
    FlowText,
    Row,
    cut,
    height_of,
    place_items,
    set_rows,
    set_text,
)
from briefing_app.layout.theme import HEAD, Colour, RoleLook, Surface
from briefing_app.layout.vote_answer import answer_column, tick
from briefing_app.layout.vote_rows import OptionRow, hand_bars, option_rows, spoken_hands
from briefing_app.model.slides import Role, Slide
from briefing_app.model.slideshow.said import THIS_ROOM, hands_text, room_number_text
from briefing_app.model.text import cleaned, single_line
from briefing_app.model.wording import BEFORE, HANDS_NOTE, VOTE_LABEL

_RESULT: Final = 1
"""The step that shows the result."""
_BELOW_HEAD: Final = 16
_BELOW_QUESTION: Final = 44
_ABOVE_FOOT: Final = 36
_QUESTION_SIZES: Final = (64, 58, 52, 46, 40)
_QUESTION_SHARE: Final = 0.4  # of the height, at most
_LARGE_OPTIONS: Final = 48  # large enough: the question need not shrink for larger ones
_MAX_QUESTION: Final = 600  # characters, more than can be above options
_CUT_LINES: Final = 3  # of a question that has pages of its own
_RING_GAP: Final = 90  # between question and countdown
_COLUMN_SHARE: Final = 31 / 96  # of the width of the page, for the column with the answer
_MIN_COLUMN: Final = 550
_PADDINGS: Final = (0.5, 0.6)  # of the margin, left and right of where the page is divided
_ABOVE_NUMBER: Final = 50  # what the slide number has at the foot of the column
_EDGE: Final = 4
_MAX_TICK: Final = 62
_TICK_GAP: Final = 22


class Vote(NamedTuple):
    """The page of a vote, and what there is no room for on it.

    Args:
        page: The page.
        is_question_cut: Whether it shows only the beginning of the question.
        left_out: What the answer says beside the right option, as far as it isn't on the page.
    """

    page: Page
    is_question_cut: bool
    left_out: str


class _Hands(NamedTuple):
    """The hands of the room by options; empty if none were counted.

    Args:
        now: The hands for the vote.
        before: The hands for the same question when it was asked earlier.
        is_before_complete: Whether each earlier option is still one, so that a total can be given.
    """

    now: Mapping[str, float]
    before: Mapping[str, float]
    is_before_complete: bool = True


_NO_HANDS: Final = _Hands({}, {})


def lay_out_vote(slide: Slide, body: Rect, measurer: Measurer, *, has_clock: bool) -> Vote | None:
    """Return the page of a vote without hands; None if there are too many options for a page.

    Where a countdown can run, it has two steps. Elsewhere a vote without an answer has one, because
    nothing is revealed.

    Args:
        slide: The slide of the vote.
        body: The region for everything from the head to the foot.
        measurer: Measures its texts.
        has_clock: Whether a countdown can run; without one, the planned time is in words.
    """
    return _Composer(slide, body, measurer, has_clock=has_clock).vote(_NO_HANDS)


def vote_page(
    page: Page,
    hands: Mapping[str, float],
    before: Mapping[str, float],
    body: Rect,
    measurer: Measurer,
) -> Page:
    """Return a page of a vote with the room's hands in its last step.

    Without hands, and for a page that has no options, that is the page itself.

    Args:
        page: The page, laid out where a countdown can run.
        hands: The hands by options, as `SaidLines.numbers` has them.
        before: The hands for the same question when it was asked earlier; may be empty.
        body: The region of the page.
        measurer: Measures text.
    """
    slide = page.slide
    keys = {option: single_line(cleaned(option)) for option in slide.options}
    counted = _Hands(
        _by_option(keys, hands), _by_option(keys, before), before.keys() <= set(keys.values())
    )
    if not counted.now or all(text.role is not Role.OPTION for text in page.texts):
        return page
    composer = _Composer(slide, body, NameKeeper(measurer, slide.names), has_clock=True)
    made = composer.vote(counted)
    if made is None:
        return page
    return page._replace(shapes=made.page.shapes, texts=made.page.texts, foot=made.page.foot)


def _by_option(keys: Mapping[str, str], hands: Mapping[str, float]) -> dict[str, float]:
    return {option: hands[key] for option, key in keys.items() if key in hands}


class _Composer:
    """Lays out one vote."""

    def __init__(self, slide: Slide, body: Rect, measurer: Measurer, *, has_clock: bool) -> None:
        self._slide = slide
        self._body = body
        self._measurer = measurer
        self._has_clock = has_clock
        width = body.left + body.right
        self._split = width - max(_MIN_COLUMN, round(_COLUMN_SHARE * width))
        before, after = (share * body.left for share in _PADDINGS)
        column = body._replace(
            left=self._split + after,
            width=body.right - self._split - after,
            height=body.height - _ABOVE_NUMBER,
        )
        self._column = answer_column(slide, column, measurer)
        room = self._split - before - body.left
        if self._column is None:
            room = body.width - RING_SIZE - _RING_GAP
        self._left = body._replace(width=room)

    def vote(self, hands: _Hands) -> Vote | None:
        """Return the page with these hands, and what there is no room for; None without a page."""
        slide, body, column = self._slide, self._body, self._column
        steps = 2 if self._has_clock or slide.has_answer else 1
        foot, foot_height = self._foot(hands)
        bottom = body.bottom - foot_height - _ABOVE_FOOT
        asked = self._question_and_rows(bottom)
        if asked is None:
            return None
        question, rows, is_cut = asked
        time = self._time(rows)
        blocks = [self._head(hands, steps), question]
        blocks.append(time.until(_RESULT) if steps > 1 else time)
        bars = hand_bars(rows, hands.now, hands.before, self._measurer)
        for row, bar in zip(rows, bars, strict=True):
            blocks += (self._option(row, steps, hands), bar.starting(_RESULT))
        aside = None
        if column is not None and slide.figure is not None:
            rect = Rect(self._split, 0, body.left + body.right - self._split, HEIGHT)
            # In high contrast, both grounds are black.
            edge = Block((Shape(Form.BOX, rect._replace(width=_EDGE), Colour.LINE),))
            aside = Aside(rect, Surface.PAGE, joined([edge, column.block]), _RESULT)
        elif column is not None:
            blocks.append(column.block.starting(_RESULT))
        shapes, texts = (shown := joined(blocks)).shapes, shown.texts
        number, total = 0, 1
        surface = Surface.DISCUSSION
        page = Page(slide, number, total, surface, shapes, texts, foot, steps=steps, aside=aside)
        return Vote(page, is_cut, slide.further_answer if column is None else column.left_out)

    def _head(self, hands: _Hands, steps: int) -> Block:
        """Return the label at the top, which the number of hands replaces, and the tag."""
        slide, left = self._slide, self._left
        body = left if slide.figure is not None else self._body
        head = head_of(slide, "", 0, body, self._measurer)
        tag = made_up_tag(slide, body, self._measurer)
        *others, label = head.texts
        if steps == 1:
            return joined([head, tag])
        words, colour = VOTE_LABEL, Colour.LABEL
        if hands.now:
            words = f"{THIS_ROOM[0].upper()}{THIS_ROOM[1:]}: {hands_text(sum(hands.now.values()))}"
            colour = Colour.ROOM
            if hands.before and hands.is_before_complete:
                words += f", {room_number_text(sum(hands.before.values()))} {BEFORE}"
        result = set_text(words, HEAD, colour, left.width, self._measurer)
        line = cut(result, 1, left.width, self._measurer)
        placed = line.placed(label.rect.left, label.rect.top, role=Role.RESULT)
        shown = (*others, label._replace(until=_RESULT), placed._replace(step=_RESULT))
        return joined([Block(head.shapes, shown), tag])

    def _question_and_rows(self, bottom: float) -> tuple[Block, Sequence[OptionRow], bool] | None:
        """Return the question as large as fits above its options, and whether it was cut.

        None if the options don't fit below any question.
        """
        left, slide = self._left, self._slide
        asked = next((text.text for text in slide.texts if text.role is Role.QUESTION), slide.title)
        area = left._replace(top=left.top + HEAD_HEIGHT + _BELOW_HEAD)
        area = area._replace(height=bottom - area.top)
        best: tuple[Block, Sequence[OptionRow]] | None = None
        least = 0.0
        for size in _QUESTION_SIZES if len(asked) <= _MAX_QUESTION else ():
            look = RoleLook(size, size, SEMIBOLD, above=0, grows=False)
            row = Row(((FlowText(Role.QUESTION, asked, look, area.width),),))
            items = set_rows([row], 1.0, self._measurer)
            height = height_of(items) + _BELOW_QUESTION
            rows = self._rows(area, height)
            if rows is None or height > _QUESTION_SHARE * area.height:
                continue
            # Options of words are not larger than their question.
            if best is None or min(size, _size(rows)) > least:
                best = place_items(items, area), rows
                least = min(size, _size(rows))
            if _size(rows) >= _LARGE_OPTIONS:
                break
        if best is not None:
            return *best, False
        style = TextStyle(_QUESTION_SIZES[-1], SEMIBOLD)
        start = asked[:_MAX_QUESTION]
        text = set_text(start, style, Colour.INK, area.width, self._measurer)
        short = cut(text, _CUT_LINES, area.width, self._measurer)
        placed = short.placed(area.left, area.top, area.width, role=Role.QUESTION)
        rows = self._rows(area, short.height + _BELOW_QUESTION)
        return None if rows is None else (Block(texts=(placed,)), rows, True)

    def _rows(self, area: Rect, above: float) -> Sequence[OptionRow] | None:
        below = area._replace(top=area.top + above, height=area.height - above)
        end = self._body.right if self._column is None else self._left.right
        return option_rows(self._slide.options, below, end, self._measurer)

    def _time(self, rows: Sequence[OptionRow]) -> Block:
        """Return the countdown in the middle beside the options."""
        seconds = self._slide.countdown_s
        if not seconds:
            return Block()
        middle = (
            rows[0].words.rect.top + max(rows[-1].words.rect.bottom, rows[-1].bars.bottom)
        ) / 2
        top = max(middle - RING_SIZE / 2, self._body.top + HEAD_HEIGHT + _BELOW_HEAD)
        ring = Rect(self._body.right - RING_SIZE, top, RING_SIZE, RING_SIZE)
        return (countdown if self._has_clock else planned_time)(seconds, self._measurer, ring)

    def _option(self, row: OptionRow, steps: int, hands: _Hands) -> Block:
        """Return an option; the result marks the right one, dims the others, and says the hands."""
        if steps == 1:
            return Block(texts=(row.letter, row.words))
        right = self._slide.right_option
        is_right = bool(right) and row.option == right
        counted = spoken_hands(row, hands.now, hands.before) if hands.now else ()
        shown = row.with_spoken((*(["right"] if is_right else []), *counted))
        if not right:
            words = row.words._replace(until=_RESULT), shown.words._replace(step=_RESULT)
            return Block(texts=(row.letter, *(words if hands.now else (row.words,))))
        colour = Colour.INK if is_right else Colour.DIMMED
        size = min(_MAX_TICK, self._body.left - 2 * _TICK_GAP)
        left = self._body.left - _TICK_GAP - size
        mark = tick(row.middle, left, size, colour) if is_right else ()
        asked = Block(texts=(row.letter, row.words)).until(_RESULT)
        return joined([asked, Block(mark, shown.coloured(colour)).starting(_RESULT)])

    def _foot(self, hands: _Hands) -> tuple[tuple[PlacedText, ...], float]:
        """Return the notes at the foot, and the height that the higher one takes."""
        slide, body, has_aside = self._slide, self._body, self._slide.figure is not None
        # The slide number is beside it, unless there is a ground of its own at the right.
        narrow = self._left._replace(width=self._left.width + NUMBER_WIDTH) if has_aside else body
        asked = foot_of(slide, slide.foot, body.bottom, narrow, self._measurer)
        if not hands.now:
            return asked.texts, asked.height
        shown = foot_of(slide, HANDS_NOTE, body.bottom, narrow, self._measurer)
        texts = (
            *(text._replace(until=_RESULT) for text in asked.texts),
            *(text._replace(step=_RESULT) for text in shown.texts),
        )
        # Nothing moves when the hands are shown.
        return texts, asked.height


def _size(rows: Sequence[OptionRow]) -> float:
    return rows[0].words.style.size
