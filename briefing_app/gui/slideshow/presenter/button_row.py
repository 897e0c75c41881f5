"""Buttons in as many rows as they take, or one row at a time where height is scarce."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from briefing_app.gui.widgets.flow_row import FlowRow


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
        self.more = QPushButton("More ›", parent)
        """Turns to the buttons that there is no room for, and at last to the first ones again."""
        self.more.setAccessibleName("More buttons")
        self.more.setToolTip("The other buttons; their keys always work")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(lambda: self._turn(1, around=True))
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

    def fit(self, width: int, *, single: bool) -> None:
        """Take up what the buttons say now.

        Args:
            width: What there is for all of them.
            single: Whether there is height for one row only.
        """
        self._single = single
        self.more.setVisible(single and self.flow.sizeHint().width() > width)
        self.flow.refresh()
        self.updateGeometry()
        self._turn(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802, Qt's name
        """Qt: its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, Qt's name
        """Qt: what its rows take, or the one that is shown."""
        return self.flow.sizeHint().height() if self._single else self.flow.heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: all in one row."""
        return self.flow.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: as high as its rows are at the width there is; any width will do."""
        return QSize(0, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: other buttons stand in each row now."""
        super().resizeEvent(event)
        if self.heightForWidth(event.oldSize().width()) != self.heightForWidth(self.width()):
            self.updateGeometry()  # the least height follows from the width that there is
        self._turn(0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the wheel turns to the buttons before or after."""
        turned = event.angleDelta()
        by = turned.y() or turned.x()
        rows = len(self.flow.row_tops())
        if not self._single or rows == 1 or not by:
            event.ignore()
            return
        self._turn(-1 if by > 0 else 1)
        event.accept()

    def _turn(self, by: int, *, around: bool = False) -> None:
        """Show another row whole; 0 stays at the one that is shown.

        Args:
            by: How many rows further down.
            around: Whether the first one comes after the last.
        """
        bar = self.verticalScrollBar()
        tops = self.flow.row_tops()
        row = sum(top <= bar.value() for top in tops) - 1 + by
        row = row % len(tops) if around else min(max(row, 0), len(tops) - 1)
        bar.setValue(tops[row] if self._single else 0)
