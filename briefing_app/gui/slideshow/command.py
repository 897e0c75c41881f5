"""What a command of a slideshow is: a record at its method, from which all else is made.

The keys of both windows, the buttons of the presenter view and the key help are made from the
records in `commands.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache, partial
from typing import Any, Final, NamedTuple, Protocol, overload

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSlider

from briefing_app.gui.widgets.keys import SHIFT, effective_modifiers


class ButtonGroup(Enum):
    """A group of buttons in the presenter view, in their order from left to right."""

    TURN = auto()
    HIDE = auto()
    COUNTDOWN = auto()
    TOOLS = auto()
    APART = auto()
    """At the right end, so that no click on Next hits them."""
    NOTES = auto()
    """Above the notes."""


BUTTON_GROUPS: Final = (ButtonGroup.TURN, ButtonGroup.HIDE, ButtonGroup.TOOLS, ButtonGroup.APART)
"""The groups that are always there."""
COUNTDOWN_GROUPS: Final = (ButtonGroup.COUNTDOWN,)
"""The group that is there while a countdown is shown."""


class Button(NamedTuple):
    """The button of a command in the presenter view.

    Args:
        text: Its text.
        group: Where it is; the buttons of a group have the order of the commands.
        is_key_shown: Whether it names its key; not if everybody knows it, or if it is long.
        texts: All its texts, if the text changes with what the command does.
        is_primary: Whether it is filled, as the one that is pressed most.
    """

    text: str
    group: ButtonGroup
    is_key_shown: bool = True
    texts: tuple[str, ...] = ()
    is_primary: bool = False


class KeyPurpose(Enum):
    """What keys are for, in the order of the key help."""

    TURN = "Turn slides"
    SCREENS = "Screens and notes"
    DISCUSSION = "Discussion"
    START = "Start, clock and end"


class KeyRow(NamedTuple):
    """Keys that do the same.

    Args:
        keys: The keys, in Qt's portable spelling; with a space between those that are pressed one
            after the other.
        text: What they do.
    """

    keys: tuple[str, ...]
    text: str


class KeyGroup(NamedTuple):
    """The keys for one purpose.

    Args:
        title: The purpose.
        rows: The keys, in the order in which they are listed.
    """

    title: str
    rows: tuple[KeyRow, ...]


def _do_nothing(_commands: object) -> None:
    """Do what a command does whose method isn't there yet."""


@dataclass(frozen=True, eq=False)
class Command:
    """What a presenter can do during a slideshow: keys and texts of the method below it.

    As a decorator it adds the method. Of an object with such methods, the attribute is then a
    function that runs the command; of its class, it is this record.

    Args:
        purpose: What it is for; the key help is ordered by that.
        keys: Its keys in Qt's portable spelling. A character matches wherever it is on the
            keyboard. The button shows the first key.
        text: What it does, for the key help.
        button: Its button in the presenter view; None if it has none.
        is_on: Returns whether what it switches is on, from the object with the method; None if it
            switches nothing.
        repeats: Whether a key that is held down repeats it.
        keeps_hint: Whether a message about the last key stays, since it may be a question.
        scroll: How its keys scroll the key help while that is open; None if they still do the same.
        essential: Its lines in the list of the keys that matter most.
        more_keys: Further lines in the key help.
        method: What it does, from the object with the method.
    """

    purpose: KeyPurpose
    keys: tuple[str, ...]
    text: str
    button: Button | None = None
    is_on: Callable[[Any], bool] | None = None
    repeats: bool = False
    keeps_hint: bool = False
    scroll: QAbstractSlider.SliderAction | None = None
    essential: tuple[KeyRow, ...] = ()
    more_keys: tuple[KeyRow, ...] = ()
    method: Callable[[Any], object] = _do_nothing

    def __call__(self, method: Callable[[Any], object]) -> "Command":
        return replace(self, method=method)

    @overload
    def __get__(self, owner: None, owner_type: type) -> "Command": ...

    @overload
    def __get__(self, owner: "CommandSet", owner_type: type) -> Callable[[], None]: ...

    def __get__(
        self, owner: "CommandSet | None", owner_type: type
    ) -> "Command | Callable[[], None]":
        return self if owner is None else partial(owner.do, self)


class CommandSet(Protocol):
    """What keys and buttons need of the commands."""

    @property
    def all(self) -> Sequence[Command]:
        """All of them, in the order of the key help and of the buttons."""

    def do(self, command: Command) -> None:
        """Run a command."""

    def is_on(self, command: Command) -> bool:
        """Return whether what a command switches is on."""


_FIRST_NAMED_KEY: Final = 0x01000000  # Esc; Qt's codes below it are characters


@cache
def _commands_by_key(commands: tuple[Command, ...]) -> dict[tuple[int, int], Command]:
    """Return each command by its key and modifiers."""
    found: dict[tuple[int, int], Command] = {}
    for command in commands:
        for text in command.keys:
            combination: QKeyCombination = QKeySequence(text)[0]  # type: ignore[index]  # not in its stub
            found[int(combination.key()), combination.keyboardModifiers().value] = command
    return found


def prepare_keys(commands: Sequence[Command]) -> None:
    """Look up all keys, so that the first key press needn't."""
    _commands_by_key(tuple(commands))


def command_for(event: QKeyEvent, commands: Sequence[Command]) -> Command | None:
    """Return the command of a key press, or None.

    Shift is ignored for a character that has no command with it: for a capital, or for a sign that
    needs Shift on this keyboard.
    """
    modifiers = effective_modifiers(event)
    key = event.key()
    by_key = _commands_by_key(tuple(commands))
    command = by_key.get((key, modifiers.value))
    if command is None and modifiers & SHIFT and key < _FIRST_NAMED_KEY:
        command = by_key.get((key, (modifiers & ~SHIFT).value))
    return command


def essential_keys(commands: Sequence[Command]) -> KeyGroup:
    """Return the keys that matter most in a slideshow."""
    rows = tuple(row for command in commands for row in command.essential)
    return KeyGroup("The twelve that matter in a slideshow", rows)


def key_groups(commands: Sequence[Command]) -> tuple[KeyGroup, ...]:
    """Return every key of a slideshow with what it does."""
    return tuple(KeyGroup(purpose.value, _rows(purpose, commands)) for purpose in KeyPurpose)


def _rows(purpose: KeyPurpose, commands: Sequence[Command]) -> tuple[KeyRow, ...]:
    rows: list[KeyRow] = []
    for command in commands:
        if command.purpose is purpose:
            # The keypad's Enter is named as the other one is.
            keys = tuple(key for key in command.keys if key != "Return")
            rows += (KeyRow(keys, command.text), *command.more_keys)
    return tuple(rows)
