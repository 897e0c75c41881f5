"""The base class of dialogs that start a background task and report how it ends."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.errors import BriefingAppError, TargetExistsError
from briefing_app.files.on_disk import is_folder
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.tasks import BackgroundTask


class TaskDialog(ResizableDialog):
    """Base of a dialog with options, a button that starts a task, and a message about it.

    The task itself runs elsewhere. Subclasses implement `_request_start`, `_replace_clicked`
    and `_written`, and set `_options_of_task`.

    Args:
        title: The title.
        start_text: The text of the button that starts the task.
        size: The size at 100 % text size. It is limited to the screen.
    """

    cancel_requested = Signal()
    """Emitted when the running task should be cancelled."""

    def __init__(self, title: str, start_text: str, size: QSize, parent: QWidget) -> None:
        super().__init__(title, size, parent)
        self._start_text = start_text
        self._running = False
        self._options_of_task: Sequence[QWidget] = ()  # disabled while it runs
        self._answer_buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self._page)
        scale(self._column.setContentsMargins, 8, 6, 12, 6)
        scale(self._column.setSpacing, 14)
        self._bar = QProgressBar(self._page)
        self._bar.setTextVisible(False)
        scale(self._bar.setFixedHeight, 8)
        self._bar.setAccessibleName("Progress")
        self._bar.hide()
        self._message = PlainText(self._page, TextRole.BODY)
        self._message.setAccessibleName("Result")
        self._message.hide()
        self._answers = FlowRow(self._page)
        self._replace = self._add_answer_button("Replace it")
        self._open_file = self._add_answer_button("Open")
        self._folder = self._add_answer_button("Show in folder")
        self._start = QPushButton(start_text)
        self._start.setProperty("look", "primary")
        self._start.clicked.connect(self._start_or_cancel)
        self._replace.clicked.connect(self._replace_clicked)
        self._open_file.clicked.connect(self._open_written)
        self._folder.clicked.connect(self._show_written)

    @property
    def message(self) -> str:
        """The message below the options, or an empty text."""
        return self._message.toPlainText()

    def follow(self, task: BackgroundTask) -> None:
        """Report the progress, the cancellation and the errors of a task.

        Its result is reported by the controller, which knows what it is.
        """
        task.progress_changed.connect(self.show_progress)
        task.cancelled.connect(self.show_cancelled)
        task.failed.connect(self.show_error)
        task.crashed.connect(self.end)
        self.cancel_requested.connect(task.cancel)

    def show_progress(self, done: int, total: int) -> None:
        """Show the progress; `total` is 0 if it isn't known."""
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def show_error(self, error: BriefingAppError) -> None:
        """Show why the task failed, and offer to replace a file that exists."""
        self._end_task()
        if isinstance(error, TargetExistsError):
            message = f"{error.path.name} is already there, in {error.path.parent}."
            self._show_message(message, self._replace)
            self._replace.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._show_message(str(error))

    def show_cancelled(self) -> None:
        """Show that the task was cancelled."""
        self._end_task()
        self._show_message("Stopped. Nothing was written.")

    def end(self) -> None:
        """Get ready for the next task without a message."""
        self._end_task()
        self._show_message("")

    def showEvent(self, event: QShowEvent) -> None:
        """Move the keyboard focus to the button that starts the task."""
        super().showEvent(event)
        if not event.spontaneous():
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Cancel a running task; otherwise close the dialog."""
        if self._running:
            self._cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._running:
            self._running = False
            self.cancel_requested.emit()
        super().closeEvent(event)

    def _request_start(self) -> None:
        """Request the task, or ask for what it still needs."""
        raise NotImplementedError

    def _replace_clicked(self) -> None:
        """Request the same task again, replacing the existing file."""
        raise NotImplementedError

    def _written(self) -> Path | None:
        """Return the file or folder that was written, if any."""
        raise NotImplementedError

    def _enable_options(self, *, on: bool) -> None:
        """Enable the options, or disable them while the task runs."""
        for widget in self._options_of_task:
            widget.setEnabled(on)

    def _add_answer_button(self, text: str) -> QPushButton:
        """Return a button that is shown together with some of the messages."""
        button = quiet_button(text, self._answers)
        self._answers.add(button)
        button.hide()
        self._answer_buttons.append(button)
        return button

    def _begin_task(self, message: str) -> None:
        self._running = True
        self._enable_options(on=False)
        self.show_progress(0, 0)
        self._bar.show()
        self._start.setText("Stop")
        self._show_message(message)

    def _end_task(self) -> None:
        self._running = False
        self._enable_options(on=True)
        self._bar.hide()
        self._start.setText(self._start_text)

    def _show_message(self, message: str, *answers: QPushButton) -> None:
        """Show a message below the options, with buttons to answer it; announce it if it is new."""
        is_new = message != self.message
        for button in self._answer_buttons:
            button.setVisible(button in answers)
        self._answers.setVisible(bool(answers))
        self._message.show_text(message)
        self._message.setVisible(bool(message))
        if message:  # later, when the layout has placed it
            QTimer.singleShot(0, self, self._scroll_to_message)
        if is_new:
            announce(message, self._message)

    def _scroll_to_message(self) -> None:
        """Scroll to the answers and then to the message, so that its beginning is visible."""
        self._area.ensureWidgetVisible(self._answers, 0, 0)
        self._area.ensureWidgetVisible(self._message, 0, 0)

    def _start_or_cancel(self) -> None:
        if self._running:
            self._cancel()
        else:
            self._request_start()

    def _cancel(self) -> None:
        self._show_message("Stopping…")
        self.cancel_requested.emit()

    def _open_written(self) -> None:
        written = self._written()
        if written is not None:
            open_in_system(written)

    def _show_written(self) -> None:
        written = self._written()
        if written is not None:
            open_in_system(written if is_folder(written) else written.parent)

    def _finish(self) -> None:
        self._buttons.addButton(self._start, QDialogButtonBox.ButtonRole.AcceptRole)
        self._start.setDefault(True)
        super()._finish()


def open_in_system(path: Path) -> bool:
    """Open a file in its program, or a folder in the system's file manager.

    Returns:
        Whether the system has a program for it.
    """
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
