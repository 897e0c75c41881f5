"""Widgets in a row that wraps into further rows."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowRow(QWidget):
    """Arranges widgets from left to right, and then in further rows.

    Args:
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
        self.flow = FlowLayout(
            self, spacing=spacing, stretches_first=stretches_first, is_centred=is_centred
        )
        """Its layout."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, widget: QWidget, *, starts_group: bool = False) -> None:
        """Add a widget after the others.

        Args:
            widget: The widget.
            starts_group: Whether a group starts with it.
        """
        self.flow.add(widget, starts_group=starts_group)


class FlowLayout(QLayout):
    """The layout of a `FlowRow`, without margins.

    Qt's layouts ask it repeatedly, so it keeps sizes and places until a widget is shown, hidden or
    changed in size.
    """

    def __init__(
        self, row: QWidget, *, spacing: int, stretches_first: bool, is_centred: bool
    ) -> None:
        super().__init__(row)
        self._row = row
        self._items: list[QLayoutItem] = []
        self._group_gap = 0
        self._group_starts: set[QWidget] = set()
        self._hints: list[tuple[QWidget, QSize]] = []  # of the shown widgets
        self._size_hint: QSize | None = None
        self._least_width: int | None = None
        self._places_at: dict[int, _Places] = {}  # by width
        self._placed_height = 0
        self._stretches_first = stretches_first
        self._is_centred = is_centred
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def set_group_gap(self, gap: int) -> None:
        """Set the distance between groups in addition to the spacing, in pixels."""
        self._group_gap = gap
        self.invalidate()

    def add(self, widget: QWidget, *, starts_group: bool) -> None:
        """Add a widget after the others."""
        if starts_group:
            self._group_starts.add(widget)
        self.addWidget(widget)

    def row_tops(self) -> Sequence[int]:
        """Return the top of each row, in pixels. There is at least one."""
        return self._places(self._row.width()).row_tops or [0]

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None if there is none with this index."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it, or None if there is none with this index."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return none: spare space is left to others."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width).height

    def sizeHint(self) -> QSize:
        if self._size_hint is None:
            hints = self._size_hints()
            gaps = sum([self._gap_before(widget) for widget, _ in hints[1:]])
            width = sum([hint.width() for _, hint in hints]) + gaps
            self._size_hint = QSize(width, max([hint.height() for _, hint in hints], default=0))
        return self._size_hint

    def minimumSize(self) -> QSize:
        """Return the minimum width of the widest widget, and the height at the current width."""
        if self._least_width is None:
            widths = [widget.minimumSizeHint().width() for widget, _ in self._size_hints()]
            self._least_width = max(widths, default=0)
        least = self._least_width
        return QSize(least, self.heightForWidth(max(least, self._row.width())))

    def invalidate(self) -> None:
        """Forget what was measured: a widget was shown, hidden or changed in size."""
        super().invalidate()
        self._hints.clear()
        self._size_hint = self._least_width = None
        self._places_at.clear()
        self._row.updateGeometry()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        places = self._places(rect.width())
        top = max(0, rect.height() - places.height) // 2 if self._is_centred else 0
        for widget, place in places.rects:
            widget.setGeometry(place.translated(0, top))
        if places.height != self._placed_height:
            self._placed_height = places.height
            self._row.updateGeometry()  # the minimum height depends on the current width

    def _size_hints(self) -> list[tuple[QWidget, QSize]]:
        """Return the shown widgets and their sizes."""
        if not self._hints:
            self._hints = [
                (widget, widget.sizeHint().expandedTo(widget.minimumSize()))
                for item in self._items
                if (widget := item.widget()) is not None and not widget.isHidden()
            ]
        return self._hints

    def _gap_before(self, widget: QWidget) -> int:
        return self.spacing() + (self._group_gap if widget in self._group_starts else 0)

    def _places(self, width: int) -> "_Places":
        """Return where the shown widgets are at a width."""
        places = self._places_at.get(width)
        if places is None:
            places = self._places_at[width] = self._find_places(width)
        return places

    def _find_places(self, width: int) -> "_Places":
        rects: list[tuple[QWidget, QRect]] = []
        row_tops: list[int] = []
        bottom = 0
        rows = self._split_into_rows(width)
        if self._stretches_first and rows:
            self._stretch_first(rows[0], width)
        for row in rows:
            top = bottom + self.spacing() if row_tops else 0
            row_tops.append(top)
            height = max([size.height() for _, size in row])
            left = 0
            for column, (widget, size) in enumerate(row):
                left += self._gap_before(widget) if column else 0
                shown_width = min(size.width(), width)
                place_top = top + (height - size.height()) // 2
                rects.append((widget, QRect(left, place_top, shown_width, size.height())))
                left += shown_width
            bottom = top + height
        return _Places(rects, row_tops, bottom)

    def _split_into_rows(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        """Return the shown widgets and their sizes, row by row."""
        rows: list[list[tuple[QWidget, QSize]]] = []
        used = 0
        fits_in_one_row = self.sizeHint().width() <= width
        for widget, hint in self._size_hints():
            size = hint
            if size.width() > width and widget.hasHeightForWidth():
                size = QSize(width, widget.heightForWidth(width))
            needed = self._gap_before(widget) + size.width()
            ends_first_row = self._stretches_first and len(rows) == 1 and not fits_in_one_row
            if not rows or ends_first_row or used + needed > width:
                rows.append([])
                used = size.width()
            else:
                used += needed
            rows[-1].append((widget, size))
        return rows

    def _stretch_first(self, row: list[tuple[QWidget, QSize]], width: int) -> None:
        """Give the first widget the width that the others leave."""
        first, size = row[0]
        others = sum([self._gap_before(widget) + size.width() for widget, size in row[1:]])
        row[0] = first, QSize(max(size.width(), width - others), size.height())


class _Places(NamedTuple):
    """Where widgets are: the rectangle of each, the top of each row, and the height of all."""

    rects: Sequence[tuple[QWidget, QRect]]
    row_tops: Sequence[int]
    height: int
