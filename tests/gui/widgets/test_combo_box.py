"""The drop-down list."""

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.combo_box import ComboBox


@pytest.fixture
def picture(qtbot: QtBot, style: Style) -> "Picture":
    """Draws a choice in a box of 200 pixels."""
    parent = QWidget()
    qtbot.addWidget(parent)
    return Picture(style, parent)


class Picture:
    """Draws choices.

    Args:
        style: Colours, fonts and text size.
        parent: What the boxes stand in.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        self._style = style
        self._parent = parent

    def of(self, text: str) -> QImage:
        """A box with this choice."""
        box = ComboBox(self._style, self._parent, min_letters=0)
        box.addItem(text)
        box.resize(200, 32)
        return box.grab().toImage()


@pytest.mark.parametrize(("scale", "room"), [(1.0, 156), (1.5, 136)])
def test_that_a_choice_that_is_too_long_ends_in_an_ellipsis(
    picture: Picture, style: Style, scale: float, room: int
) -> None:
    style.set_scale(scale)
    width = QFontMetrics(style.font(TextRole.CONTROL)).horizontalAdvance
    # What comes after the letters that fit can't be seen; that something does, can.
    long = picture.of("i" * 60)
    assert long == picture.of("i" * 90)
    shortened = ["i" * count + "…" for count in range(1, 60)]
    assert long in [picture.of(text) for text in shortened if width(text) <= room]


def test_that_a_choice_that_fits_is_shown_whole(picture: Picture) -> None:
    assert picture.of("Alpha") != picture.of("Alph…")
    assert picture.of("Alpha") != picture.of("Alpha…")


class _Names(QAbstractListModel):
    """Thousands of names, which counts for how many of them it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()

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
        self.asked.add(index.row())
        return f"Name {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


def test_that_another_style_measures_few_of_thousands_of_choices(
    qtbot: QtBot, style: Style
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = ComboBox(style, window, min_letters=0)
    names = _Names()
    box.setModel(names)
    box.update_uniform_item_sizes()
    window.show()
    box.view().ensurePolished()
    names.asked.clear()
    style.set_scale(1.5)
    assert len(names.asked) < 200


def test_that_a_choice_that_is_cut_is_the_tool_tip_and_is_no_markup(
    qtbot: QtBot, style: Style
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chooser = ComboBox(style, parent)
    chooser.setToolTip("What it is for")
    chooser.addItems(["short", "<b>long</b> " * 30])
    chooser.resize(200, 30)
    entering = QEnterEvent(QPointF(), QPointF(), QPointF())
    QApplication.sendEvent(chooser, entering)
    assert chooser.toolTip() == "What it is for"
    chooser.setCurrentIndex(1)
    QApplication.sendEvent(chooser, entering)
    assert chooser.toolTip().startswith("<p>&lt;b&gt;long&lt;/b&gt;")
    chooser.setCurrentIndex(0)
    QApplication.sendEvent(chooser, entering)
    assert chooser.toolTip() == "What it is for"
