"""The keys on paper."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QFont, QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from briefing_app.files.paths import FONT_FAMILY
from briefing_app.gui.help.keys import KeyGroup, KeyRow, keys_in_words
from briefing_app.gui.widgets.labels import escape_markup
from briefing_app.model.wording import KEYS_TITLE

_POINTS = 9.5


def ask_and_print(groups: Sequence[KeyGroup], parent: QWidget) -> None:
    """Ask for a printer, and print keys on it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(KEYS_TITLE)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_keys(groups, printer))
    QDialog.open(dialog)  # QPrintDialog's own overload wants the name of a slot


def print_keys(groups: Sequence[KeyGroup], printer: QPrinter) -> None:
    """Print groups of keys."""
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)  # the document has its own
    keys_document(groups).print_(printer)


def keys_document(groups: Sequence[KeyGroup]) -> QTextDocument:
    """Return what is printed: groups of keys, each below its heading."""
    document = QTextDocument()
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setHtml(f"<h2>{KEYS_TITLE}</h2>{''.join(map(_group, groups))}")
    return document


def _group(group: KeyGroup) -> str:
    rows = "".join(map(_row, group.rows))
    # The heading is repeated if a page ends between it and the rows.
    heading = (
        "<thead><tr><th colspan='2' align='left' style='font-size: 12pt'>"
        f"{escape_markup(group.title)}</th></tr></thead>"
    )
    return f"<table width='100%' cellspacing='2'>{heading}{rows}</table><br>"


def _row(row: KeyRow) -> str:
    return (
        f"<tr><td width='38%'><b>{escape_markup(keys_in_words(row))}</b></td>"
        f"<td>{escape_markup(row.text)}</td></tr>"
    )
