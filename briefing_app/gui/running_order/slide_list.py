"""The base of the lists of slides."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from briefing_app.gui.look import Style
from briefing_app.gui.running_order.slide_delegate import SlideDelegate
from briefing_app.gui.slides.thumbnails import Thumbnails


class SlideList(QListView):
    """A list of slides with rows of one height, so that a thousand are as fast as ten.

    Args:
        style: Colours, fonts and text size.
        model: A `SlideListModel`.
        parent: As in Qt.
        thumbnails: The thumbnails of the rows; None for rows without numbers and thumbnails.
    """

    def __init__(
        self,
        style: Style,
        model: QAbstractItemModel,
        parent: QWidget,
        thumbnails: Thumbnails | None = None,
    ) -> None:
        super().__init__(parent)
        self._delegate = SlideDelegate(style, self, thumbnails)
        if thumbnails is not None:
            thumbnails.rendered.connect(self.viewport().update)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)

    @property
    def current_row(self) -> int:
        """The selected row, or -1."""
        return self.currentIndex().row()

    def select_row(self, row: int) -> None:
        """Select a row and scroll to it; -1 selects none."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        if self.isVisible():  # Qt doesn't scroll to an index that was current before it moved
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the selected row visible when a message below takes space from the list."""
        index = self.currentIndex()
        row = self.visualRect(index)
        was_visible = 0 <= row.top() <= row.bottom() < event.oldSize().height()
        super().resizeEvent(event)
        if was_visible:
            self.scrollTo(index)

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the row that was selected while the list was hidden."""
        super().showEvent(event)
        self.scrollTo(self.currentIndex())

    def set_terms(self, terms: tuple[str, ...]) -> None:
        """Highlight these search terms."""
        self._delegate.set_terms(terms)

    def restyle(self) -> None:
        """Apply the current style."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
