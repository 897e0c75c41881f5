"""The handout on paper, and the window that shows it before."""

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, cast

import pypdfium2
import pytest
from PIL.Image import Image
from PySide6.QtCore import QObject, QRectF, Qt, QThread
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from briefing_app.errors import OptionError, OutputError
from briefing_app.export.handout import HandoutOptions, make_handout_pdf, missing_glyphs_warning
from briefing_app.export.typesetting import CompressedPages, pack
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.files.progress import Progress
from briefing_app.gui.controllers import printing
from briefing_app.gui.controllers.comparison import ComparisonController
from briefing_app.gui.controllers.printing import PrintingController
from briefing_app.gui.export import jobs as export_jobs
from briefing_app.gui.export import print_preview
from briefing_app.gui.export.print_preview import PagePreview, Pages, PrintPreview
from briefing_app.gui.export.printer import (
    PrintedPage,
    paint_handout,
    print_sheets,
    wants_handout_itself,
)
from briefing_app.gui.export.request import Export, Material
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.render import png
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Report

A4 = (595, 842)
WHITE = (255, 255, 255)
COLOURS = ("#ff0000", "#00aa00", "#0000ff")
RGB = ((255, 0, 0), (0, 170, 0), (0, 0, 255))


def svg_page(colour: str, size: tuple[int, int] = A4) -> bytes:
    """A page with a square of 200 units at its upper left corner, as typst writes them."""
    width, height = size
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}pt" height="{height}pt" '
        'xmlns="http://www.w3.org/2000/svg">'
        f'<path fill="{colour}" fill-rule="nonzero" d="M 0 0h 200v 200h -200Z"/></svg>'
    ).encode()


def png_page(colour: str) -> bytes:
    picture = QImage(595, 842, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    for y in range(200):
        for x in range(200):
            picture.setPixel(x, y, int(colour[1:], 16))
    return png(picture)


PAGES = tuple(map(svg_page, COLOURS))


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


def sheets(target: Path) -> list[Image]:
    """The printed pages, a pixel for each point."""
    document = pypdfium2.PdfDocument(target.read_bytes())
    return [page.render(scale=1).to_pil().convert("RGB") for page in document]


def at(sheet: Image, x: float, y: float) -> object:
    return sheet.getpixel((round(x), round(y)))


def order(target: Path) -> list[int]:
    """Which page is on each sheet, counted from 1."""
    return [RGB.index(at(sheet, 100, 100)) + 1 for sheet in sheets(target)]


# ---- paper --------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [svg_page, png_page])
def test_that_a_page_fills_paper_of_its_size(
    printer: QPrinter, target: Path, make: Callable[[str], bytes]
) -> None:
    paint_handout(printer, [make(COLOURS[0])])
    (sheet,) = sheets(target)
    assert sheet.size == pytest.approx(A4, abs=1)
    assert at(sheet, 3, 3) == at(sheet, 196, 196) == RGB[0]
    assert at(sheet, 204, 100) == at(sheet, 100, 204) == WHITE


def test_that_shapes_without_a_line_get_none_on_paper(printer: QPrinter, target: Path) -> None:
    paint_handout(printer, [svg_page(COLOURS[0])])
    document = pypdfium2.PdfDocument(target.read_bytes())
    sheet = document[0].render(scale=8).to_pil().convert("RGB")
    # Half the default width would be half a point: four of these pixels.
    assert at(sheet, 200 * 8 + 3, 800) == WHITE


@pytest.mark.parametrize("turned", [False, True])
def test_that_a_page_is_shown_whole_in_the_middle_of_other_paper(
    printer: QPrinter, target: Path, turned: bool
) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    if turned:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    paint_handout(printer, [svg_page(COLOURS[0])])
    (sheet,) = sheets(target)
    width, height = (792, 612) if turned else (612, 792)
    assert sheet.size == (width, height)
    scale = height / 842
    left = (width - 595 * scale) / 2
    assert at(sheet, left - 3, 100 * scale) == WHITE
    assert at(sheet, left + 3, 3) == at(sheet, left + 196 * scale, 196 * scale) == RGB[0]
    assert at(sheet, left + 205 * scale, 100 * scale) == WHITE


def test_that_all_pages_are_printed_in_order(printer: QPrinter, target: Path) -> None:
    printer.setFromTo(2, 2)  # from an earlier time: now all are wanted
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    assert list(print_sheets(printer, PAGES)) == [1, 2, 3]
    assert order(target) == [1, 2, 3]


@pytest.mark.parametrize(("first", "last", "printed"), [(2, 3, [2, 3]), (1, 1, [1]), (3, 9, [3])])
def test_that_only_the_pages_of_the_range_are_printed(
    printer: QPrinter, target: Path, first: int, last: int, printed: list[int]
) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(first, last)
    paint_handout(printer, PAGES)
    assert order(target) == printed


def test_that_a_range_without_a_page_is_refused_and_writes_nothing(
    printer: QPrinter, target: Path
) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(7, 8)
    with pytest.raises(OutputError, match="has 3 pages, and none of them is in the range"):
        paint_handout(printer, PAGES)
    assert not target.exists()


@pytest.mark.parametrize(
    ("collated", "printed"), [(True, [1, 2, 3, 1, 2, 3]), (False, [1, 1, 2, 2, 3, 3])]
)
def test_that_what_makes_no_copies_itself_gets_each_sheet_as_often_as_wanted(
    printer: QPrinter, target: Path, collated: bool, printed: list[int]
) -> None:
    assert not printer.supportsMultipleCopies()
    printer.setCopyCount(2)
    printer.setCollateCopies(collated)
    paint_handout(printer, PAGES)
    assert order(target) == printed


def test_that_the_last_page_comes_first_where_the_printer_wants_it(
    printer: QPrinter, target: Path
) -> None:
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    paint_handout(printer, PAGES)
    assert order(target) == [3, 2, 1]


def test_that_what_was_chosen_in_the_printer_s_dialog_stays(
    printer: QPrinter, target: Path
) -> None:
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setCopyCount(3)
    printer.setResolution(300)
    paint_handout(printer, PAGES)
    assert (printer.copyCount(), printer.resolution()) == (3, 300)
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    assert printer.colorMode() is QPrinter.ColorMode.GrayScale
    assert printer.outputFileName() == str(target)


# ---- what goes wrong ----------------------------------------------------------------------------


def test_that_a_file_is_replaced_only_by_a_complete_one(printer: QPrinter, target: Path) -> None:
    target.write_bytes(b"what was there")
    printing = print_sheets(printer, PAGES)
    next(printing)
    printing.close()
    assert target.read_bytes() == b"what was there"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    paint_handout(printer, PAGES)
    assert order(target) == [1, 2, 3]


@contextmanager
def room_for(count: int) -> Iterator[None]:
    """The system takes no more than so many bytes for any file."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 500, 2000])
def test_that_a_file_for_which_there_is_no_room_is_told_and_not_put_in_its_place(
    printer: QPrinter, target: Path, room: int
) -> None:
    paint_handout(printer, PAGES)
    before = target.read_bytes()
    assert len(before) > room
    with room_for(room), pytest.raises(OutputError, match="too little room on the disk") as told:
        paint_handout(printer, PAGES)
    assert told.value.path == target
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]
    paint_handout(printer, PAGES)
    assert order(target) == [1, 2, 3]


def test_that_no_temporary_folder_is_needed_to_print_to_a_file(
    printer: QPrinter, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(target.parent / "nowhere"))
    paint_handout(printer, PAGES)
    assert order(target) == [1, 2, 3]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_that_what_the_system_refuses_while_a_file_is_printed_is_told(
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


@pytest.mark.parametrize("content", [b"", b"<svg", b"no picture", b"<?xml version='1.0'?><a/>"])
@pytest.mark.qt_log_ignore("svg|SVG|xml|Cannot")
def test_that_a_page_that_can_t_be_drawn_stops_it_and_leaves_no_file(
    printer: QPrinter, target: Path, content: bytes
) -> None:
    with pytest.raises(OutputError):
        paint_handout(printer, [PAGES[0], content])
    assert list(target.parent.iterdir()) == []


def test_that_a_file_in_no_folder_is_refused_before_anything_is_drawn(
    printer: QPrinter, tmp_path: Path
) -> None:
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    with pytest.raises(OutputError, match=r"The folder .* doesn’t exist"):
        next(print_sheets(printer, PAGES))


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_that_a_printer_that_takes_nothing_is_told_of(qapp: object) -> None:
    # Without a printer and a file, Qt has nowhere to print to.
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    with pytest.raises(OutputError, match="The printer didn’t take the handout"):
        paint_handout(printer, PAGES)


# ---- the window ---------------------------------------------------------------------------------


class Made:
    """Makes the pages and keeps what it was asked for."""

    def __init__(self) -> None:
        self.ready: Sequence[bytes] = PAGES
        self.asked: list[HandoutOptions] = []
        self.changes: list[Comparison | None] = []
        self.threads: list[QThread] = []
        self.error: OptionError | None = None
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.lacking = ""
        self.refused: OutputError | None = None
        self.saved: list[tuple[Path, HandoutOptions, Comparison | None]] = []
        self.may_save = threading.Event()
        self.may_save.set()
        self.too_late = False

    def pages(
        self, options: HandoutOptions, comparison: Comparison | None, progress: Progress
    ) -> Pages:
        self.asked.append(options)
        self.changes.append(comparison)
        self.threads.append(QThread.currentThread())
        pages = self.ready
        assert self.may_go_on.wait(10)
        progress(0, 0)
        if self.error is not None:
            raise self.error
        return Pages(pages, self.lacking)

    def check_file(self, target: Path) -> None:
        del target
        if self.refused is not None:
            raise self.refused

    def save(
        self,
        target: Path,
        options: HandoutOptions,
        comparison: Comparison | None,
        progress: Progress,
    ) -> list[Path]:
        self.saved.append((target, options, comparison))
        self.threads.append(QThread.currentThread())
        assert self.may_save.wait(10)
        if not self.too_late:
            progress(0, 0)
        if self.error is not None:
            raise self.error
        return [target]


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def work(qapp: QApplication) -> Iterator[BackgroundTask]:
    work = BackgroundTask(QObject(qapp), qapp)
    yield work
    work.finish()


@pytest.fixture
def saving(qapp: QApplication) -> Iterator[BackgroundTask]:
    saving = BackgroundTask(QObject(qapp), qapp)
    yield saving
    saving.finish()


@pytest.fixture
def open_window(
    qtbot: QtBot, style: Style, made: Made, work: BackgroundTask, saving: BackgroundTask
) -> Iterator[Callable[[], PrintPreview]]:
    """Opens the window, whose pages are made from then on."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def open_it() -> PrintPreview:
        window = PrintPreview("A made-up briefing", made, style, parent, work=work, saving=saving)
        window.show()
        return window

    yield open_it
    parent.close()


@pytest.fixture
def window(qtbot: QtBot, open_window: Callable[[], PrintPreview]) -> PrintPreview:
    """The window with its pages made."""
    window = open_window()
    qtbot.waitUntil(lambda: is_ready(window))
    return window


@pytest.fixture
def painted(printer: QPrinter) -> QPrinter:
    """A printer for which the pages are painted, as they are not of its paper's size."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return printer


def is_ready(window: PrintPreview) -> bool:
    """Whether the pages that are wanted are shown, or why there are none."""
    return "Making the pages …" not in words(window)


def button(window: PrintPreview, name: str) -> QPushButton:
    (found,) = (
        each
        for each in window.findChildren(QPushButton)
        if name in {each.text(), each.accessibleName()}
    )
    return found


def words(window: PrintPreview) -> set[str]:
    return {label.text() for label in window.findChildren(QLabel) if label.isVisible()}


def shown(window: PrintPreview) -> int:
    """Which page is seen in the preview, counted from 1."""
    preview = window.findChild(PagePreview)
    assert preview is not None
    page = preview.page
    assert page is not None
    image = preview.grab().toImage()
    place = page.fitted(QRectF(image.rect()))
    colour = image.pixelColor((place.topLeft() + place.bottomRight() * 0.1).toPoint())
    return COLOURS.index(colour.name()) + 1


def test_that_the_first_page_is_shown_and_others_are_one_key_away(window: PrintPreview) -> None:
    assert shown(window) == 1
    assert "Page 1 of 3" in words(window)
    assert not button(window, "Previous page").isEnabled()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert shown(window) == 2
    button(window, "Next page").click()
    assert shown(window) == 3
    assert "Page 3 of 3" in words(window)
    assert not button(window, "Next page").isEnabled()
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert shown(window) == 2


def test_that_pages_are_made_anew_for_other_choices(
    qtbot: QtBot, window: PrintPreview, made: Made
) -> None:
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    made.ready = PAGES[:2]
    button(window, "Large print").click()
    qtbot.waitUntil(lambda: len(made.asked) == 2 and is_ready(window))
    assert made.asked == [HandoutOptions(), HandoutOptions(large_print=True)]
    assert "Page 2 of 2" in words(window)
    button(window, "Findings only").click()
    qtbot.waitUntil(lambda: len(made.asked) == 3 and is_ready(window))
    assert made.asked[-1] == HandoutOptions(findings_only=True, prompts=False, large_print=True)
    assert not button(window, "Discussion questions").isEnabled()


def test_that_a_handout_that_can_t_be_made_is_told_of_and_not_printed(
    qtbot: QtBot, window: PrintPreview, made: Made
) -> None:
    made.error = OptionError("It has no words.", "Write some.")
    button(window, "Large print").click()
    qtbot.waitUntil(lambda: len(made.asked) == 2 and is_ready(window))
    assert "The handout can’t be made. It has no words. Write some." in words(window)
    assert not button(window, "Print…").isEnabled()
    made.error = None
    button(window, "Large print").click()
    qtbot.waitUntil(lambda: len(made.asked) == 3 and is_ready(window))
    assert words(window) == {"Page 1 of 3"}
    assert button(window, "Print…").isEnabled()


def test_that_print_asks_for_the_printer_without_blocking_and_cancel_changes_nothing(
    window: PrintPreview,
) -> None:
    button(window, "Print…").click()
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert (dialog.minPage(), dialog.maxPage()) == (1, 3)
    assert dialog.printer().docName() == "A made-up briefing"
    dialog.reject()
    assert window.isVisible()
    assert button(window, "Print…").isEnabled()


def test_that_the_window_prints_says_so_and_closes(
    qtbot: QtBot, window: PrintPreview, painted: QPrinter, target: Path
) -> None:
    with qtbot.waitSignals([window.printed, window.accepted]):
        window._begin(painted)
        assert not button(window, "Print…").isEnabled()
    assert order(target) == [1, 2, 3]


def test_that_printing_can_be_stopped(
    window: PrintPreview, painted: QPrinter, target: Path
) -> None:
    window._begin(painted)
    window._print_sheet()
    assert "Printing… 1 sheet done" in words(window)
    button(window, "Stop").click()
    assert "Printing was stopped." in words(window)
    assert window.isVisible()
    assert button(window, "Print…").isEnabled()
    assert list(target.parent.iterdir()) == []


def test_that_closing_the_window_stops_what_is_being_printed(
    window: PrintPreview, painted: QPrinter, target: Path
) -> None:
    window._begin(painted)
    window._print_sheet()
    window.close()
    assert not window.isVisible()
    assert list(target.parent.iterdir()) == []


def test_that_what_goes_wrong_in_printing_is_told_in_the_window(
    qtbot: QtBot, window: PrintPreview, painted: QPrinter, tmp_path: Path
) -> None:
    painted.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    window._begin(painted)
    qtbot.waitUntil(lambda: any("doesn’t exist" in each for each in words(window)))
    assert window.isVisible()
    assert button(window, "Print…").isEnabled()


# ---- the handout's own PDF ----------------------------------------------------------------------


def test_that_the_handout_s_own_pdf_is_written_to_a_file_beside_the_window(
    qtbot: QtBot, window: PrintPreview, made: Made, printer: QPrinter, target: Path
) -> None:
    button(window, "Large print").click()
    qtbot.waitUntil(lambda: len(made.asked) == 2 and is_ready(window))
    made.may_save.clear()
    window._begin(printer)
    (bar,) = window.findChildren(QProgressBar)
    assert bar.isVisible()
    assert "Writing printed.pdf …" in words(window)
    assert not button(window, "Print…").isEnabled()
    with qtbot.waitSignals([window.printed, window.accepted]):
        made.may_save.set()
    assert made.saved == [(target, HandoutOptions(large_print=True), None)]
    assert made.threads[-1] is not window.thread()
    assert not target.exists()  # nothing else wrote one


def _letter(printer: QPrinter) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))


def _turned(printer: QPrinter) -> None:
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)


def _grey(printer: QPrinter) -> None:
    printer.setColorMode(QPrinter.ColorMode.GrayScale)


def _twice(printer: QPrinter) -> None:
    printer.setCopyCount(2)


def _backwards(printer: QPrinter) -> None:
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)


def _some(printer: QPrinter) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)


@pytest.mark.parametrize("choose", [_letter, _turned, _grey, _twice, _backwards, _some])
def test_that_the_pages_are_painted_for_whatever_that_pdf_would_not_show(
    *,
    qtbot: QtBot,
    window: PrintPreview,
    made: Made,
    printer: QPrinter,
    target: Path,
    choose: Callable[[QPrinter], None],
) -> None:
    choose(printer)
    with qtbot.waitSignal(window.printed):
        window._begin(printer)
    assert made.saved == []
    assert target.exists()


def test_that_a_range_of_all_pages_is_the_handout_itself(printer: QPrinter) -> None:
    _some(printer)
    assert not wants_handout_itself(printer, 3)
    printer.setFromTo(1, 3)
    assert wants_handout_itself(printer, 3)
    assert not wants_handout_itself(printer, 4)


@pytest.mark.parametrize("too_late", [False, True])
def test_that_writing_that_pdf_can_be_stopped_until_it_is_too_late(
    qtbot: QtBot, window: PrintPreview, made: Made, printer: QPrinter, too_late: bool
) -> None:
    made.may_save.clear()
    made.too_late = too_late
    window._begin(printer)
    qtbot.waitUntil(lambda: bool(made.saved))
    button(window, "Stop").click()
    assert "Stopping …" in words(window)
    if too_late:
        with qtbot.waitSignal(window.printed):
            made.may_save.set()
        return
    made.may_save.set()
    qtbot.waitUntil(lambda: "Printing was stopped." in words(window))
    assert window.isVisible()
    assert button(window, "Print…").isEnabled()


def test_that_a_pdf_that_can_t_be_written_is_told_of(
    qtbot: QtBot, window: PrintPreview, made: Made, printer: QPrinter
) -> None:
    made.error = OptionError("It has no words.", "Write some.")
    window._begin(printer)
    qtbot.waitUntil(lambda: "It has no words. Write some." in words(window))
    assert window.isVisible()
    assert button(window, "Print…").isEnabled()


def test_that_closing_the_window_gives_up_that_pdf(
    qtbot: QtBot, window: PrintPreview, made: Made, printer: QPrinter, saving: BackgroundTask
) -> None:
    made.may_save.clear()
    window._begin(printer)
    qtbot.waitUntil(lambda: bool(made.saved))
    window.close()
    made.may_save.set()
    with qtbot.assertNotEmitted(saving.done), qtbot.assertNotEmitted(saving.too_late):
        qtbot.waitUntil(lambda: not saving.findChildren(QThread))


@pytest.mark.parametrize("choose", [None, _letter])
def test_that_a_file_that_may_not_be_written_is_refused_before_the_first_sheet(
    *,
    window: PrintPreview,
    made: Made,
    printer: QPrinter,
    target: Path,
    choose: Callable[[QPrinter], None] | None,
) -> None:
    if choose is not None:
        choose(printer)
    made.refused = OutputError(target, "It would overwrite its own source.", "Name another.")
    window._begin(printer)
    assert f"{target}: It would overwrite its own source. Name another." in words(window)
    assert made.saved == []
    assert list(target.parent.iterdir()) == []
    assert button(window, "Print…").isEnabled()


def test_that_a_bug_in_printing_ends_it_and_nobody_is_told_that_it_is_printed(
    qtbot: QtBot, window: PrintPreview, painted: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_printer: QPrinter, _pages: object) -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(print_preview, "print_sheets", broken)
    with qtbot.assertNotEmitted(window.printed), capture_exceptions() as caught:
        window._begin(painted)
        qtbot.waitUntil(lambda: bool(caught))
        assert not window._next_sheet.isActive()
        window._print_sheet()  # one that was on its way
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    assert window.isVisible()
    assert "The handout can’t be printed." in words(window)
    assert button(window, "Print…").isEnabled()


def test_that_sheets_which_end_before_the_last_are_not_told_of_as_printed(
    qtbot: QtBot, window: PrintPreview, painted: QPrinter
) -> None:
    with qtbot.assertNotEmitted(window.printed):
        window._begin(painted)
        window._print_sheet()
        assert window._printing is not None
        window._printing.close()
        window._print_sheet()
    assert window.isVisible()
    assert "The handout can’t be printed." in words(window)


def test_that_windows_without_a_printer_is_told_so(
    window: PrintPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_preview, "sys", SimpleNamespace(platform="win32"))
    nobody = SimpleNamespace(availablePrinterNames=list)
    monkeypatch.setattr(print_preview, "QPrinterInfo", nobody)
    button(window, "Print…").click()
    assert window.findChild(QPrintDialog) is None
    assert any(each.startswith("There is no printer on this computer.") for each in words(window))


def test_that_the_pages_are_made_beside_the_window_and_that_is_told(
    qtbot: QtBot, open_window: Callable[[], PrintPreview], made: Made
) -> None:
    made.may_go_on.clear()
    window = open_window()
    assert "Making the pages …" in words(window)
    (bar,) = window.findChildren(QProgressBar)
    assert bar.isVisible()
    qtbot.waitUntil(lambda: bool(made.asked))
    assert not button(window, "Print…").isEnabled()
    made.may_go_on.set()
    qtbot.waitUntil(lambda: is_ready(window))
    assert made.threads[0] is not window.thread()
    assert not bar.isVisible()
    assert button(window, "Print…").isEnabled()


def test_that_another_choice_drops_what_is_being_made(
    qtbot: QtBot, window: PrintPreview, made: Made, work: BackgroundTask
) -> None:
    made.may_go_on.clear()
    made.ready = PAGES[:1]
    button(window, "Large print").click()
    qtbot.waitUntil(lambda: len(made.asked) == 2)
    made.ready = PAGES[:2]
    button(window, "Large print").click()
    qtbot.waitUntil(lambda: len(made.asked) == 3)
    seen: list[object] = []
    work.done.connect(seen.append)
    made.may_go_on.set()
    qtbot.waitUntil(lambda: is_ready(window) and not work.findChildren(QThread))
    assert seen == [Pages(PAGES[:2])]
    assert "Page 1 of 2" in words(window)


def test_that_two_quick_choices_are_made_at_once(
    qtbot: QtBot, window: PrintPreview, made: Made
) -> None:
    button(window, "Large print").click()
    button(window, "Findings only").click()
    qtbot.waitUntil(lambda: is_ready(window))
    assert made.asked[1:] == [HandoutOptions(findings_only=True, prompts=False, large_print=True)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, None])
def test_that_closing_the_window_gives_up_what_is_being_made(
    qtbot: QtBot, window: PrintPreview, made: Made, work: BackgroundTask, key: Qt.Key | None
) -> None:
    made.may_go_on.clear()
    button(window, "Large print").click()
    qtbot.waitUntil(lambda: len(made.asked) == 2)
    if key is not None:
        QTest.keyClick(window, key)
    else:
        window.close()
    assert not window.isVisible()
    assert not work.running
    made.may_go_on.set()
    with qtbot.assertNotEmitted(work.done):
        qtbot.waitUntil(lambda: not work.findChildren(QThread))


@pytest.fixture
def desk(
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    settings: Settings,
    style: Style,
    qapp: QApplication,
) -> Iterator[PrintingController]:
    comparing = ComparisonController(main_window, launcher, settings, style, qapp)
    desk = PrintingController(main_window, comparing, style, qapp)
    main_window.commands.print_requested.connect(desk.open)
    yield desk
    desk._page_task.finish()
    desk._save_task.finish()


@pytest.mark.usefixtures("desk")
def test_that_ctrl_p_shows_the_handout_of_the_open_briefing(
    qtbot: QtBot, main_window: MainWindow
) -> None:
    QTest.keyClick(main_window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window = main_window.findChild(PrintPreview)
    assert window is not None
    qtbot.waitUntil(lambda: any(each.startswith("Page 1 of ") for each in words(window)))
    preview = window.findChild(PagePreview)
    assert preview is not None
    assert preview.page is not None
    size = preview.page.size
    assert size.width() / size.height() == pytest.approx(210 / 297, abs=0.001)
    # They are another briefing's then.
    main_window.open(BUNDLED_BRIEFING)
    assert not window.isVisible()


@pytest.mark.usefixtures("desk")
def test_that_nothing_is_printed_without_a_briefing(
    main_window: MainWindow, tmp_path: Path
) -> None:
    main_window.open(tmp_path / "nothing.db")
    main_window.trigger(ActionId.PRINT)
    assert main_window.findChild(PrintPreview) is None


def test_that_what_is_printed_is_told_in_the_main_window(
    qtbot: QtBot, desk: PrintingController, main_window: MainWindow
) -> None:
    desk.open()
    window = main_window.findChild(PrintPreview)
    assert window is not None
    qtbot.waitUntil(lambda: is_ready(window))
    window.printed.emit(False)
    assert main_window.statusBar().currentMessage() == "The handout was printed."


def test_that_characters_which_the_letters_lack_are_told_before_printing_and_after(
    qtbot: QtBot, desk: PrintingController, main_window: MainWindow, painted: QPrinter
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    briefing._report = replace(briefing.report, title="王")
    desk.open()
    window = main_window.findChild(PrintPreview)
    assert window is not None
    qtbot.waitUntil(lambda: is_ready(window))
    assert missing_glyphs_warning(briefing.report) in words(window)
    with qtbot.waitSignal(window.printed):
        window._begin(painted)
    told = "The handout was printed. ◊ replaces each character that its font doesn’t have."
    assert main_window.statusBar().currentMessage() == told


def test_that_a_file_that_is_printed_to_has_text_tags_and_the_choices_made(
    qtbot: QtBot, desk: PrintingController, main_window: MainWindow, printer: QPrinter, target: Path
) -> None:
    desk.open()
    window = main_window.findChild(PrintPreview)
    assert window is not None
    button(window, "Findings only").click()
    qtbot.waitUntil(lambda: is_ready(window))
    with qtbot.waitSignal(window.printed):
        window._begin(printer)
    briefing = main_window.briefing
    assert briefing is not None
    options = HandoutOptions(findings_only=True, prompts=False)
    assert target.read_bytes() == make_handout_pdf(
        briefing.report, options, main_window.header.my_force
    )


@pytest.mark.parametrize("choose", [None, _letter])
def test_that_a_briefing_another_kind_of_file_or_one_open_elsewhere_is_not_printed_over(
    *,
    qtbot: QtBot,
    desk: PrintingController,
    main_window: MainWindow,
    printer: QPrinter,
    tmp_path: Path,
    choose: Callable[[QPrinter], None] | None,
) -> None:
    briefing = main_window.briefing
    assert briefing is not None
    linked = tmp_path / "linked.pdf"
    linked.symlink_to(briefing.path)
    before = briefing.path.read_bytes()
    shown = tmp_path / "shown.pdf"
    shown.write_bytes(b"as it was")
    (tmp_path / ".~lock.shown.pdf#").touch()
    if choose is not None:
        choose(printer)
    desk.open()
    window = main_window.findChild(PrintPreview)
    assert window is not None
    qtbot.waitUntil(lambda: is_ready(window))
    for file, told in (
        (briefing.path, "ending of the name belongs to another kind of file"),
        (linked, "would overwrite its own source"),
        (shown, "Another program has this file open"),
    ):
        printer.setOutputFileName(str(file))
        window._begin(printer)
        assert any(told in each for each in words(window))
    assert briefing.path.read_bytes() == before
    assert linked.is_symlink()
    assert shown.read_bytes() == b"as it was"


def test_that_a_file_that_was_printed_to_after_all_is_told(
    *,
    qtbot: QtBot,
    desk: PrintingController,
    main_window: MainWindow,
    printer: QPrinter,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def run(export: Export, _material: Material, _progress: Progress) -> list[Path]:
        begun.set()
        assert go_on.wait(10)
        return [export.target]

    monkeypatch.setattr(export_jobs, "run", run)
    desk.open()
    window = main_window.findChild(PrintPreview)
    assert window is not None
    qtbot.waitUntil(lambda: is_ready(window))
    window._begin(printer)
    assert begun.wait(10)
    window.close()
    go_on.set()
    qtbot.waitUntil(lambda: main_window.statusBar().currentMessage() == f"Saved: {target}")


def test_that_only_one_handout_is_made_at_a_time_and_one_given_up_is_not_begun(
    qtbot: QtBot, desk: PrintingController, main_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    made = []

    def make(_report: Report, options: HandoutOptions, *_more: object) -> list[bytes]:
        made.append(options)
        begun.set()
        assert go_on.wait(10)
        return list(PAGES)

    monkeypatch.setattr(printing, "make_handout_pages", make)
    desk.open()
    window = main_window.findChild(PrintPreview)
    assert window is not None
    window._make()
    assert begun.wait(10)
    for choice in ("Large print", "Discussion questions"):
        button(window, choice).click()
        window._make()
    go_on.set()
    qtbot.waitUntil(lambda: is_ready(window))
    assert made == [HandoutOptions(), HandoutOptions(prompts=False, large_print=True)]


def test_that_pages_that_are_being_made_are_given_up_when_the_program_ends(
    qtbot: QtBot, desk: PrintingController, main_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def make(*values: object) -> list[bytes]:
        progress = cast("Progress", values[-1])
        begun.set()
        try:
            while not ended.is_set():  # as long as it takes
                progress(0, 0)
        finally:
            ended.set()
        return []

    monkeypatch.setattr(printing, "make_handout_pages", make)
    desk.open()
    qtbot.waitUntil(begun.is_set)
    main_window.close()
    desk._page_task.finish()
    assert ended.is_set()


def test_that_only_the_page_in_sight_is_unpacked(
    qtbot: QtBot, open_window: Callable[[], PrintPreview], made: Made
) -> None:
    class Counted(CompressedPages):
        unpacked: ClassVar[list[object]] = []

        def __getitem__(self, at: Any) -> Any:
            self.unpacked.append(at)
            return super().__getitem__(at)

    made.ready = Counted(pack(PAGES))
    window = open_window()
    qtbot.waitUntil(lambda: is_ready(window))
    assert set(Counted.unpacked) == {0}
    button(window, "Next page").click()
    assert set(Counted.unpacked) == {0, 1}
    assert shown(window) == 2


def test_that_only_the_sheets_to_print_are_unpacked(printer: QPrinter, target: Path) -> None:
    pages = CompressedPages([b"no page", *pack(PAGES[1:])])
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    paint_handout(printer, pages)
    assert order(target) == [2, 3]


def test_that_what_has_changed_is_offered_while_a_comparison_is_shown(
    qtbot: QtBot, desk: PrintingController, main_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Comparison | None] = []

    def make(
        _report: Report,
        _options: HandoutOptions,
        _force: object,
        comparison: Comparison | None,
        _progress: Progress,
    ) -> list[bytes]:
        made.append(comparison)
        return list(PAGES)

    monkeypatch.setattr(printing, "make_handout_pages", make)
    desk.open()
    window = main_window.findChild(PrintPreview)
    assert window is not None
    qtbot.waitUntil(lambda: is_ready(window))
    assert not window._changes.isVisible()
    assert desk._comparison.open(BUNDLED_BRIEFING)
    assert window._changes.isVisible()
    window._changes.click()
    qtbot.waitUntil(lambda: is_ready(window))
    assert desk._comparison.shown is not None
    desk._comparison.shown.close()
    qtbot.waitUntil(lambda: is_ready(window))
    assert not window._changes.isVisible()
    first, with_changes, without = made
    assert (first, without) == (None, None)
    assert with_changes is not None


def test_that_a_page_in_a_room_of_another_shape_stands_in_its_middle(qapp: object) -> None:
    page = PrintedPage(svg_page(COLOURS[0], (100, 200)))
    assert page.fitted(QRectF(10, 20, 400, 400)) == QRectF(110, 20, 200, 400)
    assert page.fitted(QRectF(0, 0, 50, 400)) == QRectF(0, 150, 50, 100)
