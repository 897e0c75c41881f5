"""The list of all quotes: its model, how its rows are painted, and where they lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.style_sheet import SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.keys import ENTER_KEYS
from briefing_app.gui.widgets.text_layout import elide_text, match_formats, wrap_text
from briefing_app.model.report import Finding, Quote

_ROWS_AHEAD: Final = 60  # more than a tall screen shows
# Pixels at 100 % text size.
_PADDING: Final = 8  # above and below the texts of a row
_NUMBER_WIDTH: Final = 32
_SIDE_WIDTH: Final = 192  # of the links and the place
_GAP: Final = 14
_LINK_GAP: Final = 16
_RADIUS: Final = 8
_NARROW_WIDTH: Final = 560  # in a narrower list, links and place are below the words


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """Where a row leads: to a finding, or to the slide of a quote in no finding.

    Args:
        text: The text of the link.
        finding: The finding; None for the quote's slide.
    """

    text: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One row of the list.

    Args:
        quote: The quote.
        links: Where the row leads.
        speaker: Who said it, if the rows don't have that in common.
        place: Where it is in the source, and how it was checked if the rows differ in that.
    """

    quote: Quote
    links: tuple[QuoteLink, ...]
    speaker: str
    place: str

    @property
    def is_in_finding(self) -> bool:
        """Whether a finding has the quote."""
        return any(link.finding is not None for link in self.links)

    @property
    def spoken(self) -> str:
        """What a screen reader says about the row."""
        links = [link.text.removesuffix(" ›") for link in self.links]
        if not self.is_in_finding:
            links.insert(0, "In no finding")
        words = f"“{self.quote.text}”"
        parts = (f"Quote {self.quote.position}", words, self.speaker, ", ".join(links), self.place)
        return ". ".join(filter(None, parts))


_ROW_ROLE: Final = Qt.ItemDataRole.UserRole


class QuotesModel(QAbstractListModel):
    """The quotes of a briefing, or those that a search found.

    Qt learns of the first rows only, and of more when it fetches them or `load` is called.
    Otherwise it would measure every row before it paints the first.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[QuoteRow] = ()
        self._loaded_count = 0

    @property
    def rows(self) -> Sequence[QuoteRow]:
        """The rows that are listed, loaded or not."""
        return self._rows

    def set_rows(self, rows: Sequence[QuoteRow]) -> None:
        """List other rows."""
        self.beginResetModel()
        self._rows = rows
        self._loaded_count = min(_ROWS_AHEAD, len(rows))
        self.endResetModel()

    def load(self, row: int) -> None:
        """Add the rows up to this one, and a screenful after it, to the rows that Qt knows."""
        count = min(row + _ROWS_AHEAD, len(self._rows))
        if count > self._loaded_count:
            self.beginInsertRows(QModelIndex(), self._loaded_count, count - 1)
            self._loaded_count = count
            self.endInsertRows()

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Return whether some rows are not loaded yet."""
        return not parent.isValid() and self._loaded_count < len(self._rows)

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        """Double the number of loaded rows, so that a few calls reach the end."""
        self.load(2 * self._loaded_count)

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        return 0 if parent.isValid() else self._loaded_count

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not 0 <= index.row() < self._loaded_count:
            return None
        row = self._rows[index.row()]
        if role == _ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.quote.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class QuotesList(QListView):
    """Lists quotes. Enter follows a link of the current row, Left and Right choose which."""

    quote_selected = Signal()
    """Emitted when another quote is the current one."""
    link_followed = Signal(object)
    """Emitted with the `QuoteLink` that was clicked or chosen by key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._link = 0  # of the current row
        self._is_following = False  # whether the next layout scrolls to the current row
        self.setAccessibleName("All quotes")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self._model = QuotesModel(self)
        self._delegate = QuoteDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._follow_current)
        look().changed.connect(self._follow_look)

    @property
    def rows(self) -> Sequence[QuoteRow]:
        """The rows that are listed."""
        return self._model.rows

    @property
    def current(self) -> QuoteRow | None:
        """The current row."""
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    @property
    def current_link(self) -> QuoteLink | None:
        """The link of the current row that Enter follows."""
        row = self.current
        return row.links[min(self._link, len(row.links) - 1)] if row and row.links else None

    def show_rows(self, rows: Sequence[QuoteRow], terms: tuple[str, ...]) -> None:
        """List other rows, with the matches of a search."""
        self._delegate.show_terms(terms)
        self._model.set_rows(rows)

    def select(self, quote: Quote | None) -> None:
        """Make a quote the current one; the first if it isn't listed."""
        at = next((at for at, row in enumerate(self.rows) if row.quote == quote), 0)
        self._model.load(at)
        self.setCurrentIndex(self._model.index(at))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the row that a key leads to; End leads to the last row, loaded or not."""
        if action is QAbstractItemView.CursorAction.MoveEnd:
            self._model.load(len(self.rows))
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        link, row = self.current_link, self.current
        if event.key() in ENTER_KEYS and link is not None:
            self.link_followed.emit(link)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and row is not None:
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            self._link = min(max(self._link + by, 0), max(0, len(row.links) - 1))
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the link under the mouse."""
        super().mouseReleaseEvent(event)
        link = self._link_at(event.position().toPoint())
        if link is not None and event.button() is Qt.MouseButton.LeftButton:
            self.link_followed.emit(link)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Follow the first link of the row."""
        super().mouseDoubleClickEvent(event)
        if self.current_link is not None and self.indexAt(event.position().toPoint()).isValid():
            self.link_followed.emit(self.current_link)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_over_link = self._link_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_over_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._is_following = True
            self.scheduleDelayedItemsLayout()  # the rows have other heights

    def doItemsLayout(self) -> None:
        """Scroll to the current row if the rows have got other heights."""
        super().doItemsLayout()
        if self._is_following:
            self._is_following = False
            self.scrollTo(self.currentIndex())

    def _link_at(self, place: QPoint) -> QuoteLink | None:
        index = self.indexAt(place)
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        for link, rect in self._delegate.link_rects(row, self.visualRect(index)):
            if rect.contains(place):
                return link
        return None

    def _follow_current(self) -> None:
        self._link = 0
        self.quote_selected.emit()

    def _follow_look(self) -> None:
        self._delegate.clear_cache()
        self._is_following = True
        self.scheduleDelayedItemsLayout()


@dataclass(frozen=True, slots=True)
class _Areas:
    """Where the parts of a row are, in pixels from its left and top edge."""

    text_left: int
    text_width: int
    side_left: int
    side_width: int
    is_beside: bool


class QuoteDelegate(QStyledItemDelegate):
    """Paints a quote: its number, its words, its links, and its place in the source."""

    def __init__(self, view: QuotesList) -> None:
        super().__init__(view)
        self._view = view
        self._terms: tuple[str, ...] = ()
        self._heights: dict[int, int] = {}  # by the quote's id
        self._width = 0

    def show_terms(self, terms: tuple[str, ...]) -> None:
        """Highlight these search terms in the words."""
        self._terms = terms

    def clear_cache(self) -> None:
        """Forget the measured heights; call this if the text size changes."""
        self._heights.clear()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row; its width is always that of the list."""
        del option
        if self._view.width() != self._width:
            self._width = self._view.width()
            self._heights.clear()
        row = index.data(_ROW_ROLE)
        height = self._heights.get(row.quote.id)
        if height is None:
            height = self._heights[row.quote.id] = self._height(row)
        return QSize(1, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        row, areas, px = index.data(_ROW_ROLE), self._areas(), look().px
        theme = look().theme
        is_current = index.row() == self._view.currentIndex().row()
        top = rect.top() + px(_PADDING)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, is_current=is_current)
        painter.setFont(look().font(TextRole.SMALL))
        painter.setPen(QColor(theme.muted))
        number = QRect(rect.left(), top + px(1), px(_NUMBER_WIDTH) - px(10), px(30))
        painter.drawText(number, Qt.AlignmentFlag.AlignRight, f"{row.quote.position:,}")
        painter.setPen(QColor(theme.ink))
        words = self._words(row)
        words.draw(painter, QPointF(rect.left() + areas.text_left, top))
        if row.speaker:
            painter.setPen(QColor(theme.muted))
            at = QPointF(rect.left() + areas.text_left, top + words.boundingRect().height())
            self._speaker(row).draw(painter, at)
        self._paint_links(painter, row, rect, is_current=is_current)
        painter.setPen(QColor(theme.muted))
        place_top = self._side_top(row) + self._links_height(row)
        at = QPointF(rect.left() + areas.side_left, rect.top() + place_top)
        self._place(row).draw(painter, at)
        painter.restore()

    def link_rects(self, row: QuoteRow, rect: QRect) -> list[tuple[QuoteLink, QRect]]:
        """Return where the links of a row are if the row is in a rectangle."""
        left, top = rect.left() + self._areas().side_left, rect.top() + self._side_top(row)
        return [(link, place.translated(left, top)) for link, place in self._link_places(row)]

    def _link_places(self, row: QuoteRow) -> list[tuple[QuoteLink, QRect]]:
        """Return where the links are, from where the first one can start."""
        metrics, limit = QFontMetrics(self._link_font()), self._areas().side_width
        left, top, height, places = 0, 0, metrics.height(), []
        if not row.is_in_finding:
            small = QFontMetrics(look().font(TextRole.SMALL))
            left = small.horizontalAdvance(self._no_finding(row))
        for link in row.links:
            width = metrics.horizontalAdvance(link.text)
            if left and left + width > limit:
                left, top = 0, top + height
            places.append((link, QRect(left, top, width, height)))
            left += width + look().px(_LINK_GAP)
        return places

    def _paint_ground(self, painter: QPainter, rect: QRect, *, is_current: bool) -> None:
        theme, px = look().theme, look().px
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_current:
            has_edge = self._view.hasFocus() or theme.outlined
            painter.setPen(QPen(QColor(theme.accent), 2) if has_edge else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), px(_RADIUS), px(_RADIUS))

    def _paint_links(
        self, painter: QPainter, row: QuoteRow, rect: QRect, *, is_current: bool
    ) -> None:
        areas, theme = self._areas(), look().theme
        if not row.is_in_finding:
            painter.setFont(look().font(TextRole.SMALL))
            painter.setPen(QColor(theme.muted))
            left, top = rect.left() + areas.side_left, rect.top() + self._side_top(row)
            place = QRect(left, top, areas.side_width, QFontMetrics(self._link_font()).height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._no_finding(row))
        chosen = self._view.current_link if is_current and self._view.hasFocus() else None
        for link, place in self.link_rects(row, rect):
            font = self._link_font()
            font.setUnderline(link is chosen)
            painter.setFont(font)
            painter.setPen(QColor(theme.accent))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, link.text)

    def _no_finding(self, row: QuoteRow) -> str:
        return "In no finding · " if row.links else "In no finding"

    def _areas(self) -> _Areas:
        px = look().px
        width = self._view.width() - px(SCROLL_BAR_WIDTH)  # which comes and goes with the rows
        left = px(_NUMBER_WIDTH)
        if width < px(_NARROW_WIDTH):
            text = max(40, width - left - px(_GAP))
            return _Areas(left, text, left, text, is_beside=False)
        side = px(_SIDE_WIDTH)
        return _Areas(left, width - left - side - px(2 * _GAP), width - side, side, is_beside=True)

    def _height(self, row: QuoteRow) -> int:
        words = self._words_height(row)
        side = self._links_height(row) + ceil(self._place(row).boundingRect().height())
        height = max(words, side) if self._areas().is_beside else words + side
        return height + 2 * look().px(_PADDING) + 1

    def _words_height(self, row: QuoteRow) -> int:
        height = self._words(row).boundingRect().height()
        if row.speaker:
            height += self._speaker(row).boundingRect().height()
        return ceil(height)

    def _side_top(self, row: QuoteRow) -> int:
        """Return where the links start below the top of the row."""
        return look().px(_PADDING) + (0 if self._areas().is_beside else self._words_height(row))

    def _links_height(self, row: QuoteRow) -> int:
        height = QFontMetrics(self._link_font()).height()
        return max((place.bottom() + 1 for _, place in self._link_places(row)), default=height)

    def _words(self, row: QuoteRow) -> QTextLayout:
        text, font = f"“{row.quote.text}”", look().font(TextRole.HEADLINE)
        formats = match_formats(text, self._terms) if self._terms else ()
        return wrap_text(text, font, self._areas().text_width, formats)

    def _speaker(self, row: QuoteRow) -> QTextLayout:
        font, width = look().font(TextRole.SMALL), self._areas().text_width
        formats_for = partial(match_formats, terms=self._terms) if self._terms else None
        return elide_text(row.speaker, font, width, 2, formats_for)

    def _place(self, row: QuoteRow) -> QTextLayout:
        return elide_text(row.place, look().font(TextRole.SMALL), self._areas().side_width, 3)

    def _link_font(self) -> QFont:
        return QFont(look().font(TextRole.SMALL_BUTTON))
