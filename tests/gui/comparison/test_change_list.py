"""The list of changed findings."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.comparison import change_list
from briefing_app.gui.comparison.change_list import ChangeList, ListedFinding
from briefing_app.gui.style import Style, ThemeChoice
from briefing_app.model.report import FindingKind
from tests.sample_report import make_finding

THEN = make_finding(1, FindingKind.CONCERN, headline="Few were  found")
NOW = make_finding(2, FindingKind.GOOD_PRACTICE, headline="More were found")
ROWS = [(ListedFinding(THEN, "Then"), ListedFinding(NOW, "Now"))] * 3


@pytest.fixture
def rows(qtbot: QtBot, style: Style) -> Iterator[ChangeList]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 900)
    rows = ChangeList(style, parent)
    rows.resize(800, 800)
    with qtbot.waitExposed(parent):
        parent.show()
    yield rows
    parent.close()


def _places(rows: ChangeList) -> list[QPointF]:
    """Return the top left corner of each chip's word."""
    return [rows._word_rect(chip).topLeft() for chip in rows._chips]


def _lines(rows: ChangeList) -> list[str]:
    return rows.toPlainText().strip().split("\n")


def test_then_and_now_are_in_two_columns(rows: ChangeList) -> None:
    rows.show_rows(ROWS)
    assert _lines(rows)[:4] == [
        "Then\tConcern",
        "Few were found",
        "Now\tGood practice",
        "More were found",
    ]
    places = _places(rows)
    assert {place.x() for place in places[::2]} == {places[0].x()}
    assert {place.x() for place in places[1::2]} == {places[0].x() + 400}
    assert [place.y() for place in places[::2]] == [place.y() for place in places[1::2]]


@pytest.mark.parametrize(("scale", "width"), [(1.0, 430), (1.5, 600), (2.0, 700)])
def test_narrow_list_stacks_columns_with_same_text(
    rows: ChangeList, style: Style, scale: float, width: int
) -> None:
    rows.show_rows(ROWS)
    side_by_side = _lines(rows)
    style.set_scale(scale)
    rows.restyle()
    rows.resize(width, 800)
    places = _places(rows)
    assert len({place.x() for place in places}) == 1
    assert [place.y() for place in places] == sorted({place.y() for place in places})
    assert _lines(rows) == side_by_side
    rows.resize(2000, 800)
    assert len({place.x() for place in _places(rows)}) == 2


def test_many_rows_are_stacked(rows: ChangeList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_list, "_MAX_TABLE_ROWS", 2)
    rows.show_rows(ROWS)
    assert len({place.x() for place in _places(rows)}) == 1
    rows.show_rows(ROWS[:2])
    assert len({place.x() for place in _places(rows)}) == 2


def test_note_is_below_its_finding(rows: ChangeList) -> None:
    rows.show_rows([(ListedFinding(THEN, note="follows “x”"),), (ListedFinding(NOW),)])
    assert _lines(rows) == [
        "Concern",
        "Few were found",
        "follows “x”",
        "Good practice",
        "More were found",
    ]
    rows.show_rows([])
    assert rows.toPlainText() == ""


@pytest.mark.parametrize("theme", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("count", [1, 200])
def test_each_kind_is_a_chip_in_its_colours(
    rows: ChangeList, style: Style, theme: ThemeChoice, count: int
) -> None:
    style.choose(theme)
    rows.show_rows(ROWS[:1] * count)
    rows.resize(800, rows.heightForWidth(800))
    image = rows.grab().toImage()
    for chip in (*rows._chips[:2], *rows._chips[-2:]):
        word = rows._word_rect(chip)
        point = word.center().toPoint()
        point.setX(round(word.left()) - 4)
        assert image.pixelColor(point) == QColor(style.theme.kind_colours(chip.kind)[1])
        point.setX(round(word.left()) - 12)
        assert image.pixelColor(point) != QColor(style.theme.kind_colours(chip.kind)[1])


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [300, 500, 900])
def test_long_word_is_not_cut_off(
    qtbot: QtBot, rows: ChangeList, style: Style, scale: float, width: int
) -> None:
    style.set_scale(scale)
    long = replace(NOW, headline="X" * 300)
    rows.show_rows([(ListedFinding(THEN, "Then"), ListedFinding(long, "Now"))])
    rows.resize(width, 400)
    rows.resize(width, rows.heightForWidth(width))
    qtbot.waitUntil(partial(_nothing_scrolls, rows))


def _nothing_scrolls(rows: ChangeList) -> bool:
    return rows.verticalScrollBar().maximum() == 0 == rows.horizontalScrollBar().maximum()
