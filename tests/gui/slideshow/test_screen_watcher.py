"""Changes of the screens, as Qt and the system report them."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.windows_displays import Output
from briefing_app.gui.slideshow import screen_watcher
from briefing_app.gui.slideshow.screen_assignment import (
    ScreenInfo,
)
from briefing_app.gui.slideshow.screen_watcher import ScreenWatcher
from tests.bench.errors import MissingPartError
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

_PATIENCE: Final = 60.0  # seconds for news to come: the machine may be slow or busy


_MAY_LAST: Final = 10  # seconds for a process to end when it is asked to


def _screen(
    name: str,
    *place: int,
    model: str = "",
    manufacturer: str = "",
    serial: str = "",
    ratio: float = 1.0,
    primary: bool = False,
) -> ScreenInfo:
    """A screen of 1920 × 1080 at the corner, unless its place says otherwise."""
    rect = QRect(*(place or (0, 0, 1920, 1080)))
    return ScreenInfo(name, model, manufacturer, serial, rect, ratio, primary)


@pytest.fixture
def watcher(qapp: QApplication) -> Iterator[ScreenWatcher]:
    """A watcher of the screens that the tests run on."""
    watcher = ScreenWatcher(qapp)
    yield watcher
    watcher.deleteLater()


def test_simultaneous_changes_are_reported_once(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot
) -> None:
    heard: list[str] = []
    watcher.changed.connect(lambda: heard.append("changed"))
    screen = qapp.primaryScreen()
    with qtbot.waitSignal(watcher.changed):
        screen.geometryChanged.emit(screen.geometry())
        qapp.primaryScreenChanged.emit(screen)
        screen.geometryChanged.emit(screen.geometry())
        assert heard == []
    qapp.processEvents()
    assert heard == ["changed"]


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
    heard: list[int] = []
    watcher.changed.connect(lambda: heard.append(len(watcher.screens())))
    with monkeypatch.context() as patch:
        patch.setattr(QGuiApplication, "screens", list)
        qapp.primaryScreenChanged.emit(None)
        qapp.processEvents()
        assert watcher.screens() == []
    with qtbot.waitSignal(watcher.changed):
        qapp.primaryScreenChanged.emit(qapp.primaryScreen())
    assert heard == [len(qapp.screens())]


def test_screen_is_found_by_its_properties(watcher: ScreenWatcher, qapp: QApplication) -> None:
    screen = qapp.primaryScreen()
    info = watcher.info(screen)
    moved = replace(info, geometry=QRect(), device_pixel_ratio=3.0, primary=not info.primary)
    assert info in watcher.screens()
    assert watcher.screen(info) == screen
    assert watcher.screen(moved) == screen
    assert watcher.screen(_screen("HDMI-9")) is None


def test_system_is_queried_only_after_a_change(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    corner = qapp.primaryScreen().geometry().topLeft().toTuple()
    known: dict[tuple[int, int], Output] = {}
    monkeypatch.setattr(screen_watcher, "_system_outputs", lambda: dict(known))
    seen = [watcher.info(qapp.primaryScreen())]
    for output in (Output(built_in=True, monitors=1), Output(built_in=False, monitors=2)):
        known[corner] = output
        seen.append(watcher.info(qapp.primaryScreen()))
        with qtbot.waitSignal(watcher.changed):
            qapp.primaryScreen().geometryChanged.emit(QRect())
        seen.append(watcher.info(qapp.primaryScreen()))
    told = [(info.built_in, info.monitors) for info in seen]
    assert told == [(None, 1), (None, 1), (True, 1), (True, 1), (False, 2)]


def test_check_reports_changes_that_qt_misses(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    corner = qapp.primaryScreen().geometry().topLeft().toTuple()
    known = {corner: Output(built_in=True, monitors=1)}
    monkeypatch.setattr(screen_watcher, "_system_outputs", lambda: dict(known))
    assert watcher.info(qapp.primaryScreen()).is_internal is True
    with qtbot.assertNotEmitted(watcher.changed, wait=0):
        watcher.check_outputs()
        qapp.processEvents()
    known[corner] = Output(built_in=False, monitors=2)
    with qtbot.waitSignal(watcher.changed):
        watcher.check_outputs()
    assert watcher.info(qapp.primaryScreen()).is_duplicated


class _Twin:
    """Stands for a QScreen of a kind that there are two of: nothing but its place tells which."""

    def __init__(self, left: int) -> None:
        self._left = left

    def geometry(self) -> QRect:
        return QRect(self._left, 0, 1920, 1080)

    def name(self) -> str:
        return " EB-W06\0\n"

    model = manufacturer = serialNumber = name  # noqa: N815, Qt's name

    def devicePixelRatio(self) -> float:  # noqa: N802, Qt's name
        return 1.0


def test_identical_screens_are_distinguished_by_geometry(
    watcher: ScreenWatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins: list[Any] = [_Twin(0), _Twin(1920)]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: twins)
    infos = watcher.screens()
    assert [info.name for info in infos] == ["EB-W06", "EB-W06"]
    assert [watcher.screen(info) for info in infos] == twins
    became_primary = replace(infos[1], primary=not infos[1].primary)
    assert watcher.screen(became_primary) is twins[1]


def test_removed_screen_is_ignored(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot
) -> None:
    heard: list[str] = []
    screen = qapp.primaryScreen()
    with qtbot.waitSignal(watcher.changed):
        qapp.screenRemoved.emit(screen)
    watcher.changed.connect(lambda: heard.append("changed"))
    screen.geometryChanged.emit(screen.geometry())
    qapp.processEvents()
    assert heard == []


_Screens = dict[str, QRect]


class _Told:
    """A program that tells of its screens, on a desktop whose monitors come and go."""

    def __init__(self, monitors: Monitors, program: "subprocess.Popen[bytes]", log: Path) -> None:
        self.monitors = monitors
        self.primary = ""
        self.lost: list[str] = []
        self._lines = ProcessLines(program)
        self._log = log

    def when(self, **rects: QRect) -> None:
        """Read on until the program has these screens, their names with _ for -, and no other."""
        wanted = {name.replace("_", "-"): rect for name, rect in rects.items()}
        self.until(lambda screens: screens == wanted)

    def until(self, holds: Callable[[_Screens], bool]) -> None:
        """Read on until something holds of the screens."""
        deadline = time.monotonic() + _PATIENCE
        screens: _Screens = {}
        while (line := self._lines.read(deadline)) is not None:
            told: dict[str, Any] = json.loads(line)
            screens = {name: QRect(*about["rect"]) for name, about in told["screens"].items()}
            self.primary = next(
                (name for name, about in told["screens"].items() if about["primary"]), ""
            )
            self.lost = told["lost"]
            if holds(screens):
                return
        log = self._log.read_text(errors="replace")
        pytest.fail(f"That was never told. The last news:\n{screens} {self.primary}\n{log}")


@pytest.fixture
def told(tmp_path: Path) -> Iterator[_Told]:
    """The program on a laptop with nothing plugged in; it has told of its own panel."""
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
            ) as program,
        ):
            try:
                told = _Told(monitors, program, log)
                told.when(eDP_1=PANEL_RECT)
                yield told
            finally:
                program.terminate()
                try:
                    program.wait(_MAY_LAST)
                except subprocess.TimeoutExpired:
                    program.kill()
    except MissingPartError as error:
        pytest.skip(str(error))
    assert not log.read_text(errors="replace")


def test_projector_is_reported_when_plugged_in_and_out(told: _Told) -> None:
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    assert told.lost == []
    told.monitors.unplug(PROJECTOR)
    told.when(eDP_1=PANEL_RECT)
    assert told.lost == [PROJECTOR]
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    assert told.lost == []


def test_new_size_is_reported(told: _Told) -> None:
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    small = QRect(0, 0, 1280, 720)
    told.monitors.resize(PANEL, small)
    told.when(eDP_1=small, HDMI_1=PROJECTOR_RECT)
    assert told.lost == []
    xga = QRect(1366, 0, 1024, 768)
    told.monitors.resize(PROJECTOR, xga, gone=lambda: told.when(eDP_1=small))
    told.when(eDP_1=small, HDMI_1=xga)


def test_new_primary_screen_is_reported(told: _Told) -> None:
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    assert told.primary == PANEL
    told.monitors.make_primary(PROJECTOR)
    told.until(lambda screens: len(screens) == 2 and told.primary == PROJECTOR)
    told.monitors.make_primary(PANEL)
    told.until(lambda screens: len(screens) == 2 and told.primary == PANEL)
    told.monitors.unplug(PROJECTOR)
    told.monitors.plug("DP-2", PROJECTOR_RECT, primary=True)
    told.until(lambda screens: len(screens) == 2 and told.primary == "DP-2")


def test_loss_of_the_last_screen_is_survived(told: _Told) -> None:
    told.monitors.unplug(PANEL)
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(HDMI_1=PROJECTOR_RECT)
    told.monitors.plug(PANEL, PANEL_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)


def test_mirrored_screens_are_reported_with_one_geometry(told: _Told) -> None:
    told.monitors.plug(PROJECTOR, PANEL_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PANEL_RECT)
