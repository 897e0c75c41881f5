"""Bar charts as values, and the same figures as a table and as text.

The chart on screen, the table next to it, the slide and every export are made from the same
`BarChart`, so that they cannot disagree.
"""

import io
from collections.abc import Sequence
from math import isfinite
from typing import Final, NamedTuple

from briefing_app.files.csv import escape_formula
from briefing_app.model.figure_text import LOW_TEXT, exact_decimal
from briefing_app.model.report import Force, force_labels
from briefing_app.model.text import single_line
from briefing_app.model.wording import counted

_MAX_PERIODS_LISTED: Final = 6


class Bar(NamedTuple):
    """One figure of a chart.

    Args:
        force: The force that the figure is about.
        period: The period that it is about.
        label: What the bar is called in the chart.
        value: The figure; None if it is missing.
        text: The figure as it is shown, ``1,234``, or words if it is missing or rounds to 0.
        note: A status (``provisional``) and the difference to the bar above (``up 46``).
        is_highlighted: Whether the bar stands out.
        is_joined: Whether the bar forms a pair with the bar above.
    """

    force: Force
    period: str
    label: str
    value: int | float | None
    text: str
    note: str
    is_highlighted: bool
    is_joined: bool = False

    @property
    def figure(self) -> str:
        """The figure with its note: ``12 provisional``."""
        return f"{self.text} {self.note}".rstrip()

    @property
    def drawn_value(self) -> float:
        """The value that the length of the bar represents; 0 if there is no bar."""
        value = self.value
        return value if value is not None and value > 0 and isfinite(value) else 0.0

    @property
    def is_in_words(self) -> bool:
        """Whether words replace the number: the figure is missing, or is not exactly the 0."""
        return self.value is None or self.text == LOW_TEXT


class TableRow(NamedTuple):
    """A row of the table that shows the figures of a chart."""

    force: str
    figure: str
    period: str


class BarChart(NamedTuple):
    """A bar chart, its bars in the order in which they are drawn from the top.

    The longest bar comes first and missing figures last. If two periods are compared, each force's
    earlier bar comes directly before its later bar, and the later bars are in that order. The bars
    of one force over time are in chronological order.

    Args:
        title: The message, a sentence.
        subtitle: What was counted, in which unit and when, unless the title says it.
        bars: The figures.
        definition: How it was counted; shown below the chart, as are `caveat`, `source`, `notes`.
        caveat: What limits the figures.
        source: Where they come from.
        unit: What is counted.
        period: The period or periods shown.
        notes: Further sentences.
        earlier_periods: The periods before the latest, in chronological order, if the chart shows
            only the latest.
        compared: The earlier and the later period of a change; None for any other chart.
    """

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    definition: str
    caveat: str
    source: str
    unit: str
    period: str
    notes: tuple[str, ...]
    earlier_periods: tuple[str, ...] = ()
    compared: tuple[str, str] | None = None

    @property
    def earlier_text(self) -> str:
        """A sentence that lists the earlier periods, for a chart that nobody can switch to them.

        It is empty if there are none.
        """
        if not self.earlier_periods:
            return ""
        several = len(self.earlier_periods) > 1
        listed = ", ".join(self.earlier_periods)
        if len(self.earlier_periods) > _MAX_PERIODS_LISTED:
            first, last = self.earlier_periods[0], self.earlier_periods[-1]
            listed = f"{len(self.earlier_periods):,}, from {first} to {last}"
        return f"Earlier period{'s' if several else ''} in this briefing: {listed}."

    @property
    def in_name_order(self) -> "BarChart":
        """The chart sorted by name, which doesn't show who has most; two figures stay together."""
        labels = force_labels(bar.force for bar in self.bars)
        bars = sorted(self.bars, key=lambda bar: (labels[bar.force].casefold(), bar.force.id))
        return self._replace(bars=tuple(bars))

    @property
    def has_several_periods(self) -> bool:
        """Whether a bar's force alone does not identify it."""
        return len({bar.period for bar in self.bars}) > 1

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The bars as table rows, in the same order, with the full name of each force."""
        return tuple(TableRow(bar.force.name, bar.figure, bar.period) for bar in self.bars)

    @property
    def alt_text(self) -> str:
        """A description with every figure, for somebody who does not see the chart."""
        bars = self.bars
        if not any(bar.text for bar in bars):
            names = ", ".join(bar.label for bar in bars)
            return f"Bar chart without figures{': ' if names else ''}{names}."
        drawn = sum(bar.value is not None for bar in bars)
        missing = len(bars) - drawn
        parts = [counted(drawn, "bar")]
        if drawn > 1:
            parts.append(_order_text(bars))
        if missing:
            parts.append(f"{counted(missing, 'figure')} missing")
        sentences = [
            f"Bar chart, {', '.join(parts)}.",
            f"{', '.join(f'{bar.label} {bar.figure}' for bar in bars)}.",
        ]
        sentences += [f"{bar.label} is highlighted." for bar in bars if bar.is_highlighted]
        return " ".join(sentences)


def tab_separated(chart: BarChart) -> str:
    """Return a chart as text to paste into a spreadsheet: title, table, and the text below it.

    Figures have no thousands separators, which spreadsheets read in different ways. A cell that a
    spreadsheet would run as a formula starts with an apostrophe.
    """
    import csv  # noqa: PLC0415, not needed to draw

    with_notes = any(bar.note for bar in chart.bars)
    head = ["Force", _cell(chart.unit) or "Figure", "Period", *(["Note"] if with_notes else [])]
    lines = [[_cell(chart.title)], [_cell(chart.subtitle)], head]
    for bar in chart.bars:
        note = [bar.note] if with_notes else []
        lines.append([_cell(bar.force.name), _plain_figure(bar), _cell(bar.period), *note])
    below = (*chart.notes, chart.definition, chart.caveat, chart.source)
    lines += [[_cell(line)] for line in below if line]
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(lines)
    return text.getvalue()


def _order_text(bars: Sequence[Bar]) -> str:
    if len({bar.force for bar in bars}) == 1:
        return "in chronological order"
    if len({bar.period for bar in bars}) > 1:
        return "the two periods of each force together"
    values = [bar.drawn_value for bar in bars]
    return "longest first" if values == sorted(values, reverse=True) else "sorted by name"


def _plain_figure(bar: Bar) -> str:
    return bar.text if bar.value is None or bar.is_in_words else f"{exact_decimal(bar.value):f}"


def _cell(text: str) -> str:
    """Return a text as one cell: on one line, and never a formula."""
    return escape_formula(single_line(text))
