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


class Act(Enum):
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


class Entry(NamedTuple):
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

    act: Act
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
    Entry(Act.OPEN, "&File", "&Open a briefing…", ("Ctrl+O",)),
    # The briefings that were opened last are put before it when the menu is shown.
    Entry(Act.CLEAR_RECENT, "&File/Open &recent", "&Clear this list"),
    Entry(Act.OPEN_BUNDLED, "&File", "Open the &bundled briefing"),
    Entry(
        Act.OPEN_BESIDE,
        "&File",
        "Open be&side…",
        ("Ctrl+Shift+O",),
        "Open another briefing beside this one, to see what has changed",
    ),
    Entry(
        Act.RELOAD,
        "&File",
        "Re&load the briefing",
        ("Ctrl+Shift+R",),
        "Read the open briefing’s file again",
    ),
    Entry(
        Act.NEW_BRIEFING,
        "&File",
        "&New briefing from workbook…",
        ("Ctrl+N",),
        "Make a briefing from a workbook or a folder of CSV files",
        section=True,
    ),
    Entry(Act.SAVE_TEMPLATE, "&File", "Save a &template workbook…"),
    Entry(
        Act.EXPORT,
        "&File/&Export",
        "What to e&xport…",
        ("Ctrl+E",),
        "Export a handout, slides for PowerPoint, a chart, pictures or data",
        section=True,
    ),
    Entry(Act.EXPORT_HANDOUT, "&File/&Export", "&Handout as PDF…"),
    Entry(Act.EXPORT_SLIDES, "&File/&Export", "&Slides for PowerPoint…"),
    Entry(Act.EXPORT_CHART, "&File/&Export", "&Chart as a picture…"),
    Entry(Act.EXPORT_PICTURES, "&File/&Export", "Slides as &pictures…"),
    Entry(Act.EXPORT_DATA, "&File/&Export", "&Data as CSV files…"),
    Entry(Act.PRINT, "&File", "&Print the handout…", ("Ctrl+P",)),
    Entry(Act.QUIT, "&File", "&Quit", ("Ctrl+Q",), section=True),
    Entry(
        Act.COPY,
        "&Edit",
        "&Copy",
        ("Ctrl+C",),
        "Copy the quote with its attribution, or chart and figures where one of them has focus",
    ),
    Entry(
        Act.FIND,
        "&Edit",
        "&Find in findings and quotes",
        ("Ctrl+F",),
        section=True,
    ),
    Entry(
        Act.CLEAR,
        "&Edit",
        "C&lear search and filters",
        ("Esc",),
        "Clear the search; once more, the filters; then leave full screen",
    ),
    Entry(Act.TABLE, "&View", "Figures as a &table", ("Ctrl+T",), checkable=True),
    Entry(Act.MY_FORCE, "&View", "Choose &my force…", ("Ctrl+M",)),
    Entry(Act.LARGER, "&View", "&Larger text", ("Ctrl++", "Ctrl+="), section=True),
    Entry(Act.SMALLER, "&View", "&Smaller text", ("Ctrl+-",)),
    Entry(Act.NORMAL_SIZE, "&View", "&Normal text size", ("Ctrl+0",)),
    Entry(
        Act.THEME_SYSTEM,
        "&View/T&heme",
        "&Follow the system",
        hint="Colours as the system has them",
        checkable=True,
        group="theme",
        section=True,
    ),
    Entry(Act.THEME_LIGHT, "&View/T&heme", "&Light", checkable=True, group="theme"),
    Entry(Act.THEME_DARK, "&View/T&heme", "&Dark", checkable=True, group="theme"),
    Entry(
        Act.THEME_CONTRAST_LIGHT,
        "&View/T&heme",
        "High contrast, l&ight",
        checkable=True,
        group="theme",
    ),
    Entry(
        Act.THEME_CONTRAST_DARK,
        "&View/T&heme",
        "High contrast, d&ark",
        checkable=True,
        group="theme",
    ),
    Entry(Act.FULL_SCREEN, "&View", "F&ull screen", ("F11",), checkable=True, section=True),
    Entry(Act.NEXT_FINDING, "&Go", "&Next finding", ("Alt+Down",)),
    Entry(Act.PREVIOUS_FINDING, "&Go", "&Previous finding", ("Alt+Up",)),
    Entry(Act.NEXT_QUOTE, "&Go", "Ne&xt quote", ("Alt+Right",), section=True),
    Entry(Act.PREVIOUS_QUOTE, "&Go", "Pre&vious quote", ("Alt+Left",)),
    Entry(
        Act.ALL_QUOTES,
        "&Go",
        "&All quotes",
        ("Ctrl+U",),
        "Browse all quotes, or only those of the chosen finding",
        checkable=True,
    ),
    Entry(Act.GO_FINDINGS, "&Go", "To the &findings", ("Ctrl+1",), section=True),
    Entry(Act.GO_QUOTES, "&Go", "To the &quote", ("Ctrl+2",)),
    Entry(Act.GO_FIGURES, "&Go", "To the fi&gures", ("Ctrl+3",)),
    Entry(Act.NEXT_PANE, "&Go", "To the next pan&e", ("F6",)),
    Entry(
        Act.PRESENT,
        "&Present",
        "&Present",
        ("F5",),
        "Present, or go on where the show was left, with its clock",
        everywhere=True,
    ),
    Entry(
        Act.PRESENT_HERE,
        "&Present",
        "Present from &here",
        ("Shift+F5",),
        "Present from the chosen finding or quote on",
        everywhere=True,
    ),
    Entry(
        Act.PRESENT_AGAIN,
        "&Present",
        "Present from the &beginning",
        ("Ctrl+F5",),
        everywhere=True,
    ),
    Entry(
        Act.PRESENT_WINDOWED,
        "&Present",
        "Present in a &window, for a video call",
        ("Ctrl+Shift+F5",),
        everywhere=True,
    ),
    Entry(
        Act.RUNNING_ORDER,
        "&Present",
        "&Running order…",
        ("Ctrl+R",),
        "Leave out, move or add slides for this occasion",
        section=True,
    ),
    Entry(Act.KEYS, "&Help", "&Keys", ("F1",)),
    Entry(Act.SOURCES, "&Help", "&Sources and what was checked"),
    Entry(Act.ABOUT, "&Help", "&About this program", section=True),
)

THEME_ACTIONS: Final = {
    Act.THEME_SYSTEM: ThemeChoice.SYSTEM,
    Act.THEME_LIGHT: ThemeChoice.LIGHT,
    Act.THEME_DARK: ThemeChoice.DARK,
    Act.THEME_CONTRAST_LIGHT: ThemeChoice.CONTRAST_LIGHT,
    Act.THEME_CONTRAST_DARK: ThemeChoice.CONTRAST_DARK,
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


Actions = dict[Act, QAction]


def build(window: QMainWindow, handlers: Mapping[Act, Callable[[bool], object]]) -> Actions:
    """Make every action of the table and put it into the window's menus.

    Args:
        window: Gets the menus and the shortcuts.
        handlers: What each action does, called with whether it is now checked; one for each.
    """
    actions: dict[Act, QAction] = {}
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
