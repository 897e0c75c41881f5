"""Labels and tool tips of plain text."""

from collections.abc import Sequence
from html import escape
from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from briefing_app.gui.accessibility.interfaces import AccessibleHeading
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, set_role
from briefing_app.gui.widgets.text_layout import (
    elide_text,
    even_width,
    match_formats,
    wrap_text,
)


class _Heading(AccessibleHeading, QLabel):
    """A label that screen readers read as a heading."""


def text_label(
    parent: QWidget,
    text: str = "",
    look: str = "",
    *,
    role: TextRole | None = None,
    wraps: bool = False,
) -> QLabel:
    """Return a label that never interprets its text as markup.

    Args:
        parent: The parent widget.
        text: The text at first.
        look: Its look in the style sheet, or an empty text.
        role: What the text is for; without it, the label has the font of its parent.
        wraps: Whether it may take several lines.
    """
    return _with_plain_text(QLabel(text, parent), look, role, wraps=wraps)


def heading_label(
    parent: QWidget,
    text: str = "",
    look: str = "",
    *,
    role: TextRole,
    wraps: bool = False,
) -> QLabel:
    """Return a plain-text label that screen readers read as a heading."""
    return _with_plain_text(_Heading(text, parent), look, role, wraps=wraps)


def _with_plain_text(label: QLabel, look: str, role: TextRole | None, *, wraps: bool) -> QLabel:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if look:
        label.setProperty("look", look)
    if role is not None:
        set_role(label, role)
    return label


def with_even_digits(font: QFont) -> QFont:
    """Return a font with digits of equal width, so that nothing moves each second."""
    even = QFont(font)
    even.setFeature(QFont.Tag("tnum"), 1)
    return even


def selectable_label(parent: QWidget, text: str) -> QLabel:
    """Return a label that wraps and whose text can be selected with the mouse."""
    label = text_label(parent, text, role=TextRole.BODY, wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class MessageLabel(QLabel):
    """A message at the place of what it concerns. It is hidden while it is empty.

    Args:
        look: Its look in the style sheet, or an empty text.
        role: What the text is for.
    """

    def __init__(self, parent: QWidget, look: str = "", *, role: TextRole) -> None:
        super().__init__(parent)
        _with_plain_text(self, look, role, wraps=True)
        self.hide()

    def show_message(self, message: str) -> None:
        """Show a message, and announce it if it isn't empty."""
        self.setText(message)
        self.setVisible(bool(message))
        announce(message, self)


class ElidedLabel(QLabel):
    """A text in a limited number of lines. If it is too long, it ends in an ellipsis.

    A tool tip then shows the complete text. A screen reader always reads the complete text.

    Args:
        max_lines: The number of lines. A single line gives way to the widgets beside it.
        look: Its look in the style sheet, or an empty text.
        short_text: Shown instead of a text that is too long, if not empty.
    """

    def __init__(
        self, parent: QWidget, max_lines: int = 1, *, look: str = "", short_text: str = ""
    ) -> None:
        super().__init__(parent)
        self._max_lines = max_lines
        self._short_text = short_text
        self._laid_out_for = ("", QFont(), 0)
        self._layout = QTextLayout()
        self._terms: tuple[str, ...] = ()
        self._reserved: Sequence[str] = ()
        self._reserved_heights: dict[tuple[str, int, int], float] = {}
        self._shown_tool_tip = ""
        _with_plain_text(self, look, None, wraps=False)
        if max_lines > 1:
            # Not fixed: Qt would give it the height of a single line.
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_max_lines(self, max_lines: int) -> None:
        """Change the number of lines."""
        if max_lines != self._max_lines:
            self._max_lines = max_lines
            self._measure_again()

    def set_short_text(self, short_text: str) -> None:
        """Change the text that is shown instead of one that is too long."""
        if short_text != self._short_text:
            self._short_text = short_text
            self._measure_again()

    def reserve(self, texts: Sequence[str]) -> None:
        """Keep the height that the highest of some texts needs, which may be shown later."""
        if texts != self._reserved:
            self._reserved = texts
            self._reserved_heights.clear()
            self.updateGeometry()

    def highlight(self, terms: tuple[str, ...]) -> None:
        """Highlight the words of a search."""
        if terms != self._terms:
            self._terms = terms
            self.update()

    def hasHeightForWidth(self) -> bool:
        return self._max_lines > 1

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        space = width - margins.left() - margins.right()
        height = max(self._lay_out(space).boundingRect().height(), self._height_to_reserve(space))
        return ceil(height) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        margins, metrics = self.contentsMargins(), self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self.text()) + 1 + margins.left() + margins.right(),
            metrics.height() + margins.top() + margins.bottom(),
        )

    def minimumSizeHint(self) -> QSize:
        """Return any width, so that a long word never widens the parent."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        rect = self.contentsRect()
        layout = self._lay_out(rect.width())
        painter = QPainter(self)
        if layout.lineCount() == 1 and not self._terms:  # aligned with other labels in the row
            painter.drawText(rect, self.alignment(), layout.text())
        else:
            spare = rect.height() - layout.boundingRect().height() if layout.lineCount() == 1 else 0
            place = QPointF(rect.left(), rect.top() + spare // 2)
            layout.draw(painter, place, match_formats(layout.text(), self._terms))
        painter.end()
        self._update_tool_tip(is_cut=layout.text() != self.text())

    def _lay_out(self, width: int) -> QTextLayout:
        wanted = (self.text(), self.font(), max(1, width))
        if wanted != self._laid_out_for:  # Qt's layouts ask repeatedly
            self._laid_out_for = wanted
            self._layout = elide_text(*wanted, self._max_lines)
            if self._short_text and self._layout.text() != self.text():
                self._layout = elide_text(self._short_text, *wanted[1:], self._max_lines)
            if self._layout.lineCount() > 1 and self._layout.text() == self.text():
                self._layout = wrap_text(*wanted[:2], even_width(*wanted))
        return self._layout

    def _height_to_reserve(self, width: int) -> float:
        font, width = self.font(), max(1, width)
        key = (font.key(), width, self._max_lines)
        height = self._reserved_heights.get(key)
        if height is None:  # kept, since Qt's layouts ask repeatedly about a few widths
            layouts = (elide_text(text, font, width, self._max_lines) for text in self._reserved)
            height = max((layout.boundingRect().height() for layout in layouts), default=0.0)
            self._reserved_heights[key] = height
        return height

    def _measure_again(self) -> None:
        self._laid_out_for = ("", QFont(), 0)
        self.updateGeometry()
        self.update()

    def _update_tool_tip(self, *, is_cut: bool) -> None:
        text = self.text() if is_cut else ""
        tool_tip = tool_tip_text(text)
        if self.toolTip() == self._shown_tool_tip != tool_tip:  # otherwise, it has one of its own
            self._shown_tool_tip = tool_tip
            set_tool_tip(self, text)


class ElidedHeading(AccessibleHeading, ElidedLabel):
    """A heading in a limited number of lines."""


def escape_markup(text: str) -> str:
    """Return a text for widgets that would interpret markup in it."""
    return escape(text, quote=False)


def tool_tip_text(*paragraphs: str) -> str:
    """Return plain paragraphs, or none, for a tool tip: escaped, or Qt would interpret markup."""
    return "".join(f"<p>{escape_markup(paragraph)}</p>" for paragraph in paragraphs if paragraph)


def set_tool_tip(widget: QWidget, text: str) -> None:
    """Set a plain text, or none, as tool tip and as description for screen readers.

    Without a description, Qt would give them the tool tip with its markup. One that says something
    else stays.
    """
    described = widget.accessibleDescription()
    if not described or tool_tip_text(described) == widget.toolTip():
        widget.setAccessibleDescription(text)
    widget.setToolTip(tool_tip_text(text))
