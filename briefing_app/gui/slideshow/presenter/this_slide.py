"""What the presenter view shows beside the next slide: this slide's time, or what it asks."""

from enum import IntEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_role
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.presenter.said_panel import SaidPanel
from briefing_app.gui.slideshow.time import SlideTime
from briefing_app.gui.widgets.labels import (
    ElidedHeading,
    ElidedLabel,
    text_label,
    with_even_digits,
)
from briefing_app.model.slideshow.room import RoomAnswers
from briefing_app.model.slideshow.said import SAID_TITLE
from briefing_app.model.slideshow.state import AudienceView
from briefing_app.model.slideshow.time import CountdownFace

THIS_SLIDE: Final = "This slide"
AUDIENCE_SEES: Final = "The audience sees"
OWN_NOTE: Final = "My note"


class _Content(IntEnum):
    """What the card holds: the index of the page."""

    TIME = 0
    FROZEN = 1
    ASKED = 2


class ThisSlidePanel(QWidget):
    """A card with the time of the slide and the user's own note.

    If the slide asks the room, it holds the countdown and what people say, guess or vote for
    instead; on a break, the countdown; while the audience is frozen on another slide, what the
    audience sees.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answers: RoomAnswers | None = None
        self._is_frozen = self._counts_down = False
        self.setAccessibleName(THIS_SLIDE)
        self._heading = ElidedHeading(self)
        set_role(self._heading, TextRole.SMALL)
        self._heading.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._detail = ElidedLabel(self)
        self._detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(self._detail, TextRole.SMALL)
        card = QFrame(self)
        card.setProperty("look", "card")
        self._time = _TimePage(card)
        frozen = QWidget(card)
        frozen.setAccessibleName(AUDIENCE_SEES)
        self._frozen = SlideView(frozen, surround=None, at_top=True)
        frozen_rows = QVBoxLayout(frozen)
        scale(frozen_rows.setContentsMargins, 6, 6, 6, 6)
        frozen_rows.addWidget(self._frozen)
        self.said = SaidPanel(card)
        """The field for what people say, and the countdown."""
        self._contents = QStackedLayout(card)
        for page in (self._time, frozen, self.said):
            self._contents.addWidget(page)
        heading_row = QHBoxLayout()
        heading_row.addWidget(self._heading)
        heading_row.addWidget(self._detail)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(heading_row)
        self._rows.addWidget(card, 1)
        self.set_spacious(is_spacious=True)

    def show_time(self, time: SlideTime) -> None:
        """Show how long the slide has been shown."""
        self._time.show_time(time)

    def show_own_note(self, note: str) -> None:
        """Show the user's own note on the slide, or that there is none."""
        self._time.show_note(note)

    def show_frozen(self, view: AudienceView | None, pages: SlidePages) -> None:
        """Show what a frozen audience sees, or nothing if the audience isn't frozen."""
        self._is_frozen = view is not None
        if view is not None:
            self._frozen.show_page(pages.shown(view.position, view.said))
            self._frozen.set_blank(view.blank)
        self._choose()

    def set_countdowns(self, own: CountdownFace | None, audience: CountdownFace | None) -> None:
        """Show the countdown of the slide, and that on the slide of a frozen audience."""
        self.said.show_countdown(own)
        self._frozen.set_countdown(audience)
        if self._counts_down != (own is not None):
            self._counts_down = own is not None
            self._choose()

    def show_said(self, answers: RoomAnswers | None) -> None:
        """Show what people said about the question on screen; None if there is none."""
        self._answers = answers
        if answers is None:
            self.said.leave()
        self.said.show_answers(answers)
        self._detail.setText("" if answers is None else answers.count_text)
        self._choose()

    def set_spacious(self, *, is_spacious: bool, has_mark: bool = True) -> None:
        """Use the full margins, or small ones if space is scarce.

        Args:
            is_spacious: Whether there is space for full margins.
            has_mark: Whether there is space for the button that marks a line.
        """
        self._time.set_spacious(is_spacious=is_spacious)
        self.said.set_spacious(is_spacious=is_spacious, has_mark=has_mark)
        for layout in (self._contents, self._rows):
            layout.invalidate()  # else Qt would do it later, and the size is needed now

    def _choose(self) -> None:
        content = _Content.FROZEN if self._is_frozen else _Content.TIME
        if self._answers is not None or self._counts_down:
            content = _Content.ASKED
        heading = AUDIENCE_SEES if content is _Content.FROZEN else THIS_SLIDE
        if self._answers is not None:
            asking = self._answers.number_asked
            heading = SAID_TITLE if asking is None else asking.heading
        self._heading.setText(heading)
        self._contents.setCurrentIndex(content)


class _TimePage(QWidget):
    """The time of the slide, and the user's own note below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = text_label(self, role=TextRole.TITLE)
        self._shown.setAccessibleDescription("Time of this slide")
        self._comparison = ElidedLabel(self)
        set_role(self._comparison, TextRole.SMALL)
        self._title = text_label(self, OWN_NOTE, look="muted", role=TextRole.SMALL)
        self._note = QTextEdit(self)
        self._note.setReadOnly(True)
        self._note.setFrameShape(QFrame.Shape.NoFrame)
        self._note.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._note.setAccessibleName(OWN_NOTE)
        self._note.document().setDocumentMargin(0)
        self._note.setMinimumHeight(1)  # it scrolls
        set_role(self._note, TextRole.BODY)
        time = QHBoxLayout()
        scale(time.setSpacing, 8)
        time.addWidget(self._shown)
        time.addWidget(self._comparison, 1)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(time)
        self._rows.addWidget(self._title)
        self._rows.addWidget(self._note, 1)
        look().changed.connect(self._use_even_digits)
        self._use_even_digits()
        self.show_note("")

    def show_time(self, time: SlideTime) -> None:
        self._shown.setText(time.text)
        self._comparison.setText(time.comparison)

    def show_note(self, note: str) -> None:
        self._note.setPlainText(note)
        self._title.setVisible(bool(note))

    def set_spacious(self, *, is_spacious: bool) -> None:
        scale_sides(self._rows.setContentsMargins, 16, *((12, 8, 8) if is_spacious else (4, 8, 4)))
        scale(self._rows.setSpacing, 4 if is_spacious else 0)

    def _use_even_digits(self) -> None:
        self._shown.setFont(with_even_digits(QFont(look().font(TextRole.TITLE))))
