"""How large the names and figures of bars are set, and how much room each bar takes."""

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Final, NamedTuple

from briefing_app.charts import Bar
from briefing_app.export.powerpoint.lines import LINE_HEIGHT, fit_for_xml, lines, text_width

_LEAST: Final = 14.0  # of type, where a name would take very many lines
_SMALLER: Final = (0, 2, 4, 8)  # than names are best; the last where they would be very high
_FEW_LINES: Final = 2
_NAME_SHARE: Final = 0.45  # of the width, at most
_BETWEEN: Final = 8  # the names of two bars, at least

SPARE: Final = 1.25
"""How much wider than ours a font may be: what has no room in a chart is left out of it."""


class BarType(NamedTuple):
    """How the names of bars are set.

    Args:
        size: Of their type.
        column: How wide the place for them is.
        pitch: From one bar to the next, at least.
        figure: How wide the widest figure may be at a size of one point.
    """

    size: float
    column: float
    pitch: float
    figure: float


def bar_type(bars: Sequence[Bar], width: float, size: float) -> BarType:
    """How the names of bars are set so that each can be read whole.

    Args:
        bars: All bars of a chart, on whichever slides they stand; at least one.
        width: Of the chart.
        size: Of the type of names that are not very long.
    """
    names = {bar_name(bar) for bar in bars}
    figures = {beside(bar) for bar in bars if drawn(bar) is not None}
    figure = SPARE * max((0.5, *(text_width(each, 1, bold=True) for each in figures)))
    sizes = [max(size - less, _LEAST) for less in _SMALLER]
    found = [_type_of_size(names, figure, width, each) for each in sizes]
    # Somewhat smaller type is better than names of more lines, each of which takes room of all.
    fewest = min(most for most, _ in found[:-1])
    if fewest > _FEW_LINES:
        return found[-2 if fewest == _FEW_LINES + 1 else -1][1]
    return next(each for most, each in found if most == fewest)


def _type_of_size(
    names: Iterable[str], figure: float, width: float, size: float
) -> tuple[int, BarType]:
    """How many lines the longest name takes at a size, and how all are set then."""
    longest = max((1.0, *(text_width(name, size) for name in names))) * SPARE
    column = min(longest, width * _NAME_SHARE)
    most = max(len(lines(name, size, column / SPARE)) for name in names)
    return most, BarType(size, column, most * size * LINE_HEIGHT + _BETWEEN, figure)


def slots(bars: Sequence[Bar]) -> list[Bar | None]:
    """The bars, with an empty place before each pair but the first, which sets the pairs apart."""
    paired = any(bar.joined for bar in bars)
    placed: list[Bar | None] = []
    for bar in bars:
        if paired and placed and not bar.joined:
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
        said = "" if bar.joined else bar.note
    label = " ".join(fit_for_xml(bar.label).split())
    return f"{label} ({said})" if said else label


def beside(bar: Bar) -> str:
    """What stands at a bar's end: its figure, and by how much it differs from the bar above."""
    return bar.figure if bar.joined else bar.text
