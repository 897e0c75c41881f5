"""Changes of the screens, as Qt and the system report them."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.windows_displays import Output
from briefing_app.gui.slideshow.screens import watcher as watcher_module
from briefing_app.gui.slideshow.screens.watcher import ScreenWatcher
from tests.gui.monitors import (
    PANEL,
    PANEL_RECT,
    PROJECTOR,
    PROJECTOR_RECT,
    Monitors,
    environment,
    laptop,
)
from tests.gui.process_lines import ProcessLines
from tools.bench.errors import MissingPartError

_TIMEOUT_S: Final = 60.0  # the machine may be slow or busy


_EXIT_TIMEOUT_S: Final = 10


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
    monkeypatch.setattr(watcher_module, "_system_outputs", lambda: dict(known))
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
    monkeypatch.setattr(watcher_module, "_system_outputs", lambda: dict(known))
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


_Screens = dict[str, QRect]


class _Program:
    """A program that prints its screens, and the monitors of its desktop."""

    def __init__(self, monitors: Monitors, program: "subprocess.Popen[bytes]", log: Path) -> None:
        self.monitors = monitors
        self.primary = ""
        self.lost: list[str] = []
        self._lines = ProcessLines(program)
        self._log = log

    def wait_for(self, **rects: QRect) -> None:
        """Read until the program has exactly these screens; their names have _ instead of -."""
        wanted = {name.replace("_", "-"): rect for name, rect in rects.items()}
        self.wait_until(lambda screens: screens == wanted)

    def wait_until(self, holds: Callable[[_Screens], bool]) -> None:
        """Read until a condition holds for the screens."""
        deadline = time.monotonic() + _TIMEOUT_S
        screens: _Screens = {}
        while (line := self._lines.read(deadline)) is not None:
            report: dict[str, Any] = json.loads(line)
            screens = {name: QRect(*about["rect"]) for name, about in report["screens"].items()}
            self.primary = next(
                (name for name, about in report["screens"].items() if about["primary"]), ""
            )
            self.lost = report["lost"]
            if holds(screens):
                return
        log = self._log.read_text(errors="replace")
        pytest.fail(f"This was never reported. The last report:\n{screens} {self.primary}\n{log}")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[_Program]:
    """The program on a laptop with nothing plugged in."""
    if not sys.platform.startswith("linux"):
        pytest.skip("Xvfb is Linux's")
    log = tmp_path / "log.txt"
    try:
        with (
            laptop(tmp_path) as (desktop, monitors),
            log.open("ab") as output,
            subprocess.Popen(
                [sys.executable, "-m", "tests.gui.screen_process"],
                env=environment(desktop.name, tmp_path),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=output,
            ) as process,
        ):
            try:
                program = _Program(monitors, process, log)
                program.wait_for(eDP_1=PANEL_RECT)
                yield program
            finally:
                process.terminate()
                try:
                    process.wait(_EXIT_TIMEOUT_S)
                except subprocess.TimeoutExpired:
                    process.kill()
    except MissingPartError as error:
        pytest.skip(str(error))
    assert not log.read_text(errors="replace")


def test_screens_are_reported_when_plugged_in_and_out_or_mirrored(program: _Program) -> None:
    program.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    program.wait_for(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    assert program.lost == []
    program.monitors.unplug(PROJECTOR)
    program.wait_for(eDP_1=PANEL_RECT)
    assert program.lost == [PROJECTOR]
    program.monitors.plug(PROJECTOR, PANEL_RECT)
    program.wait_for(eDP_1=PANEL_RECT, HDMI_1=PANEL_RECT)
    assert program.lost == []


def test_loss_of_the_last_screen_is_survived(program: _Program) -> None:
    program.monitors.unplug(PANEL)
    program.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    program.wait_for(HDMI_1=PROJECTOR_RECT)
    program.monitors.plug(PANEL, PANEL_RECT)
    program.wait_for(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)


def test_new_sizes_and_primary_screens_are_reported(program: _Program) -> None:
    program.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    program.wait_for(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    assert program.primary == PANEL
    small = QRect(0, 0, 1280, 720)
    program.monitors.resize(PANEL, small)
    program.wait_for(eDP_1=small, HDMI_1=PROJECTOR_RECT)
    assert program.lost == []
    xga = QRect(1366, 0, 1024, 768)
    program.monitors.resize(PROJECTOR, xga, gone=lambda: program.wait_for(eDP_1=small))
    program.wait_for(eDP_1=small, HDMI_1=xga)
    program.monitors.make_primary(PROJECTOR)
    program.wait_until(lambda screens: len(screens) == 2 and program.primary == PROJECTOR)
    program.monitors.make_primary(PANEL)
    program.wait_until(lambda screens: len(screens) == 2 and program.primary == PANEL)
    program.monitors.unplug(PROJECTOR)
    program.monitors.plug("DP-2", PROJECTOR_RECT, primary=True)
    program.wait_until(lambda screens: len(screens) == 2 and program.primary == "DP-2")
