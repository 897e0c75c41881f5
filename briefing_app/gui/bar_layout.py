"""Where the bars of a chart and their texts stand: measured first, then drawn.

Names wrap before they are shortened, and figures are set smaller before they crowd the bars out;
no text is ever cut off, and no two touch.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, isfinite
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from briefing_app.charts import Bar
from briefing_app.gui.style import Style, TextRole

_LABEL_SHARE: Final = 0.4  # of the width, at most
_LONGEST_SHARE: Final = 0.3  # of the room right of zero, at least, before figures are set smaller
_BAR_SHARE: Final = 0.64  # of a row's height
_LABEL_LINES: Final = 2
_SMALLEST_FIGURE: Final = 10  # pixels

# Pixels at 100 % text size.
_PITCH_MOST: Final = 136
_BAR_MOST: Final = 76
_TO_BAR: Final = 12  # from the label's end
_TO_FIGURE: Final = 9  # from the bar's end
_TO_NOTE: Final = 6  # from the figure's end
_PILL: Final = 9  # left and right of a chosen label
_RING: Final = 5  # left and right of all that, for the focus ring


@dataclass(frozen=True, slots=True)
class _Density:
    """How closely the rows are set."""

    label: TextRole
    figure: TextRole
    note: TextRole
    pitch: int  # pixels from row to row at 100 % text size, at least


_ROOMY: Final = _Density(TextRole.CHART_LABEL, TextRole.CHART_VALUE, TextRole.BODY, 34)
_CLOSE: Final = _Density(TextRole.BODY, TextRole.SECTION, TextRole.SMALL, 24)


@dataclass(frozen=True, slots=True)
class Row:
    """Where one bar and its texts stand, in pixels of the canvas.

    `target` is what can be pointed at: the label, the bar, the figure and what lies between; `pill`
    is the ground of a label that is chosen.
    """

    target: QRectF
    pill: QRectF
    label: QRectF
    label_lines: tuple[str, ...]
    bar: QRectF
    figure: QRectF
    note: QRectF


@dataclass(frozen=True, slots=True)
class BarLayout:
    """Where everything stands, in pixels of the canvas.

    `pitch` is from row to row; `least_pitch` is how small it could be. `zero` is the left edge of
    the bars, `longest` the length of the longest; `bar_inset` is from a row's top to its bar.
    """

    size: QSize
    zero: int
    longest: float
    pitch: int
    least_pitch: int
    bar_inset: int
    bar_height: int
    label_font: QFont
    bold_font: QFont
    figure_font: QFont
    note_font: QFont
    rows: tuple[Row, ...]

    def rows_between(self, top: float, bottom: float) -> range:
        """The rows that can be seen between two heights."""
        first = int(top // self.pitch)
        last = int(bottom // self.pitch)
        return range(max(first, 0), min(last + 1, len(self.rows)))


def _shares(bars: Sequence[Bar]) -> list[float]:
    """Each bar's length as a share of the longest one's, from 0.0 to 1.0."""
    drawn = [
        bar.value if bar.value is not None and bar.value > 0 and isfinite(bar.value) else 0
        for bar in bars
    ]
    longest = max(drawn, default=0) or 1
    return [value / longest for value in drawn]


def _wrapped(text: str, metrics: QFontMetricsF, width: float) -> tuple[str, ...]:
    """A label in lines, shortened with an ellipsis where a line is too long even so."""
    text = " ".join(text.split())
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    lines: list[str] = []
    words = text.split()
    while words:
        taken = 1
        while (
            taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width
        ):
            taken += 1
        if len(lines) == _LABEL_LINES - 1:
            taken = len(words)
        line = " ".join(words[:taken])
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
        words = words[taken:]
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class _Figures:
    """How the figures are set: the widths of each figure and note, and what they leave for bars."""

    font: QFont
    note_font: QFont
    widths: tuple[tuple[float, float], ...]
    longest: float


def _figures_that_fit(
    bars: Sequence[Bar], style: Style, density: _Density, room: float
) -> _Figures:
    """Set the figures smaller, never shortened, where they would leave no room for the bars.

    Args:
        bars: The bars.
        style: Knows the fonts.
        density: Says which.
        room: Pixels from zero to the right edge.
    """
    gap, to_note = style.px(_TO_FIGURE), style.px(_TO_NOTE)
    shares = _shares(bars)
    for percent in range(100, 30, -10):
        font, note_font = QFont(style.font(density.figure)), QFont(style.font(density.note))
        for each in (font, note_font):
            each.setPixelSize(max(_SMALLEST_FIGURE, each.pixelSize() * percent // 100))
        metrics, note_metrics = QFontMetricsF(font), QFontMetricsF(note_font)
        widths = tuple(
            (note_metrics.horizontalAdvance(bar.text), 0.0)
            if bar.value is None
            else (
                metrics.horizontalAdvance(bar.text),
                note_metrics.horizontalAdvance(bar.note) + to_note if bar.note else 0.0,
            )
            for bar in bars
        )
        spare = [room - gap - sum(pair) for pair in widths]
        longest = min(
            (left / share for left, share in zip(spare, shares, strict=True) if share > 0),
            default=room,
        )
        if longest >= _LONGEST_SHARE * room and min(spare, default=0.0) >= 0:
            break
    return _Figures(font, note_font, widths, min(max(longest, 1.0), room))


def lay_out(bars: Sequence[Bar], style: Style, size: QSize, scroll_bar: int) -> BarLayout:
    """Set the bars as roomily as they fit, or as closely as they can be read where they don't.

    Args:
        bars: The bars, in the order in which they are drawn from the top.
        style: Knows the fonts and the text size.
        size: The room there is, in pixels. A layout that is higher has to scroll.
        scroll_bar: The width of the scroll bar, which then takes some of the room.
    """
    close = _laid_out(bars, style, size, _CLOSE)
    roomy = _laid_out(bars, style, size, _ROOMY)
    if roomy.size.height() <= size.height():
        return replace(roomy, least_pitch=close.least_pitch)
    if close.size.height() <= size.height():
        return close
    narrower = QSize(max(1, size.width() - scroll_bar), size.height())
    return _laid_out(bars, style, narrower, _CLOSE)


def _laid_out(bars: Sequence[Bar], style: Style, size: QSize, density: _Density) -> BarLayout:
    px = style.px
    label_font = style.font(density.label)
    bold_font = QFont(label_font)
    bold_font.setBold(True)
    # Bold is the wider one: nothing must move when a bar is chosen.
    metrics = QFontMetricsF(bold_font)
    indent = px(_RING) + px(_PILL)
    most = max(1.0, size.width() * _LABEL_SHARE - indent - px(_TO_BAR))
    blocks = [_wrapped(bar.label, metrics, most) for bar in bars]
    advances = [max(map(metrics.horizontalAdvance, block)) for block in blocks]
    label_right = indent + ceil(min(max(advances, default=0.0), most))
    zero = label_right + px(_TO_BAR)
    figures = _figures_that_fit(bars, style, density, max(1.0, size.width() - zero - px(_RING)))

    line_height = metrics.height()
    tallest = max(
        max(map(len, blocks), default=1) * line_height, QFontMetricsF(figures.font).height()
    )
    least = max(px(density.pitch), ceil(tallest) + px(4))
    pitch = max(least, min(size.height() // max(len(bars), 1), px(_PITCH_MOST)))
    bar_height = min(round(pitch * _BAR_SHARE), px(_BAR_MOST))
    bar_inset = (pitch - bar_height) // 2

    rows = []
    for index, share in enumerate(_shares(bars)):
        y = index * pitch
        # A figure that is there and isn't zero can be seen, however small it is.
        length = max(share * figures.longest, 1.0) if share > 0 else 0.0
        label_height = len(blocks[index]) * line_height
        label = QRectF(
            label_right - advances[index],
            y + (pitch - label_height) / 2,
            advances[index],
            label_height,
        )
        width, note_width = figures.widths[index]
        left = zero + length + px(_TO_FIGURE)
        right = left + width + note_width + px(_RING)
        rows.append(
            Row(
                target=QRectF(label.left() - indent, y, right - label.left() + indent, pitch),
                pill=QRectF(label.adjusted(1 - px(_PILL), -1, px(_PILL) - 1, 1).toRect()),
                label=label,
                label_lines=blocks[index],
                bar=QRectF(zero, y + bar_inset, length, bar_height),
                figure=QRectF(left, y, width, pitch),
                note=QRectF(left + width, y, note_width, pitch),
            )
        )
    return BarLayout(
        size=QSize(size.width(), max(size.height(), len(bars) * pitch)),
        zero=zero,
        longest=figures.longest,
        pitch=pitch,
        least_pitch=least,
        bar_inset=bar_inset,
        bar_height=bar_height,
        label_font=label_font,
        bold_font=bold_font,
        figure_font=figures.font,
        note_font=figures.note_font,
        rows=tuple(rows),
    )
