"""The commands of a slideshow and their keys, in one table.

The keys of both windows, the buttons of the presenter view and the key help are made from it. The
keys are those that presenters know from other programs and those that clickers send: PageUp and
PageDown, ``.`` and B, F5 and Esc, arrows.
"""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import cache
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence

from briefing_app.gui.widgets.keys import SHIFT, effective_modifiers
from briefing_app.model.slideshow.time import CountdownAction


class Command(Enum):
    """What a presenter can do during a slideshow."""

    NEXT = auto()
    BACK = auto()
    FIRST = auto()
    LAST = auto()
    GO_TO = auto()
    BLACK = auto()
    FREEZE = auto()
    DISCUSS = auto()
    PAUSE = auto()
    EXTEND = auto()
    POINTER = auto()
    ZOOM = auto()
    SWAP = auto()
    RESTART_CLOCK = auto()
    LARGER_NOTES = auto()
    SMALLER_NOTES = auto()
    NOTES_UP = auto()
    NOTES_DOWN = auto()
    HELP = auto()
    RESUME = auto()
    END = auto()


class Commands(Protocol):
    """What the buttons of the presenter view need of the commands."""

    toggles: Mapping[Command, Callable[[], bool]]
    """Whether what a command switches is on."""

    def do(self, command: Command) -> None:
        """Run a command."""


class ButtonGroup(Enum):
    """A group of buttons in the presenter view, in their order from left to right."""

    TURN = auto()
    HIDE = auto()
    COUNTDOWN = auto()
    TOOLS = auto()
    APART = auto()
    """At the right end, so that no click on Next hits them."""


BUTTON_GROUPS: Final = (ButtonGroup.TURN, ButtonGroup.HIDE, ButtonGroup.TOOLS, ButtonGroup.APART)
"""The groups that are always there."""
COUNTDOWN_GROUPS: Final = (ButtonGroup.COUNTDOWN,)
"""The group that is there while a countdown is shown."""


class Button(NamedTuple):
    """The button of a command in the presenter view.

    Args:
        text: Its text.
        group: Where it is; the buttons of a group have the order of `KEY_BINDINGS`.
        is_key_shown: Whether it names its key; not if everybody knows it, or if it is long.
        texts: All its texts, if the text changes with what the command does.
    """

    text: str
    group: ButtonGroup
    is_key_shown: bool = True
    texts: tuple[str, ...] = ()


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


class KeyBinding(NamedTuple):
    """A command with its keys and its texts.

    Args:
        command: The command.
        purpose: What it is for; the key help is ordered by that.
        keys: Its keys in Qt's portable spelling. A character matches
            wherever it is on the keyboard. The button shows the first key.
        text: What the command does, for the key help.
        button: Its button in the presenter view; None if it has none.
        repeats: Whether a key that is held down repeats the command.
    """

    command: Command
    purpose: KeyPurpose
    keys: tuple[str, ...]
    text: str
    button: Button | None = None
    repeats: bool = False


KEY_BINDINGS: Final = (
    KeyBinding(
        Command.BACK,
        KeyPurpose.TURN,
        ("PgUp", "Left", "Up", "Backspace", "P"),
        "Previous slide, page or question",
        Button("‹ Back", ButtonGroup.TURN, is_key_shown=False),
        repeats=True,
    ),
    KeyBinding(
        Command.NEXT,
        KeyPurpose.TURN,
        ("PgDown", "Right", "Down", "Space", "Return", "Enter", "N"),
        "Next slide, page, answer or bars; starts a countdown",
        Button("Next ›", ButtonGroup.TURN, is_key_shown=False),
        repeats=True,
    ),
    KeyBinding(Command.FIRST, KeyPurpose.TURN, ("Home",), "First slide"),
    KeyBinding(Command.LAST, KeyPurpose.TURN, ("End",), "Last slide"),
    KeyBinding(
        Command.BLACK,
        KeyPurpose.SCREENS,
        ("B", "."),
        "Black screen; press again for the slide",
        Button("Black", ButtonGroup.HIDE),
    ),
    KeyBinding(
        Command.FREEZE,
        KeyPurpose.SCREENS,
        ("F",),
        "Freeze what the audience sees while you move; press again to unfreeze",
        Button("Freeze", ButtonGroup.HIDE),
    ),
    KeyBinding(
        Command.DISCUSS,
        KeyPurpose.DISCUSSION,
        ("D",),
        "Discussion question of the slide; press again for the slide",
        Button("Discuss", ButtonGroup.TOOLS),
    ),
    KeyBinding(
        Command.PAUSE,
        KeyPurpose.DISCUSSION,
        ("T",),
        "Start, pause or continue the countdown",
        Button("Pause", ButtonGroup.COUNTDOWN, texts=tuple(CountdownAction)),
    ),
    KeyBinding(
        Command.EXTEND,
        KeyPurpose.DISCUSSION,
        ("Shift+T",),
        "Add a minute to the countdown",
        Button("+1 min", ButtonGroup.COUNTDOWN, is_key_shown=False),
    ),
    KeyBinding(
        Command.POINTER,
        KeyPurpose.SCREENS,
        ("L",),
        "Pointer that follows the mouse; press again for none",
        Button("Pointer", ButtonGroup.TOOLS),
    ),
    KeyBinding(
        Command.ZOOM,
        KeyPurpose.SCREENS,
        ("Z",),
        "Zoom in; move with the mouse or the arrow keys; press again to zoom out",
        Button("Zoom", ButtonGroup.TOOLS),
    ),
    KeyBinding(
        Command.GO_TO,
        KeyPurpose.TURN,
        ("G",),
        "Overview and search of all slides; with one screen, it covers the slide",
        Button("All slides", ButtonGroup.TOOLS),
    ),
    KeyBinding(
        Command.SWAP,
        KeyPurpose.SCREENS,
        ("S",),
        "Swap the screens, pressed twice if a projector has the slides; with one screen, switch "
        "between slides and notes",
        Button("Swap", ButtonGroup.APART),
    ),
    KeyBinding(Command.RESTART_CLOCK, KeyPurpose.START, ("Shift+C",), "Restart the clock"),
    KeyBinding(Command.LARGER_NOTES, KeyPurpose.SCREENS, ("+", "="), "Larger notes", repeats=True),
    KeyBinding(Command.SMALLER_NOTES, KeyPurpose.SCREENS, ("-",), "Smaller notes", repeats=True),
    # With Shift, which no clicker sends.
    KeyBinding(
        Command.NOTES_UP, KeyPurpose.SCREENS, ("Shift+PgUp",), "Scroll the notes up", repeats=True
    ),
    KeyBinding(
        Command.NOTES_DOWN,
        KeyPurpose.SCREENS,
        ("Shift+PgDown",),
        "Scroll the notes down",
        repeats=True,
    ),
    KeyBinding(
        Command.HELP,
        KeyPurpose.SCREENS,
        ("F1", "?"),
        "Show these keys; with one screen, they cover the slide",
    ),
    KeyBinding(
        Command.RESUME, KeyPurpose.START, ("F5", "Shift+F5"), "Bring the slideshow to the front"
    ),
    KeyBinding(
        Command.END,
        KeyPurpose.START,
        ("Esc",),
        "Close the overview, the keys or the zoom; otherwise end the slideshow (F5 continues it)",
        Button("End", ButtonGroup.APART),
    ),
)

ESSENTIAL_KEYS: Final[Mapping[Command, tuple[str, str]]] = {
    Command.NEXT: ("Right", "Next"),
    Command.BACK: ("Left", "Back"),
    Command.GO_TO: ("G", "All slides, for you alone"),
    Command.END: ("Esc", "End; keeps place and clock"),
    Command.BLACK: ("B", "Black, and back"),
    Command.FREEZE: ("F", "Freeze what the audience sees"),
    Command.DISCUSS: ("D", "Discussion question of this slide"),
    Command.PAUSE: ("T", "Start, pause or continue the countdown"),
    Command.EXTEND: ("Shift+T", "Add a minute to the countdown"),
    Command.POINTER: ("L", "Pointer, and off"),
    Command.SWAP: ("S", "Swap the screens; twice with a projector"),
}
"""The commands that matter most: for each its best known key, and what that does in a few words."""

_FIRST_NAMED_KEY: Final = 0x01000000  # Esc; Qt's codes below it are characters


@cache
def _bindings_by_key() -> dict[tuple[int, int], KeyBinding]:
    """Return each binding by its key and modifiers."""
    bindings: dict[tuple[int, int], KeyBinding] = {}
    for binding in KEY_BINDINGS:
        for text in binding.keys:
            combination: QKeyCombination = QKeySequence(text)[0]  # type: ignore[index]  # not in its stub
            bindings[int(combination.key()), combination.keyboardModifiers().value] = binding
    return bindings


def prepare_bindings() -> None:
    """Look up all keys, so that the first key press needn't."""
    _bindings_by_key()


def binding_for(event: QKeyEvent) -> KeyBinding | None:
    """Return the binding of a key press, or None.

    Shift is ignored for a character that has no binding with it: for a capital, or for a sign that
    needs Shift on this keyboard.
    """
    modifiers = effective_modifiers(event)
    key = event.key()
    bindings = _bindings_by_key()
    binding = bindings.get((key, modifiers.value))
    if binding is None and modifiers & SHIFT and key < _FIRST_NAMED_KEY:
        binding = bindings.get((key, (modifiers & ~SHIFT).value))
    return binding


def essential_keys() -> KeyGroup:
    """Return the keys that matter most in a slideshow."""
    next_key, back, *others = (KeyRow((key,), text) for key, text in ESSENTIAL_KEYS.values())
    rows = (next_key, back, KeyRow(("7 Enter",), "Go to slide 7"), *others)
    return KeyGroup("The twelve that matter in a slideshow", rows)


def key_groups() -> tuple[KeyGroup, ...]:
    """Return every key of a slideshow with what it does."""
    return tuple(KeyGroup(purpose.value, _rows(purpose)) for purpose in KeyPurpose)


def _rows(purpose: KeyPurpose) -> tuple[KeyRow, ...]:
    rows = [
        # The keypad's Enter is named as the other one is.
        KeyRow(tuple(key for key in binding.keys if key != "Return"), binding.text)
        for binding in KEY_BINDINGS
        if binding.purpose is purpose
    ]
    if purpose is KeyPurpose.TURN:
        rows.append(KeyRow(("0–9 Enter",), "Go to the slide with that number"))
    return tuple(rows)
