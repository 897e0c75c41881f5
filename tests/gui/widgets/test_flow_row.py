"""A row of widgets that wraps."""

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.widgets.flow_row import FlowRow


class _Box(QWidget):
    """A widget that counts how often it is measured."""

    def __init__(self, width: int, height: int = 20) -> None:
        super().__init__()
        self._size = QSize(width, height)
        self.times_measured = 0

    def sizeHint(self) -> QSize:
        self.times_measured += 1
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size

    def change_width(self, width: int) -> None:
        self._size.setWidth(width)
        self.updateGeometry()


class _Window(QWidget):
    """A window with a row and spare height below it."""

    def __init__(self, row: FlowRow, width: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        column.addStretch()
        self.resize(width, 200)
        self.show()
        QApplication.processEvents()


def _lefts_and_tops(*boxes: QWidget) -> list[tuple[int, int]]:
    return [(box.x(), box.y()) for box in boxes]


def test_widgets_wrap_and_are_in_the_middle_of_their_row(qtbot: QtBot) -> None:
    row, boxes = FlowRow(spacing=10), (_Box(40), _Box(40, 30), _Box(40))
    row.flow.set_group_gap(5)
    for box in boxes:
        row.add(box, starts_group=True)
    window = _Window(row, 120)
    qtbot.addWidget(window)
    assert _lefts_and_tops(*boxes) == [(0, 5), (55, 0), (0, 40)]
    assert (row.flow.row_tops(), row.height()) == ([0, 40], 60)
    window.resize(150, 200)
    assert _lefts_and_tops(*boxes) == [(0, 5), (55, 0), (110, 5)]
    assert row.height() == 30


def test_hidden_shown_and_changed_widgets_move_the_others(qtbot: QtBot) -> None:
    row, first, second, third = FlowRow(spacing=0), _Box(50), _Box(50), _Box(50)
    for box in (first, second, third):
        row.add(box)
    window = _Window(row, 100)
    qtbot.addWidget(window)
    assert (third.x(), third.y()) == (0, 20)
    second.hide()
    assert row.heightForWidth(100) == 20  # at once, for those who ask
    QApplication.processEvents()
    assert (third.x(), third.y()) == (50, 0)
    second.show()
    first.change_width(20)
    QApplication.processEvents()
    assert _lefts_and_tops(first, second, third) == [(0, 0), (20, 0), (0, 20)]
    second.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    assert (third.x(), third.y()) == (20, 0)


def test_widgets_are_measured_once_until_something_changes(qtbot: QtBot) -> None:
    row, box, other = FlowRow(), _Box(50), _Box(50)
    for each in (box, other):
        row.add(each)
    window = _Window(row, 200)
    qtbot.addWidget(window)
    assert row.minimumSizeHint().width() == 50
    before = box.times_measured
    for width in (80, 300, 80):
        row.heightForWidth(width)
        window.resize(width, 200)
    assert box.times_measured == before
    other.change_width(60)
    assert (row.sizeHint().width(), row.minimumSizeHint().width()) == (118, 60)
    assert box.times_measured == before + 1


def test_first_widget_is_stretched(qtbot: QtBot) -> None:
    row, first, second = FlowRow(stretches_first=True), _Box(50), _Box(40)
    for box in (first, second):
        row.add(box)
    window = _Window(row, 150)
    qtbot.addWidget(window)
    assert _lefts_and_tops(first, second) == [(0, 0), (110, 0)]
    assert first.width() == 102
    window.resize(70, 200)
    QApplication.processEvents()
    assert _lefts_and_tops(first, second) == [(0, 0), (0, 28)]
    assert first.width() == 70


def test_rows_are_in_the_middle_of_spare_height(qtbot: QtBot) -> None:
    row, box = FlowRow(is_centred=True), _Box(50)
    row.add(box)
    qtbot.addWidget(row)
    row.resize(100, 60)
    row.show()
    assert box.y() == 20
