"""What the presenter sees: the slide, what comes next, notes, the time, the order, the keys."""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final

from PySide6.QtCore import QMargins, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.announcements import announce, is_heard
from briefing_app.gui.os_integration.windowing import may_place_windows
from briefing_app.gui.settings import Settings
from briefing_app.gui.slides.page_layout import Page, SlidePages
from briefing_app.gui.slides.page_view import SlideView
from briefing_app.gui.slideshow.key_bindings import KEY_BINDINGS, Command
from briefing_app.gui.slideshow.presenter.button_row import ButtonRow
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.key_help import KeyHelp
from briefing_app.gui.slideshow.presenter.notes_view import NotesView
from briefing_app.gui.slideshow.presenter.presenter_layout import (
    NEXT_LEAST,
    ROOMS,
    AvailableSpace,
    Space,
)
from briefing_app.gui.slideshow.presenter.slide_search import SlideSearch
from briefing_app.gui.slideshow.timing import SlideshowTime, clock_text, pace_words
from briefing_app.gui.style import Style, TextRole, dress, presenter_theme
from briefing_app.gui.widgets.elided_label import ElidedLabel
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.keys import key_text
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.slideshow_state import AudienceView, Blank, SlidePosition, SlideshowState

_SIZE: Final = QSize(1280, 800)
_CLOCK_SIZES: Final = (20, 26, 34, 44, 58, 76)  # pixels at 100 % text size
_ON_SCREEN: Final = "On screen"
_TOGGLES: Final = (Command.BLACK, Command.WHITE, Command.FREEZE, Command.POINTER, Command.ZOOM)
_LEAST_SIZE: Final = QSize(640, 400)
_CLOCK_MOST: Final = 11  # the clock's digits are no larger than the window's height by this
_SHARES: Final = {"console-across": 760 / 1220, "console-down": 190 / 610}  # of the first part
_TEXTS_MOST: Final = 0.45  # of the window's width, that texts may claim for the slide's part
_CARD_EDGES: Final = 2  # pixels of the lines around notes
_KEEP_AFTER: Final = 500  # milliseconds after a part was given another size
_ANY_SIZE: Final = QSize((1 << 24) - 1, (1 << 24) - 1)  # Qt's own, for what has no greatest size
_WIDE: Final = 16 / 9  # a page's width for each pixel of its height
_FRAMED_AFTER: Final = 400  # milliseconds that a window manager may take for a frame


class _Preview(SlideView):
    """The slide that is on screen; tells where the mouse points in it."""

    pointed = Signal(QPointF)

    def __init__(self, parent: QWidget, surround: str) -> None:
        super().__init__(parent, surround=surround, at_top=True)
        self.setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the same place on the audience's slide is meant."""
        at = self.mouse_point(event.position())
        if at is not None:
            self.pointed.emit(at)


class PresenterView(QWidget):
    """The presenter's window. It says what to show; the show decides.

    Args:
        press: Is given each key that is pressed; tells whether it did something.
        settings: Where sizes are remembered.
        style: Fonts and text size; the console has a dark theme of its own.
    """

    commanded = Signal(Command)
    """A button was clicked."""
    slide_wanted = Signal(int)
    """The slide with this index is to be shown."""
    pointed = Signal(QPointF)
    """The mouse is at this place of the page."""
    closed = Signal()
    """It was closed."""
    uncovered = Signal()
    """The keys or the search that lay over it were closed."""

    def __init__(
        self, press: Callable[[QKeyEvent], bool], settings: Settings, style: Style
    ) -> None:
        super().__init__()
        self._press = press
        self._settings = settings
        self._style = style
        self._theme = presenter_theme(style.theme)
        self._pages: SlidePages | None = None
        self._place: SlidePosition | None = None
        self._shares = dict(_SHARES)
        self._room: AvailableSpace | None = None
        self._widest = 1  # pixels that the present slide's part has use for
        self._fitted: tuple[object, ...] = ()  # to what it was fitted
        # What is typed may go on to a slide, and the audience's comes first.
        self._typed_soon = QTimer(self)
        self._typed_soon.setSingleShot(True)
        self._typed_soon.timeout.connect(self._follow_typed)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(_KEEP_AFTER)
        self._keep_soon.timeout.connect(settings.save)
        self._margins = QMargins()  # of its frame
        self._stood = QTimer(self)
        self._stood.setSingleShot(True)
        self._stood.setInterval(_FRAMED_AFTER)
        self._stood.timeout.connect(self._keep_title_in_sight)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Presenter’s console")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self._restore_place()
        self._restyle()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # and not the notes
        style.changed.connect(self._restyle)

    def set_pages(self, pages: SlidePages) -> None:
        """Take up the slides of a show, or the same ones in other colours."""
        self._pages = pages
        self._strip.set_pages(pages)
        self._go_to.set_slides(pages.slides)

    def show_presentation(self, state: SlideshowState) -> None:
        """Show where the presenter is, and what the audience sees."""
        pages = self._pages
        if pages is None:
            return
        place, total = state.position, len(pages)
        slide = pages.slides[place.slide]
        self._current.show_page(pages.page(place), place.step, number=place.slide + 1, total=total)
        following = state.next_position
        if following is not None:
            self._next.show_page(
                pages.page(following), following.step, number=following.slide + 1, total=total
            )
        else:
            self._next.show_page(None)
        self._next_name.setText(_next_name(place, following, pages))
        self._show_held(state, pages)
        parts = _part_words(pages.page(place), place.step)
        self._count.setText(" · ".join((f"{place.slide + 1} of {total}", *parts)))
        before = self._heading.text()
        self._show_heading(state, pages)
        self._tell(place, before, pages)
        if self._place is None or self._place.slide != place.slide:
            self._notes.show_notes(slide.notes, slide.prompt)
        self._place = place
        self._strip.show_place(
            place.slide, state.frozen_view.position.slide if state.frozen_view else -1
        )

    def show_time(self, time: SlideshowTime, done: float, wall_clock: str) -> None:
        """Show the time.

        Args:
            time: What has run and what was planned.
            done: The share of the show that is over, from 0.0 to 1.0.
            wall_clock: The time of day, as it is written here.
        """
        bar = [label.text() for label in self._bar_labels]
        self._elapsed.setText(clock_text(time.elapsed))
        planned = f"of {clock_text(time.planned)}" if time.planned else ""
        if not time.running:
            planned = f"{planned} · stopped".removeprefix(" · ")
        self._planned.setText(planned)
        late, words = pace_words(time, done)
        self._pace.setText(words)
        _give_look(self._pace, "attention" if late else "muted")
        self._wall_clock.setText(wall_clock)
        if bar != [label.text() for label in self._bar_labels]:
            self._fit_bar()
            self._fit()

    def show_typed(self, words: str) -> None:
        """Say something of the number that is being typed, or nothing more."""
        self._typed.setText(words)
        self._fit_bar()
        self._typed_soon.start()

    def show_screens(self, sentence: str) -> None:
        """Say which screen the audience is on."""
        if sentence != self._screens.text():
            self._screens.setText(sentence)
            self._announce(sentence)

    def show_news(self, sentence: str) -> None:
        """Say something that the presenter should know, or nothing more."""
        if sentence != self._news.text():
            self._news.setText(sentence)
            self._announce(sentence)
        self._news.setVisible(bool(sentence))
        self._fit()

    def show_switched(self, switched: Mapping[Command, bool]) -> None:
        """Show which of the toggles are on."""
        for command, on in switched.items():
            self._buttons[command].setChecked(on)

    def set_pointer(self, at: QPointF | None) -> None:
        """Show the pointer where the audience sees it."""
        self._current.set_pointer(at)

    def set_zoom(self, centre: QPointF | None) -> None:
        """Enlarge as the audience's slide is."""
        self._current.set_zoom(centre)

    def search(self) -> None:
        """Let the presenter look for a slide."""
        self._help.hide()
        self._go_to.open()
        self._place_search()
        self._go_to.raise_()

    def search_on(self, event: QKeyEvent) -> bool:
        """Let an open search have a key that was pressed in the audience's window.

        Its user is writing, whichever window the system gave the keyboard to. Tells whether one is
        open; the two keys for black and white are the show's, since a clicker may have sent them.
        """
        if not self._go_to.isVisible() or self.isMinimized() or event.text() in {".", ","}:
            return False
        self._go_to.take(event)
        return True

    def show_help(self) -> None:
        """Show the keys, or take them away."""
        if self._help.isVisible():
            self._help.close_list()
            return
        self._help.setGeometry(self.rect())
        self._help.show()
        self._help.raise_()

    def close_overlays(self) -> bool:
        """Close the keys or the search, if one of them is open; tells whether one was."""
        if self._help.isVisible():
            self._help.close_list()
            return True
        if self._go_to.isVisible():
            self._go_to.close_search()
            return True
        return False

    def step_notes(self, by: int) -> None:
        """Set the notes larger or smaller."""
        self._notes.step_size(by)
        self._settings.notes_size = self._notes.size_step
        self._fit()

    def scroll_notes(self, by: int) -> None:
        """Show what of the notes stands above or below."""
        self._notes.scroll_by(by)

    def step_clock(self, by: int) -> None:
        """Set the clock larger or smaller."""
        step = min(max(self._settings.clock_size + by, 0), len(_CLOCK_SIZES) - 1)
        self._settings.clock_size = step
        self._restyle_clock()
        self._fit_bar()
        self._fit()

    def stand_on(self, screen: QScreen) -> None:
        """Stand in the free part of a screen, as large as that allows."""
        if not may_place_windows():
            if not self.isFullScreen() or self.screen() != screen:
                self.hide()
                self.setScreen(screen)
                self.showFullScreen()  # maximised, it would stand where it came up
            return
        room = screen.availableGeometry()
        filled = room.marginsRemoved(self._frame_margins())
        stands = self.isVisible() and not self.isMinimized() and room.contains(self.geometry())
        as_large = self.size() == filled.size() and room.contains(self.frameGeometry())
        if stands and (self.isMaximized() or as_large):
            return
        self.hide()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.setScreen(screen)
        self.setGeometry(filled)
        self.showMaximized()
        self._stood.start()

    def _keep_title_in_sight(self) -> None:
        """Move its title bar into sight: some window managers forget that it is to be maximised."""
        room = self.screen().availableGeometry()
        margins = self._frame_margins()
        hidden = self.frameGeometry().top() < room.top()
        # What Qt says of its state isn't asked: it may not know either.
        if hidden and self.isVisible() and not self.isMinimized():
            self.setGeometry(room.marginsRemoved(margins))

    def _frame_margins(self) -> QMargins:
        """The widths of its frame, as far as they were ever known: hidden, it has none."""
        self.winId()  # so that there is a window
        margins = self.windowHandle().frameMargins()
        if not margins.isNull():
            self._margins = margins
        return self._margins

    def overlaps(self, screen: QScreen) -> bool:
        """Whether any of it stands on a screen."""
        return self.frameGeometry().intersects(screen.geometry())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what the key does is the show's business."""
        event.setAccepted(self._press(event))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what lies above it all grows too."""
        super().resizeEvent(event)
        self._help.setGeometry(self.rect())
        self._fit()
        self._place_search()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: closing it ends the show, whether its user or the program does."""
        event.accept()
        self.closed.emit()

    def _announce(self, text: str) -> None:
        """Have it said from the window in use: a screen reader listens to no other."""
        announce(text, QApplication.activeWindow() or self)

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._rows = QVBoxLayout(self)
        # Its own, not that of all its parts: what there is no room for is left out.
        self.setMinimumSize(_LEAST_SIZE)
        self._rows.addLayout(self._build_bar())
        self._news = text_label(self, look="attention")
        self._news.setWordWrap(True)
        self._news.hide()
        self._rows.addWidget(self._news)
        self._seen = text_label(self, look="attention", wraps=True)
        self._seen.hide()
        self._rows.addWidget(self._seen)
        self._rows.addWidget(self._build_body(), 1)
        self._strip = Filmstrip(self._style, self._theme, self)
        self._rows.addWidget(self._strip)
        self._foot = self._build_buttons()
        self._rows.addLayout(self._foot)
        self._go_to = SlideSearch(self._style, self)
        self._go_to.hide()
        self._help = KeyHelp(self._style, self._theme, self)
        self._help.hide()
        self._strip.slide_wanted.connect(self.slide_wanted)
        self._go_to.slide_wanted.connect(self.slide_wanted)
        self._go_to.closed.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._go_to.closed.connect(self.uncovered)
        self._help.closed.connect(self.uncovered)
        self._current.pointed.connect(self.pointed)

    def _build_bar(self) -> QHBoxLayout:
        """The time on the left, the screen and the time of day on the right."""
        flow = self._bar_flow = FlowRow(self, spacing=self._style.px(4))
        self._elapsed, self._wall_clock = text_label(flow), text_label(self)
        self._planned, self._pace = text_label(flow, look="muted"), text_label(flow, look="muted")
        self._typed = text_label(flow, look="attention")
        self._bar_labels = (self._elapsed, self._planned, self._pace, self._typed)
        for label in self._bar_labels:
            flow.add(label)
        self._screens = text_label(self, look="muted", wraps=True)
        self._screens.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._elapsed.setAccessibleDescription("Time that has run")
        self._typed.setAccessibleDescription("Number that is being typed")
        self._wall_clock.setAccessibleDescription("Time of day")
        bar = self._bar = QHBoxLayout()
        bar.addWidget(flow)
        bar.addWidget(self._screens, 1)
        bar.addWidget(self._wall_clock)
        return bar

    def _build_body(self) -> QSplitter:
        across = self._across = QSplitter(Qt.Orientation.Horizontal, self)
        left = self._left = _part(across, "On screen")
        rows = self._left_rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        self._heading = text_label(left, look="muted", wraps=True)
        self._count = text_label(left, look="muted")
        self._heading_row = _apart(self._heading, self._count)
        rows.addLayout(self._heading_row)
        self._current = _Preview(left, self._theme.ground)
        rows.addWidget(self._current, 1)
        rows.addWidget(self._build_held(left))
        down = self._down = QSplitter(Qt.Orientation.Vertical, across)
        self._build_next(down)
        lower = _part(down, "Notes")
        rows = self._notes_rows = QVBoxLayout(lower)
        rows.setContentsMargins(0, 0, 0, 0)
        notes_heading = ElidedLabel(lower, short="Notes")
        notes_heading.setText("Notes — only you see these")
        heading = self._notes_row = QHBoxLayout()
        heading.addWidget(notes_heading, 1)
        for caption, name, by in (("A−", "Smaller notes", -1), ("A+", "Larger notes", 1)):
            button = QPushButton(caption, lower)
            button.setProperty("look", "pill")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({'-' if by < 0 else '+'})")
            button.clicked.connect(lambda _=False, by=by: self.step_notes(by))
            heading.addWidget(button)
        rows.addLayout(heading)
        card = QFrame(lower)
        card.setProperty("look", "card")
        self._notes = NotesView(self._style, self._theme, card)
        self._notes.set_size(self._settings.notes_size)
        self._card = QVBoxLayout(card)
        self._card.addWidget(self._notes)
        rows.addWidget(card, 1)
        self._quiet = (
            *(self._heading, self._count, self._next_heading, self._next_name),
            *(self._held_name, notes_heading),
        )
        self._splitters = {"console-across": across, "console-down": down}
        for name, splitter in self._splitters.items():
            splitter.setChildrenCollapsible(False)
            splitter.splitterMoved.connect(lambda _at, _index, name=name: self._note_share(name))
        return across

    def _build_next(self, parent: QWidget) -> None:
        upper = self._upper = _part(parent, "Next")
        rows = self._next_rows = QVBoxLayout(upper)
        rows.setContentsMargins(0, 0, 0, 0)
        heading = self._next_heading = text_label(upper, look="muted", wraps=True)
        heading.setText("Next")
        self._next_name = ElidedLabel(upper)
        self._next_row = _apart(heading, self._next_name)
        rows.addLayout(self._next_row)
        self._next = SlideView(upper, surround=self._theme.ground, at_top=True)
        rows.addWidget(self._next, 1)

    def _build_held(self, parent: QWidget) -> QWidget:
        """What a frozen audience goes on seeing, small and below the present slide."""
        held = self._held_part = _part(parent, "The audience sees")
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        self._held = SlideView(held, surround=self._theme.ground, at_top=True)
        self._held_name = text_label(held, look="attention", wraps=True)
        self._held_name.setText("The audience sees")
        row.addWidget(self._held)
        row.addWidget(self._held_name, 1)
        held.hide()
        return held

    def _build_buttons(self) -> QHBoxLayout:
        """What is done often on the left, and the end out of its way on the right."""
        area = self._button_row = ButtonRow(self, spacing=self._style.px(8))
        row = area.flow
        self._buttons: dict[Command, QPushButton] = {}
        for entry in KEY_BINDINGS:
            if not entry.button:
                continue
            button = QPushButton(f"{entry.button}  {key_text(entry.keys[0])}", row)
            button.setAccessibleName(entry.button.strip("‹› "))
            button.setAccessibleDescription(entry.hint)
            button.setToolTip(entry.hint)
            # Space and Enter always go on, so no button may take them.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCheckable(entry.command in _TOGGLES)
            button.clicked.connect(
                lambda _=False, command=entry.command: self.commanded.emit(command)
            )
            self._buttons[entry.command] = button
            if entry.command is not Command.END:
                row.add(button)
        both = QHBoxLayout()
        both.addWidget(area, 1)
        both.addWidget(area.more, 0, Qt.AlignmentFlag.AlignTop)
        both.addWidget(self._buttons[Command.END], 0, Qt.AlignmentFlag.AlignTop)
        return both

    # ---- showing --------------------------------------------------------------------------------

    def _follow_typed(self) -> None:
        self._fit()
        self._announce(self._typed.text())

    def _show_heading(self, state: SlideshowState, pages: SlidePages) -> None:
        """Say what the audience sees where that is not what the presenter does."""
        words = _ON_SCREEN
        if state.frozen_view is not None:
            words = f"Frozen: the audience sees {_seen(state.frozen_view, pages)}"
            if state.blank not in {state.frozen_view.blank, Blank.NONE}:
                words += f", then a {state.blank.value} screen"
        elif state.blank is not Blank.NONE:
            words = f"The audience sees a {state.blank.value} screen"
        attention = words != _ON_SCREEN
        self._heading.setText(words)
        _give_look(self._heading, "attention" if attention else "muted")
        self._seen.setText(words if attention else "")
        self._fit()
        self._share_width()

    def _tell(self, place: SlidePosition, heading: str, pages: SlidePages) -> None:
        """Have a screen reader say what is new: the slide, page or bar, and what is seen of it.

        Args:
            place: Where the presenter is now; `_place` is where that was before.
            heading: What the heading said before.
            pages: The show's.
        """
        if not is_heard():
            return
        told = []
        before, parts = self._place, _part_words(pages.page(place), place.step)
        if before is None or before.slide != place.slide:
            slide = pages.slides[place.slide]
            caution = ["check before presenting"] if slide.cautioned else []
            number = f"Slide {place.slide + 1} of {len(pages)}, {slide.listing}"
            told.append(", ".join((number, *parts, *caution)))
        elif before != place:
            told.append(parts[0 if before.page != place.page else -1].capitalize())
        if self._heading.text() != heading:
            shown = self._heading.text() == _ON_SCREEN
            told.append("The audience sees your slide again" if shown else self._heading.text())
        self._announce(". ".join(told))

    def _show_held(self, state: SlideshowState, pages: SlidePages) -> None:
        """Show small what a frozen audience sees."""
        held = state.frozen_view
        if held is not None:
            self._held.show_page(
                pages.page(held.position),
                held.position.step,
                number=held.position.slide + 1,
                total=len(pages),
            )
            self._held.set_blank(held.blank)
        self._held_part.setVisible(held is not None and (self._room or ROOMS[0]).beside)

    # ---- style ----------------------------------------------------------------------------------

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        theme = self._theme = presenter_theme(style.theme)
        dress(self, theme, px)
        for view in (self._current, self._next, self._held):
            view.set_surround(theme.ground)
        self._bar.setSpacing(px(24))
        for label in self._bar_labels[:-1]:
            label.setContentsMargins(0, 0, px(20), 0)
        for label in self._quiet:
            label.setFont(style.font(TextRole.SMALL))
        self._screens.setMinimumWidth(px(150))
        for splitter in (self._across, self._down):
            splitter.setHandleWidth(px(14))
        self._notes.restyle(theme)
        self._strip.restyle(theme)
        self._help.restyle(theme)
        self._go_to.restyle()
        self._room, self._fitted = None, ()
        self._restyle_clock()
        self._fit_bar()
        self._fit()

    def _restyle_clock(self) -> None:
        wanted = self._style.px(_CLOCK_SIZES[self._settings.clock_size])
        size = max(1, min(wanted, self.height() // _CLOCK_MOST))
        for label, share in ((self._elapsed, 1.0), (self._wall_clock, 0.8)):
            font = QFont(self._style.font(TextRole.TITLE))
            font.setPixelSize(ceil(size * share))
            # Digits of one width, so that nothing moves each second.
            font.setFeature(QFont.Tag("tnum"), 1)
            label.setFont(font)

    def _fit_bar(self) -> None:
        """Give each text of the bar the room that it needs now, and none to an empty one."""
        for label in self._bar_labels:
            label.setVisible(bool(label.text()))
        if self._typed.text():  # for this moment it stands where the pace does, or the plan too
            self._pace.hide()
            self._planned.setVisible(self._room is None or self._room.roomy)
        self._bar_flow.refresh()

    def _fit(self) -> None:
        """Lay it all out in the best way for which slides and notes have enough room."""
        self._restyle_clock()
        if self._fitted == self._to_fit():
            return
        for room in ROOMS:
            self._take_room(room)
            space = self._space()
            if space.has(room):
                break
        self._share_out(room, space)
        self._fitted = self._to_fit()

    def _to_fit(self) -> tuple[object, ...]:
        """All that decides how it is laid out, in one theme and text size."""
        words = (self._news.text(), self._seen.text())
        return (self.size(), self._bar_height(), self._notes.line_height, *words)

    def _take_room(self, room: AvailableSpace) -> None:
        """Give all but slides and notes the look that they have in a way to lay it all out."""
        px, style = self._style.px, self._style
        if room.pictures:
            self._strip.show_pictures(self.height())
        else:
            self._strip.show_names()
        before, self._room = self._room, room
        if before is None or before.roomy != room.roomy:
            role = TextRole.BODY if room.roomy else TextRole.SMALL
            for label in (self._planned, self._pace, self._typed, self._screens):
                label.setFont(style.font(role))
            for label in (self._news, self._seen):
                label.setFont(style.font(role))
            for button in (*self._buttons.values(), self._button_row.more):
                _give_look(button, "" if room.roomy else "pill")
            above, between, inside = (12, 10, 12) if room.roomy else (6, 6, 4)
            self._rows.setContentsMargins(px(20), px(above), px(20), px(above + 2))
            self._rows.setSpacing(px(between))
            self._card.setContentsMargins(px(16), px(inside), px(8), px(inside))
            self._fit_bar()
        # Where the slide's part is narrow, what the audience sees is told over all the width.
        apart = bool(self._seen.text()) and not room.beside
        self._seen.setVisible(apart)
        self._heading.setHidden(apart)
        end = self._buttons[Command.END].sizeHint().width() + self._foot.spacing()
        self._button_row.fit(self._inner_width() - end, single=not room.wraps)

    def _inner_width(self) -> int:
        margins = self._rows.contentsMargins()
        return self.width() - margins.left() - margins.right()

    def _bar_height(self) -> int:
        self._bar.invalidate()
        return self._bar.heightForWidth(self._inner_width())

    def _space(self) -> Space:
        """What slides and notes have as everything else is now."""
        margins, width = self._rows.contentsMargins(), self._inner_width()
        self._foot.invalidate()
        taken = margins.top() + margins.bottom() + self._bar_height()
        taken += self._strip.height() + self._foot.heightForWidth(width)
        taken += 3 * self._rows.spacing()
        for line in (self._news, self._seen):
            if not line.isHidden():
                taken += line.heightForWidth(width) + self._rows.spacing()
        gap, card = self._left_rows.spacing(), self._card.contentsMargins()
        buttons = self._notes_row.sizeHint().height() + self._notes_rows.spacing()
        wide = (width - self._across.handleWidth()) * self._shares["console-across"]
        return Space(
            window=self.height(),
            body=self.height() - taken,
            slide=ceil(wide / _WIDE),
            right=int(width - self._across.handleWidth() - wide),
            heading=self._count.fontMetrics().height() + gap,
            notes=buttons + card.top() + card.bottom() + _CARD_EDGES + self._notes.edges,
            line=self._notes.line_height,
            between=max(gap, self._down.handleWidth()),
        )

    def _share_out(self, room: AvailableSpace, space: Space) -> None:
        """Give slides and notes their places and sizes."""
        beside = room.beside
        self._turn_next(room, space)
        self._held.setFixedSize(ceil(space.held * _WIDE), space.held)
        self._held_part.setVisible(beside and "Frozen" in self._heading.text())
        self._notes.setMinimumHeight(space.least_notes if space.has(room) else 0)
        self._widest = ceil(space.slide_height(room) * _WIDE)
        self._rows.activate()
        self._share_width()
        self._size_parts()

    def _share_width(self) -> None:
        """Make the present slide's part no wider than the slide, so that nothing is empty there.

        But wide enough for the texts in it.
        """
        texts = [self._count.sizeHint().width()]
        if self._room is not None and not self._room.beside:
            names = (self._next_name, self._next_heading)
            beside = max(name.sizeHint().width() for name in names)
            texts.append(self._next.width() + self._next_rows.spacing() + beside)
        least = min(max(texts), round(_TEXTS_MOST * self.width()))
        most = max(self._widest, least)
        if most != self._left.maximumWidth():
            self._left.setMaximumWidth(most)
            self._size_parts()
        self._turn_heading()

    def _size_parts(self) -> None:
        """Give the parts their shares of what there is."""
        for name, splitter in self._splitters.items():
            share = round(10_000 * self._shares[name])
            splitter.setSizes([share, 10_000 - share][: splitter.count()])

    def _turn_next(self, room: AvailableSpace, space: Space) -> None:
        """Put the next slide above the notes, or small under the present one.

        Where it is small, its name stands beside it and not above.
        """
        direction, edge = QBoxLayout.Direction, Qt.AlignmentFlag.AlignVCenter
        share = self._shares["console-down"]
        above = room.beside and space.names_next_above(share)
        if room.beside and self._down.indexOf(self._upper) < 0:
            self._down.insertWidget(0, self._upper)
        elif not room.beside and self._down.indexOf(self._upper) >= 0:
            self._left_rows.addWidget(self._upper)
        if above:
            self._next.setMinimumSize(ceil(NEXT_LEAST * _WIDE), NEXT_LEAST)
            self._next.setMaximumSize(_ANY_SIZE)
            self._upper.setMaximumSize(_ANY_SIZE)
        else:
            height = space.small
            if room.beside:  # its name has the other half
                height = min(space.next_height(share), space.right * 9 // 32)
            self._upper.setMaximumHeight(max(height, space.least_next))
            self._next.setFixedSize(ceil(height * _WIDE), height)
            edge = Qt.AlignmentFlag.AlignBottom
        self._next_rows.setDirection(direction.TopToBottom if above else direction.RightToLeft)
        self._next_rows.setSpacing(-1 if above else self._style.px(10))
        self._next_row.setDirection(direction.LeftToRight if above else direction.TopToBottom)
        self._next_row.setSpacing(-1 if above else 0)
        self._next_heading.setAlignment(Qt.AlignmentFlag.AlignLeft | edge)

    def _turn_heading(self) -> None:
        """Stand what is on screen and its number in one line, where that has room for both."""
        words = self._heading.fontMetrics().horizontalAdvance(self._heading.text())
        both = words + self._count.sizeHint().width() + self._heading_row.spacing()
        direction = QBoxLayout.Direction
        fits = both <= self._left.width()
        self._heading_row.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def _note_share(self, name: str) -> None:
        """Take up the sizes that parts were given with the mouse, and keep them.

        At once, and not at the end of the show: it may end with the power.
        """
        sizes = self._splitters[name].sizes()
        self._shares[name] = sizes[0] / sum(sizes)
        self._settings.set_share(name, self._shares[name])
        self._keep_soon.start()
        self._fitted = ()
        self._fit()

    def _place_search(self) -> None:
        """Lay the search over the lower part of slides and notes, so that nothing else moves."""
        body = self._across.geometry()
        height = min(self._go_to.sizeHint().height(), body.height())
        self._go_to.setGeometry(body.x(), body.bottom() + 1 - height, body.width(), height)

    def _restore_place(self) -> None:
        self.resize(_SIZE)
        for name in self._splitters:
            self._shares[name] = self._settings.share(name) or self._shares[name]


def _seen(view: AudienceView, pages: SlidePages) -> str:
    """What an audience sees: a cover, or which slide, page and bar."""
    if view.blank is not Blank.NONE:
        return f"a {view.blank.value} screen"
    parts = _part_words(pages.page(view.position), view.position.step)
    return ", ".join((f"slide {view.position.slide + 1}", *parts))


def _part_words(page: Page, step: int) -> list[str]:
    """Which page and which bar of a slide is shown, where it has several."""
    words = [f"page {page.number + 1} of {page.count}"] if page.count > 1 else []
    if page.steps > 1:
        words.append(f"bar {step} of {page.steps - 1}" if step else "no bar yet")
    return words


def _next_name(place: SlidePosition, following: SlidePosition | None, pages: SlidePages) -> str:
    if following is None:
        return "This is the end"
    if following.slide != place.slide:
        return pages.slides[following.slide].name
    # What is new is said: of a page that comes, its number; of a bar, its own.
    parts = _part_words(pages.page(following), following.step)
    return parts[0 if following.page != place.page else -1].capitalize()


def _give_look(widget: QWidget, look: str) -> None:
    """Give a widget another look of the style sheet, which Qt doesn't notice by itself."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _part(parent: QWidget, name: str) -> QWidget:
    """A part of the window that a screen reader knows by a name."""
    part = QWidget(parent)
    part.setAccessibleName(name)
    return part


def _apart(left: QWidget, right: QWidget) -> QHBoxLayout:
    """Two texts in one line, at its ends."""
    row = QHBoxLayout()
    row.addWidget(left, 1)
    row.addWidget(right)
    return row
