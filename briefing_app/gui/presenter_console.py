"""What the presenter sees: the slide, what comes next, notes, the time, the order, the keys."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QScreen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.button_row import ButtonRow
from briefing_app.gui.flow_row import FlowRow
from briefing_app.gui.go_to_bar import GoToBar
from briefing_app.gui.key_help import KeyHelp
from briefing_app.gui.notes_view import NotesView
from briefing_app.gui.plain_text import text_label
from briefing_app.gui.screen_watcher import may_place_windows
from briefing_app.gui.settings import Settings
from briefing_app.gui.show_keys import SHOW_TABLE, Command, key_text
from briefing_app.gui.slide_layout import Page, SlidePages
from briefing_app.gui.slide_strip import SlideStrip
from briefing_app.gui.slide_view import SlideView
from briefing_app.gui.style import Style, TextRole, console_theme, dress
from briefing_app.presentation import Cover, Place, Presentation, View, pace

_SIZE: Final = QSize(1280, 800)
_CLOCK_SIZES: Final = (20, 26, 34, 44, 58, 76)  # pixels at 100 % text size
_TOGGLES: Final = (Command.BLACK, Command.WHITE, Command.FREEZE, Command.POINTER, Command.ZOOM)
_LEAST_SIZE: Final = QSize(640, 400)
_LEAST_WITH_STRIP: Final = 560  # pixels of the window's height at 100 % text size
_LEAST_WITH_KEYS: Final = 440  # the same, for buttons that say their key too, in several rows
_QUIET: Final = 30  # seconds late or early that are not worth a word
_TOO_SOON: Final = 0.1  # of the planned time, before which nothing can be foretold


class ShowTime(NamedTuple):
    """The time of a show, in seconds; `planned` is 0 where nothing was planned."""

    elapsed: float
    planned: float
    running: bool


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


class PresenterConsole(QWidget):
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
        self._theme = console_theme(style.theme)
        self._pages: SlidePages | None = None
        self._place: Place | None = None
        self._shown = False
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Presenter’s console")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self._restyle()
        self._restore_place()
        style.changed.connect(self._restyle)

    def set_pages(self, pages: SlidePages) -> None:
        """Take up the slides of a show, or the same ones in other colours."""
        self._pages = pages
        self._strip.set_pages(pages)
        self._go_to.set_slides(pages.slides)

    def show_presentation(self, state: Presentation) -> None:
        """Show where the presenter is, and what the audience sees."""
        pages = self._pages
        if pages is None:
            return
        place, total = state.place, len(pages)
        slide = pages.slides[place.slide]
        self._current.show_page(pages.page(place), place.step, number=place.slide + 1, total=total)
        following = state.following
        if following is not None:
            self._next.show_page(
                pages.page(following), following.step, number=following.slide + 1, total=total
            )
        else:
            self._next.show_page(None)
        self._next_name.setText(_next_name(place, following, pages))
        self._name_notes()
        parts = _part_words(pages.page(place), place.step)
        self._count.setText(" · ".join((f"{place.slide + 1} of {total}", *parts)))
        self._show_heading(state, pages)
        if self._place is None or self._place.slide != place.slide:
            self._notes.show_notes(slide.notes, slide.prompt)
        self._place = place
        self._strip.show_place(place.slide, state.held.place.slide if state.held else -1)

    def show_time(self, time: ShowTime, done: float, wall_clock: str) -> None:
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

    def show_typed(self, words: str) -> None:
        """Say something of the number that is being typed, or nothing more."""
        self._typed.setText(words)
        self._fit_bar()

    def show_screens(self, sentence: str) -> None:
        """Say which screen the audience is on."""
        self._screens.setText(sentence)

    def show_news(self, sentence: str) -> None:
        """Say something that the presenter should know, or nothing more."""
        self._news.setText(sentence)
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
        open.
        """
        if not self._go_to.isVisible():
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

    def scroll_notes(self, by: int) -> None:
        """Show what of the notes stands above or below."""
        self._notes.scroll_by(by)

    def step_clock(self, by: int) -> None:
        """Set the clock larger or smaller."""
        step = min(max(self._settings.clock_size + by, 0), len(_CLOCK_SIZES) - 1)
        self._settings.clock_size = step
        self._restyle_clock()
        self._fit_bar()

    def stand_on(self, screen: QScreen) -> None:
        """Stand in the free part of a screen, as large as that allows."""
        if not may_place_windows():
            if not self.isFullScreen() or self.screen() != screen:
                self.hide()
                self.setScreen(screen)
                self.showFullScreen()  # maximised, it would stand where it came up
            return
        room = screen.availableGeometry()
        inside = room.contains(self.geometry())
        stands = self.isVisible() and not self.isMinimized() and inside
        # Some window managers forget now and then that it is to be maximised.
        self.winId()  # so that there is a window whose frame is known
        filled = room.marginsRemoved(self.windowHandle().frameMargins())
        if stands and (self.isMaximized() or self.size() in (room.size(), filled.size())):
            return
        self.hide()
        self.setScreen(screen)
        self.setGeometry(filled)
        self.showMaximized()

    def overlaps(self, screen: QScreen) -> bool:
        """Whether any of it stands on a screen."""
        return self.frameGeometry().intersects(screen.geometry())

    def remember(self) -> None:
        """Keep the sizes of the parts, if they ever had any."""
        if not self._shown:
            return
        self._settings.set_splitter("console-across", self._across.saveState())
        self._settings.set_splitter("console-down", self._down.saveState())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what the key does is the show's business."""
        event.setAccepted(self._press(event))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, Qt's name
        """Qt: what lies above it all grows too."""
        super().resizeEvent(event)
        self._help.setGeometry(self.rect())
        self._fit()
        self._place_search()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Qt: from now on its parts have sizes."""
        super().showEvent(event)
        self._shown = True

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: closing it ends the show, whether its user or the program does."""
        event.accept()
        self.closed.emit()

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
        self._rows.addWidget(self._build_body(), 1)
        self._strip = SlideStrip(self._style, self._theme, self)
        self._rows.addWidget(self._strip)
        self._rows.addLayout(self._build_buttons())
        self._go_to = GoToBar(self._style, self)
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
        left = _part(across, "On screen")
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        self._heading = text_label(left, look="muted", wraps=True)
        self._count = text_label(left, look="muted")
        rows.addLayout(_apart(self._heading, self._count))
        self._current = _Preview(left, self._theme.ground)
        rows.addWidget(self._current, 1)
        down = self._down = QSplitter(Qt.Orientation.Vertical, across)
        upper = self._upper = _part(down, "Next")
        rows = QVBoxLayout(upper)
        rows.setContentsMargins(0, 0, 0, 0)
        next_heading = text_label(upper, look="muted", wraps=True)
        self._next_name = text_label(upper, look="muted")
        next_heading.setText("Next")
        rows.addLayout(_apart(next_heading, self._next_name))
        self._next = SlideView(upper, surround=self._theme.ground, at_top=True)
        rows.addWidget(self._next, 1)
        lower = _part(down, "Notes")
        rows = QVBoxLayout(lower)
        rows.setContentsMargins(0, 0, 0, 0)
        notes_heading = self._notes_heading = text_label(lower, look="muted", wraps=True)
        heading = QHBoxLayout()
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
        self._quiet = (self._heading, self._count, next_heading, self._next_name, notes_heading)
        for splitter in (across, down):
            splitter.setChildrenCollapsible(False)
        across.setStretchFactor(0, 8)
        across.setStretchFactor(1, 5)
        down.setStretchFactor(0, 2)
        down.setStretchFactor(1, 5)
        return across

    def _build_buttons(self) -> QHBoxLayout:
        """What is done often on the left, and the end out of its way on the right."""
        area = self._button_row = ButtonRow(self, spacing=self._style.px(8))
        row = area.flow
        self._buttons: dict[Command, QPushButton] = {}
        for entry in SHOW_TABLE:
            if not entry.button:
                continue
            button = QPushButton(row)
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
        both.addWidget(self._buttons[Command.END], 0, Qt.AlignmentFlag.AlignTop)
        return both

    # ---- showing --------------------------------------------------------------------------------

    def _show_heading(self, state: Presentation, pages: SlidePages) -> None:
        """Say what the audience sees where that is not what the presenter does."""
        words = "On screen"
        if state.held is not None:
            words = f"Frozen: the audience sees {_seen(state.held, pages)}"
            if state.cover not in {state.held.cover, Cover.NONE}:
                words += f", then a {state.cover.value} screen"
        elif state.cover is not Cover.NONE:
            words = f"The audience sees a {state.cover.value} screen"
        attention = words != "On screen"
        self._heading.setText(words)
        _give_look(self._heading, "attention" if attention else "muted")

    # ---- style ----------------------------------------------------------------------------------

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        theme = self._theme = console_theme(style.theme)
        dress(self, theme, px)
        for view in (self._current, self._next):
            view.set_surround(theme.ground)
        self._bar.setSpacing(px(24))
        for label in self._bar_labels[:-1]:
            label.setContentsMargins(0, 0, px(20), 0)
        for label in self._quiet:
            label.setFont(style.font(TextRole.SMALL))
        for label in (self._planned, self._pace, self._typed, self._screens, self._news):
            label.setFont(style.font(TextRole.BODY))
        self._screens.setMinimumWidth(px(150))
        for splitter in (self._across, self._down):
            splitter.setHandleWidth(px(14))
        self._notes.setMinimumHeight(px(32))
        self._notes.restyle(theme)
        self._strip.restyle(theme)
        self._help.restyle(theme)
        self._go_to.restyle()
        self._restyle_clock()
        self._fit_bar()
        self._fit()

    def _restyle_clock(self) -> None:
        for label, share in ((self._elapsed, 1.0), (self._wall_clock, 0.8)):
            font = QFont(self._style.font(TextRole.TITLE))
            font.setPixelSize(self._style.px(_CLOCK_SIZES[self._settings.clock_size] * share))
            # Digits of one width, so that nothing moves each second.
            font.setFeature(QFont.Tag("tnum"), 1)
            label.setFont(font)

    def _fit_bar(self) -> None:
        """Give each text of the bar the room that it needs now, and none to an empty one."""
        for label in self._bar_labels:
            label.setVisible(bool(label.text()))
        self._bar_flow.refresh()

    def _fit(self) -> None:
        """Leave out what would take the room of slide and notes, the order first."""
        height, px = self.height(), self._style.px
        self._strip.setVisible(height >= px(_LEAST_WITH_STRIP))
        with_keys = height >= px(_LEAST_WITH_KEYS)
        self._upper.setVisible(with_keys)
        above, between, inside = (12, 10, 12) if with_keys else (6, 6, 4)
        self._rows.setContentsMargins(px(20), px(above), px(20), px(above + 2))
        self._rows.setSpacing(px(between))
        self._card.setContentsMargins(px(16), px(inside), px(8), px(inside))
        self._name_notes()
        for entry in SHOW_TABLE:
            if entry.button:
                key = f"  {key_text(entry.keys[0])}" if with_keys else ""
                self._buttons[entry.command].setText(entry.button + key)
        self._button_row.fit(single=not with_keys)

    def _name_notes(self) -> None:
        """Name the notes, or what comes next where its picture had to be left out."""
        following = f"Next: {self._next_name.text()}"
        self._notes_heading.setText(
            following if self._upper.isHidden() else "Notes — only you see these"
        )

    def _place_search(self) -> None:
        """Lay the search over the lower part of slides and notes, so that nothing else moves."""
        body = self._across.geometry()
        height = min(self._go_to.sizeHint().height(), body.height())
        self._go_to.setGeometry(body.x(), body.bottom() + 1 - height, body.width(), height)

    def _restore_place(self) -> None:
        self.resize(_SIZE)
        for name, splitter in (("console-across", self._across), ("console-down", self._down)):
            state = self._settings.splitter(name)
            if state is None or not splitter.restoreState(state):
                sizes = [760, 460] if splitter is self._across else [190, 420]
                splitter.setSizes(sizes)


def clock_text(seconds: float) -> str:
    """A length of time as ``12:34`` or ``1:02:03``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def pace_words(time: ShowTime, done: float) -> tuple[bool, str]:
    """Whether a show runs late, and that in words; nothing where it is on time or hardly begun."""
    if not time.planned:
        return False, ""
    if time.elapsed < _TOO_SOON * time.planned:
        return False, ""
    late = pace(time.elapsed, time.planned, done)
    minutes = max(1, round(abs(late) / 60))
    if time.elapsed > time.planned:
        over = max(1, round((time.elapsed - time.planned) / 60))
        return True, f"{over} min over"
    if late > _QUIET:
        return True, f"finishing about {minutes} min late"
    if late < -_QUIET:
        return False, f"finishing about {minutes} min early"
    return False, "on time" if done >= 0.1 else ""


def _seen(view: View, pages: SlidePages) -> str:
    """What an audience sees: a cover, or which slide, page and bar."""
    if view.cover is not Cover.NONE:
        return f"a {view.cover.value} screen"
    parts = _part_words(pages.page(view.place), view.place.step)
    return ", ".join((f"slide {view.place.slide + 1}", *parts))


def _part_words(page: Page, step: int) -> list[str]:
    """Which page and which bar of a slide is shown, where it has several."""
    words = [f"page {page.number + 1} of {page.count}"] if page.count > 1 else []
    if page.steps > 1:
        words.append(f"bar {step} of {page.steps - 1}" if step else "no bar yet")
    return words


def _next_name(place: Place, following: Place | None, pages: SlidePages) -> str:
    if following is None:
        return "This is the end"
    if following.slide != place.slide:
        return pages.slides[following.slide].name
    # What is new is said: of a page that comes, its number; of a bar, its own.
    parts = _part_words(pages.page(following), following.step)
    return parts[0 if following.page != place.page else -1].capitalize()


def _give_look(label: QLabel, look: str) -> None:
    """Give a label another look of the style sheet, which Qt doesn't notice by itself."""
    if label.property("look") != look:
        label.setProperty("look", look)
        label.style().unpolish(label)
        label.style().polish(label)


def _part(parent: QWidget, name: str) -> QWidget:
    """A part of the window that a screen reader knows by a name."""
    part = QWidget(parent)
    part.setAccessibleName(name)
    return part


def _apart(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(left, 1)
    row.addWidget(right)
    return row
