"""Messages to the presenter: how the slideshow started, warnings, and why a key does nothing."""

from typing import Final

from briefing_app.gui.slideshow.audience.audience_window import AudienceWindow
from briefing_app.gui.slideshow.presenter.presenter_view import PresenterView

_HIDDEN: Final = "This key needs the presenter view, which is hidden. S shows it."


class Messages:
    """Shows messages in the presenter view; a hint also over the slide, if the view is hidden.

    Args:
        presenter_view: The presenter view.
        audience: The audience window.
        start_message: The message at the start, or empty. It is hidden when a slide is turned with
            the presenter view visible.
        known_warnings: Minor warnings that the presenter has seen, which are not shown again.
    """

    def __init__(
        self,
        presenter_view: PresenterView,
        audience: AudienceWindow,
        start_message: str,
        known_warnings: set[str],
    ) -> None:
        self._view = presenter_view
        self._audience = audience
        self._start_message = start_message
        self._known_warnings = known_warnings
        self._is_read = False  # the start message, and the minor warning
        self._warning = ""
        self._minor_warning = ""
        self._hint = ""
        presenter_view.quiet_message_dismissed.connect(self.dismiss_quiet_message)

    def show_warning(self, warning: str, *, is_minor: bool = False) -> None:
        """Show a warning to the presenter, besides the message of the start.

        Args:
            warning: The warning; empty if there is none any more.
            is_minor: Whether it is shown quietly, and only once.
        """
        is_new = is_minor and warning not in self._known_warnings
        self._minor_warning = warning if is_new else ""
        self._view.show_quiet_message(self._hint or self._minor_warning)
        self._warning = "" if is_minor else warning
        self._show()

    def show_notice(self, notice: str) -> None:
        """Show a message to the presenter until a slide is turned, besides that of the start."""
        self._start_message = f"{self._start_message} {notice}".lstrip()
        self._is_read = False
        self._show()

    def show_hint(self, hint: str) -> None:
        """Show quietly why a key does nothing, until the next change.

        The presenter view shows it if it can be seen, otherwise the audience window.
        """
        self._hint = hint
        self._view.complete()  # which shows it, if there is a screen for it
        if self._view.can_be_seen:
            self._view.show_quiet_message(hint)
        else:
            self._audience.show_hint(hint)
            self._view.announce(hint)

    def hint_if_hidden(self) -> bool:
        """Return whether the presenter view is hidden, and say so if it is."""
        self._view.complete()  # which shows it, if there is a screen for it
        is_hidden = not self._view.can_be_seen
        if is_hidden:
            self.show_hint(_HIDDEN)
        return is_hidden

    def hide_hint(self) -> None:
        """Hide why a key did nothing."""
        if self._hint:
            self._hint = ""
            self._audience.show_hint("")
            self._view.show_quiet_message(self._minor_warning)

    def set_read(self) -> None:
        """Let `update` hide what the presenter has read: a slide was turned."""
        self._is_read = True

    def update(self) -> None:
        """Hide the hint, and what the presenter has read."""
        self.hide_hint()
        if self._is_read:
            self.dismiss_quiet_message()
            if self._start_message:
                self._start_message = ""
                self._show()

    def dismiss_quiet_message(self) -> None:
        """Hide the quiet message, and don't show that warning again."""
        if self._minor_warning:
            self._known_warnings.add(self._minor_warning)
        self._minor_warning = self._hint = ""
        self._view.show_quiet_message("")

    def _show(self) -> None:
        self._view.show_message(" ".join(filter(None, (self._warning, self._start_message))))
