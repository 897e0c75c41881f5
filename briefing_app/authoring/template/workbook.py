"""Creating the template workbook."""

import datetime as dt
import io

from briefing_app.authoring.spreadsheets.sheets import HOW_TO, SHEETS
from briefing_app.authoring.template.formats import CellFormats
from briefing_app.authoring.template.how_to import write_how_to
from briefing_app.authoring.template.rows import TemplateRows
from briefing_app.authoring.template.tables import set_up_page, write_about, write_table
from briefing_app.database.source_rows import BriefingRows


def create_template(rows: BriefingRows | None = None) -> bytes:
    """Create a workbook in which to write a briefing.

    If it is filled in, building it gives the same rows again. The ids of rows that have a position
    become their positions.

    Args:
        rows: The valid rows of a briefing to fill in; None leaves the workbook empty.

    Returns:
        The bytes of the .xlsx file; the same for the same rows.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415, slow to import

    content = io.BytesIO()
    workbook = Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # A fixed date, so that the same rows give the same bytes.
    created = dt.datetime(2000, 1, 1)  # noqa: DTZ001, xlsxwriter takes no time zone
    workbook.set_properties({"title": "A briefing", "created": created})
    formats = CellFormats(workbook)
    worksheet = workbook.add_worksheet(HOW_TO)
    set_up_page(worksheet)
    write_how_to(worksheet, formats)
    template_rows = TemplateRows(rows) if rows else None
    for sheet in SHEETS:
        worksheet = workbook.add_worksheet(sheet.name)
        set_up_page(worksheet)
        write = write_about if sheet.table == "report" else write_table
        write(worksheet, sheet, template_rows, formats)
    workbook.close()
    return content.getvalue()
