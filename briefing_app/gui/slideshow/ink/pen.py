"""The pen of a slideshow: what its keys and buttons do."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from briefing_app.database.personal.sessions import Session
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.slideshow.ink import saver, surface, tool_row
from briefing_app.gui.slideshow.key_bindings import Command, Commands, Toggles
from briefing_app.gui.slideshow.messages import Messages
from briefing_app.gui.slideshow.pointer import PointerAndZoom
from briefing_app.gui.slideshow.slideshow import Slideshow
from briefing_app.gui.slideshow.windows import SlideshowWindows
from briefing_app.model.slideshow.ink import (
    NO_INK,
    TOOL_COLOURS,
    Ink,
    InkColour,
    Place,
    Point,
    Tool,
)
from briefing_app.model.slideshow.state import Blank


class Drawing:
    """Follows the mouse, and changes the ink of the slideshow.

    Args:
        slideshow: The slideshow.
    """

    def __init__(self, slideshow: Slideshow) -> None:
        self._slideshow = slideshow
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
        state = self._slideshow.state
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
        ink = self._slideshow.state.ink
        return NO_INK if ink is None else ink

    def _current_place(self) -> Place:
        state = self._slideshow.state
        return self._slideshow.pages.shown(state.position, state.said).page.place

    def _erase(self, place: Place, start: Point, end: Point) -> None:
        ink = self._ink.erased(place, start, end, is_first=not self._has_erased)
        self._has_erased |= self._change(ink)

    def _change(self, ink: Ink) -> bool:
        """Show ink. Return whether it has changed."""
        has_changed = ink is not self._ink
        if has_changed:
            self._slideshow.update(self._slideshow.state._replace(ink=ink))
        return has_changed


INK_COMMANDS: Final = (
    Command.PEN,
    Command.HIGHLIGHTER,
    Command.ERASER,
    Command.INK_COLOUR,
    Command.UNDO,
    Command.CLEAR_INK,
)
"""The commands of the pen."""
_IS_OFF: Final = "The pen is off. Press I to draw."
_NOTHING: Final = "Nothing is drawn on this slide."


class Pen(QObject):
    """While it is on, the mouse draws on the current slide, in both windows.

    Args:
        slideshow: The slideshow, also the owner.
        windows: Its windows.
        messages: Say why a key does nothing.
        pointer: The pen takes its place, and the other way round.
    """

    changed = Signal()
    """Emitted when the pen was taken out or put away, or another tool or colour was chosen."""

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        messages: Messages,
        pointer: PointerAndZoom,
    ) -> None:
        super().__init__(slideshow)
        self._windows = windows
        self._messages = messages
        self._pointer = pointer
        self._is_on = False
        self._colours = {tool: colours[0] for tool, colours in TOOL_COLOURS.items()}
        drawing = self._drawing = Drawing(slideshow)
        view = windows.presenter_view
        self._tools = tool_row.ToolRow(view)
        self._tools.command_requested.connect(view.command_requested)
        self._tools.colour_requested.connect(self._choose_colour)
        view.add_tools(self._tools)
        audience, slide = windows.audience, view.slide
        self._surfaces = (
            surface.DrawingSurface(audience, audience.slide, drawing, is_audience=True),
            surface.DrawingSurface(slide, slide, drawing, is_audience=False),
        )
        self._commands: dict[Command, Callable[[], object]] = {
            Command.PEN: self._toggle,
            Command.HIGHLIGHTER: self._toggle_highlighter,
            Command.ERASER: self._toggle_eraser,
            Command.INK_COLOUR: self._choose_next_colour,
            Command.UNDO: lambda: self._report("Undone", is_done=drawing.undo()),
            Command.CLEAR_INK: lambda: self._report("Drawing erased", is_done=drawing.clear()),
        }
        self.changed.connect(self._show_tools, Qt.ConnectionType.QueuedConnection)
        pointer.changed.connect(self._give_way)

    @property
    def is_on(self) -> bool:
        """Whether the mouse draws."""
        return self._is_on

    def do(self, command: Command) -> None:
        """Run a command."""
        if self._is_on or command in {Command.PEN, Command.HIGHLIGHTER}:
            self._commands[command]()
        else:
            self._messages.show_hint(_IS_OFF)

    def put_away(self) -> bool:
        """Put the pen away. Return False if it was not on."""
        if not self._is_on:
            return False
        self._is_on = False
        for each in self._surfaces:
            each.turn_off()
        self._announce_change("Pen off")
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
            self._announce_change("Eraser")

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
            self._pointer.stop_pointing()
            for each in self._surfaces:
                each.turn_on()
        drawing = self._drawing
        drawing.tool, drawing.colour, drawing.is_erasing = tool, self._colours[tool], False
        self._announce_change(f"{tool.value.capitalize()}, {drawing.colour.value}")

    def _give_way(self) -> None:
        if self._pointer.at is not None:
            self.put_away()

    def _announce_change(self, announcement: str) -> None:
        self.changed.emit()
        self._windows.announce(announcement)

    def _show_tools(self) -> None:
        view, drawing = self._windows.built_presenter_view, self._drawing
        if view is not None:  # the slideshow isn't over
            self._tools.show_tool(drawing.tool, drawing.colour, is_erasing=drawing.is_erasing)
            view.show_tools(are_shown=self._is_on)
            view.show_toggles({Command.PEN: self._is_on})

    def _report(self, announcement: str, *, is_done: bool) -> None:
        if is_done:
            self._windows.announce(announcement)
        else:
            self._messages.show_hint(_NOTHING)


class SlideInk(QObject):
    """Makes the pen when it is first used, saves what is drawn, and hides forgotten ink.

    Args:
        slideshow: The slideshow, also the owner, at first with the ink that is saved already.
        windows: Its windows.
        messages: Say why a key does nothing.
        pointer: The pen takes its place, and the other way round.
        personal: Where ink is saved.
        session: The session in which it is drawn.
    """

    def __init__(
        self,
        slideshow: Slideshow,
        windows: SlideshowWindows,
        messages: Messages,
        pointer: PointerAndZoom,
        *,
        personal: PersonalData,
        session: Session,
    ) -> None:
        super().__init__(slideshow)
        self._slideshow = slideshow
        self._saved = self._resumed = slideshow.state.ink
        self._new_pen = partial(Pen, slideshow, windows, messages, pointer)
        self._session = session
        self._personal = personal
        self._saver: saver.InkSaver | None = None
        self._pen: Pen | None = None
        self.commands: Commands = {each: partial(self._use, each) for each in INK_COMMANDS}
        self.toggles: Toggles = {Command.PEN: self._is_pen_on}
        slideshow.changed.connect(self._save, Qt.ConnectionType.QueuedConnection)
        personal.forgotten.connect(self._drop_forgotten)

    def put_pen_away(self) -> bool:
        """Put the pen away. Return False if it was not on."""
        return self._pen is not None and self._pen.put_away()

    def finish(self) -> None:
        """Put the pen away and save everything."""
        self._personal.forgotten.disconnect(self._drop_forgotten)
        self.put_pen_away()
        self._save()
        if self._saver is not None:
            self._saver.finish()

    def _is_pen_on(self) -> bool:
        return self._pen is not None and self._pen.is_on

    def _use(self, command: Command) -> None:
        if self._pen is None:
            self._pen = self._new_pen()
        self._pen.do(command)

    def _save(self) -> None:
        ink = self._slideshow.state.ink
        if ink is not None and ink is not self._saved:
            self._saved = ink
            self._ink_saver().save(ink)

    def _drop_forgotten(self) -> None:
        """Show no ink any more if the user has removed it."""
        state = self._slideshow.state
        if state.ink is not None and self._ink_saver().drop_forgotten():
            self._slideshow.update(state.with_ink(NO_INK))

    def _ink_saver(self) -> "saver.InkSaver":
        if self._saver is None:
            self._saver = saver.InkSaver(self._personal, self._session, self._resumed, self)
        return self._saver
