"""The commands of a slideshow and their keys, in one table.

The keys of both windows, the buttons of the presenter view and the key help are made from it. The
keys are those that presenters know from other programs and those that clickers send: PageUp and
PageDown, ``.`` and B, F5 and Esc, arrows.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Final

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence

from briefing_app.gui.widgets.keys import SHIFT, effective_modifiers, key_text


class Command(Enum):
    """What a presenter can do during a slideshow."""

    NEXT = auto()
    BACK = auto()
    FIRST = auto()
    LAST = auto()
    GO_TO = auto()
    BLACK = auto()
    WHITE = auto()
    FREEZE = auto()
    DISCUSS = auto()
    PAUSE = auto()
    EXTEND = auto()
    SAY = auto()
    SHOW_SAID = auto()
    POINTER = auto()
    PEN = auto()
    HIGHLIGHTER = auto()
    ERASER = auto()
    INK_COLOUR = auto()
    UNDO = auto()
    CLEAR_INK = auto()
    ZOOM = auto()
    SWAP = auto()
    CLOCK = auto()
    RESET_CLOCK = auto()
    MORE_TIME = auto()
    LESS_TIME = auto()
    LARGER_NOTES = auto()
    SMALLER_NOTES = auto()
    NOTES_UP = auto()
    NOTES_DOWN = auto()
    HELP = auto()
    RESUME = auto()
    END = auto()


INK_COMMANDS: Final = (
    Command.PEN,
    Command.HIGHLIGHTER,
    Command.ERASER,
    Command.INK_COLOUR,
    Command.UNDO,
    Command.CLEAR_INK,
)
"""The commands of the pen."""


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """A command with its keys and its texts.

    Args:
        command: The command.
        keys: Its keys in Qt's portable spelling. A character matches
            wherever it is on the keyboard. The button shows the first key.
        text: What the command does, for the key help.
        button: The text of its button in the presenter view; empty if it has none.
        is_checkable: Whether the button shows that the command is on.
        repeats: Whether a key that is held down repeats the command.
    """

    command: Command
    keys: tuple[str, ...]
    text: str
    button: str = ""
    is_checkable: bool = False
    repeats: bool = False


KEY_BINDINGS: Final = (
    KeyBinding(
        Command.BACK,
        ("PgUp", "Left", "Up", "Backspace", "P"),
        "Previous slide, bar or question",
        "‹ Back",
        repeats=True,
    ),
    KeyBinding(
        Command.NEXT,
        ("PgDown", "Right", "Down", "Space", "Return", "Enter", "N"),
        "Next slide, bar or answer; starts the countdown of a discussion",
        "Next ›",
        repeats=True,
    ),
    KeyBinding(Command.FIRST, ("Home",), "First slide"),
    KeyBinding(Command.LAST, ("End",), "Last slide"),
    KeyBinding(
        Command.BLACK,
        ("B", "."),
        "Black screen; press again for the slide",
        "Black",
        is_checkable=True,
    ),
    KeyBinding(
        Command.WHITE,
        ("W", ","),
        "White screen; press again for the slide",
    ),
    KeyBinding(
        Command.FREEZE,
        ("F",),
        "Freeze what the audience sees while you move; press again to unfreeze",
        "Freeze",
        is_checkable=True,
    ),
    KeyBinding(
        Command.DISCUSS,
        ("D",),
        "Discussion question of the slide; press again for the slide",
        "Discuss",
        is_checkable=True,
    ),
    KeyBinding(
        Command.PAUSE,
        ("T",),
        "Pause the countdown of a discussion; press again to continue",
        "Pause",
        is_checkable=True,
    ),
    KeyBinding(
        Command.EXTEND,
        ("Shift+T",),
        "One more minute for the discussion",
        "+1 min",
    ),
    KeyBinding(Command.SAY, ("R",), "Type what people say in a discussion"),
    KeyBinding(Command.SHOW_SAID, ("Shift+R",), "Show the audience what people said, or hide it"),
    KeyBinding(
        Command.POINTER,
        ("L",),
        "Pointer that follows the mouse; press again for a spotlight, and again for neither",
        "Pointer",
        is_checkable=True,
    ),
    KeyBinding(
        Command.PEN,
        ("I",),
        "Pen: the mouse draws on the slide; press again to put it away",
        "Pen",
        is_checkable=True,
    ),
    KeyBinding(
        Command.HIGHLIGHTER,
        ("H",),
        "Highlighter; press again for the pen",
        "Highlighter",
        is_checkable=True,
    ),
    KeyBinding(
        Command.ERASER,
        ("E",),
        "Eraser, while the pen is on; press again for the pen",
        "Eraser",
        is_checkable=True,
    ),
    KeyBinding(Command.INK_COLOUR, ("K",), "Next colour of the pen or the highlighter", "Colour"),
    KeyBinding(Command.UNDO, ("U",), "Undo the last stroke on this slide", "Undo"),
    KeyBinding(Command.CLEAR_INK, ("Shift+E",), "Erase everything drawn on this slide", "Clear"),
    KeyBinding(
        Command.ZOOM,
        ("Z",),
        "Zoom in; move with the mouse or the arrow keys; press again to zoom out",
        "Zoom",
        is_checkable=True,
    ),
    KeyBinding(
        Command.GO_TO,
        ("G",),
        "Overview and search of all slides; with one screen, it covers the slide",
        "Go to",
    ),
    KeyBinding(
        Command.SWAP,
        ("S",),
        "Swap the screens; with one screen, switch between slides and notes",
        "Swap",
    ),
    KeyBinding(Command.CLOCK, ("C",), "Stop or start the clock"),
    KeyBinding(Command.RESET_CLOCK, ("Shift+C",), "Restart the clock and the times of the slides"),
    KeyBinding(Command.MORE_TIME, ("]",), "Plan five minutes more", repeats=True),
    KeyBinding(Command.LESS_TIME, ("[",), "Plan five minutes less", repeats=True),
    KeyBinding(Command.LARGER_NOTES, ("+", "="), "Larger notes", repeats=True),
    KeyBinding(Command.SMALLER_NOTES, ("-",), "Smaller notes", repeats=True),
    # With Shift, which no clicker sends.
    KeyBinding(Command.NOTES_UP, ("Shift+PgUp",), "Scroll the notes up", repeats=True),
    KeyBinding(Command.NOTES_DOWN, ("Shift+PgDown",), "Scroll the notes down", repeats=True),
    KeyBinding(Command.HELP, ("F1", "?"), "Show these keys; with one screen, they cover the slide"),
    KeyBinding(Command.RESUME, ("F5", "Shift+F5"), "Bring the slideshow to the front"),
    KeyBinding(
        Command.END,
        ("Esc",),
        "Put the pen away; without it, end the slideshow (F5 resumes it)",
        "End",
    ),
)

DIGITS_TEXT: Final = ("0–9, then Enter or G", "Go to the slide with that number")
"""The digits in the key help; they belong to no command."""

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


def key_binding_list() -> list[tuple[str, str]]:
    """Return every key, as the platform writes it, with what it does."""
    bindings = [(", ".join(map(key_text, each.keys)), each.text) for each in KEY_BINDINGS]
    return [*bindings, DIGITS_TEXT]
