"""Edits a running order, with undo."""

from typing import Final, NamedTuple

from briefing_app.model.report import Reveal
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slides import Slide

_NONE_SHOWN: Final = (
    "At least one slide must be shown. Show another one before you leave this one out."
)

REVEAL_LABELS: Final = {
    Reveal.NONE: "all at once",
    Reveal.BARS: "one by one",
    Reveal.GUESS: "guess first",
}
"""How the bars of a chart can appear, in words."""


class Edit(NamedTuple):
    """The result of an edit.

    Args:
        message: The message for the user.
        selected: The index of the item to select; None if the order did not change.
    """

    message: str
    selected: int | None = None


class RunningOrderEditor:
    """A running order that always shows at least one slide, and its history.

    Every index is one of `RunningOrder.items`.

    Args:
        original: The briefing's own order.
        order: The order to start with.
    """

    def __init__(self, original: RunningOrder, order: RunningOrder) -> None:
        self._original = original
        self._order = order
        self._history: list[tuple[RunningOrder, int]] = []

    @property
    def order(self) -> RunningOrder:
        """The order as it is now."""
        return self._order

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo."""
        return bool(self._history)

    @property
    def can_restore(self) -> bool:
        """Whether the order differs from the briefing's own."""
        return self._order != self._original

    def can_move_by(self, index: int, by: int) -> bool:
        """Return whether there is a place to move an item to; False for -1."""
        return index >= 0 and 0 <= index + by < len(self._order.items)

    def can_toggle(self, index: int) -> bool:
        """Return whether an item can be left out or shown: one slide is always shown."""
        return index >= 0 and self._order.slides != (self._order.items[index].slide,)

    def can_remove(self, index: int) -> bool:
        """Return whether an item was added, and another slide would still be shown."""
        return index >= 0 and not self._order.items[index].is_original and self.can_toggle(index)

    def move_by(self, index: int, by: int) -> Edit:
        """Move an item up or down by a number of places."""
        if self.can_move_by(index, by):
            return self.move(index, index + by)
        return Edit(f"{self._name(index)} is already {'first' if by < 0 else 'last'}.")

    def move(self, index: int, to: int) -> Edit:
        """Move an item to another index."""
        order = self._order.move(index, to)
        place = (
            f"number {_number(order, to)}"
            if order.items[to].is_shown
            else f"{to + 1:,} in the list, left out"
        )
        return self._change(order, index, to, f"{self._name(index)} is now {place}.")

    def move_to_number(self, index: int, number: int) -> Edit:
        """Move an item so that it gets a slide number, or would get it if it were shown."""
        max_number = len(self._order.slides) + (not self._order.items[index].is_shown)
        if not 1 <= number <= max_number:
            return Edit(f"There is no number {number}. Numbers go from 1 to {max_number:,}.")
        to = self._order.index_for_number(number, index)
        if to == index:
            return Edit(f"{self._name(index)} is already there.")
        return self.move(index, to)

    def toggle(self, index: int) -> Edit:
        """Leave an item out, or show it again."""
        is_shown = not self._order.items[index].is_shown
        order = self._order.set_shown(index, shown=is_shown)
        state = f"shown as number {_number(order, index)}" if is_shown else "left out"
        return self._change(order, index, index, f"{self._name(index)} is {state}.")

    def can_reveal(self, index: int) -> bool:
        """Return whether an item has bars that can appear in steps."""
        return index >= 0 and self._order.items[index].slide.can_reveal

    def set_reveal(self, index: int, reveal: Reveal | None) -> Edit:
        """Let the bars of an item's chart appear in another way; None for the author's."""
        name = self._name(index)
        if not self.can_reveal(index):
            return Edit(f"{name} has no bars that can appear in steps.")
        order = self._order.set_reveal(index, reveal)
        words = "as the author set it" if reveal is None else REVEAL_LABELS[reveal]
        if order == self._order:
            return Edit(f"The bars already appear like that: {words}.")
        return self._change(order, index, index, f"{name}: {words}.")

    def remove(self, index: int) -> Edit:
        """Remove an item that was added; leave out one of the briefing's own."""
        item, name = self._order.items[index], self._name(index)
        if not item.is_original:
            message = f"{name} was removed."
        elif item.is_shown:
            message = f"{name} is left out. It belongs to the briefing, so it stays in this list."
        else:
            return Edit(f"{name} belongs to the briefing and is already left out.")
        return self._change(self._order.remove(index), index, index, message)

    def add(self, slide: Slide, index: int) -> Edit:
        """Add a slide after an item, or show it again if it is left out."""
        present = self._order.index(slide.key)
        to = index + 1 if present is None else present
        order = self._order.add(slide, to)
        change = "was added" if present is None else "is shown again"
        return self._change(
            order, index, to, f"{slide.name} {change} as number {_number(order, to)}."
        )

    def restore(self, index: int) -> Edit:
        """Restore the briefing's own order, with the selection at an index."""
        if not self.can_restore:
            return Edit("This is already the author’s order.")
        message = "The author’s order is restored. Undo brings yours back."
        return self._change(self._original, index, index, message)

    def undo(self) -> Edit:
        """Undo the last edit."""
        if not self.can_undo:
            return Edit("There is nothing to undo.")
        self._order, index = self._history.pop()
        return Edit("Undone.", index)

    def _change(self, order: RunningOrder, index: int, new_index: int, message: str) -> Edit:
        """Use an edited order, unless it shows no slide.

        Args:
            order: The order.
            index: The index of the selected item, to select again on undo.
            new_index: The index to select now.
            message: The message for the user.
        """
        if not order.slides:
            return Edit(_NONE_SHOWN)
        if self._order.slides:  # an order without slides can be repaired, but does not come back
            self._history.append((self._order, index))
        self._order = order
        return Edit(message, min(max(new_index, 0), len(order.items) - 1))

    def _name(self, index: int) -> str:
        return self._order.items[index].slide.name


def _number(order: RunningOrder, index: int) -> int:
    """Return the number that an item has among those that are shown."""
    return sum(item.is_shown for item in order.items[: index + 1])
