"""The list model of the slides that can be added to a running order."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final, overload

from PySide6.QtCore import QObject, QTimer

from briefing_app.gui.running_order.slide_models import SlideListModel
from briefing_app.gui.running_order.slide_row import SlideRow
from briefing_app.model.report import Finding, Quote
from briefing_app.model.running_order import RunningOrder, RunningOrderItem, addable_slide
from briefing_app.model.search import words
from briefing_app.model.slides import Slide

_BATCH_SIZE: Final = 200  # slides, about 5 ms


class AddableModel(SlideListModel):
    """The slides that an order doesn't show, or those of them that a search finds.

    A briefing may have ten thousand. Their slides are made when they are shown, and indexed for
    the search while the event loop is idle.

    Args:
        items: All items that can be added, as `addable_items` returns them.
        parent: As in Qt.
    """

    def __init__(self, items: Mapping[str, Finding | Quote], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items = items
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
        existing = {item.slide.key: item for item in order.items}
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
