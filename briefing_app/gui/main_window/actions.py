"""Actions: what an entry of a menu is, and the menus and shortcuts made from them.

The lists of the entries are in `gui/controllers/menus.py`, in the order of the menus.
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
MENUS: Final = (FILE, EDIT, VIEW, GO, SLIDESHOW, HELP)
"""The names in the menu bar, which are shown before there is anything in the menus."""


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
        text: Its name, with ``&`` before its mnemonic.
        callback: Called when it is triggered; with the new state if it is switched on and off.
        keys: Its shortcuts, in Qt's portable spelling; the menu shows the first one.
        enabled: Returns whether it can be used; None for while a briefing is shown.
        checked: Returns whether it is on; None if it isn't switched on and off.
        is_global: Whether its keys work in the other windows of the program too.
        in_dialogs: Whether dialogs have it, too: they copy the actions of the window.
        entry: Returns how the menu has it now; None if that is always the same.
        tip: What the status bar says about it.
    """

    text: str
    callback: Callable[..., object]
    keys: tuple[str, ...] = ()
    enabled: Callable[[], bool] | None = None
    checked: Callable[[], bool] | None = None
    is_global: bool = False
    in_dialogs: bool = False
    entry: Callable[[], Entry] | None = None
    tip: str = ""


class Separator(NamedTuple):
    """A line between two sections of a menu."""


SEPARATOR: Final = Separator()


class Menu(NamedTuple):
    """A menu or submenu.

    Args:
        text: Its name, with ``&`` before its mnemonic.
        entries: What is in it, in order.
        is_choice: Whether one of its actions is on.
        first: Returns the actions above the others, each time it is shown; None if there are none.
    """

    text: str
    entries: Sequence["Action | Menu | Separator"]
    is_choice: bool = False
    first: Callable[[], Sequence[Action]] | None = None


class ActionMenus:
    """The menus of a window, filled with actions.

    How an action is now is asked when its menu is about to be shown, and by `update`.

    Args:
        menus: What is in each menu of the menu bar.
        bar: The menus in the menu bar, by name.
        window: Gets the shortcuts.
        is_briefing_shown: Returns whether a briefing is shown.

    Raises:
        ValueError: If two entries of a menu have the same mnemonic, or two actions the same key,
            of which Qt would let neither work; or if Qt doesn't know a key.
    """

    def __init__(
        self,
        menus: Iterable[Menu],
        bar: Mapping[str, QMenu],
        window: QMainWindow,
        is_briefing_shown: Callable[[], bool],
    ) -> None:
        self._window = window
        self._is_briefing_shown = is_briefing_shown
        self._menus: dict[str, QMenu] = {}
        self._made: list[tuple[str, Action, QAction]] = []
        self._first: dict[str, list[QAction]] = {}  # as each menu was shown last
        for menu in menus:
            self._fill(_plain(menu.text), bar[menu.text], menu)
        _check_keys(self.actions.values())
        self.update()

    @property
    def actions(self) -> dict[str, Action]:
        """The actions by where a user finds them, such as ``Edit › Copy as a row › …``."""
        return {f"{path} › {_plain(action.text)}": action for path, action, _ in self._made}

    def menu(self, path: str) -> QMenu:
        """Return a menu by its name, or a submenu by where a user finds it."""
        return self._menus[path]

    def update(self, menu: str = "") -> None:
        """Show the actions of a menu as they are now; of all menus by default."""
        for path, action, made in self._made:
            if menu in {"", path}:
                self._update(action, made)

    def add_context_menu(
        self,
        widget: QWidget,
        entries: Sequence[str | Separator],
        is_there: Callable[[QPoint], bool] = lambda _: True,
    ) -> None:
        """Give a widget a context menu: its own actions, and below them entries of the menus.

        Args:
            widget: The widget, or one around it that has no context menu of its own.
            entries: The texts of the entries without mnemonics.
            is_there: Returns whether there is a menu at a place in the widget.
        """
        made = {_plain(action.text): entry for _, action, entry in self._made}
        shown = [made[each] if isinstance(each, str) else self._separator() for each in entries]
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

    def _fill(self, path: str, made: QMenu, menu: Menu) -> None:
        """Add what is in a menu to the one that Qt shows."""
        self._menus[path] = made
        _check_mnemonics(menu)
        group = QActionGroup(self._window) if menu.is_choice else None
        for entry in menu.entries:
            if isinstance(entry, Menu):
                self._fill(f"{path} › {_plain(entry.text)}", made.addMenu(entry.text), entry)
            elif isinstance(entry, Separator):
                made.addSeparator()
            else:
                action = self._make(path, entry)
                self._made.append((path, entry, action))
                made.addAction(action)
                if group is not None:
                    group.addAction(action)
        if menu.first is not None:
            made.aboutToShow.connect(partial(self._show_first, path, menu.first))
        made.aboutToShow.connect(partial(self.update, path))

    def _show_first(self, path: str, first: Callable[[], Sequence[Action]]) -> None:
        """Put the actions that a menu has now in the place of those that it had."""
        menu = self._menus[path]
        for old in self._first.pop(path, []):
            menu.removeAction(old)
            old.deleteLater()
        shown = self._first[path] = list[QAction]()
        for action in first():
            made = self._make(path, action)
            self._update(action, made)
            shown.append(made)
        if shown:
            shown.append(self._separator())
        menu.insertActions(menu.actions()[0], shown)

    def _make(self, path: str, action: Action) -> QAction:
        made = QAction(action.text, self._window)
        made.setShortcuts([QKeySequence(key) for key in action.keys])
        if action.is_global:
            made.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        made.setCheckable(action.checked is not None)
        if action.tip:
            made.setStatusTip(action.tip)
        made.triggered.connect(lambda: self._trigger(path, action, made))
        if action.in_dialogs:
            self._window.addAction(made)
        return made

    def _update(self, action: Action, made: QAction) -> None:
        if action.entry is not None:
            _show_entry(made, action.entry())
        made.setEnabled((action.enabled or self._is_briefing_shown)())
        if action.checked is not None:
            made.setChecked(action.checked())

    def _trigger(self, path: str, action: Action, made: QAction) -> None:
        if action.checked is None:
            action.callback()
            return
        if made.actionGroup() is not None:
            action.callback()
        else:
            # Qt's own state may be out of date: a button elsewhere may have switched it.
            action.callback(not action.checked())
        self.update(path)


def _show_entry(made: QAction, entry: Entry) -> None:
    made.setText(entry.text)
    made.setShortcuts([QKeySequence(key) for key in entry.keys])
    made.setWhatsThis(entry.line)
    made.setVisible(entry.is_there)


def _plain(text: str) -> str:
    return text.replace("&", "")


def _check_mnemonics(menu: Menu) -> None:
    texts: dict[str, str] = {}
    for entry in menu.entries:
        if not isinstance(entry, Separator):
            letter = entry.text.partition("&")[2][:1].casefold()
            if not letter or letter in texts:
                what = f"the mnemonic of “{texts[letter]}”" if letter else "no mnemonic"
                raise ValueError(f"“{entry.text}” in the menu “{menu.text}” has {what}")
            texts[letter] = entry.text


def _check_keys(actions: Iterable[Action]) -> None:
    texts: dict[str, str] = {}
    for action in actions:
        for key in action.keys:
            known = QKeySequence(key).toString()
            if not known or known in texts:
                what = f"the key of “{texts[known]}”" if known else "a key that Qt doesn’t know"
                raise ValueError(f"“{action.text}” has {what}: {key}")
            texts[known] = action.text
