"""What a show does to its two windows, to what is remembered and to the machine that it runs on."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QSettings, Qt, QTimer
from PySide6.QtGui import QStyleHints
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.sleep_inhibitors.inhibitor import SleepInhibitor
from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import Failure
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.resume import slide_index
from briefing_app.gui.slideshow.screen_assignment import ScreenInfo, is_same
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.style import Style, ThemeChoice
from briefing_app.model.palette import CONTRAST_LIGHT, LIGHT
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow_record import SlideshowRecord
from briefing_app.model.slideshow_state import Blank, SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    CHART,
    LAPTOP,
    LONG,
    MIRROR,
    NOTES,
    PROJECTOR,
    PROMPT,
    SECOND_PROJECTOR,
    FakeMechanism,
    Screens,
    accessible_text,
    button,
    labels,
    move_mouse,
    press,
    process_deletions,
    process_events,
    turn_wheel,
    view,
)

_EVERY: Final = 15  # ticks between two records


def _tick(slideshow: Slideshow, times: int = 1) -> None:
    assert slideshow._second_timer.isActive()
    for _ in range(times):
        slideshow._second_timer.timeout.emit()


def _record(settings: Settings) -> SlideshowRecord:
    assert settings.show_record is not None
    return settings.show_record


def _visible(slideshow: Slideshow) -> tuple[bool, bool]:
    """Whether the audience's window and the console are shown."""
    return slideshow.audience.isVisible(), slideshow.presenter_view.isVisible()


def _cover(slideshow: Slideshow) -> Blank:
    return slideshow.audience.slide.blank


def _pointer(slideshow: Slideshow) -> QPointF | None:
    return slideshow.audience.slide.pointer


def _help_is_shown(window: QWidget) -> bool:
    return any(keys.isVisible() for keys in window.findChildren(KeyHelp))


# ---- what is remembered -------------------------------------------------------------------------


@pytest.mark.parametrize("window", ["audience", "presenter_view"])
def test_that_esc_ends_the_show_and_keeps_its_place_and_clock(
    slideshow: Slideshow,
    settings: Settings,
    slides: tuple[Slide, ...],
    window: str,
    tmp_path: Path,
) -> None:
    slideshow.go_to(CHART)
    slideshow.do(Command.NEXT)
    press(getattr(slideshow, window), "Esc")
    record = _record(settings)
    assert record[:4] == ("/made/up.db", slides[CHART].key, 0, 1)
    assert record.elapsed >= 300
    assert not record.running
    elapsed = slideshow.elapsed
    assert elapsed == record.elapsed
    on_disk = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    assert Settings(on_disk).show_record == record


def test_that_a_show_that_goes_on_has_the_place_and_the_clock_that_were_kept(
    start_slideshow: StartSlideshow, settings: Settings, slides: tuple[Slide, ...]
) -> None:
    first = start_slideshow(position=SlidePosition(LONG, 1), elapsed=500.0)
    first.end()
    record = _record(settings)
    index = slide_index(slides[::-1], record.key)
    assert index is not None
    assert slides[::-1][index] is slides[LONG]
    again = start_slideshow(
        position=SlidePosition(LONG, record.page, record.step), elapsed=record.elapsed
    )
    assert again.state.position == SlidePosition(LONG, 1)
    assert again.elapsed >= 500


def test_that_a_show_is_on_record_as_running_from_its_start(
    slideshow: Slideshow, settings: Settings, slides: tuple[Slide, ...]
) -> None:
    record = _record(settings)
    assert record.running
    assert record.key == slides[2].key


def test_that_a_change_is_on_record_soon_after(
    slideshow: Slideshow, settings: Settings, slides: tuple[Slide, ...]
) -> None:
    soon = slideshow._save_timer
    assert not soon.isActive()
    slideshow.do(Command.NEXT)
    slideshow.do(Command.NEXT)
    assert soon.isActive()
    assert _record(settings).key == slides[2].key
    soon.timeout.emit()
    record = _record(settings)
    assert (record.key, record.page, record.step) == (slides[CHART].key, 0, 1)
    assert record.running


def test_that_the_clock_is_on_record_every_fifteen_seconds(
    slideshow: Slideshow, settings: Settings
) -> None:
    settings.show_record = None
    _tick(slideshow, _EVERY - 1)
    assert settings.show_record is None
    _tick(slideshow)
    assert _record(settings).running
    settings.show_record = None
    _tick(slideshow, _EVERY)
    assert settings.show_record is not None


def test_that_a_stopped_clock_is_not_recorded_again_and_again(
    slideshow: Slideshow, settings: Settings
) -> None:
    slideshow.do(Command.CLOCK)
    settings.show_record = None
    _tick(slideshow, 2 * _EVERY)
    assert settings.show_record is None
    slideshow.do(Command.CLOCK)
    _tick(slideshow, _EVERY)
    assert settings.show_record is not None


def test_that_the_planned_time_of_a_show_is_that_of_the_last_one_or_what_was_asked_for(
    start_slideshow: StartSlideshow, settings: Settings
) -> None:
    settings.planned_minutes = 25
    assert "of 25:00" in labels(start_slideshow().presenter_view)
    asked = start_slideshow(minutes=0)
    assert not any(text.startswith("of ") for text in labels(asked.presenter_view))
    assert settings.planned_minutes == 25
    asked.do(Command.LESS_TIME)
    assert settings.planned_minutes == 0
    for _ in range(3):
        asked.do(Command.MORE_TIME)
    assert "of 03:00" in labels(asked.presenter_view)
    assert settings.planned_minutes == 3


# ---- what the audience sees ---------------------------------------------------------------------


@pytest.mark.parametrize(("command", "cover"), [("BLACK", Blank.BLACK), ("WHITE", Blank.WHITE)])
def test_that_a_cover_hides_the_slide_from_the_audience_and_not_from_the_presenter(
    slideshow: Slideshow, command: str, cover: Blank
) -> None:
    slideshow.do(Command[command])
    process_events()
    assert _cover(slideshow) is cover
    image = slideshow.audience.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 800, 50) for y in range(0, 600, 50)}
    assert colours == {"#000000" if cover is Blank.BLACK else "#ffffff"}
    assert view(slideshow.presenter_view, "On screen").blank is Blank.NONE
    assert view(slideshow.presenter_view, "On screen").page is slideshow.audience.slide.page
    assert f"The audience sees a {cover.value} screen" in labels(slideshow.presenter_view)
    assert button(slideshow.presenter_view, command.title()).isChecked()
    slideshow.do(Command[command])
    process_events()
    assert _cover(slideshow) is Blank.NONE
    assert "On screen" in labels(slideshow.presenter_view)
    assert not button(slideshow.presenter_view, command.title()).isChecked()


def test_that_a_frozen_audience_keeps_its_slide_while_the_presenter_goes_on(
    slideshow: Slideshow,
) -> None:
    seen = slideshow.audience.slide.page
    slideshow.do(Command.FREEZE)
    slideshow.do(Command.NEXT)
    slideshow.do(Command.BLACK)
    process_events()
    assert slideshow.audience.slide.page is seen
    assert _cover(slideshow) is Blank.NONE
    assert view(slideshow.presenter_view, "On screen").page is not seen
    assert "Frozen: the audience sees slide 3, then a black screen" in labels(
        slideshow.presenter_view
    )
    assert button(slideshow.presenter_view, "Freeze").isChecked()
    assert not button(slideshow.presenter_view, "Black").isChecked()
    slideshow.do(Command.FREEZE)
    process_events()
    assert slideshow.audience.slide.page is not seen
    assert _cover(slideshow) is Blank.BLACK


def test_that_frozen_black_says_so_to_the_presenter(slideshow: Slideshow) -> None:
    slideshow.do(Command.BLACK)
    slideshow.do(Command.FREEZE)
    slideshow.do(Command.NEXT)
    process_events()
    assert _cover(slideshow) is Blank.BLACK
    assert "Frozen: the audience sees a black screen" in labels(slideshow.presenter_view)
    assert button(slideshow.presenter_view, "Black").isChecked()


def test_that_of_a_frozen_slide_the_page_and_the_bar_are_told(slideshow: Slideshow) -> None:
    slideshow.go_to(CHART)
    slideshow.do(Command.FREEZE)
    slideshow.do(Command.NEXT)
    process_events()
    assert "Frozen: the audience sees slide 4, no bar yet" in labels(slideshow.presenter_view)
    slideshow.do(Command.FREEZE)
    slideshow.do(Command.FREEZE)
    process_events()
    assert "Frozen: the audience sees slide 4, bar 1 of 3" in labels(slideshow.presenter_view)
    slideshow.do(Command.FREEZE)
    slideshow.go_to(LONG)
    slideshow.do(Command.NEXT)
    slideshow.do(Command.FREEZE)
    slideshow.do(Command.NEXT)
    process_events()
    pages = len(slideshow._pages.pages(LONG))
    assert f"Frozen: the audience sees slide 5, page 2 of {pages}" in labels(
        slideshow.presenter_view
    )


def test_that_the_audience_sees_a_slide_before_the_key_is_done_with(slideshow: Slideshow) -> None:
    painted: list[object] = []
    slide = slideshow.audience.slide
    slide.painted.connect(lambda: painted.append(slide.page))
    before = view(slideshow.presenter_view, "On screen").page
    press(slideshow.audience, "Right")
    assert painted[-1:] == [slide.page]
    assert view(slideshow.presenter_view, "On screen").page is before
    process_events()
    assert view(slideshow.presenter_view, "On screen").page is slide.page


@pytest.mark.parametrize("again", [False, True], ids=["pressed", "held"])
def test_that_the_console_follows_when_the_audience_s_slide_is_painted(
    slideshow: Slideshow, *, again: bool
) -> None:
    press(slideshow.audience, "Left")
    process_events()
    presenter_view = view(slideshow.presenter_view, "On screen")
    before = presenter_view.page
    meanwhile: list[object] = []
    slideshow.audience.slide.painted.connect(lambda: meanwhile.append(presenter_view.page))
    press(slideshow.audience, "Left", repeat=again)
    slideshow._presenter_timer.timeout.emit()
    assert meanwhile == [before]
    assert presenter_view.page is slideshow.audience.slide.page
    assert presenter_view.page is not before


def test_that_a_held_key_has_only_the_slide_painted_where_it_is_when_no_key_waits(
    slideshow: Slideshow,
) -> None:
    painted: list[object] = []
    slide = slideshow.audience.slide
    press(slideshow.audience, "Right")
    slide.painted.connect(lambda: painted.append(slide.page))
    places = []
    for _ in range(3):
        press(slideshow.audience, "Right", repeat=True)
        places.append(slideshow.state.position)
    assert len(set(places)) == 3
    assert not painted
    process_events()
    assert painted == [slideshow._pages.page(places[-1])]
    press(slideshow.audience, "Left")
    assert painted[1:] == [slide.page]


def test_that_the_notes_never_reach_the_audience_s_window(
    slideshow: Slideshow, fake_screens: Screens, slides: tuple[Slide, ...]
) -> None:
    heard, in_console = "", ""
    for screens in ((LAPTOP, PROJECTOR), (LAPTOP,), (LAPTOP, MIRROR)):
        fake_screens.set_screens(*screens)
        slideshow.do(Command.FIRST)
        while slideshow.state.next_position is not None:
            slideshow.do(Command.NEXT)
            process_events()
            heard += accessible_text(slideshow.audience)
            in_console += accessible_text(slideshow.presenter_view)
        for command in set(Command) - {Command.END}:
            slideshow.do(command)
            process_events()
            heard += accessible_text(slideshow.audience)
    assert NOTES not in heard
    assert PROMPT not in heard
    for slide in slides[1:]:
        assert slide.title in heard
        assert slide.notes in in_console
    assert PROMPT in in_console


# ---- pointer and zoom ---------------------------------------------------------------------------


def _at(window: QWidget, page: QPointF, scale: float) -> QPointF:
    return QPointF(window.rect().topLeft()) + page * scale


@pytest.mark.parametrize("place", [QPointF(480, 270), QPointF(1500, 900), QPointF(4, 4)])
@pytest.mark.parametrize("zoomed", [False, True])
def test_that_the_pointer_from_either_window_is_at_the_same_place_of_the_page(
    slideshow: Slideshow, place: QPointF, zoomed: bool
) -> None:
    preview, slide = view(slideshow.presenter_view, "On screen"), slideshow.audience.slide
    if zoomed:
        slideshow.do(Command.ZOOM)
    slideshow.do(Command.POINTER)
    box = (slide.height() - slide.width() * 9 / 16) / 2
    on_slide = QPointF(0, box) + place * (slide.width() / 1920)
    for widget, at in (
        (slideshow.audience, on_slide),
        (preview, place * (preview.width() / 1920)),
        (slideshow.audience, on_slide),  # it doesn't drift
    ):
        move_mouse(widget, QPointF(widget.rect().center()))
        move_mouse(widget, at)
        for shown in (slide.pointer, preview.pointer):
            assert shown is not None
            assert (shown - place).manhattanLength() < 6
        if zoomed:  # and what stands under the mouse is what it means
            under = slide.page_point(on_slide)
            assert under is not None
            assert (under - place).manhattanLength() < 6


def test_that_the_pointer_is_shown_from_the_key_on_and_gone_with_it(slideshow: Slideshow) -> None:
    move_mouse(slideshow.audience, QPointF(400, 300))
    assert _pointer(slideshow) is None
    slideshow.do(Command.POINTER)
    first = _pointer(slideshow)
    assert first is not None
    slideshow.do(Command.NEXT)
    assert _pointer(slideshow) == first
    slideshow.do(Command.POINTER)
    assert _pointer(slideshow) is None
    assert view(slideshow.presenter_view, "On screen").pointer is None


def _scale(slideshow: Slideshow) -> float:
    slide = slideshow.audience.slide
    middle = QPointF(slide.rect().center())
    left, right = slide.page_point(middle), slide.page_point(middle + QPointF(100, 0))
    assert left is not None
    assert right is not None
    return (100 / (right.x() - left.x())) / (slide.width() / 1920)


def test_that_zoom_ends_with_its_key_and_with_the_slide(slideshow: Slideshow) -> None:
    assert _scale(slideshow) == pytest.approx(1)
    slideshow.do(Command.ZOOM)
    assert _scale(slideshow) > 2
    slideshow.do(Command.ZOOM)
    assert _scale(slideshow) == pytest.approx(1)
    slideshow.do(Command.ZOOM)
    slideshow.do(Command.NEXT)
    process_events()
    assert _scale(slideshow) == pytest.approx(1)
    assert not button(slideshow.presenter_view, "Zoom").isChecked()


def test_that_zoom_ends_with_the_page_of_a_slide_that_goes_on(slideshow: Slideshow) -> None:
    slideshow.go_to(LONG)
    slideshow.do(Command.ZOOM)
    slideshow.do(Command.NEXT)
    assert slideshow.state.position == SlidePosition(LONG, 1)
    assert _scale(slideshow) == pytest.approx(1)


@pytest.mark.parametrize("command", [Command.ZOOM, Command.POINTER])
def test_that_a_frozen_audience_sees_no_zoom_and_no_pointer_until_it_goes_on(
    slideshow: Slideshow, command: Command
) -> None:
    slide = slideshow.audience.slide
    preview = view(slideshow.presenter_view, "On screen")
    slideshow.do(Command.FREEZE)
    before, before_here = slide.grab().toImage(), preview.grab().toImage()
    slideshow.do(command)
    for place in (QPointF(300, 200), QPointF(500, 300)):
        move_mouse(slideshow.audience, place)
        assert slide.grab().toImage() == before
        assert preview.grab().toImage() != before_here
    slideshow.do(Command.FREEZE)
    assert slide.grab().toImage() != before
    slideshow.do(command)
    assert slide.grab().toImage() == before


def test_that_an_audience_that_was_frozen_enlarged_stays_so_until_it_goes_on(
    slideshow: Slideshow,
) -> None:
    slide = slideshow.audience.slide
    slideshow.do(Command.ZOOM)
    slideshow.do(Command.FREEZE)
    before = slide.grab().toImage()
    slideshow.do(Command.NEXT)
    assert slide.grab().toImage() == before
    slideshow.do(Command.FREEZE)
    assert _scale(slideshow) == pytest.approx(1)


def test_that_zoom_stays_while_bars_come_one_by_one(slideshow: Slideshow) -> None:
    slideshow.go_to(CHART)
    slideshow.do(Command.ZOOM)
    slideshow.do(Command.NEXT)
    assert slideshow.state.position == SlidePosition(CHART, 0, 1)
    assert _scale(slideshow) > 2


# ---- the end ------------------------------------------------------------------------------------


def _close_by_program(window: QWidget) -> None:
    window.close()


def _close_by_user(window: QWidget) -> None:
    window.windowHandle().close()
    QCoreApplication.sendPostedEvents()


@pytest.mark.parametrize("close", [_close_by_program, _close_by_user])
@pytest.mark.parametrize("window", ["audience", "presenter_view"])
def test_that_closing_either_window_ends_the_show_and_both_are_gone(
    slideshow: Slideshow, settings: Settings, window: str, close: Callable[[QWidget], None]
) -> None:
    ended: list[None] = []
    slideshow.ended.connect(lambda: ended.append(None))
    audience, presenter_view = slideshow.audience, slideshow.presenter_view
    close(getattr(slideshow, window))
    assert not {audience, presenter_view} & {
        w for w in QApplication.topLevelWidgets() if w.isVisible()
    }
    process_deletions()
    assert not shiboken6.isValid(audience)
    assert not shiboken6.isValid(presenter_view)
    assert len(ended) == 1
    assert not _record(settings).running


def test_that_a_show_ends_once(slideshow: Slideshow, settings: Settings) -> None:
    ended: list[None] = []
    slideshow.ended.connect(lambda: ended.append(None))
    slideshow.end()
    record = settings.show_record
    slideshow.end()
    slideshow.do(Command.NEXT)
    slideshow.bring_to_front()
    assert press(slideshow.audience, "Right")
    assert len(ended) == 1
    assert settings.show_record == record
    assert _visible(slideshow) == (False, False)


def test_that_nothing_reaches_a_show_that_is_over(
    slideshow: Slideshow,
    fake_screens: Screens,
    sleep_inhibitor: SleepInhibitor,
    style: Style,
    settings: Settings,
) -> None:
    slideshow.end()
    process_deletions()
    record = settings.show_record
    sleep_inhibitor.changed.emit()
    style.set_scale(1.5)
    style.choose(ThemeChoice.CONTRAST_DARK)
    fake_screens.set_screens(LAPTOP)
    assert not any(timer.isActive() for timer in slideshow.findChildren(QTimer))
    assert settings.show_record == record


def test_that_the_machine_stays_awake_until_the_end(
    slideshow: Slideshow, sleep: FakeMechanism
) -> None:
    held = [sleep.is_inhibited]
    for _ in range(2):
        slideshow.end()
        held.append(sleep.is_inhibited)
    assert held == [True, False, False]


def test_that_the_machine_may_sleep_once_a_show_is_destroyed(
    slideshow: Slideshow, sleep: FakeMechanism
) -> None:
    audience, presenter_view = slideshow.audience, slideshow.presenter_view
    slideshow.deleteLater()
    process_deletions()
    assert not shiboken6.isValid(slideshow)
    assert not sleep.is_inhibited
    process_deletions()
    assert not shiboken6.isValid(audience)
    assert not shiboken6.isValid(presenter_view)


def test_that_a_show_that_is_destroyed_after_its_end_lets_the_next_one_stay_awake(
    start_slideshow: StartSlideshow, sleep: FakeMechanism
) -> None:
    first = start_slideshow()
    first.end()
    start_slideshow()
    first.deleteLater()
    process_deletions()
    assert sleep.is_inhibited


def test_presenter_sees_warning_if_sleep_cannot_be_inhibited(
    sleep: FakeMechanism, start_slideshow: StartSlideshow
) -> None:
    sleep.failure = Failure.SERVICE_SILENT
    slideshow = start_slideshow(message="This goes on where the last one ended.")
    told = " ".join(labels(slideshow.presenter_view))
    assert "This computer may go to sleep: the desktop’s screen saver service" in told
    assert "This goes on where the last one ended." in told
    assert "may go to sleep" not in accessible_text(slideshow.audience)


_NEWS: Final = "This goes on where the last one ended."


def test_that_the_news_of_the_beginning_goes_with_the_first_turn_of_a_slide(
    start_slideshow: StartSlideshow,
) -> None:
    slideshow = start_slideshow(position=SlidePosition(CHART), message=_NEWS)
    for command in (Command.CLOCK, Command.FREEZE, Command.BLACK, Command.BACK):
        assert _NEWS in labels(slideshow.presenter_view)
        slideshow.do(command)
        process_events()
    assert _NEWS not in labels(slideshow.presenter_view)


def test_that_the_news_stays_until_a_slide_is_turned_where_the_place_that_was_kept_is_gone(
    start_slideshow: StartSlideshow,
) -> None:
    slideshow = start_slideshow(position=SlidePosition(CHART, 9), message=_NEWS)
    assert slideshow.state.position == SlidePosition(CHART)
    slideshow.do(Command.FREEZE)
    process_events()
    assert _NEWS in labels(slideshow.presenter_view)
    slideshow.do(Command.NEXT)
    process_events()
    assert _NEWS not in labels(slideshow.presenter_view)


def test_that_with_one_screen_the_news_stays_until_a_slide_is_turned_with_the_console_in_view(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.available = [LAPTOP]
    slideshow = start_slideshow(message=_NEWS)

    def press_all(*keys: str) -> bool:
        """Press keys in whichever window is there; tells whether the news still stands there."""
        for key in keys:
            press(
                slideshow.presenter_view
                if slideshow.presenter_view.isVisible()
                else slideshow.audience,
                key,
            )
            process_events()
        return _NEWS in labels(slideshow.presenter_view)

    assert press_all("Right", "Right")
    assert press_all("S")
    assert press_all("S", "Right", "S")
    assert not press_all("Right")


def test_sleep_warning_appears_and_disappears_during_slideshow(
    slideshow: Slideshow, sleep: FakeMechanism
) -> None:
    assert "sleep" not in " ".join(labels(slideshow.presenter_view))
    sleep.answer(Failure.SERVICE_ENDED)
    assert "This computer may go to sleep" in " ".join(labels(slideshow.presenter_view))
    sleep.answer(None)
    assert "sleep" not in " ".join(labels(slideshow.presenter_view))


def test_that_no_dialog_is_ever_opened_in_a_show(
    slideshow: Slideshow, fake_screens: Screens, sleep: FakeMechanism
) -> None:
    sleep.answer(Failure.SERVICE_ENDED)
    for screens in ((LAPTOP, PROJECTOR), (LAPTOP,), (LAPTOP, MIRROR), (PROJECTOR,)):
        fake_screens.set_screens(*screens)
        for command in set(Command) - {Command.END}:
            slideshow.do(command)
            process_events()
            windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
            assert not any(isinstance(window, QDialog) for window in windows)
            assert set(windows) <= {slideshow.audience, slideshow.presenter_view}


# ---- screens ------------------------------------------------------------------------------------


def test_that_with_one_screen_the_slides_are_in_front_and_s_shows_the_notes_and_back(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.available = [LAPTOP]
    slideshow = start_slideshow()
    assert _visible(slideshow) == (True, False)
    press(slideshow.audience, "S")
    assert _visible(slideshow) == (False, True)
    process_events()
    assert "Only one screen: press S to switch between slides and notes" in labels(
        slideshow.presenter_view
    )
    press(slideshow.presenter_view, "S")
    assert _visible(slideshow) == (True, False)


def test_that_notes_shown_with_one_screen_are_those_of_the_present_slide(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.available = [LAPTOP]
    slideshow = start_slideshow()
    slideshow.go_to(2)
    press(slideshow.audience, "S")
    process_events()
    assert f"{NOTES} 2" in accessible_text(slideshow.presenter_view)
    assert "3 of 7" in labels(slideshow.presenter_view)


def _alone(start_slideshow: StartSlideshow, fake_screens: Screens) -> Slideshow:
    """A show on one screen, at its first slide, with the notes behind it."""
    fake_screens.available = [LAPTOP]
    return start_slideshow()


def _search_line(slideshow: Slideshow) -> QLineEdit | None:
    lines = slideshow.presenter_view.findChildren(QLineEdit)
    return next((line for line in lines if line.isVisible()), None)


def test_that_with_one_screen_a_search_takes_the_slide_s_place_until_it_is_over(
    start_slideshow: StartSlideshow, fake_screens: Screens, settings: Settings
) -> None:
    slideshow = _alone(start_slideshow, fake_screens)
    for key, slide in ((Qt.Key.Key_Escape, 0), (Qt.Key.Key_Return, CHART)):
        press(slideshow.audience, "G")
        assert _visible(slideshow) == (False, True)
        line = _search_line(slideshow)
        assert line is not None
        line.setText("4")
        QTest.keyClick(line, key)
        assert _visible(slideshow) == (True, False)
        assert slideshow.state.position == SlidePosition(slide)
    assert slideshow.audience.findChildren(QLineEdit) == []
    assert _record(settings).running


def test_that_with_one_screen_the_keys_take_the_slide_s_place_until_they_are_closed(
    start_slideshow: StartSlideshow, fake_screens: Screens, settings: Settings
) -> None:
    slideshow = _alone(start_slideshow, fake_screens)
    (keys,) = slideshow.presenter_view.findChildren(KeyHelp)
    for close in (
        lambda: press(slideshow.presenter_view, "F1"),
        lambda: press(slideshow.presenter_view, "Esc"),
        lambda: QTest.mouseClick(keys, Qt.MouseButton.LeftButton),
    ):
        press(slideshow.audience, "F1")
        assert _visible(slideshow) == (False, True)
        assert keys.isVisible()
        close()
        assert _visible(slideshow) == (True, False)
    assert not slideshow.audience.findChildren(KeyHelp)
    assert slideshow.state.position == SlidePosition(0)
    assert _record(settings).running


def test_that_notes_that_were_asked_for_stay_when_a_search_or_the_keys_are_closed(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    slideshow = _alone(start_slideshow, fake_screens)
    press(slideshow.audience, "S")
    for key in ("G", "F1"):
        press(slideshow.presenter_view, key)
        press(slideshow.presenter_view, "Esc")
        assert _visible(slideshow) == (False, True)


def test_that_a_visit_to_the_keys_ends_with_s_or_with_a_projector(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    slideshow = _alone(start_slideshow, fake_screens)
    press(slideshow.audience, "F1")
    press(slideshow.presenter_view, "S")
    assert _visible(slideshow) == (True, False)
    press(slideshow.audience, "S")
    press(slideshow.presenter_view, "Esc")
    assert _visible(slideshow) == (False, True)
    press(slideshow.presenter_view, "S")
    press(slideshow.audience, "F1")
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    press(slideshow.presenter_view, "Esc")
    assert _visible(slideshow) == (True, True)


@pytest.mark.parametrize("key", ["G", "F1"])
def test_that_on_mirrored_screens_neither_search_nor_keys_come_unless_s_asked_for_the_console(
    start_slideshow: StartSlideshow, fake_screens: Screens, key: str
) -> None:
    fake_screens.available = [LAPTOP, MIRROR]
    slideshow = start_slideshow()
    before = slideshow.audience.grab().toImage()
    assert press(slideshow.audience, key)
    assert _visible(slideshow) == (True, False)
    assert slideshow.audience.grab().toImage() == before
    assert _search_line(slideshow) is None
    press(slideshow.audience, "S")
    press(slideshow.presenter_view, key)
    assert _help_is_shown(slideshow.presenter_view) or _search_line(slideshow) is not None


def test_that_the_wheel_over_the_keys_leaves_the_slide_alone(slideshow: Slideshow) -> None:
    press(slideshow.presenter_view, "F1")
    (keys,) = slideshow.presenter_view.findChildren(KeyHelp)
    # What isn't taken, Qt hands on to the window beneath.
    assert turn_wheel(keys, -120)
    assert slideshow.state.position == SlidePosition(2)


def test_that_an_esc_is_never_spent_on_keys_that_nobody_sees(
    start_slideshow: StartSlideshow, fake_screens: Screens, settings: Settings
) -> None:
    fake_screens.available = [LAPTOP]
    slideshow = start_slideshow()
    press(slideshow.audience, "S")
    press(slideshow.presenter_view, "F1")
    assert _help_is_shown(slideshow.presenter_view)
    press(slideshow.presenter_view, "S")
    assert _visible(slideshow) == (True, False)
    press(slideshow.audience, "Esc")
    assert not _record(settings).running


def test_that_without_the_projector_the_slides_are_hidden_and_come_back_with_it(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(LAPTOP)
    assert _visible(slideshow) == (False, True)
    assert any("Projector disconnected" in text for text in labels(slideshow.presenter_view))
    press(slideshow.presenter_view, "Right")
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    process_events()
    assert _visible(slideshow) == (True, True)
    assert slideshow.audience.slide.page is view(slideshow.presenter_view, "On screen").page
    assert f"Audience: {PROJECTOR.label}" in labels(slideshow.presenter_view)


def test_that_without_the_laptop_s_own_screen_the_projector_goes_on_with_the_slides(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(PROJECTOR)
    assert _visible(slideshow) == (True, False)
    fake_screens.set_screens(replace(PROJECTOR, geometry=QRect(0, 0, 1280, 720), primary=True))
    assert _visible(slideshow) == (True, False)
    press(slideshow.audience, "S")
    process_events()
    assert _visible(slideshow) == (False, True)
    assert any(
        "Only the audience’s screen is left" in text for text in labels(slideshow.presenter_view)
    )
    fake_screens.set_screens(LAPTOP, PROJECTOR)
    assert _visible(slideshow) == (True, True)
    assert f"Audience: {PROJECTOR.label}" in labels(slideshow.presenter_view)


def test_that_notes_of_one_screen_never_move_to_another_that_an_audience_may_see(
    slideshow: Slideshow, fake_screens: Screens, start_slideshow: StartSlideshow
) -> None:
    fake_screens.set_screens(LAPTOP)
    assert _visible(slideshow) == (False, True)
    fake_screens.set_screens(PROJECTOR)
    assert _visible(slideshow) == (True, False)
    fake_screens.set_screens(LAPTOP)
    assert _visible(slideshow) == (False, True)
    fake_screens.set_screens(SECOND_PROJECTOR)
    assert _visible(slideshow) == (True, False)
    slideshow.end()
    fake_screens.available = [LAPTOP]
    slideshow = start_slideshow()
    press(slideshow.audience, "S")
    fake_screens.set_screens(PROJECTOR)
    assert _visible(slideshow) == (True, False)


def test_that_what_s_chose_is_soon_saved(slideshow: Slideshow) -> None:
    assert not slideshow._save_timer.isActive()
    press(slideshow.presenter_view, "S")
    assert slideshow._save_timer.isActive()


def test_that_s_goes_round_three_screens_in_turn_and_the_notes_are_never_on_the_same(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(SECOND_PROJECTOR, LAPTOP, PROJECTOR)
    seen = []
    for _ in range(7):
        assert slideshow.placement is not None
        assert slideshow.placement.presenter_view != slideshow.placement.audience
        seen.append(slideshow.placement.audience)
        press(slideshow.presenter_view, "S")
    assert seen == [*[PROJECTOR, LAPTOP, SECOND_PROJECTOR] * 2, PROJECTOR]


def test_that_s_leaves_out_a_screen_that_shows_the_same(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(LAPTOP, PROJECTOR, replace(PROJECTOR, name="HDMI-2"))
    seen = []
    for _ in range(4):
        assert slideshow.placement is not None
        seen.append(slideshow.placement.audience.geometry == PROJECTOR.geometry)
        press(slideshow.presenter_view, "S")
    assert seen == [True, False, True, False]


def test_that_the_laptop_s_own_screen_is_not_the_audience_s_again_in_the_next_show(
    start_slideshow: StartSlideshow, settings: Settings, fake_screens: Screens
) -> None:
    fake_screens.available = [LAPTOP, PROJECTOR, SECOND_PROJECTOR]
    settings.audience_screen = PROJECTOR.identity
    slideshow = start_slideshow()
    for audience, kept in (
        (PROJECTOR, PROJECTOR),
        (LAPTOP, PROJECTOR),
        (SECOND_PROJECTOR, SECOND_PROJECTOR),
    ):
        fake_screens.set_screens(LAPTOP, PROJECTOR, SECOND_PROJECTOR)
        assert slideshow.placement is not None
        assert slideshow.placement.audience == audience
        assert settings.audience_screen == kept.identity
        press(slideshow.presenter_view, "S")
    slideshow.end()
    asked = start_slideshow(screen=LAPTOP.name)
    assert asked.placement is not None
    assert asked.placement.audience == LAPTOP
    asked.end()
    again = start_slideshow()
    assert again.placement is not None
    assert again.placement.audience != LAPTOP


def test_that_the_screen_that_the_slides_were_swapped_to_keeps_them_when_it_is_left(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    press(slideshow.presenter_view, "S")
    fake_screens.set_screens(LAPTOP)
    assert _visible(slideshow) == (True, False)
    fake_screens.set_screens(PROJECTOR)
    assert _visible(slideshow) == (True, False)


_STRANGE = replace(PROJECTOR, name="DP-9")
_NAMELESS = replace(LAPTOP, name="Display A")  # whose name doesn't tell that it is the laptop's own


@pytest.mark.parametrize("own", [LAPTOP, _NAMELESS])
@pytest.mark.parametrize(
    "between", [(), ((LAPTOP,),), ((LAPTOP, MIRROR),), ((_STRANGE,),), ((PROJECTOR,),)]
)
@pytest.mark.parametrize("plugged", [_STRANGE, PROJECTOR])
def test_that_no_screen_that_is_plugged_in_after_a_swap_has_the_notes(
    start_slideshow: StartSlideshow,
    fake_screens: Screens,
    own: ScreenInfo,
    between: tuple[tuple[ScreenInfo, ...], ...],
    plugged: ScreenInfo,
) -> None:
    def there(*screens: ScreenInfo) -> list[ScreenInfo]:
        return [own if screen is LAPTOP else screen for screen in screens]

    fake_screens.available = there(LAPTOP, PROJECTOR)
    slideshow = start_slideshow()
    press(slideshow.presenter_view, "S")
    assert slideshow.placement is not None
    assert slideshow.placement.presenter_view == PROJECTOR
    for screens in between:
        fake_screens.set_screens(*there(*screens))
    if not between and plugged is PROJECTOR:
        return  # nothing was plugged in
    fake_screens.set_screens(*there(LAPTOP, plugged))
    assert slideshow.placement.presenter_view == own
    assert slideshow.placement.audience == plugged


_DESK: Final = replace(PROJECTOR, name="DP-2", primary=True)


def test_that_s_chooses_among_projectors_for_good_where_the_laptop_is_closed(
    start_slideshow: StartSlideshow, fake_screens: Screens, settings: Settings
) -> None:
    settings.audience_screen = "name:VGA-1"
    fake_screens.available = [_DESK, SECOND_PROJECTOR]
    slideshow = start_slideshow()
    seen = []
    for _ in range(2):
        press(slideshow.presenter_view, "S")
        assert slideshow.placement is not None
        seen.append(chosen := slideshow.placement.audience)
        assert settings.audience_screen == chosen.identity
        for screens in ((_DESK,), (SECOND_PROJECTOR,), (_DESK, SECOND_PROJECTOR, _STRANGE)):
            fake_screens.set_screens(*screens)
        assert slideshow.placement.audience == chosen
    assert set(seen) == {_DESK, SECOND_PROJECTOR}


def test_that_a_second_projector_takes_neither_the_slides_nor_the_notes(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.available = [_DESK, SECOND_PROJECTOR]
    slideshow = start_slideshow()
    for name in ("DP-1", "VGA-1"):
        for primary in (False, True):
            another = replace(
                SECOND_PROJECTOR, name=name, geometry=QRect(0, 2000, 800, 600), primary=primary
            )
            fake_screens.set_screens(replace(_DESK, primary=not primary), SECOND_PROJECTOR, another)
            assert slideshow.placement is not None
            assert is_same(slideshow.placement.audience, SECOND_PROJECTOR)
            assert is_same(slideshow.placement.presenter_view, _DESK)


def test_that_s_reaches_each_of_two_projectors_of_one_kind(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    twin = replace(PROJECTOR, geometry=QRect(3286, 0, 1920, 1080))
    fake_screens.available = [LAPTOP, PROJECTOR, twin]
    slideshow = start_slideshow()
    seen = []
    for _ in range(4):
        assert slideshow.placement is not None
        seen.append(slideshow.placement.audience)
        press(slideshow.presenter_view, "S")
    assert seen[:3] == [PROJECTOR, twin, LAPTOP]
    assert seen[3] in (PROJECTOR, twin)


def test_that_a_swap_holds_while_both_of_its_screens_stay(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    press(slideshow.presenter_view, "S")
    moved = replace(LAPTOP, geometry=QRect(0, 0, 1280, 720), primary=False)
    for screens in (
        (LAPTOP, PROJECTOR, replace(SECOND_PROJECTOR, name="DP-1")),
        (moved, replace(PROJECTOR, primary=True)),
    ):
        fake_screens.set_screens(*screens)
        assert slideshow.placement is not None
        assert slideshow.placement.audience == screens[0]
        assert slideshow.placement.presenter_view == screens[1]


def test_that_a_screen_that_comes_to_show_the_same_as_swapped_notes_ends_the_swap(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    press(slideshow.presenter_view, "S")
    fake_screens.set_screens(LAPTOP, PROJECTOR, _STRANGE)
    assert slideshow.placement is not None
    assert slideshow.placement.presenter_view == LAPTOP


def test_that_after_a_swap_the_projector_alone_shows_the_slides_and_s_brings_the_notes(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    press(slideshow.presenter_view, "S")
    fake_screens.set_screens(PROJECTOR)
    assert _visible(slideshow) == (True, False)
    press(slideshow.audience, "S")
    assert _visible(slideshow) == (False, True)


def test_that_where_the_laptop_is_closed_the_notes_come_to_a_projector_with_s_alone(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens(PROJECTOR)
    fake_screens.set_screens(PROJECTOR, SECOND_PROJECTOR)
    assert _visible(slideshow) == (True, False)
    for key, over in (("G", Qt.Key.Key_Escape), ("F1", Qt.Key.Key_F1)):
        press(slideshow.audience, key)  # what it opens stands in the slide's place
        assert _visible(slideshow) == (False, True)
        line = _search_line(slideshow)
        QTest.keyClick(line if line is not None and key == "G" else slideshow.presenter_view, over)
        assert _visible(slideshow) == (True, False)
    press(slideshow.audience, "S")
    assert _visible(slideshow) == (True, True)
    assert slideshow.placement is not None
    assert slideshow.placement[:2] == (PROJECTOR, SECOND_PROJECTOR)
    fake_screens.set_screens(PROJECTOR)
    fake_screens.set_screens(PROJECTOR, SECOND_PROJECTOR)
    assert _visible(slideshow) == (True, True)


def test_that_a_projector_beside_the_only_one_takes_neither_the_slides_nor_the_notes(
    start_slideshow: StartSlideshow, fake_screens: Screens, settings: Settings
) -> None:
    fake_screens.available = [PROJECTOR]
    slideshow = start_slideshow()
    fake_screens.set_screens(PROJECTOR, SECOND_PROJECTOR)
    assert _visible(slideshow) == (True, False)
    assert slideshow.placement is not None
    assert slideshow.placement.audience == PROJECTOR
    assert not settings.audience_screen


def test_that_a_screen_with_the_notes_in_front_keeps_them_when_a_projector_comes(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    desk = replace(PROJECTOR, name="DP-1", primary=True)
    fake_screens.available = [desk]
    slideshow = start_slideshow()
    press(slideshow.audience, "S")
    fake_screens.set_screens(desk, SECOND_PROJECTOR)
    assert _visible(slideshow) == (True, True)
    assert slideshow.placement is not None
    assert slideshow.placement[:2] == (SECOND_PROJECTOR, desk)


@pytest.mark.parametrize("turns", [0, 2])
@pytest.mark.parametrize("asked", ["", "HDMI-1"])
def test_that_slides_on_the_only_screen_stay_there_and_s_asks_for_the_other(
    start_slideshow: StartSlideshow, fake_screens: Screens, turns: int, asked: str
) -> None:
    fake_screens.available = [PROJECTOR]
    slideshow = start_slideshow(screen=asked)
    for _ in range(turns):
        press(
            slideshow.presenter_view if slideshow.audience.isHidden() else slideshow.audience, "S"
        )
    fake_screens.set_screens(PROJECTOR, SECOND_PROJECTOR)
    assert _visible(slideshow) == (True, False)
    placement = slideshow.placement
    assert placement is not None
    expected = (PROJECTOR, SECOND_PROJECTOR) if asked else (SECOND_PROJECTOR, PROJECTOR)
    assert placement.audience == PROJECTOR
    given = (
        f"show them on {SECOND_PROJECTOR.label}"
        if asked
        else f"move the slides to {SECOND_PROJECTOR.label}"
    )
    assert given in placement.message
    press(slideshow.audience, "S")
    assert slideshow.placement is not None
    assert slideshow.placement[:2] == expected


def test_that_a_search_in_a_minimised_console_takes_no_key_from_the_slides(
    start_slideshow: StartSlideshow,
) -> None:
    slideshow = start_slideshow(windowed=True)
    press(slideshow.presenter_view, "G")
    slideshow.presenter_view.showMinimized()
    press(slideshow.audience, "B")
    assert _cover(slideshow) is Blank.BLACK
    press(slideshow.audience, "Right")
    assert slideshow.state.position == SlidePosition(1)


@pytest.mark.parametrize(("key", "cover"), [(".", Blank.BLACK), (",", Blank.WHITE)])
def test_that_a_clicker_covers_the_slide_while_a_search_is_open(
    slideshow: Slideshow, key: str, cover: Blank
) -> None:
    press(slideshow.presenter_view, "G")
    press(slideshow.audience, key)
    assert _cover(slideshow) is cover


def test_that_what_is_typed_belongs_to_an_open_search_whichever_window_has_the_keyboard(
    slideshow: Slideshow,
) -> None:
    press(slideshow.presenter_view, "G")
    line = slideshow.presenter_view.findChild(QLineEdit)
    assert line is not None
    for key in ("B", "L", "Left", "Backspace", "Delete", "6"):
        press(slideshow.audience, key, text=key.lower() if len(key) == 1 else None)
    assert line.text() == "6"
    assert _cover(slideshow) is Blank.NONE
    press(slideshow.audience, Qt.Key.Key_PageDown)
    assert slideshow.state.position == SlidePosition(CHART)
    press(slideshow.audience, "Return")
    assert slideshow.state.position == SlidePosition(5)
    press(slideshow.audience, "G")
    press(slideshow.audience, "Escape")
    assert not line.isVisible()
    press(slideshow.audience, "B")
    assert _cover(slideshow) is Blank.BLACK


@pytest.mark.parametrize("how", ["F5", "G", "unplugged"])
def test_that_a_minimised_console_comes_back_when_it_is_needed(
    slideshow: Slideshow, fake_screens: Screens, how: str
) -> None:
    slideshow.presenter_view.showMinimized()
    if how == "unplugged":
        fake_screens.set_screens(LAPTOP)
    else:
        press(slideshow.audience, how)
    assert slideshow.presenter_view.isVisible()
    assert not slideshow.presenter_view.isMinimized()


def test_that_minimised_windows_of_a_call_come_back_when_they_are_asked_for(
    start_slideshow: StartSlideshow,
) -> None:
    slideshow = start_slideshow(windowed=True)
    for window, other in (
        (slideshow.audience, slideshow.presenter_view),
        (slideshow.presenter_view, slideshow.audience),
    ):
        window.showMinimized()
        press(other, "F5")
        assert not window.isMinimized()


def test_that_in_a_call_the_news_of_a_screen_brings_no_window_forward(
    start_slideshow: StartSlideshow, fake_screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    slideshow = start_slideshow(windowed=True)
    came: list[str] = []
    for window in (slideshow.audience, slideshow.presenter_view):
        monkeypatch.setattr(window, "raise_", lambda: came.append("raised"))
        monkeypatch.setattr(window, "activateWindow", lambda: came.append("activated"))
    fake_screens.set_screens(LAPTOP)
    assert came == []
    press(slideshow.presenter_view, "F5")
    assert came == ["raised", "activated"]


def test_that_in_a_call_a_window_whose_screen_is_gone_comes_back_and_others_stay(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    slideshow = start_slideshow(windowed=True)
    room = slideshow.presenter_view.screen().availableGeometry()
    stays = slideshow.presenter_view.frameGeometry()
    slideshow.audience.move(room.right() - 60, room.top() + 10)
    fake_screens.set_screens(LAPTOP)
    assert room.contains(slideshow.audience.frameGeometry())
    assert slideshow.presenter_view.frameGeometry() == stays


def test_that_mirrored_screens_show_slides_until_s_and_say_how_to_extend(
    start_slideshow: StartSlideshow, fake_screens: Screens
) -> None:
    fake_screens.available = [LAPTOP, MIRROR]
    slideshow = start_slideshow()
    assert _visible(slideshow) == (True, False)
    press(slideshow.audience, "S")
    assert _visible(slideshow) == (False, True)
    assert any("mirrored" in text for text in labels(slideshow.presenter_view))


def test_that_a_show_looks_at_the_screens_again_as_it_goes_on(
    start_slideshow: StartSlideshow, fake_screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    monkeypatch.setattr(fake_screens, "check_outputs", lambda: looks.append(1))
    slideshow = start_slideshow()
    assert len(looks) == 1
    for _ in range(4):
        slideshow._second_timer.timeout.emit()
    assert len(looks) == 3


def test_that_no_screen_for_a_moment_changes_nothing(
    slideshow: Slideshow, fake_screens: Screens
) -> None:
    fake_screens.set_screens()
    assert _visible(slideshow) == (True, True)


def test_that_a_show_in_a_window_has_two_ordinary_ones_and_s_brings_the_other_forward(
    start_slideshow: StartSlideshow, qtbot: QtBot
) -> None:
    slideshow = start_slideshow(windowed=True)
    assert _visible(slideshow) == (True, True)
    room = slideshow.audience.screen().availableGeometry()
    assert room.contains(slideshow.audience.frameGeometry())
    for window in (slideshow.audience, slideshow.presenter_view):
        assert not window.isFullScreen()
        assert not window.windowFlags() & Qt.WindowType.FramelessWindowHint
    qtbot.waitUntil(slideshow.presenter_view.isActiveWindow)
    press(slideshow.presenter_view, "S")
    qtbot.waitUntil(slideshow.audience.isActiveWindow)
    press(slideshow.audience, "S")
    qtbot.waitUntil(slideshow.presenter_view.isActiveWindow)
    assert "In your video call, share the window “Slides”" in labels(slideshow.presenter_view)


def test_that_a_full_screen_has_neither_frame_nor_mouse(slideshow: Slideshow) -> None:
    assert slideshow.audience.isFullScreen()
    assert slideshow.audience.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert slideshow.audience.cursor().shape() is Qt.CursorShape.BlankCursor


# ---- the mouse ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mouse_button", "slide"),
    [
        (Qt.MouseButton.LeftButton, CHART),
        (Qt.MouseButton.ForwardButton, CHART),
        (Qt.MouseButton.RightButton, 1),
        (Qt.MouseButton.BackButton, 1),
        (Qt.MouseButton.MiddleButton, 2),
    ],
)
def test_that_the_left_button_goes_on_and_the_right_one_back(
    slideshow: Slideshow, mouse_button: Qt.MouseButton, slide: int
) -> None:
    QTest.mouseClick(slideshow.audience, mouse_button, pos=QPoint(300, 300))
    assert slideshow.state.position == SlidePosition(slide)


def test_that_the_second_half_of_the_click_that_opened_the_slides_doesn_t_go_on(
    slideshow: Slideshow, fake_screens: Screens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QStyleHints, "mouseDoubleClickInterval", lambda _: 60_000)
    for pressed in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        for click in (QTest.mouseClick, QTest.mouseDClick):
            click(slideshow.audience, pressed, pos=QPoint(300, 300))
            assert slideshow.state.position == SlidePosition(2)
    monkeypatch.setattr(QStyleHints, "mouseDoubleClickInterval", lambda _: 0)
    QTest.mouseClick(slideshow.audience, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert slideshow.state.position == SlidePosition(CHART)


@pytest.mark.parametrize(
    ("turns", "slide"),
    [
        ([-120], 3),
        ([120], 1),
        ([-60], 2),
        ([-60, -60], 3),
        ([-40] * 5, 3),
        ([-100, 100, 100], 2),
        ([240], 0),
        ([120] * 5, 0),
        ([-15] * 15 + [15] * 15 + [120], 1),
    ],
)
def test_that_the_wheel_goes_a_slide_for_a_notch(
    slideshow: Slideshow, turns: list[int], slide: int
) -> None:
    for turn in turns:
        turn_wheel(slideshow.audience, turn)
    assert slideshow.state.position.slide == slide


@pytest.mark.parametrize("slide", [0, 1, 4])
def test_that_a_click_on_a_picture_of_the_row_goes_to_that_slide(
    slideshow: Slideshow, slide: int
) -> None:
    slideshow.presenter_view.resize(1280, 800)
    process_events()
    (strip,) = slideshow.presenter_view.findChildren(Filmstrip)
    pitch = (132 + 10, 40)
    at = QPoint(pitch[0] * slide + 60 - strip.horizontalScrollBar().value(), pitch[1])
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert slideshow.state.position == SlidePosition(slide)
    process_events()
    assert strip.accessibleDescription().startswith(f"Slide {slide + 1} of 7: ")


def test_that_a_click_counts_from_where_the_row_was_moved_to(slideshow: Slideshow) -> None:
    slideshow.presenter_view.showNormal()
    slideshow.presenter_view.resize(640, 800)
    slideshow.do(Command.LAST)
    process_events()
    (strip,) = slideshow.presenter_view.findChildren(Filmstrip)
    turn_wheel(strip, 30)
    first, cut = divmod(strip.horizontalScrollBar().value(), 142)
    assert first > 0
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(142 - cut + 60, 40))
    assert slideshow.state.position == SlidePosition(first + 1)


def test_that_a_click_beside_the_pictures_or_with_another_button_goes_nowhere(
    slideshow: Slideshow,
) -> None:
    slideshow.presenter_view.resize(1280, 800)
    process_events()
    (strip,) = slideshow.presenter_view.findChildren(Filmstrip)
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(7 * 142 + 30, 40))
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.RightButton, pos=QPoint(60, 40))
    assert slideshow.state.position == SlidePosition(2)


@pytest.mark.parametrize("name", ["Back", "Next", "Black", "White", "Freeze", "Pointer", "Zoom"])
def test_that_a_button_does_what_its_key_does_and_leaves_the_keyboard_alone(
    slideshow: Slideshow, name: str
) -> None:
    before = slideshow.state
    QTest.mouseClick(button(slideshow.presenter_view, name), Qt.MouseButton.LeftButton)
    process_events()
    after = slideshow.state
    assert (after != before) == (name not in {"Pointer", "Zoom"})
    assert button(slideshow.presenter_view, name).isChecked() == (name not in {"Back", "Next"})
    assert button(slideshow.presenter_view, name).focusPolicy() is Qt.FocusPolicy.NoFocus
    press(slideshow.presenter_view, "Space")
    assert slideshow.state.position.slide == {"Next": CHART, "Back": 2}.get(name, CHART)


def test_that_the_button_for_the_end_ends_the_show(
    slideshow: Slideshow, settings: Settings
) -> None:
    QTest.mouseClick(button(slideshow.presenter_view, "End"), Qt.MouseButton.LeftButton)
    assert not _record(settings).running


# ---- theme --------------------------------------------------------------------------------------


def test_that_the_slides_follow_the_theme_to_high_contrast_and_back(
    slideshow: Slideshow, style: Style
) -> None:
    slideshow.do(Command.BLACK)
    for choice, theme in (
        (ThemeChoice.CONTRAST_DARK, CONTRAST_LIGHT),
        (ThemeChoice.DARK, LIGHT),
        (ThemeChoice.CONTRAST_LIGHT, CONTRAST_LIGHT),
    ):
        style.choose(choice)
        process_events()
        for slide in (slideshow.audience.slide, view(slideshow.presenter_view, "On screen")):
            assert slide.page is not None
            assert slide.page.theme is theme
        assert _cover(slideshow) is Blank.BLACK
        assert slideshow.state.position == SlidePosition(2)
    slideshow.do(Command.NEXT)
    assert slideshow.audience.slide.page is not None
    assert slideshow.audience.slide.page.theme is CONTRAST_LIGHT


def test_that_the_keys_follow_the_text_size(slideshow: Slideshow, style: Style) -> None:
    (keys,) = slideshow.presenter_view.findChildren(KeyHelp)
    sizes = []
    for scale in (1.0, 2.0):
        style.set_scale(scale)
        sizes.append({label.font().pixelSize() for label in keys.findChildren(QLabel)})
    assert max(sizes[0]) < min(sizes[1])


# ---- two real screens ---------------------------------------------------------------------------


_ON_LAPTOP, _ON_PROJECTOR = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)


def _run_on_screens(folder: Path, names: str, commands: list[str], *words: str) -> list[Any]:
    """What a show in a program of its own answers to commands.

    Args:
        folder: For its settings.
        names: The screens, as words: a laptop's, a projector's, or both.
        commands: What it is told; then its end.
        words: More words for the program.
    """
    common = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [
        {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, **common},
        {"name": "projector", "x": 1366, "y": 0, "width": 1920, "height": 1080, **common},
    ]
    config = {
        "synchronousWindowSystemEvents": False,
        "windowFrameMargins": True,
        "screens": [screen for screen in screens if screen["name"] in names.split()],
    }
    (folder / "screens.json").write_text(json.dumps(config), encoding="utf-8")
    platform = f"offscreen:configfile={folder / 'screens.json'}"
    answers = []
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.gui.slideshow_process",
            folder / "slideshow.ini",
            "2",
            *words,
        ],
        env=os.environ | {"QT_QPA_PLATFORM": platform, "DBUS_SESSION_BUS_ADDRESS": "disabled:"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what the platform can't do
        text=True,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for command in (*commands, "end"):
            program.stdin.write(f"{command}\n")
            program.stdin.flush()
            if command != "end":
                answers.append(json.loads(program.stdout.readline()))
    assert program.returncode == 0
    return answers


def test_that_each_window_fills_its_own_of_two_screens_and_s_swaps_them(tmp_path: Path) -> None:
    commands = ["state", "press S", "press S", "press Right"]
    answers = _run_on_screens(tmp_path, "laptop projector", commands)
    for answer, audience_on, console_on in zip(
        answers,
        (_ON_PROJECTOR, _ON_LAPTOP, _ON_PROJECTOR, _ON_PROJECTOR),
        (_ON_LAPTOP, _ON_PROJECTOR, _ON_LAPTOP, _ON_LAPTOP),
        strict=True,
    ):
        assert QRect(*answer["audience"][0]) == audience_on
        assert console_on.contains(QRect(*answer["presenter"][0]))
    assert [answer["position"] for answer in answers] == [[2, 0, 0]] * 3 + [[3, 0, 0]]
    kept = Settings(
        QSettings(str(tmp_path / "slideshow.ini"), QSettings.Format.IniFormat)
    ).show_record
    assert kept is not None
    assert not kept.running


@pytest.mark.parametrize(
    ("asked", "slides_on", "console_on"),
    [
        ("projector", _ON_PROJECTOR, _ON_LAPTOP),
        ("laptop", _ON_LAPTOP, _ON_PROJECTOR),
        ("nope", _ON_PROJECTOR, _ON_LAPTOP),
    ],
)
def test_that_windows_begin_on_screens_of_their_own(
    tmp_path: Path, asked: str, slides_on: QRect, console_on: QRect
) -> None:
    (state,) = _run_on_screens(tmp_path, "laptop projector", ["state"], asked)
    assert slides_on.contains(QRect(*state["audience"][1]))
    assert console_on.contains(QRect(*state["presenter"][1]))
    sentence = "In your video call, share the window “Slides”"
    trouble = "Screen “nope” not found. Available: laptop, projector. " if asked == "nope" else ""
    assert state["message"] == trouble + sentence


@pytest.mark.parametrize("screen", ["laptop", "projector"])
def test_that_on_one_screen_a_part_of_both_windows_is_seen(tmp_path: Path, screen: str) -> None:
    (state,) = _run_on_screens(tmp_path, screen, ["state"], screen)
    slides, presenter_view = (QRect(*state[window][1]) for window in ("audience", "presenter"))
    room = _ON_LAPTOP if screen == "laptop" else _ON_PROJECTOR
    assert room.contains(slides)
    assert room.contains(presenter_view)
    assert not presenter_view.contains(slides)
    assert not slides.contains(presenter_view)
