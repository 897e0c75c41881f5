"""Which characters the bundled fonts can set, and what stands for the others.

A PDF that everybody can read may hold no character that its fonts have no shape for, and an empty
box in its place would tell nobody anything. So each such character is set as
`REPLACEMENT_CHARACTER`, and whoever sets the text can tell the reader which ones they were.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from briefing_app.files.paths import FONTS

REPLACEMENT_CHARACTER: Final = "◊"
"""Stands for a character that no bundled font has."""

# Each font has the same characters in its four styles.
_MAIN: Final = "AtkinsonHyperlegible-Regular.ttf"
_FURTHER: Final = "AtkinsonHyperlegibleNext-LatinExt-Regular.ttf"
_LINE_ENDS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def replace_missing_glyphs(text: str, lacking: set[str] | None = None) -> str:
    """A text as it can be set: line ends as they are, all else of it in letters that there are.

    A letter in another form is set in its plain one (``ﬁ`` as ``fi``), and marks are joined to
    their letters. What can't be seen, such as a mark of direction, is left out.

    Args:
        text: Any text at all.
        lacking: Where each character goes for which `REPLACEMENT_CHARACTER` had to be set.
    """
    if text.isascii() and text.isprintable():
        return text
    done: list[str] = []
    lines = text.replace("\r\n", "\n").translate(dict.fromkeys(map(ord, _LINE_ENDS), "\n"))
    for character in unicodedata.normalize("NFC", lines):
        after = done[-1][-1] if done else ""
        shown = _shown(character, after)
        if shown is None:
            shown = REPLACEMENT_CHARACTER
            if lacking is not None:
                lacking.add(character)
        if shown:
            done.append(shown)
    return "".join(done)


def second_font_characters() -> str:
    """The characters for which the second of the bundled fonts has to stand in."""
    return "".join(sorted(_covered(_FURTHER) - _covered(_MAIN)))


def _shown(character: str, after: str) -> str | None:
    """A character as it can be set after another one; None where it can't be."""
    main = _covered(_MAIN)
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category == "Cc":
        return {"\n": "\n", "\t": " "}.get(character)
    if category.startswith("M"):
        # A mark stands on its letter only where both are of one font.
        return character if character in main and after in main else None
    if character in main or character in _covered(_FURTHER):
        return character
    plain = unicodedata.normalize("NFKC", character).replace("\u2010", "-")
    return plain if plain and all(part in main for part in plain) else None


@cache
def _covered(font_file: str) -> frozenset[str]:
    """The characters that a font has a shape for, from the table in it that says so (`cmap`)."""
    font = (FONTS / font_file).read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    places = dict(struct.unpack_from(">4s4xL", font, 12 + 16 * table) for table in range(tables))
    cmap = places[b"cmap"]
    (parts,) = struct.unpack_from(">H", font, cmap + 2)
    found = {
        chr(code)
        for part in range(parts)
        for code in _segments(font, cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * part)[0])
    }
    return frozenset(found)


def _segments(font: bytes, start: int) -> Iterator[int]:
    """The code points of a part of `cmap` in the form that lists segments, which is number 4."""
    form, _, _, twice = struct.unpack_from(">4H", font, start)
    if form != 4:
        return
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, start + 16 + twice * nth) for nth in (1, 2, 3)
    )
    for index, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = start + 16 + twice * 3 + 2 * index + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, place)
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield code
