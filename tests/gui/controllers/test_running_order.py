"""Changing the running order of the open briefing."""

from PySide6.QtWidgets import QPushButton

from briefing_app.database.personal.slideshows import RunningOrders
from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData, RunningOrderStore
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.slideshow.launcher import SlideshowLauncher, StartOptions
from briefing_app.model.report import quote_key
from briefing_app.model.slideshow.state import SlidePosition
from briefing_app.model.written_slide import WrittenKind, written
from tests.gui.menus import trigger
from tests.gui.slideshows import (
    choose_highlight,
    labels,
    running_slideshow,
)


def test_changed_order_is_saved_outside_the_briefing(
    launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    main_window: MainWindow,
) -> None:
    before = BUNDLED_BRIEFING.read_bytes()
    trigger(main_window, "Running order")
    (dialog,) = main_window.findChildren(RunningOrderDialog)
    dialog.editor.select(1)
    dialog.editor.toggle()
    assert [item.is_shown for item in launcher.running_orders.order(briefing).items][:3] == [
        True,
        False,
        True,
    ]
    assert RunningOrders(personal_store).lines(briefing.report.key) != ()
    assert BUNDLED_BRIEFING.read_bytes() == before
    dialog.editor.restore()
    assert RunningOrders(personal_store).lines(briefing.report.key) == ()


def test_slides_written_for_today_are_there_again_and_in_the_slideshow(
    launcher: SlideshowLauncher,
    briefing: Briefing,
    personal: PersonalData,
    main_window: MainWindow,
) -> None:
    trigger(main_window, "Running order")
    (dialog,) = main_window.findChildren(RunningOrderDialog)
    dialog.editor.write(written(WrittenKind.BREAK, ""), 10)
    dialog.editor.select(0)
    dialog.editor.write(written(WrittenKind.QUESTION, "Who asks first?"), 5)
    dialog.close()
    restored = RunningOrderStore(personal).order(briefing)
    assert restored == dialog.editor.state.order
    question, pause = restored.slides[1:3]
    assert question.title == "Who asks first?"
    launcher.present(briefing, StartOptions(windowed=True))
    slideshow = running_slideshow(launcher)
    assert slideshow.model.slides[1:3] == (question, pause)
    slideshow.end()


def test_running_order_opens_at_the_slide_of_other_words(
    main_window: MainWindow,
) -> None:
    (lone,) = main_window.reading.contents.parts.other_words
    main_window.reading.show_item(lone)
    trigger(main_window, "Running order")
    (dialog,) = main_window.findChildren(RunningOrderDialog)
    item = dialog.editor.state.item
    assert item is not None
    assert item.slide.key == quote_key(lone)


def test_highlight_is_chosen_before_the_slideshow(
    launcher: SlideshowLauncher, briefing: Briefing, main_window: MainWindow
) -> None:
    first, second = (figure.force for figure in briefing.report.measures[0].figures[:2])
    launcher.running_orders.set_highlight(briefing, first)
    trigger(main_window, "Running order")
    (box,) = main_window.findChildren(HighlightBox)
    assert box.highlight == first
    choose_highlight(box, second)
    assert launcher.running_orders.highlight(briefing) == second


def test_dialog_says_that_a_running_slideshow_stays_the_same(
    launcher: SlideshowLauncher, briefing: Briefing, main_window: MainWindow
) -> None:
    message = "The slideshow that is running keeps its order"
    launcher.present(briefing, StartOptions(windowed=True))
    slides = len(running_slideshow(launcher).model.slides)
    trigger(main_window, "Running order")
    (dialog,) = main_window.findChildren(RunningOrderDialog)
    for _ in range(2):
        assert " ".join(labels(dialog)).count(message) == 1
        dialog.editor.toggle()
    assert len(running_slideshow(launcher).model.slides) == slides
    running_slideshow(launcher).end()
    dialog.editor.toggle()
    assert message not in " ".join(labels(dialog))
    launcher.present(briefing, StartOptions(windowed=True))
    assert " ".join(labels(dialog)).count(message) == 1


def test_start_button_does_what_f5_does(
    launcher: SlideshowLauncher, briefing: Briefing, main_window: MainWindow
) -> None:
    launcher.present(briefing, StartOptions())
    running_slideshow(launcher).model.go_to(3)
    running_slideshow(launcher).end()
    trigger(main_window, "Running order")
    (dialog,) = main_window.findChildren(RunningOrderDialog)
    buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
    buttons["Continue at slide 4"].click()
    assert running_slideshow(launcher).model.state.position == SlidePosition(3)
