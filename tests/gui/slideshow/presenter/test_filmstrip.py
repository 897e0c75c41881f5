"""Tests of the filmstrip."""

from PySide6.QtCore import QPoint, Qt
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
from tests.gui.slideshows import LAST, process_events


def test_filmstrip_is_one_line_of_names_if_space_is_scarce(
    slideshow: Presentation, style: Look
) -> None:
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    style.set_scale(2.0)
    resize(slideshow, 1024, 600)
    assert filmstrip.height() < 80
    bar = filmstrip.horizontalScrollBar()
    assert bar.maximum() > 0
    middle = filmstrip.height() // 2
    left = Qt.MouseButton.LeftButton
    slideshow.go_to(0)
    process_events()
    assert bar.value() == 0
    QTest.mouseClick(filmstrip.viewport(), left, pos=QPoint(filmstrip.width() - 5, middle))
    assert bar.value() == min(bar.maximum(), bar.pageStep())  # the arrow
    assert slideshow.state.position == SlidePosition(0)
    QTest.mouseClick(filmstrip.viewport(), left, pos=QPoint(5, middle))
    assert bar.value() == 0
    QTest.mouseClick(filmstrip.viewport(), left, pos=QPoint(filmstrip.width() // 2, middle))
    assert slideshow.state.position == SlidePosition(1)  # the middle one of three names


def test_filmstrip_scrolls_to_current_slide(
    slideshow: Presentation,
) -> None:
    resize(slideshow, 640, 800)
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    bar = filmstrip.horizontalScrollBar()
    for slide in (0, LAST, 3):
        slideshow.go_to(slide)
        process_events()
        left = slide * (132 + 10) - bar.value()
        assert left >= 0
        assert left + 132 <= filmstrip.viewport().width()


def test_thumbnails_have_the_colours_of_their_slides(
    slideshow: Presentation, slides: tuple[Slide, ...], style: Look, qtbot: QtBot
) -> None:
    resize(slideshow, 1280, 800)
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    shown = next(at for at, slide in enumerate(slides) if slide.kind is SlideKind.FINDING)
    slideshow.go_to(shown + 1)
    process_events()

    def corner() -> QColor:
        image = filmstrip.viewport().grab().toImage()
        return image.pixelColor(filmstrip.row_rect(shown).right() - 20, 8)

    ground = QColor(style.slide_theme.page.ground)
    qtbot.waitUntil(lambda: corner() == ground)


def test_names_stay_complete_when_they_replace_thumbnails(
    slideshow: Presentation, style: Look
) -> None:
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    resize(slideshow, 640, 800)
    slideshow.go_to(4)
    process_events()
    style.set_scale(1.5)
    resize(slideshow, 900, 600)
    names = filmstrip.row_rect(0).width()
    assert filmstrip.height() < 80
    assert filmstrip.horizontalScrollBar().value() % names == 0
