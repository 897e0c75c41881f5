"""Finding the parts of the export dialog as a user does, and using them."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from briefing_app.export.kinds import dialog_entries
from briefing_app.export.request import Export
from briefing_app.gui.export.dialog import ExportDialog, KindList
from tests.gui.parts import button_of, choose_path


def kinds_of(dialog: ExportDialog) -> KindList:
    (kinds,) = dialog.findChildren(KindList)
    return kinds


def save_button(dialog: ExportDialog) -> QAbstractButton:
    return button_of(dialog, dialog_entries()[kinds_of(dialog).kind].save_text)


def save(qtbot: QtBot, dialog: ExportDialog) -> Export:
    """Press the button that saves, and return the export."""
    with qtbot.waitSignal(dialog.export_requested) as requested:
        save_button(dialog).click()
    (export,) = requested.args or [None]
    assert isinstance(export, Export)
    return export


def export_of(qtbot: QtBot, dialog: ExportDialog, path: Path) -> Export:
    """Save to a path."""
    button_of(dialog, "Change…").click()
    choose_path(dialog, path)
    return save(qtbot, dialog)
