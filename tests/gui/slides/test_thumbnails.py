"""Tests of thumbnails."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.layout.palette import LIGHT_SLIDES
from briefing_app.model.slides import Slide

_SIZE = QSize(160, 90)

Ask = Callable[..., list[int]]


@pytest.fixture
def view(qtbot: QtBot) -> QWidget:
    """Return a view with room for one thumbnail."""
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(_SIZE)
    return view


@pytest.fixture
def thumbnails(view: QWidget, slides: tuple[Slide, ...]) -> Thumbnails:
    """Return thumbnails of the sample slides."""
    thumbnails = Thumbnails(view)
    thumbnails.set_pages(SlidePages(slides, LIGHT_SLIDES))
    return thumbnails


def _ready(thumbnails: Thumbnails, *indexes: int, size: QSize = _SIZE) -> list[int]:
    """Ask for thumbnails. Return the indexes of those that are ready."""
    return [at for at in indexes if thumbnails.thumbnail(at, size, 1.0) is not None]


def test_thumbnail_is_rendered_after_the_view_is_painted(
    thumbnails: Thumbnails, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(thumbnails.rendered):
        assert _ready(thumbnails, 0) == []
    pixmap = thumbnails.thumbnail(0, _SIZE, 1.0)
    assert pixmap is not None
    assert pixmap.size() == _SIZE
    assert pixmap.toImage().pixelColor(158, 45).name().upper() == LIGHT_SLIDES.accent.ground


def test_only_what_is_still_shown_is_rendered(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    with qtbot.waitSignal(thumbnails.rendered):
        _ready(thumbnails, 0, 1, 2)
    for _ in range(2):  # the view has scrolled to other slides
        with qtbot.waitSignal(thumbnails.rendered):
            _ready(thumbnails, 4, 5)
    QCoreApplication.processEvents()
    assert _ready(thumbnails, *range(7)) == [0, 4, 5]


def test_thumbnails_are_kept_as_far_as_the_view_has_room(
    thumbnails: Thumbnails, view: QWidget, qtbot: QtBot
) -> None:
    for count, kept in ((1, 6), (2, 7)):
        view.resize(_SIZE.width() * count, _SIZE.height())
        for index in range(7):
            if not _ready(thumbnails, index):
                with qtbot.waitSignal(thumbnails.rendered):
                    QCoreApplication.processEvents()
        assert len(_ready(thumbnails, *range(7))) == kept
        thumbnails.clear()


def test_thumbnails_are_kept_if_slides_move(
    thumbnails: Thumbnails, slides: tuple[Slide, ...], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(thumbnails.rendered):
        _ready(thumbnails, 1)
    thumbnails.set_pages(SlidePages(slides[1:], LIGHT_SLIDES))
    assert _ready(thumbnails, 0, 1) == [0]


def test_another_size_or_theme_renders_again(thumbnails: Thumbnails, qtbot: QtBot) -> None:
    for forget in (lambda: _ready(thumbnails, 1, size=_SIZE * 2), thumbnails.clear):
        with qtbot.waitSignal(thumbnails.rendered):
            _ready(thumbnails, 0)
        assert _ready(thumbnails, 0) == [0]
        forget()
        assert _ready(thumbnails, 0) == []


def test_deleted_view_stops_rendering(slides: tuple[Slide, ...], qtbot: QtBot) -> None:
    view = QWidget()
    thumbnails = Thumbnails(view)
    thumbnails.set_pages(SlidePages(slides, LIGHT_SLIDES))
    _ready(thumbnails, 0)
    with qtbot.waitSignal(view.destroyed):
        view.deleteLater()
    QCoreApplication.processEvents()
