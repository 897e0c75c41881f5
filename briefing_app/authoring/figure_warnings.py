"""Warnings about figures that differ very much from the others, and about their periods."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final

from briefing_app.database.columns import MISSING_MARKERS
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.problems import Problem

_MAX_FACTOR: Final = 10  # between a figure and the next one
_MIN_OTHERS: Final = 3  # figures, so that the others show what is usual
_SMALL: Final = 20  # below it, a factor of ten means little

_FIVE_DIGITS: Final = re.compile("[0-9]{5}")
_DAY_0: Final = dt.date(1899, 12, 30)  # from which spreadsheets count days
_YEARS_OF_PERIODS: Final = range(1990, 2061)

KnownFigures = Mapping[Value, Sequence[SourceRow]]
"""Measure id to its figures, for measures whose figures could all be read."""

_Figure = tuple[SourceRow, int | float]


def known_figures(rows: BriefingRows) -> KnownFigures:
    """Return the figures of each measure whose figures could all be read."""
    of_measure: defaultdict[Value, list[SourceRow]] = defaultdict(list)
    for row in rows.tables.get("figures", ()):
        of_measure[row.values.get("measure_id")].append(row)
    if None in of_measure:
        return {}
    return {
        measure: figures for measure, figures in of_measure.items() if all(map(_is_known, figures))
    }


def serial_dates(rows: BriefingRows) -> Iterator[Problem]:
    """Warn about periods that are the number of days by which a spreadsheet stores a date."""
    reported: set[str] = set()
    for row in rows.tables.get("figures", ()):
        period = str(row.values.get("period") or "").strip()
        if period not in reported and _FIVE_DIGITS.fullmatch(period):
            reported.add(period)
            day = _DAY_0 + dt.timedelta(days=int(period))
            if day.year in _YEARS_OF_PERIODS:
                what = f"“{period}” looks like the number that a spreadsheet stores for {day}"
                yield Problem(row.location_of("period"), what, "write the period as text")


def unlikely_periods(known: KnownFigures) -> Iterator[Problem]:
    """Warn about periods without a digit if others have one; they may be totals."""
    for figures in known.values():
        periods = {str(row.values.get("period")): row for row in reversed(figures)}
        unlikely = [period for period in periods if not any(map(str.isdigit, period))]
        for period in unlikely if len(unlikely) < len(periods) else ():
            what = f"“{period}” doesn’t look like a period, unlike the others"
            remedy = "delete it if it isn’t one; the last in sorting order is shown as the latest"
            yield Problem(periods[period].location_of("period"), what, remedy)


def very_different_figures(known: KnownFigures) -> Iterator[Problem]:
    """Warn about figures that are many times higher or lower than all others.

    The others are those of the same force or of the same period.
    """
    by_force: defaultdict[tuple[Value, ...], list[_Figure]] = defaultdict(list)
    by_period: defaultdict[tuple[Value, ...], list[_Figure]] = defaultdict(list)
    for row in chain.from_iterable(known.values()):
        value, measure = row.values.get("value"), row.values.get("measure_id")
        if isinstance(value, int | float):
            by_force[measure, row.values.get("force_id")].append((row, value))
            by_period[measure, row.values.get("period")].append((row, value))
    reported: set[int] = set()
    for groups, others in (
        (by_force, "in any other period"),
        (by_period, "for any other force"),
    ):
        for figures in groups.values():
            for row, what, remedy in _very_different(figures, others):
                if id(row) not in reported:
                    reported.add(id(row))
                    yield Problem(row.location_of("value"), what, remedy)


def _is_known(figure: SourceRow) -> bool:
    values = figure.values
    has_value = isinstance(values.get("value"), int | float)
    is_known = has_value or values.get("marker") in MISSING_MARKERS
    return is_known and values.get("force_id") is not None and bool(values.get("period"))


def _very_different(
    figures: Sequence[_Figure], others: str
) -> Iterator[tuple[SourceRow, str, str]]:
    """Yield the row, what is wrong with it and the remedy for each figure unlike the others."""
    if len(figures) <= _MIN_OTHERS:
        return
    check = "check it against the source"
    row, highest = max(figures, key=itemgetter(1))
    next_highest = max(value for other, value in figures if other is not row)
    if highest > _MAX_FACTOR * max(next_highest, 0) and highest >= _SMALL:
        yield row, f"the figure is more than {_MAX_FACTOR} times as high as {others}", check
    too_low = f"the figure is less than a tenth of the figure {others}"
    for row, thousands in _decimal_thousands(figures):
        yield row, too_low, f"{check}; did you mean {thousands:,}?"
    row, lowest = min(figures, key=itemgetter(1))
    next_lowest = min(value for other, value in figures if other is not row)
    if 0 < _MAX_FACTOR * lowest < next_lowest and next_lowest >= _SMALL:
        yield row, too_low, check


def _decimal_thousands(figures: Sequence[_Figure]) -> Iterator[tuple[SourceRow, int]]:
    """Yield figures whose decimal point probably separates thousands, and what may be meant."""
    decimals = [(row, value) for row, value in figures if value % 1]
    if not decimals or len(figures) - len(decimals) < _MIN_OTHERS:
        return
    wholes = [value for _, value in figures if not value % 1]
    for row, value in decimals:
        thousands = round(1000 * value)
        is_meant = thousands / 1000 == value and min(wholes) / 2 <= thousands <= 2 * max(wholes)
        if is_meant and 0 < _MAX_FACTOR * value < min(wholes):
            yield row, thousands
