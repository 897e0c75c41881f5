"""Key presses and their names."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_IGNORED_MODIFIERS: Final = (
    Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
)
ENTER_KEYS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
"""Enter, on the keypad too."""
_ALT_GR: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""How Windows reports AltGr, which many keyboards need for ``[``."""


def types_character(event: QKeyEvent) -> bool:
    """Return whether a key press types something that can be seen, or a space."""
    return event.text() != "" and event.text().isprintable()


def typed_digit(event: QKeyEvent) -> str:
    """Return the digit that a key press types, or an empty text."""
    text = event.text()
    if len(text) != 1 or text not in "0123456789":
        return ""
    return "" if (effective_modifiers(event) & ~SHIFT).value else text


def effective_modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """Return the modifiers that make it another key, without those needed to type a character."""
    modifiers = event.modifiers()
    if modifiers is Qt.KeyboardModifier.NoModifier:
        return modifiers  # soon: a key that turns a slide has none
    modifiers &= ~_IGNORED_MODIFIERS
    if modifiers & _ALT_GR == _ALT_GR and types_character(event):
        modifiers &= ~_ALT_GR
    return modifiers


def native_key(key: str) -> str:
    """Return a key or a combination, in Qt's portable spelling, as the platform names it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


def press_focused_button(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button that has the focus if the key is Enter. Return True if the key was used.

    Qt presses buttons with Space, and with Enter only if they can be a dialog's default button. A
    key that is held down presses nothing again.

    Args:
        window: The window. It gets the key because the button didn't use it.
        event: The key press.
    """
    if event.key() not in ENTER_KEYS:
        return False
    if event.isAutoRepeat():
        return True
    button = window.focusWidget()
    if isinstance(button, QAbstractButton):
        button.click()
        return True
    return False
