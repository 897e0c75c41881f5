"""Actions: what an entry of a menu is, and the menus and shortcuts made from them.

A controller, or a part of the window, returns the actions that it carries out. A new menu entry is
one more `Action` there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QMainWindow, QMenu, QWidget

FILE: Final = "&File"
EDIT: Final = "&Edit"
VIEW: Final = "&View"
GO: Final = "&Go"
SLIDESHOW: Final = "&Slideshow"
HELP: Final = "&Help"
SIZES: Final = f"{VIEW}/&Size"
"""The submenu for the sizes of texts and panes."""
ROWS: Final = f"{EDIT}/Copy as a &row"
"""The submenu that copies words of a source for the workbook."""
FIGURES: Final = f"{EDIT}/Copy the fi&gures"
"""The submenu that copies the figures."""
FILTER: Final = f"{VIEW}/Fi&lter"
"""The submenu that limits the list of findings."""
PANES: Final = f"{GO}/&To a pane"
"""The submenu that moves the keyboard focus."""
MENUS: Final = (FILE, EDIT, VIEW, GO, SLIDESHOW, HELP)


def always() -> bool:
    """Return True, for actions that can be used even if no briefing is shown."""
    return True


class Entry(NamedTuple):
    """How a menu has an action at the moment.

    Args:
        text: Its name, as in `Action`.
        keys: Its shortcuts, as in `Action`.
        line: What it does, for menus with a second line; may be empty.
        is_there: Whether it is in the menu. If not, its keys don't work either.
    """

    text: str
    keys: tuple[str, ...] = ()
    line: str = ""
    is_there: bool = True


class Action(NamedTuple):
    """An entry of a menu.

    Args:
        text: Its name, in a menu with ``&`` before its mnemonic.
        callback: Called when it is triggered; with the new state if it is switched on and off.
        menu: The menu that it is in; ``A/B`` for the submenu B of A.
        place: Where in the menu it is: the tens count sections, which separators divide, the units
            the entries of a section. A submenu has the place of its first entry.
        keys: Its shortcuts, in Qt's portable spelling; the menu shows the first one.
        enabled: Returns whether it can be used; None for while a briefing is shown.
        checked: Returns whether it is on; None if it isn't switched on and off.
        group: The name of the group of actions of which one is on, or empty.
        is_global: Whether its keys work in the other windows of the program too.
        in_dialogs: Whether dialogs have it, too: they copy the actions of the window.
        entry: Returns how the menu has it now; None if that is always the same.
    """

    text: str
    callback: Callable[..., object]
    menu: str
    place: int
    keys: tuple[str, ...] = ()
    enabled: Callable[[], bool] | None = None
    checked: Callable[[], bool] | None = None
    group: str = ""
    is_global: bool = False
    in_dialogs: bool = False
    entry: Callable[[], Entry] | None = None


class ActionMenus:
    """The menus of a window, filled with actions.

    How an action is now is asked when its menu is about to be shown, and by `update`. Qt only warns
    if two actions share a key, and neither works: a test looks for that.

    Args:
        actions: The actions, in any order.
        menus: The menus in the menu bar, by name.
        window: Gets the shortcuts.
        is_briefing_shown: Returns whether a briefing is shown.
    """

    def __init__(
        self,
        actions: Iterable[Action],
        menus: Mapping[str, QMenu],
        window: QMainWindow,
        is_briefing_shown: Callable[[], bool],
    ) -> None:
        self.actions = tuple(
            sorted(actions, key=lambda each: (MENUS.index(_outer(each)), each.place))
        )
        self._window = window
        self._is_briefing_shown = is_briefing_shown
        self._menus = dict(menus)
        self._groups: dict[str, QActionGroup] = {}
        self._sections: dict[str, int] = {}  # of the last entry of each menu
        self._made = [(action, self._make(action)) for action in self.actions]
        for name, menu in self._menus.items():
            menu.aboutToShow.connect(partial(self.update, name))
        self.update()

    def menu(self, name: str) -> QMenu:
        """Return a menu or submenu by its name, as in `Action`."""
        return self._menus[name]

    def update(self, menu: str = "") -> None:
        """Show the actions of a menu as they are now; of all menus by default."""
        for action, made in self._made:
            if menu in {"", action.menu}:
                if action.entry is not None:
                    _show_entry(made, action.entry())
                made.setEnabled((action.enabled or self._is_briefing_shown)())
                if action.checked is not None:
                    made.setChecked(action.checked())

    def add_context_menu(
        self,
        widget: QWidget,
        entries: Sequence[str],
        is_there: Callable[[QPoint], bool] = lambda _: True,
    ) -> None:
        """Give a widget a context menu: its own actions, and below them entries of the menus.

        Args:
            widget: The widget, or one around it that has no context menu of its own.
            entries: The texts of the entries without mnemonics; an empty one for a separator.
            is_there: Returns whether there is a menu at a place in the widget.
        """
        made = {action.text.replace("&", ""): entry for action, entry in self._made}
        shown = [made[text] if text else self._separator() for text in entries]
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

        def open_menu(at: QPoint) -> None:
            if is_there(at):
                self.update()
                menu = QMenu(widget)
                menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                menu.addActions(widget.actions())
                menu.addSeparator()
                menu.addActions(shown)
                # What is asked of a view that scrolls is a place in its viewport.
                place = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
                menu.popup(place.mapToGlobal(at))

        widget.customContextMenuRequested.connect(open_menu)

    def _separator(self) -> QAction:
        separator = QAction(self._window)
        separator.setSeparator(True)
        return separator

    def _make(self, action: Action) -> QAction:
        made = QAction(action.text, self._window)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        if action.is_global:
            made.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        made.setCheckable(action.checked is not None)
        if action.group:
            group = self._groups.setdefault(action.group, QActionGroup(self._window))
            group.addAction(made)
        made.triggered.connect(lambda: self._trigger(action))
        if action.in_dialogs:
            self._window.addAction(made)
        self._menu_for(action).addAction(made)
        return made

    def _trigger(self, action: Action) -> None:
        if action.checked is None:
            action.callback()
            return
        if action.group:
            action.callback()
        else:
            # Qt's own state may be out of date: a button elsewhere may have switched it.
            action.callback(not action.checked())
        self.update(action.menu)

    def _menu_for(self, action: Action) -> QMenu:
        """Return the menu of an action, ready to append it."""
        outer, section = _outer(action), action.place // 10
        if action.menu not in self._menus:
            self._start_section(outer, section)
            inner = action.menu.removeprefix(f"{outer}/")
            self._menus[action.menu] = self._menus[outer].addMenu(inner)
        self._start_section(action.menu, section)
        return self._menus[action.menu]

    def _start_section(self, menu: str, section: int) -> None:
        """Add a separator if a menu's next entry is in another section than its last one."""
        if self._sections.setdefault(menu, section) != section:
            self._menus[menu].addSeparator()
            self._sections[menu] = section


def _show_entry(made: QAction, entry: Entry) -> None:
    made.setText(entry.text)
    made.setShortcuts([QKeySequence(key) for key in entry.keys])
    made.setWhatsThis(entry.line)
    made.setVisible(entry.is_there)


def _outer(action: Action) -> str:
    return action.menu.partition("/")[0]
