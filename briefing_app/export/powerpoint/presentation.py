"""Exports slides as a PowerPoint file, with editable text and charts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from briefing_app.export.powerpoint.deck import Deck
from briefing_app.export.powerpoint.own_layouts import OwnLayouts
from briefing_app.export.powerpoint.shapes import Paragraph, Run, text_body
from briefing_app.export.powerpoint.slide_writer import PageWriter
from briefing_app.export.powerpoint.titles import Titles
from briefing_app.export.size_limits import check_page_count
from briefing_app.files.progress import Progress, no_progress
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.model.report import Report, Reveal
from briefing_app.model.slides import Slide
from briefing_app.model.text import paragraphs, single_line, valid_xml
from briefing_app.model.wording import DEFINITION_LEAD, OUR_DISCUSSION_QUESTION

NOTES_LEAD: Final = "Presenter notes, not part of the report: "
PROMPT_LEAD: Final = f"{OUR_DISCUSSION_QUESTION}: "

_ABOVE_NOTE: Final = 24
_MAX_PROPERTY_LENGTH: Final = 255
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


def powerpoint(
    slides: Sequence[Slide],
    report: Report,
    progress: Progress = no_progress,
    identity: Identity = NO_IDENTITY,
) -> bytes:
    """Return slides as the content of a .pptx file; the same slides give the same bytes.

    A slide becomes several PowerPoint slides if its text or its bars do not fit on one. A chart to
    guess becomes two, and so does a discussion with an answer.

    Args:
        slides: The slides, in order.
        report: Their briefing.
        progress: Called with the number of slides made and of all slides.
        identity: The identity to show.

    Raises:
        OptionError: There are too many pages.
    """
    language = _LANGUAGE_TAGS.get(report.language.casefold(), report.language)
    layouts = OwnLayouts(language, identity)
    presentation = layouts.presentation
    deck = Deck(presentation)
    titles = Titles()
    for done, slide in enumerate(slides):
        progress(done, len(slides))
        notes = _notes(slide, language)
        for page in layouts.pages(slide):
            # Bars that appear one by one are an animation.
            first = page.steps - 1 if slide.reveal is Reveal.BARS else 0
            for step in range(first, page.steps):
                made = PageWriter(deck, layouts, page, step, language).write(titles)
                if notes:
                    deck.add_notes(made, notes)
                check_page_count(deck.slide_count)
    _set_properties(presentation, report, language)
    return deck.saved()


def _notes(slide: Slide, language: str) -> str:
    """Return the text of the notes; each part is labelled as not part of the report."""
    said: list[Paragraph] = []
    definition = slide.chart.definition if slide.chart is not None else ""
    texts = (slide.notes, slide.prompt, definition)
    for lead, text in zip((NOTES_LEAD, PROMPT_LEAD, DEFINITION_LEAD), texts, strict=True):
        if text:
            first, *others = paragraphs(text)
            above = _ABOVE_NOTE if said else 0
            said.append(Paragraph([Run(lead, bold=True), Run(first)], above))
            said += (Paragraph([Run(other)]) for other in others)
    return text_body(said, language, insets=None) if said else ""


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
    words = single_line(valid_xml(text))
    return words if len(words) <= _MAX_PROPERTY_LENGTH else f"{words[: _MAX_PROPERTY_LENGTH - 1]}…"


def _dated(published: str) -> datetime:
    """Return the publication date, or a fixed date if it is not known to the day."""
    try:
        return datetime.strptime(published, "%Y-%m-%d")  # noqa: DTZ007, no time zone
    except ValueError:
        return _UNDATED
