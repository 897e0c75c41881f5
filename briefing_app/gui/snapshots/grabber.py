"""Grabbing widgets as pictures that do not depend on time or on earlier pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractAnimation, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.gui.look import Style, ThemeChoice
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.render import png

_SETTLE_ROUNDS: Final = 20

Picture = tuple[str, bytes]
"""The name and the content of a PNG file."""


class Grabber:
    """Offers what a window needs for its picture, and grabs it.

    Args:
        application: The application.
        scratch: A folder for temporary files.
    """

    def __init__(self, application: QApplication, scratch: Path) -> None:
        self.application = application
        self.scratch = scratch

    def settings(self, name: str) -> Settings:
        """Return settings for one picture, so that none depends on the one before."""
        file = self.scratch / f"{name}.ini"
        return Settings(QSettings(str(file), QSettings.Format.IniFormat))

    @contextmanager
    def style(self, theme: ThemeChoice = ThemeChoice.LIGHT, scale: float = 1.0) -> Iterator[Style]:
        """Provide the style for one picture; delete it and its widgets afterwards."""
        style = Style(self.application, theme, scale)
        yield style
        style.deleteLater()
        self._settle()

    def grab(self, widget: QWidget, name: str) -> Picture:
        """Grab a widget when nothing in it moves any more."""
        # Only the main window is shown: the offscreen platform warns about minimum sizes.
        widget.ensurePolished()
        self._settle()
        before = None
        # Each time asks for another thumbnail, which is rendered while the program is idle.
        while (picture := widget.grab().toImage()) != before:
            before = picture
            self._settle()
        return f"{name}.png", png(picture)

    def _settle(self) -> None:
        """Process and delete all that was postponed, and go to the end of each animation."""
        for _ in range(_SETTLE_ROUNDS):
            self.application.sendPostedEvents()
            self.application.processEvents()
        # Without a running event loop, Qt doesn't delete widgets by itself, and each one that is
        # left slows down styling.
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for window in self.application.topLevelWidgets():
            for animation in window.findChildren(QAbstractAnimation):
                animation.setCurrentTime(animation.totalDuration())
