"""What an action of the main window is, and how menus, shortcuts and key help are made of it."""

from collections.abc import Callable, Iterable
from enum import Enum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu


class ActionId(Enum):
    """The actions by name."""

    OPEN = auto()
    OPEN_BUNDLED = auto()
    COMPARE = auto()
    CLEAR_RECENT = auto()
    RELOAD = auto()
    NEW_BRIEFING = auto()
    SAVE_TEMPLATE = auto()
    EXPORT = auto()
    EXPORT_HANDOUT = auto()
    EXPORT_SLIDES = auto()
    EXPORT_CHART = auto()
    EXPORT_PICTURES = auto()
    EXPORT_INK = auto()
    EXPORT_DATA = auto()
    EXPORT_NOTES = auto()
    SESSION_PACK = auto()
    PRIVATE_SESSION = auto()
    FORGET = auto()
    PRINT = auto()
    QUIT = auto()
    COPY = auto()
    FIND = auto()
    CLEAR = auto()
    BOOKMARK = auto()
    NEXT_FINDING = auto()
    PREVIOUS_FINDING = auto()
    NEXT_QUOTE = auto()
    PREVIOUS_QUOTE = auto()
    ALL_QUOTES = auto()
    GO_FINDINGS = auto()
    GO_QUOTES = auto()
    GO_NOTE = auto()
    GO_FIGURES = auto()
    NEXT_PANE = auto()
    TABLE = auto()
    MY_FORCE = auto()
    WIDER_LIST = auto()
    NARROWER_LIST = auto()
    TALLER_FIGURES = auto()
    SHORTER_FIGURES = auto()
    LARGER = auto()
    SMALLER = auto()
    NORMAL_SIZE = auto()
    FULL_SCREEN = auto()
    THEME_SYSTEM = auto()
    THEME_LIGHT = auto()
    THEME_DARK = auto()
    THEME_CONTRAST_LIGHT = auto()
    THEME_CONTRAST_DARK = auto()
    SLIDES_LIGHT = auto()
    SLIDES_DARK = auto()
    SLIDES_CONTRAST = auto()
    IDENTITY = auto()
    PRESENT = auto()
    PRESENT_HERE = auto()
    PRESENT_AGAIN = auto()
    PRESENT_WINDOWED = auto()
    REHEARSE = auto()
    RUNNING_ORDER = auto()
    TIMES = auto()
    SAID = auto()
    KEYS = auto()
    SOURCES = auto()
    DIAGNOSTICS = auto()
    LICENCES = auto()
    ABOUT = auto()


class EnabledWhen(Enum):
    """When an action can be used."""

    ALWAYS = auto()
    BRIEFING_SHOWN = auto()
    """While a briefing is shown, and not the page that explains an error."""
    HAS_RECENT_FILES = auto()
    """While the list of recent files has an entry."""
    HAS_INK = auto()
    """While something is kept that was drawn on the slides of the open briefing."""


class Action(NamedTuple):
    """One action.

    Args:
        id: Which action.
        menu: The menu that it is in; ``A/B`` for the submenu B of A.
        text: Its name there, with ``&`` before its mnemonic.
        callback: Called when it is triggered; with the new state if it is switched on and off.
        keys: Its shortcuts, in Qt's portable spelling; the menu shows the first one.
        hint: What it does, for the key help; its name is used if this is empty.
        enabled_when: When it can be used.
        is_checkable: Whether it is switched on and off, or one of a group.
        is_checked: Whether it is on at first.
        group: The name of the group of actions of which one is checked, or empty.
        starts_section: Whether a separator precedes it in the menu.
        is_global: Whether its keys work in the other windows of the program too.
    """

    id: ActionId
    menu: str
    text: str
    callback: Callable[..., object]
    keys: tuple[str, ...] = ()
    hint: str = ""
    enabled_when: EnabledWhen = EnabledWhen.BRIEFING_SHOWN
    is_checkable: bool = False
    is_checked: bool = False
    group: str = ""
    starts_section: bool = False
    is_global: bool = False

    @property
    def name(self) -> str:
        """The text without its mnemonic and ellipsis."""
        return self.text.replace("&", "").removesuffix("…")


MENUS: Final = ("&File", "&Edit", "&View", "&Go", "&Slideshow", "&Help")

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
        window: Gets the menus and the shortcuts.
    """

    def __init__(self, records: Iterable[Action], window: QMainWindow) -> None:
        self.records = tuple(records)
        self._window = window
        self._actions: dict[ActionId, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._menus: dict[str, QMenu] = {name: window.menuBar().addMenu(name) for name in MENUS}
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


def key_rows(records: Iterable[Action]) -> list[KeyRow]:
    """Return the key help: where, the keys as the platform writes them, and what they do."""
    native = QKeySequence.SequenceFormat.NativeText
    rows = [
        (
            record.menu.replace("&", "").partition("/")[0],
            " or ".join(QKeySequence(key).toString(native) for key in record.keys),
            record.hint or record.name,
        )
        for record in records
        if record.keys
    ]
    return [*rows, *PANE_KEYS]
