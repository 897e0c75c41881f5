"""Creating the template workbook: its instructions, its sheets and their formats."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from briefing_app.authoring.cell_values import CellError, format_number
from briefing_app.authoring.figures_sheet import LONG_HEADINGS
from briefing_app.authoring.grid import column_letters
from briefing_app.authoring.references import NAME_COLUMNS, SEPARATOR, Names
from briefing_app.authoring.sheets import (
    ABOUT_HEADINGS,
    CHOICES,
    HOW_TO,
    SHEETS,
    SLIDE_CONTENT_COLUMNS,
    Content,
    Heading,
    Sheet,
)
from briefing_app.database.columns import COLUMNS, LINK_TABLES, LOW_MARKER, NO_REVEAL
from briefing_app.database.source_rows import BriefingRows, Value
from briefing_app.files.archive import without_origin
from briefing_app.files.creation_time import creation_time
from briefing_app.files.csv import escape_formula, unescape_formula
from briefing_app.layout.palette import LIGHT
from briefing_app.model.forces import known_forces

_ROWS_WITH_LISTS: Final = 2000  # rows with drop-down lists in an empty template

_MAX_PAGE_WIDTH: Final = 250  # characters; wider sheets are printed on two pages

_PERIOD_COLUMNS: Final = 40  # columns for periods, beside the sheet's own

_ABOUT_WIDTHS: Final = (16, 70, 60)  # characters

_A4: Final = 9

_FONT: Final = "Calibri"

_FONT_SIZE: Final = 11  # points

_INTRODUCTION: Final = (
    "There is one sheet for each part. The grey line below the headings says what each column is"
    " for. Fill in each column whose heading has a *; the others may be empty."
)

_REQUIRED_MARK: Final = " *"  # at the end of a heading; the reader ignores it

_LISTED: Final = frozenset({"sources", "speakers", "forces", "findings", "measures"})
"""The tables whose rows are offered where a cell refers to one of them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from an empty workbook to a briefing."""

    heading: str
    text: str


STEPS: Final = (
    Step(
        "Describe the briefing",
        "Fill in the sheet About: a title, the publisher, and the key message in your own words."
        " If anything in the briefing is made up, for an exercise or a test, say “made up” in the"
        " title, and in the title or caveat of each measure: a chart may be shared on its own.",
    ),
    Step(
        "List your sources, speakers and forces",
        "List the documents in Sources and the people you quote in Speakers. Forces lists the"
        " police forces of the United Kingdom: delete those that you don’t mention if you like, and"
        " add others.",
    ),
    Step(
        "Write the findings and the quotes",
        "Use one row of Findings for each finding. Headline and detail are in your own words; the"
        " excerpt is word for word from the source. Quotes are word for word too, including every"
        " comma, without quotation marks around them. Say which quotes belong to a finding by"
        " their numbers: 2; 5. Slides name a finding by its key, which never changes.\n"
        "Quicker than typing: build once there are a title and sources (step 6), open the briefing,"
        " press F4, choose the source’s text, mark words, choose Edit › Copy as a row, and paste"
        " the row here.",
    ),
    Step(
        "Enter the figures",
        "Describe each measure in Measures. Then copy the figures into Figures exactly as they are"
        " in the source. If the source gives none, write [x] for not given, [c] for"
        " confidential or [z] for not applicable. After a figure, [p] means provisional and [r]"
        " revised; [low] is a figure that rounds to 0 but is not 0. Instead of the columns Period"
        " and Figure, you can have a column for each period, with the period as its heading.",
    ),
    Step(
        "Put the slides in order, or let the program do it",
        "If Slides is empty, the program makes a running order: the title, the key findings with"
        " their quotes, the charts and the sources. Or list the slides yourself, with notes that"
        " only the presenter sees, minutes, large figures and questions to talk about. If Reveal is"
        " guess, a chart’s names come first, for people to guess, and then all its bars.",
    ),
    Step(
        "Build and check",
        "Save the workbook. In the program, choose File › New briefing from workbook… (Ctrl+N),"
        " choose the workbook, and press Build. The program lists all mistakes with their"
        " sheet and cell. Correct them and save: the program builds again and updates the list."
        " If you add a file with the text of the source, quotes and excerpts are checked word for"
        " word.\n"
        "From the command line: briefing-app build NAME.xlsx -o NAME.briefing",
    ),
)
"""The steps of the work."""

RULES: Final = (
    "Quotes and excerpts are the source’s words, unchanged.",
    "Headlines, details, questions and notes are your own words.",
    "Figures are the source’s: never calculated, estimated or invented.",
    "If a source is unclear or contradicts itself, Caution says so.",
    "Made-up data is marked as made up in the title.",
)
"""The rules for everything in a briefing."""


def create_template(rows: BriefingRows | None = None, key: str = "") -> bytes:
    """Create a workbook in which to write a briefing.

    If it is filled in, building it gives the same rows again. The ids of rows that have a position
    become their positions.

    Args:
        rows: The valid rows of a briefing to fill in; None leaves the workbook empty, except for
            the known forces.
        key: The key of the briefing in an empty workbook.

    Returns:
        The bytes of the .xlsx file; the same for the same rows and key at the same `creation_time`.
    """
    content = io.BytesIO()
    workbook = Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties({"title": "A briefing", "created": creation_time()})
    formats = _CellFormats(workbook)
    worksheet = workbook.add_worksheet(HOW_TO)
    _set_up_page(worksheet)
    _write_how_to(worksheet, formats)
    written_rows = _WrittenRows(rows) if rows else None
    for sheet in SHEETS:
        worksheet = workbook.add_worksheet(sheet.name)
        _set_up_page(worksheet)
        if sheet.table == "report":
            values = written_rows.tables["report"][0] if written_rows else None
            _write_about(worksheet, sheet, values or {"language": "en-GB", "key": key}, formats)
        else:
            _write_table(worksheet, sheet, written_rows, formats)
    workbook.close()
    return without_origin(content.getvalue())


class _CellFormats:
    """Creates each cell format once.

    Args:
        workbook: The workbook to which the formats belong.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """Return the format that differs from the default in these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(
                {
                    "font_name": _FONT,
                    "font_size": _FONT_SIZE,
                    "font_color": LIGHT.ink,
                    "valign": "top",
                    "text_wrap": True,
                    **properties,
                }
            )
        return self._formats[key]

    def heading(self) -> Format:
        """Return the format of headings."""
        return self.format(
            bold=True, font_color=LIGHT.on_accent, bg_color=LIGHT.accent, valign="vcenter"
        )

    def help(self) -> Format:
        """Return the format of the help texts below the headings."""
        return self.format(
            font_color=LIGHT.muted,
            bg_color=LIGHT.ground,
            font_size=9,
            bottom=1,
            bottom_color=LIGHT.line,
        )

    def cell(self, heading: Heading, *, has_line: bool = False) -> Format:
        """Return the format of the cells below a heading.

        Most are formatted as text, so that a spreadsheet program doesn't turn them into dates.

        Args:
            heading: The heading.
            has_line: Whether there is a line below the cell.
        """
        line: dict[str, Any] = {"bottom": 1, "bottom_color": LIGHT.line} if has_line else {}
        match heading.content:
            case Content.ROW_NUMBER | Content.WHOLE_NUMBER:
                return self.format(num_format="0", align="left", **line)
            case Content.FIGURE:
                return self.format(align="right", num_format="@", **line)
            case _:
                return self.format(num_format="@", **line)


def _write_how_to(worksheet: Worksheet, formats: _CellFormats) -> None:
    """Write the sheet."""
    worksheet.set_portrait()
    worksheet.hide_gridlines(2)
    worksheet.set_column(0, 0, 6)
    worksheet.set_column(1, 1, 100)
    worksheet.set_row(0, 34)
    title = formats.format(bold=True, font_size=20, font_color=LIGHT.accent, text_wrap=False)
    worksheet.write_string(0, 0, "A briefing in six steps", title)
    muted = formats.format(font_color=LIGHT.muted, text_wrap=False)
    worksheet.write_string(1, 0, _INTRODUCTION, muted)
    row = 3
    number_format = formats.format(bold=True, font_size=16, font_color=LIGHT.accent)
    for number, step in enumerate(STEPS, 1):
        worksheet.write_string(row, 0, str(number), number_format)
        worksheet.write_string(row, 1, step.heading, formats.format(bold=True, font_size=13))
        worksheet.set_row(row, 22)
        worksheet.write_string(row + 1, 1, step.text, formats.format())
        worksheet.set_row(row + 1, 15.5 * _line_count(step.text, 108) + 8)
        row += 2
    row += 1
    heading_format = formats.format(bold=True, font_size=13, text_wrap=False)
    worksheet.write_string(row, 0, "The rules of a briefing", heading_format)
    worksheet.set_row(row, 22)
    for rule in RULES:
        row += 1
        worksheet.write_string(row, 0, "•", formats.format(align="right"))
        worksheet.write_string(row, 1, rule, formats.format())


def _set_up_page(worksheet: Worksheet) -> None:
    """Set how a sheet is printed."""
    worksheet.hide_gridlines(1)  # in print
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer("&L&9&A&R&9&P / &N")


def _write_about(
    worksheet: Worksheet, sheet: Sheet, report: Mapping[str, object], formats: _CellFormats
) -> None:
    """Write the sheet About.

    Args:
        worksheet: The sheet.
        sheet: Its description.
        report: Column name to its text; those of other columns are empty.
        formats: The formats of cells.
    """
    for column, (title, width) in enumerate(zip(ABOUT_HEADINGS, _ABOUT_WIDTHS, strict=True)):
        worksheet.set_column(column, column, width)
        worksheet.write_string(0, column, title, formats.heading())
    worksheet.set_row(0, 22)
    text_format = formats.format(num_format="@", border=1, border_color=LIGHT.line)
    help_format = formats.format(font_color=LIGHT.muted, font_size=9)
    for row, heading in enumerate(sheet.headings, 1):
        worksheet.write_string(row, 0, _marked_title(heading), formats.format(bold=True))
        value = str(report.get(heading.column, ""))
        _write_cell(worksheet, row, 1, value, text_format)
        worksheet.write_string(row, 2, heading.help, help_format)
        worksheet.set_row(row, max(30, 15.5 * _line_count(value, _ABOUT_WIDTHS[1]) + 4))
    worksheet.freeze_panes(1, 0)


def _write_table(
    worksheet: Worksheet, sheet: Sheet, rows: "_WrittenRows | None", formats: _CellFormats
) -> None:
    """Write a sheet with a row for each row of a table."""
    table = rows.tables[sheet.table] if rows else []
    last_row = max(_ROWS_WITH_LISTS, len(table) + 100)
    for column, heading in enumerate(sheet.headings):
        worksheet.set_column(column, column, heading.width, formats.cell(heading))
        worksheet.write_string(0, column, _marked_title(heading), formats.heading())
        worksheet.write_string(1, column, heading.help, formats.help())
        _add_drop_down(worksheet, sheet, heading, column, last_row)
    if sheet.table == "figures":
        _prepare_period_columns(worksheet, len(sheet.headings), formats)
    worksheet.set_row(0, 22)
    help_lines = max(_line_count(heading.help, heading.width * 1.15) for heading in sheet.headings)
    worksheet.set_row(1, 12.5 * help_lines + 5)
    worksheet.freeze_panes(2, 2 if sheet.table in {"findings", "slides"} else 1)
    worksheet.repeat_rows(0)
    if sum(heading.width for heading in sheet.headings) > _MAX_PAGE_WIDTH:
        worksheet.fit_to_pages(2, 0)
        worksheet.repeat_columns(0, 1)
    for row, values in enumerate(table, 2):
        assert rows is not None  # noqa: S101, or the table would be empty
        cells = [rows.cell(heading, values) for heading in sheet.headings]
        _write_row(worksheet, row, zip(sheet.headings, cells, strict=True), formats)
    if rows is None and sheet.table == "forces":
        for number, force in enumerate(known_forces(), 1):
            cells = [number, force.name, force.short_name]
            cells_by_heading = zip(sheet.headings, cells, strict=True)
            _write_row(worksheet, number + 1, cells_by_heading, formats)


def _marked_title(heading: Heading) -> str:
    needs_value = heading.is_required or heading.title in LONG_HEADINGS
    return f"{heading.title}{_REQUIRED_MARK}" if needs_value else heading.title


def _write_row(
    worksheet: Worksheet,
    row: int,
    cells: Iterable[tuple[Heading, str | int | float]],
    formats: _CellFormats,
) -> None:
    lines = 1
    for column, (heading, cell) in enumerate(cells):
        _write_cell(worksheet, row, column, cell, formats.cell(heading, has_line=True))
        lines = max(lines, _line_count(str(cell), heading.width * 1.05))
    worksheet.set_row(row, min(400, 15 * lines + 4))


def _prepare_period_columns(worksheet: Worksheet, first: int, formats: _CellFormats) -> None:
    """Format the columns after the sheet's own as text, so that figures stay as they are typed."""
    last = first + _PERIOD_COLUMNS - 1
    worksheet.set_column(first, last, None, formats.format(align="right", num_format="@"))
    area = f"A1:{column_letters(last)}1048576"
    worksheet.ignore_errors({"number_stored_as_text": area})


def _add_drop_down(
    worksheet: Worksheet, sheet: Sheet, heading: Heading, column: int, last_row: int
) -> None:
    rule: dict[str, object] = {"validate": "list"}
    listed = heading.refers_to
    if heading.content is Content.SLIDE_CONTENT:
        listed = "findings"  # the only rows that slides name by anything but a number
    if choices := CHOICES.get((sheet.table, heading.column)):
        message = f"Choose one of: {', '.join(choices)}."
        rule |= {"source": list(choices), "error_title": heading.title, "error_message": message}
    elif heading.content is not Content.REFERENCES and listed in _LISTED:
        other = next(each for each in SHEETS if each.table == listed)
        columns = [each.column for each in other.headings]
        letter = "ABC"[columns.index(NAME_COLUMNS[listed][0])]
        source = f"={other.name}!${letter}$3:${letter}${_ROWS_WITH_LISTS}"
        rule |= {"source": source, "show_error": False}  # numbers and full names are right, too
    else:
        return
    worksheet.data_validation(2, column, last_row, column, rule)


def _write_cell(
    worksheet: Worksheet, row: int, column: int, cell: str | float, cell_format: Format
) -> None:
    if cell == "":
        worksheet.write_blank(row, column, None, cell_format)
    elif isinstance(cell, str):
        # What reading would change, as it leaves out the apostrophe before a formula.
        text = cell if unescape_formula(cell) == cell else escape_formula(cell)
        worksheet.write_string(row, column, text, cell_format)
    else:
        worksheet.write_number(row, column, cell, cell_format)


def _line_count(text: str, width: float) -> int:
    """Return roughly how many lines a text takes in a column, whose width is in characters."""
    return sum(max(1, ceil(len(line) / max(1, int(width)))) for line in text.split("\n"))


class _WrittenRows:
    """The rows of a briefing as an author would write them.

    The ids of rows that have a position are set to it.

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
            for table in ("speakers", "forces", "findings")
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
                value = row.get(column)
                table = COLUMNS["slides"][column].references if column else ""
                return "" if value is None else self._reference(table, [value])
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
