"""What an author may want to look at before a briefing is shown, although it can be built.

Nothing here is a rule of the format. Each of these looks like a slip often enough to be told, and
is left alone where it may well be meant.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final

from briefing_app.authoring.message_numbers import MeasureFigures, unexplained_numbers
from briefing_app.database.columns import MISSING_MARKERS, SLIDE_KINDS
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.errors import Problem
from briefing_app.model.default_order import FindingSummary, default_order

_MOST_WORDS: Final = 15
_FAR: Final = 10  # times as much as any other
_NEIGHBOURS: Final = 3  # at the least, to tell what is usual
_SMALL: Final = 20  # below it, ten times as much is little

_MADE_UP: Final = re.compile(r"(?i)\bmade[\s‐‑-]+up\b")

_FIVE_DIGITS: Final = re.compile("[0-9]{5}")
_DAY_0: Final = dt.date(1899, 12, 30)  # from which spreadsheets count
_OF_PERIODS: Final = range(1990, 2061)  # years

_TITLES: Final = (
    ("report", "title"),
    ("findings", "headline"),
    ("measures", "title"),
    ("measures", "message"),
    ("slides", "title"),
)
_NAMES: Final = (
    ("speakers", "name"),
    ("forces", "name"),
    ("forces", "short_name"),
    ("findings", "key"),
    ("figures", "period"),
)

_PLACED: Final = ("findings", "quotes")
_TO_SHOW: Final = frozenset({*_PLACED, "finding_quotes", "measures", "slides"})
"""The tables that say which quotes are shown."""

_FORCE_NAMES: Final = ("name", "short_name")

_Figure = tuple[SourceRow, int | float]


def advice(rows: BriefingRows, incomplete: Collection[str] = ()) -> list[Problem]:
    """Find what an author may want to look at.

    Nothing is said of what may look otherwise once every cell can be read.

    Args:
        rows: The rows; any value may stand anywhere in them, and nothing where a cell can't be
            read.
        incomplete: Tables of which rows, or whole columns, could not be read.

    Returns:
        One warning for each, in the order of the tables.
    """
    figures = {} if "figures" in incomplete else _known_figures(rows)
    found = [
        *_long_titles(rows, "report"),
        *_loose_ends(rows, ("speakers", "forces", "findings")),
        *_long_titles(rows, "findings"),
        *(() if _TO_SHOW.intersection(incomplete) else _quotes_nowhere(rows)),
        *_long_titles(rows, "measures"),
        *(() if {"report", "measures"}.intersection(incomplete) else _made_up(rows)),
        *(() if "forces" in incomplete else _message_numbers(rows, figures)),
        *_loose_ends(rows, ("figures",)),
        *_counted_days(rows),
        *_odd_periods(figures),
        *_far_figures(figures),
        *_long_titles(rows, "slides"),
    ]
    return list(dict.fromkeys(found))


def _long_titles(rows: BriefingRows, of_table: str) -> Iterator[Problem]:
    for table, column in _TITLES:
        if table != of_table:
            continue
        for row in rows.tables.get(table, ()):
            count = len(str(row.values.get(column) or "").split())
            if count > _MOST_WORDS:
                what = f"there are {count} words"
                remedy = f"say it in {_MOST_WORDS} or fewer, which a room can take in at once"
                yield Problem(row.location_of(column), what, remedy)


def _loose_ends(rows: BriefingRows, tables: Sequence[str]) -> Iterator[Problem]:
    """Names with white space around them: two that look alike may be different ones."""
    for table, column in _NAMES:
        if table not in tables:
            continue
        for row in rows.tables.get(table, ()):
            value = row.values.get(column)
            if isinstance(value, str) and value.strip() and value != value.strip():
                what = "there is white space before or after it"
                yield Problem(row.location_of(column), what, "take it out, so that names are alike")


def _made_up(rows: BriefingRows) -> Iterator[Problem]:
    """Measures that do not say what the briefing's title does: a chart goes without that title."""
    titles = (str(row.values.get("title") or "") for row in rows.tables.get("report", ()))
    if not any(map(_MADE_UP.search, titles)):
        return
    for row in rows.tables.get("measures", ()):
        said = " ".join(str(row.values.get(column) or "") for column in ("title", "caveat"))
        if not _MADE_UP.search(said):
            what = "the briefing’s title says “made up”, but neither the title nor the caveat here"
            remedy = "say it here too, since a chart is shown and handed on by itself"
            yield Problem(row.location_of("title"), what, remedy)


def _quotes_nowhere(rows: BriefingRows) -> Iterator[Problem]:
    """Quotes that belong to no finding and are on no slide, if all that is shown is known."""
    slides, tied = rows.tables.get("slides", ()), rows.tables.get("finding_quotes", ())
    shown = {row.values.get("quote_id") for row in tied}
    shown |= {row.values.get("quote_id") for row in slides if row.values.get("kind") == "quote"}
    if None in shown or any(row.values.get("kind") not in SLIDE_KINDS for row in slides):
        return
    if any(len(_placed(rows, table)) < len(rows.tables.get(table, ())) for table in _PLACED):
        return
    what, remedy = "is on no slide", "name it with a finding, or on a slide"
    if not slides:
        shown |= _quotes_of_made_order(rows)
        what = "the order that is made has no room for it"
        remedy = "name it with a finding, or put the slides in order yourself"
    for row in rows.tables.get("quotes", ()):
        if row.values.get("id") not in shown:
            yield Problem(
                row.location_of("id"), f"this quote belongs to no finding and {what}", remedy
            )


def _quotes_of_made_order(rows: BriefingRows) -> set[Value]:
    """The ids of the quotes on the slides of an order that is made for the briefing."""
    ids = (row.values.get("id") for row in _placed(rows, "quotes"))
    quotes = {f"quote {identity}": identity for identity in ids}
    of_finding: defaultdict[Value, list[str]] = defaultdict(list)
    for row in rows.tables.get("finding_quotes", ()):
        of_finding[row.values.get("finding_id")].append(f"quote {row.values.get('quote_id')}")
    places = {key: place for place, key in enumerate(quotes)}
    findings = []
    for row in _placed(rows, "findings"):
        identity = row.values.get("id")
        own = sorted(filter(places.__contains__, of_finding[identity]), key=places.__getitem__)
        findings.append(FindingSummary(f"finding {identity}", str(row.values.get("kind")), own))
    charts = [f"chart {row.values.get('id')}" for row in rows.tables.get("measures", ())]
    return {quotes.get(key) for key in default_order(findings, list(quotes), charts)}


def _placed(rows: BriefingRows, table: str) -> list[SourceRow]:
    """The rows of a table in their order, as far as they have a place in it."""
    placed = [
        (position, row)
        for row in rows.tables.get(table, ())
        if isinstance(position := row.values.get("position"), int)
    ]
    return [row for _, row in sorted(placed, key=itemgetter(0))]


def _known_figures(rows: BriefingRows) -> dict[Value, list[SourceRow]]:
    """The figures of each measure that has some, if all of them could be read."""
    of_measure: defaultdict[Value, list[SourceRow]] = defaultdict(list)
    for row in rows.tables.get("figures", ()):
        of_measure[row.values.get("measure_id")].append(row)
    if None in of_measure:
        return {}
    return {
        measure: figures for measure, figures in of_measure.items() if all(map(_is_known, figures))
    }


def _is_known(figure: SourceRow) -> bool:
    values = figure.values
    is_there = isinstance(values.get("value"), int | float)
    is_known = is_there or values.get("marker") in MISSING_MARKERS
    return is_known and values.get("force_id") is not None and bool(values.get("period"))


def _counted_days(rows: BriefingRows) -> Iterator[Problem]:
    """Periods that are the number that a spreadsheet keeps of a date."""
    told: set[str] = set()
    for row in rows.tables.get("figures", ()):
        period = str(row.values.get("period") or "").strip()
        if period not in told and _FIVE_DIGITS.fullmatch(period):
            told.add(period)
            day = _DAY_0 + dt.timedelta(days=int(period))
            if day.year in _OF_PERIODS:
                what = f"“{period}” looks like a date that a spreadsheet counts in days: {day}"
                yield Problem(row.location_of("period"), what, "write the period as text")


def _odd_periods(known: Mapping[Value, Sequence[SourceRow]]) -> Iterator[Problem]:
    """Periods without a digit beside others with some: in a table, it may be of a total."""
    for figures in known.values():
        periods = {str(row.values.get("period")): row for row in reversed(figures)}
        odd = [period for period in periods if not any(map(str.isdigit, period))]
        for period in odd if len(odd) < len(periods) else ():
            what = f"“{period}” does not look like a period beside the others"
            remedy = "take it out if it is none; what sorts last is shown as the latest"
            yield Problem(periods[period].location_of("period"), what, remedy)


def _far_figures(known: Mapping[Value, Sequence[SourceRow]]) -> Iterator[Problem]:
    """Figures of a force, or of a period, that are many times as much as all beside them.

    Or as little: a point that was to set thousands apart makes a thousandth of a figure.
    """
    through_time: defaultdict[tuple[Value, ...], list[_Figure]] = defaultdict(list)
    side_by_side: defaultdict[tuple[Value, ...], list[_Figure]] = defaultdict(list)
    for row in chain.from_iterable(known.values()):
        values = row.values
        value = values.get("value")
        if isinstance(value, int | float):
            measure = values.get("measure_id")
            through_time[measure, values.get("force_id")].append((row, value))
            side_by_side[measure, values.get("period")].append((row, value))
    told: set[int] = set()
    for groups, others in (
        (through_time, "in any other period"),
        (side_by_side, "for any other force"),
    ):
        for figures in groups.values():
            for far, what, remedy in _far(figures, others):
                if id(far) not in told:
                    told.add(id(far))
                    yield Problem(far.location_of("value"), what, remedy)


def _far(figures: Sequence[_Figure], others: str) -> Iterator[tuple[SourceRow, str, str]]:
    """The rows of figures that are far from the others, what is wrong, and what to do."""
    if len(figures) <= _NEIGHBOURS:
        return
    check = "check it against the source"
    row, most = max(figures, key=itemgetter(1))
    next_most = max(value for other, value in figures if other is not row)
    if most > _FAR * max(next_most, 0) and most >= _SMALL:
        yield row, f"the figure is more than {_FAR} times as much as {others}", check
    thousandth = f"the figure is less than a tenth of what it is {others}"
    for row, thousands in _thousandths(figures):
        yield row, thousandth, f"{check}; did you mean {thousands:,}?"
    row, least = min(figures, key=itemgetter(1))
    next_least = min(value for other, value in figures if other is not row)
    if 0 < _FAR * least < next_least and next_least >= _SMALL:
        yield row, thousandth, check


def _thousandths(figures: Sequence[_Figure]) -> Iterator[tuple[SourceRow, int]]:
    """Figures that a point before their last three digits made small, and what may be meant."""
    broken = [(row, value) for row, value in figures if value % 1]
    if not broken or len(figures) - len(broken) < _NEIGHBOURS:
        return
    whole = [value for _, value in figures if not value % 1]
    for row, value in broken:
        thousands = round(1000 * value)
        is_meant = thousands / 1000 == value and min(whole) / 2 <= thousands <= 2 * max(whole)
        if is_meant and 0 < _FAR * value < min(whole):
            yield row, thousands


def _message_numbers(
    rows: BriefingRows, known: Mapping[Value, Sequence[SourceRow]]
) -> Iterator[Problem]:
    """Warn about numbers in messages that don't follow from the measure's figures."""
    names = [
        row.values.get(column) for row in rows.tables.get("forces", ()) for column in _FORCE_NAMES
    ]
    texts = [name for name in names if isinstance(name, str) and name.strip()]
    if len(texts) < len(names):
        return
    for row in rows.tables.get("measures", ()):
        message, figures = row.values.get("message"), known.get(row.values.get("id"))
        if not figures or not isinstance(message, str):
            continue
        about = " ".join(
            str(row.values.get(column) or "")
            for column in ("title", "unit", "definition", "caveat")
        )
        measure = MeasureFigures(_numbers(figures), texts, about)
        for number in unexplained_numbers(message, measure):
            what = f"{number} is not one of the figures, nor a sum, difference or ratio of them"
            yield Problem(row.location_of("message"), what, "check it against the figures")


def _numbers(figures: Sequence[SourceRow]) -> dict[str, dict[Value, int | float | None]]:
    """The figures of a measure by period and force."""
    numbers: defaultdict[str, dict[Value, int | float | None]] = defaultdict(dict)
    for row in figures:
        value = row.values.get("value")
        of_period = numbers[str(row.values.get("period"))]
        of_period[row.values.get("force_id")] = value if isinstance(value, int | float) else None
    return numbers
