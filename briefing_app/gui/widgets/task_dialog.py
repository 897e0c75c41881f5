"""The base class of dialogs that start a background task and report how it ends."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialogButtonBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.errors import BriefingAppError, TargetExistsError
from briefing_app.files.on_disk import is_folder
from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, look, scale, scale_sides
from briefing_app.gui.widgets.buttons import SinglePressButton, quiet_button
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.tasks import BackgroundTask

# Pixels at 100 % text size.
_BAR_WIDTH_PX: Final = 180
_WIDE_PX: Final = 700  # from which the answers to a message are beside it


class TaskDialog(ResizableDialog):
    """Base of a dialog with options, a button that starts a task, and a message about it.

    The message is in the footer, so that it is in sight however long the page is.

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
        self._focus_before: QWidget | None = None  # what started the task
        self._answer_buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self._page)
        scale(self._column.setContentsMargins, 8, 6, 12, 6)
        scale(self._column.setSpacing, 14)
        self._footer = QWidget(self)
        self._bar = QProgressBar(self._footer)
        self._bar.setTextVisible(False)
        scale(self._bar.setFixedHeight, 8)
        scale(self._bar.setFixedWidth, _BAR_WIDTH_PX)
        self._bar.setAccessibleName("Progress")
        self._bar.hide()
        self._message = PlainText(self._footer, TextRole.BODY)
        self._message.setAccessibleName("Result")
        self._message.hide()
        self._answers = FlowRow(self._footer, is_centred=True)
        self._footer_row = self._build_footer()
        self._replace = self._add_answer_button("Replace it")
        self._open_file = self._add_answer_button("Open")
        self._folder = self._add_answer_button("Show in folder")
        self._start = SinglePressButton(start_text)
        self._start.setProperty("look", "primary")
        self._start.clicked.connect(self._start_or_cancel)
        self._replace.clicked.connect(self._replace_clicked)
        self._open_file.clicked.connect(self._open_written)
        self._folder.clicked.connect(self._show_written)

    @property
    def message(self) -> str:
        """The message in the footer, or an empty text."""
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
        self._focus_before = self.focusWidget()
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)  # it stops the task
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
        before, self._focus_before = self._focus_before, None
        if before is not None and self.focusWidget() is self._start:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_message(self, message: str, *answers: QPushButton) -> None:
        """Show a message in the footer, with buttons to answer it; announce it if it is new."""
        is_new = message != self.message
        for button in self._answer_buttons:
            button.setVisible(button in answers)
        self._answers.setVisible(bool(answers))
        self._message.show_text(message)
        self._message.setVisible(bool(message))
        if is_new:
            announce(message, self._message)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers below the message if there is no room beside it."""
        super().resizeEvent(event)
        direction, is_wide = QBoxLayout.Direction, self.width() >= look().px(_WIDE_PX)
        self._footer_row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def _build_footer(self) -> QBoxLayout:
        """Put the message and its answers into a row above the buttons, which keeps its place."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._footer)
        scale_sides(row.setContentsMargins, 20, 6, 20, 0)
        scale(row.setSpacing, 12)
        row.addWidget(self._message, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._bar)
        row.addWidget(self._answers)
        return row

    def _finish(self) -> None:
        self._buttons.addButton(self._start, QDialogButtonBox.ButtonRole.AcceptRole)
        self._start.setDefault(True)
        super()._finish()
        frame = self.layout()
        assert isinstance(frame, QVBoxLayout)  # noqa: S101, as the base class made it
        frame.insertWidget(frame.indexOf(self._buttons), self._footer)

    def _fit_size(self) -> None:
        super()._fit_size()
        answer = max(button.sizeHint().height() for button in self._answer_buttons)
        margin = self._footer_row.contentsMargins().top()
        self._footer.setMinimumHeight(answer + margin)  # nothing moves when there is a message
        self._set_tab_order_of_footer()

    def _set_tab_order_of_footer(self) -> None:
        """Let Tab lead from the page to the message and its answers, and then to the buttons."""
        stops = (self._message, *self._answer_buttons)
        before: QWidget | None = self._buttons
        while before and (before.focusPolicy() is Qt.FocusPolicy.NoFocus or before in stops):
            before = before.previousInFocusChain()
        for first, second in pairwise(filter(None, (before, *stops))):
            self.setTabOrder(first, second)


def open_in_system(path: Path) -> bool:
    """Open a file in its program, or a folder in the system's file manager.

    Returns:
        Whether the system has a program for it.
    """
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
