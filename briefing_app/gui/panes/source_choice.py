"""What is in the place of a source's text before its file is known: why, and how to get it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing_app.database.columns import COLUMNS
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.widgets import bubble
from briefing_app.gui.widgets.dialog import separator_line
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.report import Source

CHOOSE_FILE: Final = "Choose file…"
WHY: Final = (
    "The source’s text is its publisher’s and not part of the briefing. With a copy of it on this "
    "computer, you can read each quote in its place."
)
_SAVE: Final = "Open it in a browser and save it as a web page or as text."
_COMPARED: Final = "It reads the file and keeps no copy."
_NOTHING_QUOTED: Final = (
    "Nothing is quoted from this source yet. In its text, words can be copied as a row of the "
    "workbook."
)
_NEXT: Final = "Next time, F4 shows this file at once. Nothing is sent anywhere."

_SHOWN: Final = ("title", "publisher", "url")
"""The columns of a source that help to find it."""

# Pixels at 100 % text size.
_BADGE_PX: Final = 28
_MAX_WIDTH_PX: Final = 620


class SourceChoice(ScrollArea):
    """Says how to get the text of a source, and asks for the file."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        page = QWidget(self.viewport())
        content = QWidget(page)
        scale(content.setMaximumWidth, _MAX_WIDTH_PX)
        rows = QVBoxLayout(content)
        scale(rows.setContentsMargins, 20, 4, 20, 16)
        scale(rows.setSpacing, 14)
        # Made in the order in which a screen reader reads them.
        rows.addWidget(text_label(content, WHY, role=TextRole.BODY, wraps=True))
        self._card = _Card(content)
        rows.addWidget(self._card)
        _, saved = _add_step(rows, content, 1, "Save its text")
        saved.setText(_SAVE)
        texts, self._compared = _add_step(rows, content, 2, "Choose the file")
        choose_row = FlowRow(content)
        self.choose = QPushButton(CHOOSE_FILE, choose_row)
        self.choose.setProperty("look", "primary")
        self.choose.setAutoDefault(False)
        choose_row.add(self.choose)
        texts.addWidget(choose_row)
        rows.addWidget(separator_line(content))
        rows.addWidget(text_label(content, _NEXT, look="muted", role=TextRole.SMALL, wraps=True))
        rows.addStretch(1)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(content, 1)
        self.set_page(page)

    def show_source(self, source: Source, cited: int) -> None:
        """Ask for the text of a source.

        Args:
            source: The source.
            cited: How many quotes and excerpts are from it.
        """
        self._card.show_source(source)
        words = f"all {cited:,} quotes and excerpts" if cited > 1 else "the quoted words"
        compared = f"The program compares {words} with it. {_COMPARED}"
        self._compared.setText(compared if cited else f"{_NOTHING_QUOTED} {_COMPARED}")
        self.choose.setAccessibleDescription(f"The text of “{source.title}”")
        self.verticalScrollBar().setValue(0)


def _add_step(
    rows: QVBoxLayout, parent: QWidget, number: int, title: str
) -> tuple[QVBoxLayout, QLabel]:
    """Add a step: its number, and beside it its title above a text.

    Returns:
        The layout with the title and the text, and the text.
    """
    badge = text_label(parent, str(number), look="step", role=TextRole.SECTION)
    badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
    scale(badge.setFixedSize, _BADGE_PX, _BADGE_PX)
    heading = heading_label(parent, title, role=TextRole.SECTION, wraps=True)
    text = text_label(parent, look="muted", role=TextRole.BODY, wraps=True)
    texts = QVBoxLayout()
    scale(texts.setSpacing, 6)
    texts.addWidget(heading)
    texts.addWidget(text)
    row = QHBoxLayout()
    scale(row.setSpacing, 14)
    row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(texts, 1)
    rows.addLayout(row)
    return texts, text


class _Card(QFrame):
    """What is known of a source, to look for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._copied = ""
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        rows, below = QVBoxLayout(self), QVBoxLayout()
        scale(rows.setContentsMargins, 16, 12, 12, 12)
        for name in _SHOWN:
            is_title = name == "title"
            column = rows if is_title else below
            scale(column.setSpacing, 2)
            heading = COLUMNS["sources"][name].heading
            caption = text_label(
                self, heading.title if heading else name, look="muted", role=TextRole.SMALL
            )
            role = TextRole.SECTION if is_title else TextRole.BODY
            value = text_label(self, role=role, wraps=True)
            column.addWidget(caption)
            column.addWidget(value)
            self._values[name] = caption, value
        self._copy = QPushButton(self)
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._copy_text)
        foot = QHBoxLayout()
        foot.addLayout(below, 1)
        foot.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignBottom)
        rows.addLayout(foot)

    def show_source(self, source: Source) -> None:
        for name, labels in self._values.items():
            text = getattr(source, name)
            for label in labels:
                label.setVisible(bool(text))
            labels[1].setText(text)
        self._copied = source.url or source.title
        self._copy.setText("Copy address" if source.url else "Copy title")
        self._copy.setAccessibleDescription(self._copied)

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
        bubble.show_bubble("Copied", self._copy)
