"""The actions of the main window: what they are, what they do, and the menus made from them."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TEXT_SCALES, Style, ThemeChoice
from briefing_app.gui.main_window.briefing_view import BriefingView
from briefing_app.gui.main_window.header_bar import HeaderBar
from briefing_app.gui.settings import Settings
from briefing_app.layout.theme import DARK, HIGH_CONTRAST, LIGHT, SlideTheme


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


_FULL_SCREEN = Qt.WindowState.WindowFullScreen


class Commands(QObject):
    """Carries out actions, or requests what the window and the controllers carry out.

    Args:
        header: The header of the window.
        view: The panes of the window.
        settings: Where choices are remembered.
        style: The theme and the text size in use.
        window: The main window; it owns this.
    """

    # For the window.
    open_requested = Signal()
    open_bundled_requested = Signal()
    reload_requested = Signal()
    keys_requested = Signal()
    sources_requested = Signal()
    diagnostics_requested = Signal()
    licences_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()
    # For the controllers.
    clear_recent_requested = Signal()
    comparison_requested = Signal()
    new_briefing_requested = Signal()
    template_requested = Signal()
    export_requested = Signal(ActionId)
    """Emitted with the action that says what to export."""
    notes_export_requested = Signal()
    print_requested = Signal()
    slideshow_requested = Signal(ActionId)
    """Emitted with the action that says where and how to start."""
    running_order_requested = Signal()
    times_requested = Signal()
    said_requested = Signal()
    identity_requested = Signal()
    private_session_requested = Signal()
    forget_requested = Signal()

    def __init__(
        self,
        header: HeaderBar,
        view: BriefingView,
        settings: Settings,
        style: Style,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.header = header
        self.view = view
        self.settings = settings
        self.style = style
        self._window = window

    def clear_all(self) -> None:
        """Clear the search and all filters."""
        self.header.search_for("")
        self.view.pane_filters.clear()
        self.view.findings.focus()

    def clear_step(self) -> None:
        """Clear the search; if it is empty, the filters; if there are none, leave full screen."""
        if self.header.search_text:
            self.header.search_for("")
        elif self.view.pane_filters.are_set:
            self.clear_all()
        elif self._window.isFullScreen():
            self.set_full_screen(False)
        self.view.findings.focus()

    def set_full_screen(self, is_full_screen: bool) -> None:  # noqa: FBT001, a slot
        """Fill the screen with the window, or leave that; it stays maximised if it was."""
        state = self._window.windowState()
        self._window.setWindowState(
            state | _FULL_SCREEN if is_full_screen else state & ~_FULL_SCREEN
        )

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Use a theme and remember it."""
        self.settings.theme = choice
        self.style.choose(choice)

    def choose_slide_theme(self, theme: SlideTheme) -> None:
        """Use other colours for slides and remember them."""
        self.settings.slide_theme = theme
        self.style.choose_slide_theme(theme)

    def step_text_scale(self, step: int) -> None:
        """Use the next larger or smaller text size; the same again if there is none."""
        index = TEXT_SCALES.index(self.style.scale) + step
        self.set_text_scale(TEXT_SCALES[max(0, min(index, len(TEXT_SCALES) - 1))])

    def set_text_scale(self, scale: float) -> None:
        """Use a text size, remember it and announce it."""
        self.settings.text_scale = scale
        self.style.set_scale(scale)
        announce(f"Text {round(scale * 100)} %", QApplication.activeWindow() or self._window)


def file_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    return (
        Action(
            ActionId.OPEN,
            "&File",
            "&Open a briefing…",
            commands.open_requested.emit,
            ("Ctrl+O",),
            enabled_when=EnabledWhen.ALWAYS,
        ),
        # The recent files are inserted before this one when the menu is shown.
        Action(
            ActionId.CLEAR_RECENT,
            "&File/Open &recent",
            "&Clear this list",
            commands.clear_recent_requested.emit,
            enabled_when=EnabledWhen.HAS_RECENT_FILES,
        ),
        Action(
            ActionId.OPEN_BUNDLED,
            "&File",
            "Open the &bundled briefing",
            commands.open_bundled_requested.emit,
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.COMPARE,
            "&File",
            "&Compare with another briefing…",
            commands.comparison_requested.emit,
            ("Ctrl+Shift+O",),
            "See what has changed between this briefing and another one",
        ),
        Action(
            ActionId.RELOAD,
            "&File",
            "Re&load the briefing",
            commands.reload_requested.emit,
            ("Ctrl+Shift+R",),
            "Read the file of the open briefing again",
        ),
        Action(
            ActionId.NEW_BRIEFING,
            "&File",
            "&New briefing from workbook…",
            commands.new_briefing_requested.emit,
            ("Ctrl+N",),
            "Build a briefing from a workbook or a folder of CSV files",
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.SAVE_TEMPLATE,
            "&File",
            "Save a &template workbook…",
            commands.template_requested.emit,
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.EXPORT,
            "&File/&Export",
            "Choose what to e&xport…",
            partial(commands.export_requested.emit, ActionId.EXPORT),
            ("Ctrl+E",),
            "Export a handout, slides for PowerPoint, a chart, pictures, data or a session pack",
            starts_section=True,
        ),
        *(
            Action(action, "&File/&Export", text, partial(commands.export_requested.emit, action))
            for action, text in (
                (ActionId.EXPORT_HANDOUT, "&Handout as PDF…"),
                (ActionId.EXPORT_SLIDES, "&Slides for PowerPoint…"),
                (ActionId.EXPORT_CHART, "&Chart as a picture…"),
                (ActionId.EXPORT_PICTURES, "Slides as &pictures…"),
                (ActionId.EXPORT_DATA, "&Data as CSV files…"),
            )
        ),
        Action(
            ActionId.EXPORT_NOTES,
            "&File/&Export",
            "My &notes as text or CSV…",
            commands.notes_export_requested.emit,
            starts_section=True,
        ),
        Action(
            ActionId.SESSION_PACK,
            "&File",
            "Session pac&k…",
            partial(commands.export_requested.emit, ActionId.SESSION_PACK),
            hint="Save the briefing, the handout, slides and data in one folder, for a USB stick",
        ),
        Action(
            ActionId.PRINT,
            "&File",
            "&Print the handout…",
            commands.print_requested.emit,
            ("Ctrl+P",),
        ),
        Action(
            ActionId.PRIVATE_SESSION,
            "&File",
            "New pri&vate session",
            commands.private_session_requested.emit,
            hint="Open another window that keeps nothing on this computer",
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.FORGET,
            "&File",
            "For&get what I did here…",
            commands.forget_requested.emit,
            hint="See what is kept on this computer, and remove it",
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.QUIT,
            "&File",
            "&Quit",
            commands.quit_requested.emit,
            ("Ctrl+Q",),
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
    )


def edit_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    return (
        Action(
            ActionId.COPY,
            "&Edit",
            "&Copy",
            commands.view.clipboard.copy,
            ("Ctrl+C",),
            "Copy the quote with its source; in the figures, copy the chart and its figures",
        ),
        Action(
            ActionId.FIND,
            "&Edit",
            "&Find in findings and quotes",
            commands.header.focus_search,
            ("Ctrl+F",),
            starts_section=True,
        ),
        Action(
            ActionId.CLEAR,
            "&Edit",
            "C&lear search and filters",
            commands.clear_step,
            ("Esc",),
            "Clear the search; press again to clear the filters, then to leave full screen",
        ),
        Action(
            ActionId.BOOKMARK,
            "&Edit",
            "&Bookmark",
            commands.view.toggle_bookmark,
            ("Ctrl+B",),
            "Bookmark the finding or quote that is shown, or remove its bookmark",
            starts_section=True,
        ),
    )


def view_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    view, sizes = commands.view, commands.view.pane_sizes
    return (
        Action(
            ActionId.TABLE,
            "&View",
            "Figures as a &table",
            view.show_table,
            ("Ctrl+T",),
            is_checkable=True,
            is_checked=commands.settings.is_table_shown,
        ),
        Action(
            ActionId.MY_FORCE,
            "&View",
            "Choose &my force",
            commands.header.open_my_force,
            ("Ctrl+M",),
        ),
        *(
            Action(action, "&View", text, partial(resize, step), (key,), starts_section=starts)
            for action, text, resize, step, key, starts in (
                (ActionId.WIDER_LIST, "&Wider list", sizes.widen_list, 1, "F7", True),
                (ActionId.NARROWER_LIST, "Na&rrower list", sizes.widen_list, -1, "Shift+F7", False),
                (ActionId.TALLER_FIGURES, "T&aller figures", sizes.raise_figures, 1, "F8", False),
                (
                    ActionId.SHORTER_FIGURES,
                    "Sh&orter figures",
                    sizes.raise_figures,
                    -1,
                    "Shift+F8",
                    False,
                ),
            )
        ),
        Action(
            ActionId.LARGER,
            "&View",
            "&Larger text",
            partial(commands.step_text_scale, 1),
            ("Ctrl++", "Ctrl+="),
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.SMALLER,
            "&View",
            "&Smaller text",
            partial(commands.step_text_scale, -1),
            ("Ctrl+-",),
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.NORMAL_SIZE,
            "&View",
            "&Normal text size",
            partial(commands.set_text_scale, 1.0),
            ("Ctrl+0",),
            enabled_when=EnabledWhen.ALWAYS,
        ),
        *(
            Action(
                action,
                "&View/T&heme",
                text,
                partial(commands.choose_theme, choice),
                enabled_when=EnabledWhen.ALWAYS,
                is_checkable=True,
                is_checked=choice is commands.style.choice,
                group="theme",
                starts_section=action is ActionId.THEME_SYSTEM,
            )
            for action, choice, text in (
                (ActionId.THEME_SYSTEM, ThemeChoice.SYSTEM, "&Follow the system"),
                (ActionId.THEME_LIGHT, ThemeChoice.LIGHT, "&Light"),
                (ActionId.THEME_DARK, ThemeChoice.DARK, "&Dark"),
                (
                    ActionId.THEME_CONTRAST_LIGHT,
                    ThemeChoice.CONTRAST_LIGHT,
                    "High contrast, l&ight",
                ),
                (ActionId.THEME_CONTRAST_DARK, ThemeChoice.CONTRAST_DARK, "High contrast, d&ark"),
            )
        ),
        *(
            Action(
                action,
                "&View/Sli&de colours",
                text,
                partial(commands.choose_slide_theme, theme),
                enabled_when=EnabledWhen.ALWAYS,
                is_checkable=True,
                is_checked=theme.name == commands.style.slide_theme.name,
                group="slide theme",
            )
            for action, theme, text in (
                (ActionId.SLIDES_LIGHT, LIGHT, "&Light"),
                (ActionId.SLIDES_DARK, DARK, "&Dark"),
                (ActionId.SLIDES_CONTRAST, HIGH_CONTRAST, "&High contrast"),
            )
        ),
        Action(
            ActionId.IDENTITY,
            "&View",
            "&Identity…",
            commands.identity_requested.emit,
            hint="Show your force’s logo, colours and footer on slides and handouts",
        ),
        Action(
            ActionId.FULL_SCREEN,
            "&View",
            "F&ull screen",
            commands.set_full_screen,
            ("F11",),
            enabled_when=EnabledWhen.ALWAYS,
            is_checkable=True,
            starts_section=True,
        ),
    )


def go_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    view, focus = commands.view, commands.view.pane_focus
    return (
        Action(
            ActionId.NEXT_FINDING,
            "&Go",
            "&Next finding",
            partial(view.findings.step, 1),
            ("Alt+Down",),
        ),
        Action(
            ActionId.PREVIOUS_FINDING,
            "&Go",
            "&Previous finding",
            partial(view.findings.step, -1),
            ("Alt+Up",),
        ),
        Action(
            ActionId.NEXT_QUOTE,
            "&Go",
            "Ne&xt quote",
            partial(view.quotes.step, 1),
            ("Alt+Right",),
            starts_section=True,
        ),
        Action(
            ActionId.PREVIOUS_QUOTE,
            "&Go",
            "Pre&vious quote",
            partial(view.quotes.step, -1),
            ("Alt+Left",),
        ),
        Action(
            ActionId.ALL_QUOTES,
            "&Go",
            "&All quotes",
            view.quotes.browse,
            ("Ctrl+U",),
            "Browse all quotes, or only those of the selected finding",
            is_checkable=True,
        ),
        Action(
            ActionId.GO_FINDINGS,
            "&Go",
            "To the &findings",
            view.findings.focus,
            ("Ctrl+1",),
            starts_section=True,
        ),
        Action(ActionId.GO_QUOTES, "&Go", "To the &quote", focus.to_quotes, ("Ctrl+2",)),
        Action(ActionId.GO_NOTE, "&Go", "To &my note", focus.to_note, ("Ctrl+4",), "To my note"),
        Action(ActionId.GO_FIGURES, "&Go", "To the fi&gures", focus.to_figures, ("Ctrl+3",)),
        Action(ActionId.NEXT_PANE, "&Go", "To the next pan&e", focus.to_next_pane, ("F6",)),
    )


def slideshow_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    return (
        *(
            Action(
                action,
                "&Slideshow",
                text,
                partial(commands.slideshow_requested.emit, action),
                (key,),
                hint,
                is_global=True,
            )
            for action, text, key, hint in (
                (
                    ActionId.PRESENT,
                    "&Start slideshow",
                    "F5",
                    "Start the slideshow, or resume it at the slide and time where you stopped",
                ),
                (
                    ActionId.PRESENT_HERE,
                    "Start from &here",
                    "Shift+F5",
                    "Start the slideshow at the selected finding or quote",
                ),
                (ActionId.PRESENT_AGAIN, "Start from the &beginning", "Ctrl+F5", ""),
                (
                    ActionId.PRESENT_WINDOWED,
                    "Start in a &window, for a video call",
                    "Ctrl+Shift+F5",
                    "",
                ),
                (
                    ActionId.REHEARSE,
                    "R&ehearse",
                    "Ctrl+F9",
                    "Run through the slideshow and record the time of each slide",
                ),
            )
        ),
        Action(
            ActionId.RUNNING_ORDER,
            "&Slideshow",
            "&Running order…",
            commands.running_order_requested.emit,
            ("Ctrl+R",),
            "Leave out, move or add slides for today",
            starts_section=True,
        ),
        Action(
            ActionId.TIMES,
            "&Slideshow",
            "&Times…",
            commands.times_requested.emit,
            hint="Compare the planned, rehearsed and taken time of each slide",
        ),
        Action(
            ActionId.SAID,
            "&Slideshow",
            "What we sa&id…",
            commands.said_requested.emit,
            hint="What was typed during the discussions of earlier slideshows",
        ),
        Action(
            ActionId.EXPORT_INK,
            "&Slideshow",
            "Save slides with in&k…",
            partial(commands.export_requested.emit, ActionId.EXPORT_INK),
            hint="Save the slides as pictures, with what you drew on them in the last slideshow",
            enabled_when=EnabledWhen.HAS_INK,
        ),
    )


def help_actions(commands: Commands) -> tuple[Action, ...]:
    """Return the actions of this menu, in its order."""
    return (
        Action(
            ActionId.KEYS,
            "&Help",
            "&Keys",
            commands.keys_requested.emit,
            ("F1",),
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.SOURCES,
            "&Help",
            "&Sources and what was checked",
            commands.sources_requested.emit,
        ),
        Action(
            ActionId.DIAGNOSTICS,
            "&Help",
            "Copy &diagnostics",
            commands.diagnostics_requested.emit,
            hint="Copy version numbers, screens and the end of the log file, to report a problem",
            enabled_when=EnabledWhen.ALWAYS,
            starts_section=True,
        ),
        Action(
            ActionId.LICENCES,
            "&Help",
            "&Licences",
            commands.licences_requested.emit,
            enabled_when=EnabledWhen.ALWAYS,
        ),
        Action(
            ActionId.ABOUT,
            "&Help",
            "&About this program",
            commands.about_requested.emit,
            enabled_when=EnabledWhen.ALWAYS,
        ),
    )


def action_table(commands: Commands) -> tuple[Action, ...]:
    """Return every action of the main window, in the order of its menus.

    Args:
        commands: What they do.
    """
    return (
        *file_actions(commands),
        *edit_actions(commands),
        *view_actions(commands),
        *go_actions(commands),
        *slideshow_actions(commands),
        *help_actions(commands),
    )
