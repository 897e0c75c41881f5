"""Messages to the presenter."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.slideshow.audience import AudienceWindow
from briefing_app.gui.slideshow.slideshow import Slideshow

_HINT_S: Final = 5.0  # a hint that asks for a second press waits as long for it
_HIDDEN: Final = "This key needs the presenter view, which is hidden. S shows it."


class Messages(QObject):
    """Has the messages that the presenter view shows.

    If the presenter view is hidden, a hint is shown over the slide.

    Args:
        slideshow: The slideshow, also the owner.
        audience: The audience's window.
        sees_notes: Returns whether the presenter view can be seen.
        start_message: The message at the start, or empty. It is hidden when a slide is turned with
            the presenter view visible.
    """

    changed = Signal()
    """Emitted when a message has changed."""

    def __init__(
        self,
        slideshow: Slideshow,
        audience: AudienceWindow,
        sees_notes: Callable[[], bool],
        start_message: str,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._audience = audience
        self._sees_notes = sees_notes
        self._start_message = start_message
        self._is_read = False  # the start message
        self._warning = ""
        self._hint = ""
        self._hint_state = slideshow.state  # in which the hint was shown
        self._hint_time = 0.0
        self._is_asking = False
        self._is_hint_on_slide = False
        self._digits = ""
        self._reported = (self.message, self.quiet_message, self.typed_number)
        slideshow.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @property
    def message(self) -> str:
        """The message that asks for attention; empty if there is none."""
        return " ".join(filter(None, (self._warning, self._start_message)))

    @property
    def quiet_message(self) -> str:
        """The message that can be dismissed; empty if there is none."""
        return "" if self._is_hint_on_slide else self._hint

    @property
    def has_hint(self) -> bool:
        """Whether the quiet message is a hint, which is hidden after a few seconds."""
        return bool(self._hint) and not self._is_hint_on_slide

    @property
    def is_asking(self) -> bool:
        """Whether a hint still asks for a second press of the same key."""
        is_recent = self._slideshow.now() - self._hint_time < _HINT_S
        return self._is_asking and is_recent and self._slideshow.state is self._hint_state

    @property
    def typed_number(self) -> str:
        """The message about the slide number that is being typed; empty if none is."""
        return f"Press Enter to go to slide {self._digits}" if self._digits else ""

    @property
    def digits(self) -> str:
        """The digits of the slide number that is being typed; empty if none is."""
        return self._digits

    def show_warning(self, warning: str) -> None:
        """Show a warning to the presenter, besides the message of the start.

        Args:
            warning: The warning; empty if there is none any more.
        """
        self._warning = warning
        self._report()

    def show_notice(self, notice: str) -> None:
        """Show a message to the presenter until a slide is turned, besides that of the start."""
        self._start_message = f"{self._start_message} {notice}".lstrip()
        self._is_read = False
        self._report()

    def show_hint(self, hint: str) -> None:
        """Show quietly why a key does nothing, until the next change, for a few seconds at most.

        The presenter view shows it if it can be seen, otherwise the audience window.
        """
        self._hint, self._hint_state, self._is_asking = hint, self._slideshow.state, False
        self._hint_time = self._slideshow.now()
        self._is_hint_on_slide = not self._sees_notes()
        if self._is_hint_on_slide:
            self._audience.show_hint(hint)
            announce(hint)
        self._report()

    def ask(self, hint: str) -> None:
        """Show a hint that asks for a second press of the same key."""
        self.show_hint(hint)
        self._is_asking = True

    def hide_hint(self) -> None:
        """Hide the hint: it was dismissed, a command was given, or it is no longer true."""
        self._hide_hint()
        self._report()

    def hint_if_hidden(self) -> bool:
        """Return whether the presenter view is hidden, and say so if it is."""
        is_hidden = not self._sees_notes()
        if is_hidden:
            self.show_hint(_HIDDEN)
        return is_hidden

    def show_typed_number(self, digits: str) -> None:
        """Show the slide number that is being typed, or hide it if there are no digits."""
        if digits != self._digits:
            self._hide_hint()
            self._digits = digits
            self._report()

    def hide_old_hint(self) -> None:
        """Hide the hint if it was shown long enough."""
        if self._slideshow.now() - self._hint_time >= _HINT_S:
            self.hide_hint()

    def settle(self) -> None:
        """Hide the hint, and what the presenter has read."""
        self._hide_hint()
        self._hide_read()

    def mark_read(self) -> None:
        """Hide the start message: a slide was turned beside it."""
        self._is_read = True
        self._hide_read()

    def _follow(self) -> None:
        if self._slideshow.state is not self._hint_state:
            self._hide_hint()
        self._hide_read()

    def _hide_read(self) -> None:
        if self._is_read:
            self._start_message = ""
        self._report()

    def _report(self) -> None:
        now = (self.message, self.quiet_message, self.typed_number)
        if now != self._reported:
            self._reported = now
            self.changed.emit()

    def _hide_hint(self) -> None:
        if self._is_hint_on_slide:
            self._audience.show_hint("")
        self._hint, self._is_asking = "", False
        self._is_hint_on_slide = False
