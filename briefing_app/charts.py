"""A measure and its figures as a bar chart: what is drawn, as a value; no Qt.

The chart on screen, the table beside it, the slide and every export are made from the same
`BarChart`, so that no two of them can disagree.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from briefing_app.report import Figure, Force, Measure, Source, force_labels
from briefing_app.spreadsheet_cells import guarded

if TYPE_CHECKING:
    from decimal import Decimal

_MISSING: Final = {"x": "not available", "c": "confidential", "z": "not applicable"}
_STATUS: Final = {"p": "provisional", "r": "revised"}
_LOW: Final = "low, rounds to 0"


@dataclass(frozen=True, slots=True)
class Bar:
    """One force's figure.

    `value` is None where the figure is missing; `text` then says so in words. Otherwise `text` is
    the figure as it is shown (``1,234``), which says of one that only rounds to 0 that it does.
    `note` is ``provisional``, ``revised`` or empty.
    """

    force: Force
    label: str
    value: int | float | None
    text: str
    note: str
    highlighted: bool

    @property
    def figure(self) -> str:
        """The figure with its note: ``12 provisional``."""
        return f"{self.text} {self.note}".rstrip()

    @property
    def worded(self) -> bool:
        """Whether words stand in the place of a number: it is missing, or not the 0 that it is."""
        return self.value is None or self.text == _LOW


class TableRow(NamedTuple):
    """A row of the table that says the same as the chart."""

    force: str
    figure: str
    period: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars in the order in which they are drawn from the top: longest first, missing figures last.

    `title` is the message, a sentence; `subtitle` says what was counted and when, `definition`
    how. `notes`, `definition`, `caveat` and `source` belong below the chart. `alt_text` says all
    that the bars say, for somebody who doesn't see them.
    """

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    definition: str
    caveat: str
    source: str
    unit: str
    period: str
    alt_text: str
    notes: tuple[str, ...]

    @property
    def highlighted(self) -> Bar | None:
        """The bar that stands out, if one does."""
        return next((bar for bar in self.bars if bar.highlighted), None)

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The bars as table rows, in the same order, with each force's full name."""
        return tuple(TableRow(bar.force.name, bar.figure, self.period) for bar in self.bars)


def periods(measure: Measure) -> tuple[str, ...]:
    """The periods that a measure has figures for, latest first."""
    return tuple(sorted({figure.period for figure in measure.figures}, reverse=True))


def bar_chart(
    measure: Measure, my_force: Force | None = None, period: str | None = None
) -> BarChart:
    """Draw up the chart of a measure.

    Args:
        measure: What was counted.
        my_force: The force to highlight instead of the measure's own, where it has a figure.
        period: The period to show; the latest by default.
    """
    if period is None:
        period = next(iter(periods(measure)), "")
    figures = [figure for figure in measure.figures if figure.period == period]
    forces = {figure.force for figure in figures}
    highlight = my_force if my_force in forces else measure.highlight
    labels = force_labels(forces)
    bars = tuple(
        sorted(
            (_bar(figure, labels[figure.force], highlight) for figure in figures),
            key=_drawn_before,
        )
    )
    notes = []
    if not bars:
        notes.append("There are no figures to show.")
    elif my_force is not None and my_force not in forces:
        notes.append(f"{my_force.name} is not in these figures.")
    return BarChart(
        title=measure.message or measure.title,
        subtitle=_subtitle(measure, period),
        bars=bars,
        definition=measure.definition,
        caveat=measure.caveat,
        source=_source_line(measure.source),
        unit=measure.unit,
        period=period,
        alt_text=_alt_text(bars),
        notes=tuple(notes),
    )


def number_text(value: float) -> str:
    """A number as it is shown: every digit that the source gives and no other, thousands apart."""
    return f"{value:,}" if isinstance(value, int) else f"{_decimal(value):,f}"


def tab_separated(chart: BarChart) -> str:
    """The chart as text to paste into a spreadsheet: title, table, and what stands below it.

    Figures stand without thousands separators, which not every spreadsheet reads alike. A cell
    that a spreadsheet would run as a formula starts with an apostrophe instead.
    """
    noted = any(bar.note for bar in chart.bars)
    head = ["Force", _cell(chart.unit) or "Figure", "Period", *(["Note"] if noted else [])]
    lines = [[_cell(chart.title)], [_cell(chart.subtitle)], head]
    for bar in chart.bars:
        figure = bar.text if bar.value is None or bar.worded else f"{_decimal(bar.value):f}"
        lines.append(
            [
                _cell(bar.force.name),
                figure,
                _cell(chart.period),
                *([bar.note] if noted else []),
            ]
        )
    below = (*chart.notes, chart.definition, chart.caveat, chart.source)
    lines += [[_cell(line)] for line in below if line]
    import csv  # noqa: PLC0415, not needed to draw

    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(lines)
    return text.getvalue()


def _decimal(value: float) -> "Decimal":
    """A number with just the digits that it was given with."""
    from decimal import Decimal  # noqa: PLC0415, most figures are whole

    return Decimal(str(value))


def _bar(figure: Figure, label: str, highlight: Force | None) -> Bar:
    force = figure.force
    missing = figure.value is None
    return Bar(
        force=force,
        label=label,
        value=figure.value,
        text=_figure_text(figure),
        note="" if missing else _STATUS.get(figure.marker, ""),
        highlighted=force == highlight,
    )


def _figure_text(figure: Figure) -> str:
    if figure.value is None:
        return _MISSING.get(figure.marker, _MISSING["x"])
    return _LOW if figure.marker == "low" else number_text(figure.value)


def _drawn_before(bar: Bar) -> tuple[bool, float, str, str, int]:
    longest_first = 0 if bar.value is None else -bar.value
    return (bar.value is None, longest_first, bar.label.casefold(), bar.force.name, bar.force.id)


def _subtitle(measure: Measure, period: str) -> str:
    # Without a message the title already says what was counted.
    counted = (measure.title if measure.message else measure.unit).rstrip(" .")
    return ", ".join(part for part in (counted[:1].upper() + counted[1:], period) if part)


def _source_line(source: Source) -> str:
    line = ", ".join(part for part in (source.publisher, source.title) if part)
    return f"Source: {line}" + ("" if line.endswith((".", "!", "?", "…")) else ".")


def _alt_text(bars: tuple[Bar, ...]) -> str:
    if not bars:
        return "Bar chart without figures."
    drawn = sum(bar.value is not None for bar in bars)
    missing = len(bars) - drawn
    parts = [f"{drawn:,} bar{'' if drawn == 1 else 's'}"]
    if drawn > 1:
        parts.append("longest first")
    if missing:
        parts.append(f"{missing:,} figure{'' if missing == 1 else 's'} missing")
    sentences = [
        f"Bar chart, {', '.join(parts)}.",
        f"{', '.join(f'{bar.label} {bar.figure}' for bar in bars)}.",
    ]
    sentences += [f"{bar.label} is highlighted." for bar in bars if bar.highlighted]
    return " ".join(sentences)


def _cell(text: str) -> str:
    """Text as one cell: on one line, and never a formula."""
    return guarded(" ".join(text.split()))
