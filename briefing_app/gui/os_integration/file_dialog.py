"""The file dialog, which leaves no trace of the user's folders in Qt's own settings.

Each `QFileDialog` writes the last folders there when it is deleted. `discard_qt_settings`
prevents that on Linux. In the Windows registry that is impossible, so the folders that were there
before are restored.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing_app.files.paths import BRIEFING_SUFFIXES
from briefing_app.gui.os_integration.application import window_title

BRIEFING_FILTER: Final = f"Briefings ({' '.join(f'*{suffix}' for suffix in BRIEFING_SUFFIXES)})"
"""The name filter for briefings."""

SOURCE_TEXT_SUFFIXES: Final = (".txt", ".md", ".html", ".htm")
SOURCE_TEXT_FILTERS: Final = (
    f"Text or web page ({' '.join(f'*{suffix}' for suffix in SOURCE_TEXT_SUFFIXES)})",
    "All files (*)",
)
"""The name filters for the text of a source."""

_FOLDER_KEYS: Final = ("FileDialog/history", "FileDialog/lastVisited")


def create_file_dialog(parent: QWidget | None, title: str, folder: str) -> QFileDialog:
    """Return a file dialog that is deleted when it is closed.

    Args:
        parent: The window that it belongs to.
        title: Its title, without the program's name.
        folder: The folder to show first.
    """
    dialog = QFileDialog(parent, window_title(title), folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    settings = _qt_settings()
    before = {key: settings.value(key) for key in _FOLDER_KEYS}
    dialog.destroyed.connect(partial(_restore, before))
    return dialog


def create_save_dialog(
    parent: QWidget, title: str, folder: str, name: str, kinds: Mapping[str, str]
) -> QFileDialog:
    """Return a file dialog that asks where to save a file.

    Args:
        parent: The window that it belongs to.
        title: Its title.
        folder: The folder to show first.
        name: The name to offer.
        kinds: The possible endings of the name, the usual one first, each with the kind of file.
    """
    dialog = create_file_dialog(parent, title, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{kind} (*{ending})" for ending, kind in kinds.items()])
    dialog.setDefaultSuffix(next(iter(kinds)).removeprefix("."))
    dialog.filterSelected.connect(
        lambda chosen: dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")"))
    )
    dialog.selectFile(name)
    return dialog


def _restore(before: Mapping[str, object]) -> None:
    settings = _qt_settings()
    for key, value in before.items():
        if value is None:
            settings.remove(key)
        else:
            settings.setValue(key, value)


def _qt_settings() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")
