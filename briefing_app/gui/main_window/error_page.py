"""The page that the main window shows instead of a briefing that can't be opened."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing_app.errors import BriefingError, InvalidBriefingError
from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.wording import counted

_MAX_PROBLEMS: Final = 8


class ErrorPage(QWidget):
    """Says which file can't be opened, why, and what to do next, with a button for each choice."""

    open_requested = Signal()
    open_bundled_requested = Signal()
    back_requested = Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._error: BriefingError | None = None
        self._area = ScrollArea(self)
        self._page = QWidget(self._area)
        self._card = QFrame(self._page)
        self._card.setProperty("look", "card")
        self._title = heading_label(self._card, "This briefing can’t be opened")
        self._file, self._what, self._list, self._remedy = (
            PlainText(style, self._card) for _ in range(4)
        )
        self._open = QPushButton("Open another briefing…", self._card)
        self._open.setProperty("look", "primary")
        self._bundled = quiet_button("Open the bundled briefing", self._card)
        self._back = quiet_button("Back to the open briefing", self._card)
        self._buttons = FlowRow(self._card)
        for button in (self._open, self._bundled, self._back):
            self._buttons.add(button)
        self._build_layout()
        self._open.clicked.connect(self.open_requested)
        self._bundled.clicked.connect(self.open_bundled_requested)
        self._back.clicked.connect(self.back_requested)
        style.changed.connect(self._restyle)
        self._restyle()

    def _build_layout(self) -> None:
        self._rows = QVBoxLayout(self._card)
        for label in (self._title, self._file, self._what, self._list, self._remedy):
            self._rows.addWidget(label)
        self._rows.addWidget(self._buttons)
        self._outer = QVBoxLayout(self._page)
        self._outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card, 6)
        middle.addStretch(1)
        self._outer.addLayout(middle)
        self._outer.addStretch(2)
        self._area.set_page(self._page)
        area_layout = QVBoxLayout(self)
        area_layout.setContentsMargins(0, 0, 0, 0)
        area_layout.addWidget(self._area)

    def show_error(self, error: BriefingError, *, can_go_back: bool) -> None:
        """Show why a file can't be opened.

        Args:
            error: What is wrong with it.
            can_go_back: Whether there is an open briefing to return to.
        """
        self._back.setVisible(can_go_back)
        self._buttons.refresh()
        self._error = error
        self._show_texts()
        self._card.setAccessibleName(self._title.text())
        self._card.setAccessibleDescription(f"{error.path}. {error.what} {error.remedy}")
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_texts(self) -> None:
        error, font = self._error, self._style.font
        if error is None:
            return
        what, lines = error.what, []
        if isinstance(error, InvalidBriefingError):
            problems = error.problems
            what = f"{counted(len(problems), 'problem')} in this briefing:"
            lines = [f"• {problem}" for problem in problems[:_MAX_PROBLEMS]]
            if more := len(problems) - len(lines):
                lines.append(f"and {more:,} more. Run “briefing-app check” to list them all.")
        self._file.show_text(str(error.path), font(TextRole.STRONG))
        self._what.show_text(what, font(TextRole.BODY))
        self._list.show_text("\n".join(lines), font(TextRole.SMALL))
        self._list.setVisible(bool(lines))
        remedy = f"{error.remedy} Nothing was changed.".strip()
        self._remedy.show_text(remedy, font(TextRole.BODY))

    def _restyle(self) -> None:
        px = self._style.px
        self._title.setFont(self._style.font(TextRole.TITLE))
        self._show_texts()
        self._buttons.refresh()
        self._rows.setContentsMargins(px(28), px(24), px(28), px(24))
        self._rows.setSpacing(px(12))
        self._outer.setContentsMargins(px(16), px(16), px(16), px(16))
