"""Prepares texts for the handout: missing glyphs and breaks in long words.

An accessible PDF must not contain a character without a glyph, and an empty box would not help
readers. So each such character is replaced by `REPLACEMENT_CHARACTER`, and the caller can list the
replaced characters for readers.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from briefing_app.files.paths import FONTS
from briefing_app.model.names import KnownNames, unbroken
from briefing_app.model.text import single_line

REPLACEMENT_CHARACTER: Final = "◊"
"""Replaces a character that no bundled font has a glyph for."""

CHARACTERS_FILE: Final = FONTS / "characters.txt"
"""The code points that the fonts have glyphs for, in ranges; `make generated` writes it."""

_LINE_BREAKS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


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
    """Return the characters that the fonts have glyphs for."""
    characters: set[str] = set()
    for line in CHARACTERS_FILE.read_text("ascii").split():
        first, _, last = line.partition("-")
        characters.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(characters)


_LANGUAGE_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-|$)")
_ZERO_WIDTH_SPACE: Final = "\u200b"
_WORD_JOINER: Final = "\u2060"

# Widths are in units of the type size (em).
_MIN_BREAKABLE: Final = re.compile(r"\S{11,}")  # shorter words fit anywhere
_WIDTH_OF_CATEGORY: Final = {"Lu": 0.75, "Mn": 0.0}
_DEFAULT_WIDTH: Final = 0.6
_WIDE_CHARACTERS: Final = "MWmw@%—…‰™"
_ADDITIONAL_WIDTH: Final = 0.4  # of a wide character
# How much of a table's width each column but the first may have, by their number.
_MAX_SHARES: Final = {2: (0.36, 0.32), 3: (0.24, 0.24, 0.24)}

_MAX_LISTED_CHARACTERS: Final = 12

_EMPTY_LINES: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class _Metrics:
    """How much text fits, in normal or in large print.

    Args:
        label: The width of the narrowest line of a heading or a table cell.
        text: The width of the narrowest line of running text.
        table: The width of a table.
        block_lines: The number of lines that are kept together.
        line_length: The number of characters on a line.
        page_length: More characters than a page has room for, which usually are 5,000, and in large
            print 1,100.
        running_head: The number of characters of a running head.
    """

    label: float
    text: float
    table: float
    block_lines: int
    line_length: int
    page_length: int
    running_head: int


_NORMAL_PRINT: Final = _Metrics(17, 24, 43.8, 16, 75, 7_000, 70)
_LARGE_PRINT: Final = _Metrics(11, 18, 26.8, 10, 40, 1_500, 34)


class HandoutText:
    """Prepares the texts of one handout and collects the characters without a glyph.

    Args:
        language_tag: The language of the briefing, such as ``en-GB``.
        large_print: Whether the handout is in large print.
        names: The names that lines don't break, if they fit on one.
    """

    def __init__(self, language_tag: str, *, large_print: bool, names: KnownNames) -> None:
        tag = _LANGUAGE_TAG.match(language_tag)
        self.language: str = tag[1].lower() if tag else "en"
        self.region: str | None = tag[2].upper() if tag and tag[2] else None
        self.is_large_print = large_print
        self._metrics = _LARGE_PRINT if large_print else _NORMAL_PRINT
        self._names = names
        self._missing: set[str] = set()

    def plain(self, text: str) -> str:
        """Return a text on one line, without marks for breaks."""
        return single_line(replace_missing_glyphs(text, self._missing))

    def label(self, text: str) -> str:
        """Return a text on one line, for headings and narrow cells."""
        return self._prepared(self.plain(text), self._metrics.label)

    def line(self, text: str) -> str:
        """Return a text on one line."""
        return self.block(single_line(text))

    def block(self, text: str) -> str:
        """Return a text with its lines and paragraphs."""
        return self._prepared(replace_missing_glyphs(text, self._missing), self._metrics.text)

    def _prepared(self, text: str, max_width: float) -> str:
        """Return a text with breaks inside words that are too wide, and none inside names."""
        names = [name for name in self._names.found_in(text) if _width(name) <= max_width]
        text = unbroken(text, names)
        for name in (unbroken(name, [name]) for name in names if "-" in name):
            text = text.replace(name, f"{_WORD_JOINER}{name}{_WORD_JOINER}")
        return _breakable(text, max_width)

    def paragraphs(self, text: str) -> list[str]:
        """Return the paragraphs of a text, which are separated by empty lines."""
        return [part for part in _EMPTY_LINES.split(self.block(text)) if part]

    def running_head(self, text: str) -> str:
        """Return a text shortened to fit into the page header."""
        return _shortened(self.plain(text), self._metrics.running_head)

    def table(self, rows: Sequence[Sequence[str]]) -> tuple[list[float | None], list[list[str]]]:
        """Lay out a table of names, with two or three columns of figures or periods.

        Args:
            rows: The rows, the header first.

        Returns:
            The width of each column but the first, which gets the rest; None if the column is as
            wide as its content. Then the rows, prepared.
        """
        width = self._metrics.table - len(rows[0])
        max_widths = [width * share for share in _MAX_SHARES[len(rows[0]) - 1]]
        _, *needed = (max(map(_width, column)) for column in zip(*rows, strict=True))
        used = list(map(min, needed, max_widths))
        columns = [each if each < need else None for each, need in zip(used, needed, strict=True)]
        used.insert(0, width - sum(used))
        return columns, [
            [
                _breakable(self.plain(cell), cell_width)
                for cell, cell_width in zip(row, used, strict=True)
            ]
            for row in rows
        ]

    def fits_together(self, *texts: str, lines: int = 0) -> bool:
        """Return whether texts are short enough to be kept on one page together.

        Args:
            *texts: The texts.
            lines: The lines that charts beside them need.
        """
        return lines + self.line_count(*texts) <= self._metrics.block_lines

    def exceeds_page(self, *texts: str, lines: int = 0) -> bool:
        """Return whether texts are surely longer than a page; arguments as for `fits_together`."""
        length = sum(map(len, texts)) + lines * self._metrics.line_length
        return length > self._metrics.page_length

    def line_count(self, *texts: str) -> int:
        """Return about how many lines texts need, each on lines of its own."""
        length = self._metrics.line_length
        return sum(1 + len(line) // length for text in texts for line in text.splitlines())

    def missing_glyphs_warning(self) -> str:
        """Return a warning about the characters replaced so far; empty if there are none."""
        if not self._missing:
            return ""
        codes = [f"U+{ord(character):04X}" for character in sorted(self._missing)]
        further = len(codes) - _MAX_LISTED_CHARACTERS
        more = f" and {further:,} more" if further > 0 else ""
        return (
            "The handout’s fonts have only Latin letters."
            f" {REPLACEMENT_CHARACTER} replaces each character that they lack, in names and quotes"
            " too; the program shows those on screen."
            f" Missing: {', '.join(codes[:_MAX_LISTED_CHARACTERS])}{more}."
        )


def _shortened(text: str, max_length: int) -> str:
    return text if len(text) <= max_length else f"{text[: max_length - 1].rstrip()}…"


def _width(text: str) -> float:
    """Return an upper limit of the width of a text, in em."""
    width = sum(
        _WIDTH_OF_CATEGORY.get(unicodedata.category(character), _DEFAULT_WIDTH)
        for character in text
    )
    return width + sum(_ADDITIONAL_WIDTH for character in text if character in _WIDE_CHARACTERS)


def _breakable(text: str, max_width: float) -> str:
    """Return a text with possible breaks inside each word that is too wide.

    Args:
        text: The text.
        max_width: The width of the narrowest line on which it may be, in em.
    """

    def with_breaks(word: re.Match[str]) -> str:
        if _width(word[0]) <= max_width:
            return word[0]
        return _ZERO_WIDTH_SPACE.join(re.findall("[^-/]{0,4}[-/]{1,4}|.{1,4}", word[0]))

    return _MIN_BREAKABLE.sub(with_breaks, text)
