"""PowerPoint slides that look like our own on screen; lengths are in points."""

from itertools import groupby
from typing import Any, Final

from briefing_app.export.powerpoint.chart import add_chart
from briefing_app.export.powerpoint.layouts import (
    BODY,
    BOTTOM,
    CHART_LAYOUT,
    CONTENT_LAYOUT,
    KIND,
    MARGIN,
    QUOTE_LAYOUT,
    SECOND,
    SOURCE,
    SOURCES_LAYOUT,
    TITLE_LAYOUT,
    TOP,
    WIDTH,
    base,
)
from briefing_app.export.powerpoint.lines import (
    LINE_HEIGHT,
    fit_for_xml,
    lines,
)
from briefing_app.export.powerpoint.package import add_slide, open_presentation
from briefing_app.export.powerpoint.pages import (
    Frame,
    Look,
    Page,
    Part,
    lay_out,
    stacked,
)
from briefing_app.export.powerpoint.shapes import (
    Box,
    Paragraph,
    Run,
    add_cautions,
    add_dot,
    add_number,
    add_rule,
    add_text,
    part_paragraphs,
    place,
    put_in_order,
    write,
)
from briefing_app.model.palette import LIGHT
from briefing_app.model.report import FindingKind, SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from briefing_app.model.text import paragraphs
from briefing_app.model.text_direction import is_rtl_language

_ACROSS: Final = WIDTH - 2 * MARGIN
_FOOT_SIZES: Final = (14, 13)
_FOOT_LINES: Final = 3
_FOOT_WIDTH: Final = _ACROSS - 110  # the rest is for the slide number
_FOOT_GAP: Final = 15
_NUMBER_HEIGHT: Final = 18
_CHIP: Final = 32  # high, with the gap below it
_CHIP_DOT: Final = 13
_CHIP_LINE: Final = 21
_HIDDEN: Final = Box(MARGIN, -64, _ACROSS, 48)
_HIDDEN_SIZE: Final = 32
_ABOVE_CHART: Final = 18
_EXCERPT_INDENT: Final = 23
_QUOTE_INDENT: Final = 37

LOOKS: Final = {
    Role.TITLE: Look(44, 32, bold=True, tight=0.95),
    Role.SUBTITLE: Look(23, 22, above=11),
    Role.BODY: Look(27, 22, above=18),
    Role.EXCERPT: Look(25, 22, above=20, indent=_EXCERPT_INDENT),
    Role.EXCERPT_SOURCE: Look(22, 22, above=5, indent=_EXCERPT_INDENT),
    Role.CAUTION: Look(23, 22, above=20),
    Role.QUOTE: Look(38, 22, indent=_QUOTE_INDENT),
    Role.SPEAKER: Look(23, 22, above=22, bold=True, indent=_QUOTE_INDENT),
    Role.SPEAKER_ROLE: Look(22, 22, above=2, indent=_QUOTE_INDENT),
    Role.NUMBER: Look(150, 60, bold=True, tight=0.95),
    Role.STATEMENT: Look(36, 22, above=15),
    Role.QUESTION: Look(44, 32, bold=True),
    Role.ANSWER: Look(36, 22, above=30),
    Role.SOURCE_TITLE: Look(22, 22, above=22, bold=True),
    Role.SOURCE_DETAIL: Look(17, 14, above=5),
}
KIND_LOOKS: Final = {  # exceptions for some kinds of slide
    (SlideKind.TITLE, Role.TITLE): Look(58, 32, bold=True, tight=0.95),
    (SlideKind.TITLE, Role.SUBTITLE): Look(26, 22, above=20),
    (SlideKind.TEXT, Role.BODY): Look(36, 22, above=24),
    (SlideKind.CHART, Role.TITLE): Look(36, 32, bold=True, tight=0.95),
    (SlideKind.QUOTE, Role.TITLE): Look(32, 32, bold=True, tight=0.95),
    (SlideKind.QUOTE, Role.BODY): Look(24, 22, above=22, indent=_QUOTE_INDENT),
    (SlideKind.SOURCES, Role.SOURCE_DETAIL): Look(22, 14, above=5),
}
_GAPS: Final = {SlideKind.CHART: 11.0, SlideKind.TEXT: 24.0, SlideKind.QUOTE: 30.0}
_LAYOUTS: Final = {
    SlideKind.TITLE: TITLE_LAYOUT,
    SlideKind.TEXT: CONTENT_LAYOUT,
    SlideKind.FINDING: CONTENT_LAYOUT,
    SlideKind.QUOTE: QUOTE_LAYOUT,
    SlideKind.CHART: CHART_LAYOUT,
    SlideKind.NUMBER: CONTENT_LAYOUT,
    SlideKind.DISCUSSION: CONTENT_LAYOUT,
    SlideKind.SOURCES: SOURCES_LAYOUT,
}
_SECOND: Final = {Role.EXCERPT, Role.EXCERPT_SOURCE, Role.SPEAKER, Role.SPEAKER_ROLE}
_SPOKEN: Final = {Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE}
_CENTRED: Final = {SlideKind.TITLE, SlideKind.QUOTE}
_COLOURS: Final = {
    Role.SUBTITLE: "tx2",
    Role.EXCERPT: "tx2",
    Role.EXCERPT_SOURCE: "tx2",
    Role.SPEAKER_ROLE: "tx2",
    Role.SOURCE_DETAIL: "tx2",
}
_KIND_COLOURS: Final = {
    FindingKind.CONCERN: "accent2",
    FindingKind.GOOD_PRACTICE: "accent3",
    FindingKind.FIGURES: "accent1",
    FindingKind.NEXT_STEP: "accent6",
}


class OwnSlides:
    """Makes slides on our own layouts.

    Args:
        language: The language tag of their text; may be empty.
    """

    def __init__(self, language: str) -> None:
        self.presentation = open_presentation(base(mirrored=is_rtl_language(language)))
        self._language = language
        layouts = {layout.name: layout for layout in self.presentation.slide_layouts}
        self._layouts = {kind: layouts[name] for kind, name in _LAYOUTS.items()}

    def pages(self, slide: Slide) -> list[Page]:
        """Return the pages of a slide."""
        foot, _ = _foot(slide)
        after = [] if foot or not slide.source else [SlideText(Role.SOURCE_DETAIL, slide.source)]
        return lay_out(slide, _frame(slide), after=after)

    def add(self, page: Page, title: str, most: float | None) -> Any:
        """Add a page as the last slide.

        Args:
            page: The page.
            title: Its unique title.
            most: The end of the axis of its chart; None if PowerPoint may choose.
        """
        made, number = add_slide(self.presentation, self._layouts[page.slide.kind])
        _Filling(made, page, self._language).fill(title, number, most)
        return made


class _Filling:
    """A slide that is being filled: its empty placeholders, and the shapes so far."""

    def __init__(self, made: Any, page: Page, language: str) -> None:
        self._made = made
        self._page = page
        self._language = language
        self._places = {shape.placeholder_format.idx: shape for shape in made.placeholders}
        self._order: list[Any] = []

    def _at(self, box: Box) -> Box:
        """Return a box, mirrored for a right-to-left language."""
        if not is_rtl_language(self._language):
            return box
        return box._replace(left=WIDTH - box.left - box.width)

    def fill(self, title: str, number: int, most: float | None) -> None:
        """Add everything in reading order."""
        page, kind = self._page, self._page.slide.kind
        top = self._head(title)
        for target, group in groupby(page.parts, key=lambda part: _target(kind, part.role)):
            parts = list(group)
            top += parts[0].look.above if parts[0] is not page.parts[0] else 0
            indent = parts[0].look.indent
            box = Box(MARGIN + indent, top, _ACROSS - indent, stacked(parts))
            self._put(target, parts, box)
            top += box.height
        if page.chart is not None:
            top += _ABOVE_CHART if page.parts else 0
            box = Box(MARGIN, top, _ACROSS, TOP + _body_height(page.slide) - top)
            old = self._places.pop(BODY)
            chart = add_chart(
                self._made, old, page, self._at(box), most=most, language=self._language
            )
            self._order.append(chart)
        self._source()
        numbered = add_number(self._made, number, self._language)
        if numbered is not None:
            self._order.append(numbered)
        for unused in self._places.values():
            unused.element.getparent().remove(unused.element)
        put_in_order(self._made, self._order)

    def _head(self, title: str) -> float:
        """Add title and kind, and return their lower edge."""
        page, slide = self._page, self._page.slide
        top = float(TOP)
        if slide.kind in _CENTRED and page.count == 1:
            height = page.title_height + (_gap(slide) if page.title else 0) + stacked(page.parts)
            top += max(0.0, (_body_height(slide) - height) / 2)
        heading = self._places.pop(0)
        self._order.append(heading)
        if slide.finding_kind is not None:
            self._kind(slide.finding_kind, top)
            top += _CHIP
        if not page.title:
            place(heading, _HIDDEN)
            write(heading, [Paragraph([Run(title, _HIDDEN_SIZE)])], self._language)
            return top
        place(heading, self._at(Box(MARGIN, top, _ACROSS, page.title_height)))
        write(heading, [Paragraph([Run(title, page.title_size)])], self._language)
        return top + page.title_height + _gap(slide)

    def _kind(self, kind: FindingKind, top: float) -> None:
        colour = _KIND_COLOURS[kind]
        dot = Box(MARGIN, top + (_CHIP_LINE - _CHIP_DOT) / 2, _CHIP_DOT, _CHIP_DOT)
        self._order.append(add_dot(self._made, self._at(dot), colour))
        chip = self._places.pop(KIND)
        write(chip, [Paragraph([Run(kind.label, colour=colour)])], self._language)
        self._order.append(chip)

    def _put(self, target: int | None, parts: list[Part], box: Box) -> None:
        """Add adjacent texts to their placeholder, or to a text box if that is used."""
        page, placed = self._page, self._at(box)
        if target is None:
            self._order += add_cautions(self._made, placed, parts, self._language)
            return
        if parts[0].role is Role.EXCERPT:
            rule = Box(MARGIN, box.top + 2, 5.5, box.height - 4)
            self._order.append(add_rule(self._made, self._at(rule), LIGHT.line))
        elif parts[0].role is Role.QUOTE:
            height = stacked([part for part in page.parts if part.role in _SPOKEN])
            rule = self._at(Box(MARGIN, box.top, 7, height))
            self._order.append(add_rule(self._made, rule, "accent1"))
        if target in self._places and self._places[target].element.txBody is not None:
            shape = self._places.pop(target)
            place(shape, placed)
        else:
            shape = add_text(self._made, "Text", placed)
        colours = {} if page.slide.kind is SlideKind.TITLE else _COLOURS
        write(shape, part_paragraphs(parts, colours), self._language)
        self._order.append(shape)

    def _source(self) -> None:
        slide = self._page.slide
        count, size = _foot(slide)
        if not count:
            return
        shape = self._places.pop(SOURCE)
        height = count * size * LINE_HEIGHT
        place(shape, self._at(Box(MARGIN, BOTTOM - height, _FOOT_WIDTH, height)))
        said = [Paragraph([Run(each, size)]) for each in _foot_paragraphs(slide)]
        write(shape, said, self._language)
        self._order.append(shape)


def _target(kind: SlideKind, role: Role) -> int | None:
    """Return the index of the placeholder for a text; None for a caution."""
    if role is Role.CAUTION:
        return None
    if role in _SECOND or (kind is SlideKind.CHART and role is Role.SUBTITLE):
        return SECOND
    return BODY


def _frame(slide: Slide) -> Frame:
    height = _body_height(slide) - (_CHIP if slide.finding_kind is not None else 0)
    return Frame(
        LOOKS,
        KIND_LOOKS,
        (_ACROSS, 215),
        (_ACROSS, height),
        flows=True,
        gap=_gap(slide),
        above_chart=_ABOVE_CHART,
    )


def _gap(slide: Slide) -> float:
    return _GAPS.get(slide.kind, 20.0)


def _body_height(slide: Slide) -> float:
    """Return the height of everything above the foot."""
    count, size = _foot(slide)
    return BOTTOM - TOP - (max(count * size * LINE_HEIGHT, _NUMBER_HEIGHT) + _FOOT_GAP)


def _foot_paragraphs(slide: Slide) -> list[str]:
    return [part for part in paragraphs(fit_for_xml(slide.source)) if part.strip()]


def _foot(slide: Slide) -> tuple[int, int]:
    """Return lines and size of the source at the foot; 0 lines if it does not fit."""
    if slide.kind is SlideKind.SOURCES:
        return (0, 0)
    for size in _FOOT_SIZES:
        count = sum(len(lines(part, size, _FOOT_WIDTH)) for part in _foot_paragraphs(slide))
        if count <= _FOOT_LINES:
            return (count, size)
    return (0, 0)
