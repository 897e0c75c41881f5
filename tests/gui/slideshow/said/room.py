"""Slides that ask the room, and typing in the field of the presenter view."""

from typing import Final

from PySide6.QtWidgets import QLineEdit

from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.said_panel import SaidPanel
from briefing_app.model.report import Reveal
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slides import Slide
from tests.gui.slideshows import NOTES, PROMPT, accessible_text, press, process_events
from tests.sample_measures import make_measure
from tests.sample_report import make_discussion, make_entry, make_finding, make_report

FINDING: Final = 0
GUESS: Final = 1
VOTE: Final = 2
MANY: Final = 3
DISCUSSION: Final = 4
"""The indexes of the slides in `room_slides`."""
_MANY_ROWS: Final = tuple((f"Force {number}", number, "") for number in range(1, 9))


def room_slides(option: str = "6") -> tuple[Slide, ...]:
    """Return a finding with a question, charts with few and many bars to guess, and discussions.

    The first chart is about Alpha, Bravo and Charlie. The vote and the discussion have an answer.

    Args:
        option: The first option of the vote.
    """
    finding = make_finding(1, prompt=f"{PROMPT} 1")
    measure, many = make_measure(), make_measure(_MANY_ROWS, number=2)
    entries = (
        make_entry(1, finding, notes=f"{NOTES} 1"),
        make_entry(2, measure, reveal=Reveal.GUESS, notes=f"{NOTES} 2"),
        make_discussion(3, "How many?", options=(option, "16", "60", "160"), answer="16"),
        make_entry(4, many, reveal=Reveal.GUESS),
        make_discussion(5, "And what then?", answer="Nobody.", minutes=4),
    )
    return briefing_slides(make_report((finding,), (), (measure, many), entries))


def said_panel(show: Presentation) -> SaidPanel:
    """Return the panel with the field."""
    (panel,) = show.presenter_view.findChildren(SaidPanel)
    return panel


def said_field(show: Presentation) -> QLineEdit:
    """Return the field."""
    (field,) = said_panel(show).findChildren(QLineEdit)
    return field


def type_text(show: Presentation, text: str) -> None:
    """Put the cursor into the field, and type a text."""
    press(show.presenter_view, "R")
    said_field(show).setText(text)


def enter(show: Presentation, text: str) -> None:
    """Put the cursor into the field, type a text, and press Enter."""
    type_text(show, text)
    press(said_field(show), "Return")
    process_events()


def seen_by_audience(show: Presentation) -> str:
    """Return what the audience reads now, and every text of its window."""
    slide = show.audience.slide
    assert slide.page is not None
    return accessible_text(show.audience) + slide.page.read(slide.step)
