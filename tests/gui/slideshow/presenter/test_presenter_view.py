"""What the presenter sees: slide, next, notes, time, and whether it all has room."""

from functools import partial
from itertools import combinations, product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QWidget

from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import Failure
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slideshow.key_bindings import KEY_BINDINGS, Command
from briefing_app.gui.slideshow.presenter.button_row import ButtonRow
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.notes_view import PROMPT_LEAD, NotesView
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.timing import Pace, SlideshowTime, clock_text, pace
from briefing_app.gui.style import TEXT_SCALES, Style, ThemeChoice
from briefing_app.gui.widgets.elided_label import ElidedLabel
from briefing_app.gui.widgets.keys import key_text
from briefing_app.model.palette import CONTRAST_DARK, DARK
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow_state import Blank, SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import (
    CHART,
    LAST,
    LONG,
    NOTES,
    PROMPT,
    FakeMechanism,
    Screens,
    button,
    labels,
    parent_of,
    press,
    process_events,
    turn_wheel,
    type_in,
    view,
)


def _notes(slideshow: Slideshow) -> NotesView:
    (notes,) = slideshow.presenter_view.findChildren(NotesView)
    return notes


def _labelled(window: QWidget, description: str) -> QLabel:
    (label,) = [
        label
        for label in window.findChildren(QLabel)
        if label.accessibleDescription() == description
    ]
    return label


def _resize(slideshow: Slideshow, width: int, height: int) -> None:
    slideshow.presenter_view.showNormal()
    slideshow.presenter_view.resize(width, height)
    for _ in range(3):  # a row that wraps asks for another height
        process_events()


# ---- slide, next and notes ----------------------------------------------------------------------


def test_that_next_is_the_next_bar_page_or_slide_and_the_end_says_so(slideshow: Slideshow) -> None:
    following = view(slideshow.presenter_view, "Next")
    slideshow.go_to(CHART)
    names = []
    while slideshow.state.next_position is not None:
        process_events()
        place = slideshow.state.next_position
        assert following.page is slideshow._pages.page(place)
        assert following.step == place.step
        names.append(slideshow.presenter_view._parts.next._name.text())
        slideshow.do(Command.NEXT)
    process_events()
    bars = ["Bar 1 of 3", "Bar 2 of 3", "Bar 3 of 3"]
    assert names[:4] == [*bars, slideshow._pages.slides[LONG].name]
    assert names[4] == f"Page 2 of {len(slideshow._pages.pages(LONG))}"
    assert names[-2:] == ["Finding 2", "Sources"]
    assert slideshow.state.position == SlidePosition(LAST)
    assert following.page is None
    assert "End of the slideshow" in labels(slideshow.presenter_view)


def test_that_the_place_is_told_with_page_and_bar_where_there_are_several(
    slideshow: Slideshow,
) -> None:
    assert "3 of 7" in labels(slideshow.presenter_view)
    slideshow.go_to(CHART)
    process_events()
    assert "4 of 7 · no bar yet" in labels(slideshow.presenter_view)
    slideshow.do(Command.NEXT)
    process_events()
    assert "4 of 7 · bar 1 of 3" in labels(slideshow.presenter_view)
    slideshow.go_to(LONG)
    slideshow.do(Command.NEXT)
    process_events()
    pages = len(slideshow._pages.pages(LONG))
    assert pages > 1
    assert f"5 of 7 · page 2 of {pages}" in labels(slideshow.presenter_view)


def test_that_notes_and_prompt_of_the_slide_are_shown_as_plain_text(
    slideshow: Slideshow, slides: tuple[Slide, ...]
) -> None:
    assert _notes(slideshow).toPlainText() == f"{NOTES} 2"
    slideshow.go_to(1)
    process_events()
    assert _notes(slideshow).toPlainText() == f"{NOTES} 1\n\n{PROMPT_LEAD}{PROMPT} 1"
    _notes(slideshow).show_notes("<b>bold</b> <img src='file:///x.png'>", "<i>ask</i>")
    assert _notes(slideshow).toPlainText() == (
        f"<b>bold</b> <img src='file:///x.png'>\n\n{PROMPT_LEAD}<i>ask</i>"
    )
    _notes(slideshow).show_notes("", "ask")
    assert _notes(slideshow).toPlainText() == f"{PROMPT_LEAD}ask"
    _notes(slideshow).show_notes("", "")
    assert _notes(slideshow).toPlainText() == "No notes for this slide."


def test_that_notes_begin_at_their_top_on_each_slide_and_stay_where_they_are_on_it(
    slideshow: Slideshow,
) -> None:
    notes = _notes(slideshow)
    notes.show_notes("word " * 3000, "")
    bar = notes.verticalScrollBar()
    bar.setValue(40)
    slideshow.do(Command.BLACK)
    process_events()
    assert bar.value() == 40
    slideshow.do(Command.NEXT)
    process_events()
    assert bar.value() == 0


# ---- time ---------------------------------------------------------------------------------------


@given(st.integers(0, 10**6))
def test_that_a_length_of_time_is_written_without_losing_a_second(seconds: int) -> None:
    parts = [int(part) for part in clock_text(seconds + 0.99).split(":")]
    total = 0
    for part in parts:
        total = total * 60 + part
    assert total == seconds
    assert len(parts) == (3 if seconds >= 3600 else 2)
    assert all(part < 60 for part in parts[1:])


@pytest.mark.parametrize(
    ("elapsed", "planned", "done", "late", "words"),
    [
        (0, 0, 0.5, False, ""),
        (9999, 0, 0.5, False, ""),
        (30, 1200, 0.05, False, ""),
        (600, 1200, 0.5, False, "on time"),
        (614, 1200, 0.5, False, "on time"),
        (620, 1200, 0.5, True, "finishing about 1 min late"),
        (580, 1200, 0.5, False, "finishing about 1 min early"),
        (720, 1200, 0.5, True, "finishing about 4 min late"),
        (400, 1200, 0.5, False, "finishing about 7 min early"),
        (1200, 1200, 0.99, False, "on time"),
        (1201, 1200, 1.0, False, "on time"),
        (1201, 1200, 0.97, True, "finishing about 1 min late"),
        (1230, 1200, 1.0, False, "on time"),
        (1231, 1200, 1.0, True, "1 min over"),
        (1231, 1200, 0.5, True, "1 min over"),
        (1500, 1200, 0.05, True, "5 min over"),
    ],
)
def test_that_the_pace_is_told_quietly_and_only_where_it_matters(
    elapsed: float, planned: float, done: float, late: bool, words: str
) -> None:
    assert pace(SlideshowTime(elapsed, planned, is_running=True), done) == Pace(words, late)


def test_that_bars_that_were_revealed_count_for_the_pace(start_slideshow: StartSlideshow) -> None:
    slideshow = start_slideshow(position=SlidePosition(CHART), elapsed=630.0, minutes=20)
    assert "finishing about 4 min late" in labels(slideshow.presenter_view)
    for _ in range(3):
        press(slideshow.presenter_view, "Right")
    process_events()
    assert slideshow.state.position.slide == CHART
    assert "finishing about 1 min early" in labels(slideshow.presenter_view)


def test_that_the_time_is_shown_with_the_plan_and_whether_it_stands(slideshow: Slideshow) -> None:
    presenter_view = slideshow.presenter_view
    assert _labelled(presenter_view, "Elapsed time").text() == "05:00"
    assert "of 20:00" in labels(presenter_view)
    slideshow.do(Command.CLOCK)
    process_events()
    assert "of 20:00 · stopped" in labels(presenter_view)
    for _ in range(20):
        slideshow.do(Command.LESS_TIME)
    process_events()
    assert "stopped" in labels(presenter_view)
    slideshow.do(Command.CLOCK)
    slideshow.do(Command.RESET_CLOCK)
    process_events()
    assert _labelled(presenter_view, "Elapsed time").text() == "00:00"
    assert "stopped" not in labels(presenter_view)


def test_that_the_clock_goes_on_by_its_ticks(slideshow: Slideshow) -> None:
    label = _labelled(slideshow.presenter_view, "Elapsed time")
    slideshow.presenter_view.show_time(SlideshowTime(1, 0, is_running=True), 0.0, "")
    assert label.text() == "00:01"
    slideshow._second_timer.timeout.emit()
    assert label.text() == "05:00"


def test_that_the_time_of_day_is_shown(slideshow: Slideshow) -> None:
    slideshow.presenter_view.show_time(SlideshowTime(0, 0, is_running=True), 0.0, "14:07")
    assert _labelled(slideshow.presenter_view, "Time of day").text() == "14:07"


# ---- what is kept -------------------------------------------------------------------------------


def test_that_the_sizes_of_notes_and_clock_are_those_of_the_last_show(
    start_slideshow: StartSlideshow, settings: Settings
) -> None:
    first = start_slideshow()
    for command, times in ((Command.LARGER_NOTES, 3), (Command.LARGER_CLOCK, 2)):
        for _ in range(times):
            first.do(command)
    font = _notes(first).document().defaultFont().pixelSize()
    clock = _labelled(first.presenter_view, "Elapsed time").font().pixelSize()
    first.end()
    again = start_slideshow()
    assert _notes(again).document().defaultFont().pixelSize() == font > 21
    assert _labelled(again.presenter_view, "Elapsed time").font().pixelSize() == clock > 26


@pytest.mark.parametrize("by", [1, -1])
def test_that_sizes_end_somewhere_and_come_back_from_there(
    slideshow: Slideshow, settings: Settings, by: int
) -> None:
    presenter_view = slideshow.presenter_view
    seen = []
    for _ in range(12):
        presenter_view.change_notes_size(by)
        presenter_view.change_clock_size(by)
        seen.append((settings.notes_size, settings.clock_size))
    assert seen[-1] == seen[-2]
    presenter_view.change_notes_size(-by)
    presenter_view.change_clock_size(-by)
    assert (settings.notes_size, settings.clock_size) == (seen[-1][0] - by, seen[-1][1] - by)


def test_that_the_buttons_for_the_size_of_notes_do_what_the_keys_do(
    slideshow: Slideshow, settings: Settings
) -> None:
    QTest.mouseClick(button(slideshow.presenter_view, "Larger notes"), Qt.MouseButton.LeftButton)
    assert settings.notes_size == 3
    QTest.mouseClick(button(slideshow.presenter_view, "Smaller notes"), Qt.MouseButton.LeftButton)
    assert settings.notes_size == 2


def _drag(splitter: QSplitter, by: QPoint) -> None:
    """Move what stands between the two parts of a splitter."""
    handle = splitter.handle(1)
    at = handle.rect().center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(handle, left, pos=at)
    QTest.mouseMove(handle, at + by)
    QTest.mouseRelease(handle, left, pos=at + by)


def _sizes(slideshow: Slideshow) -> list[list[int]]:
    return [splitter.sizes() for splitter in slideshow.presenter_view.findChildren(QSplitter)]


def test_that_the_parts_keep_their_sizes_also_where_a_show_ends_with_the_power(
    start_slideshow: StartSlideshow, settings: Settings
) -> None:
    first = start_slideshow()
    _resize(first, 1280, 800)
    usual = _sizes(first)
    first.presenter_view._layout._save_timer.setInterval(0)
    across, down = first.presenter_view.findChildren(QSplitter)
    _drag(across, QPoint(-150, 0))
    _drag(down, QPoint(0, 60))
    process_events()
    kept = _sizes(first)
    assert all(abs(one[0] - other[0]) > 40 for one, other in zip(usual, kept, strict=True))
    again = start_slideshow()  # while the first one was never ended
    _resize(again, 1280, 800)
    assert _sizes(again) == kept


def test_that_a_small_window_takes_nothing_from_the_sizes_that_were_given_in_a_large_one(
    slideshow: Slideshow,
) -> None:
    _resize(slideshow, 1280, 800)
    across, down = slideshow.presenter_view.findChildren(QSplitter)
    _drag(across, QPoint(-60, 0))
    _drag(down, QPoint(0, 60))
    process_events()
    given = _sizes(slideshow)
    for size in ((700, 420), (1366, 500), (1280, 800)):
        _resize(slideshow, *size)
    assert _sizes(slideshow) == given


def test_that_a_console_that_was_never_seen_keeps_no_sizes(
    start_slideshow: StartSlideshow, settings: Settings, fake_screens: Screens
) -> None:
    fake_screens.available = fake_screens.available[:1]
    slideshow = start_slideshow()
    slideshow.end()
    assert settings.splitter("presenter-columns") is None


# ---- room ---------------------------------------------------------------------------------------


def _cut_off(window: QWidget) -> list[str]:
    """What stands in a window and has less room than it needs."""
    wrong = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        inside = parent_of(widget).rect().contains(widget.geometry())
        if isinstance(widget, QLabel | QPushButton) and widget.text():
            if not _has_room(widget):
                wrong.append(f"{widget.text()}: {widget.size()} of {widget.sizeHint()}")
            if not inside:
                wrong.append(f"{widget.text()} beyond its parent")
        if isinstance(widget, SlideView | NotesView | Filmstrip):
            at = widget.mapTo(window, QPoint())
            if not window.rect().contains(at) or not inside:
                wrong.append(f"{type(widget).__name__} beyond the window")
    return wrong


def _has_room(widget: QLabel | QPushButton) -> bool:
    needed = widget.sizeHint()
    if isinstance(widget, ElidedLabel):
        needed.setWidth(0)
        if "…" in widget.displayed_text:
            return False
    elif isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.minimumSizeHint()
        needed.setHeight(widget.heightForWidth(widget.width()))
    return widget.width() >= needed.width() and widget.height() >= needed.height()


def _overlapping(window: QWidget) -> list[str]:
    """Which of the parts of a window lie over others."""
    parts = [
        part
        for part in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if part.isVisible()
    ]
    return [
        f"{type(one).__name__} and {type(other).__name__}"
        for one, other in combinations(parts, 2)
        if one.geometry().intersects(other.geometry())
    ]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1366, 768), (1920, 1080)], ids=str)
def test_that_everything_has_room_in_any_text_size(
    start_slideshow: StartSlideshow,
    style: Style,
    sleep: FakeMechanism,
    size: tuple[int, int],
    scale: float,
) -> None:
    slideshow = start_slideshow(position=SlidePosition(CHART), elapsed=3800.0, minutes=200)
    assert scale in TEXT_SCALES
    style.set_scale(scale)
    for command in (Command.WHITE, Command.FREEZE, Command.NEXT):
        slideshow.do(command)
    _resize(slideshow, *size)
    assert slideshow.presenter_view.size().toTuple() == size
    assert _cut_off(slideshow.presenter_view) + _overlapping(slideshow.presenter_view) == []
    sleep.answer(Failure.SERVICE_SILENT)
    _resize(slideshow, *size)
    assert _cut_off(slideshow.presenter_view) + _overlapping(slideshow.presenter_view) == []
    type_in(slideshow.presenter_view, "12345")
    _resize(slideshow, *size)
    assert "Press Enter to go to slide 12345" in labels(slideshow.presenter_view)
    assert _cut_off(slideshow.presenter_view) + _overlapping(slideshow.presenter_view) == []


def test_that_the_largest_clock_and_notes_have_room(slideshow: Slideshow, style: Style) -> None:
    for _ in range(8):
        slideshow.do(Command.LARGER_CLOCK)
        slideshow.do(Command.LARGER_NOTES)
    _resize(slideshow, 1280, 720)
    assert _cut_off(slideshow.presenter_view) + _overlapping(slideshow.presenter_view) == []
    style.set_scale(2.0)
    _resize(slideshow, 1024, 640)
    assert slideshow.presenter_view.size().toTuple() == (
        1024,
        640,
    )  # as large as the screen, at most


def test_that_the_buttons_go_on_in_further_rows_where_the_width_runs_out(
    slideshow: Slideshow,
) -> None:
    names = ("Back", "Next", "Black", "White", "Freeze", "Pointer", "Zoom", "Go to", "Swap screens")
    for width, rows in ((1280, 1), (700, 2)):
        _resize(slideshow, width, 800)
        assert len({button(slideshow.presenter_view, name).y() for name in names}) == rows


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1280, 800), (1366, 768)], ids=str)
def test_that_four_lines_of_notes_are_seen_at_least(
    start_slideshow: StartSlideshow, style: Style, size: tuple[int, int], scale: float
) -> None:
    slideshow = start_slideshow(
        elapsed=900.0, minutes=20
    )  # so that the pace takes a line of its own
    style.set_scale(scale)
    _resize(slideshow, *size)
    notes = _notes(slideshow)
    line = notes.document().firstBlock().layout().lineAt(0).height() * 1.25
    assert notes.viewport().height() >= 4 * line


def _whole_buttons(row: ButtonRow) -> list[str]:
    """Those that are seen whole; none is seen in part."""
    seen = []
    for each in row.flow.findChildren(QPushButton):
        at = QRect(each.mapTo(row.viewport(), QPoint()), each.size())
        if row.viewport().rect().contains(at):
            seen.append(each.accessibleName())
        else:
            assert not row.viewport().rect().intersects(at)
    return seen


def test_that_where_height_is_scarce_each_button_is_a_click_away_whole_and_with_its_key(
    slideshow: Slideshow, style: Style
) -> None:
    (row,) = slideshow.presenter_view.findChildren(ButtonRow)
    names = [entry.button.strip("‹› ") for entry in KEY_BINDINGS if entry.button]
    names.remove("End")
    for scale, size in ((1.0, (1366, 768)), (2.0, (1024, 600)), (1.0, (640, 400))):
        style.set_scale(scale)
        _resize(slideshow, *size)
        first = _whole_buttons(row)
        seen = list(first)
        while row.more.isVisible():
            QTest.mouseClick(row.more, Qt.MouseButton.LeftButton)
            if _whole_buttons(row) == first:
                break
            seen += _whole_buttons(row)
        assert seen == names
        assert row.more.isVisible() == (len(first) < len(names))
        for entry in KEY_BINDINGS:
            if entry.button:
                key = key_text(entry.keys[0])
                assert (
                    button(slideshow.presenter_view, entry.button.strip("‹› ")).text().endswith(key)
                )


def test_that_the_wheel_turns_to_the_other_buttons_where_there_are_some(
    slideshow: Slideshow, style: Style
) -> None:
    (row,) = slideshow.presenter_view.findChildren(ButtonRow)
    for scale, turns in ((2.0, True), (1.0, False)):
        style.set_scale(scale)
        _resize(slideshow, 1024, 600)
        assert turn_wheel(row.viewport(), -120) == turns
        first = button(slideshow.presenter_view, "Back")
        seen = row.viewport().rect().contains(first.mapTo(row.viewport(), QPoint(1, 1)))
        assert seen != turns


_SMALL: Final = [(1366, 768), (1024, 600), (780, 439)]
"""The last is what the first leaves where the system enlarges everything to 175 %."""


@pytest.mark.parametrize(
    ("size", "scale"),
    [*product(_SMALL[:2], (1.0, 1.5, 2.0)), (_SMALL[2], 1.0), (_SMALL[2], 1.5)],
    ids=str,
)
@pytest.mark.parametrize("frozen", [False, True])
def test_that_slide_next_notes_order_and_buttons_are_seen_on_small_screens_in_any_text_size(
    start_slideshow: StartSlideshow, style: Style, size: tuple[int, int], scale: float, frozen: bool
) -> None:
    slideshow = start_slideshow(position=SlidePosition(CHART), elapsed=900.0, minutes=20)
    style.set_scale(scale)
    if frozen:
        slideshow.do(Command.FREEZE)
        slideshow.do(Command.NEXT)
    _resize(slideshow, *size)
    presenter_view = slideshow.presenter_view
    (strip,) = presenter_view.findChildren(Filmstrip)
    slide, following, notes = (
        view(presenter_view, "On screen"),
        view(presenter_view, "Next"),
        _notes(slideshow),
    )
    assert _cut_off(presenter_view) + _overlapping(presenter_view) == []
    assert strip.isVisible()
    assert following.isVisible()
    assert following.page is not None
    assert following.box().height() >= 54
    assert slide.box().height() >= 1.2 * following.box().height()
    assert notes.viewport().height() >= (2 if frozen else 3) * notes.line_height
    # Nothing stands empty beside the slide, but where it gives way to what the audience sees.
    if not frozen:
        assert slide.width() <= slide.box().width() + 2 or slide.box().height() >= slide.height()
        assert slide.width() - slide.box().width() <= 0.1 * size[0]


def test_that_at_the_usual_size_the_order_is_in_pictures_and_next_is_above_the_notes(
    slideshow: Slideshow,
) -> None:
    _resize(slideshow, 1280, 800)
    (strip,) = slideshow.presenter_view.findChildren(Filmstrip)
    slide, following = (
        view(slideshow.presenter_view, "On screen"),
        view(slideshow.presenter_view, "Next"),
    )
    assert strip.height() > 100
    assert slide.width() == 764
    assert following.height() > 140
    at = following.mapTo(slideshow.presenter_view, QPoint())
    assert at.x() > slide.width()
    assert at.y() < _notes(slideshow).mapTo(slideshow.presenter_view, QPoint()).y()
    assert "Notes — only you see these" in labels(slideshow.presenter_view)


def test_that_the_order_is_one_line_where_pictures_would_take_the_room_of_the_slide(
    slideshow: Slideshow, style: Style
) -> None:
    (strip,) = slideshow.presenter_view.findChildren(Filmstrip)
    style.set_scale(2.0)
    _resize(slideshow, 1024, 600)
    assert strip.height() < 80
    bar = strip.horizontalScrollBar()
    assert bar.maximum() > 0
    middle = strip.height() // 2
    left = Qt.MouseButton.LeftButton
    slideshow.go_to(0)
    process_events()
    assert bar.value() == 0
    QTest.mouseClick(strip.viewport(), left, pos=QPoint(strip.width() - 5, middle))
    assert bar.value() == min(bar.maximum(), bar.pageStep())  # the arrow
    assert slideshow.state.position == SlidePosition(0)
    QTest.mouseClick(strip.viewport(), left, pos=QPoint(5, middle))
    assert bar.value() == 0
    QTest.mouseClick(strip.viewport(), left, pos=QPoint(strip.width() // 2, middle))
    assert slideshow.state.position == SlidePosition(1)  # of three names the one in the middle


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)], ids=str)
def test_that_a_frozen_view_is_shown_small_where_that_leaves_the_slide_its_room(
    slideshow: Slideshow, style: Style, size: tuple[int, int]
) -> None:
    held = view(slideshow.presenter_view, "The audience sees")
    _resize(slideshow, *size)
    assert not held.isVisible()
    slideshow.go_to(CHART)
    slideshow.do(Command.FREEZE)
    for command in (Command.NEXT, Command.NEXT):
        slideshow.do(command)
    process_events()
    assert held.isVisible()
    assert (held.page, held.step) == (slideshow.audience.slide.page, 0)
    assert view(slideshow.presenter_view, "On screen").step == 2
    style.set_scale(2.0)
    process_events()
    assert not held.isVisible() or size == (1280, 800)
    assert "Frozen: the audience sees slide 4, no bar yet" in labels(slideshow.presenter_view)
    style.set_scale(1.0)
    slideshow.do(Command.FREEZE)
    slideshow.do(Command.BLACK)
    slideshow.do(Command.FREEZE)
    process_events()
    assert held.blank is Blank.BLACK
    slideshow.do(Command.FREEZE)
    process_events()
    assert not held.isVisible()


def test_that_the_present_slide_is_in_view_in_a_row_that_is_longer_than_the_window(
    slideshow: Slideshow,
) -> None:
    _resize(slideshow, 640, 800)
    (strip,) = slideshow.presenter_view.findChildren(Filmstrip)
    bar = strip.horizontalScrollBar()
    for slide in (0, LAST, 3):
        slideshow.go_to(slide)
        process_events()
        left = slide * (132 + 10) - bar.value()
        assert left >= 0
        assert left + 132 <= strip.viewport().width()


# ---- theme --------------------------------------------------------------------------------------


def test_that_the_console_is_dark_and_follows_the_theme_to_high_contrast_and_back(
    slideshow: Slideshow, style: Style
) -> None:
    _resize(slideshow, 1280, 800)
    for choice, theme in (
        (ThemeChoice.LIGHT, DARK),
        (ThemeChoice.CONTRAST_LIGHT, CONTRAST_DARK),
        (ThemeChoice.DARK, DARK),
        (ThemeChoice.CONTRAST_DARK, CONTRAST_DARK),
        (ThemeChoice.LIGHT, DARK),
    ):
        style.choose(choice)
        slideshow.go_to(1)
        process_events()
        image = slideshow.presenter_view.grab().toImage()
        (strip,) = slideshow.presenter_view.findChildren(Filmstrip)
        below = view(slideshow.presenter_view, "On screen")
        for at in (
            QPoint(3, 3),
            strip.mapTo(slideshow.presenter_view, QPoint(strip.width() - 3, 3)),
            below.mapTo(slideshow.presenter_view, below.rect().bottomLeft()),
        ):
            assert image.pixelColor(at) == QColor(theme.ground)
        document = _notes(slideshow).document()
        prompt = document.find(PROMPT_LEAD.strip())
        assert prompt.charFormat().foreground().color() == QColor(theme.accent)


def test_that_a_toggle_that_is_on_looks_so(slideshow: Slideshow) -> None:
    freeze = button(slideshow.presenter_view, "Freeze")
    off = freeze.grab().toImage()
    slideshow.do(Command.FREEZE)
    process_events()
    assert freeze.grab().toImage() != off


def test_that_what_is_late_or_hidden_stands_out(slideshow: Slideshow) -> None:
    presenter_view = slideshow.presenter_view
    presenter_view.show_time(SlideshowTime(900, 1200, is_running=True), 0.5, "14:07")
    (pace,) = [label for label in presenter_view.findChildren(QLabel) if "late" in label.text()]
    assert pace.property("look") == "attention"
    assert pace.palette().windowText().color() == QColor(DARK.caution)
    presenter_view.show_time(SlideshowTime(300, 1200, is_running=True), 0.5, "14:07")
    assert pace.palette().windowText().color() == QColor(DARK.muted)
    slideshow.do(Command.BLACK)
    process_events()
    (heading,) = [
        label
        for label in presenter_view.findChildren(QLabel)
        if "black" in label.text() and label.isVisible()
    ]
    assert heading.palette().windowText().color() == QColor(DARK.caution)


# ---- screen readers -----------------------------------------------------------------------------


def test_that_a_screen_reader_knows_every_button_view_and_part(slideshow: Slideshow) -> None:
    _resize(slideshow, 1280, 800)
    press(slideshow.presenter_view, "G")
    process_events()
    for widget in slideshow.presenter_view.findChildren(QWidget):
        if not isinstance(widget, QPushButton | SlideView | NotesView | Filmstrip):
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert name, widget
        assert "‹" not in name
        assert "›" not in name
    names = {b.accessibleName() for b in slideshow.presenter_view.findChildren(QPushButton)}
    assert len(names) == len(slideshow.presenter_view.findChildren(QPushButton))
    assert {"Back", "Next", "Go to", "End", "Larger notes"} <= names


def test_that_a_screen_reader_is_told_the_time_itself(slideshow: Slideshow) -> None:
    label = _labelled(slideshow.presenter_view, "Elapsed time")
    interface = QAccessible.queryAccessibleInterface(label)
    assert interface.text(QAccessible.Text.Name) == "05:00"


def test_that_a_screen_s_name_is_no_markup(slideshow: Slideshow) -> None:
    slideshow.presenter_view.show_audience_screen("Audience: <b>EPSON</b> · 800 × 600")
    (label,) = [w for w in slideshow.presenter_view.findChildren(QLabel) if "EPSON" in w.text()]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.toolTip() == ""


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told to say, all in order."""
    told: list[str] = []

    def tell(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            assert event.politeness() is QAccessible.AnnouncementPoliteness.Polite
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    return told


def test_that_a_change_of_slide_page_or_bar_is_heard_once(
    slideshow: Slideshow, heard: list[str], slides: tuple[Slide, ...]
) -> None:
    for command, said in (
        (Command.NEXT, f"Slide 4 of 7, {slides[CHART].list_label}, no bar yet"),
        (Command.NEXT, "Bar 1 of 3"),
        (Command.BACK, "No bar yet"),
    ):
        slideshow.do(command)
        process_events()
        assert heard.pop() == said
        assert heard == []
    slideshow.go_to(LONG)
    process_events()
    pages = len(slideshow._pages.pages(LONG))
    assert heard.pop() == f"Slide 5 of 7, {slides[LONG].list_label}, page 1 of {pages}"
    slideshow.do(Command.NEXT)
    process_events()
    assert heard.pop() == f"Page 2 of {pages}"
    slideshow.go_to(LONG + 1)
    process_events()
    assert heard.pop().endswith(", source unclear")
    slideshow.do(Command.CLOCK)
    process_events()
    assert heard == []


def test_that_what_the_audience_sees_is_heard(slideshow: Slideshow, heard: list[str]) -> None:
    for command, said in (
        (Command.BLACK, "The audience sees a black screen"),
        (Command.BLACK, "The audience sees your slide again"),
        (Command.FREEZE, "Frozen: the audience sees slide 3"),
        (Command.FREEZE, "The audience sees your slide again"),
    ):
        slideshow.do(command)
        process_events()
        assert heard.pop() == said
        assert heard == []


def test_that_news_screens_and_a_typed_number_are_heard(
    slideshow: Slideshow, heard: list[str], sleep: FakeMechanism, fake_screens: Screens
) -> None:
    sleep.answer(Failure.SERVICE_SILENT)
    assert "screen saver service doesn’t answer" in heard.pop()
    fake_screens.set_screens(fake_screens.available[0])
    assert heard == ["Projector disconnected. Reconnect it and your slide comes back."]
    heard.clear()
    type_in(slideshow.presenter_view, "6")
    process_events()
    assert heard == ["Press Enter to go to slide 6"]
    press(slideshow.presenter_view, "Return")
    process_events()
    assert heard[1].startswith("Slide 6 of 7, ")
    type_in(slideshow.presenter_view, "99")
    press(slideshow.presenter_view, "Return")
    process_events()
    assert heard[-1] == "No slide 99: choose 1 to 7"


def test_that_the_audience_has_its_slide_before_anything_is_heard_of_it(
    slideshow: Slideshow, heard: list[str]
) -> None:
    at_paint: list[list[str]] = []
    slideshow.audience.slide.painted.connect(lambda: at_paint.append(list(heard)))
    waits: list[bool] = []
    slideshow.audience.slide.painted.connect(
        lambda: waits.append(slideshow.presenter_view._typed_timer.isActive())
    )
    type_in(slideshow.presenter_view, "6")
    process_events()
    heard.clear()
    at_paint.clear()
    waits.clear()
    press(slideshow.presenter_view, "Return")
    assert at_paint == [[]]
    assert waits == [True]  # the console fits what was typed afterwards too
    assert heard == []
    process_events()
    assert len(heard) == 1


def test_that_nothing_is_announced_where_nobody_listens(
    slideshow: Slideshow, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    slideshow.do(Command.NEXT)
    slideshow.do(Command.BLACK)
    type_in(slideshow.presenter_view, "6")
    slideshow.presenter_view.show_message("Something")
    process_events()
    assert heard == []


def test_that_slides_are_pictures_and_the_order_is_a_list_of_all_of_them(
    slideshow: Slideshow, slides: tuple[Slide, ...]
) -> None:
    for part in ("On screen", "Next"):
        picture = QAccessible.queryAccessibleInterface(view(slideshow.presenter_view, part))
        assert picture.role() is QAccessible.Role.Graphic
        assert picture.text(QAccessible.Text.Name).startswith("Slide ")
        assert picture.text(QAccessible.Text.Description)
    audience = QAccessible.queryAccessibleInterface(slideshow.audience.slide)
    assert audience.role() is QAccessible.Role.Graphic
    slideshow.do(Command.FREEZE)
    slideshow.do(Command.NEXT)
    process_events()
    (strip,) = slideshow.presenter_view.findChildren(Filmstrip)
    order = QAccessible.queryAccessibleInterface(strip)
    assert order.role() is QAccessible.Role.List
    rows = [order.child(row) for row in range(order.childCount())]
    assert {row.role() for row in rows} == {QAccessible.Role.ListItem}
    names = [row.text(QAccessible.Text.Name) for row in rows]
    for number, (name, slide) in enumerate(zip(names, slides, strict=True), 1):
        assert name.startswith(f"{number}. {slide.list_label}")
        assert ("Source unclear" in name) == slide.has_caution
        assert ("The audience sees it" in name) == (number == 3)
    assert [bool(row.state().selected) for row in rows] == [n == CHART for n in range(7)]
    assert not any(row.state().focusable for row in rows)


def test_that_tab_leads_to_the_notes_where_every_key_is_still_the_show_s(
    slideshow: Slideshow,
) -> None:
    presenter_view, notes = slideshow.presenter_view, _notes(slideshow)
    presenter_view.activateWindow()
    presenter_view.setFocus()
    assert not notes.hasFocus()
    edge = QPoint(1, notes.viewport().height() - 20)
    assert notes.viewport().grab().toImage().pixelColor(edge) != QColor(DARK.accent)
    QTest.keyClick(presenter_view, Qt.Key.Key_Tab)
    assert notes.hasFocus()
    assert notes.viewport().grab().toImage().pixelColor(edge) == QColor(DARK.accent)
    done: list[Command] = []
    slideshow._commands.update({each: partial(done.append, each) for each in Command})
    for entry in KEY_BINDINGS:
        for key in entry.keys:
            press(notes, key)
            assert done.pop() is entry.command, key
            assert done == []
    interface = QAccessible.queryAccessibleInterface(notes)
    assert interface.text(QAccessible.Text.Value).startswith(NOTES)
    assert bool(interface.state().focused)
    assert bool(interface.state().readOnly)
    at = notes.textCursor().position()
    QTest.keyClick(notes, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert notes.textCursor().position() > at
    QTest.keyClick(notes, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert notes.textCursor().selectedText().startswith(NOTES)


def test_that_the_title_bar_comes_into_sight_where_it_was_left_above_the_screen(
    slideshow: Slideshow,
) -> None:
    presenter_view = slideshow.presenter_view
    screen = presenter_view.screen()
    room = screen.availableGeometry()
    presenter_view.fill_screen(screen)
    presenter_view.showNormal()  # as a window manager that forgets it is to be maximised
    presenter_view.setGeometry(room.translated(1, -20))
    assert not room.contains(presenter_view.frameGeometry())
    presenter_view._screen_filler._frame_timer.timeout.emit()
    assert room.contains(presenter_view.frameGeometry())
