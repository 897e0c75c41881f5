"""Writes a workbook to author a briefing in: empty, or filled with a briefing that is there.

A workbook that was filled gives the briefing's rows again when it is built, the ids of what has a
position being the positions.
"""

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from briefing_app.authoring.how_to import INTRODUCTION, RULES, STEPS
from briefing_app.authoring.references import SEPARATOR, Names
from briefing_app.authoring.spreadsheets.cell_values import CellError, digits
from briefing_app.authoring.spreadsheets.sheet_marks import column_letters
from briefing_app.authoring.spreadsheets.sheets import (
    ABOUT_HEADINGS,
    HOW_TO,
    SHEETS,
    SHOWN,
    WORDS,
    Heading,
    Holds,
    Sheet,
)
from briefing_app.authoring.workbook import NAMED_BY
from briefing_app.database.columns import COLUMNS, LINK_TABLES
from briefing_app.database.source_rows import BriefingRows, Value
from briefing_app.model.palette import LIGHT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LISTED_TO: Final = 2000  # rows that have drop-downs in an empty template
_WIDE: Final = 250  # characters, which no page can hold
_PERIODS: Final = 40  # columns beside the sheet's own that are ready for periods
_FONT: Final = "Calibri"
_SIZE: Final = 11  # points


def template(rows: BriefingRows | None = None) -> bytes:
    """Write a workbook to author a briefing in.

    Args:
        rows: The briefing to fill it with, every rule holding; it stays empty without one.

    Returns:
        The bytes of the .xlsx file; the same for the same rows.
    """
    # Imported when a workbook is written.
    from xlsxwriter import Workbook  # noqa: PLC0415

    content = io.BytesIO()
    workbook = Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    # Nothing says when it was made.
    workbook.set_properties(
        {"title": "A briefing", "created": dt.datetime(2000, 1, 1)}  # noqa: DTZ001, Excel's
    )
    _Writer(workbook, _Rows(rows) if rows else None).write()
    workbook.close()
    return content.getvalue()


class _Rows:
    """A briefing's rows as a trainer would write them, the ids of what has a position set to it."""

    def __init__(self, rows: BriefingRows) -> None:
        self._ids: dict[str, dict[Value, Value]] = {}
        self.tables: dict[str, list[Mapping[str, Value]]] = {}
        for table, columns in COLUMNS.items():
            values: list[Mapping[str, Value]] = [
                {name: row.values.get(name, about.default) for name, about in columns.items()}
                for row in rows.tables.get(table, ())
            ]
            if "position" in columns:
                self._ids[table] = {row["id"]: row["position"] for row in values}
            self.tables[table] = values
        for table, columns in COLUMNS.items():
            key = "id" if "id" in columns else next(iter(columns))
            self.tables[table] = sorted(
                (self._renumbered(table, row) for row in self.tables[table]),
                key=lambda row: row[key],  # type: ignore[arg-type,return-value]
            )
        self._names = {
            table: Names(
                table,
                "",
                [
                    (int(str(row["id"])), [str(row[name]) for name in names])
                    for row in self.tables[table]
                ],
            )
            for table, names in NAMED_BY.items()
        }
        self._called = {
            table: {row["id"]: str(row[NAMED_BY[table][0]]) for row in self.tables[table]}
            for table in ("speakers", "forces")
        }
        self._links: dict[str, defaultdict[Value, list[Value]]] = {}
        for table in LINK_TABLES:
            own, other = COLUMNS[table]
            self._links[table] = defaultdict(list)
            for row in self.tables[table]:
                self._links[table][row[own]].append(row[other])

    def _renumbered(self, table: str, row: Mapping[str, Value]) -> Mapping[str, Value]:
        ids = self._ids
        renumbered = {
            name: ids.get(COLUMNS[table][name].references, {}).get(value, value)
            for name, value in row.items()
        }
        if "position" in row:
            renumbered["id"] = row["position"]
        return renumbered

    def cell(self, heading: Heading, row: Mapping[str, Value]) -> str | int | float:
        """What to write into a cell; an empty text for nothing."""
        match heading.holds:
            case Holds.TIES:
                others = sorted(self._links[heading.column][row["id"]], key=int)  # type: ignore[arg-type]
                return self._tied(heading.ties_to, others)
            case Holds.SHOWN:
                column = SHOWN.get(str(row["kind"]), "")
                return _filled(row.get(column))
            case Holds.TIE:
                value = row[heading.column]
                return "" if value is None else self._tied(heading.ties_to, [value])
            case Holds.YES_NO:
                return "yes" if row[heading.column] else ""
            case Holds.FIGURE:
                return _figure(row["value"], str(row["marker"]))
            case _:
                return _filled(row[heading.column])

    def _tied(self, table: str, ids: Sequence[Value]) -> str | int:
        """Rows by what they are called, where that says which are meant; else by their numbers."""
        names = self._names[table]
        called = self._called.get(table)
        if called:
            words = f"{SEPARATOR} ".join(called[each] for each in ids)
            try:
                if names.several(words) == list(ids) and (len(ids) > 1 or names.one(words)):
                    return words
            except CellError:
                pass
        if len(ids) == 1:
            return int(str(ids[0]))
        return f"{SEPARATOR} ".join(map(str, ids))


class _Writer:
    """Writes the sheets."""

    def __init__(self, workbook: "Workbook", rows: _Rows | None) -> None:
        self._workbook = workbook
        self._rows = rows
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def write(self) -> None:
        self._how_to()
        for sheet in SHEETS:
            worksheet = self._workbook.add_worksheet(sheet.name)
            self._page(worksheet)
            if sheet.table == "report":
                self._about(worksheet, sheet)
            else:
                self._table(worksheet, sheet)

    def _figures(self, worksheet: "Worksheet", sheet: Sheet) -> None:
        """Keep figures as they are typed, in columns for periods too; they are texts on purpose."""
        first = len(sheet.headings)
        look = self._format(align="right", num_format="@")
        worksheet.set_column(first, first + _PERIODS - 1, None, look)
        last = f"{column_letters(first + _PERIODS - 1)}1048576"
        worksheet.ignore_errors({"number_stored_as_text": f"A1:{last}"})

    def _format(self, **about: Any) -> "Format":
        key = tuple(sorted(about.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(
                {
                    "font_name": _FONT,
                    "font_size": _SIZE,
                    "font_color": LIGHT.ink,
                    "valign": "top",
                    "text_wrap": True,
                    **about,
                }
            )
        return self._formats[key]

    def _head(self) -> "Format":
        return self._format(
            bold=True,
            font_color=LIGHT.on_accent,
            bg_color=LIGHT.accent,
            valign="vcenter",
            text_wrap=True,
        )

    def _help(self) -> "Format":
        return self._format(
            font_color=LIGHT.muted,
            bg_color=LIGHT.ground,
            font_size=9,
            bottom=1,
            bottom_color=LIGHT.line,
        )

    def _page(self, worksheet: "Worksheet") -> None:
        worksheet.hide_gridlines(1)  # in print
        worksheet.set_landscape()
        worksheet.set_paper(9)  # A4
        worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_footer("&L&9&A&R&9&P / &N")

    def _how_to(self) -> None:
        worksheet = self._workbook.add_worksheet(HOW_TO)
        self._page(worksheet)
        worksheet.set_portrait()
        worksheet.hide_gridlines(2)
        worksheet.set_column(0, 0, 6)
        worksheet.set_column(1, 1, 100)
        worksheet.set_row(0, 34)
        title = self._format(bold=True, font_size=20, font_color=LIGHT.accent, text_wrap=False)
        worksheet.write_string(0, 0, "A briefing in six steps", title)
        row = 1
        worksheet.write_string(
            row,
            0,
            INTRODUCTION,
            self._format(font_color=LIGHT.muted, text_wrap=False),
        )
        row += 2
        for number, (heading, what) in enumerate(STEPS, 1):
            worksheet.write_string(
                row, 0, str(number), self._format(bold=True, font_size=16, font_color=LIGHT.accent)
            )
            worksheet.write_string(row, 1, heading, self._format(bold=True, font_size=13))
            worksheet.set_row(row, 22)
            worksheet.write_string(row + 1, 1, what, self._format())
            worksheet.set_row(row + 1, 15.5 * _lines(what, 108) + 8)
            row += 2
        row += 1
        worksheet.write_string(
            row,
            0,
            "What a briefing keeps to",
            self._format(bold=True, font_size=13, text_wrap=False),
        )
        worksheet.set_row(row, 22)
        for rule in RULES:
            row += 1
            worksheet.write_string(row, 0, "•", self._format(align="right"))
            worksheet.write_string(row, 1, rule, self._format())

    def _about(self, worksheet: "Worksheet", sheet: Sheet) -> None:
        for column, (words, width) in enumerate(zip(ABOUT_HEADINGS, (16, 70, 60), strict=True)):
            worksheet.set_column(column, column, width)
            worksheet.write_string(0, column, words, self._head())
        worksheet.set_row(0, 22)
        row_of_report = self._rows.tables["report"][0] if self._rows else None
        text = self._format(num_format="@", border=1, border_color=LIGHT.line)
        for row, heading in enumerate(sheet.headings, 1):
            worksheet.write_string(row, 0, heading.words, self._format(bold=True))
            value = str(row_of_report[heading.column]) if row_of_report else ""
            if not row_of_report and heading.column == "language":
                value = "en-GB"
            _write(worksheet, row, 1, value, text)
            worksheet.write_string(
                row, 2, heading.help, self._format(font_color=LIGHT.muted, font_size=9)
            )
            worksheet.set_row(row, max(30, 15.5 * _lines(value, 70) + 4))
        worksheet.freeze_panes(1, 0)

    def _table(self, worksheet: "Worksheet", sheet: Sheet) -> None:
        rows = self._rows.tables[sheet.table] if self._rows else []
        for column, heading in enumerate(sheet.headings):
            worksheet.set_column(column, column, heading.width, self._cells(heading))
            worksheet.write_string(0, column, heading.words, self._head())
            worksheet.write_string(1, column, heading.help, self._help())
            self._drop_down(worksheet, sheet, heading, column, max(_LISTED_TO, len(rows) + 100))
        if sheet.table == "figures":
            self._figures(worksheet, sheet)
        worksheet.set_row(0, 22)
        most = max(_lines(heading.help, heading.width * 1.15) for heading in sheet.headings)
        worksheet.set_row(1, 12.5 * most + 5)
        worksheet.freeze_panes(2, 2 if sheet.table in {"findings", "slides"} else 1)
        worksheet.repeat_rows(0)
        if sum(heading.width for heading in sheet.headings) > _WIDE:
            worksheet.fit_to_pages(2, 0)
            worksheet.repeat_columns(0, 1)
        for row, values in enumerate(rows, 2):
            most = 1
            for column, heading in enumerate(sheet.headings):
                assert self._rows is not None  # noqa: S101, or there would be no rows
                cell = self._rows.cell(heading, values)
                _write(worksheet, row, column, cell, self._cells(heading, in_row=True))
                most = max(most, _lines(str(cell), heading.width * 1.05))
            worksheet.set_row(row, min(400, 15 * most + 4))

    def _cells(self, heading: Heading, *, in_row: bool = False) -> "Format":
        """How the cells below a heading look; text, where a program could take it for a date."""
        line: dict[str, Any] = {"bottom": 1, "bottom_color": LIGHT.line} if in_row else {}
        match heading.holds:
            case Holds.NUMBER:
                return self._format(num_format="0", align="left", **line)
            case Holds.FIGURE:
                # A percentage or a date that is typed stays what it is, and is told.
                return self._format(align="right", num_format="@", **line)
            case _:
                return self._format(num_format="@", **line)

    def _drop_down(
        self, worksheet: "Worksheet", sheet: Sheet, heading: Heading, column: int, last: int
    ) -> None:
        if words := WORDS.get((sheet.table, heading.column)):
            source: object = list(words)
            kind, message = "stop", f"Choose one of: {', '.join(words)}."
        elif heading.holds is Holds.TIE and heading.ties_to in {"forces", "speakers"}:
            other = next(each for each in SHEETS if each.table == heading.ties_to)
            called = NAMED_BY[heading.ties_to][0]
            letter = "ABC"[[each.column for each in other.headings].index(called)]
            source = f"={other.name}!${letter}$3:${letter}${_LISTED_TO}"
            kind = "warning"  # a number or a full name says it as well
            message = f"No such name stands in the sheet {other.name}."
        else:
            return
        rule = {"validate": "list", "source": source, "error_type": kind}
        texts = {"error_title": heading.words, "error_message": message}
        worksheet.data_validation(2, column, last, column, {**rule, **texts})


def _filled(value: Value) -> str | int | float:
    return "" if value is None else value


def _figure(value: Value, marker: str) -> str:
    """A figure as it would be typed."""
    suffix = f"[{marker}]" if marker else ""
    if value is None or marker == "low":
        return suffix
    assert not isinstance(value, str)  # noqa: S101, the rules hold
    written = f"{value:,}" if isinstance(value, int) else digits(value)
    return f"{written} {suffix}".rstrip()


def _write(
    worksheet: "Worksheet", row: int, column: int, cell: str | float, look: "Format"
) -> None:
    if cell == "":
        worksheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        worksheet.write_string(row, column, cell, look)
    else:
        worksheet.write_number(row, column, cell, look)


def _lines(text: str, width: float) -> int:
    """About how many lines a text takes in a column so many characters wide."""
    return sum(max(1, -(-len(line) // max(1, int(width)))) for line in text.split("\n"))
