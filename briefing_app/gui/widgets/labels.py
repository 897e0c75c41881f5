"""Labels of plain text."""

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from briefing_app.gui.widgets.text_layout import in_few_lines


def text_label(parent: QWidget, text: str = "", look: str = "", *, wraps: bool = False) -> QLabel:
    """A label whose text is never taken for markup.

    Args:
        parent: The widget that it stands in.
        text: What it says at first.
        look: Its look in the style sheet, or empty.
        wraps: Whether it may take more lines than one.
    """
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if look:
        label.setProperty("look", look)
    return label


def plain_label(parent: QWidget) -> QLabel:
    """A label that wraps and that can be selected from with the mouse.

    Args:
        parent: The widget that it stands in.
    """
    label = text_label(parent, wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class BriefLabel(QLabel):
    """A text over a few lines at most; what is longer ends in an ellipsis.

    A tool tip shows it whole then; to a screen reader it always is.

    Args:
        parent: The widget that it stands in.
        lines: How many lines it may take. Where that is one, it gives way to what stands beside it.
    """

    def __init__(self, parent: QWidget, lines: int = 1) -> None:
        super().__init__(parent)
        self._lines = lines
        self._wanted = ("", QFont(), 0)
        self._layout = QTextLayout()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if lines > 1:
            # Not fixed: Qt would allow it no more height than one line has.
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def limit(self, lines: int) -> None:
        """Let it take fewer lines than it might, or as many again."""
        if lines != self._lines:
            self._lines = lines
            self._wanted = ("", QFont(), 0)
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802, Qt's name
        """Qt: whether its height follows from its width."""
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:  # noqa: N802, Qt's name
        """Qt: the height of the lines that it takes at a width."""
        margins = self.contentsMargins()
        room = width - margins.left() - margins.right()
        height = ceil(self._set(room).boundingRect().height())
        return height + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: all of it in one line."""
        margins, metrics = self.contentsMargins(), self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self.text()) + 1 + margins.left() + margins.right(),
            metrics.height() + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: a word of any length never widens what it stands in."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the lines, one below the other."""
        del event
        room = self.contentsRect()
        lines = self._set(room.width())
        painter = QPainter(self)
        if lines.lineCount() == 1:  # as other labels do, beside which it may stand
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, lines.text())
        else:
            lines.draw(painter, QPointF(room.topLeft()))
        painter.end()
        self._tell_whole(cut=lines.text() != self.text())

    def _set(self, width: int) -> QTextLayout:
        wanted = (self.text(), self.font(), max(1, width))
        if wanted != self._wanted:  # layouts ask again and again
            self._wanted = wanted
            self._layout = in_few_lines(*wanted, self._lines)
        return self._layout

    def _tell_whole(self, *, cut: bool) -> None:
        tip = ""
        if cut:
            from html import escape  # noqa: PLC0415, seldom needed

            # Qt would take text that looks like markup for markup.
            tip = f"<p>{escape(self.text())}</p>"
        if tip != self.toolTip():
            self.setToolTip(tip)
