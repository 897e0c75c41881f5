"""The layout of the bar chart on screen.

Names wrap before they are shortened, and figures get smaller before they leave too little room for
the bars; no text is cut off, and no two texts touch. A pair of bars shares one name, and each bar
is labelled with its period.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, isfinite
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from briefing_app.gui.style import Style, TextRole
from briefing_app.model.charts import Bar
from briefing_app.model.text import single_line

_LABEL_SHARE: Final = 0.4  # of the width, at most
_LONGEST_SHARE: Final = 0.3  # of the width right of zero, at least; else figures get smaller
_BAR_SHARE: Final = 0.64  # of a row's height
_LABEL_LINES: Final = 2
_NAMES_SHARE: Final = 0.5  # of the width, at most, for the names of pairs with the periods
_SMALLEST_FIGURE: Final = 10  # pixels
_LEAST_PITCH: Final = 24  # pixels at any text size: the minimum for a click target (WCAG 2.5.8)

# Pixels at 100 % text size.
_PITCH_MOST: Final = 136
_BAR_MOST: Final = 76
_TO_BAR: Final = 12  # from the label's end
_TO_FIGURE: Final = 9  # from the bar's end
_TO_NOTE: Final = 6  # from the figure's end
_TO_PERIOD: Final = 12  # from the end of a pair's name
_CHIP_MARGIN: Final = 9  # left and right of a selected label
_RING: Final = 5  # left and right of everything, for the focus ring
_BETWEEN: Final = 3  # between rows, if the texts are as high as the rows
_BETWEEN_PAIRS: Final = 10  # the same between pairs
_PAIR_SHARE: Final = 0.15  # of a row's height, by which the bars of a pair are moved together


@dataclass(frozen=True, slots=True)
class _Density:
    """Fonts and minimum row height."""

    label: TextRole
    figure: TextRole
    note: TextRole
    pitch: int  # the minimum row height in pixels, at 100 % text size

    def least_pitch(self, style: Style) -> int:
        """Return the minimum row height in pixels at the current text size."""
        return max(_LEAST_PITCH, style.px(self.pitch))


_COMFORTABLE: Final = _Density(TextRole.CHART_LABEL, TextRole.CHART_VALUE, TextRole.BODY, 34)
_COMPACT: Final = _Density(TextRole.BODY, TextRole.SECTION, TextRole.SMALL, 20)


@dataclass(frozen=True, slots=True)
class Row:
    """The positions of one bar and its texts, in pixels of the canvas.

    `target` is the clickable rectangle: label, bar, figure and what is between them. `ring` is the
    rectangle of the focus ring, without the name of a pair. `chip` is the background of a selected
    label. A pair has one `name` and one `chip`, in its first row; both are empty in the second.
    """

    target: QRectF
    ring: QRectF
    chip: QRectF
    name: QRectF
    name_lines: tuple[str, ...]
    label: QRectF
    label_lines: tuple[str, ...]
    bar: QRectF
    figure: QRectF
    note: QRectF


@dataclass(frozen=True, slots=True)
class BarLayout:
    """The layout of the chart, in pixels of the canvas.

    `pitch` is the row height and `least_pitch` its minimum. `zero` is the left edge of the bars,
    `longest` the length of the longest bar.
    """

    size: QSize
    zero: int
    longest: float
    pitch: int
    least_pitch: int
    bar_height: int
    label_font: QFont
    bold_font: QFont
    figure_font: QFont
    note_font: QFont
    rows: tuple[Row, ...]

    def rows_between(self, top: float, bottom: float) -> range:
        """Return the rows between two heights."""
        first = int(top // self.pitch)
        last = int(bottom // self.pitch)
        return range(max(first, 0), min(last + 1, len(self.rows)))


class _Widths(dict[str, float]):
    """The width of each text in a font, in pixels, measured when first used."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(font)

    def __missing__(self, text: str) -> float:
        width = self[text] = self._metrics.horizontalAdvance(text)
        return width


class TextWidths:
    """A cache of text widths: measuring thousands again for each size would take a second."""

    def __init__(self) -> None:
        self._by_font: dict[str, _Widths] = {}

    def in_font(self, font: QFont) -> _Widths:
        """Return the widths in a font."""
        key = font.key()
        widths = self._by_font.get(key)
        if widths is None:
            widths = self._by_font[key] = _Widths(font)
        return widths


def lay_out(
    bars: Sequence[Bar], style: Style, size: QSize, scroll_bar: int, widths: TextWidths
) -> BarLayout:
    """Lay out the bars comfortably if they fit, else as compactly as they can be read.

    Args:
        bars: The bars, from the top.
        style: The fonts and the text size.
        size: The size available, in pixels; a layout that is higher scrolls.
        scroll_bar: The width of the scroll bar, which a layout that scrolls leaves free.
        widths: The cache of text widths.
    """
    height = size.height()
    # Bars that are too many to fit are not measured just to find that out.
    if len(bars) * _COMPACT.least_pitch(style) <= height:
        compact = _measured(bars, style, size.width(), _COMPACT, widths)
        comfortable = _measured(bars, style, size.width(), _COMFORTABLE, widths)
        if len(bars) * comfortable.least_pitch <= height:
            return replace(_placed(bars, style, size, comfortable), least_pitch=compact.least_pitch)
        if len(bars) * compact.least_pitch <= height:
            return _placed(bars, style, size, compact)
    narrower = QSize(max(1, size.width() - scroll_bar), height)
    compact = _measured(bars, style, narrower.width(), _COMPACT, widths)
    return _placed(bars, style, narrower, compact)


class _Block(NamedTuple):
    """The lines of a label, and the width of the widest."""

    lines: tuple[str, ...] = ()
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class _Figures:
    """Fonts and widths of figures and notes, and the length that they leave for the longest bar."""

    font: QFont
    note_font: QFont
    widths: tuple[tuple[float, float], ...]
    longest: float


@dataclass(frozen=True, slots=True)
class _Measured:
    """The sizes of all texts for a width."""

    label_font: QFont
    bold_font: QFont
    line_height: float
    names: tuple[_Block, ...]
    name_right: int
    blocks: tuple[_Block, ...]
    label_right: int
    figures: _Figures
    least_pitch: int
    tallest: int


def _measured(
    bars: Sequence[Bar], style: Style, width: int, density: _Density, widths: TextWidths
) -> _Measured:
    px = style.px
    label_font = style.font(density.label)
    bold_font = QFont(label_font)
    bold_font.setBold(True)
    # Measured in bold, which is wider, so that nothing moves when a bar is selected.
    metrics = QFontMetricsF(bold_font)
    known = widths.in_font(bold_font)
    indent = px(_RING) + px(_CHIP_MARGIN)
    most = max(1.0, width * _LABEL_SHARE - indent - px(_TO_BAR))
    paired = width * _NAMES_SHARE - indent - px(_TO_BAR) - px(_TO_PERIOD)
    names = _names_of_pairs(bars, metrics, known, paired)
    labels = [bar.period if names else bar.label for bar in bars]
    blocks = tuple(_wrapped(label, metrics, known, most) for label in labels)
    name_right = indent + ceil(max((name.width for name in names), default=0.0))
    label_right = name_right + (px(_TO_PERIOD) if names else 0)
    label_right += ceil(max((block.width for block in blocks), default=0.0))
    room = max(1.0, width - label_right - px(_TO_BAR) - px(_RING))
    figures = _figures_that_fit(bars, style, density, room, widths)
    line_height = metrics.height()
    between = _BETWEEN_PAIRS if any(bar.is_joined for bar in bars) else _BETWEEN
    lines = [
        *(len(block.lines) for block in blocks),
        # A pair's name has the height of two rows.
        *(len(name.lines) / _rows_together(bars, at) for at, name in enumerate(names)),
    ]
    tallest = max(max(lines, default=1) * line_height, QFontMetricsF(figures.font).height())
    return _Measured(
        label_font=label_font,
        bold_font=bold_font,
        line_height=line_height,
        names=names or (_Block(),) * len(bars),
        name_right=name_right,
        blocks=blocks,
        label_right=label_right,
        figures=figures,
        least_pitch=max(density.least_pitch(style), ceil(tallest) + px(between)),
        tallest=ceil(tallest),
    )


def _names_of_pairs(
    bars: Sequence[Bar], metrics: QFontMetricsF, widths: _Widths, most: float
) -> tuple[_Block, ...]:
    """Return a name for the first bar of each pair, and an empty one for the second.

    The result is empty if there are no pairs, or if a name would have to be shortened: then each
    bar has its complete label.

    Args:
        bars: The bars.
        metrics: The metrics of the labels' font.
        widths: Text widths in that font.
        most: The maximum width of name and period together, in pixels.
    """
    if not any(bar.is_joined for bar in bars):
        return ()
    left = most - max(widths[bar.period] for bar in bars)
    names = []
    for bar in bars:
        end = f" {bar.period}"
        words = single_line(bar.label.removesuffix(end))
        name = _wrapped(words, metrics, widths, left) if not bar.is_joined else _Block()
        if not bar.label.endswith(end) or name.width > left or " ".join(name.lines) not in words:
            return ()
        names.append(name)
    return tuple(names)


def _rows_together(bars: Sequence[Bar], first: int) -> int:
    """Return 2 if a bar is the first of a pair, else 1."""
    return 2 if first + 1 < len(bars) and bars[first + 1].is_joined else 1


def _wrapped(text: str, metrics: QFontMetricsF, widths: _Widths, most: float) -> _Block:
    """Wrap a label; if it is too long, shorten the middle, because its end may be distinctive."""
    text = single_line(text)
    if widths[text] <= most:
        return _Block((text,), widths[text])
    lines: list[str] = []
    widest = 0.0
    words = text.split()
    while words:
        taken = len(words) if len(lines) == _LABEL_LINES - 1 else 1
        while taken < len(words) and widths[" ".join(words[: taken + 1])] <= most:
            taken += 1
        line = " ".join(words[:taken])
        if widths[line] > most:
            lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, most))
            widest = most
        else:
            lines.append(line)
            widest = max(widest, widths[line])
        words = words[taken:]
    return _Block(tuple(lines), widest)


def _figures_that_fit(
    bars: Sequence[Bar], style: Style, density: _Density, room: float, widths: TextWidths
) -> _Figures:
    """Choose the size of the figures: smaller, but never shortened, if bars need the room.

    Args:
        bars: The bars.
        style: The fonts.
        density: The fonts to use.
        room: The width from zero to the right edge, in pixels.
        widths: The cache of text widths.
    """
    gap, to_note = style.px(_TO_FIGURE), style.px(_TO_NOTE)
    shares = _shares(bars)
    for percent in range(100, 30, -10):
        font, note_font = QFont(style.font(density.figure)), QFont(style.font(density.note))
        for each in (font, note_font):
            each.setPixelSize(max(_SMALLEST_FIGURE, each.pixelSize() * percent // 100))
        known, known_notes = widths.in_font(font), widths.in_font(note_font)
        pairs = tuple(
            (known_notes[bar.text], 0.0)
            if bar.value is None
            else (known[bar.text], known_notes[bar.note] + to_note if bar.note else 0.0)
            for bar in bars
        )
        spare = [room - gap - sum(pair) for pair in pairs]
        longest = min(
            (left / share for left, share in zip(spare, shares, strict=True) if share > 0),
            default=room,
        )
        if longest >= _LONGEST_SHARE * room and min(spare, default=0.0) >= 0:
            break
    return _Figures(font, note_font, pairs, min(max(longest, 1.0), room))


def _shares(bars: Sequence[Bar]) -> list[float]:
    """Return the length of each bar as a share of the longest, from 0.0 to 1.0."""
    drawn = [
        bar.value if bar.value is not None and bar.value > 0 and isfinite(bar.value) else 0
        for bar in bars
    ]
    longest = max(drawn, default=0) or 1
    return [value / longest for value in drawn]


def _placed(bars: Sequence[Bar], style: Style, size: QSize, measured: _Measured) -> BarLayout:
    px = style.px
    figures, line_height = measured.figures, measured.line_height
    label_right = measured.label_right
    zero = label_right + px(_TO_BAR)
    pitch = max(measured.least_pitch, min(size.height() // max(len(bars), 1), px(_PITCH_MOST)))
    bar_height = min(round(pitch * _BAR_SHARE), px(_BAR_MOST))
    bar_inset = (pitch - bar_height) // 2
    margin, ring, to_figure = px(_CHIP_MARGIN), px(_RING), px(_TO_FIGURE)
    # The bars of a pair are moved together, each within its own row.
    nearer = max(0, min(round(pitch * _PAIR_SHARE), (pitch - measured.tallest) // 2 - 1))

    rows: list[Row] = []
    for index, (share, name_block, block, (width, note_width)) in enumerate(
        zip(_shares(bars), measured.names, measured.blocks, figures.widths, strict=True)
    ):
        y = index * pitch
        together = _rows_together(bars, index)
        shift = nearer if together > 1 else -nearer if bars[index].is_joined else 0
        # A figure other than zero is visible, however small it is.
        length = max(share * figures.longest, 1.0) if share > 0 else 0.0
        height = len(block.lines) * line_height
        top = y + shift
        label = QRectF(label_right - block.width, top + (pitch - height) / 2, block.width, height)
        left = zero + length + to_figure
        right = left + width + note_width + ring
        start = label.left() - margin - ring
        around = QRectF(start, y, right - start, pitch)
        target, name = QRectF(around), QRectF()
        ground = QRectF(label.adjusted(1 - margin, -1, margin - 1, 1).toRect())
        if name_block.lines:
            height = len(name_block.lines) * line_height
            middle = y + together * pitch / 2
            name_left = measured.name_right - name_block.width
            name = QRectF(name_left, middle - height / 2, name_block.width, height)
            ground |= QRectF(name.adjusted(1 - margin, -1, margin - 1, 1).toRect())
            target.setLeft(name_left - margin - ring)
            around.setLeft(label.left() - ring)
        elif bars[index].is_joined and rows[-1].name_lines:
            target.setLeft(rows[-1].target.left())
            around.setLeft(label.left() - ring)
            rows[-1] = replace(rows[-1], chip=rows[-1].chip | ground)
            ground = QRectF()
        rows.append(
            Row(
                target=target,
                ring=around,
                chip=ground,
                name=name,
                name_lines=name_block.lines,
                label=label,
                label_lines=block.lines,
                bar=QRectF(zero, top + bar_inset, length, bar_height),
                figure=QRectF(left, top, width, pitch),
                note=QRectF(left + width, top, note_width, pitch),
            )
        )
    return BarLayout(
        size=QSize(size.width(), max(size.height(), len(bars) * pitch)),
        zero=zero,
        longest=figures.longest,
        pitch=pitch,
        least_pitch=measured.least_pitch,
        bar_height=bar_height,
        label_font=measured.label_font,
        bold_font=measured.bold_font,
        figure_font=figures.font,
        note_font=figures.note_font,
        rows=tuple(rows),
    )
