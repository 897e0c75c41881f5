"""What is remembered from one start to the next."""

import errno
import json
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from briefing_app.errors import OutputError
from briefing_app.files.lock import hold_when_free
from briefing_app.gui.look import ThemeChoice
from briefing_app.gui.settings import Setting, Settings
from tests.gui.slideshows import timer_of
from tests.refused_drive import refuse

pytestmark = pytest.mark.usefixtures("qapp")

FIELDS = Settings.fields()


def by_name(field: Setting[Any]) -> str:
    return field.name


def other_value(field: Setting[Any]) -> Any:
    """Return a value that a setting doesn't have by default."""
    if field.choices:
        return next(choice for choice in field.choices if choice != field.default)
    if isinstance(field.default, bool):
        return not field.default
    if isinstance(field.default, int):
        return field.default + 35
    if isinstance(field.default, tuple):
        return (-10, 20, 900, 600) if field.name == "window_place" else ("/a, b.db", "/Ŵ\udcff")
    return "Heddlu Gwent Ŵ @ “\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def saved(file: Path, **values: object) -> Path:
    """Write a file as another version of the program, or a user, could write it."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(values), "utf-8")
    return file


@pytest.mark.parametrize("field", FIELDS, ids=by_name)
def test_each_setting_survives_a_restart(field: Setting[Any], file: Path) -> None:
    settings = Settings(file)
    settings.set_value(field, other_value(field))
    settings.save()
    again = Settings(file)
    for each in FIELDS:
        expected = other_value(each) if each is field else each.default
        assert again.value(each) == expected
        assert type(again.value(each)) is type(each.default)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)


@given(value=JSON)
@example(value=True)
@example(value=1)
@example(value=1_000_001)
@example(value=[1_000_001])
@example(value="pink")
@example(value=[1, True])
@example(value=["a", 1])
@example(value="/a.db")
@example(value=3.0)
@example(value=22)
@example(value=10**400)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_value_is_as_in_the_file_or_the_default(file: Path, value: object) -> None:
    settings = Settings(saved(file, **{field.name: value for field in FIELDS}))
    for field in FIELDS:
        read = settings.value(field)
        assert type(read) is type(field.default)
        is_as_written = json.dumps(read) == json.dumps(value)
        assert read == field.default or is_as_written or read == value
        assert field.choices is None or read in field.choices
        numbers = read if isinstance(read, tuple) else (read,)
        assert all(abs(each) <= 1_000_000 for each in numbers if isinstance(each, int))


def test_impossible_value_is_the_default_and_is_logged(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(saved(file, theme="pink", recent_files=["/a.db", 5], folder="/kept"))
    assert (settings.theme, settings.recent_files) == (ThemeChoice.SYSTEM, ())
    assert settings.folder == "/kept"
    assert caplog.messages == [
        f"The setting {name} has a value that it can’t have" for name in ("theme", "recent_files")
    ]


@pytest.mark.parametrize(
    "content",
    [
        *(b"nonsense", b"[1]", b"\xff\xfe\x00", b"[" * 100_000, b'{"theme": "da', b"1" * 5000),
        b" " * 2**20 + b"{}",
    ],
    ids=["text", "list", "bytes", "nested", "cut", "number", "huge"],
)
def test_unusable_file_gives_defaults_and_is_replaced(
    file: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    saved(file).write_bytes(content)
    settings = Settings(file)
    assert not settings.has_choices
    assert caplog.messages == ["The settings can’t be used, so they are the defaults"]
    settings.theme = ThemeChoice.DARK
    settings.save()
    assert Settings(file).theme is ThemeChoice.DARK


def test_empty_file_is_no_reason_to_warn(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    saved(file).write_bytes(b"")
    assert not Settings(file).has_choices
    assert caplog.messages == []


def test_change_is_saved_soon(file: Path) -> None:
    settings = Settings(file)
    settings.theme = ThemeChoice.DARK
    timer = timer_of(settings)
    assert timer.isActive()
    timer.timeout.emit()
    assert Settings(file).theme is ThemeChoice.DARK


def test_only_another_value_is_a_change(file: Path) -> None:
    changed: list[str] = []
    settings = Settings(file)
    settings.changed.connect(changed.append)
    for force in ("Kent", "Kent", "Surrey"):
        settings.my_force = force
    settings.has_started = False
    assert changed == ["my_force", "my_force"]


def test_two_windows_keep_the_changes_of_each_other(file: Path) -> None:
    one, other = Settings(file), Settings(file)
    one.theme, other.my_force = ThemeChoice.DARK, "Kent"
    one.text_scale, other.text_scale = 1.5, 2.0
    for settings in (one, other):
        settings.save()
    one.folder = "/one"  # what was saved before isn't written again
    one.save()
    again = Settings(file)
    assert (again.theme, again.my_force, again.text_scale) == (ThemeChoice.DARK, "Kent", 2.0)


def test_window_waits_while_another_one_writes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(saved(file))
    settings.theme = ThemeChoice.DARK
    with ExitStack() as other:
        other.enter_context(hold_when_free(file.with_suffix(".lock"), 0))

        def write(_: float) -> None:
            saved(file, my_force="Kent")
            other.close()

        monkeypatch.setattr(time, "sleep", write)
        settings.save()
    again = Settings(file)
    assert (again.theme, again.my_force) == (ThemeChoice.DARK, "Kent")


def test_what_a_later_version_has_written_is_kept(file: Path) -> None:
    settings = Settings(saved(file, later={"a": [1]}, theme="later"))
    settings.my_force = "Kent"
    settings.save()
    kept = json.loads(file.read_text("utf-8"))
    assert kept == {"later": {"a": [1]}, "theme": "later", "my_force": "Kent"}


def refuse_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    refuse(monkeypatch, folder, PermissionError(errno.EACCES, "Permission denied"))


def fill_disk(monkeypatch: pytest.MonkeyPatch, _: Path) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)


@pytest.mark.parametrize("fail", [refuse_folder, fill_disk])
def test_what_cannot_be_saved_is_saved_with_the_next_change(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fail: Callable[[pytest.MonkeyPatch, Path], None],
) -> None:
    settings = Settings(saved(file, folder="/kept"))
    with monkeypatch.context() as failing:
        fail(failing, file.parent)
        settings.theme = ThemeChoice.DARK
        settings.save()
    assert "Could not write settings.json" in caplog.text
    settings.my_force = "Kent"
    settings.save()
    again = Settings(file)
    assert (again.theme, again.my_force, again.folder) == (ThemeChoice.DARK, "Kent", "/kept")


def test_file_that_cannot_be_read_now_keeps_its_settings(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    saved(file, my_force="Kent")
    with monkeypatch.context() as refusing:
        refuse(refusing, file, PermissionError(errno.EACCES, "Permission denied"))
        settings = Settings(file)
        settings.theme = ThemeChoice.DARK
        with pytest.raises(OutputError):
            settings.write()
    assert "Could not read the settings: Permission denied" in caplog.text
    settings.write()
    again = Settings(file)
    assert (again.theme, again.my_force) == (ThemeChoice.DARK, "Kent")


def test_without_a_usable_place_settings_last_until_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "settings.json"
    folder.mkdir()
    for place in (None, folder):
        settings = Settings(place)
        settings.theme = ThemeChoice.DARK
        settings.save()
        assert settings.theme is ThemeChoice.DARK
    assert list(folder.iterdir()) == []


def test_private_session_starts_with_looks_and_writes_nothing(file: Path) -> None:
    settings = Settings(file)
    for field in FIELDS:
        settings.set_value(field, other_value(field))
    settings.save()
    before = file.read_bytes()
    private = Settings(file, is_private=True)
    kept = {field.name for field in FIELDS if private.value(field) != field.default}
    assert kept == {
        *("theme", "text_scale", "notes_size", "slide_theme", "audience_screen"),
        *("are_letter_keys_on", "is_maximised", "window_place", "list_width"),
    }
    private.theme, private.recent_files = ThemeChoice.LIGHT, ("/b.db",)
    private.write()
    assert (private.theme, private.recent_files) == (ThemeChoice.LIGHT, ("/b.db",))
    assert file.read_bytes() == before


def test_forgetting_leaves_the_recent_files(file: Path) -> None:
    settings = Settings(saved(file, later=1, my_force="Kent", recent_files=["/a.db"]))
    changed: list[str] = []
    settings.changed.connect(changed.append)
    settings.folder = "/secret"
    settings.forget_choices()
    assert not settings.has_choices
    assert (settings.my_force, settings.folder) == ("", "")
    assert changed == ["folder", "my_force", "folder"]
    assert json.loads(file.read_text("utf-8")) == {"recent_files": ["/a.db"]}
    settings.forget_recent_files()
    assert json.loads(file.read_text("utf-8")) == {}


def test_forgetting_that_fails_is_reported_and_forgets_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(saved(file, my_force="Kent", recent_files=["/a.db"]))
    refuse(monkeypatch, file.parent, PermissionError(errno.EACCES, "Permission denied"))
    for forget in (settings.forget_choices, settings.forget_recent_files):
        with pytest.raises(OutputError):
            forget()
    assert (settings.my_force, settings.recent_files) == ("Kent", ("/a.db",))


def test_what_no_file_keeps_is_forgotten_without_one(file: Path) -> None:
    file.parent.write_text("not a folder")
    settings = Settings(file)
    settings.my_force, settings.recent_files = "Kent", ("/a.db",)
    settings.forget_choices()
    settings.forget_recent_files()
    assert not settings.has_choices
    assert settings.recent_files == Settings.recent_files.default
