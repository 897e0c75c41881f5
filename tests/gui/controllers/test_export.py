"""What the Export menu does: asks, works beside the window, tells."""

import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QThread
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from briefing_app.errors import OutputError
from briefing_app.export.handout import missing_glyphs_warning
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.controllers.export import KINDS, ExportController
from briefing_app.gui.export import jobs as export_jobs
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.export.jobs import Export, ExportKind, Material
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.style import Style
from briefing_app.model.charts import ChartView
from briefing_app.model.comparison import comparison_slides
from briefing_app.model.slides import running_order
from tests.sample_measures import make_measure


@pytest.fixture
def exports(
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    style: Style,
    qapp: QApplication,
) -> ExportController:
    comparing = ComparisonController(main_window, launcher, settings, style, qapp)
    return ExportController(main_window, launcher, settings, style, qapp, comparing=comparing)


@pytest.fixture
def dialog(exports: ExportController, main_window: MainWindow) -> ExportDialog:
    exports.open(ExportKind.HANDOUT)
    (dialog,) = main_window.findChildren(ExportDialog)
    return dialog


def begin(dialog: ExportDialog, target: Path) -> None:
    dialog._begin(target, replacing=False)


def said(dialog: ExportDialog) -> str:
    return dialog.said


def test_each_action_of_export_menu_opens_its_kind(main_window: MainWindow) -> None:
    records = main_window.actions_by_id.records
    menu = {record.id for record in records if record.menu == "&File/&Export"}
    assert menu == {ActionId.EXPORT, *KINDS}
    assert set(KINDS.values()) == set(ExportKind)


def test_that_the_chart_that_is_shown_is_offered_first(
    exports: ExportController, main_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    assert main_window.view.figures is not None
    shown = make_measure(number=2, periods=("2015", "2016"))
    report = replace(briefing.report, measures=(make_measure(), shown))
    monkeypatch.setattr(
        main_window, "_briefing", SimpleNamespace(report=report, close=briefing.close)
    )
    main_window.view.figures.set_measures(report.measures)
    main_window.view.figures.show_measure(shown)
    main_window.view.figures._choose_view(2)
    exports.open(ExportKind.CHART)
    (dialog,) = main_window.findChildren(ExportDialog)
    asked: list[Export] = []
    dialog.export_wanted.connect(asked.append)
    dialog.export_wanted.disconnect(exports._start)
    begin(dialog, Path("chart.png"))
    assert [(each.measure, each.view) for each in asked] == [(shown, ChartView("2016", "2015"))]


def test_that_work_goes_on_beside_the_window_and_its_end_is_told(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    threads = []

    def run(export: Export, _material: Material, progress: Progress) -> list[Path]:
        threads.append(QThread.currentThread())
        progress(1, 2)
        return [export.target]

    monkeypatch.setattr(export_jobs, "run", run)
    begin(dialog, tmp_path / "handout.pdf")
    qtbot.waitUntil(lambda: said(dialog).startswith("Saved: handout.pdf"))
    assert threads[0] is not dialog.thread()


def test_that_an_export_is_made_of_the_order_of_this_occasion_and_of_my_force(
    qtbot: QtBot,
    dialog: ExportDialog,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made_of: list[Material] = []

    def run(export: Export, material: Material, _progress: Progress) -> list[Path]:
        made_of.append(material)
        return [export.target]

    briefing = main_window.briefing
    assert briefing is not None
    order = launcher.order(briefing).showing(0, shown=False)
    monkeypatch.setattr(launcher, "order", lambda _briefing: order)
    force = briefing.report.forces[1]
    main_window.set_my_force(force)
    monkeypatch.setattr(export_jobs, "run", run)
    begin(dialog, Path("handout.pdf"))
    qtbot.waitUntil(lambda: bool(made_of))
    (material,) = made_of
    assert material.slides == running_order(briefing.report)[1:]
    assert (material.my_force, material.path) == (force, briefing.path)
    qtbot.waitUntil(lambda: said(dialog).startswith("Saved"))


def test_that_no_export_takes_the_place_of_the_briefing_beside(
    qtbot: QtBot, exports: ExportController, dialog: ExportDialog, tmp_path: Path
) -> None:
    beside = tmp_path / "beside.pdf"
    beside.write_bytes(BUNDLED_BRIEFING.read_bytes())
    assert exports._comparison.open(beside)
    dialog._begin(beside, replacing=True)
    qtbot.waitUntil(lambda: "would overwrite its own source" in said(dialog))
    assert beside.read_bytes() == BUNDLED_BRIEFING.read_bytes()


@pytest.mark.parametrize("kind", [ExportKind.HANDOUT, ExportKind.SLIDES, ExportKind.PICTURES])
def test_that_what_has_changed_goes_in_once_as_long_as_a_comparison_is_shown(
    *,
    qtbot: QtBot,
    exports: ExportController,
    launcher: SlideshowLauncher,
    dialog: ExportDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    kind: ExportKind,
) -> None:
    made_of: list[Material] = []

    def run(export: Export, material: Material, _progress: Progress) -> list[Path]:
        made_of.append(material)
        return [export.target]

    def make() -> Material:
        dialog.choose(kind)
        begin(dialog, Path("/made/up"))
        qtbot.waitUntil(lambda: said(dialog).startswith("Saved"))
        return made_of.pop()

    monkeypatch.setattr(export_jobs, "run", run)
    briefing = main_window.briefing
    assert briefing is not None
    own = running_order(briefing.report)
    assert not dialog._changes.isVisible()
    assert make().comparison is None
    assert exports._comparison.open(briefing.path)
    dialog.choose(kind)
    assert dialog._changes.isVisible()
    assert make().slides == own  # only where it is chosen
    dialog._changes.click()
    comparison = exports._comparison.comparison
    assert comparison is not None
    added = comparison_slides(comparison)
    material = make()
    assert material.comparison is comparison
    assert material.slides == (*own[:-1], *added, own[-1])
    launcher.add(briefing, added)
    assert make().slides == (*own[:-1], *added, own[-1])
    dialog.choose(ExportKind.CHART)
    assert not dialog._changes.isVisible()
    assert dialog.changes is None
    assert exports._comparison.shown is not None
    exports._comparison.shown.close()
    dialog.choose(kind)
    assert not dialog._changes.isVisible()
    assert make().comparison is None


@pytest.mark.parametrize("kind", [ExportKind.HANDOUT, ExportKind.DATA])
def test_that_characters_which_a_handout_lacks_are_told_with_where_it_went(
    *,
    qtbot: QtBot,
    dialog: ExportDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: ExportKind,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    briefing._report = replace(briefing.report, title="王")
    monkeypatch.setattr(export_jobs, "run", lambda export, *_: [export.target])
    dialog.choose(kind)
    begin(dialog, tmp_path / "made")
    qtbot.waitUntil(lambda: said(dialog).startswith("Saved: made"))
    assert ("U+738B" in said(dialog)) is (kind is ExportKind.HANDOUT)
    assert (missing_glyphs_warning(briefing.report) in said(dialog)) is (kind is ExportKind.HANDOUT)


def test_that_stopping_ends_the_work_and_is_told(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked_to_stop = threading.Event()

    def run(export: Export, _material: Material, progress: Progress) -> list[Path]:
        asked_to_stop.wait(10)
        progress(1, 2)
        return [export.target]

    monkeypatch.setattr(export_jobs, "run", run)
    begin(dialog, tmp_path / "handout.pdf")
    dialog.reject()
    asked_to_stop.set()
    qtbot.waitUntil(lambda: said(dialog) == "Stopped. Nothing was written.")


def test_that_an_error_is_told_in_the_dialog(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(export: Export, _material: Material, _progress: Progress) -> list[Path]:
        raise OutputError(export.target, "The disk is full.", "Make room.")

    monkeypatch.setattr(export_jobs, "run", run)
    begin(dialog, tmp_path / "handout.pdf")
    qtbot.waitUntil(lambda: "The disk is full. Make room." in said(dialog))


def test_that_a_bug_is_told_as_one_in_the_windows_thread_and_the_dialog_is_ready_again(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def run(_export: Export, _material: Material, _progress: Progress) -> list[Path]:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(export_jobs, "run", run)
    with capture_exceptions() as caught:
        begin(dialog, tmp_path / "handout.pdf")
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert not dialog._running


def test_that_another_briefing_closes_the_dialog_of_the_one_before(
    qtbot: QtBot, dialog: ExportDialog, main_window: MainWindow
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    with qtbot.waitSignal(dialog.finished):
        main_window.open(briefing.path)


@pytest.mark.parametrize("too_late", [False, True])
def test_that_the_next_dialog_hears_nothing_of_work_that_another_briefing_ended(
    *,
    qtbot: QtBot,
    exports: ExportController,
    dialog: ExportDialog,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    too_late: bool,
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    ended: list[str] = []

    def run(export: Export, _material: Material, progress: Progress) -> list[Path]:
        begun.set()
        go_on.wait(10)
        if not too_late:
            try:
                progress(1, 2)
            finally:
                ended.append("stopped")
        return [export.target]

    monkeypatch.setattr(export_jobs, "run", run)
    begin(dialog, tmp_path / "handout.pdf")
    assert begun.wait(10)
    briefing = main_window.briefing
    assert briefing is not None
    main_window.open(briefing.path)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))  # it is really gone
    exports.open(ExportKind.DATA)
    (following,) = main_window.findChildren(ExportDialog)
    go_on.set()
    qtbot.waitUntil(lambda: not exports._task.findChildren(QThread))
    assert said(following) == ""
    assert following._kinds[ExportKind.DATA].isChecked()
    assert not following._running
    assert ended == ([] if too_late else ["stopped"])
    message = main_window.statusBar().currentMessage()
    assert (str(tmp_path / "handout.pdf") in message) is too_late


def test_that_the_program_waits_for_work_it_stopped_when_it_ends(
    exports: ExportController, dialog: ExportDialog, endless_export: threading.Event, tmp_path: Path
) -> None:
    begin(dialog, tmp_path / "handout.pdf")
    assert endless_export.wait(10)
    (thread,) = exports._task.findChildren(QThread)
    exports._task.finish()
    assert thread.isFinished()


def test_that_opening_again_brings_the_same_dialog_forward(
    exports: ExportController, dialog: ExportDialog, main_window: MainWindow
) -> None:
    exports.open(ExportKind.DATA)
    alive = [one for one in main_window.findChildren(ExportDialog) if shiboken6.isValid(one)]
    assert alive == [dialog]
    assert dialog._kinds[ExportKind.DATA].isChecked()


def test_that_the_folder_of_what_was_saved_is_shown_by_the_system(
    dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog.folder_wanted.emit(tmp_path)
    assert opened == [str(tmp_path)]
