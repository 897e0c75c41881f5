"""The list of recently opened briefings and its menu."""

from collections import Counter
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.main_window.actions import ActionId, EnabledWhen
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings


class RecentFiles(QObject):
    """Remembers the briefings that are opened, and fills the menu each time it is shown.

    Args:
        window: The main window, which owns this.
        settings: Stores the list.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._menu = window.actions_by_id.menu_of(ActionId.CLEAR_RECENT)
        self._clear_action = window.actions_by_id[ActionId.CLEAR_RECENT]
        self._file_actions: list[QAction] = []
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
            self._store([str(path), *self._without(str(path))])

    def _without(self, path: str) -> list[str]:
        return [file for file in self._settings.recent_files if file != path]

    def _store(self, files: list[str]) -> None:
        self._settings.recent_files = files
        self._settings.save()

    def _clear(self) -> None:
        self._store([])

    def _fill(self) -> None:
        for action in self._file_actions:
            self._menu.removeAction(action)
            action.deleteLater()
        self._file_actions = []
        files = [Path(file) for file in self._settings.recent_files]
        names = Counter(path.name for path in files)
        for number, path in enumerate(files, 1):
            name = path.name if names[path.name] == 1 else f"{path.name}, in {path.parent}"
            action = QAction(f"&{number}  {name.replace('&', '&&')}", self._menu)
            action.setStatusTip(str(path))
            action.triggered.connect(partial(self._open, path))
            self._file_actions.append(action)
        if files:
            self._file_actions.append(QAction(self._menu))
            self._file_actions[-1].setSeparator(True)
        self._menu.insertActions(self._clear_action, self._file_actions)
        actions = self._window.actions_by_id
        actions.enable(EnabledWhen.HAS_RECENT_FILES, is_met=bool(files))

    def _open(self, path: Path, _checked: bool = False) -> None:  # noqa: FBT001, FBT002, a slot
        # Checked first: an unreadable file stays in the list, a missing one doesn't.
        exists = path.exists()
        self._window.open(path)  # shows an error page if it fails
        if not exists:
            self._store(self._without(str(path)))
