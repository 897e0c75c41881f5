"""Edit: undo, cut, copy, paste and select all, and copying quotes and figures."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenuBar, QTextEdit, QWidget
from shiboken6 import isValid

from briefing_app.gui.main_window.actions import EDIT, FIGURES, Action, always
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
        self._column.follow_quotes(lambda view: view.copy.clicked.connect(self._copy_all_quotes))

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        return (
            Action("&Undo", self._undo, EDIT, 10, ("Ctrl+Z",), enabled=self._can_undo),
            Action(
                "Re&do", self._redo, EDIT, 11, ("Ctrl+Shift+Z", "Ctrl+Y"), enabled=self._can_redo
            ),
            Action("Cu&t", self._cut, EDIT, 20, ("Ctrl+X",), enabled=self._can_cut),
            Action(
                "&Copy",
                self._copy,
                EDIT,
                21,
                ("Ctrl+C",),
            ),
            Action(
                "Copy with its s&ource", self._copy_with_source, EDIT, 22, enabled=self._has_words
            ),
            Action("Copy as a &picture", self._copy_picture, FIGURES, 26, enabled=self._has_chart),
            Action("Copy as a &table", self._copy_table, FIGURES, 27, enabled=self._has_chart),
            Action("&Paste", self._paste, EDIT, 23, ("Ctrl+V",), enabled=self._can_paste),
            Action("Select &all", self._select_all, EDIT, 24, ("Ctrl+A",), enabled=always),
        )

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

    def _can_undo(self) -> bool:
        field = self._field
        if isinstance(field, QTextEdit):
            return field.document().isUndoAvailable()
        return field is not None and field.isUndoAvailable()

    def _can_redo(self) -> bool:
        field = self._field
        if isinstance(field, QTextEdit):
            return field.document().isRedoAvailable()
        return field is not None and field.isRedoAvailable()

    def _can_cut(self) -> bool:
        return _has_selection(self._field)

    def _can_paste(self) -> bool:
        return self._field is not None and bool(QGuiApplication.clipboard().text())

    def _undo(self) -> None:
        if (field := self._field) is not None:
            field.undo()

    def _redo(self) -> None:
        if (field := self._field) is not None:
            field.redo()

    def _cut(self) -> None:
        if (field := self._field) is not None:
            field.cut()

    def _copy(self) -> None:
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

    def _has_words(self) -> bool:
        return self._contents.evidence is not None

    def _copy_with_source(self) -> None:
        """Copy the words that are selected in the quote, or all of it, and where they are from."""
        evidence, text = self._contents.evidence, self._text
        if evidence is None:
            return
        selected = _selection(text).strip("“” \n") if text is not None else ""
        if selected and selected in evidence.text:
            evidence = evidence._replace(text=selected)
        self._copy_text(evidence.citation, "Copied with its source")

    def _copy_all_quotes(self) -> None:
        self._copy_text(self._column.quotes.copy_all_text(), "Quotes copied")

    def _has_chart(self) -> bool:
        return self._contents.measure is not None

    def _copy_figures(self) -> None:
        self._copy_chart(render.chart_mime, "Chart and figures copied")

    def _copy_picture(self) -> None:
        self._copy_chart(render.picture_mime, "Chart copied as a picture")

    def _copy_table(self) -> None:
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

    def _paste(self) -> None:
        if (field := self._field) is not None:
            field.paste()

    def _select_all(self) -> None:
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
