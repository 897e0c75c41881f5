"""Escaping text so that spreadsheet programs don't run it as a formula.

A spreadsheet program runs a cell of a CSV file, or of a pasted table, as a formula if the text
starts with certain characters. A leading apostrophe prevents that. Text that already has
apostrophes before such a character gets one more, so that removing one restores the original.
"""

from typing import Final

# Programs may skip leading tabs and line breaks, and take full-width signs for the ASCII ones.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def escape_formula(text: str) -> str:
    """Return a cell that shows the text and is never run as a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def unescape_formula(cell: str) -> str:
    """Return the text that `escape_formula` was given; an unescaped formula is returned as is."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_STARTS):
        return cell[1:]
    return cell
