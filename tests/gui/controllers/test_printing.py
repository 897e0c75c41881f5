"""The printing controller."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.notes import Notes
from briefing_app.export import jobs as export_jobs
from briefing_app.export.handout import make_handout_pdf
from briefing_app.export.handout_data import HandoutOptions, missing_glyphs_warning
from briefing_app.export.request import Export, Material
from briefing_app.export.typesetting import CompressedPages, compress_pages
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.controllers import printing
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.controllers.printing import PrintingController
from briefing_app.gui.export.kinds import QUESTIONS_OPTION
from briefing_app.gui.export.page_preview import PagePreview
from briefing_app.gui.export.print_preview import PrintPreview
from briefing_app.gui.look import Style
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.model.comparison import Comparison
from briefing_app.model.notes import NO_NOTE, Note, finding_item
from briefing_app.model.report import Report
from tests.gui.export.printing import (
    PAGES,
    button_of,
    is_ready,
    labels_of,
    use_letter_paper,
)
from tests.gui.slideshows import choose_highlight
from tests.sample_report import make_finding, make_report


@pytest.fixture
def controller(
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    *,
    settings: Settings,
    personal: PersonalData,
    style: Style,
    qapp: QApplication,
) -> Iterator[PrintingController]:
    comparison = ComparisonController(main_window, launcher, settings, style, qapp)
    controller = PrintingController(main_window, personal, comparison, style, qapp)
    main_window.commands.print_requested.connect(controller.open)
    yield controller
    controller._page_task.shut_down()
    controller._save_task.shut_down()


@pytest.mark.usefixtures("controller")
def test_ctrl_p_previews_handout_of_open_briefing(qtbot: QtBot, main_window: MainWindow) -> None:
    QTest.keyClick(main_window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: any(each.startswith("Page 1 of ") for each in labels_of(preview)))
    widget = preview.findChild(PagePreview)
    assert widget is not None
    assert widget.page is not None
    size = widget.page.size
    assert size.width() / size.height() == pytest.approx(210 / 297, abs=0.001)
    # Opening another briefing closes the preview.
    main_window.open(BUNDLED_BRIEFING)
    assert not preview.isVisible()


@pytest.mark.usefixtures("controller")
def test_nothing_is_previewed_without_briefing(main_window: MainWindow, tmp_path: Path) -> None:
    main_window.open(tmp_path / "nothing.db")
    main_window.trigger(ActionId.PRINT)
    assert main_window.findChild(PrintPreview) is None


def test_printed_handout_is_reported_in_main_window(
    qtbot: QtBot, controller: PrintingController, main_window: MainWindow
) -> None:
    controller.open()
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: is_ready(preview))
    preview.printed.emit(False)
    assert main_window.statusBar().currentMessage() == "The handout was printed."


def test_missing_glyphs_are_reported_before_and_after_printing(
    qtbot: QtBot,
    controller: PrintingController,
    main_window: MainWindow,
    painting_printer: QPrinter,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    briefing._report = make_report((make_finding(1),))._replace(title="王")
    controller.open()
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: is_ready(preview))
    assert missing_glyphs_warning(briefing.report) in labels_of(preview)
    with qtbot.waitSignal(preview.printed):
        preview._begin(painting_printer)
    expected = "The handout was printed. ◊ replaces each character that its font doesn’t have."
    assert main_window.statusBar().currentMessage() == expected


def test_printed_file_is_the_tagged_handout_with_chosen_options(
    qtbot: QtBot,
    controller: PrintingController,
    main_window: MainWindow,
    printer: QPrinter,
    target: Path,
) -> None:
    controller.open()
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    button_of(preview, "Findings only").click()
    qtbot.waitUntil(lambda: is_ready(preview))
    with qtbot.waitSignal(preview.printed):
        preview._begin(printer)
    briefing = main_window.briefing
    assert briefing is not None
    options = HandoutOptions(findings_only=True, questions=False)
    assert target.read_bytes() == make_handout_pdf(briefing.report, options)


def test_preview_ignores_my_force_and_offers_a_highlight(
    qtbot: QtBot, controller: PrintingController, main_window: MainWindow
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    force = briefing.report.measures[0].figures[1].force
    main_window.set_my_force(force)
    controller.open()
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    assert preview._options.options.highlight is None
    (box,) = preview.findChildren(HighlightBox)
    qtbot.waitUntil(lambda: is_ready(preview))
    before = list(preview._browser.pages.sheets)
    choose_highlight(box, force)
    qtbot.waitUntil(lambda: is_ready(preview) and list(preview._browser.pages.sheets) != before)
    assert preview._options.options.highlight == force


@pytest.mark.parametrize("set_up", [None, use_letter_paper])
def test_unsuitable_files_are_not_overwritten(
    *,
    qtbot: QtBot,
    controller: PrintingController,
    main_window: MainWindow,
    printer: QPrinter,
    tmp_path: Path,
    set_up: Callable[[QPrinter], None] | None,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    linked = tmp_path / "linked.pdf"
    linked.symlink_to(briefing.path)
    before = briefing.path.read_bytes()
    open_file = tmp_path / "shown.pdf"
    open_file.write_bytes(b"as it was")
    (tmp_path / ".~lock.shown.pdf#").touch()
    if set_up is not None:
        set_up(printer)
    controller.open()
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: is_ready(preview))
    for file, expected in (
        (briefing.path, "file extension belongs to another kind of file"),
        (linked, "would overwrite its own source"),
        (open_file, "Another program has this file open"),
    ):
        printer.setOutputFileName(str(file))
        preview._begin(printer)
        assert any(expected in each for each in labels_of(preview))
    assert briefing.path.read_bytes() == before
    assert linked.is_symlink()
    assert open_file.read_bytes() == b"as it was"


def test_file_written_after_closing_preview_is_reported(
    *,
    qtbot: QtBot,
    controller: PrintingController,
    main_window: MainWindow,
    printer: QPrinter,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started, release = threading.Event(), threading.Event()

    def run(export: Export, _material: Material, _progress: Progress) -> list[Path]:
        started.set()
        assert release.wait(10)
        return [export.target]

    monkeypatch.setattr(export_jobs, "run", run)
    controller.open()
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: is_ready(preview))
    preview._begin(printer)
    assert started.wait(10)
    preview.close()
    release.set()
    qtbot.waitUntil(lambda: main_window.statusBar().currentMessage() == f"Saved: {target}")


def test_only_one_handout_is_made_at_a_time(
    qtbot: QtBot,
    controller: PrintingController,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started, release = threading.Event(), threading.Event()
    made = []

    def make(_report: Report, options: HandoutOptions, *_more: object) -> CompressedPages:
        made.append(options)
        started.set()
        assert release.wait(10)
        return CompressedPages(compress_pages(PAGES))

    monkeypatch.setattr(printing, "make_handout_pages", make)
    controller.open()
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    preview._browser._make()
    assert started.wait(10)
    for choice in ("Large print", QUESTIONS_OPTION):
        button_of(preview, choice).click()
        preview._browser._make()
    release.set()
    qtbot.waitUntil(lambda: is_ready(preview))
    assert made == [HandoutOptions(), HandoutOptions(questions=False, large_print=True)]


def test_quitting_gives_up_pages_being_made(
    qtbot: QtBot,
    controller: PrintingController,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started, ended = threading.Event(), threading.Event()

    def make(*values: object) -> CompressedPages:
        progress = cast("Progress", values[-1])
        started.set()
        try:
            while not ended.is_set():  # until it is cancelled
                progress(0, 0)
        finally:
            ended.set()
        return CompressedPages([])

    monkeypatch.setattr(printing, "make_handout_pages", make)
    controller.open()
    qtbot.waitUntil(started.is_set)
    main_window.close()
    controller._page_task.shut_down()
    assert ended.is_set()


def test_changes_can_be_included_while_comparison_is_open(
    qtbot: QtBot,
    controller: PrintingController,
    main_window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    comparisons: list[Comparison | None] = []

    def make(
        _report: Report,
        _options: HandoutOptions,
        comparison: Comparison | None,
        _progress: Progress,
    ) -> CompressedPages:
        comparisons.append(comparison)
        return CompressedPages(compress_pages(PAGES))

    monkeypatch.setattr(printing, "make_handout_pages", make)
    controller.open()
    preview = main_window.findChild(PrintPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: is_ready(preview))
    assert not preview._options._changes.isVisible()
    assert controller._comparison.open(BUNDLED_BRIEFING)
    assert preview._options._changes.isVisible()
    preview._options._changes.click()
    qtbot.waitUntil(lambda: is_ready(preview))
    assert controller._comparison.shown is not None
    controller._comparison.shown.close()
    qtbot.waitUntil(lambda: is_ready(preview))
    assert not preview._options._changes.isVisible()
    first, with_changes, without = comparisons
    assert (first, without) == (None, None)
    assert with_changes is not None


def test_notes_are_printed_only_if_asked(
    controller: PrintingController, main_window: MainWindow, personal: PersonalData
) -> None:
    assert main_window.briefing is not None
    report = main_window.briefing.report
    item = finding_item(report.findings[0])
    Notes(personal.store).save(report, item, NO_NOTE, Note("Ask"))
    controller.open()
    preview = controller._preview.dialog
    assert preview is not None
    (box,) = [box for box in preview.findChildren(QCheckBox) if box.text() == "My notes"]
    assert box.isVisible()
    assert preview._options.options.notes.is_empty
    box.click()
    assert preview._options.options.notes.of_finding(report.findings[0]) == Note("Ask")
