"""Writes a page as a PowerPoint slide."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, count
from typing import Any, Final

from briefing_app.export.arial_measurer import ASCENT
from briefing_app.export.powerpoint.bar_chart import native_bars
from briefing_app.export.powerpoint.change_chart import native_changes
from briefing_app.export.powerpoint.chart_xml import ChartStyle, value_of
from briefing_app.export.powerpoint.deck import Deck
from briefing_app.export.powerpoint.design import CHART, NUMBER, TITLE
from briefing_app.export.powerpoint.groups import Group, group_texts
from briefing_app.export.powerpoint.own_layouts import OwnLayouts
from briefing_app.export.powerpoint.reveal import reveal_bars
from briefing_app.export.powerpoint.shapes import (
    Paragraph,
    Run,
    chart_frame,
    drawn_shape,
    shape_look,
    slide_number,
    text_body,
    text_shape,
)
from briefing_app.export.powerpoint.titles import Titles
from briefing_app.layout.measurer import SEMIBOLD
from briefing_app.layout.page import (
    HEIGHT,
    MARGIN,
    WIDTH,
    Block,
    Page,
    PlacedChart,
    PlacedRow,
    PlacedText,
    Rect,
    Shape,
)
from briefing_app.layout.theme import FOOT_SIZES, Colour
from briefing_app.model.charts import BarChart
from briefing_app.model.report import Reveal
from briefing_app.model.slides import Role

_ARIAL_ASCENT: Final = 0.905
_NUMBER: Final = (160, 36)
_HIDDEN_SIZE: Final = 32.0  # of a title that only lists of slides show
# PowerPoint hides such a title there; more lines than fit continue further up.
_ABOVE_THE_SLIDE: Final = Rect(MARGIN, -140, WIDTH - 2 * MARGIN, 96)


class PageWriter:
    """Writes one page, as it is at one step, as a slide at the end of a presentation."""

    def __init__(
        self, deck: Deck, layouts: OwnLayouts, page: Page, step: int, language: str
    ) -> None:
        self._deck = deck
        self._layouts = layouts
        self._page = page
        self._step = step
        self._language = language
        self._layout = layouts.page_layout(page)
        self._body = partial(text_body, language=language)
        self._ids = count(2)
        self._shapes: list[str] = []

    def write(self, titles: Titles) -> Any:
        """Write the page with a unique title, and return the part of its slide."""
        page = self._page
        part = self._deck.new_slide(self._layout.layout)
        texts = (text for text in page.texts if text.step <= self._step)
        groups = group_texts(texts, page, self._layout)
        title_id = next(self._ids)
        self._draw(page.shapes, {group.panel for group in groups})
        self._shapes.append(self._title(title_id, groups, titles))
        self._write_groups(groups)
        timing = ""
        chart = page.slide.shown_chart
        if page.chart is not None and page.chart.rows and chart is not None:
            timing = self._chart(part, page.chart, chart, title_id)
        self._write_groups(group_texts(page.foot, page, self._layout))
        self._number()
        self._deck.fill(part, self._shapes, timing)
        return part

    def _colour(self, colour: Colour | None) -> str:
        return self._layouts.colour(colour, self._page.surface) if colour is not None else ""

    def _number(self) -> None:
        top = self._page.number_baseline - ASCENT * FOOT_SIZES[0]
        rect = Rect(WIDTH - MARGIN - _NUMBER[0], top, *_NUMBER)
        text = slide_number(self._deck.slide_count, self._language)
        place = self._layout.places[NUMBER]
        self._shapes.append(text_shape(next(self._ids), NUMBER, rect, text, place=place))

    def _title(self, number: int, groups: list[Group], titles: Titles) -> str:
        """Return the title: that of the page, or a hidden one if lists of slides need another."""
        group = next((group for group in groups if group.target == TITLE), None)
        shown = group.text if group is not None else ""
        title = titles.of(self._page, shown)
        if group is not None and title == shown:
            groups.remove(group)
            rect = group.rect
            paragraph = next(self._paragraphs(group))
            runs = [paragraph.runs[-1]._replace(text=title)]
            text = self._body([paragraph._replace(runs=runs)], anchor="t")
        else:
            if group is not None:
                groups[groups.index(group)] = group._replace(target="")
            rect = _ABOVE_THE_SLIDE
            text = self._body([Paragraph([Run(title, _HIDDEN_SIZE)])], anchor="b")
        return text_shape(number, TITLE, rect, text, place=self._layout.places[TITLE])

    def _draw(self, shapes: Iterable[Shape], panels: set[Shape | None]) -> None:
        """Add the shapes behind the text that neither the layout nor a text has."""
        for shape in shapes:
            is_band = shape.rect.height == HEIGHT
            if shape in panels or is_band or shape.step > self._step:
                continue
            number = next(self._ids)
            self._shapes.append(drawn_shape(number, shape, self._look(shape)))

    def _look(self, shape: Shape) -> str:
        return shape_look(shape, self._colour(shape.fill), self._colour(shape.outline))

    def _write_groups(self, groups: Iterable[Group]) -> None:
        for group in groups:
            paragraphs = self._paragraphs(group)
            rect, insets, anchor, look = group.rect, (0.0, 0.0), "t", ""
            role = group.texts[0].role
            if group.panel is not None:
                inner, rect = rect, group.panel.rect
                insets = (inner.left - rect.left, inner.top - rect.top)
                anchor, look = "ctr", self._look(group.panel)
            if role is Role.TAG:
                insets = (0.0, 0.0)
                paragraphs = (paragraph._replace(align="ctr") for paragraph in paragraphs)
            elif role is Role.MARK:
                rect = _above_baseline(group.texts[0])
            shrinks = role is not Role.MARK
            text = self._body(paragraphs, insets=insets, anchor=anchor, shrinks=shrinks)
            place = self._layout.places.get(group.target, "")
            name = group.target or (role.name.replace("_", " ").capitalize() if role else "Label")
            shape = text_shape(next(self._ids), name, rect, text, place=place, look=look)
            self._shapes.append(shape)

    def _paragraphs(self, group: Group) -> Iterator[Paragraph]:
        """Yield the paragraphs of a group, with weight and colour unless the layout gives them."""
        inherits = group.target and group.is_uniform
        is_formatted = not inherits or group.texts[0].role is Role.CONTINUED
        bottom = group.rect.top
        for text in group.texts:
            colour, weight = "", None
            if is_formatted:
                colour = self._colour(text.colour)
                weight = text.style.weight >= SEMIBOLD
            gap = max(0.0, text.rect.top - bottom)
            for at, (words, above) in enumerate(text.paragraphs):
                lead = text.lines[0].lead if not at else 0
                runs = [
                    Run(words[:lead], text.style.size, bold=True, colour=colour),
                    Run(words[lead:].rstrip(), text.style.size, weight, colour),
                ]
                align = "r" if text.at_right else ""
                yield Paragraph(runs, above if at else gap, text.leading, align)
            bottom = text.rect.bottom

    def _chart(self, part: Any, placed: PlacedChart, chart: BarChart, title_id: int) -> str:
        """Add a chart and the texts beside it, and return its animation."""
        style = ChartStyle(self._colour, self._language)
        rows = tuple(row if row.step <= self._step else _to_guess(row) for row in placed.rows)
        placed = placed._replace(rows=rows)
        shown = chart._replace(bars=tuple(chain.from_iterable(row.bars for row in rows)))
        drawn = [at for at, row in enumerate(rows) if value_of(row.bars[0]) is not None]
        if chart.compared is None:
            is_part = len(placed.rows) < len(chart.bars)
            native = native_bars(placed, chart.unit, style, has_end=is_part)
            # PowerPoint has no label for a missing figure.
            missing = (row.texts for at, row in enumerate(rows) if at not in drawn)
            beside = Block(texts=tuple(chain.from_iterable(missing)))
        else:
            native = native_changes(placed, chart.compared, style)
            beside = placed.fixed._replace(texts=placed.shown_at(self._step).texts)
        relation = self._deck.add_chart(part, *native)
        number = next(self._ids)
        place = self._layout.places[CHART]
        self._shapes.append(chart_frame(number, placed.area, relation, shown.alt_text, place))
        self._draw(beside.shapes, set())
        self._write_groups(Group((text,)) for text in beside.texts)
        slide = self._page.slide
        if slide.reveal is not Reveal.BARS or not drawn:
            return ""
        return reveal_bars(number, drawn, title_id if slide.title_comes_last else None)


def _to_guess(row: PlacedRow) -> PlacedRow:
    """Return a row of which only the name is shown."""
    bars = (bar._replace(value=None, text="", note="", is_highlighted=False) for bar in row.bars)
    return row._replace(bars=tuple(bars), texts=())


def _above_baseline(text: PlacedText) -> Rect:
    """Return the rectangle of a quotation mark, which has nothing below its baseline."""
    rect, size = text.rect, text.style.size
    top = text.lines[0].baseline - _ARIAL_ASCENT * size
    return Rect(rect.right - size if text.at_right else rect.left, top, size, rect.bottom - top)
