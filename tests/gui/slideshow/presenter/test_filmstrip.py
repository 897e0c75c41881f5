"""Tests of the filmstrip."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.slideshow.presenter.views import resize
from tests.gui.slideshows import LAST, process_events, turn_wheel


def test_click_goes_to_the_slide_and_the_wheel_scrolls(slideshow: Presentation) -> None:
    resize(slideshow, 700, 1000)
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    bar = filmstrip.horizontalScrollBar()
    slideshow.go_to(0)
    process_events()
    assert bar.value() == 0
    turn_wheel(filmstrip.viewport(), -120)
    assert bar.value() == 120
    at = filmstrip.row_rect(2).center()
    QTest.mouseClick(filmstrip.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert slideshow.state.position == SlidePosition(2)


def test_filmstrip_scrolls_to_current_slide(
    slideshow: Presentation,
) -> None:
    resize(slideshow, 700, 1000)
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    bar = filmstrip.horizontalScrollBar()
    for slide in (0, LAST, 3):
        slideshow.go_to(slide)
        process_events()
        left = slide * (160 + 10) - bar.value()
        assert left >= 0
        assert left + 160 <= filmstrip.viewport().width()


def test_thumbnails_have_the_colours_of_their_slides(
    slideshow: Presentation, slides: tuple[Slide, ...], style: Look, qtbot: QtBot
) -> None:
    resize(slideshow, 1280, 1000)
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    shown = next(at for at, slide in enumerate(slides) if slide.kind is SlideKind.FINDING)
    slideshow.go_to(shown + 1)
    process_events()

    def corner() -> QColor:
        image = filmstrip.viewport().grab().toImage()
        return image.pixelColor(filmstrip.row_rect(shown).right() - 20, 8)

    ground = QColor(style.slide_theme.page.ground)
    qtbot.waitUntil(lambda: corner() == ground)
