"""Warnings for authors: what looks like a mistake, although the briefing can be built.

None of these is a rule of the format. What is probably intended gets no warning.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from typing import Final

from briefing_app.authoring.cell_values import CellError, read_figure
from briefing_app.database.columns import (
    LOW_MARKER,
    MAX_FIGURE,
    MISSING_MARKERS,
    SLIDE_KINDS,
)
from briefing_app.database.quotes import (
    OPENING_QUOTATION_MARKS,
    text_in_quotation_marks,
)
from briefing_app.database.source_rows import BriefingRows, SourceRow, Value
from briefing_app.model.chart_selection import MAX_SLIDE_BARS, PER_CENT, is_percentage
from briefing_app.model.charts import exact_decimal, number_text
from briefing_app.model.report import FindingKind, vote_options
from briefing_app.model.slide_builder import FindingSummary, default_order
from briefing_app.model.text import paragraphs, single_line
from briefing_app.model.wording import says_made_up
from briefing_app.problems import Problem

_MAX_WORDS: Final = 15
_TITLE_COLUMNS: Final = (
    ("report", "title"),
    ("findings", "headline"),
    ("measures", "title"),
    ("measures", "message"),
    ("slides", "title"),
)
_NAME_COLUMNS: Final = (
    ("speakers", "name"),
    ("forces", "name"),
    ("forces", "short_name"),
    ("findings", "key"),
    ("figures", "period"),
)
_QUOTED_COLUMNS: Final = (("findings", "excerpt"), ("quotes", "text"))
_OPENING_MARK: Final = re.compile(rf"(?<!\w)[{OPENING_QUOTATION_MARKS}]")
_ORDERED: Final = ("findings", "quotes")

_NEEDED_FOR_ORDER: Final = frozenset({*_ORDERED, "finding_quotes", "measures", "slides"})
"""The tables that decide which quotes and charts are shown."""

_WORDS: Final = frozenset({"findings", "finding_quotes"})
"""The tables that decide which words belong to a finding."""

_SHOWN: Final = frozenset({*_ORDERED, "measures", "slides"})
"""The tables of which a briefing has at least a row, unless it is empty."""

_MAX_FACTOR: Final = 10  # between a figure and the next one
_MIN_OTHERS: Final = 3  # figures, so that the others show what is usual
_SMALL: Final = 20  # below it, a factor of ten means little
_FIVE_DIGITS: Final = re.compile("[0-9]{5}")
_DAY_0: Final = dt.date(1899, 12, 30)  # from which spreadsheets count days
_YEARS_OF_PERIODS: Final = range(1990, 2061)

_ROUNDED: Final = Decimal("0.1")  # of a figure: how far from it an option may be

_KnownFigures = Mapping[Value, Sequence[SourceRow]]
"""Measure id to its figures, for measures whose figures could all be read."""

_Figure = tuple[SourceRow, int | float]


def find_warnings(rows: BriefingRows, incomplete: Collection[str] = ()) -> list[Problem]:
    """Return warnings about what the author may want to check.

    Args:
        rows: The rows, which may break rules. Cells that could not be read have default values.
        incomplete: Tables of which rows or columns could not be read. What depends on them is not
            checked.

    Returns:
        The warnings, in the order of the tables.
    """
    figures = {} if "figures" in incomplete else _known_figures(rows)
    found = [
        *(() if _SHOWN.intersection(incomplete) else _empty_briefing(rows)),
        *_long_titles(rows, "report"),
        *_surrounding_spaces(rows, ("speakers", "forces", "findings")),
        *_long_titles(rows, "findings"),
        *_quotation_marks(rows),
        *(() if _WORDS.intersection(incomplete) else _findings_without_words(rows)),
        *(() if _NEEDED_FOR_ORDER.intersection(incomplete) else _unused_quotes(rows)),
        *_long_titles(rows, "measures"),
        *(() if {"report", "measures"}.intersection(incomplete) else _unmarked_measures(rows)),
        *_surrounding_spaces(rows, ("figures",)),
        *_serial_dates(rows),
        *_unlikely_periods(figures),
        *_very_different_figures(figures),
        *_long_titles(rows, "slides"),
        *(() if "measures" in incomplete else _numbers_without_words(rows)),
        *(() if "measures" in incomplete else _votes_against_figures(rows, figures)),
        *(() if _NEEDED_FOR_ORDER.intersection(incomplete) else _left_out_bars(rows, figures)),
    ]
    return list(dict.fromkeys(found))


def _long_titles(rows: BriefingRows, of_table: str) -> Iterator[Problem]:
    for table, column in _TITLE_COLUMNS:
        if table != of_table:
            continue
        for row in rows.tables.get(table, ()):
            count = len(str(row.values.get(column) or "").split())
            if count > _MAX_WORDS:
                what = f"this has {count} words, too many to read on a slide"
                yield Problem(row.location_of(column), what, f"use at most {_MAX_WORDS}")


def _empty_briefing(rows: BriefingRows) -> Iterator[Problem]:
    """Warn about a briefing that has nothing to show but its title."""
    if not any(rows.tables.get(table) for table in _SHOWN):
        for row in rows.tables.get("report", ()):
            what = "the briefing has no finding, quote, measure or slide"
            yield Problem(row.location_of("title"), what, "fill in what it should show")


def _surrounding_spaces(rows: BriefingRows, tables: Sequence[str]) -> Iterator[Problem]:
    """Warn about spaces around names, which make names that look the same different."""
    for table, column in _NAME_COLUMNS:
        if table not in tables:
            continue
        for row in rows.tables.get(table, ()):
            value = row.values.get(column)
            if isinstance(value, str) and value.strip() and value != value.strip():
                what = "there is a space before or after the text"
                yield Problem(row.location_of(column), what, "delete it")


def _quotation_marks(rows: BriefingRows) -> Iterator[Problem]:
    """Warn about quotation marks around words that the program shows in quotation marks."""
    for table, column in _QUOTED_COLUMNS:
        for row in rows.tables.get(table, ()):
            inside = text_in_quotation_marks(str(row.values.get(column) or "").strip())
            if inside and not _OPENING_MARK.search(inside):  # not “Yes”, she said, “now”
                what = "there are quotation marks around the words, and the program adds its own"
                yield Problem(row.location_of(column), what, "delete them")


def _findings_without_words(rows: BriefingRows) -> Iterator[Problem]:
    """Warn about findings that no words of a source support. Figures may speak for themselves."""
    with_quotes = {row.values.get("finding_id") for row in rows.tables.get("finding_quotes", ())}
    with_quotes.add(None)  # of a finding whose number could not be read, nothing is known
    for row in rows.tables.get("findings", ()):
        has_excerpt = bool(str(row.values.get("excerpt") or "").strip())
        is_about_figures = row.values.get("kind") == FindingKind.FIGURES.value
        if not (has_excerpt or is_about_figures or row.values.get("id") in with_quotes):
            what = "this finding has neither an excerpt nor a quote"
            yield Problem(row.location_of("excerpt"), what, "add the words that support it")


def _unmarked_measures(rows: BriefingRows) -> Iterator[Problem]:
    """Warn about measures that don't say “made up” in a briefing whose title does."""
    titles = (str(row.values.get("title") or "") for row in rows.tables.get("report", ()))
    if not any(map(says_made_up, titles)):
        return
    for row in rows.tables.get("measures", ()):
        text = " ".join(str(row.values.get(column) or "") for column in ("title", "caveat"))
        if not says_made_up(text):
            what = "the briefing’s title says “made up”, but this measure’s title and caveat don’t"
            remedy = "add it to one of them, because a chart may be shared on its own"
            yield Problem(row.location_of("title"), what, remedy)


def _unused_quotes(rows: BriefingRows) -> Iterator[Problem]:
    """Warn about quotes that belong to no finding and are on no slide."""
    slides, links = rows.tables.get("slides", ()), rows.tables.get("finding_quotes", ())
    shown = {row.values.get("quote_id") for row in links}
    shown |= {
        quote
        for row in slides
        if (quote := row.values.get("quote_id")) is not None or row.values.get("kind") == "quote"
    }
    if None in shown or any(row.values.get("kind") not in SLIDE_KINDS for row in slides):
        return
    if any(len(_in_order(rows, table)) < len(rows.tables.get(table, ())) for table in _ORDERED):
        return
    what = "this quote belongs to no finding and is on no slide"
    remedy = "add its number to a finding, or add a slide for it"
    if not slides:
        shown |= {row_id for kind, row_id in _default_order(rows) if kind == "quote"}
        what = "this quote belongs to no finding and isn’t in the default running order"
        remedy = "add its number to a finding, or list the slides yourself"
    for row in rows.tables.get("quotes", ()):
        if row.values.get("id") not in shown:
            yield Problem(row.location_of("id"), what, remedy)


def _default_order(rows: BriefingRows) -> set[tuple[str, Value]]:
    """Return the kind and the id of what is on the slides of the default running order."""
    ids = (row.values.get("id") for row in _in_order(rows, "quotes"))
    quotes = {f"quote {quote_id}": quote_id for quote_id in ids}
    of_finding: defaultdict[Value, list[str]] = defaultdict(list)
    for row in rows.tables.get("finding_quotes", ()):
        of_finding[row.values.get("finding_id")].append(f"quote {row.values.get('quote_id')}")
    findings = []
    for row in _in_order(rows, "findings"):
        finding_id = row.values.get("id")
        own = list(filter(quotes.__contains__, of_finding[finding_id]))
        findings.append(FindingSummary(f"finding {finding_id}", str(row.values.get("kind")), own))
    measures = (row.values.get("id") for row in rows.tables.get("measures", ()))
    charts = {f"chart {measure_id}": measure_id for measure_id in measures}
    keys = default_order(findings, list(quotes), list(charts))
    shown = {("quote", quotes[key]) for key in keys if key in quotes}
    return shown | {("chart", charts[key]) for key in keys if key in charts}


def _in_order(rows: BriefingRows, table: str) -> list[SourceRow]:
    """Return the rows of a table that have a position, in their order."""
    positions = [
        (position, row)
        for row in rows.tables.get(table, ())
        if isinstance(position := row.values.get("position"), int)
    ]
    return [row for _, row in sorted(positions, key=itemgetter(0))]


def _numbers_without_words(rows: BriefingRows) -> Iterator[Problem]:
    """Warn about slides with a figure and no sentence that says what it means."""
    measures = {row.values.get("id"): row.values for row in rows.tables.get("measures", ())}
    for row in rows.tables.get("slides", ()):
        measure = measures.get(row.values.get("measure_id"))
        if row.values.get("kind") != "number" or measure is None or row.values.get("title"):
            continue
        is_about_force = measure.get("highlight_force_id") in {None, row.values.get("force_id")}
        if not (measure.get("message") and is_about_force):
            what = "no sentence says what the figure means"
            yield Problem(row.location_of("title"), what, "write it as the title")


def _votes_against_figures(rows: BriefingRows, known: _KnownFigures) -> Iterator[Problem]:
    """Warn about votes in which another option is nearer to the figure than the right one.

    An option within a tenth of the figure may be the figure, rounded. Only numbers are compared.
    """
    units = {
        row.values.get("id"): row.values.get("unit") for row in rows.tables.get("measures", ())
    }
    for row in rows.tables.get("slides", ()):
        measure, force = row.values.get("measure_id"), row.values.get("force_id")
        figure = _newest_figure(known.get(measure, ()), force)
        if row.values.get("kind") != "discussion" or figure is None:
            continue
        unit = str(units.get(measure) or "")
        distances = {
            option: abs(exact_decimal(number) - exact_decimal(figure))
            for option in vote_options(str(row.values.get("options") or ""))
            if (number := _number_in(option, unit)) is not None
        }
        right = paragraphs(str(row.values.get("answer") or ""))[0].strip()
        nearest = min(distances, key=distances.__getitem__, default=right)
        least = distances.get(nearest, Decimal())
        is_figure = least <= _ROUNDED * abs(exact_decimal(figure))
        if is_figure and least < distances.get(right, least):
            what = f"“{right}” is the right option, but “{nearest}” is nearer to the figure"
            remedy = f"write “{nearest}” as the answer, or choose another figure"
            yield Problem(row.location_of("answer"), f"{what}, {number_text(figure)}", remedy)


def _left_out_bars(rows: BriefingRows, known: _KnownFigures) -> Iterator[Problem]:
    """Warn about charts with more bars than a slide shows."""
    if slides := rows.tables.get("slides", ()):
        charts = [row for row in slides if row.values.get("kind") == "chart"]
        column, shown_in = "measure_id", "measure_id"
    else:
        shown, measures = _default_order(rows), rows.tables.get("measures", ())
        charts = [row for row in measures if ("chart", row.values.get("id")) in shown]
        column, shown_in = "id", "title"
    for row in charts:
        figures = known.get(row.values.get(column), ())
        periods = [str(figure.values.get("period")) for figure in figures]
        count = periods.count(max(periods, default=""))
        if count > MAX_SLIDE_BARS:
            left_out = f"{count - MAX_SLIDE_BARS:,}"
            what = f"this chart has {count:,} bars, of which its slide leaves {left_out} out"
            remedy = "check what the slide shows; the handout has all bars"
            yield Problem(row.location_of(shown_in), what, remedy)


def _newest_figure(figures: Sequence[SourceRow], force: Value) -> int | float | None:
    """Return the number of a force in the newest period of a measure; None if there is none.

    `figure_evidence` finds the same one in a report, which can't be made of unchecked rows.
    """
    newest = max((str(row.values.get("period")) for row in figures), default="")
    for row in figures:
        values = row.values
        if (values.get("force_id"), values.get("period")) == (force, newest):
            value = values.get("value")
            if isinstance(value, int | float) and values.get("marker") != LOW_MARKER:
                return value if abs(value) <= MAX_FIGURE else None
    return None


def _number_in(option: str, unit: str) -> int | float | None:
    """Return the number that an option is, with its unit or without; None if it is words."""
    text = single_line(option).casefold().removesuffix(single_line(unit).casefold())
    if is_percentage(unit):
        text = PER_CENT.sub("", text)
    try:
        number, marker = read_figure(text)
    except CellError:
        return None
    return number if number is not None and not marker and abs(number) <= MAX_FIGURE else None


def _known_figures(rows: BriefingRows) -> _KnownFigures:
    """Return the figures of each measure whose figures could all be read."""
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
    has_value = isinstance(values.get("value"), int | float)
    is_known = has_value or values.get("marker") in MISSING_MARKERS
    return is_known and values.get("force_id") is not None and bool(values.get("period"))


def _serial_dates(rows: BriefingRows) -> Iterator[Problem]:
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


def _unlikely_periods(known: _KnownFigures) -> Iterator[Problem]:
    """Warn about periods without a digit if others have one; they may be totals."""
    for figures in known.values():
        periods = {str(row.values.get("period")): row for row in reversed(figures)}
        unlikely = [period for period in periods if not any(map(str.isdigit, period))]
        for period in unlikely if len(unlikely) < len(periods) else ():
            what = f"“{period}” doesn’t look like a period, unlike the others"
            remedy = "delete it if it isn’t one; the last in sorting order is shown as the latest"
            yield Problem(periods[period].location_of("period"), what, remedy)


def _very_different_figures(known: _KnownFigures) -> Iterator[Problem]:
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
