"""Widgets in a row that goes on in a next one where the width runs out.

A widget rather than a QLayout: a layout has to hand items to and fro with Qt, and who owns them
then is easily got wrong from Python.
"""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowRow(QWidget):
    """Left to right, then down.

    Args:
        parent: The widget that it stands in.
        spacing: Pixels between widgets, across and down.
        first_grows: Give the first widget what its row leaves over, so that the rest stands right;
            where not all fit in one row, it has one of its own.
    """

    def __init__(
        self, parent: QWidget | None = None, *, spacing: int = 8, first_grows: bool = False
    ) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._spacing = spacing
        self._first_grows = first_grows
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a widget after the others."""
        widget.setParent(self)
        self._widgets.append(widget)

    def hasHeightForWidth(self) -> bool:  # noqa: N802, Qt's name
        """Qt: its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802, Qt's name
        """Qt: the height that the rows need at a width."""
        return max((place.bottom() + 1 for _, place in self._places(width)), default=0)

    def row_tops(self) -> list[int]:
        """Where each row begins, in pixels from the top; at least one."""
        return [place.top() for _, place in self._places(self.width()) if place.left() == 0] or [0]

    def sizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: all in one row."""
        hints = [widget.sizeHint() for widget in self._shown()]
        return QSize(
            sum(hint.width() for hint in hints) + self._spacing * max(0, len(hints) - 1),
            max((hint.height() for hint in hints), default=0),
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802, Qt's name
        """Qt: the widest widget in a row of its own, and all rows at the width there is."""
        widest = max((widget.sizeHint().width() for widget in self._shown()), default=0)
        return QSize(widest, self.heightForWidth(max(widest, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: put the widgets in their places."""
        super().resizeEvent(event)
        self._place()
        if self.heightForWidth(event.oldSize().width()) != self.heightForWidth(self.width()):
            self.updateGeometry()  # the least height follows from the width that there is

    def refresh(self) -> None:
        """To be called when a widget in it was shown, hidden or wants another size.

        Qt would tell by an event; but to hand just any event to Python, PySide first builds every
        class of events there is, and the first paint would wait for that.
        """
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        for widget, place in self._places(self.width()):
            widget.setGeometry(place)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Where each widget that is shown stands at a width."""
        gap = self._spacing
        rows: list[list[tuple[QWidget, QSize]]] = []
        used = width + 1
        fits = self.sizeHint().width() <= width
        for widget in self._shown():
            hint = widget.sizeHint()
            alone = self._first_grows and len(rows) == 1 and not fits
            if alone or used + gap + hint.width() > width:
                rows.append([])
                used = -gap
            used += gap + hint.width()
            rows[-1].append((widget, hint))
        places = []
        top = 0
        for number, row in enumerate(rows):
            height = max(hint.height() for _, hint in row)
            spare = width - sum(hint.width() for _, hint in row) - gap * (len(row) - 1)
            left = 0
            for at, (widget, hint) in enumerate(row):
                grown = spare if self._first_grows and number == 0 and at == 0 else 0
                across = min(hint.width() + max(0, grown), width)
                down = top + (height - hint.height()) // 2
                places.append((widget, QRect(left, down, across, hint.height())))
                left += across + gap
            top += height + gap
        return places
