"""Bar charts as values, and the same figures as a table and as text.

The chart on screen, the table next to it, the slide and every export are made from the same
`BarChart`, so that they cannot disagree.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from math import isfinite
from typing import Final, NamedTuple

from briefing_app.files.csv import escape_formula
from briefing_app.model.report import Figure, Force, Measure, Origin, force_labels
from briefing_app.model.search import words
from briefing_app.model.text import as_sentence, isolated, single_line
from briefing_app.model.wording import (
    citation,
    counted,
    places_by_source,
    source_line,
    unique_publishers,
)

LOW_TEXT: Final = "low, rounds to 0"
"""The text of a figure that only rounds to 0."""

_MISSING_TEXTS: Final = {"x": "not given", "c": "confidential", "z": "not applicable"}
_STATUS_TEXTS: Final = {"p": "provisional", "r": "revised"}


def figure_text(figure: Figure) -> str:
    """Return a figure as it is shown; a missing figure is described in words."""
    if figure.value is None:
        return _MISSING_TEXTS.get(figure.marker, _MISSING_TEXTS["x"])
    return LOW_TEXT if figure.marker == "low" else number_text(figure.value)


def status_text(figure: Figure) -> str:
    """Return ``provisional`` or ``revised`` for a figure that is not final, else an empty text."""
    return "" if figure.value is None else _STATUS_TEXTS.get(figure.marker, "")


def number_text(value: float) -> str:
    """Return a number with exactly the source's digits and with thousands separators."""
    return f"{value:,}" if isinstance(value, int) else f"{exact_decimal(value):,f}"


def exact_decimal(value: float) -> Decimal:
    """Return a number with exactly the digits that the source gives."""
    return Decimal(str(value))


_MAX_PERIODS_LISTED: Final = 6


class Bar(NamedTuple):
    """One figure of a chart.

    Args:
        force: The force that the figure is about.
        period: The period that it is about.
        label: What the bar is called in the chart.
        value: The figure; None if it is missing.
        text: The figure as it is shown, ``1,234``, or words if it is missing or rounds to 0.
        note: A status (``provisional``); may be empty.
        is_highlighted: Whether the bar stands out.
        origin: Where the figure is from.
    """

    force: Force
    period: str
    label: str
    value: int | float | None
    text: str
    note: str
    is_highlighted: bool
    origin: Origin

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
    """A row of the table that shows the figures of a chart.

    `source` says where the figure is from; it is empty if all are from the same place.
    """

    force: str
    figure: str
    period: str
    source: str


class BarChart(NamedTuple):
    """A bar chart, its bars in the order in which they are drawn from the top.

    The longest bar comes first and missing figures last. The bars of one force over time are in
    chronological order.

    Args:
        title: The message, a sentence.
        subtitle: What was counted, in which unit and when, unless the title says it.
        bars: The figures.
        definition: How it was counted; shown below the chart, as are `caveat`, `source`, `notes`.
        caveat: What limits the figures.
        source: Where they come from: each source with its places.
        unit: What is counted.
        period: The period or periods shown.
        notes: Further sentences.
        earlier_periods: The periods before the latest, in chronological order, if the chart shows
            only the latest.
        full_scale: The value at the right end of the scale; None for that of the longest bar.
        measured: What was counted, in which unit and when, whatever the title says.
        left_out: How many further bars there are, which a slide leaves to the handout.
        breaks: The indexes of the bars between which and the one before others are left out.
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
    full_scale: float | None = None
    measured: str = ""
    left_out: int = 0
    breaks: tuple[int, ...] = ()

    @property
    def left_out_text(self) -> str:
        """What a slide says about the bars that it leaves out; empty if it has all."""
        return f"and {self.left_out:,} more in the handout" if self.left_out else ""

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
        """The chart sorted by name, which doesn't show who has most."""
        bars = sorted(self.bars, key=lambda bar: (bar.label.casefold(), bar.force.id))
        return self._replace(bars=tuple(bars), breaks=())

    @property
    def is_over_time(self) -> bool:
        """Whether it shows one force over time, so that its order is given."""
        return len({bar.period for bar in self.bars}) > 1

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The bars as table rows, in the same order, with the full name of each force."""
        names = origin_names(bar.origin for bar in self.bars)
        return tuple(
            TableRow(bar.force.name, bar.figure, bar.period, names.get(bar.origin, ""))
            for bar in self.bars
        )

    @property
    def has_several_origins(self) -> bool:
        """Whether its figures are from several places, so that its table names them."""
        return len({bar.origin for bar in self.bars}) > 1

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
        figures = (*(f"{bar.label} {bar.figure}" for bar in bars), self.left_out_text)
        sentences = [
            f"Bar chart, {', '.join(parts)}.",
            f"{', '.join(filter(None, figures))}.",
        ]
        sentences += [f"{bar.label} is highlighted." for bar in bars if bar.is_highlighted]
        return " ".join(sentences)


def origins_of(measure: Measure, bars: Iterable[Bar]) -> list[Origin]:
    """Return where the figures of some bars are from; without bars, where the measure's are."""
    return [bar.origin for bar in bars] or [measure.origin]


def origin_names(origins: Iterable[Origin]) -> dict[Origin, str]:
    """Return where some figures are from, in as few words as tell their sources apart.

    It is empty if all are from the same place.
    """
    distinct = dict.fromkeys(origins)
    if len(distinct) < 2:
        return {}
    publishers = unique_publishers(dict.fromkeys(origin.source for origin in distinct))
    return {origin: citation(*origin, publishers) for origin in distinct}


def tab_separated(chart: BarChart) -> str:
    """Return a chart as text to paste into a spreadsheet: title, table, and the text below it.

    Figures have no thousands separators, which spreadsheets read in different ways. A cell that a
    spreadsheet would run as a formula starts with an apostrophe.
    """
    above = (chart.title, chart.subtitle)
    lines = [*([_cell(line)] for line in above), *_rows(chart)]
    lines += ([_cell(line)] for line in _below(chart))
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(lines)
    return text.getvalue()


def html_table(chart: BarChart) -> str:
    """Return a chart as an HTML table to paste, with the texts of `tab_separated` around it."""
    above, below = (
        "".join(f"<p>{escape(_cell(line))}</p>" for line in lines)
        for lines in ((chart.title, chart.subtitle), _below(chart))
    )
    head, *rows = _rows(chart)
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    table = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, *cells in rows
    )
    return f"{above}<table><tr>{heads}</tr>{table}</table>{below}"


def _rows(chart: BarChart) -> list[list[str]]:
    """Return the cells of a chart as a table, with its head."""
    with_notes = any(bar.note for bar in chart.bars)
    with_sources = chart.has_several_origins
    head = ["Force", _cell(chart.unit) or "Figure", "Period"]
    head += ["Note"] * with_notes + ["Source"] * with_sources
    rows = [head]
    for bar, row in zip(chart.bars, chart.rows, strict=True):
        cells = [_cell(bar.force.name), _plain_figure(bar), _cell(bar.period)]
        rows.append([*cells, *[bar.note] * with_notes, *[_cell(row.source)] * with_sources])
    return rows


def _below(chart: BarChart) -> list[str]:
    texts = (*chart.notes, chart.definition, chart.caveat, chart.source)
    return [text for text in texts if text]


def _order_text(bars: Sequence[Bar]) -> str:
    if len({bar.force for bar in bars}) == 1:
        return "in chronological order"
    values = [bar.drawn_value for bar in bars]
    if values == sorted(values, reverse=True):
        return "longest first"
    labels = [bar.label.casefold() for bar in bars]
    return "sorted by name" if labels == sorted(labels) else "in the author’s order"


def _plain_figure(bar: Bar) -> str:
    return bar.text if bar.value is None or bar.is_in_words else f"{exact_decimal(bar.value):f}"


def _cell(text: str) -> str:
    """Return a text as one cell: on one line, and never a formula."""
    return escape_formula(single_line(text))


_PER_CENT: Final = re.compile(r"%|\bper\s?cent(?:age)?\b", re.IGNORECASE)
_SIGN: Final = re.compile(r"[^\w\s.,;:!?()'’\"“”/–—-]")  # of a currency, for example
_OPTIONAL_UNIT_WORDS: Final = {"number", "of"}  # a title that lacks these still says the unit


class ChartView(NamedTuple):
    """The part of a measure that a chart shows.

    Args:
        period: The period shown; empty for the latest, and for a force over time.
        force: The force that is shown over time, or None.
    """

    period: str = ""
    force: Force | None = None


LATEST: Final = ChartView()
"""The latest figures: those that the author's message is about, and the default."""


def periods(measure: Measure) -> tuple[str, ...]:
    """Return the periods that a measure has figures for, latest first."""
    return tuple(sorted({figure.period for figure in measure.figures}, reverse=True))


def chart_views(measure: Measure, my_force: Force | None = None) -> dict[ChartView, str]:
    """Return the views of a measure, each with its name; the latest figures come first.

    Args:
        measure: What was counted.
        my_force: The user's own force, which comes first among the forces shown over time.
    """
    available = periods(measure)
    if len(available) < 2:
        return {LATEST: available[0] if available else ""}
    views = {LATEST: f"{available[0]}, the latest"}
    views |= {ChartView(period): period for period in available[1:]}
    figure_counts = Counter(figure.force for figure in measure.figures)
    labels = force_labels(figure_counts)
    forces = [force for force, count in figure_counts.items() if count > 1]
    for force in sorted(forces, key=lambda force: (force != my_force, labels[force].casefold())):
        views[ChartView(force=force)] = f"{labels[force]} over time"
    return views


def bar_chart(
    measure: Measure,
    highlight: Force | None = None,
    view: ChartView = LATEST,
    *,
    title: str = "",
    names_highlight: bool = True,
) -> BarChart:
    """Return a chart of a measure.

    Args:
        measure: What was counted.
        highlight: The force to highlight instead of the measure's own, if it has a figure.
        view: What to show.
        title: A title to use instead of the measure's message.
        names_highlight: Whether the subtitle says that another force than the author's is
            highlighted.
    """
    available = periods(measure)
    latest = available[0] if available else ""
    period = view.period or latest
    if view.force is not None:
        bars = _bars_over_time(measure, view.force)
        shown_period = " to ".join(dict.fromkeys((available[-1], latest)))
    else:
        bars, shown_period = _bars_of_period(measure, highlight, period), period
    shows_latest = view.force is None and period == latest
    title = title or _default_title(measure, view, shows_latest=shows_latest)
    return BarChart(
        title=title,
        subtitle=" · ".join(
            _non_empty(
                _subtitle(measure, title, shown_period),
                _highlight_text(measure, highlight, bars)
                if names_highlight and view.force is None
                else "",
            )
        ),
        bars=bars,
        definition=as_sentence(measure.definition),
        caveat=as_sentence(measure.caveat),
        source=_source_line(origins_of(measure, bars)),
        unit=measure.unit,
        period=shown_period,
        notes=tuple(_notes(bars, highlight, view)),
        earlier_periods=available[:0:-1] if shows_latest else (),
        measured=_subtitle(measure, "", shown_period),
    )


def _default_title(measure: Measure, view: ChartView, *, shows_latest: bool) -> str:
    if view.force is not None:
        return f"{view.force.name}: {measure.title}"
    # The author's message is about the latest figures; it may be wrong about others.
    return (measure.message if shows_latest else "") or measure.title


def _bars_of_period(measure: Measure, highlight: Force | None, period: str) -> tuple[Bar, ...]:
    """Return each force's figure for one period."""
    figures = [figure for figure in measure.figures if figure.period == period]
    labels = force_labels(figure.force for figure in figures)
    shown_highlight = highlight if highlight in labels else measure.highlight
    bars = (
        _bar(measure, figure, labels[figure.force], is_highlighted=figure.force == shown_highlight)
        for figure in figures
    )
    return tuple(sorted(bars, key=_sort_key))


def _bars_over_time(measure: Measure, force: Force) -> tuple[Bar, ...]:
    """Return one force's figures in chronological order; the latest is highlighted."""
    figures = [figure for figure in measure.figures if figure.force == force]
    figures.sort(key=lambda figure: figure.period)
    last = len(figures) - 1
    return tuple(
        _bar(measure, figure, figure.period, is_highlighted=index == last)
        for index, figure in enumerate(figures)
    )


def _highlight_text(measure: Measure, highlight: Force | None, bars: Sequence[Bar]) -> str:
    """Say which force was highlighted instead of the author's; empty if none was."""
    if highlight is None or highlight == measure.highlight:
        return ""
    if all(bar.force != highlight for bar in bars):
        return ""
    return f"highlighted: {force_labels(figure.force for figure in measure.figures)[highlight]}"


def _bar(measure: Measure, figure: Figure, label: str, *, is_highlighted: bool) -> Bar:
    return Bar(
        force=figure.force,
        period=figure.period,
        label=label,
        value=figure.value,
        text=figure_text(figure),
        note=status_text(figure),
        is_highlighted=is_highlighted,
        origin=measure.origin_of(figure),
    )


def _sort_key(bar: Bar) -> tuple[bool, float, str, str, int]:
    """Sort the longest bar first and missing figures last."""
    length = 0 if bar.value is None else -bar.value
    return (bar.value is None, length, bar.label.casefold(), bar.force.name, bar.force.id)


def _notes(bars: Sequence[Bar], highlight: Force | None, view: ChartView) -> Iterator[str]:
    if not bars:
        yield "There are no figures to show."
    elif highlight is not None and view.force is None and all(b.force != highlight for b in bars):
        yield f"{highlight.name} is not in these figures."


def _subtitle(measure: Measure, title: str, period: str) -> str:
    """Return what the title leaves out: what was counted, in which unit and when."""
    subject, unit = (text.rstrip(" .") for text in (measure.title, measure.unit))
    if subject in title:
        subject = ""
    if _names_unit(title, unit) or _names_unit(subject, unit):
        unit = ""
    if re.search(rf"(?<![\w/-]){re.escape(period)}(?![\w/-])", measure.title):
        period = ""
    period = isolated(period, beside=f"{subject}{unit}")
    text = ", ".join(_non_empty(subject, unit, period))
    return text[:1].upper() + text[1:]


def _names_unit(text: str, unit: str) -> bool:
    """Return whether a text contains all words of a unit, in any order, and its signs."""
    text, unit = (_PER_CENT.sub(" percent ", each) for each in (text, unit))
    needed = set(words(unit)) - _OPTIONAL_UNIT_WORDS
    return needed.issubset(words(text)) and set(_SIGN.findall(unit)).issubset(text)


def _source_line(origins: Iterable[Origin]) -> str:
    lines = (
        " · ".join(_non_empty(", ".join(_non_empty(source.publisher, source.title)), places))
        for source, places in places_by_source(origins).items()
    )
    return source_line(as_sentence("; ".join(_non_empty(*lines))))


def _non_empty(*parts: str) -> Iterable[str]:
    return filter(None, parts)
