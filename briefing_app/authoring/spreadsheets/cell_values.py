"""What stands in a cell, as a value of a briefing: texts, dates, figures with their markers."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from briefing_app.authoring.spreadsheets.grid import Cell
from briefing_app.database.columns import LOW_MARKER, MISSING_MARKERS, STATUS_MARKERS
from briefing_app.database.source_rows import Value
from briefing_app.model.text import single_line

_MARKERS: Final = (*MISSING_MARKERS, *STATUS_MARKERS, LOW_MARKER)
_MARKERS_TOLD: Final = ", ".join(f"[{marker}]" for marker in _MARKERS)

# What stands between thousands; the same one throughout a number. No-break spaces, narrow or thin.
_THOUSANDS: Final = "[, '’\u00a0\u2009\u202f]"
_NUMBER: Final = re.compile(
    rf"(?P<sign>[-−+]?)(?P<whole>[0-9]{{1,3}}(?:(?P<between>{_THOUSANDS})[0-9]{{3}})"
    rf"(?:(?P=between)[0-9]{{3}})*|[0-9]+)(?P<rest>\.[0-9]+)?"
)
_SPACES: Final = _THOUSANDS.replace(",", "")
_DECIMAL_COMMA: Final = re.compile(
    rf"[-−+]?(?:[0-9.]+,[0-9]{{1,2}}|[0-9]+,[0-9]{{4,}}|[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+,[0-9]+)"
    r"\s*(?:\[[^\[\]]*\])?"
)
_FIGURE: Final = re.compile(r"(?s)(?P<number>[^\[\]]*?)\s*(?:\[\s*(?P<marker>[^\[\]]*?)\s*\])?\s*")
_SHOWN: Final = 60  # characters
_MOST_DIGITS: Final = 350  # as many as the smallest numbers take when they are written out
_YES: Final = frozenset({"yes", "y", "true", "1"})
_NO: Final = frozenset({"no", "n", "false", "0", ""})

_AS_TEXT: Final = "format the cell as text and write it again"


class CellError(Exception):
    """A cell that can't be read as what its column holds.

    Args:
        what: What is wrong, as a sentence without a full stop.
        remedy: What to do about it, as a sentence without a full stop.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def is_blank(cell: Cell) -> bool:
    """Whether nothing but white space stands in a cell."""
    return isinstance(cell, str) and not cell.strip()


def text(cell: Cell) -> str:
    """A cell as text, to the character, but line breaks made alike; white space alone is nothing.

    Raises:
        CellError: It is a date, a time or a truth value, which may not be what was written.
    """
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n") if cell.strip() else ""
    if isinstance(cell, bool):
        raise CellError(f"this is {str(cell).upper()}, a truth value, not text", _AS_TEXT)
    if isinstance(cell, int | float):
        return digits(cell)
    what = f"the spreadsheet made this a {_sort(cell)}, {cell}"
    raise CellError(what, _AS_TEXT)


def date(cell: Cell) -> str:
    """A date, whole or in part, as text in the form of ISO 8601, if it is in that form.

    Raises:
        CellError: It is a date of the spreadsheet's own that may say more than its author did, or
            no date.
    """
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            raise CellError(f"there is a time of day in {cell}", "write the date alone, as text")
        cell = cell.date()
    if isinstance(cell, dt.date):
        if cell.day == 1:
            # 2017-10-01 is what a spreadsheet keeps of "Oct 2017" too.
            what = f"the spreadsheet took this for the date {cell}, which may mean the whole month"
            month = f"{cell:%Y-%m}"
            raise CellError(what, f"format the cell as text and write {cell} or {month}")
        return cell.isoformat()
    return text(cell).strip()


def period(cell: Cell) -> str:
    """The time that a figure was counted over, as its author wrote it.

    Raises:
        CellError: As `date` raises it.
    """
    return date(cell) if isinstance(cell, dt.date) else text(cell)


def word(cell: Cell, words: Sequence[str]) -> str:
    """One of a few words in its own spelling, or what stands there if it is none of them.

    Raises:
        CellError: As `text` raises it.
    """
    written = single_line(text(cell))
    return next((each for each in words if each == written.casefold()), written)


def yes_no(cell: Cell) -> Value:
    """1 for yes, 0 for no or nothing, or what stands there if it is neither."""
    if isinstance(cell, bool):
        return int(cell)
    written = text(cell).strip()
    if written.casefold() in _YES:
        return 1
    return 0 if written.casefold() in _NO else written


def number(cell: Cell) -> int | None:
    """A whole number, typed as a number or as text; None if it is anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    if isinstance(cell, str) and re.fullmatch("[0-9]{1,18}", cell.strip()):
        return int(cell)
    return None


def figure(cell: Cell) -> tuple[int | float | None, str]:
    """A figure and its marker, either of which may be missing.

    ``20``, ``1,234``, ``1 234``, ``20 [p]`` and ``[c]`` are figures; ``[low]`` is a 0 that is not
    exactly 0.

    Raises:
        CellError: It is no figure, or more than one can tell what it is.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        what = f"this is a {_sort(cell)}, {cell}, not a figure"
        raise CellError(what, "write the figure as the source gives it")
    if not isinstance(cell, str):
        return (int(cell) if float(cell).is_integer() else cell), ""
    if cell.isdecimal() and cell.isascii() and len(cell) <= _MOST_DIGITS:  # as most are
        return int(cell), ""
    parts = _FIGURE.fullmatch(cell.strip())
    if parts is None:
        raise _no_figure(cell)
    written, marker = parts["number"].strip(), (parts["marker"] or "").lower()
    if parts["marker"] is not None and marker not in _MARKERS:
        raise CellError(f"“[{parts['marker']}]” is no marker", f"write one of {_MARKERS_TOLD}")
    if not written:
        return (0 if marker == LOW_MARKER else None), marker
    return _value(written, cell), marker


def shown(cell: Cell) -> str:
    """A cell as it is shown in what is told of it: on one line, and not too long."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return digits(cell)
    line = single_line(str(cell))
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def digits(value: float) -> str:
    """A number with every digit and no exponent."""
    return str(int(value)) if float(value).is_integer() else f"{Decimal(repr(value)):f}"


def _value(written: str, cell: str) -> int | float:
    found = _NUMBER.fullmatch(written)
    if found is None or len(written) > _MOST_DIGITS:
        raise _no_figure(cell)
    whole = re.sub("[^0-9]", "", found["whole"])
    sign = "-" if found["sign"] in {"-", "−"} else ""
    if found["rest"]:
        return float(f"{sign}{whole}{found['rest']}")
    return int(f"{sign}{whole}")


def _no_figure(cell: str) -> CellError:
    written = cell.strip()
    if _DECIMAL_COMMA.fullmatch(written):
        remedy = "write a decimal point, not a comma: 1,234.5"
    elif "%" in written or re.match("[£$€]", written):
        remedy = "write the number alone; what it is a number of is the measure’s unit"
    else:
        remedy = (
            "write digits, as in 1,234.5, and where the source gives no figure one of"
            f" {', '.join(f'[{marker}]' for marker in MISSING_MARKERS)}"
        )
    return CellError(f"“{shown(cell)}” is no figure", remedy)


def _sort(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "truth value"
    return "date" if isinstance(cell, dt.date) else "time"
