"""The window that asks how something is to be made, and tells how far that is and how it ended."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.errors import BriefingAppError, TargetExistsError
from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.background_task import BackgroundTask
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.plain_text import PlainText


class TaskDialog(ResizableDialog):
    """Base of a window with options, a button that starts the work, and what is told of it.

    The work itself is done elsewhere.

    Args:
        title: The window's title.
        start: What stands on the button that starts the work.
        size: Its size at 100 % text size; the screen may have less.
        style: Colours, fonts and text size.
        parent: The main window.
    """

    cancel_wanted = Signal()
    """The work that goes on is to be stopped."""
    folder_wanted = Signal(Path)
    """The folder that was written into is to be shown."""

    def __init__(self, title: str, start: str, size: QSize, style: Style, parent: QWidget) -> None:
        super().__init__(title, size, style, parent)
        self._start_text = start
        self._running = False
        self._offered: list[QPushButton] = []
        self._column = QVBoxLayout(self._page)
        self._bar = QProgressBar(self._page)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._bar.hide()
        self._said = PlainText(style, self._page)
        self._said.setAccessibleName("What became of it")
        self._said.hide()
        self._answers = FlowRow(self._page)
        self._replace = self._answer("Replace what is there")
        self._folder = self._answer("Show in its folder")
        self._start = QPushButton(start, self)
        self._start.setProperty("look", "primary")
        self._start.setDefault(True)
        self._buttons.addButton(self._start, QDialogButtonBox.ButtonRole.ActionRole)
        self._start.clicked.connect(self._start_clicked)
        self._replace.clicked.connect(self._replace_clicked)
        self._folder.clicked.connect(self._folder_clicked)

    @property
    def said(self) -> str:
        """What is told of the work below the options; may be empty."""
        return self._said.toPlainText()

    def follow(self, work: BackgroundTask) -> None:
        """Tell of the work that is asked for here, as long as the window is there.

        What was made is told by whoever knows what that is.
        """
        work.progressed.connect(self.show_progress)
        work.stopped.connect(self.show_stopped)
        work.failed.connect(self.show_error)
        work.broke.connect(self.end)
        self.cancel_wanted.connect(work.stop)
        self.folder_wanted.connect(_show_folder)

    def show_progress(self, done: int, of: int) -> None:
        """Tell how far the work is; `of` is 0 where that isn't known."""
        self._bar.setMaximum(of)
        self._bar.setValue(done)

    def show_error(self, error: BriefingAppError) -> None:
        """Tell why the work failed, and offer to replace what is in its way."""
        self._end_work()
        if isinstance(error, TargetExistsError):
            self._say(f"{error.path.name} is already there, in {error.path.parent}.", self._replace)
            self._replace.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._say(str(error))

    def show_stopped(self) -> None:
        """Tell that the work was stopped."""
        self._end_work()
        self._say("Stopped. Nothing was written.")

    def end(self) -> None:
        """Be ready for more work after some ended in a way that is told elsewhere."""
        self._end_work()
        self._say("")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, Qt's name
        """Qt: the keyboard begins with the work."""
        super().showEvent(event)
        if not event.spontaneous():
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Qt: Esc stops work that goes on, and only then closes the window."""
        if self._running:
            self._ask_to_stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, Qt's name
        """Qt: whoever closes the window wants no more of the work."""
        if self._running:
            self._running = False
            self.cancel_wanted.emit()
        super().closeEvent(event)

    # ---- what each window does in its own way ---------------------------------------------------

    def _ask_or_begin(self) -> None:
        """Start the work, or ask what else must be known first."""
        raise NotImplementedError

    def _replace_clicked(self) -> None:
        """Do the same again, over what is there."""
        raise NotImplementedError

    def _written(self) -> Path | None:
        """What was written, if anything was."""
        raise NotImplementedError

    def _enable_options(self, *, on: bool) -> None:
        """Let the options be changed, or not while the work goes on."""
        raise NotImplementedError

    # ---- for those windows ----------------------------------------------------------------------

    def _answer(self, text: str) -> QPushButton:
        """A button that is offered with something that is said, and gone with it."""
        answer = QPushButton(text, self._answers)
        answer.setAutoDefault(False)
        self._answers.add(answer)
        answer.hide()
        self._offered.append(answer)
        return answer

    def _begin_work(self, sentence: str) -> None:
        self._running = True
        self._enable_options(on=False)
        self.show_progress(0, 0)
        self._bar.show()
        self._start.setText("Stop")
        self._say(sentence)

    def _end_work(self) -> None:
        self._running = False
        self._enable_options(on=True)
        self._bar.hide()
        self._start.setText(self._start_text)

    def _say(self, sentence: str, *offered: QPushButton) -> None:
        """Say something below the options, aloud too, and what can be answered to it."""
        for answer in self._offered:
            answer.setVisible(answer in offered)
        self._answers.setVisible(bool(offered))
        self._answers.refresh()
        self._said.show_text(sentence, self._style.font(TextRole.BODY))
        self._said.setVisible(bool(sentence))
        if sentence:  # in a small window too, once it has its place
            QTimer.singleShot(0, self, self._show_said)
        announce(sentence, self._said)

    def _show_said(self) -> None:
        """Scroll to what is said and to the answers to it, its beginning at least."""
        self._area.ensureWidgetVisible(self._answers, 0, 0)
        self._area.ensureWidgetVisible(self._said, 0, 0)

    def _file_dialog(self, title: str, folder: str) -> QFileDialog:
        dialog = QFileDialog(self, title, folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _start_clicked(self) -> None:
        if self._running:
            self._ask_to_stop()
        else:
            self._ask_or_begin()

    def _ask_to_stop(self) -> None:
        self._say("Stopping …")
        self.cancel_wanted.emit()

    def _folder_clicked(self) -> None:
        written = self._written()
        if written is not None:
            self.folder_wanted.emit(written if written.is_dir() else written.parent)

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font
        self._column.setContentsMargins(px(8), px(6), px(12), px(6))
        self._column.setSpacing(px(14))
        self._said.show_text(self.said, font(TextRole.BODY))
        for row in self.findChildren(FlowRow):
            row.refresh()
        self._bar.setFixedHeight(px(8))
        super()._restyle()


def pill(text: str, parent: QWidget | None = None, *, checkable: bool = True) -> QPushButton:
    """A small round button among others."""
    made = QPushButton(text, parent)
    made.setProperty("look", "pill")
    made.setCheckable(checkable)
    made.setAutoDefault(False)
    return made


def toggle(text: str, *, checked: bool = False) -> QPushButton:
    """A pill that is switched on and off."""
    made = pill(text)
    made.setChecked(checked)
    return made


def in_a_row(*widgets: QWidget) -> FlowRow:
    """Widgets side by side, as one; where there is no room, below each other."""
    row = FlowRow()
    for widget in widgets:
        row.add(widget)
    return row


def _show_folder(folder: Path) -> None:
    """Show a folder as the system does."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
