"""What is in the place of the findings if a search finds none: a sentence and the ways on."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_role
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ClampedLabel
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.gui.widgets.text_layout import utf16_length, wrap_text
from briefing_app.model.wording import counted

# Pixels at 100 % text size.
_LEFT: Final = 24
_TOP: Final = 26
_PADDING: Final = 5  # of the suggestion, above and below
_SIDES: Final = QUIET_PADDING_X  # of the suggestion, on the left and the right
_MAX_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class NothingFound:
    """What is said if a search finds no finding.

    Args:
        sentence: What wasn't found.
        suggestion: What to search for instead; empty if nothing is near.
        suggestion_finds: How many findings and quotes that finds.
    """

    sentence: str
    suggestion: str = ""
    suggestion_finds: str = ""

    @property
    def spoken(self) -> str:
        """The sentence and the suggestion."""
        if not self.suggestion:
            return self.sentence
        return f"{self.sentence} Did you mean {self.suggestion}? {self.suggestion_finds}"


class NothingFoundPage(ScrollArea):
    """Says that nothing was found, suggests another search, and offers all findings."""

    search_requested = Signal(str)
    """Emitted with the text to search for when the user follows the suggestion."""
    clear_requested = Signal()
    """Emitted when the user asks to see all findings again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        page = QWidget(self.viewport())
        self._sentence = ClampedLabel(page, _MAX_LINES)
        set_role(self._sentence, TextRole.SECTION)
        self._suggestion = _SuggestionButton(page)
        self._show_all = quiet_button("", page, role=TextRole.SMALL_BUTTON)
        rows = QVBoxLayout(page)
        scale_sides(rows.setContentsMargins, _LEFT - _SIDES, _TOP, _LEFT - _SIDES, 8)
        scale(rows.setSpacing, 8)
        scale_sides(self._sentence.setContentsMargins, _SIDES, 0, 0, 0)
        rows.addWidget(self._sentence)
        rows.addWidget(self._suggestion)
        rows.addSpacing(2)
        rows.addWidget(self._show_all, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        self.set_page(page)
        self._text = ""
        self._suggestion.clicked.connect(lambda: self.search_requested.emit(self._text))
        self._show_all.clicked.connect(self.clear_requested)

    def show_content(self, content: NothingFound, total: int) -> None:
        """Say what wasn't found.

        Args:
            content: What to say.
            total: How many findings the briefing has.
        """
        self._text = content.suggestion
        self._sentence.setText(content.sentence)
        self._suggestion.show_suggestion(content)
        self._suggestion.setVisible(bool(content.suggestion))
        everything = "the finding" if total == 1 else f"all {counted(total, 'finding')}"
        self._show_all.setText(f"Show {everything}  Esc")
        self._show_all.setAccessibleName(f"Show {everything}")

    def focus(self) -> None:
        """Give the keyboard focus to the first way on."""
        first = self._show_all if self._suggestion.isHidden() else self._suggestion
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _SuggestionButton(QPushButton):
    """“Did you mean trafficking? 2 findings, 2 quotes”, in as many lines as it needs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._content = NothingFound("")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_role(self, TextRole.BODY)

    def show_suggestion(self, content: NothingFound) -> None:
        """Show another suggestion."""
        self._content = content
        question = f"Did you mean {content.suggestion}?"
        self.setAccessibleName(question)
        self.setAccessibleDescription(content.suggestion_finds)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        layout = self._lay_out(width)
        return ceil(layout.boundingRect().height()) + 2 * look().px(_PADDING)

    def sizeHint(self) -> QSize:
        return QSize(1, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width: the height depends on it."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        px, theme = look().px, look().theme
        painter = QPainter(self)
        painter.setPen(QColor(theme.ink))
        self._lay_out(self.width()).draw(painter, QPointF(px(_SIDES), px(_PADDING)))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(5), px(5))
        painter.end()

    def _lay_out(self, width: int) -> QTextLayout:
        word, finds = self._content.suggestion, self._content.suggestion_finds
        before, after = "Did you mean ", "?  "
        link, muted = QTextCharFormat(), QTextCharFormat()
        link.setForeground(QColor(look().theme.accent))
        link.setFontWeight(QFont.Weight.Bold)
        link.setFontUnderline(True)
        muted.setForeground(QColor(look().theme.muted))
        formats = []
        for start, text, char_format in (
            (before, word, link),
            (f"{before}{word}{after}", finds, muted),
        ):
            part = QTextLayout.FormatRange()
            part.start, part.length = utf16_length(start), utf16_length(text)
            part.format = char_format
            formats.append(part)
        space = max(1, width - 2 * look().px(_SIDES))
        return wrap_text(f"{before}{word}{after}{finds}", self.font(), space, formats)
