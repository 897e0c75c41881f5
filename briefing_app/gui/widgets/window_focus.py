"""Brings a window before the others."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def bring_forward(window: QWidget) -> None:
    """Show a window, or bring it forward where it is already shown, and give it the keyboard."""
    restore(window)
    window.raise_()
    window.activateWindow()


def restore(window: QWidget) -> None:
    """Show a window, as large as it was before it was minimised."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
