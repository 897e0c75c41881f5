"""A measure and its figures as a bar chart: what is drawn, as a value; no Qt.

The chart on screen, the table beside it, the slide and every export are made from the same
`BarChart`, so that no two of them can disagree.
"""

import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple

from briefing_app.files.spreadsheet_cells import escape_formula
from briefing_app.model.report import Figure, Force, Measure, Source, force_labels
from briefing_app.model.search import words

if TYPE_CHECKING:
    from decimal import Decimal

_MISSING: Final = {"x": "not available", "c": "confidential", "z": "not applicable"}
_STATUS: Final = {"p": "provisional", "r": "revised"}
_LOW: Final = "low, rounds to 0"
_MOST_NAMED: Final = 6  # earlier periods, before they are only counted
_PER_CENT: Final = re.compile(r"%|\bper\s?cent(?:age)?\b", re.IGNORECASE)
_SIGN: Final = re.compile(r"[^\w\s.,;:!?()'’\"“”/–—-]")  # of a currency, and the like
_COUNTED_ANYHOW: Final = {"number", "of"}  # words of a unit that a title does without
_MOST_DIGITS: Final = 1000  # more than any difference of two floating-point numbers has

CALCULATED: Final = (
    "“Up” and “down” are worked out from the two figures; the source doesn’t say so."
)
"""What is said below a chart that compares."""


class ChartView(NamedTuple):
    """What of a measure a chart shows.

    Args:
        period: The period shown, the later one of two; empty for the latest there is, and where a
            force is shown over time.
        since: The earlier period that it is compared with, or empty.
        force: The force that is shown over time, or None.
    """

    period: str = ""
    since: str = ""
    force: Force | None = None


LATEST: Final = ChartView()
"""The latest figures: what an author's message is about, and what a chart shows unasked."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure.

    `value` is None where the figure is missing; `text` then says so in words. Otherwise `text` is
    the figure as it is shown (``1,234``), which says of one that only rounds to 0 that it does.
    `note` says that it is not final (``provisional``), and by how much it differs from the bar that
    it is compared with (``up 46``). `joined` says that it belongs together with the bar above.
    """

    force: Force
    period: str
    label: str
    value: int | float | None
    text: str
    note: str
    highlighted: bool
    joined: bool = False

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

    Where two periods are compared, each force's earlier bar stands above its later one, and the
    later ones are in that order. A force over time is in the order of time.

    `title` is the message, a sentence; `subtitle` says what was counted, in which unit and when, as
    far as the title doesn't; `definition` says how. `notes`, `definition`, `caveat` and `source`
    belong below the chart. `alt_text` says all that the bars say, for somebody who doesn't see
    them. `earlier` are the periods before the latest, in the order of time, where the chart shows
    that one alone.
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
    earlier: tuple[str, ...] = ()

    @property
    def earlier_text(self) -> str:
        """That there are figures of earlier periods, where no choice of them is offered beside it.

        Empty where there are none.
        """
        if not self.earlier:
            return ""
        several = len(self.earlier) > 1
        named = ", ".join(self.earlier)
        if len(self.earlier) > _MOST_NAMED:
            named = f"{len(self.earlier):,}, from {self.earlier[0]} to {self.earlier[-1]}"
        return f"Earlier period{'s' if several else ''} in this briefing: {named}."

    @property
    def highlighted(self) -> Bar | None:
        """The bar that stands out, if one does."""
        return next((bar for bar in self.bars if bar.highlighted), None)

    @property
    def several_periods(self) -> bool:
        """Whether a bar's force alone doesn't say which one it is."""
        return len({bar.period for bar in self.bars}) > 1

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The bars as table rows, in the same order, with each force's full name."""
        return tuple(TableRow(bar.force.name, bar.figure, bar.period) for bar in self.bars)


def periods(measure: Measure) -> tuple[str, ...]:
    """The periods that a measure has figures for, latest first."""
    return tuple(sorted({figure.period for figure in measure.figures}, reverse=True))


def chart_views(measure: Measure, my_force: Force | None = None) -> dict[ChartView, str]:
    """What of a measure can be shown, each with what it is called, the latest figures first.

    Args:
        measure: What was counted.
        my_force: The user's own force, which comes first among those that are shown over time.
    """
    spans = periods(measure)
    if len(spans) < 2:
        return {LATEST: spans[0] if spans else ""}
    views = {LATEST: f"{spans[0]}, the latest"}
    views |= {ChartView(period): period for period in spans[1:]}
    for at, later in enumerate(spans):
        # The latest can be compared with any, each other one with the one before it.
        for earlier in spans[at + 1 :] if at == 0 else spans[at + 1 : at + 2]:
            views[ChartView(later, earlier)] = f"Change from {earlier} to {later}"
    counted = Counter(figure.force for figure in measure.figures)
    labels = force_labels(counted)
    several = [force for force, figures in counted.items() if figures > 1]
    for force in sorted(several, key=lambda force: (force != my_force, labels[force].casefold())):
        views[ChartView(force=force)] = f"{labels[force]} over time"
    return views


def bar_chart(
    measure: Measure, my_force: Force | None = None, view: ChartView = LATEST, *, title: str = ""
) -> BarChart:
    """Draw up a chart of a measure.

    Args:
        measure: What was counted.
        my_force: The force to highlight instead of the measure's own, where it has a figure.
        view: What of it to show.
        title: What it is titled instead of its message, as on an author's slide.
    """
    spans = periods(measure)
    latest = spans[0] if spans else ""
    period = view.period or latest
    if view.force is not None:
        bars, shown = _over_time(measure, view.force), " to ".join({spans[-1]: 0, latest: 0})
    elif view.since:
        bars, shown = _change(measure, my_force, view.since, period), f"{view.since} and {period}"
    else:
        bars, shown = _of_period(measure, my_force, period), period
    latest_alone = view.force is None and not view.since and period == latest
    # The author's sentence is about the latest figures; nothing bears it out for others.
    message = measure.message if latest_alone else ""
    if not title:
        title = message or measure.title
        if view.force is not None:
            title = f"{view.force.name}: {measure.title}"
    return BarChart(
        title=title,
        subtitle=_subtitle(measure, title, shown),
        bars=bars,
        definition=measure.definition,
        caveat=measure.caveat,
        source=_source_line(measure.source),
        unit=measure.unit,
        period=shown,
        alt_text=_alt_text(bars),
        notes=tuple(_notes(bars, my_force, view)),
        earlier=spans[:0:-1] if latest_alone else (),
    )


def chart_of(chart: BarChart, bars: tuple[Bar, ...]) -> BarChart:
    """A chart of some of the bars of another one, where not all of them have room together."""
    return replace(chart, bars=bars, alt_text=_alt_text(bars))


def _of_period(measure: Measure, my_force: Force | None, period: str) -> tuple[Bar, ...]:
    """Each force's figure of one period."""
    figures = [figure for figure in measure.figures if figure.period == period]
    labels = force_labels(figure.force for figure in figures)
    highlight = _highlight(measure, my_force, labels)
    bars = (
        _bar(figure, labels[figure.force], highlighted=figure.force == highlight)
        for figure in figures
    )
    return tuple(sorted(bars, key=_drawn_before))


def _change(measure: Measure, my_force: Force | None, earlier: str, later: str) -> tuple[Bar, ...]:
    """Each force's figures of two periods, and how the later one differs, as far as it can be said.

    What only one of the periods has a figure for is shown with that.
    """
    by_period: dict[str, dict[Force, Figure]] = {earlier: {}, later: {}}
    for figure in measure.figures:
        if figure.period in by_period:
            by_period[figure.period][figure.force] = figure
    before, after = by_period[earlier], by_period[later]
    labels = force_labels({**before, **after})
    highlight = _highlight(measure, my_force, labels)
    leading: list[tuple[Bar, tuple[Bar, ...]]] = []
    for force, label in labels.items():
        pair: list[Bar] = []
        if force in before:
            pair.append(_bar(before[force], f"{label} {earlier}", highlighted=False))
        if force in after:
            bar = _bar(after[force], f"{label} {later}", highlighted=force == highlight)
            if pair:
                said = difference_text(exact_value(before[force]), exact_value(after[force]))
                note = ", ".join(part for part in (bar.note, said) if part)
                bar = replace(bar, note=note, joined=True)
            pair.append(bar)
        # A force without a later figure stands with those whose figure is missing.
        order = pair[-1] if force in after else replace(pair[-1], value=None)
        leading.append((order, tuple(pair)))
    leading.sort(key=lambda pair: _drawn_before(pair[0]))
    return tuple(bar for _, pair in leading for bar in pair)


def _over_time(measure: Measure, force: Force) -> tuple[Bar, ...]:
    """One force's figures in the order of time."""
    figures = [figure for figure in measure.figures if figure.force == force]
    figures.sort(key=lambda figure: figure.period)
    last = len(figures) - 1
    return tuple(
        _bar(figure, figure.period, highlighted=at == last) for at, figure in enumerate(figures)
    )


def _highlight(measure: Measure, my_force: Force | None, among: Collection[Force]) -> Force | None:
    return my_force if my_force in among else measure.highlight


def exact_value(figure: Figure) -> int | float | None:
    """What can be compared of a figure: nothing where it is missing or only rounds to 0."""
    return None if figure.marker == "low" else figure.value


def difference_text(before: float | None, after: float | None) -> str:
    """By how much a figure differs from an earlier one, to the last digit: ``up 46``.

    Empty where one of them is None: nothing can be said then.
    """
    if before is None or after is None or not (isfinite(before) and isfinite(after)):
        return ""
    from decimal import Context  # noqa: PLC0415, nothing else needs it

    difference = Context(prec=_MOST_DIGITS).subtract(_decimal(after), _decimal(before))
    if not difference:
        return "no change"
    return f"{'up' if difference > 0 else 'down'} {difference.copy_abs():,f}"


def _notes(bars: Sequence[Bar], my_force: Force | None, view: ChartView) -> Iterator[str]:
    if not bars:
        yield "There are no figures to show."
    elif my_force is not None and view.force is None and all(b.force != my_force for b in bars):
        yield f"{my_force.name} is not in these figures."
    if any(
        bar.joined
        and not above.worded
        and not bar.worded
        and difference_text(above.value, bar.value)
        for above, bar in pairwise(bars)
    ):
        yield CALCULATED


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
                _cell(bar.period),
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


def _bar(figure: Figure, label: str, *, highlighted: bool) -> Bar:
    missing = figure.value is None
    return Bar(
        force=figure.force,
        period=figure.period,
        label=label,
        value=figure.value,
        text=_figure_text(figure),
        note="" if missing else _STATUS.get(figure.marker, ""),
        highlighted=highlighted,
    )


def _figure_text(figure: Figure) -> str:
    if figure.value is None:
        return _MISSING.get(figure.marker, _MISSING["x"])
    return _LOW if figure.marker == "low" else number_text(figure.value)


def _drawn_before(bar: Bar) -> tuple[bool, float, str, str, int]:
    longest_first = 0 if bar.value is None else -bar.value
    return (bar.value is None, longest_first, bar.label.casefold(), bar.force.name, bar.force.id)


def _subtitle(measure: Measure, title: str, period: str) -> str:
    """What a title doesn't say: what was counted, in which unit and when."""
    counted, unit = (text.rstrip(" .") for text in (measure.title, measure.unit))
    if counted in title:
        counted = ""
    if _says(title, unit) or _says(counted, unit):
        unit = ""
    said = ", ".join(part for part in (counted, unit, period) if part)
    return said[:1].upper() + said[1:]


def _says(text: str, unit: str) -> bool:
    """Whether a text has all words of a unit in it, in whichever order, and its signs."""
    text, unit = (_PER_CENT.sub(" percent ", each) for each in (text, unit))
    needed = set(words(unit)) - _COUNTED_ANYHOW
    return needed.issubset(words(text)) and set(_SIGN.findall(unit)).issubset(text)


def _source_line(source: Source) -> str:
    line = ", ".join(part for part in (source.publisher, source.title) if part)
    return f"Source: {line}" + ("" if line.endswith((".", "!", "?", "…")) else ".")


def _alt_text(bars: Sequence[Bar]) -> str:
    if not bars:
        return "Bar chart without figures."
    drawn = sum(bar.value is not None for bar in bars)
    missing = len(bars) - drawn
    parts = [f"{drawn:,} bar{'' if drawn == 1 else 's'}"]
    if drawn > 1:
        parts.append(_order_text(bars))
    if missing:
        parts.append(f"{missing:,} figure{'' if missing == 1 else 's'} missing")
    sentences = [
        f"Bar chart, {', '.join(parts)}.",
        f"{', '.join(f'{bar.label} {bar.figure}' for bar in bars)}.",
    ]
    sentences += [f"{bar.label} is highlighted." for bar in bars if bar.highlighted]
    return " ".join(sentences)


def _order_text(bars: Sequence[Bar]) -> str:
    if len({bar.force for bar in bars}) == 1:
        return "in the order of time"
    several = len({bar.period for bar in bars}) > 1
    return "the two periods of each force together" if several else "longest first"


def _cell(text: str) -> str:
    """Text as one cell: on one line, and never a formula."""
    return escape_formula(" ".join(text.split()))
