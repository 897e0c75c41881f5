"""Which bars of a chart are shown, in which order, and what else is known of a force."""

import re
from collections import defaultdict
from collections.abc import Collection
from enum import Enum
from itertools import pairwise
from typing import Final

from briefing_app.model.charts import Bar, BarChart, figure_text, origin_names, status_text
from briefing_app.model.report import Figure, Force, Measure, Origin
from briefing_app.model.wording import counted


class ChartOrder(Enum):
    """The order of the bars of a chart; the values are what the user reads."""

    VALUE = "Value"
    NAME = "Name"
    AUTHOR = "Author’s order"


def in_order(chart: BarChart, order: ChartOrder, measure: Measure) -> BarChart:
    """Return a chart of a measure in an order; one force over time stays in chronological order."""
    if order is ChartOrder.VALUE or chart.is_over_time:
        return chart
    if order is ChartOrder.NAME:
        return chart.in_name_order
    places = {force: at for at, force in enumerate(_forces(measure))}
    return chart._replace(bars=tuple(sorted(chart.bars, key=lambda bar: places[bar.force])))


def few_rows(chart: BarChart, measure: Measure, my_force: Force | None, count: int) -> BarChart:
    """Return a chart with at most so many rows; its subtitle then says of how many.

    Kept are the largest, my force, the author's highlight, and others as the author has them. Of a
    force over time, the latest periods are kept.

    Args:
        chart: A chart of the measure, the longest bar first.
        measure: What was counted.
        my_force: The user's own force, or None.
        count: The number of rows.
    """
    if chart.is_over_time:
        return _shortened(chart, chart.bars[-count:], count, f"{len(chart.bars):,} periods")
    forces = dict.fromkeys(bar.force for bar in chart.bars)
    preferred = dict.fromkeys((*list(forces)[:1], my_force, measure.highlight, *_forces(measure)))
    kept = [force for force in preferred if force is not None and force in forces][:count]
    bars = tuple(bar for bar in chart.bars if bar.force in kept)
    return _shortened(chart, bars, count, f"{len(forces):,} forces")


MAX_SLIDE_BARS: Final = 12
"""How many bars of a chart a slide shows at most."""


def bars_for_slide(chart: BarChart, count: int = MAX_SLIDE_BARS) -> BarChart:
    """Return a chart with at most so many bars, in their order: those that a slide shows.

    Kept are the largest, the highlighted one and the lowest. Missing figures count as lower than
    the lowest; one that isn't highlighted is only kept if there are few figures.

    Args:
        chart: A chart, the longest bar first and missing figures last.
        count: The number of bars, at least 1.
    """
    bars = chart.bars
    if len(bars) <= count:
        return chart
    highlighted = (at for at, bar in enumerate(bars) if bar.is_highlighted)
    lowest = max((at for at, bar in enumerate(bars) if bar.value is not None), default=0)
    preferred = dict.fromkeys((0, *highlighted, lowest, *range(len(bars))))
    kept = sorted(list(preferred)[:count])
    breaks = (at for at, (before, here) in enumerate(pairwise(kept), 1) if here > before + 1)
    return chart._replace(
        bars=tuple(bars[at] for at in kept),
        left_out=len(bars) - len(kept),
        breaks=tuple(breaks),
    )


def _shortened(chart: BarChart, bars: tuple[Bar, ...], count: int, whole: str) -> BarChart:
    if len(bars) == len(chart.bars):
        return chart
    subtitle = " · ".join(filter(None, (chart.subtitle, f"{count} of {whole}")))
    return chart._replace(bars=bars, subtitle=subtitle)


def _forces(measure: Measure) -> dict[Force, None]:
    """Return the forces of a measure as the author has them."""
    return dict.fromkeys(figure.force for figure in measure.figures)


PER_CENT: Final = re.compile(r"%|\bper\s?cent(?:age)?\b(?!\s+points?\b)", re.IGNORECASE)
"""Matches what makes a figure a percentage; percentage points are something else."""


def is_percentage(unit: str) -> bool:
    """Return whether figures in a unit are percentages."""
    return PER_CENT.search(unit) is not None


def signed_figure_text(figure: Figure, unit: str) -> str:
    """Return a figure as it is shown, a percentage with its sign."""
    is_number = figure.value is not None and figure.marker != "low"
    return figure_text(figure) + ("%" if is_number and is_percentage(unit) else "")


def with_per_cent_sign(chart: BarChart) -> BarChart:
    """Return a chart of percentages with the sign at each figure, on a scale of 0 to 100.

    Larger figures keep their own scale. Any other chart stays as it is.
    """
    if not is_percentage(chart.unit):
        return chart
    bars = tuple(
        bar if bar.is_in_words else bar._replace(text=f"{bar.text}%") for bar in chart.bars
    )
    is_share = all(bar.drawn_value <= 100 for bar in bars)
    return chart._replace(bars=bars, full_scale=100.0 if is_share else None)


_MAX_OTHER_PERIODS: Final = 5


class OtherPeriods:
    """The figures of each force for the periods that a chart doesn't show.

    Args:
        measure: What was counted.
        shown: The periods that the chart shows.
    """

    def __init__(self, measure: Measure, shown: Collection[str]) -> None:
        self._measure = measure
        self._shown = shown
        self._by_force: defaultdict[Force, list[Figure]] | None = None  # grouped when first asked
        self._origins: dict[Origin, str] = {}

    def text(self, force: Force) -> str:
        """Return a force's other figures, latest first: ``2021: 74 · 2020: 69``; may be empty.

        If figures of the measure are from several places, each is followed by its own.
        """
        if self._by_force is None:
            self._by_force = defaultdict(list)
            distinct = {(each.source, each.locator): each for each in self._measure.figures}
            self._origins = origin_names(map(self._measure.origin_of, distinct.values()))
            for figure in self._measure.figures:
                if figure.period not in self._shown:
                    self._by_force[figure.force].append(figure)
        figures = sorted(self._by_force[force], key=lambda figure: figure.period, reverse=True)
        parts = list(map(self._with_period, figures[:_MAX_OTHER_PERIODS]))
        if len(figures) > _MAX_OTHER_PERIODS:
            parts.append(counted(len(figures) - _MAX_OTHER_PERIODS, "earlier period"))
        return " · ".join(parts)

    def _with_period(self, figure: Figure) -> str:
        text = signed_figure_text(figure, self._measure.unit)
        origin = self._origins.get(self._measure.origin_of(figure), "")
        origin = f"({origin})" if origin else ""
        return f"{figure.period}: {' '.join(filter(None, (text, status_text(figure), origin)))}"
