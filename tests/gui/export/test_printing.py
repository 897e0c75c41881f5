"""Printing the pages of a handout."""

import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from briefing_app.errors import OutputError
from briefing_app.export.typesetting import CompressedPages, compress_pages
from briefing_app.gui.export import printing
from briefing_app.gui.export.preview import PrintedPage
from briefing_app.gui.export.printing import SheetPrinter, can_save_instead, print_sheets
from tests.gui.export.printing import (
    A4,
    COLOURS,
    PAGES,
    RGB,
    WHITE,
    pixel,
    png_page,
    print_all,
    printed_pages,
    render_sheets,
    svg_page,
    use_letter_paper,
    use_page_range,
)


@pytest.mark.parametrize("make", [svg_page, png_page])
def test_page_fills_paper_of_its_size(
    printer: QPrinter, target: Path, make: Callable[[str], bytes]
) -> None:
    print_all(printer, [make(COLOURS[0])])
    (sheet,) = render_sheets(target)
    assert sheet.size == pytest.approx(A4, abs=1)
    assert pixel(sheet, 3, 3) == pixel(sheet, 196, 196) == RGB[0]
    assert pixel(sheet, 204, 100) == pixel(sheet, 100, 204) == WHITE


def test_shapes_without_stroke_get_none_on_paper(printer: QPrinter, target: Path) -> None:
    print_all(printer, [svg_page(COLOURS[0])])
    document = pypdfium2.PdfDocument(target.read_bytes())
    sheet = document[0].render(scale=8).to_pil().convert("RGB")
    # Half the default width would be half a point: four of these pixels.
    assert pixel(sheet, 200 * 8 + 3, 800) == WHITE


@pytest.mark.parametrize("is_landscape", [False, True])
def test_page_is_centred_on_paper_of_another_size(
    printer: QPrinter, target: Path, is_landscape: bool
) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    if is_landscape:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    print_all(printer, [svg_page(COLOURS[0])])
    (sheet,) = render_sheets(target)
    width, height = (792, 612) if is_landscape else (612, 792)
    assert sheet.size == (width, height)
    scale = height / 842
    left = (width - 595 * scale) / 2
    assert pixel(sheet, left - 3, 100 * scale) == WHITE
    assert pixel(sheet, left + 3, 3) == pixel(sheet, left + 196 * scale, 196 * scale) == RGB[0]
    assert pixel(sheet, left + 205 * scale, 100 * scale) == WHITE


def test_all_pages_are_printed_in_order(printer: QPrinter, target: Path) -> None:
    printer.setFromTo(2, 2)  # left over from an earlier choice
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert list(print_sheets(printer, PAGES)) == [1, 2, 3]
    assert printed_pages(target) == [1, 2, 3]


def test_only_pages_in_range_are_printed(printer: QPrinter, target: Path) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    for first, last, printed in ((2, 3, [2, 3]), (1, 1, [1]), (3, 9, [3])):
        printer.setFromTo(first, last)
        print_all(printer, PAGES)
        assert printed_pages(target) == printed
    target.unlink()
    printer.setFromTo(7, 8)
    with pytest.raises(OutputError, match="has 3 pages, none of them in the range"):
        print_all(printer, PAGES)
    assert not target.exists()


def test_copies_and_order_are_those_of_the_print_dialog(printer: QPrinter, target: Path) -> None:
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    print_all(printer, PAGES)
    assert printed_pages(target) == [3, 2, 1]
    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    assert not printer.supportsMultipleCopies()
    printer.setCopyCount(2)
    for collated, printed in ((True, [1, 2, 3, 1, 2, 3]), (False, [1, 1, 2, 2, 3, 3])):
        printer.setCollateCopies(collated)
        print_all(printer, PAGES)
        assert printed_pages(target) == printed


def test_settings_of_print_dialog_are_kept(printer: QPrinter, target: Path) -> None:
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setCopyCount(3)
    printer.setResolution(300)
    print_all(printer, PAGES)
    assert (printer.copyCount(), printer.resolution()) == (3, 300)
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    assert printer.colorMode() is QPrinter.ColorMode.GrayScale
    assert printer.outputFileName() == str(target)


def test_file_is_replaced_only_by_complete_one_without_a_temporary_folder(
    printer: QPrinter, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(target.parent / "nowhere"))
    target.write_bytes(b"what was there")
    printing = print_sheets(printer, PAGES)
    next(printing)
    printing.close()
    assert target.read_bytes() == b"what was there"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    print_all(printer, PAGES)
    assert printed_pages(target) == [1, 2, 3]


@contextmanager
def file_size_limit(count: int) -> Iterator[None]:
    """Limit the size of every file that is written."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_full_disk_is_reported_and_file_is_kept(printer: QPrinter, target: Path) -> None:
    print_all(printer, PAGES)
    before = target.read_bytes()
    for max_bytes in (0, 500, 2000):
        assert len(before) > max_bytes
        with (
            file_size_limit(max_bytes),
            pytest.raises(OutputError, match="could not be written completely") as raised,
        ):
            print_all(printer, PAGES)
        assert raised.value.path == target
        assert target.read_bytes() == before
        assert list(target.parent.iterdir()) == [target]
    print_all(printer, PAGES)
    assert printed_pages(target) == [1, 2, 3]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_system_error_while_writing_file_is_reported(
    printer: QPrinter, target: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    printing = print_sheets(printer, PAGES)
    assert [next(printing) for _ in PAGES] == [1, 2, 3]
    monkeypatch.setattr(step, refuse)
    with pytest.raises(OutputError, match="not allowed to write"):
        next(printing)
    assert list(target.parent.iterdir()) == []


@pytest.mark.qt_log_ignore("svg|SVG|xml|Cannot")
def test_unreadable_page_stops_printing_and_leaves_no_file(printer: QPrinter, target: Path) -> None:
    for content in (b"", b"<svg", b"no picture", b"<?xml version='1.0'?><a/>"):
        with pytest.raises(OutputError):
            print_all(printer, [PAGES[0], content])
        assert list(target.parent.iterdir()) == []


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_printer_that_can_not_print_is_reported(qapp: object) -> None:
    # Without a printer and a file, Qt has nowhere to print to.
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    with pytest.raises(OutputError, match="The printer didn’t accept the handout"):
        print_all(printer, PAGES)


def test_only_printed_pages_are_unpacked(printer: QPrinter, target: Path) -> None:
    pages = CompressedPages([b"no page", *compress_pages(PAGES[1:])])
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    print_all(printer, pages)
    assert printed_pages(target) == [2, 3]


def test_page_is_centred_in_space_of_another_shape(qapp: object) -> None:
    page = PrintedPage(svg_page(COLOURS[0], (100, 200)))
    assert page.fitted(QRectF(10, 20, 400, 400)) == QRectF(110, 20, 200, 400)
    assert page.fitted(QRectF(0, 0, 50, 400)) == QRectF(0, 150, 50, 100)


@pytest.fixture
def sheets(qapp: QObject) -> Iterator[SheetPrinter]:
    sheets = SheetPrinter(qapp)
    yield sheets
    sheets.deleteLater()


def test_sheets_are_counted_until_the_last_is_printed(
    qtbot: QtBot, sheets: SheetPrinter, printer: QPrinter, target: Path
) -> None:
    counts: list[int] = []
    sheets.progress_changed.connect(counts.append)
    with qtbot.waitSignal(sheets.done):
        sheets.start(printer, PAGES)
    assert counts == [1, 2, 3]
    assert not sheets.is_running
    assert printed_pages(target) == [1, 2, 3]


def test_printing_can_be_stopped_between_two_sheets(
    qtbot: QtBot, sheets: SheetPrinter, printer: QPrinter, target: Path
) -> None:
    with qtbot.waitSignal(sheets.progress_changed):
        sheets.progress_changed.connect(sheets.stop)
        sheets.start(printer, PAGES)
    assert not sheets.is_running
    assert list(target.parent.iterdir()) == []


def test_error_while_printing_is_reported(
    qtbot: QtBot, sheets: SheetPrinter, printer: QPrinter, tmp_path: Path
) -> None:
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    with qtbot.waitSignal(sheets.failed) as failed:
        sheets.start(printer, PAGES)
    assert failed.args is not None
    assert str(tmp_path / "nowhere") in failed.args[0]
    assert "doesn’t exist" in failed.args[0]
    assert not sheets.is_running


def test_unexpected_error_ends_printing(
    qtbot: QtBot, sheets: SheetPrinter, printer: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_printer: QPrinter, _pages: object) -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(printing, "print_sheets", broken)
    with qtbot.assertNotEmitted(sheets.done), capture_exceptions() as caught:
        sheets.start(printer, PAGES)
        qtbot.waitUntil(lambda: bool(caught))
    assert not sheets.is_running
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_incomplete_printing_is_not_reported_as_done(
    qtbot: QtBot, sheets: SheetPrinter, printer: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended_early(_printer: QPrinter, _pages: object) -> Generator[int, None, None]:
        yield 1

    monkeypatch.setattr(printing, "print_sheets", ended_early)
    with qtbot.assertNotEmitted(sheets.done), qtbot.waitSignal(sheets.failed):
        sheets.start(printer, PAGES)


_OTHERWISE: Final[Mapping[str, Callable[[QPrinter], object]]] = {
    "letter paper": use_letter_paper,
    "landscape": lambda printer: printer.setPageOrientation(QPageLayout.Orientation.Landscape),
    "greyscale": lambda printer: printer.setColorMode(QPrinter.ColorMode.GrayScale),
    "two copies": lambda printer: printer.setCopyCount(2),
    "last page first": lambda printer: printer.setPageOrder(QPrinter.PageOrder.LastPageFirst),
    "some pages": use_page_range,
    "paper": lambda printer: printer.setOutputFileName(""),
}


@pytest.mark.parametrize("set_up", _OTHERWISE.values(), ids=_OTHERWISE)
def test_own_pdf_is_not_used_if_it_would_differ(
    printer: QPrinter, set_up: Callable[[QPrinter], object]
) -> None:
    assert can_save_instead(printer, 3)
    set_up(printer)
    assert not can_save_instead(printer, 3)
    printer.setFromTo(1, 3)
    assert can_save_instead(printer, 3) is (set_up is use_page_range)
    assert not can_save_instead(printer, 4)
