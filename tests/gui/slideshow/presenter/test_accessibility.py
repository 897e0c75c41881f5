"""Tests of what screen readers read and hear in the presenter view."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slideshow.command import Command, key_groups
from briefing_app.gui.slideshow.commands import COMMANDS, Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.notes_panel import NotesView
from briefing_app.gui.slideshow.presenter.overview import SlideGrid
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.layout.palette import DARK
from briefing_app.model.slides import Slide
from tests.gui.slideshow.presenter.views import described_label, notes_view, resize
from tests.gui.slideshows import (
    CHART,
    LONG,
    NOTES,
    SERVICE_SILENT,
    FakeSleepInhibitor,
    Screens,
    enter_minutes,
    press,
    process_events,
    search_fields,
    type_in,
    view,
)


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the slideshow's clock, so that a slow computer changes nothing."""
    monkeypatch.setattr(Slideshow, "now", lambda _: 0.0)


def test_every_button_and_view_has_a_unique_accessible_name(slideshow: Presentation) -> None:
    resize(slideshow, 1280, 800)
    press(slideshow.windows.presenter_view, "G")
    process_events()
    for widget in slideshow.windows.presenter_view.findChildren(QWidget):
        if not isinstance(widget, QPushButton | SlideView | NotesView | Filmstrip):
            continue
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert name, widget
        assert "‹" not in name
        assert "›" not in name
    names = {b.accessibleName() for b in slideshow.windows.presenter_view.findChildren(QPushButton)}
    assert len(names) == len(slideshow.windows.presenter_view.findChildren(QPushButton))
    assert {"Back", "Next", "All slides", "End", "Larger notes"} <= names


def test_clock_is_read_as_its_time(slideshow: Presentation) -> None:
    label = described_label(slideshow.windows.presenter_view, "Elapsed time")
    interface = QAccessible.queryAccessibleInterface(label)
    assert interface.text(QAccessible.Text.Name) == "05:00"


def test_new_slide_page_or_step_is_announced_once(
    slideshow: Presentation, heard: list[str], slides: tuple[Slide, ...]
) -> None:
    figures = (
        "Alpha 16. Bravo 99. Charlie 20. Counts, not rates. "
        "Message: ours · The Made-up Post, A made-up article."
    )
    counted = "Made-up measure 1, things counted, 2016."
    for command, text in (
        (Commands.advance, f"Slide 4 of 7, {slides[CHART].list_label}, no bars yet"),
        (Commands.advance, f"All bars. Bravo has more than the others. {counted} {figures}"),
        (Commands.go_back, "No bars yet"),
    ):
        slideshow.commands.do(command)
        process_events()
        assert heard.pop().replace("\u00a0", " ") == text
        assert heard == []
    slideshow.model.go_to(LONG)
    process_events()
    pages = len(slideshow.model.pages.pages(LONG))
    assert heard.pop() == f"Slide 5 of 7, {slides[LONG].list_label}, page 1 of {pages}"
    slideshow.commands.advance()
    process_events()
    assert heard.pop() == f"Page 2 of {pages}"
    slideshow.model.go_to(LONG + 1)
    process_events()
    assert heard.pop().endswith(", source unclear")
    slideshow.commands.toggle_black()
    slideshow.commands.toggle_black()
    process_events()
    assert heard == []


def test_change_of_audience_view_is_announced(slideshow: Presentation, heard: list[str]) -> None:
    for command, text in (
        (Commands.toggle_black, "The audience sees a black screen"),
        (Commands.toggle_black, "The audience sees your slide again"),
        (Commands.toggle_freeze, "Frozen: the audience sees slide 3"),
        (Commands.toggle_freeze, "The audience sees your slide again"),
    ):
        slideshow.commands.do(command)
        process_events()
        assert heard.pop() == text
        assert heard == []


def test_clock_planned_time_zoom_and_pointer_are_announced(
    slideshow: Presentation, heard: list[str]
) -> None:
    for command, text in (
        (Commands.restart_clock, "Clock restarted"),
        (Commands.toggle_zoom, "Zoomed in: move with the arrow keys"),
        (Commands.toggle_zoom, "Zoomed out"),
        (Commands.toggle_pointer, "Pointer on"),
        (Commands.toggle_pointer, "Pointer off"),
    ):
        slideshow.commands.do(command)
        process_events()
        assert heard == [text]
        heard.clear()
    enter_minutes(slideshow.windows.presenter_view, 25)
    assert heard == ["Planned time: 25 minutes"]
    enter_minutes(slideshow.windows.presenter_view, 0)
    assert heard[-1] == "No planned time"


def test_key_help_is_announced_and_read(slideshow: Presentation, heard: list[str]) -> None:
    press(slideshow.windows.presenter_view, "F1")
    assert heard == ["Keys of the slideshow. Arrow keys scroll, Esc closes."]
    (keys,) = slideshow.windows.presenter_view.findChildren(KeyHelp)
    interface = QAccessible.queryAccessibleInterface(keys)
    assert interface.text(QAccessible.Text.Name) == "Keyboard shortcuts"
    description = interface.text(QAccessible.Text.Description)
    rows = [row for group in key_groups(COMMANDS) for row in group.rows]
    assert [row for row in rows if row.text not in description] == []
    assert "Shift+PgUp: Scroll the notes up" in description


def test_number_of_matching_slides_is_announced(slideshow: Presentation, heard: list[str]) -> None:
    press(slideshow.windows.presenter_view, "G")
    process_events()
    (field,) = search_fields(slideshow.windows.presenter_view)
    assert field is not None
    heard.clear()
    QTest.keyClicks(field, "1")
    grid = slideshow.windows.presenter_view.findChild(SlideGrid)
    assert isinstance(grid, SlideGrid)
    assert heard == [f"{grid.model().rowCount()} slides match."]
    QTest.keyClick(field, Qt.Key.Key_Right)
    assert heard[-1] == grid.model().index(1, 0).data()
    QTest.keyClicks(field, "zzz")
    assert heard[-1] == "No slides match."


def test_messages_screens_and_typed_number_are_announced(
    slideshow: Presentation,
    heard: list[str],
    sleep_inhibitor: FakeSleepInhibitor,
    fake_screens: Screens,
) -> None:
    sleep_inhibitor.answer(SERVICE_SILENT)
    process_events()
    assert "screen saver service doesn’t answer" in heard.pop()
    fake_screens.set_screens(fake_screens.available[0])
    assert heard == ["Projector disconnected. Reconnect it and your slide comes back."]
    heard.clear()
    type_in(slideshow.windows.presenter_view, "6")
    process_events()
    assert heard == ["Press Enter to go to slide 6"]
    press(slideshow.windows.presenter_view, "Return")
    process_events()
    assert heard[1].startswith("Slide 6 of 7, ")
    type_in(slideshow.windows.presenter_view, "99")
    press(slideshow.windows.presenter_view, "Return")
    process_events()
    assert heard[-1] == "No slide 99: choose 1 to 7."


def test_audience_slide_is_painted_before_announcement(
    slideshow: Presentation, heard: list[str]
) -> None:
    at_paint: list[list[str]] = []
    slideshow.windows.audience.slide.painted.connect(lambda: at_paint.append(list(heard)))
    type_in(slideshow.windows.presenter_view, "6")
    process_events()
    heard.clear()
    at_paint.clear()
    press(slideshow.windows.presenter_view, "Return")
    assert at_paint == [[]]
    assert heard == []
    process_events()
    assert len(heard) == 1


def test_nothing_is_announced_without_screen_reader(
    slideshow: Presentation, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    slideshow.commands.advance()
    slideshow.commands.toggle_black()
    type_in(slideshow.windows.presenter_view, "6")
    slideshow.messages.show_warning("Something")
    process_events()
    assert heard == []


def test_slides_are_images_and_filmstrip_is_a_list(
    slideshow: Presentation, slides: tuple[Slide, ...]
) -> None:
    for part in ("On screen", "Next"):
        image = QAccessible.queryAccessibleInterface(view(slideshow.windows.presenter_view, part))
        assert image.role() is QAccessible.Role.Graphic
        assert image.text(QAccessible.Text.Name).startswith("Slide ")
        assert image.text(QAccessible.Text.Description)
    audience = QAccessible.queryAccessibleInterface(slideshow.windows.audience.slide)
    assert audience.role() is QAccessible.Role.Graphic
    slideshow.commands.toggle_freeze()
    slideshow.commands.advance()
    process_events()
    (filmstrip,) = slideshow.windows.presenter_view.findChildren(Filmstrip)
    order = QAccessible.queryAccessibleInterface(filmstrip)
    assert order.role() is QAccessible.Role.List
    rows = [order.child(row) for row in range(order.childCount())]
    assert {row.role() for row in rows} == {QAccessible.Role.ListItem}
    names = [row.text(QAccessible.Text.Name) for row in rows]
    for number, (name, slide) in enumerate(zip(names, slides, strict=True), 1):
        assert name.startswith(f"{number}. {slide.list_label}")
        assert ("Source unclear" in name) == slide.has_caution
        assert ("The audience sees it" in name) == (number == 3)
    assert [bool(row.state().selected) for row in rows] == [n == CHART for n in range(7)]


def test_notes_take_tab_but_leave_keys_to_slideshow(
    slideshow: Presentation, monkeypatch: pytest.MonkeyPatch
) -> None:
    presenter_view, notes = slideshow.windows.presenter_view, notes_view(slideshow)
    presenter_view.activateWindow()
    presenter_view.setFocus()
    assert not notes.hasFocus()
    edge = QPoint(1, notes.viewport().height() - 20)
    assert notes.viewport().grab().toImage().pixelColor(edge) != QColor(DARK.accent)
    QTest.keyClick(presenter_view, Qt.Key.Key_Tab)
    assert notes.hasFocus()
    assert notes.viewport().grab().toImage().pixelColor(edge) == QColor(DARK.accent)
    commands: list[Command] = []
    monkeypatch.setattr(slideshow.commands, "do", commands.append)
    for entry in COMMANDS:
        for key in entry.keys:
            press(notes, key)
            assert commands.pop() is entry, key
            assert commands == []
    interface = QAccessible.queryAccessibleInterface(notes)
    assert interface.text(QAccessible.Text.Value).startswith(NOTES)
    assert bool(interface.state().focused)
    assert bool(interface.state().readOnly)
    at = notes.textCursor().position()
    QTest.keyClick(notes, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert notes.textCursor().position() > at
    QTest.keyClick(notes, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert notes.textCursor().selectedText().startswith(NOTES)


def test_slideshow_windows_have_the_role_of_windows(slideshow: Presentation) -> None:
    for window, name in (
        (slideshow.windows.presenter_view, "Presenter view"),
        (slideshow.windows.audience, "Slides"),
    ):
        interface = QAccessible.queryAccessibleInterface(window)
        assert interface.role() is QAccessible.Role.Window
        title = f"{name} — {QApplication.applicationDisplayName()}"
        assert interface.text(QAccessible.Text.Name) == window.windowTitle() == title


def _visible_nodes(node: QAccessibleInterface) -> list[QAccessibleInterface]:
    """Return an interface and those below it that can be seen.

    Not a function inside a test that calls itself: it would be freed late, with interfaces that Qt
    has deleted by then, and shiboken would take new objects at their addresses for them.
    """
    children = [node.child(index) for index in range(node.childCount())]
    visible = [child for child in children if not child.state().invisible]
    return [node, *(each for child in visible for each in _visible_nodes(child))]


@pytest.mark.parametrize("sizes", [[(1280, 800)], [(700, 420)], [(700, 420), (1280, 800)]], ids=str)
def test_headings_are_read_as_current_slide_next_slide_notes(
    slideshow: Presentation, sizes: list[tuple[int, int]]
) -> None:
    for width, height in sizes:
        resize(slideshow, width, height)
    read = _visible_nodes(QAccessible.queryAccessibleInterface(slideshow.windows.presenter_view))
    headings = [each for each in read if each.role() is QAccessible.Role.Heading]
    names = [each.text(QAccessible.Text.Name) for each in headings]
    has_next = width > 1000
    this = ["Next", "This slide"] if has_next else ["This slide", "Next"]
    assert names == ["On screen", *this, "Notes — only you see these"]
    slides = [each for each in read if each.role() is QAccessible.Role.Graphic]
    assert [name.text(QAccessible.Text.Name).partition(" of")[0] for name in slides] == [
        *("Slide 3", "Slide 4")[: 2 if has_next else 1]
    ]
