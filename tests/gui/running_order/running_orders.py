"""Helpers for the tests of the running order dialog."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QPushButton,
    QTextEdit,
)

from briefing_app.gui.running_order.dialog import RunningOrderDialog
from briefing_app.model.report import SlideKind
from briefing_app.model.running_order import RunningOrder
from briefing_app.model.slide_builder import briefing_slides
from briefing_app.model.written_slide import WrittenKind, written
from tests.sample_measures import make_measure
from tests.sample_report import make_entry, make_finding, make_quote, make_report

ShowDialog = Callable[..., RunningOrderDialog]

QUOTES = tuple(make_quote(number) for number in (1, 2))

FINDINGS = (
    make_finding(1, detail="In plain words.", excerpt="few words"),
    make_finding(2, caution="Look it up."),
    make_finding(3, headline="<b>Bold</b> & <img src='x.png'>"),
    make_finding(4, headline="Of trains and tŷ"),
)

REPORT = make_report(
    FINDINGS,
    QUOTES,
    (make_measure(),),
    (
        make_entry(1, SlideKind.TITLE),
        make_entry(2, FINDINGS[0], notes="Say this."),
        make_entry(3, FINDINGS[1]),
        make_entry(4, make_measure()),
        make_entry(5, QUOTES[0]),
    ),
)

SLIDES = briefing_slides(REPORT)

ORIGINAL = RunningOrder.of(SLIDES)

BREAK = written(WrittenKind.BREAK, "Coffee")


def table_of(dialog: RunningOrderDialog, name: str = "Running order") -> QAbstractItemView:
    views = dialog.findChildren(QAbstractItemView)
    return next(view for view in views if view.accessibleName() == name)


def click(dialog: RunningOrderDialog, start: str) -> None:
    button = next(
        button
        for button in dialog.findChildren(QPushButton)
        if button.text().startswith(start) and button.isVisible()
    )
    button.click()


def order_of(dialog: RunningOrderDialog) -> RunningOrder:
    return dialog.editor.state.order


def names_of(order: RunningOrder) -> list[str]:
    return [item.slide.name for item in order.items]


def rows_of(
    view: QAbstractItemView, role: int = Qt.ItemDataRole.DisplayRole, column: int = 0
) -> list[Any]:
    model = view.model()
    return [model.index(row, column).data(role) for row in range(model.rowCount())]


def accessible_texts_of(dialog: RunningOrderDialog) -> list[Any]:
    return rows_of(table_of(dialog), Qt.ItemDataRole.AccessibleTextRole)


def labels_of(dialog: RunningOrderDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def slide_text_of(dialog: RunningOrderDialog) -> str:
    return text_view(dialog, "Notes of the selected slide").toPlainText()


def text_view(dialog: RunningOrderDialog, name: str) -> QTextEdit:
    views = dialog.findChildren(QTextEdit)
    return next(view for view in views if view.accessibleName() == name)
