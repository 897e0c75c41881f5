"""How menus, shortcuts and key help are made of actions.

The first paint of a window doesn't wait for them: it shows only the names of the menus.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from briefing_app.gui.main_window.actions import Action, ActionId, EnabledWhen

PANE_KEYS: Final = (
    ("Findings", "Up, Down, Page Up, Page Down, Home, End", "Select a finding"),
    ("Chart", "Up, Down, Page Up, Page Down, Home, End", "Move between bars"),
    ("Chart", "Enter, Space", "Show only the findings about that bar’s force; press again for all"),
    ("Table", "Enter", "Show only the findings about that row’s force; press again for all"),
    ("Running order", "Alt+Up, Alt+Down", "Move the slide"),
    ("Running order", "A number, then Enter", "Move the slide to that place"),
    ("Running order", "Space", "Leave the slide out, or put it back"),
    ("Running order", "Delete", "Remove a slide that was added"),
    ("Running order", "Ctrl+Z", "Undo the last change"),
    ("During a slideshow", "F1", "Show the keys of a slideshow"),
    ("Everywhere", "Tab, Shift+Tab", "Move between controls"),
    ("Everywhere", "Alt with an underlined letter", "Open that menu"),
)
"""Keys that belong to one pane rather than to an action: (where, keys, what)."""

KeyRow = tuple[str, str, str]


class WindowActions:
    """The actions of a window, in its menus.

    Qt only warns if two actions share a key, and neither works: a test looks for that.

    Args:
        records: The actions, in the order of the menus.
        menus: The menus in the menu bar, by name.
        window: Gets the shortcuts.
    """

    def __init__(
        self, records: Iterable[Action], menus: Mapping[str, QMenu], window: QMainWindow
    ) -> None:
        self.records = tuple(records)
        self._window = window
        self._actions: dict[ActionId, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._menus = dict(menus)
        for record in self.records:
            self._actions[record.id] = self._add(record)

    def __getitem__(self, action: ActionId) -> QAction:
        return self._actions[action]

    def menu_of(self, action: ActionId) -> QMenu:
        """Return the menu that an action is in."""
        (record,) = (record for record in self.records if record.id is action)
        return self._menus[record.menu]

    def enable(self, condition: EnabledWhen, *, is_met: bool) -> None:
        """Enable the actions that depend on a condition, or disable them."""
        for record in self.records:
            if record.enabled_when is condition:
                self._actions[record.id].setEnabled(is_met)

    def key_rows(self) -> list[KeyRow]:
        """Return the key help: where, the keys as the platform writes them, and what they do."""
        native = QKeySequence.SequenceFormat.NativeText
        rows = [
            (
                record.menu.replace("&", "").partition("/")[0],
                " or ".join(QKeySequence(key).toString(native) for key in record.keys),
                record.hint or record.name,
            )
            for record in self.records
            if record.keys
        ]
        return [*rows, *PANE_KEYS]

    def _add(self, record: Action) -> QAction:
        action = QAction(record.text, self._window)
        action.setShortcuts([QKeySequence(key) for key in record.keys])
        if record.is_global:
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.setCheckable(record.is_checkable)
        action.setChecked(record.is_checked)
        # Otherwise macOS moves actions to other menus because of their texts.
        action.setMenuRole(QAction.MenuRole.NoRole)
        if record.group:
            self._group(record.group).addAction(action)
        if record.is_checkable and not record.group:
            action.triggered.connect(record.callback)
        else:
            action.triggered.connect(lambda _checked: record.callback())
        self._menu(record).addAction(action)
        return action

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            self._groups[name] = QActionGroup(self._window)
        return self._groups[name]

    def _menu(self, record: Action) -> QMenu:
        """Return the menu of an action, ready to append it."""
        menu = self._menus.get(record.menu)
        if menu is None:
            outer, _, inner = record.menu.partition("/")
            if record.starts_section:
                self._menus[outer].addSeparator()
            menu = self._menus[record.menu] = self._menus[outer].addMenu(inner)
        elif record.starts_section:
            menu.addSeparator()
        return menu
