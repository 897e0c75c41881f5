"""Announcements by a screen reader."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def is_heard() -> bool:
    """Return whether a screen reader or a similar tool is running."""
    return QAccessible.isActive()


def announce(text: str, source: QWidget) -> None:
    """Let a screen reader announce a text after what it is saying now.

    Args:
        text: The text. Nothing is announced if it is empty.
        source: The widget that the announcement belongs to.
    """
    if text and is_heard():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, text))
