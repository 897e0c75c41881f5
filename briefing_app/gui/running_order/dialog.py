"""The window where a presenter prepares the order for one occasion."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.announcements import announce
from briefing_app.gui.running_order.model import (
    AddableModel,
    OrderModel,
)
from briefing_app.gui.running_order.slide_list import OrderList, SlideList
from briefing_app.gui.style import Style, TextRole
from briefing_app.gui.widgets.dialog import resize_within_screen
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.gui.widgets.scroll_area import ScrollArea
from briefing_app.model.report import Report
from briefing_app.model.running_order import RunningOrder, addable_items
from briefing_app.model.search import terms
from briefing_app.model.slides import Slide
from briefing_app.model.wording import counted

_SIZE: Final = QSize(940, 700)
_KEPT: Final = "Kept on this computer for this briefing. The briefing itself is never changed."
_SHOW_STAYS: Final = "The show that is on stays as it is; this is for the next one."
_KEYS: Final = (
    "Drag a slide, move it with Alt+Up and Alt+Down, or type its new number and Enter. Space "
    "leaves it out or shows it, Delete removes one that you added, Ctrl+Z takes the last change "
    "back."
)
_NOTHING_LEFT: Final = (
    "At least one slide has to be shown. Show another one before you leave this one out."
)


class RunningOrderDialog(QDialog):
    """The order for one occasion: what is shown, when, and what is left out.

    Every edit makes another `RunningOrder` and can be undone; `order_changed` carries it. At least
    one slide is always shown.

    Args:
        report: The briefing, from which findings and quotes can be added.
        slides: The briefing's own order.
        order: The order to go on with.
        style: Colours, type sizes and icons.
        parent: The window that it belongs to.
    """

    order_changed = Signal(object)

    def __init__(
        self,
        report: Report,
        slides: Sequence[Slide],
        order: RunningOrder,
        style: Style,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._own = RunningOrder.of(slides)
        self._order = order
        self._style = style
        self._past: list[tuple[RunningOrder, int]] = []
        self._add_panel: _AddPanel | None = None
        self._showing = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Running order")
        if parent is not None:
            self.addActions(parent.actions())  # the keys for the text size

        self._model = OrderModel(self)
        self._build()
        self._model.set_order(order)
        self._list.choose(0)
        self._connect_signals()
        self._given = QSize()
        self._restyle()
        self._show_count()
        self._show_chosen()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def order(self) -> RunningOrder:
        """The order as it is now."""
        return self._order

    def tell_of_show(self, *, going_on: bool) -> None:
        """Say whether a show goes on, which keeps the order that it began with."""
        self._showing = going_on
        self._kept.setText(f"{_SHOW_STAYS} {_KEPT}" if going_on else _KEPT)

    def select(self, at: int) -> None:
        """Choose an item of the order by its index, and bring it into view."""
        self._list.choose(at)

    def move_by(self, by: int) -> None:
        """Move the chosen item up or down."""
        at = self._list.row
        if at < 0:
            return
        to = at + by
        if 0 <= to < len(self._order.items):
            self._move(at, to)
        else:
            self._tell(f"{self._name(at)} stands {'first' if by < 0 else 'last'} already.")

    def move_to(self, number: int) -> None:
        """Move the chosen item so that it is shown as a number, or would be if it were shown."""
        at = self._list.row
        if at < 0:
            return
        most = len(self._order.slides) + (not self._order.items[at].is_shown)
        if not 1 <= number <= most:
            self._tell(f"There is no number {number}: they go from 1 to {most:,}.")
            return
        to = self._order.index_for_number(number, at)
        if to != at:
            self._move(at, to)
        else:
            self._tell(f"{self._name(at)} stands there already.")

    def toggle(self) -> None:
        """Leave the chosen item out, or show it again."""
        at = self._list.row
        if at < 0:
            return
        shown = not self._order.items[at].is_shown
        order = self._order.set_shown(at, shown=shown)
        where = f"shown as number {_number(order, at)}" if shown else "left out"
        self._edit(order, at, f"{self._name(at)} is {where}.")

    def remove(self) -> None:
        """Remove the chosen item, if it was added; one of the briefing's own is left out."""
        at = self._list.row
        if at < 0:
            return
        item, name = self._order.items[at], self._name(at)
        if not item.is_original:
            self._edit(self._order.remove(at), at, f"{name} is removed.")
        elif item.is_shown:
            said = f"{name} is left out. It is the briefing’s own, so it keeps its place here."
            self._edit(self._order.remove(at), at, said)
        else:
            self._tell(f"{name} is the briefing’s own; it is left out already.")

    def add(self, slide: Slide) -> None:
        """Add a slide after the chosen item; one that is left out is shown where it stands."""
        present = self._order.index(slide.key)
        at = self._list.row + 1 if present is None else present
        order = self._order.add(slide, at)
        how = "added" if present is None else "shown again"
        self._edit(order, at, f"{slide.name} is {how} as number {_number(order, at)}.")

    def restore(self) -> None:
        """Go back to the briefing's own order, without what was added."""
        if self._order == self._own:
            self._tell("This is the briefing’s own order.")
        else:
            said = "The briefing’s own order is back. Undo brings yours back."
            self._edit(self._own, self._list.row, said)

    def undo(self) -> None:
        """Take the last edit back."""
        if not self._past:
            self._tell("There is nothing to undo.")
            return
        order, at = self._past.pop()
        self._put(order, at)
        self._tell("Undone.", _SHOW_STAYS if self._showing else "")
        self.order_changed.emit(order)

    def show_addable(self) -> None:
        """Offer what can be added, in place of the buttons."""
        panel = self._add_panel or self._build_add_panel()
        panel.set_order(self._order)
        self._side.setCurrentWidget(panel)
        panel.begin()

    def hide_addable(self) -> None:
        """Put the buttons back."""
        self._side.setCurrentWidget(self._actions)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, Qt's name
        """Qt: Esc ends the adding, and only then closes the window; Enter presses a button."""
        adding = self._side.currentWidget() is not self._actions
        button = self.focusWidget()
        if adding and event.key() == Qt.Key.Key_Escape:
            self.hide_addable()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if isinstance(button, QPushButton):
                button.click()
        else:
            super().keyPressEvent(event)

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make every widget as a child of where it belongs, from the outside in."""
        self._heading = text_label(self, "Running order for this occasion", wraps=True)
        self._count = text_label(self, look="muted")
        self._card = QFrame(self)
        self._card.setProperty("look", "card")
        self._list = OrderList(self._style, self._model, self._card)
        within = QVBoxLayout(self._card)
        within.setContentsMargins(1, 1, 1, 1)
        within.addWidget(self._list)
        self._side = QStackedWidget(self)
        self._actions = ScrollArea(self._side)
        self._side.addWidget(self._actions)
        self._build_actions()
        self._said = text_label(self, wraps=True)
        self._kept = text_label(self, _KEPT, "muted", wraps=True)
        self._close = _button(self, "Close")

        self._head = QHBoxLayout()
        self._head.addWidget(self._heading, 1)
        self._head.addWidget(self._count)
        self._body = QHBoxLayout()
        self._body.addWidget(self._card, 5)
        self._body.addWidget(self._side, 4)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._kept, 1)
        self._foot.addWidget(self._close)
        self._all = QVBoxLayout(self)
        self._all.addLayout(self._head)
        self._all.addLayout(self._body, 1)
        self._all.addWidget(self._said)
        self._all.addLayout(self._foot)

    def _build_actions(self) -> None:
        """What can be done with the chosen slide and with the order, and what the slide says."""
        page = self._page_widget = QWidget(self._actions)
        self._page = QVBoxLayout(page)
        self._flow = FlowRow(page)
        self._buttons: dict[str, QPushButton] = {}
        for name, text, keys, _ in self._acts():
            button = self._buttons[name] = _button(page, text)
            if keys:
                button.setAccessibleDescription(keys)
                button.setToolTip(keys)
            self._flow.add(button)
        self._keys = text_label(page, _KEYS, "muted", wraps=True)
        self._line = QFrame(page)
        self._line.setProperty("look", "separator")
        self._line.setFixedHeight(1)
        self._words_head = text_label(page, "What this slide says", wraps=True)
        self._words = PlainText(self._style, page)
        self._words.setAccessibleName("What the chosen slide says")
        self._page.addWidget(self._flow)
        self._page.addWidget(self._keys)
        self._page.addWidget(self._line)
        self._page.addWidget(self._words_head)
        self._page.addWidget(self._words)
        self._page.addStretch(1)
        self._actions.set_page(page)

    def _acts(self) -> Sequence[tuple[str, str, str, Callable[[], object]]]:
        """Name, text, keys and deed of each button.

        None of them is ever switched off: it would lose the keyboard just when it is used, and the
        next press would do something else. One that can do nothing says so.
        """
        return (
            ("up", "Move up", "Alt+Up", lambda: self.move_by(-1)),
            ("down", "Move down", "Alt+Down", lambda: self.move_by(1)),
            ("toggle", "Leave out", "Space", self.toggle),
            ("remove", "Remove", "Delete", self.remove),
            ("add", "Add a finding or quote…", "", self.show_addable),
            ("undo", "Undo", "Ctrl+Z", self.undo),
            ("restore", "Back to the briefing’s own order", "", self.restore),
        )

    def _build_add_panel(self) -> "_AddPanel":
        panel = self._add_panel = _AddPanel(self._report, self._style, self._side)
        panel.slide_chosen.connect(self.add)
        panel.closed.connect(self.hide_addable)
        self._side.addWidget(panel)
        return panel

    def _connect_signals(self) -> None:
        for name, _, _, deed in self._acts():
            self._buttons[name].clicked.connect(lambda _checked=False, deed=deed: deed())
        self._list.move_wanted.connect(self.move_by)
        self._list.number_wanted.connect(self.move_to)
        self._list.number_typed.connect(self._tell_number)
        self._list.toggle_wanted.connect(self.toggle)
        self._list.remove_wanted.connect(self.remove)
        self._list.selectionModel().currentChanged.connect(self._show_chosen)
        self._model.move_wanted.connect(self._move)
        self._close.clicked.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self.undo)
        self._words.caret_moved.connect(self._follow_caret)
        self._style.changed.connect(self._restyle)

    # ---- editing --------------------------------------------------------------------------------

    def _move(self, at: int, to: int) -> None:
        order = self._order.move(at, to)
        shown = order.items[to].is_shown
        where = f"number {_number(order, to)}" if shown else f"{to + 1:,} in the list, left out"
        self._edit(order, to, f"{self._name(at)} is now {where}.")

    def _edit(self, order: RunningOrder, at: int, said: str) -> None:
        """Put the order after an edit in force, unless it would show nothing.

        Args:
            order: The order.
            at: The index of the item that is chosen then; the nearest there is.
            said: What is told of the edit.
        """
        if not order.slides:
            self._tell(_NOTHING_LEFT)
            return
        if self._order.slides:
            self._past.append((self._order, self._list.row))
        self._put(order, at)
        self._tell(said, _SHOW_STAYS if self._showing else "")
        self.order_changed.emit(order)

    def _put(self, order: RunningOrder, at: int) -> None:
        self._order = order
        self._model.set_order(order)
        self._list.choose(min(max(at, 0), len(order.items) - 1))
        self._show_count()
        self._show_chosen()
        if self._add_panel is not None:
            self._add_panel.set_order(order)

    def _name(self, at: int) -> str:
        return self._order.items[at].slide.name

    def _tell(self, text: str, stays: str = "") -> None:
        """Say something below the list; `stays` is for those alone who don't see the foot."""
        self._said.setText(text)
        if text:
            announce(f"{text} {stays}".rstrip(), self._said)

    def _tell_number(self, digits: str) -> None:
        told = f"Move to number {digits}? Enter moves it, Esc leaves it where it is."
        self._tell(told if digits else "")

    # ---- showing --------------------------------------------------------------------------------

    def _show_count(self) -> None:
        shown, total = len(self._order.slides), len(self._order.items)
        self._count.setText(f"{shown:,} of {counted(total, 'slide')} shown")

    def _show_chosen(self) -> None:
        """Show what the chosen slide says, and what can be done with it."""
        at = self._list.row
        if not 0 <= at < len(self._order.items):
            self._words.show_text("", self._style.font(TextRole.CONTROL))
            return
        item = self._order.items[at]
        slide = item.slide
        self._buttons["toggle"].setText("Leave out" if item.is_shown else "Show")
        self._flow.refresh()
        parts = [text.text for text in slide.texts] or [slide.title]
        parts += (part for part in (slide.source,) if part)
        if slide.notes:
            parts.append(f"Notes, for the presenter alone:\n{slide.notes}")
        self._words.show_text("\n\n".join(parts), self._style.font(TextRole.CONTROL))
        self._actions.verticalScrollBar().setValue(0)

    def _follow_caret(self, place: QRect) -> None:
        """Keep the line in view that the keyboard is on in the slide's words."""
        middle = self._words.mapTo(self._page_widget, place.center())
        self._actions.ensureVisible(middle.x(), middle.y(), 0, place.height())

    def _restyle(self) -> None:
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.SECTION))
        for label in (self._count, self._kept, self._keys):
            label.setFont(style.font(TextRole.SMALL))
        for label in (self._said, self._words_head):
            label.setFont(style.font(TextRole.STRONG))
        for button in (self._close, *self._buttons.values()):
            button.setFont(style.font(TextRole.CONTROL))
        self._said.setMinimumHeight(QFontMetrics(style.font(TextRole.STRONG)).height())
        self._all.setContentsMargins(px(20), px(16), px(20), px(16))
        self._all.setSpacing(px(10))
        self._body.setSpacing(px(18))
        self._head.setSpacing(px(16))
        self._foot.setSpacing(px(16))
        self._page.setContentsMargins(0, 0, px(6), 0)
        self._page.setSpacing(px(10))
        self._flow.refresh()
        # The page doesn't scroll sideways: the widest button fits beside the bar that scrolls it.
        self._actions.setMinimumWidth(self._flow.minimumSizeHint().width() + px(6 + 14))
        self._card.setMinimumWidth(px(190))
        self._list.restyle()
        self._show_chosen()
        if self._add_panel is not None:
            self._add_panel.restyle()
        self._given = resize_within_screen(
            self, QSize(px(_SIZE.width()), px(_SIZE.height())), self._given
        )


class _AddPanel(QWidget):
    """What can be added to an order, with a line to look for it.

    `slide_chosen` carries a Slide that is to be added; `closed` says that it was enough.
    """

    slide_chosen = Signal(object)
    closed = Signal()

    def __init__(self, report: Report, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self._order: RunningOrder | None = None
        self._heading = text_label(self, "Add a finding or quote", wraps=True)
        self._line = QLineEdit(self)
        self._line.setPlaceholderText("Search findings and quotes")
        self._line.setAccessibleName("Search what can be added")
        self._line.setMaxLength(200)
        self._line.installEventFilter(self)
        self._count = text_label(self, look="muted", wraps=True)
        self._model = AddableModel(addable_items(report), self)
        self._card = QFrame(self)
        self._card.setProperty("look", "card")
        self._list = SlideList(style, self._model, self._card)
        self._list.setAccessibleName("Findings and quotes that can be added")
        within = QVBoxLayout(self._card)
        within.setContentsMargins(1, 1, 1, 1)
        within.addWidget(self._list)
        self._add = _button(self, "Add after the chosen slide")
        self._add.setProperty("look", "primary")
        self._add.setAccessibleDescription("Enter")
        self._back = _button(self, "Back")
        self._back.setAccessibleDescription("Escape")

        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._add)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._back)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._heading)
        self._rows.addWidget(self._line)
        self._rows.addWidget(self._count)
        self._rows.addWidget(self._card, 1)
        self._rows.addLayout(self._buttons)

        self._line.textChanged.connect(lambda _: self._search())
        self._line.returnPressed.connect(self._choose)
        self._list.activated.connect(lambda _: self._choose())
        self._add.clicked.connect(self._choose)
        self._back.clicked.connect(self.closed)
        self.restyle()

    def set_order(self, order: RunningOrder) -> None:
        """Offer what another order doesn't show."""
        self._order = order
        self._fill(self._list.row)

    def begin(self) -> None:
        """Start with an empty search."""
        self._line.clear()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, Qt's name
        """Qt: the keys that go up and down a list do so from the line above it too."""
        if watched is not self._line or event.type() is not QEvent.Type.KeyPress:
            return False
        keys = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
        if not isinstance(event, QKeyEvent) or event.key() not in keys:
            return False
        self._list.keyPressEvent(event)
        return True

    def restyle(self) -> None:
        """Take the colours and the text size in force."""
        style, px = self._style, self._style.px
        self._heading.setFont(style.font(TextRole.SECTION))
        self._count.setFont(style.font(TextRole.SMALL))
        for widget in (self._line, self._add, self._back):
            widget.setFont(style.font(TextRole.CONTROL))
        self._rows.setSpacing(px(8))
        self._list.restyle()

    def _search(self) -> None:
        self._fill(0)

    def _fill(self, row: int) -> None:
        if self._order is None:
            return
        wanted = terms(self._line.text())
        self._list.set_terms(wanted)
        count = self._model.set_order(self._order, wanted)
        found = len(self._model.rows)
        self._list.choose(min(max(row, 0), found - 1))
        if not count:
            text = "The order shows every finding and quote of the briefing."
        elif not found:
            text = "No finding or quote fits."
        else:
            text = f"{found:,} of {count:,} that can be added"
        if text != self._count.text():
            self._count.setText(text)
            announce(text, self._count)

    def _choose(self) -> None:
        row = self._list.row
        if 0 <= row < len(self._model.rows):
            self.slide_chosen.emit(self._model.rows[row].slide)


def _number(order: RunningOrder, at: int) -> int:
    """The number that an item has among those that are shown."""
    return sum(item.is_shown for item in order.items[: at + 1])


def _button(parent: QWidget, text: str) -> QPushButton:
    """A button that Enter presses only where it has the keyboard."""
    button = QPushButton(text, parent)
    button.setAutoDefault(False)
    return button
