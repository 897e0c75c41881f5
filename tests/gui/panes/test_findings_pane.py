"""The findings pane: list, delegate and filters."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListView, QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.panes.findings_list import FindingsList
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.panes.nothing_found import NothingFound, NothingFoundPage
from briefing_app.gui.widgets import row_painting
from briefing_app.model.report import Finding, FindingKind, Force
from tests.gui.pixels import colours
from tests.sample_report import NORTH, SOUTH, make_finding

Shown = Callable[..., FindingsPane]


@pytest.fixture
def shown(qtbot: QtBot, style: Look) -> Shown:
    """Return a function that shows findings in a pane."""

    def show(findings: tuple[Finding, ...], width: int = 460, height: int = 700) -> FindingsPane:
        pane = FindingsPane()
        qtbot.addWidget(pane)
        pane.resize(width, height)
        pane.set_findings(findings, (NORTH, SOUTH))
        with qtbot.waitExposed(pane):
            pane.show()
        return pane

    return show


def _view(pane: FindingsPane) -> QListView:
    view = pane.findChild(FindingsList)
    assert isinstance(view, FindingsList)
    return view


def _rows(pane: FindingsPane) -> int:
    return _view(pane).model().rowCount()


def _middle(view: QListView) -> QPoint:
    """Return the middle of the selected row, or (-1, -1) before it is laid out."""
    rect = view.visualRect(view.currentIndex())
    return rect.center() if rect.isValid() else QPoint(-1, -1)


def _button(pane: FindingsPane, start: str) -> QPushButton:
    return next(b for b in pane.findChildren(QPushButton) if b.text().startswith(start))


def _show_all(pane: FindingsPane) -> QPushButton:
    buttons = pane.findChildren(QPushButton)
    return next(each for each in buttons if each.accessibleName() == "Show all 6 findings")


def test_first_finding_is_selected_at_first(
    qtbot: QtBot, style: Look, findings: tuple[Finding, ...]
) -> None:
    pane = FindingsPane()
    qtbot.addWidget(pane)
    with qtbot.waitSignal(pane.finding_selected) as emitted:
        pane.set_findings(findings, ())
    assert emitted.args == [findings[0]]


def test_down_selects_next_finding(
    qtbot: QtBot, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    pane.focus()
    with qtbot.waitSignal(pane.finding_selected) as emitted:
        QTest.keyClick(_view(pane), Qt.Key.Key_Down)
    assert emitted.args == [findings[1]]


def test_scrolling_paints_no_row_that_stays_in_view(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = shown(tuple(make_finding(number) for number in range(1, 41)))
    view = _view(pane)
    in_view = view.indexAt(view.viewport().rect().bottomLeft()).row()
    view.setCurrentIndex(view.model().index(in_view, 0))
    QApplication.processEvents()
    painted: list[QRect] = []
    paint = row_painting.paint_row_background

    def count(painter: QPainter, rect: QRect, **more: bool) -> None:
        painted.append(rect)
        paint(painter, rect, **more)

    monkeypatch.setattr(row_painting, "paint_row_background", count)
    before = view.verticalScrollBar().value()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert view.verticalScrollBar().value() > before
    # The row that was selected, the one that is now, and one that was partly hidden.
    assert 1 < len(painted) <= 3 < in_view


@pytest.mark.parametrize("theme", list(ThemeChoice)[1:])
def test_list_has_the_ground_of_the_theme_below_its_rows(
    shown: Shown, style: Look, theme: ThemeChoice
) -> None:
    pane = shown((make_finding(1),))
    style.choose(theme)
    QApplication.processEvents()
    picture = _view(pane).viewport().grab().toImage()
    assert picture.pixelColor(50, picture.height() - 5) == style.colour("surface")


def test_kind_button_filters_list_and_shows_count(
    qtbot: QtBot, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    button = _button(pane, "Good practice")
    assert button.text() == "Good practice 1"
    with qtbot.waitSignal(pane.filter_changed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pane.kind is FindingKind.GOOD_PRACTICE
    assert pane.selected is findings[2]
    assert _rows(pane) == 1


def test_kind_without_findings_has_no_button(shown: Shown, findings: tuple[Finding, ...]) -> None:
    pane = shown(findings[:2])
    assert _button(pane, "Next step").isHidden()
    assert not _button(pane, "Concern").isHidden()


def test_filter_keeps_selection_that_passes_it(
    qtbot: QtBot, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    pane.select(findings[2])
    with qtbot.assertNotEmitted(pane.finding_selected):
        pane.set_force(NORTH)
    assert pane.selected is findings[2]


def test_search_without_results_keeps_the_finding_that_is_read(
    qtbot: QtBot, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    pane.select(findings[2])
    nothing = NothingFound("Nothing found for “x”.")
    with qtbot.assertNotEmitted(pane.finding_selected):
        pane.set_search(frozenset(), ("x",), nothing_found=nothing)
        assert _rows(pane) == 0
        pane.set_search(None, ())
    assert pane.selected is findings[2]
    assert _view(pane).currentIndex().row() == 2


def test_nothing_found_is_said_in_the_place_of_the_list(
    qtbot: QtBot, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    nothing = NothingFound("Nothing found for “finging”.", "finding", "6 findings, 1 quote")
    pane.set_search(frozenset(), ("finging",), nothing_found=nothing)
    assert not _view(pane).isVisible()
    page = pane.findChildren(NothingFoundPage)[0]
    assert page.isVisible()
    (suggestion,) = (
        each for each in page.findChildren(QPushButton) if each.accessibleDescription()
    )
    assert suggestion.accessibleName() == "Did you mean finding?"
    assert suggestion.accessibleDescription() == "6 findings, 1 quote"
    pane.focus()
    assert suggestion.hasFocus()
    with qtbot.waitSignal(pane.search_requested) as emitted:
        QTest.mouseClick(suggestion, Qt.MouseButton.LeftButton)
    assert emitted.args == ["finding"]
    with qtbot.waitSignal(pane.clear_requested):
        QTest.mouseClick(_show_all(pane), Qt.MouseButton.LeftButton)
    pane.set_search(None, ())
    assert _view(pane).isVisible()


def test_without_a_suggestion_the_focus_is_on_all_findings(
    shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    pane.set_search(frozenset(), ("x",), nothing_found=NothingFound("Nothing found."))
    pane.focus()
    assert _show_all(pane).hasFocus()


def test_show_all_link_is_visible_only_while_filtered(
    qtbot: QtBot, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    link = _button(pane, "Show all")
    assert link.isHidden()
    pane.set_search(frozenset({1}), ("one",))
    assert not link.isHidden()
    with qtbot.waitSignal(pane.clear_requested):
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)


def test_choosing_force_filters_list(
    qtbot: QtBot, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    box = pane.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    with qtbot.waitSignal(pane.filter_changed):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_End)
        QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert pane.force == SOUTH
    assert _rows(pane) == 1


def test_forces_with_same_short_name_use_full_names(
    qtbot: QtBot, style: Look, findings: tuple[Finding, ...]
) -> None:
    upper, lower = Force(8, "Upper Vale Police", "Vale"), Force(9, "Lower Vale Police", "Vale")
    pane = FindingsPane()
    qtbot.addWidget(pane)
    pane.set_findings(findings, (NORTH, upper, lower))
    box = pane.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == [
        *("All forces", "Lower Vale Police", "Northern", "Upper Vale Police")
    ]
    pane.set_force(lower)
    assert box.currentText() == "Lower Vale Police"


def test_my_force_label_uses_full_name_if_short_name_is_shared(qtbot: QtBot, style: Look) -> None:
    upper, lower = Force(8, "Upper Vale Police", "Vale"), Force(9, "Lower Vale Police", "Vale")
    pictures = []
    for forces in ((lower,), (upper, lower)):
        pane = FindingsPane()
        qtbot.addWidget(pane)
        pane.resize(460, 300)
        pane.set_findings((make_finding(1, forces=(lower,)),), forces)
        pane.set_my_force(lower)
        pictures.append(_view(pane).grab().toImage())
    assert pictures[0] != pictures[1]


def test_setting_same_filter_again_does_not_refilter(
    qtbot: QtBot, shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    pane.set_kind(FindingKind.GOOD_PRACTICE)
    pane.set_force(NORTH)
    model = _view(pane).model()
    with qtbot.assertNotEmitted(model.modelReset):
        pane.set_kind(FindingKind.GOOD_PRACTICE)
        pane.set_force(NORTH)
    with qtbot.waitSignal(model.modelReset):
        pane.set_force(None)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_long_word_does_not_widen_pane(qtbot: QtBot, style: Look, scale: float) -> None:
    style.set_scale(scale)
    word = "Unbreakable" * 18
    force = Force(9, word, word)
    widths = []
    for findings, forces in (
        ((make_finding(1, caution="Look it up.", forces=(NORTH,)),), (NORTH,)),
        ((make_finding(1, headline=word, caution=word, forces=(force,)),), (force,)),
    ):
        pane = FindingsPane()
        qtbot.addWidget(pane)
        pane.set_findings(findings, forces)
        pane.set_my_force(forces[0])
        pane.set_force(forces[0])
        with qtbot.waitExposed(pane):
            pane.show()
        view = _view(pane)
        assert view.visualRect(view.model().index(0, 0)).width() == view.viewport().width()
        widths.append(pane.minimumSizeHint().width())
    assert widths[0] == widths[1]


def test_markup_in_headline_is_shown_as_text(shown: Shown) -> None:
    pane = shown((make_finding(1, headline="<b>bold</b> & <img src='x.png'>"),))
    assert _view(pane).model().index(0, 0).data() == "<b>bold</b> & <img src='x.png'>"


def test_headline_takes_at_most_three_lines(shown: Shown) -> None:
    short = make_finding(1, headline="Short")
    three = make_finding(2, headline="word " * 30)
    endless = make_finding(3, headline="word " * 400)
    pane = shown((short, three, endless))
    view = _view(pane)
    heights = [view.visualRect(view.model().index(row, 0)).height() for row in range(3)]
    assert heights[0] < heights[1] == heights[2]


def test_row_height_is_same_with_and_without_scroll_bar(shown: Shown) -> None:
    many = tuple(make_finding(n, headline="i " * (36 + n)) for n in range(1, 30))
    for width in (400, 410, 420):
        panes = shown(many[:7], width), shown(many, width)
        few, all_of_them = map(_view, panes)
        all_of_them.doItemsLayout()
        assert few.verticalScrollBar().maximum() == 0 < all_of_them.verticalScrollBar().maximum()
        for row in range(7):
            one, other = (
                view.visualRect(view.model().index(row, 0)) for view in (few, all_of_them)
            )
            assert one.height() == other.height()
            assert one.right() + 1 == few.viewport().width() > other.right()


def test_rows_do_not_overlap_at_any_text_size(
    shown: Shown, style: Look, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    view = _view(pane)
    for scale in (0.8, 1.5, 2.0):
        style.set_scale(scale)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        rects = [view.visualRect(view.model().index(row, 0)) for row in range(len(findings))]
        assert all(a.bottom() < b.top() for a, b in pairwise(rects))
        assert all(rect.width() <= view.viewport().width() for rect in rects)


def test_search_terms_are_highlighted_in_rows(
    shown: Shown, style: Look, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    assert style.theme.mark not in colours(pane.grab().toImage())
    pane.set_search(frozenset({1, 2}), ("finding",))
    assert style.theme.mark in colours(pane.grab().toImage())


@pytest.mark.parametrize("kind", FindingKind)
def test_row_has_band_of_its_kind_selected_or_not(
    shown: Shown, style: Look, kind: FindingKind
) -> None:
    pane = shown((make_finding(1, kind), make_finding(2, kind)))
    view = _view(pane)
    image = view.viewport().grab().toImage()
    ink, _ = style.theme.kind_colours(kind)
    for row in range(2):
        middle = view.visualRect(view.model().index(row, 0)).center().y()
        assert image.pixelColor(1, middle).name().upper() == ink


def test_findings_about_my_force_are_marked(
    shown: Shown, style: Look, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    view = _view(pane)
    third = view.visualRect(view.model().index(2, 0)).translated(view.mapTo(pane, QPoint()))
    before = pane.grab(third).toImage()
    pane.set_my_force(NORTH)
    assert pane.grab(third).toImage() != before
    pane.set_my_force(SOUTH)
    assert pane.grab(third).toImage() == before


def test_delegate_paints_right_rows_through_proxy_model(
    shown: Shown, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    view = _view(pane)
    second = view.grab(view.visualRect(view.model().index(1, 0))).toImage()
    third = view.grab(view.visualRect(view.model().index(2, 0))).toImage()
    assert second != third
    proxy = QSortFilterProxyModel(view)
    proxy.setFilterRegularExpression("number [^2]")
    proxy.setSourceModel(view.model())
    view.setModel(proxy)
    view.setCurrentIndex(proxy.index(0, 0))
    view.doItemsLayout()
    assert proxy.rowCount() == len(findings) - 1
    assert view.grab(view.visualRect(proxy.index(1, 0))).toImage() == third


def test_theme_change_recolours_rows_at_once(
    shown: Shown, style: Look, findings: tuple[Finding, ...]
) -> None:
    pane = shown(findings)
    style.choose(ThemeChoice.DARK)
    seen = colours(pane.grab().toImage().copy(_view(pane).geometry()))
    assert {style.theme.surface, style.theme.accent_soft, style.theme.concern} <= seen


def test_end_key_reaches_last_of_many_findings(qtbot: QtBot, shown: Shown) -> None:
    many = tuple(make_finding(n) for n in range(1, 2001))
    pane = shown(many)
    view = _view(pane)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert pane.selected is many[-1]
    qtbot.waitUntil(lambda: view.viewport().rect().contains(_middle(view)))


def test_selection_stays_when_search_ends(qtbot: QtBot, shown: Shown) -> None:
    many = tuple(make_finding(n) for n in range(1, 1001))
    pane = shown(many)
    view = _view(pane)
    pane.set_search(frozenset({700, 800}), ("one",))
    assert pane.selected is many[699]
    pane.set_search(None, ())
    assert pane.selected is many[699]
    qtbot.waitUntil(lambda: view.viewport().rect().contains(_middle(view)))


def test_kind_counts_follow_search_and_force(shown: Shown, findings: tuple[Finding, ...]) -> None:
    pane = shown(findings)
    ids = frozenset(finding.id for finding in findings[1:5])
    pane.set_search(ids, ("needle",))
    pane.set_kind(FindingKind.FIGURES)
    assert [_button(pane, name).text() for name in ("All", "Concerns", "Good practice")] == [
        "All 4",
        "Concerns 1",
        "Good practice 1",
    ]
    pane.set_force(NORTH)
    assert _button(pane, "Figures").text() == "Figures 0"
    assert _button(pane, "Figures").accessibleName() == "Figures, 0 findings"
    pane.set_force(None)
    pane.set_search(None, ())
    assert _button(pane, "All").text() == "All 6"


def test_row_higher_than_list_is_scrolled_to_its_end_by_keyboard(shown: Shown, style: Look) -> None:
    style.set_scale(2.0)
    findings = tuple(make_finding(at, headline="Several words in a row " * 9) for at in (1, 2, 3))
    pane = shown(findings, 408, 300)
    view = _view(pane)
    pane.focus()
    height, row_height = view.viewport().height(), view.visualRect(view.currentIndex()).height()
    assert height < row_height
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        scrolled: dict[int, list[int]] = {}  # by row: how much of it is above the list
        for _ in range(20):
            row = view.currentIndex()
            scrolled.setdefault(row.row(), []).append(-view.visualRect(row).top())
            QTest.keyClick(view, key)
        for amounts in scrolled.values():
            assert all(abs(after - before) <= height for before, after in pairwise(amounts))
        if key is Qt.Key.Key_Down:
            assert {max(amounts) + height for amounts in scrolled.values()} == {row_height}
        assert {min(amounts) for amounts in scrolled.values()} == {0}
        assert set(scrolled) == {0, 1, 2}


@pytest.mark.parametrize("change", ["text-size", "height", "width"])
def test_selected_row_stays_in_view(qtbot: QtBot, shown: Shown, style: Look, change: str) -> None:
    pane = shown(tuple(make_finding(at, headline="Several words " * 6) for at in range(1, 30)))
    view = _view(pane)
    pane.step(5)
    before = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(before)
    if change == "text-size":
        style.set_scale(1.75)
    else:
        pane.resize(*((460, 420) if change == "height" else (240, 700)))

    def is_in_view() -> bool:
        row = view.visualRect(view.currentIndex())
        is_changed = change == "height" or row.height() > before.height()
        return is_changed and view.viewport().rect().contains(row)

    qtbot.waitUntil(is_in_view)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    away = view.verticalScrollBar().value()
    pane.resize(pane.width(), pane.height() - 20)
    QApplication.processEvents()
    assert view.verticalScrollBar().value() >= away


def test_quiet_button_has_room_for_its_bold_text_after_a_change_of_size(
    shown: Shown, style: Look
) -> None:
    pane = shown((make_finding(1), make_finding(2)))
    pane.set_force(NORTH)
    style.set_scale(2.0)
    QApplication.processEvents()  # Qt arranges the buttons before it paints
    button = _button(pane, "Show all findings")
    width, bold = button.width(), QFont(button.font())
    bold.setWeight(QFont.Weight.DemiBold)
    button.setFont(bold)
    assert width >= button.sizeHint().width()
