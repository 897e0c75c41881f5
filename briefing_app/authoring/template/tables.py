"""The sheets of the template workbook in which the author writes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from briefing_app.authoring.grid import column_letters
from briefing_app.authoring.references import NAME_COLUMNS
from briefing_app.authoring.spreadsheets.sheets import (
    ABOUT_HEADINGS,
    CHOICES,
    SHEETS,
    Content,
    Heading,
    Sheet,
)
from briefing_app.authoring.template.formats import CellFormats, line_count
from briefing_app.authoring.template.rows import TemplateRows
from briefing_app.model.palette import LIGHT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_ROWS_WITH_LISTS: Final = 2000  # rows with drop-down lists in an empty template
_MAX_PAGE_WIDTH: Final = 250  # characters; wider sheets are printed on two pages
_PERIOD_COLUMNS: Final = 40  # columns for periods, beside the sheet's own
_ABOUT_WIDTHS: Final = (16, 70, 60)  # characters
_A4: Final = 9


def set_up_page(worksheet: "Worksheet") -> None:
    """Set how a sheet is printed."""
    worksheet.hide_gridlines(1)  # in print
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer("&L&9&A&R&9&P / &N")


def write_about(
    worksheet: "Worksheet", sheet: Sheet, rows: TemplateRows | None, formats: CellFormats
) -> None:
    """Write the sheet About."""
    for column, (title, width) in enumerate(zip(ABOUT_HEADINGS, _ABOUT_WIDTHS, strict=True)):
        worksheet.set_column(column, column, width)
        worksheet.write_string(0, column, title, formats.heading())
    worksheet.set_row(0, 22)
    report = rows.tables["report"][0] if rows else None
    text_format = formats.format(num_format="@", border=1, border_color=LIGHT.line)
    help_format = formats.format(font_color=LIGHT.muted, font_size=9)
    for row, heading in enumerate(sheet.headings, 1):
        worksheet.write_string(row, 0, heading.title, formats.format(bold=True))
        value = str(report[heading.column]) if report else ""
        if not report and heading.column == "language":
            value = "en-GB"
        _write_cell(worksheet, row, 1, value, text_format)
        worksheet.write_string(row, 2, heading.help, help_format)
        worksheet.set_row(row, max(30, 15.5 * line_count(value, _ABOUT_WIDTHS[1]) + 4))
    worksheet.freeze_panes(1, 0)


def write_table(
    worksheet: "Worksheet", sheet: Sheet, rows: TemplateRows | None, formats: CellFormats
) -> None:
    """Write a sheet with a row for each row of a table."""
    table = rows.tables[sheet.table] if rows else []
    last_row = max(_ROWS_WITH_LISTS, len(table) + 100)
    for column, heading in enumerate(sheet.headings):
        worksheet.set_column(column, column, heading.width, formats.cell(heading))
        worksheet.write_string(0, column, heading.title, formats.heading())
        worksheet.write_string(1, column, heading.help, formats.help())
        _add_drop_down(worksheet, sheet, heading, column, last_row)
    if sheet.table == "figures":
        _prepare_period_columns(worksheet, len(sheet.headings), formats)
    worksheet.set_row(0, 22)
    help_lines = max(line_count(heading.help, heading.width * 1.15) for heading in sheet.headings)
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


def _write_row(
    worksheet: "Worksheet",
    row: int,
    cells: Iterable[tuple[Heading, str | int | float]],
    formats: CellFormats,
) -> None:
    lines = 1
    for column, (heading, cell) in enumerate(cells):
        _write_cell(worksheet, row, column, cell, formats.cell(heading, has_line=True))
        lines = max(lines, line_count(str(cell), heading.width * 1.05))
    worksheet.set_row(row, min(400, 15 * lines + 4))


def _prepare_period_columns(worksheet: "Worksheet", first: int, formats: CellFormats) -> None:
    """Format the columns after the sheet's own as text, so that figures stay as they are typed."""
    last = first + _PERIOD_COLUMNS - 1
    worksheet.set_column(first, last, None, formats.format(align="right", num_format="@"))
    area = f"A1:{column_letters(last)}1048576"
    worksheet.ignore_errors({"number_stored_as_text": area})


def _add_drop_down(
    worksheet: "Worksheet", sheet: Sheet, heading: Heading, column: int, last_row: int
) -> None:
    if choices := CHOICES.get((sheet.table, heading.column)):
        source: object = list(choices)
        error_type, message = "stop", f"Choose one of: {', '.join(choices)}."
    elif heading.content is Content.REFERENCE and heading.refers_to in {"forces", "speakers"}:
        other = next(each for each in SHEETS if each.table == heading.refers_to)
        name_column = NAME_COLUMNS[heading.refers_to][0]
        letter = "ABC"[[each.column for each in other.headings].index(name_column)]
        source = f"={other.name}!${letter}$3:${letter}${_ROWS_WITH_LISTS}"
        error_type = "warning"  # a number or a full name is accepted too
        message = f"The sheet {other.name} has no such name."
    else:
        return
    rule = {"validate": "list", "source": source, "error_type": error_type}
    texts = {"error_title": heading.title, "error_message": message}
    worksheet.data_validation(2, column, last_row, column, {**rule, **texts})


def _write_cell(
    worksheet: "Worksheet", row: int, column: int, cell: str | float, cell_format: "Format"
) -> None:
    if cell == "":
        worksheet.write_blank(row, column, None, cell_format)
    elif isinstance(cell, str):
        worksheet.write_string(row, column, cell, cell_format)
    else:
        worksheet.write_number(row, column, cell, cell_format)
