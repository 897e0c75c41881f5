"""Lists of slides: those of an order, which are moved by mouse and by keys, and those to add."""

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from briefing_app.gui.running_order_model import (
    Mark,
    OrderModel,
    SlideListModel,
    SlideRow,
)
from briefing_app.gui.search_marks import marks
from briefing_app.gui.style import Style, TextRole

_MOST_LINES: Final = 2
_MOST_LETTERS: Final = 500  # of a title; more than two lines of any window hold
_MOST_MEASURED: Final = 300  # titles by which the height of the rows is chosen


class SlideList(QListView):
    """A list of slides, all rows of one height, so that a thousand cost no more than ten."""

    def __init__(self, style: Style, model: SlideListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = _SlideDelegate(style, self, model)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)

    @property
    def row(self) -> int:
        """The chosen row, or -1."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row and bring it into view; none by -1."""
        self.setCurrentIndex(self.model().index(row, 0))

    def set_terms(self, wanted: tuple[str, ...]) -> None:
        """Mark the words that a search found."""
        self._delegate.set_terms(wanted)

    def restyle(self) -> None:
        """Take the colours and the text size in force."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class OrderList(SlideList):
    """The list of an order, whose rows are moved by mouse and by keys.

    `move_wanted` carries by how many rows the chosen one is to be moved.
    """

    move_wanted = Signal(int)
    toggle_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, style: Style, model: SlideListModel, parent: QWidget) -> None:
        super().__init__(style, model, parent)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self._style = style
        self.setAccessibleName("Running order")
        self.setAccessibleDescription(
            "Alt+Up and Alt+Down move a slide, Space leaves it out or shows it, "
            "Delete removes one that was added"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the keys that edit the order."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = (event.key(), modifiers)
        alt, plain = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
        if pressed == (Qt.Key.Key_Up, alt):
            self.move_wanted.emit(-1)
        elif pressed == (Qt.Key.Key_Down, alt):
            self.move_wanted.emit(1)
        elif pressed == (Qt.Key.Key_Space, plain):
            self.toggle_wanted.emit()
        elif pressed == (Qt.Key.Key_Delete, plain):
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802, Qt's name
        """Qt: carry the row along, seen through and below the pointer.

        Qt's own picture would hide the line that shows where the row is going to stand.
        """
        index = self.currentIndex()
        if not index.isValid():
            return
        row = self.viewport().grab(self.visualRect(index))
        carried = QPixmap(row.size())
        carried.setDevicePixelRatio(row.devicePixelRatio())
        carried.fill(Qt.GlobalColor.transparent)
        painter = QPainter(carried)
        painter.setOpacity(0.6)
        painter.drawPixmap(0, 0, row)
        painter.end()
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        drag.setPixmap(carried)
        drag.setHotSpot(QPoint(-self._style.px(16), -self._style.px(8)))
        drag.exec(actions)


class _SlideDelegate(QStyledItemDelegate):
    """Paints a slide: its number, its name with what is said of it, and its title below."""

    def __init__(self, style: Style, view: QListView, model: SlideListModel) -> None:
        super().__init__(view)
        self._style = style
        self._view = view
        self._model = model
        self._terms: tuple[str, ...] = ()

    def set_terms(self, wanted: tuple[str, ...]) -> None:
        self._terms = wanted

    def sizeHint(  # noqa: N802, Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002, Qt's signature
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Qt: the size of every row, with two lines for the titles where one isn't enough."""
        width = self._view.viewport().width()
        room = self._room(width)
        metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
        titles = (row.slide.title for row in self._model.rows[:_MOST_MEASURED])
        long = any(metrics.horizontalAdvance(title[:_MOST_LETTERS]) > room for title in titles)
        lines = _MOST_LINES if long else 1
        height = self._name_height() + lines * metrics.lineSpacing() + self._style.px(9 + 3 + 10)
        return QSize(width, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._model.rows[index.row()]
        style, theme, px = self._style, self._style.theme, self._style.px
        rect: QRect = option.rect
        chosen = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(theme.accent_soft if chosen else theme.surface))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, QColor(theme.line))
        if chosen:
            edge = QRect(rect.left(), rect.top(), px(4), rect.height())
            painter.fillRect(edge, QColor(theme.accent))
            focused = self._view.hasFocus()
            if focused or theme.outlined:
                width = 4 if focused and theme.outlined else 1.5
                painter.setPen(QPen(QColor(theme.accent), width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(2, 2, -2, -3))

        left = rect.left() + self._text_left()
        layout = self._title(row, rect.width())
        used = self._name_height() + px(3) + round(layout.boundingRect().height())
        top = rect.top() + max(px(6), (rect.height() - used) // 2)
        if row.number is not None:
            painter.setPen(QColor(theme.muted))
            font = style.font(TextRole.HEADLINE)
            painter.setFont(font)
            number_top = top + self._name_height() + px(3)
            box = QRect(
                rect.left() + px(6),
                number_top,
                self._text_left() - px(6 + 12),
                QFontMetrics(font).height(),
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, f"{row.number}")
        self._paint_name(painter, row, left, top, rect.right() - px(12))
        painter.setPen(QColor(theme.muted if row.left_out else theme.ink))
        title_at = QPointF(left, top + self._name_height() + px(3))
        layout.draw(painter, title_at)
        painter.restore()

    def helpEvent(  # noqa: N802, Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Qt: show the whole title where it is cut, and what is said of the slide."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row = self._model.rows[index.row()]
        parts = [mark.value for mark in row.marks]
        if self._title(row, self._view.viewport().width()).text() != row.slide.title:
            parts.insert(0, row.slide.title)
        if parts:
            from html import escape  # noqa: PLC0415, not needed to draw

            # Qt would take text that looks like markup for markup.
            text = "".join(f"<p>{escape(part)}</p>" for part in parts)
            QToolTip.showText(event.globalPos(), text, view)
        else:
            QToolTip.hideText()
        return True

    def _text_left(self) -> int:
        """Where names and titles start: after the widest number, if the rows have any."""
        px = self._style.px
        rows = self._model.rows
        if not isinstance(self._model, OrderModel):
            return px(16)
        digits = "8" * len(str(len(rows)))
        metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
        return max(px(46), metrics.horizontalAdvance(digits) + px(6 + 14))

    def _room(self, width: int) -> int:
        return max(40, width - self._text_left() - self._style.px(14))

    def _name_height(self) -> int:
        return QFontMetrics(self._style.font(TextRole.CHIP)).height() + self._style.px(4)

    def _title(self, row: SlideRow, width: int) -> QTextLayout:
        """The title, set to the width of a row, elided after the second line."""
        font = self._style.font(TextRole.HEADLINE)
        room = self._room(width)
        text = " ".join(row.slide.title[:_MOST_LETTERS].split())
        layout = self._set(text, room)
        if layout.lineCount() > _MOST_LINES or len(row.slide.title) > _MOST_LETTERS:
            start = layout.lineAt(min(layout.lineCount(), _MOST_LINES) - 1).textStart()
            rest = QFontMetrics(font).elidedText(
                f"{text[start:]}…", Qt.TextElideMode.ElideRight, room
            )
            layout = self._set(text[:start] + rest, room)
        return layout

    def _set(self, text: str, room: int) -> QTextLayout:
        layout = QTextLayout(text, self._style.font(TextRole.HEADLINE))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if self._terms:
            layout.setFormats(marks(text, self._terms, self._style))
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    def _paint_name(
        self, painter: QPainter, row: SlideRow, left: int, top: int, right: int
    ) -> None:
        """The name and, as chips, what is said of the slide."""
        theme, px = self._style.theme, self._style.px
        looks = {
            Mark.LEFT_OUT: (theme.ink, theme.surface),
            Mark.ADDED: (theme.accent, theme.surface),
            Mark.CAUTION: (theme.caution, theme.caution_soft),
            Mark.REVEAL: (theme.figures, theme.figures_soft),
        }
        height = self._name_height()
        small = self._style.font(TextRole.SMALL)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        metrics = QFontMetrics(small)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, right - left)
        box = QRect(left, top, right - left, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        x = left + metrics.horizontalAdvance(name) + px(10)
        font = self._style.font(TextRole.CHIP)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for mark in row.marks:
            if right - x < px(48):
                break
            ink, ground = looks[mark]
            shown = metrics.elidedText(mark.short, Qt.TextElideMode.ElideRight, right - x - px(16))
            width = metrics.horizontalAdvance(shown) + px(16)
            chip = QRectF(x + 0.5, top + 0.5, width - 1, height - 1)
            outlined = theme.outlined or ground == theme.surface
            painter.setPen(QPen(QColor(ink), 1) if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(chip, height / 2, height / 2)
            painter.setPen(QColor(ink))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
            x += width + px(6)
