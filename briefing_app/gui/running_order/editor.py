"""Edits a running order, with undo."""

from dataclasses import dataclass
from typing import Final

from briefing_app.model.report import Reveal, SlideKind
from briefing_app.model.running_order import RunningOrder, RunningOrderItem
from briefing_app.model.slide_builder import SlideMarks
from briefing_app.model.slides import Slide
from briefing_app.model.text import shortened, single_line
from briefing_app.model.wording import AS_AUTHOR_SET, counted
from briefing_app.model.written_slide import WrittenSlide

_NONE_SELECTED: Final = "No slide is selected."
_NONE_SHOWN: Final = (
    "At least one slide must be shown. Show another one before you leave this one out."
)
_NO_CHART: Final = "Only charts have bars to reveal."
_NOTHING_TO_UNDO: Final = "There is nothing to undo."
_NOTHING_TO_RESTORE: Final = "This is already the author’s order."

REVEAL_LABELS: Final = {
    Reveal.NONE: "all at once",
    Reveal.GUESS: "guess first",
}
"""How the bars of a chart can appear, in words."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The result of an edit.

    Args:
        message: The message for the user.
        selected: The index of the item to select; None if the order did not change.
    """

    message: str
    selected: int | None = None


class RunningOrderEditor:
    """A running order that always shows at least one slide, and its history.

    Every index is one of `RunningOrder.items`, or -1 if none is selected. An obstacle is a sentence
    that says why something can't be done; it is empty if it can.

    Args:
        original: The briefing's own order.
        order: The order to start with.
        marks: What the briefing says about all of its slides; None for nothing.
    """

    def __init__(
        self, original: RunningOrder, order: RunningOrder, marks: SlideMarks | None = None
    ) -> None:
        self._original = original
        self._order = order
        self._marks = marks
        self._history: list[tuple[RunningOrder, int]] = []
        self._noted = ""  # the key of the slide whose notes were edited last, if nothing else was

    @property
    def order(self) -> RunningOrder:
        """The order as it is now."""
        return self._order

    @property
    def obstacle_to_undo(self) -> str:
        """Why nothing can be undone."""
        return "" if self._history else _NOTHING_TO_UNDO

    @property
    def obstacle_to_restore(self) -> str:
        """Why the briefing's own order can't be restored."""
        return "" if self._order != self._original else _NOTHING_TO_RESTORE

    def obstacle_to_move(self, index: int, by: int) -> str:
        """Return why an item can't be moved by a number of places."""
        if index < 0:
            return _NONE_SELECTED
        if 0 <= index + by < len(self._order.items):
            return ""
        return f"{self._name(index)} is already {'first' if by < 0 else 'last'}."

    def obstacle_to_toggle(self, index: int) -> str:
        """Return why an item can't be left out, shown or removed."""
        if index < 0:
            return _NONE_SELECTED
        items = self._order.items
        is_only_one = [item for item in items if item.is_shown] == [items[index]]
        return _NONE_SHOWN if is_only_one else ""

    def obstacle_to_reveal(self, index: int) -> str:
        """Return why the bars of an item can't appear in another way."""
        if index < 0:
            return _NONE_SELECTED
        return _NO_CHART if self._order.items[index].slide.chart is None else ""

    def move_by(self, index: int, by: int) -> Edit:
        """Move an item up or down by a number of places."""
        obstacle = self.obstacle_to_move(index, by)
        return Edit(obstacle) if obstacle else self.move(index, index + by)

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

    def set_reveal(self, index: int, reveal: Reveal | None) -> Edit:
        """Let the bars of an item's chart appear in another way; None for the author's."""
        if obstacle := self.obstacle_to_reveal(index):
            return Edit(obstacle)
        order = self._order.set_reveal(index, reveal)
        words = AS_AUTHOR_SET.lower() if reveal is None else REVEAL_LABELS[reveal]
        if order == self._order:
            return Edit(f"The bars already appear like that: {words}.")
        return self._change(order, index, index, f"{self._name(index)}: {words}.")

    def set_minutes(self, index: int, minutes: int) -> Edit:
        """Plan minutes for an item; 0 for none."""
        order = self._order.set_minutes(index, minutes)
        if order == self._order:
            return Edit("")
        planned = counted(minutes, "minute") if minutes else "no planned time"
        return self._change(order, index, index, f"{self._name(index)}: {planned}.")

    def set_notes(self, key: str, notes: str) -> Edit:
        """Change the presenter's own notes of the slide with a key.

        Edits of the same notes, one after the other, are undone together.
        """
        index = self._order.index_of(key)
        order = self._order if index is None else self._order.set_notes(index, notes)
        if index is None or order == self._order:
            return Edit("")
        if self._noted == key:
            self._order = order
            return Edit("", index)
        edit = self._change(order, index, index, "")
        self._noted = key
        return edit

    def write(self, what: WrittenSlide, minutes: int, index: int) -> Edit:
        """Add what the presenter wrote after an item, with planned minutes or 0 for none."""
        to = index + 1
        order = self._order.write(what, to, self._marks).set_minutes(to, minutes)
        name = _name(order.items[to])
        return self._change(order, index, to, f"{name} was added as number {_number(order, to)}.")

    def rewrite(self, what: WrittenSlide, minutes: int, index: int) -> Edit:
        """Change what the presenter wrote, and its planned minutes."""
        order = self._order.rewrite(what, index, self._marks).set_minutes(index, minutes)
        if order == self._order:
            return Edit("")
        return self._change(order, index, index, f"{self._name(index)} was changed.")

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
        present = self._order.index_of(slide.key)
        to = index + 1 if present is None else present
        order = self._order.add(slide, to)
        change = "was added" if present is None else "is shown again"
        name = _name(order.items[to])
        return self._change(order, index, to, f"{name} {change} as number {_number(order, to)}.")

    def restore(self, index: int) -> Edit:
        """Restore the briefing's own order, with the selection at an index."""
        if self.obstacle_to_restore:
            return Edit(self.obstacle_to_restore)
        message = "The author’s order is restored. Undo brings yours back."
        return self._change(self._original, index, index, message)

    def undo(self) -> Edit:
        """Undo the last edit."""
        if self.obstacle_to_undo:
            return Edit(self.obstacle_to_undo)
        self._order, index = self._history.pop()
        self._noted = ""
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
        self._order, self._noted = order, ""
        return Edit(message, min(max(new_index, 0), len(order.items) - 1))

    def _name(self, index: int) -> str:
        return _name(self._order.items[index])


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
