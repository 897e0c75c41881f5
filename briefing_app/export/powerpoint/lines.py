"""Estimates how text breaks into lines in PowerPoint.

PowerPoint lays out the text itself, in our font or, if the computer lacks it, in another one.
Widths are calculated from the bundled font with a margin, so that a line that fits here should fit
there.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from PIL import ImageFont

from briefing_app.files.paths import FONTS
from briefing_app.model.text import paragraphs

LINE_HEIGHT: Final = 1.3
"""The line height of the bundled font, relative to its size."""

# Arial, the likely replacement, has the same width to within half a per cent.
_SPARE: Final = 1.02
_MISSING_WIDTH: Final = 1.0  # of the size: a character that the bundled font lacks
_MISSING_RTL_WIDTH: Final = 0.7  # the same in a right-to-left script
_UNITS: Final = 1000
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WORD: Final = re.compile(r"\S+[^\S\xa0\u202f]*|\s+")


def fit_for_xml(text: str) -> str:
    """Replace the characters that XML does not allow, and end all paragraphs with a line feed."""
    return _NOT_IN_XML.sub("\ufffd", "\n".join(paragraphs(text)))


def lines(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Split a paragraph into lines, at least one; joined, they are the paragraph again.

    Args:
        text: The paragraph.
        size: The font size in points.
        width: The width of a line in points.
        bold: Whether the text is bold.
    """
    room = width / size / _SPARE
    found: list[str] = []
    start = at = 0
    used = 0.0
    for word in _WORD.findall(text):
        visible = word.rstrip()
        if used + _width(visible, bold=bold) > room and at > start:
            found.append(text[start:at])
            start, used = at, 0.0
        if _width(visible, bold=bold) > room:  # longer than a line, so broken anywhere
            for character in word:
                advance = _advances(bold)[character]
                if used + advance > room and at > start:
                    found.append(text[start:at])
                    start, used = at, 0.0
                used += advance
                at += 1
        else:
            used += _width(word, bold=bold)
            at += len(word)
    return [*found, text[start:]] if start < len(text) or not found else found


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text on one line; both width and size are in points."""
    return _width(text, bold=bold) * size * _SPARE


def _width(text: str, *, bold: bool) -> float:
    advances = _advances(bold)
    return sum(advances[character] for character in text)


class _Advances(dict[str, float]):
    """The width of each character relative to the font size, measured when first used."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._font = ImageFont.truetype(
            str(FONTS / file), _UNITS, layout_engine=ImageFont.Layout.BASIC
        )
        self._unknown = self._font.getmask("\uffff").getbbox()

    def __missing__(self, character: str) -> float:
        try:
            advance = self._font.getlength(character) / _UNITS
            known = self._font.getmask(character).getbbox() != self._unknown
        except UnicodeEncodeError:  # a lone surrogate
            advance, known = _MISSING_WIDTH, False
        if not known and not character.isspace():
            right_to_left = unicodedata.bidirectional(character) in {"R", "AL"}
            advance = _MISSING_RTL_WIDTH if right_to_left else max(advance, _MISSING_WIDTH)
            advance *= unicodedata.combining(character) == 0
        self[character] = advance
        return advance


@cache
def _advances(bold: bool) -> _Advances:  # noqa: FBT001, one word to cache by
    return _Advances(f"AtkinsonHyperlegibleNext-{'Bold' if bold else 'Regular'}.ttf")
