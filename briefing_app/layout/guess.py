"""A chart that people guess: names and an empty axis, then the bars, each with the room's guess.

Guesses are rings. They are the room's, so they never look like the report's figures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import floor, log10, sqrt
from typing import Final, NamedTuple

from briefing_app.layout.bars import SLIDE_CHART
from briefing_app.layout.measurer import BOLD, Measurer, TextStyle
from briefing_app.layout.page import (
    Block,
    Form,
    Page,
    PlacedChart,
    PlacedRow,
    PlacedText,
    Rect,
    Shape,
)
from briefing_app.layout.rings import (
    IN_LEGEND,
    ON_AXIS,
    Guess,
    RingSize,
    beyond_sign,
    centred,
    fitted_rows,
    ground_behind,
    guess_of,
    head_height,
    ring_shape,
)
from briefing_app.layout.text import SetText, set_text
from briefing_app.layout.theme import FOOT_SIZES, Colour
from briefing_app.model.charts import Bar
from briefing_app.model.slides import Role
from briefing_app.model.slideshow.said import THIS_ROOM
from briefing_app.model.wording import GUESS_NOTE

_THE_REPORT: Final = "the report"
_AXIS: Final = 4  # pixels
_TOP_LINE: Final = 3
_GRID_LINE: Final = 2
_DIVISIONS: Final = 6  # of an axis without guesses
_MOST_DIVISIONS: Final = 7
_QUARTERS: Final = 4  # the divisions of a full scale
_NICE: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_ABOVE_AXIS: Final = 24
_ABOVE_FOOT: Final = 44
_AROUND_BARS: Final = (24, 28)  # above and below bars with rings, which need room
_LARGEST_SCALE: Final = 1e300  # pixels per unit
_LABEL_SHARE: Final = 0.6  # of the width right of names, for the label of a ring
_CONNECTION: Final = 5  # the thickness of the line from a bar to its ring
_ABOVE_CONNECTION: Final = 4
_SHORTEST_LINE: Final = 30
_CLEAR: Final = 6  # between a ring at zero and its name
_LEGEND_SIZES: Final = (44, 40, 36)
_LEGEND_GAPS: Final = (52, 14)  # before an entry, and between its sign and its words
_SWATCH: Final = (32, 40)
_ABOVE_LEGEND: Final = 14
_CAPITALS: Final = 0.7  # the height of capitals, as a share of the size


def guess_foot(body: Rect, measurer: Measurer) -> PlacedText:
    """Return the note at the foot while people guess."""
    note = set_text(GUESS_NOTE, TextStyle(FOOT_SIZES[0]), Colour.MUTED, body.width, measurer)
    return note.placed(body.left, body.bottom - note.height, role=Role.SOURCE)


def asked_chart(
    chart: PlacedChart, top: float, body: Rect, full_scale: float | None, measurer: Measurer
) -> PlacedChart:
    """Return the names of a chart with an empty axis, which reach from a height to the foot.

    Args:
        chart: The chart, or the part of it on one page, with its figures.
        top: The upper edge of the region.
        body: The region of the page.
        full_scale: The value at the right end of the axis; None if it has no numbers.
        measurer: Measures text.
    """
    top += _ABOVE_AXIS
    bottom = guess_foot(body, measurer).rect.top - _ABOVE_FOOT
    head = head_height(chart)
    room = Rect(chart.area.left, top + head, body.right - chart.area.left, bottom - top - head)
    names = [PlacedRow(_hidden(row.bar), row.name, (), ()) for row in chart.rows]
    slots = fitted_rows(names, [False] * len(names), room.height, measurer)
    area = centred(room, slots.height)
    rows = tuple(slot.row for slot in slots.placed(area.top))
    texts = tuple(text.moved(area.top - chart.area.top) for text in chart.fixed.texts)
    per_unit = chart.per_unit if full_scale else 0.0
    end = chart.zero + per_unit * full_scale if full_scale else area.right
    axis = _axis(area, chart.zero, end, _even_lines(chart.zero, end, full_scale))
    return PlacedChart(area, rows, chart.zero, per_unit, Block(axis, texts), end - chart.zero)


def guess_page(page: Page, guesses: Mapping[str, float], body: Rect, measurer: Measurer) -> Page:
    """Return a page of a chart to guess with the room's guesses.

    Args:
        page: The page as it is without guesses.
        guesses: The guesses, by the full names of forces; those of other pages are left out.
        body: The region of the page.
        measurer: Measures text.
    """
    chart, asked, shown = page.chart, page.asked, page.slide.chart
    if chart is None or asked is None or shown is None:
        return page
    sign = "%" if any(bar.text.endswith("%") for bar in shown.bars) else ""
    made = [guess_of(guesses.get(row.bar.force.name), sign) for row in chart.rows]
    if not any(made):
        return page
    page = _with_legend(page, body, measurer)
    note = guess_foot(body, measurer)
    last = page.steps - 1
    top = max(text.rect.bottom for text in page.texts if text.is_shown(last))
    bottom = min((text.rect.top for text in page.foot_at(last)), default=note.rect.top)
    above, below = _AROUND_BARS
    room = chart.area._replace(top=top + above, height=bottom - below - top - above)
    return page._replace(
        foot=(note._replace(until=last), *page.foot),
        asked=_with_rings(asked, made, shown.full_scale, measurer),
        chart=_with_guesses(chart, made, room, shown.full_scale, measurer),
    )


def _hidden(bar: Bar) -> Bar:
    """Return a bar that shows nothing but its name."""
    return bar._replace(value=None, text="", note="", is_highlighted=False)


# The axis while people guess


def _axis(area: Rect, zero: float, end: float, lines: Sequence[float]) -> tuple[Shape, ...]:
    """Return an axis with light lines at some positions."""
    grid = (
        Shape(Form.BOX, Rect(x - _GRID_LINE / 2, area.top, _GRID_LINE, area.height), Colour.MARK)
        for x in lines
    )
    start = zero - _AXIS
    return (
        *grid,
        Shape(Form.BOX, Rect(start, area.top, _AXIS, area.height), Colour.MUTED),
        Shape(Form.BOX, Rect(zero, area.top, end - zero, _TOP_LINE), Colour.MUTED),
    )


def _even_lines(zero: float, end: float, full_scale: float | None) -> list[float]:
    count = _QUARTERS if full_scale else _DIVISIONS
    return [zero + (end - zero) * at / count for at in range(1, count + 1)]


def _lines(zero: float, end: float, per_unit: float) -> list[float]:
    """Return lines at round numbers, a few of them."""
    least = (end - zero) / per_unit / _MOST_DIVISIONS if per_unit else 0.0
    if not 1e-200 < least < 1e200:
        return _even_lines(zero, end, None)
    power = 10.0 ** floor(log10(least))
    step = next(nice * power for nice in (*_NICE, 2 * _NICE[-1]) if nice * power >= least)
    count = floor((end - zero) / (step * per_unit) + 1e-6)
    return [zero + at * step * per_unit for at in range(1, count + 1)]


def _with_rings(
    asked: PlacedChart,
    guesses: Sequence[Guess | None],
    full_scale: float | None,
    measurer: Measurer,
) -> PlacedChart:
    """Return names and axis with a ring for each guess.

    The axis reaches a little beyond the largest guess, unless it has a full scale.
    """
    room = asked.area.right - asked.zero
    labels = {
        at: _axis_label(guess, room, measurer)
        for at, guess in enumerate(guesses)
        if guess is not None
    }
    values = {at: max(guess.value, 0.0) for at, guess in enumerate(guesses) if guess is not None}
    if not full_scale:
        limits = (
            max(room - ON_AXIS.reach - label.width, 1.0) / values[at]
            for at, label in labels.items()
            if values[at]
        )
        per_unit = min(limits, default=0.0)
        asked = asked._replace(per_unit=min(per_unit, _LARGEST_SCALE))
        end = asked.zero + asked.full
        lines = _lines(asked.zero, end, asked.per_unit)
        axis = _axis(asked.area, asked.zero, end, lines)
        asked = asked._replace(fixed=asked.fixed._replace(shapes=axis))
    rows = (
        _with_ring(row, values[at], labels[at], asked, measurer) if at in labels else row
        for at, row in enumerate(asked.rows)
    )
    return asked._replace(rows=tuple(rows))


def _axis_label(guess: Guess, room: float, measurer: Measurer) -> SetText:
    """Return the label of a ring, at the largest size that leaves room for the ring."""
    labels = list(guess.labels(ON_AXIS, measurer))
    return next((label for label in labels if label.width <= room * _LABEL_SHARE), labels[-1])


def _with_ring(
    row: PlacedRow, value: float, label: SetText, asked: PlacedChart, measurer: Measurer
) -> PlacedRow:
    """Return a name with a ring on the axis; its label is right of it if there is room."""
    middle = row.name.rect.top + row.name.rect.height / 2
    at, end = asked.zero + value * asked.per_unit, asked.zero + asked.full
    nearest = asked.zero - SLIDE_CHART.to_bar + _CLEAR + ON_AXIS.diameter / 2
    x = max(nearest, min(at, end))
    beyond = [beyond_sign(x, middle, ON_AXIS, measurer)] if at > end + 1 else []
    after = beyond[0].rect.right + ON_AXIS.gap if beyond else x + ON_AXIS.reach
    before = x - ON_AXIS.reach - label.width
    left = before if after + label.width > asked.area.right and before > asked.zero else after
    texts = (label.placed(left, middle - label.height / 2), *beyond)
    shapes = (*map(ground_behind, texts), ring_shape(x, middle, ON_AXIS))
    return row._replace(shapes=shapes, texts=texts)


# The bars with the guesses


def _with_guesses(
    chart: PlacedChart,
    guesses: Sequence[Guess | None],
    room: Rect,
    full_scale: float | None,
    measurer: Measurer,
) -> PlacedChart:
    """Return the bars at their own scale, in a region, with the guess for a bar below it."""
    head = head_height(chart)
    room = room._replace(top=room.top + head, height=room.height - head)
    has_ring = [guess is not None for guess in guesses]
    slots = fitted_rows(chart.rows, has_ring, room.height, measurer)
    area = centred(room, slots.height)
    thickness = round(min(min(slots.bars) * SLIDE_CHART.bar_share, SLIDE_CHART.max_thickness))
    scale = _Scale(
        chart.per_unit,
        area._replace(left=chart.zero, width=area.right - chart.zero),
        chart.zero + full_scale * chart.per_unit if full_scale else None,
        slots.ring,
        measurer,
    )
    rows: list[PlacedRow] = []
    bars: list[Rect] = []
    front: list[Shape] = []
    for slot, guess in zip(slots.placed(area.top), guesses, strict=True):
        bar = Rect(chart.zero, round(slot.bar - thickness / 2), 0, thickness)
        row = slot.row._replace(shapes=tuple(_at_height(slot.row.shapes, bar)))
        if guess is not None:
            bar = bar._replace(width=max((shape.rect.width for shape in row.shapes), default=0.0))
            below = _below_bar(row.bar, bar, guess, slot.ring, scale)
            front += below.shapes
            row = row._replace(texts=(*row.texts, *below.texts))
        bars.append(bar)
        rows.append(row)
    by = area.top - chart.area.top
    fixed = Block(
        tuple(_fixed_shapes(chart, area, bars)),
        tuple(text.moved(by) for text in chart.fixed.texts),
    )
    lines = tuple(_at_height(chart.front.shapes, area))
    return chart._replace(area=area, rows=tuple(rows), fixed=fixed, front=Block((*lines, *front)))


def _fixed_shapes(chart: PlacedChart, area: Rect, bars: Sequence[Rect]) -> Iterator[Shape]:
    """Yield what is behind the bars: lines as high as all rows, and the tracks of shares."""
    tracks = iter(bars)
    for shape in chart.fixed.shapes:
        yield from _at_height([shape], next(tracks) if shape.fill is Colour.PANEL else area)


def _at_height(shapes: Iterable[Shape], rect: Rect) -> Iterator[Shape]:
    """Yield shapes that are as high as a rectangle."""
    for shape in shapes:
        yield shape._replace(rect=shape.rect._replace(top=rect.top, height=rect.height))


class _Scale(NamedTuple):
    """The axis of the bars, for their rings.

    Args:
        per_unit: The length of one unit.
        bounds: The region right of the zero line.
        end: The right end of a full scale; None if the axis ends with the region.
        ring: The size of a ring.
        measurer: Measures the labels.
    """

    per_unit: float
    bounds: Rect
    end: float | None
    ring: RingSize
    measurer: Measurer


def _below_bar(bar: Bar, rect: Rect, guess: Guess, middle: float, scale: _Scale) -> Block:
    """Return the ring below a bar with its label, and the line that leads to it from the bar."""
    ring, bounds, measurer = scale.ring, scale.bounds, scale.measurer
    radius = ring.diameter / 2
    x = rect.left + max(guess.value, 0.0) * scale.per_unit
    end = bounds.right - radius if scale.end is None else scale.end
    beyond = []
    if x > end + 1:
        x = end
        if scale.end is None:
            x -= beyond_sign(0, middle, ring, measurer).rect.right - radius
        beyond = [beyond_sign(x, middle, ring, measurer)]
    has_figure = not bar.is_in_words and bar.value is not None and bar.value >= 0
    label, left = _label(guess, x, rect.right if has_figure else None, scale)
    texts = (label.placed(left, middle - label.height / 2), *beyond)
    lines = _connection(rect, x, middle, radius) if has_figure else ()
    return Block((*lines, *map(ground_behind, texts), ring_shape(x, middle, ring)), texts)


def _label(guess: Guess, x: float, end: float | None, scale: _Scale) -> tuple[SetText, float]:
    """Return the label of a ring at `x`, whose line leads to the bar's `end`, and its left edge.

    It is beyond the ring if there is room, else on the line, or else beyond the line.
    """
    reach, gap = scale.ring.reach, scale.ring.gap
    for label in guess.labels(scale.ring, scale.measurer):
        least, most = scale.bounds.left + gap, scale.bounds.right - label.width
        right_of, left_of = x + reach, x - reach - label.width
        tried = [right_of, left_of]
        if end is not None:
            away, on_line, past = right_of, left_of, min(left_of, end - gap - label.width)
            if end > x:
                away, on_line, past = left_of, right_of, max(right_of, end + gap)
            is_long = abs(x - end) >= reach + label.width + _SHORTEST_LINE
            tried = [away, on_line if is_long else past, past]
        for left in tried:
            if least <= left <= most:
                return label, left
    return label, right_of if right_of <= most else max(left_of, least)


def _connection(bar: Rect, x: float, middle: float, radius: float) -> tuple[Shape, ...]:
    """Return the line from the end of a bar down, and then to the ring at `x`."""
    half = _CONNECTION / 2
    start = bar.right - half if bar.width else bar.left + half
    top = bar.bottom + _ABOVE_CONNECTION
    away = abs(x - start)
    bottom = middle + half if away >= radius else middle - sqrt(radius**2 - away**2) + half
    down = Rect(start - half, top, _CONNECTION, max(bottom - top, 0.0))
    lines = [Shape(Form.BOX, down, Colour.ROOM)]
    if away > radius:
        left, right = sorted((start, x))
        across = Rect(left, middle - half, right - left, _CONNECTION)
        lines.append(Shape(Form.BOX, across, Colour.ROOM))
    return tuple(lines)


def _with_legend(page: Page, body: Rect, measurer: Measurer) -> Page:
    """Return a page that says what bars and rings are, beside what was counted or below it."""
    last = page.steps - 1
    texts = [text for text in page.texts if text.is_shown(last)]
    colours = _bar_colours(page)
    subtitle = next((text for text in texts if text.role is Role.SUBTITLE), None)
    beside = subtitle and _legend_beside(subtitle, colours, body, measurer)
    if beside:
        smaller, legend = beside
        kept = (smaller if text is subtitle else text for text in page.texts)
        page = page._replace(texts=tuple(kept))
    else:
        size = _LEGEND_SIZES[-1]
        baseline = max(text.rect.bottom for text in texts) + _ABOVE_LEGEND + size
        legend = _legend(colours, size, body.left, baseline, measurer)
    return page._replace(
        shapes=(*page.shapes, *(shape._replace(step=last) for shape in legend.shapes)),
        texts=(*page.texts, *(text._replace(step=last) for text in legend.texts)),
    )


def _legend_beside(
    subtitle: PlacedText, colours: Sequence[Colour], body: Rect, measurer: Measurer
) -> tuple[PlacedText, Block] | None:
    """Return what was counted, smaller if necessary, with the legend beside its last line."""
    if subtitle.at_right:
        return None
    for size in _LEGEND_SIZES:
        words = set_text(
            subtitle.text,
            subtitle.style._replace(size=size),
            subtitle.colour,
            subtitle.rect.width,
            measurer,
        )
        placed = words.placed(*subtitle.rect[:3], role=subtitle.role)
        line = placed.lines[-1]
        left = subtitle.rect.left + line.width + _LEGEND_GAPS[0]
        legend = _legend(colours, size, left, line.baseline, measurer)
        if legend.texts[-1].rect.right <= body.right:
            return placed._replace(step=subtitle.step), legend
    return None


def _legend(
    colours: Sequence[Colour], size: float, left: float, baseline: float, measurer: Measurer
) -> Block:
    """Return the colours of the bars and a ring, each with its words.

    A screen reader skips them: beside each number, it says whose it is.
    """
    style, middle = TextStyle(size, BOLD), baseline - _CAPITALS * size / 2
    shapes: list[Shape] = []
    for colour in colours:
        rect = Rect(left, middle - _SWATCH[1] / 2, *_SWATCH)
        shapes.append(Shape(Form.BOX, rect, colour))
        left = rect.right
    report = set_text(_THE_REPORT, style, Colour.BAR, 10 * size, measurer)
    room = set_text(THIS_ROOM, style, Colour.ROOM, 10 * size, measurer)
    before, between = _LEGEND_GAPS
    top = baseline - report.lines[0].ascent
    first = report.placed(left + between, top, role=Role.LABEL)._replace(spoken="")
    ring = ring_shape(first.rect.right + before + IN_LEGEND.diameter / 2, middle, IN_LEGEND)
    second = room.placed(ring.rect.right + between, top, role=Role.LABEL)._replace(spoken="")
    return Block((*shapes, ring), (first, second))


def _bar_colours(page: Page) -> list[Colour]:
    """Return the colours of the bars on a page, that of the highlighted one first."""
    rows = page.chart.rows if page.chart is not None else ()
    used = {shape.fill for row in rows for shape in row.shapes}
    return [colour for colour in (Colour.BAR, Colour.QUIET_BAR) if colour in used] or [Colour.BAR]
