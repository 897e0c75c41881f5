"""The tables of changed findings."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.comparison.table import FindingTable, ListedFinding
from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.model.report import FindingKind
from tests.gui.pixels import colours
from tests.sample_report import make_finding

THEN = make_finding(1, FindingKind.CONCERN, headline="Few were  found")
NOW = make_finding(2, FindingKind.GOOD_PRACTICE, headline="More were found")
PAIR = (ListedFinding(THEN), ListedFinding(NOW))
HEADINGS = ("Then", "Now")


@pytest.fixture
def table(qtbot: QtBot, style: Look) -> Iterator[FindingTable]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 900)
    table = FindingTable(parent)
    table.resize(800, 800)
    with qtbot.waitExposed(parent):
        parent.show()
    yield table
    parent.close()


def _colours(image: QImage, left: int, right: int) -> set[str]:
    """Return the colours in some columns of a picture."""
    return colours(image.copy(left, 0, right - left, image.height()))


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.CONTRAST_DARK])
def test_each_kind_is_painted_in_its_colour(
    table: FindingTable, style: Look, theme: ThemeChoice
) -> None:
    style.choose(theme)
    table.show_rows(HEADINGS, [PAIR])
    image = table.grab().toImage()
    concern, good = (
        QColor(style.theme.kind_colours(kind)[0]).name().upper()
        for kind in (FindingKind.CONCERN, FindingKind.GOOD_PRACTICE)
    )
    assert concern in _colours(image, 0, 400)
    assert good in _colours(image, 400, 800)
    assert good not in _colours(image, 0, 400)


def test_arrow_leads_from_then_to_now_only_in_pairs(table: FindingTable, style: Look) -> None:
    muted = QColor(style.theme.muted).name().upper()
    table.show_rows(HEADINGS, [PAIR])
    top = table.horizontalHeader().height()
    assert muted in _colours(table.grab().toImage().copy(0, top, 800, 800), 366, 400)
    table.show_rows(HEADINGS[:1], [PAIR[:1]])
    assert muted not in _colours(table.grab().toImage().copy(0, top, 800, 800), 0, 800)


def test_cell_is_read_with_kind_headline_and_note(table: FindingTable) -> None:
    table.show_rows(HEADINGS[:1], [(ListedFinding(THEN, note="follows “x”"),)])
    cell = table.model().index(0, 0)
    assert cell.data() == "Concern: Few were found — follows “x”"
    table.show_rows(HEADINGS[:1], [(ListedFinding(THEN._replace(headline="<b>"), ""),)])
    tool_tip = table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tool_tip == "<span>Concern: &lt;b&gt;</span>"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [300, 900])
def test_table_is_as_high_as_its_longest_words(
    table: FindingTable, style: Look, scale: float, width: int
) -> None:
    style.set_scale(scale)
    table.resize(width, 400)
    table.show_rows(HEADINGS, [PAIR])
    low = table.minimumSizeHint().height()
    table.show_rows(HEADINGS, [(PAIR[0], ListedFinding(NOW._replace(headline="X" * 300)))])
    assert table.minimumSizeHint().height() > low
    table.resize(width, table.minimumSizeHint().height())
    assert table.verticalScrollBar().maximum() == 0
    assert table.columnWidth(0) + table.columnWidth(1) <= width


def test_keyboard_moves_between_rows_and_reports_their_place(
    qtbot: QtBot, table: FindingTable
) -> None:
    table.show_rows(HEADINGS, [PAIR] * 3)
    table.window().activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    table.selectRow(0)
    with qtbot.waitSignal(table.row_focused) as moved:
        QTest.keyClick(table, Qt.Key.Key_Down)
    (place,) = moved.args or [None]
    assert place == table.visualRect(table.model().index(1, 0)).translated(
        0, table.horizontalHeader().height()
    )
