"""Edit: undo, cut, copy, paste and select all, and copying quotes and figures."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenuBar, QTextEdit, QWidget
from shiboken6 import isValid

from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slides import render
from briefing_app.model.reading import Contents

_Text = QLineEdit | QTextEdit


class EditingController(QObject):
    """Edits the text that has the focus; with none, Copy copies the quote or the figures.

    A text handles the keys by itself. This is for the menu, which takes the focus while it is open.

    Args:
        window: The main window; it owns this.
        application: The application, which has the focus.
    """

    def __init__(self, window: MainWindow, application: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._column = window.view.column
        self._figures = self._column.figures
        self._reading = window.reading
        self._before_menu: QWidget | None = None
        application.focusChanged.connect(self._follow_focus)
        self._column.page.head.copy_button.clicked.connect(self._copy_quote)
        self._figures.head.copy_button.clicked.connect(self._copy_figures)

    @property
    def _contents(self) -> Contents:
        return self._reading.contents

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, QMenuBar):
            self._before_menu = old

    @property
    def _text(self) -> _Text | None:
        """The text that has the focus, or had it before the menu was opened."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QMenuBar):
            before = self._before_menu
            focus = before if before is not None and isValid(before) else None
        return focus if isinstance(focus, _Text) else None

    @property
    def _field(self) -> _Text | None:
        """The same if the user can write in it."""
        text = self._text
        return None if text is None or text.isReadOnly() else text

    def can_undo(self) -> bool:
        field = self._field
        if isinstance(field, QTextEdit):
            return field.document().isUndoAvailable()
        return field is not None and field.isUndoAvailable()

    def can_redo(self) -> bool:
        field = self._field
        if isinstance(field, QTextEdit):
            return field.document().isRedoAvailable()
        return field is not None and field.isRedoAvailable()

    def can_cut(self) -> bool:
        return _has_selection(self._field)

    def can_paste(self) -> bool:
        return self._field is not None and bool(QGuiApplication.clipboard().text())

    def undo(self) -> None:
        if (field := self._field) is not None:
            field.undo()

    def redo(self) -> None:
        if (field := self._field) is not None:
            field.redo()

    def cut(self) -> None:
        if (field := self._field) is not None:
            field.cut()

    def copy(self) -> None:
        """Copy what is selected in a text; with the focus in no field, the figures or the quote."""
        text, focus = self._text, QApplication.focusWidget()
        if text is not None and _has_selection(text):
            self._copy_text(_selection(text), "Text copied")
        elif focus is not None and self._figures.isAncestorOf(focus):
            self._copy_figures()
        elif not isinstance(focus, QLineEdit):
            self._copy_quote()

    def _copy_quote(self) -> None:
        self._copy_text(self._column.shown.copy_text(), "Quote copied")

    def has_evidence(self) -> bool:
        """Return whether there are words of a source to copy."""
        return self._contents.evidence is not None

    def copy_with_source(self) -> None:
        """Copy the words that are selected in the quote, or all of it, and where they are from."""
        evidence, text = self._contents.evidence, self._text
        if evidence is None:
            return
        selected = _selection(text).strip("“” \n") if text is not None else ""
        if selected and selected in evidence.text:
            evidence = evidence._replace(text=selected)
        self._copy_text(evidence.citation, "Copied with its source")

    def _copy_figures(self) -> None:
        self._copy_chart(render.chart_mime, "Chart and figures copied")

    def copy_picture(self) -> None:
        self._copy_chart(render.picture_mime, "Chart copied as a picture")

    def copy_table(self) -> None:
        self._copy_chart(
            lambda figure: render.table_mime(figure.chart), "Figures copied as a table"
        )

    def _copy_chart(
        self, as_mime: Callable[["render.ChartPicture"], QMimeData], message: str
    ) -> None:
        chart = self._figures.chart_value
        if chart is not None:
            QGuiApplication.clipboard().setMimeData(as_mime(render.lay_out_picture(chart)))
            self._window.show_message(message)

    def _copy_text(self, text: str, message: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
            self._window.show_message(message)

    def paste(self) -> None:
        if (field := self._field) is not None:
            field.paste()

    def select_all(self) -> None:
        if (text := self._text) is not None:
            text.selectAll()


def _has_selection(text: _Text | None) -> bool:
    if isinstance(text, QTextEdit):
        return text.textCursor().hasSelection()
    return text is not None and text.hasSelectedText()


def _selection(text: _Text) -> str:
    """Return the selected words, without their fonts and colours."""
    if isinstance(text, QTextEdit):
        return text.textCursor().selection().toPlainText()
    return text.selectedText()
