"""The keys of a show, laid over the console; no window of its own that could get lost."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from briefing_app.gui.slideshow.key_bindings import key_binding_list
from briefing_app.gui.style import Style, TextRole, dress
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.palette import Theme


class KeyHelp(QFrame):
    """Every key and what it does. A click takes it away; keys go to the show.

    Args:
        style: Fonts and text size.
        theme: Its colours.
        parent: The window that it is laid over.
    """

    closed = Signal()
    """It was taken away."""

    def __init__(self, style: Style, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.setObjectName("window")
        self.setAccessibleName("Keys")
        rows = QVBoxLayout(self)
        self._area = QScrollArea(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._page = QWidget()
        self._grid = QGridLayout(self._page)
        self._grid.setColumnStretch(1, 1)
        self._keys: list[QLabel] = []
        self._hints: list[QLabel] = []
        for row, (keys, hint) in enumerate(key_binding_list()):
            for column, (text, labels) in enumerate(((keys, self._keys), (hint, self._hints))):
                label = text_label(self._page, text, wraps=bool(column))
                labels.append(label)
                self._grid.addWidget(label, row, column)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._area.setWidget(self._page)
        for widget in (self._page, self._area.viewport()):
            widget.setAutoFillBackground(False)
        rows.addWidget(self._area)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Take up another text size or theme."""
        style = self._style
        dress(self, theme, style.px)
        self._grid.setHorizontalSpacing(style.px(28))
        self._grid.setVerticalSpacing(style.px(7))
        self._grid.setContentsMargins(style.px(30), style.px(24), style.px(30), style.px(24))
        for label in self._keys:
            label.setFont(style.font(TextRole.STRONG))
        for label in self._hints:
            label.setFont(style.font(TextRole.CONTROL))

    def close_list(self) -> None:
        """Take it away."""
        self.hide()
        self.closed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: a click takes it away."""
        event.accept()
        self.close_list()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: at the end of the list the wheel does nothing, rather than go to another slide."""
        event.accept()
