"""What abbreviations stand for: names in the texts of a briefing whose initials they are."""

import re
from typing import Final

from briefing_app.model.search import words

# The rest of a word. It has no capitals: so a text is matched in one way only, and the time doesn't
# grow faster than its length.
_REST: Final = r"[^\W\d_A-Z]{0,40}(?:[’'][a-z])?"
_SPACE: Final = "[ \u00a0]"
_SMALL_WORD: Final = rf"(?:and|by|de|for|in|of|on|the|to|with|&){_SPACE}"
# What is between two initials. It may be nothing, as between H and M of "HM Inspectorate".
_BETWEEN: Final = rf"(?:{_REST}(?:-|,?{_SPACE}))?"
_BETWEEN_CAPITALS: Final = rf"(?:{_REST}(?:-|,?{_SPACE})(?:{_SMALL_WORD}){{0,2}})?"
_LENGTHS: Final = range(3, 11)  # letters
_MAX_MEANINGS: Final = 4


def meanings(abbreviation: str, text: str) -> tuple[str, ...]:
    """Return what an abbreviation stands for in a text, at most four names.

    The words of a name begin with capitals. Small words between them all count, or none does: "moj"
    stands for "Ministry of Justice", "nca" for "National Centre for Allergy". HM counts as two.

    Args:
        abbreviation: A folded word.
        text: The text, with the names as they are written.

    Returns:
        The names as phrases that `search.terms` would return.
    """
    if len(abbreviation) not in _LENGTHS or not (abbreviation.isascii() and abbreviation.isalpha()):
        return ()
    first, *inner, last = list(abbreviation.upper())
    with_small = [rf"(?:{each}|(?={_SMALL_WORD}){each.lower()})" for each in inner]
    either = "|".join(
        (
            _BETWEEN_CAPITALS.join(("", *inner, last)),
            _BETWEEN.join(("", *with_small, last)),
        )
    )
    found = dict[str, None]()
    # A capital comes first in the expression, so that `re` finds the places fast.
    for match in re.finditer(rf"{first}(?<!\w{first})(?:{either}){_REST}(?![A-Z])", text):
        phrase = words(match.group())
        if len(phrase) > 1:
            found[" ".join(phrase)] = None
        if len(found) == _MAX_MEANINGS:
            break
    return tuple(found)
