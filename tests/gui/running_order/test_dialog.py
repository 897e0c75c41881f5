"""The running order dialog: editing, undo and keyboard use."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QTextEdit,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from briefing_app.gui.look import Look, ThemeChoice
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.running_order.header import order_summary, plan_texts
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import Shown
from briefing_app.gui.widgets.labels import tool_tip_text
from briefing_app.gui.widgets.minutes_field import MinutesField
from briefing_app.model.report import Reveal
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import finding_slide, quote_slide
from briefing_app.model.slideshow.time import planned_time
from tests.gui.parts import shows_button
from tests.gui.running_order.running_orders import (
    FINDINGS,
    ORIGINAL,
    QUOTES,
    SLIDES,
    ShowDialog,
    accessible_texts_of,
    click,
    labels_of,
    list_of,
    rows_of,
    slide_text_of,
)
from tests.gui.slideshows import process_events


def test_button_text_is_not_cut_off_when_it_changes(show_dialog: ShowDialog) -> None:
    dialog = show_dialog(ORIGINAL.set_shown(0, shown=False))
    for row, text in ((0, "Put back"), (1, "Leave out")):
        dialog.select(row)
        QApplication.processEvents()  # Qt arranges them before it paints
        buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
        assert text in {button.text() for button in buttons}
        assert [b.text() for b in buttons if b.width() < b.sizeHint().width()] == []


@pytest.mark.parametrize("by_key", [True, False])
def test_selected_slide_moves_down_and_up_and_stays_selected(
    dialog: RunningOrderDialog, qtbot: QtBot, by_key: bool
) -> None:
    view = list_of(dialog)
    dialog.select(1)
    with qtbot.waitSignal(dialog.order_changed) as changed:
        if by_key:
            QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        else:
            click(dialog, "Move down")
    assert changed.args == [ORIGINAL.move(1, 2)]
    assert view.currentIndex().row() == 2
    with qtbot.waitSignal(dialog.order_changed) as changed:
        if by_key:
            QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        else:
            click(dialog, "Move up")
    assert changed.args == [ORIGINAL]
    assert view.currentIndex().row() == 1


def test_slide_at_an_end_is_not_moved_further(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.order_changed):
        dialog.move_by(-1)
    assert "Title is already first." in labels_of(dialog)
    dialog.select(4)
    with qtbot.assertNotEmitted(dialog.order_changed):
        dialog.move_by(1)
    assert "Quote 1 is already last." in labels_of(dialog)


def test_space_leaves_slide_out_and_shows_it_again(
    dialog: RunningOrderDialog, qtbot: QtBot
) -> None:
    dialog.select(1)
    with qtbot.waitSignal(dialog.order_changed) as changed:
        QTest.keyClick(list_of(dialog), Qt.Key.Key_Space)
    assert changed.args == [ORIGINAL.set_shown(1, shown=False)]
    assert "4 of 5 slides" in labels_of(dialog)
    assert "Finding 1 is left out." in labels_of(dialog)
    with qtbot.waitSignal(dialog.order_changed) as changed:
        QTest.keyClick(list_of(dialog), Qt.Key.Key_Space)
    assert changed.args == [ORIGINAL]
    assert "5 of 5 slides" in labels_of(dialog)


def test_toggle_button_text_depends_on_selected_slide(
    dialog: RunningOrderDialog,
) -> None:
    dialog.select(1)
    click(dialog, "Leave out")
    click(dialog, "Put back")
    assert dialog.order == ORIGINAL


def test_slide_left_out_has_no_number(
    dialog: RunningOrderDialog,
) -> None:
    dialog.select(1)
    dialog.toggle()
    assert accessible_texts_of(dialog) == [
        "Number 1. Title. A made-up briefing",
        "Left out. Finding 1. Concern. Finding number 1",
        "Number 2. Finding 2. Concern. Finding number 2. Source unclear",
        "Number 3. Chart. Bravo has more than the others",
        "Number 4. Quote 1. “Words number 1.”",
    ]


def test_last_shown_slide_can_not_be_left_out(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    for row in range(1, 5):
        dialog.select(row)
        dialog.toggle()
    dialog.select(0)
    before = dialog.order
    for edit in (dialog.toggle, dialog.remove):
        with qtbot.assertNotEmitted(dialog.order_changed):
            edit()
        assert dialog.order is before
        assert any(
            text.startswith("At least one slide must be shown") for text in labels_of(dialog)
        )


def test_added_slide_can_not_be_removed_if_no_other_is_shown(
    show_dialog: ShowDialog, qtbot: QtBot
) -> None:
    order = ORIGINAL.add(finding_slide(FINDINGS[2]), 0)
    for at in range(1, 6):
        order = order.set_shown(at, shown=False)
    dialog = show_dialog(order)
    with qtbot.assertNotEmitted(dialog.order_changed):
        dialog.remove()
    assert dialog.order == order


def test_delete_removes_added_slide(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    dialog.add(finding_slide(FINDINGS[3]))
    with qtbot.waitSignal(dialog.order_changed) as changed:
        QTest.keyClick(list_of(dialog), Qt.Key.Key_Delete)
    assert changed.args == [ORIGINAL]
    assert "Finding 4 was removed." in labels_of(dialog)


def test_only_what_was_added_for_today_is_removed_by_the_button(
    dialog: RunningOrderDialog,
) -> None:
    dialog.add(finding_slide(FINDINGS[2]))
    click(dialog, "Remove")
    assert dialog.order == ORIGINAL
    assert not shows_button(dialog, "Remove")
    click(dialog, "Leave out")
    assert len(dialog.order.slides) == len(ORIGINAL.slides) - 1


def test_delete_leaves_out_slide_of_the_briefing(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    dialog.select(2)
    QTest.keyClick(list_of(dialog), Qt.Key.Key_Delete)
    assert dialog.order == ORIGINAL.set_shown(2, shown=False)
    with qtbot.assertNotEmitted(dialog.order_changed):
        QTest.keyClick(list_of(dialog), Qt.Key.Key_Delete)


def test_undo_goes_back_to_first_order(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    orders, chosen = [dialog.order], [0]
    edits: list[Callable[[], object]] = [
        lambda: dialog.select(1),
        lambda: dialog.move_by(1),
        dialog.toggle,
        lambda: dialog.add(quote_slide(QUOTES[1])),
        lambda: dialog.move_by(-2),
        dialog.remove,
        dialog.restore,
    ]
    for edit in edits:
        edit()
        if dialog.order is not orders[-1]:
            orders.append(dialog.order)
            chosen.append(list_of(dialog).currentIndex().row())
    assert len(orders) == 7
    chosen[0] = 1
    for order, row in zip(orders[-2::-1], chosen[-2::-1], strict=True):
        with qtbot.waitSignal(dialog.order_changed) as changed:
            QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert changed.args == [order]
        assert list_of(dialog).currentIndex().row() == row
    with qtbot.assertNotEmitted(dialog.order_changed):
        dialog.undo()
    assert "There is nothing to undo." in labels_of(dialog)


def test_refused_edit_is_not_in_undo_history(show_dialog: ShowDialog, qtbot: QtBot) -> None:
    order = RunningOrder.of(SLIDES[:1])
    dialog = show_dialog(order)
    dialog.toggle()
    with qtbot.assertNotEmitted(dialog.order_changed):
        dialog.undo()


def test_restore_removes_added_slides(show_dialog: ShowDialog, qtbot: QtBot) -> None:
    changed = ORIGINAL.move(0, 4).set_shown(2, shown=False).add(finding_slide(FINDINGS[2]), 1)
    dialog = show_dialog(changed)
    with qtbot.waitSignal(dialog.order_changed) as changed:
        click(dialog, "Back to the author’s order")
    assert changed.args == [ORIGINAL]
    with qtbot.assertNotEmitted(dialog.order_changed):
        dialog.restore()


def test_order_without_slides_can_be_repaired_but_not_restored(
    show_dialog: ShowDialog, qtbot: QtBot
) -> None:
    empty = ORIGINAL
    for at in range(5):
        empty = empty.set_shown(at, shown=False)
    dialog = show_dialog(empty)
    dialog.toggle()
    assert len(dialog.order.slides) == 1
    with qtbot.assertNotEmitted(dialog.order_changed):
        dialog.undo()


def test_dialog_says_where_order_is_saved(dialog: RunningOrderDialog) -> None:
    assert "Saved on this computer, not in the briefing." in labels_of(dialog)


def test_selected_slide_is_shown_with_its_notes(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    (slide,) = dialog.findChildren(SlideView)
    for row, notes in ((1, "Say this."), (2, "No notes for this slide.")):
        dialog.select(row)
        assert slide.isVisible()
        assert slide.page is not None
        assert slide.page.slide is dialog.order.items[row].slide
        assert slide_text_of(dialog) == notes


def test_number_of_the_selected_slide_does_not_count_slides_left_out(
    dialog: RunningOrderDialog,
) -> None:
    (slide,) = dialog.findChildren(SlideView)
    last = len(dialog.order.items) - 1
    dialog.select(0)
    QTest.keyClick(list_of(dialog), Qt.Key.Key_Space)
    assert not dialog.order.items[0].is_shown
    for row, name in ((0, f"Slide 1 of {last + 1}"), (last, f"Slide {last} of {last}")):
        dialog.select(row)
        assert slide.accessibleName().startswith(f"{name}:")


def test_markup_in_slide_is_shown_as_text(dialog: RunningOrderDialog) -> None:
    dialog.add(finding_slide(FINDINGS[2]))
    assert "<b>Bold</b> & <img src='x.png'>" in rows_of(list_of(dialog))[1]
    kinds = {label.textFormat() for label in dialog.findChildren(QLabel)}
    assert kinds == {Qt.TextFormat.PlainText}


def _buttons(dialog: RunningOrderDialog) -> dict[str, QPushButton]:
    return {button.text(): button for button in dialog.findChildren(QPushButton)}


def _enabled(dialog: RunningOrderDialog) -> set[str]:
    always = {"Add…", "Notes…", "Close", "Start slideshow"}
    shown = (each for each in _buttons(dialog).items() if each[1].isVisible())
    return {text for text, button in shown if button.isEnabled()} - always


def test_summary_counts_what_is_shown_and_added() -> None:
    order = RunningOrder.of(SLIDES[:3]).set_shown(1, shown=False)
    assert order_summary(order) == "2 of 3 slides"
    assert order_summary(order.add(finding_slide(FINDINGS[3]), 0)) == "3 of 4 slides, 1 added"


@pytest.mark.parametrize(
    ("minutes", "planned", "texts"),
    [
        ((None, None), 0, ("Planned", "")),
        ((None, None), 45, ("Planned", "")),
        ((1, None), 0, ("Planned", "0 of them talk")),
        ((2, 39), 0, ("Planned", "39 of them talk")),
        ((2, 39), 45, ("41 of", "39 of them talk")),
        ((2, 39), 1, ("41 of", "39 of them talk")),
    ],
)
def test_minutes_of_talk_are_summed_beside_the_total(
    minutes: tuple[int | None, int | None], planned: int, texts: tuple[str, str]
) -> None:
    one = SLIDES[0]._replace(minutes=minutes[0])
    guess = SLIDES[3]._replace(minutes=minutes[1], reveal=Reveal.GUESS)
    left_out = SLIDES[2]._replace(minutes=100)
    order = RunningOrder.of((one, left_out, guess)).set_shown(1, shown=False)
    assert plan_texts(planned_time(planned, order.slides)) == texts


def test_entered_plan_is_shown_with_the_planned_minutes(show_dialog: ShowDialog) -> None:
    dialog = show_dialog(RunningOrder.of([slide._replace(minutes=3) for slide in SLIDES]))
    dialog.set_planned_minutes(20)
    assert "15 of" in labels_of(dialog)
    dialog.toggle()
    assert {"12 of", "4 of 5 slides", "0 of them talk"} <= set(labels_of(dialog))
    (field,) = dialog.findChildren(MinutesField)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "30")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "12 of" in labels_of(dialog)
    assert field.accessibleDescription() == "12 of 30 minutes 0 of them talk"
    QTest.keyClicks(field, "0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "Planned" in labels_of(dialog)
    assert field.value() == 12
    dialog.toggle()
    assert field.value() == 15
    assert accessible_texts_of(dialog)[1].endswith(". 3 minutes")


def test_esc_discards_a_typed_plan_and_otherwise_closes(show_dialog: ShowDialog) -> None:
    dialog = show_dialog(RunningOrder.of([slide._replace(minutes=3) for slide in SLIDES]))
    (field,) = dialog.findChildren(MinutesField)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "9")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert field.text() == "15 min"
    QTest.keyClicks(field, "30")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_buttons_that_can_not_be_used_are_disabled(dialog: RunningOrderDialog) -> None:
    assert _enabled(dialog) == {"Leave out", "Move down"}
    dialog.select(1)
    assert _enabled(dialog) == {"Leave out", "Move up", "Move down"}
    dialog.select(4)
    dialog.add(finding_slide(FINDINGS[2]))
    changed = {"Undo", "Back to the author’s order"}
    assert _enabled(dialog) == {"Remove", "Move up"} | changed
    dialog.undo()
    assert _enabled(dialog) == {"Leave out", "Move up"}
    for row in range(1, 5):
        dialog.select(row)
        dialog.toggle()
    assert _enabled(dialog) == {"Put back", "Move up"} | changed
    dialog.select(0)  # the last one that is shown
    assert _enabled(dialog) == {"Move down"} | changed


def test_disabled_buttons_say_why(dialog: RunningOrderDialog) -> None:
    dialog.set_presenting(presenting=True)
    assert _reasons(dialog) == {
        "Move up": "Title is already first.",
        "Bars…": "Only charts have bars to reveal.",
        "Undo": "There is nothing to undo.",
        "Back to the author’s order": "This is already the author’s order.",
        "Start slideshow": "A slideshow is running.",
    }
    dialog.set_presenting(presenting=False)
    for row in range(1, 5):
        dialog.select(row)
        dialog.toggle()
    dialog.select(0)
    assert _reasons(dialog)["Leave out"].startswith("At least one slide must be shown.")
    assert _buttons(dialog)["Undo"].accessibleDescription() == "Ctrl+Z"


def _reasons(dialog: RunningOrderDialog) -> dict[str, str]:
    """Return what the disabled buttons say to screen readers, and as tool tips."""
    disabled = {text: each for text, each in _buttons(dialog).items() if not each.isEnabled()}
    for button in disabled.values():
        assert button.toolTip() == tool_tip_text(button.accessibleDescription())
    return {text: button.accessibleDescription() for text, button in disabled.items()}


def test_presenter_lets_people_guess_a_chart_for_today(
    dialog: RunningOrderDialog, qtbot: QtBot
) -> None:
    dialog.select(1)
    assert "Bars…" not in _enabled(dialog)
    dialog.select(3)
    assert "Bars…" in _enabled(dialog)
    menus = dialog.findChildren(QMenu)
    menu = next(menu for menu in menus if menu.accessibleName() == "How the bars appear")
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        ("As the author set it: all at once", True),
        ("All at once", False),
        ("Guess first", False),
    ]
    with qtbot.waitSignal(dialog.order_changed) as changed:
        menu.actions()[2].trigger()
    assert changed.args == [ORIGINAL.set_reveal(3, Reveal.GUESS)]
    assert menu.actions()[2].isChecked()
    assert "Guess first" in accessible_texts_of(dialog)[3]
    assert any(label.startswith("Chart: guess first.") for label in labels_of(dialog))
    menu.actions()[0].trigger()
    assert dialog.order == ORIGINAL
    dialog.undo()
    assert "Guess first" in accessible_texts_of(dialog)[3]


def test_guess_of_the_author_is_left_out_for_today(show_dialog: ShowDialog) -> None:
    guess = SLIDES[3]._replace(reveal=Reveal.GUESS)
    dialog = show_dialog(RunningOrder.of([*SLIDES[:3], guess, SLIDES[4]]))
    dialog.select(3)
    assert "Guess first" in accessible_texts_of(dialog)[3]
    dialog.set_reveal(Reveal.NONE)
    assert "Bars all at once" in accessible_texts_of(dialog)[3]


def test_focused_button_is_disabled_when_the_focus_leaves(
    dialog: RunningOrderDialog,
) -> None:
    dialog.select(1)
    button = _buttons(dialog)["Move up"]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert dialog.focusWidget() is button
    assert dialog.order == ORIGINAL.move(1, 0)
    list_of(dialog).setFocus(Qt.FocusReason.TabFocusReason)
    assert not button.isEnabled()


def test_clicked_button_is_disabled_at_once(dialog: RunningOrderDialog) -> None:
    dialog.select(1)
    button = _buttons(dialog)["Move up"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.order == ORIGINAL.move(1, 0)
    assert not button.isEnabled()
    assert dialog.focusWidget() is list_of(dialog)


def test_focus_starts_in_list_and_tab_reaches_everything(dialog: RunningOrderDialog) -> None:
    dialog.resize(1100, 700)
    dialog.toggle()
    dialog.select(1)
    first = dialog.focusWidget()
    assert first is list_of(dialog)
    reached = []
    while True:
        dialog.focusNextChild()
        if dialog.focusWidget() is first:
            break
        reached.append(dialog.focusWidget())
    buttons = [widget.text() for widget in reached if isinstance(widget, QPushButton)]
    assert buttons == [
        *("Add…", "Move up", "Move down", "Leave out", "Undo", "Start slideshow", "Close"),
        "Back to the author’s order",
    ]
    assert sum(isinstance(widget, QTextEdit) for widget in reached) == 2


def test_start_closes_dialog_and_requests_slideshow(
    dialog: RunningOrderDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.slideshow_requested):
        click(dialog, "Start slideshow")
    assert not dialog.isVisible()


def test_no_second_slideshow_can_be_started(dialog: RunningOrderDialog) -> None:
    dialog.set_presenting(presenting=True)
    assert not _buttons(dialog)["Start slideshow"].isEnabled()
    dialog.set_presenting(presenting=False)
    assert _buttons(dialog)["Start slideshow"].isEnabled()


def test_enter_clicks_only_focused_button(dialog: RunningOrderDialog, qtbot: QtBot) -> None:
    dialog.select(1)
    with qtbot.assertNotEmitted(dialog.order_changed):
        QTest.keyClick(list_of(dialog), Qt.Key.Key_Return)
    assert dialog.isVisible()
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Move up")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert dialog.order == ORIGINAL.move(1, 0)


def test_every_focusable_widget_has_accessible_name(dialog: RunningOrderDialog) -> None:
    dialog.show_add_panel()
    widgets = [*dialog.findChildren(QListView), *dialog.findChildren(QLineEdit)]
    widgets += [*dialog.findChildren(QTextEdit), *dialog.findChildren(QPushButton)]
    for widget in widgets:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name)


def test_seven_rows_are_visible_in_a_window_800_px_high(
    long_dialog: RunningOrderDialog,
) -> None:
    long_dialog.resize(900, 800)
    QApplication.processEvents()
    view = list_of(long_dialog)
    assert view.viewport().height() >= 7 * view.visualRect(view.model().index(0, 0)).height()


def test_dialog_works_on_a_small_screen_with_large_text(
    dialog: RunningOrderDialog, style: Look
) -> None:
    style.set_scale(2.0)
    dialog.resize(944, 560)  # a screen of 1024 by 640 without frame and task bar
    for _ in range(3):  # rows that wrap change their height later
        QApplication.processEvents()
    dialog.resize(944, 560)
    QApplication.processEvents()
    assert dialog.size() == QSize(944, 560)
    view = list_of(dialog)
    assert view.viewport().height() >= view.visualRect(view.model().index(0, 0)).height()
    for button in _buttons(dialog).values():
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            at = button.mapTo(dialog, button.rect().bottomRight())
            assert dialog.rect().contains(at)
    for show in (dialog.show_add_panel, dialog.show_slide_panel):
        show()
        process_events()
        dialog.resize(944, 560)
        process_events()
        assert dialog.height() == 560
        assert not view.isVisible()
        focused = dialog.focusWidget()
        assert focused is not None
        assert dialog.rect().contains(focused.mapTo(dialog, focused.rect().bottomRight()))
        dialog.show_list()
        assert view.isVisible()


def test_thumbnails_are_rendered_only_for_visible_rows(
    thumbnails: list[Shown], long_dialog: RunningOrderDialog, qtbot: QtBot
) -> None:
    def is_idle() -> bool:
        before = len(thumbnails)
        process_events()
        return len(thumbnails) == before

    qtbot.waitUntil(is_idle)
    shown = list(thumbnails)
    assert 5 < len(shown) < 15
    long_dialog.move_by(1)
    qtbot.waitUntil(is_idle)
    assert thumbnails == shown  # none of them was rendered again


def test_closed_dialog_is_deleted(dialog: RunningOrderDialog, style: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        click(dialog, "Close")
    assert not isValid(dialog)
    style.choose(ThemeChoice.DARK)
