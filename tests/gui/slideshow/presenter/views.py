"""Finding parts of the presenter view, for its tests."""

from PySide6.QtWidgets import QLabel, QWidget

from briefing_app.gui.slideshow.presenter.notes import NotesView
from briefing_app.gui.slideshow.slideshow import Slideshow
from tests.gui.slideshows import process_events


def notes_view(slideshow: Slideshow) -> NotesView:
    """Return the presenter view's notes."""
    (notes,) = slideshow.presenter_view.findChildren(NotesView)
    return notes


def described_label(window: QWidget, description: str) -> QLabel:
    """Return the label with an accessible description."""
    (label,) = [
        label
        for label in window.findChildren(QLabel)
        if label.accessibleDescription() == description
    ]
    return label


def resize(slideshow: Slideshow, width: int, height: int) -> None:
    """Resize the presenter view and wait for its layout."""
    slideshow.presenter_view.showNormal()
    slideshow.presenter_view.resize(width, height)
    for _ in range(3):  # a row that wraps changes its height later
        process_events()
