"""Ink over a slide: its look in each theme, and how little of it is painted again."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from pytestqt.qtbot import QtBot

from briefing_app.gui.slides.ink import changed_areas, covered, ink_shades, paint_ink
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.layout.identity import Identity
from briefing_app.layout.theme import SLIDE_THEMES, Colours, Surface, branded
from briefing_app.model.palette import contrast_ratio
from briefing_app.model.slideshow.ink import (
    NO_INK,
    TOOL_COLOURS,
    Ink,
    InkColour,
    Place,
    Point,
    Stroke,
    Tool,
)
from briefing_app.model.slideshow.state import Blank
from tests.gui.slides.test_page_view import finding_page
from tests.gui.slideshows import widget_point

pytestmark = pytest.mark.usefixtures("_fonts")

_PLACE: Final[Place] = ("f", 0)
_PAGE: Final = QRectF(0, 0, 1920, 1080)
_IDENTITY: Final = Identity(accent="#7A1FA2", second="#6B3A00")
_GROUNDS: Final = list(
    dict.fromkeys(
        theme.colours(surface)
        for each in SLIDE_THEMES
        for theme in (each, branded(each, _IDENTITY))
        for surface in Surface
    )
)


@pytest.fixture
def view(qtbot: QtBot) -> SlideView:
    """Provide a view of half a full screen, with the slide of a finding."""
    view = SlideView()
    qtbot.addWidget(view)
    view.resize(960, 540)
    with qtbot.waitExposed(view):
        view.show()
    view.show_page(Shown(finding_page(), 0, 7, 16))
    return view


class _PaintedAreas(QObject):
    """Records the areas that a widget paints."""

    def __init__(self, widget: SlideView) -> None:
        super().__init__(widget)
        self.areas: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return False


def _line(tool: Tool, *points: Point, ink: Ink = NO_INK) -> Ink:
    ink = ink.started(_PLACE, tool, TOOL_COLOURS[tool][0], points[0])
    for point in points[1:]:
        ink = ink.moved(point)
    return ink


def _picture(view: SlideView) -> QImage:
    return view.grab().toImage()


def _painted(stroke: Stroke, colours: Colours, below: str, at: Point) -> str:
    """Return the colour of a point where a stroke covers a colour."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(below))
    painter = QPainter(image)
    painter.setClipRect(image.rect())
    paint_ink(painter, [stroke], colours)
    painter.end()
    return image.pixelColor(QPoint(*map(round, at))).name()


@pytest.mark.parametrize("colours", _GROUNDS, ids=lambda each: each.ground)
def test_ink_stands_out_from_every_page_and_keeps_its_texts_legible(colours: Colours) -> None:
    for tool, shades in TOOL_COLOURS.items():
        for line, fill in (ink_shades(tool, colour, colours) for colour in shades):
            for ground in (colours.ground, colours.panel):
                assert contrast_ratio(line, ground) >= 3, (line, ground)
            assert bool(fill) == (tool is Tool.HIGHLIGHTER)
            for pair in colours.text_pairs() if fill else ():
                text, ground = (covered(each, fill, colours) for each in pair)
                assert contrast_ratio(text, ground) >= 4.5, (text, ground)


@pytest.mark.parametrize("colours", _GROUNDS, ids=lambda each: each.ground)
def test_highlighter_has_its_shades_and_a_visible_edge(colours: Colours) -> None:
    for colour in TOOL_COLOURS[Tool.HIGHLIGHTER]:
        stroke = Stroke(Tool.HIGHLIGHTER, colour, ((50, 50), (150, 50)))
        fill = ink_shades(Tool.HIGHLIGHTER, colour, colours).fill
        for below in (colours.ground, colours.ink):
            inside = QColor(_painted(stroke, colours, below, (100, 50)))
            expected = QColor(covered(below, fill, colours))
            for channel in (QColor.red, QColor.green, QColor.blue):
                assert channel(inside) == pytest.approx(channel(expected), abs=1)
        for at in ((100, 24), (100, 75)):
            edge = _painted(stroke, colours, colours.ground, at)
            assert contrast_ratio(edge, colours.ground) >= 3


def test_highlighter_is_no_darker_where_its_line_crosses_itself() -> None:
    colours = SLIDE_THEMES[0].page
    cross = ((50.0, 20.0), (150.0, 80.0), (150.0, 20.0), (50.0, 80.0))
    stroke = Stroke(Tool.HIGHLIGHTER, InkColour.YELLOW, cross)
    once, twice = ((x, y) for x, y in ((60, 26), (100, 50)))
    below = colours.ground
    assert _painted(stroke, colours, below, once) == _painted(stroke, colours, below, twice)


def test_highlighter_outside_an_enlarged_part_is_not_painted(view: SlideView) -> None:
    view.set_zoom(QPointF(0, 0))
    before = _picture(view)
    view.set_ink(_line(Tool.HIGHLIGHTER, (1500, 900), (1700, 900)))  # into the buffer
    assert _picture(view) == before
    view.set_ink(_line(Tool.PEN, (1500, 900), ink=_line(Tool.HIGHLIGHTER, (1500, 900)).finished()))
    assert _picture(view) == before


@pytest.mark.parametrize("tool", Tool)
@pytest.mark.parametrize("is_zoomed", [False, True])
def test_ink_looks_the_same_while_it_is_drawn_and_afterwards(
    view: SlideView, tool: Tool, is_zoomed: bool
) -> None:
    view.set_zoom(QPointF(700, 400) if is_zoomed else None)
    _picture(view)  # Qt draws the edges of some letters otherwise the first time
    lines = (
        ((300.0, 300.0), (900.0, 310.0), (900.0, 600.0)),
        ((250.0, 500.0), (1000.0, 420.0)),
        ((700.0, 200.0), (720.0, 800.0), (400.0, 350.0), (500.0, 350.0)),
    )
    ink = NO_INK
    for line in lines:
        ink = _line(tool, *line, ink=ink)
        view.set_ink(ink)
        during = _picture(view)
        ink = ink.finished()
        view.set_ink(ink)
        assert _picture(view) == during
    before = _picture(view)
    view.set_ink(_line(tool, (10, 10), ink=ink.undone(_PLACE)))
    view.set_ink(ink)
    assert _picture(view) == before


def test_only_the_new_part_of_a_stroke_is_painted_again(view: SlideView) -> None:
    ink = _line(Tool.PEN, (200, 200), (1180, 790), (1200, 800))
    view.set_ink(ink)
    QCoreApplication.processEvents()
    painted = _PaintedAreas(view)
    view.set_ink(ink.moved((1220, 810)))
    QCoreApplication.processEvents()
    (area,) = painted.areas
    assert area.contains(widget_point(view, QPointF(1210, 805)).toPoint())
    assert max(area.width(), area.height()) < 40


def _outside(area: QRectF, stroke: Stroke, part: QRectF = _PAGE) -> QImage:
    """Return the picture of a stroke without an area, of the page at a quarter of its size."""
    image = QImage(480, 270, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    painter.scale(0.25, 0.25)
    painter.setClipRect(part)
    paint_ink(painter, [stroke], SLIDE_THEMES[0].page)
    painter.setClipping(False)
    painter.fillRect(area, QColor("#FFFFFF"))
    painter.end()
    return image


def _are_alike(one: QImage, other: QImage) -> bool:
    """Return whether two pictures are the same, apart from what Qt rounds in soft edges."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return one == other or max(abs(a - b) for a, b in pairs) <= 1


@settings(max_examples=60)
@given(
    st.sampled_from(Tool),
    st.lists(st.tuples(st.integers(0, 1920), st.integers(0, 1080)), min_size=2, max_size=7),
)
def test_stroke_changes_only_where_it_is_painted_again(
    tool: Tool, points: list[tuple[int, int]]
) -> None:
    colour = TOOL_COLOURS[tool][0]
    before, after = (Stroke(tool, colour, tuple(points[:end])) for end in (-1, len(points)))
    (area,) = changed_areas([before], [after])
    area.adjust(-4, -4, 4, 4)  # a pixel
    assert _are_alike(_outside(area, before), _outside(area, after))
    top = area.top() // 4 * 4  # between two pixels
    above = QRectF(0, 0, 1920, top)  # painted alone, it looks the same
    if above.height() > 0:
        below = QRectF(0, top, 1920, 1080)
        assert _are_alike(_outside(below, after), _outside(below, after, above))


def test_changes_below_the_ink_are_shown_while_it_is_drawn(view: SlideView) -> None:
    ink = _line(Tool.PEN, (200, 200), (300, 300))
    view.set_ink(ink)
    first = _picture(view)
    view.show_page(Shown(finding_page(SLIDE_THEMES[1]), 0, 7, 16))
    assert _picture(view) != first
    view.resize(800, 450)
    assert _picture(view).size() == view.size()
    view.set_blank(Blank.BLACK)
    assert _picture(view).pixelColor(100, 100) == QColor("#000000")


def test_page_without_ink_is_painted_as_before(view: SlideView) -> None:
    before = _picture(view)
    view.set_ink(_line(Tool.PEN, (200, 200), (300, 300)))
    assert _picture(view) != before
    view.set_ink(NO_INK)
    assert _picture(view) == before
