"""The pen of a slideshow: what its keys and buttons do, and what it draws."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QObject

from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.ink.drawing_surface import DrawingSurface
from briefing_app.gui.slideshow.ink.saver import InkSaver
from briefing_app.gui.slideshow.ink.tool_row import ToolRow
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.style import Style
from briefing_app.model.slideshow.ink import (
    NO_INK,
    TOOL_COLOURS,
    Ink,
    InkColour,
    Place,
    Point,
    Tool,
)
from briefing_app.model.slideshow.state import Blank, SlideshowState

_IS_OFF: Final = "The pen is off. Press I to draw."
_NOTHING: Final = "Nothing is drawn on this slide."


class SetInk(Protocol):
    """Shows ink."""

    def __call__(self, ink: Ink, *, is_complete: bool) -> None:
        """Show ink; it is complete unless a stroke is being drawn."""


class Pen(QObject):
    """Draws on the current slide, in both windows, while it is on.

    Args:
        display: The windows.
        style: Fonts and text size.
        state: Returns the state of the slideshow.
        set_ink: Called with what was drawn.
        saver: Saves what was drawn.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        style: Style,
        state: Callable[[], SlideshowState],
        set_ink: SetInk,
        saver: InkSaver,
    ) -> None:
        super().__init__(saver.parent())
        self._display = display
        self._saver = saver
        self._state = state
        self._set_ink = set_ink
        self._is_on = False
        self._tool = Tool.PEN
        self._is_eraser_chosen = False
        self._colours = {tool: colours[0] for tool, colours in TOOL_COLOURS.items()}
        self._place: Place | None = None  # the page that is being drawn on
        self._eraser: Point | None = None  # where it is, while it is down
        self._has_erased = False
        view = display.presenter_view
        view.complete()
        self._tools = ToolRow(style, view)
        self._tools.command_requested.connect(view.command_requested)
        self._tools.colour_requested.connect(self._choose_colour)
        view.add_tools(self._tools)
        audience, slide = display.audience, view.slide
        self._surfaces = (
            DrawingSurface(audience, audience.slide, self, self._is_seen_by_audience),
            DrawingSurface(slide, slide, self, lambda: True),
        )
        self._commands: dict[Command, Callable[[], object]] = {
            Command.PEN: self._toggle,
            Command.HIGHLIGHTER: self._toggle_highlighter,
            Command.ERASER: self._toggle_eraser,
            Command.INK_COLOUR: self._choose_next_colour,
            Command.UNDO: self._undo,
            Command.CLEAR_INK: self._clear,
        }

    def do(self, command: Command) -> None:
        """Run a command."""
        if self._is_on or command in {Command.PEN, Command.HIGHLIGHTER}:
            self._commands[command]()
        else:
            self._display.show_hint(_IS_OFF)

    def put_away(self) -> bool:
        """Put the pen away. Return False if it was not on."""
        if not self._is_on:
            return False
        self._is_on = False
        for surface in self._surfaces:
            surface.turn_off()
        self._show_tools()
        self._announce("Pen off")
        return True

    def finish(self) -> None:
        """Put the pen away and save everything."""
        self.put_away()
        self._saver.finish()

    def press(self, point: Point, *, is_eraser: bool) -> None:
        """Start a stroke, or erase."""
        if self._ink.live is not None:  # the window has missed the end of a stroke
            self.release()
        self._place = self._current_place()
        if is_eraser or self._is_eraser_chosen:
            self._eraser, self._has_erased = point, False
            self._erase(point)
            return
        colour = self._colours[self._tool]
        self._show(self._ink.started(self._place, self._tool, colour, point))

    def move(self, point: Point) -> None:
        """Continue the stroke, unless another page is shown by now."""
        if self._place != self._current_place():
            self.release()
        elif self._eraser is not None:
            self._erase(point)
        elif self._ink.live is not None:
            self._show(self._ink.moved(point))

    def release(self) -> None:
        """Finish the stroke."""
        self._place = self._eraser = None
        if self._ink.live is not None:
            self._complete(self._ink.finished())

    @property
    def _ink(self) -> Ink:
        ink = self._state().ink
        return NO_INK if ink is None else ink

    def _current_place(self) -> Place:
        page, _ = self._display.pages.place(self._state().position)
        return page.slide.key, page.number

    def _is_seen_by_audience(self) -> bool:
        """Return whether the audience sees the current slide."""
        state = self._state()
        return not state.is_frozen and state.blank is Blank.NONE

    def _show(self, ink: Ink) -> None:
        if ink is not self._ink:
            self._set_ink(ink, is_complete=False)

    def _erase(self, point: Point) -> None:
        start, place = self._eraser or point, self._place or self._current_place()
        ink = self._ink.erased(place, start, point, is_first=not self._has_erased)
        self._eraser = point
        if ink is not self._ink:
            self._has_erased = True
            self._complete(ink)

    def _toggle(self) -> None:
        if not self.put_away():
            self._use(Tool.PEN)

    def _toggle_highlighter(self) -> None:
        is_used = self._is_on and self._tool is Tool.HIGHLIGHTER and not self._is_eraser_chosen
        self._use(Tool.PEN if is_used else Tool.HIGHLIGHTER)

    def _toggle_eraser(self) -> None:
        if self._is_eraser_chosen:
            self._use(Tool.PEN)
        else:
            self._is_eraser_chosen = True
            self._show_tools()
            self._announce("Eraser")

    def _use(self, tool: Tool) -> None:
        """Draw with a tool; take it out if the pen was away."""
        if not self._is_on:
            self._is_on = True
            self._display.stop_pointing()
            for surface in self._surfaces:
                surface.turn_on()
        self._tool, self._is_eraser_chosen = tool, False
        self._show_tools()
        self._announce(f"{tool.value.capitalize()}, {self._colours[tool].value}")

    def _choose_next_colour(self) -> None:
        colours = TOOL_COLOURS[self._tool]
        self._choose_colour(colours[(colours.index(self._colours[self._tool]) + 1) % len(colours)])

    def _choose_colour(self, colour: InkColour) -> None:
        self._colours[self._tool] = colour
        self._use(self._tool)

    def _undo(self) -> None:
        self._change(self._ink.undone(self._current_place()), "Undone")

    def _clear(self) -> None:
        self._change(self._ink.cleared(self._current_place()), "Drawing erased")

    def _change(self, ink: Ink, announcement: str) -> None:
        if ink is self._ink:
            self._display.show_hint(_NOTHING)
            return
        self._complete(ink)
        self._announce(announcement)

    def _complete(self, ink: Ink) -> None:
        """Show and save ink in which no stroke is being drawn."""
        self._set_ink(ink, is_complete=True)
        self._saver.save_soon(ink)

    def _show_tools(self) -> None:
        self._tools.show_tool(
            self._tool, self._colours[self._tool], is_erasing=self._is_eraser_chosen
        )
        self._display.presenter_view.show_tools(are_shown=self._is_on)
        self._display.presenter_view.show_toggles({Command.PEN: self._is_on})

    def _announce(self, text: str) -> None:
        self._display.presenter_view.announce(text)
