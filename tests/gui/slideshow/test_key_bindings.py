"""Each key does what the table of keys says, in both windows."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QScrollBar, QWidget

from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.key_bindings import (
    KEY_BINDINGS,
    Command,
    binding_for,
    key_binding_list,
)
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.notes_view import NotesView
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.widgets.keys import key_text, typed_digit
from briefing_app.model.slideshow_state import Blank, SlidePosition
from tests.gui.slideshows import (
    CHART,
    LAPTOP,
    LAST,
    PROJECTOR,
    Screens,
    labels,
    press,
    settle,
    type_in,
)

_NONE: Final = Qt.KeyboardModifier.NoModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
_GROUP: Final = Qt.KeyboardModifier.GroupSwitchModifier
_WINDOWS: Final = ("audience", "console")
_SCROLLING: Final = {Command.NOTES_UP, Command.NOTES_DOWN}
_MIDDLE: Final = 1000  # pixels from the top of long notes

Sent = tuple[Qt.Key, Qt.KeyboardModifier, str]
Outcome = Callable[[Slideshow, Settings], bool]

OUTCOMES: Final[dict[Command, Outcome]] = {
    Command.NEXT: lambda show, _: show.state.position == SlidePosition(CHART),
    Command.BACK: lambda show, _: show.state.position == SlidePosition(1),
    Command.FIRST: lambda show, _: show.state.position == SlidePosition(0),
    Command.LAST: lambda show, _: show.state.position == SlidePosition(LAST),
    Command.GO_TO: lambda show, _: _searching(show),
    Command.BLACK: lambda show, _: show.audience.slide.blank is Blank.BLACK,
    Command.WHITE: lambda show, _: show.audience.slide.blank is Blank.WHITE,
    Command.FREEZE: lambda show, _: show.state.is_frozen,
    Command.POINTER: lambda show, _: show.audience.slide.pointer is not None,
    Command.ZOOM: lambda show, _: _enlarged(show),
    Command.SWAP: lambda show, _: show.placement is not None and show.placement.audience == LAPTOP,
    Command.CLOCK: lambda show, _: show.state.clock.running_since is None,
    Command.RESET_CLOCK: lambda show, _: show.elapsed < 300,
    Command.MORE_TIME: lambda _, settings: settings.planned_minutes == 21,
    Command.LESS_TIME: lambda _, settings: settings.planned_minutes == 19,
    Command.LARGER_NOTES: lambda _, settings: settings.notes_size == 3,
    Command.SMALLER_NOTES: lambda _, settings: settings.notes_size == 1,
    Command.NOTES_UP: lambda show, _: _notes_bar(show).value() < _MIDDLE,
    Command.NOTES_DOWN: lambda show, _: _notes_bar(show).value() > _MIDDLE,
    Command.LARGER_CLOCK: lambda _, settings: settings.clock_size == 2,
    Command.SMALLER_CLOCK: lambda _, settings: settings.clock_size == 0,
    Command.HELP: lambda show, _: _help_is_shown(show.presenter_view),
    Command.RESUME: lambda show, _: show.audience.isVisible(),
    Command.END: lambda _, settings: _is_over(settings),
}

CLICKER_AND_KEYBOARD: Final = [
    (Qt.Key.Key_PageDown, _NONE, "", Command.NEXT),
    (Qt.Key.Key_PageUp, _NONE, "", Command.BACK),
    (Qt.Key.Key_Right, _KEYPAD, "", Command.NEXT),
    (Qt.Key.Key_Left, _KEYPAD, "", Command.BACK),
    (Qt.Key.Key_Down, _KEYPAD, "", Command.NEXT),
    (Qt.Key.Key_Up, _KEYPAD, "", Command.BACK),
    (Qt.Key.Key_Enter, _KEYPAD, "\r", Command.NEXT),
    (Qt.Key.Key_Return, _NONE, "\r", Command.NEXT),
    (Qt.Key.Key_Space, _NONE, " ", Command.NEXT),
    (Qt.Key.Key_Backspace, _NONE, "\b", Command.BACK),
    (Qt.Key.Key_Period, _NONE, ".", Command.BLACK),
    (Qt.Key.Key_Period, _KEYPAD, ".", Command.BLACK),
    (Qt.Key.Key_Period, SHIFT, ".", Command.BLACK),
    (Qt.Key.Key_B, _NONE, "b", Command.BLACK),
    (Qt.Key.Key_B, SHIFT, "B", Command.BLACK),
    (Qt.Key.Key_B, _NONE, "B", Command.BLACK),  # with caps lock
    (Qt.Key.Key_N, SHIFT, "N", Command.NEXT),
    (Qt.Key.Key_P, SHIFT, "P", Command.BACK),
    (Qt.Key.Key_C, _NONE, "C", Command.CLOCK),  # with caps lock
    (Qt.Key.Key_C, SHIFT, "c", Command.RESET_CLOCK),  # with caps lock
    (Qt.Key.Key_F5, _NONE, "", Command.RESUME),
    (Qt.Key.Key_F5, SHIFT, "", Command.RESUME),
    (Qt.Key.Key_Escape, _NONE, "\x1b", Command.END),
    (Qt.Key.Key_Question, SHIFT, "?", Command.HELP),
    (Qt.Key.Key_Plus, SHIFT, "+", Command.LARGER_NOTES),
    (Qt.Key.Key_Plus, _KEYPAD, "+", Command.LARGER_NOTES),
    (Qt.Key.Key_Minus, _KEYPAD, "-", Command.SMALLER_NOTES),
    (Qt.Key.Key_Plus, _CONTROL | SHIFT, "", Command.LARGER_CLOCK),
    (Qt.Key.Key_Plus, _CONTROL | _KEYPAD, "", Command.LARGER_CLOCK),
    (Qt.Key.Key_BracketRight, _GROUP, "]", Command.MORE_TIME),  # where it needs AltGr
    (Qt.Key.Key_BracketLeft, _CONTROL | _ALT, "[", Command.LESS_TIME),  # the same on Windows
]


def _notes_bar(show: Slideshow) -> QScrollBar:
    (notes,) = show.presenter_view.findChildren(NotesView)
    return notes.verticalScrollBar()


def _let_notes_be_long(show: Slideshow) -> None:
    """Notes of which the presenter sees a part in the middle."""
    (notes,) = show.presenter_view.findChildren(NotesView)
    notes.show_notes("A line of the notes.\n" * 200, "")
    _notes_bar(show).setValue(_MIDDLE)


def _help_is_shown(window: QWidget) -> bool:
    return any(keys.isVisible() for keys in window.findChildren(KeyHelp))


def _searching(show: Slideshow) -> bool:
    return any(line.isVisible() for line in show.presenter_view.findChildren(QLineEdit))


def _enlarged(show: Slideshow) -> bool:
    corner = show.audience.slide.page_point(QPointF(show.audience.slide.rect().center()))
    beside = show.audience.slide.page_point(
        QPointF(show.audience.slide.rect().center()) + QPointF(100, 0)
    )
    assert corner is not None
    assert beside is not None
    return beside.x() - corner.x() < 0.5 * 100 * 1920 / show.audience.slide.width()


def _is_over(settings: Settings) -> bool:
    record = settings.show_record
    return record is not None and not record.running


def _window(show: Slideshow, name: str) -> QWidget:
    return show.audience if name == "audience" else show.presenter_view


def _check(
    show: Slideshow, settings: Settings, command: Command, press_it: Callable[[], bool]
) -> None:
    if command is Command.RESUME:
        show.audience.hide()
    if command in _SCROLLING:
        _let_notes_be_long(show)
    assert not OUTCOMES[command](show, settings)
    assert press_it()
    assert OUTCOMES[command](show, settings)
    others = {c for c, outcome in OUTCOMES.items() if c is not command and outcome(show, settings)}
    # What a show is in before a key is pressed; another slide's notes are seen from their top.
    so_already = {Command.RESUME, *_SCROLLING, Command.CLOCK if command is Command.END else None}
    assert others - so_already == set()


@pytest.mark.parametrize("window", _WINDOWS)
@pytest.mark.parametrize(
    ("command", "key"),
    [(entry.command, key) for entry in KEY_BINDINGS for key in entry.keys],
    ids=lambda value: value.name if isinstance(value, Command) else value,
)
def test_that_each_key_of_the_table_does_the_same_in_both_windows_and_nothing_else(
    presenting: Slideshow, settings: Settings, command: Command, key: str, window: str
) -> None:
    _check(presenting, settings, command, lambda: press(_window(presenting, window), key))


@pytest.mark.parametrize("window", _WINDOWS)
@pytest.mark.parametrize(
    ("sent", "command"), [(tuple(sent), command) for *sent, command in CLICKER_AND_KEYBOARD]
)
def test_that_what_clickers_and_keyboards_send_for_a_key_does_what_the_key_does(
    presenting: Slideshow, settings: Settings, sent: Sent, command: Command, window: str
) -> None:
    key, modifiers, text = sent

    def press_it() -> bool:
        return press(_window(presenting, window), key, modifiers, text=text)

    _check(presenting, settings, command, press_it)


@pytest.mark.parametrize("window", _WINDOWS)
@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_F4, _ALT),
        (Qt.Key.Key_B, _CONTROL | _ALT),
        (Qt.Key.Key_Tab, _NONE),
        (Qt.Key.Key_B, _CONTROL),
        (Qt.Key.Key_Right, _CONTROL),
        (Qt.Key.Key_Right, SHIFT),
        (Qt.Key.Key_1, _CONTROL),
        (Qt.Key.Key_X, _NONE),
    ],
)
def test_that_other_keys_do_nothing_and_are_left_to_others(
    presenting: Slideshow, window: str, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    before = presenting.state
    assert not presenting.handle_key(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))
    press(_window(presenting, window), key, modifiers, text="")
    assert presenting.state == before


def test_that_a_step_of_every_command_is_known_and_every_command_has_a_key() -> None:
    assert Counter(entry.command for entry in KEY_BINDINGS) == Counter(Command)
    assert set(OUTCOMES) == set(Command)


def test_that_every_command_can_be_done_without_a_key(
    presenting: Slideshow, settings: Settings
) -> None:
    for command in Command:
        if command is not Command.END:
            presenting.do(command)
    for _ in ("the keys, which lie above", "the search", "the show"):
        assert not _is_over(settings)
        presenting.do(Command.END)
    assert _is_over(settings)


def test_that_no_key_stands_twice_and_each_is_one_that_qt_knows() -> None:
    keys = Counter(QKeySequence(key).toString() for entry in KEY_BINDINGS for key in entry.keys)
    assert [key for key, count in keys.items() if count > 1 or not key] == []


def test_that_no_digit_is_a_key_of_a_command() -> None:
    assert not {key for entry in KEY_BINDINGS for key in entry.keys} & set("0123456789")


def test_that_every_entry_stands_in_the_help_with_all_of_its_keys() -> None:
    listed = {text: keys for keys, text in key_binding_list()}
    for entry in KEY_BINDINGS:
        assert entry.text
        assert listed[entry.text].split(", ")[0] == key_text(entry.keys[0])
        assert all(key_text(key) in listed[entry.text] for key in entry.keys)
    assert any("0–9" in keys for keys, _ in key_binding_list())


def test_that_the_help_shows_the_whole_list(presenting: Slideshow) -> None:
    press(presenting.presenter_view, "F1")
    shown = labels(presenting.presenter_view)
    assert [text for row in key_binding_list() for text in row if text not in shown] == []


@pytest.mark.parametrize("window", _WINDOWS)
def test_that_a_key_that_is_held_down_repeats_only_where_the_table_says_so(
    presenting: Slideshow, window: str
) -> None:
    done: Counter[Command] = Counter()
    for command in Command:
        presenting._commands[command] = partial(done.update, [command])
    for entry in KEY_BINDINGS:
        for again in (False, True, True):
            assert press(_window(presenting, window), entry.keys[0], again=again)
    assert done == {entry.command: 3 if entry.repeats else 1 for entry in KEY_BINDINGS}
    repeating = {entry.command for entry in KEY_BINDINGS if entry.repeats}
    assert {Command.NEXT, Command.BACK} <= repeating
    assert not repeating & {Command.BLACK, Command.FREEZE, Command.END, Command.SWAP, Command.HELP}


@pytest.mark.parametrize("key", ["Return", "Backspace", "PgDown", "1"])
def test_that_a_key_that_was_pressed_elsewhere_doesn_t_go_on_here(
    presenting: Slideshow, key: str
) -> None:
    press(presenting.presenter_view, key, again=True)
    press(presenting.audience, key, again=True)
    assert presenting.state.position == SlidePosition(2)
    assert "go to slide" not in " ".join(labels(presenting.presenter_view))


@pytest.mark.parametrize("key", ["Return", "Backspace"])
def test_that_a_key_that_ended_a_number_and_is_held_down_doesn_t_move_the_show(
    presenting: Slideshow, key: str
) -> None:
    for before in ("Right", "Left"):  # which would repeat
        press(presenting.presenter_view, before)
    type_in(presenting.presenter_view, "5")
    press(presenting.presenter_view, key)
    place = presenting.state.position
    press(presenting.presenter_view, key, again=True)
    assert presenting.state.position == place


# ---- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize("window", _WINDOWS)
@pytest.mark.parametrize("end", ["Return", "Enter", "G"])
@pytest.mark.parametrize(("digits", "slide"), [("5", 4), ("05", 4), ("1", 0), ("7", LAST)])
def test_that_a_number_with_enter_or_g_goes_to_that_slide(
    presenting: Slideshow, window: str, end: str, digits: str, slide: int
) -> None:
    type_in(_window(presenting, window), digits)
    assert presenting.state.position == SlidePosition(2)
    press(_window(presenting, window), end)
    assert presenting.state.position == SlidePosition(slide)
    assert not _searching(presenting)


@pytest.mark.parametrize("end", ["Return", "G"])
@pytest.mark.parametrize("digits", ["0", "00", "8", "99999"])
def test_that_a_number_that_no_slide_has_leads_nowhere_and_the_console_says_so(
    presenting: Slideshow, end: str, digits: str
) -> None:
    seen = presenting.audience.grab().toImage()
    type_in(presenting.audience, digits)
    press(presenting.audience, end)
    assert presenting.state.position == SlidePosition(2)
    assert presenting.audience.grab().toImage() == seen
    told = f"No slide {digits}: choose 1 to 7"
    assert told in labels(presenting.presenter_view)
    press(presenting.audience, "Right")
    assert told not in labels(presenting.presenter_view)
    assert presenting.state.position == SlidePosition(CHART)


def test_that_a_number_that_begins_in_one_window_may_end_in_the_other(
    presenting: Slideshow,
) -> None:
    press(presenting.audience, "1")
    press(presenting.presenter_view, "Return")
    assert presenting.state.position == SlidePosition(0)


def test_that_keypad_digits_and_digits_that_need_shift_count(presenting: Slideshow) -> None:
    press(presenting.presenter_view, Qt.Key.Key_6, _KEYPAD, text="6")
    assert "Press Enter to go to slide 6" in labels(presenting.presenter_view)
    press(presenting.presenter_view, Qt.Key.Key_Ampersand, SHIFT, text="1")  # of a French keyboard
    assert "Press Enter to go to slide 61" in labels(presenting.presenter_view)


def test_that_backspace_shortens_a_number_and_then_goes_back(presenting: Slideshow) -> None:
    type_in(presenting.presenter_view, "12")
    press(presenting.presenter_view, "Backspace")
    assert "Press Enter to go to slide 1" in labels(presenting.presenter_view)
    press(presenting.presenter_view, "Backspace")
    assert "go to slide" not in " ".join(labels(presenting.presenter_view))
    assert presenting.state.position == SlidePosition(2)
    press(presenting.presenter_view, "Backspace")
    assert presenting.state.position == SlidePosition(1)


def test_that_esc_drops_a_number_and_doesn_t_end_the_show(
    presenting: Slideshow, settings: Settings
) -> None:
    type_in(presenting.audience, "6")
    press(presenting.audience, "Esc")
    assert not _is_over(settings)
    press(presenting.audience, "Return")
    assert presenting.state.position == SlidePosition(CHART)


def test_that_any_other_key_drops_a_number_and_does_what_it_does(presenting: Slideshow) -> None:
    type_in(presenting.presenter_view, "6")
    press(presenting.presenter_view, "PgUp")
    assert presenting.state.position == SlidePosition(1)
    press(presenting.presenter_view, "Return")
    assert presenting.state.position == SlidePosition(2)


def test_that_the_audience_never_sees_a_number_being_typed(
    presenting: Slideshow, fake_screens: Screens
) -> None:
    for screens in ((LAPTOP, PROJECTOR), (LAPTOP,)):
        fake_screens.become(*screens)
        before = presenting.audience.grab().toImage()
        type_in(presenting.audience, "123")
        settle()
        assert presenting.audience.grab().toImage() == before
        assert labels(presenting.audience) == []
        press(presenting.audience, "Esc")


@given(
    st.lists(
        st.sampled_from([key for entry in KEY_BINDINGS for key in entry.keys] + list("0123456789")),
        max_size=8,
    )
)
def test_that_what_a_key_does_depends_on_the_key_and_not_on_its_text(keys: list[str]) -> None:
    for key in keys:
        combination = QKeySequence(key)[0]  # type: ignore[index]  # not in its stub
        code, modifiers = combination.key(), combination.keyboardModifiers()
        bare = QKeyEvent(QEvent.Type.KeyPress, code, modifiers)
        entry = binding_for(bare)
        assert typed_digit(bare) == ""
        assert (entry is None) == key.isdecimal()
        assert entry is None or key in entry.keys
