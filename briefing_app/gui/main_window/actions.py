"""Everything the user can do in the main window, in one table.

Menus, shortcuts and the list of keys are all made from it, so that none can leave out what another
has. Two QActions on one key would make neither fire, and Qt only warns: a test looks for that.
"""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from briefing_app.gui.style import ThemeChoice


class ActionId(Enum):
    """The actions by name."""

    OPEN = auto()
    OPEN_BUNDLED = auto()
    OPEN_BESIDE = auto()
    CLEAR_RECENT = auto()
    RELOAD = auto()
    NEW_BRIEFING = auto()
    SAVE_TEMPLATE = auto()
    EXPORT = auto()
    EXPORT_HANDOUT = auto()
    EXPORT_SLIDES = auto()
    EXPORT_CHART = auto()
    EXPORT_PICTURES = auto()
    EXPORT_DATA = auto()
    PRINT = auto()
    QUIT = auto()
    COPY = auto()
    FIND = auto()
    CLEAR = auto()
    NEXT_FINDING = auto()
    PREVIOUS_FINDING = auto()
    NEXT_QUOTE = auto()
    PREVIOUS_QUOTE = auto()
    ALL_QUOTES = auto()
    GO_FINDINGS = auto()
    GO_QUOTES = auto()
    GO_FIGURES = auto()
    NEXT_PANE = auto()
    TABLE = auto()
    MY_FORCE = auto()
    LARGER = auto()
    SMALLER = auto()
    NORMAL_SIZE = auto()
    FULL_SCREEN = auto()
    THEME_SYSTEM = auto()
    THEME_LIGHT = auto()
    THEME_DARK = auto()
    THEME_CONTRAST_LIGHT = auto()
    THEME_CONTRAST_DARK = auto()
    PRESENT = auto()
    PRESENT_HERE = auto()
    PRESENT_AGAIN = auto()
    PRESENT_WINDOWED = auto()
    RUNNING_ORDER = auto()
    KEYS = auto()
    SOURCES = auto()
    ABOUT = auto()


class ActionRecord(NamedTuple):
    """One row of the table.

    Args:
        act: Which action.
        menu: The menu that it stands in, ``A/B`` for the submenu B of A.
        text: Its name there, with ``&`` before its mnemonic.
        keys: Its shortcuts, in Qt's portable spelling; the first one is shown in the menu.
        hint: What it does, for the list of keys; the name serves where this is empty.
        checkable: Whether it is switched on and off; entries of one ``group`` exclude each other.
        group: The name of the group of exclusive entries that it belongs to, or empty.
        section: Whether a separator stands before it in the menu.
        everywhere: Whether its keys work in the program's other windows, too.
    """

    act: ActionId
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    hint: str = ""
    checkable: bool = False
    group: str = ""
    section: bool = False
    everywhere: bool = False

    @property
    def name(self) -> str:
        """The text as it is read, without mnemonic and dots."""
        return self.text.replace("&", "").removesuffix("…")


MENUS: Final = ("&File", "&Edit", "&View", "&Go", "&Present", "&Help")

TABLE: Final = (
    ActionRecord(ActionId.OPEN, "&File", "&Open a briefing…", ("Ctrl+O",)),
    # The briefings that were opened last are put before it when the menu is shown.
    ActionRecord(ActionId.CLEAR_RECENT, "&File/Open &recent", "&Clear this list"),
    ActionRecord(ActionId.OPEN_BUNDLED, "&File", "Open the &bundled briefing"),
    ActionRecord(
        ActionId.OPEN_BESIDE,
        "&File",
        "Open be&side…",
        ("Ctrl+Shift+O",),
        "Open another briefing beside this one, to see what has changed",
    ),
    ActionRecord(
        ActionId.RELOAD,
        "&File",
        "Re&load the briefing",
        ("Ctrl+Shift+R",),
        "Read the open briefing’s file again",
    ),
    ActionRecord(
        ActionId.NEW_BRIEFING,
        "&File",
        "&New briefing from workbook…",
        ("Ctrl+N",),
        "Make a briefing from a workbook or a folder of CSV files",
        section=True,
    ),
    ActionRecord(ActionId.SAVE_TEMPLATE, "&File", "Save a &template workbook…"),
    ActionRecord(
        ActionId.EXPORT,
        "&File/&Export",
        "What to e&xport…",
        ("Ctrl+E",),
        "Export a handout, slides for PowerPoint, a chart, pictures or data",
        section=True,
    ),
    ActionRecord(ActionId.EXPORT_HANDOUT, "&File/&Export", "&Handout as PDF…"),
    ActionRecord(ActionId.EXPORT_SLIDES, "&File/&Export", "&Slides for PowerPoint…"),
    ActionRecord(ActionId.EXPORT_CHART, "&File/&Export", "&Chart as a picture…"),
    ActionRecord(ActionId.EXPORT_PICTURES, "&File/&Export", "Slides as &pictures…"),
    ActionRecord(ActionId.EXPORT_DATA, "&File/&Export", "&Data as CSV files…"),
    ActionRecord(ActionId.PRINT, "&File", "&Print the handout…", ("Ctrl+P",)),
    ActionRecord(ActionId.QUIT, "&File", "&Quit", ("Ctrl+Q",), section=True),
    ActionRecord(
        ActionId.COPY,
        "&Edit",
        "&Copy",
        ("Ctrl+C",),
        "Copy the quote with its attribution, or chart and figures where one of them has focus",
    ),
    ActionRecord(
        ActionId.FIND,
        "&Edit",
        "&Find in findings and quotes",
        ("Ctrl+F",),
        section=True,
    ),
    ActionRecord(
        ActionId.CLEAR,
        "&Edit",
        "C&lear search and filters",
        ("Esc",),
        "Clear the search; once more, the filters; then leave full screen",
    ),
    ActionRecord(ActionId.TABLE, "&View", "Figures as a &table", ("Ctrl+T",), checkable=True),
    ActionRecord(ActionId.MY_FORCE, "&View", "Choose &my force…", ("Ctrl+M",)),
    ActionRecord(ActionId.LARGER, "&View", "&Larger text", ("Ctrl++", "Ctrl+="), section=True),
    ActionRecord(ActionId.SMALLER, "&View", "&Smaller text", ("Ctrl+-",)),
    ActionRecord(ActionId.NORMAL_SIZE, "&View", "&Normal text size", ("Ctrl+0",)),
    ActionRecord(
        ActionId.THEME_SYSTEM,
        "&View/T&heme",
        "&Follow the system",
        hint="Colours as the system has them",
        checkable=True,
        group="theme",
        section=True,
    ),
    ActionRecord(ActionId.THEME_LIGHT, "&View/T&heme", "&Light", checkable=True, group="theme"),
    ActionRecord(ActionId.THEME_DARK, "&View/T&heme", "&Dark", checkable=True, group="theme"),
    ActionRecord(
        ActionId.THEME_CONTRAST_LIGHT,
        "&View/T&heme",
        "High contrast, l&ight",
        checkable=True,
        group="theme",
    ),
    ActionRecord(
        ActionId.THEME_CONTRAST_DARK,
        "&View/T&heme",
        "High contrast, d&ark",
        checkable=True,
        group="theme",
    ),
    ActionRecord(
        ActionId.FULL_SCREEN, "&View", "F&ull screen", ("F11",), checkable=True, section=True
    ),
    ActionRecord(ActionId.NEXT_FINDING, "&Go", "&Next finding", ("Alt+Down",)),
    ActionRecord(ActionId.PREVIOUS_FINDING, "&Go", "&Previous finding", ("Alt+Up",)),
    ActionRecord(ActionId.NEXT_QUOTE, "&Go", "Ne&xt quote", ("Alt+Right",), section=True),
    ActionRecord(ActionId.PREVIOUS_QUOTE, "&Go", "Pre&vious quote", ("Alt+Left",)),
    ActionRecord(
        ActionId.ALL_QUOTES,
        "&Go",
        "&All quotes",
        ("Ctrl+U",),
        "Browse all quotes, or only those of the chosen finding",
        checkable=True,
    ),
    ActionRecord(ActionId.GO_FINDINGS, "&Go", "To the &findings", ("Ctrl+1",), section=True),
    ActionRecord(ActionId.GO_QUOTES, "&Go", "To the &quote", ("Ctrl+2",)),
    ActionRecord(ActionId.GO_FIGURES, "&Go", "To the fi&gures", ("Ctrl+3",)),
    ActionRecord(ActionId.NEXT_PANE, "&Go", "To the next pan&e", ("F6",)),
    ActionRecord(
        ActionId.PRESENT,
        "&Present",
        "&Present",
        ("F5",),
        "Present, or go on where the show was left, with its clock",
        everywhere=True,
    ),
    ActionRecord(
        ActionId.PRESENT_HERE,
        "&Present",
        "Present from &here",
        ("Shift+F5",),
        "Present from the chosen finding or quote on",
        everywhere=True,
    ),
    ActionRecord(
        ActionId.PRESENT_AGAIN,
        "&Present",
        "Present from the &beginning",
        ("Ctrl+F5",),
        everywhere=True,
    ),
    ActionRecord(
        ActionId.PRESENT_WINDOWED,
        "&Present",
        "Present in a &window, for a video call",
        ("Ctrl+Shift+F5",),
        everywhere=True,
    ),
    ActionRecord(
        ActionId.RUNNING_ORDER,
        "&Present",
        "&Running order…",
        ("Ctrl+R",),
        "Leave out, move or add slides for this occasion",
        section=True,
    ),
    ActionRecord(ActionId.KEYS, "&Help", "&Keys", ("F1",)),
    ActionRecord(ActionId.SOURCES, "&Help", "&Sources and what was checked"),
    ActionRecord(ActionId.ABOUT, "&Help", "&About this program", section=True),
)

THEME_ACTIONS: Final = {
    ActionId.THEME_SYSTEM: ThemeChoice.SYSTEM,
    ActionId.THEME_LIGHT: ThemeChoice.LIGHT,
    ActionId.THEME_DARK: ThemeChoice.DARK,
    ActionId.THEME_CONTRAST_LIGHT: ThemeChoice.CONTRAST_LIGHT,
    ActionId.THEME_CONTRAST_DARK: ThemeChoice.CONTRAST_DARK,
}

PANE_KEYS: Final = (
    ("Findings", "Up, Down, Page Up, Page Down, Home, End", "Choose a finding"),
    ("Chart", "Up, Down, Page Up, Page Down, Home, End", "Go from bar to bar"),
    ("Chart", "Enter, Space", "Limit the findings to the force of that bar, or lift that"),
    ("Table", "Enter", "Limit the findings to the force of that row, or lift that"),
    ("Running order", "Alt+Up, Alt+Down", "Move the slide"),
    ("Running order", "A number, then Enter", "Move the slide there"),
    ("Running order", "Space", "Leave the slide out, or show it"),
    ("Running order", "Delete", "Remove a slide that was added"),
    ("Running order", "Ctrl+Z", "Take the last change back"),
    ("During a show", "F1", "The keys of a show"),
    ("Everywhere", "Tab, Shift+Tab", "Go from control to control"),
    ("Everywhere", "Alt with an underlined letter", "Open that menu"),
)
"""Keys that belong to one pane rather than to an action: (where, keys, what)."""


Actions = dict[ActionId, QAction]


def build(window: QMainWindow, handlers: Mapping[ActionId, Callable[[bool], object]]) -> Actions:
    """Make every action of the table and put it into the window's menus.

    Args:
        window: Gets the menus and the shortcuts.
        handlers: What each action does, called with whether it is now checked; one for each.
    """
    actions: dict[ActionId, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    menus: dict[str, QMenu] = {name: window.menuBar().addMenu(name) for name in MENUS}
    for entry in TABLE:
        menu = menus.get(entry.menu)
        if menu is None:
            outer, _, inner = entry.menu.partition("/")
            if entry.section:
                menus[outer].addSeparator()
            menu = menus[entry.menu] = menus[outer].addMenu(inner)
        elif entry.section:
            menu.addSeparator()
        action = QAction(entry.text, window)
        action.setShortcuts([QKeySequence(key) for key in entry.keys])
        if entry.everywhere:
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        action.setCheckable(entry.checkable)
        # macOS would otherwise move entries by their captions.
        action.setMenuRole(QAction.MenuRole.NoRole)
        if entry.group:
            if entry.group not in groups:
                groups[entry.group] = QActionGroup(window)
            groups[entry.group].addAction(action)
        action.triggered.connect(handlers[entry.act])
        menu.addAction(action)
        actions[entry.act] = action
    return actions


def key_list() -> list[tuple[str, str, str]]:
    """Every key there is, as (where, keys as the platform writes them, what it does)."""
    native = QKeySequence.SequenceFormat.NativeText
    rows = [
        (
            entry.menu.replace("&", "").partition("/")[0],
            " or ".join(QKeySequence(key).toString(native) for key in entry.keys),
            entry.hint or entry.name,
        )
        for entry in TABLE
        if entry.keys
    ]
    return [*rows, *PANE_KEYS]
