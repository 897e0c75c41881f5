"""Tests of the combo box."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.combo_box import ComboBox

Grab = Callable[[str], QImage]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return the parent of the combo boxes."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def grab(style: Style, window: QWidget) -> Grab:
    """Return a function that paints a combo box of 200 pixels with one item."""

    def grab_item(item: str) -> QImage:
        box = ComboBox(style, window, min_letters=0)
        box.addItem(item)
        box.resize(200, 32)
        return box.grab().toImage()

    return grab_item


@pytest.mark.parametrize(("scale", "text_width"), [(1.0, 156), (1.5, 136)])
def test_long_item_ends_in_ellipsis(
    grab: Grab, style: Style, scale: float, text_width: int
) -> None:
    style.set_scale(scale)
    width = QFontMetrics(style.font(TextRole.CONTROL)).horizontalAdvance
    # The letters that don't fit make no difference.
    long = grab("i" * 60)
    assert long == grab("i" * 90)
    elided = ["i" * count + "…" for count in range(1, 60)]
    assert long in [grab(text) for text in elided if width(text) <= text_width]


def test_item_that_fits_is_not_elided(grab: Grab) -> None:
    assert grab("Alpha") != grab("Alph…")
    assert grab("Alpha") != grab("Alpha…")


class _Names(QAbstractListModel):
    """Thousands of names. It records which of them were requested."""

    def __init__(self) -> None:
        super().__init__()
        self.requested: set[int] = set()

    def rowCount(  # noqa: N802, Qt's name
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008, Qt's signature
    ) -> int:
        return 0 if parent.isValid() else 3000

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        self.requested.add(index.row())
        return f"Name {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


def test_change_of_style_measures_few_of_thousands_of_items(window: QWidget, style: Style) -> None:
    box = ComboBox(style, window, min_letters=0)
    names = _Names()
    box.setModel(names)
    box.update_uniform_item_sizes()
    window.show()
    box.view().ensurePolished()
    names.requested.clear()
    style.set_scale(1.5)
    assert len(names.requested) < 200


def test_cut_item_is_shown_as_plain_tool_tip(window: QWidget, style: Style) -> None:
    box = ComboBox(style, window)
    box.setToolTip("What it is for")
    box.addItems(["short", "<b>long</b> " * 30])
    box.resize(200, 30)
    enter = QEnterEvent(QPointF(), QPointF(), QPointF())
    QApplication.sendEvent(box, enter)
    assert box.toolTip() == "What it is for"
    box.setCurrentIndex(1)
    QApplication.sendEvent(box, enter)
    assert box.toolTip().startswith("<p>&lt;b&gt;long&lt;/b&gt;")
    box.setCurrentIndex(0)
    QApplication.sendEvent(box, enter)
    assert box.toolTip() == "What it is for"
