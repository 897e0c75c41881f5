"""The list models of slides."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from briefing_app.gui.running_order.models import (
    AddableModel,
    RunningOrderModel,
)
from briefing_app.model.report import SlideKind
from briefing_app.model.running_order import RunningOrder, addable_items, addable_slide
from briefing_app.model.slide_builder import briefing_slides, finding_slide
from tests.gui.running_order.running_orders import (
    FINDINGS,
    ORIGINAL,
    REPORT,
    SLIDES,
    slide_rows,
)
from tests.sample_report import make_entry, make_report

_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["move", "toggle", "add", "remove", "own"]),
        st.integers(0, 10),
        st.integers(0, 10),
    ),
    max_size=12,
)


@given(_EDITS)
def test_models_pass_qt_model_tester(
    edits: list[tuple[str, int, int]],
) -> None:
    extra = [addable_slide(key, what) for key, what in addable_items(REPORT).items()]
    model, more = RunningOrderModel(), AddableModel(addable_items(REPORT))
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = [QAbstractItemModelTester(each, mode) for each in (model, more)]
    order = ORIGINAL
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
            order = ORIGINAL
        model.set_order(order)
        more.set_order(order, ())
        assert [row.slide for row in slide_rows(model)] == [item.slide for item in order.items]
        numbers = [row.number for row in slide_rows(model) if row.number is not None]
        assert numbers == list(range(1, len(order.slides) + 1))
        offered = {row.slide.key for row in slide_rows(more)}
        assert offered == set(addable_items(REPORT)) - {slide.key for slide in order.slides}
    assert len(testers) == 2


@given(st.integers(0, 4), st.integers(0, 4))
def test_selection_moves_with_its_row(at: int, to: int) -> None:
    model = RunningOrderModel()
    model.set_order(ORIGINAL)
    chosen = [QPersistentModelIndex(model.index(row)) for row in range(5)]
    moved = ORIGINAL.move(at, to)
    model.set_order(moved)
    for row, index in enumerate(chosen):
        assert index.isValid()
        assert moved.items[index.row()].slide is SLIDES[row]


def test_only_unrelated_order_resets_model(qtbot: QtBot) -> None:
    model = RunningOrderModel()
    model.set_order(ORIGINAL)
    added = ORIGINAL.add(finding_slide(FINDINGS[2]), 3)
    with qtbot.assertNotEmitted(model.modelReset):
        for order in (
            ORIGINAL.move(0, 4),
            ORIGINAL,
            ORIGINAL.set_shown(2, shown=False),
            ORIGINAL,
            added,
            ORIGINAL,
        ):
            model.set_order(order)
    with qtbot.waitSignal(model.modelReset):
        model.set_order(RunningOrder(ORIGINAL.items[::-1]))


def test_index_past_the_end_has_no_data() -> None:
    model = RunningOrderModel()
    model.set_order(ORIGINAL)
    last = model.index(4)
    model.set_order(RunningOrder(ORIGINAL.items[:2]))
    assert model.data(last) is None


def test_name_equal_to_title_is_not_repeated() -> None:
    entry = make_entry(1, SlideKind.TEXT, title="Key message", text="Words.")
    model = RunningOrderModel()
    model.set_order(RunningOrder.of(briefing_slides(make_report(running_order=(entry,)))))
    assert slide_rows(model)[0].accessible_text == "Number 1. Text. Key message"
