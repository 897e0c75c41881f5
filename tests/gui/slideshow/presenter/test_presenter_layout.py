"""Tests of the presenter view's layout in windows of any size."""

from itertools import combinations, product
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QWidget

from briefing_app.gui.look import TEXT_SCALES, Look
from briefing_app.gui.os_integration.sleep_mechanisms import Failure
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.key_bindings import BUTTON_GROUPS, KEY_BINDINGS, Command
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.buttons import ButtonRow, CommandButtons
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.notes import NotesView
from briefing_app.gui.slideshow.presenter.timer_bar import TimerBar
from briefing_app.gui.slideshow.presenter.view import PresenterView
from briefing_app.gui.widgets.keys import key_text
from briefing_app.gui.widgets.labels import ElidedLabel
from briefing_app.model.slides import Slide
from briefing_app.model.slideshow.state import Blank, SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshow.presenter.views import described_label, notes_view, resize
from tests.gui.slideshows import (
    CHART,
    FakeMechanism,
    Screens,
    button,
    labels,
    parent_of,
    process_events,
    timer_of,
    turn_wheel,
    type_in,
    view,
)


def _drag(splitter: QSplitter, by: QPoint) -> None:
    """Drag the handle between the two parts of a splitter."""
    handle = splitter.handle(1)
    at = handle.rect().center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(handle, left, pos=at)
    QTest.mouseMove(handle, at + by)
    QTest.mouseRelease(handle, left, pos=at + by)


def _sizes(slideshow: Presentation) -> list[list[int]]:
    return [splitter.sizes() for splitter in slideshow.presenter_view.findChildren(QSplitter)]


def test_dragged_sizes_are_kept_even_if_slideshow_never_ends(
    start_slideshow: StartSlideshow, settings: Settings
) -> None:
    first = start_slideshow()
    resize(first, 1280, 800)
    usual = _sizes(first)
    timer_of(first.presenter_view).setInterval(0)
    columns, notes_column = first.presenter_view.findChildren(QSplitter)
    _drag(columns, QPoint(-150, 0))
    _drag(notes_column, QPoint(0, 60))
    process_events()
    kept = _sizes(first)
    assert all(abs(one[0] - other[0]) > 40 for one, other in zip(usual, kept, strict=True))
    again = start_slideshow()  # the first one never ended
    resize(again, 1280, 800)
    assert _sizes(again) == kept


def test_small_window_keeps_sizes_chosen_in_large_one(
    slideshow: Presentation,
) -> None:
    resize(slideshow, 1280, 800)
    columns, notes_column = slideshow.presenter_view.findChildren(QSplitter)
    _drag(columns, QPoint(-60, 0))
    _drag(notes_column, QPoint(0, 60))
    process_events()
    chosen = _sizes(slideshow)
    for size in ((700, 420), (1366, 500), (1280, 800)):
        resize(slideshow, *size)
    assert _sizes(slideshow) == chosen


def test_hidden_presenter_view_saves_no_sizes(
    start_slideshow: StartSlideshow, settings: Settings, fake_screens: Screens
) -> None:
    fake_screens.available = fake_screens.available[:1]
    slideshow = start_slideshow()
    slideshow.end()
    assert settings.share("presenter-columns") is None


def _clipped(window: QWidget) -> list[str]:
    """Return the widgets that have less space than they need."""
    clipped = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        inside = parent_of(widget).rect().contains(widget.geometry())
        if isinstance(widget, QLabel | QPushButton) and widget.text():
            if not _fits(widget):
                clipped.append(f"{widget.text()}: {widget.size()} of {widget.sizeHint()}")
            if not inside:
                clipped.append(f"{widget.text()} beyond its parent")
        if isinstance(widget, SlideView | NotesView | Filmstrip):
            at = widget.mapTo(window, QPoint())
            if not window.rect().contains(at) or not inside:
                clipped.append(f"{type(widget).__name__} beyond the window")
    return clipped


def _fits(widget: QLabel | QPushButton) -> bool:
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
    """Return the pairs of siblings that overlap, in the window and in its bars."""
    bars = [*window.findChildren(TimerBar), *window.findChildren(CommandButtons)]
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return [
        f"{type(one).__name__} and {type(other).__name__}"
        for parent in (window, *bars)
        for one, other in combinations(parent.findChildren(QWidget, options=direct), 2)
        if one.isVisible() and other.isVisible() and one.geometry().intersects(other.geometry())
    ]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1366, 768), (1920, 1080)], ids=str)
def test_everything_fits_in_any_text_size(
    start_slideshow: StartSlideshow,
    style: Look,
    sleep: FakeMechanism,
    size: tuple[int, int],
    scale: float,
) -> None:
    slideshow = start_slideshow(position=SlidePosition(CHART), elapsed=3800.0, minutes=200)
    assert scale in TEXT_SCALES
    style.set_scale(scale)
    for command in (Command.WHITE, Command.FREEZE, Command.NEXT):
        slideshow.do(command)
    resize(slideshow, *size)
    assert slideshow.presenter_view.size().toTuple() == size
    assert _clipped(slideshow.presenter_view) + _overlapping(slideshow.presenter_view) == []
    sleep.answer(Failure.SERVICE_SILENT)
    resize(slideshow, *size)
    assert _clipped(slideshow.presenter_view) + _overlapping(slideshow.presenter_view) == []
    type_in(slideshow.presenter_view, "12345")
    resize(slideshow, *size)
    assert "Press Enter to go to slide 12345" in labels(slideshow.presenter_view)
    assert _clipped(slideshow.presenter_view) + _overlapping(slideshow.presenter_view) == []


def test_largest_notes_fit(slideshow: Presentation, style: Look) -> None:
    for _ in range(8):
        slideshow.do(Command.LARGER_NOTES)
    resize(slideshow, 1280, 720)
    assert _clipped(slideshow.presenter_view) + _overlapping(slideshow.presenter_view) == []
    style.set_scale(2.0)
    resize(slideshow, 1024, 640)
    assert slideshow.presenter_view.size().toTuple() == (1024, 640)  # it doesn't grow


def test_buttons_wrap_in_a_narrow_window(
    slideshow: Presentation,
) -> None:
    names = ("Back", "Next", "Black", "Freeze", "Discuss", "Pointer", "Pen", "Zoom", "Go to")
    for width, rows in ((1200, 1), (800, 2)):
        resize(slideshow, width, 800)
        assert len({button(slideshow.presenter_view, name).y() for name in names}) == rows


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1280, 800), (1366, 768)], ids=str)
def test_at_least_four_lines_of_notes_are_visible(
    start_slideshow: StartSlideshow, style: Look, size: tuple[int, int], scale: float
) -> None:
    slideshow = start_slideshow(elapsed=900.0, minutes=20)  # the pace takes a line of its own
    style.set_scale(scale)
    resize(slideshow, *size)
    notes = notes_view(slideshow)
    assert notes.viewport().height() >= 4 * notes.line_height


def test_buttons_need_the_same_space_before_they_are_shown(
    slides: tuple[Slide, ...], settings: Settings, style: Look
) -> None:
    window = PresenterView(SlidePages(slides), settings)
    window.resize(1280, 800)
    window.show()
    # What a shown window needs is seen only in which of its parts have space.
    occupied_height = window._layout._occupied_height  # noqa: SLF001
    before = occupied_height(1200)
    process_events()
    assert occupied_height(1200) == before
    window.close()
    window.deleteLater()


def _visible_buttons(row: ButtonRow) -> list[str]:
    """Return the buttons that are visible. None may be visible in part."""
    seen = []
    for each in row.flow.findChildren(QPushButton):
        at = QRect(each.mapTo(row.viewport(), QPoint()), each.size())
        if row.viewport().rect().contains(at):
            seen.append(each.accessibleName())
        else:
            assert not row.viewport().rect().intersects(at)
    return seen


def test_more_button_reaches_every_button_in_a_low_window(
    slideshow: Presentation, style: Look
) -> None:
    (row,) = slideshow.presenter_view.findChildren(ButtonRow)
    slideshow.presenter_view.show_countdown_buttons(are_shown=True)
    shown = [
        (each, each.button)
        for each in KEY_BINDINGS
        if each.button is not None and each.button.group in BUTTON_GROUPS
    ]
    names = [described.text.strip("‹› ") for _, described in shown]
    apart = ["Swap", "End"]
    assert names[-2:] == apart
    names = names[:-2]
    for scale, size in ((1.0, (1366, 768)), (2.0, (1024, 600)), (1.0, (640, 400))):
        style.set_scale(scale)
        resize(slideshow, *size)
        first = _visible_buttons(row)
        seen = list(first)
        while row.more.isVisible():
            QTest.mouseClick(row.more, Qt.MouseButton.LeftButton)
            if _visible_buttons(row) == first:
                break
            seen += _visible_buttons(row)
        assert seen == names
        assert row.more.isVisible() == (len(first) < len(names))
        for entry, described in shown:
            name = described.text.strip("‹› ")
            text = button(slideshow.presenter_view, name).text()
            assert text.endswith(f"  {key_text(entry.keys[0])}") == described.is_key_shown
        swap, end = (button(slideshow.presenter_view, name) for name in apart)
        assert row.geometry().right() < swap.x() < end.x()


def test_wheel_turns_to_other_buttons_if_there_are_any(
    slideshow: Presentation, style: Look
) -> None:
    (row,) = slideshow.presenter_view.findChildren(ButtonRow)
    for scale, turns in ((2.0, True), (1.0, False)):
        style.set_scale(scale)
        resize(slideshow, 1024, 600)
        assert turn_wheel(row.viewport(), -120) == turns
        first = button(slideshow.presenter_view, "Back")
        seen = row.viewport().rect().contains(first.mapTo(row.viewport(), QPoint(1, 1)))
        assert seen != turns


_SMALL_SIZES: Final = [(1366, 768), (1024, 600), (780, 439)]
"""The last is the first at 175 % display scaling."""


@pytest.mark.parametrize(
    ("size", "scale"),
    [*product(_SMALL_SIZES[:2], (1.0, 1.5, 2.0)), (_SMALL_SIZES[2], 1.0), (_SMALL_SIZES[2], 1.5)],
    ids=str,
)
@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
def test_every_part_is_visible_on_small_screens_in_any_text_size(
    start_slideshow: StartSlideshow,
    style: Look,
    size: tuple[int, int],
    scale: float,
    is_frozen: bool,
) -> None:
    slideshow = start_slideshow(position=SlidePosition(CHART), elapsed=900.0, minutes=20)
    style.set_scale(scale)
    if is_frozen:
        slideshow.do(Command.FREEZE)
        slideshow.do(Command.NEXT)
    resize(slideshow, *size)
    presenter_view = slideshow.presenter_view
    (filmstrip,) = presenter_view.findChildren(Filmstrip)
    slide, following, notes = (
        view(presenter_view, "On screen"),
        view(presenter_view, "Next"),
        notes_view(slideshow),
    )
    assert _clipped(presenter_view) + _overlapping(presenter_view) == []
    assert filmstrip.isVisible()
    assert following.isVisible()
    assert following.page is not None
    assert following.box().height() >= 54
    assert slide.box().height() >= 1.2 * following.box().height()
    assert notes.viewport().height() >= (2 if is_frozen else 3) * notes.line_height
    # There is no empty space beside the slide, unless it makes room for the frozen slide.
    if not is_frozen:
        assert slide.width() <= slide.box().width() + 2 or slide.box().height() >= slide.height()
        assert slide.width() - slide.box().width() <= 0.1 * size[0]


def test_usual_size_has_thumbnails_and_next_above_notes(
    slideshow: Presentation,
) -> None:
    resize(slideshow, 1280, 800)
    (filmstrip,) = slideshow.presenter_view.findChildren(Filmstrip)
    slide, following = (
        view(slideshow.presenter_view, "On screen"),
        view(slideshow.presenter_view, "Next"),
    )
    assert filmstrip.height() > 80
    assert slide.width() > 700
    assert following.width() > 400
    assert described_label(slideshow.presenter_view, "Elapsed time").font().pixelSize() >= 40
    at = following.mapTo(slideshow.presenter_view, QPoint())
    assert at.x() > slide.width()
    assert at.y() < notes_view(slideshow).mapTo(slideshow.presenter_view, QPoint()).y()
    assert "Notes — only you see these" in labels(slideshow.presenter_view)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)], ids=str)
def test_frozen_slide_is_shown_if_there_is_space(
    slideshow: Presentation, style: Look, size: tuple[int, int]
) -> None:
    frozen = view(slideshow.presenter_view, "The audience sees")
    resize(slideshow, *size)
    assert not frozen.isVisible()
    slideshow.go_to(CHART)
    slideshow.do(Command.FREEZE)
    for command in (Command.NEXT, Command.NEXT):
        slideshow.do(command)
    process_events()
    assert frozen.isVisible()
    assert (frozen.page, frozen.step) == (slideshow.audience.slide.page, 0)
    assert view(slideshow.presenter_view, "On screen").step == 2
    style.set_scale(2.0)
    process_events()
    assert not frozen.isVisible() or size == (1280, 800)
    assert "Frozen: the audience sees slide 4, no bar yet" in labels(slideshow.presenter_view)
    style.set_scale(1.0)
    slideshow.do(Command.FREEZE)
    slideshow.do(Command.BLACK)
    slideshow.do(Command.FREEZE)
    process_events()
    assert frozen.blank is Blank.BLACK
    slideshow.do(Command.FREEZE)
    process_events()
    assert not frozen.isVisible()


def test_buttons_need_one_row_on_a_projector_of_1024_pixels(slideshow: Presentation) -> None:
    resize(slideshow, 1024, 768)
    (row,) = slideshow.presenter_view.findChildren(ButtonRow)
    black = button(slideshow.presenter_view, "Black")
    widths = []
    for are_shown in (False, True, False):
        slideshow.presenter_view.show_countdown_buttons(are_shown=are_shown)
        resize(slideshow, 1024, 768)
        assert len(row.flow.row_tops()) == 1
        assert _clipped(slideshow.presenter_view) == []
        widths.append(black.width())
    assert widths[0] == widths[2] > widths[1]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_discussion_with_what_was_said_fits_on_a_small_screen(
    start_slideshow: StartSlideshow, style: Look, scale: float
) -> None:
    slideshow = start_slideshow(elapsed=900.0, minutes=20, rehearsed={"title": 60.0})
    style.set_scale(scale)
    presenter_view = slideshow.presenter_view
    presenter_view.show_countdown_buttons(are_shown=True)
    presenter_view.show_said(["One table", "Another"] * 2, is_asked=True, is_shown=False)
    resize(slideshow, 1024, 768)
    assert _clipped(presenter_view) + _overlapping(presenter_view) == []
    assert any(text.endswith("– Another") for text in labels(presenter_view))
