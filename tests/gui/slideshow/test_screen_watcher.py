"""Changes of the screens, as Qt and the system report them."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.windows_displays import Output
from briefing_app.gui.slideshow import screens as screens_module
from briefing_app.gui.slideshow.screens import ScreenWatcher


@pytest.fixture
def watcher(qapp: QApplication) -> Iterator[ScreenWatcher]:
    """A watcher of the screens that the tests run on."""
    watcher = ScreenWatcher(qapp)
    yield watcher
    watcher.deleteLater()


def test_simultaneous_changes_are_reported_once(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot
) -> None:
    changes: list[str] = []
    watcher.changed.connect(lambda: changes.append("changed"))
    screen = qapp.primaryScreen()
    with qtbot.waitSignal(watcher.changed):
        screen.geometryChanged.emit(screen.geometry())
        qapp.primaryScreenChanged.emit(screen)
        screen.geometryChanged.emit(screen.geometry())
        assert changes == []
    qapp.processEvents()
    assert changes == ["changed"]


@pytest.mark.parametrize(
    "name",
    [
        *("geometryChanged", "logicalDotsPerInchChanged", "physicalDotsPerInchChanged"),
        "refreshRateChanged",
    ],
)
def test_every_change_of_a_screen_is_reported(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    screen = qapp.primaryScreen()
    with qtbot.waitSignal(watcher.changed):
        getattr(screen, name).emit(screen.geometry() if name == "geometryChanged" else 96.0)


def test_nothing_is_reported_without_a_screen(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes: list[int] = []
    watcher.changed.connect(lambda: changes.append(len(watcher.screens())))
    with monkeypatch.context() as patch:
        patch.setattr(QGuiApplication, "screens", list)
        qapp.primaryScreenChanged.emit(None)
        qapp.processEvents()
        assert watcher.screens() == []
    with qtbot.waitSignal(watcher.changed):
        qapp.primaryScreenChanged.emit(qapp.primaryScreen())
    assert changes == [len(qapp.screens())]


def test_screen_is_found_by_its_properties(watcher: ScreenWatcher, qapp: QApplication) -> None:
    screen = qapp.primaryScreen()
    info = watcher.info(screen)
    moved = info._replace(geometry=QRect(), device_pixel_ratio=3.0, primary=not info.primary)
    assert info.primary
    assert info in watcher.screens()
    assert watcher.screen(info) == screen
    assert watcher.screen(moved) == screen
    assert watcher.screen(info._replace(name="HDMI-9")) is None


def test_system_is_queried_only_after_a_change(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    corner = qapp.primaryScreen().geometry().topLeft().toTuple()
    known: dict[tuple[int, int], Output] = {}
    # The system's answer: only Windows gives one.
    monkeypatch.setattr(screens_module, "_system_outputs", lambda: dict(known))
    infos = [watcher.info(qapp.primaryScreen())]
    for output in (Output(built_in=True, monitors=1), Output(built_in=False, monitors=2)):
        known[corner] = output
        infos.append(watcher.info(qapp.primaryScreen()))
        with qtbot.waitSignal(watcher.changed):
            qapp.primaryScreen().geometryChanged.emit(QRect())
        infos.append(watcher.info(qapp.primaryScreen()))
    program = [(info.built_in, info.monitors) for info in infos]
    assert program == [(None, 1), (None, 1), (True, 1), (True, 1), (False, 2)]


def test_check_reports_changes_that_qt_misses(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    corner = qapp.primaryScreen().geometry().topLeft().toTuple()
    known = {corner: Output(built_in=True, monitors=1)}
    # The system's answer: only Windows gives one.
    monkeypatch.setattr(screens_module, "_system_outputs", lambda: dict(known))
    assert watcher.info(qapp.primaryScreen()).is_internal is True
    with qtbot.assertNotEmitted(watcher.changed, wait=0):
        watcher.check_outputs()
        qapp.processEvents()
    known[corner] = Output(built_in=False, monitors=2)
    with qtbot.waitSignal(watcher.changed):
        watcher.check_outputs()
    assert watcher.info(qapp.primaryScreen()).is_duplicated


class _Twin:
    """A fake QScreen, identical to another one except for its geometry."""

    def __init__(self, left: int) -> None:
        self._left = left

    def geometry(self) -> QRect:
        return QRect(self._left, 0, 1920, 1080)

    def name(self) -> str:
        return " EB-W06\0\n"

    model = manufacturer = serialNumber = name  # noqa: N815, Qt's name

    def devicePixelRatio(self) -> float:
        return 1.0


def test_identical_screens_are_distinguished_by_geometry(
    watcher: ScreenWatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins: list[Any] = [_Twin(0), _Twin(1920)]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: twins)
    infos = watcher.screens()
    assert [info.name for info in infos] == ["EB-W06", "EB-W06"]
    assert [watcher.screen(info) for info in infos] == twins
    became_primary = infos[1]._replace(primary=not infos[1].primary)
    assert watcher.screen(became_primary) is twins[1]


def test_removed_screen_is_ignored(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot
) -> None:
    changes: list[str] = []
    screen = qapp.primaryScreen()
    with qtbot.waitSignal(watcher.changed):
        qapp.screenRemoved.emit(screen)
    watcher.changed.connect(lambda: changes.append("changed"))
    qapp.screenRemoved.emit(screen)
    screen.geometryChanged.emit(screen.geometry())
    qapp.processEvents()
    assert changes == []
