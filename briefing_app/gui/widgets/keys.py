"""Key presses and how they are written."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


_IDLE: Final = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


_ALT_GR: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""How Windows tells of AltGr, which ``[`` needs on many keyboards; elsewhere it is idle."""


def digit_of(event: QKeyEvent) -> str:
    """The digit that a key types, or empty."""
    text = event.text()
    plain = not (_modifiers(event) & ~_SHIFT).value
    return text if plain and len(text) == 1 and text in "0123456789" else ""


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    """Those that make another key of it."""
    modifiers = event.modifiers() & ~_IDLE
    if modifiers & _ALT_GR == _ALT_GR and event.text().isprintable() and event.text():
        modifiers &= ~_ALT_GR
    return modifiers


def key_text(portable: str) -> str:
    """A key as the platform writes it."""
    return QKeySequence(portable).toString(QKeySequence.SequenceFormat.NativeText)
