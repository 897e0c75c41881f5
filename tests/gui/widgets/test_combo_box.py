"""Tests of the combo box."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
)
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from briefing_app.gui.look import TEXT_SCALES, Look, ThemeChoice
from briefing_app.gui.widgets.combo_box import ComboBox
from tests.contrast import contrast_ratio

Grab = Callable[[str], QImage]


@pytest.fixture
def grab(style: Look, window: QWidget) -> Grab:
    """Return a function that paints a combo box of 200 pixels with one item."""

    def grab_item(item: str) -> QImage:
        box = ComboBox(window, min_letters=0)
        box.addItem(item)
        box.resize(200, 32)
        return box.grab().toImage()

    return grab_item


def test_long_item_ends_in_ellipsis(grab: Grab) -> None:
    # The letters that don't fit make no difference.
    long = grab("i" * 60)
    assert long == grab("i" * 90)
    assert long in [grab("i" * count + "…") for count in range(1, 60)]
    assert grab("Alpha") not in [grab("Alph…"), grab("Alpha…")]


class _Names(QAbstractListModel):
    """Thousands of names. It records which of them were requested."""

    def __init__(self) -> None:
        super().__init__()
        self.requested: set[int] = set()

    def rowCount(
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


def test_change_of_style_measures_few_of_thousands_of_items(window: QWidget, style: Look) -> None:
    box = ComboBox(window, min_letters=0)
    names = _Names()
    box.setModel(names)
    window.show()
    box.showPopup()
    box.hidePopup()
    names.requested.clear()
    style.set_scale(1.5)
    assert len(names.requested) < 200


def test_cut_item_is_shown_as_plain_tool_tip(window: QWidget, style: Look) -> None:
    box = ComboBox(window)
    box.setToolTip("What it is for")
    box.addItems(["short", "<b>long</b> " * 30])
    box.resize(200, 30)
    window.show()
    shown = []
    for index in (0, 1, 0):
        box.setCurrentIndex(index)
        QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint(index, 0)))
        shown.append(QToolTip.text())
    usual, cut, _ = shown
    assert shown == ["What it is for", cut, usual]
    assert cut.startswith("<p>&lt;b&gt;long&lt;/b&gt;")


@pytest.fixture
def force_box(window: QWidget, style: Look) -> ComboBox:
    """Return a combo box with many items in a window that has the keyboard focus."""
    box = ComboBox(window, min_letters=0)
    box.setAccessibleName("My force")
    box.addItems([*(f"Force {number}" for number in range(30)), "Staffordshire", "Surrey"])
    window.show()
    box.setFocus()
    return box


def test_current_row_of_the_list_stands_out(force_box: ComboBox, style: Look) -> None:
    force_box.setCurrentIndex(3)
    for choice in ThemeChoice:
        style.choose(choice)
        force_box.showPopup()
        (current, ink), (other, other_ink) = _colours(force_box, 3), _colours(force_box, 4)
        assert contrast_ratio(current, other) >= 3
        assert contrast_ratio(ink, current) >= 4.5
        assert contrast_ratio(other_ink, other) >= 4.5
        force_box.hidePopup()


def _colours(box: ComboBox, row: int) -> tuple[str, str]:
    """Return the background of a row, and the colour in it that differs most from it."""
    picture = box.view().viewport().grab().toImage()
    rect = box.view().visualRect(box.model().index(row, 0))
    background = picture.pixelColor(rect.left() + 2, rect.center().y()).name()
    pixels = {
        picture.pixelColor(x, y).name()
        for x in range(rect.left(), rect.left() + 80)
        for y in range(rect.top(), rect.bottom() + 1)
    }
    return background, max(pixels, key=lambda ink: contrast_ratio(ink, background))


def test_rows_of_the_list_are_complete_and_large_enough(force_box: ComboBox, style: Look) -> None:
    long = "Police Service of Northern Ireland and everywhere else"
    force_box.addItem(long)
    force_box.resize(80, 30)
    view = force_box.view()
    for scale in TEXT_SCALES:
        style.set_scale(scale)
        force_box.showPopup()
        model = force_box.model()
        rows = [view.visualRect(model.index(row, 0)) for row in range(force_box.count())]
        visible = [rect for rect in rows if rect.intersects(view.viewport().rect())]
        assert len(visible) == force_box.maxVisibleItems()
        assert all(view.viewport().rect().contains(rect) for rect in visible)
        assert min(rect.height() for rect in rows) >= max(24, view.fontMetrics().height())
        assert rows[0].width() >= force_box.fontMetrics().horizontalAdvance(long) + 16
        force_box.hidePopup()


def test_key_opens_the_list_and_esc_keeps_the_choice(force_box: ComboBox) -> None:
    view = force_box.view()
    force_box.setCurrentIndex(2)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_S):
        QTest.keyClick(force_box, key)
        assert view.isVisible()
        assert view.currentIndex().row() not in {-1, 2}
        QTest.keyClick(view, Qt.Key.Key_Escape)
        assert not view.isVisible()
        assert force_box.currentIndex() == 2
    force_box.showPopup()
    assert view.currentIndex().row() == 2


def test_typed_words_are_found_and_enter_chooses(force_box: ComboBox) -> None:
    QTest.keyClicks(force_box, "S")
    QTest.keyClicks(force_box.view(), "u")
    QTest.keyClick(force_box.view(), Qt.Key.Key_Return)
    assert force_box.currentText() == "Surrey"
