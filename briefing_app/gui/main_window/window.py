"""The main window: builds its parts, connects them, and opens briefings."""

import logging
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.errors import BriefingError
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.look import Style
from briefing_app.gui.main_window import lazy_parts
from briefing_app.gui.main_window.actions import MENUS, ActionId, Commands, EnabledWhen
from briefing_app.gui.main_window.briefing_view import BriefingView
from briefing_app.gui.main_window.header_bar import HeaderBar
from briefing_app.gui.main_window.messages import StatusBar
from briefing_app.gui.settings import TITLE_BAR_HEIGHT, Settings
from briefing_app.gui.widgets.keys import press_focused_button
from briefing_app.gui.widgets.scroll_area import scroll_to_focus
from briefing_app.model.report import Force, Report

if TYPE_CHECKING:
    from briefing_app.gui.main_window.actions import WindowActions
    from briefing_app.gui.main_window.dialogs import Dialogs
    from briefing_app.gui.main_window.messages import ErrorPage, NotificationBar

logger = logging.getLogger(__name__)

_DEFAULT_SIZE: Final = QSize(1280, 800)
_MIN_SIZE: Final = QSize(720, 480)
_CHART_DELAY_MS: Final = 300  # in which a chart is painted unless it is scrolled out of sight


class MainWindow(QMainWindow):
    """Findings, quotes and figures of one briefing."""

    first_painted = Signal()
    """Emitted once, after the first paint; what that doesn't need waits for it."""
    completed = Signal()
    """Emitted once, when the parts that are added after the first paint are painted too, as far as
    they are in sight."""
    briefing_changed = Signal()
    """Emitted when another briefing is open, or none."""
    closed = Signal()
    """Emitted when the window closes, while its briefing is still open."""

    def __init__(self, settings: Settings, style: Style) -> None:
        super().__init__()
        self._settings = settings
        self._style = style
        self._briefing: Briefing | None = None
        self._is_painted = False
        self._is_briefing_shown = False
        self._completion_timer = QTimer(self)
        self._completion_timer.setSingleShot(True)
        self._build()
        self.commands = Commands(self.header, self.view, settings, style, self)
        self._connect_parts()
        self._connect_commands()
        self._restore_place()

    def _build(self) -> None:
        # Each widget is created inside its parent: labels can lose their fonts if they get another.
        self._centre = centre = QWidget(self)
        self.setCentralWidget(centre)
        self._rows = QVBoxLayout(centre)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.header = HeaderBar(self._style, centre)
        self._rows.addWidget(self.header)
        self._stack = QStackedWidget(centre)
        self._rows.addWidget(self._stack, 1)
        self.view = BriefingView(self._settings, self._style, self._stack)
        self._stack.addWidget(self.view)
        self.status_bar = StatusBar(self._style, self, is_private=self._settings.is_private)
        self.setStatusBar(self.status_bar)
        self._menus = {name: self.menuBar().addMenu(name) for name in MENUS}

    @cached_property
    def actions_by_id(self) -> "WindowActions":
        """The actions, in their menus and with their keys."""
        # Not before the first paint, which shows only the names of the menus. Not in `lazy_parts`,
        # which actions need themselves.
        from briefing_app.gui.main_window.actions import (  # noqa: PLC0415, as above
            WindowActions,
            action_table,
        )

        actions = WindowActions(action_table(self.commands), self._menus, self)
        actions.enable(EnabledWhen.BRIEFING_SHOWN, is_met=self._is_briefing_shown)
        actions[ActionId.FORGET].setEnabled(not self._settings.is_private)
        # The other windows of the program copy these actions, so that their keys work there too.
        for action in (ActionId.LARGER, ActionId.SMALLER, ActionId.NORMAL_SIZE):
            self.addAction(actions[action])
        return actions

    def _connect_parts(self) -> None:
        header, view = self.header, self.view
        header.search_changed.connect(self._search)
        header.search_finished.connect(view.findings.focus)
        header.my_force_chosen.connect(self._choose_my_force)
        header.export_requested.connect(partial(self.trigger, ActionId.EXPORT))
        header.slideshow_requested.connect(partial(self.trigger, ActionId.PRESENT))
        view.clear_requested.connect(self.commands.clear_all)
        view.clipboard.copied.connect(self.show_message)
        view.all_quotes_changed.connect(partial(self._check, ActionId.ALL_QUOTES))
        view.table_shown_changed.connect(partial(self._check, ActionId.TABLE))
        self._style.changed.connect(self._fit)

    def _connect_commands(self) -> None:
        commands = self.commands
        commands.open_requested.connect(self._choose_briefing)
        commands.open_bundled_requested.connect(lambda: self.open(BUNDLED_BRIEFING))
        commands.reload_requested.connect(self.reload)
        commands.keys_requested.connect(self._show_keys)
        commands.sources_requested.connect(self._show_sources)
        commands.diagnostics_requested.connect(self._copy_diagnostics)
        commands.licences_requested.connect(self._show_licences)
        commands.about_requested.connect(self._show_about)
        commands.quit_requested.connect(self.close)

    @cached_property
    def dialogs(self) -> "Dialogs":
        """Opens the dialogs of this window."""
        dialogs = lazy_parts.dialogs(self._settings, self._style, self)
        self.briefing_changed.connect(dialogs.close_sources)
        return dialogs

    # ---- the briefing ---------------------------------------------------------------------------

    @property
    def briefing(self) -> Briefing | None:
        """The open briefing, if there is one."""
        return self._briefing

    def open(self, path: Path) -> bool:
        """Open a briefing, or show what is wrong with it.

        If it can't be read, the briefing that was open stays open: a button leads back to it.

        Returns:
            Whether the briefing is shown.
        """
        try:
            briefing = open_briefing(path)
        except BriefingError as error:
            logger.warning("Could not open %s: %s", path.name, type(error).__name__)
            self.show_error(error)
            return False
        logger.info("Opened %s", path.name)
        self.show_briefing(briefing)
        return True

    def show_briefing(self, briefing: Briefing) -> None:
        """Show an open briefing; the window closes it in the end."""
        self._close_briefing()
        self._briefing = briefing
        report = briefing.report
        self.header.show_report(report)
        self._fit()
        self.view.show_report(report)
        self.status_bar.show_briefing(briefing)
        self._restore_choices(report)
        self._show_view()
        self.briefing_changed.emit()

    def reload(self) -> bool:
        """Read the file of the open briefing again; keep selection, search and filters.

        Returns:
            Whether it could be read; if not, what is wrong with it is shown.
        """
        before = self._briefing
        if before is None:
            return False
        selection, search_text = self.view.selection, self.header.search_text
        if not self.open(before.path):
            return False
        self.header.search_for(search_text)
        self.view.restore_selection(selection)
        return True

    def show_error(self, error: BriefingError) -> None:
        """Show what is wrong with a file, in place of the open briefing if there is one."""
        self._error_page.show_error(error, can_go_back=self._briefing is not None)
        self._stack.setCurrentWidget(self._error_page)
        self._set_briefing_shown(is_shown=False)

    @cached_property
    def _error_page(self) -> "ErrorPage":
        page = lazy_parts.error_page(self._style, self._stack)
        page.open_requested.connect(self.commands.open_requested)
        page.open_bundled_requested.connect(self.commands.open_bundled_requested)
        page.back_requested.connect(self._show_view)
        self._stack.addWidget(page)
        return page

    def _show_view(self) -> None:
        self._set_briefing_shown(is_shown=True)
        self._stack.setCurrentWidget(self.view)
        self.view.findings.focus()

    def _set_briefing_shown(self, *, is_shown: bool) -> None:
        self.header.setVisible(is_shown)
        self.status_bar.set_briefing_shown(is_shown)
        self._is_briefing_shown = is_shown
        if "actions_by_id" in self.__dict__:
            self.actions_by_id.enable(EnabledWhen.BRIEFING_SHOWN, is_met=is_shown)
        title = self._briefing.report.title if self._briefing is not None and is_shown else ""
        name = self._settings.program_name
        self.setWindowTitle(f"{title} — {name}" if is_shown else name)

    def _close_briefing(self) -> None:
        if self._briefing is not None:
            self._briefing.close()
            self._briefing = None

    def _restore_choices(self, report: Report) -> None:
        """Restore My force and the filters, as far as this briefing has them."""
        by_name = {force.name: force for force in report.forces}
        name = self._settings.my_force
        self._show_my_force(by_name.get(name), name)
        self.view.pane_filters.restore(report)

    def _search(self, text: str) -> None:
        if self._briefing is None:
            return
        try:
            result = self._briefing.search(text)
        except BriefingError as error:
            self._close_briefing()
            self.show_error(error)
            return
        self.view.pane_search.show(result)

    def set_my_force(self, force: Force | None) -> None:
        """Highlight a force everywhere; none if it is None."""
        self._show_my_force(force, force.name if force is not None else "")

    def _show_my_force(self, force: Force | None, name: str) -> None:
        self.header.set_my_force(force)
        self.view.set_my_force(force, name)

    def _choose_my_force(self, force: Force | None) -> None:
        self._settings.my_force = force.name if force is not None else ""
        self.set_my_force(force)
        self.view.announce_my_force()

    # ---- messages and dialogs -------------------------------------------------------------------

    def show_message(self, text: str) -> None:
        """Show a message in the status bar for a few seconds."""
        self.status_bar.show_message(text)

    @cached_property
    def notifications(self) -> "NotificationBar":
        """The bar above the panes that shows notifications."""
        bar = lazy_parts.notification_bar(self._style, self._centre)
        self._rows.insertWidget(1, bar)
        bar.set_tab_position(self.header.last_control)
        self.view.pane_focus.set_notification_bar(bar)
        return bar

    def report_bug(self, details: str) -> None:
        """Show an unexpected error; the program continues."""
        self.dialogs.show_bug(details)

    def trigger(self, action: ActionId) -> None:
        """Trigger an action as if the user had chosen it in a menu."""
        self.actions_by_id[action].trigger()

    def _check(self, action: ActionId, is_checked: bool) -> None:  # noqa: FBT001, a slot
        self.actions_by_id[action].setChecked(is_checked)

    def _choose_briefing(self) -> None:
        self.dialogs.choose_briefing("Open a briefing", self.open)

    def _show_keys(self) -> None:
        self.dialogs.show_keys(self.actions_by_id.key_rows())

    def _show_sources(self) -> None:
        if self._briefing is not None:
            self.dialogs.show_sources(self._briefing.report)

    def _copy_diagnostics(self) -> None:
        QGuiApplication.clipboard().setText(lazy_parts.diagnostics_text(self._style))
        self.show_message("Diagnostics copied to the clipboard")

    def _show_licences(self) -> None:
        self.dialogs.show_licences()

    def _show_about(self) -> None:
        self.dialogs.show_about()

    # ---- the window -----------------------------------------------------------------------------

    def complete(self) -> None:
        """Add what the first paint doesn't wait for: actions, the figures, and after them icons."""
        if self.view.figures is not None:
            return
        # The window manager can switch full screen on and off too. This also adds all actions.
        self._check_full_screen(self.windowState())
        handle = self.windowHandle()
        if handle is not None:
            handle.windowStateChanged.connect(self._check_full_screen)
        self.completed.connect(self.header.add_clear_button)
        figures = self.view.add_figures()
        self._fit()
        figures.attach_chart()
        has_chart = figures.chart_value is not None and not self._settings.is_table_shown
        waits_for_chart = has_chart and figures.isVisible()
        self._completion_timer.timeout.connect(self.completed)
        self._completion_timer.start(_CHART_DELAY_MS if waits_for_chart else 0)
        figures.chart_painted.connect(self._follow_chart)

    def _follow_chart(self) -> None:
        if self._completion_timer.isActive():
            self._completion_timer.stop()
            self.completed.emit()

    def _check_full_screen(self, state: Qt.WindowState) -> None:
        is_full_screen = bool(state & Qt.WindowState.WindowFullScreen)
        self._check(ActionId.FULL_SCREEN, is_full_screen)

    def resize_with_default_panes(self, size: QSize) -> None:
        """Resize the window and divide it among the panes as at the first start."""
        self.resize(size)
        self.view.pane_sizes.reset(self.size())

    def _restore_place(self) -> None:
        self.setMinimumSize(_MIN_SIZE)
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        saved = self._settings.window_geometry(screens)
        self.setGeometry(saved if saved is not None else self._default_place())
        if self._settings.is_maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.view.pane_sizes.reset(self.size())
        self.view.pane_sizes.restore()

    def _default_place(self) -> QRect:
        available = self.screen().availableGeometry().adjusted(0, TITLE_BAR_HEIGHT, 0, 0)
        place = QRect(available.topLeft(), _DEFAULT_SIZE.boundedTo(available.size()))
        place.moveCenter(available.center())
        return place

    def _fit(self) -> None:
        """Adapt all parts to the size of the window and of the text."""
        self.header.fit(self.size())
        self.status_bar.fit(self.width())
        self.view.fit(self.height())

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, Qt's signature
        """Move the focus, and scroll to it."""
        is_moved = super().focusNextPrevChild(forward)
        scroll_to_focus()
        return is_moved

    def paintEvent(self, event: QPaintEvent) -> None:
        """Emit `first_painted` after the first paint."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the focused button with Enter."""
        if not press_focused_button(self, event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt all parts to the new size."""
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place of the window and its splitters."""
        settings = self._settings
        settings.is_maximised = self.isMaximized()
        settings.set_window_geometry(
            self.normalGeometry() if self.isMaximized() or self.isFullScreen() else self.geometry()
        )
        self.view.pane_sizes.save()
        settings.save()
        super().closeEvent(event)
        if event.isAccepted():
            self.closed.emit()
            self._close_briefing()
