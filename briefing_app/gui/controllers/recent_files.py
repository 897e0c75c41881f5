"""The briefings that were opened last, and the menu that opens them again."""

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings


class RecentFiles(QObject):
    """Remembers what is opened in the main window, and fills its menu each time it is shown.

    Args:
        window: The main window; it owns this.
        settings: Where the files are remembered.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._menu = window.actions_by_id.menu_of(ActionId.CLEAR_RECENT)
        self._last = self._menu.actions()[0]  # the one that clears the list
        self._shown: list[QAction] = []
        self._menu.aboutToShow.connect(self._fill)
        window.briefing_changed.connect(self._remember)
        window.commands.clear_recent_requested.connect(self._clear)
        self._remember()

    def _remember(self) -> None:
        briefing = self._window.briefing
        if briefing is None:
            return
        path = briefing.path.resolve()
        if path != BUNDLED_BRIEFING.resolve():
            self._keep([str(path), *self._others(str(path))])

    def _others(self, path: str) -> list[str]:
        return [file for file in self._settings.recent_files if file != path]

    def _keep(self, files: list[str]) -> None:
        self._settings.recent_files = files
        self._settings.save()

    def _clear(self) -> None:
        self._keep([])

    def _fill(self) -> None:
        for action in self._shown:
            self._menu.removeAction(action)
            action.deleteLater()
        self._shown = []
        files = [Path(file) for file in self._settings.recent_files]
        names = Counter(path.name for path in files)
        for number, path in enumerate(files, 1):
            name = path.name if names[path.name] == 1 else f"{path.name}, in {path.parent}"
            action = QAction(f"&{number}  {name.replace('&', '&&')}", self._menu)
            action.setStatusTip(str(path))
            action.triggered.connect(partial(self._open, path))
            self._shown.append(action)
        if files:
            self._shown.append(QAction(self._menu))
            self._shown[-1].setSeparator(True)
        self._menu.insertActions(self._last, self._shown)
        self._last.setEnabled(bool(files))

    def _open(self, path: Path, _checked: bool = False) -> None:  # noqa: FBT001, FBT002, a slot
        # Asked before, since a file that is there and can't be read stays in the list.
        there = path.exists()
        self._window.open(path)  # or tell why not
        if not there:
            self._keep(self._others(str(path)))
