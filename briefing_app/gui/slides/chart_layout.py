"""The layout of a chart's bars with their names and figures, on a slide or in a picture.

Names wrap and are never shortened. Bars that do not fit on one page of a slide continue on the
next, all at the same scale.
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
"""The minimum size of names and figures, in pixels."""

_LABEL_BEST: Final = 50
_FIGURE_BEST: Final = 60
_FEW: Final = 6  # bars that can be shown large
_LABEL_SHARE: Final = 0.36  # of the width, at most
_FIGURE_SHARE: Final = 0.4  # of the width right of zero, at most
_FIGURE_MOST: Final = 0.85  # the same for figures with very many digits
_MANY_LINES: Final = 3
_LONGEST_SHARE: Final = 0.4  # of the width right of zero, at least; else figures get smaller
_BAR_SHARE: Final = 0.64  # of a row's height
_BAR_MOST: Final = 96
_SHORTEST: Final = 2.0
_PITCH_MOST: Final = 150
_PITCH_OF_FEW: Final = 116  # in a picture, which has no fixed height
_NO_PAGE: Final = 1e6  # pixels, higher than any column of bars
_BETWEEN: Final = 12  # rows, at least
_TO_BAR: Final = 28
_TO_FIGURE: Final = 24
_TO_NOTE: Final = 18
_PAIR_SHARE: Final = 0.15  # of a row's height, by which the bars of a pair are moved together


class PlacedText(NamedTuple):
    """A text with its position; `rect` is the rectangle that it covers."""

    layout: QTextLayout
    origin: QPointF
    rect: QRectF
    size: int


class PlacedRow(NamedTuple):
    """One bar with its texts; `rect` is empty if there is no bar to draw.

    `opens` is False for a row that continues the one before. `name` is the text of the label, and
    `figure_text` that of figure and note.
    """

    bar: Bar
    rect: QRectF
    fill: str
    label: PlacedText
    figure: PlacedText
    note: PlacedText | None
    name: str
    figure_text: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of one page, from the top; `outline` is the colour of their outline, or empty."""

    rows: tuple[PlacedRow, ...]
    outline: str


class _Measured(NamedTuple):
    """The texts of a bar, before they have a position."""

    bar: Bar
    label: QTextLayout
    label_width: float
    figure: QTextLayout
    note: QTextLayout | None
    name: str
    figure_text: str
    opens: bool
    leans: int = 0  # down (1) or up (-1), towards the other bar of a pair

    @property
    def height(self) -> float:
        texts = (self.label, self.figure, self.note)
        return max(text_height(text) for text in texts if text is not None)


class _Scale(NamedTuple):
    """The position of zero, the length and value of the longest bar, and the thickness of all."""

    zero: float
    longest: float
    most: float
    thick: int = 0


def lay_out_chart(
    bars: Sequence[Bar], theme: Theme, area: QRectF, *, mirrored: bool = False
) -> list[Bars]:
    """Lay out the bars on as many pages as they need; an empty page if there are none.

    Args:
        bars: The bars, from the top.
        theme: The colours.
        area: The rectangle for them, in virtual pixels.
        mirrored: Whether bars start at the right, as in right-to-left text.
    """
    measured, scale = _all_measured(bars, area)
    pages = _distribute(
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
        if len(pages) > 1:  # rows have the same height on every page
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
    """Lay out all bars in one column, as high as necessary.

    Args:
        bars: The bars, from the top.
        theme: The colours.
        left: The left edge, in virtual pixels.
        top: The upper edge.
        width: The width.

    Returns:
        The bars, and the lower edge of the last one.
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
    """Return the texts of all bars, and the scale.

    Args:
        bars: The bars.
        area: The rectangle for one page.
    """
    few = len(bars) <= _FEW
    measured, scale = _measured_in(bars, area, few=few)
    if few and sum(item.height + _BETWEEN for item in measured) > area.height():
        # Small on one page is better than large on two.
        measured, scale = _measured_in(bars, area, few=False)
    return measured, scale


def _measured_in(bars: Sequence[Bar], area: QRectF, *, few: bool) -> tuple[list[_Measured], _Scale]:
    """Return the same, in large type if there are few bars, else in the smallest."""
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
    """Return the texts of a bar; in several rows if they are higher than a page.

    Args:
        bar: The bar.
        sizes: The sizes of name and figure, in pixels.
        label_width: The width for the name.
        right: The width right of zero.
        room: The maximum height of a row.
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
    if count > 1:  # too long to fit next to the bar, which gets shorter
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
                figure_text=f"{number} {bar.note}".strip() if at == 0 else number,
                opens=at == 0,
            )
        )
    return rows


def _leaning(measured: Sequence[_Measured]) -> list[_Measured]:
    """Set the direction in which each bar of a pair moves towards the other."""
    joined = [item.opens and item.bar.is_joined for item in measured]
    return [
        item._replace(leans=1 if below else -1 if above else 0)
        for item, above, below in zip(measured, joined, [*joined[1:], False], strict=False)
    ]


def _parts(text: str, font: QFont, width: float, room: float) -> list[str]:
    """Split a text into parts, each no higher than a page; nearly always one."""
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
    """Return the length of the longest bar, so that every figure fits at the end of its bar."""
    lengths = [
        (right - _TO_FIGURE - _end_width(item)) / share
        for item in measured
        if item.opens and (share := _share(item.bar, most)) > 0
    ]
    return max(min(lengths, default=right), 1.0)


def _end_width(item: _Measured) -> float:
    """Return the width of the texts at the end of a bar."""
    return text_width(item.figure) + (text_width(item.note) + _TO_NOTE if item.note else 0.0)


def _distribute(
    heights: Sequence[float], room: float, bound: Sequence[bool]
) -> list[tuple[int, int]]:
    """Distribute rows to pages, evenly if possible; return (first, one after the last) of each.

    Args:
        heights: The heights of the rows.
        room: The height of a page.
        bound: For each row, whether it should be on the same page as the row above.
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
    """Return the thickness of all bars, which fits the lowest row.

    It is a whole number of pixels, so that edges are sharp on a screen of the page's size.
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
    # A figure other than zero is visible, however small it is.
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
        figure_text=item.figure_text,
        opens=item.opens,
    )


def _mirrored(row: PlacedRow, area: QRectF) -> PlacedRow:
    """Mirror a row within the area."""

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
    """Position a text so that it is vertically centred."""
    origin = QPointF(left, middle - text_height(layout) / 2)
    rect = QRectF()
    for number in range(layout.lineCount()):
        rect |= covered(layout.lineAt(number))
    return PlacedText(layout, origin, rect.translated(origin), layout.font().pixelSize())
