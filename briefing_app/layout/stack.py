"""Stacks lines on a page, with their panels and rules."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing_app.layout.flow import BOX, Cell, FlowText, Item
from briefing_app.layout.page import Form, PlacedLine, PlacedText, Rect, Shape
from briefing_app.layout.slide_theme import Colour
from briefing_app.model.text_direction import is_right_to_left

_RADIUS: Final = 18  # of a panel
_RULE: Final = 3


class Stack(NamedTuple):
    """Placed texts with the shapes behind them."""

    shapes: tuple[Shape, ...]
    texts: tuple[PlacedText, ...]


def place_items(
    items: Sequence[Item],
    left: float,
    top: float,
    width: float,
    spread: float = 0.0,
) -> Stack:
    """Return items below each other.

    Args:
        items: The items.
        left: The left edge.
        top: The upper edge of the first one.
        width: The width of panels and rules.
        spread: What is added to the gaps between texts.
    """
    shapes: list[Shape] = []
    lines: dict[int, list[PlacedLine]] = {}
    cells: dict[int, Cell] = {}
    tops: dict[int, float] = {}
    y = top
    box_top = top
    for at, item in enumerate(items):
        before = items[at - 1] if at else None
        opens_box = item.box is not None and (before is None or before.box != item.box)
        if before is not None:
            is_apart = item.opens and (item.box is None or opens_box)
            y += item.above + (spread if is_apart else 0)
        if item.ruled:
            rect = Rect(left, y - item.above / 2 if at else y, width, _RULE)
            shapes.append(Shape(Form.BOX, rect, Colour.LINE))
        if opens_box:
            box_top = y
            y += BOX[1]
        for cell in item.cells:
            key = id(cell.text)
            cells.setdefault(key, cell)
            tops.setdefault(key, y)
            lines.setdefault(key, []).append(_placed(cell, left, y, item.height))
        y += item.height
        if item.box is not None and (at + 1 == len(items) or items[at + 1].box != item.box):
            y += BOX[1]
            step = min(cell.text.step for cell in item.cells)
            panel = Rect(left, box_top, width, y - box_top)
            shapes.append(Shape(Form.BOX, panel, Colour.PANEL, radius=_RADIUS, step=step))
    texts = tuple(_text(cells[key], lines[key], left, tops[key]) for key in lines)
    return Stack(tuple(shapes), texts)


def _placed(cell: Cell, left: float, top: float, height: float) -> PlacedLine:
    line, text = cell.line, cell.text
    edge = left + text.left
    # A line that is lower than the font's own keeps its middle.
    baseline = top + line.ascent - (line.height - height) / 2
    return PlacedLine(line.text, edge, baseline, line.width, cell.ends, 0, cell.above)


def _text(cell: Cell, lines: Sequence[PlacedLine], left: float, top: float) -> PlacedText:
    text: FlowText = cell.text
    last = lines[-1].baseline + cell.line.descent
    return PlacedText(
        text.role,
        Rect(left + text.left, top, text.width, last - top),
        cell.style,
        text.colour or text.look.colour,
        tuple(lines),
        right_to_left=is_right_to_left(text.text),
        step=text.step,
    )
