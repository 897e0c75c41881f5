"""Opens the window that compares planned, rehearsed and taken times, and saves them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from briefing_app.database.reader import Briefing
from briefing_app.errors import OutputError
from briefing_app.files.atomic import write_file
from briefing_app.files.csv import csv_file
from briefing_app.gui.dialogs import times as times_dialog
from briefing_app.gui.main_window.actions import SLIDESHOW, Action
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.file_dialog import create_save_dialog
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.focus import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.model.running_order import added_slides
from briefing_app.model.slideshow.time import TIME_HEADINGS, SlideSeconds, TimeRow, time_table
from briefing_app.model.wording import saved_message


class TimesController(QObject):
    """Opens the window with the times of the open briefing; it is open at most once.

    Args:
        window: The main window; it owns this.
        launcher: Has the running orders; a slideshow closes the window, whose times it outdates.
        personal: Where times are kept.
        settings: Has the folder of the last export.
    """

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        personal: PersonalData,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._personal = personal
        self._settings = settings
        self._dialog = SingleDialog["times_dialog.TimesWindow"](self, [])
        window.briefing_changed.connect(self._dialog.close)
        launcher.running_orders.changed.connect(self._dialog.close)
        launcher.started.connect(self._dialog.close)

    def actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        hint = "Compare the planned, rehearsed and taken time of each slide"
        return (Action("&Times…", self.open_window, SLIDESHOW, 21, hint=hint),)

    @property
    def shown(self) -> "times_dialog.TimesWindow | None":
        """The window, while it is open."""
        return self._dialog.dialog

    def open_window(self) -> None:
        """Open the window for the open briefing, or bring it to the front."""
        briefing = self._window.briefing
        if briefing is not None:
            bring_to_front(self._dialog.get_or_make(partial(self._make_window, briefing)))

    def save(self, rows: Sequence[TimeRow], target: Path) -> None:
        """Save rows as a CSV file, and say so."""
        self._settings.export_folder = str(target.parent)
        try:
            write_file(target, csv_file(TIME_HEADINGS, (row.cells for row in rows)))
        except OutputError as error:
            message = str(error)
        else:
            message = saved_message(target)
        if self.shown is not None:
            self.shown.show_message(message)

    def _make_window(self, briefing: Briefing) -> "times_dialog.TimesWindow":
        order = self._launcher.running_orders.order(briefing)
        own_minutes = self._launcher.running_orders.planned_minutes(briefing)
        slides = [item.slide for item in order.items]

        def make_rows(rehearsed: SlideSeconds, taken: SlideSeconds) -> list[TimeRow]:
            missing = {*rehearsed, *taken}.difference(slide.key for slide in slides)
            removed = added_slides(briefing.report, list(missing))
            others = (*slides, *removed.values())
            return time_table(order.slides, others, rehearsed, taken, own_minutes)

        recorded = self._personal.times.of_briefing(briefing.report.key)
        made = times_dialog.TimesWindow(recorded, make_rows, self._window)
        made.save_requested.connect(self._ask_for_file)
        return made

    def _ask_for_file(self, rows: Sequence[TimeRow]) -> None:
        folder, kinds = self._settings.export_folder, {"CSV": "csv"}
        dialog = create_save_dialog(self.shown, "Save the times", folder, "Times.csv", kinds)
        dialog.fileSelected.connect(lambda name: self.save(rows, Path(name)))
        dialog.open()
