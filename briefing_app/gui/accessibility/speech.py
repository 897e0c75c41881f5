"""What a screen reader announces, and the language in which it pronounces texts."""

from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

INTERFACE_LOCALE: Final = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
"""The locale of the program's own texts and numbers, whatever the system's is."""


def is_heard() -> bool:
    """Return whether a screen reader or a similar tool is running."""
    return QAccessible.isActive()


def announce(text: str, source: QWidget | None = None) -> None:
    """Let a screen reader announce a text after what it is saying now.

    Args:
        text: The text. Nothing is announced if it is empty.
        source: The widget that the announcement belongs to; by default the active window. Screen
            readers ignore windows that aren't active.
    """
    source = source or QApplication.activeWindow()
    if text and source is not None and is_heard():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, text))


def text_locale(language: str) -> QLocale:
    """Return the locale of a briefing's texts, for `QWidget.setLocale`.

    Qt 6.12 reports a widget's locale to screen readers, but not that of an interface created in
    Python, such as a chart's or a heading's. PySide lacks a safe way to add it: it crashes if an
    override of `QAccessibleInterface.interface_cast` returns None.

    Args:
        language: The tag of the language. If Qt doesn't know it, the interface's is returned.
    """
    locale = QLocale(language)
    return INTERFACE_LOCALE if locale.language() is QLocale.Language.C else locale
