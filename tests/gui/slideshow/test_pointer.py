"""The pointer and the zoom in both windows."""

import pytest
from PySide6.QtCore import QPointF

from briefing_app.gui.slideshow.command import Command
from briefing_app.gui.slideshow.commands import Commands
from briefing_app.gui.slideshow.presentation import Presentation
from tests.gui.pixels import colours
from tests.gui.slideshows import (
    CHART,
    LONG,
    button,
    move_mouse,
    process_events,
    view,
    widget_point,
)


def _pointer(slideshow: Presentation) -> QPointF | None:
    return slideshow.windows.audience.slide.pointer


def test_slide_is_between_black_edges_on_a_screen_of_another_shape(
    slideshow: Presentation,
) -> None:
    window, slide = slideshow.windows.audience, slideshow.windows.audience.slide
    window.resize(1024, 768)
    process_events()
    image = window.grab().toImage()
    for top in (0, 96 + 576):
        assert colours(image.copy(0, top, 1024, 96)) == {"#000000"}
    corners = [(0, 96), (1023, 96), (0, 671), (1023, 671)]
    ground = slide.page.colours.ground if slide.page is not None else ""
    assert {image.pixelColor(*corner).name().upper() for corner in corners} == {ground}
    slideshow.commands.toggle_pointer()
    for at, expected in (
        (QPointF(512, 384), (960, 540)),
        (QPointF(1023, 97), (1918, 2)),
        (QPointF(512, 40), (1918, 2)),  # on an edge, there is no slide to point at
    ):
        move_mouse(window, at)
        point = slideshow.pointer.at
        assert point is not None
        assert point.toTuple() == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("zoomed", [False, True])
def test_pointer_is_at_the_same_point_in_both_windows(
    slideshow: Presentation, zoomed: bool
) -> None:
    preview, slide = (
        view(slideshow.windows.presenter_view, "On screen"),
        slideshow.windows.audience.slide,
    )
    if zoomed:
        slideshow.commands.toggle_zoom()
    slideshow.commands.toggle_pointer()
    box = (slide.height() - slide.width() * 9 / 16) / 2
    for place in (QPointF(480, 270), QPointF(1500, 900), QPointF(4, 4)):
        on_slide = QPointF(0, box) + place * (slide.width() / 1920)
        for widget, at in (
            (slideshow.windows.audience, on_slide),
            (preview, place * (preview.width() / 1920)),
            (slideshow.windows.audience, on_slide),  # without drifting
        ):
            move_mouse(widget, QPointF(widget.rect().center()))
            move_mouse(widget, at)
            process_events()
            for shown in (slide.pointer, preview.pointer):
                assert shown is not None
                assert (shown - place).manhattanLength() < 6
            if zoomed:  # it points at what is under the mouse
                assert (widget_point(slide, place) - on_slide).manhattanLength() < 6


def test_key_shows_and_hides_the_pointer(slideshow: Presentation) -> None:
    move_mouse(slideshow.windows.audience, QPointF(400, 300))
    assert _pointer(slideshow) is None
    slideshow.commands.toggle_pointer()
    first = _pointer(slideshow)
    assert first is not None
    slideshow.commands.advance()
    assert _pointer(slideshow) == first
    process_events()
    preview = view(slideshow.windows.presenter_view, "On screen")
    assert preview.pointer == first
    slideshow.commands.toggle_pointer()
    process_events()
    assert _pointer(slideshow) is None
    assert preview.pointer is None


def _scale(slideshow: Presentation) -> float:
    slide = slideshow.windows.audience.slide
    left, right = (widget_point(slide, QPointF(x, 540)) for x in (900, 1000))
    return (right.x() - left.x()) / 100 / (slide.width() / 1920)


def test_zoom_ends_with_its_key_and_with_the_page(slideshow: Presentation) -> None:
    assert _scale(slideshow) == pytest.approx(1)
    for slide, command, stays in (
        (2, Commands.toggle_zoom, False),
        (2, Commands.advance, False),  # another slide
        (LONG, Commands.advance, False),  # another page
        (CHART, Commands.advance, True),  # the bars
        (1, Commands.toggle_question, False),
    ):
        slideshow.model.go_to(slide)
        slideshow.commands.toggle_zoom()
        assert _scale(slideshow) > 2
        slideshow.commands.do(command)
        process_events()
        assert (_scale(slideshow) > 2) is stays
        assert button(slideshow.windows.presenter_view, "Zoom").isChecked() is stays


@pytest.mark.parametrize("command", [Commands.toggle_zoom, Commands.toggle_pointer])
def test_frozen_audience_sees_neither_zoom_nor_pointer(
    slideshow: Presentation, command: Command
) -> None:
    slide = slideshow.windows.audience.slide
    preview = view(slideshow.windows.presenter_view, "On screen")
    slideshow.commands.toggle_freeze()
    before, before_here = slide.grab().toImage(), preview.grab().toImage()
    slideshow.commands.do(command)
    for place in (QPointF(300, 200), QPointF(500, 300)):
        move_mouse(slideshow.windows.audience, place)
        process_events()
        assert slide.grab().toImage() == before
        assert preview.grab().toImage() != before_here
    slideshow.commands.toggle_freeze()
    assert slide.grab().toImage() != before
    slideshow.commands.do(command)
    assert slide.grab().toImage() == before


def test_zoomed_audience_stays_zoomed_while_frozen(
    slideshow: Presentation,
) -> None:
    slide = slideshow.windows.audience.slide
    slideshow.commands.toggle_zoom()
    slideshow.commands.toggle_freeze()
    before = slide.grab().toImage()
    slideshow.commands.advance()
    assert slide.grab().toImage() == before
    slideshow.commands.toggle_freeze()
    assert _scale(slideshow) == pytest.approx(1)
