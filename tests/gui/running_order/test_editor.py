"""Editing a running order, without a window."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_app.gui.running_order.editor import EditorState, RunningOrderEditor
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import SlideMarks
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.running_order.running_orders import BREAK, ORIGINAL, REPORT, SLIDES

_VOTE = written(WrittenKind.QUESTION, "Who asks first?", options="A sergeant\nAnybody")


def _editor(order: RunningOrder = ORIGINAL, row: int = 0) -> RunningOrderEditor:
    editor = RunningOrderEditor(REPORT, order)
    editor.select(row)
    return editor


def _all_left_out_but_first() -> RunningOrder:
    order = ORIGINAL
    for at in range(1, len(order.items)):
        order = order.set_shown(at, shown=False)
    return order


_Edit = Callable[[RunningOrderEditor], None]
_NUMBERS = st.integers(0, 20)


def _index(editor: RunningOrderEditor, number: int) -> int:
    return number % len(editor.state.order.items)


_EDITS: st.SearchStrategy[_Edit] = st.one_of(
    _NUMBERS.map(lambda n: lambda editor: editor.select(_index(editor, n))),
    _NUMBERS.map(lambda n: lambda editor: editor.move_by(n - 10)),
    _NUMBERS.map(lambda n: lambda editor: editor.set_minutes(_index(editor, n), n)),
    _NUMBERS.map(lambda n: lambda editor: editor.write(BREAK, n)),
    st.sampled_from(
        [
            RunningOrderEditor.toggle,
            RunningOrderEditor.remove,
            RunningOrderEditor.restore,
            RunningOrderEditor.undo,
        ]
    ),
)


@given(st.lists(_EDITS, max_size=20))
def test_a_slide_is_always_shown_and_selected_and_undo_leads_back(
    edits: list[_Edit],
) -> None:
    editor = _editor()
    reported = [editor.state]

    def follow(new: EditorState, old: EditorState) -> None:
        assert old is reported[-1]
        assert new is editor.state
        reported.append(new)

    editor.changed.connect(follow)
    for edit in edits:
        edit(editor)
        state = editor.state
        assert state.order.slides
        assert 0 <= state.row < len(state.order.items)
        keys = [item.made.key for item in state.order.items]
        assert len(set(keys)) == len(keys)
        assert {slide.key for slide in SLIDES} <= set(keys)
    for _ in edits:
        editor.undo()
    assert editor.state.order == ORIGINAL


@given(st.lists(_EDITS, max_size=12))
def test_each_edit_is_undone_by_itself(edits: list[_Edit]) -> None:
    editor = _editor()
    for edit in edits:
        before = editor.state
        edit(editor)
        is_own_edit = editor.state.message not in {"", "Undone."}
        if is_own_edit and editor.state.order != before.order:
            after = editor.state.order
            editor.undo()
            assert (editor.state.order, editor.state.row) == (before.order, before.row)
            edit(editor)
            assert editor.state.order == after


@pytest.mark.parametrize(
    ("edit", "row", "message"),
    [
        (lambda editor: editor.move_by(-1), 0, "Title is already first."),
        (lambda editor: editor.move_by(1), 4, "Quote 1 is already last."),
        (RunningOrderEditor.restore, 0, "This is already the author’s order."),
        (RunningOrderEditor.undo, 0, "There is nothing to undo."),
    ],
)
def test_refused_edit_says_why_and_is_not_undone(edit: _Edit, row: int, message: str) -> None:
    editor = _editor(row=row)
    edit(editor)
    assert editor.state == EditorState(ORIGINAL, row, message)
    editor.undo()
    assert editor.state.message == "There is nothing to undo."


def test_slide_left_out_is_moved_too() -> None:
    editor = _editor(row=1)
    editor.toggle()
    assert editor.state.message == "Finding 1 is left out."
    editor.move_by(3)
    assert editor.state.order == ORIGINAL.set_shown(1, shown=False).move(1, 4)
    assert editor.state.message == "Finding 1 is now 5 in the list, left out."
    editor.toggle()
    assert editor.state.message == "Finding 1 is shown as number 5."


def test_last_shown_slide_can_not_be_left_out_or_removed() -> None:
    own = _all_left_out_but_first().set_shown(0, shown=False).write(BREAK, 0, None)
    for order, edit in (
        (_all_left_out_but_first(), RunningOrderEditor.toggle),
        (own, RunningOrderEditor.toggle),
        (own, RunningOrderEditor.remove),
    ):
        editor = _editor(order)
        edit(editor)
        assert editor.state.order == order
        assert editor.state.message.startswith("At least one slide must be shown.")


def test_order_without_slides_can_be_repaired_but_not_restored() -> None:
    editor = _editor(_all_left_out_but_first().set_shown(0, shown=False))
    editor.toggle()
    assert len(editor.state.order.slides) == 1
    editor.undo()
    assert len(editor.state.order.slides) == 1


def test_only_what_was_added_for_today_is_removed() -> None:
    editor = _editor(row=2)
    editor.write(BREAK, 10)
    assert (editor.state.row, editor.state.message) == (3, "“Coffee” was added as number 4.")
    editor.remove()
    assert editor.state == EditorState(ORIGINAL, 3, "“Coffee” was removed.")
    editor.remove()
    message = "Chart belongs to the briefing. Leave it out instead."
    assert editor.state == EditorState(ORIGINAL, 3, message)


def test_message_is_not_said_again_after_what_needs_none() -> None:
    editor = _editor(row=4)
    editor.move_by(1)
    editor.select(4)
    assert editor.state.message == "Quote 1 is already last."
    editor.select(3)
    assert editor.state.message == ""


def test_written_slide_is_changed_in_its_place_although_another_is_selected() -> None:
    marks = SlideMarks(REPORT)
    editor = _editor(row=1)
    editor.write(_VOTE, 4)
    added = ORIGINAL.write(_VOTE, 2, marks).set_minutes(2, 4)
    assert editor.state == EditorState(added, 2, "“Who asks first?” was added as number 3.")
    key = added.items[2].made.key
    editor.select(0)
    question = _VOTE._replace(title="Who asks?")
    editor.write(question, 4, key)
    assert editor.state.order == added.rewrite(question, 2, marks)
    assert (editor.state.row, editor.state.message) == (2, "“Who asks?” was changed.")
    editor.remove()
    editor.write(BREAK, 10, key)
    assert [slide.title for slide in editor.state.order.slides if slide.is_added] == ["Coffee"]


def test_minutes_are_planned_for_a_slide() -> None:
    editor = _editor(ORIGINAL.set_minutes(1, 3))
    for minutes, message in (
        (12, "Finding 1: 12 minutes."),
        (1, "Finding 1: 1 minute."),
        (0, "Finding 1: no planned time."),
    ):
        editor.set_minutes(1, minutes)
        assert editor.state.order.slides[1].minutes == (minutes or None)
        assert editor.state.message == message
