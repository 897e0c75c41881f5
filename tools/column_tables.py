"""Write the tables of columns in docs/guide/write.md: ``python -m tools.column_tables``.

They are made from the sheets of a workbook and the columns of the database, so they can't differ
from what the program reads.
"""

import re
from pathlib import Path
from typing import Final

from briefing_app.authoring.sheets import SHEETS, Content, Heading, Sheet
from briefing_app.database.columns import COLUMNS

FILE: Final = Path(__file__).parents[1] / "docs" / "guide" / "write.md"

_START: Final = "<!-- Written by make column-tables. -->\n"
_END: Final = "<!-- End of what make column-tables writes. -->\n"
_CAN_BE_EMPTY: Final = ("figures", "measure_id")
"""The table and the column that the database needs, but an author doesn't if there is one row."""


def with_column_tables(text: str) -> str:
    """Return the text of a document with new tables between the marks."""
    tables = "\n".join(map(_table, SHEETS))
    pattern = f"(?s)(?<={re.escape(_START)}).*(?={re.escape(_END)})"
    return re.sub(pattern, lambda _: f"\n{tables}\n", text)


def _table(sheet: Sheet) -> str:
    rows = "".join(
        f"| {_name(sheet, heading)} | {_description(sheet, heading)} |\n"
        for heading in sheet.headings
        if heading.content is not Content.ROW_NUMBER
    )
    kind = "entry" if sheet.table == "report" else "column"
    return f"### {sheet.name}\n\n| {kind} | what it is |\n|---|---|\n{rows}"


def _name(sheet: Sheet, heading: Heading) -> str:
    """Return the title of a column; in bold if its cells must be filled in."""
    return f"**{heading.title}**" if is_filled(sheet, heading) else heading.title


def _description(sheet: Sheet, heading: Heading) -> str:
    if heading.content is not Content.CHOICE:
        return heading.help
    *values, last = COLUMNS[sheet.table][heading.column].allowed_values
    return heading.help if last in heading.help else f"{', '.join(values)} or {last}."


def is_filled(sheet: Sheet, heading: Heading) -> bool:
    """Return whether the cells of a column must be filled in, whatever the others contain."""
    match heading.content:
        case Content.ROW_NUMBER | Content.REFERENCES | Content.SLIDE_CONTENT:
            return False
        case Content.FIGURE:
            return True
        case _:
            column = COLUMNS[sheet.table][heading.column]
            return not column.is_optional and (sheet.table, heading.column) != _CAN_BE_EMPTY


if __name__ == "__main__":
    FILE.write_text(with_column_tables(FILE.read_text("utf-8")), "utf-8")
