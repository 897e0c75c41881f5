"""Which characters the bundled fonts have glyphs for, and what replaces the others.

An accessible PDF must not contain a character without a glyph, and an empty box would not help
readers. So each such character is replaced by `REPLACEMENT_CHARACTER`, and the caller can list the
replaced characters for readers.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from briefing_app.files.paths import FONTS

REPLACEMENT_CHARACTER: Final = "◊"
"""Replaces a character that no bundled font has a glyph for."""

_FONT_FILE: Final = "AtkinsonHyperlegibleNext-Regular.ttf"  # each weight has the same characters

_LINE_BREAKS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SEGMENT_FORMAT: Final = 4  # of a subtable of `cmap`: segments of 16-bit code points


def replace_missing_glyphs(text: str, missing: set[str] | None = None) -> str:
    r"""Return a text with every character in a form that the bundled fonts have.

    Line breaks become ``\n``. Compatibility characters are replaced by plain ones (``ﬁ`` by
    ``fi``), and combining marks are joined to their letters. Invisible characters, such as
    direction marks, are removed.

    Args:
        text: Any text.
        missing: A set to which each character without a glyph is added.
    """
    if text.isascii() and text.isprintable():
        return text
    result: list[str] = []
    lines = text.replace("\r\n", "\n").translate(dict.fromkeys(map(ord, _LINE_BREAKS), "\n"))
    for character in unicodedata.normalize("NFC", lines):
        previous = result[-1][-1] if result else ""
        replacement = _with_glyph(character, previous)
        if replacement is None:
            replacement = REPLACEMENT_CHARACTER
            if missing is not None:
                missing.add(character)
        if replacement:
            result.append(replacement)
    return "".join(result)


def _with_glyph(character: str, previous: str) -> str | None:
    """Return a character in a form that has a glyph; None if there is no such form.

    Args:
        character: The character.
        previous: The character before it; may be empty.
    """
    available = _characters()
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category == "Cc":
        return {"\n": "\n", "\t": " "}.get(character)
    if category.startswith("M"):
        return character if character in available and previous in available else None
    if character in available:
        return character
    plain = unicodedata.normalize("NFKC", character).replace("\u2010", "-")
    return plain if plain and all(part in available for part in plain) else None


@cache
def _characters() -> frozenset[str]:
    """Return the characters that the fonts have glyphs for, from the `cmap` table."""
    font = (FONTS / _FONT_FILE).read_bytes()
    (table_count,) = struct.unpack_from(">H", font, 4)
    offsets = dict(struct.unpack_from(">4s4xL", font, 12 + 16 * at) for at in range(table_count))
    cmap = offsets[b"cmap"]
    (subtable_count,) = struct.unpack_from(">H", font, cmap + 2)
    subtables = (
        cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * at)[0] for at in range(subtable_count)
    )
    return frozenset(chr(code) for start in subtables for code in _code_points(font, start))


def _code_points(font: bytes, start: int) -> Iterator[int]:
    """Yield the code points of a `cmap` subtable in format 4; none of one in another format."""
    subtable_format, _, _, twice_count = struct.unpack_from(">4H", font, start)
    if subtable_format != _SEGMENT_FORMAT:
        return
    count = twice_count // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, start + 16 + twice_count * nth) for nth in (1, 2, 3)
    )
    for index, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                at = start + 16 + twice_count * 3 + 2 * index + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, at)
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield code
