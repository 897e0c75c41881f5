"""The dialog that asks what to export, how and where to, and shows its first page."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from briefing_app.export.request import Export, ExportKind
from briefing_app.gui.export.file_field import FileField
from briefing_app.gui.export.kind_list import KindList
from briefing_app.gui.export.kinds import DESCRIPTIONS, Option
from briefing_app.gui.export.options import ExportOptions
from briefing_app.gui.export.page_browser import PageBrowser, Pager
from briefing_app.gui.export.page_preview import PagePreview
from briefing_app.gui.export.target_choice import TargetChoice
from briefing_app.gui.look import Style, TextRole, set_look
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.task_dialog import TaskDialog
from briefing_app.gui.widgets.tasks import BackgroundTask, Job
from briefing_app.model.charts import ChartView
from briefing_app.model.comparison import Comparison
from briefing_app.model.report import Force, Measure, Report
from briefing_app.model.wording import NO_CHART

# Pixels at 100 % text size.
_SIZE: Final = QSize(900, 620)
_PREVIEW_WIDTH: Final = 280
_MAX_PREVIEW_HEIGHT: Final = 480
_MIN_OPTIONS_WIDTH: Final = 270  # beside the preview, which otherwise comes below them

_A4: Final = QSizeF(210, 297)


class ExportDialog(TaskDialog):
    """Asks what to export, how and where to. It does not make the export itself.

    Args:
        report: The briefing.
        settings: Has the folder that was used last.
        style: Colours, fonts and text size.
        parent: The main window.
        preview_job: Returns what makes the `Pages` of an export in the background.
        preview_task: Makes them; abandoned when the dialog closes.
        my_force: The user's own force, which is offered first for a chart over time.
    """

    export_requested = Signal(object)
    """Emitted with the `Export` to make."""
    previewed = Signal()
    """Emitted when the pages of the preview have been made, or can't be made."""

    def __init__(
        self,
        report: Report,
        settings: Settings,
        style: Style,
        parent: QWidget,
        *,
        preview_job: Callable[[Export], Job | None],
        preview_task: BackgroundTask,
        my_force: Force | None = None,
    ) -> None:
        super().__init__("Export", "", _SIZE, style, parent)
        self._preview_job = preview_job
        self._targets = TargetChoice(report.title, settings)
        self._last_export: Export | None = None
        self._has_figures = bool(report.measures)
        self._kinds = KindList(style, self)
        self._heading = heading_label(self._page, wraps=True)
        self._description = text_label(self._page, look="muted", wraps=True)
        self._options = ExportOptions(style, self._page, report.measures, my_force)
        change = quiet_button("Change…", self._page)
        self._target_field = FileField(style, self._page, "Save as", [change])
        self._preview = PagePreview(style, self._page)
        self._pager = Pager(style, self._page)
        self._no_preview = text_label(self._page, look="muted", wraps=True)
        self._browser = PageBrowser(self._preview, self._pager, preview_task, self)
        change.clicked.connect(self._ask_for_target)
        self._options.changed.connect(self._follow_options)
        self._browser.changed.connect(self._show_preview_state)
        self._browser.made.connect(self.previewed)
        self._kinds.kind_chosen.connect(self._show_kind)
        self._build_layout()
        self._kinds.choose(ExportKind.HANDOUT)
        self._follow_style()

    @property
    def comparison(self) -> Comparison | None:
        """The comparison to include, if any."""
        return self._options.comparison

    def includes(self, option: Option) -> bool:
        """Return whether something of the user's is to be included."""
        return self._options.includes(option)

    def choose(self, kind: ExportKind, *, with_ink: bool = False) -> None:
        """Select a kind of export, unless an export is running.

        Args:
            kind: The kind.
            with_ink: Whether to include what was drawn on the slides, too.
        """
        if not self._running:
            self._kinds.choose(kind)
            if with_ink:
                self._options.include_ink()

    def show_chart(self, measure: Measure, view: ChartView) -> None:
        """Select the chart that the user is looking at."""
        self._options.show_chart(measure, view)

    def offer_own(self, options: Collection[Option]) -> None:
        """Offer to include what the user has."""
        self._options.offer_own(options)

    def offer_changes(self, comparison: Comparison | None) -> None:
        """Offer to include the changes of a comparison, or of none any more."""
        self._options.offer_changes(comparison)

    def show_done(self, files: Sequence[Path], warning: str = "") -> None:
        """Say where an export was saved, and offer to open it.

        Args:
            files: The files written, at least one.
            warning: A warning about the export, or empty.
        """
        self._end_task()
        self._targets.ask_before_replacing()
        first = files[0]
        is_file = self._written() == first
        what = first.name if is_file else f"{len(files):,} files"
        answers = (self._open_file, self._folder) if is_file else (self._folder,)
        self._show_message(f"Saved: {what} in {first.parent}. {warning}".rstrip(), *answers)

    def showEvent(self, event: QShowEvent) -> None:
        """Move the keyboard focus to the list of kinds."""
        super().showEvent(event)
        if not event.spontaneous():
            self._kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview below the options if there is no room beside them."""
        super().resizeEvent(event)
        px = self._style.px
        room = self.width() - self._kinds.width()
        is_wide = room >= px(_MIN_OPTIONS_WIDTH) + px(_PREVIEW_WIDTH) + px(80)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self._preview.setMinimumWidth(px(_PREVIEW_WIDTH) if is_wide else 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Abandon the pages that are being made."""
        self._browser.abandon()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Abandon the pages that are being made."""
        self._browser.abandon()
        super().done(result)

    # ---- building -------------------------------------------------------------------------------

    def _build_layout(self) -> None:
        sidebar = QFrame(self)
        sidebar.setProperty("look", "sidebar")
        side = QVBoxLayout(sidebar)
        side.setContentsMargins(0, 0, 1, 0)
        side.addWidget(self._kinds)
        content = QHBoxLayout()
        content.setSpacing(0)
        self._rows.removeWidget(self._area)
        content.addWidget(sidebar)
        content.addWidget(self._area, 1)
        self._rows.addLayout(content, 1)
        separator = QFrame(self)
        separator.setProperty("look", "separator")
        separator.setFixedHeight(1)
        self._rows.addWidget(separator)
        self._left, right = QVBoxLayout(), QVBoxLayout()
        parts: tuple[QWidget, ...] = (
            *(self._heading, self._description, self._options, self._target_field),
            *(self._bar, self._message, self._answers),
        )
        for part in parts:
            self._left.addWidget(part)
        self._left.addStretch(1)
        right.addWidget(self._preview)
        right.addWidget(self._pager, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addWidget(self._no_preview)
        right.addStretch(1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addLayout(self._left, 1)
        self._body.addLayout(right)
        self._column.addLayout(self._body, 1)
        set_look(self._buttons.button(QDialogButtonBox.StandardButton.Close), "quiet")

    # ---- choosing -------------------------------------------------------------------------------

    def _show_kind(self, kind: ExportKind) -> None:
        description = DESCRIPTIONS[kind]
        self._heading.setText(description.label)
        self._description.setText(description.description)
        self._start_text = description.save_text
        self._start.setText(description.save_text)
        self._options.show_kind(kind)
        is_possible = self._has_figures or kind is not ExportKind.CHART
        self._start.setEnabled(is_possible)
        self._show_message("" if is_possible else NO_CHART)
        self._preview.setVisible(description.has_preview and is_possible)
        self._follow_options(keep_pages=False)

    def _follow_options(self, *, keep_pages: bool = True) -> None:
        self._show_target()
        if self._preview.isVisibleTo(self):
            self._browser.remake(self._make_job, keep=keep_pages)
        else:
            self._browser.abandon()
            self._pager.hide()
            self._no_preview.hide()

    def _make_job(self) -> Job | None:
        return self._preview_job(self._options.export(self._target()))

    def _show_preview_state(self) -> None:
        size = self._preview.page.size if self._preview.page is not None else _A4
        height = self._style.px(_PREVIEW_WIDTH) * size.height() / max(1, size.width())
        self._preview.setFixedHeight(round(min(height, self._style.px(_MAX_PREVIEW_HEIGHT))))
        error = self._browser.error
        has_failed = error is not None or self._browser.is_broken
        self._no_preview.setText(f"No preview. {error}" if error is not None else "No preview.")
        self._no_preview.setVisible(has_failed)
        self._pager.setVisible(not has_failed)

    def _target(self) -> Path:
        return self._targets.target(self._options.kind, self._options.ending)

    def _show_target(self) -> None:
        target = self._target()
        self._target_field.show_file(target.name, f"In {target.parent}")

    def _ask_for_target(self) -> None:
        kind, ending = self._options.kind, self._options.ending
        dialog = self._targets.create_dialog(kind, ending, self)
        dialog.fileSelected.connect(lambda name: self._set_target(Path(name), kind, ending))
        dialog.open()

    def _set_target(self, target: Path, kind: ExportKind, ending: str) -> None:
        self._targets.keep(target, kind, ending)
        self._show_target()

    # ---- exporting ------------------------------------------------------------------------------

    def _request_start(self) -> None:
        target = self._target()
        self._request(self._options.export(target, replace=self._targets.may_replace(target)))

    def _request(self, export: Export) -> None:
        self._last_export = export
        self._begin_task(f"Making {export.target.name}…")
        self.export_requested.emit(export)

    def _replace_clicked(self) -> None:
        if self._last_export is not None:
            self._request(replace(self._last_export, replace=True))

    def _written(self) -> Path | None:
        return self._last_export.target if self._last_export is not None else None

    def _enable_options(self, *, on: bool) -> None:
        for widget in (self._kinds, self._options, self._target_field):
            widget.setEnabled(on)

    def _restyle(self) -> None:
        px, font = self._style.px, self._style.font
        self._heading.setFont(font(TextRole.TITLE))
        self._description.setFont(font(TextRole.BODY))
        self._no_preview.setFont(font(TextRole.SMALL))
        for part in (self._kinds, self._options, self._target_field, self._pager):
            part.restyle()
        self._left.setSpacing(px(10))
        self._body.setSpacing(px(24))
        self._show_preview_state()
        super()._restyle()
        self._column.setContentsMargins(px(24), px(20), px(24), px(16))
        page_width = self._page.minimumSizeHint().width() + self._area.verticalScrollBar().width()
        self.setMinimumWidth(min(self._kinds.width() + page_width, self.width()))
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._buttons.setContentsMargins(px(20), px(12), px(20), px(12))
