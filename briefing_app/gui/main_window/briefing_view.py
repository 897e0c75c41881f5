"""The panes of the main window, what they do together, and the keyboard focus in them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QSplitter, QSplitterHandle, QWidget
from shiboken6 import isValid

from briefing_app.gui.accessibility.interfaces import CustomAccessible
from briefing_app.gui.main_window.messages import NotificationBar
from briefing_app.gui.main_window.reading_column import ReadingColumn
from briefing_app.gui.main_window.window_place import ListWidth
from briefing_app.gui.panes.figures_head import FiguresForm
from briefing_app.gui.panes.findings_pane import FindingsPane
from briefing_app.gui.reading import Reading
from briefing_app.gui.settings import Settings
from briefing_app.model.reading import FiguresPlace
from briefing_app.model.report import Finding, Measure, Quote


class _Handle(CustomAccessible, QSplitterHandle):
    """The line between list and page."""

    accessible_role = QAccessible.Role.Separator


class BriefingView(QSplitter):
    """The findings on the left, the page and the figures on the right.

    The panes don't know each other: each shows what `Reading` has. The keyboard focus follows what
    the user does here.
    """

    def __init__(self, settings: Settings, reading: Reading, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._reading = reading
        self._notification_bar: NotificationBar | None = None
        self._focus_before: QWidget | None = None  # what had the focus when F8 enlarged the figures
        self._build()
        self.list_width = ListWidth(self, settings)
        self._connect_parts()

    def _build(self) -> None:
        # Each widget is created inside its parent: if a scroll area with a style sheet gets another
        # parent, its labels lose their fonts.
        self.findings = FindingsPane(self, self._reading)
        self.column = ReadingColumn(self, self._reading)
        self.figures = self.column.figures
        self.addWidget(self.findings)
        self.addWidget(self.column)
        self.findings.lower()
        self.setAccessibleName("List and page")
        self.setProperty("look", "panes")
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 0)  # if the window grows, the page gets the space
        self.setStretchFactor(1, 1)
        self.setHandleWidth(4)
        self.handle(1).setAccessibleName("Width of the list (F7)")

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)

    def _connect_parts(self) -> None:
        page, findings = self.column.page, self.findings
        page.head.previous_button.clicked.connect(lambda: findings.step(-1))
        page.head.next_button.clicked.connect(lambda: findings.step(1))
        page.head.quotes_button.clicked.connect(lambda: self.browse(True))
        page.steps.note_button.clicked.connect(self.focus_note)
        findings.force_line.place_requested.connect(self._go_to_my_force)
        self.figures.head.enlarge_button.clicked.connect(self._toggle_enlarged)

    def fit(self, window_size: QSize) -> None:
        """Adapt to the size of the window and of the text."""
        self.list_width.fit(window_size.width())
        self.column.fit(window_size)

    # ---- what the user does ---------------------------------------------------------------------

    def set_bookmark(self, is_set: bool) -> None:
        """Set a bookmark at what is read, or remove it."""
        bookmark = self.column.page.head.bookmark
        if bookmark.isEnabled() and bookmark.isChecked() is not is_set:
            bookmark.press()

    def has_figures(self) -> bool:
        """Return whether the briefing has figures to show."""
        return self._reading.contents.measure is not None

    def step_quote(self, by: int) -> None:
        """Show another quote of the finding."""
        self.column.page.step(by)

    def browse(self, is_browsing: bool) -> None:
        """List all quotes, or show the page again."""
        self._reading.browse(is_browsing)
        self.focus_words()

    def enlarge_figures(self, is_enlarged: bool) -> None:
        """Put the figures in the place of the page, and back; then give back the focus."""
        before = QApplication.focusWidget()
        self._reading.enlarge(is_enlarged)
        if self._reading.state.figures is FiguresPlace.ENLARGED:
            self._focus_before = before
            self.figures.focus()
        elif not is_enlarged:
            self._return_focus()

    def _return_focus(self) -> None:
        """Give the focus back to what had it before the figures were enlarged."""
        before, self._focus_before = self._focus_before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.focus_words()

    def _toggle_enlarged(self) -> None:
        self.enlarge_figures(self._reading.state.figures is not FiguresPlace.ENLARGED)

    def back(self) -> bool:
        """Go one step back. Return False if there is none."""
        before = self._reading.state
        is_changed = self._reading.back()
        after = self._reading.state
        if before.figures is FiguresPlace.ENLARGED is not after.figures:
            self._return_focus()
        elif (before.is_browsing, before.figures) != (after.is_browsing, after.figures):
            self.focus_words()
        else:
            self.findings.focus()
        return is_changed

    def _go_to_my_force(self, place: Finding | Quote | Measure) -> None:
        """Show where the briefing mentions the user's force."""
        if isinstance(place, Finding):
            self._reading.show_item(place)
            self.findings.focus()
        elif isinstance(place, Quote):
            self._reading.show_quote(place)
            self.focus_words()
        else:
            self._reading.show_my_figure(place)
            self.focus_figures()

    # ---- the keyboard focus ---------------------------------------------------------------------

    def set_notification_bar(self, bar: NotificationBar) -> None:
        """Let `focus_next_pane` lead to the bar too, while it is shown."""
        self._notification_bar = bar

    def focus_words(self) -> None:
        """Give the words on the page, or the list of all quotes, the keyboard focus."""
        self._reading.enlarge(False)
        self.column.shown.focus()

    def focus_note(self) -> None:
        """Give the field for the user's note the keyboard focus, beside the page."""
        self._reading.browse(False)
        self.column.focus_note()

    def focus_figures(self) -> None:
        """Give the chart or the table the keyboard focus; enlarge it if it has no other place."""
        if self._reading.state.figures is FiguresPlace.SOURCE:
            self._reading.show_source(False)
        if self.column.figures_form is FiguresForm.LINE:
            self._reading.enlarge(True)
        self.figures.focus()

    def focus_next_pane(self) -> None:
        """Give the next pane the keyboard focus, and after the last one the first."""
        column, bar = self.column, self._notification_bar
        panes: list[tuple[QWidget, Callable[[], None]]] = [
            (self.findings, self.findings.focus),
            (column.shown, self.focus_words),
            (column.note, self.focus_note),
            (column.figures, self.focus_figures),
        ]
        if column.source is not None:
            focus_source = partial(column.source.setFocus, Qt.FocusReason.ShortcutFocusReason)
            panes.append((column.source, focus_source))
        if bar is not None:
            panes.append((bar, bar.focus))
        shown = [(pane, focus) for pane, focus in panes if pane.isVisible()]
        widget = QApplication.focusWidget()
        current = [at for at, (pane, _) in enumerate(shown) if widget and pane.isAncestorOf(widget)]
        # The note is a part of the page.
        following = (current[-1] + 1) % len(shown) if current else 0
        shown[following][1]()
