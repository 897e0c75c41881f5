"""The menus of the main window, and their entries by name."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from briefing_app.gui.controllers.editing import EditingController
from briefing_app.gui.controllers.help import HelpController
from briefing_app.gui.controllers.settings import AppearanceController
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings


def add_menus(window: MainWindow, settings: Settings, style: Look) -> None:
    """Fill the menus with what the window itself does, and with Edit, View and Help."""
    appearance = AppearanceController(window, settings)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    editing = EditingController(window, application)
    own = (*editing.actions(), *appearance.actions(), *HelpController(window).actions())
    window.add_actions((*window.menu_actions(), *own))


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
