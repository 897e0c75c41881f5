"""Has a screen reader say something, if one runs."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def is_heard() -> bool:
    """Whether anything listens to what is announced."""
    return QAccessible.isActive()


def announce(text: str, speaker: QWidget) -> None:
    """Have it said when what is being said is over; nothing where there is nothing to say.

    Args:
        text: What to say.
        speaker: The widget that it comes from.
    """
    if text and is_heard():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(speaker, text))
