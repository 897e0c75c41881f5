"""Arranges the parts of the presenter view for the window's size."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from briefing_app.gui.look import TextRole, scale, set_role
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.presenter.arrangement import (
    ARRANGEMENTS,
    Arrangement,
    AvailableSpace,
)
from briefing_app.gui.slideshow.presenter.buttons import CommandButtons, MessageLine, QuietMessage
from briefing_app.gui.slideshow.presenter.filmstrip import Filmstrip
from briefing_app.gui.slideshow.presenter.notes import NotesPanel
from briefing_app.gui.slideshow.presenter.said_panel import SaidPanel
from briefing_app.gui.slideshow.presenter.slides import CurrentSlidePanel, NextSlidePanel
from briefing_app.gui.slideshow.presenter.timer_bar import TimerBar
from briefing_app.layout.page import ASPECT_RATIO

_COLUMNS: Final = "presenter-columns"  # splitters, by their names in the settings
_NOTES_COLUMN: Final = "presenter-notes-column"
_DEFAULT_SHARES: Final = {_COLUMNS: 0.64, _NOTES_COLUMN: 0.66}  # of the first part
_MAX_TEXT_SHARE: Final = 0.45
"""The largest share of the window's width that texts may claim for the current slide's column."""
_SPLITTER_UNITS: Final = 10_000  # divided between the parts; Qt scales them to the real size
_SAVE_DELAY_MS: Final = 500


@dataclass(frozen=True, slots=True)
class PresenterParts:
    """The parts of the presenter view, from top to bottom."""

    timer_bar: TimerBar
    alert_line: MessageLine
    message_line: MessageLine
    quiet_line: QuietMessage
    status_line: MessageLine
    current: CurrentSlidePanel
    next: NextSlidePanel
    notes: NotesPanel
    said: SaidPanel
    filmstrip: Filmstrip
    buttons: CommandButtons


def create_parts(window: QWidget, settings: Settings) -> PresenterParts:
    """Create the parts of the presenter view.

    Args:
        window: The presenter view.
        settings: The size of the notes.
    """
    parts = PresenterParts(
        timer_bar=TimerBar(window),
        alert_line=MessageLine(window, "alert"),
        message_line=MessageLine(window),
        quiet_line=QuietMessage(window),
        status_line=MessageLine(window),
        current=CurrentSlidePanel(window),
        next=NextSlidePanel(window),
        notes=NotesPanel(window),
        said=SaidPanel(window),
        filmstrip=Filmstrip(window),
        buttons=CommandButtons(window),
    )
    parts.notes.view.set_size(settings.notes_size)
    return parts


class PresenterLayout:
    """Chooses the best arrangement that fits, and applies it.

    Args:
        window: The presenter view.
        parts: Its parts.
        settings: Where the sizes chosen with the mouse are kept.
    """

    def __init__(self, window: QWidget, parts: PresenterParts, settings: Settings) -> None:
        self._window = window
        self._parts = parts
        self._settings = settings
        self._shares = {
            name: settings.share(name) or share for name, share in _DEFAULT_SHARES.items()
        }
        self._arrangement: Arrangement | None = None
        self._fitted_to: tuple[object, ...] = ()  # the inputs of the last fit
        self._max_slide_width = 1
        self._tools: CommandButtons | None = None
        self._save_timer = QTimer(window)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(_SAVE_DELAY_MS)
        self._save_timer.timeout.connect(settings.save)
        self._columns = self._splitter(_COLUMNS, Qt.Orientation.Horizontal)
        self._notes_column = self._splitter(_NOTES_COLUMN, Qt.Orientation.Vertical)
        for splitter, first, second in (
            (self._notes_column, parts.next, parts.notes),
            (self._columns, parts.current, self._notes_column),
        ):
            splitter.addWidget(first)
            splitter.addWidget(second)
            splitter.setChildrenCollapsible(False)
        self._rows = QVBoxLayout(window)
        self._rows.addWidget(parts.timer_bar)
        self._rows.addWidget(parts.alert_line)
        self._rows.addWidget(parts.message_line)
        self._rows.addWidget(parts.quiet_line)
        self._rows.addWidget(parts.status_line)
        self._rows.addWidget(self._columns, 1)
        self._rows.addWidget(parts.said)
        self._rows.addWidget(parts.filmstrip)
        self._rows.addWidget(parts.buttons)
        self._raise_for_reading()
        self._order_for_reading()

    @property
    def body(self) -> QWidget:
        """The area of slides and notes."""
        return self._columns

    def add_tools(self, tools: CommandButtons) -> None:
        """Add a row of buttons below the slides, which may be hidden."""
        self._tools = tools
        self._rows.insertWidget(self._rows.indexOf(self._columns) + 1, tools)
        self._raise_for_reading()
        self._arrangement = None  # the row needs its look

    def refit(self) -> None:
        """Arrange everything again."""
        self._fitted_to = ()
        self.fit()

    def fit(self) -> None:
        """Arrange everything if a size or a text has changed."""
        self._parts.timer_bar.fit_clock(self._window.height())
        if self._fitted_to == self._inputs():
            return
        for arrangement in ARRANGEMENTS:
            self._apply(arrangement)
            space = self._available_space()
            if space.fits(arrangement):
                break
        self._share_out(arrangement, space)
        self._fitted_to = self._inputs()

    def fit_current_column(self) -> None:
        """Make the current slide's column as wide as the slide, or as its texts need.

        A wider column would be empty beside the slide.
        """
        parts = self._parts
        text_width = parts.current.position_width
        if self._arrangement is not None and not self._arrangement.has_next_above_notes:
            text_width = max(text_width, parts.next.width_when_small)
        text_width = min(text_width, round(_MAX_TEXT_SHARE * self._window.width()))
        width = max(self._max_slide_width, text_width)
        if width != parts.current.maximumWidth():
            parts.current.setMaximumWidth(width)
            self._size_splitters()
        parts.current.fit_heading()

    def _splitter(self, name: str, orientation: Qt.Orientation) -> QSplitter:
        splitter = QSplitter(orientation, self._window)
        scale(splitter.setHandleWidth, 14)
        splitter.splitterMoved.connect(lambda: self._keep_share(name, splitter))
        return splitter

    def _keep_share(self, name: str, splitter: QSplitter) -> None:
        """Keep the sizes chosen with the mouse, soon: the slideshow may end without warning."""
        sizes = splitter.sizes()
        self._shares[name] = sizes[0] / sum(sizes)
        self._settings.set_share(name, self._shares[name])
        self._save_timer.start()
        self.refit()

    def _inputs(self) -> tuple[object, ...]:
        """Return all that decides the arrangement in one theme and text size."""
        parts = self._parts
        return (
            self._window.size(),
            parts.timer_bar.height_at_width(self._inner_width()),
            parts.notes.view.line_height,
            parts.alert_line.message,
            parts.message_line.message,
            parts.quiet_line.message,
            parts.status_line.message,
            parts.buttons.has_countdown_buttons,
            self._tools is None or self._tools.isHidden(),
            parts.said.height_at_width(self._inner_width()),
        )

    def _button_rows(self) -> list[CommandButtons]:
        tools, buttons = self._tools, self._parts.buttons
        return [buttons] if tools is None or tools.isHidden() else [tools, buttons]

    def _inner_width(self) -> int:
        margins = self._rows.contentsMargins()
        return self._window.width() - margins.left() - margins.right()

    def _apply(self, arrangement: Arrangement) -> None:
        """Give everything except slides and notes its look in an arrangement."""
        parts = self._parts
        if arrangement.has_thumbnails:
            parts.filmstrip.show_thumbnails(self._window.height())
        else:
            parts.filmstrip.show_names()
        before, self._arrangement = self._arrangement, arrangement
        if before is None or before.is_spacious != arrangement.is_spacious:
            self._set_spacious(is_spacious=arrangement.is_spacious)
        # In a narrow column, the status needs the whole width of the window.
        is_apart = bool(parts.status_line.message) and not arrangement.has_next_above_notes
        parts.status_line.setVisible(is_apart)
        parts.current.set_heading_visible(is_visible=not is_apart)
        for row in self._button_rows():
            row.fit(self._inner_width(), is_single_row=not arrangement.is_spacious)

    def _set_spacious(self, *, is_spacious: bool) -> None:
        """Use the full margins and text sizes, or small ones."""
        parts = self._parts
        role = TextRole.BODY if is_spacious else TextRole.SMALL
        for line in (parts.message_line, parts.status_line):
            set_role(line, role)
        # The size is part of the font; the weight, of the style sheet.
        set_role(parts.alert_line, TextRole.SECTION if is_spacious else role)
        horizontal, vertical, spacing = (24, 14, 12) if is_spacious else (14, 6, 6)
        scale(self._rows.setContentsMargins, horizontal, vertical, horizontal, vertical)
        scale(self._rows.setSpacing, spacing)
        for row in (parts.buttons, self._tools):
            if row is not None:
                row.set_spacious(spacing, is_spacious=is_spacious)
        parts.notes.set_spacious(is_spacious=is_spacious)
        parts.timer_bar.set_spacious(is_spacious=is_spacious)
        parts.said.set_spacious(is_spacious=is_spacious)

    def _available_space(self) -> AvailableSpace:
        """Measure what everything else leaves for slides and notes."""
        parts, width = self._parts, self._inner_width()
        handle = self._columns.handleWidth()
        slide_width = (width - handle) * self._shares[_COLUMNS]
        return AvailableSpace(
            window_height=self._window.height(),
            body_height=self._window.height() - self._occupied_height(width),
            full_width_slide_height=ceil(slide_width / ASPECT_RATIO),
            notes_width=int(width - handle - slide_width),
            heading_height=parts.current.heading_height,
            notes_frame_height=parts.notes.frame_height,
            notes_line_height=parts.notes.view.line_height,
            gap=max(parts.current.spacing, self._notes_column.handleWidth()),
        )

    def _occupied_height(self, width: int) -> int:
        """Return the height of everything except slides and notes."""
        parts, margins = self._parts, self._rows.contentsMargins()
        heights = [
            parts.timer_bar.height_at_width(width),
            parts.filmstrip.height(),
            *(row.height_at_width(width) for row in self._button_rows()),
        ]
        lines = (parts.alert_line, parts.message_line, parts.quiet_line, parts.status_line)
        heights += [line.heightForWidth(width) for line in lines if not line.isHidden()]
        if not parts.said.isHidden():
            heights.append(parts.said.height_at_width(width))
        height = sum(heights) + len(heights) * self._rows.spacing()
        return margins.top() + height + margins.bottom()

    def _raise_for_reading(self) -> None:
        """Let screen readers read what is below the slides after them, from top to bottom."""
        parts = self._parts
        for widget in (self._tools, parts.said, parts.filmstrip, parts.buttons):
            if widget is not None:
                widget.raise_()

    def _order_for_reading(self) -> None:
        """Let screen readers, which read from back to front, read the current slide first."""
        for widget in (self._notes_column, self._parts.notes):
            widget.raise_()

    def _share_out(self, arrangement: Arrangement, space: AvailableSpace) -> None:
        """Give slides and notes their places and sizes."""
        parts = self._parts
        if arrangement.has_next_above_notes:
            self._place_next_above_notes(space)
        else:
            self._place_next_below_current(space)
        parts.current.fit_frozen(
            space.frozen_preview_height, has_space=arrangement.has_next_above_notes
        )
        has_space = space.fits(arrangement)
        parts.notes.view.setMinimumHeight(space.min_notes_height if has_space else 0)
        self._max_slide_width = ceil(space.slide_height(arrangement) * ASPECT_RATIO)
        self._rows.activate()
        self.fit_current_column()
        self._size_splitters()

    def _place_next_above_notes(self, space: AvailableSpace) -> None:
        panel, share = self._parts.next, self._shares[_NOTES_COLUMN]
        if self._notes_column.indexOf(panel) < 0:
            self._notes_column.insertWidget(0, panel)
            self._order_for_reading()
        if space.has_name_above_next(share):
            panel.show_large(space.next_height_above_notes(share))
            return
        # The slide takes one half of the column's width, its name the other.
        half_width_height = space.notes_width * 9 // 32
        height = min(space.next_height_above_notes(share), half_width_height)
        panel.show_small(height, max(height, space.min_next_height))

    def _place_next_below_current(self, space: AvailableSpace) -> None:
        panel, height = self._parts.next, space.next_height_below_current
        if self._notes_column.indexOf(panel) >= 0:
            self._parts.current.add_below(panel)
        panel.show_small(height, max(height, space.min_next_height))

    def _size_splitters(self) -> None:
        for name, splitter in ((_COLUMNS, self._columns), (_NOTES_COLUMN, self._notes_column)):
            first = round(_SPLITTER_UNITS * self._shares[name])
            splitter.setSizes([first, _SPLITTER_UNITS - first][: splitter.count()])
