"""The window where a presenter prepares the order for one occasion."""

from collections.abc import Callable
from typing import Any
from warnings import catch_warnings, simplefilter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QDrag, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.model import AddableModel, OrderModel
from briefing_app.gui.running_order.slide_list import OrderList, pull
from briefing_app.gui.style import Style, ThemeChoice
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.report import Finding, Quote, Report, SlideKind
from briefing_app.model.running_order import RunningOrder, addable_items, addable_slide
from briefing_app.model.search import terms
from briefing_app.model.slides import Slide, briefing_slides, finding_slide, quote_slide
from tests.gui.slideshows import press
from tests.sample_measures import make_measure
from tests.sample_report import make_entry, make_finding, make_quote, make_report

Shown = Callable[..., RunningOrderDialog]

_QUOTES = tuple(make_quote(number) for number in (1, 2))
_FINDINGS = (
    make_finding(1, detail="In plain words.", excerpt="few words"),
    make_finding(2, caution="Look it up."),
    make_finding(3, headline="<b>Bold</b> & <img src='x.png'>"),
    make_finding(4, headline="Of trains and tŷ"),
)
_REPORT = make_report(
    _FINDINGS,
    _QUOTES,
    (make_measure(),),
    (
        make_entry(1, SlideKind.TITLE),
        make_entry(2, _FINDINGS[0], notes="Say this."),
        make_entry(3, _FINDINGS[1]),
        make_entry(4, make_measure(), reveal=True),
        make_entry(5, _QUOTES[0]),
    ),
)
_SLIDES = briefing_slides(_REPORT)
_OWN = RunningOrder.of(_SLIDES)


@pytest.fixture
def shown(qtbot: QtBot, style: Style) -> Shown:
    """A function that opens the window on an order."""
    window = QWidget()  # it lives longer: a closed pane deletes itself
    qtbot.addWidget(window)

    def show(order: RunningOrder = _OWN, report: Report = _REPORT) -> RunningOrderDialog:
        pane = RunningOrderDialog(report, briefing_slides(report), order, style, window)
        with qtbot.waitExposed(pane):
            pane.show()
        return pane

    return show


@pytest.fixture
def pane(shown: Shown) -> RunningOrderDialog:
    """The window on the briefing's own order, its first slide chosen."""
    return shown()


def _view(pane: RunningOrderDialog, name: str = "Running order") -> QListView:
    return next(view for view in pane.findChildren(QListView) if view.accessibleName() == name)


def _addable(pane: RunningOrderDialog) -> QListView:
    return _view(pane, "Findings and quotes that can be added")


def _press(pane: RunningOrderDialog, start: str) -> None:
    button = next(
        button
        for button in pane.findChildren(QPushButton)
        if button.text().startswith(start) and button.isVisible()
    )
    button.click()


def _names(order: RunningOrder) -> list[str]:
    return [item.slide.name for item in order.items]


def _rows(view: QListView, role: int = Qt.ItemDataRole.DisplayRole) -> list[Any]:
    model = view.model()
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def _spoken(pane: RunningOrderDialog) -> list[Any]:
    return _rows(_view(pane), Qt.ItemDataRole.AccessibleTextRole)


def _labels(pane: RunningOrderDialog) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def _words(pane: RunningOrderDialog) -> str:
    (text,) = (view.toPlainText() for view in pane.findChildren(QTextEdit))
    return text


def _colours(image: QImage, box: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
    }


# ---- buttons ------------------------------------------------------------------------------------


def test_that_no_button_s_text_is_cut_off_when_it_changes(shown: Shown) -> None:
    pane = shown(_OWN.set_shown(0, shown=False))
    for row, text in ((0, "Slideshow"), (1, "Leave out")):
        pane.select(row)
        buttons = [button for button in pane.findChildren(QPushButton) if button.isVisible()]
        assert text in {button.text() for button in buttons}
        assert [b.text() for b in buttons if b.width() < b.sizeHint().width()] == []


# ---- moving -------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_key", [True, False])
def test_that_the_chosen_slide_is_moved_down_and_up_and_stays_chosen(
    pane: RunningOrderDialog, qtbot: QtBot, by_key: bool
) -> None:
    view = _view(pane)
    pane.select(1)
    with qtbot.waitSignal(pane.order_changed) as emitted:
        if by_key:
            QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        else:
            _press(pane, "Move down")
    assert emitted.args == [_OWN.move(1, 2)]
    assert view.currentIndex().row() == 2
    with qtbot.waitSignal(pane.order_changed) as emitted:
        if by_key:
            QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        else:
            _press(pane, "Move up")
    assert emitted.args == [_OWN]
    assert view.currentIndex().row() == 1


def test_that_a_slide_at_an_end_stays_there_and_the_window_says_so(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(pane.order_changed):
        pane.move_by(-1)
    assert "Title stands first already." in _labels(pane)
    pane.select(4)
    with qtbot.assertNotEmitted(pane.order_changed):
        pane.move_by(1)
    assert "Quote 1 stands last already." in _labels(pane)


@pytest.mark.parametrize(
    ("source", "before", "to"), [(0, 3, 2), (4, 1, 1), (2, 5, 4), (3, 0, 0), (0, 2, 1)]
)
def test_that_a_slide_that_is_dropped_before_another_stands_there(
    pane: RunningOrderDialog, qtbot: QtBot, source: int, before: int, to: int
) -> None:
    model = _view(pane).model()
    with qtbot.waitSignal(pane.order_changed) as emitted:
        assert model.moveRow(QModelIndex(), source, QModelIndex(), before)
    assert emitted.args == [_OWN.move(source, to)]
    assert _view(pane).currentIndex().row() == to


@pytest.mark.parametrize(("source", "before"), [(1, 1), (1, 2), (1, 6), (5, 0), (-1, 0)])
def test_that_a_slide_dropped_where_it_is_or_nowhere_moves_nothing(
    pane: RunningOrderDialog, qtbot: QtBot, source: int, before: int
) -> None:
    with qtbot.assertNotEmitted(pane.order_changed):
        assert not _view(pane).model().moveRow(QModelIndex(), source, QModelIndex(), before)


def test_that_rows_can_be_dragged_and_dropped_between_rows_only(pane: RunningOrderDialog) -> None:
    model = _view(pane).model()
    row = model.flags(model.index(0, 0))
    assert row & Qt.ItemFlag.ItemIsDragEnabled
    assert not row & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(QModelIndex()) == Qt.ItemFlag.ItemIsDropEnabled


# ---- leaving out --------------------------------------------------------------------------------


def test_that_space_leaves_a_slide_out_and_shows_it_again(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.select(1)
    with qtbot.waitSignal(pane.order_changed) as emitted:
        QTest.keyClick(_view(pane), Qt.Key.Key_Space)
    assert emitted.args == [_OWN.set_shown(1, shown=False)]
    assert "4 of 5 slides shown" in _labels(pane)
    assert "Finding 1 is left out." in _labels(pane)
    with qtbot.waitSignal(pane.order_changed) as emitted:
        QTest.keyClick(_view(pane), Qt.Key.Key_Space)
    assert emitted.args == [_OWN]
    assert "5 of 5 slides shown" in _labels(pane)


def test_that_the_button_says_what_it_would_do_to_the_chosen_slide(
    pane: RunningOrderDialog,
) -> None:
    pane.select(1)
    _press(pane, "Leave out")
    _press(pane, "Slideshow")
    assert pane.order == _OWN


def test_that_what_is_left_out_has_no_number_and_the_rest_are_numbered_without_it(
    pane: RunningOrderDialog,
) -> None:
    pane.select(1)
    pane.toggle()
    assert _spoken(pane) == [
        "Number 1. Title. A made-up briefing",
        "Left out. Finding 1. Concern. Finding number 1",
        "Number 2. Finding 2. Concern. Finding number 2. Source unclear",
        "Number 3. Chart. Bravo has more than the others. Bars one by one",
        "Number 4. Quote 1. “Words number 1.”",
    ]


def test_that_the_last_slide_that_is_shown_can_t_be_left_out(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    for row in range(1, 5):
        pane.select(row)
        pane.toggle()
    pane.select(0)
    before = pane.order
    for edit in (pane.toggle, pane.remove):
        with qtbot.assertNotEmitted(pane.order_changed):
            edit()
        assert pane.order is before
        assert any(text.startswith("At least one slide has to be shown") for text in _labels(pane))


def test_that_an_added_slide_that_alone_is_shown_can_t_be_removed(
    shown: Shown, qtbot: QtBot
) -> None:
    order = _OWN.add(finding_slide(_FINDINGS[2]), 0)
    for at in range(1, 6):
        order = order.set_shown(at, shown=False)
    pane = shown(order)
    with qtbot.assertNotEmitted(pane.order_changed):
        pane.remove()
    assert pane.order == order


def _type(pane: RunningOrderDialog, keys: str, end: Qt.Key | None = None) -> None:
    view = _view(pane)
    view.setFocus()
    QTest.keyClicks(view, keys)
    if end is not None:
        QTest.keyClick(view, end)


def test_that_a_typed_number_and_enter_move_the_chosen_slide_there(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.select(0)
    _type(pane, "4")
    assert "Move to number 4? Enter moves it, Esc leaves it where it is." in _labels(pane)
    with qtbot.waitSignal(pane.order_changed) as emitted:
        _type(pane, "", Qt.Key.Key_Return)
    assert emitted.args == [_OWN.move(0, 3)]
    assert _view(pane).currentIndex().row() == 3
    assert "Title is now number 4." in _labels(pane)
    _type(pane, "1", Qt.Key.Key_Enter)
    assert pane.order == _OWN


@pytest.mark.parametrize(
    "modifier",
    [
        # In the upper row of a French keyboard digits need Shift, or else Caps Lock.
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    ],
)
def test_that_a_number_can_be_typed_where_digits_need_shift(
    shown: Shown, modifier: Qt.KeyboardModifier
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 31))
    order = RunningOrder.of(map(finding_slide, findings))
    pane = shown(order, make_report(findings))
    view = _view(pane)
    for _ in range(2):
        for shift in (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock):
            press(view, shift, text="")
        press(view, Qt.Key.Key_2, modifier, text="2")
    assert "Move to number 22? Enter moves it, Esc leaves it where it is." in _labels(pane)
    press(view, Qt.Key.Key_Return)
    assert pane.order == order.move(0, 21)


def test_that_a_digit_with_ctrl_or_alt_types_no_number(pane: RunningOrderDialog) -> None:
    for modifiers in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        press(_view(pane), Qt.Key.Key_4, modifiers, text="4")
        assert not any(text.startswith("Move to number") for text in _labels(pane))


def test_that_a_number_counts_the_slides_that_are_shown(pane: RunningOrderDialog) -> None:
    pane.select(1)
    pane.toggle()
    pane.select(0)
    _type(pane, "2", Qt.Key.Key_Return)
    assert "Title is now number 2." in _labels(pane)
    assert _spoken(pane)[2].startswith("Number 2. Title")
    _type(pane, "2", Qt.Key.Key_Return)
    assert "Title stands there already." in _labels(pane)


def test_that_one_that_is_left_out_can_be_moved_by_a_number_behind_the_last_that_is_shown(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.select(1)
    pane.toggle()
    _type(pane, "5", Qt.Key.Key_Return)
    assert pane.order == _OWN.set_shown(1, shown=False).move(1, 4)
    assert "Finding 1 is now 5 in the list, left out." in _labels(pane)
    pane.select(4)
    pane.toggle()
    assert "Finding 1 is shown as number 5." in _labels(pane)
    pane.toggle()
    with qtbot.assertNotEmitted(pane.order_changed):
        _type(pane, "5", Qt.Key.Key_Return)
        assert "Finding 1 stands there already." in _labels(pane)
        _type(pane, "6", Qt.Key.Key_Return)
        assert "There is no number 6: they go from 1 to 5." in _labels(pane)


@pytest.mark.parametrize("typed", ["0", "6", "99999"])
def test_that_a_number_that_no_slide_has_moves_nothing_and_is_told(
    pane: RunningOrderDialog, qtbot: QtBot, typed: str
) -> None:
    with qtbot.assertNotEmitted(pane.order_changed):
        _type(pane, typed, Qt.Key.Key_Return)
    assert f"There is no number {int(typed)}: they go from 1 to 5." in _labels(pane)


def test_that_esc_backspace_and_other_keys_drop_a_number_that_isn_t_finished(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    def told() -> bool:
        return any(text.startswith("Move to number") for text in _labels(pane))

    with qtbot.assertNotEmitted(pane.order_changed):
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Down):
            _type(pane, "4")
            assert told()
            _type(pane, "", key)
            assert not told()
        _type(pane, "4")
        pane.show_addable()
        assert not told()
        pane.hide_addable()
        _type(pane, "", Qt.Key.Key_Return)
    assert pane.isVisible()


@given(st.integers(0, 600), st.integers(1, 200))
def test_that_a_drag_scrolls_at_the_edges_alone_and_the_faster_the_nearer(
    y: int, edge: int
) -> None:
    height = 600
    by = pull(y, height, edge)
    assert (by < 0) == (y < edge)
    assert (by > 0) == (y > height - edge)
    assert pull(height - y, height, edge) == -by
    if y < height / 2:
        assert pull(y - 1, height, edge) <= by
    assert pull(-500, height, edge) == pull(0, height, edge)


def test_that_a_drag_at_the_edge_goes_on_scrolling_while_the_pointer_rests(
    shown: Shown, qtbot: QtBot
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 60))
    report = make_report(findings)
    pane = shown(RunningOrder.of(map(finding_slide, findings)), report)
    view = _view(pane)
    assert isinstance(view, OrderList)
    bar = view.verticalScrollBar()
    mime = QMimeData()

    def drag(y: int) -> None:
        left, move = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction
        with catch_warnings():
            simplefilter("ignore")  # there is no other way to make one that every Qt has
            event = QDragMoveEvent(QPoint(50, y), move, mime, left, Qt.KeyboardModifier.NoModifier)
        view.dragMoveEvent(event)

    drag(view.viewport().height() - 1)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    drag(1)
    qtbot.waitUntil(lambda: bar.value() == 0)
    drag(view.viewport().height() - 1)
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert view._pulling.isActive()
    drag(view.viewport().height() // 2)
    assert not view._pulling.isActive()
    drag(1)
    view.dragLeaveEvent(QDragLeaveEvent())
    assert not view._pulling.isActive()
    drag(1)
    assert view._pulling.isActive()
    view.dropEvent(_drop(mime))
    assert not view._pulling.isActive()


@pytest.fixture
def long_pane(shown: Shown) -> RunningOrderDialog:
    """The window on an order far longer than its list, which can be added to; the first chosen."""
    findings = tuple(make_finding(number) for number in range(1, 61))
    return shown(RunningOrder.of(map(finding_slide, findings[:-1])), make_report(findings))


def _assert_followed(pane: RunningOrderDialog, row: int) -> None:
    """The row is chosen, and lies wholly within what is seen of the list."""
    QApplication.processEvents()  # a list may be laid out a moment later
    view = _view(pane)
    assert view.currentIndex().row() == row
    rect = view.visualRect(view.currentIndex())
    assert 0 <= rect.top() < rect.bottom() < view.viewport().height()


def test_that_the_list_follows_the_keys_that_choose_a_row(long_pane: RunningOrderDialog) -> None:
    view = _view(long_pane)
    for key, row in ((Qt.Key.Key_End, 58), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(view, key)
        _assert_followed(long_pane, row)
    for row in range(1, 59):
        QTest.keyClick(view, Qt.Key.Key_Down)
        _assert_followed(long_pane, row)


def test_that_the_list_follows_a_slide_that_the_keys_move(long_pane: RunningOrderDialog) -> None:
    view = _view(long_pane)
    for row in range(1, 59):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        _assert_followed(long_pane, row)
    for row in range(57, -1, -1):
        QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        _assert_followed(long_pane, row)


def test_that_the_list_follows_a_slide_to_the_number_that_was_typed_and_back(
    long_pane: RunningOrderDialog,
) -> None:
    for number in (59, 30, 1):
        _type(long_pane, str(number), Qt.Key.Key_Return)
        _assert_followed(long_pane, number - 1)
    for row in (29, 58, 0):
        long_pane.undo()
        _assert_followed(long_pane, row)


def test_that_the_list_comes_back_to_a_row_that_is_left_out(long_pane: RunningOrderDialog) -> None:
    view = _view(long_pane)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    QTest.keyClick(view, Qt.Key.Key_Space)
    _assert_followed(long_pane, 0)


def test_that_the_list_follows_a_slide_that_is_added(long_pane: RunningOrderDialog) -> None:
    view = _view(long_pane)
    QTest.keyClick(view, Qt.Key.Key_End)
    long_pane.show_addable()
    QTest.keyClick(long_pane.focusWidget(), Qt.Key.Key_Return)
    _assert_followed(long_pane, 59)
    long_pane.undo()
    view.verticalScrollBar().setValue(0)
    QTest.keyClick(long_pane.focusWidget(), Qt.Key.Key_Return)
    _assert_followed(long_pane, 59)


def test_that_a_lower_list_keeps_the_chosen_row_in_view_but_fetches_none_that_was_out_of_it(
    long_pane: RunningOrderDialog,
) -> None:
    view = _view(long_pane)
    bar = view.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_End)
    long_pane.resize(long_pane.width(), long_pane.height() - 150)
    _assert_followed(long_pane, 58)
    bar.setValue(0)
    long_pane.resize(long_pane.width(), long_pane.height() - 20)
    QApplication.processEvents()
    assert bar.value() == 0


def test_that_qt_doesn_t_scroll_beside_a_drag_and_follows_the_keys_after_it(
    long_pane: RunningOrderDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = _view(long_pane)
    scrolls: list[bool] = []

    class Drag(QDrag):
        def exec(self, *_: object) -> Qt.DropAction:
            scrolls.append(view.hasAutoScroll())
            return Qt.DropAction.IgnoreAction

    monkeypatch.setattr("briefing_app.gui.running_order.slide_list.QDrag", Drag)
    view.startDrag(Qt.DropAction.MoveAction)
    assert scrolls == [False]
    QTest.keyClick(view, Qt.Key.Key_End)
    _assert_followed(long_pane, 58)


def _drop(mime: QMimeData) -> QDropEvent:
    left, move = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction
    return QDropEvent(QPointF(50, 1), move, mime, left, Qt.KeyboardModifier.NoModifier)


# ---- adding and removing ------------------------------------------------------------------------


def test_that_what_the_order_doesn_t_show_can_be_added(pane: RunningOrderDialog) -> None:
    pane.select(2)
    pane.toggle()
    _press(pane, "Add a finding")
    assert [row.partition(":")[0] for row in _rows(_addable(pane))] == [
        *("Finding 2", "Finding 3", "Finding 4", "Quote 2")
    ]
    spoken = _rows(_addable(pane), Qt.ItemDataRole.AccessibleTextRole)
    assert [row.startswith("Left out. ") for row in spoken] == [True, False, False, False]
    assert "4 of 4 that can be added" in _labels(pane)


def test_that_an_added_slide_comes_after_the_chosen_one_and_is_chosen(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.select(1)
    pane.show_addable()
    with qtbot.waitSignal(pane.order_changed) as emitted:
        QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Return)
    assert emitted.args == [_OWN.add(finding_slide(_FINDINGS[2]), 2)]
    assert _view(pane).currentIndex().row() == 2
    assert _spoken(pane)[2].startswith("Number 3. Finding 3. Concern. ")
    assert _spoken(pane)[2].endswith(". Added for this occasion")
    assert "Finding 3" not in " ".join(_rows(_addable(pane)))


def test_that_what_was_left_out_is_shown_where_it_stands_when_it_is_added(
    pane: RunningOrderDialog,
) -> None:
    pane.select(2)
    pane.toggle()
    pane.select(4)
    pane.show_addable()
    QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Return)
    assert pane.order == _OWN
    assert _view(pane).currentIndex().row() == 2


def test_that_several_can_be_added_one_after_the_other(pane: RunningOrderDialog) -> None:
    pane.show_addable()
    line = pane.focusWidget()
    for _ in range(4):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert _names(pane.order)[:4] == ["Title", "Finding 3", "Finding 4", "Quote 2"]
    assert "The order shows every finding and quote of the briefing." in _labels(pane)
    assert pane.focusWidget() is line


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
def test_that_what_can_be_added_is_searched_by_the_beginnings_of_words(
    pane: RunningOrderDialog, typed: str, found: list[str]
) -> None:
    pane.show_addable()
    QTest.keyClicks(pane.focusWidget(), typed)
    assert [row.partition(":")[0] for row in _rows(_addable(pane))] == found
    said = f"{len(found)} of 3 that can be added" if found else "No finding or quote fits."
    assert said in _labels(pane)


def test_that_a_search_that_finds_nothing_adds_nothing(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.show_addable()
    line = pane.focusWidget()
    QTest.keyClicks(line, "nowhere")
    with qtbot.assertNotEmitted(pane.order_changed):
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_that_down_in_the_search_line_chooses_the_next_that_was_found(
    pane: RunningOrderDialog,
) -> None:
    pane.show_addable()
    line = pane.focusWidget()
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert _names(pane.order)[1] == "Finding 4"


def test_that_enter_in_the_list_of_what_can_be_added_adds_once(pane: RunningOrderDialog) -> None:
    pane.show_addable()
    view = _addable(pane)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert _names(pane.order) == ["Title", "Finding 3", *_names(_OWN)[1:]]


def test_that_esc_ends_the_adding_first_and_closes_the_window_then(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.show_addable()
    QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Escape)
    assert pane.isVisible()
    assert pane.focusWidget() is _view(pane)
    assert not _addable(pane).isVisible()
    with qtbot.waitSignal(pane.finished):
        QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Escape)


def test_that_the_search_starts_anew_each_time(pane: RunningOrderDialog) -> None:
    pane.show_addable()
    QTest.keyClicks(pane.focusWidget(), "trains")
    _press(pane, "Back")
    pane.show_addable()
    line = pane.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == ""
    assert len(_rows(_addable(pane))) == 3


def test_that_delete_removes_what_was_added(pane: RunningOrderDialog, qtbot: QtBot) -> None:
    pane.add(finding_slide(_FINDINGS[3]))
    with qtbot.waitSignal(pane.order_changed) as emitted:
        QTest.keyClick(_view(pane), Qt.Key.Key_Delete)
    assert emitted.args == [_OWN]
    assert "Finding 4 is removed." in _labels(pane)


def test_that_delete_leaves_out_what_is_the_briefing_s_own(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.select(2)
    QTest.keyClick(_view(pane), Qt.Key.Key_Delete)
    assert pane.order == _OWN.set_shown(2, shown=False)
    with qtbot.assertNotEmitted(pane.order_changed):
        QTest.keyClick(_view(pane), Qt.Key.Key_Delete)


# ---- going back ---------------------------------------------------------------------------------


def test_that_each_edit_is_undone_in_turn_down_to_the_order_at_the_start(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    orders, chosen = [pane.order], [0]
    edits: list[Callable[[], object]] = [
        lambda: pane.select(1),
        lambda: pane.move_by(1),
        pane.toggle,
        lambda: pane.add(quote_slide(_QUOTES[1])),
        lambda: pane.move_by(-2),
        pane.remove,
        pane.restore,
    ]
    for edit in edits:
        edit()
        if pane.order is not orders[-1]:
            orders.append(pane.order)
            chosen.append(_view(pane).currentIndex().row())
    assert len(orders) == 7
    chosen[0] = 1
    for order, row in zip(orders[-2::-1], chosen[-2::-1], strict=True):
        with qtbot.waitSignal(pane.order_changed) as emitted:
            QTest.keyClick(pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert emitted.args == [order]
        assert _view(pane).currentIndex().row() == row
    with qtbot.assertNotEmitted(pane.order_changed):
        _press(pane, "Undo")
    assert "There is nothing to undo." in _labels(pane)


def test_that_what_was_refused_can_t_be_undone(shown: Shown, qtbot: QtBot) -> None:
    order = RunningOrder.of(_SLIDES[:1])
    pane = shown(order)
    pane.toggle()
    with qtbot.assertNotEmitted(pane.order_changed):
        pane.undo()


def test_that_ctrl_z_while_typing_takes_back_what_was_typed_and_no_edit(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.toggle()
    pane.show_addable()
    line = pane.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "words")
    with qtbot.assertNotEmitted(pane.order_changed):
        QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""


def test_that_the_briefing_s_own_order_comes_back_without_what_was_added(
    shown: Shown, qtbot: QtBot
) -> None:
    changed = _OWN.move(0, 4).set_shown(2, shown=False).add(finding_slide(_FINDINGS[2]), 1)
    pane = shown(changed)
    with qtbot.waitSignal(pane.order_changed) as emitted:
        _press(pane, "Back to the briefing’s own order")
    assert emitted.args == [_OWN]
    with qtbot.assertNotEmitted(pane.order_changed):
        _press(pane, "Back to the briefing’s own order")


def test_that_an_order_that_shows_nothing_can_be_mended_and_never_comes_back(
    shown: Shown, qtbot: QtBot
) -> None:
    nothing = _OWN
    for at in range(5):
        nothing = nothing.set_shown(at, shown=False)
    pane = shown(nothing)
    pane.toggle()
    assert len(pane.order.slides) == 1
    with qtbot.assertNotEmitted(pane.order_changed):
        pane.undo()


# ---- showing ------------------------------------------------------------------------------------


def test_that_the_window_says_where_the_order_is_kept(pane: RunningOrderDialog) -> None:
    said = "Kept on this computer for this briefing. The briefing itself is never changed."
    assert said in _labels(pane)


def test_that_the_words_of_the_chosen_slide_can_be_read_in_full(pane: RunningOrderDialog) -> None:
    pane.select(1)
    assert _words(pane).split("\n\n") == [
        "Finding number 1",
        "In plain words.",
        "“few words”",
        "The Made-up Post, A made-up article · a line",
        "Notes, for the presenter alone:\nSay this.",
    ]


def test_that_markup_in_a_briefing_is_shown_as_text(pane: RunningOrderDialog) -> None:
    pane.add(finding_slide(_FINDINGS[2]))
    assert "<b>Bold</b> & <img src='x.png'>" in _rows(_view(pane))[1]
    assert "<b>Bold</b> & <img src='x.png'>" in _words(pane)
    kinds = {label.textFormat() for label in pane.findChildren(QLabel)}
    assert kinds == {Qt.TextFormat.PlainText}


def test_that_home_end_up_and_down_choose_and_edit_nothing(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    view = _view(pane)
    with qtbot.assertNotEmitted(pane.order_changed):
        for key, row in (
            (Qt.Key.Key_End, 4),
            (Qt.Key.Key_Up, 3),
            (Qt.Key.Key_Home, 0),
            (Qt.Key.Key_Down, 1),
        ):
            QTest.keyClick(view, key)
            assert view.currentIndex().row() == row


def test_that_the_keyboard_starts_in_the_list_and_tab_reaches_everything(
    pane: RunningOrderDialog,
) -> None:
    first = pane.focusWidget()
    assert first is _view(pane)
    reached = []
    while True:
        pane.focusNextChild()
        if pane.focusWidget() is first:
            break
        reached.append(pane.focusWidget())
    buttons = [widget.text() for widget in reached if isinstance(widget, QPushButton)]
    assert buttons == [
        "Move up",
        "Move down",
        "Leave out",
        "Remove",
        "Add a finding or quote…",
        "Undo",
        "Back to the briefing’s own order",
        "Close",
    ]
    assert sum(isinstance(widget, QTextEdit) for widget in reached) == 1


def test_that_enter_presses_the_button_that_has_the_keyboard_and_no_other(
    pane: RunningOrderDialog, qtbot: QtBot
) -> None:
    pane.select(1)
    with qtbot.assertNotEmitted(pane.order_changed):
        QTest.keyClick(_view(pane), Qt.Key.Key_Return)
    assert pane.isVisible()
    button = next(b for b in pane.findChildren(QPushButton) if b.text() == "Move up")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pane.order == _OWN.move(1, 0)


def test_that_a_button_keeps_the_keyboard_when_it_can_do_no_more(pane: RunningOrderDialog) -> None:
    pane.select(1)
    button = next(b for b in pane.findChildren(QPushButton) if b.text() == "Move up")
    button.setFocus()
    for _ in range(3):
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert pane.focusWidget() is button
    assert pane.order == _OWN.move(1, 0)


def test_that_everything_that_takes_the_keyboard_has_a_name(pane: RunningOrderDialog) -> None:
    pane.show_addable()
    widgets = [*pane.findChildren(QListView), *pane.findChildren(QLineEdit)]
    widgets += [*pane.findChildren(QTextEdit), *pane.findChildren(QPushButton)]
    for widget in widgets:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name)


def test_that_rows_take_the_colours_of_the_theme_at_once(
    pane: RunningOrderDialog, style: Style
) -> None:
    pane.select(0)
    style.choose(ThemeChoice.DARK)
    view = _view(pane)
    box = QRect(view.mapTo(pane, view.rect().topLeft()), view.size())
    colours = _colours(pane.grab().toImage(), box)
    assert {style.theme.surface, style.theme.accent_soft, style.theme.caution_soft} <= colours


def test_that_rows_grow_with_the_text_and_nothing_is_wider_than_the_window(
    pane: RunningOrderDialog, style: Style
) -> None:
    view = _view(pane)
    heights = []
    for scale in (1.0, 1.5, 2.0):
        style.set_scale(scale)
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        heights.append(view.visualRect(view.model().index(0, 0)).height())
        (area,) = pane.findChildren(ScrollArea)
        page = area.widget()
        assert page is not None
        assert page.width() <= area.viewport().width()
    assert heights[0] < heights[1] < heights[2]


def test_that_titles_take_two_lines_only_where_one_is_too_long(shown: Shown) -> None:
    def height(*findings: Finding) -> int:
        view = _view(shown(RunningOrder.of(map(finding_slide, findings)), make_report(findings)))
        return view.visualRect(view.model().index(0, 0)).height()

    short = make_finding(1, headline="Short")
    one = height(short)
    two = height(short, make_finding(2, headline="word " * 30))
    assert one < two == height(short, make_finding(2, headline="word " * 2000))


def test_that_a_closed_window_is_gone_and_a_new_theme_does_not_miss_it(
    pane: RunningOrderDialog, style: Style, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(pane.destroyed):
        _press(pane, "Close")
    assert not isValid(pane)
    style.choose(ThemeChoice.DARK)


# ---- the models ---------------------------------------------------------------------------------

_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["move", "toggle", "add", "remove", "own"]),
        st.integers(0, 10),
        st.integers(0, 10),
    ),
    max_size=12,
)


@given(_EDITS)
def test_that_qt_finds_nothing_wrong_with_the_models_while_they_change(
    edits: list[tuple[str, int, int]],
) -> None:
    extra = [addable_slide(key, what) for key, what in addable_items(_REPORT).items()]
    model, more = OrderModel(), AddableModel(addable_items(_REPORT))
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = [QAbstractItemModelTester(each, mode) for each in (model, more)]
    order = _OWN
    model.set_order(order)
    for edit, one, other in edits:
        at, to = one % len(order.items), other % len(order.items)
        if edit == "move":
            order = order.move(at, to)
        elif edit == "toggle":
            order = order.set_shown(at, shown=not order.items[at].is_shown)
        elif edit == "add":
            order = order.add(extra[one % len(extra)], to)
        elif edit == "remove":
            order = order.remove(at)
        else:
            order = _OWN
        model.set_order(order)
        more.set_order(order, ())
        assert [row.slide for row in model.rows] == [item.slide for item in order.items]
        numbers = [row.number for row in model.rows if row.number is not None]
        assert numbers == list(range(1, len(order.slides) + 1))
        offered = {row.slide.key for row in more.rows}
        assert offered == set(addable_items(_REPORT)) - {slide.key for slide in order.slides}
    assert len(testers) == 2


@pytest.mark.parametrize(
    ("typed", "found"),
    [("a", [1, 2]), ("a-b", [1, 2]), ("b-a", [1, 2]), ("b-a-b", [1]), ("a-c", [2])],
)
def test_that_words_typed_together_are_looked_for_together(typed: str, found: list[int]) -> None:
    texts = {1: "a b a b", 2: "a b, a c"}
    findings = [make_finding(number, headline=text) for number, text in texts.items()]
    model = AddableModel(addable_items(make_report(tuple(findings))))
    model.set_order(RunningOrder(()), terms(typed))
    assert [row.slide.name for row in model.rows] == [f"Finding {number}" for number in found]


def test_that_of_ten_thousand_that_can_be_added_those_that_are_seen_are_made_first(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 10_001))
    report = make_report(findings, running_order=(make_entry(1, SlideKind.TITLE),))
    made: set[str] = set()

    def make(key: str, what: Finding | Quote) -> Slide:
        made.add(key)
        return addable_slide(key, what)

    monkeypatch.setattr("briefing_app.gui.running_order.model.addable_slide", make)
    pane = shown(RunningOrder.of(briefing_slides(report)), report)
    pane.show_addable()
    pane.grab()
    QTest.keyClick(pane.focusWidget(), Qt.Key.Key_Return)
    assert _names(pane.order) == ["Title", "Finding 1"]
    assert 0 < len(made) < 1000
    # What nobody has read by then is read for a search.
    QTest.keyClicks(pane.focusWidget(), "9999")
    assert _rows(_addable(pane)) == ["Finding 9999: Finding number 9999"]


def test_that_what_can_be_added_is_read_for_the_search_while_nothing_else_goes_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = tuple(make_finding(number) for number in range(1, 501))
    made: list[str] = []

    def make(key: str, what: Finding | Quote) -> Slide:
        made.append(key)
        return addable_slide(key, what)

    monkeypatch.setattr("briefing_app.gui.running_order.model.addable_slide", make)
    what = addable_items(make_report(findings))
    model = AddableModel(what)
    qtbot.waitUntil(lambda: made == list(what))
    model.set_order(RunningOrder(()), terms("499"))
    assert made == list(what)  # and not read again
    assert [row.slide.name for row in model.rows] == ["Finding 499"]


@given(st.integers(0, 4), st.integers(0, 4))
def test_that_what_was_chosen_moves_with_its_row(at: int, to: int) -> None:
    model = OrderModel()
    model.set_order(_OWN)
    chosen = [QPersistentModelIndex(model.index(row)) for row in range(5)]
    moved = _OWN.move(at, to)
    model.set_order(moved)
    for row, index in enumerate(chosen):
        assert index.isValid()
        assert moved.items[index.row()].slide is _SLIDES[row]


def test_that_only_a_new_order_altogether_resets_the_list(qtbot: QtBot) -> None:
    model = OrderModel()
    model.set_order(_OWN)
    added = _OWN.add(finding_slide(_FINDINGS[2]), 3)
    with qtbot.assertNotEmitted(model.modelReset):
        for order in (_OWN.move(0, 4), _OWN, _OWN.set_shown(2, shown=False), _OWN, added, _OWN):
            model.set_order(order)
    with qtbot.waitSignal(model.modelReset):
        model.set_order(RunningOrder(_OWN.items[::-1]))


def test_that_a_row_that_is_not_there_says_nothing() -> None:
    model = OrderModel()
    model.set_order(_OWN)
    last = model.index(4)
    model.set_order(RunningOrder(_OWN.items[:2]))
    assert model.data(last) is None


def test_that_a_slide_called_as_it_says_is_named_once() -> None:
    entry = make_entry(1, SlideKind.TEXT, title="Key message", text="Words.")
    model = OrderModel()
    model.set_order(RunningOrder.of(briefing_slides(make_report(running_order=(entry,)))))
    assert model.rows[0].spoken == "Number 1. Text. Key message"
