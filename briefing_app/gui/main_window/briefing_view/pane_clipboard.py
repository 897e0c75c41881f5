"""Copying from the panes of the main window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from briefing_app.gui.look import Style
from briefing_app.gui.main_window import lazy_parts
from briefing_app.gui.main_window.briefing_view.evidence_splitter import EvidenceSplitter

if TYPE_CHECKING:
    from briefing_app.gui.panes.figures_pane import FiguresPane


class PaneClipboard(QObject):
    """Copies quotes, figures and selected texts.

    Args:
        evidence: The panes to copy from.
        style: Has the identity for copied charts.
        parent: The owner.
    """

    copied = Signal(str)
    """Emitted when something was copied, with a message that says what."""

    def __init__(self, evidence: EvidenceSplitter, style: Style, parent: QObject) -> None:
        super().__init__(parent)
        self._evidence = evidence
        self._quotes = evidence.quotes
        self._style = style
        self._language = ""
        self._quotes.copy_requested.connect(self._copy_quote)

    def follow(self, figures: "FiguresPane") -> None:
        """Copy the figures too if they ask for it."""
        figures.copy_requested.connect(lambda: self._copy_figures(figures))

    def set_language(self, language: str) -> None:
        """Set the tag of the language of the briefing."""
        self._language = language

    def copy(self) -> None:
        """Copy what has the keyboard focus: a field's selection, the figures, or else the quote."""
        focus, figures = QApplication.focusWidget(), self._evidence.figures
        if isinstance(focus, QLineEdit):
            focus.copy()
        elif figures is not None and focus is not None and figures.isAncestorOf(focus):
            self._copy_figures(figures)
        elif not self._quotes.copy_selection():
            self._copy_quote()

    def _copy_quote(self) -> None:
        self._copy_text(self._quotes.copy_text(), "Quote copied")

    def _copy_text(self, text: str, message: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(message)

    def _copy_figures(self, figures: "FiguresPane") -> None:
        chart = figures.chart_value
        if selected := figures.selected_text():
            self._copy_text(selected, "Text copied")
        elif chart is not None:
            QGuiApplication.clipboard().setMimeData(
                lazy_parts.chart_mime_data(chart, self._language, self._style)
            )
            self.copied.emit("Chart and figures copied")
