"""The header of the main window: title, search, My force and the two main buttons."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.interfaces import AccessiblePopupOwner
from briefing_app.gui.accessibility.speech import text_locale
from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_icon, set_role
from briefing_app.gui.main_window.force_chooser import ForceChooser
from briefing_app.gui.reading import Reading
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ElidedHeading, ElidedLabel
from briefing_app.gui.widgets.two_line_menu import TwoLineMenu
from briefing_app.model.reading import Contents
from briefing_app.model.slideshow.record import NEW_SESSION, NextStart
from briefing_app.model.wording import SEARCH_HINT

_MAX_LENGTH: Final = 200
_KEY: Final = "Ctrl+F"
_KEYS_TO_RESULTS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_MODIFIERS: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
# Pixels at 100 % text size.
_PADDING: Final = 12
_GAP: Final = 12  # between the placeholder and the key, at least


class SearchField(QLineEdit):
    """A field that shows its key at the end while it is empty."""

    results_requested = Signal()
    """Emitted when Return or Down is pressed."""
    left = Signal()
    """Emitted when the field loses the keyboard focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "search")
        self.setPlaceholderText("Search")
        self.setAccessibleName(SEARCH_HINT)
        self.setMaxLength(_MAX_LENGTH)
        self.textChanged.connect(self._offer_to_clear)

    @property
    def shows_key(self) -> bool:
        """Whether the field is empty and has room for its key."""
        if self.text():
            return False
        width = self.fontMetrics().horizontalAdvance
        needed = width(self.placeholderText()) + width(_KEY) + look().px(2 * _PADDING + _GAP)
        return needed <= self.width()

    def _offer_to_clear(self) -> None:
        """Add the button that clears the text when there is some."""
        if not self.isClearButtonEnabled():
            self.setClearButtonEnabled(True)
            for button in self.findChildren(QToolButton):
                button.setAccessibleName("Clear the search")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the results with Return and Down.

        The event ends here: the window would press the button that has the focus then.
        """
        if event.key() in _KEYS_TO_RESULTS and not event.modifiers() & _MODIFIERS:
            self.results_requested.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.shows_key:
            padding = look().px(_PADDING)
            space: QRect = self.rect().adjusted(padding, 0, -padding, 0)
            painter = QPainter(self)
            painter.setPen(look().colour("muted"))
            alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(space, alignment, _KEY)
            painter.end()


_MAX_TITLE_LINES: Final = 2
_OTHER_STARTS: Final = "Other ways to start"
# Pixels of the window at 100 % text size, below which the header gets smaller.
_WIDE_WIDTH: Final = 1200
_NARROW_WIDTH: Final = 820
_VERY_NARROW_WIDTH: Final = 600  # the start button is shorter
_FOLDING_HEIGHT: Final = 500  # the header is folded
_MARGIN_Y: Final = 6  # pixels at any text size


_WIDEST: Final = NextStart(99, time_left=timedelta(1))  # what "Start slideshow" may change to


class StartButton(QPushButton):
    """The button that starts or continues a slideshow, and says which.

    It is as wide whichever it says, so that nothing beside it moves.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.next_start = NEW_SESSION
        """How the next slideshow starts, as it says."""
        self._is_short = False
        self._has_key = True
        self.setProperty("look", "primary")
        self.setProperty("joined", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._show_text()

    def show_next_start(self, start: NextStart) -> None:
        """Say how the next slideshow starts."""
        self.next_start = start
        self._show_text()

    def fit(self, *, is_short: bool, has_key: bool) -> None:
        """Show a short or the complete text, with or without its key."""
        self._is_short = is_short
        self._has_key = has_key
        self._show_text()

    def sizeHint(self) -> QSize:
        """Return the size with the widest text."""
        hint, width = super().sizeHint(), self.fontMetrics().horizontalAdvance
        spare = max(width(self._text(each)) for each in (NEW_SESSION, _WIDEST, self.next_start))
        return hint + QSize(spare - width(self.text()), 0)

    def _text(self, start: NextStart) -> str:
        text = start.short_label if self._is_short else start.label
        return f"{text}  F5" if self._has_key else text

    def _show_text(self) -> None:
        self.setText(self._text(self.next_start))
        self.setAccessibleName(self.next_start.label)


class HeaderBar(AccessiblePopupOwner, QFrame):
    """Names the open briefing and holds the controls that concern all of it.

    In a low window it is folded: hidden until the search or my force is asked for, then over the
    top of the panes as long as it has the keyboard focus.
    """

    def __init__(self, parent: QWidget, reading: Reading) -> None:
        super().__init__(parent)
        self.setProperty("look", "header")
        self._title = ElidedHeading(self, _MAX_TITLE_LINES)
        self._subtitle = ElidedLabel(self, 2)
        self._is_folded = False
        self.search_field = SearchField(self)
        self._my_force = ForceChooser(self, reading)
        self.export_button = quiet_button("Export…", self)
        self._starts = QWidget(self)
        self._starts.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.start_button = StartButton(self._starts)
        self.start_menu_button = QPushButton(self._starts)
        """Opens the menu with the other ways to start; the last control of the header."""
        self.start_menu = TwoLineMenu(_OTHER_STARTS, self.start_menu_button)
        """Other ways to start a slideshow; filled with the other menus."""
        self._build_controls()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._controls = QHBoxLayout()
        self._build_layout()
        self.search_field.textChanged.connect(reading.search)
        reading.changed.connect(self._show_contents)
        # Not by QApplication.focusChanged: that is emitted while the header is destroyed, too.
        for left in (self.search_field.left, self._my_force.left):
            left.connect(self._hide_if_left, Qt.ConnectionType.QueuedConnection)
        self.fit(self.size())

    @property
    def is_folded(self) -> bool:
        """Whether the window is too low for a header."""
        return self._is_folded

    def open_my_force(self) -> None:
        """Open the list of forces to choose My force from."""
        self._unfold()
        self._my_force.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._my_force.open()

    def focus_search(self) -> None:
        """Move the keyboard focus to the search, with its text selected."""
        self._unfold()
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def fit(self, size: QSize) -> None:
        """Adapt to the size of the window.

        In a narrow window the controls are below the title, and in a very narrow one they are
        shorter. In a low window only the search and my force are there, if they are asked for.
        """
        direction, px = QBoxLayout.Direction, look().px
        self._is_folded = size.height() < px(_FOLDING_HEIGHT)
        is_narrow = size.width() < px(_NARROW_WIDTH)
        self._row.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._row.setSpacing(8 if is_narrow else px(14))
        self.search_field.setMaximumWidth(size.width() if is_narrow else px(300))
        is_wide = size.width() >= px(_WIDE_WIDTH)
        self._my_force.fit(is_narrow=not is_wide)
        is_short = size.width() < px(_VERY_NARROW_WIDTH)
        self.start_button.fit(is_short=is_short, has_key=is_wide or (is_narrow and not is_short))
        self._subtitle.setVisible(bool(self._subtitle.text()) and not self._is_folded)
        for widget in (self._title, self.export_button, self._starts):
            widget.setVisible(not self._is_folded)

    def _show_contents(self, new: Contents, old: Contents) -> None:
        titles, report = (self._title, self._subtitle), new.report
        is_another = new.parts is not old.parts
        if new.state.search != self.search_field.text():  # what was typed can be undone
            self.search_field.setText(new.state.search)
        if is_another:
            for label in titles:
                label.setLocale(text_locale(report.language))
            self._title.setText(report.title)
            self._subtitle.setText(report.subtitle)
            self._subtitle.setVisible(bool(report.subtitle) and not self._is_folded)
        if is_another or new.title_terms != old.title_terms:
            for label in titles:
                label.highlight(new.title_terms)
        if is_another or new.my_force != old.my_force:
            self._my_force.show_force()

    def _unfold(self) -> None:
        """Show the header if it is folded."""
        if self._is_folded:
            self.show()
            self.raise_()
            self.place_over()

    def place_over(self) -> None:
        """Place a folded header over the top of what is below it."""
        self.setGeometry(0, 0, self.window().width(), self.sizeHint().height())

    def _hide_if_left(self) -> None:
        """Hide a folded header when the keyboard focus has left it for another part."""
        focus = QApplication.focusWidget()
        if focus is None or focus.window() is not self.window() or self.isAncestorOf(focus):
            return
        if self._is_folded and self.isVisible():
            self.hide()

    def _build_controls(self) -> None:
        set_role(self._title, TextRole.TITLE)
        set_role(self._subtitle, TextRole.SMALL)
        self._subtitle.setProperty("look", "muted")
        scale(self.search_field.setMinimumWidth, 110)
        arrow = self.start_menu_button
        arrow.setProperty("look", "primary")
        arrow.setProperty("menu", True)
        arrow.setAccessibleName(_OTHER_STARTS)
        arrow.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        arrow.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the menu ends at its right edge
        set_icon(arrow, "chevron-down")
        arrow.setMenu(self.start_menu)

    def _build_layout(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addStretch(1)
        titles.addWidget(self._title)
        titles.addWidget(self._subtitle)
        titles.addStretch(1)
        scale(self._controls.setSpacing, 8)
        scale_sides(self._row.setContentsMargins, 20, _MARGIN_Y, 20, _MARGIN_Y)
        self._controls.addStretch()  # takes the rest of a wide window
        self._controls.addWidget(self.search_field, 1)
        self._controls.addWidget(self._my_force)
        self._controls.addWidget(self.export_button)
        starts = QHBoxLayout(self._starts)
        starts.setContentsMargins(0, 0, 0, 0)
        starts.setSpacing(0)
        starts.addWidget(self.start_button)
        starts.addWidget(self.start_menu_button)
        self._controls.addWidget(self._starts)
        self._row.addLayout(titles, 3)
        self._row.addLayout(self._controls, 4)


_EDGE: Final = 12  # pixels at any text size: larger text needs the space
# Pixels at 100 % text size.
_BAR_PADDING_PX: Final = 12  # of the menu bar, on both sides together, as in the style sheet
_MENU_PADDING_PX: Final = 18  # of each menu in it
_MENU_GAP: Final = 6  # pixels at any text size, between menus, as Qt's style has it
_SPACING_PX: Final = 6
_SEARCH_WIDTH_PX: Final = 110  # of what is searched for, at most

_SEARCH: Final = "Search"
_FORMS: Final[tuple[tuple[Callable[[NextStart], str], bool], ...]] = (
    (lambda start: f"{start.label}  F5", True),
    (lambda start: f"{start.short_label}  F5", True),
    (lambda start: start.short_label, True),
    (lambda start: f"{start.short_label}  F5", False),
    (lambda start: start.short_label, False),
)
"""From the widest: the text of the start button, and whether Export is there."""


class MenuRow(QWidget):
    """Buttons for the search, exports and the slideshow at the end of the menu bar.

    They show as much as the menus leave room for.

    Args:
        menu_bar: Gets this as its corner.
    """

    def __init__(self, menu_bar: QMenuBar) -> None:
        super().__init__(menu_bar)
        self._menu_bar = menu_bar
        self._search_text = ""
        self._start = NEW_SESSION
        self._width = 0
        self.search_button = quiet_button(_SEARCH, self)
        self.export_button = quiet_button("Export…", self)
        self.start_button = QPushButton(self)
        self.start_button.setProperty("look", "primary_chip")
        self.start_button.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, _EDGE, 0)
        scale(row.setSpacing, _SPACING_PX)
        for button in (self.search_button, self.export_button, self.start_button):
            row.addWidget(button)
        menu_bar.setCornerWidget(self)

    def set_tab_position(self, previous: QWidget) -> None:
        """Let Tab lead from another widget to the buttons."""
        for before, after in pairwise(
            (previous, self.search_button, self.export_button, self.start_button)
        ):
            QWidget.setTabOrder(before, after)

    def show_search(self, text: str) -> None:
        """Show what is searched for; empty if nothing is."""
        self._search_text = text
        self.search_button.setAccessibleName(f"{_SEARCH}: {text}" if text else _SEARCH)
        self._fit_buttons()

    def show_next_start(self, start: NextStart) -> None:
        """Say on the button how the next slideshow starts."""
        self._start = start
        self.start_button.setAccessibleName(start.label)
        self._fit_buttons()

    def sizeHint(self) -> QSize:
        """Return nothing while it is hidden: otherwise the menu bar would keep its height."""
        return QSize() if self.isHidden() else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def fit(self, width: int, *, is_shown: bool) -> None:
        """Be shown or not, and adapt to the width of the window, in pixels."""
        self.setVisible(is_shown)
        self._width = width
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        metrics, px = QFontMetrics(self._menu_bar.font()), look().px
        titles = [action.text().replace("&", "") for action in self._menu_bar.actions()]
        padding = px(_MENU_PADDING_PX) + _MENU_GAP
        menus = sum(metrics.horizontalAdvance(each) + padding for each in titles)
        room = self._width - menus - px(_BAR_PADDING_PX)
        self.search_button.setText(_SEARCH)
        for text, has_export in _FORMS:
            self.start_button.setText(text(self._start))
            self.export_button.setVisible(has_export)
            if self.sizeHint().width() <= room:
                break
        if self._search_text:  # it takes only what the others leave, so that they stay in place
            spare = max(0, room - self.sizeHint().width())
            self.search_button.setText(self._shortened(self._search_text, spare))
        self._menu_bar.setCornerWidget(self)  # Qt looks at its width only then

    def _shortened(self, text: str, spare: int) -> str:
        """Return a text in quotation marks, at most `spare` pixels wider than "Search"."""
        metrics = QFontMetrics(self.search_button.font())
        most = metrics.horizontalAdvance(_SEARCH) + spare - metrics.horizontalAdvance("“”")
        most = min(most, look().px(_SEARCH_WIDTH_PX))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        return f"“{shown}”".replace("&", "&&")
