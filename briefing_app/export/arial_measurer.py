"""Measures text in Arial, from a table of the widths of Liberation Sans, which are the same.

PowerPoint lays out the text itself, in Arial or in a font of the same widths, and Typst that of the
handout. Everything is measured a little larger than that, so that a line that fits here fits there.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from briefing_app.files.paths import POWERPOINT
from briefing_app.layout.measurer import SEMIBOLD, MeasuredLine, TextStyle

ASCENT: Final = 0.95  # above the baseline, to the font size
LINE_HEIGHT: Final = 1.2  # to the font size

_ARABIC: Final = "0600-06FF 0750-077F 08A0-08FF FB50-FDFF FE70-FEFF"
_ARABIC_WIDTHS: Final = (0.55, 0.66)
"""The average width of an Arabic, Persian or Urdu letter in a line, regular and bold.

Real text was measured in eight fonts: DejaVu Sans is the widest (0.55, bold 0.64), others have 0.35
to 0.5. Arial has these letters itself, so they are as high as others.
"""
_TALL: Final = 1.25  # the factor by which the fonts of other scripts may be taller
_SPARE: Final = 1.02
_TABLE: Final = POWERPOINT / "liberation-sans-widths.tsv"
_UNITS: Final = 2048  # to the font size
_OTHER: Final = 1.0  # the width of a character that the font lacks
_PICTOGRAPH: Final = 1.4
_FIRST_PICTOGRAPH: Final = 0x1F000
_WITHOUT_WIDTH: Final = {"Mn", "Me", "Cf"}
_CACHED_WORDS: Final = 50_000
_WORD: Final = re.compile(r"[\S\xa0\u202f]+[^\S\xa0\u202f]*|\s+")


class ArialMeasurer:
    """Measures text in Arial, or in a font that is wider by a factor."""

    def __init__(self, spare: float = _SPARE) -> None:
        self._spare = spare

    def width(self, text: str, style: TextStyle) -> float:
        """Return the width of a text on one line, in virtual pixels."""
        return _width(text, style.weight >= SEMIBOLD) * style.size * self._spare

    def break_lines(
        self, paragraph: str, style: TextStyle, width: float, lead: int = 0
    ) -> list[MeasuredLine]:
        """Break a paragraph into lines, at least one, none wider than `width` in virtual pixels.

        Its first `lead` characters are bold.
        """
        is_bold = style.weight >= SEMIBOLD
        scale = style.size * self._spare
        room = width / scale
        lines: list[MeasuredLine] = []
        start = 0
        used = space = 0.0

        def end_line(end: int) -> None:
            nonlocal start, used, space
            text = paragraph[start:end]
            height = style.size * (1.0 if _widths(is_bold).known.issuperset(text) else _TALL)
            below = height * (LINE_HEIGHT - ASCENT)
            lines.append(MeasuredLine(text, used * scale, height * ASCENT, below))
            start, used, space = end, 0.0, 0.0

        for match in _WORD.finditer(paragraph):
            first, word = match.start(), match[0].rstrip()
            bold = is_bold or first < lead
            advance = _width(word, bold)
            if first > start and used + space + advance > room:
                end_line(first)
            used += space + advance
            if used > room:  # a word that is longer than a line
                used = 0.0
                for at, character in enumerate(word, first):
                    advance = _width(character, is_bold or at < lead)
                    if used + advance > room and at > start:
                        end_line(at)
                    used += advance
            space = _width(match[0][len(word) :], bold)
        end_line(len(paragraph))
        return lines


OUR_FONT: Final = ArialMeasurer(1.15)
"""Measures text in the font of the handout and the page, in which some letters are wider."""


class _Widths(dict[str, float]):
    """The width of each character, relative to the font size; an estimate if the font lacks it."""

    def __init__(self, column: int) -> None:
        super().__init__()
        for line in _TABLE.read_text("ascii").splitlines()[1:]:
            fields = line.split("\t")
            width = int(fields[column]) / _UNITS
            self.update((character, width) for character in _characters(fields[-1]))
        for character in _characters(_ARABIC):
            self[character] = 0.0 if _is_mark(character) else _ARABIC_WIDTHS[column]
        self.known = frozenset(self)

    def __missing__(self, character: str) -> float:
        width = _PICTOGRAPH if ord(character) >= _FIRST_PICTOGRAPH else _OTHER
        self[character] = 0.0 if _is_mark(character) else width
        return self[character]


@lru_cache(_CACHED_WORDS)
def _width(text: str, bold: bool) -> float:  # noqa: FBT001, two words to cache by
    """Return the width of a text on one line, relative to the font size."""
    return sum(map(_widths(bold).__getitem__, text))


@cache
def _widths(bold: bool) -> _Widths:  # noqa: FBT001, one word to cache by
    return _Widths(int(bold))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in _WITHOUT_WIDTH


def _characters(ranges: str) -> Iterator[str]:
    """Yield the characters of ``0041-005A 0061``."""
    for each in ranges.split():
        first, _, last = each.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))
