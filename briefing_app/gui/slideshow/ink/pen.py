"""The pen of a slideshow: what its keys and buttons do."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from briefing_app.gui.look import Style
from briefing_app.gui.slideshow.display import SlideshowDisplay
from briefing_app.gui.slideshow.ink.drawing import Drawing
from briefing_app.gui.slideshow.ink.drawing_surface import DrawingSurface
from briefing_app.gui.slideshow.ink.saver import InkSaver
from briefing_app.gui.slideshow.ink.tool_row import ToolRow
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.model.slideshow.ink import TOOL_COLOURS, Ink, InkColour, Tool
from briefing_app.model.slideshow.state import SlideshowState

_IS_OFF: Final = "The pen is off. Press I to draw."
_NOTHING: Final = "Nothing is drawn on this slide."


class Pen(QObject):
    """While it is on, the mouse draws on the current slide, in both windows.

    Args:
        display: The windows.
        style: Fonts and text size.
        state: Returns the state of the slideshow.
        set_ink: Shows what was drawn.
        saver: Saves what was drawn.
    """

    def __init__(
        self,
        display: SlideshowDisplay,
        style: Style,
        state: Callable[[], SlideshowState],
        set_ink: Callable[[Ink], None],
        saver: InkSaver,
    ) -> None:
        super().__init__(saver.parent())
        self._display = display
        self._is_on = False
        self._colours = {tool: colours[0] for tool, colours in TOOL_COLOURS.items()}
        drawing = self._drawing = Drawing(display, state, set_ink, saver)
        view = display.presenter_view
        view.complete()
        self._tools = ToolRow(style, view)
        self._tools.command_requested.connect(view.command_requested)
        self._tools.colour_requested.connect(self._choose_colour)
        view.add_tools(self._tools)
        audience, slide = display.audience, view.slide
        self._surfaces = (
            DrawingSurface(audience, audience.slide, drawing, lambda: drawing.is_seen_by_audience),
            DrawingSurface(slide, slide, drawing, lambda: True),
        )
        self._commands: dict[Command, Callable[[], object]] = {
            Command.PEN: self._toggle,
            Command.HIGHLIGHTER: self._toggle_highlighter,
            Command.ERASER: self._toggle_eraser,
            Command.INK_COLOUR: self._choose_next_colour,
            Command.UNDO: lambda: self._report("Undone", is_done=drawing.undo()),
            Command.CLEAR_INK: lambda: self._report("Drawing erased", is_done=drawing.clear()),
        }

    def do(self, command: Command) -> None:
        """Run a command."""
        if self._is_on or command in {Command.PEN, Command.HIGHLIGHTER}:
            self._commands[command]()
        else:
            self._display.messages.show_hint(_IS_OFF)

    def put_away(self) -> bool:
        """Put the pen away. Return False if it was not on."""
        if not self._is_on:
            return False
        self._is_on = False
        for surface in self._surfaces:
            surface.turn_off()
        self._show_tools("Pen off")
        return True

    def _toggle(self) -> None:
        if not self.put_away():
            self._use(Tool.PEN)

    def _toggle_highlighter(self) -> None:
        drawing = self._drawing
        is_used = self._is_on and drawing.tool is Tool.HIGHLIGHTER and not drawing.is_erasing
        self._use(Tool.PEN if is_used else Tool.HIGHLIGHTER)

    def _toggle_eraser(self) -> None:
        if self._drawing.is_erasing:
            self._use(Tool.PEN)
        else:
            self._drawing.is_erasing = True
            self._show_tools("Eraser")

    def _choose_next_colour(self) -> None:
        colours = TOOL_COLOURS[self._drawing.tool]
        self._choose_colour(colours[(colours.index(self._drawing.colour) + 1) % len(colours)])

    def _choose_colour(self, colour: InkColour) -> None:
        self._colours[self._drawing.tool] = colour
        self._use(self._drawing.tool)

    def _use(self, tool: Tool) -> None:
        """Draw with a tool; take it out if the pen was away."""
        if not self._is_on:
            self._is_on = True
            self._display.stop_pointing()
            for surface in self._surfaces:
                surface.turn_on()
        drawing = self._drawing
        drawing.tool, drawing.colour, drawing.is_erasing = tool, self._colours[tool], False
        self._show_tools(f"{tool.value.capitalize()}, {drawing.colour.value}")

    def _show_tools(self, announcement: str) -> None:
        view, drawing = self._display.presenter_view, self._drawing
        self._tools.show_tool(drawing.tool, drawing.colour, is_erasing=drawing.is_erasing)
        view.show_tools(are_shown=self._is_on)
        view.show_toggles({Command.PEN: self._is_on})
        view.announce(announcement)

    def _report(self, announcement: str, *, is_done: bool) -> None:
        if is_done:
            self._display.presenter_view.announce(announcement)
        else:
            self._display.messages.show_hint(_NOTHING)
