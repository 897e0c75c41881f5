"""The layout of the figures pane: nothing is cut off, and the page scrolls."""

from functools import partial
from itertools import pairwise
from math import ceil

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QSplitter,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.charts import bar_chart
from briefing_app.gui.charts.window_layout import WindowLayout, lay_out_in_window
from briefing_app.gui.look import Look, TextRole, ThemeChoice
from briefing_app.gui.panes.figures_pane import FiguresPane
from briefing_app.gui.widgets.text_layout import wrap_text
from briefing_app.model.charts import BarChart
from briefing_app.model.report import Force
from tests.conftest import MakeWindow
from tests.gui.panes.figures import (
    VIEW_BOX,
    WORD,
    ShowMeasures,
    area_of,
    box_of,
    button_of,
    cells_of,
    chart_of,
    has_complete_figures,
    is_row_visible,
    is_settled,
    long_word_measure,
    page_of,
    table_of,
    view_of,
    views_of,
)
from tests.gui.slideshows import process_events
from tests.sample_measures import AWKWARD, FORTY_THREE, THREE, Row, make_measure


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("rows", [THREE, AWKWARD, FORTY_THREE], ids=len)
def test_nothing_is_cut_off_in_any_view(
    qtbot: QtBot, show: ShowMeasures, style: Look, scale: float, rows: tuple[Row, ...]
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(rows, periods=("2015", "2016")))
    box = box_of(pane, VIEW_BOX)
    for view in (2, 3):
        box.setCurrentIndex(view)
        box.activated.emit(view)
        for size in ((480, 300), (760, 490)):
            pane.resize(*size)
            for tabular in (False, True):
                body: QAbstractScrollArea = table_of(pane) if tabular else chart_of(pane)
                pane.show_table(tabular)
                qtbot.waitUntil(partial(is_settled, pane, body))


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("rows", [THREE, AWKWARD, FORTY_THREE], ids=len)
def test_nothing_is_cut_off_and_at_most_one_part_scrolls(
    qtbot: QtBot, show: ShowMeasures, style: Look, scale: float, rows: tuple[Row, ...]
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(rows))
    for size in ((560, 230), (480, 300), (760, 490), (1400, 660)):
        pane.resize(*size)
        for tabular in (False, True):
            body: QAbstractScrollArea = table_of(pane) if tabular else chart_of(pane)
            pane.show_table(tabular)
            # Qt lays out in several turns of its event loop.
            qtbot.waitUntil(partial(is_settled, pane, body))


def test_chart_has_its_room_again_after_table_was_shown(qtbot: QtBot, show: ShowMeasures) -> None:
    pane = show(make_measure(), size=(600, 290))
    chart, page = chart_of(pane), page_of(pane)
    qtbot.waitUntil(partial(is_settled, pane, chart))
    before = page.minimumSizeHint()
    table = table_of(pane)
    qtbot.waitUntil(partial(is_settled, pane, table))
    assert page.minimumSizeHint().height() > before.height()
    pane.show_table(False)
    qtbot.waitUntil(partial(is_settled, pane, chart))
    assert page.minimumSizeHint() == before
    assert area_of(pane).verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(480, 600), (760, 900)], ids=str)
def test_long_word_is_not_cut_off(
    qtbot: QtBot, show: ShowMeasures, style: Look, scale: float, size: tuple[int, int]
) -> None:
    style.set_scale(scale)
    spans = (f"2015{WORD}", f"2016{WORD}")
    pane = show(long_word_measure(1, spans), long_word_measure(2, spans), size=size)
    pane.set_my_force(Force(9, f"9{WORD}", WORD))
    heading = next(
        label for label in pane.findChildren(QLabel) if label.text() == "The report’s figures"
    )
    boxes = [box_of(pane, "What was counted"), box_of(pane, VIEW_BOX)]
    assert all(box.isVisible() for box in boxes)
    for one, other in pairwise([heading, *boxes]):
        assert not one.geometry().intersects(other.geometry())
    assert boxes[-1].mapTo(pane, boxes[-1].rect().bottomRight()).x() < pane.width()
    body: QAbstractScrollArea = chart_of(pane)
    qtbot.waitUntil(partial(is_settled, pane, body))
    table = table_of(pane)
    qtbot.waitUntil(partial(is_settled, pane, table))
    assert sum(WORD in view.toPlainText() for view in views_of(pane)) == 4
    heading_width = table.horizontalHeader().sectionSizeHint(2)
    assert table.columnWidth(2) <= max(0.3 * table.viewport().width() + 1, heading_width)
    font = style.font(TextRole.SECTION)
    for row, cells in enumerate(cells_of(table)):
        for column, text in enumerate(cells):
            cell = table.visualRect(table.model().index(row, column)).adjusted(
                *(style.px(by) for by in (8, 5, -8, -5))
            )
            lines = wrap_text(str(text), font, cell.width())
            assert ceil(lines.boundingRect().height()) <= cell.height()


def test_chart_is_laid_out_only_at_its_final_width(
    show: ShowMeasures, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[int] = []

    def record_layout(
        chart: BarChart, size: QSize, scroll_bar: int, columns: int = 1
    ) -> WindowLayout:
        layout = lay_out_in_window(chart, size, scroll_bar, columns)
        if layout.rows:
            widths.append(size.width())
        return layout

    monkeypatch.setattr(bar_chart, "lay_out_in_window", record_layout)
    show(make_measure(FORTY_THREE))
    process_events()
    assert widths
    assert all(width > 700 for width in widths)


def test_long_word_does_not_widen_pane(show: ShowMeasures) -> None:
    long, short = show(long_word_measure(1, (WORD,))), show(make_measure())
    assert long.minimumSizeHint().width() <= short.minimumSizeHint().width()


def test_three_bars_are_visible_in_smallest_window(show: ShowMeasures) -> None:
    pane = show(make_measure(), size=(560, 230))
    assert is_row_visible(pane, 2)


def test_three_bars_are_visible_at_150_percent(
    qtbot: QtBot, style: Look, make_window: MakeWindow
) -> None:
    style.set_scale(1.5)
    window = make_window()
    window.resize_with_default_panes(QSize(1280, 1000))
    window.open(BUNDLED_BRIEFING)
    with qtbot.waitExposed(window):
        window.show()
    window.add_figures()
    (pane,) = window.findChildren(FiguresPane)
    qtbot.waitUntil(lambda: area_of(pane).verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: all(is_row_visible(pane, row) for row in range(3)))


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("rows", [THREE, FORTY_THREE], ids=len)
def test_no_figure_is_cut_off_when_scroll_bars_come_and_go(
    show: ShowMeasures, style: Look, scale: float, rows: tuple[Row, ...]
) -> None:
    style.set_scale(scale)
    pane = show(make_measure(rows))
    for height in (*range(200, 500, 20), *range(490, 200, -20)):
        pane.resize(600, height)
        process_events()
        assert has_complete_figures(chart_of(pane))


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1024, 640), 1.0), ((1100, 700), 1.0), ((1280, 800), 1.25), ((1920, 1080), 1.5)],
    ids=str,
)
def test_window_shows_complete_figures_from_the_start(
    qtbot: QtBot, style: Look, make_window: MakeWindow, size: tuple[int, int], scale: float
) -> None:
    style.set_scale(scale)
    window = make_window()
    window.resize_with_default_panes(QSize(*size))
    window.open(BUNDLED_BRIEFING)
    with qtbot.waitExposed(window):
        window.show()
    window.add_figures()
    process_events()
    (pane,) = window.findChildren(FiguresPane)
    assert has_complete_figures(chart_of(pane))


def test_chart_changed_while_hidden_has_right_scroll_bar(
    show: ShowMeasures,
) -> None:
    pane = show(make_measure(THREE))
    for rows in (FORTY_THREE, THREE):
        pane.show_table(True)
        pane.set_measures((make_measure(rows),))
        pane.show_table(False)
        process_events()
        assert has_complete_figures(chart_of(pane))


def test_page_scrolls_to_focused_row(show: ShowMeasures) -> None:
    pane = show(make_measure(FORTY_THREE), size=(560, 190))
    for body in (chart_of(pane), table_of(pane)):
        pane.show_table(isinstance(body, QTableView))
        area_of(pane).verticalScrollBar().setValue(0)
        QApplication.processEvents()
        pane.focus()
        QTest.keyClick(body, Qt.Key.Key_Home)
        QTest.keyClick(
            body,
            Qt.Key.Key_End,
            Qt.KeyboardModifier.ControlModifier
            if isinstance(body, QTableView)
            else Qt.KeyboardModifier.NoModifier,
        )
        bar = area_of(pane).verticalScrollBar()
        assert bar.maximum() > 0
        assert bar.value() > bar.maximum() // 2


@pytest.mark.parametrize("tabular", [False, True], ids=["chart", "table"])
@pytest.mark.parametrize("row", [0, 2])
def test_moving_focus_to_figures_scrolls_to_current_row(
    show: ShowMeasures, style: Look, tabular: bool, row: int
) -> None:
    style.set_scale(2.0)
    pane = show(make_measure(), size=(420, 260))
    body: QAbstractScrollArea = table_of(pane) if tabular else chart_of(pane)
    pane.show_table(tabular)
    process_events()
    pane.focus()
    QTest.keyClick(body, Qt.Key.Key_Home)
    for _ in range(row):
        QTest.keyClick(body, Qt.Key.Key_Down)
    button_of(pane, "Copy").setFocus()
    bar = area_of(pane).verticalScrollBar()
    for away in (bar.minimum(), bar.maximum()):
        bar.setValue(away)
        pane.focus()
        viewport = area_of(pane).viewport()
        shown = (
            body.visualRect(body.currentIndex())
            if isinstance(body, QTableView)
            else chart_of(pane).row_rect(row)
        )
        inside = body.viewport().mapTo(viewport, shown.topLeft())
        assert viewport.rect().contains(inside.x(), inside.y())
        assert viewport.rect().contains(inside.x(), inside.y() + shown.height() - 1)
        button_of(pane, "Copy").setFocus()


def test_page_takes_focus_only_if_it_scrolls(qtbot: QtBot, show: ShowMeasures, style: Look) -> None:
    assert area_of(show(make_measure())).focusPolicy() is Qt.FocusPolicy.NoFocus
    small = show(make_measure(), size=(560, 200))
    assert area_of(small).focusPolicy() is Qt.FocusPolicy.TabFocus
    area_of(small).setFocus()
    qtbot.waitUntil(area_of(small).hasFocus)
    edge = area_of(small).mapTo(small, QPoint(0, 20))
    assert small.grab().toImage().pixelColor(edge).name().upper() == style.theme.accent


def test_fonts_stay_when_pane_is_reparented(qtbot: QtBot, style: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    pane = FiguresPane(window)
    pane.set_measures((make_measure(),))
    splitter = QSplitter(window)
    splitter.addWidget(pane)
    with qtbot.waitExposed(window):
        window.show()
    for text, role in (
        ("Bravo has more than the others", TextRole.CHART_TITLE),
        ("Note: Counts, not rates.", TextRole.SMALL),
        ("The report’s figures", TextRole.SMALL),
    ):
        shown: list[QWidget] = [
            view for view in views_of(pane) if view.toPlainText().startswith(text)
        ]
        shown += [label for label in pane.findChildren(QLabel) if label.text() == text]
        (widget,) = shown
        assert widget.font().pixelSize() == style.font(role).pixelSize()
        assert widget.font().bold() == style.font(role).bold()


def test_theme_and_text_size_changes_are_applied(pane: FiguresPane, style: Look) -> None:
    table = table_of(pane)
    height = table.rowHeight(0)
    style.choose(ThemeChoice.DARK)
    style.set_scale(2.0)
    title = view_of(pane, "Bravo")
    assert title.font().pixelSize() == style.font(TextRole.CHART_TITLE).pixelSize()
    assert table.rowHeight(0) > 1.5 * height
    image = pane.grab().toImage()
    corner = table.viewport().mapTo(pane, table.viewport().rect().bottomRight())
    assert image.pixelColor(corner).name().upper() == style.theme.surface
