"""Tests of the filmstrip."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.widgets.labels import tool_tip_text
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.parts import tool_tip_of_row
from tests.gui.slideshow.presenter.views import resize
from tests.gui.slideshows import LAST, process_events, turn_wheel


def _cell(filmstrip: Filmstrip, slide: int) -> QRect:
    return filmstrip.visualRect(filmstrip.model().index(slide, 0))


def test_click_goes_to_the_slide_also_if_the_wheel_has_scrolled(slideshow: Presentation) -> None:
    resize(slideshow, 700, 1000)
    (filmstrip,) = slideshow.windows.presenter_view.findChildren(Filmstrip)
    slideshow.model.go_to(0)
    process_events()
    for turned, slide in ((0, 1), (-120, 2)):
        turn_wheel(filmstrip.viewport(), turned)
        assert filmstrip.horizontalScrollBar().value() == -turned
        at = _cell(filmstrip, slide).center()
        QTest.mouseClick(filmstrip.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert slideshow.model.state.position == SlidePosition(slide)
        process_events()
        assert filmstrip.accessibleDescription().startswith(f"Slide {slide + 1} of 7: ")


def test_other_clicks_go_nowhere(slideshow: Presentation) -> None:
    resize(slideshow, 1920, 1000)
    (filmstrip,) = slideshow.windows.presenter_view.findChildren(Filmstrip)
    beyond = _cell(filmstrip, LAST).center() + QPoint(_cell(filmstrip, LAST).width(), 0)
    for pressed, at in (
        (Qt.MouseButton.LeftButton, beyond),
        (Qt.MouseButton.RightButton, _cell(filmstrip, 0).center()),
    ):
        before = filmstrip.viewport().grab().toImage()
        QTest.mouseClick(filmstrip.viewport(), pressed, pos=at)
        assert slideshow.model.state.position == SlidePosition(2)
        assert filmstrip.viewport().grab().toImage() == before


def test_tool_tip_is_the_title(slideshow: Presentation, slides: tuple[Slide, ...]) -> None:
    resize(slideshow, 1280, 1000)
    (filmstrip,) = slideshow.windows.presenter_view.findChildren(Filmstrip)
    assert tool_tip_of_row(filmstrip, 1) == tool_tip_text(slides[1].title)


def test_filmstrip_scrolls_to_current_slide(
    slideshow: Presentation,
) -> None:
    resize(slideshow, 700, 1000)
    (filmstrip,) = slideshow.windows.presenter_view.findChildren(Filmstrip)
    bar = filmstrip.horizontalScrollBar()
    for slide in (0, LAST, 3):
        slideshow.model.go_to(slide)
        process_events()
        left = slide * (160 + 10) - bar.value()
        assert left >= 0
        assert left + 160 <= filmstrip.viewport().width()


def test_thumbnails_have_the_colours_of_their_slides(
    slideshow: Presentation, slides: tuple[Slide, ...], style: Look, qtbot: QtBot
) -> None:
    resize(slideshow, 1280, 1000)
    (filmstrip,) = slideshow.windows.presenter_view.findChildren(Filmstrip)
    shown = next(at for at, slide in enumerate(slides) if slide.kind is SlideKind.FINDING)
    slideshow.model.go_to(shown + 1)
    process_events()

    def corner() -> QColor:
        image = filmstrip.viewport().grab().toImage()
        return image.pixelColor(_cell(filmstrip, shown).right() - 20, 8)

    ground = QColor(style.slide_theme.page.ground)
    qtbot.waitUntil(lambda: corner() == ground)
