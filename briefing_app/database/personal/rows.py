"""Which rows of `personal.db` are sound: the one check of all that is read from it.

The tables are STRICT, but a damaged file, or another program, can have anything in a cell. A row
that isn't sound is left out wherever it is read, and stays in the file as it is.
"""

import logging
import sqlite3
from typing import Final

from briefing_app.model.slideshow.time import MAX_COUNTDOWN_S, MAX_PLANNED_MINUTES

logger = logging.getLogger(__name__)

COLUMNS: Final = {
    "briefings": ("key", "title", "source_files"),
    "notes": ("briefing", "item", "label", "text", "is_bookmarked", "changed"),
    "running_orders": ("briefing", "lines", "minutes"),
    "sessions": (
        *("briefing", "path", "saved", "first_slide", "slide", "page", "step", "elapsed"),
        *("is_running", "is_windowed", "screen", "pages", "countdowns"),
    ),
    "checked": ("file", "size", "source", "text", "checked"),
}
"""The columns of each table; those that others refer to come first."""


def _number(kinds: str, least: float, most: float) -> str:
    return f"typeof({{0}}) IN ({kinds}) AND {{0}} BETWEEN {least} AND {most}"


def _json_list(fits: str) -> str:
    """Return a check that a column is a JSON array whose items meet a condition."""
    return (
        "CASE WHEN typeof({0}) = 'text' AND json_valid({0}) THEN json_type({0}) = 'array'"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM json_each({{0}}) WHERE ({fits}) IS NOT 1) END"
    )


def _json_object(fits: str) -> str:
    """Return a check that a column is a JSON object whose values meet a condition."""
    return (
        "CASE WHEN typeof({0}) = 'text' AND json_valid({0}) THEN json_type({0}) = 'object'"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM json_each({{0}}) WHERE ({fits}) IS NOT 1) END"
    )


_TEXT: Final = "typeof({0}) = 'text'"
_INTEGER: Final = "typeof({0}) = 'integer'"
_FLAG: Final = "typeof({0}) = 'integer' AND {0} IN (0, 1)"
_COUNT: Final = _number("'integer'", 0, 1_000_000)
_SECONDS: Final = _number("'integer', 'real'", 0, 1e9)  # 30 years
# 30 February would become 2 March. Windows knows no later years.
_TIME: Final = (
    "typeof({0}) = 'text' AND {0} BETWEEN '1970' AND '3000'"
    " AND ({0} GLOB '????-??-??T??:??:??+00:00' OR {0} GLOB '????-??-??T??:??:??.??????+00:00')"
    " AND strftime('%Y-%m-%dT%H:%M:%S', {0}) = substr({0}, 1, 19)"
)
"""The condition of a column with a time that `datetime.fromisoformat` reads."""
_CHECKS: Final = {
    "size": _INTEGER,
    "source": _INTEGER,
    "is_bookmarked": _FLAG,
    "is_running": _FLAG,
    "is_windowed": _FLAG,
    "page": _COUNT,
    "step": _COUNT,
    "minutes": _number("'integer'", 0, MAX_PLANNED_MINUTES),
    "elapsed": _SECONDS,
    "saved": _TIME,
    # Another value costs no more than its own slide: `RunningOrders.lines` leaves it out.
    "lines": _json_list(
        "CASE type WHEN 'text' THEN 1"
        " ELSE NOT leave_out('running_orders', running_orders.rowid) END"
    ),
    "pages": _json_list("type = 'integer' AND atom BETWEEN 1 AND 1000000"),
    "countdowns": _json_object(
        "CASE type WHEN 'array' THEN json_array_length(value) = 4"
        f" AND json_type(value, '$[0]') = 'integer' AND value ->> 0 BETWEEN 1 AND {MAX_COUNTDOWN_S}"
        " AND json_type(value, '$[1]') IN ('integer', 'real') AND value ->> 1 BETWEEN 0 AND 1e9"
        " AND value ->> 2 IN (0, 1) AND value ->> 3 IN (0, 1) END"
    ),
    "source_files": "1",  # all that is kept for a briefing needs its row: see SOURCE_FILES
}
"""The condition of each column that is more than a text."""


def _sound(table: str) -> str:
    checks = (f"({_CHECKS.get(column, _TEXT).format(column)})" for column in COLUMNS[table])
    return (
        f"(SELECT *, rowid AS place FROM {table}"  # noqa: S608, names of our own
        f" WHERE CASE WHEN {' AND '.join(checks)} THEN 1 ELSE leave_out('{table}', rowid) END)"
        f" AS {table}"
    )


SOUND: Final = {table: _sound(table) for table in COLUMNS}
"""What follows FROM to read the sound rows of a table, with their rowid as `place`."""


SOURCE_FILES: Final = _json_object("type = 'text'").format("source_files")
"""The condition of a sound `source_files`: a damaged one is as good as none."""


class DamagedRows:
    """The rows that were left out. Each is logged once, by its table and rowid, without words."""

    def __init__(self) -> None:
        self._rows: set[tuple[str, int]] = set()

    def __bool__(self) -> bool:
        return bool(self._rows)

    def follow(self, connection: sqlite3.Connection) -> None:
        """Let a connection use `SOUND`."""
        connection.create_function("leave_out", 2, self._leave_out)

    def _leave_out(self, table: str, row: int) -> int:
        if (table, row) not in self._rows:
            self._rows.add((table, row))
            logger.error("Personal data is damaged: %s, row %d is left out", table, row)
        return 0
