"""The running order as a table: which slides are shown, what they are, and their minutes."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, set_role
from briefing_app.gui.running_order.editor import EditorState, RunningOrderEditor
from briefing_app.gui.style_sheet import CHECK_SIDE_PX
from briefing_app.gui.widgets.labels import tool_tip_text
from briefing_app.gui.widgets.minutes_field import MinutesField
from briefing_app.gui.widgets.tables import (
    CELL_PADDING_X_PX,
    HeadedTableModel,
    Line,
    LinesDelegate,
    PaddedTable,
)
from briefing_app.model.report import MAX_MINUTES, SlideKind
from briefing_app.model.running_order import RunningOrderItem
from briefing_app.model.slides import Role, Slide
from briefing_app.model.text import single_line
from briefing_app.model.wording import ADDED_FOR_TODAY, CAUTION_LABEL, GUESS_FIRST, counted

Index = QModelIndex | QPersistentModelIndex

SHOWN: Final = 0
SLIDE: Final = 1
MINUTES: Final = 2
"""The columns."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MAX_TITLE_LENGTH: Final = 140  # characters, about two lines
# Pixels at 100 % text size.
_BOX_PADDING_PX: Final = (9, 4)  # beside and above the minutes
_LOW_HEIGHT_PX: Final = 240  # a lower table has no headings


class RunningOrderModel(HeadedTableModel):
    """The items of a running order, including those that are left out.

    The model shows what its editor has: a checked box, entered minutes, a dragged row are edits.
    """

    rows: Sequence[RunningOrderItem]

    def __init__(self, editor: RunningOrderEditor, parent: QObject) -> None:
        super().__init__(("Show", "Slide", "Minutes"), parent)
        self._editor = editor
        self._numbers: Sequence[int] = ()
        self.follow()

    def follow(self) -> None:
        """Show the present order; reset the model if its slides have other places."""
        items = self._editor.state.order.items
        old, new = ([item.made.key for item in each] for each in (self.rows, items))
        self._numbers = list(accumulate(int(item.is_shown) for item in items))
        if old == new:
            self.rows = items
            if items:  # the numbers of all rows may have changed
                self.dataChanged.emit(self.index(0, SHOWN), self.index(len(items) - 1, MINUTES))
        else:
            self.set_rows(items, at_least=len(items))

    def lines(self, row: int, column: int) -> Sequence[Line]:
        item, theme = self.rows[row], look().theme
        slide, ink = item.slide, theme.ink if item.is_shown else theme.muted
        if column != SLIDE:
            return ()
        caution = CAUTION_LABEL if slide.has_caution else ""
        return [
            Line(_short_title(slide), TextRole.HEADLINE, ink),
            Line(" · ".join(_details(item)), TextRole.SMALL, theme.muted),
            Line(caution, TextRole.CHIP, theme.caution, "triangle-alert"),
        ]

    def spoken(self, row: int) -> str:
        item = self.rows[row]
        slide, total = item.slide, self._numbers[-1]
        place = f"Slide {self._numbers[row]} of {total}" if item.is_shown else "Left out"
        minutes = counted(slide.minutes, "minute") if slide.minutes else ""
        caution = CAUTION_LABEL if slide.has_caution else ""
        return ". ".join(filter(None, (place, slide.title, *_details(item), caution, minutes)))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        value = self._value(self.rows[index.row()], index, role)
        return super().data(index, role) if value is None else value

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be dragged between others, shown or left out, and planned."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        if index.column() == SHOWN:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == MINUTES else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Show or leave out the slide of a row, or plan the minutes that were entered."""
        if role == Qt.ItemDataRole.CheckStateRole:
            is_shown = Qt.CheckState(value) is Qt.CheckState.Checked
            return self._editor.set_shown(index.row(), shown=is_shown)
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
        before = row if row >= 0 else len(self.rows)
        to = before - 1 if before > at else before
        if to != at:
            self._editor.move(at, to)
        return True

    def _value(self, item: RunningOrderItem, index: Index, role: int) -> object:
        """Return what a cell has besides its lines, or None."""
        column, roles, minutes = index.column(), Qt.ItemDataRole, item.slide.minutes
        if column == SHOWN and role == roles.CheckStateRole:
            return Qt.CheckState.Checked if item.is_shown else Qt.CheckState.Unchecked
        if column == SHOWN and role == roles.DisplayRole:
            return f"{self._numbers[index.row()]:,}" if item.is_shown else ""
        if column == MINUTES and role in {roles.DisplayRole, roles.AccessibleTextRole}:
            return f"{minutes or ''}"
        if column == MINUTES and role == roles.EditRole:
            return minutes or 0
        if column == SLIDE and role == roles.ToolTipRole and _is_long(item.slide):
            return tool_tip_text(item.slide.title)
        return None


def _details(item: RunningOrderItem) -> Sequence[str]:
    """Return what a slide is, and who added it; nothing that its title says."""
    slide = item.slide
    options = sum(text.role is Role.OPTION for text in slide.texts)
    details = [
        slide.name if slide.name != slide.title else "" if slide.is_break else "Text",
        slide.finding_kind.label if slide.finding_kind is not None else "",
        f"{options} options" if options else _about(slide),
        GUESS_FIRST if slide.is_guess else "",
        "" if item.is_original else ADDED_FOR_TODAY,
    ]
    return [detail for detail in details if detail]


def _short_title(slide: Slide) -> str:
    title = single_line(slide.title)
    return f"{title[: _MAX_TITLE_LENGTH - 1]}…" if _is_long(slide) else title


def _is_long(slide: Slide) -> bool:
    return len(slide.title) > _MAX_TITLE_LENGTH


def _about(slide: Slide) -> str:
    is_about = slide.kind is SlideKind.DISCUSSION and bool(slide.about)
    return slide.source.partition(":")[0] if is_about else ""


class _ShownDelegate(LinesDelegate):
    """Paints a check box and the number of a slide; the table handles the mouse."""

    def width(self) -> int:
        """Return the width of the column, in pixels."""
        digits = QFontMetrics(look().font(TextRole.HEADLINE)).horizontalAdvance("888")
        return look().px(2 * CELL_PADDING_X_PX) + _check_size().width() + digits

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        check, size, cell = QStyleOptionViewItem(option), _check_size(), option.rect
        top = cell.top() + (cell.height() - size.height()) // 2
        check.rect = QRect(QPoint(cell.left() + look().px(CELL_PADDING_X_PX), top), size)
        is_checked = index.data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
        state = QStyle.StateFlag.State_On if is_checked else QStyle.StateFlag.State_Off
        check.state = QStyle.StateFlag.State_Enabled | state
        part = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        option.widget.style().drawPrimitive(part, check, painter, option.widget)
        space = cell.adjusted(0, 0, -look().px(CELL_PADDING_X_PX), 0)
        _paint_number(painter, space, index, look().theme.muted, _RIGHT)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Leave the mouse to the table, where the complete cell is clicked."""
        return False


class _MinutesDelegate(LinesDelegate):
    """Paints the minutes of a slide in a box, in which they are edited."""

    def width(self) -> int:
        """Return the width of the column, in pixels."""
        return self._box_size().width() + look().px(2 * CELL_PADDING_X_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        theme, box, radius = look().theme, self._box(option.rect), look().px(5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.control), 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.restore()
        is_shown = index.sibling(index.row(), SHOWN).data(Qt.ItemDataRole.CheckStateRole)
        ink = theme.ink if is_shown is Qt.CheckState.Checked else theme.muted
        _paint_number(painter, box, index, ink, Qt.AlignmentFlag.AlignCenter)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        title, _, _ = index.sibling(index.row(), SLIDE).data().partition("\n")
        return slide_minutes_field(parent, title)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(self._box(option.rect))

    def _box(self, cell: QRect) -> QRect:
        """Return the box of the minutes in the rectangle of a cell."""
        size, left = self._box_size(), cell.left() + look().px(CELL_PADDING_X_PX)
        return QRect(QPoint(left, cell.top() + (cell.height() - size.height()) // 2), size)

    def _box_size(self) -> QSize:
        metrics, (beside, above) = QFontMetrics(look().font(TextRole.CONTROL)), _BOX_PADDING_PX
        width = metrics.horizontalAdvance("888") + look().px(2 * beside)
        return QSize(width, metrics.height() + look().px(2 * above))


def _check_size() -> QSize:
    side = look().px(CHECK_SIDE_PX)
    return QSize(side, side)


def _paint_number(
    painter: QPainter, space: QRect, index: Index, colour: str, align: Qt.AlignmentFlag
) -> None:
    painter.setFont(look().font(TextRole.CONTROL))
    painter.setPen(QColor(colour))
    painter.drawText(space, align, index.data())


def slide_minutes_field(parent: QWidget, slide: str) -> MinutesField:
    """Return a field for the minutes of a slide, which is empty for 0.

    Args:
        parent: The parent widget.
        slide: What the slide is called.
    """
    field = MinutesField(parent, f"Minutes of {slide}", MAX_MINUTES)
    field.setSpecialValueText(" ")
    field.setAlignment(Qt.AlignmentFlag.AlignCenter)
    set_role(field, TextRole.CONTROL)
    return field


class RunningOrderTable(PaddedTable):
    """The table of a running order, whose rows are moved with the mouse and with keys.

    Args:
        editor: The running order.
    """

    def __init__(self, editor: RunningOrderEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._order = RunningOrderModel(editor, self)
        self.setModel(self._order)
        self._shown = _ShownDelegate(self)
        self.setItemDelegateForColumn(SHOWN, self._shown)
        self._minutes = _MinutesDelegate(self)
        self.setItemDelegateForColumn(MINUTES, self._minutes)
        self._minutes.closeEditor.connect(self._leave_minutes)  # after the view has closed it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)  # a drop is between rows
        self.setAccessibleName("Running order")
        self.setAccessibleDescription(
            "Alt+Up and Alt+Down move a slide. Space leaves it out or shows it, Delete removes one "
            "that you added. M changes its minutes."
        )
        self._order.dataChanged.connect(self.fit)
        self.setCurrentIndex(self._order.index(editor.state.row, SHOWN))
        self.clicked.connect(self._click)
        self.selectionModel().currentChanged.connect(lambda to: editor.select(to.row()))
        editor.changed.connect(self._follow)

    def fit_columns(self) -> None:
        """Give the titles the width that the other columns leave."""
        header = self.horizontalHeader()
        needed = {SHOWN: self._shown.width(), MINUTES: self._minutes.width()}
        widths = {at: max(width, header.sectionSizeHint(at)) for at, width in needed.items()}
        widths[SLIDE] = max(1, self.viewport().width() - sum(widths.values()))
        for column, width in widths.items():
            self.setColumnWidth(column, width)

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
                self._edit_minutes(self.currentIndex().row())
            case _:
                super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Let Tab lead from the minutes of a slide to those of the next one."""
        steps = {
            QAbstractItemView.CursorAction.MoveNext: 1,
            QAbstractItemView.CursorAction.MovePrevious: -1,
        }
        if action in steps:
            return self._order.index(self.currentIndex().row() + steps[action], MINUTES)
        return super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the selected row visible when a message below takes space from the table."""
        row = self.visualRect(self.currentIndex())
        was_visible = 0 <= row.top() <= row.bottom() <= event.oldSize().height()
        super().resizeEvent(event)
        self.horizontalHeader().setHidden(self.height() < look().px(_LOW_HEIGHT_PX))
        if was_visible:
            self.scrollTo(self.currentIndex())

    def _follow(self, new: EditorState, old: EditorState) -> None:
        if new.order is not old.order:
            bar, place = self.verticalScrollBar(), self.verticalScrollBar().value()
            self._order.follow()
            bar.setValue(place)
        if new.row != self.currentIndex().row():
            self.setCurrentIndex(self._order.index(new.row, SHOWN))
        if new.order is not old.order:
            self.scrollTo(self.currentIndex())  # Qt doesn't, if the row has moved

    def _click(self, index: QModelIndex) -> None:
        if index.column() == MINUTES:
            self._edit_minutes(index.row())
        elif index.column() == SHOWN:
            self._editor.toggle()

    def _edit_minutes(self, row: int) -> None:
        index = self._order.index(row, MINUTES)
        self.setCurrentIndex(index)  # so that Tab goes on to the next minutes
        self.edit(index)

    def _leave_minutes(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go back to the first column, which screen readers read for the row."""
        hints = QAbstractItemDelegate.EndEditHint
        if hint not in {hints.EditNextItem, hints.EditPreviousItem}:
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(SHOWN))
