"""The dialog for how slides look checks what is entered and shows it on slides."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from briefing_app.files.reading import checked_png
from briefing_app.gui.dialogs.slide_appearance import SlideAppearanceDialog
from briefing_app.gui.look import Look
from briefing_app.gui.settings import Settings
from briefing_app.layout.identity import NO_IDENTITY, Identity
from briefing_app.layout.theme import LIGHT, branded
from briefing_app.model.report import SlideKind
from briefing_app.model.slides import Role, Slide, SlideText
from tests.sample_png import sample_png

SLIDES = (Slide("title", SlideKind.TITLE, "Title", (SlideText(Role.TITLE, "A briefing"),)),)
LOGO = checked_png(sample_png(8, 8), 2_000)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def dialog_for(
    identity: Identity, settings: Settings, style: Look, parent: QWidget
) -> SlideAppearanceDialog:
    dialog = SlideAppearanceDialog(branded(LIGHT, identity), SLIDES, settings, parent)
    dialog.show()
    return dialog


def fields(dialog: SlideAppearanceDialog) -> list[QLineEdit]:
    """Return the fields for the main colour, the colour of discussions, and the footer."""
    return dialog.findChildren(QLineEdit)


def texts(dialog: SlideAppearanceDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def button(dialog: SlideAppearanceDialog, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def test_entries_become_the_identity(
    qtbot: QtBot, settings: Settings, style: Look, parent: QWidget, tmp_path: Path
) -> None:
    dialog = dialog_for(NO_IDENTITY, settings, style, parent)
    entries = ("#5A1A4A", "#3B2A0B", " Heddlu Gwŷr ")
    for field, text in zip(fields(dialog), entries, strict=True):
        field.setText(text)
    (tmp_path / "crest.png").write_bytes(sample_png(8, 8))
    dialog.use_logo(tmp_path / "crest.png")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        button(dialog, "Use").click()
    assert chosen.args == [LIGHT, Identity(LOGO, "#5A1A4A", "#3B2A0B", "Heddlu Gwŷr")]
    assert not dialog.isVisible()


def test_dialog_begins_with_its_heading(settings: Settings, style: Look, parent: QWidget) -> None:
    labels = dialog_for(NO_IDENTITY, settings, style, parent).findChildren(QLabel)
    spoken = map(QAccessible.queryAccessibleInterface, labels)
    headings = [each for each in spoken if each.role() is QAccessible.Role.Heading]
    assert [each.text(QAccessible.Text.Name) for each in headings] == ["Slide appearance"]


def test_illegible_colour_is_explained_and_can_not_be_used(
    settings: Settings, style: Look, parent: QWidget
) -> None:
    dialog = dialog_for(NO_IDENTITY, settings, style, parent)
    fields(dialog)[0].setText("#FFE600")
    assert "Choose a darker colour." in texts(dialog)
    assert "Choose a darker colour." in fields(dialog)[0].accessibleDescription()
    assert not button(dialog, "Use").isEnabled()
    fields(dialog)[0].setText("#5A1A4A")
    assert "Choose a darker colour." not in texts(dialog)
    assert not fields(dialog)[0].accessibleDescription()
    assert button(dialog, "Use").isEnabled()


def test_unusable_logo_is_explained_and_the_old_one_kept(
    qtbot: QtBot, settings: Settings, style: Look, parent: QWidget, tmp_path: Path
) -> None:
    dialog = dialog_for(Identity(LOGO), settings, style, parent)
    (tmp_path / "crest.png").write_bytes(b"GIF89a")
    dialog.use_logo(tmp_path / "crest.png")
    assert "it is not a PNG picture" in texts(dialog)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        button(dialog, "Use").click()
    assert chosen.args == [LIGHT, Identity(LOGO)]


def test_clear_all_removes_every_part(
    qtbot: QtBot, settings: Settings, style: Look, parent: QWidget
) -> None:
    identity = Identity(LOGO, "#5A1A4A", "#3B2A0B", "Heddlu Gwŷr")
    dialog = dialog_for(identity, settings, style, parent)
    button(dialog, "Clear all").click()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        button(dialog, "Use").click()
    assert chosen.args == [LIGHT, NO_IDENTITY]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_colours_are_complete_in_the_narrowest_dialog(
    settings: Settings, style: Look, parent: QWidget, scale: float
) -> None:
    style.set_scale(scale)
    dialog = dialog_for(Identity(accent="#6B1D3A"), settings, style, parent)
    dialog.resize(1, dialog.height())
    QApplication.processEvents()
    field = fields(dialog)[0]
    padding = 2 * style.px(8) + 2
    assert field.width() >= field.fontMetrics().horizontalAdvance(field.text()) + padding
