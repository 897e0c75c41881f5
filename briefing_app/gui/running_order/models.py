"""The models of the running order: its slides, and what can be added."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Final, overload

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.running_order import (
    Addable,
    RunningOrder,
    RunningOrderItem,
    addable_slide,
)
from briefing_app.model.search import words
from briefing_app.model.slide_builder import SlideMarks
from briefing_app.model.slides import Role, Slide
from briefing_app.model.wording import CAUTION_LABEL, GUESS_FIRST, counted


class Mark(Enum):
    """A label on a row; the values are the texts."""

    LEFT_OUT = "Left out"
    ADDED = "Added for today"
    CAUTION = CAUTION_LABEL
    AT_ONCE = "Bars all at once"
    GUESS = GUESS_FIRST


@dataclass(frozen=True, slots=True)
class SlideRow:
    """A row of a slide list.

    Args:
        slide: The slide.
        number: The number among the slides that are shown, from 1; None if it has none.
        is_left_out: Whether the slide is in the order without being shown.
        is_added: Whether the slide was added to the order for this occasion.
        is_reveal_chosen: Whether the bars appear in another way than the author's.
    """

    slide: Slide
    number: int | None
    is_left_out: bool = False
    is_added: bool = False
    is_reveal_chosen: bool = False

    @property
    def name(self) -> str:
        """What the slide is, with its finding or what it is about; nothing that the title says.

        It may be empty.
        """
        slide = self.slide
        options = sum(text.role is Role.OPTION for text in slide.texts)
        if slide.finding_kind is not None:
            return f"{slide.name} · {slide.finding_kind.label}"
        if options:
            return f"{slide.name} · {options} options"
        if slide.kind is SlideKind.DISCUSSION and slide.about:
            return f"{slide.name} · {slide.source.partition(':')[0]}"
        if slide.name != slide.title:
            return slide.name
        return "" if slide.is_break else "Text"

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks, the most important first."""
        states = (
            (Mark.LEFT_OUT, self.is_left_out),
            (Mark.ADDED, self.is_added),
            (Mark.CAUTION, self.slide.has_caution),
            (Mark.AT_ONCE, self.is_reveal_chosen and self.slide.reveal is Reveal.NONE),
            (Mark.GUESS, self.slide.reveal is Reveal.GUESS),
        )
        return tuple(mark for mark, is_set in states if is_set)

    @property
    def accessible_text(self) -> str:
        """What a screen reader says about the row."""
        number = "" if self.number is None else f"Number {self.number}"
        first = Mark.LEFT_OUT.value if self.is_left_out else number
        name = self.name.replace(" · ", ". ")
        others = (mark.value for mark in self.marks if mark is not Mark.LEFT_OUT)
        minutes = self.slide.minutes
        planned = "" if minutes is None else counted(minutes, "minute")
        return ". ".join(filter(None, (first, name, self.slide.title, *others, planned)))


ROW_ROLE: Final = Qt.ItemDataRole.UserRole
"""The role of the `SlideRow`."""


class SlideListModel(QAbstractListModel):
    """Rows of slides."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[SlideRow] = []

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.slide.list_label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.accessible_text
        return None


class RunningOrderModel(SlideListModel):
    """The items of a running order, including those that are left out.

    The model doesn't change itself: it reports a dragged row or entered minutes, and `set_order`
    follows.
    """

    move_requested = Signal(int, int)
    """Emitted with the present row of a dragged item and the one that it is to get."""
    minutes_entered = Signal(int, int)
    """Emitted with a row and the minutes that were entered for it; 0 for no plan."""

    def set_order(self, order: RunningOrder) -> None:
        """Show another order, and report the smallest possible change to Qt."""
        rows = _numbered_rows(order)
        old = [row.slide.key for row in self._rows]
        new = [row.slide.key for row in rows]
        start = _common_prefix_length(old, new)
        end = _common_prefix_length(old[start:][::-1], new[start:][::-1])
        removed, inserted = old[start : len(old) - end], new[start : len(new) - end]
        root = QModelIndex()
        if not removed and not inserted:
            self._rows = rows
        elif not removed:
            self.beginInsertRows(root, start, start + len(inserted) - 1)
            self._rows = rows
            self.endInsertRows()
        elif not inserted:
            self.beginRemoveRows(root, start, start + len(removed) - 1)
            self._rows = rows
            self.endRemoveRows()
        elif inserted == [*removed[1:], removed[0]]:
            self.beginMoveRows(root, start, start, root, start + len(removed))
            self._rows = rows
            self.endMoveRows()
        elif inserted == [removed[-1], *removed[:-1]]:
            last = start + len(removed) - 1
            self.beginMoveRows(root, last, last, root, start)
            self._rows = rows
            self.endMoveRows()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        if rows:  # the numbers of all rows may have changed
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Return that rows have minutes to edit and can be dragged, but not dropped on one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )
        is_left_out = self._rows[index.row()].is_left_out
        return flags if is_left_out else flags | Qt.ItemFlag.ItemIsEditable

    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Report the minutes that were entered for a row."""
        if role != Qt.ItemDataRole.EditRole or not isinstance(value, int):
            return False
        self.minutes_entered.emit(index.row(), value)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(
        self,
        source_parent: QModelIndex | QPersistentModelIndex,
        source: int,
        count: int,
        destination_parent: QModelIndex | QPersistentModelIndex,
        destination: int,
    ) -> bool:
        """Ask for the move of a row that was dropped before another one."""
        is_valid = 0 <= source < len(self._rows) and 0 <= destination <= len(self._rows)
        if count != 1 or not is_valid or source_parent.isValid() or destination_parent.isValid():
            return False
        to = destination - 1 if destination > source else destination
        if to == source:
            return False
        self.move_requested.emit(source, to)
        return True


def _numbered_rows(order: RunningOrder) -> list[SlideRow]:
    rows = []
    number = 0
    for item in order.items:
        number += item.is_shown
        shown_number = number if item.is_shown else None
        rows.append(
            SlideRow(
                item.slide,
                shown_number,
                is_left_out=not item.is_shown,
                is_added=not item.is_original,
                is_reveal_chosen=item.changes.reveal is not None,
            )
        )
    return rows


def _common_prefix_length(one: Iterable[str], other: Iterable[str]) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


_BATCH_SIZE: Final = 200  # slides, about 5 ms


class AddableModel(SlideListModel):
    """The slides that an order doesn't show, or those of them that a search finds.

    A briefing may have ten thousand. Their slides are made when they are shown, and indexed for
    the search while the event loop is idle.

    Args:
        items: All items that can be added, as `addable_items` returns them.
        marks: What the briefing says about all of its slides; None for nothing.
    """

    def __init__(
        self,
        items: Mapping[str, Addable],
        marks: SlideMarks | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._items = items
        self._marks = marks
        self._texts: dict[str, str] = {}  # what is searched, by key
        self._not_indexed = iter(items)
        self._index_timer = QTimer(self)
        self._index_timer.timeout.connect(lambda: self._index(_BATCH_SIZE))
        self._index_timer.start()

    def set_order(self, order: RunningOrder, terms: tuple[str, ...]) -> int:
        """List the slides that an order doesn't show and a search finds.

        Args:
            order: The order. The slides that it leaves out are listed: they can be shown again.
            terms: The search, as `search.terms` returns it.

        Returns:
            How many slides can be added, found or not.
        """
        existing = {item.made.key: item for item in order.items}
        keys = [key for key in self._items if key not in existing or not existing[key].is_shown]
        count = len(keys)
        if terms:
            self._index(None)
            starts = [f" {term}" for term in terms]
            keys = [key for key in keys if all(start in self._texts[key] for start in starts)]
        self.beginResetModel()
        self._rows = _LazyRows(keys, lambda key: self._row(key, existing.get(key)))
        self.endResetModel()
        return count

    def _row(self, key: str, item: RunningOrderItem | None) -> SlideRow:
        # A slide that is left out has the title that the author gave it in the order.
        slide = addable_slide(key, self._items[key]) if item is None else item.slide
        if self._marks is not None:
            slide = self._marks.on(slide)
        return SlideRow(slide, None, is_left_out=item is not None)

    def _index(self, max_count: int | None) -> None:
        """Index a number of slides, or with None all that are not indexed yet."""
        keys = list(islice(self._not_indexed, max_count))
        for key in keys:
            self._texts[key] = _searched_text(addable_slide(key, self._items[key]))
        if len(keys) != max_count:
            self._index_timer.stop()


class _LazyRows(Sequence[SlideRow]):
    """Rows that are made from their keys when they are read."""

    def __init__(self, keys: Sequence[str], make: Callable[[str], SlideRow]) -> None:
        self._keys = keys
        self._make = make

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> SlideRow: ...

    @overload
    def __getitem__(self, index: slice) -> list[SlideRow]: ...

    def __getitem__(self, index: int | slice) -> SlideRow | list[SlideRow]:
        if isinstance(index, slice):
            return [self._make(key) for key in self._keys[index]]
        return self._make(self._keys[index])


def _searched_text(slide: Slide) -> str:
    """Return the folded words of a slide, each after a space."""
    text = " ".join((slide.name, *(text.text for text in slide.texts)))
    return " " + " ".join(words(text))
