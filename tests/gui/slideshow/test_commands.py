"""The keys of a slideshow and what they do."""

from collections import Counter
from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget

from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.command import Command, command_for, essential_keys, key_groups
from briefing_app.gui.slideshow.commands import COMMANDS, Commands
from briefing_app.gui.slideshow.presentation import Presentation
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp, KeysPage, KeyText
from briefing_app.gui.slideshow.presenter.notes_panel import NotesView
from briefing_app.gui.widgets.keys import typed_digit
from briefing_app.model.slideshow.state import SlidePosition, SlideshowState
from briefing_app.model.slideshow.time import Countdown
from tests.gui.parts import key_texts
from tests.gui.slideshows import (
    CHART,
    LAPTOP,
    LAST,
    is_searching,
    labels,
    press,
    process_events,
    shows_key_help,
)

_NONE: Final = Qt.KeyboardModifier.NoModifier


SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


_ALT: Final = Qt.KeyboardModifier.AltModifier


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


_GROUP: Final = Qt.KeyboardModifier.GroupSwitchModifier


_WINDOWS: Final = ("audience", "presenter")


_SCROLLING: Final = {Commands.scroll_notes_up, Commands.scroll_notes_down}


_MIDDLE: Final = 1000  # pixels from the top of long notes


Outcome = Callable[[Presentation, Settings], bool]


OUTCOMES: Final[dict[Command, Outcome]] = {
    Commands.advance: lambda slideshow, _: slideshow.model.state.position == SlidePosition(CHART),
    Commands.go_back: lambda slideshow, _: slideshow.model.state.position == SlidePosition(1),
    Commands.go_to_first: lambda slideshow, _: slideshow.model.state.position == SlidePosition(0),
    Commands.go_to_last: lambda slideshow, _: slideshow.model.state.position == SlidePosition(LAST),
    Commands.open_overview: lambda slideshow, _: is_searching(slideshow),
    Commands.toggle_black: lambda slideshow, _: slideshow.windows.audience.slide.is_black,
    Commands.toggle_freeze: lambda slideshow, _: slideshow.model.state.is_frozen,
    Commands.toggle_question: lambda slideshow, _: (
        slideshow.model.state.position == SlidePosition(5, question=1)
    ),
    Commands.toggle_countdown: lambda slideshow, _: _countdown(slideshow).is_running,
    Commands.extend_countdown: lambda slideshow, _: _countdown(slideshow).seconds == 5 * 60,
    Commands.toggle_pointer: lambda slideshow, _: (
        slideshow.windows.audience.slide.pointer is not None
    ),
    Commands.toggle_zoom: lambda slideshow, _: _is_zoomed(slideshow),
    Commands.swap_screens: lambda slideshow, _: (
        slideshow.windows.placement is not None and slideshow.windows.placement.audience == LAPTOP
    ),
    Commands.restart_clock: lambda slideshow, _: slideshow.model.elapsed < 300,
    Commands.enlarge_notes: lambda _, settings: settings.notes_size == 26,
    Commands.shrink_notes: lambda _, settings: settings.notes_size == 18,
    Commands.scroll_notes_up: lambda slideshow, _: _notes_bar(slideshow).value() < _MIDDLE,
    Commands.scroll_notes_down: lambda slideshow, _: _notes_bar(slideshow).value() > _MIDDLE,
    Commands.toggle_key_help: lambda slideshow, _: shows_key_help(slideshow),
    Commands.resume: lambda slideshow, _: slideshow.windows.audience.isVisible(),
    Commands.close_or_end: lambda slideshow, _: slideshow.model.state.is_over,
}


CLICKER_AND_KEYBOARD: Final = [
    (Qt.Key.Key_Right, _KEYPAD, "", Commands.advance),
    (Qt.Key.Key_Left, _KEYPAD, "", Commands.go_back),
    (Qt.Key.Key_Down, _KEYPAD, "", Commands.advance),
    (Qt.Key.Key_Up, _KEYPAD, "", Commands.go_back),
    (Qt.Key.Key_Enter, _KEYPAD, "\r", Commands.advance),
    (Qt.Key.Key_Return, _NONE, "\r", Commands.advance),
    (Qt.Key.Key_Period, _KEYPAD, ".", Commands.toggle_black),
    (Qt.Key.Key_Period, SHIFT, ".", Commands.toggle_black),
    (Qt.Key.Key_B, SHIFT, "B", Commands.toggle_black),
    (Qt.Key.Key_B, _NONE, "B", Commands.toggle_black),  # with caps lock
    (Qt.Key.Key_N, SHIFT, "N", Commands.advance),
    (Qt.Key.Key_C, SHIFT, "c", Commands.restart_clock),  # with caps lock
    (Qt.Key.Key_F5, SHIFT, "", Commands.resume),
    (Qt.Key.Key_Question, SHIFT, "?", Commands.toggle_key_help),
    (Qt.Key.Key_Plus, SHIFT, "+", Commands.enlarge_notes),
    (Qt.Key.Key_Plus, _KEYPAD, "+", Commands.enlarge_notes),
    (Qt.Key.Key_Minus, _KEYPAD, "-", Commands.shrink_notes),
    (Qt.Key.Key_Question, _GROUP, "?", Commands.toggle_key_help),  # with AltGr
    (Qt.Key.Key_Question, _CONTROL | _ALT, "?", Commands.toggle_key_help),  # with AltGr on Windows
]


def _countdown(slideshow: Presentation) -> Countdown:
    return slideshow.model.state.visible_countdown or Countdown(60)


def _show_countdown(slideshow: Presentation) -> None:
    """Let the present slide count down four minutes."""
    state, slide = slideshow.model.state, slideshow.model.state.position.slide
    slideshow.model.update(state._replace(countdowns={slide: 240}).go_to_slide(slide))


def _notes_bar(slideshow: Presentation) -> QScrollBar:
    (notes,) = slideshow.windows.presenter_view.findChildren(NotesView)
    return notes.verticalScrollBar()


def _show_long_notes(slideshow: Presentation) -> None:
    """Show long notes, scrolled to the middle."""
    (notes,) = slideshow.windows.presenter_view.findChildren(NotesView)
    notes.show_notes("A line of the notes.\n" * 200, "")
    _notes_bar(slideshow).setValue(_MIDDLE)


def _is_zoomed(slideshow: Presentation) -> bool:
    slide = slideshow.windows.audience.slide
    return slide.target().width() > 2 * slide.box().width()


def _window(slideshow: Presentation, name: str) -> QWidget:
    return slideshow.windows.audience if name == "audience" else slideshow.windows.presenter_view


def _make_possible(slideshow: Presentation, command: Command) -> None:
    """Go to where a command does something."""
    if command is Commands.resume:
        slideshow.windows.audience.hide()
    if command is Commands.toggle_question:
        slideshow.model.go_to(5)
    if command in {Commands.toggle_countdown, Commands.extend_countdown}:
        _show_countdown(slideshow)
    if command is Commands.swap_screens:  # a projector has the slides
        slideshow.commands.do(command)
    if command in _SCROLLING:
        _show_long_notes(slideshow)


def _true_outcomes(slideshow: Presentation, settings: Settings) -> set[Command]:
    """Return the commands whose outcome holds, except those for which that says nothing."""
    # The first holds before its key is pressed, the others after every change of the slide.
    unspecific = {Commands.resume, *_SCROLLING}
    return {
        command
        for command, outcome in OUTCOMES.items()
        if command not in unspecific and outcome(slideshow, settings)
    }


def _undo(slideshow: Presentation, settings: Settings, before: SlideshowState) -> None:
    """Return to a state of the slideshow, and switch off what isn't part of it."""
    slideshow.windows.presenter_view.overlays.close()
    while slideshow.pointer.at is not None:
        slideshow.commands.toggle_pointer()
    if slideshow.pointer.is_zoomed:
        slideshow.commands.toggle_zoom()
    if slideshow.windows.placement is not None and slideshow.windows.placement.audience == LAPTOP:
        slideshow.commands.swap_screens()
    if settings.notes_size != 21:
        larger = settings.notes_size < 21
        slideshow.commands.do(Commands.enlarge_notes if larger else Commands.shrink_notes)
    slideshow.model.update(before)
    process_events()


@pytest.mark.parametrize(
    "commands",
    [[each for each in COMMANDS if each is not Commands.close_or_end], [Commands.close_or_end]],
    ids=["all others", "END"],
)
def test_keys_do_what_their_commands_say_and_nothing_else(
    slideshow: Presentation, settings: Settings, commands: list[Command]
) -> None:
    before = slideshow.model.state
    keys = {command: command.keys[0] for command in COMMANDS}
    for command in commands:
        assert _true_outcomes(slideshow, settings) == set(), command
        _make_possible(slideshow, command)
        process_events()
        prepared = _true_outcomes(slideshow, settings)
        assert not OUTCOMES[command](slideshow, settings), command
        assert press(slideshow.windows.audience, keys[command])
        if command is not Commands.close_or_end:  # which deletes the windows
            process_events()
        assert OUTCOMES[command](slideshow, settings), command
        assert _true_outcomes(slideshow, settings) - prepared <= {command}
        if command is not commands[-1]:
            _undo(slideshow, settings, before)


@pytest.fixture
def requested(slideshow: Presentation, monkeypatch: pytest.MonkeyPatch) -> list[Command]:
    """Return the list of commands that were requested; none is carried out."""
    commands: list[Command] = []
    monkeypatch.setattr(slideshow.commands, "do", commands.append)
    return commands


def test_each_key_requests_its_command_in_both_windows_and_some_repeat(
    slideshow: Presentation, requested: list[Command]
) -> None:
    for window in (slideshow.windows.audience, slideshow.windows.presenter_view):
        for command in COMMANDS:
            for key in command.keys:
                for again in (False, True, True):
                    assert press(window, key, repeat=again)
                times = 3 if command.repeats else 1
                assert (key, requested) == (key, [command] * times)
                requested.clear()
    repeating = {command for command in COMMANDS if command.repeats}
    assert {Commands.advance, Commands.go_back} <= repeating
    assert not repeating & {
        Commands.toggle_black,
        Commands.toggle_freeze,
        Commands.close_or_end,
        Commands.swap_screens,
        Commands.toggle_key_help,
    }


def test_keys_of_clickers_and_keyboards_request_commands_in_both_windows(
    slideshow: Presentation, requested: list[Command]
) -> None:
    for window in (slideshow.windows.audience, slideshow.windows.presenter_view):
        for key, modifiers, text, command in CLICKER_AND_KEYBOARD:
            assert press(window, key, modifiers, text=text)
            assert (key, modifiers, text, requested) == (key, modifiers, text, [command])
            requested.clear()


def test_other_keys_are_not_used(slideshow: Presentation) -> None:
    before = slideshow.model.state
    for key, modifiers in (
        (Qt.Key.Key_F4, _ALT),
        (Qt.Key.Key_B, _CONTROL | _ALT),
        (Qt.Key.Key_Tab, _NONE),
        (Qt.Key.Key_B, _CONTROL),
        (Qt.Key.Key_Right, _CONTROL),
        (Qt.Key.Key_Right, SHIFT),
        (Qt.Key.Key_1, _CONTROL),
        (Qt.Key.Key_X, _NONE),
    ):
        for window in (slideshow.windows.audience, slideshow.windows.presenter_view):
            assert not press(window, key, modifiers, text=""), key
            assert slideshow.model.state == before


def test_every_command_has_keys_that_qt_knows_and_no_other_has() -> None:
    assert all(command.keys for command in COMMANDS)
    keys = Counter(QKeySequence(key).toString() for command in COMMANDS for key in command.keys)
    assert [key for key, count in keys.items() if count > 1 or not key] == []
    assert not keys.keys() & set("0123456789")


def test_key_groups_have_every_binding_with_all_keys() -> None:
    listed = {row.text: row.keys for group in key_groups(COMMANDS) for row in group.rows}
    for command in COMMANDS:
        assert command.text
        assert set(command.keys) - {"Return"} == set(listed[command.text])
    assert any("0–9" in key for keys in listed.values() for key in keys)


def test_twelve_essential_keys_do_what_they_say() -> None:
    named = [(key, each.keys) for each in COMMANDS for row in each.essential for key in row.keys]
    assert [key for key, keys in named if key not in keys] == ["7 Enter"]
    essential = essential_keys(COMMANDS)
    assert len(essential.rows) == 12
    assert essential.title.split()[1] == "twelve"


def test_key_help_shows_twelve_keys_first_and_then_the_complete_list(
    slideshow: Presentation,
) -> None:
    press(slideshow.windows.presenter_view, "F1")
    shown = key_texts(slideshow.windows.presenter_view)
    rows = (
        *essential_keys(COMMANDS).rows,
        *(row for group in key_groups(COMMANDS) for row in group.rows),
    )
    assert [row for row in rows if row.text not in shown] == []
    (keys,) = slideshow.windows.presenter_view.findChildren(KeysPage)
    first = " ".join(text.toPlainText() for text in keys.findChildren(KeyText)[:3])
    assert all(row.text in first for row in essential_keys(COMMANDS).rows)
    assert "Shift PgUp Scroll the notes up" in shown


def test_key_help_fits_a_laptop_without_scrolling(slideshow: Presentation) -> None:
    slideshow.windows.presenter_view.showNormal()
    slideshow.windows.presenter_view.resize(1366, 768)
    press(slideshow.windows.presenter_view, "F1")
    process_events()
    (keys,) = slideshow.windows.presenter_view.findChildren(KeyHelp)
    (area,) = keys.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("window", _WINDOWS)
def test_keys_scroll_the_key_help_instead_of_turning_slides(
    slideshow: Presentation, window: str
) -> None:
    slideshow.windows.presenter_view.resize(700, 420)
    before = slideshow.model.state.position
    press(_window(slideshow, window), "F1")
    process_events()
    (keys,) = slideshow.windows.presenter_view.findChildren(KeyHelp)
    (area,) = keys.findChildren(QScrollArea)
    bar = area.verticalScrollBar()
    assert keys.hasFocus()
    places = [bar.value()]
    for key in ("Down", "PgDown", "Home", "Space", "End", "Up", "PgUp", "Home"):
        press(_window(slideshow, window), key)
        places.append(bar.value())
    start, down, page, home, space, end, up, back, first = places
    assert start == home == first == 0 < down < page
    assert down < space <= end == bar.maximum()
    assert end > up > back
    for key in ("3", "Return", "N", "P", "Right", "Left", "Backspace"):
        press(_window(slideshow, window), key)
    assert slideshow.model.state.position == before
    press(_window(slideshow, window), "Esc")
    assert not keys.isVisible()
    press(_window(slideshow, window), "PgDown")
    assert slideshow.model.state.position != before


def test_tab_stays_in_the_key_help_and_f1_closes_it(slideshow: Presentation) -> None:
    press(slideshow.windows.presenter_view, "F1")
    (keys,) = slideshow.windows.presenter_view.findChildren(KeyHelp)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        QTest.keyClick(keys, key)
        assert keys.hasFocus()
    QTest.keyClick(keys, Qt.Key.Key_F1)
    assert not keys.isVisible()
    assert slideshow.windows.presenter_view.hasFocus()


def test_arrow_keys_move_the_zoom_and_page_keys_turn_slides(slideshow: Presentation) -> None:
    at = slideshow.windows.audience
    slide, before = slideshow.windows.audience.slide, slideshow.model.state.position

    def corner() -> tuple[float, float]:
        """Return how far the page reaches beyond the audience's screen, at the left and above."""
        return (slide.box().topLeft() - slide.target().topLeft()).toTuple()

    press(at, "Z")
    x, y = corner()
    assert min(x, y) > 0
    press(at, "Right")
    assert corner()[0] > x
    press(at, "Down", repeat=True)
    assert corner()[1] > y
    for _ in range(20):
        for key in ("Left", "Up"):
            press(at, key)
    assert corner() == (0, 0)
    assert slideshow.model.state.position == before
    press(at, "PgDown")
    assert slideshow.model.state.position != before
    assert corner() == (0, 0)  # the zoom has ended
    press(at, "Left")
    assert slideshow.model.state.position == before


def test_key_held_since_another_window_does_nothing(slideshow: Presentation) -> None:
    for key in ("Return", "Backspace", "PgDown", "1"):
        press(slideshow.windows.presenter_view, key, repeat=True)
        press(slideshow.windows.audience, key, repeat=True)
        assert (key, slideshow.model.state.position) == (key, SlidePosition(2))
        assert "go to slide" not in " ".join(labels(slideshow.windows.presenter_view))


@given(
    st.lists(
        st.sampled_from([key for command in COMMANDS for key in command.keys] + list("0123456789")),
        max_size=8,
    )
)
def test_binding_depends_on_the_key_and_not_on_its_text(keys: list[str]) -> None:
    for key in keys:
        combination = QKeySequence(key)[0]  # type: ignore[index]  # not in its stub
        code, modifiers = combination.key(), combination.keyboardModifiers()
        bare = QKeyEvent(QEvent.Type.KeyPress, code, modifiers)
        command = command_for(bare, COMMANDS)
        assert typed_digit(bare) == ""
        assert (command is None) == key.isdecimal()
        assert command is None or key in command.keys


def test_letter_keys_can_be_switched_off(slideshow: Presentation, settings: Settings) -> None:
    settings.are_letter_keys_on = False
    window, before = slideshow.windows.audience, slideshow.model.state
    for key in ("B", ".", "L", "F", "N", "?"):
        press(window, key)
    assert slideshow.model.state == before
    assert "Letter keys are switched off in Settings." in labels(slideshow.windows.presenter_view)
    for key in ("3", "Return"):
        press(window, key)
    assert slideshow.model.state.position == SlidePosition(2)
    press(window, "Space")
    assert slideshow.model.state.position != SlidePosition(2)
    settings.are_letter_keys_on = True
    press(window, "B")
    assert slideshow.model.state.is_black
