"""Text in a cell that spreadsheet programs open: never run as a formula, and nothing lost.

A spreadsheet runs a cell of a CSV file or of a copied table as a formula if its text starts with
one of a few characters. An apostrophe in front keeps it text. Where the text has apostrophes before
such a character already, it gets one more, so that taking one off gives the text back to the
character.
"""

from typing import Final

# Tabs and line breaks at the start may be passed over, full-width signs be taken for the others.
_RUN_AS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet runs as a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_RUN_AS_FORMULA) else text


def unguarded(cell: str) -> str:
    """The text of which `guarded` made a cell; a formula that stands there bare stays as it is."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_RUN_AS_FORMULA):
        return cell[1:]
    return cell
