"""Breaks text into lines and places the lines."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby, pairwise, zip_longest
from typing import Final, NamedTuple

from briefing_app.layout.even_lines import even_lines
from briefing_app.layout.measurer import MeasuredLine, Measurer, TextStyle
from briefing_app.layout.page import (
    Block,
    Form,
    PlacedLine,
    PlacedText,
    Rect,
    Shape,
)
from briefing_app.layout.palette import Colour
from briefing_app.layout.type_sizes import RoleLook
from briefing_app.model.slides import Role
from briefing_app.model.text import is_right_to_left, paragraphs

PANEL_PADDING: Final = (60, 46)
"""The horizontal and vertical padding of a panel, in virtual pixels."""
_BETWEEN_PARAGRAPHS: Final = 0.4  # of their size
_BLANK_LINE: Final = 0.6  # of their size, once for any number of blank lines in a row
MIN_LONG_TEXT: Final = 320
"""The characters from which a text is long; the longest key message is shorter."""
_LARGE: Final = {Role.TITLE, Role.EXCERPT, Role.QUOTE, Role.STATEMENT, Role.QUESTION}
_NEARLY_EMPTY: Final = 0.4  # of the width
_SHORT: Final = 0.15  # of the width, for the last line of a large text
_SMALLEST: Final = 2.0  # pixels, the smallest size of a PowerPoint file
LONG_SIZE: Final = 64
"""The size in pixels of a long text; a larger one is slow to draw and to read."""
_OPENING_MARK: Final = "“"


class FlowText(NamedTuple):
    """A text to set.

    Args:
        role: Its role.
        text: The text.
        look: Its style.
        width: The width of its lines.
        left: The distance from the left edge of the flow.
        step: The only step at which it is shown; None for both.
        hangs: Whether the marks that open its paragraphs hang in the margin.
    """

    role: Role
    text: str
    look: RoleLook
    width: float
    left: float = 0
    step: int | None = None
    hangs: bool = False

    def style(self, growth: float, measurer: Measurer) -> TextStyle:
        """Return size and weight for a growth."""
        size = self.look.size(growth)
        if len(self.text) > MIN_LONG_TEXT and self.role is not Role.TITLE:
            size = max(min(size, LONG_SIZE), self.look.least)
        style = TextStyle(size, self.look.weight)
        if self.look.one_line:
            width = measurer.width(self.text, style)
            if width > self.width:
                style = style._replace(size=max(_SMALLEST, size * self.width / width // 1))
        return style


class Row(NamedTuple):
    """Texts next to each other in columns, each of which is a stack of texts; usually one text.

    Args:
        columns: The columns from the left.
        in_panel: Whether it is in a panel.
        ruled: Whether there is a line between it and what is above it.
    """

    columns: tuple[tuple[FlowText, ...], ...]
    in_panel: bool = False
    ruled: bool = False

    @property
    def first(self) -> FlowText:
        """The first text."""
        return self.columns[0][0]

    @property
    def padding(self) -> int:
        """The padding above and below it, if it is in a panel."""
        return PANEL_PADDING[1] if self.in_panel else 0


def text_row(role: Role, text: str, look: RoleLook, width: float, *, hangs: bool = False) -> Row:
    """Return a row of one text; see `FlowText`."""
    return Row(((FlowText(role, text, look, width, hangs=hangs),),))


class Cell(NamedTuple):
    """A line of one text."""

    text: FlowText
    style: TextStyle
    line: MeasuredLine
    ends: bool
    above: float
    hang: float = 0.0
    """How far the text begins in the margin."""
    indent: float = 0.0
    """How far the line begins to the right of that."""

    @property
    def height(self) -> float:
        """The height of the line."""
        return self.line.height * self.text.look.leading if self.line.text.strip() else 0.0


class Item(NamedTuple):
    """What can't be divided: a line of each column of a row.

    Args:
        row: The row.
        cells: The lines.
        above: The gap above it with the paddings of panels, unless it is first on a page.
        height: Its height.
        opens: Whether it is the first of its row.
        stays: Whether no page may end after it.
    """

    row: Row
    cells: tuple[Cell, ...]
    above: float
    height: float
    opens: bool
    stays: bool = False


def set_rows(
    rows: Sequence[Row], growth: float, measurer: Measurer, *, is_even: bool = True
) -> list[Item]:
    """Return the lines of rows at a size: a growth of 1.0 is preferred, 0.0 the minimum.

    Lines that only have to be counted need not be even.
    """
    items: list[Item] = []
    for row in rows:
        columns = [
            [cell for text in column for cell in _cells(text, growth, measurer, is_even=is_even)]
            for column in row.columns
        ]
        before = items[-1].row if items else row
        gap = float(row.first.look.above)
        if row is not before:
            gap += before.padding + row.padding
        for at, cells in enumerate(zip_longest(*columns)):
            line = tuple(cell for cell in cells if cell is not None)
            above = gap if not at else max(cell.above for cell in line)
            height = max(cell.height for cell in line)
            items.append(Item(row, line, above, height, opens=not at))
    return items


def _cells(text: FlowText, growth: float, measurer: Measurer, *, is_even: bool) -> list[Cell]:
    """Return the lines of a text; a blank line becomes a gap above the next one."""
    style = text.style(growth, measurer)
    cells: list[Cell] = []
    gap = float(text.look.above)
    hangs = text.hangs and not is_right_to_left(text.text)
    for paragraph in paragraphs(text.text):
        if not paragraph.strip() and len(text.text) > 1:
            gap = max(gap, round(style.size * _BLANK_LINE))
            if cells:
                blank = cells[-1].line._replace(text=cells[-1].line.text + "\n")
                cells[-1] = cells[-1]._replace(line=blank)
            continue
        hang = measurer.width(_OPENING_MARK, style) if hangs else 0.0
        mark = _OPENING_MARK if hangs and paragraph.startswith(_OPENING_MARK) else ""
        break_lines = partial(measurer.break_lines, paragraph[len(mark) :], style)
        lines = even_lines(break_lines, text.width) if is_even else break_lines(text.width)
        if mark:
            lines[0] = lines[0]._replace(text=f"{mark}{lines[0].text}", width=lines[0].width + hang)
        for at, line in enumerate(lines):
            ends, above = at == len(lines) - 1, 0.0 if at else gap
            indent = 0.0 if mark and not at else hang
            cells.append(Cell(text, style, line, ends, above, hang, indent))
        gap = round(style.size * _BETWEEN_PARAGRAPHS)
    return cells


def has_short_line(items: Sequence[Item]) -> bool:
    """Return whether a large text has a line that is nearly empty, or ends in a short word."""
    return any(
        item.row.first.role in _LARGE
        and not before.cells[0].ends
        and (
            _share(before.cells[0]) < _NEARLY_EMPTY
            or (item.cells[0].ends and _share(item.cells[0]) < _short_share(item.cells[0]))
        )
        for before, item in pairwise(items)
    )


def _short_share(cell: Cell) -> float:
    """Return the share of the width below which a last line is too short, as one word soon is."""
    return _SHORT if " " in cell.line.text.strip() else _NEARLY_EMPTY


def _share(cell: Cell) -> float:
    """Return the share of its width that a line fills."""
    return cell.line.width / cell.text.width


def height_of(items: Sequence[Item]) -> float:
    """Return the height of items that are stacked from the top of a page."""
    if not items:
        return 0.0
    gaps = sum(item.above for item in items[1:])
    paddings = items[0].row.padding + items[-1].row.padding
    return paddings + gaps + sum(item.height for item in items)


_RADIUS: Final = 18  # of a panel
RULE: Final = 3
"""The thickness of a rule between rows."""


def place_items(items: "Sequence[Item]", area: Rect, spread: float = 0.0) -> Block:
    """Return items below each other from the top of an area, with panels and rules of its width.

    The spread is added to each gap between texts.
    """
    left, top, width, _ = area
    tops: list[float] = []
    shapes: list[Shape] = []
    texts: dict[int, list[tuple[Cell, float, float]]] = {}
    y = top
    for at, item in enumerate(items):
        row, above = item.row, item.above if at else item.row.padding
        above += spread if at and item.opens else 0
        y += above
        if at and item.opens and row.ruled:
            shapes.append(Shape(Form.BOX, Rect(left, y - above / 2, width, RULE), Colour.LINE))
        for cell in item.cells:
            texts.setdefault(id(cell.text), []).append((cell, y, item.height))
        tops.append(y)
        y += item.height
    for row, group in groupby(zip(items, tops, strict=True), lambda placed: placed[0].row):
        if row.in_panel:
            placed = list(group)
            (_, start), (last, end) = placed[0], placed[-1]
            height = end + last.height + 2 * row.padding - start
            panel = Rect(left, start - row.padding, width, height)
            step = row.first.step
            shapes.append(Shape(Form.BOX, panel, Colour.PANEL, radius=_RADIUS, step=step))
    return Block(tuple(shapes), tuple(_placed(cells, left) for cells in texts.values()))


def _placed(cells: "Sequence[tuple[Cell, float, float]]", left: float) -> PlacedText:
    """Return a text from its lines, each with the upper edge and the height of its row.

    The lines of a paragraph are as close as they can be, also beside higher ones.
    """
    first, top, _ = cells[0]
    text = first.text
    lines: list[PlacedLine] = []
    beside = 0.0  # by how much the lines beside a paragraph are higher, from the first middle on
    for cell, y, height in cells:
        if cell.above or not lines:
            beside = (cell.height - height) / 2
        # A line that is lower than the font's own keeps its middle.
        baseline = y + cell.line.ascent - (cell.line.height - cell.height) / 2 - beside
        beside += height - cell.height
        width, above, indent = cell.line.width, cell.above, cell.indent
        lines.append(PlacedLine(cell.line.text, baseline, width, cell.ends, 0, above, indent))
    bottom = lines[-1].baseline + first.line.descent
    is_rtl = is_right_to_left(text.text)
    return PlacedText(
        text.role,
        Rect(left + text.left - first.hang, top, text.width + first.hang, bottom - top),
        first.style,
        text.look.colour,
        tuple(lines),
        at_right=is_rtl,
        right_to_left=is_rtl,
        step=text.step,
        leading=text.look.leading,
        hang=first.hang,
    )


class SetText(NamedTuple):
    """One paragraph in lines, at least one, which have no position yet.

    Args:
        lines: The lines.
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
        at_right: bool = False,
        role: Role | None = None,
    ) -> PlacedText:
        """Return the text in a rectangle; without a width, it is as wide as the widest line.

        With `at_right`, lines end at its right edge, as lines written from right to left always do.
        """
        placed = []
        y, lead = top, self.lead
        for line in self.lines:
            ends = line is self.lines[-1]
            placed.append(PlacedLine(line.text, y + line.ascent, line.width, ends, lead))
            lead = max(0, lead - len(line.text))
            y += line.height
        is_rtl = is_right_to_left("".join(line.text for line in self.lines)[self.lead :])
        return PlacedText(
            role,
            Rect(left, top, self.width if width is None else width, y - top),
            self.style,
            self.colour,
            tuple(placed),
            at_right=at_right or is_rtl,
            right_to_left=is_rtl,
        )


def set_text(
    text: str, style: TextStyle, colour: Colour, width: float, measurer: Measurer, *, lead: int = 0
) -> SetText:
    """Return a text in lines of a width, as one paragraph."""
    joined = " ".join(part for part in paragraphs(text) if part.strip())
    lines = even_lines(lambda width: measurer.break_lines(joined, style, width, lead), width)
    return SetText(lines, style, colour, lead)
