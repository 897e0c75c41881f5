"""The window that shows the handout as it will be printed, and prints it."""

import sys
from collections.abc import Callable, Generator, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
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
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing_app.colours import LIGHT
from briefing_app.errors import BriefingAppError
from briefing_app.export.handout import HandoutOptions
from briefing_app.gui.flow_row import FlowRow
from briefing_app.gui.plain_text import plain_label
from briefing_app.gui.printing import PrintedPage, print_sheets
from briefing_app.gui.style import Style, TextRole

_WANTED: Final = QSize(620, 760)  # pixels at 100 % text size
_AROUND: Final = 80  # pixels of the screen left free, for the frame and the desktop


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


class PrintWindow(QDialog):
    """A preview of the handout's pages, what goes into it, and the way to the printer.

    Args:
        title: What the handout is called in the printer's queue.
        make_pages: Makes the pages, each as an SVG file or a picture.
        tell: Is told in one sentence when the handout is printed.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    def __init__(
        self,
        title: str,
        make_pages: Callable[[HandoutOptions], Sequence[bytes]],
        tell: Callable[[str], object],
        style: Style,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._make_pages = make_pages
        self._tell = tell
        self._style = style
        self._pages: Sequence[bytes] = ()
        self._at = 0
        self._printing: Generator[int, None, None] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Print the handout")
        self._build()
        for key, by in (("PgUp", -1), ("PgDown", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=by: self._turn(by))
        self._next_sheet = QTimer(self)
        self._next_sheet.setInterval(0)
        self._next_sheet.timeout.connect(self._print_sheet)
        # Made when the window stands, so that it comes up at once.
        self._to_make = QTimer(self)
        self._to_make.setSingleShot(True)
        self._to_make.timeout.connect(self._make)
        style.changed.connect(self._restyle)
        self._restyle()
        self.resize(self._fitting_size())
        self._remake()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what is being printed is stopped."""
        self._stop("")
        super().closeEvent(event)

    def reject(self) -> None:
        """Qt: Esc and Close; while it prints, only that is stopped."""
        if self._printing is not None:
            self._stop("Printing was stopped.")
        else:
            super().reject()

    def _build(self) -> None:
        self._findings_only = self._choice("Findings only")
        self._prompts = self._choice("Training prompts", chosen=True)
        self._large = self._choice("Large print")
        self._choices = FlowRow(self)
        for choice in (self._findings_only, self._prompts, self._large):
            self._choices.add(choice)
        self._preview = PagePreview(self._style, self)
        self._message = plain_label(self)
        self._message.setAccessibleName("What goes on")
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
        self._rows.addWidget(self._message)
        self._rows.addLayout(self._buttons)

    def _choice(self, caption: str, *, chosen: bool = False) -> QPushButton:
        button = QPushButton(caption, self)
        button.setProperty("look", "pill")
        button.setAutoDefault(False)  # Enter prints
        button.setCheckable(True)
        button.setChecked(chosen)
        button.toggled.connect(self._remake)
        return button

    def _remake(self) -> None:
        self._say("Preparing the pages…")
        self._to_make.start()

    def _make(self) -> None:
        """Make the pages as they are now wanted."""
        findings_only = self._findings_only.isChecked()
        options = HandoutOptions(
            findings_only=findings_only,
            prompts=self._prompts.isChecked() and not findings_only,
            large_print=self._large.isChecked(),
        )
        try:
            self._pages = self._make_pages(options)
        except BriefingAppError as error:
            self._pages = ()
            self._say(f"The handout can’t be made. {error}")
        else:
            self._say("")
        self._at = min(self._at, max(0, len(self._pages) - 1))
        self._show()

    def _turn(self, by: int) -> None:
        at = self._at + by
        if 0 <= at < len(self._pages):
            self._at = at
            self._show()

    def _show(self) -> None:
        """Show the page and what can be done now."""
        count, busy = len(self._pages), self._printing is not None
        self._preview.show_page(PrintedPage(self._pages[self._at]) if count else None)
        where = f"Page {self._at + 1:,} of {count:,}" if count else ""
        self._where.setText(where)
        self._preview.setAccessibleName(where or "No page")
        self._previous.setEnabled(self._at > 0)
        self._next.setEnabled(self._at + 1 < count)
        self._print.setEnabled(count > 0 and not busy)
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
        self._printing = print_sheets(printer, self._pages)
        self._show()
        self._say("Printing…")
        self._next_sheet.start()

    def _print_sheet(self) -> None:
        """Print one sheet, so that Stop can be pressed before the next."""
        if self._printing is None:
            return
        try:
            done = next(self._printing)
        except StopIteration:
            self._stop("")
            self._tell("The handout is printed.")
            self.accept()
        except BriefingAppError as error:
            self._stop(str(error))
        else:
            self._say(f"Printing… {done:,} {'sheet' if done == 1 else 'sheets'} done")

    def _stop(self, sentence: str) -> None:
        self._next_sheet.stop()
        if self._printing is not None:
            self._printing.close()
        self._printing = None
        self._say(sentence)
        self._show()

    # ---- style ----------------------------------------------------------------------------------

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        for choice in (self._findings_only, self._prompts, self._large):
            choice.setFont(style.font(TextRole.SMALL))
        for widget in (
            self._message,
            self._previous,
            self._next,
            self._where,
            self._print,
            self._close,
        ):
            widget.setFont(style.font(TextRole.CONTROL))
        self._choices.refresh()
        self._rows.setContentsMargins(px(20), px(16), px(20), px(16))
        self._rows.setSpacing(px(12))
        self._buttons.setSpacing(px(8))

    def _fitting_size(self) -> QSize:
        px = self._style.px
        room = self.screen().availableGeometry().size() - QSize(_AROUND, _AROUND)
        return QSize(px(_WANTED.width()), px(_WANTED.height())).boundedTo(room)
