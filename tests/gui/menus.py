"""The menus of the main window, and their entries by name."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from briefing_app.gui.main_window.window import MainWindow


def menu_entry(window: MainWindow, name: str) -> QAction:
    """Return an entry as it is when its menu is shown.

    Args:
        window: The main window.
        name: The entry's text without its mnemonic and ellipsis; after the name of its menu and a
            slash if other menus have such an entry.
    """
    menu_name, _, entry = name.rpartition("/")
    ((menu, action),) = (
        (menu, action)
        for menu in window.menuBar().findChildren(QMenu)
        if menu_name in {"", _plain(menu.title())}
        for action in menu.actions()
        if _plain(action.text()) == entry and action.menu() is None
    )
    menu.aboutToShow.emit()
    return action


def trigger(window: MainWindow, name: str) -> None:
    """Choose an entry; nothing happens if it is disabled."""
    menu_entry(window, name).trigger()


def _plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…")
