"""Widgets in a row that wraps into further rows.

It is a widget rather than a QLayout: a layout passes items to and from Qt, and it is easy to get
their ownership wrong in Python.
"""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowRow(QWidget):
    """Arranges widgets from left to right, and then in further rows.

    Args:
        parent: The parent widget.
        spacing: The distance between widgets and between rows, in pixels.
        stretches_first: Give the first widget the width that its row leaves, so that the others are
            at the right. If not all fit into one row, the first widget has a row of its own.
        is_centred: Whether the rows are in the middle of spare height instead of at the top.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        spacing: int = 8,
        stretches_first: bool = False,
        is_centred: bool = False,
    ) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._gaps: dict[QWidget, int] = {}
        self._rects_at: dict[int, list[tuple[QWidget, QRect]]] = {}  # by width
        self._spacing = spacing
        self._stretches_first = stretches_first
        self._is_centred = is_centred
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget, *, gap_before: int = 0) -> None:
        """Add a widget after the others.

        Args:
            widget: The widget.
            gap_before: The distance before it in addition to the spacing, if it isn't the first one
                in a row.
        """
        widget.setParent(self)
        self._widgets.append(widget)
        self._gaps[widget] = gap_before
        self._rects_at.clear()

    def hasHeightForWidth(self) -> bool:
        """Return True: the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        return max((rect.bottom() + 1 for _, rect in self._rects(width)), default=0)

    def row_tops(self) -> list[int]:
        """Return the top of each row, in pixels. There is at least one."""
        return [rect.top() for _, rect in self._rects(self.width()) if rect.left() == 0] or [0]

    def sizeHint(self) -> QSize:
        """Return the size of all widgets in one row."""
        widgets = self._shown_widgets()
        hints = [_size_hint(widget) for widget in widgets]
        gaps = sum(self._gap(widget) for widget in widgets[1:])
        return QSize(
            sum(hint.width() for hint in hints) + gaps,
            max((hint.height() for hint in hints), default=0),
        )

    def minimumSizeHint(self) -> QSize:
        """Return the minimum width of the widest widget, and the height at the current width."""
        hints = [widget.minimumSizeHint() for widget in self._shown_widgets()]
        widest = max((hint.width() for hint in hints), default=0)
        return QSize(widest, self.heightForWidth(max(widest, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the widgets for the new width."""
        super().resizeEvent(event)
        self._rects_at.clear()  # before it is shown for the first time, fonts may be others
        self._arrange()
        if self.heightForWidth(event.oldSize().width()) != self.heightForWidth(self.width()):
            self.updateGeometry()  # the minimum height depends on the current width

    def showEvent(self, event: QShowEvent) -> None:
        """Arrange what has changed while the row was hidden."""
        super().showEvent(event)
        self._arrange()

    def refresh(self) -> None:
        """Arrange the widgets after one was shown, hidden or changed in size.

        Qt would report that by an event. But to pass events to Python, PySide first builds all
        classes of events, which would delay the first paint.
        """
        self._rects_at.clear()
        self.updateGeometry()
        if self.isVisible():
            self._arrange()

    def _arrange(self) -> None:
        spare = max(0, self.height() - self.heightForWidth(self.width()))
        top = spare // 2 if self._is_centred else 0
        for widget, rect in self._rects(self.width()):
            widget.setGeometry(rect.translated(0, top))

    def _shown_widgets(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _gap(self, widget: QWidget) -> int:
        """Return the distance to the widget before it in the same row."""
        return self._spacing + self._gaps[widget]

    def _rects(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Return each shown widget with its rectangle at a width."""
        rects = self._rects_at.get(width)
        if rects is None:  # kept, since Qt's layouts ask repeatedly
            rects = self._rects_at[width] = self._measure_rects(width)
        return rects

    def _measure_rects(self, width: int) -> list[tuple[QWidget, QRect]]:
        rects = []
        top = 0
        for number, row in enumerate(self._split_into_rows(width)):
            height = max(hint.height() for _, hint in row)
            gaps = sum(self._gap(widget) for widget, _ in row[1:])
            used = sum(hint.width() for _, hint in row) + gaps
            left = 0
            for column, (widget, hint) in enumerate(row):
                left += self._gap(widget) if column else 0
                is_stretched = self._stretches_first and number == 0 and column == 0
                stretch = max(0, width - used) if is_stretched else 0
                widget_width = min(hint.width() + stretch, width)
                widget_top = top + (height - hint.height()) // 2
                rects.append((widget, QRect(left, widget_top, widget_width, hint.height())))
                left += widget_width
            top += height + self._spacing
        return rects

    def _split_into_rows(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        """Return the shown widgets and their sizes, row by row."""
        rows: list[list[tuple[QWidget, QSize]]] = []
        used = 0
        fits_in_one_row = self.sizeHint().width() <= width
        for widget in self._shown_widgets():
            hint = _size_hint(widget)
            if hint.width() > width and widget.hasHeightForWidth():
                hint = QSize(width, widget.heightForWidth(width))
            ends_first_row = self._stretches_first and len(rows) == 1 and not fits_in_one_row
            if not rows or ends_first_row or used + self._gap(widget) + hint.width() > width:
                rows.append([])
                used = hint.width()
            else:
                used += self._gap(widget) + hint.width()
            rows[-1].append((widget, hint))
        return rows


def _size_hint(widget: QWidget) -> QSize:
    return widget.sizeHint().expandedTo(widget.minimumSize())
