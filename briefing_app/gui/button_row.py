"""Buttons in as many rows as they take, or in one that scrolls where height is scarce."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from briefing_app.gui.flow_row import FlowRow


class ButtonRow(QScrollArea):
    """Shows the buttons of a flow, which never take the keyboard.

    Args:
        parent: As in Qt.
        spacing: Pixels between buttons.
    """

    def __init__(self, parent: QWidget, *, spacing: int) -> None:
        super().__init__(parent)
        self._single = False
        self.flow = FlowRow(self.viewport(), spacing=spacing)
        self.setWidget(self.flow)
        self.flow.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fit(self, *, single: bool) -> None:
        """Take up what the buttons say now.

        Args:
            single: Whether there is height for one row only.
        """
        self._single = single
        self.flow.setMinimumWidth(self.flow.sizeHint().width() if single else 0)
        self.flow.refresh()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802, Qt's name
        """Qt: its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, Qt's name
        """Qt: what its rows take, and a scroll bar where the only one is too long."""
        if not self._single:
            return self.flow.heightForWidth(width)
        row = self.flow.sizeHint()
        return row.height() + (self._bar_height() if row.width() > width else 0)

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: all in one row."""
        return self.flow.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: as high as its rows are at the width there is; any width will do."""
        return QSize(0, self.heightForWidth(self.width()))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: a wheel that turns up and down moves the row sideways."""
        bar = self.horizontalScrollBar()
        if not bar.maximum():
            event.ignore()
            return
        turned = event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()

    def _bar_height(self) -> int:
        return self.horizontalScrollBar().sizeHint().height()
