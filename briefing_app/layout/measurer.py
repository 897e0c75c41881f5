"""What the layout needs to know about fonts: a protocol that Qt and font tables implement."""

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from briefing_app.model.names import unbroken, whole

REGULAR = 400
MEDIUM = 500
SEMIBOLD = 600
BOLD = 700


class TextStyle(NamedTuple):
    """The style of a text.

    Args:
        size: The font size in virtual pixels.
        weight: The weight from 400 (regular) to 800 (extra bold).
        even_digits: Whether all digits have the same width, so that nothing moves each second.
    """

    size: float
    weight: int = 400
    even_digits: bool = False


class MeasuredLine(NamedTuple):
    """One line of a paragraph; the texts of all lines, joined, are the paragraph.

    Args:
        text: Its text, with the white space at its end.
        width: Its width without that white space, in virtual pixels.
        ascent: The height above the baseline; larger in scripts with tall letters.
        descent: The height below the baseline.
    """

    text: str
    width: float
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        """The natural height of the line."""
        return self.ascent + self.descent


class Measurer(Protocol):
    """Measures text in one typeface and breaks paragraphs into lines."""

    def width(self, text: str, style: TextStyle) -> float:
        """Return the width of a text on one line, in virtual pixels."""

    def break_lines(
        self, paragraph: str, style: TextStyle, width: float, lead: int = 0
    ) -> list[MeasuredLine]:
        """Break a paragraph into lines, at least one, none wider than `width` virtual pixels.

        It has no line breaks, and its first `lead` characters are bold. A word that is wider than a
        line is broken anywhere.
        """


_KEPT_DOT: Final = "\N{NO-BREAK SPACE}·"
_KEPT_HYPHEN: Final = "-\N{WORD JOINER}"


class NameKeeper:
    """A measurer that doesn't break names over lines, unless they are wider than a line.

    No line begins with the dot between two parts of a text.

    Args:
        measurer: Measures and breaks lines.
        names: The names.
    """

    def __init__(self, measurer: Measurer, names: Sequence[str]) -> None:
        self._measurer = measurer
        self._names = names

    def width(self, text: str, style: TextStyle) -> float:
        """Return the width of a text on one line; see `Measurer`."""
        return self._measurer.width(text, style)

    def break_lines(
        self, paragraph: str, style: TextStyle, width: float, lead: int = 0
    ) -> list[MeasuredLine]:
        """Break a paragraph into lines; see `Measurer`."""
        names = [
            name
            for name in self._names
            if all(self._measurer.width(each, style) <= width for each in whole(name, paragraph))
        ]
        hyphen = "-" if lead else _KEPT_HYPHEN  # joiners would change how many it counts
        kept = unbroken(paragraph, names, hyphen).replace(" ·", _KEPT_DOT)
        lines = self._measurer.break_lines(kept, style, width, lead)
        if _KEPT_DOT not in kept and _KEPT_HYPHEN not in kept:
            return lines
        return [
            line._replace(text=line.text.replace(_KEPT_DOT, " ·").replace(_KEPT_HYPHEN, "-"))
            for line in lines
        ]


def elide(text: str, style: TextStyle, width: float, measurer: Measurer) -> str:
    """Return a text that fits on one line, shortened with “…” if necessary; empty if none fits."""
    if measurer.width(text, style) <= width:
        return text
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if measurer.width(f"{text[:middle].rstrip()}…", style) <= width:
            least = middle
        else:
            most = middle - 1
    return f"{text[:least].rstrip(' .,;:')}…" if least else ""
