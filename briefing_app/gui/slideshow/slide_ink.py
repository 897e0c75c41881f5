"""What is drawn on the slides: the commands of the pen, and ink that the user has forgotten."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from briefing_app.database.personal.sessions import Session
from briefing_app.gui.look import Style
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.model.slideshow.state import SlideshowState

if TYPE_CHECKING:  # imported when they are first used
    from briefing_app.gui.slideshow.ink.pen import Pen
    from briefing_app.gui.slideshow.ink.saver import InkSaver
    from briefing_app.model.slideshow.ink import Ink


class SlideInk(QObject):
    """Makes the pen when it is first used, and shows no ink that was forgotten.

    Args:
        display: The windows.
        state: Returns the state of the slideshow, at first with the ink that is saved already.
        set_state: Called with the next state, if ink was forgotten.
        set_ink: Called with what was drawn.
        style: Fonts and text size.
        personal: Where ink is saved.
        session: The session in which it is drawn.
        parent: The slideshow.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        state: Callable[[], SlideshowState],
        set_state: Callable[[SlideshowState], None],
        set_ink: Callable[["Ink"], None],
        *,
        style: Style,
        personal: PersonalData,
        session: Session,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._display = display
        self._style = style
        self._personal = personal
        self._session = session
        self._state = state
        self._set_state = set_state
        self._set_ink = set_ink
        self._saver: InkSaver | None = None
        self._pen: Pen | None = None

    def use(self, command: Command) -> None:
        """Run a command of the pen."""
        if self._pen is None:
            from briefing_app.gui.slideshow.ink.pen import Pen  # noqa: PLC0415, used seldom

            self._pen = Pen(
                self._display, self._style, self._state, self._set_ink, self._ink_saver()
            )
        self._pen.do(command)

    def put_pen_away(self) -> bool:
        """Put the pen away. Return False if it was not on."""
        return self._pen is not None and self._pen.put_away()

    def drop_forgotten(self) -> None:
        """Show no ink any more if the user has removed it."""
        state = self._state()
        if state.ink is not None and self._ink_saver().drop_forgotten():
            from briefing_app.model.slideshow.ink import NO_INK  # noqa: PLC0415, as below

            self._set_state(state.with_ink(NO_INK))

    def finish(self) -> None:
        """Put the pen away and save everything."""
        self.put_pen_away()
        if self._saver is not None:
            self._saver.finish()

    def _ink_saver(self) -> "InkSaver":
        if self._saver is None:
            from briefing_app.gui.slideshow.ink.saver import InkSaver  # noqa: PLC0415, used seldom

            self._saver = InkSaver(self._personal, self._session, self._state().ink, self)
        return self._saver
