"""Widgets in as many columns as fit."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from briefing_app.gui.look import look, scale

_GAP: Final = 28  # pixels at 100 % text size, between columns and between rows


class Columns(QWidget):
    """Lays out widgets in columns of about the same height, each at its top.

    Args:
        min_width: The least width of a column, in pixels at 100 % text size.
        max_columns: The most columns, however wide this is.
    """

    def __init__(self, parent: QWidget, *, min_width: int, max_columns: int) -> None:
        super().__init__(parent)
        self._min_width = min_width
        self._max_columns = max_columns
        self._widgets: Sequence[QWidget] = ()
        self._weights: Sequence[int] = ()
        self._count = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scale(self._row.setSpacing, _GAP)
        self._columns: list[QVBoxLayout] = []
        for _ in range(max_columns):
            column = QVBoxLayout()
            scale(column.setSpacing, _GAP // 2)
            self._row.addLayout(column, 1)
            self._columns.append(column)
        look().changed.connect(self._fit)

    def show_widgets(self, widgets: Sequence[QWidget], weights: Sequence[int]) -> None:
        """Lay out widgets, which have this as their parent.

        Args:
            widgets: The widgets, in the order in which they are read.
            weights: How high each is, in any unit.
        """
        self._widgets, self._weights, self._count = widgets, weights, 0
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = look().px(self._min_width + _GAP)
        count = max(1, min(self._max_columns, (self.width() + look().px(_GAP)) // width))
        if count == self._count:
            return
        self._count = count
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        heights = [0] * count
        for widget, weight in zip(self._widgets, self._weights, strict=True):
            shortest = heights.index(min(heights))
            heights[shortest] += weight
            self._columns[shortest].addWidget(widget)
        for at, column in enumerate(self._columns):
            column.addStretch(1)
            self._row.setStretch(at, 1 if at < count else 0)
