"""The slides in the presenter view: the current and the next one, and what concerns this one."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QTextCharFormat
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
from briefing_app.gui.slideshow.command import COUNTDOWN_GROUPS, CommandSet
from briefing_app.gui.slideshow.presenter.buttons import CommandButtons
from briefing_app.gui.slideshow.presenter.status_text import (
    next_slide_text,
    position_text,
    short_audience_status,
)
from briefing_app.gui.slideshow.slideshow import PointerAndZoom
from briefing_app.gui.widgets.labels import (
    ElidedLabel,
    heading_label,
    text_label,
    with_even_digits,
)
from briefing_app.model.slideshow.pace import SlideTime
from briefing_app.model.slideshow.state import SlideshowState
from briefing_app.model.slideshow.time import CountdownFace

ON_SCREEN: Final = "On screen"
THIS_SLIDE: Final = "This slide"
AUDIENCE_SEES: Final = "The audience sees"
OWN_NOTE: Final = "My note"


class CurrentSlidePanel(QWidget):
    """Shows the current slide with its position, and moves the pointer with the mouse."""

    def __init__(self, parent: QWidget, pointer: PointerAndZoom) -> None:
        super().__init__(parent)
        self.setAccessibleName(ON_SCREEN)
        self._heading = heading_label(self, ON_SCREEN, look="muted", role=TextRole.SMALL)
        self.position = text_label(self, look="muted", role=TextRole.SMALL)
        """The position, as high as the headings beside it."""
        heading_row = QHBoxLayout()
        heading_row.addWidget(self._heading, 1)
        heading_row.addWidget(self.position)
        self.slide = _Preview(self, pointer)
        """The current slide."""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(heading_row)
        self._rows.addWidget(self.slide)

    @property
    def heading_height(self) -> int:
        """The height of the heading and the gap below it."""
        return self.position.height() + self._rows.spacing()

    def show_state(self, state: SlideshowState, pages: SlidePages) -> None:
        """Show the slide, and in a few words what the audience sees if that is something else."""
        self.position.setText(position_text(state.position, pages))
        self.slide.show_page(pages.shown(state.position))
        status = short_audience_status(state)
        self._heading.setText(status or ON_SCREEN)
        set_look(self._heading, "attention" if status else "muted")


class _Preview(SlideView):
    """A slide over which the mouse moves the pointer."""

    def __init__(self, parent: QWidget, pointer: PointerAndZoom) -> None:
        super().__init__(parent, is_aside=True)
        self._pointer = pointer
        self.setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.mouse_point(event.position())
        if at is not None:
            self._pointer.move(at)


class NextHeading(QWidget):
    """What the next key press leads to, in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        heading = heading_label(self, "Next", look="muted", role=TextRole.SMALL)
        self.name = ElidedLabel(self, look="muted")
        """The words."""
        self.name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(self.name, TextRole.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scale(row.setSpacing, 8)
        row.addWidget(heading)
        row.addWidget(self.name, 1)


class NextSlidePanel(QWidget):
    """Shows what the next key press leads to, in words and as a page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Next")
        self.heading = NextHeading(self)
        """The words, which are elsewhere if there is no space for the page."""
        self.slide = SlideView(self, is_aside=True)
        """The next slide."""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.heading)
        self._rows.addWidget(self.slide, 1)

    @property
    def heading_height(self) -> int:
        """The height of the heading and the gap below it."""
        return self.heading.sizeHint().height() + self._rows.spacing()

    def take_heading(self) -> None:
        """Have the words above the page again."""
        self._rows.insertWidget(0, self.heading)
        self.heading.lower()  # screen readers read from back to front

    def show_state(self, state: SlideshowState, pages: SlidePages) -> None:
        """Show the next page, or none at the end of the slideshow."""
        following = state.position if state.waits_for_start else state.next_position
        text = next_slide_text(state, pages)
        self.heading.name.setText(text)
        self.heading.name.set_short_text(text.partition(" · ")[0])
        self.slide.show_page(None if following is None else pages.shown(following))


class ThisSlidePanel(QWidget):
    """A card with the time of the slide, or its countdown, and the user's own note.

    While the audience is frozen on another slide, it holds what the audience sees instead, unless
    a countdown is shown.
    """

    def __init__(self, parent: QWidget, commands: CommandSet) -> None:
        super().__init__(parent)
        self._is_frozen = self._counts_down = False
        self.setAccessibleName(THIS_SLIDE)
        self._heading = heading_label(self, THIS_SLIDE, look="muted", role=TextRole.SMALL)
        self.heading_row = QHBoxLayout()
        """The heading, and the words about the next slide if that isn't shown."""
        self.heading_row.addWidget(self._heading)
        self.heading_row.addStretch(1)
        card = QFrame(self)
        card.setProperty("look", "card")
        self.own = OwnPage(card, commands)
        """What is shown unless it holds what the audience sees."""
        self._frozen_page = QWidget(card)
        self._frozen_page.setAccessibleName(AUDIENCE_SEES)
        self._frozen = SlideView(self._frozen_page, is_aside=True)
        frozen_rows = QVBoxLayout(self._frozen_page)
        scale(frozen_rows.setContentsMargins, 6, 6, 6, 6)
        frozen_rows.addWidget(self._frozen)
        self._contents = QStackedLayout(card)
        for page in (self.own, self._frozen_page):
            self._contents.addWidget(page)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self.heading_row)
        self._rows.addWidget(card, 1)
        self.set_spacious(is_spacious=True)

    def show_state(self, state: SlideshowState, pages: SlidePages) -> None:
        """Show what a frozen audience sees, or nothing of it if the audience isn't frozen."""
        view = state.frozen_view
        self._is_frozen = view is not None
        if view is not None:
            self._frozen.show_page(pages.shown(view.position))
            self._frozen.set_black(is_black=view.is_black)
        self._choose()

    def show_countdowns(self, own: CountdownFace | None, audience: CountdownFace | None) -> None:
        """Show the countdown of the slide, and that on the slide of a frozen audience."""
        self.own.show_countdown(own)
        self._frozen.set_countdown(audience)
        self._counts_down = own is not None
        self._choose()

    def set_spacious(self, *, is_spacious: bool) -> None:
        """Use the full margins, or small ones if space is scarce."""
        self.own.set_spacious(is_spacious=is_spacious)
        for layout in (self._contents, self._rows):
            layout.invalidate()  # else Qt would do it later, and the size is needed now

    def _choose(self) -> None:
        shows_frozen = self._is_frozen and not self._counts_down
        self._heading.setText(AUDIENCE_SEES if shows_frozen else THIS_SLIDE)
        self._contents.setCurrentWidget(self._frozen_page if shows_frozen else self.own)


class OwnPage(QWidget):
    """The time of the slide or its countdown, and the user's own note below it."""

    def __init__(self, parent: QWidget, commands: CommandSet) -> None:
        super().__init__(parent)
        self._shown = text_label(self, role=TextRole.TITLE)
        self._shown.setAccessibleDescription("Time of this slide")
        self._plan = ElidedLabel(self, look="muted")
        set_role(self._plan, TextRole.SMALL)
        self._left = text_label(self, look="good", role=TextRole.TITLE)
        self._left.setAccessibleDescription("Countdown")
        self.buttons = CommandButtons(self, commands, COUNTDOWN_GROUPS)
        """The buttons of the countdown."""
        self.buttons.shorten_more("the countdown")
        self._note = QTextEdit(self)
        self._note.setReadOnly(True)
        self._note.setFrameShape(QFrame.Shape.NoFrame)
        self._note.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._note.setAccessibleName(OWN_NOTE)
        self._note.document().setDocumentMargin(0)
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
        self._rows.addWidget(self._note, 1)
        self._note.raise_()  # screen readers read it last
        look().changed.connect(self._use_even_digits)
        self._use_even_digits()
        self.show_countdown(None)
        self.show_note("")

    def show_time(self, time: SlideTime) -> None:
        """Show how long the slide has been shown."""
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
            self.buttons.show_text(face.action)

    def show_note(self, note: str) -> None:
        """Show the user's own note on the slide, or that there is none."""
        self._note.clear()
        if note:
            lead, cursor = QTextCharFormat(), self._note.textCursor()
            lead.setFontWeight(QFont.Weight.Bold)
            cursor.insertText(f"{OWN_NOTE}: ", lead)
            cursor.insertText(note, QTextCharFormat())

    def set_spacious(self, *, is_spacious: bool) -> None:
        """Use the full margins, or small ones if space is scarce."""
        scale_sides(self._rows.setContentsMargins, 16, *((12, 8, 8) if is_spacious else (4, 8, 4)))
        scale(self._rows.setSpacing, 4 if is_spacious else 0)
        # A line is in sight; the others are scrolled to.
        self._note.setMinimumHeight(QFontMetrics(look().font(TextRole.BODY)).lineSpacing())

    def _use_even_digits(self) -> None:
        for number in (self._shown, self._left):
            number.setFont(with_even_digits(QFont(look().font(TextRole.TITLE))))
