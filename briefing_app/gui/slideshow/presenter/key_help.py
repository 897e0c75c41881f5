"""The list of keys, shown over the presenter view rather than in a window that could get lost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from briefing_app.gui.slideshow.key_bindings import key_binding_list
from briefing_app.gui.style import Style, TextRole, set_window_theme
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.palette import Theme


class KeyHelp(QFrame):
    """Shows every key and what it does. A click closes it; keys still control the slideshow.

    Args:
        style: Fonts and text size.
        theme: The presenter view's colours.
        parent: The presenter view, which it covers.
    """

    closed = Signal()
    """Emitted when the list was closed."""

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.setObjectName("window")
        self.setAccessibleName("Keys")
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setColumnStretch(1, 1)
        self._key_labels: list[QLabel] = []
        self._hint_labels: list[QLabel] = []
        for row, (keys, hint) in enumerate(key_binding_list()):
            self._key_labels.append(text_label(page, keys))
            self._hint_labels.append(text_label(page, hint, wraps=True))
            self._grid.addWidget(self._key_labels[-1], row, 0)
            self._grid.addWidget(self._hint_labels[-1], row, 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        area.setWidget(page)
        for widget in (page, area.viewport()):
            widget.setAutoFillBackground(False)
        QVBoxLayout(self).addWidget(area)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Follow a change of text size or theme."""
        style = self._style
        set_window_theme(self, theme, style.px)
        self._grid.setHorizontalSpacing(style.px(28))
        self._grid.setVerticalSpacing(style.px(7))
        self._grid.setContentsMargins(style.px(30), style.px(24), style.px(30), style.px(24))
        for label in self._key_labels:
            label.setFont(style.font(TextRole.STRONG))
        for label in self._hint_labels:
            label.setFont(style.font(TextRole.CONTROL))

    def close_help(self) -> None:
        """Hide the list."""
        self.hide()
        self.closed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: a click closes the list."""
        event.accept()
        self.close_help()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: ignore the wheel at the end of the list; it would turn to another slide."""
        event.accept()
