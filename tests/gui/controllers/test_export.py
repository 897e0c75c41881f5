"""The export controller."""

import threading
from collections.abc import Generator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.errors import OutputError
from briefing_app.export import jobs as export_jobs
from briefing_app.export.kinds import CHART, DATA, HANDOUT, SLIDES, dialog_entries
from briefing_app.export.options import NOTES
from briefing_app.export.request import Export, Exported, Material, Pages
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress, no_progress
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.controllers.export import ExportController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.export import printing
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.charts import ChartView
from briefing_app.model.notes import NO_NOTE, Note, finding_item
from briefing_app.model.slide_builder import briefing_slides
from tests.gui.export.dialogs import export_of, kinds_of, page_of, save, save_button
from tests.gui.menus import trigger
from tests.gui.panes.figures import choose_view
from tests.gui.parts import briefing_of, button_of, message_of, texts_of
from tests.gui.slideshows import choose_highlight, process_deletions, process_events
from tests.sample_measures import make_force, make_measure
from tests.systems import make_link


@pytest.fixture
def controller(controllers: Controllers) -> Iterator[ExportController]:
    yield controllers.export
    for task in controllers.export.findChildren(BackgroundTask):
        task.shut_down()


@pytest.fixture(scope="module")
def handout_pages() -> Pages:
    """Return the first two pages of the bundled briefing's handout."""
    export = Export(HANDOUT, Path("handout.pdf"))
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        material = Material(briefing.path, briefing.report)
        pages = export_jobs.preview(export, material, no_progress)
    return replace(pages, sheets=pages.sheets[:2], texts=pages.texts[:2])


@pytest.fixture
def pages_made_once(handout_pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show these pages in every preview."""
    monkeypatch.setattr(export_jobs, "preview", lambda *_, **__: handout_pages)


@pytest.fixture
def dialog(
    controller: ExportController, main_window: MainWindow, pages_made_once: None
) -> ExportDialog:
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


@pytest.mark.usefixtures("controller", "pages_made_once")
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


def test_pages_of_slides_and_charts_are_previewed(
    qtbot: QtBot, controller: ExportController, main_window: MainWindow
) -> None:
    for kind, has_several in ((SLIDES, True), (CHART, False)):
        controller.open(kind)
        (dialog,) = main_window.findChildren(ExportDialog)
        with qtbot.waitSignal(dialog.preview.made, timeout=20_000):
            pass
        assert "Page 1 of " in texts_of(dialog)
        assert button_of(dialog, "Next page").isEnabled() is has_several


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


# ---- printing -----------------------------------------------------------------------------------


@pytest.fixture
def print_dialog(
    qtbot: QtBot, controller: ExportController, main_window: MainWindow, pages_made_once: None
) -> ExportDialog:
    """The dialog as Ctrl+P opens it, when the pages of the handout have been made."""
    QTest.keyClick(main_window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = main_window.findChildren(ExportDialog)
    with qtbot.waitSignal(dialog.preview.made, timeout=20_000):
        pass
    return dialog


@pytest.mark.usefixtures("controller")
def test_nothing_is_printed_without_briefing(main_window: MainWindow, tmp_path: Path) -> None:
    main_window.open(tmp_path / "nothing.db")
    trigger(main_window, "Print the handout")
    assert main_window.findChild(ExportDialog) is None


def test_ctrl_p_previews_the_handout_whose_pages_are_printed_and_that_is_reported(
    qtbot: QtBot, print_dialog: ExportDialog, painting_printer: QPrinter, target: Path
) -> None:
    assert kinds_of(print_dialog).kind is HANDOUT
    assert button_of(print_dialog, "Print…").property("look") == "primary"
    page = page_of(print_dialog).page
    assert page is not None
    assert page.size.width() / page.size.height() == pytest.approx(210 / 297, abs=0.001)
    print_dialog.print_on(painting_printer)
    qtbot.waitUntil(lambda: print_dialog.message == "The handout was printed.", timeout=20_000)
    assert target.read_bytes().startswith(b"%PDF-")


def _says(dialog: ExportDialog, words: str) -> bool:
    return words in dialog.message


def test_unsuitable_files_are_not_printed_to(
    *,
    qtbot: QtBot,
    print_dialog: ExportDialog,
    main_window: MainWindow,
    printer: QPrinter,
    tmp_path: Path,
) -> None:
    briefing = briefing_of(main_window)
    linked = tmp_path / "linked.pdf"
    make_link(linked, briefing.path)
    before = briefing.path.read_bytes()
    open_file = tmp_path / "shown.pdf"
    open_file.write_bytes(b"as it was")
    (tmp_path / ".~lock.shown.pdf#").touch()
    for paper in (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter):
        printer.setPageSize(QPageSize(paper))  # pages that fit are not painted
        for file, expected in (
            (briefing.path, "file extension belongs to another kind of file"),
            (linked, "would overwrite its own source"),
            (open_file, "Another program has this file open"),
        ):
            printer.setOutputFileName(str(file))
            print_dialog.print_on(printer)
            qtbot.waitUntil(partial(_says, print_dialog, expected))
            assert button_of(print_dialog, "Print…").isEnabled()
    assert briefing.path.read_bytes() == before
    assert linked.is_symlink()
    assert open_file.read_bytes() == b"as it was"


def test_handout_that_cannot_be_printed_is_reported(
    qtbot: QtBot,
    print_dialog: ExportDialog,
    painting_printer: QPrinter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ended_early(_printer: QPrinter, _pages: object) -> Generator[int, None, None]:
        yield 1

    monkeypatch.setattr(printing, "print_sheets", ended_early)
    print_dialog.print_on(painting_printer)
    qtbot.waitUntil(lambda: print_dialog.message == "The handout can’t be printed.")
    assert button_of(print_dialog, "Print…").isEnabled()
