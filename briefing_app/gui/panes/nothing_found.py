"""What is in the place of the findings if a search finds none: a sentence and the ways on."""

import re
from enum import Enum, auto
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
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
from briefing_app.gui.widgets.labels import ElidedLabel
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.gui.widgets.text_layout import utf16_length, wrap_text
from briefing_app.model.search import NothingFound
from briefing_app.model.wording import counted

# Pixels at 100 % text size.
_LEFT: Final = 24
_TOP: Final = 26
_PADDING: Final = 5  # of a link, above and below
_SIDES: Final = QUIET_PADDING_X  # of a link, on the left and the right
_LEAST_TARGET_PX: Final = 24  # whatever the text size
_MAX_LINES: Final = 6


class NothingFoundPage(ScrollArea):
    """Says that nothing was found, suggests another search, and offers all findings."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        page = QWidget(self.viewport())
        self._sentence = ElidedLabel(page, _MAX_LINES)
        set_role(self._sentence, TextRole.SECTION)
        self.suggestion = _WrappedLink(page, TextRole.BODY)
        self.show_all = _WrappedLink(page, TextRole.SMALL)
        rows = QVBoxLayout(page)
        scale_sides(rows.setContentsMargins, _LEFT - _SIDES, _TOP, _LEFT - _SIDES, 8)
        scale(rows.setSpacing, 8)
        scale_sides(self._sentence.setContentsMargins, _SIDES, 0, 0, 0)
        rows.addWidget(self._sentence)
        rows.addWidget(self.suggestion)
        rows.addSpacing(2)
        rows.addWidget(self.show_all)
        rows.addStretch(1)
        self.set_page(page)

    def show_content(self, content: NothingFound, total: int) -> None:
        """Say what wasn't found.

        Args:
            content: What to say.
            total: How many findings the briefing has.
        """
        self._sentence.setText(content.sentence)
        self.suggestion.show_parts(
            ("Did you mean ", _Ink.PLAIN),
            (content.suggestion, _Ink.LINK),
            ("?  ", _Ink.PLAIN),
            (re.sub("(?<=[0-9]) ", "\u00a0", content.suggestion_finds), _Ink.MUTED),
        )
        self.suggestion.setAccessibleName(f"Did you mean {content.suggestion}?")
        self.suggestion.setAccessibleDescription(content.suggestion_finds)
        self.suggestion.setVisible(bool(content.suggestion))
        everything = "the finding" if total == 1 else f"all {counted(total, 'finding')}"
        self.show_all.show_parts((f"Show {everything}  Esc", _Ink.BUTTON))
        self.show_all.setAccessibleName(f"Show {everything}")

    def focus(self) -> None:
        """Give the keyboard focus to the first way on."""
        first = self.show_all if self.suggestion.isHidden() else self.suggestion
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        place = first.geometry()
        for at in (place.bottom() + 1, place.top()):  # its beginning, if it has no room
            self.ensureVisible(0, at, 0, 0)


class _Ink(Enum):
    """How a part of a link is written."""

    PLAIN = auto()
    LINK = auto()
    BUTTON = auto()
    MUTED = auto()

    def char_format(self) -> QTextCharFormat:
        """Return the format in the colours of the look."""
        theme = look().theme
        colours = {_Ink.PLAIN: theme.ink, _Ink.MUTED: theme.muted}
        char_format = QTextCharFormat()
        char_format.setForeground(QColor(colours.get(self, theme.accent)))
        if self in {_Ink.LINK, _Ink.BUTTON}:
            char_format.setFontWeight(QFont.Weight.DemiBold)
        char_format.setFontUnderline(self is _Ink.LINK)
        return char_format


class _WrappedLink(QPushButton):
    """A button with a sentence, in as many lines as it needs."""

    def __init__(self, parent: QWidget, role: TextRole) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[str, _Ink], ...] = ()
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        set_role(self, role)

    def show_parts(self, *parts: tuple[str, _Ink]) -> None:
        """Show another sentence, made of these parts."""
        self._parts = parts
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width, and at least that of a target to click."""
        height = ceil(self._lay_out(width).boundingRect().height()) + 2 * look().px(_PADDING)
        return max(_LEAST_TARGET_PX, height)

    def sizeHint(self) -> QSize:
        return QSize(1, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Return any width, so that a long word never widens the parent."""
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
        layout = self._lay_out(self.width())
        layout.draw(painter, QPointF(px(_SIDES), px(_PADDING)))
        if self.hasFocus() or theme.outlined:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            has_focus = self.hasFocus()
            edge = QPen(QColor(theme.accent if has_focus else theme.control), 1 + has_focus)
            painter.setPen(edge)
            lines = map(layout.lineAt, range(layout.lineCount()))
            width = max(line.naturalTextWidth() for line in lines) + 2 * px(_SIDES)
            ring = QRectF(0, 0, min(width, self.width()), self.height()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, px(5), px(5))
        painter.end()

    def _lay_out(self, width: int) -> QTextLayout:
        formats, at = [], 0
        for text, ink in self._parts:
            part = QTextLayout.FormatRange()
            part.start, part.length = at, utf16_length(text)
            part.format = ink.char_format()
            formats.append(part)
            at += part.length
        text = "".join(text for text, _ in self._parts)
        return wrap_text(text, self.font(), max(1, width - 2 * look().px(_SIDES)), formats)
