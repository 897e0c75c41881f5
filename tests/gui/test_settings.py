"""Tests of what is remembered between sessions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSettings

from briefing_app.gui.look import ThemeChoice
from briefing_app.gui.settings import DEFAULT_LIST_WIDTH_PX, Settings, user_settings

_LAPTOP = QRect(0, 0, 1366, 768)
_PROJECTOR = QRect(1366, 0, 1920, 1080)


def _reopened(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def test_all_settings_survive_restart(settings: Settings, tmp_path: Path) -> None:
    settings.theme = ThemeChoice.CONTRAST_DARK
    settings.text_scale = 1.5
    settings.is_table_shown = True
    settings.my_force = "Heddlu Gwent Ŵ"
    settings.is_maximised = True
    settings.audience_screen = "serial:4711 @ HDMI-1"
    settings.notes_size = 5
    settings.set_window_geometry(QRect(10, 20, 900, 600))
    settings.save()
    again = _reopened(tmp_path)
    assert again.theme is ThemeChoice.CONTRAST_DARK
    assert again.text_scale == 1.5
    assert again.is_table_shown
    assert again.my_force == "Heddlu Gwent Ŵ"
    assert again.is_maximised
    assert again.audience_screen == "serial:4711 @ HDMI-1"
    assert again.notes_size == 5
    assert again.window_geometry([_LAPTOP]) == QRect(10, 20, 900, 600)


@pytest.mark.parametrize("text", ["", "nonsense", "1e400", "-3", "NaN", "@Invalid()", "\x00"])
def test_damaged_settings_file_gives_defaults(tmp_path: Path, text: str) -> None:
    keys = ("theme", "text-scale", "table", "my-force")
    lines = ["[view]", *(f"{key}={text}" for key in keys), "[window]", f"geometry={text}"]
    lines.append(f"list-width={text}")
    (tmp_path / "settings.ini").write_text("\n".join(lines), encoding="utf-8")
    settings = _reopened(tmp_path)
    assert settings.theme is ThemeChoice.SYSTEM
    assert settings.text_scale == 1.0
    assert settings.is_table_shown is False
    assert settings.window_geometry([_LAPTOP]) is None
    assert settings.list_width == DEFAULT_LIST_WIDTH_PX


@pytest.fixture(scope="module")
def settings_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the folder in which the user's settings are during these tests."""
    ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    before = Path(user_settings().fileName()).parents[1]
    folder = tmp_path_factory.mktemp("config")
    QSettings.setPath(ini, user, str(folder))
    yield folder
    QSettings.setPath(ini, user, str(before))


@given(text=st.text(), files=st.lists(st.text(min_size=1), max_size=3))
@example(text="@Variant(", files=["@", '"'])
def test_everything_that_the_program_writes_is_read_again(
    settings_folder: Path, text: str, files: list[str]
) -> None:
    settings = Settings(user_settings())
    settings.my_force = text
    settings.recent_files = files
    settings.save()
    again = Settings(user_settings())
    assert again.my_force == text
    assert again.recent_files == files
    assert settings_folder in again.file.parents


@pytest.mark.parametrize(
    "value",
    [
        *("@Variant(\\0\\0\\0\\t\\0\\x7f\\xff\\xff\\xff)", '""@Variant(x)', "a, @Variant(x)"),
        *("\\x0040Variant(x)", "\\100Variant(x)", "\\ @Variant(x)", "@DateTime(x)"),
        *('an open "quotation mark', "a\0b", "x" * 2_000_000, "goes on\\", "x\nno key"),
    ],
)
def test_file_that_the_program_cannot_have_written_is_replaced(
    settings_folder: Path, value: str
) -> None:
    file = Path(user_settings().fileName())
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"[filter]\nforce={value}\n[view]\nmy-force=Before\n", "utf-8")
    settings = Settings(user_settings())
    assert settings.my_force == ""
    settings.my_force = "Now"
    settings.save()
    assert Settings(user_settings()).my_force == "Now"


def test_place_on_missing_screen_is_not_restored(settings: Settings) -> None:
    settings.set_window_geometry(QRect(1500, 40, 1200, 800))
    assert settings.window_geometry([_LAPTOP, _PROJECTOR]) == QRect(1500, 40, 1200, 800)
    assert settings.window_geometry([_LAPTOP]) is None


@pytest.mark.parametrize(
    ("saved", "restored"),
    [
        (QRect(320, 140, 1280, 800), QRect(86, 48, 1280, 720)),
        (QRect(-100, 10, 900, 600), QRect(0, 48, 900, 600)),
        (QRect(100, -20, 900, 600), QRect(100, 48, 900, 600)),
        (QRect(0, 500, 900, 600), QRect(0, 168, 900, 600)),
        (QRect(1300, 60, 1200, 800), QRect(1366, 60, 1200, 800)),
        (QRect(0, 0, 1366, 768), QRect(0, 0, 1366, 768)),
    ],
    ids=[
        "beyond-right-and-bottom",
        "beyond-left",
        "beyond-top",
        "beyond-bottom",
        "mostly-on-second-screen",
        "fills-screen",
    ],
)
def test_window_is_moved_onto_screen_of_its_title_bar(
    settings: Settings, saved: QRect, restored: QRect
) -> None:
    settings.set_window_geometry(saved)
    assert settings.window_geometry([_LAPTOP, _PROJECTOR]) == restored


@pytest.mark.parametrize(
    "saved",
    [QRect(0, -300, 900, 600), QRect(0, 760, 900, 600), QRect(-850, 0, 900, 600)],
    ids=["above-screen", "below-screen", "nearly-all-left-of-screen"],
)
def test_place_with_unreachable_title_bar_is_not_restored(settings: Settings, saved: QRect) -> None:
    settings.set_window_geometry(saved)
    assert settings.window_geometry([_LAPTOP]) is None


# ---- slideshows ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "nonsense", "1e400", "-3", "1441", "٣", "9" * 5000, "1, 2"])
def test_damaged_slideshow_settings_give_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.ini").write_text(f"[show]\nnotes-size={text}", encoding="utf-8")
    settings = _reopened(tmp_path)
    assert settings.notes_size == 2


def test_keys_of_another_version_are_ignored(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = "[show]\nclock-size=4\nnotes-size=3\n[other]\nkey=value"
    (tmp_path / "settings.ini").write_text(text, encoding="utf-8")
    assert _reopened(tmp_path).notes_size == 3
    assert caplog.messages == []
