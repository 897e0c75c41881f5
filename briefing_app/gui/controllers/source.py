"""Showing the text of a source beside a finding, and comparing all words with it."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing_app.authoring import source_comparison
from briefing_app.database.columns import LONG_TEXT
from briefing_app.errors import UnreadableSourceError
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.os_integration.file_dialog import SOURCE_TEXT_FILTERS, create_file_dialog
from briefing_app.gui.panes import source_pane
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.widgets.scroll_area import scroll_to_focus
from briefing_app.gui.widgets.tasks import BackgroundTask
from briefing_app.model.evidence import Evidence
from briefing_app.model.reading import Contents, FiguresPlace
from briefing_app.model.report import Report, Source, source_key

_NO_SOURCE: Final = "This briefing names no source"


class SourceController(QObject):
    """Shows where the words of a finding are in the text of their source, or asks for the text.

    Words can be marked in it and copied as a row of a workbook. If all words that the briefing
    takes from the source are in the text, the briefing earns its tick on this computer.

    Args:
        window: The main window; it owns this.
        launcher: Knows whether a slideshow is running, during which no briefing is read again.
        settings: Has the folder that was used last.
        personal: Keeps where the file is, and which briefings were compared.
        application: The application. A file that is being read is abandoned when it quits.
    """

    def __init__(
        self,
        window: MainWindow,
        launcher: SlideshowLauncher,
        settings: Settings,
        personal: PersonalData,
        application: QCoreApplication,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._launcher = launcher
        self._reading = window.reading
        self._settings = settings
        self._personal = personal
        self._pane: source_pane.SourcePane | None = None
        self._source: Source | None = None  # whose text is shown, or is to be
        self._file: Path | None = None
        self._compared: source_comparison.ComparedSource | None = None
        self._focus_before: QWidget | None = None  # while a text is read that gets the focus
        self._is_tick_due = False
        self._copied_rows: dict[str, int] = {}  # by table
        self._task = BackgroundTask(self, application)
        self._task.done.connect(self._show_compared)
        self._task.failed.connect(self._show_failure)
        self._task.crashed.connect(self._close)
        self._follow_timer = QTimer(self)  # while a briefing is read again, others are shown
        self._follow_timer.setSingleShot(True)
        self._follow_timer.timeout.connect(self._follow_words)
        self._reading.changed.connect(self._follow)
        window.briefing_changed.connect(self._follow_briefing)
        personal.forgotten.connect(self._close)
        launcher.ended.connect(self._show_tick)

    def show(self, is_shown: bool) -> None:
        """Show the words in the text of their source, or go back to the finding."""
        contents, report = self._reading.contents, self._report
        if not is_shown:
            self._window.view.back()
        elif report is None or not report.sources:
            self._window.show_message(_NO_SOURCE)
        elif contents.evidence is not None:
            self._show_source(contents.evidence.source, takes_focus=True)
        else:
            finding = contents.finding
            source = finding.source if finding is not None else report.sources[0]
            self._show_source(source, takes_focus=True)

    def choose_file(self) -> None:
        """Ask for the file with the text of the source."""
        report, source = self._report, self._source
        if report is None or source is None:
            return
        file = self._personal.source_files.file_of(report, source)
        folder = str(file.parent) if file is not None else self._settings.source_folder
        title = f"The text of “{source.title}”"
        dialog = create_file_dialog(self._window, title, folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(SOURCE_TEXT_FILTERS)
        dialog.fileSelected.connect(lambda name: self._read(source, Path(name), takes_focus=True))
        dialog.open()

    def copy_row(self, table: str) -> None:
        """Copy the words that the reader has marked as a row of the sheet that feeds a table."""
        compared, report, pane = self._compared, self._report, self._pane
        part = pane.selected if pane is not None and self.is_shown() else None
        if compared is None or report is None or part is None:
            self._window.show_message(source_pane.NOTHING_MARKED)
            return
        marked = compared.marked(*part)
        if not marked.words or len(marked.words) > LONG_TEXT.characters:
            most = f"Mark at least one word and at most {LONG_TEXT.characters:,} characters"
            self._window.show_message(most)
            return
        items = report.quotes if table == "quotes" else report.findings
        copied = self._copied_rows[table] = self._copied_rows.get(table, 0) + 1
        number = max((each.position for each in items), default=0) + copied
        keys = {finding.key for finding in report.findings}
        row = source_comparison.pasted_row(table, number, marked, keys)
        QGuiApplication.clipboard().setText(row)
        self._window.show_message(source_comparison.paste_message(table, number, marked))

    def is_shown(self) -> bool:
        """Return whether the text of a source is shown."""
        return self._reading.state.figures is FiguresPlace.SOURCE

    @property
    def _report(self) -> Report | None:
        briefing = self._window.briefing
        return briefing.report if briefing is not None else None

    def _close(self) -> None:
        if self.is_shown():
            self._reading.show_source(False)

    def _follow(self, new: Contents, old: Contents) -> None:
        if _words_of(new.evidence) != _words_of(old.evidence):
            self._follow_timer.start()
        if old.state.figures is FiguresPlace.SOURCE and not self.is_shown():
            self._task.abandon()

    def _choose_source(self, at: int) -> None:
        report = self._report
        if report is not None:
            self._show_source(report.sources[at], takes_focus=False)

    def _show_source(self, source: Source, *, takes_focus: bool) -> None:
        """Show the text of a source, or how to get it."""
        report = self._report
        file = self._personal.source_files.file_of(report, source) if report is not None else None
        if file is not None:
            self._read(source, file, takes_focus=takes_focus)
        else:
            self._task.abandon()
            self._show_choice(source)
            self._reading.show_source(True)
            if takes_focus:
                self._made_pane().setFocus(Qt.FocusReason.ShortcutFocusReason)
                scroll_to_focus()

    def _show_choice(self, source: Source) -> None:
        report = self._report
        self._source, self._file, self._compared = source, None, None
        cited = source_comparison.count_cited(report, source) if report is not None else 0
        self._made_pane().show_choice(source, cited)

    def _made_pane(self) -> "source_pane.SourcePane":
        """Return the pane, which is made when it is first needed."""
        pane = self._pane
        if pane is None:
            column = self._window.view.column
            pane = self._pane = source_pane.SourcePane(column)
            column.set_source(pane)
            pane.close_button.clicked.connect(self._window.view.back)
            pane.sources.activated.connect(self._choose_source)
            for button in pane.choose_buttons:
                button.clicked.connect(self.choose_file)
            for table, button in pane.copy_buttons.items():
                button.clicked.connect(lambda _checked, table=table: self.copy_row(table))
            if self._report is not None:
                pane.set_sources(self._report)
        return pane

    def _read(self, source: Source, file: Path, *, takes_focus: bool) -> None:
        """Show a file as soon as it is read and compared."""
        self._made_pane().show_progress(source, file)
        self._compared = None
        self._reading.show_source(True)
        self._focus_before = self._window.focusWidget() if takes_focus else None
        self._compare(source, file)

    def _compare(self, source: Source, file: Path) -> None:
        briefing = self._window.briefing
        if briefing is not None:
            self._source, self._file = source, file
            job = source_comparison.compare_source
            self._task.start(partial(job, briefing.path, briefing.report, source, file))

    def _show_compared(self, compared: "source_comparison.ComparedSource") -> None:
        report, pane = self._report, self._pane
        if report is None or pane is None:
            return
        self._compared = compared
        known = self._personal.source_files.file_of(report, compared.source)
        if compared.file != known:
            self._personal.source_files.keep(report, compared.source, compared.file)
        evidence = self._reading.contents.evidence
        is_from_it = evidence is not None and evidence.source.id == compared.source.id
        pane.show_compared(compared, evidence if is_from_it else None)
        self._move_focus()
        if compared.checked is not None and self._personal.checked.keep(compared.checked):
            self._is_tick_due = True
            self._show_tick()

    def _show_tick(self) -> None:
        """Read a briefing that has earned its tick again; not during a slideshow of it."""
        if self._is_tick_due and self._launcher.slideshow is None:
            self._is_tick_due = False
            self._window.reload()

    def _show_failure(self, error: UnreadableSourceError) -> None:
        if self._pane is not None and self._source is not None:
            self._compared = None
            why = f"{error.path.name}: {error.what} {error.remedy}"
            self._pane.show_failure(self._source, why)
            self._move_focus()

    def _move_focus(self) -> None:
        """Move the keyboard focus to the text that was asked for, unless it has moved since."""
        before, self._focus_before = self._focus_before, None
        if before is not None and before is self._window.focusWidget() and self._pane is not None:
            self._pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow_words(self) -> None:
        """Mark the words that are shown now, in the text of their source."""
        pane, evidence = self._pane, self._reading.contents.evidence
        if not self.is_shown() or pane is None:
            return
        if evidence is None or self._source is None or evidence.source.id == self._source.id:
            pane.mark(evidence)
        else:
            self._show_source(evidence.source, takes_focus=False)

    def _follow_briefing(self) -> None:
        """Compare another edition with the same file, or close the text of another briefing."""
        self._copied_rows.clear()
        report, source, file = self._report, self._source, self._file
        if self._pane is not None and report is not None:
            self._pane.set_sources(report)
        if not self.is_shown() or report is None or source is None:
            return
        key = source_key(source)
        same = next((each for each in report.sources if source_key(each) == key), None)
        if same is None:
            self._close()
        elif file is not None:
            self._compare(same, file)
        else:
            self._show_choice(same)


def _words_of(evidence: Evidence | None) -> tuple[str, str] | None:
    """Return what identifies words and their source; what was checked is no part of it."""
    return (evidence.text, source_key(evidence.source)) if evidence is not None else None
