"""The keys are printed, each with what it does."""

from pathlib import Path

import pypdf
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication

from briefing_app.gui.help import keys_sheet
from briefing_app.gui.help.keys import KeyGroup, KeyRow
from briefing_app.gui.help.window import GuideWindow
from briefing_app.gui.look import Look
from briefing_app.gui.slideshow.key_bindings import key_groups
from tests.gui.parts import press


def _to_file(printer: QPrinter, target: Path) -> QPrinter:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def test_each_key_is_printed_with_what_it_does(style: Look, tmp_path: Path) -> None:
    printer = _to_file(QPrinter(), tmp_path / "keys.pdf")
    groups = (*key_groups(), KeyGroup("Main <window>", (KeyRow(("Ctrl+F",), "Search & find"),)))
    keys_sheet.print_keys(groups, printer)
    pages = pypdf.PdfReader(tmp_path / "keys.pdf").pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    for group in groups:
        assert group.title in printed
        for row in group.rows:
            assert row.text in printed
    assert "0–9, then Enter Go to the slide" in printed
    assert "Ctrl+F Search & find" in printed


def test_print_button_asks_for_a_printer_first(guide: GuideWindow, tmp_path: Path) -> None:
    guide.show_keys()
    press(guide, "Print…")
    (dialog,) = guide.findChildren(QPrintDialog)
    assert not (tmp_path / "keys.pdf").exists()
    _to_file(dialog.printer(), tmp_path / "keys.pdf")
    dialog.accepted.emit(dialog.printer())
    QApplication.processEvents()
    assert (tmp_path / "keys.pdf").is_file()
    dialog.close()
