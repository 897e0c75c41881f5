"""PowerPoint slides on the layouts of a template, such as a force's own; lengths are in points.

Fonts and colours are the template's, except for cautions and for bars that are not highlighted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from pptx.util import Pt

from briefing_app.errors import OptionError
from briefing_app.export.powerpoint.chart import add_chart
from briefing_app.export.powerpoint.own_slides import KIND_LOOKS, LOOKS
from briefing_app.export.powerpoint.package import add_slide, open_template, report_damage
from briefing_app.export.powerpoint.pages import (
    Frame,
    Look,
    Page,
    Part,
    lay_out,
    stacked,
    title_size,
)
from briefing_app.export.powerpoint.shapes import (
    EMU,
    Box,
    Paragraph,
    Run,
    add_cautions,
    add_number,
    add_text,
    part_paragraphs,
    place,
    put_in_order,
    write,
)
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText

_INSETS: Final = (10, 5)  # horizontal and vertical padding of a placeholder
_LINE: Final = 1.22  # line height relative to the font size; more than most fonts need
_WIDER: Final = 1.08  # factor by which the template's font may be wider than ours
_LEAST_ROOM: Final = (240, 120)  # the minimum size of a placeholder for text
_LEAST_TITLE: Final = 20
_TITLE_ROOM: Final = 60  # the height of a title of two lines
_LEAST_BODY: Final = 14
_LEAST_SHARE: Final = 0.82  # of our own minimum size
_BODY: Final = 27  # our own preferred size of body text
_DEFAULT_SIZES: Final = {"title": 44.0, "body": 28.0}
_GAP: Final = 12
_APART: Final = 20


@dataclass(frozen=True, slots=True)
class _Layout:
    """A usable layout, with the boxes and font sizes of title and body.

    `has_title_size` is whether the template defines the size, so that the title need not.
    """

    layout: Any
    title: Box
    title_size: float
    has_title_size: bool
    title_centred: bool
    body_index: int
    body: Box
    body_size: float
    body_centred: bool

    @property
    def frame(self) -> Frame:
        """The styles and the room for text."""
        scale = self.body_size / _BODY
        looks = {role: _scaled(look, scale) for role, look in LOOKS.items()}
        kinds = {
            key: _scaled(look, scale)
            for key, look in KIND_LOOKS.items()
            if key[1] is not Role.TITLE
        }
        kinds |= {
            (kind, Role.SOURCE_DETAIL): looks[Role.SOURCE_DETAIL]._replace(above=_GAP)
            for kind in SlideKind
            if kind is not SlideKind.SOURCES
        }
        title = Look(self.title_size, min(self.title_size, _LEAST_TITLE), bold=True)
        looks[Role.TITLE] = title
        width = (self.body.width - 2 * _INSETS[0]) / _WIDER
        return Frame(
            looks,
            kinds,
            ((self.title.width - 2 * _INSETS[0]) / _WIDER, self.title.height - 2 * _INSETS[1]),
            (width, self.body.height - 2 * _INSETS[1]),
            flows=False,
            line=_LINE,
        )


def _scaled(look: Look, scale: float) -> Look:
    best = look.best * scale
    least = min(best, max(look.least * min(scale, 1.0) * _LEAST_SHARE, _LEAST_BODY))
    return look._replace(best=best, least=least, indent=0)


class TemplateSlides:
    """Makes slides on the layouts of a template.

    Args:
        template: The content of a .pptx or .potx file; not trusted.
        language: The language tag of the slides' text; may be empty.

    Raises:
        OptionError: The template cannot be used.
    """

    def __init__(self, template: bytes, language: str) -> None:
        self.presentation = open_template(template)
        self._language = language
        with report_damage():
            self._content, self._title = self._chosen()
            self._try()

    def pages(self, slide: Slide) -> list[Page]:
        """Return the pages of a slide."""
        before = []
        if slide.finding_kind is not None:
            before.append(SlideText(Role.SPEAKER, slide.finding_kind.label))
        after = [SlideText(Role.SOURCE_DETAIL, slide.source)] if slide.source else []
        if slide.kind is SlideKind.TITLE:
            after = [SlideText(Role.SUBTITLE, text.text) for text in after]
        # A slide without a title gets one, because the template has a placeholder for it.
        frame = self._layout(slide).frame
        if slide.has_caution or slide.chart is not None:  # boxes need gaps
            frame = frame._replace(body=(frame.body[0], frame.body[1] - _APART))
        return lay_out(slide, frame, before, after)

    def add(self, page: Page, title: str, most: float | None) -> Any:
        """Add a page as the last slide.

        Args:
            page: The page.
            title: Its unique title.
            most: The end of the axis of its chart; None if PowerPoint may choose.
        """
        chosen = self._layout(page.slide)
        made, slide_number = add_slide(self.presentation, chosen.layout)
        heading = made.shapes.title
        body = made.placeholders[chosen.body_index]
        for unused in list(made.placeholders):
            if unused.shape_id not in {heading.shape_id, body.shape_id}:
                unused.element.getparent().remove(unused.element)
        size = title_size(title, page.slide, chosen.frame)
        run = Run(title, size if size < chosen.title_size or not chosen.has_title_size else None)
        write(heading, [Paragraph([run])], self._language, centred=chosen.title_centred)
        order = [heading, *self._fill(made, body, chosen, page, most)]
        number = add_number(made, slide_number, self._language)
        if number is not None:
            order.append(number)
        put_in_order(made, order)
        return made

    def _fill(
        self,
        made: Any,
        body: Any,
        chosen: _Layout,
        page: Page,
        most: float | None,
    ) -> Iterator[Any]:
        """Add everything below the title; yield the shapes in reading order."""
        groups = [
            list(group)
            for _, group in groupby(page.parts, key=lambda part: part.role is Role.CAUTION)
        ]
        if page.chart is not None:
            yield from self._chart(made, body, chosen, page, most)
            return
        boxes = list(_stacked_boxes(groups, chosen.body))
        texts = [at for at, group in enumerate(groups) if group[0].role is not Role.CAUTION]
        for at, (group, box) in enumerate(zip(groups, boxes, strict=True)):
            if group[0].role is Role.CAUTION:
                inner = Box(box.left + _INSETS[0], box.top, box.width - 2 * _INSETS[0], box.height)
                yield from add_cautions(made, inner, group, self._language)
                continue
            if at == texts[0]:
                shape: Any = body
                if len(groups) > 1:
                    place(shape, box)
            else:
                shape = _inset(add_text(made, "Text", box))
            paragraphs = part_paragraphs(group, {})
            centred = shape is body and chosen.body_centred
            write(shape, paragraphs, self._language, centred=centred)
            yield shape
        if not texts:
            body.element.getparent().remove(body.element)

    def _chart(
        self,
        made: Any,
        body: Any,
        chosen: _Layout,
        page: Page,
        most: float | None,
    ) -> Iterator[Any]:
        """Fill the body placeholder with a chart, with its texts above and below."""
        assert page.chart is not None  # noqa: S101, guaranteed by the caller
        left, top, width, height = chosen.body
        above = [part for part in page.parts if part.role is not Role.SOURCE_DETAIL]
        below = [part for part in page.parts if part.role is Role.SOURCE_DETAIL]
        high, low = (stacked(parts) + (2 * _INSETS[1] if parts else 0) for parts in (above, below))
        if above:
            shape = _inset(add_text(made, "Subtitle", Box(left, top, width, high)))
            write(shape, part_paragraphs(above, {}), self._language)
            yield shape
        box = (left, top + high, width, height - high - low)
        yield add_chart(
            made,
            body,
            page,
            box,
            most=most,
            language=self._language,
        )
        if below:
            shape = _inset(add_text(made, "Source", Box(left, top + height - low, width, low)))
            write(shape, part_paragraphs(below, {}), self._language)
            yield shape

    def _layout(self, slide: Slide) -> _Layout:
        return self._title if slide.kind is SlideKind.TITLE else self._content

    def _chosen(self) -> tuple[_Layout, _Layout]:
        """Choose the layouts for text and charts, and for the title.

        Raises:
            OptionError: The template has no layout with a title and room for text.
        """
        contents: list[tuple[int, bool, float, _Layout]] = []
        titles: list[_Layout] = []
        for master in self.presentation.slide_masters:
            for layout in master.slide_layouts:
                rank = {"obj": 0, "tx": 1}.get(layout.element.get("type", ""), 2)
                content = _usable(layout, {"BODY", "OBJECT"})
                opening = _usable(layout, {"SUBTITLE"})
                if opening is not None:
                    titles.append(opening)
                    # LibreOffice's own templates have only this layout, with a large subtitle.
                    if content is None and opening.body.height >= _LEAST_ROOM[1]:
                        content, rank = opening, 3
                if content is not None:
                    area = content.body.width * content.body.height
                    low = content.title.height < _TITLE_ROOM
                    contents.append((rank, low, -area, content))
        if not contents:
            raise OptionError(
                "The template has no layout with a title and room for text.",
                "Choose one that has a layout such as “Title and Content”.",
            )
        best = min(contents, key=lambda content: content[:3])[3]
        return best, (titles[0] if titles else best)

    def _try(self) -> None:
        """Add a slide on each layout and remove it, so that a bad layout is reported at once."""
        for chosen in (self._content, self._title):
            made, _ = add_slide(self.presentation, chosen.layout)
            title, body = made.shapes.title, made.placeholders[chosen.body_index]
            for shape in (title, body):
                write(shape, [Paragraph([Run("")])], "")
            add_number(made, 1, "")
            ids = self.presentation.element.find("{*}sldIdLst")
            entry = ids[-1]
            self.presentation.part.rels.pop(entry.rId)
            ids.remove(entry)
        _ = self.presentation.core_properties.title
        notes_master = self.presentation.part.notes_master
        if not any(_kind(shape) == "BODY" for shape in notes_master.placeholders):
            raise OptionError(
                "The template’s notes page has no place for notes.",
                "Open it in PowerPoint, and under View, Notes Master, tick “Body”.",
            )


def _stacked_boxes(groups: list[list[Part]], room: Box) -> Iterator[Box]:
    """Return the boxes of texts and cautions, below each other."""
    top = room.top
    for at, group in enumerate(groups):
        caution = group[0].role is Role.CAUTION
        height = stacked(group) + (0 if caution else 2 * _INSETS[1])
        if at == len(groups) - 1 and not caution:
            height = max(height, room.top + room.height - top)
        yield Box(room.left, top, room.width, height)
        top += height + _GAP


def _inset(shape: Any) -> Any:
    frame: Any = shape.text_frame
    frame.margin_left = frame.margin_right = Pt(_INSETS[0])
    frame.margin_top = frame.margin_bottom = Pt(_INSETS[1])
    return shape


def _kind(shape: Any) -> str:
    return str(shape.element.ph_type).split(" ")[0].rpartition(".")[2]


def _usable(layout: Any, kinds: set[str]) -> _Layout | None:
    """Return a layout if it has a title and a placeholder of one of the kinds."""
    title = None
    best: tuple[float, Any, Box] | None = None
    for shape in layout.placeholders:
        kind = _kind(shape)
        if shape.element.ph_orient == "vert":
            continue
        box = _box(shape)
        if box is None:
            continue
        if kind in {"TITLE", "CENTER_TITLE"}:
            title = (shape, box)
        elif kind in kinds:
            area = box.width * box.height
            fits = box.height >= _LEAST_ROOM[1] or kind == "SUBTITLE"
            if box.width >= _LEAST_ROOM[0] and fits and (best is None or area > best[0]):
                best = (area, shape, box)
    if title is None or best is None:
        return None
    sizes = _size(title[0], layout, "title"), _size(best[1], layout, "body")
    return _Layout(
        layout,
        title[1],
        sizes[0] or _DEFAULT_SIZES["title"],
        sizes[0] is not None,
        _centred(title[0], layout, "title"),
        best[1].element.ph_idx,
        best[2],
        sizes[1] or _DEFAULT_SIZES["body"],
        _centred(best[1], layout, "body"),
    )


def _box(shape: Any) -> Box | None:
    lengths = (shape.left, shape.top, shape.width, shape.height)
    if any(length is None for length in lengths):
        return None
    return Box(*(length / EMU for length in lengths))


def _levels(shape: Any, layout: Any, style: str) -> Iterator[Any]:
    """Return the paragraph styles of a placeholder, from the layout upwards."""
    styles = [shape.element.find("{*}txBody/{*}lstStyle")]
    master = layout.slide_master
    kinds = {"title": {"TITLE", "CENTER_TITLE"}, "body": {"BODY", "OBJECT"}}[style]
    styles += [
        other.element.find("{*}txBody/{*}lstStyle")
        for other in master.placeholders
        if _kind(other) in kinds
    ]
    styles.append(master.element.find(f"{{*}}txStyles/{{*}}{style}Style"))
    levels = (each.find("{*}lvl1pPr") for each in styles if each is not None)
    yield from (level for level in levels if level is not None)


def _size(shape: Any, layout: Any, style: str) -> float | None:
    """Return the font size of a placeholder: the first one defined, from the layout upwards."""
    for level in _levels(shape, layout, style):
        properties = level.find("{*}defRPr")
        if properties is not None and properties.get("sz"):
            return min(max(int(properties.get("sz")) / 100, 12.0), 60.0)
    return None


def _centred(shape: Any, layout: Any, style: str) -> bool:
    """Return whether a placeholder centres its text."""
    said = (level.get("algn") for level in _levels(shape, layout, style))
    return next((each for each in said if each), "") == "ctr"
