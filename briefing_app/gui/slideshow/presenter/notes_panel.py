"""The panel with the presenter's notes, in a type size of its own."""

import re
from math import ceil
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, look, scale, set_role
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.command import Button, ButtonGroup, Command, CommandSet
from briefing_app.gui.slideshow.presenter.buttons import MIN_TARGET_PX
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ElidedHeading
from briefing_app.gui.widgets.scroll_area import paint_focus_ring
from briefing_app.gui.widgets.text_layout import utf16_length
from briefing_app.model.wording import NO_SLIDE_NOTES, NOTES_OF_SLIDE, OUR_DISCUSSION_QUESTION

_LINE_HEIGHT_PERCENT: Final = 110
_PARAGRAPH_GAP_LINES: Final = 0.4
_LEAD: Final = re.compile(r"(?:Ask, \w+(?: \w+){0,5}|\w+(?: \w+){0,2}):(?=\s)")
"""The words at the start of a paragraph that say what it is: ``Say:``, ``Watch for:``."""
_ASKS: Final = re.compile(r"^\s*Ask(?:, [^:\n]*)?:", re.MULTILINE)
_AFTER: Final = "After:"
"""The words at the start of a paragraph that is for when the answer or all bars are shown."""
_LINES_KEPT_WHEN_SCROLLING: Final = 2
PROMPT_LEAD: Final = f"{OUR_DISCUSSION_QUESTION}: "

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_READING_MODIFIERS: Final = (_CTRL, _CTRL | Qt.KeyboardModifier.ShiftModifier)
_READING_KEYS: Final = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_A, Qt.Key.Key_C),
)
"""Keys that move in the notes together with Ctrl; no key of the slideshow needs Ctrl with these."""


class NotesView(QTextEdit):
    """Shows the author's notes on one slide, and its discussion question.

    Args:
        settings: The size of the notes.
    """

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        super().__init__(parent)
        self._settings = settings
        self._notes, self._prompt = "", ""
        self._is_revealed = True
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        # Tab leads here for users of screen readers. Other keys still control the slideshow.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName("Notes")
        self.setAccessibleDescription(
            "Read with Ctrl and the arrow keys; other keys control the slideshow"
        )
        settings.changed.connect(self._follow_setting)
        look().changed.connect(self._update_text)
        self._update_text()

    @property
    def line_height(self) -> int:
        """The height of a line, in pixels."""
        height = QFontMetrics(self.document().defaultFont()).height() + 1  # rounded up twice
        return ceil(height * _LINE_HEIGHT_PERCENT / 100)

    def change_size(self, by: int) -> None:
        """Make the type larger, or smaller if less than 0, as far as there are such sizes."""
        settings = self._settings
        settings.notes_size = Settings.notes_size.stepped(settings.notes_size, by)

    def scroll_pages(self, pages: int) -> None:
        """Scroll down by pages, or up if less than 0. Some lines stay in view."""
        bar = self.verticalScrollBar()
        kept = _LINES_KEPT_WHEN_SCROLLING * self.line_height
        bar.setValue(bar.value() + pages * max(bar.pageStep() - kept, bar.pageStep() // 2))

    def show_notes(self, notes: str, prompt: str) -> None:
        """Show the notes of another slide.

        Args:
            notes: The author's notes.
            prompt: The discussion question, which is left out if the notes ask something.
        """
        self._notes, self._prompt = notes, prompt
        self._update_text()

    def set_revealed(self, *, is_revealed: bool) -> None:
        """Dim the paragraphs for after the answer until the slide shows that, or all its bars.

        The text doesn't scroll.
        """
        if is_revealed != self._is_revealed:
            self._is_revealed = is_revealed
            self._colour_paragraphs()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys for reading, and leave all others to the slideshow."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers in _READING_MODIFIERS and event.key() in _READING_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the focus ring if the notes have the keyboard."""
        super().paintEvent(event)
        paint_focus_ring(self, QColor(look().presenter_theme.accent))

    def _follow_setting(self, name: str) -> None:
        if name == Settings.notes_size.name:
            self._update_text()

    def _update_text(self) -> None:
        font = QFont(look().font(TextRole.BODY))
        font.setPixelSize(look().px(self._settings.notes_size))
        document = self.document()
        document.setDefaultFont(font)
        self.setPlainText("\n".join(text for text, _ in self._paragraphs()) or NO_SLIDE_NOTES)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(
            _LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        spacing.setBottomMargin(round(_PARAGRAPH_GAP_LINES * self.line_height))
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        self._colour_paragraphs()

    def _paragraphs(self) -> list[tuple[str, int]]:
        """Return the paragraphs: the author's, and the discussion question.

        Each has the length of the lead that the program puts in front of it, or 0.
        """
        paragraphs = [(line, 0) for line in self._notes.splitlines()]
        if self._prompt and not _ASKS.search(self._notes):
            first, *others = f"{PROMPT_LEAD}{self._prompt.strip()}".splitlines()
            paragraphs += [(first, len(PROMPT_LEAD)), *((line, 0) for line in others)]
        return [(line, lead) for line, lead in paragraphs if line.strip()]

    def _colour_paragraphs(self) -> None:
        """Make bold what each paragraph is, and dim what is for after the answer or the bars."""
        theme = look().presenter_theme
        for number, (paragraph, own_lead) in enumerate(self._paragraphs()):
            is_dimmed = paragraph.startswith(_AFTER) and not self._is_revealed
            ink = theme.muted if is_dimmed else theme.ink
            self._format(number, paragraph, ink)
            if own_lead:
                self._format(number, paragraph[:own_lead], theme.accent, is_bold=True)
            elif (found := _LEAD.match(paragraph)) is not None:
                self._format(number, found[0], ink, is_bold=True)

    def _format(self, paragraph: int, start: str, colour: str, *, is_bold: bool = False) -> None:
        """Give the beginning of a paragraph, by its number, a colour and a weight."""
        cursor = QTextCursor(self.document().findBlockByNumber(paragraph))
        end = cursor.position() + utf16_length(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        text_format = QTextCharFormat()
        text_format.setFontWeight(QFont.Weight.Bold if is_bold else QFont.Weight.Normal)
        text_format.setForeground(QColor(colour))
        cursor.mergeCharFormat(text_format)


_HEADING_HEIGHT_PX: Final = 20  # at 100 % text size


class NotesPanel(QWidget):
    """A card with the notes of the current slide.

    Args:
        commands: Change the size of the notes.
        settings: That size.
    """

    def __init__(self, parent: QWidget, commands: CommandSet, settings: Settings) -> None:
        super().__init__(parent)
        self._commands = commands
        self.setAccessibleName("Notes")
        heading = ElidedHeading(self, look="muted", short_text="Notes")
        heading.setText(NOTES_OF_SLIDE)
        set_role(heading, TextRole.SMALL)
        self._heading_row = QHBoxLayout()
        self._heading_row.addWidget(heading, 1)
        self._size_buttons = [
            self._size_button(each, each.button)
            for each in commands.all
            if each.button is not None and each.button.group is ButtonGroup.NOTES
        ]
        for button in self._size_buttons:
            self._heading_row.addWidget(button)
        card = QFrame(self)
        card.setProperty("look", "card")
        self.view = NotesView(card, settings)
        self._card_rows = QVBoxLayout(card)
        self._card_rows.addWidget(self.view)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._heading_row)
        self._rows.addWidget(card, 1)

    @property
    def heading_height(self) -> int:
        """The height of the heading."""
        return self._heading_row.sizeHint().height()

    def set_spacious(self, *, is_spacious: bool) -> None:
        """Use the full margins around the notes, or small ones if space is scarce."""
        for button in self._size_buttons:  # as low as the headings beside them
            button.setFixedHeight(max(MIN_TARGET_PX, look().px(_HEADING_HEIGHT_PX)))
        self._heading_row.invalidate()  # else Qt would do it later, and the height is needed now
        vertical = 12 if is_spacious else 4
        scale(self._card_rows.setContentsMargins, 16, vertical, 8, vertical)

    def _size_button(self, command: Command, described: Button) -> QPushButton:
        button = quiet_button(described.text, self)
        button.setProperty("low", True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(command.text)
        button.setToolTip(f"{command.text} ({command.keys[0]})")
        button.clicked.connect(lambda: self._commands.do(command))
        return button
