"""The dialog that asks what to export, how and where to."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.export.kinds import HANDOUT, dialog_entries
from briefing_app.export.options import MEASURE
from briefing_app.export.request import DialogEntry, Export, Exported, ExportKind
from briefing_app.gui.export.options import ExportOptions
from briefing_app.gui.export.target import FileField, TargetChoice
from briefing_app.gui.look import TextRole, look, scale
from briefing_app.gui.settings import Settings
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import heading_label, text_label
from briefing_app.gui.widgets.task_dialog import TaskDialog
from briefing_app.model.report import Force, Report
from briefing_app.model.wording import NO_CHART

# Pixels at 100 % text size.
_PADDING_X = 14
_PADDING_Y = 9
_MARGIN = 10


class KindList(QListWidget):
    """The kinds of export, of which one is selected."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kinds of export")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for kind, description in dialog_entries().items():
            item = QListWidgetItem(description.label, self)
            item.setData(Qt.ItemDataRole.UserRole, kind)
            text = f"{description.label}, {description.hint}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        self.setItemDelegate(_KindDelegate(self))
        scale(self.setViewportMargins, _MARGIN, _MARGIN, _MARGIN, _MARGIN)
        look().changed.connect(self._fit_width)
        self._fit_width()

    @property
    def kind(self) -> ExportKind:
        """The selected kind."""
        kind: ExportKind = self.currentItem().data(Qt.ItemDataRole.UserRole)
        return kind

    def choose(self, kind: ExportKind) -> None:
        """Select a kind."""
        self.setCurrentRow(list(dialog_entries()).index(kind))

    def _fit_width(self) -> None:
        px = look().px
        texts = (text for each in dialog_entries().values() for text in (each.label, each.hint))
        metrics = QFontMetrics(look().font(TextRole.SECTION))  # bold, the wider font
        widest = max(map(metrics.horizontalAdvance, texts))
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(widest + 2 * px(_PADDING_X) + 2 * px(_MARGIN) + bar)

    def minimumSizeHint(self) -> QSize:
        """Return room for one kind; the list scrolls."""
        return QSize(self.width(), self.sizeHintForRow(0))


class _KindDelegate(QStyledItemDelegate):
    """Paints a kind in two lines, the selected one on a soft background."""

    def __init__(self, view: KindList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        label, hint = (QFontMetrics(font).height() for font in self._fonts(is_selected=True))
        return QSize(1, label + hint + 2 * look().px(_PADDING_Y))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, px = look().theme, look().px
        description = self._description(index)
        is_selected = index.row() == self._view.currentRow()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected:
            self._paint_selection(painter, rect)
        place = rect.adjusted(px(_PADDING_X), px(_PADDING_Y), -px(_PADDING_X), 0)
        inks = (theme.accent, theme.ink) if is_selected else (theme.ink, theme.muted)
        texts = (description.label, description.hint)
        for text, font, ink in zip(texts, self._fonts(is_selected=is_selected), inks, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(ink if self._view.isEnabled() else theme.disabled))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)
            place.translate(0, QFontMetrics(font).height())
        painter.restore()

    def _paint_selection(self, painter: QPainter, rect: QRect) -> None:
        theme, px = look().theme, look().px
        painter.setBrush(QColor(theme.accent_soft))
        is_ringed = self._view.hasFocus() or theme.outlined
        width = 3 if self._view.hasFocus() and theme.outlined else 2
        painter.setPen(QPen(QColor(theme.accent), width) if is_ringed else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), px(6), px(6))

    def _fonts(self, *, is_selected: bool) -> tuple[QFont, QFont]:
        label = TextRole.SECTION if is_selected else TextRole.BODY
        return look().font(label), look().font(TextRole.SMALL)

    def _description(self, index: QModelIndex | QPersistentModelIndex) -> DialogEntry:
        return dialog_entries()[index.data(Qt.ItemDataRole.UserRole)]


# Pixels at 100 % text size.
_SIZE: Final = QSize(760, 640)


class ExportDialog(TaskDialog):
    """Asks what to export, how and where to. It doesn't make the export itself.

    Args:
        report: The briefing.
        settings: Has the folder that was used last.
        my_force: The user's own force, which is offered first for a chart over time.
    """

    export_requested = Signal(object)
    """Emitted with the `Export` to make."""

    def __init__(
        self,
        report: Report,
        settings: Settings,
        parent: QWidget,
        *,
        my_force: Force | None = None,
    ) -> None:
        super().__init__("Export", "", _SIZE, parent)
        self._targets = TargetChoice(report.title, settings)
        self._last_export: Export | None = None
        self._has_figures = bool(report.measures)
        self._kinds = KindList(self)
        self._heading = heading_label(self._page, role=TextRole.TITLE, wraps=True)
        self._description = text_label(self._page, look="muted", role=TextRole.BODY, wraps=True)
        self.options = ExportOptions(self._page, report.measures, my_force)
        """The options of the selected kind."""
        change = quiet_button("Change…", self._page)
        self._target_field = FileField(self._page, "Save as", [change])
        self._options_of_task = (self._kinds, self.options, self._target_field)
        change.clicked.connect(self._ask_for_target)
        self.options.ending_changed.connect(self._show_target)
        self._kinds.currentRowChanged.connect(self._show_kind)
        self._build_layout()
        self._kinds.choose(HANDOUT)
        self._finish()

    def choose(self, kind: ExportKind) -> None:
        """Select a kind of export, unless an export is running."""
        if not self._running:
            self._kinds.choose(kind)

    def show_done(self, exported: Exported) -> None:
        """Say where an export was saved, and offer to open it."""
        files = exported.files
        self._end_task()
        self._targets.may_be_replaced.clear()
        first = files[0]
        is_file = self._written() == first
        what = first.name if is_file else f"{len(files):,} files"
        answers = (self._open_file, self._folder) if is_file else (self._folder,)
        self._show_target()  # saved again, a folder gets a new name
        self._show_message(
            f"Saved: {what} in {first.parent}. {exported.warning}".rstrip(), *answers
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- building -------------------------------------------------------------------------------

    def _build_layout(self) -> None:
        sidebar = QFrame(self)
        sidebar.setProperty("look", "sidebar")
        side = QVBoxLayout(sidebar)
        side.setContentsMargins(0, 0, 1, 0)
        side.addWidget(self._kinds)
        sidebar.lower()  # screen readers read in this order
        content = QHBoxLayout()
        content.setSpacing(0)
        self._set_tab_order(self._kinds, self._area)
        self._rows.removeWidget(self._area)
        content.addWidget(sidebar)
        content.addWidget(self._area, 1)
        self._rows.addLayout(content, 1)
        scale(self._column.setSpacing, 10)
        for part in (self._heading, self._description, self.options, self._target_field):
            self._column.addWidget(part)
        self._column.addStretch(1)
        # Unlike in other dialogs, the list reaches the edges.
        scale(self._column.setContentsMargins, 26, 20, 26, 16)
        scale(self._rows.setContentsMargins, 0, 0, 0, 0)

    # ---- choosing -------------------------------------------------------------------------------

    def _show_kind(self) -> None:
        kind = self._kinds.kind
        description = dialog_entries()[kind]
        self._heading.setText(description.label)
        self._description.setText(description.description)
        self._start_text = description.save_text
        self._start.setText(description.save_text)
        self.options.show_kind(kind)
        is_possible = self._has_figures or MEASURE not in kind.options
        self._start.setEnabled(is_possible)
        self._show_message("" if is_possible else NO_CHART)
        self._show_target()

    def _target(self) -> Path:
        return self._targets.target(self.options.kind, self.options.ending)

    def _show_target(self) -> None:
        target = self._target()
        self._target_field.show_file(target.name, f"In {target.parent}")

    def _ask_for_target(self) -> None:
        kind, ending = self.options.kind, self.options.ending
        dialog = self._targets.create_dialog(kind, ending, self)
        dialog.fileSelected.connect(lambda name: self._set_target(Path(name), kind, ending))
        dialog.open()

    def _set_target(self, target: Path, kind: ExportKind, ending: str) -> None:
        self._targets.keep(target, kind, ending)
        self._show_target()

    # ---- exporting ------------------------------------------------------------------------------

    def _request_start(self) -> None:
        target = self._target()
        self._request(self.options.export(target, replace=target in self._targets.may_be_replaced))

    def _request(self, export: Export) -> None:
        self._last_export = export
        self._begin_task(f"Making {export.target.name}…")
        self.export_requested.emit(export)

    def _replace_clicked(self) -> None:
        if self._last_export is not None:
            self._request(replace(self._last_export, replace=True))

    def _written(self) -> Path | None:
        return self._last_export.target if self._last_export is not None else None
