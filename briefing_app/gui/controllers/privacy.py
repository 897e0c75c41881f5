"""Private sessions, and what is kept on this computer: listed, and removed if ticked."""

import logging
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from briefing_app.database.personal import copies, store
from briefing_app.errors import BriefingAppError
from briefing_app.files.atomic import delete_files
from briefing_app.files.log_file import log_files
from briefing_app.files.on_disk import exists, files_named
from briefing_app.files.own_process import start_own_process
from briefing_app.files.paths import resolved
from briefing_app.gui.dialogs import forget
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.dialog import bring_to_front
from briefing_app.gui.widgets.tasks import SingleDialog
from briefing_app.model.reading import FindingFilter

logger = logging.getLogger(__name__)

PRIVATE_OPTION: Final = "--private"
"""The option of the command line that starts a private session."""

_CHECK_INTERVAL_MS: Final = 250
_CHECK_COUNT: Final = 120  # half a minute, as a program that can't start says so by then


class PrivateSession(QObject):
    """Another process of this program that keeps nothing on the computer.

    It doesn't end with this one.
    """

    failed = Signal()
    """Emitted if it can't be started, or soon ends with an error."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: subprocess.Popen[bytes] | None = None
        self._checks_left = _CHECK_COUNT
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._check)

    def start(self, path: Path | None) -> None:
        """Start it, and watch its first seconds.

        Args:
            path: The briefing to open; None for the bundled one.
        """
        try:
            file = [] if path is None else [str(resolved(path))]
            self._process = start_own_process(PRIVATE_OPTION, *file)
        except OSError as error:
            logger.warning("Could not start a private session: %s", error.strerror)
            self.failed.emit()
        else:
            self._timer.start(_CHECK_INTERVAL_MS)

    def _check(self) -> None:
        code = self._process.poll() if self._process is not None else None
        self._checks_left -= 1
        if code is not None or not self._checks_left:
            self._timer.stop()
        if code:
            logger.warning("A private session ended with exit code %d", code)
            self.failed.emit()


class PrivacyController(QObject):
    """Starts private sessions, and opens the dialog that shows and removes what is kept.

    Args:
        window: The main window; it owns this.
        settings: What the program remembers.
        personal: What belongs to the user.
    """

    def __init__(self, window: MainWindow, settings: Settings, personal: PersonalData) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._personal = personal
        self._dialog = SingleDialog["forget.ForgetDialog"](self, [])

    def keeps_data(self) -> bool:
        """Return whether this session keeps anything on the computer."""
        return not self._settings.is_private

    def open_dialog(self) -> None:
        """Open the dialog, or bring it to the front with what is kept now."""
        dialog = self._dialog.get_or_make(lambda: forget.ForgetDialog(self._remove, self._window))
        dialog.show_groups(self.groups())
        bring_to_front(dialog)

    def groups(self) -> "list[forget.KeptGroup]":
        """Return what is kept."""
        kept = self._personal.kept.briefings()
        groups = [forget.briefing_group(each, self._personal.kept.forget) for each in kept or ()]
        program = [*self._program_items(), *self._file_items(is_readable=kept is not None)]
        return [*groups, *([forget.KeptGroup(forget.PROGRAM, program)] if program else [])]

    def start_private_session(self) -> None:
        """Start a program of its own that keeps nothing, with the open briefing."""
        self._window.show_message("A private session is starting in a window of its own")
        session = PrivateSession(self)
        session.failed.connect(self._report_failed_session)
        briefing = self._window.briefing
        session.start(briefing.path if briefing is not None else None)

    def _report_failed_session(self) -> None:
        self._window.show_message(
            "The private session can’t be started. Close this program and start it again."
        )

    def _remove(self, items: "Sequence[forget.KeptItem]") -> None:
        removed, failures = [], []
        for item in items:
            try:
                store.repeat_if_replaced(self._personal.report, item.remove)
            except BriefingAppError as error:
                failures.append(str(error))
            else:
                removed.append(item.text)
        self._personal.forgotten.emit()
        dialog = self._dialog.dialog
        if dialog is not None:
            dialog.show_groups(self.groups())
            parts = [f"Removed: {'; '.join(removed)}."] if removed else []
            dialog.message.show_message(" ".join((*parts, *failures)))

    def _program_items(self) -> "Iterator[forget.KeptItem]":
        kept = self._settings.kept()  # nothing, if the file can't be written
        if files := kept.recent_files:
            forget_files = self._settings.forget_recent_files
            yield forget.KeptItem(forget.recent_files_text(len(files)), forget_files)
        if count := self._personal.checked.count():
            forget_checks = self._personal.checked.forget
            yield forget.KeptItem(forget.checked_files_text(count), forget_checks)
        if kept.has_choices:
            yield forget.KeptItem(forget.SETTINGS, self._forget_settings)
        if log := log_files():
            yield forget.KeptItem(forget.log_text(len(log)), partial(delete_files, log))

    def _file_items(self, *, is_readable: bool) -> "Iterator[forget.KeptItem]":
        """Yield the damaged files, and the one that is used if that can't be read."""
        path = self._personal.path
        if path is None:
            return
        if damaged := files_named(path.parent, copies.DAMAGED_FILES):
            text = forget.damaged_files_text(len(damaged))
            yield forget.KeptItem(text, partial(delete_files, damaged), has_notes=True)
        if is_readable:
            return
        # First the copy: otherwise, a crash in between would bring everything back.
        files = [copies.copy_path(path)] if copies.has_copy(path) else []
        files += [path] if exists(path) else []
        if files:
            remove = partial(delete_files, files)
            yield forget.KeptItem(forget.UNREADABLE_FILE, remove, has_notes=True)

    def _forget_settings(self) -> None:
        self._window.reading.set_filter(FindingFilter.ALL)
        self._settings.forget_choices()
