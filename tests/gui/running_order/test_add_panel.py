"""Adding findings and quotes to the running order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from briefing_app.gui.running_order.add_panel import AddableModel
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.slide_rows import ROW_ROLE
from briefing_app.model.report import Finding, Quote, SlideKind
from briefing_app.model.running_order import RunningOrder, addable_items, addable_slide
from briefing_app.model.search import terms
from briefing_app.model.slide_builder import (
    SlideMarks,
    briefing_slides,
    finding_slide,
)
from briefing_app.model.slides import Slide
from tests.gui.running_order.running_orders import (
    FINDINGS,
    ORIGINAL,
    REPORT,
    ShowDialog,
    accessible_texts_of,
    add_list_of,
    choose,
    click,
    labels_of,
    names_of,
    order_of,
    rows_of,
    table_of,
)
from tests.sample_report import make_entry, make_finding, make_report


def test_add_panel_lists_what_order_does_not_show(dialog: RunningOrderDialog) -> None:
    dialog.editor.select(2)
    dialog.editor.toggle()
    choose(dialog, "What to add", "Finding, quote, question or chart")
    assert [row.partition(":")[0] for row in rows_of(add_list_of(dialog))] == [
        *("Finding 2", "Finding 3", "Finding 4", "Quote 2")
    ]
    texts = rows_of(add_list_of(dialog), Qt.ItemDataRole.AccessibleTextRole)
    assert [". Left out" in row for row in texts] == [True, False, False, False]
    assert "4 of 4 that can be added" in labels_of(dialog)


def test_added_slide_follows_selected_one_and_is_selected(dialog: RunningOrderDialog) -> None:
    dialog.editor.select(1)
    dialog.show_add_panel()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    added = SlideMarks(REPORT).on(finding_slide(FINDINGS[2]))
    assert order_of(dialog) == ORIGINAL.add(added, 2)
    assert table_of(dialog).currentIndex().row() == 2
    assert accessible_texts_of(dialog)[2].startswith("Slide 3 of 6. Finding 3. Concern. ")
    assert accessible_texts_of(dialog)[2].endswith(". Added for today")
    assert "Finding 3" not in " ".join(rows_of(add_list_of(dialog)))


def test_several_slides_can_be_added_in_a_row(dialog: RunningOrderDialog) -> None:
    dialog.show_add_panel()
    line, view = dialog.focusWidget(), add_list_of(dialog)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert names_of(order_of(dialog)) == ["Title", "Finding 4", *names_of(ORIGINAL)[1:]]
    assert dialog.focusWidget() is line
    view.setFocus()
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert len(order_of(dialog).items) == len(ORIGINAL.items) + 3
    assert "Everything in the briefing is in the running order." in labels_of(dialog)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ty", ["Finding 4"]),
        ("TRAINS of", ["Finding 4"]),
        ("rains", []),
        ("quote", ["Quote 2"]),
        ("speaker", ["Quote 2"]),
        ("3", ["Finding 3"]),
        ("!", ["Finding 3", "Finding 4", "Quote 2"]),
    ],
)
def test_search_finds_starts_of_words(typed: str, found: list[str]) -> None:
    model = AddableModel(REPORT)
    model.set_order(ORIGINAL, terms(typed))
    assert _names(model) == found


def test_what_was_found_is_counted_and_the_next_search_starts_empty(
    dialog: RunningOrderDialog,
) -> None:
    dialog.show_add_panel()
    QTest.keyClicks(dialog.focusWidget(), "trains")
    assert "1 of 3 that can be added" in labels_of(dialog)
    click(dialog, "Back")
    dialog.show_add_panel()
    line = dialog.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == ""
    assert len(rows_of(add_list_of(dialog))) == 3
    QTest.keyClicks(line, "nowhere")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "Nothing matches." in labels_of(dialog)
    assert order_of(dialog) == ORIGINAL


def test_escape_closes_add_panel_before_dialog(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    dialog.show_add_panel()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.focusWidget() is table_of(dialog)
    assert not add_list_of(dialog).isVisible()
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)


def test_ctrl_z_in_search_field_undoes_typing_only(dialog: RunningOrderDialog) -> None:
    dialog.editor.toggle()
    before = order_of(dialog)
    dialog.show_add_panel()
    line = dialog.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "words")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert order_of(dialog) == before
    assert line.text() == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [("a", [1, 2]), ("a-b", [1, 2]), ("b-a", [1, 2]), ("b-a-b", [1]), ("a-c", [2])],
)
def test_words_joined_by_hyphen_match_as_phrase(typed: str, found: list[int]) -> None:
    texts = {1: "a b a b", 2: "a b, a c"}
    findings = [make_finding(number, headline=text) for number, text in texts.items()]
    model = AddableModel(make_report(tuple(findings)))
    model.set_order(RunningOrder(()), terms(typed))
    assert _names(model) == [f"Finding {number}" for number in found]


def _names(model: AddableModel) -> list[str]:
    return [model.index(row).data(ROW_ROLE).slide.name for row in range(model.rowCount())]


def test_only_visible_addable_slides_are_made_until_they_are_searched(
    show_dialog: ShowDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 3001))
    report = make_report(findings, running_order=(make_entry(1, SlideKind.TITLE),))
    made: list[str] = []

    def make(key: str, what: Finding | Quote) -> Slide:
        made.append(key)
        return addable_slide(key, what)

    monkeypatch.setattr("briefing_app.gui.running_order.add_panel.addable_slide", make)
    dialog = show_dialog(RunningOrder.of(briefing_slides(report)), report)
    dialog.show_add_panel()
    dialog.grab()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert names_of(order_of(dialog)) == ["Title", "Finding 1"]
    assert 0 < len(made) < 300
    QTest.keyClicks(dialog.focusWidget(), "299")
    assert len(made) < 3300  # each was indexed once
    QTest.keyClicks(dialog.focusWidget(), "9")
    assert rows_of(add_list_of(dialog)) == ["Finding 2999: Finding number 2999"]


@given(st.sets(st.integers(0, 4)), st.sets(st.integers(0, 11)))
def test_what_the_order_does_not_show_can_be_added(left_out: set[int], added: set[int]) -> None:
    addable = addable_items(REPORT)
    slides = [addable_slide(key, item) for key, item in addable.items()]
    order = ORIGINAL
    for at in left_out:
        order = order.set_shown(at, shown=False)
    for at in added:
        order = order.add(slides[at % len(slides)], 0)
    model = AddableModel(REPORT)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    shown = {slide.key for slide in order.slides}
    assert model.set_order(order, ()) == len(addable.keys() - shown)
    rows = [model.index(row).data(ROW_ROLE) for row in range(model.rowCount())]
    assert [row.slide.key for row in rows] == [key for key in addable if key not in shown]
    existing = {item.made.key for item in order.items}
    assert all(row.item.is_shown == (row.slide.key not in existing) for row in rows)
    assert tester is not None
