"""How a text will break into lines in PowerPoint, as far as that can be known here.

PowerPoint sets the text itself, with the font if the computer has it and with another one if not.
So widths are worked out from the bundled font, with some room to spare: a line that fits here is
meant to fit there.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from briefing_app.files.paths import FONTS
from briefing_app.model.text import paragraphs

LINE_HEIGHT: Final = 1.24
"""Of a line of the bundled font, as a share of its size."""

# Arial, which stands in for ours, is as wide to within half a per cent.
_SPARE: Final = 1.02
_WIDE: Final = 1.0  # of the size: a character that the bundled font hasn't
_RIGHT_TO_LEFT_WIDE: Final = 0.7  # one of a script that runs from right to left
_UNITS: Final = 1000
# XML has no way to hold these.
_UNFIT: Final = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WORD: Final = re.compile(r"\S+[^\S\xa0\u202f]*|\s+")


def fit_for_xml(text: str) -> str:
    """A text with a mark in place of each character that no XML file can hold.

    Its paragraphs all end with a line feed then.
    """
    return _UNFIT.sub("\ufffd", "\n".join(paragraphs(text)))


def lines(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """A paragraph in lines which, put together, are that paragraph again; at least one.

    Args:
        text: The paragraph.
        size: Of its type, in points.
        width: Of a line, in points.
        bold: Whether it is in bold.
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
        if _width(visible, bold=bold) > room:  # longer than a line: broken anywhere
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
    """The width of a text on one line, in points; `size` is in points too."""
    return _width(text, bold=bold) * size * _SPARE


def _width(text: str, *, bold: bool) -> float:
    advances = _advances(bold)
    return sum(advances[character] for character in text)


class _Advances(dict[str, float]):
    """How wide each character is, as a share of the size, measured when first asked for."""

    def __init__(self, file: str) -> None:
        from PIL import ImageFont  # noqa: PLC0415, slow to import

        super().__init__()
        self._font = ImageFont.truetype(
            str(FONTS / file), _UNITS, layout_engine=ImageFont.Layout.BASIC
        )
        self._unknown = self._font.getmask("\uffff").getbbox()

    def __missing__(self, character: str) -> float:
        try:
            advance = self._font.getlength(character) / _UNITS
            known = self._font.getmask(character).getbbox() != self._unknown
        except UnicodeEncodeError:  # half of a pair
            advance, known = _WIDE, False
        if not known and not character.isspace():
            leftwards = unicodedata.bidirectional(character) in {"R", "AL"}
            advance = _RIGHT_TO_LEFT_WIDE if leftwards else max(advance, _WIDE)
            advance *= unicodedata.combining(character) == 0
        self[character] = advance
        return advance


@cache
def _advances(bold: bool) -> _Advances:  # noqa: FBT001, one word to cache by
    return _Advances(f"AtkinsonHyperlegible-{'Bold' if bold else 'Regular'}.ttf")
