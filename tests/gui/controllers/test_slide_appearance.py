"""The colours and the identity that the user chooses are used at once and kept."""

from pathlib import Path

import pytest

from briefing_app.export.identity_file import stored_identity
from briefing_app.files.reading import checked_png
from briefing_app.gui.controllers import slide_appearance as controller
from briefing_app.gui.dialogs.slide_appearance import SlideAppearanceDialog
from briefing_app.gui.look import Look
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.settings import Settings
from briefing_app.layout.identity import Identity
from briefing_app.layout.theme import DARK, LIGHT
from tests.gui.menus import trigger
from tests.gui.parts import button_of, combo_box_of
from tests.sample_png import sample_png

IDENTITY = Identity(checked_png(sample_png(8, 8), 2_000), "#5A1A4A", "#3B2A0B", "Heddlu Gwŷr")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep identities in a temporary folder, which doesn't exist yet."""
    folder = tmp_path / "data" / "identity"
    monkeypatch.setattr(controller, "identity_folder", lambda: folder)
    return folder


@pytest.fixture
def dialog(main_window: MainWindow) -> SlideAppearanceDialog:
    trigger(main_window, "Slide appearance")
    return main_window.findChildren(SlideAppearanceDialog)[0]


def test_chosen_identity_is_used_at_once_and_kept(
    dialog: SlideAppearanceDialog, style: Look, folder: Path
) -> None:
    dialog.chosen.emit(LIGHT, IDENTITY)
    assert style.slide_theme.identity == IDENTITY
    assert style.slide_theme.accent.ground == "#5A1A4A"
    assert stored_identity(folder) == IDENTITY


def test_chosen_slide_colours_are_used_at_once_and_kept(
    dialog: SlideAppearanceDialog, style: Look, settings: Settings
) -> None:
    combo_box_of(dialog, "Slide colours").setCurrentText("Dark")
    assert style.slide_theme.name == LIGHT.name
    button_of(dialog, "Use").click()
    assert style.slide_theme.name == DARK.name
    assert settings.slide_theme == DARK.name


def test_identity_that_can_not_be_kept_is_used_until_the_end(
    dialog: SlideAppearanceDialog,
    main_window: MainWindow,
    style: Look,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder.parent.touch()
    shown: list[str] = []
    monkeypatch.setattr(main_window, "show_message", shown.append)
    dialog.chosen.emit(LIGHT, IDENTITY)
    assert style.identity == IDENTITY
    assert len(shown) == 1
    assert shown[0].startswith("This identity is used until the program ends.")
