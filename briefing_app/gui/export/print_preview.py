"""The dialog that previews the handout and prints it."""

import sys
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.export.handout_data import HandoutOptions
from briefing_app.files.progress import Progress
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.export.handout_option_row import HandoutOptionRow
from briefing_app.gui.export.page_browser import PageBrowser, Pager, Pages
from briefing_app.gui.export.page_preview import ZOOMS, PageArea
from briefing_app.gui.export.print_job import PrintJob
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.comparison import Comparison
from briefing_app.model.notes import NO_NOTES, ReportNotes
from briefing_app.model.report import Report

_SIZE: Final = QSize(620, 760)  # pixels at 100 % text size
_MIN_RATIO: Final = 0.8  # height to width; below it, the options are beside the page

_CANNOT_MAKE: Final = "The handout can’t be made."


class Handout(Protocol):
    """Makes the handout, with or without the changes of a comparison."""

    def pages(
        self, options: HandoutOptions, comparison: Comparison | None, progress: Progress
    ) -> Pages:
        """Return the pages; called in another thread."""

    def check_file(self, target: Path) -> None:
        """Raise an OutputError if the handout may not be written to a file."""

    def save(
        self,
        target: Path,
        options: HandoutOptions,
        comparison: Comparison | None,
        progress: Progress,
    ) -> object:
        """Write the handout as a PDF file; called in another thread."""


class PrintPreview(Dialog):
    """Previews the pages of the handout, lets the user choose what is in it, and prints it.

    Args:
        report: The briefing. Its title is the name of the handout in the printer's queue.
        notes: The user's notes, which can be printed.
        handout: What is printed.
        style: Colours, fonts and text size.
        parent: The main window.
        page_task: Makes the pages; abandoned when the dialog closes.
        save_task: Writes the handout's own PDF file; abandoned when the dialog closes.
    """

    printed = Signal(bool)
    """Emitted when the handout was printed, with whether its font doesn't have some characters."""

    def __init__(
        self,
        report: Report,
        handout: Handout,
        style: Style,
        parent: QWidget,
        *,
        page_task: BackgroundTask,
        save_task: BackgroundTask,
        notes: ReportNotes = NO_NOTES,
    ) -> None:
        super().__init__(parent)
        self._title = report.title
        self._handout = handout
        self._style = style
        self._last_size = QSize()
        self._job = PrintJob(save_task, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Print the handout")
        self.addActions(parent.actions())  # the keys for the text size
        self._options = HandoutOptionRow(report, notes, style, self)
        self._build_page(page_task)
        self._build_buttons()
        self._build_layout()
        self._connect_signals()
        self._restyle()
        self._remake()

    def offer_changes(self, comparison: Comparison | None) -> None:
        """Offer to include the changes of a comparison, or of none any more."""
        self._options.offer_changes(comparison)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop printing, and abandon what is being made."""
        self._job.abandon()
        self._browser.abandon()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the options beside the page if the dialog is wide and low."""
        super().resizeEvent(event)
        self._arrange(self.size())

    def reject(self) -> None:
        """Stop printing if it is running; otherwise close the dialog."""
        if self._job.is_running:
            self._job.stop()
        else:
            self._browser.abandon()
            super().reject()

    # ---- building -------------------------------------------------------------------------------

    def _build_page(self, page_task: BackgroundTask) -> None:
        self._area = PageArea(self._style, self)
        self._pager = Pager(self._style, self)
        self._smaller, self._larger = quiet_button("−", self), quiet_button("+", self)
        self._smaller.setAccessibleName("Smaller page")
        self._larger.setAccessibleName("Larger page")
        self._page_row = FlowRow(self)
        for widget in (self._pager, self._smaller, self._larger):
            self._page_row.add(widget)
        self._browser = PageBrowser(self._area.page, self._pager, page_task, self)
        self._message = selectable_label(self)
        self._message.setAccessibleName("Status")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)  # the duration is unknown
        self._bar.setAccessibleName("Progress")
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # keep the page's size when the bar comes and goes
        self._bar.setSizePolicy(policy)

    def _build_buttons(self) -> None:
        self._print = QPushButton("Print…", self)
        self._print.setProperty("look", "primary")
        self._print.setDefault(True)
        self._print.clicked.connect(self._ask_for_printer)
        self._close = quiet_button("Close", self)
        self._close.clicked.connect(self.reject)
        self._smaller.clicked.connect(lambda: self._change_zoom(-1))
        self._larger.clicked.connect(lambda: self._change_zoom(1))

    def _build_layout(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._page_row, 1)
        for button in (self._print, self._close):
            self._buttons.addWidget(button)
        self._rows = QVBoxLayout(self)
        self._upper = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._upper.addWidget(self._options)
        self._upper.addWidget(self._area, 1)
        self._rows.addLayout(self._upper, 1)
        for widget in (self._bar, self._message):
            self._rows.addWidget(widget)
        self._rows.addLayout(self._buttons)

    def _connect_signals(self) -> None:
        for key, by in (("PgUp", -1), ("PgDown", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self._browser.turn(by))
        for key, by in (("+", 1), ("=", 1), ("-", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self._change_zoom(by))
        self._options.changed.connect(self._remake)
        self._browser.changed.connect(self._update)
        self._browser.made.connect(self._show_result)
        self._job.message_changed.connect(self._follow_job)
        self._job.done.connect(self._finish)
        self._style.changed.connect(self._restyle)

    # ---- the pages ------------------------------------------------------------------------------

    def _remake(self) -> None:
        """Make the pages with the current options, and abandon those that are being made."""
        self._show_message("")
        options, changes = self._options.options, self._options.comparison
        self._browser.remake(lambda: partial(self._handout.pages, options, changes))

    def _show_result(self) -> None:
        browser = self._browser
        if browser.error is not None:
            self._show_message(f"{_CANNOT_MAKE} {browser.error}")
        else:
            self._show_message(_CANNOT_MAKE if browser.is_broken else browser.pages.warning)

    def _change_zoom(self, by: int) -> None:
        self._area.change_zoom(by)
        announce(f"Page at {self._area.zoom:.0%}", self)
        self._update()

    def _update(self) -> None:
        """Enable what can be done now."""
        has_pages = bool(self._browser.pages.sheets)
        is_busy, is_making = self._job.is_running, self._browser.is_making
        self._smaller.setEnabled(has_pages and self._area.zoom > ZOOMS[0])
        self._larger.setEnabled(has_pages and self._area.zoom < ZOOMS[-1])
        self._bar.setVisible(is_making or self._job.is_saving)
        self._print.setEnabled(has_pages and not is_busy and not is_making)
        self._options.setEnabled(not is_busy)
        self._close.setText("Stop" if is_busy else "Close")

    def _show_message(self, message: str) -> None:
        self._message.setText(message)
        self._message.setVisible(bool(message))
        announce(message, self)

    # ---- printing -------------------------------------------------------------------------------

    def _ask_for_printer(self) -> None:
        # On other systems the print dialog can print to a file if there is no printer.
        if sys.platform == "win32" and not QPrinterInfo.availablePrinterNames():
            self._show_message(
                "This computer has no printer. Save the handout as PDF and print it elsewhere."
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(self._browser.pages.sheets))
        dialog.accepted.connect(lambda: self._begin(printer))
        QDialog.open(dialog)  # QPrintDialog's own overload wants the name of a slot

    def _begin(self, printer: QPrinter) -> None:
        handout, options, changes = self._handout, self._options.options, self._options.comparison
        self._job.start(
            printer,
            self._browser.pages.sheets,
            handout.check_file,
            lambda target, progress: handout.save(target, options, changes, progress),
        )

    def _follow_job(self, message: str) -> None:
        self._show_message(message)
        self._update()

    def _finish(self) -> None:
        self.printed.emit(bool(self._browser.pages.warning))
        self.accept()

    # ---- style ----------------------------------------------------------------------------------

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        # Not the main button: with a font of its own, Qt would take no room for its bold letters.
        for widget in (self._message, self._smaller, self._larger, self._close):
            widget.setFont(style.font(TextRole.CONTROL))
        self._pager.restyle()
        self._options.restyle()
        self._bar.setFixedHeight(px(8))
        self._rows.setContentsMargins(px(20), px(16), px(20), px(16))
        self._rows.setSpacing(px(12))
        for row in (self._buttons, self._upper):
            row.setSpacing(px(8))
        preferred = QSize(px(_SIZE.width()), px(_SIZE.height()))
        # Before the dialog gets its size: the options need less height beside the page.
        self._arrange(preferred.boundedTo(self.screen().availableGeometry().size()))
        self._last_size = resize_within_screen(self, preferred, self._last_size)

    def _arrange(self, size: QSize) -> None:
        is_low = size.height() < _MIN_RATIO * size.width()
        direction = QBoxLayout.Direction
        self._upper.setDirection(direction.LeftToRight if is_low else direction.TopToBottom)
        self._upper.setStretch(0, 1 if is_low else 0)
