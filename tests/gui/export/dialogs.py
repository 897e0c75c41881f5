"""Finding the parts of the export dialog as a user does, and using them."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.export.request import Export
from briefing_app.gui.export.dialog import ExportDialog, KindList
from briefing_app.gui.export.options import DESCRIPTIONS
from briefing_app.gui.export.preview import PagePreview
from briefing_app.gui.widgets.plain_text import PlainText


def button_of(dialog: QWidget, name: str) -> QAbstractButton:
    """Return the button with a text or a name for screen readers."""
    (found,) = (
        each
        for each in dialog.findChildren(QAbstractButton)
        if name in {each.text(), each.accessibleName()}
    )
    return found


def press(dialog: QWidget, name: str) -> None:
    QTest.mouseClick(button_of(dialog, name), Qt.MouseButton.LeftButton)


def combo_box_of(dialog: QWidget, name: str) -> QComboBox:
    """Return the combo box with a name for screen readers."""
    (found,) = (box for box in dialog.findChildren(QComboBox) if box.accessibleName() == name)
    return found


def kinds_of(dialog: ExportDialog) -> KindList:
    (kinds,) = dialog.findChildren(KindList)
    return kinds


def page_of(dialog: ExportDialog) -> PagePreview:
    (page,) = dialog.findChildren(PagePreview)
    return page


def texts_of(dialog: QWidget) -> str:
    """Return all texts that are visible in the dialog."""
    labels = (label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    views = (view.toPlainText() for view in dialog.findChildren(PlainText) if view.isVisible())
    return " ".join((*labels, *views))


def choose_path(dialog: ExportDialog, path: Path) -> None:
    """Choose a path in the file dialog."""
    (asked,) = dialog.findChildren(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.close()
    asked.setParent(None)
    asked.deleteLater()


def save_button(dialog: ExportDialog) -> QAbstractButton:
    return button_of(dialog, DESCRIPTIONS[kinds_of(dialog).kind].save_text)


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
