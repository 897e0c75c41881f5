"""The dialogs of the main window.

None of them blocks, all close with Esc, and they follow a change of theme or text size while open.
"""

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import PySide6
from PySide6.QtCore import QObject, QSize, QSysInfo, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app import __version__
from briefing_app.files import address, licences
from briefing_app.files.licences import Licence
from briefing_app.files.log_file import read_log_tail
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.os_integration.file_dialog import BRIEFING_FILTER, create_file_dialog
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.bubble import show_bubble
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import ResizableDialog, bring_to_front
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Report
from briefing_app.model.wording import SOURCES_TITLE, source_details, verification_summary

_ABOUT: Final = (
    "Findings, quotes and figures of an inspection report, each traceable to its source. "
    "The program makes no network connection and never changes a briefing."
)
_LICENCES: Final = (
    "This is free software under the MIT licence. It includes Atkinson Hyperlegible Next by the "
    "Braille Institute (SIL Open Font License 1.1) and icons of Lucide (ISC and MIT). "
    "It uses Qt for Python (LGPL 3), pyqtgraph (MIT), NumPy (BSD), "
    "sqlite-utils (Apache 2.0), typst (Apache 2.0), python-pptx (MIT), lxml (BSD), "
    "Pillow (MIT-CMU), XlsxWriter (BSD) and Jinja (BSD)."
)
_BUG: Final = (
    "An unexpected error occurred. Your briefing is unchanged, and you can continue. If it happens "
    "again, please send the lines below to {recipient}."
)
_COPIED: Final = "Diagnostics copied to the clipboard, to send to {recipient}"


class Dialogs(QObject):
    """Opens the dialogs of the main window. One that is open already is brought to the front.

    Args:
        settings: Remembers the folder that was used last.
        window: The main window; it owns this.
    """

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self._open: dict[str, QDialog] = {}

    def choose_briefing(self, on_chosen: Callable[[Path], object]) -> None:
        """Ask for a briefing, starting in the folder that was used last.

        Args:
            on_chosen: Called with the file, if one is chosen.
        """

        def choose(name: str) -> None:
            path = Path(name)
            self._settings.folder = str(path.parent)
            on_chosen(path)

        dialog = create_file_dialog(self._window, "Open a briefing", self._settings.folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([BRIEFING_FILTER, "All files (*)"])
        dialog.fileSelected.connect(choose)
        dialog.open()

    def show_sources(self, report: Report) -> None:
        """Show the sources of a briefing and what was checked against them."""
        self._show("sources", partial(sources_dialog, report))

    def close_sources(self) -> None:
        """Close the sources if they are shown: another briefing has others."""
        if "sources" in self._open:
            self._open["sources"].close()

    def show_licences(self) -> None:
        """Show the licences of the program and of its libraries."""
        self._show("licences", partial(licences_dialog, licences.installed_licences()))

    def show_about(self) -> None:
        """Show what the program is and whose work it includes."""
        self._show("about", partial(about_dialog, self.show_licences))

    def show_bug(self, details: str) -> None:
        """Show an unexpected error with lines to send to the developers."""
        self._show("bug", partial(bug_dialog, details))

    def _show(self, name: str, build: Callable[[QWidget], QDialog]) -> None:
        dialog = self._open.get(name)
        if dialog is None:
            dialog = self._open[name] = build(self._window)
            dialog.finished.connect(lambda _: self._open.pop(name, None))
        bring_to_front(dialog)


def sources_dialog(report: Report, parent: QWidget) -> QDialog:
    """Return a dialog with the sources of a briefing and what was checked against them."""
    passages = [_Passage("What was checked", verification_summary(report), is_headed=True)]
    passages += (
        _Passage(source.title, "\n".join(source_details(source)), is_headed=True)
        for source in report.sources
    )
    size = QSize(640, 500)
    return _PassagesDialog(SOURCES_TITLE, passages, size, parent, heading=SOURCES_TITLE)


def about_dialog(show_licences: Callable[[], object], parent: QWidget) -> QDialog:
    """Return a dialog that says what the program is and whose work it includes.

    Args:
        show_licences: Called by its button for the licences.
        parent: The main window.
    """
    name = f"Briefing {__version__}"
    passages = [
        _Passage("Name and version", name, TextRole.TITLE),
        _Passage("What it is", _ABOUT),
        _Passage("Licences", _LICENCES, TextRole.CONTROL),
    ]
    if page := address.project_address("Homepage"):
        passages.insert(2, _Passage("Where it is from", page))
    dialog = _PassagesDialog("About this program", passages, QSize(520, 340), parent)
    dialog.add_button("Licences").clicked.connect(show_licences)
    copy = dialog.add_button("Copy diagnostics")
    copy.clicked.connect(partial(_copy_diagnostics, copy))
    return dialog


def _copy_diagnostics(button: QPushButton) -> None:
    QGuiApplication.clipboard().setText(diagnostics_text())
    show_bubble(_COPIED.format(recipient=_recipient()), button)


def _recipient() -> str:
    """Return to whom diagnostics and errors are sent."""
    return address.project_address("Issues") or "whoever gave you the program"


def bug_dialog(details: str, parent: QWidget) -> QDialog:
    """Return a dialog with an unexpected error, as text that can be copied."""
    passages = (
        _Passage("What happened", _BUG.format(recipient=_recipient())),
        _Passage("Lines to send", details.rstrip(), TextRole.SMALL),
    )
    return _PassagesDialog("Something went wrong", passages, QSize(640, 420), parent)


_PAGE_MARGINS: Final = (8, 6, 12, 6)  # pixels at 100 % text size
_PASSAGE_GAP: Final = 6  # pixels between passages without headings
_SHOW_TEXT: Final = "Show text"
_HIDE_TEXT: Final = "Hide text"
_TEXT_BELOW: Final = "The text of this licence has a heading of its own, further down."


@dataclass(frozen=True, slots=True)
class _Passage:
    """One text of a dialog.

    Args:
        name: Its name for screen readers.
        text: The text itself.
        role: Its font.
        is_headed: Whether its name is shown as a heading above it.
    """

    name: str
    text: str
    role: TextRole = TextRole.BODY
    is_headed: bool = False


class _PassagesDialog(ResizableDialog):
    """Texts one below the other, which can be selected with mouse or keyboard."""

    def __init__(
        self,
        title: str,
        passages: Sequence[_Passage],
        size: QSize,
        parent: QWidget,
        *,
        heading: str = "",
    ) -> None:
        super().__init__(title, size, parent)
        column = QVBoxLayout(self._page)
        scale(column.setContentsMargins, *_PAGE_MARGINS)
        scale(column.setSpacing, 6)
        if heading:
            column.addWidget(_heading(self._page, heading, TextRole.TITLE, above=0))
        for at, passage in enumerate(passages):
            if passage.is_headed:
                column.addWidget(_heading(self._page, passage.name, TextRole.SECTION))
            elif at:
                column.addSpacing(_PASSAGE_GAP)
            text = PlainText(self._page, passage.role)
            text.setAccessibleName(passage.name)
            text.show_text(passage.text)
            column.addWidget(text)
        column.addStretch(1)
        self._finish()

    def add_button(self, text: str) -> QPushButton:
        """Add a button to the left of Close."""
        button = quiet_button(text)
        self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self._fit_size()
        return button


def _heading(parent: QWidget, text: str, role: TextRole, *, above: int = 12) -> QLabel:
    """Return a heading whose text can be selected, with pixels at 100 % text size above it."""
    heading = heading_label(parent, text, role=role, wraps=True)
    heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    scale(heading.setContentsMargins, 0, above, 0, 0)
    return heading


def licences_dialog(licences: Sequence[Licence], parent: QWidget) -> QDialog:
    """Return a dialog that lists licences and shows the text of one.

    Args:
        licences: The licences, in the order of the list.
        parent: The main window.
    """
    return _LicencesDialog(licences, parent)


class _LicencesDialog(ResizableDialog):
    """A page with the parts of the program, each of which can show its licence's text."""

    def __init__(self, licences: Sequence[Licence], parent: QWidget) -> None:
        super().__init__("Licences", QSize(680, 600), parent)
        column = QVBoxLayout(self._page)
        scale(column.setContentsMargins, *_PAGE_MARGINS)
        scale(column.setSpacing, 2)
        column.addWidget(_heading(self._page, "Licences", TextRole.TITLE, above=0))
        for licence in licences:
            column.addWidget(_LicenceSection(licence, self._page))
        column.addStretch(1)
        self._finish()


class _LicenceSection(QWidget):
    """One part of the program: its name, its licence, and the text below on request."""

    def __init__(self, licence: Licence, parent: QWidget) -> None:
        super().__init__(parent)
        self._licence = licence
        self._text: PlainText | None = None
        self._button = quiet_button(_SHOW_TEXT, self)
        self._button.setAccessibleDescription(licence.name)
        self._button.clicked.connect(self._toggle)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(_heading(self, licence.name, TextRole.STRONG, above=8))
        if licence.licence:
            names.addWidget(text_label(self, licence.licence, look="muted", wraps=True))
        row = QHBoxLayout()
        row.addLayout(names, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(row)

    def _toggle(self) -> None:
        if self._text is None:  # read and laid out only if somebody wants to see it
            self._text = PlainText(self, TextRole.CONTROL)
            self._text.setAccessibleName(f"Licence of {self._licence.name}")
            self._text.show_text(self._licence.read_text() or _TEXT_BELOW)
            self._text.hide()
            self._rows.addWidget(self._text)
        is_shown = self._text.isHidden()
        self._text.setVisible(is_shown)
        self._button.setText(_HIDE_TEXT if is_shown else _SHOW_TEXT)


_LOG_LINES: Final = 200


def diagnostics_text() -> str:
    """Return the versions, the system, the screens, the theme and the end of the log file."""
    lines = [
        f"Briefing {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, PySide {PySide6.__version__}",
        f"System: {QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}",
        f"Windowing system: {QGuiApplication.platformName()}",
        *map(_screen_line, QGuiApplication.screens()),
        f"Theme: {look().choice.value}, text {round(look().text_scale * 100)} %",
        "",
        f"The last {_LOG_LINES} lines of the log:",
        *(read_log_tail(_LOG_LINES) or ["There is no log."]),
    ]
    return "\n".join(lines) + "\n"


def _screen_line(screen: QScreen) -> str:
    size = screen.size()
    primary = ", primary" if screen is QGuiApplication.primaryScreen() else ""
    return f"Screen: {size.width()} × {size.height()}, scale {screen.devicePixelRatio():g}{primary}"
