"""The rows of a briefing as an author would write them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing_app.authoring.cell_values import CellError, format_number
from briefing_app.authoring.references import NAME_COLUMNS, SEPARATOR, Names
from briefing_app.authoring.sheets import SLIDE_CONTENT_COLUMNS, Content, Heading
from briefing_app.database.columns import COLUMNS, LINK_TABLES, LOW_MARKER, NO_REVEAL
from briefing_app.database.source_rows import BriefingRows, Value


class TemplateRows:
    """The cells of a briefing's rows. The ids of rows that have a position are set to it.

    Args:
        rows: Valid rows.
    """

    def __init__(self, rows: BriefingRows) -> None:
        self._new_ids: dict[str, dict[Value, Value]] = {}
        self.tables = self._renumbered_tables(rows)
        self._names = {
            table: Names(
                table,
                "",
                [
                    (int(str(row["id"])), [str(row[column]) for column in columns])
                    for row in self.tables[table]
                ],
            )
            for table, columns in NAME_COLUMNS.items()
        }
        self._written_names = {
            table: {row["id"]: str(row[NAME_COLUMNS[table][0]]) for row in self.tables[table]}
            for table in ("speakers", "forces")
        }
        self._links: dict[str, defaultdict[Value, list[Value]]] = {}
        for table in LINK_TABLES:
            own, other = COLUMNS[table]
            self._links[table] = defaultdict(list)
            for row in self.tables[table]:
                self._links[table][row[own]].append(row[other])

    def cell(self, heading: Heading, row: Mapping[str, Value]) -> str | int | float:
        """Return the content of a cell; an empty text if the cell is empty."""
        match heading.content:
            case Content.REFERENCES:
                others = sorted(self._links[heading.column][row["id"]], key=int)  # type: ignore[arg-type]
                return self._reference(heading.refers_to, others)
            case Content.SLIDE_CONTENT:
                column = SLIDE_CONTENT_COLUMNS.get(str(row["kind"]), "")
                return _or_empty(row.get(column))
            case Content.REFERENCE:
                is_shown = heading.column == SLIDE_CONTENT_COLUMNS.get(str(row.get("kind")))
                value = None if is_shown else row[heading.column]
                return "" if value is None else self._reference(heading.refers_to, [value])
            case Content.CHOICE:
                value = row[heading.column]
                return "" if value == NO_REVEAL else _or_empty(value)
            case Content.FIGURE:
                return _figure_text(row["value"], str(row["marker"]))
            case _:
                return _or_empty(row[heading.column])

    def _renumbered_tables(self, rows: BriefingRows) -> dict[str, list[Mapping[str, Value]]]:
        tables: dict[str, list[Mapping[str, Value]]] = {}
        for table, columns in COLUMNS.items():
            tables[table] = [
                {name: row.values.get(name, column.default) for name, column in columns.items()}
                for row in rows.tables.get(table, ())
            ]
            if "position" in columns:
                self._new_ids[table] = {row["id"]: row["position"] for row in tables[table]}
        for table, columns in COLUMNS.items():
            key = "id" if "id" in columns else next(iter(columns))
            renumbered = (self._renumbered(table, row) for row in tables[table])
            tables[table] = sorted(renumbered, key=lambda row: row[key])  # type: ignore[arg-type,return-value]
        return tables

    def _renumbered(self, table: str, row: Mapping[str, Value]) -> Mapping[str, Value]:
        renumbered = {
            name: self._new_ids.get(COLUMNS[table][name].references, {}).get(value, value)
            for name, value in row.items()
        }
        if "position" in row:
            renumbered["id"] = row["position"]
        return renumbered

    def _reference(self, table: str, ids: Sequence[Value]) -> str | int:
        """Return the names of rows if they are unambiguous, or else their numbers."""
        names = self._names[table]
        written_names = self._written_names.get(table)
        if written_names:
            text = f"{SEPARATOR} ".join(written_names[each] for each in ids)
            try:
                if names.several(text) == list(ids) and (len(ids) > 1 or names.one(text)):
                    return text
            except CellError:
                pass
        if len(ids) == 1:
            return int(str(ids[0]))
        return f"{SEPARATOR} ".join(map(str, ids))


def _or_empty(value: Value) -> str | int | float:
    return "" if value is None else value


def _figure_text(value: Value, marker: str) -> str:
    """Return a figure as an author would type it."""
    suffix = f"[{marker}]" if marker else ""
    if value is None or marker == LOW_MARKER:
        return suffix
    assert not isinstance(value, str)  # noqa: S101, the rows are valid
    number = f"{value:,}" if isinstance(value, int) else format_number(value)
    return f"{number} {suffix}".rstrip()
