"""Tests of the window with the time of each slide."""

from collections.abc import Callable, Sequence
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.sessions import RecordedTimes
from briefing_app.gui.dialogs.times import TimesTable, TimesWindow
from briefing_app.gui.look import Look
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.model.slideshow.time import SlideSeconds, TimeRow

_RECORDED: Final = (
    RecordedTimes("2026-11-26T16:30:00+00:00", False, {"a": 3.0}),
    RecordedTimes("2026-11-26T14:07:00.000001+00:00", False, {"a": 61.0}),
    RecordedTimes("2026-11-25T14:07:00+00:00", True, {"a": 50.0}),
    RecordedTimes("2026-11-20T14:07:00+00:00", True, {"a": 40.0}),
)

MakeWindow = Callable[..., TimesWindow]


def _rows(rehearsed: SlideSeconds, taken: SlideSeconds) -> list[TimeRow]:
    times = (120, round(rehearsed.get("a", 0)), round(taken.get("a", 0)))
    rows = [TimeRow(number, "=A title " * number, times) for number in range(1, 41)]
    return [*rows, TimeRow(0, "Total", times, is_total=True)]


@pytest.fixture
def make_window(qtbot: QtBot, style: Look) -> MakeWindow:
    """Return a function that makes the window of some recorded times."""

    def make(recorded: Sequence[RecordedTimes] = _RECORDED) -> TimesWindow:
        window = TimesWindow(recorded, _rows)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(window)
        return window

    return make


def _table(window: TimesWindow) -> TimesTable:
    (table,) = window.findChildren(TimesTable)
    return table


def _box(window: TimesWindow, name: str) -> ComboBox:
    (box,) = [box for box in window.findChildren(ComboBox) if box.accessibleName() == name]
    return box


def _click(window: TimesWindow, text: str) -> None:
    (button,) = [each for each in window.findChildren(QPushButton) if each.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_newest_times_are_compared_until_others_are_chosen(make_window: MakeWindow) -> None:
    # The newest slideshow was started by mistake; both rehearsals were short.
    window = make_window()
    assert _table(window).rows[0].times == (120, 50, 61)
    box = _box(window, "Rehearsed")
    assert [box.itemText(at).partition(" · ")[2] for at in range(2)] == ["0:50", "0:40"]
    assert box.itemText(1).startswith("20 November 2026, ")
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert _table(window).rows[0].times == (120, 40, 61)


def test_missing_rehearsal_and_slideshow_are_said(make_window: MakeWindow) -> None:
    window = make_window(())
    assert _table(window).rows[0].times == (120, 0, 0)
    for name, text in (("Rehearsed", "no rehearsal yet"), ("Taken", "no slideshow yet")):
        assert _box(window, name).currentText() == text
        assert not _box(window, name).isEnabled()


def test_table_is_copied_for_a_spreadsheet(make_window: MakeWindow, heard: list[str]) -> None:
    window = make_window()
    _click(window, "Copy")
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[:2] == [
        "Slide\tTitle\tPlanned\tRehearsed\tTaken",
        "1\t'=A title \t0:02:00\t0:00:50\t0:01:01",
    ]
    assert len(lines) == 42
    assert heard == ["Table copied"]
    QGuiApplication.clipboard().clear()
    QTest.keyClick(_table(window), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n") == lines


def test_shown_rows_are_offered_to_be_saved(make_window: MakeWindow) -> None:
    window = make_window()
    saved = QSignalSpy(window.save_requested)
    _click(window, "Save as CSV…")
    assert saved.at(0)[0] == _table(window).rows


@pytest.mark.parametrize(("scale", "width"), [(1.0, 560), (1.0, 900), (2.0, 944)])
def test_all_columns_and_titles_fit(
    make_window: MakeWindow, style: Look, scale: float, width: int
) -> None:
    style.set_scale(scale)
    window = make_window()
    window.resize(width, 500)
    window.show()
    table = _table(window)
    assert table.horizontalHeader().length() <= table.viewport().width()
    assert table.verticalHeader().length() > table.viewport().height()
    heights = [table.rowHeight(row) for row in range(12)]
    assert heights == sorted(heights)
    assert heights[-1] > heights[0]


def test_bars_of_a_row_have_the_same_scale(make_window: MakeWindow, style: Look) -> None:
    window = make_window()
    window.resize(900, 500)
    window.show()
    table = _table(window)
    image = table.viewport().grab().toImage()
    lengths = []
    for column, colour in ((2, "quiet_bar"), (3, "quiet_bar"), (4, "accent")):
        cell = table.visualRect(table.model().index(1, column))
        bar = QColor(getattr(style.theme, colour)).rgb()
        line = cell.top() + style.px(5) + table.fontMetrics().height() // 2
        lengths.append(sum(image.pixel(x, line) == bar for x in range(cell.left(), cell.right())))
    assert lengths[0] > 60
    assert lengths[1] / lengths[0] == pytest.approx(50 / 120, abs=0.03)
    assert lengths[2] / lengths[0] == pytest.approx(61 / 120, abs=0.03)


def test_bars_have_a_scale_above_and_lines_through_the_rows(
    make_window: MakeWindow, style: Look
) -> None:
    window = make_window()
    window.resize(900, 500)
    window.show()
    table = _table(window)
    cell = table.visualRect(table.model().index(1, 2))
    image, line = table.viewport().grab().toImage(), QColor(style.theme.line).rgb()
    below_bar = cell.bottom() - 3
    marks = [x for x in range(cell.left(), cell.right()) if image.pixel(x, below_bar) == line]
    assert len(marks) == 3  # at 0:00, 1:00 and 2:00
    assert marks[2] - marks[1] == pytest.approx(marks[1] - marks[0], abs=1)
    header = table.horizontalHeader()
    assert header.height() >= 2 * header.fontMetrics().height()


def test_row_is_read_as_a_sentence(make_window: MakeWindow) -> None:
    model = _table(make_window()).model()
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Slide 1, =A title")
    assert spoken.endswith("planned 2 minutes, rehearsed 50 seconds, taken 1 minute 1 second")
