"""The dialog that previews the handout and prints it."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.errors import BriefingAppError
from briefing_app.export.handout_data import HandoutOptions
from briefing_app.files.progress import Progress
from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.charts.highlight_box import HighlightBox
from briefing_app.gui.comparison.include_changes_button import IncludeChangesButton
from briefing_app.gui.export.page_preview import ZOOMS, PageArea
from briefing_app.gui.export.printer import PrintedPage, can_save_instead
from briefing_app.gui.export.sheet_printer import SheetPrinter
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.gui.widgets.dialog import Dialog, resize_within_screen
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import selectable_label
from briefing_app.gui.widgets.task_dialog import toggle_chip
from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Report
from briefing_app.model.wording import counted

_SIZE: Final = QSize(620, 760)  # pixels at 100 % text size
_REMAKE_DELAY_MS: Final = 150  # another option may be changed meanwhile

_CANNOT_MAKE: Final = "The handout can’t be made."
_CANNOT_PRINT: Final = "The handout can’t be printed."
_STOPPED: Final = "Printing was stopped."


class Pages(NamedTuple):
    """The pages of a handout.

    Args:
        sheets: Each page as an SVG file or a picture.
        warning: A warning about characters that the handout's font doesn't have, or empty.
        texts: The text of each page for screen readers, if it is known.
    """

    sheets: Sequence[bytes]
    warning: str = ""
    texts: Sequence[str] = ()


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
    ) -> None:
        super().__init__(parent)
        self._title = report.title
        self._measures = report.measures
        self._handout = handout
        self._page_task = page_task
        self._save_task = save_task
        self._style = style
        self._pages: Sequence[bytes] = ()
        self._texts: Sequence[str] = ()
        self._warning = ""
        self._at = 0
        self._is_making = False
        self._last_size = QSize()
        self._sheet_printer = SheetPrinter(self)
        self._remake_timer = QTimer(self)
        self._remake_timer.setSingleShot(True)
        self._remake_timer.setInterval(_REMAKE_DELAY_MS)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Print the handout")
        self.addActions(parent.actions())  # the keys for the text size
        self._build()
        self._connect_signals()
        self._restyle()
        self._remake()

    def offer_changes(self, comparison: Comparison | None) -> None:
        """Offer to include the changes of a comparison, or of none any more."""
        before = self._changes.selected
        self._changes.offer(comparison)
        self._option_row.refresh()
        if self._changes.selected is not before:
            self._remake()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Stop printing, and abandon what is being made."""
        self._end_printing("")
        self._save_task.abandon()
        self._abandon_pages()
        super().closeEvent(event)

    def reject(self) -> None:
        """Stop printing if it is running; otherwise close the dialog."""
        if self._sheet_printer.is_running:
            self._end_printing(_STOPPED)
        elif self._save_task.is_running:
            self._show_message("Stopping…")
            self._save_task.cancel()
        else:
            self._abandon_pages()
            super().reject()

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._findings_only = toggle_chip("Findings only")
        self._questions = toggle_chip("Discussion questions", checked=True)
        self._large_print = toggle_chip("Large print")
        self._changes = IncludeChangesButton(self)
        self._options = (self._findings_only, self._questions, self._large_print, self._changes)
        self._option_row = FlowRow(self)
        self._highlight = HighlightBox(self._style, self, self._measures)
        for option in (*self._options, self._highlight):
            self._option_row.add(option)
        self._highlight.setVisible(self._highlight.is_useful)
        self._area = PageArea(self._style, self)
        self._message = selectable_label(self)
        self._message.setAccessibleName("Status")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)  # the duration is unknown
        self._bar.setAccessibleName("Progress")
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # keep the page's size when the bar comes and goes
        self._bar.setSizePolicy(policy)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._option_row)
        self._rows.addWidget(self._area, 1)
        self._rows.addWidget(self._bar)
        self._rows.addWidget(self._message)
        self._rows.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self._previous = QPushButton("‹ Previous", self)
        self._next = QPushButton("Next ›", self)
        self._place = QLabel(self)
        self._smaller, self._larger = QPushButton("−", self), QPushButton("+", self)
        self._smaller.setAccessibleName("Smaller page")
        self._larger.setAccessibleName("Larger page")
        self._print = QPushButton("Print…", self)
        self._close = QPushButton("Close", self)
        self._previous.setAccessibleName("Previous page")
        self._next.setAccessibleName("Next page")
        self._print.setProperty("look", "primary")
        self._print.setDefault(True)
        self._previous.clicked.connect(lambda: self._turn(-1))
        self._next.clicked.connect(lambda: self._turn(1))
        self._print.clicked.connect(self._ask_for_printer)
        self._close.clicked.connect(self.reject)
        self._smaller.clicked.connect(lambda: self._change_zoom(-1))
        self._larger.clicked.connect(lambda: self._change_zoom(1))
        for button in (self._previous, self._next, self._smaller, self._larger, self._close):
            button.setAutoDefault(False)
        self._buttons = QHBoxLayout()
        self._page_row = FlowRow(self)
        for widget in (self._previous, self._place, self._next, self._smaller, self._larger):
            self._page_row.add(widget)
        self._buttons.addWidget(self._page_row, 1)
        for button in (self._print, self._close):
            self._buttons.addWidget(button)
        return self._buttons

    def _connect_signals(self) -> None:
        for key, by in (("PgUp", -1), ("PgDown", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self._turn(by))
        for key, by in (("+", 1), ("=", 1), ("-", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self._change_zoom(by))
        for option in self._options:
            option.toggled.connect(self._remake)
        self._highlight.highlight_chosen.connect(self._remake)
        self._remake_timer.timeout.connect(self._make)
        # Only methods: they are disconnected when the dialog is deleted, and its pages freed.
        self._page_task.done.connect(self._pages_made)
        self._page_task.failed.connect(self._pages_failed)
        self._page_task.crashed.connect(self._pages_broke)
        self._save_task.done.connect(self._printing_done)
        self._save_task.cancelled.connect(self._printing_stopped)
        self._save_task.failed.connect(self._printing_failed)
        self._save_task.crashed.connect(self._printing_broke)
        self._sheet_printer.progress_changed.connect(self._show_sheet_count)
        self._sheet_printer.done.connect(self._printing_done)
        self._sheet_printer.failed.connect(self._printing_failed)
        self._sheet_printer.broke.connect(self._printing_broke)
        self._style.changed.connect(self._restyle)

    # ---- the pages ------------------------------------------------------------------------------

    def _remake(self) -> None:
        """Make the pages with the current options, and abandon those that are being made."""
        self._page_task.abandon()
        self._is_making = True
        self._show_message("")
        self._update()
        self._remake_timer.start()

    def _make(self) -> None:
        self._page_task.start(
            partial(self._handout.pages, self._handout_options(), self._changes.selected)
        )

    def _abandon_pages(self) -> None:
        self._remake_timer.stop()
        self._page_task.abandon()

    def _handout_options(self) -> HandoutOptions:
        findings_only = self._findings_only.isChecked()
        return HandoutOptions(
            findings_only=findings_only,
            questions=self._questions.isChecked() and not findings_only,
            large_print=self._large_print.isChecked(),
            highlight=self._highlight.highlight,
        )

    def _pages_made(self, pages: Pages) -> None:
        self._pages, self._warning, self._texts = pages
        self._end_making(self._warning)

    def _pages_failed(self, error: BriefingAppError) -> None:
        self._pages, self._warning, self._texts = (), "", ()
        self._end_making(f"{_CANNOT_MAKE} {error}")

    def _pages_broke(self) -> None:
        self._end_making(_CANNOT_MAKE)

    def _end_making(self, message: str) -> None:
        self._is_making = False
        self._at = min(self._at, max(0, len(self._pages) - 1))
        self._show_message(message)
        self._update()

    def _turn(self, by: int) -> None:
        at = self._at + by
        if 0 <= at < len(self._pages):
            self._at = at
            self._update()
            announce(self._place.text(), self)

    def _change_zoom(self, by: int) -> None:
        self._area.change_zoom(by)
        announce(f"Page at {self._area.zoom:.0%}", self)
        self._update()

    def _update(self) -> None:
        """Show the page, and enable what can be done now."""
        count, is_saving = len(self._pages), self._save_task.is_running
        is_busy = is_saving or self._sheet_printer.is_running
        place = f"Page {self._at + 1:,} of {count:,}" if count else ""
        text = self._texts[self._at] if self._texts else ""
        page = PrintedPage(self._pages[self._at]) if count else None
        self._area.page.show_page(page, place or "No page", text)
        self._place.setText("Making the pages…" if self._is_making else place)
        self._page_row.refresh()  # the number of the page may be wider
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at + 1 < count)
        self._smaller.setEnabled(count > 0 and self._area.zoom > ZOOMS[0])
        self._larger.setEnabled(count > 0 and self._area.zoom < ZOOMS[-1])
        self._bar.setVisible(self._is_making or is_saving)
        self._print.setEnabled(count > 0 and not is_busy and not self._is_making)
        self._option_row.setEnabled(not is_busy)
        self._questions.setEnabled(not self._findings_only.isChecked())
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
        dialog.setMinMax(1, len(self._pages))
        dialog.accepted.connect(lambda: self._begin(printer))
        QDialog.open(dialog)  # QPrintDialog's own overload wants the name of a slot

    def _begin(self, printer: QPrinter) -> None:
        file = printer.outputFileName()
        try:
            if file:
                self._handout.check_file(Path(file))
        except BriefingAppError as error:
            self._printing_failed(error)
            return
        if can_save_instead(printer, len(self._pages)):
            target = Path(file)
            options, changes = self._handout_options(), self._changes.selected
            self._save_task.start(partial(self._handout.save, target, options, changes))
            self._show_message(f"Writing {target.name}…")
        else:
            self._sheet_printer.start(printer, self._pages)
            self._show_message("Printing…")
        self._update()

    def _show_sheet_count(self, count: int) -> None:
        self._show_message(f"Printing… {counted(count, 'sheet')} done")

    def _printing_done(self) -> None:
        self._end_printing("")
        self.printed.emit(bool(self._warning))
        self.accept()

    def _printing_failed(self, error: BriefingAppError) -> None:
        self._end_printing(str(error))

    def _printing_broke(self) -> None:
        self._end_printing(_CANNOT_PRINT)

    def _printing_stopped(self) -> None:
        self._end_printing(_STOPPED)

    def _end_printing(self, message: str) -> None:
        self._sheet_printer.stop()
        self._show_message(message)
        self._update()

    # ---- style ----------------------------------------------------------------------------------

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        for option in (*self._options, self._highlight):
            option.setFont(style.font(TextRole.SMALL))
        # Not the main button: with a font of its own, Qt would take no room for its bold letters.
        for widget in (
            *(self._message, self._previous, self._next, self._place),
            *(self._smaller, self._larger, self._close),
        ):
            widget.setFont(style.font(TextRole.CONTROL))
        self._option_row.refresh()
        self._page_row.refresh()
        self._bar.setFixedHeight(px(8))
        self._rows.setContentsMargins(px(20), px(16), px(20), px(16))
        self._rows.setSpacing(px(12))
        self._buttons.setSpacing(px(8))
        self._last_size = resize_within_screen(
            self, QSize(px(_SIZE.width()), px(_SIZE.height())), self._last_size
        )
