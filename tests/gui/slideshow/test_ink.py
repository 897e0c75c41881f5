"""Drawing on slides in both windows."""

from collections.abc import Sequence
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from briefing_app.gui.slideshow.ink.tool_row import ToolRow
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.model.slideshow.ink import Stroke, Tool
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.parts import double_click
from tests.gui.slideshows import (
    CHART,
    LONG,
    button,
    draw,
    labels,
    press,
    process_events,
    send_mouse,
    turn_wheel,
    view,
    widget_point,
)

_LEFT: Final = Qt.MouseButton.LeftButton
_LINE: Final = (QPointF(400, 300), QPointF(900, 310), QPointF(1400, 800))
"""Points of the page."""


def _on(slideshow: Presentation, place: str, points: Sequence[QPointF]) -> Sequence[QPointF]:
    """Return the points of a window at points of the page."""
    is_presenter = place == "presenter"
    shown = (
        view(slideshow.presenter_view, "On screen") if is_presenter else slideshow.audience.slide
    )
    return [widget_point(shown, point) for point in points]


def _widget(slideshow: Presentation, place: str) -> QWidget:
    return (
        slideshow.audience if place == "audience" else view(slideshow.presenter_view, "On screen")
    )


def draw_in(
    slideshow: Presentation, place: str, points: Sequence[QPointF] = _LINE, *, lift: bool = True
) -> None:
    """Draw along points of the page in one of the windows."""
    draw(_widget(slideshow, place), _on(slideshow, place, points), lift=lift)


def strokes(slideshow: Presentation) -> tuple[Stroke, ...]:
    """Return what is drawn on the current slide, which the presenter sees."""
    process_events()
    return view(slideshow.presenter_view, "On screen").marks.strokes


def _audience_strokes(slideshow: Presentation) -> tuple[Stroke, ...]:
    return slideshow.audience.slide.marks.strokes


def _picture(slideshow: Presentation) -> QImage:
    return slideshow.audience.slide.grab().toImage()


@pytest.mark.parametrize("is_zoomed", [False, True])
def test_pen_draws_on_the_page_in_both_windows(slideshow: Presentation, is_zoomed: bool) -> None:
    slideshow.do(Command.PEN)
    if is_zoomed:
        slideshow.do(Command.ZOOM)
        process_events()
    points = (QPointF(800, 500), QPointF(900, 480), QPointF(1100, 600))
    for count, place in enumerate(("audience", "presenter"), 1):
        draw_in(slideshow, place, points)
        drawn = strokes(slideshow)
        assert len(drawn) == count
        assert _audience_strokes(slideshow) == drawn
        for (x, y), at in zip(drawn[-1].points, points, strict=True):
            assert (QPointF(x, y) - at).manhattanLength() < 4
    assert slideshow.state.position == SlidePosition(2)


def test_click_and_wheel_turn_no_slide_while_the_pen_is_on(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    for mouse_button in (_LEFT, Qt.MouseButton.RightButton):
        QTest.mouseClick(slideshow.audience, mouse_button, pos=QPoint(300, 300))
        double_click(slideshow.audience, QPoint(300, 300), mouse_button)
        assert slideshow.state.position == SlidePosition(2)
    assert turn_wheel(slideshow.audience, -240)
    assert slideshow.state.position == SlidePosition(2)
    slideshow.do(Command.PEN)
    QTest.mouseClick(slideshow.audience, _LEFT, pos=QPoint(300, 300))
    assert slideshow.state.position == SlidePosition(CHART)


def test_esc_puts_the_pen_away_before_it_ends_the_slideshow(slideshow: Presentation) -> None:
    cursor = slideshow.audience.cursor().shape()
    slideshow.do(Command.PEN)
    assert slideshow.audience.cursor().shape() is Qt.CursorShape.CrossCursor
    press(slideshow.audience, "Esc")
    assert slideshow.audience.isVisible()
    assert slideshow.audience.cursor().shape() is cursor
    assert not button(slideshow.presenter_view, "Pen").isChecked()
    press(slideshow.audience, "Esc")
    assert not slideshow.audience.isVisible()


def test_stroke_is_seen_by_the_audience_while_it_is_drawn(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    before = _picture(slideshow)
    draw_in(slideshow, "presenter", lift=False)
    during = _picture(slideshow)
    assert during != before
    assert len(strokes(slideshow)) == 1
    send_mouse(
        _widget(slideshow, "presenter"),
        QEvent.Type.MouseButtonRelease,
        _on(slideshow, "presenter", _LINE)[-1],
    )
    assert _picture(slideshow) == during
    slideshow.do(Command.UNDO)
    assert _picture(slideshow) == before


def test_ink_stays_with_its_page(slideshow: Presentation) -> None:
    slideshow.go_to(LONG)
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    slideshow.do(Command.NEXT)
    assert not _audience_strokes(slideshow)
    slideshow.do(Command.BACK)
    assert len(_audience_strokes(slideshow)) == 1
    slideshow.do(Command.BACK)
    assert not _audience_strokes(slideshow)


def test_ink_of_the_next_slide_is_seen_beside_the_current_one(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    slideshow.do(Command.BACK)
    process_events()
    assert len(view(slideshow.presenter_view, "Next").marks.strokes) == 1
    assert not strokes(slideshow)


def test_stroke_ends_with_the_slide_it_was_begun_on(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience", lift=False)
    before = strokes(slideshow)
    press(slideshow.audience, "PgDown")
    points = _on(slideshow, "audience", (QPointF(100, 100), QPointF(300, 100)))
    for point in points:
        send_mouse(slideshow.audience, QEvent.Type.MouseMove, point)
    assert not strokes(slideshow)
    press(slideshow.audience, "PgUp")
    assert strokes(slideshow) == before


def test_frozen_audience_sees_strokes_only_when_unfrozen(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    slideshow.do(Command.FREEZE)
    before = _picture(slideshow)
    draw_in(slideshow, "presenter", (QPointF(200, 900), QPointF(1200, 900)))
    draw_in(slideshow, "audience", (QPointF(200, 200), QPointF(1200, 200)))
    slideshow.do(Command.UNDO)
    slideshow.do(Command.UNDO)
    draw_in(slideshow, "presenter", (QPointF(200, 700), QPointF(1200, 700)))
    assert len(strokes(slideshow)) == 1
    assert _picture(slideshow) == before
    assert len(view(slideshow.presenter_view, "The audience sees").marks.strokes) == 1
    slideshow.do(Command.FREEZE)
    assert _audience_strokes(slideshow) == strokes(slideshow)
    assert _picture(slideshow) != before


def test_blank_screen_hides_strokes_until_the_slide_is_shown(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    for count, blank in enumerate((Command.BLACK, Command.WHITE)):
        slideshow.do(blank)
        before = _picture(slideshow)
        draw_in(slideshow, "audience")
        assert len(strokes(slideshow)) == count  # nothing was drawn on what nobody sees
        draw_in(slideshow, "presenter")
        assert _picture(slideshow) == before
        slideshow.do(blank)
        assert len(_audience_strokes(slideshow)) == count + 1


def test_tools_are_shown_only_while_the_pen_is_on(slideshow: Presentation) -> None:
    slideshow.presenter_view.resize(1280, 800)
    slideshow.do(Command.PEN)
    names = ("Highlighter", "Eraser", "Undo", "Clear", "Colour", "Red", "Blue", "Green")
    tools = {name: button(slideshow.presenter_view, name) for name in names}
    assert all(tool.isVisibleTo(slideshow.presenter_view) for tool in tools.values())
    assert tools["Red"].isChecked()
    press(slideshow.audience, "K")
    process_events()
    assert tools["Blue"].isChecked()
    QTest.mouseClick(tools["Green"], _LEFT)
    draw_in(slideshow, "audience")
    assert strokes(slideshow)[0].colour.value == "green"
    QTest.mouseClick(tools["Highlighter"], _LEFT)
    process_events()
    assert tools["Highlighter"].isChecked()
    assert button(slideshow.presenter_view, "Yellow").isChecked()
    assert not tools["Red"].isVisibleTo(slideshow.presenter_view)
    draw_in(slideshow, "audience")
    assert strokes(slideshow)[1].tool is Tool.HIGHLIGHTER
    press(slideshow.audience, "H")
    process_events()
    assert tools["Green"].isChecked()
    press(slideshow.audience, "I")
    process_events()
    assert not any(tool.isVisibleTo(slideshow.presenter_view) for tool in tools.values())


def test_eraser_undo_and_clear_change_the_current_slide(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience")
    draw_in(slideshow, "presenter", (QPointF(100, 1000), QPointF(800, 1000)))
    both = strokes(slideshow)
    press(slideshow.audience, "E")
    assert button(slideshow.presenter_view, "Eraser").isChecked()
    draw_in(slideshow, "audience", (QPointF(700, 100), QPointF(700, 500)))
    assert strokes(slideshow) == both[1:]
    press(slideshow.audience, "U")
    assert strokes(slideshow) == both
    press(slideshow.audience, "Shift+E")
    assert not strokes(slideshow)
    press(slideshow.audience, "U")
    assert strokes(slideshow) == both
    press(slideshow.audience, "E")
    draw_in(slideshow, "audience")
    assert len(strokes(slideshow)) == 3


def test_keys_of_the_pen_say_that_it_is_off(slideshow: Presentation) -> None:
    for key in ("E", "U", "K", "Shift+E"):
        press(slideshow.audience, key)
        assert not button(slideshow.presenter_view, "Pen").isChecked()
        assert "The pen is off. Press I to draw." in labels(slideshow.presenter_view)
        slideshow.messages.show_hint("")


def test_pen_and_pointer_exclude_each_other(slideshow: Presentation) -> None:
    slideshow.do(Command.POINTER)
    slideshow.do(Command.PEN)
    process_events()
    assert slideshow.audience.slide.marks.pointer is None
    assert not button(slideshow.presenter_view, "Pointer").isChecked()
    slideshow.do(Command.POINTER)
    assert not button(slideshow.presenter_view, "Pen").isChecked()
    QTest.mouseClick(slideshow.audience, _LEFT, pos=QPoint(300, 300))
    assert slideshow.state.position == SlidePosition(CHART)


def test_zoom_stands_still_while_the_pen_is_on(slideshow: Presentation) -> None:
    slideshow.do(Command.ZOOM)
    slideshow.do(Command.PEN)
    before = slideshow.audience.slide.target()
    draw_in(slideshow, "audience", (QPointF(800, 500), QPointF(1000, 600)))
    assert slideshow.audience.slide.target() == before
    press(slideshow.audience, "Right")
    assert slideshow.audience.slide.target() != before


def _send_stylus(
    widget: QWidget, kind: QEvent.Type, at: QPointF, *, is_turned: bool = False
) -> bool:
    pointer = QPointingDevice.PointerType
    device = QPointingDevice(
        "stylus",
        1,
        QPointingDevice.DeviceType.Stylus,
        pointer.Eraser if is_turned else pointer.Pen,
        QPointingDevice.Capability.Position,
        1,
        1,
    )
    event = QTabletEvent(
        kind,
        device,
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        0.5,
        0,
        0,
        0,
        0,
        0,
        Qt.KeyboardModifier.NoModifier,
        _LEFT,
        Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else _LEFT,
    )
    QCoreApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_stylus_draws_and_its_other_end_erases(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    kinds = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)
    points = _on(slideshow, "audience", _LINE)
    for is_turned in (False, True):
        for kind, at in zip(kinds, points, strict=True):
            assert _send_stylus(slideshow.audience, kind, at, is_turned=is_turned)
        assert len(strokes(slideshow)) == (0 if is_turned else 1)


def test_hidden_window_ends_the_stroke(slideshow: Presentation) -> None:
    slideshow.do(Command.PEN)
    draw_in(slideshow, "audience", lift=False)
    slideshow.audience.hide()
    assert slideshow.state.ink is not None
    assert slideshow.state.ink.live is None
    assert len(strokes(slideshow)) == 1


def test_row_of_tools_has_its_own_space(slideshow: Presentation) -> None:
    window = slideshow.presenter_view
    window.showNormal()
    for size in ((1280, 800), (1024, 640), (640, 400)):
        window.resize(*size)
        process_events()
        slideshow.do(Command.PEN)
        process_events()
        (row,) = window.findChildren(ToolRow)
        bottom = row.mapTo(window, row.rect().bottomLeft()).y()
        end = button(window, "End")
        assert bottom < end.mapTo(window, QPoint()).y()
        assert end.mapTo(window, end.rect().bottomLeft()).y() < window.height()
        slideshow.do(Command.PEN)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["PgDown", "PgUp", "D", "Z", "L", "I", "H", "E", "Shift+E", "U", "K", "S"])
        | st.sampled_from(["audience", "presenter"]),
        max_size=15,
    )
)
def test_frozen_audience_sees_no_change_whatever_is_drawn(
    slideshow: Presentation, keys: list[str]
) -> None:
    slideshow.go_to(2)
    slideshow.do(Command.HIGHLIGHTER)
    draw_in(slideshow, "audience")
    slideshow.do(Command.FREEZE)
    before, seen = _picture(slideshow), _audience_strokes(slideshow)
    is_pen_on = True
    for key in keys:
        if key not in {"audience", "presenter"}:
            press(slideshow.audience, key)
            is_pen_on = key == "H" or (key == "I") != (is_pen_on and key != "L")
        elif is_pen_on:  # a click turns slides otherwise
            draw_in(slideshow, key)
        assert _audience_strokes(slideshow) == seen
    assert _picture(slideshow) == before
    slideshow.do(Command.FREEZE)
    slideshow.ink.put_pen_away()
    place = slideshow.slideshow.pages.shown(slideshow.state.position).page
    assert slideshow.state.ink is not None
    drawn = slideshow.state.ink.strokes(place.place)
    assert _audience_strokes(slideshow) == drawn
