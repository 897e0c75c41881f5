"""The sizes of the names and figures of bars, and the room that each bar takes."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Final, NamedTuple

from briefing_app.export.powerpoint.lines import LINE_HEIGHT, fit_for_xml, lines, text_width
from briefing_app.model.charts import Bar
from briefing_app.model.text import single_line

_MIN_SIZE: Final = 14.0  # points
_SIZE_STEPS: Final = (0, 2, 4, 6, 8)  # points below the preferred size
_MAX_REDUCTION: Final = 4  # points, if enough bars fit on a slide that way
_WHOLE: Final = 12  # bars up to which one slide is better than two
_ENOUGH: Final = 8  # bars on a slide; names do not get smaller to fit more
_FEW: Final = 6  # bars on a slide; names get as small as possible to fit these
_NAME_SHARES: Final = (0.45, 0.55)  # of the width, at most; the second only if room is short
_NARROW_FIGURES: Final = 0.15  # of the width; names may take the larger share next to these
_BETWEEN: Final = 6  # points between two names

SPARE: Final = 1.25
"""The factor by which another font may be wider; PowerPoint omits labels that do not fit."""


class BarType(NamedTuple):
    """A way to set the names of bars.

    Args:
        size: The font size.
        column: The width of the column for names.
        pitch: The minimum distance from bar to bar.
        figure: The width of the widest figure, per point of font size.
        lines: The number of lines of the longest name.
        wide: Whether the column is wider than preferred.
    """

    size: float
    column: float
    pitch: float
    figure: float
    lines: int
    wide: bool


def bar_types(bars: Sequence[Bar], width: float, size: float) -> list[BarType]:
    """Return the ways to set names so that each is complete, the best first.

    Args:
        bars: All bars of a chart, on any slide; at least one.
        width: The width of the chart.
        size: The preferred font size of names.
    """
    figures = {end_label(bar) for bar in bars if drawn(bar) is not None}
    figure = SPARE * max((0.5, *(text_width(each, 1, bold=True) for each in figures)))
    narrow = figure * _MIN_SIZE <= width * _NARROW_FIGURES
    names = {name: text_width(name, 1) for name in map(bar_name, bars)}
    sizes = dict.fromkeys(max(size - step, _MIN_SIZE) for step in _SIZE_STEPS)
    return [
        _type_of_size(names, figure, width * share, each, wide=share > _NAME_SHARES[0])
        for share in _NAME_SHARES[: 1 + narrow]
        for each in sizes
    ]


def _type_of_size(
    names: Mapping[str, float], figure: float, most: float, size: float, *, wide: bool
) -> BarType:
    """Return the way to set names at a size.

    Args:
        names: The names with their widths, per point of font size.
        figure: The width of the widest figure, per point of font size.
        most: The maximum width of the column for names.
        size: The font size.
        wide: Whether that maximum is more than preferred.
    """
    column = min(max(1.0, *names.values()) * size * SPARE, most)
    # The tolerance avoids that the widest name does not fit its own width by a rounding error.
    room = column / SPARE + 0.01
    broken = (len(lines(name, size, room)) for name, each in names.items() if each * size > room)
    count = max(broken, default=1)
    return BarType(size, column, count * size * LINE_HEIGHT + _BETWEEN, figure, count, wide)


def best_type(types: Sequence[BarType], count: int, room: float) -> BarType:
    """Return the best way to set names for a height.

    Smaller type and a wider column are better than few bars on many slides, and better than names
    with more lines, because each line takes room from all bars.

    Args:
        types: The result of `bar_types`.
        count: The number of slots for bars on all slides together.
        room: The height for bars on one slide.
    """

    def places(each: BarType) -> int:
        return int(room / each.pitch)

    legible = [each for each in types if each.size >= types[0].size - _MAX_REDUCTION]
    for wanted in (count, _ENOUGH) if count <= _WHOLE else (_ENOUGH,):
        enough = [each for each in legible if places(each) >= wanted]
        if enough:
            return min(enough, key=lambda each: (each.wide, each.lines))
    most = max(legible, key=places)
    return most if places(most) >= min(count, _FEW) else max(types, key=places)


def slots(bars: Sequence[Bar]) -> list[Bar | None]:
    """Return the bars, with an empty slot between pairs."""
    paired = any(bar.is_joined for bar in bars)
    placed: list[Bar | None] = []
    for bar in bars:
        if paired and placed and not bar.is_joined:
            placed.append(None)
        placed.append(bar)
    return placed


def drawn(bar: Bar) -> float | int | None:
    """Return the value that the length of a bar represents; None if there is no bar."""
    return bar.value if bar.value is not None and isfinite(bar.value) else None


def bar_name(bar: Bar) -> str:
    """Return the name of a bar, with its note or the words for a missing figure."""
    said = bar.figure
    if drawn(bar) is not None:
        said = "" if bar.is_joined else bar.note
    label = single_line(fit_for_xml(bar.label))
    return f"{label} ({said})" if said else label


def end_label(bar: Bar) -> str:
    """Return the label at the end of a bar: its figure, and the difference to the bar above."""
    return bar.figure if bar.is_joined else bar.text
