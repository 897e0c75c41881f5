"""Text in a cell that spreadsheet programs open: never run as a formula, and nothing lost.

A spreadsheet runs a cell of a CSV file or of a copied table as a formula if its text starts with
one of a few characters. An apostrophe in front keeps it text. Where the text has apostrophes before
such a character already, it gets one more, so that taking one off gives the text back to the
character.
"""

import re
from typing import Final

# White space at the start may be passed over, and the full-width signs be taken for the others.
_RUN_AS_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """A text as a cell that no spreadsheet runs as a formula."""
    return f"'{text}" if _RUN_AS_FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of which `guarded` made a cell; other texts stay as they are.

    A cell that a formula could be run from, without an apostrophe, stays as it is too.
    """
    return cell[1:] if cell.startswith("'") and _RUN_AS_FORMULA.match(cell) else cell
