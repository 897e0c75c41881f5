"""What the presenter view shows beside the next slide: time or countdown, and own note."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedLayout,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_look, set_role
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slides.slide_pages import SlidePages
from briefing_app.gui.slideshow.key_bindings import COUNTDOWN_GROUPS, Command
from briefing_app.gui.slideshow.presenter.buttons import CommandButtons
from briefing_app.gui.slideshow.time import SlideTime
from briefing_app.gui.widgets.labels import (
    ElidedLabel,
    heading_label,
    text_label,
    with_even_digits,
)
from briefing_app.model.slideshow.state import AudienceView
from briefing_app.model.slideshow.time import CountdownFace

THIS_SLIDE: Final = "This slide"
AUDIENCE_SEES: Final = "The audience sees"
OWN_NOTE: Final = "My note"


class ThisSlidePanel(QWidget):
    """A card with the time of the slide, or its countdown, and the user's own note.

    While the audience is frozen on another slide, it holds what the audience sees instead, unless
    a countdown is shown.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_frozen = self._counts_down = False
        self.setAccessibleName(THIS_SLIDE)
        self._heading = heading_label(self, THIS_SLIDE, look="muted", role=TextRole.SMALL)
        card = QFrame(self)
        card.setProperty("look", "card")
        self._own = _OwnPage(card)
        self._frozen_page = QWidget(card)
        self._frozen_page.setAccessibleName(AUDIENCE_SEES)
        self._frozen = SlideView(self._frozen_page, surround=None, at_top=True)
        frozen_rows = QVBoxLayout(self._frozen_page)
        scale(frozen_rows.setContentsMargins, 6, 6, 6, 6)
        frozen_rows.addWidget(self._frozen)
        self._contents = QStackedLayout(card)
        for page in (self._own, self._frozen_page):
            self._contents.addWidget(page)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._heading)
        self._rows.addWidget(card, 1)
        self.set_spacious(is_spacious=True)

    @property
    def buttons(self) -> CommandButtons:
        """The buttons of the countdown."""
        return self._own.buttons

    def show_time(self, time: SlideTime) -> None:
        """Show how long the slide has been shown."""
        self._own.show_time(time)

    def show_own_note(self, note: str) -> None:
        """Show the user's own note on the slide, or that there is none."""
        self._own.show_note(note)

    def show_frozen(self, view: AudienceView | None, pages: SlidePages) -> None:
        """Show what a frozen audience sees, or nothing if the audience isn't frozen."""
        self._is_frozen = view is not None
        if view is not None:
            self._frozen.show_page(pages.shown(view.position))
            self._frozen.set_black(is_black=view.is_black)
        self._choose()

    def set_countdowns(self, own: CountdownFace | None, audience: CountdownFace | None) -> None:
        """Show the countdown of the slide, and that on the slide of a frozen audience."""
        self._own.show_countdown(own)
        self._frozen.set_countdown(audience)
        self._counts_down = own is not None
        self._choose()

    def set_spacious(self, *, is_spacious: bool) -> None:
        """Use the full margins, or small ones if space is scarce."""
        self._own.set_spacious(is_spacious=is_spacious)
        for layout in (self._contents, self._rows):
            layout.invalidate()  # else Qt would do it later, and the size is needed now

    def _choose(self) -> None:
        shows_frozen = self._is_frozen and not self._counts_down
        self._heading.setText(AUDIENCE_SEES if shows_frozen else THIS_SLIDE)
        self._contents.setCurrentWidget(self._frozen_page if shows_frozen else self._own)


class _OwnPage(QWidget):
    """The time of the slide or its countdown, and the user's own note below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = text_label(self, role=TextRole.TITLE)
        self._shown.setAccessibleDescription("Time of this slide")
        self._plan = ElidedLabel(self)
        set_role(self._plan, TextRole.SMALL)
        self._left = text_label(self, look="good", role=TextRole.TITLE)
        self._left.setAccessibleDescription("Countdown")
        self.buttons = CommandButtons(self, COUNTDOWN_GROUPS)
        self.buttons.shorten_more("the countdown")
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
        self._beside = QStackedLayout()  # as high for the time as for a countdown
        for widget in (self._plan, self.buttons):
            self._beside.addWidget(widget)
        head = QHBoxLayout()
        scale(head.setSpacing, 8)
        for number in (self._shown, self._left):
            head.addWidget(number)
        head.addLayout(self._beside, 1)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(head)
        self._rows.addWidget(self._title)
        self._rows.addWidget(self._note, 1)
        look().changed.connect(self._use_even_digits)
        self._use_even_digits()
        self.show_countdown(None)
        self.show_note("")

    def show_time(self, time: SlideTime) -> None:
        self._shown.setText(time.text)
        self._plan.setText(time.plan)

    def show_countdown(self, face: CountdownFace | None) -> None:
        """Show what the countdown shows now, or the time if there is none."""
        self._shown.setVisible(face is None)
        self._left.setVisible(face is not None)
        self._beside.setCurrentWidget(self._plan if face is None else self.buttons)
        if face is not None:
            self._left.setText(face.text)
            set_look(self._left, "muted" if face.is_paused else "good")
            self.buttons.show_text(Command.PAUSE, face.action)

    def show_note(self, note: str) -> None:
        self._note.setPlainText(note)
        self._title.setVisible(bool(note))

    def set_spacious(self, *, is_spacious: bool) -> None:
        scale_sides(self._rows.setContentsMargins, 16, *((12, 8, 8) if is_spacious else (4, 8, 4)))
        scale(self._rows.setSpacing, 4 if is_spacious else 0)

    def _use_even_digits(self) -> None:
        for number in (self._shown, self._left):
            number.setFont(with_even_digits(QFont(look().font(TextRole.TITLE))))
