"""The list of findings: painting its rows, where its keys lead, keeping the current row in view."""

from collections.abc import Iterable, Sequence
from typing import Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
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
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from briefing_app.gui.look import FILLED, TextRole, look
from briefing_app.gui.panes.findings_model import FindingsModel, KindHeading, Mark
from briefing_app.gui.style_sheet import SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.column import has_size
from briefing_app.gui.widgets.long_lists import load_all, scroll_within_row
from briefing_app.gui.widgets.row_painting import (
    RowDelegate,
    paint_focus_ring,
    paint_row_number,
    paint_row_title,
)
from briefing_app.model.reading import Item, item_id, item_kind, item_title
from briefing_app.model.report import Finding
from briefing_app.model.search import spans

_FOLDS: Final = Qt.Key.Key_Left
_UNFOLDS: Final = Qt.Key.Key_Right
_TOGGLING_KEYS: Final = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindingsList(QListView):
    """A list of findings below headings, whose model may load rows when they are fetched.

    A heading can have the keyboard focus, but isn't selected: the finding that was selected stays.

    Args:
        model: The findings.
    """

    fold_requested = Signal(object, bool)
    """Emitted with a kind, None for other words, and whether only its heading should be shown."""

    def __init__(self, model: FindingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._findings = model
        self.setModel(model)
        # Otherwise every row would be painted at each step of scrolling.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._is_following = False  # whether the next layout scrolls to the current row
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Findings")
        self.clicked.connect(self._toggle_heading)

    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Return the row that a key leads to; End leads to the last row, loaded or not."""
        if action is QAbstractItemView.CursorAction.MoveEnd:
            load_all(self)
        if scroll_within_row(self, action):
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Let a heading get the keyboard focus without a change of the selection."""
        if isinstance(self._findings.entry(index.row()), KindHeading):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and unfold kinds with the arrow keys, as in a tree."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (is_plain and self._fold_with(event.key())):
            super().keyPressEvent(event)

    def _fold_with(self, key: int) -> bool:
        """Do what a key does in a tree. Return whether it does something there."""
        index = self.currentIndex()
        entry = self._findings.entry(index.row())
        if isinstance(entry, KindHeading):
            if key in _TOGGLING_KEYS or key == (_UNFOLDS if entry.is_folded else _FOLDS):
                self._toggle_heading(index)
            elif key == _UNFOLDS:
                self.setCurrentIndex(index.siblingAtRow(index.row() + 1))
            return key in {*_TOGGLING_KEYS, _FOLDS, _UNFOLDS}
        if entry is not None and key == _FOLDS:
            heading = self._findings.heading_row(item_kind(entry))
            self.setCurrentIndex(self._findings.index(heading, 0))
        return key in {_FOLDS, _UNFOLDS}

    def _toggle_heading(self, index: QModelIndex) -> None:
        entry = self._findings.entry(index.row())
        if isinstance(entry, KindHeading):
            self.fold_requested.emit(entry.kind, not entry.is_folded)

    def go_to_row(self, row: int) -> None:
        """Make a row the current one, and scroll to it; the first below a heading with that."""
        model = self._findings
        if self.isVisible() and isinstance(model.entry(row - 1), KindHeading):
            self.scrollTo(model.index(row - 1, 0))
        self.setCurrentIndex(model.index(row, 0))

    def is_item_at(self, point: QPoint) -> bool:
        """Return whether there is a finding, or other words, at a point of the viewport."""
        return isinstance(self._findings.entry(self.indexAt(point).row()), Item)

    def rows_in_view(self) -> range:
        """Return the rows that can be seen, some of them in part."""
        first = self.indexAt(QPoint(0, 0)).row()
        last = self.indexAt(QPoint(0, self.viewport().height() - 1)).row()
        return range(max(0, first), last + 1 if last >= 0 else self._findings.rowCount())

    def keep_current_in_view(self) -> None:
        """Lay out the rows again, and scroll to the current one if it is in view now."""
        self._follow_current(self.viewport().rect())
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background, which Qt leaves out for an opaque widget, and the rows."""
        painter = QPainter(self.viewport())
        painter.eraseRect(event.rect())
        painter.end()
        # Qt would paint all rows between the first and the last that changed.
        for rect in cast("Iterable[QRect]", event.region()):  # its stub doesn't say so
            super().paintEvent(QPaintEvent(rect))

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
        if has_size(self) and not self._is_following:
            self._is_following = self.visualRect(self.currentIndex()).intersects(view)


_AT_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_MAX_HEADLINE_LINES: Final = 5
_MAX_HEADLINE_LENGTH: Final = 1000  # characters; more than five lines of any window hold
_MIN_DIGITS: Final = 2  # of the numbers that there is room for
_MIN_HEIGHT_PX: Final = 24  # of what can be clicked, whatever the text size
# Pixels at 100 % text size.
_PADDING: Final = 4  # above and below a headline
_HEADING_HEIGHT: Final = 28
_BAND_WIDTH: Final = 4
_NUMBER_GAP: Final = 8
_CHEVRON: Final = 16
_CHEVRON_GAP: Final = 4
_MARK: Final = 13
_MARK_STEP: Final = 17  # a mark and the gap before it
_DOT: Final = 7
# Pixels: what is at the edges doesn't grow with the text size, which needs the width then.
_LEFT_PX: Final = 18  # of headings
_NUMBER_LEFT_PX: Final = 26
_RIGHT_PX: Final = 6  # between what is at the right and the scroll bar
_CHANGING_MARKS: Final = 2  # note and bookmark: each row has room for them, so that it stays as is
_STACKED_WIDTH: Final = 300  # pixels at 100 % text size; in a narrower list, marks are stacked

_ICONS: Final = {
    Mark.NOTE: "pencil",
    Mark.BOOKMARK: f"star{FILLED}",
    Mark.UNCLEAR: "triangle-alert",
}


class FindingDelegate(RowDelegate):
    """Paints headings, and findings: number, up to five lines of headline, and marks.

    Other words have no number, and their words in place of a headline. What is selected is bold on
    a tinted ground, with a band in the colour of its kind.

    Args:
        view: The list.
        model: Its findings.
    """

    title_role = TextRole.LIST

    def __init__(self, view: FindingsList, model: FindingsModel) -> None:
        super().__init__(view)
        self._list = view
        self._findings = model
        self._heights: dict[tuple[int, int], int] = {}  # by `item_id` and room for marks
        self._measured_width = 0
        self._largest_number = 0

    def set_largest_number(self, number: int) -> None:
        """Make room for the largest number of a finding."""
        self._largest_number = number
        self.clear_cache()

    def set_terms(self, terms: tuple[str, ...]) -> None:
        """Highlight other search terms, and repaint only the rows that have old or new ones."""
        before = self._terms
        super().set_terms(terms)
        for row in self._list.rows_in_view() if terms != before else ():
            entry = self._findings.entry(row)
            if isinstance(entry, Item) and any(
                spans(item_title(entry), each) for each in (before, terms)
            ):
                self._list.update(self._findings.index(row, 0))

    def clear_cache(self) -> None:
        """Forget the measured heights; call this if the text size or the findings change."""
        self._heights.clear()

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the height of a row; its width is always that of the list."""
        px, entry = look().px, self._findings.entry(index.row())
        if not isinstance(entry, Item):
            return QSize(1, max(_MIN_HEIGHT_PX, px(_HEADING_HEIGHT)))
        if self._view.width() != self._measured_width:
            self._measured_width = self._view.width()
            self._heights.clear()
        room = _room_for_marks(self._findings.marks_of(entry))
        key = (item_id(entry), room)
        height = self._heights.get(key)
        if height is None:
            headline = self._headline(entry, room)
            height = round(headline.boundingRect().height())
            if self._is_stacked:
                height = max(height, room * round(headline.lineAt(0).height()))
            height = self._heights[key] = max(_MIN_HEIGHT_PX, height + 2 * px(_PADDING))
        return QSize(1, height)

    def _is_selected(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return self._view.selectionModel().isSelected(index)

    def _paint_background(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        theme, entry = look().theme, self._findings.entry(index.row())
        if isinstance(entry, Item) and is_selected:
            painter.fillRect(rect, QColor(theme.accent_soft))
            band = QRect(rect.left(), rect.top(), look().px(_BAND_WIDTH), rect.height())
            painter.fillRect(band, QColor(theme.kind_colour(item_kind(entry))))
        elif isinstance(entry, KindHeading) and index.row():
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, QColor(theme.line))
        has_focus = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
        if has_focus or (is_selected and theme.outlined):
            paint_focus_ring(painter, rect, has_focus=has_focus)

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        entry = self._findings.entry(index.row())
        right = rect.left() + self._right
        if isinstance(entry, KindHeading):
            _paint_heading(painter, rect, right, entry)
        if not isinstance(entry, Item):
            return
        marks = self._findings.marks_of(entry)
        headline = self._headline(entry, _room_for_marks(marks))
        # In the middle: a row may be higher than its text, to be large enough to be clicked.
        top = rect.top() + (rect.height() - headline.boundingRect().height()) / 2
        at, text_left = QPoint(rect.left(), round(top)), self._text_left
        font = QFont(look().font(self.title_role))
        if is_selected:
            font.setWeight(QFont.Weight.Bold)
        if isinstance(entry, Finding):
            paint_row_number(painter, at, entry.position, text_left=text_left, font=font)
        title_at = QPointF(rect.left() + text_left, at.y())
        paint_row_title(painter, title_at, headline, is_selected=is_selected)
        line = headline.lineAt(0).height()
        end = QPointF(right, at.y() + line / 2)
        step = QPointF(0, line) if self._is_stacked else QPointF(-look().px(_MARK_STEP), 0)
        _paint_marks(painter, end, step, marks)

    def _tool_tip(self, index: QModelIndex | QPersistentModelIndex) -> Sequence[str]:
        entry = self._findings.entry(index.row())
        if not isinstance(entry, Item):
            return []
        marks, title = self._findings.marks_of(entry), item_title(entry)
        is_elided = self._headline(entry, _room_for_marks(marks)).text() != title
        names = " · ".join(mark.value for mark in marks)
        return (title if is_elided else "", names)

    def _headline(self, item: Item, room: int) -> QTextLayout:
        """Lay out the headline in the width that number and marks leave."""
        marks = look().px(_MARK_STEP) * (1 if self._is_stacked else room)
        width = self._right - marks - self._text_left
        return self._lay_out_title(
            item_title(item)[:_MAX_HEADLINE_LENGTH], width, _MAX_HEADLINE_LINES
        )

    @property
    def _text_left(self) -> int:
        """Where headlines start in a row: after the widest number."""
        digits = "8" * max(_MIN_DIGITS, len(str(self._largest_number)))
        width = QFontMetrics(look().font(self.title_role)).horizontalAdvance(digits)
        return _NUMBER_LEFT_PX + width + look().px(_NUMBER_GAP)

    @property
    def _right(self) -> int:
        """Where marks and counts end in a row."""
        # The scroll bar always has its room: it comes and goes with the rows, and Qt would ask
        # for their heights again only later.
        return self._view.width() - look().px(SCROLL_BAR_WIDTH) - _RIGHT_PX

    @property
    def _is_stacked(self) -> bool:
        """Whether marks are below each other, one in a line."""
        return self._view.width() < look().px(_STACKED_WIDTH)


def _room_for_marks(marks: Sequence[Mark]) -> int:
    """Return for how many marks a row has room, whether they are there or not."""
    return _CHANGING_MARKS + (Mark.MY_FORCE in marks) + (Mark.UNCLEAR in marks)


def _paint_heading(painter: QPainter, rect: QRect, right: int, heading: KindHeading) -> None:
    """Paint the name of a kind, a chevron that points to its findings, and their number.

    Args:
        painter: The painter.
        rect: The row.
        right: The right edge of the number.
        heading: What to paint.
    """
    theme, px = look().theme, look().px
    ink = theme.kind_colour(heading.kind)
    font = look().font(TextRole.SMALL_BUTTON)
    left = rect.left() + _LEFT_PX
    space = QRect(left, rect.top() + 1, right - left, rect.height() - 1)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, heading.text)
    painter.drawText(space, _AT_RIGHT, f"{heading.total:,}")
    left += QFontMetrics(font).horizontalAdvance(heading.text) + px(_CHEVRON_GAP)
    chevron = QRectF(left, space.center().y() + 1 - px(_CHEVRON) / 2, px(_CHEVRON), px(_CHEVRON))
    icon = "chevron-right" if heading.is_folded else "chevron-down"
    look().paint_icon(painter, chevron, icon, ink)


def _paint_marks(painter: QPainter, end: QPointF, step: QPointF, marks: Sequence[Mark]) -> None:
    """Paint marks.

    Args:
        painter: The painter.
        end: The middle of the right edge of the last mark.
        step: The way from it to the one before, and so on.
        marks: The marks.
    """
    theme, px = look().theme, look().px
    for mark in reversed(marks):
        box = QRectF(end.x() - px(_MARK), end.y() - px(_MARK) / 2, px(_MARK), px(_MARK))
        if mark is Mark.MY_FORCE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(box.center(), px(_DOT) / 2, px(_DOT) / 2)
        else:
            colour = theme.caution if mark is Mark.UNCLEAR else theme.accent
            look().paint_icon(painter, box, _ICONS[mark], colour)
        end += step
