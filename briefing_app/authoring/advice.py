"""What an author may want to look at before a briefing is shown, although it can be built.

Nothing here is a rule of the format. Each of these looks like a slip often enough to be told, and
is left alone where it may well be meant.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

from briefing_app.authoring.messages import MeasureFigures, doubts
from briefing_app.database.rows import BriefingRows, SourceRow, Value
from briefing_app.errors import Problem
from briefing_app.slides import Choosable, made_order

_MOST_WORDS: Final = 15
_FAR: Final = 10  # times as much as any other
_NEIGHBOURS: Final = 3  # at the least, to tell what is usual
_SMALL: Final = 20  # below it, ten times as much is little

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

_Figure = tuple[SourceRow, int | float]


def advice(rows: BriefingRows) -> list[Problem]:
    """Find what an author may want to look at.

    Args:
        rows: The rows; any value may stand anywhere in them.

    Returns:
        One warning for each, in the order of the tables.
    """
    found = [
        *_long_titles(rows, "report"),
        *_loose_ends(rows, ("speakers", "forces", "findings")),
        *_long_titles(rows, "findings"),
        *_quotes_nowhere(rows),
        *_long_titles(rows, "measures"),
        *_messages(rows),
        *_loose_ends(rows, ("figures",)),
        *_far_figures(rows),
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
                yield Problem(row.where(column), what, remedy)


def _loose_ends(rows: BriefingRows, tables: Sequence[str]) -> Iterator[Problem]:
    """Names with white space around them: two that look alike may be different ones."""
    for table, column in _NAMES:
        if table not in tables:
            continue
        for row in rows.tables.get(table, ()):
            value = row.values.get(column)
            if isinstance(value, str) and value.strip() and value != value.strip():
                what = "there is white space before or after it"
                yield Problem(row.where(column), what, "take it out, so that names are alike")


def _quotes_nowhere(rows: BriefingRows) -> Iterator[Problem]:
    """Quotes that belong to no finding and are on no slide."""
    slides = rows.tables.get("slides", ())
    shown = {row.values.get("quote_id") for row in rows.tables.get("finding_quotes", ())}
    shown |= {row.values.get("quote_id") for row in slides}
    what, remedy = "is on no slide", "name it with a finding, or on a slide"
    if not slides:
        shown |= _quotes_of_made_order(rows)
        what = "the order that is made has no room for it"
        remedy = "name it with a finding, or put the slides in order yourself"
    for row in rows.tables.get("quotes", ()):
        if row.values.get("id") not in shown:
            yield Problem(row.where("id"), f"this quote belongs to no finding and {what}", remedy)


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
        findings.append(Choosable(f"finding {identity}", str(row.values.get("kind")), own))
    charts = [f"chart {row.values.get('id')}" for row in rows.tables.get("measures", ())]
    return {quotes.get(key) for key in made_order(findings, list(quotes), charts)}


def _placed(rows: BriefingRows, table: str) -> list[SourceRow]:
    """The rows of a table in their order, as far as they have a place in it."""
    placed = [
        (position, row)
        for row in rows.tables.get(table, ())
        if isinstance(position := row.values.get("position"), int)
    ]
    return [row for _, row in sorted(placed, key=itemgetter(0))]


def _far_figures(rows: BriefingRows) -> Iterator[Problem]:
    """Figures of a force, or of a period, that are many times as much as all beside them."""
    through_time: defaultdict[tuple[Value, ...], list[_Figure]] = defaultdict(list)
    side_by_side: defaultdict[tuple[Value, ...], list[_Figure]] = defaultdict(list)
    for row in rows.tables.get("figures", ()):
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
            far = _far(figures)
            if far is not None and id(far) not in told:
                told.add(id(far))
                what = f"the figure is more than {_FAR} times as much as {others}"
                yield Problem(far.where("value"), what, "check it against the source")


def _far(figures: Sequence[_Figure]) -> SourceRow | None:
    if len(figures) <= _NEIGHBOURS:
        return None
    row, most = max(figures, key=lambda figure: figure[1])
    next_most = max(value for other, value in figures if other is not row)
    return row if most > _FAR * max(next_most, 0) and most >= _SMALL else None


def _messages(rows: BriefingRows) -> Iterator[Problem]:
    """Messages that the figures of their measures do not bear out."""
    forces = {
        row.values.get("id"): tuple(
            name
            for column in ("name", "short_name")
            if isinstance(name := row.values.get(column), str) and name.strip()
        )
        for row in rows.tables.get("forces", ())
    }
    figures: defaultdict[Value, dict[str, dict[Value, Value]]] = defaultdict(dict)
    for row in rows.tables.get("figures", ()):
        values = row.values
        of_period = figures[values.get("measure_id")].setdefault(str(values.get("period")), {})
        of_period[values.get("force_id")] = values.get("value")
    for row in rows.tables.get("measures", ()):
        message = row.values.get("message")
        if isinstance(message, str) and message.strip():
            about = " ".join(
                str(row.values.get(column) or "")
                for column in ("title", "unit", "definition", "caveat")
            )
            measure = MeasureFigures(_numbers(figures[row.values.get("id")]), forces, about)
            for what in doubts(message, measure):
                yield Problem(row.where("message"), what, "check it against the figures")


def _numbers(
    figures: Mapping[str, Mapping[Value, Value]],
) -> dict[str, dict[Value, int | float | None]]:
    return {
        period: {
            force: value if isinstance(value, int | float) else None
            for force, value in of_period.items()
        }
        for period, of_period in figures.items()
    }
