"""Tests of the presenter view's layout in windows of any size."""

from itertools import combinations
from typing import Final

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from briefing_app.database.reader import open_briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.look import TEXT_SCALES, Look, look
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slideshow.command import BUTTON_GROUPS
from briefing_app.gui.slideshow.commands import COMMANDS, Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.bands import MessageBand, TimerBar
from briefing_app.gui.slideshow.presenter.buttons import ButtonRow, CommandButtons
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.notes_panel import NotesPanel, NotesView
from briefing_app.gui.slideshow.presenter.slides import (
    CurrentSlidePanel,
    NextHeading,
    NextSlidePanel,
    ThisSlidePanel,
)
from briefing_app.gui.widgets.keys import native_key
from briefing_app.gui.widgets.labels import ElidedLabel
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.slideshow.state import SlidePosition
from tests.gui.conftest import StartSlideshow
from tests.gui.pixels import colours
from tests.gui.slideshow.asking_slides import GUESS, VOTE, asking_slides
from tests.gui.slideshow.presenter.views import described_label, notes_view, own_note, resize
from tests.gui.slideshows import (
    CHART,
    LAPTOP,
    LAST,
    LONG,
    SERVICE_SILENT,
    FakeSleepInhibitor,
    Screens,
    button,
    labels,
    parent_of,
    process_events,
    slides_of_all_kinds,
    turn_wheel,
    type_in,
    view,
)


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
        if isinstance(widget, QPushButton | QLineEdit) and _is_cut(widget):
            clipped.append(f"{widget.accessibleName()} is cut")
        if isinstance(widget, SlideView | NotesView | Filmstrip):
            at = widget.mapTo(window, QPoint())
            if not window.rect().contains(at) or not inside:
                clipped.append(f"{type(widget).__name__} beyond the window")
    return clipped


def _is_cut(widget: QWidget) -> bool:
    """Return whether a part of the widget is in sight, but not all of it."""
    seen = widget.visibleRegion().boundingRect()
    return not seen.isEmpty() and seen != widget.rect()


def _fits(widget: QLabel | QPushButton) -> bool:
    needed = widget.sizeHint()
    if isinstance(widget, ElidedLabel):
        many_lines = widget.hasHeightForWidth()
        needed = QSize(0, widget.heightForWidth(widget.width()) if many_lines else needed.height())
        if widget.toolTip() and (many_lines or look().scale == 1.0):
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


def _faults(slideshow: Presentation) -> list[str]:
    """Return what is clipped and what overlaps in windows of some sizes."""
    presenter_view = slideshow.windows.presenter_view
    faults = []
    for size in ((1024, 640), (1366, 768), (1920, 1080)):
        resize(slideshow, *size)
        assert presenter_view.size().toTuple() == size
        faults += [
            f"{size}: {fault}" for fault in _clipped(presenter_view) + _overlapping(presenter_view)
        ]
    return faults


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_everything_fits_in_any_text_size(
    start_slideshow: StartSlideshow, style: Look, sleep_inhibitor: FakeSleepInhibitor, scale: float
) -> None:
    assert scale in TEXT_SCALES
    style.set_scale(scale)
    slideshow = start_slideshow(position=SlidePosition(CHART), elapsed=3800.0, minutes=200)
    for command in (Commands.toggle_black, Commands.toggle_freeze, Commands.advance):
        slideshow.commands.do(command)
    assert _faults(slideshow) == []
    sleep_inhibitor.answer(SERVICE_SILENT)
    assert _faults(slideshow) == []
    type_in(slideshow.windows.presenter_view, "12345")
    assert "Press Enter to go to slide 12345" in labels(slideshow.windows.presenter_view)
    assert _faults(slideshow) == []


def test_largest_notes_fit(slideshow: Presentation, style: Look) -> None:
    for _ in range(8):
        slideshow.commands.enlarge_notes()
    resize(slideshow, 1280, 720)
    assert (
        _clipped(slideshow.windows.presenter_view) + _overlapping(slideshow.windows.presenter_view)
        == []
    )
    style.set_scale(2.0)
    resize(slideshow, 1024, 640)
    assert slideshow.windows.presenter_view.size().toTuple() == (1024, 640)  # it doesn't grow


def test_at_least_four_lines_of_notes_are_visible(
    start_slideshow: StartSlideshow, style: Look
) -> None:
    slideshow = start_slideshow(elapsed=900.0, minutes=20)  # the pace takes a line of its own
    notes = notes_view(slideshow)
    for scale in (1.0, 1.25, 1.5, 2.0):
        style.set_scale(scale)
        for size in ((1024, 640), (1280, 720), (1280, 800), (1366, 768)):
            resize(slideshow, *size)
            assert notes.viewport().height() >= 4 * notes.line_height, (scale, size)


def _main_row(slideshow: Presentation) -> ButtonRow:
    """Return the row of buttons with Next."""
    rows = slideshow.windows.presenter_view.findChildren(ButtonRow)
    (row,) = [
        row for row in rows if row.isAncestorOf(button(slideshow.windows.presenter_view, "Next"))
    ]
    return row


def _buttons(row: ButtonRow) -> list[QPushButton]:
    return [each for each in row.row.findChildren(QPushButton) if not each.isHidden()]


def _visible_buttons(row: ButtonRow) -> list[str]:
    """Return the buttons that are visible. None may be visible in part."""
    seen = []
    for each in _buttons(row):
        at = QRect(each.mapTo(row.viewport(), QPoint()), each.size())
        if row.viewport().rect().contains(at):
            seen.append(each.accessibleName())
        else:
            assert not row.viewport().rect().intersects(at)
    return seen


def test_more_button_reaches_every_button_in_a_low_window(
    slideshow: Presentation, style: Look
) -> None:
    row = _main_row(slideshow)
    shown = [
        (each, each.button)
        for each in COMMANDS
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
            text = button(slideshow.windows.presenter_view, name).text()
            assert text.endswith(f"  {native_key(entry.keys[0])}") == described.is_key_shown
        swap, end = (button(slideshow.windows.presenter_view, name) for name in apart)
        assert row.geometry().right() < swap.x() < end.x()


def test_wheel_turns_to_other_buttons_if_there_are_any(
    slideshow: Presentation, style: Look
) -> None:
    row = _main_row(slideshow)
    for scale, turns in ((2.0, True), (1.0, False)):
        style.set_scale(scale)
        resize(slideshow, 1024, 600)
        assert turn_wheel(row.viewport(), -120) == turns
        first = button(slideshow.windows.presenter_view, "Back")
        seen = row.viewport().rect().contains(first.mapTo(row.viewport(), QPoint(1, 1)))
        assert seen != turns


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_part_is_visible_on_small_screens_in_any_text_size(
    start_slideshow: StartSlideshow, style: Look, scale: float
) -> None:
    style.set_scale(scale)
    slideshow = start_slideshow(position=SlidePosition(CHART), elapsed=900.0, minutes=20)
    presenter_view = slideshow.windows.presenter_view
    slide, following, notes = (
        view(presenter_view, "On screen"),
        view(presenter_view, "Next"),
        notes_view(slideshow),
    )
    # The last is the first at 175 % display scaling, where text of 200 % has no room.
    sizes = ((1366, 768), (1024, 600), (780, 439))[: 2 if scale == 2.0 else 3]
    for lines_of_notes in (3, 2):  # live, then beside what a frozen audience sees
        for size in sizes:
            resize(slideshow, *size)
            faults = _clipped(presenter_view) + _overlapping(presenter_view)
            assert (size, faults) == (size, [])
            assert following.isVisible() == (size[1] > 500 and size[0] > 600 * scale), size
            if following.isVisible():
                assert following.page is not None
                assert slide.box().height() >= 1.2 * following.box().height(), size
            assert notes.viewport().height() >= lines_of_notes * notes.line_height, size
        slideshow.commands.toggle_freeze()
        slideshow.commands.advance()


@pytest.mark.parametrize("scale", TEXT_SCALES)
def test_next_slide_and_hints_are_legible_or_left_out(
    start_slideshow: StartSlideshow, style: Look, fake_screens: Screens, scale: float
) -> None:
    style.set_scale(scale)
    fake_screens.available = [LAPTOP]
    slideshow = start_slideshow(position=SlidePosition(CHART), elapsed=3700.0, minutes=50)
    slideshow.commands.swap_screens()  # to the notes
    presenter_view = slideshow.windows.presenter_view
    following = view(presenter_view, "Next")
    (heading,) = presenter_view.findChildren(NextHeading)
    hint = next(each for each in _elided(presenter_view) if "press S" in each.text())
    for size in ((640, 400), (1024, 640), (1024, 768), (1366, 696), (1366, 768), (1920, 1080)):
        resize(slideshow, *size)
        assert not following.isVisible() or following.box().width() >= 200, size
        assert heading.isVisible()
        if size[0] >= 1024:
            for label, shown in ((heading.name, "All bars"), (hint, "S for slides or notes")):
                assert shown in label.text()
                assert label.fontMetrics().horizontalAdvance(shown) <= label.width(), size


@pytest.mark.parametrize(("height", "has_filmstrip"), [(999, False), (1000, True)])
def test_filmstrip_is_shown_in_windows_from_1000_pixels_of_height(
    slideshow: Presentation, height: int, has_filmstrip: bool
) -> None:
    resize(slideshow, 1600, height)
    (filmstrip,) = slideshow.windows.presenter_view.findChildren(Filmstrip)
    assert filmstrip.isVisible() == has_filmstrip


def test_slides_are_above_each_other_and_notes_beside_them(slideshow: Presentation) -> None:
    resize(slideshow, 1366, 768)
    presenter_view = slideshow.windows.presenter_view
    on_screen, following = (
        QRect(each.mapTo(presenter_view, QPoint()), each.size())
        for each in (view(presenter_view, "On screen"), view(presenter_view, "Next"))
    )
    notes = notes_view(slideshow).mapTo(presenter_view, QPoint())
    assert on_screen.width() >= 600
    assert following.width() >= 280
    assert on_screen.bottom() < following.top()
    assert notes.x() > on_screen.right()
    assert abs(view(presenter_view, "On screen").box().width() - on_screen.width()) <= 2
    assert described_label(presenter_view, "Elapsed time").font().pixelSize() >= 40
    assert {"Notes — only you see these", "This slide"} <= set(labels(presenter_view))


def test_what_a_frozen_audience_sees_is_shown_in_place_of_the_time(
    slideshow: Presentation,
) -> None:
    frozen = view(slideshow.windows.presenter_view, "The audience sees")
    resize(slideshow, 1024, 600)
    assert not frozen.isVisible()
    slideshow.model.go_to(CHART)
    slideshow.commands.toggle_freeze()
    slideshow.commands.advance()
    process_events()
    assert frozen.isVisible()
    assert (frozen.page, frozen.step) == (slideshow.windows.audience.slide.page, 0)
    assert view(slideshow.windows.presenter_view, "On screen").step == 1
    texts = labels(slideshow.windows.presenter_view)
    assert {"Frozen", "Frozen: the audience sees slide 4, no bars yet"} <= set(texts)
    slideshow.commands.toggle_freeze()
    slideshow.commands.toggle_black()
    slideshow.commands.toggle_freeze()
    process_events()
    assert frozen.is_black
    slideshow.commands.toggle_freeze()
    process_events()
    assert not frozen.isVisible()


def test_buttons_need_one_row_on_a_projector_of_1024_pixels(slideshow: Presentation) -> None:
    resize(slideshow, 1024, 768)
    assert len(_main_row(slideshow).row.flow.row_tops()) == 1
    assert _clipped(slideshow.windows.presenter_view) == []


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_countdown_and_own_note_fit_on_a_small_screen(
    start_slideshow: StartSlideshow, style: Look, scale: float
) -> None:
    style.set_scale(scale)
    slideshow = start_slideshow(elapsed=900.0, minutes=20)
    presenter_view = slideshow.windows.presenter_view
    presenter_view.set_own_notes({slideshow.model.slides[0].key: "Ask table 3."})
    slideshow.model.update(slideshow.model.state._replace(countdowns={0: 600}))
    note = own_note(slideshow)
    for size in ((1024, 640), (1024, 768), (1366, 768)):
        resize(slideshow, *size)
        assert (size, _clipped(presenter_view) + _overlapping(presenter_view)) == (size, [])
        assert "10:00" in labels(presenter_view)
        assert note.toPlainText() == "My note: Ask table 3."
        assert note.viewport().height() >= note.fontMetrics().height(), size


def _elided(window: QWidget) -> list[ElidedLabel]:
    return window.findChildren(ElidedLabel)


def _is_complete(label: QLabel) -> bool:
    return label.heightForWidth(label.width()) <= label.height()


def _shown_labels(slideshow: Presentation) -> list[QLabel]:
    return [
        label
        for label in slideshow.windows.presenter_view.findChildren(QLabel)
        if label.isVisible()
    ]


_LOST: Final = "The screen of the audience is gone"


def _warning(slideshow: Presentation) -> QLabel:
    (found,) = (
        each for each in _shown_labels(slideshow) if each.text().startswith("This computer may")
    )
    return found


@pytest.mark.parametrize(
    ("size", "scale"), [((1366, 768), 1.0), ((1366, 768), 2.0), ((1920, 1080), 1.0)], ids=str
)
def test_warnings_are_complete_beside_each_other(
    start_slideshow: StartSlideshow,
    style: Look,
    sleep_inhibitor: FakeSleepInhibitor,
    size: tuple[int, int],
    scale: float,
) -> None:
    style.set_scale(scale)
    slideshow = start_slideshow()
    sleep_inhibitor.answer(SERVICE_SILENT)
    slideshow.windows.presenter_view.show_audience_screen(_LOST, is_alert=True)
    resize(slideshow, *size)
    assert _is_complete(_warning(slideshow))
    assert (
        _clipped(slideshow.windows.presenter_view) + _overlapping(slideshow.windows.presenter_view)
        == []
    )


@pytest.mark.parametrize(("width", "gives_way"), [(1024, True), (1920, False)])
def test_warning_gives_way_to_a_hint_that_it_leaves_no_space(
    start_slideshow: StartSlideshow,
    style: Look,
    sleep_inhibitor: FakeSleepInhibitor,
    width: int,
    *,
    gives_way: bool,
) -> None:
    style.set_scale(2.0 if gives_way else 1.0)
    slideshow = start_slideshow()
    sleep_inhibitor.answer(SERVICE_SILENT)
    resize(slideshow, width, 768)
    warning = _warning(slideshow)
    slideshow.commands.go_back()
    process_events()
    (hint,) = (each for each in _shown_labels(slideshow) if "first slide" in each.text())
    assert _is_complete(hint)
    assert warning.isHidden() is gives_way
    slideshow.commands.advance()
    process_events()
    assert _warning(slideshow) is warning


def test_first_line_of_a_long_warning_is_complete_in_the_lowest_windows(
    start_slideshow: StartSlideshow, style: Look, sleep_inhibitor: FakeSleepInhibitor
) -> None:
    style.set_scale(2.0)
    slideshow = start_slideshow()
    sleep_inhibitor.answer(SERVICE_SILENT)
    resize(slideshow, 1024, 560)
    warning = _warning(slideshow)
    assert warning.heightForWidth(warning.width()) > warning.height()
    assert len(colours(warning.grab(QRect(0, 0, warning.width(), 1)).toImage())) == 1


def _panels(window: QWidget) -> dict[str, tuple[QRect, QRect]]:
    """Return where each panel is in the window, and where its slide or notes are."""
    panels: list[QWidget] = []
    kinds = (TimerBar, CurrentSlidePanel, NextSlidePanel, ThisSlidePanel, NotesPanel, MessageBand)
    for kind in (*kinds, Filmstrip, SlideView, NotesView):
        panels += window.findChildren(kind)
    panels += [each for each in window.findChildren(CommandButtons) if each.parent() is window]
    return {
        f"{number} {type(each).__name__}": (
            QRect(each.mapTo(window, QPoint()), each.size()),
            QRect(each.visibleRegion().boundingRect()) if isinstance(each, NotesView) else QRect(),
        )
        for number, each in enumerate(panels)
        if each.isVisible()
    }


_OF_ALL_KINDS: Final = (slides_of_all_kinds(), (1, CHART, LONG, LAST + 1, LAST + 2))
_THAT_ASK: Final = (asking_slides(), (GUESS, VOTE))


@pytest.mark.parametrize(
    ("slides", "places", "size"),
    [
        (*_OF_ALL_KINDS, (1024, 600)),
        (*_THAT_ASK, (1024, 600)),
        (*_OF_ALL_KINDS, (1920, 1080)),  # with the filmstrip
    ],
    ids=["all kinds, low", "that ask, low", "all kinds, high"],
)
def test_no_panel_moves_whatever_key_is_pressed(
    start_slideshow: StartSlideshow,
    sleep_inhibitor: FakeSleepInhibitor,
    size: tuple[int, int],
    places: tuple[int, ...],
) -> None:
    slideshow = start_slideshow(elapsed=900.0, minutes=20)
    presenter_view = slideshow.windows.presenter_view
    resize(slideshow, *size)
    before = _panels(presenter_view)
    placing = {
        Commands.close_or_end,
        Commands.swap_screens,
        Commands.resume,
    }  # they place the windows
    for slide in places:
        slideshow.model.go_to(slide)
        for command in [each for each in COMMANDS if each not in placing]:
            slideshow.commands.do(command)
            process_events()
            now = _panels(presenter_view)
            frozen = {name for name in now if name not in before}
            assert len(frozen) <= 1  # what a frozen audience sees
            assert {name: now[name] for name in before} == before, command
            presenter_view.overlays.close()
    sleep_inhibitor.answer(SERVICE_SILENT)
    type_in(presenter_view, "12")
    presenter_view.show_audience_screen("The screen of the audience is gone", is_alert=True)
    process_events()
    assert {name: _panels(presenter_view)[name] for name in before} == before


def test_notes_of_every_slide_of_the_bundled_briefing_are_complete(
    slideshow: Presentation,
) -> None:
    resize(slideshow, 1366, 768)
    notes = notes_view(slideshow)
    assert notes.document().defaultFont().pixelSize() >= 20
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        slides = briefing_slides(briefing.report)
    assert len(slides) >= 20
    for slide in slides:
        notes.show_notes(slide.notes, slide.prompt)
        process_events()
        assert notes.verticalScrollBar().maximum() == 0, slide.title
