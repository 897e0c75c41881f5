"""The window that shows the handout as it will be printed, and prints it."""

import sys
from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QShortcut,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing_app.errors import BriefingAppError
from briefing_app.export.handout import HandoutOptions
from briefing_app.files.progress import Progress
from briefing_app.gui.comparison.include_changes_button import IncludeChangesButton
from briefing_app.gui.export.printer import PrintedPage, print_sheets, wants_handout_itself
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.gui.widgets.dialog import fit
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import plain_label
from briefing_app.gui.widgets.task_dialog import toggle
from briefing_app.model.comparison import Comparison
from briefing_app.model.palette import LIGHT


class Pages(NamedTuple):
    """The pages of a handout.

    Args:
        sheets: Each as an SVG file or a picture.
        lacking: What is told of characters that the handout's letters lack; or nothing.
    """

    sheets: Sequence[bytes]
    lacking: str = ""


class Handout(Protocol):
    """Makes what is printed, with what has changed since an earlier briefing or without."""

    def pages(
        self, options: HandoutOptions, comparison: Comparison | None, progress: Progress
    ) -> Pages:
        """Its pages; called in another thread."""

    def check_file(self, target: Path) -> None:
        """Refuse a file that it may not be printed to."""

    def save(
        self,
        target: Path,
        options: HandoutOptions,
        comparison: Comparison | None,
        progress: Progress,
    ) -> object:
        """Write it to a PDF file; called in another thread."""


_WANTED: Final = QSize(620, 760)  # pixels at 100 % text size
_PAUSE: Final = 150  # milliseconds in which one more choice may follow


class PagePreview(QWidget):
    """Shows one page as large as there is room."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._page: PrintedPage | None = None
        self._drawn: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 160)

    @property
    def page(self) -> PrintedPage | None:
        """The page that is shown."""
        return self._page

    def show_page(self, page: PrintedPage | None) -> None:
        """Show another page, or none."""
        self._page = page
        self._drawn = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the page with an edge around it."""
        del event
        page = self._page
        if page is None or page.size.isEmpty():
            return
        place = page.fitted(QRectF(self.rect()).adjusted(1, 1, -1, -1)).toRect()
        ratio = self.devicePixelRatioF()
        size = place.size() * ratio
        if self._drawn is None or self._drawn.size() != size:
            # A page has thousands of letters: drawn once for each size.
            self._drawn = QPixmap(size)
            self._drawn.fill(QColor(LIGHT.surface))  # paper is white in any theme
            on_page = QPainter(self._drawn)
            on_page.setRenderHint(QPainter.RenderHint.Antialiasing)
            page.paint(on_page, QRectF(self._drawn.rect()))
            on_page.end()
        painter = QPainter(self)
        painter.drawPixmap(place, self._drawn)
        painter.setPen(QPen(QColor(self._style.theme.control), 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()


class PrintPreview(QDialog):
    """A preview of the handout's pages, what goes into it, and the way to the printer.

    Args:
        title: What the handout is called in the printer's queue.
        handout: What is printed.
        style: Colours, fonts and text size.
        parent: The main window.
        work: Where its pages are made. What it does is given up when the window closes.
        saving: Where its own PDF is written, which is given up so, too.
    """

    printed = Signal(bool)
    """The handout was printed; and whether its letters lack some characters."""

    def __init__(
        self,
        title: str,
        handout: Handout,
        style: Style,
        parent: QWidget,
        *,
        work: BackgroundTask,
        saving: BackgroundTask,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._handout = handout
        self._work = work
        self._saving = saving
        self._style = style
        self._pages: Sequence[bytes] = ()
        self._lacking = ""
        self._at = 0
        self._making = False
        self._given = QSize()
        self._printing: Generator[int, None, int] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Print the handout")
        self.addActions(parent.actions())  # the keys for the text size
        self._build()
        for key, by in (("PgUp", -1), ("PgDown", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self._turn(by))
        self._next_sheet = QTimer(self)
        self._next_sheet.setInterval(0)
        self._next_sheet.timeout.connect(self._print_sheet)
        self._to_make = QTimer(self)
        self._to_make.setSingleShot(True)
        self._to_make.setInterval(_PAUSE)
        self._to_make.timeout.connect(self._make)
        # Methods alone: they are let go of with the window, and its pages with them.
        work.done.connect(self._made)
        work.failed.connect(self._failed)
        work.broke.connect(self._broke)
        saving.done.connect(self._end_printing)
        saving.stopped.connect(self._say_stopped)
        saving.failed.connect(self._refused)
        saving.broke.connect(self._printing_broke)
        style.changed.connect(self._restyle)
        self._restyle()
        self._remake()

    def offer_changes(self, comparison: Comparison | None) -> None:
        """Offer pages of what has changed, as long as a comparison is shown."""
        before = self._changes.selected
        self._changes.offer(comparison)
        self._choices.refresh()
        if self._changes.selected is not before:
            self._remake()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what is being printed is stopped, what is being made given up."""
        self._stop("")
        self._saving.give_up()
        self._to_make.stop()
        self._work.give_up()
        super().closeEvent(event)

    def reject(self) -> None:
        """Qt: Esc and Close; while it prints, only that is stopped."""
        if self._printing is not None:
            self._say_stopped()
        elif self._saving.running:
            self._say("Stopping …")
            self._saving.stop()
        else:
            self._to_make.stop()
            self._work.give_up()
            super().reject()

    def _build(self) -> None:
        self._findings_only = toggle("Findings only")
        self._prompts = toggle("Discussion questions", checked=True)
        self._large = toggle("Large print")
        self._changes = IncludeChangesButton(self)
        self._options = (self._findings_only, self._prompts, self._large, self._changes)
        self._choices = FlowRow(self)
        for choice in self._options:
            choice.toggled.connect(self._remake)
            self._choices.add(choice)
        self._preview = PagePreview(self._style, self)
        self._message = plain_label(self)
        self._message.setAccessibleName("What goes on")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)  # nobody knows how long it takes
        self._bar.setAccessibleName("Progress")
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the page doesn't grow and shrink with each choice
        self._bar.setSizePolicy(policy)
        self._previous = QPushButton("‹ Previous", self)
        self._next = QPushButton("Next ›", self)
        self._where = QLabel(self)
        self._print = QPushButton("Print…", self)
        self._close = QPushButton("Close", self)
        self._previous.setAccessibleName("Previous page")
        self._next.setAccessibleName("Next page")
        self._print.setProperty("look", "primary")
        self._print.setDefault(True)
        self._previous.clicked.connect(lambda: self._turn(-1))
        self._next.clicked.connect(lambda: self._turn(1))
        self._print.clicked.connect(self._ask)
        self._close.clicked.connect(self.reject)
        self._buttons = QHBoxLayout()
        for button in (self._previous, self._next, self._close):
            button.setAutoDefault(False)
        for widget in (self._previous, self._where, self._next):
            self._buttons.addWidget(widget)
        self._buttons.addStretch(1)
        for widget in (self._print, self._close):
            self._buttons.addWidget(widget)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._choices)
        self._rows.addWidget(self._preview, 1)
        self._rows.addWidget(self._bar)
        self._rows.addWidget(self._message)
        self._rows.addLayout(self._buttons)

    # ---- the pages ------------------------------------------------------------------------------

    def _remake(self) -> None:
        """Make the pages as they are now wanted; what is being made is given up."""
        self._work.give_up()
        self._making = True
        self._say("")
        self._show()
        self._to_make.start()

    def _make(self) -> None:
        self._work.start(partial(self._handout.pages, self._chosen(), self._changes.selected))

    def _chosen(self) -> HandoutOptions:
        findings_only = self._findings_only.isChecked()
        return HandoutOptions(
            findings_only=findings_only,
            prompts=self._prompts.isChecked() and not findings_only,
            large_print=self._large.isChecked(),
        )

    def _made(self, pages: Pages) -> None:
        self._pages, self._lacking = pages
        self._end_making(self._lacking)

    def _failed(self, error: BriefingAppError) -> None:
        self._pages, self._lacking = (), ""
        self._end_making(f"The handout can’t be made. {error}")

    def _broke(self) -> None:
        self._end_making("The handout can’t be made.")

    def _end_making(self, sentence: str) -> None:
        self._making = False
        self._at = min(self._at, max(0, len(self._pages) - 1))
        self._say(sentence)
        self._show()

    def _turn(self, by: int) -> None:
        at = self._at + by
        if 0 <= at < len(self._pages):
            self._at = at
            self._show()

    def _show(self) -> None:
        """Show the page and what can be done now."""
        count, saving = len(self._pages), self._saving.running
        busy = saving or self._printing is not None
        self._preview.show_page(PrintedPage(self._pages[self._at]) if count else None)
        where = f"Page {self._at + 1:,} of {count:,}" if count else ""
        self._where.setText("Making the pages …" if self._making else where)
        self._preview.setAccessibleName(where or "No page")
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at + 1 < count)
        self._bar.setVisible(self._making or saving)
        self._print.setEnabled(count > 0 and not busy and not self._making)
        self._choices.setEnabled(not busy)
        self._prompts.setEnabled(not self._findings_only.isChecked())
        self._close.setText("Stop" if busy else "Close")

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    # ---- printing -------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask where to print; elsewhere than on Windows, a file is offered where no printer is."""
        if sys.platform == "win32" and not QPrinterInfo.availablePrinterNames():
            self._say(
                "There is no printer on this computer. Save the handout as PDF instead, "
                "and print it elsewhere."
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(self._pages))
        dialog.accepted.connect(lambda: self._begin(printer))
        QDialog.open(dialog)  # without blocking; its own wants a slot by name

    def _begin(self, printer: QPrinter) -> None:
        file = printer.outputFileName()
        try:
            if file:
                self._handout.check_file(Path(file))
        except BriefingAppError as error:
            self._refused(error)
            return
        if wants_handout_itself(printer, len(self._pages)):
            target = Path(file)
            save = partial(self._handout.save, target, self._chosen(), self._changes.selected)
            self._saving.start(save)
            self._say(f"Writing {target.name} …")
        else:
            self._printing = print_sheets(printer, self._pages)
            self._next_sheet.start()
            self._say("Printing…")
        self._show()

    def _print_sheet(self) -> None:
        """Print one sheet, so that Stop can be pressed before the next."""
        if self._printing is None:
            return
        try:
            done = next(self._printing)
        except StopIteration as end:
            # A generator that something else has ended tells no number.
            if end.value:
                self._end_printing()
            else:
                self._printing_broke()
        except BriefingAppError as error:
            self._refused(error)
        except BaseException:
            # A bug, which is told elsewhere; no further sheet is tried.
            self._printing_broke()
            raise
        else:
            self._say(f"Printing… {done:,} {'sheet' if done == 1 else 'sheets'} done")

    def _end_printing(self) -> None:
        self._stop("")
        self.printed.emit(bool(self._lacking))
        self.accept()

    def _refused(self, error: BriefingAppError) -> None:
        self._stop(str(error))

    def _printing_broke(self) -> None:
        self._stop("The handout can’t be printed.")

    def _say_stopped(self) -> None:
        self._stop("Printing was stopped.")

    def _stop(self, sentence: str) -> None:
        self._next_sheet.stop()
        printing, self._printing = self._printing, None
        if printing is not None:
            printing.close()
        self._say(sentence)
        self._show()

    # ---- style ----------------------------------------------------------------------------------

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        for choice in self._options:
            choice.setFont(style.font(TextRole.SMALL))
        # Not the main button: with a font of its own, Qt would take no room for its bold letters.
        for widget in (self._message, self._previous, self._next, self._where, self._close):
            widget.setFont(style.font(TextRole.CONTROL))
        self._choices.refresh()
        self._bar.setFixedHeight(px(8))
        self._rows.setContentsMargins(px(20), px(16), px(20), px(16))
        self._rows.setSpacing(px(12))
        self._buttons.setSpacing(px(8))
        wanted = QSize(px(_WANTED.width()), px(_WANTED.height()))
        self._given = fit(self, wanted, self._given)
