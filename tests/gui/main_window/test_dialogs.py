"""Tests of the dialogs: they follow the style, fit the screen and work by keyboard."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from briefing_app.database.reader import open_briefing
from briefing_app.files.licences import Licence
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.look import TEXT_SCALES, Look, ThemeChoice
from briefing_app.gui.main_window.dialogs import (
    about_dialog,
    bug_dialog,
    licences_dialog,
    sources_dialog,
)
from briefing_app.gui.widgets.dialog import ResizableDialog
from briefing_app.gui.widgets.plain_text import PlainText
from briefing_app.model.report import Report
from tests.gui.parts import press

_Show = Callable[[str], QDialog]

_NEAR = 8  # pixels
_NAMES = ("sources", "licences", "about", "bug")
_LICENCE = "Redistribution and use are permitted.\n" * 80
_TRACE = "\n".join(
    ("Traceback (most recent call last):", f"  File “/{'a' * 300}.py”, line 1", "ValueError: no")
)


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the bundled briefing."""
    with open_briefing(BUNDLED_BRIEFING) as briefing:
        return briefing.report


@pytest.fixture
def show(
    qtbot: QtBot, style: Look, report: Report, request: pytest.FixtureRequest
) -> Iterator[_Show]:
    """Yield a function that shows a dialog by name and waits until it is active."""
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    builders: dict[str, Callable[[QWidget], QDialog]] = {
        "sources": partial(sources_dialog, report),
        "licences": partial(licences_dialog, [Licence("numpy 2.5.5", "BSD", lambda: _LICENCE)]),
        "about": partial(about_dialog, lambda: None),
        "bug": partial(bug_dialog, _TRACE),
    }

    def show_one(name: str) -> QDialog:
        dialog = builders[name](parent)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield show_one
    for dialog in parent.findChildren(QDialog):
        dialog.close()


@pytest.fixture
def small_screen(monkeypatch: pytest.MonkeyPatch) -> QRect:
    """Make the dialogs use a fake screen of 1024 by 640 pixels."""
    room = QRect(0, 0, 1024, 640)
    monkeypatch.setattr(ResizableDialog, "screen", lambda _: _Screen(room))
    return room


class _Screen:
    """A fake QScreen."""

    def __init__(self, room: QRect) -> None:
        self._room = room

    def availableGeometry(self) -> QRect:
        return self._room


def _picture(dialog: QDialog) -> QImage:
    """Draw a dialog whose button has the focus."""
    button = dialog.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.setFocus()
    QApplication.processEvents()
    return dialog.grab().toImage()


def _area(dialog: QDialog) -> QScrollArea:
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    return area


def test_open_dialog_follows_theme_and_text_size(show: _Show, style: Look) -> None:
    for name in _NAMES:
        style.choose(ThemeChoice.LIGHT)
        style.set_scale(0.8)
        dialog = show(name)
        first = _picture(dialog)
        style.set_scale(2.0)
        style.choose(ThemeChoice.CONTRAST_DARK)
        followed = _picture(dialog)
        dialog.close()
        assert followed != first, name
        assert followed == _picture(show(name)), name


def test_closed_dialog_ignores_text_size(show: _Show, style: Look) -> None:
    show("sources").close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    style.set_scale(1.5)


def test_dialog_fits_screen_and_cuts_nothing_off(
    show: _Show, style: Look, small_screen: QRect
) -> None:
    for scale in (1.0, 2.0):
        style.set_scale(scale)
        for name in _NAMES:
            dialog = show(name)
            assert dialog.width() < small_screen.width()
            assert dialog.height() < small_screen.height()
            assert _cut_off(dialog) == []
            dialog.close()


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(width=st.integers(1, 1000), scale=st.sampled_from(TEXT_SCALES))
def test_dialog_of_any_width_cuts_nothing_off(
    show: _Show, style: Look, width: int, scale: float
) -> None:
    style.set_scale(scale)
    for name in _NAMES:
        dialog = show(name)
        for height in (300, 700, 330):
            dialog.resize(width, height)
            QApplication.processEvents()
            assert _cut_off(dialog) == []
        dialog.close()


def _cut_off(dialog: QDialog) -> list[str]:
    """Return the texts that are cut off, however far the page is scrolled."""
    area, page = _area(dialog), _page(dialog)
    cut = [] if page.width() <= area.viewport().width() else ["the page"]
    for label in page.findChildren(QLabel):
        metrics = QFontMetrics(label.font())
        widest = max(metrics.horizontalAdvance(word) for word in label.text().split())
        is_complete = page.rect().contains(label.geometry())
        if not is_complete or widest > label.width() or _height(label) > label.height():
            cut.append(label.text())
    for text in page.findChildren(PlainText):
        needed = text.document().size()
        is_complete = page.rect().contains(text.geometry())
        if not is_complete or needed.width() > text.width() or needed.height() > text.height():
            cut.append(text.toPlainText())
    return cut


def _page(dialog: QDialog) -> QWidget:
    page = _area(dialog).widget()
    assert page is not None
    return page


def _height(label: QLabel) -> int:
    return label.heightForWidth(label.width())


def test_every_focused_area_shows_focus_ring(show: _Show, style: Look, small_screen: QRect) -> None:
    style.set_scale(1.75)
    for name in _NAMES:
        dialog = show(name)
        if name == "licences":
            press(dialog, "Show text")
        areas = [
            area
            for area in dialog.findChildren(QAbstractScrollArea)
            if area.isVisible() and area.focusPolicy() is not Qt.FocusPolicy.NoFocus
        ]
        assert areas
        for area in areas:
            area.setFocus()
            assert _has_ring(area, style)
            area.clearFocus()
            assert not _has_ring(area, style)
        dialog.close()


def _has_ring(area: QAbstractScrollArea, style: Look) -> bool:
    """Return whether there is a line along the left side of an area, or just outside of it."""
    QApplication.processEvents()
    window = area.window()
    page = window.findChild(QScrollArea)
    around = (page.widget() if page is not None and page is not area else None) or window
    image = around.grab().toImage()
    corner = area.mapTo(around, QPoint())
    place = QRect(corner, area.size()).adjusted(-_NEAR, 2, 0, -2) & image.rect()
    return any(
        all(
            image.pixelColor(x, y).name().upper() == style.theme.accent
            for y in range(place.top(), place.bottom())
        )
        for x in range(place.left(), place.left() + 2 * _NEAR)
    )


def test_initial_focus_is_useful_and_the_page_scrolls_to_the_caret(
    show: _Show, style: Look, small_screen: QRect
) -> None:
    about = show("about")
    assert isinstance(about.focusWidget(), QPushButton)
    assert _area(about).focusPolicy() is Qt.FocusPolicy.NoFocus
    style.set_scale(2.0)
    dialog = show("sources")
    area = _area(dialog)
    assert area.hasFocus()  # longer than its window
    text = dialog.findChildren(PlainText)[-1]
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    caret = text.viewport().mapTo(area.viewport(), text.cursorRect().center())
    assert area.viewport().rect().contains(caret)


def test_error_details_are_copied_by_keyboard(qtbot: QtBot, show: _Show) -> None:
    dialog = show("bug")
    details = next(
        text for text in dialog.findChildren(PlainText) if text.accessibleName() == "Lines to send"
    )
    for _ in range(5):
        if details.hasFocus():
            break
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(details, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(details, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == _TRACE


def test_page_has_headings_for_screen_readers(show: _Show, report: Report) -> None:
    titles = [source.title for source in report.sources]
    for name, headings in (
        ("licences", ["Licences", "numpy 2.5.5"]),
        ("sources", ["Sources and what was checked", "What was checked", *titles]),
    ):
        interfaces = map(QAccessible.queryAccessibleInterface, show(name).findChildren(QLabel))
        found = [
            each.text(QAccessible.Text.Name)
            for each in interfaces
            if each.role() == QAccessible.Role.Heading
        ]
        assert found == headings


def test_text_of_a_licence_is_shown_on_request(show: _Show) -> None:
    dialog = show("licences")
    assert dialog.findChildren(PlainText) == []
    press(dialog, "Show text")
    (text,) = dialog.findChildren(PlainText)
    assert text.toPlainText() == _LICENCE
    press(dialog, "Hide text")
    assert not text.isVisible()


def test_about_names_the_licences_of_the_readme(show: _Show) -> None:
    readme = Path(__file__, "../../../../README.md").resolve().read_text("utf-8")
    section = readme.partition("## Licences")[2].partition("\n## ")[0].replace("\n", " ")
    text = " ".join(text.toPlainText() for text in show("about").findChildren(PlainText))
    licences = [
        re.sub(r",? *`[^`]*`", "", bracket) for bracket in re.findall(r"\(([^)]*)\)", section)
    ]
    named = [licence for licence in licences if licence]
    assert {"ISC and MIT", "LGPL 3"} <= set(named)
    assert [licence for licence in named if f"({licence})" not in text] == []
    for work in ("Qt for Python", "Lucide"):
        assert work in section
        assert work in text
