"""Where the bars of a chart and their texts stand: measured first, then drawn.

Names wrap before they are shortened, and figures are set smaller before they crowd the bars out;
no text is ever cut off, and no two touch. Where bars come in pairs, the force's name stands once
for both, and beside each bar its period.
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
_LONGEST_SHARE: Final = 0.3  # of the room right of zero, at least, before figures are set smaller
_BAR_SHARE: Final = 0.64  # of a row's height
_LABEL_LINES: Final = 2
_NAMES_SHARE: Final = (
    0.5  # of the width, at most, for names that stand once for a pair, and periods
)
_SMALLEST_FIGURE: Final = 10  # pixels
_LEAST_PITCH: Final = 24  # pixels at any text size: what less steady hands can point at

# Pixels at 100 % text size.
_PITCH_MOST: Final = 136
_BAR_MOST: Final = 76
_TO_BAR: Final = 12  # from the label's end
_TO_FIGURE: Final = 9  # from the bar's end
_TO_NOTE: Final = 6  # from the figure's end
_TO_PERIOD: Final = 12  # from the end of a pair's name
_PILL: Final = 9  # left and right of a chosen label
_RING: Final = 5  # left and right of all that, for the focus ring
_BETWEEN: Final = 3  # from row to row, where the texts are as high as the rows
_BETWEEN_PAIRS: Final = 10  # the same, where bars belong together: half of it goes to each side
_PAIR_SHARE: Final = 0.15  # of a row's height, by which each bar of a pair stands nearer, at most


@dataclass(frozen=True, slots=True)
class _Density:
    """How closely the rows are set."""

    label: TextRole
    figure: TextRole
    note: TextRole
    pitch: int  # pixels from row to row at 100 % text size, at least

    def least_pitch(self, style: Style) -> int:
        """Pixels from row to row at the text size in force, at least, whatever the texts."""
        return max(_LEAST_PITCH, style.px(self.pitch))


_ROOMY: Final = _Density(TextRole.CHART_LABEL, TextRole.CHART_VALUE, TextRole.BODY, 34)
_CLOSE: Final = _Density(TextRole.BODY, TextRole.SECTION, TextRole.SMALL, 20)


@dataclass(frozen=True, slots=True)
class Row:
    """Where one bar and its texts stand, in pixels of the canvas.

    `target` is what can be pointed at: the label, the bar, the figure and what lies between; `ring`
    is what of it the keyboard's ring goes around, all but a pair's name. `pill` is the ground of a
    label that is chosen. `name` stands once for a pair, as its `pill` does, in the first of its
    rows; both are empty in the second, and `name` where bars don't come in pairs.
    """

    target: QRectF
    ring: QRectF
    pill: QRectF
    name: QRectF
    name_lines: tuple[str, ...]
    label: QRectF
    label_lines: tuple[str, ...]
    bar: QRectF
    figure: QRectF
    note: QRectF


@dataclass(frozen=True, slots=True)
class BarLayout:
    """Where everything stands, in pixels of the canvas.

    `pitch` is from row to row; `least_pitch` is how small it could be. `zero` is the left edge of
    the bars, `longest` the length of the longest.
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
        """The rows that can be seen between two heights."""
        first = int(top // self.pitch)
        last = int(bottom // self.pitch)
        return range(max(first, 0), min(last + 1, len(self.rows)))


class _Widths(dict[str, float]):
    """The width of each text in a font, in pixels, measured when it is first asked for."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._metrics = QFontMetricsF(font)

    def __missing__(self, text: str) -> float:
        width = self[text] = self._metrics.horizontalAdvance(text)
        return width


class TextWidths:
    """Remembers how wide texts are: to measure thousands anew at each size would take a second."""

    def __init__(self) -> None:
        self._by_font: dict[str, _Widths] = {}

    def in_font(self, font: QFont) -> _Widths:
        """The widths in a font."""
        key = font.key()
        widths = self._by_font.get(key)
        if widths is None:
            widths = self._by_font[key] = _Widths(font)
        return widths


def lay_out(
    bars: Sequence[Bar], style: Style, size: QSize, scroll_bar: int, widths: TextWidths
) -> BarLayout:
    """Set the bars as roomily as they fit, or as closely as they can be read where they don't.

    Args:
        bars: The bars, in the order in which they are drawn from the top.
        style: Knows the fonts and the text size.
        size: The room there is, in pixels. A layout that is higher has to scroll.
        scroll_bar: The width of the scroll bar, which then takes some of the room.
        widths: What was measured before, and takes in what is measured now.
    """
    height = size.height()
    # So many that they can't fit are not measured to find that out.
    if len(bars) * _CLOSE.least_pitch(style) <= height:
        close = _measured(bars, style, size.width(), _CLOSE, widths)
        roomy = _measured(bars, style, size.width(), _ROOMY, widths)
        if len(bars) * roomy.least_pitch <= height:
            return replace(_placed(bars, style, size, roomy), least_pitch=close.least_pitch)
        if len(bars) * close.least_pitch <= height:
            return _placed(bars, style, size, close)
    narrower = QSize(max(1, size.width() - scroll_bar), height)
    close = _measured(bars, style, narrower.width(), _CLOSE, widths)
    return _placed(bars, style, narrower, close)


class _Block(NamedTuple):
    """A label in lines, and the width of the widest."""

    lines: tuple[str, ...] = ()
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class _Figures:
    """How the figures are set: the widths of each figure and note, and what they leave for bars."""

    font: QFont
    note_font: QFont
    widths: tuple[tuple[float, float], ...]
    longest: float


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the texts ask for at a width."""

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
    # Bold is the wider one: nothing must move when a bar is chosen.
    metrics = QFontMetricsF(bold_font)
    known = widths.in_font(bold_font)
    indent = px(_RING) + px(_PILL)
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
    """The names that stand once for each pair, and nothing for the second bar of each.

    Nothing at all where bars don't come in pairs, or a name would have to be shortened: labels then
    stand whole beside each bar.

    Args:
        bars: The bars.
        metrics: Of the labels' font.
        widths: Of texts in it.
        most: Pixels that the widest name and the widest period may take together.
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
    """How many rows stand together from a bar on: two for a pair, else one."""
    return 2 if first + 1 < len(bars) and bars[first + 1].is_joined else 1


def _wrapped(text: str, metrics: QFontMetricsF, widths: _Widths, most: float) -> _Block:
    """A label in lines; what is too long even so loses its middle: its end may tell it apart."""
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
    """Set the figures smaller, never shortened, where they would leave no room for the bars.

    Args:
        bars: The bars.
        style: Knows the fonts.
        density: Says which.
        room: Pixels from zero to the right edge.
        widths: What was measured before.
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
    """Each bar's length as a share of the longest one's, from 0.0 to 1.0."""
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
    pill, ring, to_figure = px(_PILL), px(_RING), px(_TO_FIGURE)
    # The bars of a pair stand nearer to each other, each within its own row.
    nearer = max(0, min(round(pitch * _PAIR_SHARE), (pitch - measured.tallest) // 2 - 1))

    rows: list[Row] = []
    for index, (share, name_block, block, (width, note_width)) in enumerate(
        zip(_shares(bars), measured.names, measured.blocks, figures.widths, strict=True)
    ):
        y = index * pitch
        together = _rows_together(bars, index)
        shift = nearer if together > 1 else -nearer if bars[index].is_joined else 0
        # A figure that is there and isn't zero can be seen, however small it is.
        length = max(share * figures.longest, 1.0) if share > 0 else 0.0
        height = len(block.lines) * line_height
        top = y + shift
        label = QRectF(label_right - block.width, top + (pitch - height) / 2, block.width, height)
        left = zero + length + to_figure
        right = left + width + note_width + ring
        start = label.left() - pill - ring
        around = QRectF(start, y, right - start, pitch)
        target, name = QRectF(around), QRectF()
        ground = QRectF(label.adjusted(1 - pill, -1, pill - 1, 1).toRect())
        if name_block.lines:
            height = len(name_block.lines) * line_height
            middle = y + together * pitch / 2
            name_left = measured.name_right - name_block.width
            name = QRectF(name_left, middle - height / 2, name_block.width, height)
            ground |= QRectF(name.adjusted(1 - pill, -1, pill - 1, 1).toRect())
            target.setLeft(name_left - pill - ring)
            around.setLeft(label.left() - ring)
        elif bars[index].is_joined and rows[-1].name_lines:
            target.setLeft(rows[-1].target.left())
            around.setLeft(label.left() - ring)
            rows[-1] = replace(rows[-1], pill=rows[-1].pill | ground)
            ground = QRectF()
        rows.append(
            Row(
                target=target,
                ring=around,
                pill=ground,
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
