"""The export controller."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from briefing_app.database.reader import Briefing
from briefing_app.errors import OutputError
from briefing_app.export import jobs as export_jobs
from briefing_app.export.kinds import CHART, DATA, HANDOUT, dialog_entries
from briefing_app.export.options import NOTES
from briefing_app.export.request import Export, Exported, Material
from briefing_app.files.progress import Progress
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.controllers.export import ExportController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.charts import ChartView
from briefing_app.model.notes import NO_NOTE, Note, finding_item
from briefing_app.model.slide_builder import briefing_slides
from tests.gui.export.dialogs import export_of, kinds_of, save, save_button
from tests.gui.menus import trigger
from tests.gui.panes.figures import choose_view
from tests.gui.parts import briefing_of, message_of
from tests.gui.slideshows import choose_highlight, process_deletions, process_events
from tests.sample_measures import make_force, make_measure


@pytest.fixture
def controller(controllers: Controllers) -> Iterator[ExportController]:
    yield controllers.export
    for task in controllers.export.findChildren(BackgroundTask):
        task.shut_down()


@pytest.fixture
def dialog(controller: ExportController, main_window: MainWindow) -> ExportDialog:
    controller.open(HANDOUT)
    (dialog,) = main_window.findChildren(ExportDialog)
    return dialog


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Export, Material]]:
    """Replace exports by a fake. Return the list of exports and what they are made from."""
    exported: list[tuple[Export, Material]] = []

    def run(export: Export, material: Material, _progress: Progress, **_: object) -> Exported:
        exported.append((export, material))
        return Exported([export.target])

    monkeypatch.setattr(export_jobs, "run", run)
    return exported


def save_and_wait(qtbot: QtBot, dialog: ExportDialog) -> None:
    """Save to the suggested path."""
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.message.startswith("Saved"))


@pytest.mark.usefixtures("controller")
def test_each_kind_has_an_entry_that_selects_it(main_window: MainWindow) -> None:
    for kind, entry in dialog_entries().items():
        trigger(main_window, entry.menu_text)
        (dialog,) = main_window.findChildren(ExportDialog)
        assert kinds_of(dialog).kind is kind
    dialog.choose(HANDOUT)
    trigger(main_window, "Choose what to export")  # keeps the kind
    assert kinds_of(dialog).kind is HANDOUT


@pytest.mark.usefixtures("exported")
def test_shown_chart_is_selected_in_dialog(
    qtbot: QtBot,
    controller: ExportController,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    briefing = briefing_of(main_window)
    shown = make_measure(number=2, periods=("2015", "2016"))
    report = briefing.report._replace(measures=(make_measure(), shown))
    other = SimpleNamespace(report=report, path=briefing.path, close=briefing.close)
    monkeypatch.setattr(MainWindow, "briefing", other)
    main_window.reading.show_report(report)
    main_window.reading.show_measure(shown)
    main_window.view.enlarge_figures(True)
    choose_view(main_window.view.figures, "Bravo over time")
    controller.open(CHART)
    (dialog,) = main_window.findChildren(ExportDialog)
    options = save(qtbot, dialog).options
    assert (options.measure, options.view) == (shown, ChartView(force=make_force("Bravo")))


def test_export_is_reported_as_it_ends(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    threads = []

    def save_it(export: Export, _material: Material, progress: Progress, **_: object) -> Exported:
        threads.append(QThread.currentThread())
        progress(1, 2)
        return Exported([export.target], "Some letters are missing.")

    def refuse(export: Export, _material: Material, _progress: Progress, **_: object) -> Exported:
        raise OutputError(export.target, "The disk is full.", "Make room.")

    saved = f"Saved: handout.pdf in {tmp_path}. Some letters are missing."
    for run, message in ((save_it, saved), (refuse, "The disk is full. Make room.")):
        monkeypatch.setattr(export_jobs, "run", run)
        export_of(qtbot, dialog, tmp_path / "handout.pdf")
        qtbot.waitUntil(partial(_says, dialog, message))
    assert threads[0] is not dialog.thread()


def test_export_highlights_a_force_only_if_asked(
    *,
    qtbot: QtBot,
    dialog: ExportDialog,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    exported: list[tuple[Export, Material]],
) -> None:
    briefing = briefing_of(main_window)
    orders = launcher.running_orders
    orders.save(briefing, orders.order(briefing).set_shown(0, shown=False))
    force = briefing.report.measures[0].figures[1].force
    main_window.reading.set_my_force(force.name)
    orders.set_highlight(briefing, force)
    (box,) = dialog.findChildren(HighlightBox)
    for asked in (None, force):
        if asked is not None:
            choose_highlight(box, asked)
        save_and_wait(qtbot, dialog)
        export, material = exported.pop()
        assert export.options.highlight == asked
        assert material.slides == briefing_slides(briefing.report, asked)[1:]
        assert material.path == briefing.path


def test_stopped_export_is_reported(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked_to_stop = threading.Event()

    def run(export: Export, _material: Material, progress: Progress, **_: object) -> Exported:
        asked_to_stop.wait(10)
        progress(1, 2)
        return Exported([export.target])

    monkeypatch.setattr(export_jobs, "run", run)
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    dialog.reject()
    asked_to_stop.set()
    qtbot.waitUntil(lambda: dialog.message == "Stopped. Nothing was written.")


def test_unexpected_error_is_raised_and_dialog_is_ready_again(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(_export: Export, _material: Material, _progress: Progress, **_: object) -> Exported:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(export_jobs, "run", run)
    with capture_exceptions() as caught:
        export_of(qtbot, dialog, tmp_path / "handout.pdf")
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert save_button(dialog).isEnabled()


def test_next_dialog_shows_nothing_of_an_export_that_could_not_be_cancelled(
    *,
    qtbot: QtBot,
    controller: ExportController,
    dialog: ExportDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    release = threading.Event()
    threads: list[QThread] = []

    def run(export: Export, _material: Material, _progress: Progress, **_: object) -> Exported:
        threads.append(QThread.currentThread())
        release.wait(10)
        return Exported([export.target])

    monkeypatch.setattr(export_jobs, "run", run)
    export_of(qtbot, dialog, tmp_path / "handout.pdf")
    qtbot.waitUntil(lambda: bool(threads))
    briefing = briefing_of(main_window)
    main_window.open(briefing.path)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))  # until its C++ object is deleted
    controller.open(DATA)
    (next_dialog,) = main_window.findChildren(ExportDialog)
    release.set()
    assert threads[0].wait(10_000)
    process_events()
    assert next_dialog.message == ""
    assert save_button(next_dialog).isEnabled()
    assert str(tmp_path / "handout.pdf") in message_of(main_window)


def test_quitting_waits_for_stopped_export(
    qtbot: QtBot, qapp: QApplication, dialog: ExportDialog, endless_export: SimpleQueue[QThread]
) -> None:
    save(qtbot, dialog)
    thread = endless_export.get(timeout=10)
    qapp.aboutToQuit.emit()
    assert thread.isFinished()


def test_notes_are_offered_for_the_handout_if_there_are_any(
    *,
    qtbot: QtBot,
    controller: ExportController,
    main_window: MainWindow,
    briefing: Briefing,
    personal: PersonalData,
    dialog: ExportDialog,
    exported: list[tuple[Export, Material]],
) -> None:
    (box,) = [box for box in dialog.findChildren(QCheckBox) if box.text() == NOTES.label]
    assert not box.isVisible()
    dialog.close()
    process_deletions()
    finding = briefing.report.findings[0]
    personal.notes.save(briefing.report, finding_item(finding), NO_NOTE, Note("Ask"))
    controller.open(HANDOUT)
    (again,) = main_window.findChildren(ExportDialog)
    (box,) = [box for box in again.findChildren(QCheckBox) if box.text() == NOTES.label]
    assert box.isVisible()
    assert not box.isChecked()
    box.click()
    save_and_wait(qtbot, again)
    ((export, material),) = exported
    assert export.options.notes
    assert material.notes.of_finding(finding) == Note("Ask")
    personal.notes.delete(briefing.report.key, finding_item(finding).key)
    personal.forgotten.emit()
    assert not box.isVisible()
    assert not save(qtbot, again).options.notes


def _says(dialog: ExportDialog, words: str) -> bool:
    return words in dialog.message
