"""The dialog Clear my data on this computer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from briefing_app.database.personal.kept import KeptBriefing, KeptKind
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.widgets.buttons import CheckBox, SinglePressButton, quiet_button
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.labels import MessageLabel, heading_label, text_label
from briefing_app.model.wording import counted

PROGRAM: Final = "The program"
"""The title of what concerns no single briefing."""
SETTINGS: Final = "Settings: my force, last folders, colours, text size, places of windows"
UNREADABLE_FILE: Final = "The file with your notes and running orders, which can’t be read"


@dataclass(frozen=True, slots=True)
class KeptItem:
    """Something that is kept and can be removed.

    Args:
        text: What it is, and how much.
        remove: Removes it; may raise a `BriefingAppError`.
        has_notes: Whether the user's notes are in it.
    """

    text: str
    remove: Callable[[], object]
    has_notes: bool = False


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """The items of one briefing, or those of the program.

    Args:
        title: The title of the briefing.
        items: The items; at least one.
    """

    title: str
    items: Sequence[KeptItem]


def briefing_group(briefing: KeptBriefing, forget: Callable[[str, KeptKind], object]) -> KeptGroup:
    """Return what is kept for a briefing.

    Args:
        briefing: How much that is.
        forget: Deletes what is kept of one kind for a briefing, by its key.
    """
    return KeptGroup(
        briefing.title,
        [
            KeptItem(text, partial(forget, briefing.key, kind), has_notes=kind is KeptKind.NOTES)
            for kind, text in _texts(briefing)
            if text
        ],
    )


def recent_files_text(count: int) -> str:
    """Return the label of the list of recent briefings."""
    return f"The list of {counted(count, 'recent briefing')}"


def checked_files_text(count: int) -> str:
    """Return the label of the list of briefings that were checked on this computer."""
    return f"Which briefings were checked against their sources ({counted(count, 'briefing')})"


def log_text(count: int) -> str:
    """Return the label of the log, with the number of its files."""
    return f"The log, with names of opened files ({counted(count, 'file')})"


def damaged_files_text(count: int) -> str:
    """Return the label of the damaged files that were moved aside."""
    return f"{counted(count, 'damaged file')} with earlier notes and running orders"


def _texts(kept: KeptBriefing) -> Iterator[tuple[KeptKind, str]]:
    """Yield how much is kept of each kind; an empty text if nothing is."""
    yield KeptKind.NOTES, _listed((kept.notes, "note"), (kept.bookmarks, "bookmark"))
    order = ["The running order"] if kept.has_order else []
    if kept.planned_minutes:
        order.append(f"a planned time of {counted(kept.planned_minutes, 'minute')}")
    yield KeptKind.ORDER, _capitalised(" and ".join(order))
    yield KeptKind.PLACE, "Where the last slideshow stopped" if kept.has_place else ""
    files = f"Where you keep the text of {counted(kept.source_files, 'source')}"
    yield KeptKind.SOURCE_FILES, files if kept.source_files else ""


def _listed(*counts: tuple[int, str]) -> str:
    return " and ".join(counted(count, noun) for count, noun in counts if count)


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


TITLE = "Clear my data on this computer"
_EXPLANATION = (
    "This is kept on this computer for your user account. Tick what to remove. "
    "Briefings and exported files stay where they are."
)
_REMOVE = "Remove selected"
_REMOVE_NOTES = "Remove them, with my notes"
_ASK = (
    "Your notes would be deleted, and can’t be brought back. Press “Remove them, with my notes” to "
    "delete them."
)
_NOTHING = "Nothing is kept on this computer."


class ForgetDialog(ResizableDialog):
    """Shows what is kept, to be ticked and removed.

    Args:
        remove: Removes the items that are ticked.
    """

    def __init__(
        self, remove: Callable[[Sequence[KeptItem]], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLE, QSize(620, 560), parent)
        self._layout = QVBoxLayout(self._page)
        scale(self._layout.setSpacing, 10)
        self._explanation = text_label(self._page, _EXPLANATION, role=TextRole.BODY, wraps=True)
        self._layout.addWidget(self._explanation)
        self._list = QWidget(self._page)
        self._layout.addWidget(self._list)
        self._layout.addStretch(1)
        self.message = MessageLabel(self, role=TextRole.BODY)
        """What was removed."""
        self._boxes: list[tuple[CheckBox, KeptItem]] = []
        self._is_asked = False  # whether notes may be deleted
        self._remove = SinglePressButton(_REMOVE)
        self._remove.setProperty("look", "primary")
        self._remove.clicked.connect(lambda: self._ask_or(remove))
        self._tick_all = quiet_button("Tick all")
        self._tick_all.clicked.connect(self._toggle_all)
        self._rows.addWidget(self.message)
        self._buttons.addButton(self._remove, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self._tick_all, QDialogButtonBox.ButtonRole.ResetRole)
        self._finish()

    def show_groups(self, groups: Sequence[KeptGroup]) -> None:
        """Show what is kept, with nothing ticked and the keyboard focus at the first item."""
        self._list.deleteLater()
        self._list.hide()
        self._boxes = []
        self._list = QWidget(self._page)
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        scale(rows.setSpacing, 2)
        for number, group in enumerate(groups):
            heading = heading_label(self._list, group.title, role=TextRole.STRONG, wraps=True)
            scale(heading.setContentsMargins, 0, 12 if number else 0, 0, 2)
            rows.addWidget(heading)
            for item in group.items:
                box = CheckBox(item.text, self._list)
                box.setAccessibleDescription(group.title)
                box.toggled.connect(self._follow_ticks)
                self._boxes.append((box, item))
                rows.addWidget(box)
        self._layout.insertWidget(1, self._list)
        self._list.show()
        boxes = (box for box, _ in self._boxes)
        buttons = (self._tick_all, self._remove, self._close_button)
        self._set_tab_order(self._area, *boxes, *buttons)
        self._explanation.setText(_EXPLANATION if groups else _NOTHING)
        self._fit_size()
        self._follow_ticks()
        self._focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._focus_first()

    @property
    def ticked(self) -> list[KeptItem]:
        """What is ticked."""
        return [item for box, item in self._boxes if box.isChecked()]

    @property
    def _close_button(self) -> QPushButton:
        return self._buttons.button(QDialogButtonBox.StandardButton.Close)

    def _focus_first(self) -> None:
        first = self._boxes[0][0] if self._boxes else self._close_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_or(self, remove: Callable[[Sequence[KeptItem]], object]) -> None:
        """Remove what is ticked; ask once if there are notes in it."""
        if self._is_asked or not any(item.has_notes for item in self.ticked):
            remove(self.ticked)
            return
        self._is_asked = True
        self._remove.setText(_REMOVE_NOTES)
        self.message.show_message(_ASK)

    def _toggle_all(self) -> None:
        is_checked = len(self.ticked) < len(self._boxes)
        for box, _ in self._boxes:
            box.setChecked(is_checked)

    def _follow_ticks(self) -> None:
        count = len(self.ticked)
        if self._is_asked:  # about what was ticked before
            self._is_asked = False
            self._remove.setText(_REMOVE)
            self.message.show_message("")
        self._remove.setEnabled(count > 0)
        self._tick_all.setEnabled(bool(self._boxes))
        are_all_ticked = 0 < count == len(self._boxes)
        self._tick_all.setText("Tick none" if are_all_ticked else "Tick all")
