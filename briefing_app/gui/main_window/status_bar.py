"""The status bar of the main window."""

from typing import Final

from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from briefing_app.database.reader import Briefing
from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.labels import ClampedLabel

_MESSAGE_DURATION_MS: Final = 8000
_WIDTH_FOR_OFFLINE: Final = 800  # pixels of the window at 100 % text size


class StatusBar(QStatusBar):
    """Shows the open file, the text size if it isn't 100 %, and messages for a while.

    Args:
        style: Fonts and text size.
        parent: The main window.
        is_private: Whether it is a private session, which the status bar says as long as it lasts.
    """

    def __init__(self, style: Style, parent: QWidget, *, is_private: bool = False) -> None:
        super().__init__(parent)
        self._style = style
        self.setSizeGripEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._file, self._running_order = ClampedLabel(self), ClampedLabel(self)
        self._has_running_order = False
        self._offline, self._scale = QLabel("No connection needed", self), QLabel(self)
        self._private = QLabel("Private session: nothing is kept", self)
        self._private.setVisible(is_private)
        self.addWidget(self._file)
        self.addWidget(self._running_order)
        self.addPermanentWidget(self._scale)
        self.addPermanentWidget(self._offline)
        if is_private:
            self.addPermanentWidget(self._private)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_message(self, text: str) -> None:
        """Show a message for a few seconds, and announce it."""
        self.showMessage(text, _MESSAGE_DURATION_MS)
        announce(text, self)

    def show_briefing(self, briefing: Briefing) -> None:
        """Show the file of a briefing and whether its quotes were checked."""
        report = briefing.report
        parts = [briefing.path.name, "read-only"]
        if report.has_quotations:
            checked = (
                "quotes checked when built" if report.is_verified else "not all quotes checked"
            )
            parts.append(checked)
        self._file.setText(" · ".join(parts))
        self.show_running_order("")

    def show_running_order(self, text: str) -> None:
        """Show how the running order differs from the briefing's own; hide it if empty."""
        self._running_order.setText(text)
        self._has_running_order = bool(text)
        self._running_order.setVisible(self._has_running_order and not self._file.isHidden())

    def set_briefing_shown(self, is_shown: bool) -> None:  # noqa: FBT001, like Qt's setters
        """Show or hide what concerns the open briefing."""
        self._file.setVisible(is_shown)
        self._running_order.setVisible(is_shown and self._has_running_order)

    def fit(self, width: int) -> None:
        """Hide the least important text if the window is narrow."""
        has_space = width >= self._style.px(_WIDTH_FOR_OFFLINE)
        self._offline.setVisible(has_space and self._private.isHidden())

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font(TextRole.SMALL)
        self._scale.setText(f"Text {round(self._style.scale * 100)} %")
        self._scale.setVisible(self._style.scale != 1)
        for label in (self._file, self._running_order, self._scale, self._offline, self._private):
            label.setFont(font)
            label.setContentsMargins(px(8), px(4), px(8), px(4))
        self._private.setFont(self._style.font(TextRole.STRONG))
        self.setContentsMargins(px(10), 0, px(10), 0)
