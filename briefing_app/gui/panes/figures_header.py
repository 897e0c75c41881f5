"""The header of the figures pane: which figures are shown, and how."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QPushButton, QWidget

from briefing_app.gui.look import Style, TextRole
from briefing_app.gui.widgets.buttons import ToggleButton, quiet_button
from briefing_app.gui.widgets.combo_box import ComboBox
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import heading_label


class FiguresHeader(FlowRow):
    """Combo boxes for the measure and the view, and buttons for chart, table and copying.

    Args:
        style: Fonts and text size.
        parent: As in Qt.
    """

    measure_chosen = Signal(int)
    """Emitted with the index of the measure that the user chooses."""
    view_chosen = Signal(int)
    """Emitted with the index of the view that the user chooses."""
    table_requested = Signal(bool)
    """Emitted with True if the user asks for the table, False for the chart."""
    copy_requested = Signal()
    """Emitted when the user asks to copy the chart and its figures."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent, spacing=4, stretches_first=True)
        self._style = style
        titles = QWidget(self)
        self._heading = heading_label(titles, look="muted")
        self._measure_box = ComboBox(style, titles, min_letters=0, is_quiet=True)
        self._measure_box.setAccessibleName("What was counted")
        self._measure_box.setToolTip("What the figures count")
        self._measure_box.hide()
        self._measure_box.activated.connect(self.measure_chosen)
        self._view_box = ComboBox(style, titles, min_letters=0, is_quiet=True)
        self._view_box.setAccessibleName("Period, change or force over time")
        self._view_box.setToolTip("Which of the figures are shown")
        self._view_box.hide()
        self._view_box.activated.connect(self.view_chosen)
        row = self._title_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, titles)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._heading)
        row.addWidget(self._measure_box)
        row.addWidget(self._view_box)
        row.addStretch()
        self._chart_button = ToggleButton("Chart", self)
        self._chart_button.setAccessibleName("Chart of the figures")
        self._table_button = ToggleButton("Table", self)
        self._table_button.setAccessibleName("Table of the figures")
        self._copy_button = quiet_button("Copy", self)
        self._copy_button.setAccessibleName("Copy the chart and its figures")
        self._copy_button.clicked.connect(self.copy_requested)
        group = QButtonGroup(self)
        for button in (self._chart_button, self._table_button):
            button.setAutoExclusive(True)
            group.addButton(button)
        self._chart_button.setChecked(True)
        self._chart_button.clicked.connect(lambda: self.table_requested.emit(False))  # noqa: FBT003
        self._table_button.clicked.connect(lambda: self.table_requested.emit(True))  # noqa: FBT003
        for widget in (titles, *self._buttons()):
            self.add(widget)

    @property
    def has_views(self) -> bool:
        """Whether the user can choose a view."""
        return self._view_box.count() > 0

    def set_heading(self, heading: str) -> None:
        """Set what the figures are called."""
        if heading != self._heading.text():
            self._heading.setText(heading)
            self.refresh()

    def set_measures(self, titles: Sequence[str]) -> None:
        """Offer measures, if there are several."""
        is_choice = len(titles) > 1
        with QSignalBlocker(self._measure_box):
            self._measure_box.clear()
            self._measure_box.addItems(titles if is_choice else [])
        self._measure_box.setVisible(is_choice)

    def set_text_locale(self, locale: QLocale) -> None:
        """Set the locale that the titles of the measures are in, for screen readers."""
        self._measure_box.setLocale(locale)

    def show_measure(self, index: int) -> None:
        """Show which measure is shown; emits no signal."""
        with QSignalBlocker(self._measure_box):
            self._measure_box.setCurrentIndex(index)

    def set_views(self, labels: Sequence[str], current: int) -> None:
        """Offer views of the measure, if there are several.

        Args:
            labels: The name of each view.
            current: The index of the view that is shown.
        """
        is_choice = len(labels) > 1
        with QSignalBlocker(self._view_box):
            self._view_box.clear()
            self._view_box.addItems(labels if is_choice else ())
            if is_choice:
                self._view_box.setCurrentIndex(current)
        self._view_box.setVisible(is_choice)
        self.refresh()

    def show_figures(self, *, has_figures: bool) -> None:
        """Show the buttons if there are figures."""
        for button in self._buttons():
            button.setVisible(has_figures)
        self.refresh()

    def show_table_state(self, *, is_table: bool) -> None:
        """Show whether the table or the chart is shown."""
        (self._table_button if is_table else self._chart_button).setChecked(True)

    def restyle(self) -> None:
        """Apply the current style."""
        for widget in (self._heading, self._measure_box, self._view_box, *self._buttons()):
            widget.setFont(self._style.font(TextRole.SMALL))
        self._title_row.setSpacing(self._style.px(6))
        self.refresh()

    def refresh(self) -> None:
        """Arrange the widgets after one was shown, hidden or changed in size."""
        self._stack_titles()
        super().refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the combo boxes below the heading if the pane is narrow."""
        self._stack_titles()
        super().resizeEvent(event)

    def _stack_titles(self) -> None:
        direction, row = QBoxLayout.Direction, self._title_row
        titles = (self._heading, self._measure_box, self._view_box)
        widths = [title.sizeHint().width() for title in titles if not title.isHidden()]
        needed = sum(widths) + row.spacing() * (len(widths) - 1)
        row.setDirection(direction.TopToBottom if needed > self.width() else direction.LeftToRight)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self._chart_button, self._table_button, self._copy_button)
