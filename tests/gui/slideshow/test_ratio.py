"""The slides of a slideshow suit the audience's screen, also when another one is plugged in."""

from typing import Final

import pytest
from PySide6.QtCore import QPointF, QRect

from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.layout.page import Ratio
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    LAPTOP,
    LONG,
    PROJECTOR,
    Screens,
    move_mouse,
    process_events,
    view,
    widget_point,
)
from tests.sample_report import make_discussion, make_report

NARROW_PROJECTOR: Final = PROJECTOR._replace(name="VGA-1", geometry=QRect(1366, 0, 1024, 768))


def _ratios(slideshow: Presentation) -> set[Ratio]:
    """Return the ratios of all slides that are shown."""
    process_events()
    shown = (
        slideshow.audience.slide,
        *(view(slideshow.presenter_view, part) for part in ("On screen", "Next")),
    )
    return {slide.page_ratio for slide in shown}


def _shape(slideshow: Presentation, part: str) -> float:
    """Return the width of a slide in the presenter view as a share of its height."""
    process_events()
    box = view(slideshow.presenter_view, part).box()
    return box.width() / box.height()


def test_slides_have_the_ratio_of_the_projector_from_the_first_one_on(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(LAPTOP, NARROW_PROJECTOR)
    slideshow = start_slideshow()
    assert _ratios(slideshow) == {Ratio.NARROW}
    for part in ("On screen", "Next"):
        assert _shape(slideshow, part) == pytest.approx(4 / 3, rel=0.02)
    current = view(slideshow.presenter_view, "On screen")
    assert current.box().width() == pytest.approx(current.width(), rel=0.02)


def test_slides_follow_to_another_projector_and_keep_their_ratio_without_one(
    slideshow: Presentation, fake_screens: Screens
) -> None:
    assert _ratios(slideshow) == {Ratio.WIDE}
    fake_screens.set_screens(LAPTOP)
    fake_screens.set_screens(LAPTOP, NARROW_PROJECTOR)
    assert _ratios(slideshow) == {Ratio.NARROW}
    fake_screens.set_screens(LAPTOP)
    assert not slideshow.audience.isVisible()
    assert _ratios(slideshow) == {Ratio.NARROW}
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    assert _ratios(slideshow) == {Ratio.WIDE}


def test_slides_follow_to_the_screen_that_s_moves_them_to(
    slideshow: Presentation, fake_screens: Screens
) -> None:
    fake_screens.set_screens(LAPTOP, NARROW_PROJECTOR)
    slideshow.do(Command.SWAP)
    assert _ratios(slideshow) == {Ratio.WIDE}
    slideshow.do(Command.SWAP)
    assert _ratios(slideshow) == {Ratio.NARROW}


def test_projector_with_another_resolution_changes_the_ratio(
    slideshow: Presentation, fake_screens: Screens
) -> None:
    fake_screens.set_screens(LAPTOP, PROJECTOR._replace(geometry=NARROW_PROJECTOR.geometry))
    assert _ratios(slideshow) == {Ratio.NARROW}


def test_slides_in_an_ordinary_window_are_wide(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(NARROW_PROJECTOR)
    assert _ratios(start_slideshow(windowed=True)) == {Ratio.WIDE}


def test_thumbnails_have_the_ratio_of_the_slides(
    slideshow: Presentation, fake_screens: Screens
) -> None:
    slideshow.presenter_view.resize(1920, 1080)
    process_events()
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    wide = filmstrip.height()
    fake_screens.set_screens(LAPTOP, NARROW_PROJECTOR)
    process_events()
    assert filmstrip.height() > 1.2 * wide


def test_slide_on_fewer_pages_begins_again(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(LAPTOP, NARROW_PROJECTOR)
    slideshow = start_slideshow()
    last = len(slideshow.slideshow.pages.pages(LONG)) - 1
    slideshow.go_to(LONG)
    for _ in range(last):
        slideshow.do(Command.NEXT)
    slideshow.do(Command.FREEZE)
    assert slideshow.state.position == SlidePosition(LONG, last)
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    fewer = len(slideshow.slideshow.pages.pages(LONG))
    assert fewer <= last
    assert slideshow.state.position == slideshow.state.audience.position
    assert slideshow.state.position == SlidePosition(LONG)


def test_slideshow_resumes_on_a_page_that_only_narrow_slides_have(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(LAPTOP, NARROW_PROJECTOR)
    pages = start_slideshow().slideshow.pages
    last = SlidePosition(LONG, len(pages.pages(LONG)) - 1)
    assert start_slideshow(position=last).state.position == last


_DISCUSSION: Final = make_discussion(
    1,
    "Who asked whom, and what then? " * 10,
    answer="Nobody asked anybody at all. " * 14,
    minutes=4,
)
"""Its question takes one page, and on narrow slides two, of which the answer begins on the last."""


@pytest.mark.parametrize("slides", [briefing_slides(make_report(running_order=(_DISCUSSION,)))])
def test_resume_on_another_projector_shows_no_answer_that_the_room_has_not_seen(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(LAPTOP, NARROW_PROJECTOR)
    stopped = start_slideshow()
    stopped.slideshow.update(stopped.state.go_forward())
    assert stopped.state.position == SlidePosition(0, 1)
    assert not stopped.state.shows_answer
    record = stopped.recorder.record
    stopped.end()
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    there = SlidePosition(0, record.page, record.step)
    assert start_slideshow(position=there).state.shows_answer  # the same place is another one
    resumed = start_slideshow(position=there, pages=record.pages)
    assert resumed.state.position == SlidePosition(0)
    assert not resumed.state.shows_answer


def test_pointer_stays_on_the_page(slideshow: Presentation, fake_screens: Screens) -> None:
    slideshow.do(Command.POINTER)
    slide = slideshow.audience.slide
    corner = widget_point(slide, QPointF(1900, 540))
    move_mouse(slideshow.audience, slide.mapTo(slideshow.audience, corner))
    fake_screens.set_screens(LAPTOP, NARROW_PROJECTOR)
    at = slideshow.pointer.at
    assert at is not None
    assert at.x() <= Ratio.NARROW.width
