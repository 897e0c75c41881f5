"""Owns the running order that is being edited, with undo."""

from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from briefing_app.model.report import Report, SlideKind
from briefing_app.model.running_order import RunningOrder, RunningOrderItem
from briefing_app.model.slide_builder import SlideMarks, briefing_slides
from briefing_app.model.text import shortened, single_line
from briefing_app.model.wording import counted
from briefing_app.model.written_slide import WrittenSlide

_NONE_SELECTED: Final = "No slide is selected."
_NONE_SHOWN: Final = (
    "At least one slide must be shown. Show another one before you leave this one out."
)
_NOTHING_TO_UNDO: Final = "There is nothing to undo."
_NOTHING_TO_RESTORE: Final = "This is already the author’s order."


class EditorState(NamedTuple):
    """What is prepared for a slideshow.

    Args:
        order: The running order.
        row: The index of the selected item, or -1 if there is none.
        message: What the last edit did, or why it did nothing. It is empty after what needs none,
            so that it isn't read aloud again.
    """

    order: RunningOrder
    row: int = -1
    message: str = ""

    @property
    def item(self) -> RunningOrderItem | None:
        """The selected item."""
        return self.order.items[self.row] if self.row >= 0 else None


class RunningOrderEditor(QObject):
    """Edits a running order, which always shows at least one slide.

    Methods without an index edit the selected item. One that can't do anything says why.

    Args:
        report: The briefing.
        order: The order to start with.
    """

    changed = Signal(object, object)
    """Emitted with the new and the previous `EditorState`, also if only the message is new."""

    def __init__(self, report: Report, order: RunningOrder) -> None:
        super().__init__()
        self._original = RunningOrder.of(briefing_slides(report))
        self._marks = SlideMarks(report)
        self._state = EditorState(order, min(0, len(order.items) - 1))
        self._history: list[EditorState] = []

    @property
    def state(self) -> EditorState:
        """What is prepared now."""
        return self._state

    def select(self, row: int) -> None:
        """Select another item, by its index, or none with -1."""
        if row != self._state.row:
            self._update(self._state._replace(row=row, message=""))

    def say(self, message: str) -> None:
        """Show another message, or none if it is empty."""
        self._update(self._state._replace(message=message))

    def move_by(self, by: int) -> None:
        """Move the selected item up or down by a number of places."""
        item, to = self._state.item, self._state.row + by
        if item is None:
            self.say(_NONE_SELECTED)
        elif 0 <= to < len(self._state.order.items):
            self.move(self._state.row, to)
        else:
            self.say(f"{_name(item)} is already {'first' if by < 0 else 'last'}.")

    def move(self, index: int, to: int) -> None:
        """Move an item to another index."""
        order = self._state.order.move(index, to)
        item = order.items[to]
        place = (
            f"number {_number(order, to)}" if item.is_shown else f"{to + 1:,} in the list, left out"
        )
        self._change(order, to, f"{_name(item)} is now {place}.")

    def toggle(self) -> None:
        """Leave the selected item out, or show it again."""
        item = self._state.item
        if item is None:
            self.say(_NONE_SELECTED)
        else:
            self.set_shown(self._state.row, shown=not item.is_shown)

    def set_shown(self, index: int, *, shown: bool) -> bool:
        """Show an item or leave it out. Return False if it is the only one that is shown."""
        order = self._state.order.set_shown(index, shown=shown)
        state = f"shown as number {_number(order, index)}" if shown else "left out"
        return self._change(order, index, f"{_name(order.items[index])} is {state}.")

    def remove(self) -> None:
        """Remove the selected item if the presenter wrote it."""
        item = self._state.item
        if item is None:
            self.say(_NONE_SELECTED)
        elif item.is_original:
            self.say(f"{_name(item)} belongs to the briefing. Leave it out instead.")
        else:
            row = self._state.row
            self._change(self._state.order.remove(row), row, f"{_name(item)} was removed.")

    def set_minutes(self, index: int, minutes: int) -> None:
        """Plan minutes for an item; 0 for none."""
        order = self._state.order.set_minutes(index, minutes)
        if order != self._state.order:
            planned = counted(minutes, "minute") if minutes else "no planned time"
            self._change(order, index, f"{_name(order.items[index])}: {planned}.")

    def write(self, what: WrittenSlide, minutes: int, key: str = "") -> None:
        """Add what the presenter wrote after the selected item, or change what was written before.

        Args:
            what: What the presenter wrote.
            minutes: Its planned minutes; 0 for none.
            key: The key of the slide to change. If there is none, the slide is added.
        """
        before = self._state.order
        row = before.index_of(key)
        if row is None:
            row = self._state.row + 1
            order = before.write(what, row, self._marks).set_minutes(row, minutes)
            change = f"was added as number {_number(order, row)}"
        else:
            order = before.rewrite(what, row, self._marks).set_minutes(row, minutes)
            change = "was changed"
        if order != before:
            self._change(order, row, f"{_name(order.items[row])} {change}.")

    def restore(self) -> None:
        """Restore the briefing's own order, without the slides that were added."""
        if self._state.order == self._original:
            self.say(_NOTHING_TO_RESTORE)
        else:
            message = "The author’s order is restored. Undo brings yours back."
            self._change(self._original, self._state.row, message)

    def undo(self) -> None:
        """Undo the last edit."""
        if not self._history:
            self.say(_NOTHING_TO_UNDO)
            return
        earlier = self._history.pop()
        self._update(self._state._replace(order=earlier.order, row=earlier.row, message="Undone."))

    def _change(self, order: RunningOrder, row: int, message: str) -> bool:
        """Use an edited order if it shows a slide, and select a row or the nearest there is."""
        if not order.slides:
            self.say(_NONE_SHOWN)
            return False
        if self._state.order.slides:  # an order without slides can be repaired, but not come back
            self._history.append(self._state)
        row = min(max(row, 0), len(order.items) - 1)
        self._update(self._state._replace(order=order, row=row, message=message))
        return True

    def _update(self, state: EditorState) -> None:
        old, self._state = self._state, state
        self.changed.emit(state, old)


def _number(order: RunningOrder, index: int) -> int:
    """Return the number that an item has among those that are shown."""
    return sum(item.is_shown for item in order.items[: index + 1])


def _name(item: RunningOrderItem) -> str:
    """Return the name of a slide; of one that shares its name with others, the title instead."""
    made = item.made
    if made.kind not in {SlideKind.DISCUSSION, SlideKind.TEXT}:
        return made.name
    title = shortened(single_line(made.title))
    return f"“{title}”" if title else made.name
