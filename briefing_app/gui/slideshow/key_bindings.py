"""What can be done during a show, in one table.

The keys of both windows, the console's buttons and the list under F1 are all made from it. The keys
are those that presenters know from other programs and those that clickers send: PageUp and
PageDown, ``.`` and B, F5 and Esc, arrows.
"""

from enum import Enum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence

from briefing_app.gui.widgets.keys import SHIFT, effective_modifiers, key_text


class Command(Enum):
    """What can be done during a show, by name."""

    NEXT = auto()
    BACK = auto()
    FIRST = auto()
    LAST = auto()
    GO_TO = auto()
    BLACK = auto()
    WHITE = auto()
    FREEZE = auto()
    POINTER = auto()
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
    LARGER_CLOCK = auto()
    SMALLER_CLOCK = auto()
    HELP = auto()
    RESUME = auto()
    END = auto()


class KeyBinding(NamedTuple):
    """One row of the table.

    Args:
        command: What is done.
        keys: The keys that do it, in Qt's portable spelling; a character stands for itself
            wherever it is on the keyboard. The first one stands on the button.
        hint: What it does, for the list of keys.
        button: The caption of its button in the console, or empty where it has none.
        repeats: Whether a key that is held down does it again and again.
    """

    command: Command
    keys: tuple[str, ...]
    hint: str
    button: str = ""
    repeats: bool = False


KEY_BINDINGS: Final = (
    KeyBinding(
        Command.BACK,
        ("PgUp", "Left", "Up", "Backspace", "P"),
        "The slide before, or the bar before",
        "‹ Back",
        repeats=True,
    ),
    KeyBinding(
        Command.NEXT,
        ("PgDown", "Right", "Down", "Space", "Return", "Enter", "N"),
        "The next slide, or the next bar",
        "Next ›",
        repeats=True,
    ),
    KeyBinding(Command.FIRST, ("Home",), "The first slide"),
    KeyBinding(Command.LAST, ("End",), "The last slide"),
    KeyBinding(
        Command.BLACK, ("B", "."), "Black screen; the same key brings the slide back", "Black"
    ),
    KeyBinding(
        Command.WHITE, ("W", ","), "White screen; the same key brings the slide back", "White"
    ),
    KeyBinding(
        Command.FREEZE,
        ("F",),
        "The audience keeps what it sees while you go through the slides; the same key ends that",
        "Freeze",
    ),
    KeyBinding(Command.POINTER, ("L",), "Pointer, moved with the mouse", "Pointer"),
    KeyBinding(Command.ZOOM, ("Z",), "Enlarge around the mouse; the same key ends that", "Zoom"),
    KeyBinding(
        Command.GO_TO,
        ("G",),
        "Find a slide by its number or its words; with one screen, in the slide’s place",
        "Go to",
    ),
    KeyBinding(
        Command.SWAP,
        ("S",),
        "Swap the screens; with one screen, show the notes in the slide’s place and back",
        "Swap screens",
    ),
    KeyBinding(Command.CLOCK, ("C",), "Stop the clock, or let it go on"),
    KeyBinding(Command.RESET_CLOCK, ("Shift+C",), "Set the clock to nought"),
    KeyBinding(Command.MORE_TIME, ("]",), "A minute more of planned time", repeats=True),
    KeyBinding(Command.LESS_TIME, ("[",), "A minute less of planned time", repeats=True),
    KeyBinding(Command.LARGER_NOTES, ("+", "="), "Larger notes", repeats=True),
    KeyBinding(Command.SMALLER_NOTES, ("-",), "Smaller notes", repeats=True),
    # With Shift, which no clicker sends along.
    KeyBinding(Command.NOTES_UP, ("Shift+PgUp",), "Long notes further up", repeats=True),
    KeyBinding(Command.NOTES_DOWN, ("Shift+PgDown",), "Long notes further down", repeats=True),
    KeyBinding(Command.LARGER_CLOCK, ("Ctrl++", "Ctrl+="), "A larger clock", repeats=True),
    KeyBinding(Command.SMALLER_CLOCK, ("Ctrl+-",), "A smaller clock", repeats=True),
    KeyBinding(Command.HELP, ("F1", "?"), "These keys; with one screen, in the slide’s place"),
    KeyBinding(Command.RESUME, ("F5", "Shift+F5"), "Bring the show to the front again"),
    KeyBinding(Command.END, ("Esc",), "End the show; place and clock are kept", "End"),
)

DIGITS_HINT: Final = (
    "0–9, then Enter or G",
    "Go to the slide with that number; stay where there is none",
)
"""Keys that no command stands for alone."""

_FIRST_NAMED_KEY: Final = 0x01000000  # Esc; Qt's codes below it are characters


def _by_key() -> dict[tuple[int, int], KeyBinding]:
    """Each entry by its key and modifiers."""
    table: dict[tuple[int, int], KeyBinding] = {}
    for entry in KEY_BINDINGS:
        for text in entry.keys:
            combination: QKeyCombination = QKeySequence(text)[0]  # type: ignore[index]  # not in its stub
            table[int(combination.key()), combination.keyboardModifiers().value] = entry
    return table


_TABLE: Final = _by_key()


def binding_for(event: QKeyEvent) -> KeyBinding | None:
    """What a key does during a show, or None.

    Shift makes no difference to a character that has no entry of its own with it: to a capital, or
    to a sign that needs Shift on this keyboard.
    """
    modifiers = effective_modifiers(event)
    key = event.key()
    entry = _TABLE.get((key, modifiers.value))
    if entry is None and modifiers & SHIFT and key < _FIRST_NAMED_KEY:
        entry = _TABLE.get((key, (modifiers & ~SHIFT).value))
    return entry


def key_binding_list() -> list[tuple[str, str]]:
    """Every key of a show, as (keys as the platform writes them, what they do)."""
    return [(", ".join(map(key_text, entry.keys)), entry.hint) for entry in KEY_BINDINGS] + [
        DIGITS_HINT
    ]
