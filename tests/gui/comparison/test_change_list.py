"""What became of findings, told in rows."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.comparison import change_list
from briefing_app.gui.comparison.change_list import ChangeList, Told
from briefing_app.gui.style import Style, ThemeChoice
from briefing_app.model.report import FindingKind
from tests.sample_report import make_finding

WAS = make_finding(1, FindingKind.CONCERN, headline="Few were  found")
NOW = make_finding(2, FindingKind.GOOD_PRACTICE, headline="More were found")
ROWS = [(Told(WAS, "Then"), Told(NOW, "Now"))] * 3


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
    """Where each pill's word begins."""
    return [rows._place(pill).topLeft() for pill in rows._pills]


def _lines(rows: ChangeList) -> list[str]:
    return rows.toPlainText().strip().split("\n")


def test_that_what_was_stands_beside_what_is_now_in_two_columns(rows: ChangeList) -> None:
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
def test_that_where_there_is_no_room_it_stands_below_in_the_same_words(
    rows: ChangeList, style: Style, scale: float, width: int
) -> None:
    rows.show_rows(ROWS)
    beside = _lines(rows)
    style.set_scale(scale)
    rows.restyle()
    rows.resize(width, 800)
    places = _places(rows)
    assert len({place.x() for place in places}) == 1
    assert [place.y() for place in places] == sorted({place.y() for place in places})
    assert _lines(rows) == beside
    rows.resize(2000, 800)
    assert len({place.x() for place in _places(rows)}) == 2


def test_that_thousands_stand_below_each_other_too(
    rows: ChangeList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_list, "_MOST_BESIDE", 2)
    rows.show_rows(ROWS)
    assert len({place.x() for place in _places(rows)}) == 1
    rows.show_rows(ROWS[:2])
    assert len({place.x() for place in _places(rows)}) == 2


def test_that_a_note_stands_below_its_finding(rows: ChangeList) -> None:
    rows.show_rows([(Told(WAS, note="follows “x”"),), (Told(NOW),)])
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
@pytest.mark.parametrize("many", [1, 200])
def test_that_each_kind_is_a_pill_in_its_colours_also_far_down(
    rows: ChangeList, style: Style, theme: ThemeChoice, many: int
) -> None:
    style.choose(theme)
    rows.show_rows(ROWS[:1] * many)
    rows.resize(800, rows.heightForWidth(800))
    seen = rows.grab().toImage()
    for pill in (*rows._pills[:2], *rows._pills[-2:]):
        word = rows._place(pill)
        beside = word.center().toPoint()
        beside.setX(round(word.left()) - 4)
        assert seen.pixelColor(beside) == QColor(style.theme.kind_colours(pill.kind)[1])
        beside.setX(round(word.left()) - 12)
        assert seen.pixelColor(beside) != QColor(style.theme.kind_colours(pill.kind)[1])


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [300, 500, 900])
def test_that_a_word_of_any_length_is_whole(
    qtbot: QtBot, rows: ChangeList, style: Style, scale: float, width: int
) -> None:
    style.set_scale(scale)
    long = replace(NOW, headline="X" * 300)
    rows.show_rows([(Told(WAS, "Then"), Told(long, "Now"))])
    rows.resize(width, 400)
    rows.resize(width, rows.heightForWidth(width))
    qtbot.waitUntil(partial(_is_whole, rows))


def _is_whole(rows: ChangeList) -> bool:
    return rows.verticalScrollBar().maximum() == 0 == rows.horizontalScrollBar().maximum()
