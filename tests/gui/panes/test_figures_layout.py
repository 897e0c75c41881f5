"""The layout of the figures pane: nothing is cut off, and in a panel nothing moves."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.panes.figures_head import FiguresForm
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.model.report import FindingKind
from tests.gui.panes.figures import (
    WORD,
    ShowMeasures,
    button_of,
    chart_of,
    is_row_visible,
    long_word_measure,
    table_of,
    view_of,
)
from tests.gui.slideshows import process_events
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_force, make_measure
from tests.sample_reading import SampleReading
from tests.sample_report import make_finding

FORTY_SIX: tuple[Row, ...] = tuple((f"Made-up shire {at:02}", 214 - 4 * at, "") for at in range(46))
ON_LAPTOP = (938, 570)
"""The place of the page in a window of 1366 × 696 pixels."""


def controls_of(pane: FiguresPane) -> dict[str, QRect]:
    """Return the places of all visible controls and texts in a pane, by their texts."""
    found: list[QWidget] = [*pane.findChildren(QPushButton), *pane.findChildren(QLabel)]
    found += [*pane.findChildren(ComboBox), *pane.findChildren(QTextEdit)]
    return {
        f"{type(each).__name__} {at}": QRect(each.mapTo(pane, QPoint(0, 0)), each.size())
        for at, each in enumerate(found)
        if each.isVisible()
    }


def body_of(pane: FiguresPane) -> QRect:
    """Return the place of the chart, the table, or what is there before them."""
    return next(
        QRect(each.mapTo(pane, QPoint(0, 0)), each.size())
        for each in pane.findChildren(QWidget)
        if each.isVisible() and isinstance(each.parentWidget(), type(chart_of(pane).parentWidget()))
    )


def fixed_of(pane: FiguresPane) -> dict[str, QRect]:
    """Return the places of what a panel always shows."""
    places = {}
    for text in ("Table", "Copy", "Enlarge  F8"):
        button = button_of(pane, text)
        places[text] = QRect(button.mapTo(pane, QPoint(0, 0)), button.size())
    for label in pane.findChildren(QLabel):
        if label.isVisible():
            places.setdefault(f"label at {label.mapTo(pane, QPoint(0, 0)).y()}", QRect())
    return places


@pytest.mark.parametrize(("scale", "width"), [(1.0, 620), (1.25, 940), (2.0, 620)])
def test_nothing_moves_in_a_panel(
    qtbot: QtBot, style: Look, scale: float, width: int, reading: SampleReading
) -> None:
    style.set_scale(scale)
    measure = make_measure(FORTY_THREE, periods=("2015", "2016"))
    pane = FiguresPane(None, reading)
    qtbot.addWidget(pane)
    findings = (make_finding(1), make_finding(2, FindingKind.FIGURES))
    reading.show(findings, measures=(measure, long_word_measure(2, ("2016",))))
    pane.resize(width, pane.panel_height(width))
    with qtbot.waitExposed(pane):
        pane.show()
    before, top, bottom = fixed_of(pane), pane.rect().top(), pane.rect().bottom()
    pane.attach_chart()
    QApplication.processEvents()
    body = body_of(pane)
    assert top < body.top() < body.bottom() < bottom
    reading.choose(findings[1])
    assert (fixed_of(pane), body_of(pane)) == (before, body)
    reading.set_my_force(make_force("Zulu").name)
    QApplication.processEvents()
    assert (fixed_of(pane), body_of(pane)) == (before, body)
    reading.show_table(True)
    QApplication.processEvents()
    assert (fixed_of(pane), body_of(pane)) == (before, body)
    button_of(pane, "›").click()
    QApplication.processEvents()
    assert (fixed_of(pane), body_of(pane)) == (before, body)


def test_only_the_bars_are_missing_at_the_first_paint(
    qtbot: QtBot, style: Look, reading: SampleReading
) -> None:
    pane = FiguresPane(None, reading)
    qtbot.addWidget(pane)
    reading.show(measures=(make_measure(),))
    pane.resize(940, pane.panel_height(940))
    with qtbot.waitExposed(pane):
        pane.show()
    before = pane.grab().toImage()
    pane.attach_chart()
    QApplication.processEvents()
    after = pane.grab().toImage()
    body = body_of(pane)
    for outside in (
        QRect(0, 0, pane.width(), body.top()),
        QRect(0, body.bottom() + 1, pane.width(), pane.height() - body.bottom() - 1),
    ):
        assert before.copy(outside) == after.copy(outside)
    assert before.copy(body) != after.copy(body)


@pytest.mark.parametrize(("scale", "width"), [(0.8, 480), (1.0, 940), (1.25, 480), (1.25, 1300)])
def test_three_bars_of_a_panel_are_complete(
    show: ShowMeasures, style: Look, scale: float, width: int
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(), form=FiguresForm.PANEL)
    pane.resize(width, pane.panel_height(width))
    QApplication.processEvents()
    assert all(is_row_visible(pane, row) for row in range(3))
    assert chart_of(pane).verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("form", "size", "rows"),
    [
        (FiguresForm.PANEL, (620, 0), FORTY_THREE),
        (FiguresForm.COLUMN, (430, 700), FORTY_THREE),
        (FiguresForm.LINE, (480, 0), THREE),
        (FiguresForm.ENLARGED, (620, 440), AWKWARD),
        (FiguresForm.ENLARGED, (1400, 660), FORTY_THREE),
    ],
    ids=["panel", "column", "line", "enlarged-small", "enlarged"],
)
def test_controls_and_texts_are_inside_and_apart(
    show: ShowMeasures,
    style: Look,
    form: FiguresForm,
    size: tuple[int, int],
    rows: tuple[Row, ...],
) -> None:
    measure = make_measure(rows, periods=("2015", "2016"))._replace(caveat=f"{WORD} and more. " * 3)
    for scale in (0.8, 1.0, 2.0):
        style.set_scale(scale)
        width = round(size[0] * max(1.0, scale))
        pane = show(measure, make_measure(number=2), form=form, size=(width, size[1]))
        process_events()
        places = controls_of(pane)
        for name, place in places.items():
            if not name.startswith("PlainText"):  # these scroll
                assert pane.rect().contains(place), name
        one_line = [place for name, place in places.items() if not name.startswith("PlainText")]
        for at, place in enumerate(one_line):
            assert not any(place.intersects(other) for other in one_line[at + 1 :])
        for button in pane.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width()
        pane.close()


@pytest.mark.parametrize(("scale", "gap"), [(1.0, 6), (2.0, 10)])
def test_label_of_a_choice_is_apart_from_its_buttons(
    show: ShowMeasures, style: Look, scale: float, gap: int
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(periods=("2015", "2016")), form=FiguresForm.ENLARGED, size=(1900, 700))
    process_events()
    for text in ("Sort by", "Period"):
        (label,) = (each for each in pane.findChildren(QLabel) if each.text() == text)
        (choice,) = (each for each in pane.findChildren(FlowRow) if label.parentWidget() is each)
        first = min(button.x() for button in choice.findChildren(QPushButton) if button.isVisible())
        assert first - label.geometry().left() - label.contentsRect().right() - 1 == gap


def test_choices_are_radio_buttons_to_screen_readers(show: ShowMeasures) -> None:
    pane = show(make_measure(periods=("2015", "2016")), form=FiguresForm.ENLARGED, size=(1900, 700))
    for text in ("Sort by", "Period"):
        choices = [
            QAccessible.queryAccessibleInterface(button)
            for button in pane.findChildren(QPushButton)
            if button.accessibleName().startswith(text)
        ]
        assert {each.role() for each in choices} == {QAccessible.Role.RadioButton}
        assert [each.state().checked for each in choices].count(True) == 1


def test_long_word_does_not_widen_pane(show: ShowMeasures, reading: SampleReading) -> None:
    for form in (FiguresForm.PANEL, FiguresForm.COLUMN, FiguresForm.ENLARGED):
        pane = show(make_measure(), form=form)
        before = pane.minimumSizeHint().width()
        reading.show(measures=(long_word_measure(1, (WORD,)),))
        reading.set_my_force(f"9{WORD}")
        assert pane.minimumSizeHint().width() <= before


def test_forty_six_forces_are_on_one_screen_of_a_laptop(show: ShowMeasures) -> None:
    measure = make_measure(FORTY_SIX, periods=("2020", "2021", "2022"))
    pane = show(measure, size=ON_LAPTOP)
    assert all(is_row_visible(pane, row) for row in range(46))
    assert chart_of(pane).verticalScrollBar().maximum() == 0


def test_texts_of_a_column_follow_the_rows_and_many_rows_leave_room_for_them(
    show: ShowMeasures, reading: SampleReading
) -> None:
    pane = show(make_measure(), form=FiguresForm.COLUMN, size=(430, 900))
    for is_table in (False, True):
        reading.show_table(is_table)
        QApplication.processEvents()
        body, note = body_of(pane), view_of(pane, "Note:")
        top = note.mapTo(pane, QPoint(0, 0)).y()
        assert 0 < top - body.bottom() < 30
        assert body.height() < 150
    reading.show_table(False)
    pane.resize(430, 700)
    reading.show(measures=(make_measure(FORTY_THREE),))
    process_events()
    source = view_of(pane, "Source:")
    assert pane.rect().contains(QRect(source.mapTo(pane, QPoint(0, 0)), source.size()))
    assert chart_of(pane).verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("is_table", [False, True], ids=["bars", "table"])
def test_panel_that_became_a_column_looks_like_one(
    show: ShowMeasures, is_table: bool, reading: SampleReading
) -> None:
    pictures = []
    for first in (FiguresForm.COLUMN, FiguresForm.PANEL):
        pane = show(make_measure(), form=first, size=(430, 700))
        reading.show_table(is_table)
        QApplication.processEvents()
        pane.set_form(FiguresForm.COLUMN)
        pane.resize(430, 700)
        pane.focus()
        QApplication.processEvents()
        pictures.append(pane.grab().toImage())
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("form", [FiguresForm.PANEL, FiguresForm.COLUMN, FiguresForm.ENLARGED])
def test_theme_and_text_size_changes_are_applied(
    show: ShowMeasures, style: Look, form: FiguresForm, reading: SampleReading
) -> None:
    pane = show(make_measure(), form=form)
    table = table_of(pane)
    width, height = pane.width(), table.rowHeight(0)
    panel_height = pane.panel_height(width)
    style.choose(ThemeChoice.DARK)
    style.set_scale(2.0)
    if form is FiguresForm.PANEL:
        pane.resize(width, pane.panel_height(width))
        QApplication.processEvents()
    assert table.rowHeight(0) > 1.5 * height
    assert pane.panel_height(width) > 1.5 * panel_height
    reading.show_table(False)
    QApplication.processEvents()
    image = pane.grab().toImage()
    for corner in (body_of(pane).topRight(), pane.rect().bottomLeft() + QPoint(4, -4)):
        assert image.pixelColor(corner).name().upper() == style.theme.ground
