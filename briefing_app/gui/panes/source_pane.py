"""The text of a source beside a finding, and what is known of its file."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from briefing_app.authoring.source_comparison import WORDS_COLUMNS, ComparedSource, sheet_of
from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE, announce
from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.panes.source_choice import WHY, SourceChoice
from briefing_app.gui.panes.source_text_view import Part, SourceTextView
from briefing_app.gui.panes.words_block import CheckMark
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.column import ColumnFrame, Padding
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import (
    ElidedHeading,
    ElidedLabel,
    set_tool_tip,
    text_label,
)
from briefing_app.gui.widgets.parts import hide_parts
from briefing_app.gui.widgets.plain_text import Notice, PlainText
from briefing_app.model.evidence import Evidence
from briefing_app.model.report import Report, Source
from briefing_app.model.wording import citation, unique_publishers

TITLE: Final = "The source’s text"
_CHOOSE_FILE: Final = "Choose the file…"
_TITLE_OF_CHOICE: Final = "The words in their source"
NOTHING_MARKED: Final = "Mark words in the source’s text first"

# Pixels at 100 % text size.
_MARGIN_PX: Final = 20
_LINE_PX: Final = 1
_FOOT_MARGIN_PX: Final = 4

_MAX_NAMED: Final = 3  # of the missing words
_MAX_BEGINNING: Final = 40  # characters of them


class _Status(ColumnFrame):
    """What is known of the file, after a check mark if all words are in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tick = CheckMark(self)
        self.text = PlainText(self, TextRole.SMALL, is_tab_stop=False)
        self.text.setAccessibleName("What is known of this file")
        self.text.setProperty("look", "muted")
        self.add(self.text)

    def space(self, width: int) -> tuple[int, int]:
        left = 0 if self.tick.isHidden() else self.tick.width()
        return left, max(1, width - left)


class _Head(ColumnFrame):
    """The title, the file, the way back, and what is known of the file."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Padding(_MARGIN_PX, 5, _MARGIN_PX, 8))
        self._row = QWidget(self)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 8)
        self.title = ElidedHeading(self._row, short_text="Source")
        set_role(self.title, TextRole.STRONG)
        self.source = ElidedLabel(self._row, look="muted")
        self.sources = ComboBox(self._row, min_letters=6, is_quiet=True)
        self.sources.setAccessibleName("Source")
        self.sources.setAccessibleDescription("The source whose text is shown")  # for Linux
        set_role(self.sources, TextRole.SMALL_BUTTON)
        self.close_button = quiet_button("Close  Esc", self._row, role=TextRole.SMALL_BUTTON)
        self.close_button.setAccessibleName("Close the source’s text")
        row.addWidget(self.title)
        row.addWidget(self.source, 1)
        row.addWidget(self.sources, 1)
        row.addWidget(self.close_button)
        self.status = _Status(self)
        self.notice = Notice("Problem", self, lead="Problem:")
        self.choose_row = FlowRow(self)
        self.choose = quiet_button(_CHOOSE_FILE, self.choose_row, role=TextRole.SMALL_BUTTON)
        self.choose_row.add(self.choose)
        self.add(self._row)
        self.add(self.status, 2)
        self.add(self.notice, 4)
        self.add(self.choose_row, 4)


class SourcePane(QFrame):
    """Shows the text of a source, in which the words that are shown beside it are marked.

    It gives the keyboard focus to the text, or to the choice of a file if there is no text.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._compared: ComparedSource | None = None
        self.setProperty("look", "side_panel")
        self.setAccessibleName(TITLE)
        self.setLocale(INTERFACE_LOCALE)
        self._head = _Head(self)
        self._lines = (QFrame(self), QFrame(self))
        for line in self._lines:
            line.setProperty("look", "separator")
        self._view = SourceTextView(self)
        self._choice = SourceChoice(self)
        self._foot = FlowRow(self, spacing=2, stretches_first=True, is_centred=True)
        self._copy_row = QWidget(self._foot)
        row = QHBoxLayout(self._copy_row)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 4)
        row.addWidget(
            text_label(self._copy_row, "Copy as a row of", look="muted", role=TextRole.SMALL)
        )
        self.copy_buttons = {table: self._copy_button(table) for table in WORDS_COLUMNS}
        for button in self.copy_buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        choose = quiet_button(_CHOOSE_FILE, self._foot, role=TextRole.SMALL_BUTTON)
        self._foot.add(self._copy_row)
        self._foot.add(choose)
        self.close_button = self._head.close_button
        self.choose_buttons = (self._head.choose, choose, self._choice.choose)
        self.sources = self._head.sources
        self._view.selectionChanged.connect(self._follow_selection)
        look().changed.connect(self._place)
        self._follow_selection()

    @property
    def selected(self) -> Part | None:
        """The part of the text's words that the reader has marked; None if there is none."""
        return self._view.selected if self._compared is not None else None

    def set_sources(self, report: Report) -> None:
        """Offer all sources of a briefing."""
        publishers, sources = unique_publishers(report.sources), self._head.sources
        sources.clear()
        for source in report.sources:
            sources.addItem(citation(source, "", publishers), source.id)
        has_choice = len(report.sources) > 1
        sources.setVisible(has_choice)
        self._head.source.setVisible(not has_choice)

    def show_choice(self, source: Source, cited: int) -> None:
        """Ask for the text of a source, from which so many quotes and excerpts are."""
        self._compared = None
        self._show_source(source)
        self._choice.show_source(source, cited)
        self.setFocusProxy(self._choice.choose)
        self._show_parts(self._choice)
        self._show_status("")
        announce(WHY, self)

    def show_progress(self, source: Source, file: Path) -> None:
        """Say that a file is being read."""
        self._show_no_text(source)
        self._show_status(f"Reading {file.name}…")

    def show_failure(self, source: Source, why: str) -> None:
        """Say why the text of a source can't be shown."""
        self._show_no_text(source)
        self._show_status("", why)
        announce(why, self)

    def show_compared(self, compared: ComparedSource, evidence: Evidence | None) -> None:
        """Show a text.

        Args:
            compared: The text.
            evidence: The words that are shown beside it.
        """
        self._compared = compared
        self._show_source(compared.source)
        self._view.setAccessibleName(f"{TITLE}, {compared.file.name}")
        self.setFocusProxy(self._view)
        self._show_parts(self._view)
        marked = self._describe(compared, evidence)
        passages = ((each.start, each.end) for each in compared.passages)
        self._view.show_words(compared.text.words, compared.text.starts, passages, marked)

    def mark(self, evidence: Evidence | None) -> None:
        """Mark other words that are shown beside the text."""
        if self._compared is not None:
            self._view.mark(self._describe(self._compared, evidence))

    def _describe(self, compared: ComparedSource, evidence: Evidence | None) -> Part | None:
        """Say what is known of the file and of some words. Return where they are in the text."""
        passage = compared.passage(evidence.text) if evidence is not None else None
        known, missing = file_status(compared)
        if evidence is not None and passage is None:
            missing = f"{missing} The words shown beside: {compared.difference(evidence.text)}."
        self._show_status(known, missing)
        if passage is None:
            announce(missing or known, self)
            return None
        number = compared.text.paragraph_at(passage.start)
        announce(f"In paragraph {number:,} of {compared.file.name}", self._view)
        return passage.start, passage.end

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _show_no_text(self, source: Source) -> None:
        self._compared = None
        self._show_source(source)
        self.setFocusProxy(self._head.choose)
        self._show_parts(None)

    def _show_parts(self, shown: QWidget | None) -> None:
        """Show the text or the choice of a file; neither if there is no text to show.

        If the keyboard focus is in what is hidden, what is shown instead gets it.
        """
        self._lines[0].setVisible(shown is not self._choice)
        self._lines[1].setVisible(shown is self._view)
        places = {
            self._choice: self._choice,
            self._view: self._view,
            self._foot: self._view,
            self._head.choose_row: None,
        }
        hidden = [part for part, place in places.items() if place is not shown]
        for part in places:
            if part not in hidden:
                part.show()
        hide_parts(hidden, partial(self.setFocus, Qt.FocusReason.ShortcutFocusReason))
        self._head.title.setText(_TITLE_OF_CHOICE if shown is self._choice else TITLE)

    def _show_source(self, source: Source) -> None:
        self._head.source.setText(source.publisher or source.title)
        self._head.sources.setCurrentIndex(self._head.sources.findData(source.id))

    def _show_status(self, good: str, bad: str = "") -> None:
        """Show what is as it should be, and what isn't; either may be empty."""
        compared = self._compared
        head, is_proved = self._head, compared is not None and compared.count > 0 and not bad
        head.status.tick.setVisible(is_proved)
        head.status.text.show_text(good)
        head.status.setVisible(bool(good))
        head.notice.show_text(bad)
        self._place()

    def _copy_button(self, table: str) -> QPushButton:
        sheet = sheet_of(table).name
        button = quiet_button(sheet, self._copy_row, role=TextRole.SMALL_BUTTON)
        button.setAccessibleName(f"Copy as a row of {sheet}")
        return button

    def _follow_selection(self) -> None:
        is_possible = self._view.textCursor().hasSelection()
        for button in self.copy_buttons.values():
            button.setEnabled(is_possible)
            set_tool_tip(button, "" if is_possible else f"{NOTHING_MARKED}.")

    def _place(self) -> None:
        width, height, px = self.width(), self.height(), look().px
        head, line = self._head.place(width), px(_LINE_PX)
        self._choice.setGeometry(1, head, width - 1, max(0, height - head))
        margin, space = px(_MARGIN_PX), max(1, width - 2 * px(_MARGIN_PX))
        foot = self._foot.heightForWidth(space) + 2 * px(_FOOT_MARGIN_PX)
        self._head.setGeometry(0, 0, width, head)
        self._lines[0].setGeometry(0, head, width, line)
        self._view.setGeometry(1, head + line, width - 1, max(0, height - head - foot - 2 * line))
        self._lines[1].setGeometry(0, height - foot - line, width, line)
        reach = px(QUIET_PADDING_X)  # the words of the last button end at the margin
        self._foot.setGeometry(margin, height - foot, space + reach, foot)


def file_status(compared: ComparedSource) -> tuple[str, str]:
    """Return what is known of a compared file, and which words it lacks; that may be empty."""
    count, missing = compared.count, compared.missing
    if not count:
        return f"{compared.file.name}: nothing is quoted from this source yet.", ""
    identity = "The briefing doesn’t say which file was used."
    if compared.is_named:
        identity = "This is the file that the briefing names (SHA-256 matches)."
    elif compared.source.sha256:
        identity = "This isn’t the file that the briefing names (SHA-256 differs)."
    identity = f"{compared.file.name}: {identity[0].lower()}{identity[1:]}"
    if not missing:
        words = f"All {count:,} quotes and excerpts are" if count > 1 else "The quoted words are"
        return f"{identity}\n{words} in this file.", ""
    named = [f"“{_beginning(each)}”" for each in missing[:_MAX_NAMED]]
    if len(missing) > _MAX_NAMED:
        named.append(f"{len(missing) - _MAX_NAMED:,} more")
    return identity, (
        f"{len(missing):,} of {count:,} quotes and excerpts are missing: {_listed(named)}."
    )


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _beginning(words: str) -> str:
    if len(words) <= _MAX_BEGINNING:
        return words
    return f"{words[:_MAX_BEGINNING].rsplit(' ', 1)[0]} …"
