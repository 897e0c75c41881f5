"""The identity is painted on slides: its logo on the title slide, its line on each."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from briefing_app.gui.slides.painter import is_hardly_visible, paint_page
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.layout.page import FOOTER_BASELINE, LOGO_AREA, MARGIN
from briefing_app.layout.theme import LIGHT, branded
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from tests.gui.pixels import changed_area
from tests.sample_png import sample_png

pytestmark = pytest.mark.usefixtures("_fonts")

TITLE = Slide("title", SlideKind.TITLE, "Title", (SlideText(Role.TITLE, "A briefing"),))
TEXT = Slide("text", SlideKind.TEXT, "Text", (SlideText(Role.BODY, "Many words. " * 60),))
ARABIC = Slide("title", SlideKind.TITLE, "Title", (SlideText(Role.TITLE, "تقرير"),))
LOGO = Identity(logo=sample_png(40, 20))
FOOTER = Identity(footer="Heddlu Gwŷr")


def painted(slide: Slide, identity: Identity) -> QImage:
    page = SlidePages([slide], branded(LIGHT, identity)).pages(0)[0]
    image = QImage(1920, 1080, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_page(painter, QRectF(image.rect()), Shown(page, 0, 1, 1))
    painter.end()
    return image


def changed(slide: Slide, identity: Identity) -> QRectF:
    """Return the smallest rectangle in which the identity changes a slide."""
    return changed_area(painted(slide, NO_IDENTITY), painted(slide, identity)).toRectF()


def test_logo_is_in_the_upper_corner_of_the_title_slide_only() -> None:
    place = changed(TITLE, LOGO)
    assert QRectF(*LOGO_AREA).contains(place)
    assert place.width() == pytest.approx(LOGO_AREA.width, abs=1)  # it is twice as wide as high
    assert place.right() == LOGO_AREA.right
    assert changed(TEXT, LOGO).isEmpty()


def test_logo_is_at_the_right_of_an_arabic_title() -> None:
    assert changed(ARABIC, LOGO).right() == LOGO_AREA.right


def test_footer_is_below_everything_else() -> None:
    below = painted(TEXT, FOOTER).copy(0, FOOTER_BASELINE - 24, 1920, 24)
    ground = LIGHT.page.ground
    inked = [
        x
        for x in range(1920)
        if any(below.pixelColor(x, y).name().upper() != ground for y in range(24))
    ]
    assert min(inked) == pytest.approx(MARGIN, abs=4)
    assert max(inked) < 500
    above = painted(TEXT, FOOTER).copy(0, FOOTER_BASELINE - 32, 1920, 8)
    assert {above.pixelColor(x, 0).name().upper() for x in range(1920)} == {ground}


def test_hebrew_footer_is_read_from_the_right() -> None:
    starts = [
        painted(TEXT, Identity(footer=footer)).copy(MARGIN, FOOTER_BASELINE - 24, 12, 24)
        for footer in ("WW", "ת WW", "ת")
    ]
    assert starts[0] == starts[1] != starts[2]


@pytest.mark.parametrize(("colour", "is_hidden"), [("#FFFFFF", True), ("#12436D", False)])
def test_only_a_white_logo_is_hardly_visible(colour: str, *, is_hidden: bool) -> None:
    image = QImage(60, 40, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    for x in range(20, 40):
        for y in range(10, 30):
            image.setPixelColor(x, y, QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, b"png").write(image)
    assert is_hardly_visible(bytes(buffer.data().data())) == is_hidden
