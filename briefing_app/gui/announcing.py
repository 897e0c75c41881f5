"""Has a screen reader say something, if one runs."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget


def is_heard() -> bool:
    """Whether anything listens to what is announced."""
    return QAccessible.isActive()


def announce(text: str, widget: QWidget) -> None:
    """Have it said when what is being said is over; nothing where there is nothing to say.

    Args:
        text: What to say.
        widget: What it is about. A screen reader listens to the window that is in use, so where
            that is another one, the announcement comes from there.
    """
    if text and is_heard():
        speaker = QApplication.activeWindow() or widget
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(speaker, text))
