"""A page of the guide on paper."""

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


def ask_and_print(title: str, document: QTextDocument, parent: QWidget) -> None:
    """Ask for a printer, and print a document on it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _print(document, printer))
    QDialog.open(dialog)  # QPrintDialog's own overload wants the name of a slot


def _print(document: QTextDocument, printer: QPrinter) -> None:
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)  # the document has its own
    document.print_(printer)
