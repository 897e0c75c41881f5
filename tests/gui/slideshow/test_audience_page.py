"""Tests of preparing the pages that the audience may see next."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from briefing_app.gui.slides.slide_pages import Shown, SlidePages
from briefing_app.gui.slideshow.audience import AudiencePage
from briefing_app.gui.slideshow.slideshow import Slideshow, SlideshowOptions
from briefing_app.layout.palette import LIGHT_SLIDES
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    CHART,
    LAST,
    LONG,
    SAMPLE_SESSION,
    press,
    process_events,
    sample_slides,
    timer_of,
)

pytestmark = pytest.mark.usefixtures("_fonts")


class SampleSlideshow(Slideshow):
    """A slideshow whose likely next pages are set by the test."""

    def __init__(self) -> None:
        super().__init__(sample_slides(), SlideshowOptions(SAMPLE_SESSION), LIGHT_SLIDES)
        self.likely: tuple[Shown, ...] = ()

    def likely_pages(self) -> Iterator[Shown]:
        return iter(self.likely)


class SamplePage(AudiencePage):
    """A page that notes what it paints, and how."""

    def __init__(self) -> None:
        self.slideshow = SampleSlideshow()
        super().__init__(self.slideshow, None)
        self.ratio = 1.0
        self.sheets: list[tuple[Shown, QRectF, float]] = []

    def devicePixelRatioF(self) -> float:
        return self.ratio

    def paint_sheet(self, painter: QPainter, shown: Shown, target: QRectF) -> None:
        self.sheets.append((shown, target, painter.deviceTransform().m11()))
        super().paint_sheet(painter, shown, target)


@pytest.fixture
def slide(qtbot: QtBot) -> SamplePage:
    """Return an empty page in a window of 960 × 540 pixels."""
    slide = SamplePage()
    qtbot.addWidget(slide)
    slide.resize(960, 540)
    with qtbot.waitExposed(slide):
        slide.show()
    return slide


def shown(position: SlidePosition) -> Shown:
    return SlidePages(sample_slides()).shown(position)


def run_idle_timer(slide: AudiencePage) -> None:
    idle = timer_of(slide)
    assert idle.isActive()
    idle.stop()
    idle.timeout.emit()


def prepare(slide: SamplePage) -> list[Shown | None]:
    """Repaint, and return the pages that are prepared after it."""
    slide.repaint()
    slide.sheets.clear()
    run_idle_timer(slide)
    return [content for content, _, _ in slide.sheets]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_likely_pages_are_prepared_at_the_size_on_screen(slide: SamplePage, ratio: float) -> None:
    slide.ratio = ratio
    slide.resize(800, 600)
    slide.slideshow.likely = (shown(SlidePosition(1)), shown(SlidePosition(CHART, 0, 1)))
    assert prepare(slide) == list(slide.slideshow.likely)
    assert [target for _, target, _ in slide.sheets] == [slide.box()] * 2
    assert {scale for *_, scale in slide.sheets} == {ratio}


def test_pages_are_prepared_without_the_zoom(slide: SamplePage) -> None:
    slide.show_page(shown(SlidePosition(0)))
    slide.set_zoom(QPointF(100, 100))
    slide.slideshow.likely = (shown(SlidePosition(1)),)
    prepare(slide)
    assert [target for _, target, _ in slide.sheets] == [slide.box()]


@pytest.mark.parametrize(
    "change",
    [
        lambda slide: slide.resize(800, 450),
        lambda slide: setattr(slide, "ratio", 2.0),
        lambda slide: setattr(slide.slideshow, "likely", (shown(SlidePosition(2)),)),
    ],
    ids=["size", "ratio", "pages"],
)
def test_pages_are_prepared_again_only_after_a_change(
    slide: SamplePage, change: Callable[[SamplePage], None]
) -> None:
    slide.slideshow.likely = (shown(SlidePosition(1)),)
    assert prepare(slide)
    assert not prepare(slide)
    change(slide)
    assert prepare(slide) == list(slide.slideshow.likely)


def test_nothing_is_prepared_before_the_first_paint(qtbot: QtBot) -> None:
    unseen = SamplePage()
    qtbot.addWidget(unseen)
    unseen.slideshow.likely = (shown(SlidePosition(0)),)
    unseen.slideshow.update(unseen.slideshow.state.go_forward())
    process_events()
    assert not timer_of(unseen).isActive()


def test_page_that_becomes_likely_is_prepared_though_none_was_before(slide: SamplePage) -> None:
    assert prepare(slide) == []
    slide.slideshow.likely = (shown(SlidePosition(1)),)
    slide.slideshow.update(slide.slideshow.state.go_forward())
    process_events()
    run_idle_timer(slide)
    assert [content for content, _, _ in slide.sheets] == list(slide.slideshow.likely)


def test_next_and_back_lead_to_prepared_pages(start_slideshow: StartSlideshow) -> None:
    slideshow = start_slideshow()
    slide = slideshow.windows.audience.slide
    positions = []
    for key in ("Right", "Left"):
        while True:
            slide.repaint()
            run_idle_timer(slide)
            # What was prepared can be seen only in how long the next paint takes.
            (prepared, *_) = slide._prepared  # noqa: SLF001
            position_before = slideshow.model.state.position
            positions.append(position_before)
            press(slideshow.windows.audience, key)
            process_events()
            if slideshow.model.state.position == position_before:
                break
            assert slide._shown in prepared  # noqa: SLF001
    assert {position.slide for position in positions} == set(range(LAST + 1))
    assert SlidePosition(CHART, 0, 1) in positions
    assert SlidePosition(LONG, 1) in positions
