"""The list of findings: where its keys lead, and keeping the current row in view."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget


class FindingsList(QListView):
    """A list whose model may load rows when they are fetched."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # As in ScrollArea: a viewport of a class that PySide knows.
        self.setViewport(QWidget())
        # Otherwise every row would be painted at each step of scrolling.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._is_following = False  # whether the next layout scrolls to the current row
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Findings")

    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return the row that a key leads to; End leads to the last row, loaded or not.

        Down and Up first scroll to the end and the start of a row that the list is too low for.
        """
        cursor = QAbstractItemView.CursorAction
        if action is cursor.MoveEnd:
            model, root = self.model(), self.rootIndex()
            while model.canFetchMore(root):
                model.fetchMore(root)
        row, height = self.visualRect(self.currentIndex()), self.viewport().height()
        hidden_below, hidden_above = row.bottom() + 1 - height, -row.top()
        bar = self.verticalScrollBar()
        if action is cursor.MoveDown and row.top() < height and hidden_below > 0:
            bar.setValue(bar.value() + min(hidden_below, height))
            return self.currentIndex()
        if action is cursor.MoveUp and row.bottom() >= 0 and hidden_above > 0:
            bar.setValue(bar.value() - min(hidden_above, height))
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def keep_current_in_view(self) -> None:
        """Lay out the rows again, and scroll to the current one if it is in view now."""
        self._follow_current(self.viewport().rect())
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, which Qt leaves out for an opaque widget, and the rows."""
        painter = QPainter(self.viewport())
        painter.eraseRect(event.rect())  # PySide would take longer for fillRect
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in view."""
        self._follow_current(QRect(QPoint(), event.oldSize()))
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()  # the rows have other heights

    def doItemsLayout(self) -> None:
        """Scroll to the current row if it was in view before."""
        super().doItemsLayout()
        if self._is_following:
            self._is_following = False
            self.scrollTo(self.currentIndex())

    def _follow_current(self, view: QRect) -> None:
        # Not asked twice: it would lay out the rows at each step of resizing the window.
        if not self._is_following:
            self._is_following = self.visualRect(self.currentIndex()).intersects(view)
