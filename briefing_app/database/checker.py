"""What must hold in a briefing.

The schema's own constraints say much of this, but a file can be made without them, or with checks
switched off, so every rule is asked again here, of the rows as they were read. The same rules are
asked of an author's rows before a briefing is built from them.

A rule is first asked of a whole column at once, by functions that loop in C: for 10,000 findings
and 20,000 quotes that takes less than half the time that SQL takes for it. Only a column that
breaks a rule is gone through row by row.
"""

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path
from types import NoneType
from typing import Any, Final, NamedTuple

from briefing_app.database.columns import (
    COLUMNS,
    LINK_TABLES,
    LOW_MARKER,
    MAX_FIGURE,
    MAX_ROW_NUMBER,
    MISSING_MARKERS,
    UNIQUE_COLUMNS,
    Column,
)
from briefing_app.database.connection import connect_read_only, fetch_tables
from briefing_app.database.file_errors import (
    damaged_file_error,
    format_value,
    translate_sqlite_errors,
)
from briefing_app.database.schema import SEARCH_TABLE
from briefing_app.database.table_data import TableData, Tables
from briefing_app.errors import Problem, TableLocation


class Violation(NamedTuple):
    """A rule that a row breaks.

    Args:
        table: The row's table.
        row: Where the row stands among those of its table, from 0; None where no row is at fault.
        column: The column at fault, or empty.
        what: What is wrong, as a sentence without a full stop.
        remedy: What to do about it, as a sentence without a full stop; may be empty.
        first: Where the row stands that this one repeats; `what` then lacks its place at the end.
    """

    table: str
    row: int | None
    column: str
    what: str
    remedy: str = ""
    first: int | None = None


class _Rule(NamedTuple):
    """Something that must hold for the values of one or several columns of a row.

    Args:
        columns: The columns asked; the first is the one at fault.
        holds: Given a value for each of the columns, returns something true if the rule holds.
        what: What is wrong; `{value}` is where the first column's value goes.
        remedy: What to do about it.
    """

    columns: tuple[str, ...]
    holds: Callable[..., object]
    what: str
    remedy: str


def check_file(path: Path) -> list[Problem]:
    """Find everything that is wrong with the rows of a briefing file.

    Beside the rules that `reader.open_briefing` asks, the whole file is taken apart page by page,
    its search index word by word (by SQLite 3.44 or later).

    Args:
        path: The file.

    Returns:
        One problem for each row and column that breaks a rule; none if the briefing is good.

    Raises:
        BriefingError: The file can't be opened at all.
    """
    with translate_sqlite_errors(path), closing(connect_read_only(path)) as connection:
        for (said,) in connection.execute("PRAGMA integrity_check(1)"):
            if said != "ok":
                raise damaged_file_error(path, said)
        return find_problems_in_file(connection, fetch_tables(connection))


def find_problems_in_file(
    connection: sqlite3.Connection, tables: Tables | None = None
) -> list[Problem]:
    """Find every row of a file that breaks a rule.

    Args:
        connection: The file, from `connect_read_only`.
        tables: What `fetch_tables` gave for it; fetched if not given.

    Returns:
        One problem for each row and column that breaks a rule, in the order of the tables.

    Raises:
        sqlite3.Error: The file is damaged.
    """
    if tables is None:
        tables = fetch_tables(connection)
    problems = [_problem(violation, tables) for violation in find_violations(tables)]
    # Only with rows that are in order is it worth comparing what the search holds.
    return problems or list(_search_problems(connection))


def find_violations(tables: Tables, *, check_references: bool = True) -> list[Violation]:
    """Find every row that breaks a rule.

    Args:
        tables: All tables; any value may stand anywhere in them.
        check_references: Whether to apply the rules that look at other rows too. Turn this off if
            some rows are known to be missing.

    Returns:
        The violations, in the order of the tables and their rows.
    """
    found: list[Violation] = []
    if check_references:
        found.extend(_report_count(tables))
    for name, table in tables.items():
        violations = [
            *_broken_rules(name, table, tables, check_references=check_references),
            *_repeats(name, table),
        ]
        found.extend(sorted(violations, key=lambda violation: violation.row or 0))
    return found


def _problem(violation: Violation, tables: Tables) -> Problem:
    """The violation as it is told of a file, placed by table and row."""

    def key(index: int) -> tuple[str, ...]:
        count = 2 if violation.table in LINK_TABLES else 1
        return tuple(map(format_value, tables[violation.table].rows[index][:count]))

    row = () if violation.row is None else key(violation.row)
    what = violation.what
    if violation.first is not None:
        what += f" {TableLocation(violation.table, key(violation.first)).place}"
    return Problem(TableLocation(violation.table, row, violation.column), what, violation.remedy)


def _report_count(tables: Tables) -> Iterator[Violation]:
    count = len(tables["report"].rows)
    if count != 1:
        what = f"there are {count:,} rows" if count else "there is no row"
        yield Violation("report", None, "", what, "a briefing has exactly one report")


def _broken_rules(
    name: str, table: TableData, tables: Tables, *, check_references: bool
) -> Iterator[Violation]:
    # The first rule that a column breaks explains the others: they are not asked of that row.
    told: dict[str, set[int]] = {column: set() for column in COLUMNS[name]}
    for column, values in table.columns.items():
        for row in _of_wrong_type(values, COLUMNS[name][column]):
            told[column].add(row)
            yield _wrong_type(name, row, column, values[row], COLUMNS[name][column])
    rules = [*_column_rules(name), *_FURTHER_RULES.get(name, ())]
    if check_references:
        rules += _rules_across(name, tables)
    for rule in rules:
        columns = [table.columns[column] for column in rule.columns]
        skipped = set().union(*[told[column] for column in rule.columns])
        if not skipped and all(map(rule.holds, *columns)):
            continue
        column = rule.columns[0]
        for row, values in enumerate(zip(*columns, strict=True)):
            if row not in skipped and not rule.holds(*values):
                told[column].add(row)
                what = rule.what.format(value=format_value(values[0]))
                yield Violation(name, row, column, what, rule.remedy)
    for column, about in COLUMNS[name].items():
        if about.type == "TEXT":
            yield from _too_long(name, column, table.columns[column], told[column])
            yield from _control_characters(name, column, table.columns[column], told[column])


def _too_long(
    name: str, column: str, values: Collection[Any], skipped: set[int]
) -> Iterator[Violation]:
    longest = _LONGEST_LINE if column in _LINES else _LONGEST
    if not skipped and max(map(len, values), default=0) <= longest:
        return
    for row, value in enumerate(values):
        if row not in skipped and len(value) > longest:
            what = f"there are {len(value):,} characters"
            yield Violation(name, row, column, what, f"say it in {longest:,} at the most")


def _of_wrong_type(values: Collection[Any], column: Column) -> list[int]:
    allowed = _TYPES[column.type, column.is_required]
    if allowed.issuperset(map(type, values)):
        return []
    return [row for row, value in enumerate(values) if type(value) not in allowed]


def _wrong_type(name: str, row: int, column: str, value: object, about: Column) -> Violation:
    if value is None or value == "":
        return Violation(name, row, column, "nothing is there", "fill it in")
    if about.is_boolean:
        return Violation(
            name, row, column, f"{format_value(value)} is not yes or no", "write yes or no"
        )
    what, remedy = {
        "TEXT": ("is not text", "write text there"),
        "INTEGER": ("is not a whole number", "write digits with nothing between them"),
        "ANY": ("is not a number", "write digits with nothing between them but a decimal point"),
    }[about.type]
    return Violation(name, row, column, f"{format_value(value)} {what}", remedy)


def _control_characters(
    name: str, column: str, values: Collection[Any], skipped: set[int]
) -> Iterator[Violation]:
    # All text of the column as one run of bytes: a pattern over the values takes twice as long.
    if not skipped:
        try:
            text = "".join(values).encode()
        except UnicodeEncodeError:  # half a character; the pattern finds whose
            pass
        else:
            if (
                len(text.translate(None, _CONTROLS_7_BIT)) == len(text)
                and _CONTROLS_LONGER.search(text) is None
            ):
                return
    for row, value in enumerate(values):
        if row not in skipped and (found := _CONTROL.search(value)):
            what = f"there is a control character, U+{ord(found.group()):04X}"
            yield Violation(name, row, column, what, "take it out")


def _repeats(name: str, table: TableData) -> Iterator[Violation]:
    key = tuple(COLUMNS[name])[:2] if name in LINK_TABLES else ("id",)
    for unique in (key, *UNIQUE_COLUMNS.get(name, ())):
        several = len(unique) > 1
        columns = [table.columns[column] for column in unique]
        values = list(zip(*columns, strict=True)) if several else columns[0]
        if len(set(values)) == len(values):
            continue
        first: dict[object, int] = {}
        for row, parts in enumerate(zip(*columns, strict=True)):
            if first.setdefault(parts, row) != row and None not in parts:
                named = zip(unique, parts, strict=True)
                same = ", ".join(f"{column} {format_value(part)}" for column, part in named)
                what = f"{same} stands already in"
                remedy = "take one of them out" if several else "give each row its own"
                yield Violation(name, row, unique[-1], what, remedy, first[parts])


def _search_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    # The table behind the search table holds its text, and answers twice as fast.
    content = f"{SEARCH_TABLE}_content"
    differ = [
        *connection.execute(
            f"""
            SELECT 'findings', t.id FROM findings AS t NOT INDEXED
            LEFT JOIN {content} AS s ON s.id = t.id * 2
            WHERE s.id IS NULL OR s.c2 IS NOT t.id OR s.c3 IS NOT NULL OR s.c0 IS NOT t.headline
            OR s.c1 IS NOT t.detail || char(10) || t.excerpt || char(10) || t.caution"""  # noqa: S608
        ),
        *connection.execute(
            f"""
            SELECT 'quotes', t.id FROM quotes AS t NOT INDEXED
            JOIN speakers NOT INDEXED ON speakers.id = t.speaker_id
            LEFT JOIN {content} AS s ON s.id = t.id * 2 + 1
            WHERE s.id IS NULL OR s.c2 IS NOT NULL OR s.c3 IS NOT t.id OR s.c0 IS NOT speakers.name
            OR s.c1 IS NOT t.text"""  # noqa: S608
        ),
    ]
    for table, row_id in differ:
        what = "the search does not hold the text that stands here"
        yield Problem(TableLocation(table, (str(row_id),)), what, "build the briefing again")
    (surplus,) = connection.execute(
        f"""
        SELECT (SELECT count(*) FROM {content}) - (SELECT count(*) FROM findings NOT INDEXED)
        - (SELECT count(*) FROM quotes NOT INDEXED)"""  # noqa: S608
    ).fetchone()
    if not differ and surplus:
        rows = "1 row that stands" if surplus == 1 else f"{surplus:,} rows that stand"
        what = f"the search holds {rows} nowhere else"
        yield Problem(TableLocation(SEARCH_TABLE), what, "build the briefing again")


def _column_rules(name: str) -> list[_Rule]:
    """The rules that follow from what a column is."""
    rules = [
        _Rule((column,), str.strip, "nothing is there", "fill it in")
        for column, about in COLUMNS[name].items()
        if about.type == "TEXT" and about.is_required
    ]
    rules += [
        _Rule(
            (column,),
            range(1, MAX_ROW_NUMBER + 1).__contains__,
            f"{{value}} is not a number from 1 to {MAX_ROW_NUMBER:,}",
            "count from 1",
        )
        for column in ("id", "position")
        if column in COLUMNS[name]
    ]
    rules += [
        _one_of(column, about.allowed_values if about.is_required else ("", *about.allowed_values))
        for column, about in COLUMNS[name].items()
        if about.allowed_values
    ]
    return rules


def _rules_across(name: str, tables: Tables) -> list[_Rule]:
    """The rules that look at other rows too."""
    rules = [
        _Rule(
            (column,),
            {None, *tables[about.references].columns["id"]}.__contains__,
            f"there is no row {{value}} in {about.references}",
            f"name the id of a row of {about.references}",
        )
        for column, about in COLUMNS[name].items()
        if about.references
    ]
    if name == "measures":
        figures = tables["figures"].columns
        counted = set(figures["measure_id"])
        forces = set(zip(figures["measure_id"], figures["force_id"], strict=True))
        rules += [
            _Rule(
                ("id",),
                counted.__contains__,
                "this measure has no figures",
                "give it at least one figure, or take it out",
            ),
            _Rule(
                ("highlight_force_id", "id"),
                lambda force, measure: force is None or (measure, force) in forces,
                "this measure has no figure for the force {value}",
                "highlight a force that has one, or none",
            ),
        ]
    return rules


def _one_of(column: str, allowed: tuple[str, ...]) -> _Rule:
    told = ", ".join(f"“{word}”" if word else "nothing" for word in allowed)
    return _Rule(
        (column,), allowed.__contains__, f"{{value}} is no {column}", f"write one of: {told}"
    )


def _is_date(text: str) -> bool:
    if not text:
        return True
    if not _PART_OF_DATE.fullmatch(text):
        return False
    if len(text) < len("2017-10-24"):
        return True
    from datetime import date  # noqa: PLC0415, few briefings have a whole date

    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _slide_shows(kind: str, column: str) -> tuple[_Rule, _Rule]:
    """The rules that a slide of a kind, and no other, names the row that it shows."""
    return (
        _Rule(
            (column, "kind"),
            lambda shows, its_kind: shows is not None or its_kind != kind,
            f"a slide of kind “{kind}” shows a row, but this one names none",
            "write the id of the row that it shows",
        ),
        _Rule(
            (column, "kind"),
            lambda shows, its_kind: shows is None or its_kind == kind,
            f"only a slide of kind “{kind}” names a row here, but this one names {{value}}",
            "leave it empty, or change the slide’s kind",
        ),
    )


# Bytes are of no type that is allowed, and nor is a truth value: a number is wanted for it.
_TYPES: Final[dict[tuple[str, bool], frozenset[type]]] = {
    ("TEXT", True): frozenset({str}),
    ("TEXT", False): frozenset({str}),
    ("INTEGER", True): frozenset({int}),
    ("INTEGER", False): frozenset({int, NoneType}),
    ("ANY", False): frozenset({int, float, NoneType}),
}

_PART_OF_DATE: Final = re.compile(COLUMNS["sources"]["published"].pattern)
_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_SHA256: Final = re.compile(f"({COLUMNS['sources']['sha256'].pattern})?")

# Tabs and line breaks are text. The controls above 127 are two bytes in UTF-8.
_CONTROLS_7_BIT: Final = bytes([*range(9), 11, 12, *range(13, 32), 127])
# Those that turn the direction of writing round could show words that do not stand there.
_CONTROLS_LONGER: Final = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# What a reader can take in at once; beyond it, no window could lay the text out in time.
_LONGEST: Final = 20_000
_LONGEST_LINE: Final = 500
_LINES: Final = frozenset(
    {
        "headline",
        "key",
        "follows",
        "locator",
        "message",
        "name",
        "period",
        "publisher",
        "role",
        "short_name",
        "subtitle",
        "title",
        "unit",
    }
)

_A_DATE: Final = _Rule(
    ("published",),
    _is_date,
    "{value} is not a date",
    "write it as 2017-10-24, 2017-10 or 2017, or leave it empty",
)

_FURTHER_RULES: Final[dict[str, tuple[_Rule, ...]]] = {
    "report": (
        _Rule(("id",), (1).__eq__, "the report’s id is {value}", "write 1"),
        _A_DATE,
        _Rule(
            ("language",),
            _LANGUAGE.fullmatch,
            "{value} is not a language tag",
            "write it as en-GB or cy",
        ),
    ),
    "sources": (
        _A_DATE,
        _Rule(
            ("sha256",),
            _SHA256.fullmatch,
            "{value} is not a SHA-256 in hexadecimal",
            "leave it to the build, which works it out",
        ),
    ),
    "figures": (
        _Rule(
            ("value",),
            lambda value: value is None or -MAX_FIGURE <= value <= MAX_FIGURE,
            "{value} is not a number that can be shown exactly",
            "write it in larger units",
        ),
        _Rule(
            ("value", "marker"),
            lambda value, marker: value is not None or marker in MISSING_MARKERS,
            "the figure is not there, and no marker says why",
            "write the figure, or one of the markers x (not available), c (confidential) and z (not"
            " applicable)",
        ),
        _Rule(
            ("marker", "value"),
            lambda marker, value: value is None or marker not in MISSING_MARKERS,
            "the marker {value} says that the figure is not there, but it is",
            "take out the one or the other",
        ),
        _Rule(
            ("marker", "value"),
            lambda marker, value: marker != LOW_MARKER or value is None or value == 0,
            "the marker {value} says that the figure rounds to 0, but it is another one",
            "take out the marker, or write 0 as the figure",
        ),
    ),
    "slides": (
        *_slide_shows("finding", "finding_id"),
        *_slide_shows("quote", "quote_id"),
        *_slide_shows("chart", "measure_id"),
        _Rule(("reveal",), (0, 1).__contains__, "{value} is not yes or no", "write yes or no"),
    ),
}
