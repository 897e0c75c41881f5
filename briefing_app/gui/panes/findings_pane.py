"""The list of findings with its filters."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.panes.findings_model import FindingFilter, FindingRole, FindingsModel
from briefing_app.gui.style import SCROLL_BAR, Style, TextRole
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.row_painting import (
    chip_height,
    paint_chip,
    paint_ground,
    paint_number,
    show_tip,
)
from briefing_app.gui.widgets.search_highlight import marks
from briefing_app.gui.widgets.text_layout import in_few_lines
from briefing_app.model.report import Finding, FindingKind, Force, force_labels
from briefing_app.model.wording import CAUTION_LABEL, counted

_LIST_LEAST: Final = 40  # pixels of height at 100 % text size
_MOST_LINES: Final = 3
_MOST_LETTERS: Final = 1000  # of a headline; more than three lines of any window hold


class _FindingList(QListView):
    """The list itself."""

    def __init__(self, model: FindingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        # As in ScrollPage: one that PySide knows the class of.
        self.setViewport(QWidget())
        self._findings = model
        self.setModel(model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName("Findings")

    def choose(self, row: int) -> None:
        """Choose a row and bring it into view."""
        self._findings.load(row)
        self.setCurrentIndex(self._findings.index(row))

    def moveCursor(  # noqa: N802, Qt's name
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Qt: where a key leads; the end is the last row, loaded or not."""
        if action is QAbstractItemView.CursorAction.MoveEnd:
            self._findings.load(self._findings.listed)
        return super().moveCursor(action, modifiers)


class _FindingDelegate(QStyledItemDelegate):
    """Paints a finding: number, headline over up to three lines, and what belongs to it."""

    def __init__(self, style: Style, view: QListView, model: FindingsModel) -> None:
        super().__init__(view)
        self._style = style
        self._view = view
        self._model = model
        self._heights: dict[int, int] = {}
        self._number_width = 0
        self._width = 0
        self._terms: tuple[str, ...] = ()
        self._my_force: Force | None = None
        self._my_label = ""

    def set_terms(self, terms: tuple[str, ...]) -> None:
        self._terms = terms

    def set_my_force(self, force: Force | None, label: str) -> None:
        self._my_force = force
        self._my_label = label

    def forget_heights(self) -> None:
        """To be called when the text size or the findings change."""
        self._heights.clear()
        self._number_width = 0

    def sizeHint(  # noqa: N802, Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002, Qt's signature
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        width = self._view.width()
        if width != self._width:
            self._width = width
            self._heights.clear()
        finding = self._model.finding(index.row())
        height = self._heights.get(finding.id)
        if height is None:
            layout = self._headline(finding)
            height = self._heights[finding.id] = round(
                layout.boundingRect().height()
                + chip_height(self._style)
                + self._style.px(12 + 7 + 14)
            )
        return QSize(1, height)  # a row is never narrower than the list

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        finding = self._model.finding(index.row())
        style, theme, px = self._style, self._style.theme, self._style.px
        rect: QRect = option.rect
        # Not from option.state: PySide would build all enumerations of QStyle for it.
        chosen = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, rect, style, chosen=chosen, focused=self._view.hasFocus())
        left = rect.left() + self._text_left()
        top = rect.top() + px(12)
        at = QPoint(rect.left(), top)
        paint_number(painter, at, style, finding.position, room=self._text_left())
        painter.setPen(QColor(theme.ink))
        layout = self._headline(finding)
        layout.draw(painter, QPointF(left, top))
        if chosen:
            # Bold type is wider and could wrap to one line more, so that the list would jump under
            # the reader's eyes. A second stroke gives the weight at the same width.
            layout.draw(painter, QPointF(left + 0.5 * style.scale, top))
        chip_top = top + round(layout.boundingRect().height()) + px(7)
        room = QRect(left, chip_top, rect.right() - px(12) - left, chip_height(self._style))
        self._paint_details(painter, finding, room, chosen=chosen)
        painter.restore()

    def helpEvent(  # noqa: N802, Qt's name
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the whole headline where it is cut."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        finding = self._model.finding(index.row())
        cut = self._headline(finding).text() != finding.headline
        show_tip(event.globalPos(), [finding.headline] if cut else [], view)
        return True

    def _text_left(self) -> int:
        """Where the headlines start: after the widest number."""
        if not self._number_width:
            digits = "8" * len(str(self._model.highest))
            metrics = QFontMetrics(self._style.font(TextRole.HEADLINE))
            self._number_width = metrics.horizontalAdvance(digits)
        return max(self._style.px(50), self._number_width + self._style.px(6 + 14))

    def _headline(self, finding: Finding) -> QTextLayout:
        """The headline, set to the width of a row, elided after the third line.

        Whether there is a scroll bar makes no difference: it comes and goes with the rows, and Qt
        would ask for their heights only some time after that.
        """
        font = self._style.font(TextRole.HEADLINE)
        beside = self._text_left() + self._style.px(16 + SCROLL_BAR)
        room = max(40, self._view.width() - beside)
        text = finding.headline[:_MOST_LETTERS]
        looks = partial(marks, terms=self._terms, style=self._style) if self._terms else None
        return in_few_lines(text, font, room, _MOST_LINES, looks)

    def _paint_details(
        self, painter: QPainter, finding: Finding, room: QRect, *, chosen: bool
    ) -> None:
        theme, px = self._style.theme, self._style.px
        chips = [(finding.kind.label, theme.kind_colours(finding.kind))]
        if finding.caution:
            chips.append((CAUTION_LABEL, (theme.caution, theme.caution_soft)))
        if self._my_force is not None and self._my_force in finding.forces:
            chips.append((f"My force: {self._my_label}", (theme.accent, theme.surface)))
        for text, colours in chips:
            # On a chosen row some of their grounds would hardly be seen.
            width = paint_chip(painter, room, self._style, text, colours, outlined=chosen)
            room.setLeft(room.left() + width + px(8))
        counts = [
            counted(len(ties), noun)
            for ties, noun in ((finding.quotes, "quote"), (finding.forces, "force"))
            if ties
        ]
        small = self._style.font(TextRole.SMALL)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        measure = QFontMetrics(small).horizontalAdvance
        while counts and measure(" · ".join(counts)) > room.right() - room.left():
            counts.pop()  # half a word would tell nobody anything
        room.setLeft(min(room.left(), room.right()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, " · ".join(counts))


class FindingsPane(QFrame):
    """The findings, and what limits them.

    `finding_selected` carries the Finding that is now chosen, or None where the list is empty.
    `filter_changed` says that kind or force were chosen here. `cleared` asks for all limits to be
    lifted, the search too, which this pane doesn't own.
    """

    finding_selected = Signal(object)
    filter_changed = Signal()
    cleared = Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._labels: Mapping[Force, str] = {}
        self._forces: Sequence[Force] = ()
        self._kind: FindingKind | None = None
        self._force: Force | None = None
        self._found: frozenset[int] | None = None
        self._chosen: Finding | None = None
        self.setProperty("look", "sidebar")
        self.setAccessibleName("Findings")

        self._head = self._build_head()
        self._model = FindingsModel(self)
        self._list = _FindingList(self._model, self)
        self._delegate = _FindingDelegate(style, self._list, self._model)
        self._list.setItemDelegate(self._delegate)

        line = QFrame(self)
        line.setProperty("look", "separator")
        line.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head)
        layout.addWidget(line)
        layout.addWidget(self._list, 1)

        for kind, pill in self._pills.items():
            pill.clicked.connect(lambda _checked, kind=kind: self._choose_kind(kind))
        self._force_box.activated.connect(self._choose_force_at)
        self._clear.clicked.connect(self.cleared)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        style.changed.connect(self._restyle)
        self._restyle()
        self._show_limits()

    @property
    def kind(self) -> FindingKind | None:
        """The kind that the list is limited to, if it is."""
        return self._kind

    @property
    def force(self) -> Force | None:
        """The force that the list is limited to, if it is."""
        return self._force

    @property
    def selected(self) -> Finding | None:
        """The chosen finding."""
        return self._chosen

    @property
    def limited(self) -> bool:
        """Whether kind or force limit the list."""
        return self._kind is not None or self._force is not None

    def set_findings(self, findings: Sequence[Finding], forces: Sequence[Force]) -> None:
        """Show a briefing's findings, unlimited, with the first one chosen."""
        labels = self._labels = force_labels(forces)
        self._forces = sorted(forces, key=labels.__getitem__)
        self._kind = self._force = self._found = None
        self._chosen = None
        self._force_box.clear()
        self._force_box.addItem("All forces")
        self._force_box.addItems([labels[force] for force in self._forces])
        self._force_box.filled()
        self._force_box.setVisible(bool(forces))
        counts: dict[FindingKind | None, int] = {None: len(findings)}
        for finding in findings:
            counts[finding.kind] = counts.get(finding.kind, 0) + 1
        for kind, pill in self._pills.items():
            name = "All" if kind is None else kind.label
            count = counts.get(kind, 0)
            pill.setText(f"{name} {count:,}")
            pill.setAccessibleName(f"{name}, {counted(count, 'finding')}")
            pill.setVisible(kind is None or count > 0)
        self._pill_row.refresh()
        self._pills[None].setChecked(True)
        self._model.set_findings(findings)
        self._delegate.forget_heights()
        self._filter()

    def set_kind(self, kind: FindingKind | None) -> None:
        """Limit the list to a kind, or lift that; says nothing."""
        if kind is self._kind:
            return
        self._kind = kind
        self._pills[kind].setChecked(True)
        self._filter()

    def set_force(self, force: Force | None) -> None:
        """Limit the list to a force, or lift that; says nothing."""
        if force == self._force:
            return
        self._force = force
        self._force_box.setCurrentIndex(0 if force is None else 1 + self._forces.index(force))
        self._filter()

    def set_search(self, found: frozenset[int] | None, terms: tuple[str, ...]) -> None:
        """List what a search found, its words marked, and choose the first; None lifts that.

        What the search led to stays chosen when the limit is lifted.
        """
        self._delegate.set_terms(terms)
        self._found = found
        self._filter(keep=found is None)
        self._list.viewport().update()

    def set_my_force(self, force: Force | None) -> None:
        """Mark the findings that are tied to the user's force."""
        label = self._labels.get(force, force.short_name) if force is not None else ""
        self._delegate.set_my_force(force, label)
        self._list.viewport().update()

    def select(self, finding: Finding) -> None:
        """Choose a finding, if it is listed."""
        row = self._model.row_of(finding)
        if row is not None:
            self._list.choose(row)

    def step(self, by: int) -> None:
        """Choose the finding so many rows further down, stopping at the ends."""
        row = self._list.currentIndex().row() + by
        if 0 <= row < self._model.listed:
            self._list.choose(row)

    def focus(self) -> None:
        """Give the list the keyboard."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build_head(self) -> QVBoxLayout:
        """The heading, the filters and how many findings they leave."""
        self._heading = QLabel("Findings", self)
        self._force_box = ComboBox(self._style, self, least=16)
        self._force_box.setAccessibleName("Limit the findings to a force")
        self._force_box.setToolTip("Limit the findings to a force")
        self._pill_row = FlowRow(self, spacing=6)
        self._pills: dict[FindingKind | None, QPushButton] = {}
        self._group = QButtonGroup(self)
        for kind in (None, *FindingKind):
            pill = QPushButton(self)
            pill.setCheckable(True)
            pill.setAutoExclusive(True)
            pill.setProperty("look", "pill")
            self._group.addButton(pill)
            self._pill_row.add(pill)
            self._pills[kind] = pill
        self._pills[None].setChecked(True)
        self._shown = text_label(self, look="muted", wraps=True)
        self._clear = QPushButton("Show all findings", self)
        self._clear.setProperty("look", "link")

        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._force_box)
        limits = QHBoxLayout()
        limits.addWidget(self._shown, 1)
        limits.addWidget(self._clear)
        head = QVBoxLayout()
        head.addLayout(top)
        head.addWidget(self._pill_row)
        head.addLayout(limits)
        return head

    def _choose_kind(self, kind: FindingKind | None) -> None:
        self.set_kind(kind)
        self.filter_changed.emit()

    def _choose_force_at(self, index: int) -> None:
        self.set_force(None if index <= 0 else self._forces[index - 1])
        self.filter_changed.emit()

    def _filter(self, *, keep: bool = True) -> None:
        """List what fits; keep what was chosen where that is wanted, else choose the first."""
        before = self._chosen if keep else None
        self._model.set_filter(FindingFilter(self._kind, self._force, self._found))
        row = self._model.row_of(before) if before is not None else None
        if row is None and self._model.listed:
            row = 0
        if row is None:
            self._select(None)
        else:
            self._list.choose(row)
        self._show_limits()

    def _current_changed(self, index: QModelIndex) -> None:
        # A model that is being reset has no current row for a moment; `_filter` chooses again.
        if index.isValid():
            self._select(index.data(FindingRole.FINDING))

    def _select(self, finding: Finding | None) -> None:
        if finding is not self._chosen:
            self._chosen = finding
            self.finding_selected.emit(finding)

    def _show_limits(self) -> None:
        shown, total = self._model.listed, self._model.total
        limited = self.limited or self._found is not None
        self._clear.setVisible(limited)
        self._shown.setVisible(limited or total == 0)
        if total == 0:
            text = "This briefing has no findings."
        elif shown == 0:
            text = "No finding fits."
        else:
            text = f"{shown:,} of {counted(total, 'finding')} shown"
        if text != self._shown.text():
            self._shown.setText(text)
            if self.isVisible():
                self._announce(text)

    def _announce(self, text: str) -> None:
        """Have a screen reader say how many findings there are now, if one runs."""
        # Naming QAccessible builds all of its enumerations, which the first paint would wait for.
        from briefing_app.gui.accessibility.announcements import announce  # noqa: PLC0415

        announce(text, self._shown)

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.SECTION))
        self._shown.setFont(style.font(TextRole.SMALL))
        self._clear.setFont(style.font(TextRole.SMALL))
        for pill in self._pills.values():
            pill.setFont(style.font(TextRole.SMALL))
        self._pill_row.refresh()
        self._force_box.setMinimumWidth(px(80))  # its choice is shortened before the pane widens
        # Space above and below doesn't grow with the text: the list needs it then.
        self._head.setContentsMargins(px(16), 10, px(16), 10)
        self._head.setSpacing(8)
        # In a small window the list gives way, not what stands above it, which can't scroll.
        self._list.setMinimumHeight(px(_LIST_LEAST))
        self._delegate.forget_heights()
        self._list.scheduleDelayedItemsLayout()
        self._list.viewport().update()
