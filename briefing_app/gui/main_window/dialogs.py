"""The small windows beside the main one. Each is shown without blocking and closes with Esc.

They follow a change of theme or text size while they are open.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from briefing_app import __version__
from briefing_app.gui.main_window.actions import key_list
from briefing_app.gui.settings import Settings
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.labels import plain_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Report, checked_text, source_lines

_WHAT_IT_IS: Final = (
    "Findings, exact words and figures of an inspection report, each traceable to its source. "
    "The program makes no network connection and never writes to a briefing."
)
_WHOSE_WORK: Final = (
    "It is free software under the MIT licence. It carries Atkinson Hyperlegible and part of "
    "Atkinson Hyperlegible Next by the Braille Institute (SIL Open Font License 1.1) and icons of "
    "Lucide (ISC, some MIT). It runs on Qt for Python (LGPL 3), pyqtgraph (MIT), NumPy (BSD), "
    "sqlite-utils (Apache 2.0), typst (Apache 2.0), python-pptx (MIT), lxml (BSD), "
    "Pillow (MIT-CMU), XlsxWriter (BSD) and python-calamine (MIT)."
)
_WHAT_HAPPENED: Final = (
    "Something went wrong that this program didn’t expect. Your briefing is unchanged and you "
    "can go on. If it happens again, please send the lines below to whoever gave you the "
    "program."
)


def ask_for_briefing(
    title: str, settings: Settings, parent: QWidget, open_it: Callable[[Path], object]
) -> None:
    """Ask for a briefing, first in the folder that was used last.

    Args:
        title: Of the system's window.
        settings: Which folder that was; the one of what is chosen from now on.
        parent: The main window.
        open_it: Called with the file, if one is chosen.
    """

    def take(name: str) -> None:
        path = Path(name)
        settings.folder = str(path.parent)
        open_it(path)

    dialog = QFileDialog(parent, title, settings.folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(["Briefings (*.db)", "All files (*)"])
    dialog.fileSelected.connect(take)
    dialog.open()


def keys_dialog(style: Style, parent: QWidget) -> QDialog:
    """Every key there is, by where it works."""
    return _KeysDialog(style, parent)


def sources_dialog(report: Report, style: Style, parent: QWidget) -> QDialog:
    """What the briefing rests on, and what of it was checked."""
    passages = [_Passage("What was checked", checked_text(report), TextRole.BODY)]
    passages += (
        _Passage(
            f"Source: {source.title}",
            "\n".join((source.title, *source_lines(source))),
            TextRole.CONTROL,
            bold_until=len(source.title),
        )
        for source in report.sources
    )
    title = "Sources and what was checked"
    return _PassagesDialog(title, passages, QSize(620, 480), style, parent)


def about_dialog(style: Style, parent: QWidget) -> QDialog:
    """What the program is and whose work it carries."""
    name = f"Briefing {__version__}"
    passages = (
        _Passage("Name and version", name, TextRole.TITLE),
        _Passage("What it is", _WHAT_IT_IS, TextRole.BODY),
        _Passage("Licences", _WHOSE_WORK, TextRole.CONTROL),
    )
    return _PassagesDialog("About this program", passages, QSize(520, 340), style, parent)


def bug_dialog(details: str, style: Style, parent: QWidget) -> QDialog:
    """An error that nothing expected, in words that can be copied into a report."""
    passages = (
        _Passage("What happened", _WHAT_HAPPENED, TextRole.BODY),
        _Passage("Lines to send", details.rstrip(), TextRole.SMALL),
    )
    return _PassagesDialog("Something went wrong", passages, QSize(640, 420), style, parent)


class _Passage(NamedTuple):
    """One text of a dialog.

    Args:
        name: What it is, for screen readers.
        text: The text itself.
        role: How it is set.
        bold_until: How many characters at its start are set in bold.
    """

    name: str
    text: str
    role: TextRole
    bold_until: int = 0


class _PassagesDialog(ResizableDialog):
    """Texts one below the other, each to be selected from by mouse or keyboard."""

    def __init__(
        self,
        title: str,
        passages: Sequence[_Passage],
        size: QSize,
        style: Style,
        parent: QWidget,
    ) -> None:
        super().__init__(title, size, style, parent)
        self._passages = [(passage, PlainText(style, self._page)) for passage in passages]
        self._column = QVBoxLayout(self._page)
        for passage, text in self._passages:
            text.setAccessibleName(passage.name)
            text.caret_moved.connect(partial(self._follow_caret, text))
            self._column.addWidget(text)
        self._column.addStretch(1)
        self._follow_style()

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font
        self._column.setContentsMargins(px(8), px(6), px(12), px(6))
        self._column.setSpacing(px(12))
        for passage, text in self._passages:
            text.show_text(passage.text, font(passage.role), bold_until=passage.bold_until)
        super()._restyle()

    def _follow_caret(self, text: PlainText, caret: QRect) -> None:
        """Scroll to where the keyboard is in a text."""
        middle = text.mapTo(self._page, caret.center())
        self._area.ensureVisible(0, middle.y(), 0, caret.height())


class _KeysDialog(ResizableDialog):
    """A table of keys and of what they do, under the menus' names."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__("Keys", QSize(560, 620), style, parent)
        self._headings: list[QLabel] = []
        self._keys: list[QLabel] = []
        self._deeds: list[QLabel] = []
        self._grid = QGridLayout(self._page)
        self._grid.setColumnStretch(1, 1)
        where = ""
        for place, keys, what in key_list():
            row = self._grid.rowCount()
            if place != where:
                where = place
                heading = self._label(place, self._headings)
                self._grid.addWidget(heading, row, 0, 1, 2)
                row += 1
            self._grid.addWidget(self._label(keys, self._keys), row, 0)
            self._grid.addWidget(self._label(what, self._deeds), row, 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._follow_style()

    def _label(self, text: str, among: list[QLabel]) -> QLabel:
        label = plain_label(self._page)
        label.setText(text)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        among.append(label)
        return label

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font
        self._grid.setContentsMargins(px(8), px(6), px(12), px(6))
        self._grid.setHorizontalSpacing(px(20))
        self._grid.setVerticalSpacing(px(6))
        for number, heading in enumerate(self._headings):
            heading.setFont(font(TextRole.SECTION))
            heading.setContentsMargins(0, px(10) if number else 0, 0, 0)
        bold = QFontMetrics(font(TextRole.STRONG))
        # Long ones wrap: what a key does must have room beside it on a small screen too.
        width = min(max(bold.horizontalAdvance(key.text()) for key in self._keys), px(180))
        for key, deed in zip(self._keys, self._deeds, strict=True):
            key.setFont(font(TextRole.STRONG))
            key.setFixedWidth(width)
            deed.setFont(font(TextRole.CONTROL))
        super()._restyle()
