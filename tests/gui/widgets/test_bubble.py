"""A message beside a control: its place, and when it is hidden; it moves nothing."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look
from briefing_app.gui.widgets.bubble import Bubble, show_bubble
from tests.gui.parts import message_of

TEXT = "Quote copied"


@pytest.fixture
def window(qtbot: QtBot, style: Look) -> QWidget:
    """Return a window with a button at its top and one at its bottom."""
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    rows.addWidget(QPushButton("Top", window))
    rows.addStretch(1)
    rows.addWidget(QPushButton("Bottom", window))
    window.resize(500, 300)
    with qtbot.waitExposed(window):
        window.show()
    QApplication.processEvents()  # a resize that is still to come would hide a message
    return window


def _buttons(window: QWidget) -> list[QPushButton]:
    return window.findChildren(QPushButton)


def _rect(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def _click(button: QPushButton) -> None:
    """Click a button as the system does, through its window."""
    window = button.window().windowHandle()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=_rect(button).center())


def _show(anchor: QWidget, text: str = TEXT) -> QRect:
    show_bubble(text, anchor)
    QApplication.processEvents()
    (bubble,) = anchor.window().findChildren(Bubble)
    return _rect(bubble)


def test_message_is_announced_beside_its_control_and_moves_nothing(
    window: QWidget, style: Look, heard: list[str]
) -> None:
    for scale, text in ((1.0, TEXT), (2.0, TEXT), (2.0, "A message of several lines. " * 12)):
        style.set_scale(scale)
        window.resize(500, 700)
        QApplication.processEvents()
        for button in _buttons(window):
            before = [_rect(each) for each in _buttons(window)]
            bubble = _show(button, text)
            assert heard[-1] == text
            assert [_rect(each) for each in _buttons(window)] == before
            assert window.rect().contains(bubble)
            assert not bubble.intersects(_rect(button))
            gaps = (bubble.top() - _rect(button).bottom(), _rect(button).top() - bubble.bottom())
            assert min(map(abs, gaps)) <= style.px(8)


def test_message_goes_when_a_shortcut_does_something(qtbot: QtBot, window: QWidget) -> None:
    shortcut = QShortcut(QKeySequence("F8"), window)
    window.activateWindow()
    _show(_buttons(window)[0])
    with qtbot.waitSignal(shortcut.activated):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_F8)
    assert message_of(window) == ""
    shortcut.activated.connect(lambda: show_bubble(TEXT, window))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F8)
    assert message_of(window) == TEXT  # its own key doesn't hide it


def test_message_goes_when_a_key_or_a_button_of_its_window_is_pressed(
    qtbot: QtBot, window: QWidget
) -> None:
    other = QPushButton("Other")
    qtbot.addWidget(other)
    other.show()
    button = _buttons(window)[0]
    _show(button)
    _click(other)
    assert message_of(window) == TEXT
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert message_of(window) == ""
    _show(button)
    _click(button)
    assert message_of(window) == ""


def test_click_that_leads_to_the_message_keeps_it(window: QWidget) -> None:
    button = _buttons(window)[0]
    button.clicked.connect(lambda: show_bubble(TEXT, button))
    for _ in range(2):
        _click(button)
        QApplication.processEvents()
        assert message_of(window) == TEXT
