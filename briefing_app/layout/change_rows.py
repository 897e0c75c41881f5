"""The rows of a change: two dots for the earlier and the later figure, and what connects them."""

from collections.abc import Sequence

from briefing_app.layout.chart_metrics import ChartMetrics, MeasuredRow, Scale
from briefing_app.layout.measurer import MeasuredLine, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedRow, PlacedText, Rect, Shape
from briefing_app.layout.placing import break_text, lines_height, lines_width, place_lines
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.report import force_labels

_TRACK = 0.22  # of the diameter of a dot
_RING = 0.16  # the same
_NO_FIGURE = "no figure"


def change_groups(chart: BarChart) -> list[tuple[str, tuple[Bar, ...]]]:
    """Return the name of each force with its one or two figures, the earlier one first."""
    labels = force_labels(bar.force for bar in chart.bars)
    groups: dict[str, list[Bar]] = {}
    for bar in chart.bars:
        groups.setdefault(labels[bar.force], []).append(bar)
    return [(name, tuple(bars)) for name, bars in groups.items()]


def missing_figures(bars: Sequence[Bar], periods: tuple[str, str] | None) -> list[str]:
    """Return why a force has no dot for a period of a change; nothing for other charts."""
    texts = {bar.period: bar.text if bar.is_in_words else "" for bar in bars}
    missing = {period: texts.get(period, _NO_FIGURE) for period in periods or ()}
    return [f"{period}: {text}" for period, text in missing.items() if text]


def change_legend(
    periods: tuple[str, str], area: Rect, metrics: ChartMetrics, measurer: Measurer
) -> Block:
    """Return a dot with its period for the earlier and the later figures."""
    style = TextStyle(metrics.sizes[-1].note)
    dot = metrics.dot * 0.7
    left = area.left
    texts, shapes = [], []
    height = 0.0
    for at, period in enumerate(periods):
        lines = break_text(period, style, area.width / 3, measurer)
        height = max(height, lines_height(lines))
        middle = area.top + lines_height(lines[:1]) / 2
        shapes.append(_dot(left + dot / 2, middle, dot, is_later=bool(at)))
        left += dot * 1.4
        rect = Rect(left, area.top, lines_width(lines), 0)
        texts.append(place_lines(lines, style, Colour.MUTED, rect))
        left += rect.width + dot * 1.6
    return Block(tuple(shapes), tuple(texts), height + metrics.gap)


def change_row(row: MeasuredRow, middle: float, scale: Scale, metrics: ChartMetrics) -> PlacedRow:
    """Return a row with the dots of one force.

    Args:
        row: The row.
        middle: The middle of the row.
        scale: The scale.
        metrics: Sizes and gaps.
    """
    dots = [
        (scale.zero + bar.drawn_value * scale.per_unit, bar, figure)
        for bar, figure in zip(
            (bar for bar in row.bars if not bar.is_in_words), row.figures, strict=True
        )
    ]
    shapes: list[Shape] = []
    texts: list[PlacedText] = []
    if len(dots) == 2:
        (one, *_), (other, *_) = dots
        thickness = metrics.dot * _TRACK
        track = Rect(min(one, other), middle - thickness / 2, abs(other - one), thickness)
        shapes.append(Shape(Form.BOX, track, Colour.TRACK))
    for x, bar, (style, lines) in dots:
        later = bar.period == row.later_period
        shapes.append(_dot(x, middle, metrics.dot, is_later=later))
        others = [each for each, other, _ in dots if other is not bar]
        # The later figure is right of its dot, unless the earlier one is further right.
        at_left = bool(others) and (x < others[0] or (x == others[0] and not later))
        texts.append(_figure(lines, style, x, middle, metrics, at_left=at_left, strong=later))
    if row.note:
        width = lines_width(row.note)
        rect = Rect(scale.right - width, middle - lines_height(row.note) / 2, width, 0)
        colour = Colour.MUTED if len(dots) < 2 else Colour.BAR
        texts.append(place_lines(row.note, row.note_style, colour, rect, at_end=True))
    name = row.placed_name(middle, scale.left, metrics)
    return PlacedRow(row.bars, name, tuple(shapes), tuple(texts))


def _figure(
    lines: list[MeasuredLine],
    style: TextStyle,
    x: float,
    middle: float,
    metrics: ChartMetrics,
    *,
    at_left: bool,
    strong: bool,
) -> PlacedText:
    width = lines_width(lines)
    gap = metrics.dot / 2 + metrics.to_figure / 2
    left = x - gap - width if at_left else x + gap
    rect = Rect(left, middle - lines_height(lines) / 2, width, 0)
    colour = Colour.INK if strong else Colour.MUTED
    return place_lines(lines, style, colour, rect, at_end=at_left)


def _dot(x: float, middle: float, diameter: float, *, is_later: bool) -> Shape:
    rect = Rect(x - diameter / 2, middle - diameter / 2, diameter, diameter)
    if is_later:
        return Shape(Form.DOT, rect, Colour.BAR)
    return Shape(Form.DOT, rect, Colour.GROUND, Colour.QUIET_BAR, diameter * _RING)
