"""Finding the parts of a window as a user does, and using them."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QToolTip,
    QWidget,
)

from briefing_app.database.reader import Briefing
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.presenter.key_help import KeyText
from briefing_app.gui.widgets.bubble import Bubble
from briefing_app.gui.widgets.plain_text import PlainText


def briefing_of(window: MainWindow) -> Briefing:
    """Return the open briefing."""
    assert window.briefing is not None
    return window.briefing


def button_of(window: QWidget, name: str) -> QAbstractButton:
    """Return the button with a text or a name for screen readers."""
    (found,) = (
        each
        for each in window.findChildren(QAbstractButton)
        if name in {each.text(), each.accessibleName()}
    )
    return found


def shows_button(window: QWidget, text: str) -> bool:
    """Return whether a button with a text is visible."""
    buttons = window.findChildren(QAbstractButton)
    return any(each.text() == text and each.isVisible() for each in buttons)


def press(window: QWidget, name: str) -> None:
    """Click a button, which must be visible."""
    button = button_of(window, name)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def double_click(
    target: QWidget | QWindow, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    """Double-click a place, and release the button as a user does; QTest keeps it pressed."""
    QTest.mouseDClick(target, button, pos=at)
    QTest.mouseRelease(target, button, pos=at)


def press_enter(window: QWidget, *, is_repeated: bool = False) -> None:
    """Press Enter in a window, or keep it pressed until it repeats."""
    enter, none = Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, enter, none, "\r", is_repeated)
    QCoreApplication.sendEvent(window.focusWidget(), event)


def tool_tip_of_row(view: QAbstractItemView, row: int) -> str:
    """Return the tool tip that the mouse brings up over a row, with its markup."""
    at = view.visualRect(view.model().index(row, 0)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    text = QToolTip.text()
    QToolTip.hideText()
    return text


def combo_box_of(window: QWidget, name: str) -> QComboBox:
    """Return the combo box with a name for screen readers."""
    (found,) = (box for box in window.findChildren(QComboBox) if box.accessibleName() == name)
    return found


def texts_of(window: QWidget) -> str:
    """Return all texts that are visible in a window."""
    labels = (label.text() for label in window.findChildren(QLabel) if label.isVisible())
    views = (view.toPlainText() for view in window.findChildren(PlainText) if view.isVisible())
    return " ".join((*labels, *views))


def message_of(window: QWidget) -> str:
    """Return the message beside what was used last; empty if there is none any more."""
    bubbles = (each for each in window.findChildren(Bubble) if each.isVisibleTo(window))
    return next((bubble.text() for bubble in bubbles), "")


def key_texts(window: QWidget) -> str:
    """Return the texts of a window in which names of keys look like keys, in one line."""
    return " ".join(" ".join(text.toPlainText().split()) for text in window.findChildren(KeyText))


def choose_path(window: QWidget, path: Path) -> None:
    """Choose a path in the file dialog that a window has opened."""
    (asked,) = window.findChildren(QFileDialog)
    asked.fileSelected.emit(str(path))
    asked.close()
    asked.setParent(None)
    asked.deleteLater()
