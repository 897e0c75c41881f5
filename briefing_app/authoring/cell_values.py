"""Reading cells as values of a briefing: texts, dates, figures with their markers."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from briefing_app.authoring.grid import Cell
from briefing_app.database.columns import LOW_MARKER, MISSING_MARKERS, STATUS_MARKERS
from briefing_app.database.source_rows import Value
from briefing_app.files.csv import unescape_formula
from briefing_app.model.text import single_line

_MARKERS: Final = (*MISSING_MARKERS, *STATUS_MARKERS, LOW_MARKER)
_LISTED_MARKERS: Final = ", ".join(f"[{marker}]" for marker in _MARKERS)

# Separators of thousands, including no-break, thin and narrow spaces. A number uses only one.
_THOUSANDS: Final = "[, '’\u00a0\u2009\u202f]"
_NUMBER: Final = re.compile(
    rf"(?P<sign>[-−+]?)(?P<whole>[0-9]{{1,3}}(?:(?P<between>{_THOUSANDS})[0-9]{{3}})"
    rf"(?:(?P=between)[0-9]{{3}})*|[0-9]+)(?P<decimals>\.[0-9]+)?"
)
_SPACES: Final = _THOUSANDS.replace(",", "")
_DECIMAL_COMMA: Final = re.compile(
    rf"[-−+]?(?:[0-9.]+,[0-9]{{1,2}}|[0-9]+,[0-9]{{4,}}|[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+,[0-9]+)"
    r"\s*(?:\[[^\[\]]*\])?"
)
_FIGURE: Final = re.compile(r"(?s)(?P<number>[^\[\]]*?)\s*(?:\[\s*(?P<marker>[^\[\]]*?)\s*\])?\s*")
_WHOLE: Final = re.compile("[0-9]{1,18}")
_MAX_DISPLAYED: Final = 60  # characters
_MAX_DIGITS: Final = 350  # enough for the smallest numbers, written out

FORMAT_AS_TEXT: Final = "format the cell as text and type it again"


class CellError(Exception):
    """A cell that can't be read as what its column contains.

    Args:
        what: What is wrong, as a sentence without a full stop.
        remedy: What to do about it, as a sentence without a full stop.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def read_text(cell: Cell) -> str:
    r"""Return a cell as text, unchanged except that line breaks become ``\n``.

    White space alone becomes an empty text. The apostrophe before what would be a formula, as in a
    pasted row, is left out.

    Raises:
        CellError: The spreadsheet program turned the text into a date, a time or a truth value.
    """
    if isinstance(cell, str):
        text = cell.replace("\r\n", "\n").replace("\r", "\n") if cell.strip() else ""
        return unescape_formula(text) if "'" in text else text
    if isinstance(cell, bool):
        what = f"the spreadsheet program turned this into the truth value {str(cell).upper()}"
        raise CellError(what, FORMAT_AS_TEXT)
    if isinstance(cell, int | float):
        return format_number(cell)
    what = f"the spreadsheet program turned this into the {_type_name(cell)} {cell}"
    raise CellError(what, FORMAT_AS_TEXT)


def read_date(cell: Cell) -> str:
    """Return a complete or partial date in ISO 8601 form; a text is returned as it is.

    Raises:
        CellError: It is a spreadsheet date that may say more than the author wrote, or no date.
    """
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            what = f"{cell} contains a time of day"
            raise CellError(what, "write the date without a time, as text")
        cell = cell.date()
    if isinstance(cell, dt.date):
        if cell.day == 1:
            # A spreadsheet program also turns "Oct 2017" into 2017-10-01.
            what = f"the spreadsheet program turned this into {cell}, which may mean a month"
            remedy = f"format the cell as text and write {cell} or {cell:%Y-%m}"
            raise CellError(what, remedy)
        return cell.isoformat()
    return read_text(cell).strip()


def read_period(cell: Cell) -> str:
    """Return the period of a figure, as its author wrote it.

    Raises:
        CellError: As `read_date` raises it.
    """
    return read_date(cell) if isinstance(cell, dt.date) else read_text(cell)


def read_choice(cell: Cell, choices: Sequence[str]) -> str:
    """Return the choice that a cell means, or its text if it is none of them.

    Raises:
        CellError: As `read_text` raises it.
    """
    text = single_line(read_text(cell))
    return next((choice for choice in choices if choice == text.casefold()), text)


def read_whole_number(cell: Cell) -> int | None:
    """Return a whole number, whether it was entered as number or text; None if it is neither."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    if isinstance(cell, str) and _WHOLE.fullmatch(text := cell.strip()):
        return int(text)
    return None


def read_whole_number_or_text(cell: Cell) -> Value:
    """Return a whole number, None if the cell is blank, or its text if it is anything else.

    Raises:
        CellError: As `read_text` raises it.
    """
    number = read_whole_number(cell)
    return (read_text(cell) or None) if number is None else number


def read_figure(cell: Cell) -> tuple[int | float | None, str]:
    """Return a figure and its marker, either of which may be missing.

    Figures are ``20``, ``1,234``, ``1 234``, ``20 [p]`` and ``[c]``. ``[low]`` means 0, rounded.

    Raises:
        CellError: It is not a figure, or could be read in more than one way.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        what = f"the spreadsheet program turned this into the {_type_name(cell)} {cell}"
        raise CellError(what, "format the cell as text and write the figure as in the source")
    if not isinstance(cell, str):
        return (int(cell) if float(cell).is_integer() else cell), ""
    parts = _FIGURE.fullmatch(cell.strip())
    if parts is None:
        raise _not_a_figure(cell)
    number, marker = parts["number"].strip(), (parts["marker"] or "").lower()
    if parts["marker"] is not None and marker not in _MARKERS:
        what = f"“[{parts['marker']}]” isn’t a marker"
        raise CellError(what, f"use one of {_LISTED_MARKERS}")
    if not number:
        return (0 if marker == LOW_MARKER else None), marker
    return _parse_number(number, cell), marker


def displayed(cell: Cell) -> str:
    """Return a cell as it appears in messages: on one line, and shortened."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return format_number(cell)
    line = single_line(str(cell))
    return line if len(line) <= _MAX_DISPLAYED else f"{line[:_MAX_DISPLAYED]}…"


def format_number(value: float) -> str:
    """Return a number with all its digits and without an exponent."""
    return str(int(value)) if float(value).is_integer() else f"{Decimal(repr(value)):f}"


def _parse_number(text: str, cell: str) -> int | float:
    parts = _NUMBER.fullmatch(text)
    if parts is None or len(text) > _MAX_DIGITS:
        raise _not_a_figure(cell)
    whole = re.sub("[^0-9]", "", parts["whole"])
    sign = "-" if parts["sign"] in {"-", "−"} else ""
    if parts["decimals"]:
        return float(f"{sign}{whole}{parts['decimals']}")
    return int(f"{sign}{whole}")


def _not_a_figure(cell: str) -> CellError:
    text = cell.strip()
    if _DECIMAL_COMMA.fullmatch(text):
        remedy = "write a decimal point instead of a comma: 1,234.5"
    elif "%" in text or re.match("[£$€]", text):
        remedy = "write only the number; the sign belongs in the measure’s unit"
    else:
        markers = ", ".join(f"[{marker}]" for marker in MISSING_MARKERS)
        remedy = f"write a number such as 1,234.5, or one of {markers} if the source gives none"
    return CellError(f"“{displayed(cell)}” isn’t a figure", remedy)


def _type_name(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "truth value"
    return "date" if isinstance(cell, dt.date) else "time"
