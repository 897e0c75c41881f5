"""Fixtures for the tests of the export dialog and of printing."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.errors import BriefingAppError
from briefing_app.export.request import Export, Pages
from briefing_app.files.progress import Progress
from briefing_app.gui.export.dialog import ExportDialog
from briefing_app.gui.look import Look
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.report import Force, Report
from tests.gui.export.printing import PAGES
from tests.sample_measures import make_measure
from tests.sample_report import make_report


class FakePages:
    """Makes the pages of previews, and records of which exports."""

    def __init__(self) -> None:
        self.sheets: Sequence[bytes] = PAGES
        self.warning = ""
        self.page_counts: Mapping[str, int] = {}
        self.error: BriefingAppError | None = None
        self.exports: list[Export] = []
        self.threads: list[QThread] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def make(self, export: Export, progress: Progress) -> Pages:
        """Return the pages, as soon as they may be made."""
        self.exports.append(export)
        self.threads.append(QThread.currentThread())
        sheets = self.sheets
        assert self.may_go_on.wait(10)
        progress(0, 0)
        if self.error is not None:
            raise self.error
        texts = ["One", "Two", "Three"]
        return Pages(sheets, self.warning, texts, page_counts=self.page_counts)


@pytest.fixture
def report() -> Report:
    return make_report(measures=(make_measure(),))


@pytest.fixture
def made() -> FakePages:
    return FakePages()


@pytest.fixture
def preview_task(window: QWidget, qapp: QApplication) -> Iterator[BackgroundTask]:
    task = BackgroundTask(window, qapp)
    yield task
    task.shut_down()


@pytest.fixture
def make_dialog(
    *,
    qtbot: QtBot,
    settings: Settings,
    style: Look,
    window: QWidget,
    made: FakePages,
    preview_task: BackgroundTask,
    tmp_path: Path,
) -> Callable[..., ExportDialog]:
    """Return a function that opens the dialog and waits for its first preview."""
    settings.export_folder = str(tmp_path)

    def make(report: Report, my_force: Force | None = None) -> ExportDialog:
        dialog = ExportDialog(
            report,
            settings,
            window,
            preview_job=lambda export: partial(made.make, export),
            preview_task=preview_task,
            my_force=my_force,
        )
        with qtbot.waitSignal(dialog.preview.made), qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return make


@pytest.fixture
def dialog(make_dialog: Callable[..., ExportDialog], report: Report) -> ExportDialog:
    """The dialog, when the pages of the handout have been made."""
    return make_dialog(report)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "printed.pdf"


@pytest.fixture
def printer(qapp: object, target: Path) -> QPrinter:
    """A printer that writes a PDF file with A4 pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return printer


@pytest.fixture
def painting_printer(printer: QPrinter) -> QPrinter:
    """A printer whose paper is not A4, so that the pages are painted."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return printer
