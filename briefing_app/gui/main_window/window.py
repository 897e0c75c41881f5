"""The main window: builds its parts, connects them, and opens briefings."""

import logging
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.database.checked_file import Checks, no_checks
from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.errors import BriefingError
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.look import look
from briefing_app.gui.main_window import dialogs
from briefing_app.gui.main_window.actions import MENUS, ActionMenus, Menu
from briefing_app.gui.main_window.briefing_view import BriefingView
from briefing_app.gui.main_window.header_bar import HeaderBar, MenuRow
from briefing_app.gui.main_window.messages import (
    ErrorPage,
    Notification,
    NotificationBar,
    StatusBar,
    Topic,
)
from briefing_app.gui.main_window.window_place import TITLE_BAR_HEIGHT, growth, restored_place
from briefing_app.gui.reading import Reading
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets import bubble
from briefing_app.gui.widgets.keys import press_focused_button
from briefing_app.gui.widgets.scroll_area import scroll_to_focus
from briefing_app.model.reading import ReadingState
from briefing_app.model.search import SearchResult, Suggestion
from briefing_app.model.slideshow.record import NextStart

logger = logging.getLogger(__name__)

_DEFAULT_SIZE: Final = QSize(1280, 800)
_MIN_SIZE: Final = QSize(720, 480)


class MainWindow(QMainWindow):
    """Findings, quotes and figures of one briefing.

    Args:
        settings: The settings of the program.
        checks: Which files were compared with their sources on this computer.
    """

    first_painted = Signal()
    """Emitted once, after the first paint; what that doesn't need waits for it."""
    briefing_changed = Signal()
    """Emitted when another briefing is open, or none."""
    closing = Signal(object)
    """Emitted with the `QCloseEvent` before the window closes; ignoring it prevents that."""
    closed = Signal()
    """Emitted when the window closes, while its briefing is still open."""

    def __init__(self, settings: Settings, checks: Checks = no_checks) -> None:
        super().__init__()
        self._settings = settings
        self._checks = checks
        self._briefing: Briefing | None = None
        self._search_failure = ""  # why the briefing can't be searched
        self._is_painted = False
        self._is_briefing_shown = False
        self.menus: ActionMenus | None = None
        self.reading = Reading(self._search, self._suggest, settings, self)
        self._restore_place()  # first: the text of a large window is larger
        self._build()
        self._connect_parts()

    def _build(self) -> None:
        # Each widget is created inside its parent: labels can lose their fonts if they get another.
        centre = QWidget(self)
        self.setCentralWidget(centre)
        self._rows = QVBoxLayout(centre)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.header = HeaderBar(centre, self.reading)
        self._rows.addWidget(self.header)
        self._menu_row: MenuRow | None = None  # instead of a header, in a low window
        self._stack = QStackedWidget(centre)
        self._rows.addWidget(self._stack, 1)
        self.view = BriefingView(self._settings, self.reading, self._stack)
        self._stack.addWidget(self.view)
        self.status_bar = StatusBar(
            self,
            is_private=self._settings.is_private,
            is_first_start=not self._settings.has_started,
        )
        self.setStatusBar(self.status_bar)
        self._menus = {name: self.menuBar().addMenu(name) for name in MENUS}

    def fill_menus(self, menus: Iterable[Menu]) -> ActionMenus:
        """Fill the menus, which show only their names until then, and return them."""
        self.menus = ActionMenus(menus, self._menus, self, lambda: self._is_briefing_shown)
        return self.menus

    def _connect_parts(self) -> None:
        header, view = self.header, self.view
        header.search_field.results_requested.connect(self._go_to_results)
        view.findings.force_line.choose_button.clicked.connect(header.open_my_force)
        look().changed.connect(self._fit)

    @cached_property
    def dialogs(self) -> "dialogs.Dialogs":
        """Opens the dialogs of this window."""
        made = dialogs.Dialogs(self._settings, self)
        self.briefing_changed.connect(made.close_sources)
        return made

    # ---- the briefing ---------------------------------------------------------------------------

    @property
    def briefing(self) -> Briefing | None:
        """The open briefing, if there is one."""
        return self._briefing

    def open(self, path: Path, state: ReadingState | None = None) -> bool:
        """Open a briefing, or show what is wrong with it.

        If it can't be read, the briefing that was open stays open: a button leads back to it.

        Args:
            path: The file.
            state: What was shown of another edition, which is shown again as far as it is there.

        Returns:
            Whether the briefing is shown.
        """
        try:
            briefing = open_briefing(path, self._checks)
        except BriefingError as error:
            logger.warning("Could not open %s: %s", path.name, type(error).__name__)
            self.show_error(error)
            return False
        logger.info("Opened %s", path.name)
        self.show_briefing(briefing, state)
        return True

    def choose_briefing(self) -> None:
        """Ask for a briefing, and open it."""
        self.dialogs.choose_briefing(self.open)

    def open_bundled(self) -> None:
        """Open the briefing that comes with the program."""
        self.open(BUNDLED_BRIEFING)

    def show_briefing(self, briefing: Briefing, state: ReadingState | None = None) -> None:
        """Show an open briefing, which the window closes in the end; `state` is as for `open`."""
        self._close_briefing()
        if self._search_failure:
            self._search_failure = ""
            self.notifications.withdraw(Topic.SEARCH)
        self._briefing = briefing
        self._fit()
        self.reading.show_report(briefing.report, state)
        self.status_bar.show_briefing(briefing)
        self._show_view()
        self.briefing_changed.emit()

    def reload(self) -> bool:
        """Read the file of the open briefing again; show the same of it, and keep the focus.

        Returns:
            Whether it could be read; if not, what is wrong with it is shown.
        """
        before, focus = self._briefing, cast("QWidget | None", self.focusWidget())
        if before is None or not self.open(before.path, self.reading.state):
            return False
        if focus is not None and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_error(self, error: BriefingError) -> None:
        """Show what is wrong with a file, in place of the open briefing if there is one."""
        self._error_page.show_error(error, can_go_back=self._briefing is not None)
        self._stack.setCurrentWidget(self._error_page)
        self._set_briefing_shown(is_shown=False)

    @cached_property
    def _error_page(self) -> ErrorPage:
        page = ErrorPage(self._stack)
        page.open_button.clicked.connect(self.choose_briefing)
        page.bundled_button.clicked.connect(self.open_bundled)
        page.back_button.clicked.connect(self._show_view)
        self._stack.addWidget(page)
        return page

    def _show_view(self) -> None:
        self._set_briefing_shown(is_shown=True)
        self._stack.setCurrentWidget(self.view)
        self.view.findings.focus()

    def _set_briefing_shown(self, *, is_shown: bool) -> None:
        self.status_bar.set_briefing_shown(is_shown)
        self._is_briefing_shown = is_shown
        self._show_header()
        if self.menus is not None:
            self.menus.update()
        title = self._briefing.report.title if self._briefing is not None and is_shown else ""
        name = self._settings.program_name
        self.setWindowTitle(f"{title} — {name}" if is_shown else name)

    def _close_briefing(self) -> None:
        if self._briefing is not None:
            self._briefing.close()
            self._briefing = None

    def _search(self, text: str) -> SearchResult | None:
        result = None
        if self._briefing is not None and not self._search_failure:
            try:
                result = self._briefing.search(text)
            except BriefingError as error:
                logger.warning("Could not search: %s", type(error).__name__)
                self._search_failure = f"The search can’t be used. {error.what} {error.remedy}"
        # It isn't tried again: it may take long to fail.
        if self._search_failure and text:
            notification = Notification(self._search_failure)
            self.notifications.notify(Topic.SEARCH, notification)
        return result

    def _suggest(self, text: str) -> Suggestion | None:
        if self._briefing is None:
            return None
        try:
            return self._briefing.suggest(text)
        except BriefingError as error:  # the search itself has worked, so this is left out
            logger.warning("Could not suggest words: %s", type(error).__name__)
            return None

    def _go_to_results(self) -> None:
        """Stay at the finding that the search shows, and give the results the keyboard focus."""
        self.reading.accept_result()
        self.view.findings.focus()

    def go_back(self) -> None:
        """Close the source, enlarged figures, all quotes, the search, the filter or full screen."""
        if not self.view.back() and self.isFullScreen():
            self.set_full_screen(False)

    def show_next_start(self, start: NextStart) -> None:
        """Say on the buttons how the next slideshow starts."""
        self.header.start_button.show_next_start(start)
        if self._menu_row is not None:
            self._menu_row.show_next_start(start)

    # ---- messages and dialogs -------------------------------------------------------------------

    def show_message(self, text: str) -> None:
        """Show a message beside the control that was used, until something else is done."""
        focus = cast("QWidget | None", self.focusWidget())  # its stub doesn't say None
        is_seen = focus is not None and focus.isVisible()
        bubble.show_bubble(text, focus if focus is not None and is_seen else self.status_bar)

    @cached_property
    def notifications(self) -> NotificationBar:
        """The bar over the foot of the page that shows notifications."""
        bar = NotificationBar(self)
        bar.changed.connect(self._place_over)
        self.view.column.area_changed.connect(self._place_over)
        bar.set_tab_position(self.header.start_menu_button)
        self.view.set_notification_bar(bar)
        return bar

    def report_bug(self, details: str) -> None:
        """Show an unexpected error; the program continues."""
        self.dialogs.show_bug(details)

    # ---- the window -----------------------------------------------------------------------------

    def draw_bars(self) -> None:
        """Draw the bars, which the first paint doesn't wait for."""
        self.view.figures.attach_chart()

    def set_full_screen(self, is_full_screen: bool) -> None:
        """Fill the screen with the window, or leave that; it stays maximised if it was."""
        state, full_screen = self.windowState(), Qt.WindowState.WindowFullScreen
        self.setWindowState(state | full_screen if is_full_screen else state & ~full_screen)

    def _restore_place(self) -> None:
        self.setMinimumSize(_MIN_SIZE)
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        saved = restored_place(self._settings.window_place, screens)
        self.setGeometry(saved if saved is not None else self._default_place())
        size = self.size()
        if self._settings.is_maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)
            size = self.screen().availableSize()
        look().grow(growth(size))

    def _default_place(self) -> QRect:
        available = self.screen().availableGeometry().adjusted(0, TITLE_BAR_HEIGHT, 0, 0)
        place = QRect(available.topLeft(), _DEFAULT_SIZE.boundedTo(available.size()))
        place.moveCenter(available.center())
        return place

    def _fit(self) -> None:
        """Adapt all parts to the size of the window and of the text."""
        look().grow(growth(self.size()))
        self.header.fit(self.size())
        self.status_bar.fit(self.width())
        self._show_header()
        self.view.fit(self.size())

    def _show_header(self) -> None:
        """Show the header, or its main controls in the row of the menus if the window is low."""
        is_folded, is_in_layout = self.header.is_folded, self._rows.indexOf(self.header) >= 0
        if is_folded and is_in_layout:
            self._rows.removeWidget(self.header)
            self.header.hide()
        elif not is_folded:
            if not is_in_layout:
                self._rows.insertWidget(0, self.header)
            self.header.setVisible(self._is_briefing_shown)
        if is_folded and self._menu_row is None:
            self._menu_row = MenuRow(self.menuBar())
            self._menu_row.search_button.clicked.connect(self.header.focus_search)
            self._menu_row.export_button.clicked.connect(self.header.export_button.click)
            self._menu_row.start_button.clicked.connect(self.header.start_button.click)
            self.header.search_field.textChanged.connect(self._menu_row.show_search)
            self._menu_row.set_tab_position(self.header.start_menu_button)
            self._menu_row.show_search(self.reading.state.search)
            self._menu_row.show_next_start(self.header.start_button.next_start)
        if self._menu_row is not None:
            is_shown = is_folded and self._is_briefing_shown
            self._menu_row.fit(self.width(), is_shown=is_shown)
        self.status_bar.setVisible(not is_folded or self._settings.is_private)
        self._place_over()

    def _place_over(self) -> None:
        """Place what is over other parts, so that those don't move."""
        if self.header.is_folded:
            self.header.place_over()
        if "notifications" in self.__dict__:
            bar, column, area = self.notifications, self.view.column, self.rect()
            page = column if self._is_briefing_shown else self._error_page
            if page is column:
                area = QRect(column.mapTo(self, column.area.topLeft()), column.area.size())
            height = bar.heightForWidth(area.width())
            page.keep_foot(0 if bar.isHidden() else height)
            area.setTop(area.bottom() + 1 - height)
            bar.setGeometry(area)
            bar.raise_()

    def focusNextPrevChild(self, forward: bool) -> bool:
        is_moved = super().focusNextPrevChild(forward)
        scroll_to_focus()
        return is_moved

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the focused button with Enter."""
        if not press_focused_button(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(event)
        if not event.isAccepted():
            return
        settings = self._settings
        settings.has_started = True
        settings.is_maximised = self.isMaximized()
        is_large = self.isMaximized() or self.isFullScreen()
        place = self.normalGeometry() if is_large else self.geometry()
        settings.window_place = (place.x(), place.y(), place.width(), place.height())
        settings.save()
        super().closeEvent(event)
        if event.isAccepted():
            self.closed.emit()
            self._close_briefing()
