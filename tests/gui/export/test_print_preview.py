"""The print preview."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtGui import QAccessible, QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QProgressBar, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from briefing_app.errors import OptionError, OutputError
from briefing_app.export.handout_data import HandoutOptions
from briefing_app.export.typesetting import CompressedPages, compress_pages
from briefing_app.files.progress import Progress
from briefing_app.gui.export import print_preview, sheet_printer
from briefing_app.gui.export.kinds import QUESTIONS_OPTION
from briefing_app.gui.export.page_browser import Pages
from briefing_app.gui.export.page_preview import PageArea, PagePreview
from briefing_app.gui.export.print_preview import PrintPreview
from briefing_app.gui.look import TEXT_SCALES, Style
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.comparison import Comparison
from tests.gui.export.printing import (
    PAGES,
    button_of,
    is_ready,
    labels_of,
    printed_pages,
    shown_page,
    use_letter_paper,
    use_page_range,
)
from tests.sample_measures import make_measure
from tests.sample_report import make_report


class FakeHandout:
    """A handout that records what it is asked to make."""

    def __init__(self) -> None:
        self.ready: Sequence[bytes] = PAGES
        self.asked: list[HandoutOptions] = []
        self.changes: list[Comparison | None] = []
        self.threads: list[QThread] = []
        self.error: OptionError | None = None
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.warning = ""
        self.texts: Sequence[str] = ()
        self.refused: OutputError | None = None
        self.saved: list[tuple[Path, HandoutOptions, Comparison | None]] = []
        self.may_save = threading.Event()
        self.may_save.set()
        self.ignores_cancel = False

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
        return Pages(pages, self.warning, self.texts)

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
        if not self.ignores_cancel:
            progress(0, 0)
        if self.error is not None:
            raise self.error
        return [target]


@pytest.fixture
def handout() -> FakeHandout:
    return FakeHandout()


@pytest.fixture
def page_task(qapp: QApplication) -> Iterator[BackgroundTask]:
    page_task = BackgroundTask(QObject(qapp), qapp)
    yield page_task
    page_task.shut_down()


@pytest.fixture
def save_task(qapp: QApplication) -> Iterator[BackgroundTask]:
    save_task = BackgroundTask(QObject(qapp), qapp)
    yield save_task
    save_task.shut_down()


@pytest.fixture
def open_preview(
    qtbot: QtBot,
    style: Style,
    handout: FakeHandout,
    page_task: BackgroundTask,
    save_task: BackgroundTask,
) -> Iterator[Callable[[], PrintPreview]]:
    """Return a function that opens the preview."""
    parent = QWidget()
    qtbot.addWidget(parent)

    def open_it() -> PrintPreview:
        preview = PrintPreview(
            make_report(measures=(make_measure(),)),
            handout,
            style,
            parent,
            page_task=page_task,
            save_task=save_task,
        )
        preview.show()
        return preview

    yield open_it
    parent.close()


@pytest.fixture
def preview(qtbot: QtBot, open_preview: Callable[[], PrintPreview]) -> PrintPreview:
    """The preview after its pages were made."""
    preview = open_preview()
    qtbot.waitUntil(lambda: is_ready(preview))
    return preview


def test_pages_can_be_turned_by_key_and_button(preview: PrintPreview) -> None:
    assert shown_page(preview) == 1
    assert "Page 1 of 3" in labels_of(preview)
    assert not button_of(preview, "Previous page").isEnabled()
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert shown_page(preview) == 2
    button_of(preview, "Next page").click()
    assert shown_page(preview) == 3
    assert "Page 3 of 3" in labels_of(preview)
    assert not button_of(preview, "Next page").isEnabled()
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert shown_page(preview) == 2


def test_turned_page_is_announced(preview: PrintPreview, heard: list[str]) -> None:
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert heard == ["Page 2 of 3", "Page 1 of 3"]


def test_page_is_an_image_described_by_its_text(
    qtbot: QtBot, open_preview: Callable[[], PrintPreview], handout: FakeHandout
) -> None:
    handout.texts = ("One.", "Two.", "Three.")
    preview = open_preview()
    qtbot.waitUntil(lambda: is_ready(preview))
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    (page,) = preview.findChildren(PagePreview)
    image = QAccessible.queryAccessibleInterface(page)
    assert image.role() is QAccessible.Role.Graphic
    assert image.text(QAccessible.Text.Name) == "Page 2 of 3"
    assert image.text(QAccessible.Text.Description) == "Two."


def test_page_can_be_enlarged_and_scrolled_by_key(
    preview: PrintPreview, style: Style, heard: list[str]
) -> None:
    area = preview.findChild(PageArea)
    assert area is not None
    fitted = area.page.size()
    assert not button_of(preview, "Smaller page").isEnabled()
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    QTest.keyClick(preview, Qt.Key.Key_Plus)
    button_of(preview, "Larger page").click()
    assert heard == ["Page at 150%", "Page at 200%"]
    assert area.page.height() >= 1.9 * fitted.height()
    area.setFocus(Qt.FocusReason.TabFocusReason)
    for bar, forwards, backwards in (
        (area.verticalScrollBar(), Qt.Key.Key_Down, Qt.Key.Key_Up),
        (area.horizontalScrollBar(), Qt.Key.Key_Right, Qt.Key.Key_Left),
    ):
        middle = bar.value()
        assert middle == pytest.approx(bar.maximum() / 2, abs=2)
        QTest.keyClick(area, forwards)
        assert bar.value() > middle
        for _ in range(200):
            QTest.keyClick(area, backwards)
        assert bar.value() == 0
    border = area.grab().toImage().pixelColor(0, area.height() // 2)
    assert border == style.colour("accent")
    for _ in range(3):
        QTest.keyClick(preview, Qt.Key.Key_Minus)
    assert area.page.size() == fitted
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert shown_page(preview) == 2


def test_preview_fits_a_small_screen_in_the_largest_text_size(
    qtbot: QtBot, preview: PrintPreview, style: Style
) -> None:
    style.set_scale(TEXT_SCALES[-1])
    assert preview.minimumSizeHint().width() <= 800
    for _ in range(2):  # the options move beside the page, and then less height is needed
        preview.resize(944, 520)
        QApplication.processEvents()
    assert (preview.width(), preview.height()) == (944, 520)
    boxes = [box for box in preview.findChildren(QCheckBox) if box.isVisible()]
    qtbot.waitUntil(lambda: all(b.height() >= b.heightForWidth(b.width()) for b in boxes))
    (area,) = preview.findChildren(PageArea)
    assert area.height() > 200


def test_changed_option_makes_pages_again(
    qtbot: QtBot, preview: PrintPreview, handout: FakeHandout
) -> None:
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    handout.ready = PAGES[:2]
    button_of(preview, "Large print").click()
    qtbot.waitUntil(lambda: len(handout.asked) == 2 and is_ready(preview))
    assert handout.asked == [HandoutOptions(), HandoutOptions(large_print=True)]
    assert "Page 2 of 2" in labels_of(preview)
    button_of(preview, "Findings only").click()
    qtbot.waitUntil(lambda: len(handout.asked) == 3 and is_ready(preview))
    assert handout.asked[-1] == HandoutOptions(
        findings_only=True, questions=False, large_print=True
    )
    assert not button_of(preview, QUESTIONS_OPTION).isEnabled()


def test_handout_that_can_not_be_made_is_reported(
    qtbot: QtBot, preview: PrintPreview, handout: FakeHandout
) -> None:
    handout.error = OptionError("It has no words.", "Write some.")
    button_of(preview, "Large print").click()
    qtbot.waitUntil(lambda: len(handout.asked) == 2 and is_ready(preview))
    assert "The handout can’t be made. It has no words. Write some." in labels_of(preview)
    assert not button_of(preview, "Print…").isEnabled()
    handout.error = None
    button_of(preview, "Large print").click()
    qtbot.waitUntil(lambda: len(handout.asked) == 3 and is_ready(preview))
    assert labels_of(preview) == {"Page 1 of 3"}
    assert button_of(preview, "Print…").isEnabled()


def test_print_dialog_does_not_block_and_can_be_cancelled(
    preview: PrintPreview,
) -> None:
    button_of(preview, "Print…").click()
    dialog = preview.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert (dialog.minPage(), dialog.maxPage()) == (1, 3)
    assert dialog.printer().docName() == "A made-up briefing"
    dialog.reject()
    assert preview.isVisible()
    assert button_of(preview, "Print…").isEnabled()


def test_preview_prints_and_closes(
    qtbot: QtBot, preview: PrintPreview, painting_printer: QPrinter, target: Path
) -> None:
    with qtbot.waitSignals([preview.printed, preview.accepted]):
        preview._begin(painting_printer)
        assert not button_of(preview, "Print…").isEnabled()
    assert printed_pages(target) == [1, 2, 3]


def test_printing_can_be_stopped(
    preview: PrintPreview, painting_printer: QPrinter, target: Path
) -> None:
    preview._begin(painting_printer)
    preview._job._sheets._print_sheet()
    assert "Printing… 1 sheet done" in labels_of(preview)
    button_of(preview, "Stop").click()
    assert "Printing was stopped." in labels_of(preview)
    assert preview.isVisible()
    assert button_of(preview, "Print…").isEnabled()
    assert list(target.parent.iterdir()) == []


def test_closing_preview_stops_printing(
    preview: PrintPreview, painting_printer: QPrinter, target: Path
) -> None:
    preview._begin(painting_printer)
    preview._job._sheets._print_sheet()
    preview.close()
    assert not preview.isVisible()
    assert list(target.parent.iterdir()) == []


def test_printing_error_is_shown_in_preview(
    qtbot: QtBot, preview: PrintPreview, painting_printer: QPrinter, tmp_path: Path
) -> None:
    painting_printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    preview._begin(painting_printer)
    qtbot.waitUntil(lambda: any("doesn’t exist" in each for each in labels_of(preview)))
    assert preview.isVisible()
    assert button_of(preview, "Print…").isEnabled()


def test_own_pdf_is_written_in_background(
    qtbot: QtBot, preview: PrintPreview, handout: FakeHandout, printer: QPrinter, target: Path
) -> None:
    button_of(preview, "Large print").click()
    qtbot.waitUntil(lambda: len(handout.asked) == 2 and is_ready(preview))
    handout.may_save.clear()
    preview._begin(printer)
    (bar,) = preview.findChildren(QProgressBar)
    assert bar.isVisible()
    assert "Writing printed.pdf…" in labels_of(preview)
    assert not button_of(preview, "Print…").isEnabled()
    with qtbot.waitSignals([preview.printed, preview.accepted]):
        handout.may_save.set()
    assert handout.saved == [(target, HandoutOptions(large_print=True), None)]
    assert handout.threads[-1] is not preview.thread()
    assert not target.exists()  # the fake writes no file


def use_landscape(printer: QPrinter) -> None:
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)


def use_greyscale(printer: QPrinter) -> None:
    printer.setColorMode(QPrinter.ColorMode.GrayScale)


def use_two_copies(printer: QPrinter) -> None:
    printer.setCopyCount(2)


def use_reverse_order(printer: QPrinter) -> None:
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)


@pytest.mark.parametrize(
    "set_up",
    [
        use_letter_paper,
        use_landscape,
        use_greyscale,
        use_two_copies,
        use_reverse_order,
        use_page_range,
    ],
)
def test_pages_are_painted_if_own_pdf_would_differ(
    *,
    qtbot: QtBot,
    preview: PrintPreview,
    handout: FakeHandout,
    printer: QPrinter,
    target: Path,
    set_up: Callable[[QPrinter], None],
) -> None:
    set_up(printer)
    with qtbot.waitSignal(preview.printed):
        preview._begin(printer)
    assert handout.saved == []
    assert target.exists()


@pytest.mark.parametrize("ignores_cancel", [False, True])
def test_writing_own_pdf_can_be_stopped_until_it_is_written(
    qtbot: QtBot,
    preview: PrintPreview,
    handout: FakeHandout,
    printer: QPrinter,
    ignores_cancel: bool,
) -> None:
    handout.may_save.clear()
    handout.ignores_cancel = ignores_cancel
    preview._begin(printer)
    qtbot.waitUntil(lambda: bool(handout.saved))
    button_of(preview, "Stop").click()
    assert "Stopping…" in labels_of(preview)
    if ignores_cancel:
        with qtbot.waitSignal(preview.printed):
            handout.may_save.set()
        return
    handout.may_save.set()
    qtbot.waitUntil(lambda: "Printing was stopped." in labels_of(preview))
    assert preview.isVisible()
    assert button_of(preview, "Print…").isEnabled()


def test_own_pdf_that_can_not_be_written_is_reported(
    qtbot: QtBot, preview: PrintPreview, handout: FakeHandout, printer: QPrinter
) -> None:
    handout.error = OptionError("It has no words.", "Write some.")
    preview._begin(printer)
    qtbot.waitUntil(lambda: "It has no words. Write some." in labels_of(preview))
    assert preview.isVisible()
    assert button_of(preview, "Print…").isEnabled()


def test_closing_preview_gives_up_own_pdf(
    qtbot: QtBot,
    preview: PrintPreview,
    handout: FakeHandout,
    printer: QPrinter,
    save_task: BackgroundTask,
) -> None:
    handout.may_save.clear()
    preview._begin(printer)
    qtbot.waitUntil(lambda: bool(handout.saved))
    preview.close()
    handout.may_save.set()
    with qtbot.assertNotEmitted(save_task.done), qtbot.assertNotEmitted(save_task.done_late):
        qtbot.waitUntil(lambda: not save_task._unfinished)


@pytest.mark.parametrize("set_up", [None, use_letter_paper])
def test_forbidden_file_is_refused_before_first_sheet(
    *,
    preview: PrintPreview,
    handout: FakeHandout,
    printer: QPrinter,
    target: Path,
    set_up: Callable[[QPrinter], None] | None,
) -> None:
    if set_up is not None:
        set_up(printer)
    handout.refused = OutputError(target, "It would overwrite its own source.", "Name another.")
    preview._begin(printer)
    assert f"{target}: It would overwrite its own source. Name another." in labels_of(preview)
    assert handout.saved == []
    assert list(target.parent.iterdir()) == []
    assert button_of(preview, "Print…").isEnabled()


def test_unexpected_error_ends_printing(
    qtbot: QtBot, preview: PrintPreview, painting_printer: QPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_printer: QPrinter, _pages: object) -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(sheet_printer, "print_sheets", broken)
    with qtbot.assertNotEmitted(preview.printed), capture_exceptions() as caught:
        preview._begin(painting_printer)
        qtbot.waitUntil(lambda: bool(caught))
        assert not preview._job._sheets.is_running
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    assert preview.isVisible()
    assert "The handout can’t be printed." in labels_of(preview)
    assert button_of(preview, "Print…").isEnabled()


def test_incomplete_printing_is_not_reported_as_done(
    qtbot: QtBot, preview: PrintPreview, painting_printer: QPrinter
) -> None:
    with qtbot.assertNotEmitted(preview.printed):
        preview._begin(painting_printer)
        preview._job._sheets._print_sheet()
        assert preview._job._sheets._sheets is not None
        preview._job._sheets._sheets.close()
        preview._job._sheets._print_sheet()
    assert preview.isVisible()
    assert "The handout can’t be printed." in labels_of(preview)


def test_missing_printer_on_windows_is_reported(
    preview: PrintPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_preview, "sys", SimpleNamespace(platform="win32"))
    no_printers = SimpleNamespace(availablePrinterNames=list)
    monkeypatch.setattr(print_preview, "QPrinterInfo", no_printers)
    button_of(preview, "Print…").click()
    assert preview.findChild(QPrintDialog) is None
    assert any(each.startswith("This computer has no printer.") for each in labels_of(preview))


def test_pages_are_made_in_background(
    qtbot: QtBot, open_preview: Callable[[], PrintPreview], handout: FakeHandout
) -> None:
    handout.may_go_on.clear()
    preview = open_preview()
    assert "Making the pages…" in labels_of(preview)
    (bar,) = preview.findChildren(QProgressBar)
    assert bar.isVisible()
    qtbot.waitUntil(lambda: bool(handout.asked))
    assert not button_of(preview, "Print…").isEnabled()
    handout.may_go_on.set()
    qtbot.waitUntil(lambda: is_ready(preview))
    assert handout.threads[0] is not preview.thread()
    assert not bar.isVisible()
    assert button_of(preview, "Print…").isEnabled()


def test_changed_option_gives_up_pages_being_made(
    qtbot: QtBot, preview: PrintPreview, handout: FakeHandout, page_task: BackgroundTask
) -> None:
    handout.may_go_on.clear()
    handout.ready = PAGES[:1]
    button_of(preview, "Large print").click()
    qtbot.waitUntil(lambda: len(handout.asked) == 2)
    handout.ready = PAGES[:2]
    button_of(preview, "Large print").click()
    qtbot.waitUntil(lambda: len(handout.asked) == 3)
    seen: list[object] = []
    page_task.done.connect(seen.append)
    handout.may_go_on.set()
    qtbot.waitUntil(lambda: is_ready(preview) and not page_task._unfinished)
    assert seen == [Pages(PAGES[:2])]
    assert "Page 1 of 2" in labels_of(preview)


def test_two_quick_changes_make_pages_once(
    qtbot: QtBot, preview: PrintPreview, handout: FakeHandout
) -> None:
    button_of(preview, "Large print").click()
    button_of(preview, "Findings only").click()
    qtbot.waitUntil(lambda: is_ready(preview))
    assert handout.asked[1:] == [
        HandoutOptions(findings_only=True, questions=False, large_print=True)
    ]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, None])
def test_closing_preview_gives_up_pages_being_made(
    qtbot: QtBot,
    preview: PrintPreview,
    handout: FakeHandout,
    page_task: BackgroundTask,
    key: Qt.Key | None,
) -> None:
    handout.may_go_on.clear()
    button_of(preview, "Large print").click()
    qtbot.waitUntil(lambda: len(handout.asked) == 2)
    if key is not None:
        QTest.keyClick(preview, key)
    else:
        preview.close()
    assert not preview.isVisible()
    assert not page_task.is_running
    handout.may_go_on.set()
    with qtbot.assertNotEmitted(page_task.done):
        qtbot.waitUntil(lambda: not page_task._unfinished)


def test_only_shown_page_is_unpacked(
    qtbot: QtBot, open_preview: Callable[[], PrintPreview], handout: FakeHandout
) -> None:
    class Counted(CompressedPages):
        unpacked: ClassVar[list[object]] = []

        def __getitem__(self, at: Any) -> Any:
            self.unpacked.append(at)
            return super().__getitem__(at)

    handout.ready = Counted(compress_pages(PAGES))
    preview = open_preview()
    qtbot.waitUntil(lambda: is_ready(preview))
    assert set(Counted.unpacked) == {0}
    button_of(preview, "Next page").click()
    assert set(Counted.unpacked) == {0, 1}
    assert shown_page(preview) == 2
