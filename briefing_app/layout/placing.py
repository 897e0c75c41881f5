"""Gives lines their position."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from briefing_app.layout.measurer import MeasuredLine, Measurer, TextStyle
from briefing_app.layout.page import Block, Form, PlacedLine, PlacedText, Rect, Shape
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.text import is_right_to_left, paragraphs

if TYPE_CHECKING:  # the chart of the window does without
    from briefing_app.layout.flow import Cell, Item
    from briefing_app.model.slides import Role

_RADIUS: Final = 18  # of a panel
_RULE: Final = 3


def place_items(
    items: "Sequence[Item]", left: float, top: float, width: float, spread: float = 0.0
) -> Block:
    """Return items below each other, with panels and rules of a width.

    The spread is added to each gap between texts that don't share a panel.
    """
    tops: list[float] = []
    shapes: list[Shape] = []
    texts: dict[int, list[tuple[Cell, float, float]]] = {}
    y = top
    for at, item in enumerate(items):
        row, above = item.row, item.above if at else item.row.padding
        is_apart = at and item.opens and (row.box is None or row.box != items[at - 1].row.box)
        y += above + (spread if is_apart else 0)
        if item.opens and row.ruled:
            shapes.append(Shape(Form.BOX, Rect(left, y - above / 2, width, _RULE), Colour.LINE))
        for cell in item.cells:
            texts.setdefault(id(cell.text), []).append((cell, y, item.height))
        tops.append(y)
        y += item.height
    for box, group in groupby(zip(items, tops, strict=True), lambda placed: placed[0].row.box):
        if box is not None:
            placed = list(group)
            (first, start), (last, end) = placed[0], placed[-1]
            padding = first.row.padding
            panel = Rect(left, start - padding, width, end + last.height + 2 * padding - start)
            step = min(cell.text.step for cell in last.cells)
            shapes.append(Shape(Form.BOX, panel, Colour.PANEL, radius=_RADIUS, step=step))
    return Block(tuple(shapes), tuple(_placed(cells, left) for cells in texts.values()))


def _placed(cells: "Sequence[tuple[Cell, float, float]]", left: float) -> PlacedText:
    """Return a text from its lines, each with its upper edge and height."""
    first, top, _ = cells[0]
    text = first.text
    lines = tuple(
        PlacedLine(
            cell.line.text,
            # A line that is lower than the font's own keeps its middle.
            y + cell.line.ascent - (cell.line.height - height) / 2,
            cell.line.width,
            cell.ends,
            0,
            cell.above,
        )
        for cell, y, height in cells
    )
    bottom = lines[-1].baseline + first.line.descent
    return PlacedText(
        text.role,
        Rect(left + text.left, top, text.width, bottom - top),
        first.style,
        text.look.colour,
        lines,
        right_to_left=is_right_to_left(text.text),
        step=text.step,
        leading=text.look.leading,
    )


class SetText(NamedTuple):
    """One paragraph in lines, at least one, which have no position yet.

    Args:
        lines: The lines.
        style: Their style.
        colour: Their colour.
        lead: The number of characters at the beginning that are bold.
    """

    lines: list[MeasuredLine]
    style: TextStyle
    colour: Colour
    lead: int = 0

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max(line.width for line in self.lines)

    @property
    def height(self) -> float:
        """The height of the lines."""
        return sum(line.height for line in self.lines)

    def placed(
        self,
        left: float,
        top: float,
        width: float | None = None,
        *,
        at_end: bool = False,
        role: "Role | None" = None,
    ) -> PlacedText:
        """Return the text in a rectangle; without a width, it is as wide as the widest line.

        With `at_end`, lines end at its right edge, or on a mirrored page at its left edge.
        """
        placed = []
        y, lead = top, self.lead
        for line in self.lines:
            ends = line is self.lines[-1]
            placed.append(PlacedLine(line.text, y + line.ascent, line.width, ends, lead))
            lead = max(0, lead - len(line.text))
            y += line.height
        return PlacedText(
            role,
            Rect(left, top, self.width if width is None else width, y - top),
            self.style,
            self.colour,
            tuple(placed),
            at_end=at_end,
            right_to_left=is_right_to_left("".join(line.text for line in self.lines)[self.lead :]),
        )


def set_text(
    text: str, style: TextStyle, colour: Colour, width: float, measurer: Measurer, *, lead: int = 0
) -> SetText:
    """Return a text in lines of a width, as one paragraph."""
    joined = " ".join(part for part in paragraphs(text) if part.strip())
    return SetText(measurer.break_lines(joined, style, width, lead), style, colour, lead)
