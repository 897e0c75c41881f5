"""The keys are printed, each with what it does."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication

from briefing_app.gui.help import keys_sheet
from briefing_app.gui.help.keys import KeyGroup, KeyRow, keys_in_words
from briefing_app.gui.help.window import GuideWindow
from briefing_app.gui.look import Look
from briefing_app.gui.slideshow.key_bindings import key_groups
from tests.gui.parts import press


def _to_file(printer: QPrinter, target: Path) -> QPrinter:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def test_each_key_is_on_paper_with_what_it_does(style: Look) -> None:
    groups = (*key_groups(), KeyGroup("Main <window>", (KeyRow(("Ctrl+F",), "Search & find"),)))
    lines = keys_sheet.keys_document(groups).toPlainText().splitlines()
    for group in groups:
        assert group.title in lines
        for row in group.rows:
            assert lines[lines.index(row.text) - 1] == keys_in_words(row)
    assert lines[lines.index("Search & find") - 1] == "Ctrl+F"


def test_print_button_asks_for_a_printer_first(guide: GuideWindow, tmp_path: Path) -> None:
    guide.show_keys()
    press(guide, "Print…")
    (dialog,) = guide.findChildren(QPrintDialog)
    assert not (tmp_path / "keys.pdf").exists()
    _to_file(dialog.printer(), tmp_path / "keys.pdf")
    dialog.accepted.emit(dialog.printer())
    QApplication.processEvents()
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
    dialog.close()
