"""The small windows beside the main one. Each is shown without blocking and closes with Esc."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing_app import __version__
from briefing_app.gui.actions import key_list
from briefing_app.gui.plain_text import plain_label
from briefing_app.gui.style import Style, TextRole
from briefing_app.report import Report, Source

_WHAT_IT_IS: Final = (
    "Findings, exact words and figures of an inspection report, each traceable to its source. "
    "The program makes no network connection and never writes to a briefing."
)
_WHOSE_WORK: Final = (
    "It is free software under the MIT licence. Its type is Atkinson Hyperlegible by the Braille "
    "Institute (SIL Open Font License); its icons are Lucide (ISC licence). It is built with Qt "
    "for Python (LGPL), pyqtgraph (MIT) and sqlite-utils (Apache 2.0)."
)


def keys_dialog(style: Style, parent: QWidget) -> QDialog:
    """Every key there is, by where it works."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setHorizontalSpacing(style.px(24))
    grid.setVerticalSpacing(style.px(6))
    grid.setColumnStretch(1, 1)
    where = ""
    row = 0
    for place, keys, what in key_list():
        if place != where:
            where = place
            heading = _label(style, place, TextRole.SECTION, page)
            heading.setContentsMargins(0, style.px(10) if row else 0, 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
        grid.addWidget(_label(style, keys, TextRole.STRONG, page, wrap=False), row, 0)
        grid.addWidget(_label(style, what, TextRole.CONTROL, page), row, 1)
        row += 1
    grid.setRowStretch(row, 1)
    return _dialog(style, "Keys", page, parent, QSize(560, 620))


def sources_dialog(report: Report, style: Style, parent: QWidget) -> QDialog:
    """What the briefing rests on, and what of it was checked."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setSpacing(style.px(6))
    rows.addWidget(_label(style, checked_text(report), TextRole.BODY, page))
    for source in report.sources:
        title = _label(style, source.title, TextRole.SECTION, page)
        title.setContentsMargins(0, style.px(12), 0, 0)
        rows.addWidget(title)
        for line in _source_lines(source):
            rows.addWidget(_label(style, line, TextRole.CONTROL, page))
    rows.addStretch(1)
    return _dialog(style, "Sources and what was checked", page, parent, QSize(620, 480))


def about_dialog(style: Style, parent: QWidget) -> QDialog:
    """What the program is and whose work it carries."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setSpacing(style.px(8))
    rows.addWidget(_label(style, f"Briefing {__version__}", TextRole.TITLE, page))
    rows.addWidget(_label(style, _WHAT_IT_IS, TextRole.BODY, page))
    rows.addWidget(_label(style, _WHOSE_WORK, TextRole.CONTROL, page))
    rows.addStretch(1)
    return _dialog(style, "About this program", page, parent, QSize(520, 300))


def bug_dialog(details: str, style: Style, parent: QWidget) -> QDialog:
    """An error that nothing expected, in words that can be copied into a report."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setSpacing(style.px(8))
    text = (
        "Something went wrong that this program didn’t expect. Your briefing is unchanged and you "
        "can go on. If it happens again, please send the lines below to whoever gave you the "
        "program."
    )
    rows.addWidget(_label(style, text, TextRole.BODY, page))
    rows.addWidget(_label(style, details, TextRole.SMALL, page))
    rows.addStretch(1)
    return _dialog(style, "Something went wrong", page, parent, QSize(640, 420))


def checked_text(report: Report) -> str:
    """What may be said of the proof of a briefing's quotes and excerpts, in one sentence."""
    if not report.quotes and not any(finding.excerpt for finding in report.findings):
        return "This briefing quotes nothing."
    if report.verified:
        return (
            "Every quote and excerpt was checked word for word against the text of its source "
            "when this briefing was built."
        )
    return "Not every quote and excerpt of this briefing was checked against its source."


def _source_lines(source: Source) -> Sequence[str]:
    issued = ", ".join(part for part in (source.publisher, source.published) if part)
    checked = (
        f"Checked against the text with SHA-256 {source.sha256}"
        if source.sha256
        else "No words of it were checked"
    )
    lines = (issued, source.url, source.note, source.licence, checked)
    return [line for line in lines if line]


def _label(
    style: Style, text: str, role: TextRole, parent: QWidget, *, wrap: bool = True
) -> QLabel:
    label = plain_label(parent)
    label.setText(text)
    label.setWordWrap(wrap)
    label.setFont(style.font(role))
    return label


def _dialog(style: Style, title: str, page: QWidget, parent: QWidget, size: QSize) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    area = QScrollArea(dialog)
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(title)
    page.setContentsMargins(style.px(4), style.px(4), style.px(12), style.px(4))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.reject)
    rows = QVBoxLayout(dialog)
    rows.setContentsMargins(style.px(20), style.px(16), style.px(20), style.px(16))
    rows.addWidget(area, 1)
    rows.addWidget(buttons)
    room = parent.screen().availableGeometry().size()
    dialog.resize(
        min(style.px(size.width()), room.width() - 80),
        min(style.px(size.height()), room.height() - 80),
    )
    return dialog
