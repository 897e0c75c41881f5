"""The slides of an order, and those that could be added to it, as Qt list models."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from itertools import islice
from typing import Final, NamedTuple, overload

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from briefing_app.model.report import Finding, Quote
from briefing_app.model.running_order import RunningOrder, RunningOrderItem, addable_slide
from briefing_app.model.search import words
from briefing_app.model.slides import Slide
from briefing_app.model.wording import CAUTION_LABEL

_READ_AT_ONCE: Final = 200  # slides, about 5 ms


class Mark(Enum):
    """What is said of a slide beside its name and title; the values are the words in full."""

    LEFT_OUT = "Left out"
    ADDED = "Added for this occasion"
    CAUTION = CAUTION_LABEL
    REVEAL = "Bars one by one"

    @property
    def short(self) -> str:
        """The words where there is little room."""
        return "Added" if self is Mark.ADDED else self.value


class SlideRow(NamedTuple):
    """What a row says.

    Args:
        slide: The slide.
        number: Its number among the slides that are shown, from 1; None where it has none.
        left_out: Whether it stands in the order without being shown.
        added: Whether it was added to the order for the occasion.
    """

    slide: Slide
    number: int | None
    left_out: bool = False
    added: bool = False

    @property
    def name(self) -> str:
        """What the slide is called, with the kind of its finding; nothing its title says too."""
        slide = self.slide
        if slide.finding_kind is not None:
            return f"{slide.name} · {slide.finding_kind.label}"
        return "Text" if slide.name == slide.title else slide.name

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What else is said of it, the most important first."""
        holds = (
            (Mark.LEFT_OUT, self.left_out),
            (Mark.ADDED, self.added),
            (Mark.CAUTION, self.slide.has_caution),
            (Mark.REVEAL, self.slide.reveal),
        )
        return tuple(mark for mark, there in holds if there)

    @property
    def spoken(self) -> str:
        """The row in one line, for a screen reader."""
        number = "" if self.number is None else f"Number {self.number}"
        first = Mark.LEFT_OUT.value if self.left_out else number
        name = self.name.replace(" · ", ". ")
        others = (mark.value for mark in self.marks if mark is not Mark.LEFT_OUT)
        return ". ".join(part for part in (first, name, self.slide.title, *others) if part)


class SlideListModel(QAbstractListModel):
    """Rows of slides."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[SlideRow] = []

    @property
    def rows(self) -> Sequence[SlideRow]:
        """What the rows say, from the top."""
        return self._rows

    def rowCount(  # noqa: N802, Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's default
    ) -> int:
        """Qt: how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt: what a row says for a role."""
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.slide.list_label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class OrderModel(SlideListModel):
    """The items of an order, those that are left out among them.

    A row that is dragged isn't moved here: `move_wanted` asks for it, with the index that the row
    has and the one that it is to get, and whoever knows the order gives the next one.
    """

    move_wanted = Signal(int, int)

    def set_order(self, order: RunningOrder) -> None:
        """Show another order, telling Qt of as small a change as there is."""
        rows = _numbered(order)
        old = [row.slide.key for row in self._rows]
        new = [row.slide.key for row in rows]
        start = _alike(old, new)
        end = _alike(old[start:][::-1], new[start:][::-1])
        gone, come = old[start : len(old) - end], new[start : len(new) - end]
        top = QModelIndex()
        if not gone and not come:
            self._rows = rows
        elif not gone:
            self.beginInsertRows(top, start, start + len(come) - 1)
            self._rows = rows
            self.endInsertRows()
        elif not come:
            self.beginRemoveRows(top, start, start + len(gone) - 1)
            self._rows = rows
            self.endRemoveRows()
        elif come == [*gone[1:], gone[0]]:
            self.beginMoveRows(top, start, start, top, start + len(gone))
            self._rows = rows
            self.endMoveRows()
        elif come == [gone[-1], *gone[:-1]]:
            last = start + len(gone) - 1
            self.beginMoveRows(top, last, last, top, start)
            self._rows = rows
            self.endMoveRows()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        if rows:  # one that is left out changes the numbers of all below it
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Qt: a row can be dragged, and dropped between rows but not on one."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802, Qt's name
        """Qt: what is dragged is moved."""
        return Qt.DropAction.MoveAction

    def moveRows(  # noqa: N802, Qt's name
        self,
        source_parent: QModelIndex | QPersistentModelIndex,
        source: int,
        count: int,
        destination_parent: QModelIndex | QPersistentModelIndex,
        destination: int,
    ) -> bool:
        """Qt: a row was dropped before another one."""
        fits = 0 <= source < len(self._rows) and 0 <= destination <= len(self._rows)
        if count != 1 or not fits or source_parent.isValid() or destination_parent.isValid():
            return False
        to = destination - 1 if destination > source else destination
        if to == source:
            return False
        self.move_wanted.emit(source, to)
        return True


class AddableModel(SlideListModel):
    """The slides that could be added to an order, or those of them that a text asks for.

    A briefing may have ten thousand: their slides are made as they are shown, and their words are
    read for the search while nothing else goes on.

    Args:
        what: All that can be added, as `slides.addable_items` gives it.
        parent: As in Qt.
    """

    def __init__(self, what: Mapping[str, Finding | Quote], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self._words: dict[str, str] = {}
        self._unread = iter(what)
        self._reading = QTimer(self)
        self._reading.timeout.connect(lambda: self._read(_READ_AT_ONCE))
        self._reading.start()

    def set_order(self, order: RunningOrder, wanted: tuple[str, ...]) -> int:
        """List what an order doesn't show and a search finds.

        Args:
            order: The order. What it leaves out is listed too, as it can be shown again.
            wanted: What to look for, as `matching.terms` gives it.

        Returns:
            How many there are, found or not.
        """
        there = {item.slide.key: item for item in order.items}
        keys = [key for key in self._what if key not in there or not there[key].is_shown]
        count = len(keys)
        if wanted:
            self._read(None)
            starts = [f" {term}" for term in wanted]
            keys = [key for key in keys if all(start in self._words[key] for start in starts)]
        self.beginResetModel()
        self._rows = _MadeRows(keys, lambda key: self._row(key, there.get(key)))
        self.endResetModel()
        return count

    def _row(self, key: str, item: RunningOrderItem | None) -> SlideRow:
        # One that is left out has the title that the author gave it in the order.
        slide = addable_slide(key, self._what[key]) if item is None else item.slide
        return SlideRow(slide, None, left_out=item is not None)

    def _read(self, most: int | None) -> None:
        """Read the words of some more that can be added, or of all of them by None."""
        keys = list(islice(self._unread, most))
        for key in keys:
            self._words[key] = _words(addable_slide(key, self._what[key]))
        if len(keys) != most:
            self._reading.stop()


class _MadeRows(Sequence[SlideRow]):
    """Rows that are made when they are asked for, by their keys."""

    def __init__(self, keys: Sequence[str], row: Callable[[str], SlideRow]) -> None:
        self._keys = keys
        self._row = row

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> SlideRow: ...

    @overload
    def __getitem__(self, at: slice) -> list[SlideRow]: ...

    def __getitem__(self, at: int | slice) -> SlideRow | list[SlideRow]:
        if isinstance(at, slice):
            return [self._row(key) for key in self._keys[at]]
        return self._row(self._keys[at])


def _words(slide: Slide) -> str:
    """The words of a slide, folded, each after a space, so that words can be looked for."""
    text = " ".join((slide.name, *(text.text for text in slide.texts)))
    return " " + " ".join(words(text))


def _numbered(order: RunningOrder) -> list[SlideRow]:
    rows = []
    number = 0
    for item in order.items:
        number += item.is_shown
        shown = number if item.is_shown else None
        rows.append(SlideRow(item.slide, shown, not item.is_shown, not item.is_original))
    return rows


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many texts two sequences have in common from their start."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
