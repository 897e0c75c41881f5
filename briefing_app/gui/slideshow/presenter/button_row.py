"""Buttons in as many rows as they need, or in a single row that can be turned."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from briefing_app.gui.widgets.flow_row import FlowRow


class ButtonRow(QScrollArea):
    """Shows the buttons in a `FlowRow`. None of them takes the keyboard focus.

    Args:
        parent: The parent widget, also of the button that shows more.
        spacing: The distance between buttons, in pixels.
    """

    def __init__(self, parent: QWidget, *, spacing: int) -> None:
        super().__init__(parent)
        self._is_single = False
        self.flow = FlowRow(self.viewport(), spacing=spacing)
        self.setWidget(self.flow)
        self.more = QPushButton("More ›", parent)
        """Turns to the next row of buttons, and from the last row to the first."""
        self.more.setAccessibleName("More buttons")
        self.more.setToolTip("Show more buttons. Their keys always work.")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(lambda: self._turn(1, wraps=True))
        self.more.hide()
        self.flow.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def fit(self, width: int, *, is_single: bool) -> None:
        """Arrange the buttons after a change of texts or space.

        Args:
            width: The width for all of them.
            is_single: Whether there is height for one row only.
        """
        self._is_single = is_single
        self.more.setVisible(is_single and self.flow.sizeHint().width() > width)
        self.flow.refresh()
        self.updateGeometry()
        self._turn(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows, or of the single row."""
        return self.flow.sizeHint().height() if self._is_single else self.flow.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of all buttons in one row."""
        return self.flow.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return any width, with the height that the rows need at the current width."""
        return QSize(0, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the buttons for the new width."""
        super().resizeEvent(event)
        if self.heightForWidth(event.oldSize().width()) != self.heightForWidth(self.width()):
            self.updateGeometry()  # the minimum height depends on the current width
        self._turn(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn to the next or the previous row."""
        delta = event.angleDelta()
        by = delta.y() or delta.x()
        rows = len(self.flow.row_tops())
        if not self._is_single or rows == 1 or not by:
            event.ignore()
            return
        self._turn(-1 if by > 0 else 1)
        event.accept()

    def _turn(self, by: int, *, wraps: bool = False) -> None:
        """Show another row; 0 aligns the current one.

        Args:
            by: The number of rows to move down.
            wraps: Whether the first row follows the last one.
        """
        bar = self.verticalScrollBar()
        tops = self.flow.row_tops()
        row = sum(top <= bar.value() for top in tops) - 1 + by
        row = row % len(tops) if wraps else min(max(row, 0), len(tops) - 1)
        bar.setValue(tops[row] if self._is_single else 0)
