"""Where the bars of a chart stand on a slide or in a picture, with their names and figures.

Names wrap and are never shortened; bars that do not fit on one page of a slide go on on the next,
all drawn to one scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil, isfinite
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QTextLayout

from briefing_app.gui.slides.paragraph_layout import (
    covered,
    line_texts,
    page_font,
    set_paragraph,
    text_height,
    text_width,
)
from briefing_app.model.charts import Bar
from briefing_app.model.palette import Theme

LABEL_LEAST: Final = 44
"""Pixels of the smallest names and figures."""

_LABEL_BEST: Final = 50
_FIGURE_BEST: Final = 60
_FEW: Final = 6  # bars that there is room to set large
_LABEL_SHARE: Final = 0.36  # of the width, at most
_FIGURE_SHARE: Final = 0.4  # of the room right of zero, at most
_FIGURE_MOST: Final = 0.85  # of the same, for figures of very many digits
_MANY_LINES: Final = 3
_LONGEST_SHARE: Final = 0.4  # of the room right of zero, at least, before figures are set smaller
_BAR_SHARE: Final = 0.64  # of a row's height
_BAR_MOST: Final = 96
_SHORTEST: Final = 2.0
_PITCH_MOST: Final = 150
_PITCH_OF_FEW: Final = 116  # where there is no page to fill
_NO_PAGE: Final = 1e6  # pixels that no column of bars is higher than
_BETWEEN: Final = 12  # rows, at least
_TO_BAR: Final = 28
_TO_FIGURE: Final = 24
_TO_NOTE: Final = 18
_PAIR_SHARE: Final = 0.15  # of a row's height, by which each bar of a pair stands nearer, at most


class PlacedText(NamedTuple):
    """A text and where it is drawn; `rect` is what it covers."""

    layout: QTextLayout
    origin: QPointF
    rect: QRectF
    size: int


class PlacedRow(NamedTuple):
    """One bar with its texts; `rect` is empty where there is nothing to draw.

    A row that doesn't open goes on with what didn't fit on the page before. `name` and `told` are
    what its label and its figure with the note say here.
    """

    bar: Bar
    rect: QRectF
    fill: str
    label: PlacedText
    figure: PlacedText
    note: PlacedText | None
    name: str
    told: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of one page, from the top; `outline` is the colour of their outlines or empty."""

    rows: tuple[PlacedRow, ...]
    outline: str


class _Measured(NamedTuple):
    """A bar's texts, before they have a place."""

    bar: Bar
    label: QTextLayout
    label_width: float
    figure: QTextLayout
    note: QTextLayout | None
    name: str
    told: str
    opens: bool
    leans: int = 0  # down (1) or up (-1), towards the bar that it belongs together with

    @property
    def height(self) -> float:
        texts = (self.label, self.figure, self.note)
        return max(text_height(text) for text in texts if text is not None)


class _Scale(NamedTuple):
    """Where nought is, how long the longest bar is and what it stands for; how thick all are."""

    zero: float
    longest: float
    most: float
    thick: int = 0


def lay_out_chart(
    bars: Sequence[Bar], theme: Theme, area: QRectF, *, mirrored: bool = False
) -> list[Bars]:
    """Lay out the bars on as many pages as they take; one without bars where there are none.

    Args:
        bars: The bars in the order in which they are drawn from the top.
        theme: Its colours.
        area: Where they go, in virtual pixels of the page.
        mirrored: Whether they start at the right, as where what is said runs from right to left.
    """
    measured, scale = _all_measured(bars, area)
    pages = _shared_out(
        [item.height + _BETWEEN for item in measured],
        area.height(),
        [item.leans < 0 for item in measured],
    )
    outline = theme.ink if theme.outlined else ""
    heights = []
    for first, last in pages:
        part = measured[first:last]
        spare = area.height() - sum(item.height + _BETWEEN for item in part)
        each = spare / max(len(part), 1)
        if len(pages) > 1:  # rows stand alike on every page
            most = max(end - start for start, end in pages)
            tallest = max(item.height for item in measured) + _BETWEEN
            each = max(0.0, min(each, area.height() / most - tallest))
        heights += [
            min(item.height + _BETWEEN + each, max(_PITCH_MOST, item.height + _BETWEEN))
            for item in part
        ]
    scale = scale._replace(thick=_thickness(measured, heights))
    laid_out = []
    for first, last in pages:
        rows = []
        y = area.top()
        for item, height in zip(measured[first:last], heights[first:last], strict=True):
            row = _placed(item, y, height, scale, theme)
            rows.append(_mirrored(row, area) if mirrored else row)
            y += height
        laid_out.append(Bars(tuple(rows), outline))
    return laid_out or [Bars((), outline)]


def lay_out_column(
    bars: Sequence[Bar], theme: Theme, left: float, top: float, width: float
) -> tuple[Bars, float]:
    """Lay out all bars below each other, as high as they need.

    Args:
        bars: The bars in the order in which they are drawn from the top.
        theme: Its colours.
        left: The left edge, in virtual pixels.
        top: The upper edge.
        width: Virtual pixels that there are.

    Returns:
        The bars, and where the last one ends.
    """
    measured, scale = _all_measured(bars, QRectF(left, top, width, _NO_PAGE))
    least = _PITCH_OF_FEW if len(bars) <= _FEW else 0
    heights = [max(item.height + _BETWEEN, least if item.opens else 0) for item in measured]
    scale = scale._replace(thick=_thickness(measured, heights))
    rows = []
    for item, height in zip(measured, heights, strict=True):
        rows.append(_placed(item, top, height, scale, theme))
        top += height
    return Bars(tuple(rows), theme.ink if theme.outlined else ""), top


def _all_measured(bars: Sequence[Bar], area: QRectF) -> tuple[list[_Measured], _Scale]:
    """The texts of all bars, and what their lengths are drawn to.

    Args:
        bars: The bars.
        area: Where they go; its height is that of a page.
    """
    few = len(bars) <= _FEW
    measured, scale = _measured_in(bars, area, few=few)
    if few and sum(item.height + _BETWEEN for item in measured) > area.height():
        # Rather smaller on one page than large on two.
        measured, scale = _measured_in(bars, area, few=False)
    return measured, scale


def _measured_in(bars: Sequence[Bar], area: QRectF, *, few: bool) -> tuple[list[_Measured], _Scale]:
    """The same, set large where they are few, or in the smallest type."""
    label_size = _LABEL_BEST if few else LABEL_LEAST
    figure_size = _FIGURE_BEST if few else LABEL_LEAST
    label_font = page_font(label_size)
    label_width = min(
        max((text_width(set_paragraph(b.label, label_font, 1e6)) for b in bars), default=0.0) + 1,
        area.width() * _LABEL_SHARE,
    )
    zero = float(ceil(area.left() + label_width + _TO_BAR))
    right = area.right() - zero
    sizes = (label_size, figure_size)
    room = area.height() - _BETWEEN
    measured = [part for bar in bars for part in _measured(bar, sizes, label_width, right, room)]
    most = _most(measured)
    if few and _longest(measured, most, right) < right * _LONGEST_SHARE:
        sizes = (label_size, LABEL_LEAST)
        measured = [
            part for bar in bars for part in _measured(bar, sizes, label_width, right, room)
        ]
    return _leaning(measured), _Scale(zero, _longest(measured, most, right), most)


def _measured(
    bar: Bar, sizes: tuple[int, int], label_width: float, right: float, room: float
) -> list[_Measured]:
    """A bar's texts; in several rows where they are higher than a page.

    Args:
        bar: The bar.
        sizes: Of its name and its figure, in pixels.
        label_width: Pixels that there are for its name.
        right: Pixels that there are right of zero.
        room: Pixels that a page has for one row.
    """
    label_font = page_font(sizes[0])
    missing = bar.value is None
    figure_font = page_font(LABEL_LEAST if missing else sizes[1], bold=not missing)
    note = None
    most = right - _TO_FIGURE
    if bar.note:
        note = set_paragraph(bar.note, page_font(LABEL_LEAST), right * _FIGURE_SHARE)
        most -= text_width(note) + _TO_NOTE
    count = set_paragraph(bar.text, figure_font, most).lineCount()
    if count > 1:  # longer than any bar leaves room for: beside a shorter bar, then
        most *= _FIGURE_SHARE if count < _MANY_LINES else _FIGURE_MOST
    labels = _parts(bar.label, label_font, label_width, room)
    figures = _parts(bar.text, figure_font, most, room)
    rows = []
    for at, (name, number) in enumerate(zip_longest(labels, figures, fillvalue="")):
        rows.append(
            _Measured(
                bar=bar,
                label=set_paragraph(name, label_font, label_width, align_right=True, even=True),
                label_width=label_width,
                figure=set_paragraph(number, figure_font, most),
                note=note if at == 0 else None,
                name=name,
                told=f"{number} {bar.note}".strip() if at == 0 else number,
                opens=at == 0,
            )
        )
    return rows


def _leaning(measured: Sequence[_Measured]) -> list[_Measured]:
    """The same, with which way the bars of a pair stand nearer to each other."""
    joined = [item.opens and item.bar.is_joined for item in measured]
    return [
        item._replace(leans=1 if below else -1 if above else 0)
        for item, above, below in zip(measured, joined, [*joined[1:], False], strict=False)
    ]


def _parts(text: str, font: QFont, width: float, room: float) -> list[str]:
    """A text in parts, each no higher than a page; nearly always one."""
    layout = set_paragraph(text, font, width)
    fit = max(1, int(room // layout.lineAt(0).height()))
    lines = line_texts(text, layout)
    return ["".join(lines[at : at + fit]) for at in range(0, len(lines), fit)]


def _share(bar: Bar, most: float) -> float:
    value = bar.value
    return value / most if value is not None and value > 0 and isfinite(value) and most else 0.0


def _most(measured: Sequence[_Measured]) -> float:
    values = (item.bar.value for item in measured)
    drawn = (value for value in values if value is not None and value > 0 and isfinite(value))
    return max(drawn, default=0)


def _longest(measured: Sequence[_Measured], most: float, right: float) -> float:
    """How long the longest bar can be, so that every figure fits at its bar's end."""
    lengths = [
        (right - _TO_FIGURE - _beside(item)) / share
        for item in measured
        if item.opens and (share := _share(item.bar, most)) > 0
    ]
    return max(min(lengths, default=right), 1.0)


def _beside(item: _Measured) -> float:
    """The width of what stands at a bar's end."""
    return text_width(item.figure) + (text_width(item.note) + _TO_NOTE if item.note else 0.0)


def _shared_out(
    heights: Sequence[float], room: float, bound: Sequence[bool]
) -> list[tuple[int, int]]:
    """Which rows stand on which page, as (first, one after the last); evenly where that fits.

    Args:
        heights: Of the rows.
        room: The height of a page.
        bound: Which rows belong on one page with the row above, where there is room for both.
    """
    pages: list[tuple[int, int]] = []
    start = 0
    used = 0.0
    for at, height in enumerate(heights):
        if at > start and used + height > room:
            end = at - 1 if bound[at] and at - 1 > start else at
            pages.append((start, end))
            start, used = end, sum(heights[end:at])
        used += height
    if start < len(heights):
        pages.append((start, len(heights)))
    count = len(pages)
    if count < 2:
        return pages
    ends = [round((page + 1) * len(heights) / count) for page in range(count)]
    ends = [end - 1 if end < len(heights) and bound[end] else end for end in ends]
    evenly = list(zip([0, *ends[:-1]], ends, strict=True))
    fits = all(first < last and sum(heights[first:last]) <= room for first, last in evenly)
    return evenly if fits else pages


def _thickness(measured: Sequence[_Measured], heights: Sequence[float]) -> int:
    """How thick every bar is, as the lowest row allows: a longer name adds nothing to a figure.

    Whole pixels: the edges are sharp on a screen of the page's size.
    """
    lowest = min(
        (height for item, height in zip(measured, heights, strict=True) if item.opens), default=0.0
    )
    return round(min(lowest * _BAR_SHARE, _BAR_MOST))


def _placed(item: _Measured, top: float, height: float, scale: _Scale, theme: Theme) -> PlacedRow:
    bar = item.bar
    nearer = min(height * _PAIR_SHARE, max(0.0, (height - item.height) / 2 - 1))
    middle = top + height / 2 + item.leans * nearer
    share = _share(bar, scale.most)
    # A figure that is there and isn't nought can be seen, however small it is.
    length = max(share * scale.longest, _SHORTEST) if share > 0 and item.opens else 0.0
    end = scale.zero + length + _TO_FIGURE
    after = end + text_width(item.figure) + _TO_NOTE
    return PlacedRow(
        bar=bar,
        rect=QRectF(scale.zero, round(middle - scale.thick / 2), length, scale.thick),
        fill=theme.accent if bar.is_highlighted else theme.quiet_bar,
        label=_text(item.label, scale.zero - _TO_BAR - item.label_width, middle),
        figure=_text(item.figure, end, middle),
        note=_text(item.note, after, middle) if item.note else None,
        name=item.name,
        told=item.told,
        opens=item.opens,
    )


def _mirrored(row: PlacedRow, area: QRectF) -> PlacedRow:
    """The same, each part of it as far from the area's right edge as it was from the left one."""

    def moved(text: PlacedText) -> PlacedText:
        by = area.left() + area.right() - text.rect.right() - text.rect.left()
        return text._replace(origin=text.origin + QPointF(by, 0), rect=text.rect.translated(by, 0))

    rect = QRectF(row.rect)
    rect.moveLeft(area.left() + area.right() - row.rect.right())
    return row._replace(
        rect=rect,
        label=moved(row.label),
        figure=moved(row.figure),
        note=moved(row.note) if row.note else None,
    )


def _text(layout: QTextLayout, left: float, middle: float) -> PlacedText:
    """Put a text so that the middle of its lines stands at a height."""
    origin = QPointF(left, middle - text_height(layout) / 2)
    rect = QRectF()
    for number in range(layout.lineCount()):
        rect |= covered(layout.lineAt(number))
    return PlacedText(layout, origin, rect.translated(origin), layout.font().pixelSize())
