"""Copying from the panes to the clipboard."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from briefing_app.gui.main_window.reading_column import ReadingColumn
from briefing_app.gui.slides import render


class PaneClipboard(QObject):
    """Copies quotes, figures and selected texts.

    Args:
        column: Has the quotes and the figures.
    """

    copied = Signal(str)
    """Emitted when something was copied, with a message that says what."""

    def __init__(self, column: ReadingColumn, parent: QObject) -> None:
        super().__init__(parent)
        self._column = column
        self._figures = column.figures
        column.page.head.copy_button.clicked.connect(self._copy_quote)
        column.figures.head.copy_button.clicked.connect(self._copy_figures)

    def copy(self) -> None:
        """Copy what has the keyboard focus: a field's selection, the figures, or else the quote."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit):
            focus.copy()
        elif focus is not None and self._figures.isAncestorOf(focus):
            self._copy_figures()
        elif self._column.shown is not self._column.page or not self._column.page.copy_selection():
            self._copy_quote()

    def _copy_quote(self) -> None:
        self._copy_text(self._column.shown.copy_text(), "Quote copied")

    def copy_all_quotes(self) -> None:
        """Copy all quotes that are listed."""
        self._copy_text(self._column.quotes.copy_all_text(), "Quotes copied")

    def _copy_text(self, text: str, message: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(message)

    def _copy_figures(self) -> None:
        chart = self._figures.chart_value
        if selected := self._figures.selected_text():
            self._copy_text(selected, "Text copied")
        elif chart is not None:
            figure = render.lay_out_picture(chart)
            QGuiApplication.clipboard().setMimeData(render.chart_mime(figure))
            self.copied.emit("Chart and figures copied")
