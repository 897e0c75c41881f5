"""The running order as a table of two columns: the slides and their minutes."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragMoveEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.running_order.editor import EditorState, RunningOrderEditor
from briefing_app.gui.running_order.slide_rows import (
    MAX_TITLE_LENGTH,
    ROW_MARGIN_PX,
    ROW_PADDING_PX,
    ROW_ROLE,
    Index,
    Mark,
    SlideDelegate,
    SlideRow,
    row_data,
)
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slides.thumbnails import Thumbnails
from briefing_app.gui.widgets.minutes_field import MinutesField
from briefing_app.gui.widgets.row_painting import paint_row_number
from briefing_app.layout.page import ASPECT
from briefing_app.model.report import MAX_MINUTES
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slides import Slide
from briefing_app.model.text import single_line

SLIDE: Final = 0
MINUTES: Final = 1
"""The columns."""
_THUMBNAIL_HEIGHT_PX: Final = 64
_MAX_THUMBNAIL_SCALE: Final = 1.25  # larger text needs the space itself
# Pixels at 100 % text size.
_TEXT_GAP: Final = 14  # left of the texts
_BOX_PADDING: Final = (9, 4)  # beside and above the minutes
_BOX_GAP: Final = 6
_SCROLL_EDGE: Final = 64  # a drag so near to an edge scrolls the table
_UNIT: Final = "min"
_NO_MINUTES: Final = "No planned time"
_PUT_BACK: Final = "Put back"
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RunningOrderModel(QAbstractTableModel):
    """The items of a running order, including those that are left out.

    The model shows what its editor has: a dragged row or entered minutes are edits.
    """

    def __init__(self, editor: RunningOrderEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._rows = _rows_of(editor.state.order)

    def follow(self) -> None:
        """Show the present order, and keep each row that is still there."""
        rows = _rows_of(self._editor.state.order)
        old, new = ([row.item.made.key for row in each] for each in (self._rows, rows))
        if old == new:
            self._rows = rows
            if rows:  # the numbers of all rows may have changed
                self.dataChanged.emit(self.index(0, SLIDE), self.index(len(rows) - 1, MINUTES))
        elif sorted(old) == sorted(new):
            self.layoutAboutToBeChanged.emit()
            moved, kept = {key: row for row, key in enumerate(new)}, self.persistentIndexList()
            self._rows = rows
            self.changePersistentIndexList(
                kept, [self.index(moved[old[each.row()]], each.column()) for each in kept]
            )
            self.layoutChanged.emit()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, Qt's default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, Qt's default
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return ("Slide", "Minutes")[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if index.column() == SLIDE or role == ROW_ROLE:
            return row_data(row, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return row.slide.minutes or 0
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (row.planned or _NO_MINUTES) if row.item.is_shown else _PUT_BACK
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be dragged between others, and minutes of shown slides edited."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        is_shown = self._rows[index.row()].item.is_shown
        has_field = is_shown and index.column() == MINUTES
        return flags | Qt.ItemFlag.ItemIsEditable if has_field else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Plan the minutes that were entered for a row."""
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, int):
            return False
        self._editor.set_minutes(index.row(), value)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Move the selected slide, which is dragged, before a row; -1 is after the last one."""
        del data, action, column, parent
        at = self._editor.state.row
        before = row if row >= 0 else len(self._rows)
        to = before - 1 if before > at else before
        if to != at:
            self._editor.move(at, to)
        return True


def _rows_of(order: RunningOrder) -> Sequence[SlideRow]:
    rows, number, total = [], 0, len(order.slides)
    for item in order.items:
        number += item.is_shown
        rows.append(SlideRow(item, number if item.is_shown else None, total))
    return rows


class _OrderDelegate(SlideDelegate):
    """Paints a slide with its number and thumbnail, or in one line if it is left out.

    Args:
        view: The table.
        thumbnails: The thumbnails of the rows.
    """

    def __init__(self, view: QAbstractItemView, thumbnails: Thumbnails) -> None:
        super().__init__(view)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: SlideRow = index.data(ROW_ROLE)
        if row.item.is_shown:
            text = self._text_height(self._max_title_lines())
            height = max(text, self._thumbnail_size().height())
        else:
            height = QFontMetrics(look().font(TextRole.CONTROL)).height()
        return QSize(1, height + 2 * look().px(ROW_PADDING_PX))

    def _paint_background(
        self, painter: QPainter, rect: QRect, index: Index, *, is_selected: bool
    ) -> None:
        """Paint the background of both columns, so that the ring is around the row."""
        row = rect.united(self._view.visualRect(index.sibling(index.row(), MINUTES)))
        super()._paint_background(painter, row, index, is_selected=is_selected)

    def _paint_row(
        self, painter: QPainter, rect: QRect, index: Index, *, is_selected: bool
    ) -> None:
        row: SlideRow = index.data(ROW_ROLE)
        if row.number is None:
            self._paint_left_out(painter, rect, row)
            return
        super()._paint_row(painter, rect, index, is_selected=is_selected)
        middle = rect.top() + rect.height() // 2
        font = look().font(self.title_role)
        at = QPoint(rect.left(), middle - QFontMetrics(font).height() // 2)
        paint_row_number(painter, at, row.number, text_left=self._number_width(), font=font)
        size = self._thumbnail_size()
        place = QRect(QPoint(rect.left() + self._number_width(), middle - size.height() // 2), size)
        ratio = self._view.devicePixelRatioF()
        picture = self._thumbnails.thumbnail(index.row(), size, ratio)
        if picture is not None:
            painter.drawPixmap(place, picture)
        painter.setPen(QPen(QColor(look().theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _paint_left_out(self, painter: QPainter, rect: QRect, row: SlideRow) -> None:
        space = rect.adjusted(self._text_left(), 0, -look().px(ROW_MARGIN_PX), 0)
        words = ": ".join(filter(None, (Mark.LEFT_OUT.value, row.slide.name, row.slide.title)))
        text, font = single_line(words[:MAX_TITLE_LENGTH]), look().font(TextRole.CONTROL)
        painter.setFont(font)
        painter.setPen(QColor(look().theme.muted))
        elide = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(text, elide, space.width())
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, shown)

    def _tool_tip(self, index: Index) -> Sequence[str]:
        row: SlideRow = index.data(ROW_ROLE)
        return super()._tool_tip(index) if row.item.is_shown else [row.slide.title]

    def _thumbnail_size(self) -> QSize:
        height = round(_THUMBNAIL_HEIGHT_PX * min(look().scale, _MAX_THUMBNAIL_SCALE))
        return QSize(round(height * ASPECT), height)

    def _max_title_lines(self) -> int:
        """Return two, or one if two lines would make the rows higher than their thumbnails."""
        return 1 if self._thumbnail_size().height() < self._text_height(2) else 2

    def _number_width(self) -> int:
        """Return the width of the column of numbers: that of the widest one with its margins."""
        px = look().px
        digits = "8" * len(str(self._view.model().rowCount()))
        metrics = QFontMetrics(look().font(TextRole.HEADLINE))
        return max(px(46), metrics.horizontalAdvance(digits) + px(6 + 14))

    def _text_left(self) -> int:
        return self._number_width() + self._thumbnail_size().width() + look().px(_TEXT_GAP)

    def _title_width(self, row_width: int) -> int:
        return max(40, row_width - self._text_left() - look().px(ROW_MARGIN_PX))


class _MinutesDelegate(QStyledItemDelegate):
    """Paints the minutes of a slide in a box, in which they are edited.

    A slide that is left out has what puts it back instead.
    """

    def width(self) -> int:
        """Return the width of the column, in pixels."""
        unit = QFontMetrics(look().font(TextRole.CONTROL)).horizontalAdvance(_UNIT)
        minutes = self._box_size().width() + look().px(_BOX_GAP) + unit
        put_back = QFontMetrics(look().font(TextRole.CHIP)).horizontalAdvance(_PUT_BACK)
        return max(minutes, put_back) + look().px(ROW_MARGIN_PX)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return no size: the slide gives the row its height."""
        return QSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SlideRow = index.data(ROW_ROLE)
        theme, rect = look().theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.item.is_shown:
            self._paint_minutes(painter, rect, row.slide)
        else:
            painter.setFont(look().font(TextRole.CHIP))
            painter.setPen(QColor(theme.accent))
            painter.drawText(rect.adjusted(0, 0, -look().px(ROW_MARGIN_PX), 0), _RIGHT, _PUT_BACK)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        row: SlideRow = index.data(ROW_ROLE)
        return slide_minutes_field(parent, row.slide.name)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(self._box(option.rect))

    def _paint_minutes(self, painter: QPainter, rect: QRect, slide: Slide) -> None:
        """Paint the minutes as the field that edits them; its edge is green if people talk."""
        theme, px, box = look().theme, look().px, self._box(rect)
        painter.setPen(QPen(QColor(theme.good if slide.is_talk else theme.control), 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), px(5), px(5))
        painter.setFont(look().font(TextRole.CONTROL))
        painter.setPen(QColor(theme.ink))
        if slide.minutes:
            painter.drawText(
                box.adjusted(0, 0, -px(_BOX_PADDING[0]), 0), _RIGHT, f"{slide.minutes}"
            )
        painter.setPen(QColor(theme.muted))
        painter.drawText(rect.adjusted(0, 0, -px(ROW_MARGIN_PX), 0), _RIGHT, _UNIT)

    def _box(self, rect: QRect) -> QRect:
        """Return the box of the minutes in the rectangle of a cell."""
        size = self._box_size()
        return QRect(QPoint(rect.left(), rect.top() + (rect.height() - size.height()) // 2), size)

    def _box_size(self) -> QSize:
        metrics, (beside, above) = QFontMetrics(look().font(TextRole.CONTROL)), _BOX_PADDING
        width = metrics.horizontalAdvance("888") + look().px(2 * beside)
        return QSize(width, metrics.height() + look().px(2 * above))


def slide_minutes_field(parent: QWidget, slide: str) -> MinutesField:
    """Return a field for the minutes of a slide.

    Args:
        parent: The parent widget.
        slide: What the slide is called.
    """
    field = MinutesField(parent)
    field.setRange(0, MAX_MINUTES)
    field.setSingleStep(1)
    field.setSuffix("")
    field.setSpecialValueText(" ")
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setToolTip("")
    field.setKeyboardTracking(True)
    set_role(field, TextRole.CONTROL)
    for widget in (field, field.lineEdit()):
        widget.setAccessibleName(f"Minutes of {slide}")
    return field


class RunningOrderTable(QTreeView):
    """The table of a running order, whose rows are moved with the mouse and with keys.

    A tree view, because its rows have different heights, and its keys move in rows.

    Args:
        editor: The running order.
    """

    def __init__(self, editor: RunningOrderEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._is_scrolling = False
        self._thumbnails = Thumbnails(self)
        self._thumbnails.rendered.connect(self.viewport().update)
        self._model = RunningOrderModel(editor, self)
        self.setModel(self._model)
        self.setItemDelegateForColumn(SLIDE, _OrderDelegate(self, self._thumbnails))
        self._minutes = _MinutesDelegate(self)
        self.setItemDelegateForColumn(MINUTES, self._minutes)
        self._minutes.closeEditor.connect(self._leave_minutes)  # after the view has closed it
        self.setHeaderHidden(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(SLIDE, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(MINUTES, QHeaderView.ResizeMode.Fixed)
        self.header().setMinimumSectionSize(1)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setAccessibleName("Running order")
        self.setAccessibleDescription(
            "Alt+Up and Alt+Down move a slide. Space leaves it out or shows it, Delete removes one "
            "that you added. M changes its minutes."
        )
        self._follow_look()
        self.setCurrentIndex(self._model.index(editor.state.row, SLIDE))
        self.clicked.connect(self._click)
        self.selectionModel().currentChanged.connect(lambda to: editor.select(to.row()))
        editor.changed.connect(self._follow)
        look().changed.connect(self._follow_look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, plain = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
        match event.key():
            case Qt.Key.Key_Up if modifiers == alt:
                self._editor.move_by(-1)
            case Qt.Key.Key_Down if modifiers == alt:
                self._editor.move_by(1)
            case Qt.Key.Key_Space if modifiers == plain:
                self._editor.toggle()
            case Qt.Key.Key_Delete if modifiers == plain:
                self._editor.remove()
            case Qt.Key.Key_M | Qt.Key.Key_F2 if modifiers == plain:
                self._edit_minutes()
            case _:
                super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a picture of the left half of the row, so that the line at the new place is seen."""
        index = self.currentIndex()
        rect = self.visualRect(index)
        rect.setWidth(rect.width() // 2)
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([index]))
        drag.setPixmap(self.viewport().grab(rect))
        drag.exec(actions)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Scroll near the edges, faster the longer the pointer is there.

        At each of these events, Qt would start again with a pixel.
        """
        y, height = event.position().y(), self.viewport().height()
        edge = min(look().px(_SCROLL_EDGE), height // 3)
        is_near = not edge <= y < height - edge
        self.setAutoScrollMargin(edge)
        self.setAutoScroll(not (is_near and self._is_scrolling))
        super().dragMoveEvent(event)
        self.setAutoScroll(True)
        self._is_scrolling = is_near

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the selected row visible when a message below takes space from the table."""
        row = self.visualRect(self.currentIndex())
        was_visible = 0 <= row.top() <= row.bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        if was_visible:
            self.scrollTo(self.currentIndex())

    def _follow(self, new: EditorState, old: EditorState) -> None:
        if new.order is not old.order:
            self._model.follow()
            self._show_slides()
        if new.row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(new.row, SLIDE))
        if new.order is not old.order:
            self.scrollTo(self.currentIndex())  # Qt doesn't, if the row has moved

    def _follow_look(self) -> None:
        self.header().resizeSection(MINUTES, self._minutes.width())
        self._thumbnails.clear()
        self._show_slides()

    def _show_slides(self) -> None:
        """Show the thumbnails of the present order in the present colours."""
        slides = [item.slide for item in self._editor.state.order.items]
        self._thumbnails.set_pages(SlidePages(slides, look().slide_theme))
        self.viewport().update()

    def _click(self, index: QModelIndex) -> None:
        """Edit minutes that were clicked, or put back a slide that is left out."""
        if index.column() != MINUTES:
            return
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self._editor.toggle()
            self.setCurrentIndex(index.siblingAtColumn(SLIDE))

    def _edit_minutes(self) -> None:
        index = self.currentIndex().siblingAtColumn(MINUTES)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)  # so that Tab goes on to the next minutes
            self.edit(index)

    def _leave_minutes(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go back to the slide, which screen readers read completely."""
        hints = QAbstractItemDelegate.EndEditHint
        if hint not in {hints.EditNextItem, hints.EditPreviousItem}:
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(SLIDE))
