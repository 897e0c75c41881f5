"""Draws on the current slide, stroke by stroke, and erases."""

from collections.abc import Callable

from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.ink.saver import InkSaver
from briefing_app.model.slideshow.ink import NO_INK, Ink, InkColour, Place, Point, Tool
from briefing_app.model.slideshow.state import Blank, SlideshowState


class Drawing:
    """Follows the mouse, and changes the ink of the slideshow.

    Args:
        display: Has the pages of the slides.
        state: Returns the state of the slideshow.
        set_ink: Shows what was drawn.
        saver: Saves what was drawn.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        state: Callable[[], SlideshowState],
        set_ink: Callable[[Ink], None],
        saver: InkSaver,
    ) -> None:
        self._display = display
        self._state = state
        self._set_ink = set_ink
        self._saver = saver
        self._place: Place | None = None  # the page that is being drawn on
        self._eraser: Point | None = None  # its last point, if it is erasing
        self._has_erased = False
        self.tool = Tool.PEN
        self.colour = InkColour.RED
        self.is_erasing = False
        """Whether the mouse erases instead of drawing with the tool."""

    @property
    def is_seen_by_audience(self) -> bool:
        """Whether the audience sees the current slide."""
        state = self._state()
        return not state.is_frozen and state.blank is Blank.NONE

    def press(self, point: Point, *, is_eraser: bool) -> None:
        """Start a stroke, or erase."""
        if self._ink.live is not None:  # the window has missed the end of a stroke
            self.release()
        self._place = self._current_place()
        if is_eraser or self.is_erasing:
            self._eraser, self._has_erased = point, False
            self._erase(self._place, point, point)
        else:
            self._change(self._ink.started(self._place, self.tool, self.colour, point))

    def move(self, point: Point) -> None:
        """Continue the stroke, unless another page is shown by now."""
        if self._place is None or self._place != self._current_place():
            self.release()
        elif self._eraser is not None:
            self._erase(self._place, self._eraser, point)
            self._eraser = point
        elif self._ink.live is not None:
            self._change(self._ink.moved(point))

    def release(self) -> None:
        """Finish the stroke."""
        self._place = self._eraser = None
        if self._ink.live is not None:
            self._change(self._ink.finished())

    def undo(self) -> bool:
        """Undo the last change of the current page. Return False if there is none."""
        return self._change(self._ink.undone(self._current_place()))

    def clear(self) -> bool:
        """Erase everything on the current page. Return False if there is nothing."""
        return self._change(self._ink.cleared(self._current_place()))

    @property
    def _ink(self) -> Ink:
        ink = self._state().ink
        return NO_INK if ink is None else ink

    def _current_place(self) -> Place:
        state = self._state()
        return self._display.pages.shown(state.position, state.said).page.place

    def _erase(self, place: Place, start: Point, end: Point) -> None:
        ink = self._ink.erased(place, start, end, is_first=not self._has_erased)
        self._has_erased |= self._change(ink)

    def _change(self, ink: Ink) -> bool:
        """Show and save ink. Return whether it has changed."""
        has_changed = ink is not self._ink
        if has_changed:
            self._set_ink(ink)
            self._saver.save(ink)
        return has_changed
