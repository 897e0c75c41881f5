"""Tests of the language of the interface and of a briefing's texts."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QTextEdit, QWidget

from briefing_app.gui.accessibility.speech import INTERFACE_LOCALE
from briefing_app.gui.main_window.window import MainWindow
from tests.gui.parts import briefing_of
from tests.gui.slideshows import another_briefing

_ROOT: Final = Path(__file__).resolve().parents[2]
_REPORT_LOCALE: Final = """
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit
from briefing_app.gui.application import application_without_screen
application = application_without_screen()
field = QLineEdit()
menu = field.createStandardContextMenu()
print(QLocale.system().bcp47Name(), QLocale().bcp47Name(), field.locale().bcp47Name())
print(QLocale().toString(1234.5), application.layoutDirection().name, menu.actions()[0].text())
"""


def test_interface_is_english_on_any_system() -> None:
    environment = {**os.environ, "LC_ALL": "", "LANG": "ar", "LANGUAGE": "ar"}
    run = subprocess.run(
        [sys.executable, "-c", _REPORT_LOCALE],
        cwd=_ROOT,
        env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    locales, texts = run.stdout.splitlines()
    assert locales == "ar en-GB en-GB"
    assert texts.startswith("1,234.5 LeftToRight &Undo")


def _languages(widgets: Iterable[QWidget]) -> set[str]:
    languages = set()
    for widget in widgets:
        attributes = QAccessible.queryAccessibleInterface(widget).attributesInterface()
        if attributes is None:
            pytest.skip("This version of Qt reports no languages to screen readers")
        languages.add(attributes.attributeValue(QAccessible.Attribute.Locale).bcp47Name())
    return languages


@pytest.fixture
def english() -> Iterator[None]:
    """Use the interface's locale, as the program does."""
    before = QLocale()
    QLocale.setDefault(INTERFACE_LOCALE)
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("english")
def test_screen_readers_learn_language_of_briefing(
    shown_window: MainWindow, tmp_path: Path
) -> None:
    for tag, expected in (("cy", "cy"), ("de-AT", "de-AT"), ("tlh", "en-GB")):
        (tmp_path / tag).mkdir()
        shown_window.open(another_briefing(tmp_path / tag, language=tag))
        report = briefing_of(shown_window).report
        texts = shown_window.view.findChildren(QTextEdit)
        ours = [
            text
            for text in texts
            if text.accessibleName() == "Source" or text.accessibleName().startswith("My notes")
        ]
        assert _languages(text for text in texts if text not in ours) == {expected}
        assert _languages(shown_window.view.findChildren(QListView)) >= {expected}
        labels = shown_window.header.findChildren(QLabel)
        subtitle = (label for label in labels if label.text() == report.subtitle)
        assert _languages(subtitle) == {expected}
        buttons = shown_window.view.findChildren(QPushButton)
        assert _languages([*buttons, *ours, shown_window.statusBar()]) == {"en-GB"}
