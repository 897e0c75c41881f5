"""Fixtures for the tests of printing."""

from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter


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
