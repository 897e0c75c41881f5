"""Prints the pages of a handout, on paper or to a file, so that it can be stopped in between."""

import os
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from briefing_app.errors import BriefingAppError, OutputError
from briefing_app.export.request import Export
from briefing_app.files.atomic import atomic_replacement, check_target
from briefing_app.gui.export.preview import PrintedPage
from briefing_app.model.wording import counted

_NOT_PRINTED: Final = "The handout can’t be printed."
_END_OF_PDF: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """What the user wants to print.

    Args:
        printer: The printer, as set up in the print dialog.
        sheets: Each page as an SVG file or a picture.
        export: The handout that they are the pages of. Its target is the printer's output file, or
            an empty path if it prints on paper.
    """

    printer: QPrinter
    sheets: Sequence[bytes]
    export: Export


def can_save_instead(printer: QPrinter, page_count: int) -> bool:
    """Return whether printing to a file would show the same as the handout's own PDF.

    That PDF has text and tags instead of the shapes of letters, and is far smaller.

    Args:
        printer: The printer, as set up in the print dialog.
        page_count: How many pages the handout has.
    """
    paper = printer.pageLayout()
    return (
        bool(printer.outputFileName())
        and paper.pageSize().isEquivalentTo(QPageSize(QPageSize.PageSizeId.A4))
        and paper.orientation() is QPageLayout.Orientation.Portrait
        and printer.colorMode() is QPrinter.ColorMode.Color
        and _page_indexes(printer, page_count) == list(range(page_count))
    )


def print_sheets(printer: QPrinter, pages: Sequence[bytes]) -> Generator[int, None, int]:
    """Print a handout sheet by sheet, each page as large as it fits on the paper.

    Closing the generator cancels the printing. A file is written atomically.

    Args:
        printer: The printer, as set up in the print dialog.
        pages: Each page as an SVG file or a picture.

    Yields:
        The number of sheets printed so far.

    Returns:
        The number of sheets, when all are printed and the file is complete.

    Raises:
        OutputError: The range has no page, or the printer or the file can't be written to.
    """
    indexes = _page_indexes(printer, len(pages))
    if not indexes:
        raise OutputError(
            _place(printer),
            f"The handout has {counted(len(pages), 'page')}, none of them in the range to print.",
            "Choose other pages.",
        )
    target = printer.outputFileName()
    if not target:
        yield from _paint_sheets(printer, pages, indexes, _printer_error(printer))
        return len(indexes)
    check_target(Path(target))
    with atomic_replacement(Path(target), b"") as temporary:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(temporary))
        try:
            yield from _paint_sheets(printer, pages, indexes, _incomplete_error(Path(target)))
        finally:
            printer.setOutputFileName(target)
        _check_complete(temporary, Path(target))
    return len(indexes)


def _check_complete(pdf: Path, target: Path) -> None:
    """Check that Qt wrote a PDF completely: it reports no error if the disk is full.

    The end of the file has the offset of the cross-reference table as if every byte had been
    written. If the table is there, the file is complete.

    Args:
        pdf: The file as Qt wrote it.
        target: The file that it is to replace.

    Raises:
        OutputError: Part of the file is missing.
        OSError: The file can't be read or flushed.
    """
    with pdf.open("r+b") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - 64))
        end = _END_OF_PDF.search(stream.read())
        stream.seek(int(end[1]) if end is not None else size)
        if stream.read(4) != b"xref":
            raise _incomplete_error(target)
        os.fsync(stream.fileno())


def _paint_sheets(
    printer: QPrinter, pages: Sequence[bytes], indexes: Sequence[int], error: OutputError
) -> Generator[int, None, None]:
    printer.setFullPage(True)  # the pages have margins of their own
    painter = QPainter()
    if not painter.begin(printer):
        raise error
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    count = 0
    try:
        for index in indexes:
            page = PrintedPage(pages[index])
            if page.size.isEmpty() or (count and not printer.newPage()):
                raise error
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            page.paint(painter, page.fitted(QRectF(QPointF(), paper.size())))
            count += 1
            yield count
    finally:
        if count < len(indexes):
            printer.abort()
        has_ended = painter.end()
    if not has_ended or printer.printerState() is QPrinter.PrinterState.Error:
        raise error


def _page_indexes(printer: QPrinter, page_count: int) -> list[int]:
    """Return the index of the page for each sheet, with the copies the printer can't make."""
    ranges = printer.pageRanges()
    is_all = printer.printRange() is not QPrinter.PrintRange.PageRange or not ranges.firstPage()
    indexes = [at for at in range(page_count) if is_all or ranges.contains(at + 1)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        indexes.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return indexes * copies
    return [at for at in indexes for _ in range(copies)]


def _place(printer: QPrinter) -> Path:
    return Path(printer.outputFileName() or printer.printerName() or "printer")


def _printer_error(printer: QPrinter) -> OutputError:
    return OutputError(
        _place(printer),
        "The printer didn’t accept the handout.",
        "Check that it is switched on and has paper, or choose another printer.",
    )


def _incomplete_error(target: Path) -> OutputError:
    return OutputError(
        target,
        "The file could not be written completely; the disk may be full.",
        "Free some space, or choose another folder.",
    )


class SheetPrinter(QObject):
    """Prints one sheet in each turn of the event loop."""

    progress_changed = Signal(int)
    """Emitted with the number of sheets printed so far."""
    done = Signal()
    """Emitted when every sheet is printed."""
    failed = Signal(str)
    """Emitted with what ended the printing. The exception of a bug is raised afterwards."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sheets: Generator[int, None, int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._print_sheet)

    @property
    def is_running(self) -> bool:
        """Whether a handout is being printed."""
        return self._sheets is not None

    def start(self, printer: QPrinter, pages: Sequence[bytes]) -> None:
        """Start to print pages as `print_sheets` does."""
        self._sheets = print_sheets(printer, pages)
        self._timer.start()

    def stop(self) -> None:
        """Stop printing; an incomplete file is removed."""
        self._timer.stop()
        sheets, self._sheets = self._sheets, None
        if sheets is not None:
            sheets.close()

    def _print_sheet(self) -> None:
        if self._sheets is None:
            return
        try:
            count = next(self._sheets)
        except StopIteration as end:
            self.stop()
            # If something else closed the generator, it returns no number of sheets.
            if end.value:
                self.done.emit()
            else:
                self.failed.emit(_NOT_PRINTED)
        except BriefingAppError as error:
            self.stop()
            self.failed.emit(str(error))
        except BaseException:
            self.stop()
            self.failed.emit(_NOT_PRINTED)
            raise
        else:
            self.progress_changed.emit(count)
