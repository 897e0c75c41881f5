"""Gives lines their position."""

from collections.abc import Iterable, Sequence

from briefing_app.layout.measurer import MeasuredLine, Measurer, TextStyle
from briefing_app.layout.page import PlacedLine, PlacedText, Rect
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.slides import Role
from briefing_app.model.text import paragraphs
from briefing_app.model.text_direction import is_right_to_left


def place_lines(
    lines: Sequence[MeasuredLine],
    style: TextStyle,
    colour: Colour,
    rect: Rect,
    *,
    at_right: bool = False,
    role: Role | None = None,
    step: int = 0,
    lead: int = 0,
) -> PlacedText:
    """Return the lines of one paragraph, stacked from the top of a rectangle.

    Args:
        lines: The lines.
        style: Their style.
        colour: Their colour.
        rect: The rectangle; its height becomes that of the lines.
        at_right: Whether lines end at the right edge.
        role: The role of the text; None for a label of ours.
        step: The first step at which it is shown.
        lead: The number of characters at its beginning that are bold.
    """
    placed = []
    y = rect.top
    turned = bool(lines) and is_right_to_left("".join(line.text for line in lines)[lead:])
    for number, line in enumerate(lines):
        left = rect.right - line.width if at_right else rect.left
        ends = number == len(lines) - 1
        placed.append(PlacedLine(line.text, left, y + line.ascent, line.width, ends, lead))
        lead = max(0, lead - len(line.text))
        y += line.height
    return PlacedText(
        role,
        rect._replace(height=y - rect.top),
        style,
        colour,
        tuple(placed),
        at_right=at_right,
        right_to_left=turned,
        step=step,
    )


def break_text(
    text: str, style: TextStyle, width: float, measurer: Measurer, lead: int = 0
) -> list[MeasuredLine]:
    """Return the lines of a text that is shown as one paragraph."""
    joined = " ".join(part for part in paragraphs(text) if part.strip())
    return measurer.break_lines(joined, style, width, lead)


def lines_height(lines: Iterable[MeasuredLine]) -> float:
    """Return the height of stacked lines."""
    return sum(line.height for line in lines)


def lines_width(lines: Iterable[MeasuredLine]) -> float:
    """Return the width of the widest line."""
    return max((line.width for line in lines), default=0.0)
