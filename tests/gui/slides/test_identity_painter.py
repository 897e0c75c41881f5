"""The identity is painted on slides: its logo on the title slide, its line on each."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from briefing_app.gui.slides.painter import is_hardly_visible, paint_page
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.layout.page import FOOTER_BASELINE, Ratio
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


def painted(slide: Slide, identity: Identity, ratio: Ratio = Ratio.WIDE) -> QImage:
    page = SlidePages([slide], branded(LIGHT, identity), ratio).pages(0)[0]
    image = QImage(ratio.width, 1080, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_page(painter, QRectF(image.rect()), Shown(page, 0, 1, 1))
    painter.end()
    return image


def changed(slide: Slide, identity: Identity, ratio: Ratio = Ratio.WIDE) -> QRectF:
    """Return the smallest rectangle in which the identity changes a slide."""
    before, after = (painted(slide, each, ratio) for each in (NO_IDENTITY, identity))
    return changed_area(before, after).toRectF()


@pytest.mark.parametrize("ratio", Ratio)
def test_logo_is_in_the_upper_corner_of_the_title_slide_only(ratio: Ratio) -> None:
    place, area = changed(TITLE, LOGO, ratio), ratio.logo_area
    assert QRectF(*area).contains(place)
    assert place.width() == pytest.approx(area.width, abs=1)  # it is twice as wide as high
    assert place.right() == area.right == ratio.body().right
    assert changed(TEXT, LOGO, ratio).isEmpty()


def test_logo_is_at_the_right_of_an_arabic_title() -> None:
    assert changed(ARABIC, LOGO).right() == Ratio.WIDE.logo_area.right


@pytest.mark.parametrize("ratio", Ratio)
def test_footer_is_below_everything_else(ratio: Ratio) -> None:
    page = painted(TEXT, FOOTER, ratio)
    below = page.copy(0, FOOTER_BASELINE - 24, ratio.width, 24)
    ground = LIGHT.page.ground
    inked = [
        x
        for x in range(ratio.width)
        if any(below.pixelColor(x, y).name().upper() != ground for y in range(24))
    ]
    assert min(inked) == pytest.approx(ratio.margin, abs=4)
    assert max(inked) < 500
    above = page.copy(0, FOOTER_BASELINE - 32, ratio.width, 8)
    assert {above.pixelColor(x, 0).name().upper() for x in range(ratio.width)} == {ground}


def test_hebrew_footer_is_read_from_the_right() -> None:
    starts = [
        painted(TEXT, Identity(footer=footer)).copy(Ratio.WIDE.margin, FOOTER_BASELINE - 24, 12, 24)
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
