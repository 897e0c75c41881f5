"""That sleep is held off for as long as asked, on a message bus of the tests' own.

The desktop's services on it are made up: `sleep_services.py` says what they were asked, and when
who asked is gone. Nothing here reaches the bus of the session that the tests run in.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.sleep_inhibitor import (
    Caffeinate,
    DesktopServices,
    SleepInhibitor,
    ThreadState,
    Told,
    mechanism_of,
    not_held,
)
from briefing_app.gui.os_integration.x11_screensaver import X11Saver
from tests.gui.process_lines import ProcessLines

_SYSTEM_PYTHON: Final = "/usr/bin/python3"
_SERVICES: Final = Path(__file__).parents[1] / "sleep_services.py"
_PATIENCE: Final = 60.0  # seconds for anything to come: the machine may be slow or busy
_NO_BUS: Final = "unix:path=/nonexistent/bus"
_CONFIGURATION: Final = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""A bus that starts no service of the machine's."""
_HOLDER: Final = """\
import sys
from PySide6.QtCore import QCoreApplication
from briefing_app.gui.os_integration.sleep_inhibitor import KeepAwake
application = QCoreApplication([])
awake = KeepAwake()
awake.changed.connect(lambda: print(awake.trouble or awake.held, flush=True))
awake.hold("A briefing is presented")
application.exec()
"""
_STAND_IN: Final = """\
import json, os, signal, sys
with open(sys.argv[1] + "~", "w") as told:
    json.dump([os.getpid(), *sys.argv[2:]], told)
os.rename(sys.argv[1] + "~", sys.argv[1])
if not sys.argv[1].endswith("ends"):
    signal.pause()
"""


class _Services:
    """Made-up services, and what they tell."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._lines = ProcessLines(process)
        self.told: list[list[str]] = []

    def tells(self, *words: str) -> list[str]:
        """Wait until something is told that begins with these words; those after them."""
        deadline = time.monotonic() + _PATIENCE
        seen = 0
        while True:
            for told in self.told[seen:]:
                if told[: len(words)] == list(words):
                    return told[len(words) :]
            seen = len(self.told)
            line = self._lines.read(deadline)
            if line is None:
                pytest.fail(f"{words} was not told, only {self.told}")
            self.told.append(json.loads(line))

    def is_asked(self, service: str) -> str:
        """Wait until a service was asked; who has asked, as the bus calls it."""
        return self.tells("asked", service)[0]

    def agree_at_last(self) -> None:
        """Let those that wait agree."""
        self._process.send_signal(signal.SIGUSR1)

    def end(self) -> None:
        """End them, as a service that crashes."""
        self._process.kill()
        self._process.wait()


_Start = Callable[..., _Services]


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    """The address of a bus with nobody on it."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the message bus is Linux's")
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is missing (Debian: dbus)")
    look = "import gi.repository.Gio"
    try:
        subprocess.run([_SYSTEM_PYTHON, "-I", "-c", look], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(f"{_SYSTEM_PYTHON} can't offer services (Debian: python3-gi)")
    # The path of a socket may have about a hundred characters; pytest's folders are longer.
    with tempfile.TemporaryDirectory(prefix="keep-awake-") as folder:
        configuration = Path(folder, "bus.conf")
        configuration.write_text(_CONFIGURATION.format(folder=folder))
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
        with _running(command, stderr=subprocess.DEVNULL) as process:
            address = ProcessLines(process).read(time.monotonic() + _PATIENCE)
            if address is None:
                pytest.fail("dbus-daemon does not start")
            yield address.decode()


@pytest.fixture
def session(bus: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Start]:
    """Starts services on the bus, which is the session's and the system's for this test."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus)
    with ExitStack() as stack:

        def start(**behaviours: str) -> _Services:
            arguments = [f"{name}={how}" for name, how in behaviours.items()]
            command = [_SYSTEM_PYTHON, "-I", str(_SERVICES), *arguments]
            services = _Services(stack.enter_context(_running(command)))
            services.tells("ready")
            return services

        yield start


@pytest.fixture
def sleep_inhibitor(qapp: QCoreApplication) -> Iterator[SleepInhibitor]:
    """What holds it off on a desktop; released at the end."""
    with _releasing(SleepInhibitor(mechanism=DesktopServices(x11=_XServer()))) as sleep_inhibitor:
        yield sleep_inhibitor


def _is_held(sleep_inhibitor: SleepInhibitor) -> bool:
    """The property; mypy would take for unchanged what was looked at once."""
    return sleep_inhibitor.held


def _hold(qtbot: QtBot, sleep_inhibitor: SleepInhibitor) -> None:
    """Hold, and wait for what the system says."""
    with qtbot.waitSignal(sleep_inhibitor.changed, timeout=int(_PATIENCE * 1000)):
        sleep_inhibitor.hold("A briefing is presented")


class TestDesktopServices:
    """The services of a desktop, over its message bus."""

    def test_that_the_screen_saver_is_held_off_until_released(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        services = session(screen_saver="agrees")
        _hold(qtbot, sleep_inhibitor)
        sender, *told = services.tells("asked", "screen_saver")
        assert told == ["Briefing", "A briefing is presented"]
        assert _is_held(sleep_inhibitor)
        assert sleep_inhibitor.trouble == ""
        sleep_inhibitor.release()
        assert not _is_held(sleep_inhibitor)
        services.tells("gone", sender)

    def test_that_it_can_be_held_again(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        for _ in range(2):
            services = session(screen_saver="agrees")
            _hold(qtbot, sleep_inhibitor)
            assert _is_held(sleep_inhibitor)
            sleep_inhibitor.release()
            services.tells("gone", services.is_asked("screen_saver"))
            services.end()

    @pytest.mark.parametrize("service", ["screen_saver", "login"])
    def test_that_it_ends_with_a_process_that_is_killed(
        self, session: _Start, service: str
    ) -> None:
        services = session(**{service: "agrees"})
        with _running([sys.executable, "-c", _HOLDER]) as holder:
            told = ProcessLines(holder).read(time.monotonic() + _PATIENCE)
            assert told is not None
            assert told.startswith(b"Only sleep" if service == "login" else b"True")
            sender = services.is_asked(service)
            holder.send_signal(signal.SIGKILL)
            services.tells("closed" if service == "login" else "gone", sender)

    def test_that_a_service_that_does_not_answer_is_not_waited_for(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        services = session(screen_saver="waits", power_manager="silent")
        sleep_inhibitor.hold("A briefing is presented")
        assert not _is_held(sleep_inhibitor)
        services.is_asked("screen_saver")
        # Had it been waited for, its time would be over by now.
        with qtbot.waitSignal(sleep_inhibitor.changed, timeout=int(_PATIENCE * 1000)):
            services.agree_at_last()
        assert _is_held(sleep_inhibitor)

    def test_that_what_was_never_answered_is_released_too(
        self, session: _Start, sleep_inhibitor: SleepInhibitor
    ) -> None:
        services = session(screen_saver="silent")
        sleep_inhibitor.hold("A briefing is presented")
        sender = services.is_asked("screen_saver")
        sleep_inhibitor.release()
        services.tells("gone", sender)

    def test_that_a_service_that_never_answers_is_told_in_the_end(
        self, session: _Start, qtbot: QtBot
    ) -> None:
        session(screen_saver="silent", login="silent")
        with _releasing(
            SleepInhibitor(mechanism=DesktopServices(answer_within=50))
        ) as sleep_inhibitor:
            _hold(qtbot, sleep_inhibitor)
            assert sleep_inhibitor.trouble == (
                "The screen saver can’t be held off here: "
                "the desktop’s screen saver doesn’t answer."
            )
            assert not _is_held(sleep_inhibitor)

    def test_that_the_power_manager_is_asked_too(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        services = session(screen_saver="agrees", power_manager="agrees")
        _hold(qtbot, sleep_inhibitor)
        sender, *told = services.tells("asked", "power_manager")
        assert told == ["Briefing", "A briefing is presented"]
        sleep_inhibitor.release()
        services.tells("gone", sender)

    def test_that_a_power_manager_alone_does_not_hold_off_the_screen_saver(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        session(power_manager="agrees")
        _hold(qtbot, sleep_inhibitor)
        assert not _is_held(sleep_inhibitor)
        assert sleep_inhibitor.trouble

    def test_that_the_old_place_of_the_screen_saver_is_asked_as_well(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        services = session(old_screen_saver="agrees")
        _hold(qtbot, sleep_inhibitor)
        services.is_asked("old_screen_saver")
        assert _is_held(sleep_inhibitor)

    def test_that_login_service_and_x_server_stand_in_for_a_screen_saver(
        self, session: _Start, qtbot: QtBot
    ) -> None:
        services, x11 = session(login="agrees"), _XServer(holds=True)
        with _releasing(SleepInhibitor(mechanism=DesktopServices(x11=x11))) as sleep_inhibitor:
            _hold(qtbot, sleep_inhibitor)
            sender, *told = services.tells("asked", "login")
            assert told == ["idle:sleep", "Briefing", "A briefing is presented", "block"]
            assert _is_held(sleep_inhibitor)
            sleep_inhibitor.release()
            assert x11.calls == ["hold", "release"]
            services.tells("closed", sender)
            services.tells("gone", sender)

    @pytest.mark.parametrize(
        ("others", "x11", "why"),
        [
            ({}, {}, "this desktop has no service for it"),
            (
                {},
                {"why": "the library libXss is missing"},
                "this desktop has no service for it, and the library libXss is missing",
            ),
            (
                # It blanks the screen itself.
                {"screen_saver": "refuses"},
                {"holds": True},
                "the desktop’s screen saver refuses it",
            ),
        ],
        ids=["no X server", "no libXss", "refused"],
    )
    def test_that_it_is_told_where_sleep_alone_is_held_off(
        self,
        session: _Start,
        qtbot: QtBot,
        others: dict[str, str],
        x11: dict[str, Any],
        why: str,
    ) -> None:
        services = session(**others, login="agrees")
        mechanism = DesktopServices(x11=_XServer(**x11))
        with _releasing(SleepInhibitor(mechanism=mechanism)) as sleep_inhibitor:
            _hold(qtbot, sleep_inhibitor)
            services.is_asked("login")
            assert sleep_inhibitor.trouble == (
                f"Only sleep is held off here, and not the screen saver: {why}."
            )
            assert not _is_held(sleep_inhibitor)

    def test_that_it_is_told_where_the_screen_saver_alone_is_held_off(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
            monkeypatch.setenv(name, _NO_BUS)
        mechanism = DesktopServices(x11=_XServer(holds=True))
        with _releasing(SleepInhibitor(mechanism=mechanism)) as sleep_inhibitor:
            sleep_inhibitor.hold("A briefing is presented")
            assert sleep_inhibitor.trouble == (
                "Only the screen saver is held off here, and not sleep: "
                "there is no desktop session to ask."
            )

    def test_that_a_screen_saver_that_ends_is_told_though_the_login_service_was_asked_before(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        login = session(login="agrees")
        _hold(qtbot, sleep_inhibitor)
        login.is_asked("login")
        for _ in range(2):
            with qtbot.waitSignal(sleep_inhibitor.changed, timeout=int(_PATIENCE * 1000)):
                saver = session(screen_saver="agrees")
            assert _is_held(sleep_inhibitor)
            with qtbot.waitSignal(sleep_inhibitor.changed, timeout=int(_PATIENCE * 1000)):
                saver.end()
            assert "Only sleep" in sleep_inhibitor.trouble

    def test_that_the_login_service_is_left_alone_where_the_screen_saver_agrees(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        # Else a user who means to send the computer to sleep would be refused.
        services = session(screen_saver="agrees", login="agrees")
        _hold(qtbot, sleep_inhibitor)
        sender = services.is_asked("screen_saver")
        sleep_inhibitor.release()
        services.tells("gone", sender)
        assert not [told for told in services.told if told[:2] == ["asked", "login"]]

    @pytest.mark.parametrize(
        ("services", "why"),
        [
            ({}, "this desktop has no service for it"),
            ({"screen_saver": "refuses"}, "the desktop’s screen saver refuses it"),
            ({"login": "refuses"}, "this desktop has no service for it"),
        ],
        ids=["nobody", "refused", "login refuses"],
    )
    def test_that_it_is_told_why_it_can_not_be_held_off(
        self,
        session: _Start,
        sleep_inhibitor: SleepInhibitor,
        qtbot: QtBot,
        services: dict[str, str],
        why: str,
    ) -> None:
        if services:
            session(**services)
        _hold(qtbot, sleep_inhibitor)
        assert sleep_inhibitor.trouble == f"The screen saver can’t be held off here: {why}."
        assert not _is_held(sleep_inhibitor)

    def test_that_a_service_that_comes_back_is_asked_again(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        first = session(screen_saver="agrees")
        _hold(qtbot, sleep_inhibitor)
        with qtbot.waitSignal(sleep_inhibitor.changed, timeout=int(_PATIENCE * 1000)):
            first.end()
        assert not _is_held(sleep_inhibitor)
        assert "has ended" in sleep_inhibitor.trouble
        with qtbot.waitSignal(sleep_inhibitor.changed, timeout=int(_PATIENCE * 1000)):
            second = session(screen_saver="agrees")
        assert _is_held(sleep_inhibitor)
        assert sleep_inhibitor.trouble == ""
        sender = second.is_asked("screen_saver")
        sleep_inhibitor.release()
        second.tells("gone", sender)

    def test_that_releasing_at_the_news_does_no_harm(
        self, session: _Start, sleep_inhibitor: SleepInhibitor, qtbot: QtBot
    ) -> None:
        services = session(screen_saver="agrees")
        sleep_inhibitor.changed.connect(sleep_inhibitor.release)
        _hold(qtbot, sleep_inhibitor)
        assert not _is_held(sleep_inhibitor)
        services.tells("gone", services.is_asked("screen_saver"))

    def test_that_it_ends_with_its_owner(self, session: _Start, qtbot: QtBot) -> None:
        services = session(screen_saver="agrees")
        owner = QObject()
        _hold(qtbot, SleepInhibitor(owner, DesktopServices()))
        sender = services.is_asked("screen_saver")
        with qtbot.waitSignal(owner.destroyed):
            owner.deleteLater()
        services.tells("gone", sender)

    @pytest.mark.parametrize("address", ["", _NO_BUS, "nonsense"])
    def test_that_without_a_bus_it_is_told_at_once(
        self,
        sleep_inhibitor: SleepInhibitor,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        address: str,
    ) -> None:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", _NO_BUS)
        sleep_inhibitor.hold("A briefing is presented")
        assert sleep_inhibitor.trouble == (
            "The screen saver can’t be held off here: there is no desktop session to ask."
        )
        assert not _is_held(sleep_inhibitor)
        sleep_inhibitor.release()
        assert sleep_inhibitor.trouble == ""

    def test_that_the_bus_is_found_where_sessions_have_it(
        self,
        session: _Start,
        bus: str,
        sleep_inhibitor: SleepInhibitor,
        qtbot: QtBot,
        tmp_path: Path,
    ) -> None:
        session(screen_saver="agrees")
        (tmp_path / "bus").symlink_to(bus.removeprefix("unix:path=").partition(",")[0])
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("DBUS_SESSION_BUS_ADDRESS")
            patch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
            _hold(qtbot, sleep_inhibitor)
        assert _is_held(sleep_inhibitor)

    def test_that_qt_without_its_part_for_the_bus_is_survived(
        self, sleep_inhibitor: SleepInhibitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "PySide6.QtDBus", None)
        sleep_inhibitor.hold("A briefing is presented")
        assert sleep_inhibitor.trouble == (
            "The screen saver can’t be held off here: Qt’s part for the message bus is missing."
        )
        sleep_inhibitor.release()


class TestThreadState:
    """Windows, by the numbers that it is told."""

    def test_that_display_and_system_are_required_until_released(self) -> None:
        told: list[int] = []

        def set_state(state: int) -> int:
            told.append(state)
            return 0x80000000  # what it was before

        sleep_inhibitor = SleepInhibitor(mechanism=ThreadState(set_state))
        sleep_inhibitor.hold("A briefing is presented")
        assert told == [0x80000003]
        assert _is_held(sleep_inhibitor)
        sleep_inhibitor.release()
        assert told == [0x80000003, 0x80000000]
        assert not _is_held(sleep_inhibitor)

    def test_that_a_refusal_is_told(self) -> None:
        sleep_inhibitor = SleepInhibitor(mechanism=ThreadState(lambda _: 0))
        sleep_inhibitor.hold("A briefing is presented")
        assert (
            sleep_inhibitor.trouble
            == "The screen saver can’t be held off here: Windows refuses it."
        )
        assert not _is_held(sleep_inhibitor)
        sleep_inhibitor.release()

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has the function")
    def test_that_a_windows_without_the_function_is_survived(self) -> None:
        sleep_inhibitor = SleepInhibitor(mechanism=ThreadState())
        sleep_inhibitor.hold("A briefing is presented")
        sleep_inhibitor.release()
        assert not _is_held(sleep_inhibitor)


@pytest.mark.skipif(sys.platform == "win32", reason="a child is watched as on macOS")
class TestCaffeinate:
    """MacOS, with a child of the same manners."""

    def test_that_the_child_watches_us_and_ends_when_released(
        self, qtbot: QtBot, tmp_path: Path
    ) -> None:
        told = tmp_path / "told"
        child = Caffeinate(sys.executable, "-c", _STAND_IN, str(told))
        with _releasing(SleepInhibitor(mechanism=child)) as sleep_inhibitor:
            _hold(qtbot, sleep_inhibitor)
            assert _is_held(sleep_inhibitor)
            qtbot.waitUntil(told.exists, timeout=int(_PATIENCE * 1000))
            child_process, *arguments = json.loads(told.read_text())
            assert arguments == ["-d", "-i", "-w", str(os.getpid())]
            sleep_inhibitor.release()
            assert not _is_held(sleep_inhibitor)
            with pytest.raises(ProcessLookupError):
                os.kill(child_process, 0)

    def test_that_a_child_that_ends_is_told(self, qtbot: QtBot, tmp_path: Path) -> None:
        child = Caffeinate(sys.executable, "-c", _STAND_IN, str(tmp_path / "ends"))
        with _releasing(SleepInhibitor(mechanism=child)) as sleep_inhibitor:
            _hold(qtbot, sleep_inhibitor)
            qtbot.waitUntil(lambda: not _is_held(sleep_inhibitor), timeout=int(_PATIENCE * 1000))
            assert sleep_inhibitor.trouble == (
                "The screen saver can’t be held off here: caffeinate has ended."
            )

    def test_that_a_missing_program_is_told(self, qtbot: QtBot, tmp_path: Path) -> None:
        with _releasing(
            SleepInhibitor(mechanism=Caffeinate(str(tmp_path / "none")))
        ) as sleep_inhibitor:
            _hold(qtbot, sleep_inhibitor)
            assert sleep_inhibitor.trouble == (
                "The screen saver can’t be held off here: caffeinate can’t be run."
            )
            assert not _is_held(sleep_inhibitor)


class TestKeepAwake:
    """What holds for all systems."""

    def test_that_holding_and_releasing_twice_does_no_more_than_once(self) -> None:
        mechanism = _Recorder()
        sleep_inhibitor = SleepInhibitor(mechanism=mechanism)
        sleep_inhibitor.release()
        sleep_inhibitor.hold("one")
        sleep_inhibitor.hold("two")
        sleep_inhibitor.release()
        sleep_inhibitor.release()
        assert mechanism.calls == ["start one", "stop"]

    def test_that_news_is_told_only_where_something_changes(self) -> None:
        mechanism = _Recorder()
        sleep_inhibitor = SleepInhibitor(mechanism=mechanism)
        news: list[tuple[bool, str]] = []
        sleep_inhibitor.changed.connect(
            lambda: news.append((sleep_inhibitor.held, sleep_inhibitor.trouble))
        )
        sleep_inhibitor.hold("one")
        broken = not_held("it is broken")
        for trouble in ("", "", broken, broken, ""):
            mechanism.tell(trouble)
        sleep_inhibitor.release()
        assert news == [(True, ""), (False, broken), (True, ""), (False, "")]

    @pytest.mark.parametrize(
        ("platform", "kind"),
        [
            ("linux", DesktopServices),
            ("freebsd14", DesktopServices),
            ("win32", ThreadState),
            ("darwin", Caffeinate),
        ],
    )
    def test_that_each_system_has_its_way(self, platform: str, kind: type) -> None:
        assert isinstance(mechanism_of(platform), kind)

    def test_that_an_unknown_system_is_told(self) -> None:
        sleep_inhibitor = SleepInhibitor(mechanism=mechanism_of("haiku1"))
        sleep_inhibitor.hold("A briefing is presented")
        assert sleep_inhibitor.trouble == (
            "The screen saver can’t be held off here: this system has no known way to do it."
        )
        sleep_inhibitor.release()

    def test_that_the_message_bus_is_imported_only_for_holding(self) -> None:
        look = (
            "import sys\n"
            "from briefing_app.gui.os_integration.sleep_inhibitor import KeepAwake\n"
            "awake = KeepAwake()\n"
            "awake.release()\n"
            "sys.exit('PySide6.QtDBus' in sys.modules)\n"
        )
        subprocess.run([sys.executable, "-c", look], check=True)


class _XServer(X11Saver):
    """An X server whose screen saver is held off, or isn't, as a test says."""

    def __init__(self, *, holds: bool = False, why: str = "") -> None:
        super().__init__()
        self._holds = holds
        self._held = False
        self._why = why
        self.calls: list[str] = []

    @property
    def held(self) -> bool:
        return self._held

    def hold(self) -> None:
        self.calls.append("hold")
        self._held = self._holds

    def release(self) -> None:
        self.calls.append("release")
        self._held = False


class _Recorder:
    """A mechanism that remembers what it was told to do."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.tell: Told = lambda _: None

    def start(self, reason: str, told: Told) -> None:
        self.calls.append(f"start {reason}")
        self.tell = told

    def stop(self) -> None:
        self.calls.append("stop")


@contextmanager
def _releasing(sleep_inhibitor: SleepInhibitor) -> Iterator[SleepInhibitor]:
    try:
        yield sleep_inhibitor
    finally:
        sleep_inhibitor.release()


@contextmanager
def _running(command: list[str], **options: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A process whose output is read, ended when it is no longer needed."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, bufsize=0, **options
    ) as process:
        try:
            yield process
        finally:
            process.kill()
