"""Sizes and gaps of a chart, and its rows before they have a position."""

from typing import Final, NamedTuple

from briefing_app.layout.placing import SetText
from briefing_app.model.charts import Bar


class ChartSizes(NamedTuple):
    """The font sizes of names, figures and notes."""

    name: float
    figure: float
    note: float


class ChartMetrics(NamedTuple):
    """Sizes and gaps of a chart, in virtual pixels.

    Args:
        sizes: The font sizes, the preferred ones first; smaller ones are used to fit on one page.
        name_share: The share of the width for names, at most.
        gap: The minimum gap between rows.
        max_pitch: The maximum distance from row to row.
        bar_share: The thickness of a bar, as a share of that distance.
        max_thickness: The maximum thickness of a bar.
        to_bar: The gap between name and zero line.
        to_figure: The gap between bar and figure.
        to_note: The gap between figure and note.
        dot: The diameter of the dots of a change.
        names_at_start: Whether names begin at the left edge instead of ending at the bars.
        is_even: Whether all rows are as high as the highest.
        above_share: The share of the spare height that is above the rows.
    """

    sizes: tuple[ChartSizes, ...]
    name_share: float = 0.36
    gap: float = 10
    max_pitch: float = 190
    bar_share: float = 0.8
    max_thickness: float = 150
    to_bar: float = 32
    to_figure: float = 28
    to_note: float = 24
    dot: float = 44
    names_at_start: bool = False
    is_even: bool = False
    above_share: float = 0.0


SLIDE_CHART: Final = ChartMetrics(
    sizes=(
        ChartSizes(56, 74, 48),
        ChartSizes(52, 64, 46),
        ChartSizes(48, 54, 44),
        ChartSizes(44, 44, 44),
    ),
    max_pitch=270,
    max_thickness=200,
    above_share=0.4,
)
"""The chart of a slide."""


class MeasuredRow(NamedTuple):
    """A row of a chart in lines.

    Args:
        bars: Its figures: one, or the earlier and the later one of a change.
        column: The width for names.
        name: The name.
        figures: The figures that are shown as such, each with its lines.
        note: The note, if there is one.
    """

    bars: tuple[Bar, ...]
    column: float
    name: SetText
    figures: tuple[tuple[Bar, SetText], ...]
    note: SetText | None

    @property
    def texts(self) -> list[SetText]:
        """The figures, and the note if there is one."""
        texts = [figure for _, figure in self.figures]
        return texts if self.note is None else [*texts, self.note]

    @property
    def height(self) -> float:
        """The height of its texts."""
        return max(text.height for text in (self.name, *self.texts))

    @property
    def figure_width(self) -> float:
        """The width of the widest figure."""
        return max((figure.width for _, figure in self.figures), default=0.0)
