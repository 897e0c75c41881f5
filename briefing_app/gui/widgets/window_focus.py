"""Bringing a window to the front."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def bring_to_front(window: QWidget) -> None:
    """Show a window in front of the others and give it the keyboard."""
    restore(window)
    window.raise_()
    window.activateWindow()


def restore(window: QWidget) -> None:
    """Show a window, in the size that it had before it was minimised."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
