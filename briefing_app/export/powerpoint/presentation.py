"""Exports slides as a PowerPoint file, with editable text and charts."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from briefing_app.export.powerpoint.bars import drawn
from briefing_app.export.powerpoint.lines import fit_for_xml
from briefing_app.export.powerpoint.own_slides import OwnSlides
from briefing_app.export.powerpoint.package import name_notes_master
from briefing_app.export.powerpoint.pages import Page, continued
from briefing_app.export.powerpoint.shapes import Paragraph, Run, write
from briefing_app.export.powerpoint.template_slides import TemplateSlides
from briefing_app.export.size_limits import check_page_count
from briefing_app.files.progress import Progress, no_progress
from briefing_app.model.report import Report
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text import paragraphs, single_line
from briefing_app.model.text_direction import is_rtl_language
from briefing_app.model.wording import OUR_DISCUSSION_QUESTION

NOTES_LEAD: Final = "Presenter notes, not part of the report:"
PROMPT_LEAD: Final = f"{OUR_DISCUSSION_QUESTION}: "

_MAX_PROPERTY_LENGTH: Final = 255
_MAX_NAME_LENGTH: Final = 60
_UNDATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001, python-pptx accepts no time zone
# PowerPoint needs a country to check the spelling.
_LANGUAGE_TAGS: Final = {
    "en": "en-GB",
    "cy": "cy-GB",
    "ar": "ar-SA",
    "fa": "fa-IR",
    "he": "he-IL",
    "ur": "ur-PK",
}


class _Slides(Protocol):
    """Makes slides on our own layouts or on those of a template."""

    presentation: Any

    def pages(self, slide: Slide) -> list[Page]: ...

    def add(self, page: Page, title: str, most: float | None) -> Any: ...


def powerpoint(
    slides: Sequence[Slide],
    report: Report,
    template: bytes | None = None,
    progress: Progress = no_progress,
) -> bytes:
    """Return slides as the content of a .pptx file; the same slides give the same bytes.

    A slide becomes several PowerPoint slides if its text or its bars do not fit on one.

    Args:
        slides: The slides, in order.
        report: Their briefing.
        template: The content of a .pptx or .potx file whose layouts are used; not trusted.
        progress: Called with the number of slides made and of all slides.

    Raises:
        OptionError: The template cannot be used, or there are too many pages.
    """
    language = _LANGUAGE_TAGS.get(report.language.casefold(), fit_for_xml(report.language))
    into: _Slides = OwnSlides(language) if template is None else TemplateSlides(template, language)
    titles = _Titles()
    page_count = 0
    for done, slide in enumerate(slides):
        progress(done, len(slides))
        pages = into.pages(slide)
        page_count += len(pages)
        check_page_count(page_count)
        for page in pages:
            made = into.add(page, titles.of(page), _axis_end(slide) if len(pages) > 1 else None)
            _write_notes(made, slide, language)
    if is_rtl_language(language):
        into.presentation.element.set("rtl", "1")
    name_notes_master(into.presentation)
    _set_properties(into.presentation, report, language)
    return _saved(into.presentation)


class _Titles:
    """Gives each slide a unique title, by which a screen reader finds it."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._times: dict[str, int] = {}

    def of(self, page: Page) -> str:
        """Return the title of a page, or its name if it shows no title."""
        title = page.title
        if not title.strip():
            title = _list_name(page.slide)
            if page.number:
                title = continued(title, page.number)
        unique = title
        while unique.casefold().strip() in self._given:
            count = self._times[title] = self._times.get(title, 1) + 1
            unique = f"{title} ({count})"
        self._given.add(unique.casefold().strip())
        return unique


def _list_name(slide: Slide) -> str:
    speaker = next((text.text for text in slide.texts if text.role is Role.SPEAKER), "")
    words = single_line(fit_for_xml(speaker))
    if len(words) > _MAX_NAME_LENGTH:
        words = f"{words[: _MAX_NAME_LENGTH - 1]}…"
    return f"{slide.name}: {words}" if words else slide.name


def _axis_end(slide: Slide) -> float | None:
    """Return the largest value of a chart, so that bars on several slides can be compared."""
    values = [drawn(bar) for bar in slide.chart.bars] if slide.chart is not None else []
    return max((float(value) for value in values if value), default=None)


def _write_notes(made: Any, slide: Slide, language: str) -> None:
    """Write the notes; each part is labelled as not part of the report."""
    said = []
    if slide.notes:
        said += [Paragraph([Run(NOTES_LEAD, bold=True)])]
        said += [Paragraph([Run(text)]) for text in paragraphs(fit_for_xml(slide.notes))]
    if slide.prompt:
        first, *others = paragraphs(fit_for_xml(slide.prompt))
        said += [Paragraph([Run(PROMPT_LEAD, bold=True), Run(first)], 12 if said else 0)]
        said += [Paragraph([Run(text)]) for text in others]
    if slide.chart is not None and slide.chart.definition:
        first, *others = paragraphs(fit_for_xml(slide.chart.definition))
        lead = Run("What was counted: ", bold=True)
        said += [Paragraph([lead, Run(first)], 12 if said else 0)]
        said += [Paragraph([Run(text)]) for text in others]
    if said:
        placeholder = made.notes_slide.notes_placeholder
        if placeholder is not None:
            write(placeholder, said, language)


def _set_properties(presentation: Any, report: Report, language: str) -> None:
    properties = presentation.core_properties
    properties.title = _property(report.title)
    properties.subject = _property(report.subtitle)
    properties.author = properties.last_modified_by = _property(report.publisher)
    properties.language = _property(language)
    properties.keywords = properties.comments = properties.category = ""
    properties.created = properties.modified = _dated(report.published)
    properties.revision = 1


def _property(text: str) -> str:
    words = single_line(fit_for_xml(text))
    return words if len(words) <= _MAX_PROPERTY_LENGTH else f"{words[: _MAX_PROPERTY_LENGTH - 1]}…"


def _dated(published: str) -> datetime:
    """Return the publication date, or a fixed date if it is not known to the day."""
    try:
        return datetime.strptime(published, "%Y-%m-%d")  # noqa: DTZ007, no time zone
    except ValueError:
        return _UNDATED


def _saved(presentation: Any) -> bytes:
    """Return the file without the time of its creation."""
    dated = io.BytesIO()
    presentation.save(dated)
    file = io.BytesIO()
    with (
        zipfile.ZipFile(dated) as package,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as undated,
    ):
        for entry in package.infolist():
            plain = zipfile.ZipInfo(entry.filename)
            plain.compress_type = zipfile.ZIP_DEFLATED
            undated.writestr(plain, package.read(entry))
    return file.getvalue()
