"""The slide of a number, with the figures of other forces beside it."""

from collections.abc import Sequence
from typing import Final

from briefing_app.layout.measurer import SEMIBOLD, Measurer, TextStyle
from briefing_app.layout.page import BODY, Block, PlacedText, Rect
from briefing_app.layout.palette import Colour
from briefing_app.layout.text import Row, set_text
from briefing_app.layout.type_sizes import EXTRA_BOLD
from briefing_app.model.slides import Role, SlideText

OTHERS: Final = {Role.OTHER_FIGURE, Role.OTHER_FORCE}
"""The texts of a number slide that are beside the number."""
NUMBER_SHARES: Final = (16 / 28, 13 / 28, 10 / 28)
"""The shares of the width that a number with others beside it may have, the preferred one first."""
_LEFT_SHARE: Final = 43 / 84  # of the width of the body
_DIGIT_HEIGHT: Final = 0.7  # of the size of the font
_FIGURE_SHARE: Final = 0.62  # of the height for each force
_MAX_FIGURE: Final = 190
_LABEL_SIZES: Final = (64, 56, 48, 40, 36, 34)
_LABEL_SHARE: Final = 0.82  # the same, for the size of the force's name
_MIN_HEIGHT: Final = 46  # for each force
_MAX_FIGURE_SHARES: Final = (0.5, 0.4)  # of the width beside the number, further right and there
_TO_LABEL: Final = 44
_FROM_NUMBER: Final = 48  # if there is no room further right


def number_rows(rows: Sequence[Row], width: float) -> list[Row]:
    """Return the rows of a number slide without the figures of other forces, with room for them.

    The number is no wider than `width`.
    """
    kept = []
    for row in rows:
        if row.first.role is Role.NUMBER:
            kept.append(Row(((row.first._replace(width=width),),)))
        elif row.first.role not in OTHERS:
            kept.append(row)
    return kept


def beside_number(
    others: Sequence[SlideText], number: PlacedText, top: float, measurer: Measurer
) -> Block | None:
    """Return figures and forces, spread over the height of the number; None if they don't fit.

    If the number is too low for them, they begin above it and end at its baseline. They have the
    same left edge on each slide, or if they don't fit there, are directly beside the number.

    Args:
        others: A figure and its force, alternating.
        number: The number.
        top: The upper edge of the region for them.
        measurer: Measures the texts.
    """
    line = number.lines[0]
    nearest = number.left_of(line) + line.width + _FROM_NUMBER
    starts = max(nearest, BODY.left + _LEFT_SHARE * BODY.width), nearest
    placed = (
        _placed(others, number, Rect(left, top, BODY.right - left, 0), share, measurer)
        for left, share in zip(starts, _MAX_FIGURE_SHARES, strict=True)
    )
    return next((block for block in placed if block is not None), None)


def _placed(
    others: Sequence[SlideText],
    number: PlacedText,
    beside: Rect,
    figure_share: float,
    measurer: Measurer,
) -> Block | None:
    left, room = beside.left, beside.width
    figures, forces = others[::2], others[1::2]
    bottom = number.lines[0].baseline
    height = max(_DIGIT_HEIGHT * number.style.size, _MIN_HEIGHT * len(figures))
    top, each = bottom - height, height / len(figures)
    size = min(_MAX_FIGURE, each * _FIGURE_SHARE / _DIGIT_HEIGHT)
    widest = max(measurer.width(text.text, TextStyle(size, EXTRA_BOLD)) for text in figures)
    size *= min(1.0, figure_share * room / widest)
    figure_style = TextStyle(round(size), EXTRA_BOLD)
    width = max(measurer.width(text.text, figure_style) for text in figures)
    label_room = room - width - _TO_LABEL
    fitting = (
        size
        for size in _LABEL_SIZES
        if size <= _LABEL_SHARE * each
        and all(
            measurer.width(text.text, TextStyle(size, SEMIBOLD)) <= label_room for text in forces
        )
    )
    label_size = next(fitting, None)
    if top < beside.top or label_size is None:
        return None
    label_style = TextStyle(label_size, SEMIBOLD)
    placed: list[PlacedText] = []
    for at, (figure, force) in enumerate(zip(figures, forces, strict=True), start=1):
        # The last figure has the number's baseline, and the first one its upper edge.
        share = (at - 1) / max(len(figures) - 1, 1)
        highest = top + _DIGIT_HEIGHT * figure_style.size
        baseline = highest + (bottom - highest) * share if len(figures) > 1 else bottom
        for text, style, start in (
            (figure, figure_style, left),
            (force, label_style, left + width + _TO_LABEL),
        ):
            line = set_text(text.text, style, Colour.MUTED, room, measurer)
            line_top = baseline - line.lines[0].ascent
            placed.append(line.placed(start, line_top, role=text.role))
    return Block(texts=tuple(placed))
