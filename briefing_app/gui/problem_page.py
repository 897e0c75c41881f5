"""What the window shows instead of a briefing that can't be opened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from briefing_app.errors import BriefingError, InvalidBriefingError
from briefing_app.gui.plain_text import plain_label
from briefing_app.gui.style import Style, TextRole

_MOST_PROBLEMS = 8


class ProblemPage(QWidget):
    """Says which file, what is wrong with it and what to do; the way on is one click away."""

    open_wanted = Signal()
    bundled_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._card = QFrame(self)
        self._card.setProperty("look", "card")
        self._title = QLabel("This briefing can’t be opened", self._card)
        self._file, self._what, self._list, self._remedy = (
            plain_label(self._card) for _ in range(4)
        )
        self._list.setProperty("look", "muted")
        self._open = QPushButton("Open another briefing…", self._card)
        self._open.setProperty("look", "primary")
        self._bundled = QPushButton("Open the bundled briefing", self._card)
        self._back = QPushButton("Back to the open briefing", self._card)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addWidget(self._bundled)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        self._rows = QVBoxLayout(self._card)
        for label in (self._title, self._file, self._what, self._list, self._remedy):
            self._rows.addWidget(label)
        self._rows.addLayout(buttons)
        self._outer = QVBoxLayout(self)
        self._outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card, 6)
        middle.addStretch(1)
        self._outer.addLayout(middle)
        self._outer.addStretch(2)
        self._open.clicked.connect(self.open_wanted)
        self._bundled.clicked.connect(self.bundled_wanted)
        self._back.clicked.connect(self.back_wanted)
        style.changed.connect(self._restyle)
        self._restyle()

    def show_error(self, error: BriefingError, *, way_back: bool) -> None:
        """Tell about a file that can't be opened.

        Args:
            error: What is wrong with it.
            way_back: Whether a briefing is open to go back to.
        """
        self._back.setVisible(way_back)
        self._file.setText(str(error.path))
        self._what.setText(error.what)
        problems = error.problems if isinstance(error, InvalidBriefingError) else ()
        lines = [f"• {problem}" for problem in problems[:_MOST_PROBLEMS]]
        more = len(problems) - len(lines)
        if more > 0:
            lines.append(f"and {more:,} more; “briefing-app check” lists them all.")
        self._list.setText("\n".join(lines))
        self._list.setVisible(bool(lines))
        self._remedy.setText(f"{error.remedy} Nothing was changed.".strip())
        self._card.setAccessibleName(self._title.text())
        self._card.setAccessibleDescription(f"{error.path}. {error.what} {error.remedy}")
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._title.setFont(style.font(TextRole.TITLE))
        self._file.setFont(style.font(TextRole.STRONG))
        for label in (self._what, self._remedy):
            label.setFont(style.font(TextRole.BODY))
        self._list.setFont(style.font(TextRole.SMALL))
        self._rows.setContentsMargins(px(28), px(24), px(28), px(24))
        self._rows.setSpacing(px(12))
        self._outer.setContentsMargins(px(16), px(16), px(16), px(16))
