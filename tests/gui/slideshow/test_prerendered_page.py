"""Tests of rendering the audience's next slides ahead."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.slides import page_painter, page_view
from briefing_app.gui.slides.page_view import Shown, SlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.prerendered_page import PrerenderedPage
from briefing_app.layout.slide_theme import HIGH_CONTRAST, LIGHT, SlideTheme
from briefing_app.model.slideshow.state import Blank, SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import CHART, LAST, LONG, press, process_events, sample_slides

pytestmark = pytest.mark.usefixtures("_fonts")

POSITIONS = (
    SlidePosition(0),
    SlidePosition(1),
    SlidePosition(CHART, 0, 1),
    SlidePosition(CHART, 0, 2),
    SlidePosition(LONG, 1),
    SlidePosition(LAST),
)


class SamplePage(PrerenderedPage):
    """A prerendered page whose likely next pages and device pixel ratio are set by the test."""

    def __init__(self) -> None:
        super().__init__(None, lambda: self.likely)
        self.likely: tuple[Shown, ...] = ()
        self.ratio = 1.0

    def devicePixelRatioF(self) -> float:  # noqa: N802, Qt's name
        return self.ratio


class PaintCounter:
    """Counts the pages that are painted as vectors rather than copied from an image."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pages = 0
        monkeypatch.setattr(page_view, "paint_page", self._counting(page_painter.paint_page))

    def _counting(self, paint: Callable[..., None]) -> Callable[..., None]:
        def count(*arguments: object, **named: object) -> None:
            self.pages += 1
            paint(*arguments, **named)

        return count

    def since(self, before: int) -> int:
        return self.pages - before


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> PaintCounter:
    """Count what is painted as vectors from now on."""
    return PaintCounter(monkeypatch)


@pytest.fixture
def slide(qtbot: QtBot) -> SamplePage:
    """Return an empty page in a window of 960 × 540 pixels."""
    slide = SamplePage()
    qtbot.addWidget(slide)
    slide.resize(960, 540)
    with qtbot.waitExposed(slide):
        slide.show()
    return slide


def shown(position: SlidePosition, theme: SlideTheme = LIGHT) -> Shown:
    pages = SlidePages(sample_slides(), theme)
    return Shown(*pages.place(position), position.slide + 1, len(pages))


def run_idle_timer(slide: PrerenderedPage) -> int:
    """Let the idle timer time out until it stops. Return how often it timed out."""
    timeouts = 0
    while slide._idle_timer.isActive():
        slide._idle_timer.stop()
        slide._idle_timer.timeout.emit()
        timeouts += 1
    return timeouts


def show(slide: SlideView, content: Shown) -> None:
    page, step, number, total = content
    slide.show_page(page, step, number=number, total=total)


def screenshot(slide: SlideView) -> QImage:
    """Return what the screen shows."""
    ratio = slide.devicePixelRatioF()
    image = QImage(slide.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill("#FF00FF")
    slide.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return image


def showing(content: Shown) -> Callable[[SlideView], None]:
    return lambda view: show(view, content)


def plain_screenshot(slide: SamplePage, change: Callable[[SlideView], None]) -> QImage:
    """Return what an ordinary view of the same size shows after the same change."""

    class Plain(SlideView):
        def devicePixelRatioF(self) -> float:  # noqa: N802, Qt's name
            return slide.ratio

    plain = Plain(surround=slide.surround)
    plain.resize(slide.size())
    change(plain)
    return screenshot(plain)


def render_ahead(slide: SamplePage, *likely: Shown) -> None:
    slide.likely = likely
    slide.repaint()
    run_idle_timer(slide)


# ---- pixels -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("size", [(1920, 1080), (800, 600), (1281, 721)], ids=str)
@pytest.mark.parametrize("theme", [LIGHT, HIGH_CONTRAST], ids=lambda theme: theme.name)
def test_rendered_image_equals_the_painted_page(
    slide: SamplePage,
    painted: PaintCounter,
    theme: SlideTheme,
    size: tuple[int, int],
    ratio: float,
) -> None:
    slide.ratio = ratio
    slide.resize(QSize(*size) / ratio)
    each = [shown(position, theme) for position in POSITIONS]
    for content in each:
        # Qt paints the edges of some letters differently the first time.
        plain_screenshot(slide, showing(content))
    render_ahead(slide, *each)
    for content in each:
        before = painted.pages
        show(slide, content)
        copied = screenshot(slide)
        assert painted.since(before) == 0
        assert copied == plain_screenshot(slide, showing(content))


def test_pointer_zoom_and_blank_look_the_same_over_an_image(slide: SamplePage) -> None:
    content = shown(SlidePosition(CHART, 0, 2))
    render_ahead(slide, content)
    changes: tuple[Callable[[SlideView], None], ...] = (
        lambda view: view.set_pointer(QPointF(5, 1000)),
        lambda view: view.set_zoom(QPointF(300, 900)),
        lambda view: view.set_pointer(QPointF(960, 540)),
        lambda view: view.set_zoom(None),
        lambda view: view.set_blank(Blank.WHITE),
    )
    show(slide, content)
    for count, change in enumerate(changes, 1):
        change(slide)

        def so_far(plain: SlideView, count: int = count) -> None:
            show(plain, content)
            for change in changes[:count]:
                change(plain)

        assert screenshot(slide) == plain_screenshot(slide, so_far)


def test_zoomed_page_renders_the_next_one_without_zoom(
    slide: SamplePage, painted: PaintCounter
) -> None:
    show(slide, shown(SlidePosition(0)))
    slide.set_zoom(QPointF(100, 100))
    following = shown(SlidePosition(1))
    render_ahead(slide, following)
    slide.set_zoom(None)
    show(slide, following)
    before = painted.pages
    assert screenshot(slide) == plain_screenshot(slide, showing(following))
    assert painted.since(before) == 1  # the page that it is compared with


# ---- which images are kept ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda slide: slide.resize(800, 450),
        lambda slide: slide.resize(960, 600),
        lambda slide: setattr(slide, "ratio", 2.0),
        lambda slide: slide.set_surround("#102030"),
    ],
    ids=["smaller", "other-shape", "higher-ratio", "other-surround"],
)
def test_outdated_image_is_rendered_again(
    slide: SamplePage,
    painted: PaintCounter,
    change: Callable[[SamplePage], None],
) -> None:
    content = shown(SlidePosition(1))
    slide.resize(960, 700)
    show(slide, content)
    render_ahead(slide, content)
    change(slide)
    expected = plain_screenshot(slide, showing(content))
    assert screenshot(slide) == expected
    run_idle_timer(slide)
    before = painted.pages
    assert screenshot(slide) == expected
    assert painted.since(before) == 0
    assert len(slide._images) == 1


def test_only_images_of_likely_pages_are_kept(slide: SamplePage) -> None:
    each = [shown(position) for position in POSITIONS]
    for at, content in enumerate(each):
        show(slide, content)
        render_ahead(slide, *each[at : at + 2])
        assert [key.shown for key, _ in slide._images] == each[at : at + 2]


def test_turning_pages_reuses_the_memory_of_the_first_images(
    slide: SamplePage,
) -> None:
    def addresses() -> set[int]:
        images = [*slide._spare_images, *(image for _, image in slide._images)]
        return {np.frombuffer(image.constBits(), np.uint8).ctypes.data for image in images}

    each = [shown(position) for position in POSITIONS]
    render_ahead(slide, each[0])
    first = addresses()
    assert len(first) == 3
    for at in [*range(1, len(each)), *range(len(each) - 1, -1, -1)]:
        show(slide, each[at])
        render_ahead(slide, *each[max(at - 1, 0) : at + 2])
        assert addresses() == first


def test_each_timeout_renders_one_image(slide: SamplePage, painted: PaintCounter) -> None:
    slide.likely = tuple(shown(position) for position in POSITIONS)
    slide.repaint()
    for number in range(1, len(POSITIONS) + 1):
        assert slide._idle_timer.isActive()
        slide._idle_timer.stop()
        slide._idle_timer.timeout.emit()
        assert painted.pages == number
    assert not slide._idle_timer.isActive()


def test_nothing_is_rendered_before_the_first_paint_or_if_all_images_exist(
    slide: SamplePage, qtbot: QtBot
) -> None:
    unseen = SamplePage()
    qtbot.addWidget(unseen)
    show(unseen, shown(SlidePosition(0)))
    assert not unseen._idle_timer.isActive()
    render_ahead(slide, shown(SlidePosition(0)))
    slide.repaint()
    assert run_idle_timer(slide) == 1
    assert not slide._idle_timer.isActive()


# ---- in a slideshow -----------------------------------------------------------------------------


def test_next_and_back_never_wait_for_painting(
    start_slideshow: StartSlideshow, painted: PaintCounter
) -> None:
    slideshow = start_slideshow()
    slide = slideshow.audience.slide
    positions = []
    for key in ("Right", "Left"):
        while True:
            slide.repaint()
            run_idle_timer(slide)
            before, position_before = painted.pages, slideshow.state.position
            positions.append(position_before)
            press(slideshow.audience, key)
            assert painted.since(before) == 0
            process_events()
            if slideshow.state.position == position_before:
                break
    assert {position.slide for position in positions} == set(range(LAST + 1))
    assert SlidePosition(CHART, 0, 2) in positions
    assert SlidePosition(LONG, 1) in positions
