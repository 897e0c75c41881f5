"""The rows of a change: two dots for the earlier and the later figure, and what connects them."""

from collections.abc import Sequence

from briefing_app.layout.chart_metrics import ChartMetrics, MeasuredRow
from briefing_app.layout.measurer import Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedChart, PlacedText, Rect, Shape
from briefing_app.layout.placing import set_text
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.charts import Bar
from briefing_app.model.report import force_labels

_TRACK = 0.22  # of the diameter of a dot
_RING = 0.16  # the same
_NO_FIGURE = "no figure"


def change_groups(
    bars: Sequence[Bar], periods: tuple[str, str]
) -> list[tuple[str, tuple[Bar, ...], str]]:
    """Return each force's name, its one or two figures, the earlier one first, and its note."""
    labels = force_labels(bar.force for bar in bars)
    groups: dict[str, list[Bar]] = {}
    for bar in bars:
        groups.setdefault(labels[bar.force], []).append(bar)
    return [(name, tuple(group), _note(group, periods)) for name, group in groups.items()]


def _note(bars: Sequence[Bar], periods: tuple[str, str]) -> str:
    """Return the note of the last figure, and why there is no dot for a period."""
    words = {bar.period: bar.text if bar.is_in_words else "" for bar in bars}
    missing = {period: words.get(period, _NO_FIGURE) for period in periods}
    reasons = (f"{period}: {text}" for period, text in missing.items() if text)
    return ", ".join(filter(None, (bars[-1].note, *reasons)))


def change_legend(
    periods: tuple[str, str], area: Rect, metrics: ChartMetrics, measurer: Measurer
) -> Block:
    """Return a dot with its period for the earlier and the later figures."""
    style = TextStyle(metrics.sizes[-1].note)
    dot = metrics.dot * 0.7
    left = area.left
    texts, shapes = [], []
    for at, period in enumerate(periods):
        text = set_text(period, style, Colour.MUTED, area.width / 3, measurer)
        middle = area.top + text.lines[0].height / 2
        shapes.append(_dot(left + dot / 2, middle, dot, is_later=bool(at)))
        left += dot * 1.4
        texts.append(text.placed(left, area.top))
        left += text.width + dot * 1.6
    height = max(text.rect.height for text in texts) + metrics.gap
    return Block(tuple(shapes), tuple(texts), height)


def lay_out_change(
    row: MeasuredRow, middle: float, scale: PlacedChart, metrics: ChartMetrics, later: str
) -> Block:
    """Return the dots of one force with their figures and the note, around the middle of its row.

    The dots have the scale of a chart, and that of the `later` period stands out.
    """
    dots = [
        (scale.zero + bar.drawn_value * scale.per_unit, bar.period == later, figure)
        for bar, figure in row.figures
    ]
    shapes: list[Shape] = []
    texts: list[PlacedText] = []
    if len(dots) == 2:
        start, end = min(dots)[0], max(dots)[0]
        thickness = metrics.dot * _TRACK
        track = Rect(start, middle - thickness / 2, end - start, thickness)
        shapes.append(Shape(Form.BOX, track, Colour.TRACK))
    to_figure = metrics.dot / 2 + metrics.to_figure / 2
    for dot in dots:
        x, is_later, figure = dot
        shapes.append(_dot(x, middle, metrics.dot, is_later=is_later))
        # The later figure is right of its dot, unless the earlier one is further right.
        at_left = len(dots) == 2 and dot == min(dots)
        left = x - to_figure - figure.width if at_left else x + to_figure
        texts.append(figure.placed(left, middle - figure.height / 2, at_end=at_left))
    if row.note is not None:
        left = scale.area.right - row.note.width
        texts.append(row.note.placed(left, middle - row.note.height / 2, at_end=True))
    return Block(tuple(shapes), tuple(texts))


def _dot(x: float, middle: float, diameter: float, *, is_later: bool) -> Shape:
    rect = Rect(x - diameter / 2, middle - diameter / 2, diameter, diameter)
    if is_later:
        return Shape(Form.DOT, rect, Colour.BAR)
    return Shape(Form.DOT, rect, Colour.GROUND, Colour.QUIET_BAR, diameter * _RING)
