"""Exports slides as a PowerPoint file, with editable text and charts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any, Final

from briefing_app.export.arial_measurer import ASCENT, ArialMeasurer
from briefing_app.export.powerpoint.charts import ChartStyle, native_chart
from briefing_app.export.powerpoint.presentation import (
    CHART,
    NUMBER,
    THEME_COLOURS,
    TITLE,
    Presentation,
)
from briefing_app.export.powerpoint.shapes import (
    Paragraph,
    Run,
    chart_frame,
    colour_xml,
    drawn_shape,
    shape_look,
    slide_number,
    text_body,
    text_shape,
)
from briefing_app.export.size_limits import check_page_count
from briefing_app.files.progress import Progress, no_progress
from briefing_app.layout.bars import SLIDE_CHART
from briefing_app.layout.measurer import SEMIBOLD
from briefing_app.layout.page import (
    BODY,
    HEIGHT,
    Form,
    LowerPart,
    Page,
    PlacedChart,
    PlacedText,
    Rect,
    Shape,
)
from briefing_app.layout.palette import LIGHT_SLIDES, Colour, Surface
from briefing_app.layout.slide import lay_out
from briefing_app.layout.type_sizes import SLIDE_NUMBER_SIZE
from briefing_app.model.names import unbroken
from briefing_app.model.report import Report, SlideKind
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text import paragraphs, shortened, single_line
from briefing_app.model.wording import (
    ADDED_FOR_TODAY,
    CHECKED_BY_AUTHOR,
    DEFINITION_LEAD,
    FOR_TRAINING,
    NOT_OF_A_SOURCE,
    OUR_DISCUSSION_QUESTION,
    OUR_HEADLINE,
    OUR_MESSAGE,
    OUR_QUESTION,
    OUR_SUMMARY,
    OUR_WORDS,
    QUOTED,
    TRAINERS_WORDS,
)

NOTES_LEAD: Final = "Presenter’s notes, not part of the report: "
PROMPT_LEAD: Final = f"{OUR_DISCUSSION_QUESTION}: "

_SOURCES: Final = "Sources"  # the name of a placeholder
_TARGETS: Final[Mapping[Role | None, tuple[str, ...]]] = {
    Role.TITLE: (TITLE,),
    Role.STATEMENT: (TITLE,),
    Role.QUESTION: (TITLE,),
    Role.CONTINUED: (TITLE,),
    Role.SUBTITLE: ("Subtitle",),
    Role.BODY: ("Text", _SOURCES),
    Role.EXCERPT: ("Excerpt",),
    Role.NOTE: ("Text",),
    Role.CAUTION: ("Text",),
    Role.QUOTE: ("Quote",),
    Role.SPEAKER: ("Speaker",),
    Role.SPEAKER_ROLE: ("Role",),
    Role.NUMBER: ("Number",),
    Role.ANSWER: ("Answer",),
    Role.SOURCE_TITLE: (_SOURCES,),
    Role.SOURCE_DETAIL: (_SOURCES,),
    Role.LABEL: ("Label",),
    Role.MARK: ("Quotation mark",),
    Role.SOURCE: ("Source",),
}
"""The names of the placeholders for each text, the preferred one first; few layouts have all."""
_COLOUR_NAMES: Final = {colour: name for name, colour in reversed(THEME_COLOURS.items())}
# The names of a chart of PowerPoint are equally far from each other, and don't overlap.
_NATIVE_SIZES: Final = dict.fromkeys(size._replace(overlap=0) for size in SLIDE_CHART.sizes)
_NATIVE_CHART: Final = SLIDE_CHART._replace(sizes=tuple(_NATIVE_SIZES), gap=0, is_even=True)
_ABOVE_NOTE: Final = 24
# PowerPoint needs a country to check the spelling.
_LANGUAGE_TAGS: Final = {
    "en": "en-GB",
    "cy": "cy-GB",
    "ar": "ar-SA",
    "fa": "fa-IR",
    "he": "he-IL",
    "ur": "ur-PK",
}
_ARIAL_ASCENT: Final = 0.905
_FORMATTED: Final = {
    Role.CONTINUED,
    Role.EXCERPT,
    Role.QUOTE,
    Role.NOTE,
    Role.CAUTION,
    Role.ANSWER,
}
"""Texts that don't always have the weight and the colour of their placeholder."""
_OURS: Final = {Role.LABEL, Role.TAG, Role.PLANNED_TIME, Role.SOURCE_USE}
"""Texts in our own words, unless a label is the title of the slide."""
_ABOUT_SOURCES: Final = {Role.SOURCE, Role.SOURCE_TITLE, Role.SOURCE_DETAIL}
_OURS_ABOUT_SOURCES: Final = (
    *(OUR_HEADLINE, OUR_MESSAGE, OUR_QUESTION, OUR_SUMMARY, OUR_WORDS, TRAINERS_WORDS),
    *(QUOTED, CHECKED_BY_AUTHOR, FOR_TRAINING, NOT_OF_A_SOURCE),
)
"""How our own parts of such texts begin."""
_BETWEEN_PARTS: Final = re.compile("(?<= · )")
_OPENING_MARK: Final = "“"
_HYPHEN: Final = "\N{NON-BREAKING HYPHEN}"
_MAX_SPARE: Final = 7  # below several lines; no gap between texts is smaller
_SPARE_SHARE: Final = 0.15  # of the size of a text
_BESIDE_LINES: Final = 0.4  # of the size of a text, at most
_MEASURER: Final = ArialMeasurer()
_NUMBER_SIZE: Final = (160, 36)
_HIDDEN_SIZE: Final = 32.0  # of a title that only lists of slides show
# PowerPoint hides such a title there; more lines than fit continue further up.
_ABOVE_THE_SLIDE: Final = (-140, 96)  # top and height


def powerpoint(
    slides: Sequence[Slide],
    report: Report,
    progress: Progress = no_progress,
) -> bytes:
    """Return slides as the content of a .pptx file; the same at the same `creation_time`.

    A slide becomes several PowerPoint slides if its text does not fit on one. A chart to guess
    becomes two, and so does a discussion with an answer.

    Args:
        slides: The slides, in order.
        report: Their briefing.
        progress: Called with the number of slides made and of all slides.

    Raises:
        OptionError: There are too many pages.
    """
    language = _LANGUAGE_TAGS.get(report.language.casefold(), report.language)
    ours = language if language.startswith("en") else _LANGUAGE_TAGS["en"]
    presentation = Presentation()
    titles = _Titles()
    for done, slide in enumerate(slides):
        progress(done, len(slides))
        notes = _notes(slide, language, ours)
        for page in lay_out(slide, _MEASURER, chart_metrics=_NATIVE_CHART, has_clock=False):
            for step in range(page.steps):
                made = _PageWriter(presentation, page, step, (language, ours)).write(titles)
                if notes:
                    presentation.add_notes(made, notes)
                check_page_count(presentation.slide_count)
    presentation.describe(report, language)
    return presentation.saved()


def _notes(slide: Slide, language: str, ours: str) -> str:
    """Return the text of the notes; each part is labelled as not part of the report."""
    said: list[Paragraph] = []
    definition = slide.chart.definition if slide.chart is not None else ""
    texts = (slide.notes, slide.prompt, definition)
    if slide.is_added:
        said.append(Paragraph([Run(f"{ADDED_FOR_TODAY}.", bold=True, language=ours)]))
    for lead, text in zip((NOTES_LEAD, PROMPT_LEAD, DEFINITION_LEAD), texts, strict=True):
        if text:
            first, *others = paragraphs(text)
            above = _ABOVE_NOTE if said else 0
            said.append(Paragraph([Run(lead, bold=True, language=ours), Run(first)], above))
            said += (Paragraph([Run(other)]) for other in others)
    return text_body(said, language, insets=None) if said else ""


class _Titles:
    """Gives each slide a title, by which a screen reader finds it: the one that it shows, if any.

    The others are unique.
    """

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._times: dict[str, int] = {}

    def of(self, page: Page, shown: str) -> str:
        """Return the title of a page, or its name if it shows no title."""
        title = shown
        if not shown.strip():
            title = _list_name(page.slide)
            if page.number:
                more = f" {page.number}" if page.number > 1 else ""
                title = f"{title} (continued{more})"
        unique = title
        while not shown.strip() and unique.casefold().strip() in self._given:
            number = self._times[title] = self._times.get(title, 1) + 1
            unique = f"{title} ({number})"
        self._given.add(unique.casefold().strip())
        return unique


def _list_name(slide: Slide) -> str:
    said = {text.role: single_line(text.text) for text in slide.texts}
    if slide.chart is not None:  # for people to guess
        return said.get(Role.SUBTITLE) or slide.name
    speaker = shortened(said.get(Role.SPEAKER, ""))
    return f"{slide.name}: {speaker}" if speaker else slide.name


@dataclass(frozen=True, slots=True)
class _Group:
    """Texts, at least one, that go into one shape: a placeholder if it has a name, and a panel."""

    texts: tuple[PlacedText, ...]
    target: str = ""
    panel: Shape | None = None

    @property
    def rect(self) -> Rect:
        """The rectangle of the texts, with room below several lines, which would shrink otherwise.

        It is as narrow as the lines of a text, which then break at the same words.
        """
        first, last = self.texts[0].rect, self.texts[-1].rect
        spare = min(_MAX_SPARE, _SPARE_SHARE * self.texts[-1].style.size)
        spare *= len(self.texts[-1].lines) > 1
        return first._replace(width=self._width, height=last.bottom - first.top + spare)

    @property
    def _width(self) -> float:
        text, *others = self.texts
        size = text.style.size
        if others or text.at_right or len(text.lines) == 1:
            return text.rect.width
        ends = [line.indent + line.width for line in text.lines]
        widest = max(ends)
        # Half of what would let the first word of a line fit on the line before.
        spare = min(
            (
                end + _MEASURER.width(f" {after.text.split(' ')[0]}", text.style) - widest
                for end, line, after in zip(ends, text.lines, text.lines[1:], strict=False)
                if not line.ends
            ),
            default=size,
        )
        return min(text.rect.width, widest + max(0.0, min(_BESIDE_LINES * size, spare / 2)))

    @property
    def text(self) -> str:
        """The texts on one line."""
        return single_line(" ".join(text.text for text in self.texts))

    @property
    def is_uniform(self) -> bool:
        """Whether all texts have the same weight and colour."""
        return len({(text.style.weight, text.colour) for text in self.texts}) == 1


def _group_texts(
    texts: Iterable[PlacedText], page: Page, places: Mapping[str, str]
) -> list[_Group]:
    """Return the groups of texts, in reading order.

    Texts of one column that follow each other share a placeholder, or the panel that they are in.
    Each placeholder is used once.
    """
    groups: list[_Group] = []
    for text in texts:
        if not text.text.strip():
            continue
        panel = _panel_behind(text.rect, page.shapes)
        names = _TARGETS.get(text.role, ())
        if groups and _continues(groups[-1], text, names, panel):
            groups[-1] = replace(groups[-1], texts=(*groups[-1].texts, text))
            continue
        used = {group.target for group in groups}
        free = (name for name in names if name in places and name not in used)
        groups.append(_Group((text,), next(free, ""), panel))
    return groups


def _continues(last: _Group, text: PlacedText, names: Sequence[str], panel: Shape | None) -> bool:
    before, rect = last.texts[-1].rect, text.rect
    is_below = (before.left, before.width) == (rect.left, rect.width)
    return is_below and last.panel == panel and (panel is not None or last.target in names)


def _panel_behind(rect: Rect, shapes: Iterable[Shape]) -> Shape | None:
    """Return the panel or tag that a text is in."""
    panels = (shape for shape in shapes if shape.form is Form.BOX and shape.radius)
    for panel in panels:
        across = panel.rect.left <= rect.left <= rect.right <= panel.rect.right
        if across and panel.rect.top <= rect.top <= rect.bottom <= panel.rect.bottom:
            return panel
    return None


class _PageWriter:
    """Writes one page, as it is at one step, as a slide at the end of a presentation.

    The languages are that of the briefing and that of our own words.
    """

    def __init__(
        self, presentation: Presentation, page: Page, step: int, languages: tuple[str, str]
    ) -> None:
        self._presentation = presentation
        self._page = page
        self._step = step
        self._language, self._ours = languages
        self._layout = presentation.layout_of(page)
        self._surface = page.surface
        self._body = partial(text_body, language=self._language)
        self._ids = count(2)
        self._shapes: list[str] = []

    def write(self, titles: _Titles) -> Any:
        """Write the page with a unique title, and return the part of its slide."""
        page, places = self._page, self._layout.places
        part = self._presentation.new_slide(self._layout)
        texts = (text for text in page.texts if text.is_shown(self._step))
        groups = _group_texts(texts, page, places)
        title_id = next(self._ids)
        self._draw(page.shapes, {group.panel for group in groups})
        self._write_groups(self._write_title(title_id, groups, titles))
        placed = page.chart_at(self._step)
        if placed is not None and placed is page.asked:
            self._draw(placed.block.shapes, set())
            self._write_groups(_Group((text,)) for text in placed.block.texts)
        elif placed is not None and placed.rows:
            self._write_chart(part, placed)
        self._write_groups(_group_texts(page.foot_at(self._step), page, places))
        lower = page.lower_at(self._step)
        if lower is not None:
            self._write_lower(lower)
        self._write_number(has_colour=lower is not None)
        self._presentation.fill(part, self._shapes)
        return part

    def _colour(self, colour: Colour | None) -> str:
        return _colour_xml(colour, self._surface) if colour is not None else ""

    def _look(self, shape: Shape) -> str:
        return shape_look(shape, self._colour(shape.fill), self._colour(shape.outline))

    def _draw(self, shapes: Iterable[Shape], panels: set[Shape | None]) -> None:
        """Add the shapes behind the text that neither the layout nor a text has."""
        for shape in shapes:
            is_band = shape.rect.height == HEIGHT
            if shape in panels or is_band or not shape.is_shown(self._step):
                continue
            number = next(self._ids)
            self._shapes.append(drawn_shape(number, shape, self._look(shape)))

    def _write_title(self, number: int, groups: list[_Group], titles: _Titles) -> list[_Group]:
        """Add the title, and return the groups that it leaves.

        It is that of the page, or a hidden one for lists of slides if the page shows none.
        """
        group = next((group for group in groups if group.target == TITLE), None)
        shown = group.text if group is not None else ""
        title = titles.of(self._page, shown)
        others = [each for each in groups if each is not group]
        if group is not None and shown.strip():
            rect = group.rect
            paragraph = next(self._paragraphs(group))
            run = replace(paragraph.runs[-1], text=self._kept(title))
            text = self._body([replace(paragraph, runs=[run])], anchor="t")
        else:
            top, height = _ABOVE_THE_SLIDE
            rect = BODY._replace(top=top, height=height)
            text = self._body([Paragraph([Run(title, _HIDDEN_SIZE)])], anchor="b")
        place = self._layout.places[TITLE]
        self._shapes.append(text_shape(number, TITLE, rect, text, place=place))
        return others

    def _write_groups(self, groups: Iterable[_Group]) -> None:
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
                paragraphs = (replace(paragraph, align="ctr") for paragraph in paragraphs)
            elif role is Role.MARK:
                rect = _above_baseline(group.texts[0])
            shrinks = role is not Role.MARK
            text = self._body(paragraphs, insets=insets, anchor=anchor, shrinks=shrinks)
            place = self._layout.places.get(group.target, "")
            name = group.target or (role.name.replace("_", " ").capitalize() if role else "Label")
            shape = text_shape(next(self._ids), name, rect, text, place=place, look=look)
            self._shapes.append(shape)

    def _paragraphs(self, group: _Group) -> Iterator[Paragraph]:
        """Yield the paragraphs of a group, with weight and colour unless the layout gives them."""
        inherits = group.target and group.is_uniform
        is_formatted = not inherits or group.texts[0].role in _FORMATTED
        bottom = group.rect.top
        for text in group.texts:
            colour, weight = "", None
            if is_formatted:
                colour = self._colour(text.colour)
                weight = text.style.weight >= SEMIBOLD
            gap = max(0.0, text.rect.top - bottom)
            align = "r" if text.at_right else ""
            for at, (said, above) in enumerate(text.paragraphs):
                lead = text.lines[0].lead if not at else 0
                words = self._kept(said)
                lead_run = Run(words[:lead], text.style.size, bold=True, colour=colour)
                run = Run("", text.style.size, weight, colour)
                parts = self._parts(words[lead:].rstrip(), text.role)
                runs = [lead_run, *(replace(run, text=part, language=tag) for part, tag in parts)]
                has_mark = words.startswith(_OPENING_MARK) and bool(text.hang)
                between = above if at else gap
                yield Paragraph(runs, between, text.leading, align, text.hang, has_mark)
            bottom = text.rect.bottom

    def _parts(self, words: str, role: Role | None) -> Iterator[tuple[str, str]]:
        """Yield the parts of a text, each with the tag of its language if that is ours."""
        slide = self._page.slide
        if role is Role.SOURCE_DETAIL and slide.kind is SlideKind.TITLE:
            yield words, self._ours if words != self._kept(slide.source) else ""
        elif role in _ABOUT_SOURCES:
            for part in _BETWEEN_PARTS.split(words):
                yield part, self._ours if part.startswith(_OURS_ABOUT_SOURCES) else ""
        else:
            is_ours = role in _OURS and words != self._kept(slide.title)
            yield words, self._ours if is_ours else ""

    def _kept(self, text: str) -> str:
        """Return a text in which PowerPoint breaks no name: it has no invisible joiner."""
        return unbroken(text, self._page.slide.names, _HYPHEN)

    def _write_chart(self, part: Any, placed: PlacedChart) -> None:
        """Add a chart and the texts beside it."""
        native = native_chart(placed, ChartStyle(self._colour, self._language))
        relation = self._presentation.add_chart(part, native.xml, native.workbook)
        self._draw(native.beside.shapes, set())
        number = next(self._ids)
        place = self._layout.places[CHART]
        frame = chart_frame(number, placed.area, relation, native.description, place)
        self._shapes.append(frame)
        self._write_groups(_Group((text,)) for text in native.beside.texts)

    def _write_lower(self, lower: LowerPart) -> None:
        """Add a ground of its own with what is on it, in the colours on that ground."""
        self._surface = Surface.PAGE
        ground = Shape(Form.BOX, lower.rect, Colour.GROUND)
        self._shapes.append(drawn_shape(next(self._ids), ground, self._look(ground)))
        for shape in lower.block.shapes:
            self._shapes.append(drawn_shape(next(self._ids), shape, self._look(shape)))
        self._write_groups(_Group((text,)) for text in lower.block.texts if text.text.strip())

    def _write_number(self, *, has_colour: bool) -> None:
        width, height = _NUMBER_SIZE
        top = self._page.number_baseline - ASCENT * SLIDE_NUMBER_SIZE
        rect = Rect(BODY.right - width, top, width, height)
        colour = self._colour(Colour.MUTED) if has_colour else ""
        text = slide_number(self._presentation.slide_count, self._language, colour)
        place = self._layout.places[NUMBER]
        self._shapes.append(text_shape(next(self._ids), NUMBER, rect, text, place=place))


def _colour_xml(colour: Colour, surface: Surface) -> str:
    """Return a colour as XML, by the name that it has in the theme if it has one."""
    value = LIGHT_SLIDES.colours(surface)(colour)
    return colour_xml(_COLOUR_NAMES.get(value, value))


def _above_baseline(text: PlacedText) -> Rect:
    """Return the rectangle of a quotation mark, which has nothing below its baseline."""
    rect, size = text.rect, text.style.size
    top = text.lines[0].baseline - _ARIAL_ASCENT * size
    return Rect(rect.left, top, size, rect.bottom - top)
