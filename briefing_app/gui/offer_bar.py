"""One quiet line that offers something; it never gets in anybody's way."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from briefing_app.gui.plain_text import text_label
from briefing_app.gui.style import Style, TextRole


class OfferBar(QFrame):
    """A sentence with a button that takes the offer and one that declines it.

    Args:
        style: Fonts and text size.
        parent: As in Qt.
    """

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._take: Callable[[], object] | None = None
        self._decline: Callable[[], object] | None = None
        self.setProperty("look", "header")
        self._text = text_label(self, wraps=True)
        self._taken = QPushButton(self)
        self._declined = QPushButton("No, thanks", self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text, 1)
        for button, answer in ((self._taken, True), (self._declined, False)):
            button.setProperty("look", "pill")
            button.clicked.connect(lambda _=False, answer=answer: self._answer(taken=answer))
            self._row.addWidget(button)
        style.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def offer(
        self,
        sentence: str,
        caption: str,
        take: Callable[[], object],
        decline: Callable[[], object],
    ) -> None:
        """Offer something, in place of what was offered before.

        Args:
            sentence: What is offered, and why.
            caption: What stands on the button that takes it.
            take: Called when it is taken.
            decline: Called when it is declined.
        """
        self._text.setText(sentence)
        self._taken.setText(caption)
        self._taken.setAccessibleDescription(sentence)
        self._take, self._decline = take, decline
        self.show()

    def withdraw(self) -> None:
        """Offer it no longer."""
        self._take = self._decline = None
        self.hide()

    def _answer(self, *, taken: bool) -> None:
        answer = self._take if taken else self._decline
        self.withdraw()
        if answer is not None:
            answer()

    def _restyle(self) -> None:
        px = self._style.px
        self._row.setContentsMargins(px(16), px(6), px(16), px(6))
        self._row.setSpacing(px(10))
        self._text.setFont(self._style.font(TextRole.CONTROL))
