"""The list of slides in the running order."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyleOptionViewItem, QWidget

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.running_order.models import ROW_ROLE, Mark, SlideRow
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.widgets.keys import ENTER_KEYS, typed_digit
from briefing_app.gui.widgets.minutes_field import MinutesField
from briefing_app.gui.widgets.row_painting import (
    RowDelegate,
    RowLabel,
    label_height,
    paint_row_labels,
    paint_row_number,
    paint_row_title,
)
from briefing_app.layout.page import ASPECT
from briefing_app.model.report import MAX_MINUTES
from briefing_app.model.text import single_line

_MAX_TITLE_LENGTH: Final = 500  # characters; more than two lines of any window hold
_THUMBNAIL_HEIGHT_PX: Final = 64
_MAX_THUMBNAIL_SCALE: Final = 1.25  # larger text needs the space itself
# Pixels at 100 % text size.
_PADDING: Final = 7
_TEXT_GAP: Final = 14  # left of the texts
_MARGIN: Final = 12
_LABEL_GAP: Final = 2
_BAND_WIDTH: Final = 4  # beside the selected row
_BOX_PADDING: Final = (9, 4)  # beside and above the minutes
_BOX_GAP: Final = 6
_MINUTES: Final = "min"
_PUT_BACK: Final = "Put back"


class SlideMinutesField(MinutesField):
    """The field for the minutes of a slide in the list.

    Args:
        slide: What the slide is called.
    """

    def __init__(self, parent: QWidget, slide: str) -> None:
        super().__init__(parent)
        self.setRange(0, MAX_MINUTES)
        self.setSingleStep(1)
        self.setSuffix("")
        self.setSpecialValueText(" ")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setToolTip("")
        set_role(self, TextRole.CONTROL)
        for widget in (self, self.lineEdit()):
            widget.setAccessibleName(f"Minutes of {slide}")


class SlideDelegate(RowDelegate):
    """Paints a slide: its number, thumbnail, title, kind and planned minutes.

    In the running order, a slide that is left out has one line with what puts it back. Each row
    must have a `SlideRow` under `ROW_ROLE`.

    Args:
        view: The list.
        thumbnails: The thumbnails of the rows; None for rows without numbers and thumbnails.
    """

    def __init__(self, view: QAbstractItemView, thumbnails: Thumbnails | None = None) -> None:
        super().__init__(view)
        self._thumbnails = thumbnails

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        if self._is_slim(index.data(ROW_ROLE)):
            height = QFontMetrics(look().font(TextRole.CONTROL)).height()
        else:
            height = max(
                self._text_height(self._max_title_lines()), self._thumbnail_size().height()
            )
        return QSize(self._view.viewport().width(), height + 2 * look().px(_PADDING))

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        row: SlideRow = index.data(ROW_ROLE)
        style, theme, px = look(), look().theme, look().px
        if is_selected:
            painter.fillRect(
                QRect(rect.topLeft(), QSize(px(_BAND_WIDTH), rect.height() - 1)),
                QColor(theme.accent),
            )
        if self._is_slim(row):
            self._paint_left_out(painter, rect, row)
            return
        if self._thumbnails is not None:
            at = rect.topLeft() + QPoint(
                self._number_width(), (rect.height() - self._thumbnail_size().height()) // 2
            )
            self._paint_thumbnail(painter, index.row(), at)
        if row.number is not None:
            height = QFontMetrics(style.font(TextRole.HEADLINE)).height()
            at = QPoint(rect.left(), rect.top() + (rect.height() - height) // 2)
            font = style.font(self.title_role)
            paint_row_number(painter, at, row.number, text_left=self._number_width(), font=font)
        title = self._title(row, rect.width())
        used = round(title.boundingRect().height()) + px(_LABEL_GAP) + label_height()
        left, top = rect.left() + self._text_left(), rect.top() + (rect.height() - used) // 2
        if row.is_left_out:
            painter.setPen(QColor(theme.muted))
            title.draw(painter, QPointF(left, top))
        else:
            paint_row_title(painter, QPointF(left, top), title, is_selected=is_selected)
        if self._thumbnails is not None:
            self._paint_minutes(painter, rect, row)
        labels_top = top + used - label_height()
        width = self._title_width(rect.width())
        space = QRect(left, labels_top, width, label_height())
        paint_row_labels(painter, space, self._labels(row))

    def put_back_box(self, rect: QRect) -> QRect:
        """Return the box of what puts a slide back, in the rectangle of a row that is left out."""
        width = QFontMetrics(look().font(TextRole.CHIP)).horizontalAdvance(_PUT_BACK)
        right = rect.right() - look().px(_MARGIN)
        return QRect(QPoint(right - width, rect.top()), QPoint(right, rect.bottom()))

    def minutes_box(self, rect: QRect) -> QRect:
        """Return the box of the minutes in a row's rectangle."""
        metrics = QFontMetrics(look().font(TextRole.CONTROL))
        size = QSize(self._box_width(), metrics.height() + look().px(2 * _BOX_PADDING[1]))
        right = rect.right() - look().px(_MARGIN) - metrics.horizontalAdvance(_MINUTES)
        left = right - look().px(_BOX_GAP) - size.width()
        return QRect(QPoint(left, rect.top() + (rect.height() - size.height()) // 2), size)

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return a field for the minutes of a row."""
        row: SlideRow = index.data(ROW_ROLE)
        return SlideMinutesField(parent, row.slide.name)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, SlideMinutesField):
            row: SlideRow = index.data(ROW_ROLE)
            editor.set_minutes(row.slide.minutes or 0)
            editor.selectAll()

    def setModelData(
        self,
        editor: QWidget,
        model: QAbstractItemModel,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(editor, SlideMinutesField):
            editor.interpretText()
            model.setData(index, editor.value())

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        editor.setGeometry(self.minutes_box(option.rect))

    def _is_slim(self, row: SlideRow) -> bool:
        return self._thumbnails is not None and row.is_left_out

    def _paint_left_out(self, painter: QPainter, rect: QRect, row: SlideRow) -> None:
        """Paint that a slide is left out, in one line, and what puts it back."""
        theme, font = look().theme, look().font(TextRole.CONTROL)
        align = Qt.AlignmentFlag.AlignVCenter
        box = self.put_back_box(rect)
        space = QRect(rect)
        space.setLeft(rect.left() + self._text_left())
        space.setRight(box.left() - look().px(_MARGIN))
        words = ": ".join(filter(None, (Mark.LEFT_OUT.value, row.slide.name, row.slide.title)))
        text = single_line(words[:_MAX_TITLE_LENGTH])
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, align, shown)
        painter.setFont(look().font(TextRole.CHIP))
        painter.setPen(QColor(theme.accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | align, _PUT_BACK)

    def _paint_minutes(self, painter: QPainter, rect: QRect, row: SlideRow) -> None:
        """Paint the minutes in a box, as the field that edits them; green for minutes of talk."""
        theme, px, box = look().theme, look().px, self.minutes_box(rect)
        painter.setPen(QPen(QColor(theme.good if row.slide.is_talk else theme.control), 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
        painter.setFont(look().font(TextRole.CONTROL))
        painter.setPen(QColor(theme.ink))
        align = Qt.AlignmentFlag.AlignVCenter
        if row.slide.minutes:
            room = box.adjusted(0, 0, -px(_BOX_PADDING[0]), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | align, f"{row.slide.minutes}")
        painter.setPen(QColor(theme.muted))
        after = QRect(box.right() + px(_BOX_GAP), rect.top(), rect.right(), rect.height())
        painter.drawText(after, align, _MINUTES)

    def _box_width(self) -> int:
        metrics = QFontMetrics(look().font(TextRole.CONTROL))
        return metrics.horizontalAdvance("888") + look().px(2 * _BOX_PADDING[0])

    def _tool_tip(self, index: QModelIndex | QPersistentModelIndex) -> Sequence[str]:
        """Return the complete title if it is elided."""
        row: SlideRow = index.data(ROW_ROLE)
        if self._is_slim(row):
            return [row.slide.title]
        is_elided = self._title(row, self._view.viewport().width()).text() != row.slide.title
        return [row.slide.title] if is_elided else []

    def _paint_thumbnail(self, painter: QPainter, row: int, at: QPoint) -> None:
        assert self._thumbnails is not None  # noqa: S101, the caller has checked it
        rect = QRect(at, self._thumbnail_size())
        pixmap = self._thumbnails.thumbnail(row, rect.size(), self._view.devicePixelRatioF())
        if pixmap is not None:
            painter.drawPixmap(rect, pixmap)
        painter.setPen(QPen(QColor(look().theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _labels(self, row: SlideRow) -> list[RowLabel]:
        theme = look().theme
        colours = {Mark.LEFT_OUT: theme.ink, Mark.ADDED: theme.accent, Mark.CAUTION: theme.caution}
        return [
            *([RowLabel(row.name, theme.muted)] if row.name else []),
            *(
                RowLabel(
                    mark.value,
                    colours.get(mark, theme.muted),
                    is_strong=mark in colours,
                    is_warning=mark is Mark.CAUTION,
                )
                for mark in row.marks
            ),
        ]

    def _thumbnail_size(self) -> QSize:
        if self._thumbnails is None:
            return QSize(0, 0)
        height = round(_THUMBNAIL_HEIGHT_PX * min(look().scale, _MAX_THUMBNAIL_SCALE))
        return QSize(round(height * ASPECT), height)

    def _max_title_lines(self) -> int:
        """Return two, or one if two lines would make the rows higher than their thumbnails."""
        height = self._thumbnail_size().height()
        return 1 if 0 < height < self._text_height(2) else 2

    def _text_height(self, title_lines: int) -> int:
        line = QFontMetrics(look().font(TextRole.HEADLINE)).lineSpacing()
        return title_lines * line + look().px(_LABEL_GAP) + label_height()

    def _number_width(self) -> int:
        """Return the width of the column of numbers: that of the widest one with its margins."""
        px = look().px
        digits = "8" * len(str(self._view.model().rowCount()))
        metrics = QFontMetrics(look().font(TextRole.HEADLINE))
        return max(px(46), metrics.horizontalAdvance(digits) + px(6 + 14))

    def _text_left(self) -> int:
        if self._thumbnails is None:
            return look().px(16)
        gap = look().px(_TEXT_GAP)
        return self._number_width() + self._thumbnail_size().width() + gap

    def _minutes_width(self) -> int:
        if self._thumbnails is None:
            return 0
        words = QFontMetrics(look().font(TextRole.CONTROL)).horizontalAdvance(_MINUTES)
        return self._box_width() + look().px(_BOX_GAP) + words

    def _title_width(self, row_width: int) -> int:
        right = self._minutes_width() + 2 * look().px(_MARGIN)
        return max(40, row_width - self._text_left() - right)

    def _title(self, row: SlideRow, row_width: int) -> QTextLayout:
        """Lay out the title in the width of a row, elided after the last line that fits."""
        text = single_line(row.slide.title[:_MAX_TITLE_LENGTH])
        if len(row.slide.title) > _MAX_TITLE_LENGTH:
            text += "…"
        return self._lay_out_title(text, self._title_width(row_width), self._max_title_lines())


class SlideList(QListView):
    """A list of slides.

    Args:
        model: A `SlideListModel`.
        thumbnails: The thumbnails of the rows; None for rows without numbers and thumbnails.
    """

    def __init__(
        self,
        model: QAbstractItemModel,
        parent: QWidget,
        thumbnails: Thumbnails | None = None,
    ) -> None:
        super().__init__(parent)
        self._delegate = SlideDelegate(self, thumbnails)
        if thumbnails is not None:
            thumbnails.rendered.connect(self.viewport().update)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(thumbnails is None)
        model.dataChanged.connect(self.scheduleDelayedItemsLayout)  # rows may have other heights
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


_MAX_DIGITS: Final = 5
_SHIFT_KEYS: Final = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock}  # some keyboards need them for digits
_SCROLL_INTERVAL_MS: Final = 30
_SCROLL_EDGE: Final = 64  # pixels at 100 % text size; a drag so near to an edge scrolls the list
_MAX_SCROLL_STEP: Final = 36  # pixels, right at the edge: about fifteen rows a second


class RunningOrderList(SlideList):
    """The list of a running order, whose rows are moved with the mouse and with keys.

    Args:
        model: A `RunningOrderModel`.
        thumbnails: The thumbnails of the slides.
    """

    move_requested = Signal(int)
    """Emitted with the number of rows to move the selected slide by."""
    number_entered = Signal(int)
    """Emitted with the number that the selected slide is to get."""
    digits_changed = Signal(str)
    """Emitted with the digits of a number that is being typed; empty if there is none any more."""
    toggle_requested = Signal()
    """Emitted when the selected slide is to be left out or shown."""
    remove_requested = Signal()
    """Emitted when the selected slide is to be removed."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget, thumbnails: Thumbnails) -> None:
        super().__init__(model, parent, thumbnails)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self._digits = ""
        self._scroll_step = 0
        self._scroll_timer = QTimer(self)
        self._scroll_timer.setInterval(_SCROLL_INTERVAL_MS)
        self._scroll_timer.timeout.connect(self._scroll)
        self.setAccessibleName("Running order")
        self.setAccessibleDescription(
            "Alt+Up and Alt+Down move a slide, or type its new number and press Enter. Space "
            "leaves it out or shows it, Delete removes one that you added. M changes its minutes."
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = (event.key(), modifiers)
        alt, plain = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
        if event.key() in _SHIFT_KEYS or self._type(event):
            return
        self._set_digits("")
        if pressed == (Qt.Key.Key_Up, alt):
            self.move_requested.emit(-1)
        elif pressed == (Qt.Key.Key_Down, alt):
            self.move_requested.emit(1)
        elif pressed == (Qt.Key.Key_Space, plain):
            self.toggle_requested.emit()
        elif pressed == (Qt.Key.Key_Delete, plain):
            self.remove_requested.emit()
        elif pressed in {(Qt.Key.Key_M, plain), (Qt.Key.Key_F2, plain)}:
            self._edit_minutes(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the row, and edit its minutes or put it back if that was clicked."""
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        is_left = event.button() is Qt.MouseButton.LeftButton
        if not is_left or not index.isValid():
            return
        rect, row = self.visualRect(index), index.data(ROW_ROLE)
        if row.is_left_out:
            if self._delegate.put_back_box(rect).contains(at):
                self.toggle_requested.emit()
        elif self._delegate.minutes_box(rect).contains(at):
            self._edit_minutes(index)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drop a number that is being typed."""
        super().focusOutEvent(event)
        self._set_digits("")

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a translucent picture of the row below the pointer.

        Qt's own picture would hide the line that shows where the row will be dropped.
        """
        index = self.currentIndex()
        if not index.isValid():
            return
        row = self.viewport().grab(self.visualRect(index))
        picture = QPixmap(row.size())
        picture.setDevicePixelRatio(row.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(0.6)
        painter.drawPixmap(0, 0, row)
        painter.end()
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(-look().px(16), -look().px(8)))
        # Qt's own scrolling takes three seconds a row here. It is switched on again because it also
        # scrolls to the selected row.
        self.setAutoScroll(False)
        drag.exec(actions)
        self.setAutoScroll(True)
        self._scroll_timer.stop()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Scroll near the edges, faster the nearer the pointer is."""
        super().dragMoveEvent(event)
        height = self.viewport().height()
        edge = min(look().px(_SCROLL_EDGE), height // 3)
        self._scroll_step = scroll_step(event.position().y(), height, edge)
        if not self._scroll_step:
            self._scroll_timer.stop()
        elif not self._scroll_timer.isActive():
            self._scroll_timer.start()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._scroll_timer.stop()

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self._scroll_timer.stop()

    def _edit_minutes(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _scroll(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._scroll_step)

    def _type(self, event: QKeyEvent) -> bool:
        """Handle a key of a number that is being typed. Return True if it was used."""
        digit, key = typed_digit(event), event.key()
        if digit:
            self._set_digits((self._digits + digit)[:_MAX_DIGITS])
        elif not self._digits:
            return False
        elif key in ENTER_KEYS:
            number = int(self._digits)
            self._set_digits("")
            self.number_entered.emit(number)
        elif key == Qt.Key.Key_Backspace:
            self._set_digits(self._digits[:-1])
        elif key == Qt.Key.Key_Escape:
            self._set_digits("")
        else:
            return False
        return True

    def _set_digits(self, digits: str) -> None:
        if digits != self._digits:
            self._digits = digits
            self.digits_changed.emit(digits)


def scroll_step(y: float, height: int, edge: int) -> int:
    """Return by how many pixels a drag scrolls a list; negative is up.

    Args:
        y: The pointer's distance from the list's top in pixels; it may be outside the list.
        height: The list's height.
        edge: The distance from the top and the bottom in which it scrolls.
    """
    depth = min(max(edge - y, y - (height - edge), 0) / max(edge, 1), 1)
    step = round(_MAX_SCROLL_STEP * depth * depth) or (1 if depth else 0)
    return -step if y < height / 2 else step
