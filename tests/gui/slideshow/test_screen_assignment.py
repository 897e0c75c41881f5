"""Which screen the audience gets, and that screens may come and go as they like."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.windows_displays import Output
from briefing_app.gui.slideshow import screen_watcher
from briefing_app.gui.slideshow.screen_assignment import (
    ScreenInfo,
    Situation,
    assign_screens,
    is_same,
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


_PANEL: Final = _screen("eDP-1", 0, 0, 1366, 768, primary=True)
_BEAMER: Final = _screen("HDMI-1", 1366, 0, 1920, 1080, model="EB-W06", serial="X3AB")

_TEXTS: Final = st.sampled_from(["", "0", "000", "A", "a", "B @ C", "serial:A", "X|Y"]) | st.text(
    max_size=3
)
_NAMES: Final = _TEXTS | st.sampled_from(
    ["eDP-1", "LVDS1", "HDMI-1", "DP-2", r"\\.\DISPLAY1", ":0.0"]
)
_SCREENS: Final = st.builds(
    ScreenInfo,
    name=_NAMES,
    model=_TEXTS,
    manufacturer=_TEXTS,
    serial=_TEXTS,
    geometry=st.builds(
        QRect,
        *(st.sampled_from([-1920, 0, 1, 1366, 1919, 1920]), st.sampled_from([-1080, 0, 1080])),
        *(st.sampled_from([800, 1366, 1920]), st.sampled_from([600, 768, 1080])),
    ),
    device_pixel_ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
    primary=st.booleans(),
)
_DESKS: Final = st.lists(_SCREENS, min_size=1, max_size=5)


def _share_pixels(one: ScreenInfo, other: ScreenInfo) -> bool:
    shared = one.geometry.intersected(other.geometry)
    return shared.width() > 2 and shared.height() > 2


@given(_DESKS, _TEXTS, _TEXTS)
def test_that_both_windows_have_a_screen_that_is_there(
    screens: list[ScreenInfo], remembered: str, asked: str
) -> None:
    placement = assign_screens(screens, remembered=remembered, requested=asked)
    assert placement.audience in screens
    assert placement.presenter_view in screens
    assert placement.message


@given(_DESKS, _TEXTS, _TEXTS)
def test_that_the_notes_are_on_a_screen_of_their_own_or_it_is_said_that_they_are_not(
    screens: list[ScreenInfo], remembered: str, asked: str
) -> None:
    audience, presenter_view, situation, _ = assign_screens(
        screens, remembered=remembered, requested=asked
    )
    if situation is Situation.SEPARATE:
        assert not _share_pixels(audience, presenter_view)
    else:
        assert audience == presenter_view


@given(_DESKS)
def test_that_the_audience_never_shares_a_screen_where_two_are_not_mirrored(
    screens: list[ScreenInfo],
) -> None:
    assume(any(not _share_pixels(one, other) for one in screens for other in screens))
    assert assign_screens(screens, remembered="").situation is Situation.SEPARATE


@given(_DESKS, st.data())
def test_that_whichever_screen_has_the_audience_the_notes_find_another(
    screens: list[ScreenInfo], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(screens))
    assume(chosen.identity)
    audience, _, situation, _ = assign_screens(screens, remembered=chosen.identity)
    if any(not _share_pixels(audience, other) for other in screens):
        assert situation is Situation.SEPARATE


@given(_DESKS, _TEXTS, _TEXTS, st.randoms(use_true_random=False))
def test_that_the_order_of_the_screens_does_not_matter(
    screens: list[ScreenInfo], remembered: str, asked: str, chance: random.Random
) -> None:
    remembered = chance.choice(["", remembered, screens[0].identity])
    asked = chance.choice(["", asked, screens[-1].name])
    placement = assign_screens(screens, remembered=remembered, requested=asked)
    shuffled = chance.sample(screens, len(screens))
    assert assign_screens(shuffled, remembered=remembered, requested=asked) == placement


@given(_DESKS, st.data())
def test_that_a_remembered_screen_that_is_there_gets_the_audience(
    screens: list[ScreenInfo], data: st.DataObject
) -> None:
    known = data.draw(st.sampled_from(screens))
    assume(known.identity)
    assert known.identity in assign_screens(screens, remembered=known.identity).audience.identities


@given(_DESKS, st.data())
def test_that_a_screen_that_is_asked_for_by_name_goes_before_the_remembered_one(
    screens: list[ScreenInfo], data: st.DataObject
) -> None:
    asked, known = data.draw(st.sampled_from(screens)), data.draw(st.sampled_from(screens))
    name = " ".join(asked.readable_name.split())
    assume(name == asked.readable_name)
    audience, _, _, sentence = assign_screens(screens, remembered=known.identity, requested=name)
    assert name.casefold() in {
        text.casefold()
        for text in (audience.name, audience.readable_name, audience.model, audience.serial)
    }
    assert "not found" not in sentence.removesuffix(audience.label)


@given(_DESKS, st.booleans())
def test_that_the_laptops_own_screen_is_spared_the_audience(
    screens: list[ScreenInfo],
    primary: bool,
) -> None:
    strange = [replace(screen, primary=not primary) for screen in screens if not screen.is_internal]
    assume(strange)
    own, *others = _in_a_row(replace(_PANEL, primary=primary), *strange)
    placement = assign_screens([*others, own], remembered="")
    assert placement.audience in others
    assert placement.presenter_view == own


@given(_DESKS, st.sampled_from(["A", "HDMI-1", "Z"]))
def test_that_among_strange_screens_the_primary_one_is_the_presenters(
    screens: list[ScreenInfo],
    name: str,
) -> None:
    strange = [replace(screen, primary=False) for screen in screens if not screen.is_internal]
    assume(strange)
    primary, *others = _in_a_row(_screen(name, primary=True), *strange)
    placement = assign_screens([*others, primary], remembered="")
    assert placement.audience in others
    assert placement.presenter_view == primary


def _in_a_row(*screens: ScreenInfo) -> list[ScreenInfo]:
    """The same screens side by side, none of them doubled."""
    return [
        replace(screen, manufacturer="", geometry=QRect(1920 * index, 0, 1920, 1080))
        for index, screen in enumerate(screens)
    ]


def test_that_the_presenter_is_told_where_the_audience_is() -> None:
    placement = assign_screens([_PANEL, _BEAMER], remembered="")
    assert placement == (_BEAMER, _PANEL, Situation.SEPARATE, "Audience: HDMI-1 · 1920 × 1080")


def test_that_a_projector_is_preferred_to_the_monitor_on_the_desk() -> None:
    laptop, desk, beamer = _in_a_row(
        _screen("eDP-1"), _screen("DP-1", primary=True), _screen("HDMI-1")
    )
    placement = assign_screens([laptop, desk, beamer], remembered="")
    assert (placement.audience, placement.presenter_view) == (beamer, laptop)


def test_that_one_screen_serves_both() -> None:
    placement = assign_screens([_PANEL], remembered=_BEAMER.identity)
    sentence = "Only one screen: press S to switch between slides and notes"
    assert placement == (_PANEL, _PANEL, Situation.SINGLE, sentence)


def test_that_no_screen_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no screen"):
        assign_screens([], remembered="")


@pytest.mark.parametrize("place", [(0, 0, 1366, 768), (0, 0, 1920, 1080), (1360, 700, 800, 600)])
@pytest.mark.parametrize(
    ("platform", "advice"),
    [
        ("win32", "press Windows+P and choose Extend"),
        ("darwin", "choose “Extended display” in System Settings, Displays"),
        ("linux", "choose Extend or Join in the display settings"),
    ],
)
def test_that_mirrored_screens_are_told_of_with_the_way_out(
    place: tuple[int, ...], platform: str, advice: str
) -> None:
    beamer = _screen("HDMI-1", *place)
    placement = assign_screens([_PANEL, beamer], remembered="", platform=platform)
    sentence = f"The screens are mirrored: {advice}"
    assert placement == (beamer, beamer, Situation.MIRRORED, sentence)


def test_that_windows_duplicated_screens_are_seen_although_qt_has_one() -> None:
    both = _screen("|EPSON PJ", 0, 0, 1366, 768, model="|EB-W06", manufacturer="LEN|SEC")
    placement = assign_screens([both], remembered="", platform="win32")
    assert placement.situation is Situation.MIRRORED
    assert "Windows+P" in placement.message
    assert both.label == "EPSON PJ · 1366 × 768"


def test_that_neighbours_that_overlap_by_rounding_are_not_mirrored() -> None:
    placement = assign_screens([_PANEL, _screen("HDMI-1", 1364, 0, 1920, 1080)], remembered="")
    assert placement.situation is Situation.SEPARATE


def test_that_the_notes_are_not_put_where_a_projector_mirrors_them() -> None:
    mirror, other = _screen("HDMI-1", 0, 0, 1366, 768), _screen("DP-2", 1366, 0, 1920, 1080)
    placement = assign_screens([_PANEL, mirror, other], remembered="")
    assert (placement.audience, placement.presenter_view) == (mirror, other)


def test_that_a_remembered_projector_is_known_on_another_port() -> None:
    moved = _screen("DP-2", 0, 1080, 1280, 800, model="EB-W06", serial="X3AB")
    other = _screen("DP-1", 3840, 0, 1920, 1080)
    assert assign_screens([_PANEL, other, moved], remembered="").audience == other
    assert assign_screens([_PANEL, other, moved], remembered=_BEAMER.identity).audience == moved


def test_that_of_two_alike_the_one_on_the_remembered_port_is_meant() -> None:
    one, two = (
        _screen(f"HDMI-{number}", 1920 * number, 0, 1920, 1080, model="EB-W06", serial="0000")
        for number in (1, 2)
    )
    assert one.identity != two.identity
    for known in (one, two):
        assert assign_screens([one, two, _PANEL], remembered=known.identity).audience == known
    elsewhere = _screen("DP-7", model="EB-W06").identity
    assert assign_screens([one, two, _PANEL], remembered=elsewhere).audience in (one, two)


def test_that_a_screen_remembered_by_name_is_known_when_it_tells_more_of_itself() -> None:
    known = _screen("HDMI-1").identity
    other = _screen("DP-1", 3840, 0, 1920, 1080)
    assert assign_screens([_PANEL, other, _BEAMER], remembered=known).audience == _BEAMER


@pytest.mark.parametrize("asked", ["hdmi-1", " HDMI-1 ", "eb-w06", "x3ab"])
def test_that_a_screen_can_be_asked_for_in_any_case(asked: str) -> None:
    other = _screen("DP-1", 3840, 0, 1920, 1080)
    placement = assign_screens([_PANEL, other, _BEAMER], remembered=other.identity, requested=asked)
    assert placement.audience == _BEAMER


def test_that_the_laptops_own_screen_can_be_asked_for() -> None:
    placement = assign_screens([_PANEL, _BEAMER], remembered="", requested="edp-1")
    assert (placement.audience, placement.presenter_view) == (_PANEL, _BEAMER)


def test_that_an_unknown_screen_is_answered_with_those_there_are() -> None:
    placement = assign_screens([_BEAMER, _PANEL], remembered="", requested="HDMI-9")
    assert placement.audience == _BEAMER
    assert placement.message == (
        "Screen “HDMI-9” not found. Available: HDMI-1, eDP-1. Audience: HDMI-1 · 1920 × 1080"
    )
    assert "x" * 39 + "…”" in assign_screens([_PANEL], remembered="", requested="x" * 999).message


@pytest.mark.parametrize(
    ("name", "own"),
    [
        *((name, True) for name in ("eDP-1", "eDP1", "eDP-1-1", "LVDS-1", "DSI-1", "edp")),
        *((name, True) for name in ("Built-in Retina Display", "Built-In Display", "Color LCD")),
        *((name, False) for name in ("HDMI-1", "HDMI-A-1", "DP-2", "DVI-D-0", "VGA1", "HDMI")),
        *((name, None) for name in ("", ":0.0", r"\\.\DISPLAY1", "EPSON PJ", "Dpaper", "DSIGN")),
    ],
)
def test_that_a_laptops_own_screen_is_known_by_its_name(name: str, own: bool | None) -> None:
    assert _screen(name).is_internal is own


@pytest.mark.parametrize("name", ["EPSON PJ", "HDMI-1", "eDP-1"])
@pytest.mark.parametrize("built_in", [True, False])
def test_that_what_the_system_knows_goes_before_a_name(name: str, built_in: bool) -> None:
    screen = replace(_screen(name), built_in=built_in)
    assert screen.is_internal is built_in
    assert screen.may_be_internal is built_in
    assert replace(screen, monitors=2).is_internal is None


def test_that_a_screen_that_the_system_shows_on_two_monitors_is_told_to_be_mirrored() -> None:
    both = replace(_screen("EPSON PJ"), monitors=2)
    placement = assign_screens([both], remembered="", platform="win32")
    assert placement.situation is Situation.MIRRORED
    assert "Windows+P" in placement.message


@pytest.mark.parametrize("primary", [True, False])
def test_that_a_primary_screen_may_be_the_laptops_own_where_nothing_tells(primary: bool) -> None:
    assert _screen("EPSON PJ", primary=primary).may_be_internal is primary
    assert not _screen("HDMI-1", primary=primary).may_be_internal


@given(_DESKS, _SCREENS)
def test_that_one_more_screen_takes_neither_the_slides_nor_the_notes(
    screens: list[ScreenInfo], another: ScreenInfo
) -> None:
    assume(not any(screen.is_internal for screen in (*screens, another)))
    *there, another = _in_a_row(*screens, another)
    before = assign_screens(there, remembered="")
    assume(before.situation is Situation.SEPARATE)
    assume(not any(is_same(another, screen) for screen in there))
    now = [replace(screen, primary=False) for screen in there] if another.primary else there
    after = assign_screens([*now, another], remembered="", previous=before)
    assert is_same(after.audience, before.audience)
    assert is_same(after.presenter_view, before.presenter_view)


def test_that_the_laptops_own_screen_has_the_notes_when_it_is_opened() -> None:
    desk, beamer = _in_a_row(_screen("DP-1", primary=True), _screen("HDMI-1"))
    before = assign_screens([desk, beamer], remembered="")
    own = replace(_PANEL, geometry=QRect(0, 2000, 1366, 768), primary=False)
    after = assign_screens([desk, beamer, own], remembered="", previous=before)
    assert (after.audience, after.presenter_view) == (beamer, own)


@pytest.mark.parametrize(
    ("screen", "label"),
    [
        (_screen("HDMI-1", 0, 0, 1536, 864, ratio=1.25), "HDMI-1 · 1920 × 1080"),
        (_screen("eDP-1", 0, 0, 1093, 614, ratio=1.25), "eDP-1 · 1366 × 768"),
        (_screen(r"\\.\DISPLAY2", 0, 0, 1024, 768), "Display 2 · 1024 × 768"),
        (_screen("", 0, 0, 800, 600, model="EB-W06"), "EB-W06 · 800 × 600"),
        (_screen(":0.0", 0, 0, 800, 600), "Screen · 800 × 600"),
    ],
)
def test_that_a_label_reads_well(screen: ScreenInfo, label: str) -> None:
    assert screen.label == label


@pytest.mark.parametrize(
    ("screen", "identity"),
    [
        (_BEAMER, "serial:X3AB @ HDMI-1"),
        (_screen("HDMI-1", model="EB-W06", serial="000000"), "model:EB-W06 @ HDMI-1"),
        (_screen("HDMI-1"), "name:HDMI-1"),
        (_screen(""), ""),
    ],
)
def test_that_an_identity_stays_as_it_is_in_settings(screen: ScreenInfo, identity: str) -> None:
    assert screen.identity == identity


@pytest.mark.parametrize("text", ["", "nonsense", "name:", "serial: @ ", " @ HDMI-1", "model:"])
def test_that_a_spoilt_identity_means_no_screen(text: str) -> None:
    assert (
        assign_screens([_PANEL, _screen("", 1366, 0, 800, 600)], remembered=text).presenter_view
        == _PANEL
    )


@pytest.fixture
def watcher(qapp: QApplication) -> Iterator[ScreenWatcher]:
    """A watcher of the screens that the tests run on."""
    watcher = ScreenWatcher(qapp)
    yield watcher
    watcher.deleteLater()


def test_that_changes_at_the_same_time_are_told_once(
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
def test_that_each_change_of_a_screen_is_told(
    watcher: ScreenWatcher, qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    screen = qapp.primaryScreen()
    with qtbot.waitSignal(watcher.changed):
        getattr(screen, name).emit(screen.geometry() if name == "geometryChanged" else 96.0)


def test_that_nothing_is_told_while_there_is_no_screen(
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


def test_that_a_screen_is_found_again_by_what_it_is(
    watcher: ScreenWatcher, qapp: QApplication
) -> None:
    screen = qapp.primaryScreen()
    info = watcher.info(screen)
    moved = replace(info, geometry=QRect(), device_pixel_ratio=3.0, primary=not info.primary)
    assert info in watcher.screens()
    assert watcher.screen(info) == screen
    assert watcher.screen(moved) == screen
    assert watcher.screen(_screen("HDMI-9")) is None


def test_that_the_system_is_asked_of_a_screen_anew_when_there_is_news_and_not_before(
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


def test_that_what_the_system_alone_knows_to_have_changed_is_told_when_it_is_looked_for(
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


def test_that_two_alike_are_told_apart_by_their_places(
    watcher: ScreenWatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins: list[Any] = [_Twin(0), _Twin(1920)]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: twins)
    infos = watcher.screens()
    assert [info.name for info in infos] == ["EB-W06", "EB-W06"]
    assert [watcher.screen(info) for info in infos] == twins
    became_primary = replace(infos[1], primary=not infos[1].primary)
    assert watcher.screen(became_primary) is twins[1]


def test_that_a_screen_that_was_removed_is_not_listened_to(
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


def test_that_a_projector_is_told_of_when_it_comes_and_when_it_goes(told: _Told) -> None:
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    assert told.lost == []
    told.monitors.unplug(PROJECTOR)
    told.when(eDP_1=PANEL_RECT)
    assert told.lost == [PROJECTOR]
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    assert told.lost == []


def test_that_a_new_size_is_told_of(told: _Told) -> None:
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)
    small = QRect(0, 0, 1280, 720)
    told.monitors.resize(PANEL, small)
    told.when(eDP_1=small, HDMI_1=PROJECTOR_RECT)
    assert told.lost == []
    xga = QRect(1366, 0, 1024, 768)
    told.monitors.resize(PROJECTOR, xga, gone=lambda: told.when(eDP_1=small))
    told.when(eDP_1=small, HDMI_1=xga)


def test_that_a_new_primary_screen_is_told_of(told: _Told) -> None:
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


def test_that_the_loss_of_the_last_screen_is_survived(told: _Told) -> None:
    told.monitors.unplug(PANEL)
    told.monitors.plug(PROJECTOR, PROJECTOR_RECT)
    told.when(HDMI_1=PROJECTOR_RECT)
    told.monitors.plug(PANEL, PANEL_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PROJECTOR_RECT)


def test_that_what_is_mirrored_is_told_as_two_in_one_place(told: _Told) -> None:
    told.monitors.plug(PROJECTOR, PANEL_RECT)
    told.when(eDP_1=PANEL_RECT, HDMI_1=PANEL_RECT)
