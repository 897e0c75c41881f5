"""Builds a bar chart from a measure: which figures it shows, in which order, under which title."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.figure_text import (
    difference_text,
    exact_value,
    figure_text,
    status_text,
)
from briefing_app.model.report import Figure, Force, Measure, Source, force_labels
from briefing_app.model.search import words
from briefing_app.model.text import as_sentence
from briefing_app.model.text_direction import isolated
from briefing_app.model.wording import SOURCE_LEAD

CALCULATED: Final = "“Up” and “down” are calculated from the two figures, not given by the source."
"""The note of a chart that compares two periods."""

_PER_CENT: Final = re.compile(r"%|\bper\s?cent(?:age)?\b", re.IGNORECASE)
_SIGN: Final = re.compile(r"[^\w\s.,;:!?()'’\"“”/–—-]")  # of a currency, for example
_OPTIONAL_UNIT_WORDS: Final = {"number", "of"}  # a title that lacks these still says the unit


class ChartView(NamedTuple):
    """The part of a measure that a chart shows.

    Args:
        period: The period shown, the later one of two; empty for the latest, and for a force over
            time.
        since: The earlier period that it is compared with, or empty.
        force: The force that is shown over time, or None.
    """

    period: str = ""
    since: str = ""
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
    for later, earlier in _comparable(available):
        views[ChartView(later, earlier)] = f"Change from {earlier} to {later}"
    figure_counts = Counter(figure.force for figure in measure.figures)
    labels = force_labels(figure_counts)
    forces = [force for force, count in figure_counts.items() if count > 1]
    for force in sorted(forces, key=lambda force: (force != my_force, labels[force].casefold())):
        views[ChartView(force=force)] = f"{labels[force]} over time"
    return views


def _comparable(available: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair the latest period with each earlier one, and each other period with the one before."""
    latest, *others = available
    yield from ((latest, earlier) for earlier in others)
    yield from pairwise(others)


def bar_chart(
    measure: Measure, highlight: Force | None = None, view: ChartView = LATEST, *, title: str = ""
) -> BarChart:
    """Return a chart of a measure.

    Args:
        measure: What was counted.
        highlight: The force to highlight instead of the measure's own, if it has a figure.
        view: What to show.
        title: A title to use instead of the measure's message.
    """
    available = periods(measure)
    latest = available[0] if available else ""
    period = view.period or latest
    if view.force is not None:
        bars = _bars_over_time(measure, view.force)
        shown_period = " to ".join(dict.fromkeys((available[-1], latest)))
    elif view.since:
        bars = _bars_of_change(measure, highlight, view.since, period)
        shown_period = f"{view.since} and {period}"
    else:
        bars, shown_period = _bars_of_period(measure, highlight, period), period
    shows_latest = view.force is None and not view.since and period == latest
    title = title or _default_title(measure, view, shows_latest=shows_latest)
    return BarChart(
        title=title,
        subtitle=" · ".join(
            _non_empty(
                _subtitle(measure, title, shown_period),
                "" if view.force is not None else _highlight_text(measure, highlight, bars),
            )
        ),
        bars=bars,
        definition=as_sentence(measure.definition),
        caveat=as_sentence(measure.caveat),
        source=_source_line(measure.source),
        unit=measure.unit,
        period=shown_period,
        notes=tuple(_notes(bars, highlight, view)),
        earlier_periods=available[:0:-1] if shows_latest else (),
        compared=(view.since, period) if view.since and view.force is None else None,
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
    shown_highlight = _highlighted_force(measure, highlight, labels)
    bars = (
        _bar(figure, labels[figure.force], is_highlighted=figure.force == shown_highlight)
        for figure in figures
    )
    return tuple(sorted(bars, key=_sort_key))


def _bars_of_change(
    measure: Measure, highlight: Force | None, earlier: str, later: str
) -> tuple[Bar, ...]:
    """Return each force's figures for two periods; a force may have only one of them."""
    before, after = (
        {figure.force: figure for figure in measure.figures if figure.period == period}
        for period in (earlier, later)
    )
    forces = dict.fromkeys(
        figure.force for figure in measure.figures if figure.period in {earlier, later}
    )
    labels = force_labels(forces)
    shown_highlight = _highlighted_force(measure, highlight, labels)
    groups: list[tuple[Bar, ...]] = []
    for force, label in labels.items():
        first, second = before.get(force), after.get(force)
        group: list[Bar] = []
        if first is not None:
            group.append(_bar(first, f"{label} {earlier}", is_highlighted=False))
        if second is not None:
            bar = _bar(second, f"{label} {later}", is_highlighted=force == shown_highlight)
            group.append(bar if first is None else _joined(bar, first, second))
        groups.append(tuple(group))
    groups.sort(key=lambda group: _group_sort_key(group, later))
    return tuple(bar for group in groups for bar in group)


def _joined(bar: Bar, before: Figure, after: Figure) -> Bar:
    """Return the later bar of a pair, with the difference in its note."""
    difference = difference_text(exact_value(before), exact_value(after))
    note = ", ".join(part for part in (bar.note, difference) if part)
    return bar._replace(note=note, is_joined=True)


def _bars_over_time(measure: Measure, force: Force) -> tuple[Bar, ...]:
    """Return one force's figures in chronological order; the latest is highlighted."""
    figures = [figure for figure in measure.figures if figure.force == force]
    figures.sort(key=lambda figure: figure.period)
    last = len(figures) - 1
    return tuple(
        _bar(figure, figure.period, is_highlighted=index == last)
        for index, figure in enumerate(figures)
    )


def _highlighted_force(
    measure: Measure, highlight: Force | None, shown: Collection[Force]
) -> Force | None:
    return highlight if highlight in shown else measure.highlight


def _highlight_text(measure: Measure, highlight: Force | None, bars: Sequence[Bar]) -> str:
    """Say which force was highlighted instead of the author's; empty if none was."""
    if highlight is None or highlight == measure.highlight:
        return ""
    if all(bar.force != highlight for bar in bars):
        return ""
    return f"highlighted: {force_labels(figure.force for figure in measure.figures)[highlight]}"


def _bar(figure: Figure, label: str, *, is_highlighted: bool) -> Bar:
    return Bar(
        force=figure.force,
        period=figure.period,
        label=label,
        value=figure.value,
        text=figure_text(figure),
        note=status_text(figure),
        is_highlighted=is_highlighted,
    )


def _sort_key(bar: Bar) -> tuple[bool, float, str, str, int]:
    """Sort the longest bar first and missing figures last."""
    length = 0 if bar.value is None else -bar.value
    return (bar.value is None, length, bar.label.casefold(), bar.force.name, bar.force.id)


def _group_sort_key(group: Sequence[Bar], later: str) -> tuple[bool, float, str, str, int]:
    """Sort by the later bar; a force without one is sorted as if its figure were missing."""
    bar = group[-1]
    return _sort_key(bar if bar.period == later else bar._replace(value=None))


def _notes(bars: Sequence[Bar], highlight: Force | None, view: ChartView) -> Iterator[str]:
    if not bars:
        yield "There are no figures to show."
    elif highlight is not None and view.force is None and all(b.force != highlight for b in bars):
        yield f"{highlight.name} is not in these figures."
    if any(_shows_difference(above, bar) for above, bar in pairwise(bars)):
        yield CALCULATED


def _shows_difference(above: Bar, bar: Bar) -> bool:
    return (
        bar.is_joined
        and not above.is_in_words
        and not bar.is_in_words
        and bool(difference_text(above.value, bar.value))
    )


def _subtitle(measure: Measure, title: str, period: str) -> str:
    """Return what the title leaves out: what was counted, in which unit and when."""
    subject, unit = (text.rstrip(" .") for text in (measure.title, measure.unit))
    if subject in title:
        subject = ""
    if _names_unit(title, unit) or _names_unit(subject, unit):
        unit = ""
    period = isolated(period, beside=f"{subject}{unit}")
    text = ", ".join(_non_empty(subject, unit, period))
    return text[:1].upper() + text[1:]


def _names_unit(text: str, unit: str) -> bool:
    """Return whether a text contains all words of a unit, in any order, and its signs."""
    text, unit = (_PER_CENT.sub(" percent ", each) for each in (text, unit))
    needed = set(words(unit)) - _OPTIONAL_UNIT_WORDS
    return needed.issubset(words(text)) and set(_SIGN.findall(unit)).issubset(text)


def _source_line(source: Source) -> str:
    line = ", ".join(_non_empty(source.publisher, source.title))
    return SOURCE_LEAD + as_sentence(line)


def _non_empty(*parts: str) -> Iterable[str]:
    return filter(None, parts)
