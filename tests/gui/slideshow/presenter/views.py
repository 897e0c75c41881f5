"""Finding parts of the presenter view, for its tests."""

from PySide6.QtWidgets import QLabel, QTextEdit, QWidget

from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.notes_panel import NotesView
from briefing_app.gui.slideshow.presenter.slides import OWN_NOTE, NextHeading
from tests.gui.slideshows import process_events


def notes_view(slideshow: Presentation) -> NotesView:
    """Return the presenter view's notes."""
    (notes,) = slideshow.windows.presenter_view.findChildren(NotesView)
    return notes


def own_note(slideshow: Presentation) -> QTextEdit:
    """Return the user's own note in the presenter view."""
    (note,) = (
        each
        for each in slideshow.windows.presenter_view.findChildren(QTextEdit)
        if each.accessibleName() == OWN_NOTE
    )
    return note


def next_name(slideshow: Presentation) -> str:
    """Return the name of the next slide in the presenter view."""
    (heading,) = slideshow.windows.presenter_view.findChildren(NextHeading)
    return heading.name.text()


def described_label(window: QWidget, description: str) -> QLabel:
    """Return the label with an accessible description."""
    (label,) = [
        label
        for label in window.findChildren(QLabel)
        if label.accessibleDescription() == description
    ]
    return label


def resize(slideshow: Presentation, width: int, height: int) -> None:
    """Resize the presenter view and wait for its layout."""
    slideshow.windows.presenter_view.showNormal()
    slideshow.windows.presenter_view.resize(width, height)
    for _ in range(3):  # a row that wraps changes its height later
        process_events()
