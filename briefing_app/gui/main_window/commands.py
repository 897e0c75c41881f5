"""What the actions of the main window do, if it is more than one call to one of its parts."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.look import TEXT_SCALES, Style, ThemeChoice
from briefing_app.gui.main_window.actions import ActionId
from briefing_app.gui.main_window.briefing_view.view import BriefingView
from briefing_app.gui.main_window.header_bar import HeaderBar
from briefing_app.gui.settings import Settings
from briefing_app.layout.theme import SlideTheme

_FULL_SCREEN = Qt.WindowState.WindowFullScreen


class Commands(QObject):
    """Carries out actions, or requests what the window and the controllers carry out.

    Args:
        header: The header of the window.
        view: The panes of the window.
        settings: Where choices are remembered.
        style: The theme and the text size in use.
        window: The main window; it owns this.
    """

    # For the window.
    open_requested = Signal()
    open_bundled_requested = Signal()
    reload_requested = Signal()
    keys_requested = Signal()
    sources_requested = Signal()
    diagnostics_requested = Signal()
    licences_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()
    # For the controllers.
    clear_recent_requested = Signal()
    comparison_requested = Signal()
    new_briefing_requested = Signal()
    template_requested = Signal()
    export_requested = Signal(ActionId)
    """Emitted with the action that says what to export."""
    notes_export_requested = Signal()
    print_requested = Signal()
    slideshow_requested = Signal(ActionId)
    """Emitted with the action that says where and how to start."""
    running_order_requested = Signal()
    times_requested = Signal()
    said_requested = Signal()
    identity_requested = Signal()
    private_session_requested = Signal()
    forget_requested = Signal()

    def __init__(
        self,
        header: HeaderBar,
        view: BriefingView,
        settings: Settings,
        style: Style,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.header = header
        self.view = view
        self.settings = settings
        self.style = style
        self._window = window

    def clear_all(self) -> None:
        """Clear the search and all filters."""
        self.header.search_for("")
        self.view.pane_filters.clear()
        self.view.findings.focus()

    def clear_step(self) -> None:
        """Clear the search; if it is empty, the filters; if there are none, leave full screen."""
        if self.header.search_text:
            self.header.search_for("")
        elif self.view.pane_filters.are_set:
            self.clear_all()
        elif self._window.isFullScreen():
            self.set_full_screen(False)
        self.view.findings.focus()

    def set_full_screen(self, is_full_screen: bool) -> None:  # noqa: FBT001, a slot
        """Fill the screen with the window, or leave that; it stays maximised if it was."""
        state = self._window.windowState()
        self._window.setWindowState(
            state | _FULL_SCREEN if is_full_screen else state & ~_FULL_SCREEN
        )

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Use a theme and remember it."""
        self.settings.theme = choice
        self.style.choose(choice)

    def choose_slide_theme(self, theme: SlideTheme) -> None:
        """Use other colours for slides and remember them."""
        self.settings.slide_theme = theme
        self.style.choose_slide_theme(theme)

    def step_text_scale(self, step: int) -> None:
        """Use the next larger or smaller text size; the same again if there is none."""
        index = TEXT_SCALES.index(self.style.scale) + step
        self.set_text_scale(TEXT_SCALES[max(0, min(index, len(TEXT_SCALES) - 1))])

    def set_text_scale(self, scale: float) -> None:
        """Use a text size, remember it and announce it."""
        self.settings.text_scale = scale
        self.style.set_scale(scale)
        announce(f"Text {round(scale * 100)} %", QApplication.activeWindow() or self._window)
