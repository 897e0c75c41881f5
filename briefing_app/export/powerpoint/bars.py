"""How large the names and figures of bars are set, and how much room each bar takes."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Final, NamedTuple

from briefing_app.export.powerpoint.lines import LINE_HEIGHT, fit_for_xml, lines, text_width
from briefing_app.model.charts import Bar
from briefing_app.model.text import single_line

_LEAST: Final = 14.0  # of type, at least
_STEPS: Final = (0, 2, 4, 6, 8)  # smaller than names are best
_SMALLER: Final = 4  # than they are best, where that lets enough bars stand on a slide
_WHOLE: Final = 12  # bars that are better together on one slide
_ENOUGH: Final = 8  # bars on a slide, for which names of more are not set smaller any more
_FEW: Final = 6  # bars on a slide, for which they are set as small as can be
_NAME_SHARES: Final = (0.45, 0.55)  # of the width, at most; the second for want of room alone
_NARROW_FIGURES: Final = 0.15  # of the width, beside which names may take the larger share
_BETWEEN: Final = 6  # the names of two bars, at least

SPARE: Final = 1.25
"""How much wider than ours a font may be: what has no room in a chart is left out of it."""


class BarType(NamedTuple):
    """How the names of bars are set.

    Args:
        size: Of their type.
        column: How wide the place for them is.
        pitch: From one bar to the next, at least.
        figure: How wide the widest figure may be at a size of one point.
        lines: How many the longest name takes.
        wide: Whether the place for them is wider than it would be best.
    """

    size: float
    column: float
    pitch: float
    figure: float
    lines: int
    wide: bool


def bar_types(bars: Sequence[Bar], width: float, size: float) -> list[BarType]:
    """The ways to set the names of bars so that each can be read whole, the best first.

    Args:
        bars: All bars of a chart, on whichever slides they stand; at least one.
        width: Of the chart.
        size: Of the type of names, at best.
    """
    figures = {beside(bar) for bar in bars if drawn(bar) is not None}
    figure = SPARE * max((0.5, *(text_width(each, 1, bold=True) for each in figures)))
    narrow = figure * _LEAST <= width * _NARROW_FIGURES
    names = {name: text_width(name, 1) for name in map(bar_name, bars)}
    sizes = dict.fromkeys(max(size - step, _LEAST) for step in _STEPS)
    return [
        _type_of_size(names, figure, width * share, each, wide=share > _NAME_SHARES[0])
        for share in _NAME_SHARES[: 1 + narrow]
        for each in sizes
    ]


def _type_of_size(
    names: Mapping[str, float], figure: float, most: float, size: float, *, wide: bool
) -> BarType:
    """How names are set at a size.

    Args:
        names: The names, each with its width at a size of one point.
        figure: How wide the widest figure may be at that size.
        most: How wide the place for names may be.
        size: Of their type.
        wide: Whether that is more than would be best.
    """
    column = min(max(1.0, *names.values()) * size * SPARE, most)
    # Whether the widest name fits in its own width is no question of the last digit.
    room = column / SPARE + 0.01
    broken = (len(lines(name, size, room)) for name, each in names.items() if each * size > room)
    count = max(broken, default=1)
    return BarType(size, column, count * size * LINE_HEIGHT + _BETWEEN, figure, count, wide)


def best_type(types: Sequence[BarType], count: int, room: float) -> BarType:
    """How names are set where there is so much room.

    Somewhat smaller type and longer lines are better than a few bars on each of many slides, and
    than names of more lines, since each line takes room of all bars.

    Args:
        types: The ways to set them, as `bar_types` gives them.
        count: How many places for bars there are to be, on all slides together.
        room: The height for them on one slide.
    """

    def places(each: BarType) -> int:
        return int(room / each.pitch)

    legible = [each for each in types if each.size >= types[0].size - _SMALLER]
    for wanted in (count, _ENOUGH) if count <= _WHOLE else (_ENOUGH,):
        enough = [each for each in legible if places(each) >= wanted]
        if enough:
            return min(enough, key=lambda each: (each.wide, each.lines))
    most = max(legible, key=places)
    return most if places(most) >= min(count, _FEW) else max(types, key=places)


def slots(bars: Sequence[Bar]) -> list[Bar | None]:
    """The bars, with an empty place before each pair but the first, which sets the pairs apart."""
    paired = any(bar.is_joined for bar in bars)
    placed: list[Bar | None] = []
    for bar in bars:
        if paired and placed and not bar.is_joined:
            placed.append(None)
        placed.append(bar)
    return placed


def drawn(bar: Bar) -> float | int | None:
    """What a bar's length stands for; None where there is none to draw."""
    return bar.value if bar.value is not None and isfinite(bar.value) else None


def bar_name(bar: Bar) -> str:
    """A bar's name, with what can't be seen from its length."""
    said = bar.figure
    if drawn(bar) is not None:
        said = "" if bar.is_joined else bar.note
    label = single_line(fit_for_xml(bar.label))
    return f"{label} ({said})" if said else label


def beside(bar: Bar) -> str:
    """What stands at a bar's end: its figure, and by how much it differs from the bar above."""
    return bar.figure if bar.is_joined else bar.text
