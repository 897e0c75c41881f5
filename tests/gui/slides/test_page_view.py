"""Tests of the painting of pages and of the widget that shows them."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBitmap, QColor, QImage, QPainter, QPaintEvent, QPalette, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.gui.slides.blocks import qrect
from briefing_app.gui.slides.page_view import SlideView, letterboxed
from briefing_app.gui.slides.painter import PAGE_SIZE, paint_page
from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.layout.page import BODY, WIDTH, Page
from briefing_app.layout.palette import BLACK, HIGH_CONTRAST_SLIDES, LIGHT_SLIDES, SlideTheme
from briefing_app.model.charts import bar_chart
from briefing_app.model.report import FindingKind, Reveal, SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from tests.contrast import contrast_ratio
from tests.gui.pixels import changed_area, colours
from tests.gui.slideshows import widget_point
from tests.sample_measures import THREE, make_measure

pytestmark = pytest.mark.usefixtures("_fonts")

MARGIN = "#102030"
RED = QColor("#D4002A")


def finding_page(theme: SlideTheme = LIGHT_SLIDES) -> Page:
    texts = (
        SlideText(Role.TITLE, "A made-up headline"),
        SlideText(Role.BODY, "In plain words, over a line or two. " * 3),
        SlideText(Role.CAUTION, "Look it up."),
    )
    slide = Slide(
        "f", SlideKind.FINDING, "F", texts, finding_kind=FindingKind.CONCERN, source="Source"
    )
    return SlidePages([slide], theme).pages(0)[0]


def chart_page(theme: SlideTheme = LIGHT_SLIDES, *, reveal: Reveal = Reveal.NONE) -> Page:
    chart = bar_chart(make_measure(THREE, highlight="Bravo"))
    texts = (SlideText(Role.TITLE, chart.title), SlideText(Role.SUBTITLE, chart.subtitle))
    slide = Slide("c", SlideKind.CHART, "C", texts, chart=chart, source=chart.source, reveal=reveal)
    return SlidePages([slide], theme).pages(0)[0]


def painted(
    page: Page, width: int = 1920, step: int = 0, *, number: int = 7, total: int = 16
) -> QImage:
    image = QImage(width, width * 9 // 16, QImage.Format.Format_RGB32)
    image.fill(QColor("#FF00FF"))
    painter = QPainter(image)
    paint_page(painter, QRectF(image.rect()), Shown(page, step, number, total))
    painter.end()
    return image


def ink(image: QImage, ground: str = LIGHT_SLIDES.page.ground) -> QRect:
    """Return the rectangle around everything that is not background, in pixels."""
    # QRegion leaves out what the mask sets, which is the background.
    mask = image.createMaskFromColor(QColor(ground).rgb(), Qt.MaskMode.MaskInColor)
    return QRegion(QBitmap.fromImage(mask)).boundingRect()


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


def picture(view: SlideView) -> QImage:
    return view.grab().toImage()


@given(width=st.floats(0, 9000), height=st.floats(0, 9000))
def test_page_keeps_its_aspect_ratio_and_is_centred(width: float, height: float) -> None:
    box = letterboxed(QSizeF(width, height))
    assert box.width() * 9 == pytest.approx(box.height() * 16, abs=0.01)
    assert box.center().x() == pytest.approx(width / 2)
    assert box.center().y() == pytest.approx(height / 2)
    assert box.width() == pytest.approx(width) or box.height() == pytest.approx(height)


@pytest.mark.parametrize("size", [(1024, 768), (2560, 1080), (1921, 1081), (333, 777)], ids=str)
def test_only_pixels_around_the_slide_are_black(view: SlideView, size: tuple[int, int]) -> None:
    blank = finding_page()._replace(shapes=(), texts=(), foot=())
    view.resize(*size)
    view.show_page(Shown(blank, 0, 7, 16))
    image = picture(view)
    box = letterboxed(QSizeF(*size))
    rows, columns = ({0, 1, length // 2, length - 1} for length in reversed(size))
    points = {(x, y) for x in range(size[0]) for y in rows}
    points |= {(x, y) for x in columns for y in range(size[1])}
    for x, y in points:
        inside = _inside(box, x, y)
        if inside is not None:
            assert image.pixelColor(x, y).name() == ("#ffffff" if inside else BLACK)


def _inside(box: QRectF, x: int, y: int) -> bool | None:
    """Return whether the centre of a pixel is on the slide; None at the rounded edge."""
    middle = QPointF(x + 0.5, y + 0.5)
    if box.adjusted(0.01, 0.01, -0.01, -0.01).contains(middle):
        return True
    return None if box.adjusted(-0.01, -0.01, 0.01, 0.01).contains(middle) else False


@pytest.mark.parametrize(
    "page", [finding_page, partial(chart_page, HIGH_CONTRAST_SLIDES)], ids=["finding", "chart"]
)
def test_page_is_the_same_at_every_scale(page: Callable[[], Page]) -> None:
    made = page()
    ground = made.colours.ground
    whole = ink(painted(made), ground)
    for width in (640, 960, 1280, 3840):
        scale = width / WIDTH
        other = ink(painted(made, width), ground)
        for one, two in (
            (whole.left(), other.left()),
            (whole.right() + 1, other.right() + 1),
            (whole.top(), other.top()),
            (whole.bottom() + 1, other.bottom() + 1),
        ):
            assert two == pytest.approx(one * scale, abs=1 + 2 * scale)


def test_text_is_drawn_where_the_layout_says() -> None:
    page = finding_page()
    image = painted(page)
    for text in page.texts:
        for line in text.lines:
            top = line.baseline - text.style.size
            rect = QRectF(text.left_of(line), top, line.width, text.style.size * 1.3)
            shown = ink(image.copy(rect.toAlignedRect()), _ground_of(page, rect))
            assert shown.width() > 0.9 * rect.width()
            assert shown.height() > 0.4 * text.style.size


def _ground_of(page: Page, rect: QRectF) -> str:
    fills = [shape.fill for shape in page.shapes if qrect(shape.rect).contains(rect)]
    return page.colours(fills[0]) if fills and fills[0] else page.colours.ground


def test_painting_stays_in_target_and_restores_the_painter() -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(MARGIN))
    target = QRectF(40, 30, 320, 180)
    painter = QPainter(image)
    pen, transform = painter.pen(), painter.transform()
    paint_page(painter, target, Shown(chart_page(), 0, 7, 16))
    assert (painter.pen(), painter.transform(), painter.hasClipping()) == (pen, transform, False)
    painter.end()
    for y in range(300):
        for x in range(400):
            if not target.contains(QPointF(x + 0.5, y + 0.5)):
                assert image.pixelColor(x, y).name() == MARGIN


def test_painting_respects_the_clip_of_the_painter() -> None:
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor(MARGIN))
    painter = QPainter(image)
    painter.setClipRect(0, 0, 160, 180)
    paint_page(painter, QRectF(image.rect()), Shown(finding_page(), 0, 7, 16))
    painter.end()
    assert colours(image.copy(160, 0, 160, 180)) == {MARGIN}
    assert MARGIN not in colours(image.copy(0, 0, 160, 180))


def test_longest_slide_number_fits_next_to_the_source() -> None:
    source = "A source that is long. " * 9
    texts = (SlideText(Role.TITLE, "T"),)
    slide = Slide("f", SlideKind.FINDING, "F", texts, source=source)
    (page,) = SlidePages([slide]).pages(0)
    (foot,) = page.foot
    bare = page._replace(shapes=(), texts=(), foot=())
    one = ink(painted(bare))
    several = ink(painted(bare._replace(number=12, total=13), number=1000, total=1000))
    right = BODY.right
    assert right - 4 <= one.right() <= right
    assert several.right() == pytest.approx(one.right(), abs=3)
    assert (
        max(foot.left_of(line) + line.width for line in foot.lines) + 10
        < several.left()
        < one.left()
    )


def test_black_screen_hides_pointer_and_zoom_until_it_ends(view: SlideView) -> None:
    view.resize(300, 300)
    view.set_pointer(QPointF(500, 500))
    view.set_zoom(QPointF(300, 300))
    before = picture(view)
    view.set_black(is_black=True)
    assert colours(picture(view)) == {"#000000"}
    view.set_pointer(QPointF(700, 500))
    assert colours(picture(view)) == {"#000000"}
    view.set_pointer(QPointF(500, 500))
    view.set_black(is_black=False)
    assert picture(view) == before
    view.show_page(None)
    assert colours(picture(view)) == {BLACK}


def test_pointer_is_red_with_a_ring_visible_on_any_background(view: SlideView) -> None:
    at = QPointF(1700, 800)
    view.set_pointer(at)
    image = picture(view)
    assert image.pixelColor((at / 2).toPoint()) == RED
    assert contrast_ratio(RED.name(), LIGHT_SLIDES.page.ground) >= 3
    ring = [image.pixelColor((at / 2 + QPointF(dx, 0)).toPoint()).name() for dx in range(12)]
    assert ring[-3:] == ["#ffffff"] * 3


@pytest.mark.parametrize("zoom", [None, QPointF(300, 300)], ids=["full", "zoomed"])
def test_moving_the_pointer_repaints_little_else(
    view: SlideView, qtbot: QtBot, qapp: QApplication, zoom: QPointF | None
) -> None:
    regions: list[QRegion] = []
    paint = view.paintEvent

    def noted(event: QPaintEvent) -> None:
        regions.append(event.region())
        paint(event)

    view.set_zoom(zoom)
    picture(view)  # Qt draws the edges of some letters otherwise the first time
    without = picture(view)
    view.set_pointer(QPointF(300, 300))
    before = picture(view)
    qapp.processEvents()
    view.paintEvent = noted  # type: ignore[method-assign]
    with qtbot.waitSignal(view.painted):
        view.set_pointer(QPointF(340, 300))
    with qtbot.waitSignal(view.painted):
        view.set_pointer(None)
    moved, gone = regions
    dot = changed_area(without, before)
    assert moved.boundingRect().contains(dot)
    # The white ring is invisible on white.
    assert QRect(dot.adjusted(-8, -8, 60, 8)).contains(moved.boundingRect())
    assert dot.width() <= gone.boundingRect().width() <= dot.width() + 16


@pytest.mark.parametrize("size", [(960, 540), (1024, 768), (2560, 1080)], ids=str)
def test_mouse_is_at_a_point_only_on_the_page(view: SlideView, size: tuple[int, int]) -> None:
    view.resize(*size)
    box = letterboxed(QSizeF(*size))
    point = view.mouse_point(box.center())
    assert point is not None
    assert (point - QPointF(960, 540)).manhattanLength() < 0.01
    outside = QPointF(box.left() - 2, 10) if box.left() > 2 else QPointF(10, box.top() - 2)
    assert view.mouse_point(outside) is None
    assert view.mouse_point(QPointF(-5, -5)) is None


@pytest.mark.parametrize(
    ("centre", "left_top"),
    [
        (QPointF(960, 540), QPointF(960 - 384, 540 - 216)),
        (QPointF(0, 0), QPointF(0, 0)),
        (QPointF(1920, 1080), QPointF(1920 - 768, 1080 - 432)),
        (QPointF(100, 540), QPointF(60, 540 - 216)),
    ],
)
def test_zoom_enlarges_two_and_a_half_times_within_the_page(
    view: SlideView, centre: QPointF, left_top: QPointF
) -> None:
    view.set_zoom(centre)
    for at, expected in (
        (QPointF(0, 0), left_top),
        (QPointF(960, 540), left_top + QPointF(768, 432)),
    ):
        assert (widget_point(view, expected) - at).manhattanLength() < 0.01
    view.set_zoom(None)
    whole = widget_point(view, QPointF(1920, 1080))
    assert (whole - QPointF(960, 540)).manhattanLength() < 0.01


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(
    size=st.tuples(st.integers(96, 900), st.integers(54, 900)),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
@example(size=(129, 73), at=(0.0, 1.0))
def test_mouse_is_at_the_point_that_is_drawn_there(
    view: SlideView, size: tuple[int, int], at: tuple[float, float]
) -> None:
    view.resize(*size)
    box = letterboxed(QSizeF(*size))
    place = QPointF(box.left() + at[0] * box.width(), box.top() + at[1] * box.height())
    point = view.mouse_point(place)
    if point is None:  # on the very edge, which is rounded to whole pixels
        edges = (at[0] * box.width(), at[1] * box.height())
        assert min(*edges, box.width() - edges[0], box.height() - edges[1]) <= 1
        return
    assert QRectF(QPointF(), PAGE_SIZE).adjusted(-0.01, -0.01, 0.01, 0.01).contains(point)
    assert (widget_point(view, point) - place).manhattanLength() < 0.01


def test_zoomed_slide_is_the_page_painted_larger(view: SlideView) -> None:
    view.set_zoom(QPointF(0, 0))
    larger = painted(finding_page(), 2400).copy(0, 0, 960, 540)
    assert ink(picture(view)) == ink(larger)


def test_zoomed_slide_stays_inside_its_letterbox(view: SlideView) -> None:
    view.resize(960, 720)
    view.set_zoom(QPointF(960, 540))
    image = picture(view)
    for y in (*range(90), *range(630, 720)):
        assert {image.pixelColor(x, y).name() for x in range(0, 960, 3)} == {BLACK}


def accessible_text(view: SlideView) -> str:
    return f"{view.accessibleName()}\n{view.accessibleDescription()}"


def test_screen_reader_gets_only_what_is_visible(view: SlideView) -> None:
    page = finding_page()
    shown = f"Slide 7 of 16: {page.slide.title}\n{page.read(page.steps - 1)}"
    assert accessible_text(view) == shown
    view.set_black(is_black=True)
    assert accessible_text(view) == "black screen\n"
    view.show_page(Shown(chart_page(), 0, 8, 16))
    assert accessible_text(view) == "black screen\n"
    view.show_page(Shown(page, 0, 7, 16))
    view.set_black(is_black=False)
    assert accessible_text(view) == shown
    view.show_page(None)
    assert accessible_text(view) == "No slide\n"


def test_screen_reader_gets_each_figure_when_revealed(view: SlideView) -> None:
    page = chart_page(reveal=Reveal.GUESS)
    rows = page.chart.rows if page.chart is not None else ()
    assert len(rows) == 3
    for step in range(page.steps):
        view.show_page(Shown(page, step, 8, 16))
        lines = view.accessibleDescription().splitlines()
        for row in rows:
            bar = row.bar
            assert (f"{bar.label} {bar.figure}" in lines) == bool(step)
            assert (bar.label in lines) == (not step)


def test_screen_reader_gets_only_this_page(view: SlideView) -> None:
    words = [f"word{number}" for number in range(400)]
    texts = (SlideText(Role.QUOTE, " ".join(words)), SlideText(Role.SPEAKER, "A speaker"))
    pages = SlidePages([Slide("q", SlideKind.QUOTE, "Quote 3", texts)]).pages(0)
    assert len(pages) > 1
    said: list[str] = []
    for page in pages:
        view.show_page(Shown(page, 0, 2, 9))
        part = f"page {page.number + 1} of {len(pages)}"
        assert view.accessibleName() == f"Slide 2 of 9, {part}: Quote 3"
        said += [word for word in view.accessibleDescription().split() if word in words]
    assert said == words


def test_view_is_painted_only_for_changes(
    view: SlideView, qtbot: QtBot, qapp: QApplication
) -> None:
    page = chart_page(reveal=Reveal.GUESS)
    for step in (0, 1):
        with qtbot.waitSignal(view.painted):
            view.show_page(Shown(page, step, 8, 16))
    again: list[None] = []
    view.painted.connect(lambda: again.append(None))
    view.show_page(Shown(page, 1, 8, 16))
    view.set_black(is_black=False)
    view.set_zoom(None)
    qapp.processEvents()
    assert not again


def test_preview_is_at_the_upper_left_on_the_colour_of_its_window(qtbot: QtBot) -> None:
    view = SlideView(is_aside=True)
    qtbot.addWidget(view)
    view.setPalette(QPalette(QColor(MARGIN)))
    view.resize(QSize(400, 400))
    view.show_page(Shown(finding_page(), 0, 1, 1))
    image = picture(view)
    assert image.pixelColor(20, 0).name() == "#ffffff"
    assert image.pixelColor(399, 224).name() == "#ffffff"
    assert image.pixelColor(0, 225).name() == MARGIN
