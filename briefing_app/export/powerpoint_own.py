"""Slides that look as ours do on screen; lengths are in points."""

from itertools import groupby
from typing import TYPE_CHECKING, Final

from briefing_app.colours import LIGHT
from briefing_app.export.powerpoint_base import (
    BODY,
    BOTTOM,
    CHART_LAYOUT,
    CONTENT_LAYOUT,
    KIND,
    LAYOUTS,
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
from briefing_app.export.powerpoint_chart import add_chart
from briefing_app.export.powerpoint_lines import LINE_HEIGHT, lines, paragraphs
from briefing_app.export.powerpoint_package import open_presentation
from briefing_app.export.powerpoint_pages import Frame, Look, Page, Part, fit_for_xml, lay_out
from briefing_app.export.powerpoint_shapes import (
    Box,
    Paragraph,
    Run,
    add_caution,
    add_dot,
    add_number,
    add_rule,
    add_text,
    part_paragraphs,
    place,
    write,
)
from briefing_app.report import FindingKind, SlideKind
from briefing_app.slides import Role, Slide, SlideText

if TYPE_CHECKING:
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide as PowerPointSlide

_ACROSS: Final = WIDTH - 2 * MARGIN
_FOOT_SIZES: Final = (14, 13)
_FOOT_LINES: Final = 3
_FOOT_WIDTH: Final = _ACROSS - 110  # the rest is the slide's number's
_FOOT_GAP: Final = 15
_CHIP: Final = 32  # high, with the gap below it
_CHIP_DOT: Final = 13
_HIDDEN: Final = Box(MARGIN, -64, _ACROSS, 48)
_EXCERPT_INDENT: Final = 23
_QUOTE_INDENT: Final = 37

LOOKS: Final = {
    Role.TITLE: Look(44, 32, bold=True, tight=0.95),
    Role.SUBTITLE: Look(23, 22, above=11),
    Role.BODY: Look(27, 22, above=18),
    Role.EXCERPT: Look(25, 22, above=20, indent=_EXCERPT_INDENT),
    Role.CAUTION: Look(23, 22, above=20),
    Role.QUOTE: Look(38, 22, indent=_QUOTE_INDENT),
    Role.SPEAKER: Look(23, 22, above=22, bold=True, indent=_QUOTE_INDENT),
    Role.SPEAKER_ROLE: Look(22, 22, above=2, indent=_QUOTE_INDENT),
    Role.SOURCE_TITLE: Look(22, 22, above=22, bold=True),
    Role.SOURCE_DETAIL: Look(17, 14, above=5),
}
KIND_LOOKS: Final = {  # where a kind of slide sets a text in another way
    (SlideKind.TITLE, Role.TITLE): Look(58, 32, bold=True, tight=0.95),
    (SlideKind.TITLE, Role.SUBTITLE): Look(26, 22, above=20),
    (SlideKind.TEXT, Role.BODY): Look(36, 22, above=24),
    (SlideKind.CHART, Role.TITLE): Look(36, 32, bold=True, tight=0.95),
    (SlideKind.QUOTE, Role.TITLE): Look(32, 32, bold=True, tight=0.95),
    (SlideKind.QUOTE, Role.BODY): Look(24, 22, above=22, indent=_QUOTE_INDENT),
}
_GAPS: Final = {SlideKind.CHART: 11.0, SlideKind.TEXT: 24.0, SlideKind.QUOTE: 30.0}
_LAYOUTS: Final = {
    SlideKind.TITLE: TITLE_LAYOUT,
    SlideKind.TEXT: CONTENT_LAYOUT,
    SlideKind.FINDING: CONTENT_LAYOUT,
    SlideKind.QUOTE: QUOTE_LAYOUT,
    SlideKind.CHART: CHART_LAYOUT,
    SlideKind.SOURCES: SOURCES_LAYOUT,
}
_SECOND: Final = {Role.EXCERPT, Role.SPEAKER, Role.SPEAKER_ROLE}
_CENTRED: Final = {SlideKind.TITLE, SlideKind.QUOTE}
_COLOURS: Final = {
    Role.SUBTITLE: "tx2",
    Role.EXCERPT: "tx2",
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
    """Slides on our own layouts.

    Args:
        language: Of their text, as a tag; may be empty.
    """

    def __init__(self, language: str) -> None:
        self.presentation = open_presentation(base())
        self._language = language
        self._slides = self.presentation.slides
        layouts = {layout.name: layout for layout in self.presentation.slide_layouts}
        self._layouts = {kind: layouts[name] for kind, name in _LAYOUTS.items()}

    def pages(self, slide: Slide) -> list[Page]:
        """The pages that a slide takes."""
        foot, _ = _foot(slide)
        after = [] if foot or not slide.source else [SlideText(Role.SOURCE_DETAIL, slide.source)]
        return lay_out(slide, _frame(slide), after=after)

    def add(self, page: Page, title: str, most: float | None) -> "PowerPointSlide":
        """Add a page as the last slide.

        Args:
            page: What stands on it.
            title: What it goes by, which no other slide does.
            most: What the axis of its chart ends at; None where PowerPoint may choose.
        """
        slide = page.slide
        made = self._slides.add_slide(self._layouts[slide.kind])
        places = {shape.placeholder_format.idx: shape for shape in made.placeholders}
        order: list[BaseShape] = [places.pop(0)]
        top = self._head(made, page, title, places, order)
        for target, group in groupby(page.parts, key=lambda part: _target(slide.kind, part.role)):
            parts = list(group)
            top += parts[0].look.above if parts[0] is not page.parts[0] else 0
            height = _height(parts)
            indent = parts[0].look.indent
            box = Box(MARGIN + indent, top, _ACROSS - indent, height)
            self._put(made, page, target, parts, box, places, order)
            top += height
        if page.chart is not None:
            top += 18 if page.parts else _gap(slide)
            box = Box(MARGIN, top, _ACROSS, TOP + _whole_room(slide) - top)
            old = places.pop(BODY)
            order.append(add_chart(made, old, page.chart, box, most, self._language))
        foot, size = _foot(slide)
        if foot:
            shape = places.pop(SOURCE)
            height = foot * size * LINE_HEIGHT
            place(shape, Box(MARGIN, BOTTOM - height, _FOOT_WIDTH, height))
            said = [Paragraph([Run(each, size)]) for each in _foot_paragraphs(slide)]
            write(shape, said, self._language)
            order.append(shape)
        number = add_number(made, len(self._slides), self._language)
        if number is not None:
            order.append(number)
        for unused in places.values():
            unused.element.getparent().remove(unused.element)
        tree = made.shapes.element
        for shape in order:  # they are read in the order in which they stand in the file
            tree.append(shape.element)
        return made

    def _head(
        self,
        made: "PowerPointSlide",
        page: Page,
        title: str,
        places: dict[int, "BaseShape"],
        order: list["BaseShape"],
    ) -> float:
        """Put kind and title; returns where the rest starts."""
        slide = page.slide
        top = float(TOP)
        if slide.kind in _CENTRED and page.count == 1:
            height = page.title_height + (_gap(slide) if page.title else 0) + _height(page.parts)
            top += max(0.0, (_whole_room(slide) - height) / 2)
        if slide.finding_kind is not None:
            colour = _KIND_COLOURS[slide.finding_kind]
            dot = Box(MARGIN, top + (21 - _CHIP_DOT) / 2, _CHIP_DOT, _CHIP_DOT)
            order.append(add_dot(made, dot, colour))
            chip = places.pop(KIND)
            write(chip, [Paragraph([Run(slide.finding_kind.label, colour=colour)])], self._language)
            order.append(chip)
            top += _CHIP
        heading = order[0]
        if not page.title:
            place(heading, _HIDDEN)
            write(heading, [Paragraph([Run(title, 32)])], self._language)
            return top
        place(heading, Box(MARGIN, top, _ACROSS, page.title_height))
        write(heading, [Paragraph([Run(title, page.title_size)])], self._language)
        return top + page.title_height + (_gap(slide) if page.parts else 0)

    def _put(
        self,
        made: "PowerPointSlide",
        page: Page,
        target: int | None,
        parts: list[Part],
        box: Box,
        places: dict[int, "BaseShape"],
        order: list["BaseShape"],
    ) -> None:
        """Put texts that stand together into their placeholder, or a box where that is taken."""
        kind = page.slide.kind
        if target is None:
            order.append(add_caution(made, box, parts[0], self._language))
            return
        if parts[0].role is Role.EXCERPT:
            rule = Box(MARGIN, box.top + 2, 5.5, box.height - 4)
            order.append(add_rule(made, rule, LIGHT.line))
        elif parts[0].role is Role.QUOTE:
            height = _height([part for part in page.parts if part.role in _SPOKEN])
            order.append(add_rule(made, Box(MARGIN, box.top, 7, height), "accent1"))
        in_chart = target == BODY and page.chart is not None
        if target in places and not in_chart:
            shape = places.pop(target)
            place(shape, box)
        else:
            shape = add_text(made, "Text", box)
        colours = {} if kind is SlideKind.TITLE else _COLOURS
        write(shape, part_paragraphs(parts, colours), self._language)
        order.append(shape)


_SPOKEN: Final = {Role.QUOTE, Role.SPEAKER, Role.SPEAKER_ROLE}


def _target(kind: SlideKind, role: Role) -> int | None:
    """The number of the placeholder that a text goes into; None for a caution."""
    if role is Role.CAUTION:
        return None
    if role in _SECOND or (kind is SlideKind.CHART and role is Role.SUBTITLE):
        return SECOND
    return BODY


def _frame(slide: Slide) -> Frame:
    height = _whole_room(slide) - (_CHIP if slide.finding_kind is not None else 0)
    return Frame(
        LOOKS, KIND_LOOKS, (_ACROSS, 215), (_ACROSS, height), flows=True, gap=_gap(slide)
    )


def _gap(slide: Slide) -> float:
    return _GAPS.get(slide.kind, 20.0)


def _whole_room(slide: Slide) -> float:
    """How high all is that stands above the foot."""
    count, size = _foot(slide)
    return BOTTOM - TOP - (count * size * LINE_HEIGHT + _FOOT_GAP if count else 0)


def _height(parts: list[Part] | tuple[Part, ...]) -> float:
    return sum(part.height + (part.look.above if at else 0) for at, part in enumerate(parts))


def _foot_paragraphs(slide: Slide) -> list[str]:
    return [part for part in paragraphs(fit_for_xml(slide.source)) if part.strip()]


def _foot(slide: Slide) -> tuple[int, int]:
    """How many lines the source takes at the foot and how large; none where it has no room."""
    if slide.kind is SlideKind.SOURCES:
        return (0, 0)
    for size in _FOOT_SIZES:
        count = sum(len(lines(part, size, _FOOT_WIDTH)) for part in _foot_paragraphs(slide))
        if count <= _FOOT_LINES:
            return (count, size)
    return (0, 0)
