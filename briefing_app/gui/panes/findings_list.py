"""The list of findings: where its keys lead, and keeping the current row in view."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import IntEnum
from operator import attrgetter
from typing import Final, NamedTuple

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
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from briefing_app.gui.look import TextRole, look
from briefing_app.gui.style_sheet import SCROLL_BAR_WIDTH
from briefing_app.gui.widgets.row_painting import (
    ROW_NUMBER_LEFT,
    RowDelegate,
    RowLabel,
    RowSign,
    label_height,
    paint_row_band,
    paint_row_labels,
    paint_row_number,
    paint_row_title,
)
from briefing_app.model.report import Finding, FindingKind, Force
from briefing_app.model.wording import CAUTION_LABEL, counted


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


_ROWS_AHEAD: Final = 60  # more than a tall screen shows


class FindingRole(IntEnum):
    """The model's own item data roles."""

    FINDING = Qt.ItemDataRole.UserRole


class FindingFilter(NamedTuple):
    """Which findings are listed. A finding must meet every condition that is set.

    Args:
        kind: Only findings of this kind.
        force: Only findings about this force.
        ids: Only findings with these ids: the results of a search.
        marked: Only findings with these ids: those with the user's notes or bookmarks.
    """

    kind: FindingKind | None = None
    force: Force | None = None
    ids: frozenset[int] | None = None
    marked: frozenset[int] | None = None

    def apply(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """Return the findings that meet the conditions, in the same order."""
        # One condition after the other, the cheapest first. This runs on each keystroke of a
        # search, and a function call for every finding would take longer than a frame.
        ids, kind, force, marked = self.ids, self.kind, self.force, self.marked
        if ids is not None:
            findings = [finding for finding in findings if finding.id in ids]
        if marked is not None:
            findings = [finding for finding in findings if finding.id in marked]
        if kind is not None:
            findings = [finding for finding in findings if finding.kind is kind]
        if force is not None:
            findings = [finding for finding in findings if force in finding.forces]
        return findings


class NoteFilter(NamedTuple):
    """Whether only findings with the user's notes or bookmarks are listed."""

    with_notes: bool = False
    bookmarked: bool = False

    def ids(self, marks: "UserMarks") -> frozenset[int] | None:
        """Return the ids of the findings to list; None for all."""
        if self.with_notes and self.bookmarked:
            return marks.with_notes & marks.bookmarked
        if self.with_notes:
            return marks.with_notes
        return marks.bookmarked if self.bookmarked else None


class UserMarks(NamedTuple):
    """The ids of the findings whose rows say something about the user's notes.

    Args:
        with_notes: Those with a note, of their own or with one of their quotes.
        bookmarked: Those with a bookmark.
        found: Those that a search found in a note only.
    """

    with_notes: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    found: frozenset[int] = frozenset()

    def note_label(self, finding: Finding) -> str:
        """Return what is said about the note of a finding; empty if it has none."""
        if finding.id in self.found:
            return "Found in my note"
        return "My note" if finding.id in self.with_notes else ""

    def bookmark_label(self, finding: Finding) -> str:
        """Return what is said about the bookmark of a finding; empty if it has none."""
        return "Bookmarked" if finding.id in self.bookmarked else ""


def accessible_text(finding: Finding, marks: UserMarks) -> str:
    """Return what a screen reader says about a finding."""
    parts = [f"Finding {finding.position}", finding.kind.label, finding.headline]
    if finding.caution:
        parts.append(CAUTION_LABEL)
    parts += filter(None, (marks.note_label(finding), marks.bookmark_label(finding)))
    if finding.forces:
        parts.append(counted(len(finding.forces), "force"))
    return ". ".join(parts)


class FindingsModel(QAbstractListModel):
    """The findings that pass the filter, in the report's order.

    Qt learns of the first rows only, and of more when it fetches them or `load` is called.
    Otherwise it would measure every row before it paints the first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Finding] = ()
        self._rows: Sequence[Finding] = ()
        self._loaded_count = 0
        self._filter = FindingFilter()
        self._marks = UserMarks()

    @property
    def total_count(self) -> int:
        """The number of findings, listed or not."""
        return len(self._all)

    @property
    def listed_count(self) -> int:
        """The number of findings that pass the filter, loaded or not."""
        return len(self._rows)

    @property
    def largest_number(self) -> int:
        """The largest number of a finding; 0 if there is none."""
        return self._all[-1].position if self._all else 0

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Replace the findings; the filter stays."""
        self._all = findings
        self._refill()

    def set_filter(self, new_filter: FindingFilter) -> None:
        """Replace the filter."""
        if new_filter != self._filter:
            self._filter = new_filter
            self._refill()

    @property
    def marks(self) -> UserMarks:
        """What the rows say about the user's notes."""
        return self._marks

    def set_marks(self, marks: UserMarks) -> None:
        """Change what the rows say about the user's notes."""
        self._marks = marks
        if self._loaded_count:
            self.dataChanged.emit(self.index(0), self.index(self._loaded_count - 1))

    def count(self, changed_filter: FindingFilter) -> int:
        """Return how many findings there would be with another filter."""
        return len(changed_filter.apply(self._all))

    @property
    def filter(self) -> FindingFilter:
        """The filter."""
        return self._filter

    def kind_counts(self) -> Mapping[FindingKind, int]:
        """Return how many findings of each kind there would be without the filter by kind."""
        findings = self._filter._replace(kind=None).apply(self._all)
        return Counter(finding.kind for finding in findings)

    def row_of(self, finding: Finding) -> int | None:
        """Return the row of a finding, loaded or not; None if it isn't listed."""
        row = bisect_left(self._rows, finding.position, key=attrgetter("position"))
        return row if row < len(self._rows) and self._rows[row].id == finding.id else None

    def load(self, row: int) -> None:
        """Add the rows up to this one, and a screenful after it, to the rows that Qt knows."""
        self._load(row + _ROWS_AHEAD)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Return whether some rows are not loaded yet."""
        return not parent.isValid() and self._loaded_count < len(self._rows)

    def fetchMore(
        self,
        parent: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Double the number of loaded rows, so that a few calls reach the end."""
        self._load(2 * self._loaded_count)

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        return 0 if parent.isValid() else self._loaded_count

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        row = index.row()
        if not 0 <= row < self._loaded_count:
            return None
        finding = self._rows[row]
        if role == FindingRole.FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return finding.headline
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return accessible_text(finding, self._marks)
        return None

    def _refill(self) -> None:
        self.beginResetModel()
        self._rows = self._filter.apply(self._all)
        self._loaded_count = min(_ROWS_AHEAD, len(self._rows))
        self.endResetModel()

    def _load(self, count: int) -> None:
        count = min(count, len(self._rows))
        if count > self._loaded_count:
            self.beginInsertRows(QModelIndex(), self._loaded_count, count - 1)
            self._loaded_count = count
            self.endInsertRows()


_MAX_HEADLINE_LINES: Final = 3
_MAX_HEADLINE_LENGTH: Final = 1000  # characters; more than three lines of any window hold
# Pixels at 100 % text size.
_PADDING: Final = 11  # above and below
_LABEL_GAP: Final = 3
_TEXT_LEFT: Final = 54


class FindingDelegate(RowDelegate):
    """Paints a finding: a band, its number, up to three lines of headline, and labels.

    Each row must have a `Finding` under `FindingRole.FINDING`.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._heights: dict[int, int] = {}  # by the finding's id
        self._width = 0
        self._largest_number = 0
        self._number_width = 0
        self._my_force: Force | None = None
        self._my_force_label = ""
        self._marks = UserMarks()

    def set_marks(self, marks: UserMarks) -> None:
        """Mark the findings with the user's notes and bookmarks."""
        self._marks = marks

    def set_largest_number(self, number: int) -> None:
        """Make room for the largest number of a finding."""
        self._largest_number = number
        self.clear_cache()

    def set_my_force(self, force: Force | None, label: str) -> None:
        """Mark the findings about the user's force."""
        self._my_force = force
        self._my_force_label = label

    def clear_cache(self) -> None:
        """Forget the measured sizes; call this if the text size or the findings change."""
        self._heights.clear()
        self._number_width = 0

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Return the height of a row; its width is always that of the list."""
        width = self._view.width()
        if width != self._width:
            self._width = width
            self._heights.clear()
        finding = index.data(FindingRole.FINDING)
        height = self._heights.get(finding.id)
        if height is None:
            height = self._heights[finding.id] = round(
                self._headline(finding).boundingRect().height()
                + label_height()
                + look().px(2 * _PADDING + _LABEL_GAP)
            )
        return QSize(1, height)

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        is_selected: bool,
    ) -> None:
        finding = index.data(FindingRole.FINDING)
        style, px = look(), look().px
        left, top = rect.left() + self._text_left(), rect.top() + px(_PADDING)
        paint_row_band(painter, rect, style.theme.kind_colours(finding.kind)[0])
        at = QPoint(rect.left(), top)
        paint_row_number(painter, at, finding.position, text_left=self._text_left())
        headline = self._headline(finding)
        paint_row_title(painter, QPointF(left, top), headline, is_selected=is_selected)
        labels_top = top + round(headline.boundingRect().height()) + px(_LABEL_GAP)
        space = QRect(left, labels_top, rect.right() - px(12) - left, label_height())
        paint_row_labels(painter, space, self._labels(finding))

    def _tool_tip(self, index: QModelIndex | QPersistentModelIndex) -> Sequence[str]:
        finding = index.data(FindingRole.FINDING)
        is_elided = self._headline(finding).text() != finding.headline
        return [finding.headline] if is_elided else []

    def _text_left(self) -> int:
        """Return where the headlines start: after the widest number."""
        if not self._number_width:
            digits = "8" * len(str(self._largest_number))
            metrics = QFontMetrics(look().font(TextRole.HEADLINE))
            self._number_width = metrics.horizontalAdvance(digits)
        px = look().px
        return max(px(_TEXT_LEFT), self._number_width + px(ROW_NUMBER_LEFT + 14))

    def _headline(self, finding: Finding) -> QTextLayout:
        """Lay out the headline in the width of a row.

        The scroll bar always has its room: it comes and goes with the rows, and Qt would ask for
        their heights again only later.
        """
        margins = self._text_left() + look().px(16 + SCROLL_BAR_WIDTH)
        text = finding.headline[:_MAX_HEADLINE_LENGTH]
        return self._lay_out_title(text, self._view.width() - margins, _MAX_HEADLINE_LINES)

    def _labels(self, finding: Finding) -> list[RowLabel]:
        """Return what is said below the headline, the most important first."""
        theme = look().theme
        labels = [RowLabel(finding.kind.label, theme.kind_colours(finding.kind)[0], is_strong=True)]
        if finding.caution:
            warning = RowSign.WARNING
            labels.append(RowLabel(CAUTION_LABEL, theme.caution, is_strong=True, sign=warning))
        if self._my_force is not None and self._my_force in finding.forces:
            name = f"My force: {self._my_force_label}"
            labels.append(RowLabel(name, theme.accent, is_strong=True))
        for text, sign in (
            (self._marks.note_label(finding), RowSign.NOTE),
            (self._marks.bookmark_label(finding), RowSign.BOOKMARK),
        ):
            if text:
                labels.append(RowLabel(text, theme.accent, sign=sign))
        if finding.forces:
            labels.append(RowLabel(counted(len(finding.forces), "force"), theme.muted))
        return labels
