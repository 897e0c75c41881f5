"""The handout on paper: its pages, drawn on the sheets of a printer or shown before."""

import os
import re
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer

from briefing_app.errors import OutputError
from briefing_app.files.atomic_write import atomic_replacement
from briefing_app.files.output_checks import check_target

_END_OF_PDF: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


class PrintedPage:
    """One page of a handout.

    Args:
        content: An SVG file, or a picture in any format that Qt reads.
    """

    def __init__(self, content: bytes) -> None:
        self._drawing: QSvgRenderer | None = None
        self._picture = QImage()
        if content.lstrip().startswith((b"<svg", b"<?xml")):
            # Where nothing is said of a line, Qt 6 draws none on a screen, but one of the default
            # width on paper: all letters would be fat.
            thin = content.replace(b"<svg ", b'<svg stroke-width="0" ', 1)
            self._drawing = QSvgRenderer(QByteArray(thin))
            self._size = self._drawing.viewBoxF().size() if self._drawing.isValid() else QSizeF()
        else:
            self._picture = QImage.fromData(content)
            self._size = QSizeF(self._picture.size())

    @property
    def size(self) -> QSizeF:
        """Its size, in a unit of its own; empty where it can't be read."""
        return self._size

    def fitted(self, room: QRectF) -> QRectF:
        """The largest rectangle of its shape, in the middle of a room."""
        scale = min(room.width() / self._size.width(), room.height() / self._size.height())
        size = self._size * scale
        left = room.left() + (room.width() - size.width()) / 2
        top = room.top() + (room.height() - size.height()) / 2
        return QRectF(QPointF(left, top), size)

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Draw it, as vectors where it is made of such.

        Args:
            painter: Draws.
            target: Where, of the page's shape, in the painter's coordinates.
        """
        if self._drawing is not None:
            self._drawing.render(painter, target)
        else:
            painter.drawImage(target, self._picture)


def wants_handout_itself(printer: QPrinter, count: int) -> bool:
    """Whether a file is to be printed to that would show just what the handout's own PDF shows.

    That PDF has text and tags rather than shapes of letters, and is far smaller.

    Args:
        printer: Where to, with all that was chosen in its dialog.
        count: How many pages the handout has.
    """
    paper = printer.pageLayout()
    return (
        bool(printer.outputFileName())
        and paper.pageSize().isEquivalentTo(QPageSize(QPageSize.PageSizeId.A4))
        and paper.orientation() is QPageLayout.Orientation.Portrait
        and printer.colorMode() is QPrinter.ColorMode.Color
        and _sheets(printer, count) == list(range(count))
    )


def paint_handout(printer: QPrinter, pages: Sequence[bytes]) -> None:
    """Print the pages of a handout that the printer's page range names, as `print_sheets` does.

    Args:
        printer: Where to, with all that was chosen in its dialog.
        pages: Each page as an SVG file or a picture.

    Raises:
        OutputError: The printer or the file that it writes to doesn't take them.
    """
    for _ in print_sheets(printer, pages):
        pass


def print_sheets(printer: QPrinter, pages: Sequence[bytes]) -> Generator[int, None, int]:
    """Print a handout sheet by sheet, each page as large as the paper holds it whole.

    Whoever stops before the end stops the printing. A file that is printed to appears, or is
    replaced, when it is complete.

    Args:
        printer: Where to, with all that was chosen in its dialog.
        pages: Each page as an SVG file or a picture.

    Yields:
        How many sheets are done, after each.

    Returns:
        How many there are, once they all are printed and in their place.

    Raises:
        OutputError: No page is in the range, or the printer or the file that it writes to doesn't
            take them.
    """
    sheets = _sheets(printer, len(pages))
    if not sheets:
        count = f"{len(pages):,} page{'' if len(pages) == 1 else 's'}"
        raise OutputError(
            _place(printer),
            f"The handout has {count}, and none of them is in the range to print.",
            "Choose other pages.",
        )
    target = printer.outputFileName()
    if not target:
        yield from _paint_sheets(printer, pages, sheets, _refused(printer))
        return len(sheets)
    check_target(Path(target))
    with atomic_replacement(Path(target), b"") as unfinished:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(unfinished))
        try:
            yield from _paint_sheets(printer, pages, sheets, _incomplete(Path(target)))
        finally:
            printer.setOutputFileName(target)
        _check_whole(unfinished, Path(target))
    return len(sheets)


def _check_whole(pdf: Path, target: Path) -> None:
    """Refuse a PDF of which not all was written: Qt tells nobody of a disk that is full.

    Its end names the place of its table of contents, counted as if every byte had been written. If
    that is found there, every byte was.

    Args:
        pdf: The file as Qt wrote it.
        target: What it is to become.

    Raises:
        OutputError: Something is missing.
        OSError: It can't be read, or not flushed to the disk.
    """
    with pdf.open("r+b") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - 64))
        end = _END_OF_PDF.search(stream.read())
        stream.seek(int(end[1]) if end is not None else size)
        if stream.read(4) != b"xref":
            raise _incomplete(target)
        os.fsync(stream.fileno())


def _paint_sheets(
    printer: QPrinter, pages: Sequence[bytes], sheets: Sequence[int], refused: OutputError
) -> Generator[int, None, None]:
    # The pages have margins of their own.
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise refused
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    done = 0
    try:
        for at in sheets:
            page = PrintedPage(pages[at])
            if page.size.isEmpty() or (done and not printer.newPage()):
                raise refused
            paper = printer.paperRect(QPrinter.Unit.DevicePixel)
            page.paint(painter, page.fitted(QRectF(QPointF(), paper.size())))
            done += 1
            yield done
    finally:
        if done < len(sheets):
            printer.abort()
        ended = painter.end()
    if not ended or printer.printerState() is QPrinter.PrinterState.Error:
        raise refused


def _sheets(printer: QPrinter, count: int) -> list[int]:
    """Which pages are printed, in order, each as often as the printer doesn't print it itself.

    Args:
        printer: Where to.
        count: How many pages there are.

    Returns:
        Their places, from 0.
    """
    chosen = printer.pageRanges()
    everything = printer.printRange() is not QPrinter.PrintRange.PageRange or not chosen.firstPage()
    wanted = [at for at in range(count) if everything or chosen.contains(at + 1)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        wanted.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return wanted * copies
    return [at for at in wanted for _ in range(copies)]


def _place(printer: QPrinter) -> Path:
    return Path(printer.outputFileName() or printer.printerName() or "printer")


def _refused(printer: QPrinter) -> OutputError:
    return OutputError(
        _place(printer),
        "The printer didn’t take the handout.",
        "See whether it is switched on and has paper, or choose another.",
    )


def _incomplete(target: Path) -> OutputError:
    return OutputError(
        target,
        "Not all of it could be written; there may be too little room on the disk.",
        "Make room, or print to a file elsewhere.",
    )
