"""Opens the dialog in which the running order of the open briefing is changed."""

from functools import partial

from PySide6.QtCore import QObject

from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.style import Style
from briefing_app.gui.widgets.window_focus import bring_to_front


class RunningOrderController(QObject):
    """Opens the running order dialog, at most once, and closes it when it is out of date.

    Args:
        window: The main window; it owns this.
        launcher: Has the running orders, and tells when a slideshow is running.
        style: Colours, fonts and text size.
    """

    def __init__(self, window: MainWindow, launcher: SlideshowLauncher, style: Style) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._style = style
        self._dialog: RunningOrderDialog | None = None
        window.briefing_changed.connect(self.close_dialog)
        launcher.running_orders.slides_added.connect(self.close_dialog)
        launcher.started.connect(self._show_whether_running)
        launcher.ended.connect(self._show_whether_running)

    def open_dialog(self) -> None:
        """Open the dialog for the open briefing, or bring it to the front."""
        briefing = self._window.briefing
        if briefing is None:
            return
        if self._dialog is None:
            store = self._launcher.running_orders
            dialog = self._dialog = RunningOrderDialog(
                briefing.report,
                store.slides(briefing),
                store.order(briefing),
                self._style,
                self._window,
            )
            dialog.order_changed.connect(partial(store.save, briefing))
            dialog.destroyed.connect(self._forget_dialog)
            self._show_whether_running()
        bring_to_front(self._dialog)

    def close_dialog(self) -> None:
        """Close the dialog if it is open."""
        if self._dialog is not None:
            self._dialog.close()

    def _show_whether_running(self) -> None:
        if self._dialog is not None:
            self._dialog.set_presenting(presenting=self._launcher.slideshow is not None)

    def _forget_dialog(self) -> None:
        self._dialog = None
