"""Brings a window before the others."""

from PySide6.QtWidgets import QWidget


def bring_forward(window: QWidget) -> None:
    """Show a window, or bring it forward where it is already shown, and give it the keyboard."""
    window.show()
    window.raise_()
    window.activateWindow()
