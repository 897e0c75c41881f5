"""A page of the guide on paper."""

from typing import Final

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

_PIXELS_PER_INCH: Final = 120  # text of 15 pixels has 9 points
_MARGINS_MM: Final = QMarginsF(20, 20, 20, 20)


def ask_and_print(title: str, document: QTextDocument, parent: QWidget) -> None:
    """Ask for a printer, and print a document on it."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)  # the document is in pixels
    printer.setResolution(_PIXELS_PER_INCH)
    printer.setDocName(title)
    printer.setPageMargins(_MARGINS_MM, QPageLayout.Unit.Millimeter)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _print(document, printer))
    QDialog.open(dialog)  # QPrintDialog's own overload wants the name of a slot


def _print(document: QTextDocument, printer: QPrinter) -> None:
    # Without pages, Qt would print a copy of the document, which lacks the pictures.
    document.setPageSize(printer.pageRect(QPrinter.Unit.DevicePixel).size())
    document.print_(printer)
