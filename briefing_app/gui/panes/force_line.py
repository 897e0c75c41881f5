"""The line above the findings that says where the report names the user's force."""

from collections.abc import Iterator
from itertools import cycle, pairwise
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from briefing_app.gui.accessibility.speech import announce
from briefing_app.gui.look import TextRole, scale, scale_sides, set_role
from briefing_app.gui.style_sheet import QUIET_PADDING_X
from briefing_app.gui.widgets.flow_row import FlowRow
from briefing_app.gui.widgets.labels import text_label
from briefing_app.model.force_mentions import ForceMentions
from briefing_app.model.report import Measure, Quote

_MIN_TARGET_PX: Final = 24


class ForceLine(QWidget):
    """Lists the findings, quotes and figures about the user's force, and links to them."""

    findings_requested = Signal(object)
    """Emitted with the `Force` whose findings should be listed."""
    quote_requested = Signal(object)
    """Emitted with the `Quote` to show; each time with the next one about the force."""
    measure_requested = Signal(object)
    """Emitted with the `Measure` to show; each time with the next one with its figures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = FlowRow(self, spacing=2)
        self._text = text_label(self._row, look="muted", role=TextRole.SMALL, wraps=True)
        scale(self._text.setContentsMargins, QUIET_PADDING_X, 0, 0, 0)
        self._findings = self._button("List only these findings")
        self._quotes = self._button("Show the quote; press again for the next one")
        self._figures = self._button("Show the figures; press again for those of the next measure")
        for widget in (self._text, self._findings, self._quotes, self._figures):
            self._row.add(widget)
        column = QVBoxLayout(self)
        # As in the filter bar, vertical space doesn't grow with the text size.
        scale_sides(column.setContentsMargins, 14, 0, 4, 6)
        column.addWidget(self._row)
        self._mentions: ForceMentions | None = None
        self._quote_cycle: Iterator[Quote] = iter(())
        self._measure_cycle: Iterator[Measure] = iter(())
        self._findings.clicked.connect(self._request_findings)
        self._quotes.clicked.connect(lambda: self.quote_requested.emit(next(self._quote_cycle)))
        self._figures.clicked.connect(
            lambda: self.measure_requested.emit(next(self._measure_cycle))
        )

    def show_mentions(self, mentions: ForceMentions | None) -> None:
        """Show where the report names a force; hide the line if there is no force."""
        self._mentions = mentions
        self.setVisible(mentions is not None)
        if mentions is None:
            return
        self._quote_cycle, self._measure_cycle = cycle(mentions.quotes), cycle(mentions.measures)
        texts = (mentions.findings_text, mentions.quotes_text, mentions.figures_text)
        self._text.setText(f"{mentions.label}:" if any(texts) else mentions.text)
        for button, text in zip(self._buttons(), texts, strict=True):
            button.setText(text)
            button.setAccessibleName(f"{mentions.label}: {text}")
            button.setVisible(bool(text))

    def announce(self) -> None:
        """Let a screen reader say what the line says."""
        if self._mentions is not None:
            announce(self._mentions.text, self)

    def set_tab_position(self, previous: QWidget) -> None:
        """Let Tab lead from another widget to the buttons."""
        for before, after in pairwise((previous, *self._buttons())):
            QWidget.setTabOrder(before, after)

    def _request_findings(self) -> None:
        if self._mentions is not None:
            self.findings_requested.emit(self._mentions.force)

    def _button(self, description: str) -> QPushButton:
        button = QPushButton(self._row)
        button.setProperty("look", "link")
        set_role(button, TextRole.SMALL)
        button.setMinimumHeight(_MIN_TARGET_PX)
        button.setAccessibleDescription(description)
        return button

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (self._findings, self._quotes, self._figures)
