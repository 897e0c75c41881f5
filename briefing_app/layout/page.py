"""A laid-out page as a value: shapes and texts with positions, in virtual pixels.

Colours are names that a slide theme resolves, so that one page serves every theme, and PowerPoint
can use the colours of its own theme.
"""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

from briefing_app.layout.measurer import BOLD, TextStyle
from briefing_app.layout.palette import LIGHT_SLIDES, Colour, Colours, SlideTheme, Surface
from briefing_app.model.charts import Bar, BarChart
from briefing_app.model.slides import Role, Slide


class Rect(NamedTuple):
    """A rectangle in virtual pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def inset(self, across: float, down: float) -> "Rect":
        """Return the rectangle without a margin on each side."""
        width, height = self.width - 2 * across, self.height - 2 * down
        return Rect(self.left + across, self.top + down, width, height)


WIDTH: Final = 1920
"""The width of every page, in virtual pixels."""
HEIGHT: Final = 1080
"""The height of every page."""
ASPECT: Final = WIDTH / HEIGHT
"""The width of a page as a share of its height."""
BODY: Final = Rect(120, 82, 1680, 948)
"""The region of every page for everything from its head to its foot."""
_FOOT_BASELINE: Final = HEIGHT - 60  # of the slide number on a page without a source


class Form(Enum):
    """The form of a shape."""

    BOX = auto()  # a rectangle, with rounded corners if it has a radius
    DOT = auto()  # an ellipse
    ARC = auto()  # a ring, the part of it that `share` gives, clockwise from the top
    TICK = auto()  # the line of `TICK_POINTS`, in the colour of its outline


TICK_POINTS: Final = ((0.26, 0.53), (0.43, 0.7), (0.75, 0.35))
"""The points of a `Form.TICK`, as shares of its width and height."""


class Shape(NamedTuple):
    """A rectangle, dot, ring or tick.

    Args:
        form: Its form.
        rect: The rectangle that it fills.
        fill: The colour of its inside; None for none.
        outline: The colour of its outline; None for none.
        thickness: The thickness of the outline, drawn inside the rectangle.
        radius: The radius of rounded corners.
        share: The part of a ring, from 0.0 to 1.0.
        step: The only step at which it is shown; None for both.
    """

    form: Form
    rect: Rect
    fill: Colour | None = None
    outline: Colour | None = None
    thickness: float = 0.0
    radius: float = 0.0
    share: float = 1.0
    step: int | None = None

    def is_shown(self, step: int) -> bool:
        """Return whether it is shown at a step."""
        return self.step in {None, step}


class PlacedLine(NamedTuple):
    """One line of text.

    Args:
        text: Its text, with the white space at its end.
        baseline: The position of its baseline.
        width: Its width without the white space at its end.
        ends: Whether it ends its paragraph.
        lead: The number of characters at its beginning that are bold.
        above: The gap between its paragraph and the one before, for the first line of a paragraph.
        indent: The distance of a line from the left edge, because its paragraph starts with a mark
            that hangs in the margin.
    """

    text: str
    baseline: float
    width: float
    ends: bool
    lead: int = 0
    above: float = 0.0
    indent: float = 0.0


class PlacedText(NamedTuple):
    """A text of a slide, or the part of it that is on one page.

    Args:
        role: Its role; None for that of a chart, a countdown or a label in the text.
        rect: The rectangle for it; lines are as wide as this or narrower.
        style: Its size and weight.
        colour: Its colour.
        lines: Its lines from the top.
        at_right: Whether its lines end at the right edge of the rectangle.
        right_to_left: Whether its first paragraph is written from right to left.
        step: The only step at which it is shown; None for both.
        leading: The line height, as a share of the font's own.
        hang: How far its rectangle begins in the margin, where marks that open its paragraphs are.
        spoken: What a screen reader says in its place; None for the text itself.
    """

    role: Role | None
    rect: Rect
    style: TextStyle
    colour: Colour
    lines: tuple[PlacedLine, ...]
    at_right: bool = False
    right_to_left: bool = False
    step: int | None = None
    leading: float = 1.0
    hang: float = 0.0
    spoken: str | None = None

    def is_shown(self, step: int) -> bool:
        """Return whether it is shown at a step."""
        return self.step in {None, step}

    @property
    def text(self) -> str:
        """The text; paragraphs end with a line break."""
        return "".join(line.text + ("\n" if line.ends else "") for line in self.lines)

    @property
    def read(self) -> str:
        """What a screen reader says, with a line break at its end."""
        if self.spoken is None:
            return self.text
        return f"{self.spoken}\n" if self.spoken else ""

    @property
    def paragraphs(self) -> list[tuple[str, float]]:
        """The paragraphs, each with the gap above it."""
        found: list[tuple[str, float]] = []
        opens = True
        for line in self.lines:
            if opens:
                found.append((line.text, line.above))
            else:
                found[-1] = (found[-1][0] + line.text, found[-1][1])
            opens = line.ends
        return found

    def moved(self, by: float) -> "PlacedText":
        """Return the text further down."""
        lines = tuple(line._replace(baseline=line.baseline + by) for line in self.lines)
        return self._replace(rect=self.rect._replace(top=self.rect.top + by), lines=lines)

    def left_of(self, line: PlacedLine) -> float:
        """Return the left edge of a line."""
        return self.rect.right - line.width if self.at_right else self.rect.left + line.indent


class Block(NamedTuple):
    """Placed texts with the shapes behind them.

    Args:
        shapes: The shapes.
        texts: The texts, in reading order.
        height: The height, with the gap to the next block.
    """

    shapes: tuple[Shape, ...] = ()
    texts: tuple[PlacedText, ...] = ()
    height: float = 0.0

    def moved(self, by: float) -> "Block":
        """Return the block further down."""
        shapes = (
            shape._replace(rect=shape.rect._replace(top=shape.rect.top + by))
            for shape in self.shapes
        )
        return self._replace(
            shapes=tuple(shapes), texts=tuple(text.moved(by) for text in self.texts)
        )

    def at_step(self, step: int | None) -> "Block":
        """Return the block, shown only at a step, or at both."""
        return Block(
            tuple(shape._replace(step=step) for shape in self.shapes),
            tuple(text._replace(step=step) for text in self.texts),
        )


def joined(blocks: Iterable[Block]) -> Block:
    """Return several blocks as one, without a height."""
    parts = list(blocks)
    return Block(
        tuple(shape for block in parts for shape in block.shapes),
        tuple(text for block in parts for text in block.texts),
    )


class PlacedRow(NamedTuple):
    """A row of a chart: a name with a bar.

    Args:
        bar: The figure that it shows.
        name: The name; always shown.
        shapes: The bar.
        texts: The figure with its note.
    """

    bar: Bar
    name: PlacedText
    shapes: tuple[Shape, ...]
    texts: tuple[PlacedText, ...]

    @property
    def all_texts(self) -> tuple[PlacedText, ...]:
        """The name, the figures and their notes."""
        return (self.name, *self.texts)


class PlacedChart(NamedTuple):
    """The rows of a chart that are on one page.

    Args:
        shown: The chart that they are from.
        area: The rectangle for them.
        rows: The rows from the top.
        zero: The position of the zero line.
        per_unit: The length of one unit, in virtual pixels; 0 if no bar is drawn.
        fixed: What is behind the rows: the zero line, the tracks of shares, or boxes for guesses.
        omitted: Marks between rows of which others are left out, and the line that says how many.
    """

    shown: BarChart
    area: Rect
    rows: tuple[PlacedRow, ...]
    zero: float
    per_unit: float
    fixed: Block = Block()
    omitted: Block = Block()

    @property
    def block(self) -> Block:
        """All shapes and texts."""
        shapes = (shape for row in self.rows for shape in row.shapes)
        texts = (text for row in self.rows for text in row.all_texts)
        return Block(
            (*self.fixed.shapes, *shapes, *self.omitted.shapes),
            (*self.fixed.texts, *texts, *self.omitted.texts),
        )


class LowerPart(NamedTuple):
    """The evidence for an answer, in the lower part of its page, on the ground of plain pages.

    Args:
        rect: Its rectangle, up to the edges of the page.
        block: What is on it.
    """

    rect: Rect
    block: Block


class Page(NamedTuple):
    """One page of a slide.

    Args:
        slide: The slide.
        number: The index of the page.
        total: The number of pages of the slide.
        surface: The ground of the page, on which colours depend.
        shapes: The shapes behind the text.
        texts: The texts in reading order, without those of chart and foot.
        foot: The texts at the foot.
        chart: The chart, or the part of it that is on this page.
        asked: The same until the last step, for people to guess: names and empty boxes.
        steps: The number of steps in which the page appears, 1 or 2.
        theme: The theme that its colours are from.
        lower: What comes with an answer on the ground of plain pages, if anything.
    """

    slide: Slide
    number: int
    total: int
    surface: Surface
    shapes: tuple[Shape, ...]
    texts: tuple[PlacedText, ...]
    foot: tuple[PlacedText, ...] = ()
    chart: PlacedChart | None = None
    asked: PlacedChart | None = None
    steps: int = 1
    theme: SlideTheme = LIGHT_SLIDES
    lower: LowerPart | None = None

    @property
    def place(self) -> tuple[str, int]:
        """The slide that it belongs to, by its key, and the index of the page."""
        return self.slide.key, self.number

    @property
    def number_baseline(self) -> float:
        """The baseline of the slide number: that of the last line of the source."""
        sources = (text for text in self.foot if text.role is Role.SOURCE)
        return next((text.lines[-1].baseline for text in sources), _FOOT_BASELINE)

    @property
    def colours(self) -> Colours:
        """The colours on the ground of the page."""
        return self.theme.colours(self.surface)

    @property
    def frame(self) -> Iterator[Shape]:
        """The lines at its edge, in a theme whose grounds differ by them."""
        frame = self.theme.frames.get(self.surface)
        if frame is None:
            return
        for inset, thickness in frame.lines:
            around = Rect(0, 0, WIDTH, HEIGHT).inset(inset, inset)
            sides = (
                around._replace(height=thickness),
                around._replace(top=around.bottom - thickness, height=thickness),
                around._replace(width=thickness),
                around._replace(left=around.right - thickness, width=thickness),
            )
            yield from (Shape(Form.BOX, side, frame.colour) for side in sides)

    def shows_answer(self, step: int) -> bool:
        """Return whether an answer is shown at a step."""
        roles = {text.role for text in self.texts if text.is_shown(step)}
        is_evidence = self.slide.evidence is not None and not roles & {Role.QUESTION, Role.OPTION}
        return Role.ANSWER in roles or self.lower_at(step) is not None or is_evidence

    def lower_at(self, step: int) -> LowerPart | None:
        """Return the lower part of the page at a step, if it has one by then."""
        return self.lower if step else None

    def chart_at(self, step: int) -> PlacedChart | None:
        """Return the chart of a step: the one for people to guess, or that with the figures."""
        return self.chart if self.asked is None or step >= self.steps - 1 else self.asked

    def foot_at(self, step: int) -> tuple[PlacedText, ...]:
        """Return the texts at the foot at a step."""
        return tuple(text for text in self.foot if text.is_shown(step))

    def read(self, step: int) -> str:
        """Return the text at a step, in reading order; paragraphs end with a line break."""
        read = [text.read for text in self.texts if text.is_shown(step)]
        chart = self.chart_at(step)
        if chart is not None:
            read += [text.text for text in chart.fixed.texts]
            for row in chart.rows:
                words = (text.text.replace("\n", " ").strip() for text in row.all_texts)
                read.append(f"{' '.join(words)}\n")
            read += [text.text for text in chart.omitted.texts]
        lower = self.lower_at(step)
        if lower is not None:
            read += [text.read for text in lower.block.texts]
        return "".join((*read, *(text.text for text in self.foot_at(step))))

    def shown_at(self, step: int) -> Block:
        """Return what is shown at a step, with chart and foot, but without the lower part."""
        placed = self.chart_at(step)
        chart = placed.block if placed is not None else Block()
        shapes = (shape for shape in self.shapes if shape.is_shown(step))
        texts = (text for text in self.texts if text.is_shown(step))
        return Block((*shapes, *chart.shapes), (*texts, *chart.texts, *self.foot_at(step)))


def bold_runs(line: PlacedLine, style: TextStyle) -> Iterator[tuple[str, TextStyle]]:
    """Yield the parts of a line, each with its style: the bold lead, if any, and the rest."""
    text = line.text.rstrip()
    lead, rest = text[: line.lead], text[line.lead :]
    if lead:
        yield lead, style._replace(weight=BOLD)
    if rest:
        yield rest, style
