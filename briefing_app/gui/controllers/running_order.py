"""Opens the dialog in which the running order of the open briefing is changed."""

from functools import partial

from PySide6.QtCore import QObject

from briefing_app.database.reader import Briefing
from briefing_app.gui.controllers.slideshow import SlideshowController
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.running_order import dialog as order_dialog
from briefing_app.gui.running_order import editor as order_editor
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.model.report import Quote


class RunningOrderController(QObject):
    """Opens the running order dialog, at most once, and closes it when it is out of date.

    Args:
        window: The main window; it owns this.
        launcher: Has the running orders, and reports whether a slideshow is running.
        slideshow: Starts a slideshow from the dialog.
        personal: What belongs to the user.
    """

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        slideshow: SlideshowController,
        personal: PersonalData,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._slideshow = slideshow
        self._dialog = SingleDialog["order_dialog.RunningOrderDialog"](self, [])
        window.briefing_changed.connect(self._dialog.close)
        personal.forgotten.connect(self._dialog.close)
        launcher.started.connect(self._show_whether_running)
        launcher.ended.connect(self._show_whether_running)

    def open_dialog(self) -> None:
        """Open the dialog for the open briefing, or bring it to the front."""
        briefing = self._window.briefing
        if briefing is not None:
            dialog = self._dialog.get_or_make(partial(self._make_dialog, briefing))
            self._show_whether_running()
            bring_to_front(dialog)

    def _make_dialog(self, briefing: Briefing) -> "order_dialog.RunningOrderDialog":
        store = self._launcher.running_orders
        editor = order_editor.RunningOrderEditor(briefing.report, store.order(briefing))
        dialog = order_dialog.RunningOrderDialog(briefing.report, editor, self._window)
        self._select_other_words(editor)
        editor.changed.connect(partial(self._save, briefing))
        box = dialog.highlight_box
        box.set_highlight(store.highlight(briefing))
        box.activated.connect(lambda _: store.set_highlight(briefing, box.highlight))
        dialog.start_button.clicked.connect(lambda _: self._slideshow.present())
        dialog.show_next_start(self._slideshow.next_start)
        self._slideshow.next_start_changed.connect(dialog.show_next_start)
        return dialog

    def _select_other_words(self, editor: "order_editor.RunningOrderEditor") -> None:
        """Select the slide of other words, if they are chosen in the list."""
        contents = self._window.reading.contents
        row = editor.state.order.index_of(contents.slide_key)
        if row is not None and isinstance(contents.item, Quote):
            editor.select(row)

    def _save(
        self,
        briefing: Briefing,
        new: "order_editor.EditorState",
        old: "order_editor.EditorState",
    ) -> None:
        if new.order is not old.order:
            self._launcher.running_orders.save(briefing, new.order)

    def _show_whether_running(self) -> None:
        dialog = self._dialog.dialog
        if dialog is not None:
            dialog.set_presenting(presenting=self._launcher.slideshow is not None)
