"""The header of the main window: title, search, My force and the two main buttons."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from briefing_app.gui.accessibility.speech import text_locale
from briefing_app.gui.look import TextRole, look, scale, scale_sides, set_role
from briefing_app.gui.main_window.actions import EDIT, VIEW, Action
from briefing_app.gui.main_window.force_chooser import ForceChooser
from briefing_app.gui.main_window.search_field import SearchField
from briefing_app.gui.reading import Reading
from briefing_app.gui.widgets.buttons import quiet_button
from briefing_app.gui.widgets.labels import ElidedHeading, ElidedLabel
from briefing_app.model.reading import Contents

_MAX_TITLE_LINES: Final = 2
# Pixels of the window at 100 % text size, below which the header gets smaller.
_WIDE_WIDTH: Final = 1200
_NARROW_WIDTH: Final = 820
_VERY_NARROW_WIDTH: Final = 480  # the start button is shorter
_FOLDING_HEIGHT: Final = 500  # the header is folded
_MARGIN_Y: Final = 6  # pixels at any text size


class HeaderBar(QFrame):
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
        self.start_button = QPushButton(self)
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

    def menu_actions(self) -> tuple[Action, ...]:
        """Return the actions that this carries out."""
        find = Action("&Find in findings and quotes", self.focus_search, EDIT, 30, ("Ctrl+F",))
        force = Action(
            "Choose my force", self.open_my_force, VIEW, 11, ("Ctrl+M",), is_listed=False
        )
        return find, force

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
        self._my_force.fit(is_narrow=size.width() < px(_WIDE_WIDTH))
        is_short = size.width() < px(_VERY_NARROW_WIDTH)
        self.start_button.setText("Start" if is_short else "Start slideshow  F5")
        self._subtitle.setVisible(bool(self._subtitle.text()) and not self._is_folded)
        for widget in (self._title, self.export_button, self.start_button):
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
        self.start_button.setProperty("look", "primary")
        self.start_button.setAccessibleName("Start slideshow")
        self.start_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

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
        self._controls.addWidget(self.start_button)
        self._row.addLayout(titles, 3)
        self._row.addLayout(self._controls, 4)
