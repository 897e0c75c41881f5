"""The list of the kinds of export."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefing_app.export.request import ExportKind
from briefing_app.gui.export.kinds import DESCRIPTIONS, KindDescription
from briefing_app.gui.look import Style, TextRole

# Pixels at 100 % text size.
_PADDING_X = 14
_PADDING_Y = 9
_MARGIN = 10


class KindList(QListWidget):
    """The kinds of export, of which one is selected.

    Args:
        style: Colours, fonts and text size.
        parent: The parent widget.
    """

    kind_chosen = Signal(object)
    """Emitted with the `ExportKind` that is selected now."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.setAccessibleName("Kinds of export")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for kind, description in DESCRIPTIONS.items():
            item = QListWidgetItem(description.label, self)
            item.setData(Qt.ItemDataRole.UserRole, kind)
            text = f"{description.label}, {description.hint}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        self.setItemDelegate(_KindDelegate(style, self))
        self.currentRowChanged.connect(lambda _: self.kind_chosen.emit(self.kind))

    @property
    def kind(self) -> ExportKind:
        """The selected kind."""
        kind: ExportKind = self.currentItem().data(Qt.ItemDataRole.UserRole)
        return kind

    def choose(self, kind: ExportKind) -> None:
        """Select a kind."""
        self.setCurrentRow(list(DESCRIPTIONS).index(kind))

    def restyle(self) -> None:
        """Apply the current style."""
        px = self._style.px
        self.setViewportMargins(px(_MARGIN), px(_MARGIN), px(_MARGIN), px(_MARGIN))
        texts = (text for each in DESCRIPTIONS.values() for text in (each.label, each.hint))
        metrics = QFontMetrics(self._style.font(TextRole.SECTION))  # bold, the wider font
        widest = max(map(metrics.horizontalAdvance, texts))
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(widest + 2 * px(_PADDING_X) + 2 * px(_MARGIN) + bar)
        self.doItemsLayout()

    def minimumSizeHint(self) -> QSize:
        """Return room for two kinds; the list scrolls."""
        return QSize(self.width(), 2 * self.sizeHintForRow(0))


class _KindDelegate(QStyledItemDelegate):
    """Paints a kind in two lines, the selected one on a soft background."""

    def __init__(self, style: Style, view: KindList) -> None:
        super().__init__(view)
        self._style = style
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of a kind."""
        del option, index
        label, hint = (QFontMetrics(font).height() for font in self._fonts(is_selected=True))
        return QSize(1, label + hint + 2 * self._style.px(_PADDING_Y))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a kind."""
        theme, px = self._style.theme, self._style.px
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
        theme, px = self._style.theme, self._style.px
        painter.setBrush(QColor(theme.accent_soft))
        is_ringed = self._view.hasFocus() or theme.outlined
        width = 3 if self._view.hasFocus() and theme.outlined else 2
        painter.setPen(QPen(QColor(theme.accent), width) if is_ringed else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), px(6), px(6))

    def _fonts(self, *, is_selected: bool) -> tuple[QFont, QFont]:
        label = TextRole.SECTION if is_selected else TextRole.BODY
        return self._style.font(label), self._style.font(TextRole.SMALL)

    def _description(self, index: QModelIndex | QPersistentModelIndex) -> KindDescription:
        return DESCRIPTIONS[index.data(Qt.ItemDataRole.UserRole)]
