"""Reloading a briefing that was built again while it is open."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QFileSystemWatcher
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.slideshows import Sessions
from briefing_app.database.personal.store import PersonalStore
from briefing_app.files.atomic import write_file
from briefing_app.files.paths import BUNDLED_BRIEFING
from briefing_app.gui.controllers.files import FileWatcher, ReloadController
from briefing_app.gui.controllers.wiring import Controllers
from briefing_app.gui.main_window.messages import ErrorPage
from briefing_app.gui.main_window.window import MainWindow
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.model.reading import FindingFilter
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.gui.controllers.watching import is_watching, quiet_timer, watcher_of
from tests.gui.menus import trigger
from tests.gui.parts import press, shows_button
from tests.gui.slideshows import SAMPLE_SESSION, running_slideshow


@pytest.fixture
def path(main_window: MainWindow, tmp_path: Path) -> Path:
    """Return the file of the open briefing."""
    path = tmp_path / "open.db"
    write_file(path, BUNDLED_BRIEFING.read_bytes())
    main_window.open(path)
    return path


@pytest.fixture
def reloading(main_window: MainWindow, path: Path) -> ReloadController:
    assert path.exists()
    reloading = main_window.findChild(ReloadController)
    assert isinstance(reloading, ReloadController)
    shorten_quiet_time(watcher_of(reloading))
    return reloading


@pytest.fixture
def watcher(qapp: QApplication, tmp_path: Path) -> Iterator[FileWatcher]:
    watcher = FileWatcher(qapp)
    shorten_quiet_time(watcher)
    (tmp_path / "watched").mkdir()
    (tmp_path / "watched" / "a.db").write_bytes(b"one")
    watcher.watch(tmp_path / "watched" / "a.db")
    yield watcher
    watcher.deleteLater()


def shorten_quiet_time(watcher: FileWatcher) -> None:
    quiet_timer(watcher).setInterval(1)


def build_again(path: Path, content: bytes | None = None) -> None:
    write_file(path, BUNDLED_BRIEFING.read_bytes() if content is None else content)


def reload_button(window: MainWindow) -> QPushButton | None:
    """Return the first button of the notification, if there is one."""
    bar = window.notifications
    shown = (each for each in bar.findChildren(QPushButton) if each.isVisible())
    return next((each for each in shown if each.text() != "Dismiss"), None)


def test_each_replacement_of_the_file_is_noticed(
    qtbot: QtBot, watcher: FileWatcher, tmp_path: Path
) -> None:
    for content in (b"two", b"three"):
        with qtbot.waitSignal(watcher.replaced):
            write_file(tmp_path / "watched" / "a.db", content)


def test_overwritten_or_returning_file_is_noticed(
    qtbot: QtBot, watcher: FileWatcher, tmp_path: Path
) -> None:
    file = tmp_path / "watched" / "a.db"
    with qtbot.waitSignal(watcher.replaced):
        file.write_bytes(b"written over")
    with qtbot.waitSignal(quiet_timer(watcher).timeout):
        file.unlink()
    with qtbot.waitSignal(watcher.replaced):
        file.write_bytes(b"back")


def test_deletions_and_other_files_are_ignored(
    qtbot: QtBot, watcher: FileWatcher, tmp_path: Path
) -> None:
    with qtbot.assertNotEmitted(watcher.replaced):
        with qtbot.waitSignal(quiet_timer(watcher).timeout):
            (tmp_path / "watched" / "other").write_bytes(b"another file")
        with qtbot.waitSignal(quiet_timer(watcher).timeout):
            (tmp_path / "watched" / "a.db").unlink()
        assert not quiet_timer(watcher).isActive()


def test_change_is_reported_after_writing_ends(
    qtbot: QtBot, watcher: FileWatcher, tmp_path: Path
) -> None:
    file = tmp_path / "watched" / "a.db"
    quiet_timer(watcher).setInterval(60 * 60 * 1000)  # the test itself makes the checks
    with qtbot.assertNotEmitted(watcher.replaced):
        for size in range(1, 4):
            file.write_bytes(b"x" * 100 * size)
            quiet_timer(watcher).timeout.emit()
    with qtbot.waitSignal(watcher.replaced):
        quiet_timer(watcher).timeout.emit()


def test_each_of_several_files_is_watched(
    qtbot: QtBot, watcher: FileWatcher, tmp_path: Path
) -> None:
    first, second, missing = (tmp_path / "watched" / name for name in ("a.db", "b", "c"))
    second.write_bytes(b"one")
    watcher.watch(first, second, missing)
    for file in (second, missing, first, missing):
        with qtbot.waitSignal(watcher.replaced):
            file.write_bytes(file.read_bytes() + b"more" if file.exists() else b"new")


def test_report_can_be_repeated(qtbot: QtBot, watcher: FileWatcher) -> None:
    with qtbot.waitSignal(watcher.replaced):
        watcher.report_again()
    assert not quiet_timer(watcher).isActive()


def test_watcher_is_idle_without_changes(watcher: FileWatcher) -> None:
    assert not quiet_timer(watcher).isActive()
    (of_system,) = watcher.findChildren(QFileSystemWatcher)
    assert not any("Poll" in one.metaObject().className() for one in of_system.children())


def test_missing_file_is_not_watched(watcher: FileWatcher, tmp_path: Path) -> None:
    watcher.watch(tmp_path / "gone.db")
    assert not is_watching(watcher)
    watcher.watch()
    assert not is_watching(watcher)


@pytest.mark.usefixtures("reloading")
def test_reload_keeps_selection_search_and_filter(
    qtbot: QtBot, main_window: MainWindow, path: Path
) -> None:
    window = main_window
    window.reading.set_filter(FindingFilter.UNCLEAR)
    window.reading.search("referred")
    before = window.reading.contents.finding
    assert before is not None
    assert before.caution
    build_again(path)
    qtbot.waitUntil(lambda: reload_button(window) is not None)
    button = reload_button(window)
    assert button is not None
    assert button.text() == "Reload"
    assert "open.db" in button.accessibleDescription()
    with qtbot.waitSignal(window.briefing_changed):
        button.click()
    after = window.reading.contents.finding
    assert after is not None
    assert after is not before
    assert after.key == before.key
    assert window.reading.state.search == "referred"
    assert window.reading.state.filter is FindingFilter.UNCLEAR
    assert reload_button(window) is None


@pytest.mark.usefixtures("reloading")
def test_reload_of_bad_file_offers_the_way_back(
    qtbot: QtBot, main_window: MainWindow, path: Path
) -> None:
    before = main_window.briefing
    build_again(path, b"no briefing")
    qtbot.waitUntil(lambda: reload_button(main_window) is not None)
    button = reload_button(main_window)
    assert button is not None
    button.click()
    (page,) = main_window.findChildren(ErrorPage)
    assert page.isVisible()
    assert reload_button(main_window) is not None  # it may become readable again
    press(page, "Back to the open briefing")
    assert main_window.briefing is before
    assert before is not None
    assert before.search("victim")


def test_notification_waits_for_the_end_of_each_slideshow_until_it_is_answered(
    qtbot: QtBot,
    reloading: ReloadController,
    main_window: MainWindow,
    launcher: SlideshowLauncher,
    path: Path,
) -> None:
    def shown_after(act: str) -> bool:
        trigger(main_window, act)
        assert reload_button(main_window) is None
        running_slideshow(launcher).end()
        return reload_button(main_window) is not None

    trigger(main_window, "Start in a window, for a video call")
    with qtbot.waitSignal(watcher_of(reloading).replaced):
        build_again(path)
    assert reload_button(main_window) is None
    assert launcher.slideshow is not None
    running_slideshow(launcher).end()
    qtbot.waitUntil(lambda: reload_button(main_window) is not None)
    assert shown_after("Start slideshow")
    assert shown_after("Start in a window, for a video call")
    press(main_window.notifications, "Reload")
    assert not shown_after("Start slideshow")
    build_again(path)
    qtbot.waitUntil(lambda: reload_button(main_window) is not None)
    press(main_window.notifications, "Dismiss")
    assert not shown_after("Start slideshow")
    build_again(path)
    qtbot.waitUntil(lambda: reload_button(main_window) is not None)
    main_window.open(BUNDLED_BRIEFING)
    assert reload_button(main_window) is None


@pytest.mark.usefixtures("reloading")
def test_previous_notification_returns_after_reload(
    qtbot: QtBot,
    main_window: MainWindow,
    controllers: Controllers,
    personal_store: PersonalStore,
    path: Path,
) -> None:
    record = SlideshowRecord("title", 0, 0, 754, running=True, saved=datetime.now(UTC))
    Sessions(personal_store).save(SAMPLE_SESSION, record)
    controllers.slideshow.refresh()
    build_again(path)
    bar = main_window.notifications
    qtbot.waitUntil(lambda: shows_button(bar, "Reload"))
    press(bar, "Reload")
    assert not shows_button(bar, "Reload")
    assert shows_button(bar, "Open and continue")
