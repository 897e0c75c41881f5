"""The D-Bus mechanisms, on a message bus of the tests' own.

The services on that bus are fakes: `dbus_services.py` reports what they are asked and when the
caller is gone. Nothing here reaches the bus of the session that runs the tests.
"""

import gc
import json
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
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from briefing_app.gui.os_integration.sleep import Mechanism, SleepInhibitor
from briefing_app.gui.os_integration.sleep_dbus import LoginService, ScreenSaverService
from tests.gui.process_lines import ProcessLines

_SYSTEM_PYTHON: Final = "/usr/bin/python3"
_SERVICES: Final = Path(__file__).with_name("dbus_services.py")
_TIMEOUT_S: Final = 60.0  # the machine may be slow or busy
_TIMEOUT_MS: Final = int(_TIMEOUT_S * 1000)
_NO_BUS: Final = "unix:path=/nonexistent/bus"
_REASON: Final = "A briefing is presented"
_MISSING: Final = "this desktop has no screen saver service"
_REFUSED: Final = "the desktop’s screen saver service refused the request"
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
"""A bus that starts none of the services that are installed."""
_INHIBITING_PROGRAM: Final = """\
from PySide6.QtCore import QCoreApplication
from briefing_app.gui.os_integration.sleep import SleepInhibitor
application = QCoreApplication([])
inhibitor = SleepInhibitor()
inhibitor.changed.connect(lambda: print(inhibitor.warning or "inhibited", flush=True))
inhibitor.inhibit("A briefing is presented")
application.exec()
"""


class _Services:
    """Fake services and the lines that they print."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._lines = ProcessLines(process)
        self.events: list[list[str]] = []

    def wait_for(self, *words: str) -> list[str]:
        """Wait for an event that begins with these words; return those after them."""
        deadline = time.monotonic() + _TIMEOUT_S
        seen = 0
        while True:
            for event in self.events[seen:]:
                if event[: len(words)] == list(words):
                    return event[len(words) :]
            seen = len(self.events)
            line = self._lines.read(deadline)
            if line is None:
                pytest.fail(f"{words} did not happen, only {self.events}")
            self.events.append(json.loads(line))

    def wait_for_call(self, service: str) -> str:
        """Wait until a service is called; return the caller's name on the bus."""
        return self.wait_for("asked", service)[0]

    def answer_at_last(self) -> None:
        """Let the services that wait agree."""
        self._process.send_signal(signal.SIGUSR1)

    def crash(self) -> None:
        """Kill the services."""
        self._process.kill()
        self._process.wait()


_Start = Callable[..., _Services]


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    """The address of an empty bus."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the message bus is Linux's")
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is missing (Debian: dbus)")
    check = "import gi.repository.Gio"
    try:
        subprocess.run([_SYSTEM_PYTHON, "-I", "-c", check], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(f"{_SYSTEM_PYTHON} can't offer services (Debian: python3-gi)")
    # A socket's path is limited to about a hundred characters; pytest's folders are longer.
    with tempfile.TemporaryDirectory(prefix="sleep-inhibitor-") as folder:
        configuration = Path(folder, "bus.conf")
        configuration.write_text(_CONFIGURATION.format(folder=folder))
        command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
        with _running(command, stderr=subprocess.DEVNULL) as process:
            address = ProcessLines(process).read(time.monotonic() + _TIMEOUT_S)
            if address is None:
                pytest.fail("dbus-daemon does not start")
            yield address.decode()


@pytest.fixture
def session(bus: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Start]:
    """Starts services on the bus, which is both the session's and the system's."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus)
    with ExitStack() as stack:

        def start(**behaviours: str) -> _Services:
            arguments = [f"{name}={how}" for name, how in behaviours.items()]
            command = [_SYSTEM_PYTHON, "-I", str(_SERVICES), *arguments]
            services = _Services(stack.enter_context(_running(command)))
            services.wait_for("ready")
            return services

        yield start


@pytest.fixture
def inhibitor(qapp: QCoreApplication) -> Iterator[SleepInhibitor]:
    """An inhibitor with the D-Bus mechanisms; released at the end."""
    with _releasing(SleepInhibitor()) as inhibitor:
        yield inhibitor


def _is_inhibited(inhibitor: SleepInhibitor) -> bool:
    """Return the property; mypy would assume that it doesn't change."""
    return inhibitor.is_inhibited


def _inhibit(qtbot: QtBot, inhibitor: SleepInhibitor) -> None:
    """Inhibit and wait for the answer."""
    with qtbot.waitSignal(inhibitor.changed, timeout=_TIMEOUT_MS):
        inhibitor.inhibit(_REASON)


def test_sleep_and_screen_saver_are_inhibited_until_release(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    for _ in range(2):
        services = session(screen_saver="agrees", login="agrees")
        _inhibit(qtbot, inhibitor)
        sender, *arguments = services.wait_for("asked", "screen_saver")
        assert arguments == ["Briefing", _REASON]
        assert _is_inhibited(inhibitor)
        assert inhibitor.warning == ""
        inhibitor.release()
        assert not _is_inhibited(inhibitor)
        services.wait_for("gone", sender)
        # Otherwise a user who wants to send the computer to sleep would be refused.
        assert not [event for event in services.events if event[:2] == ["asked", "login"]]
        services.crash()


@pytest.mark.parametrize(
    ("service", "answer", "end"),
    [("screen_saver", b"inhibited", "gone"), ("login", b"The screen saver may start", "closed")],
)
def test_killed_process_releases_what_it_inhibited(
    session: _Start, service: str, answer: bytes, end: str
) -> None:
    services = session(**{service: "agrees"})
    with _running([sys.executable, "-c", _INHIBITING_PROGRAM]) as program:
        line = ProcessLines(program).read(time.monotonic() + _TIMEOUT_S)
        assert line is not None
        assert line.startswith(answer)
        sender = services.wait_for_call(service)
        program.send_signal(signal.SIGKILL)
        services.wait_for(end, sender)


def test_program_may_end_while_it_inhibits_sleep(session: _Start) -> None:
    session(screen_saver="agrees")
    script = (
        "from PySide6.QtCore import QCoreApplication\n"
        "from briefing_app.gui.os_integration.sleep import SleepInhibitor\n"
        "application = QCoreApplication([])\n"
        "inhibitor = SleepInhibitor(application)\n"
        "inhibitor.changed.connect(application.quit)\n"
        "inhibitor.inhibit('A briefing is presented')\n"
        "application.exec()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stderr == b""


def test_inhibit_does_not_wait_for_a_service(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    services = session(screen_saver="waits")
    inhibitor.inhibit(_REASON)
    assert not _is_inhibited(inhibitor)
    services.wait_for_call("screen_saver")
    with qtbot.waitSignal(inhibitor.changed, timeout=_TIMEOUT_MS):
        services.answer_at_last()
    assert _is_inhibited(inhibitor)


def test_release_withdraws_a_call_that_was_never_answered(
    session: _Start, inhibitor: SleepInhibitor
) -> None:
    services = session(screen_saver="silent")
    inhibitor.inhibit(_REASON)
    sender = services.wait_for_call("screen_saver")
    inhibitor.release()
    services.wait_for("gone", sender)


@pytest.mark.usefixtures("qapp")
def test_silent_services_cause_a_warning_after_the_timeout(session: _Start, qtbot: QtBot) -> None:
    session(screen_saver="silent", login="silent")
    mechanisms: list[Mechanism] = [ScreenSaverService(timeout_ms=50), LoginService(timeout_ms=50)]
    with _releasing(SleepInhibitor(mechanisms=mechanisms)) as inhibitor:
        _inhibit(qtbot, inhibitor)
        assert "service doesn’t answer" in inhibitor.warning
        assert not _is_inhibited(inhibitor)


def test_older_path_of_the_screen_saver_service_is_tried(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    services = session(old_screen_saver="agrees")
    _inhibit(qtbot, inhibitor)
    services.wait_for_call("old_screen_saver")
    assert _is_inhibited(inhibitor)


def test_login_service_inhibits_sleep_alone(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    services = session(login="agrees")
    _inhibit(qtbot, inhibitor)
    sender, *arguments = services.wait_for("asked", "login")
    assert arguments == ["idle:sleep", "Briefing", _REASON, "block"]
    inhibitor.release()
    services.wait_for("closed", sender)
    services.wait_for("gone", sender)


@pytest.mark.parametrize(
    ("services", "warning"),
    [
        ({}, f"This computer may go to sleep: {_MISSING}."),
        ({"login": "agrees"}, f"The screen saver may start: {_MISSING}."),
        ({"screen_saver": "refuses"}, f"This computer may go to sleep: {_REFUSED}."),
    ],
    ids=["none", "login", "refuses"],
)
def test_warning_says_why_something_is_not_inhibited(
    session: _Start,
    inhibitor: SleepInhibitor,
    qtbot: QtBot,
    services: dict[str, str],
    warning: str,
) -> None:
    if services:
        session(**services)
    _inhibit(qtbot, inhibitor)
    assert inhibitor.warning.startswith(warning)
    assert not _is_inhibited(inhibitor)


@pytest.mark.parametrize("login", ["agrees", "refuses"])
def test_screen_saver_service_may_end_and_start(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot, login: str
) -> None:
    session(login=login)
    _inhibit(qtbot, inhibitor)
    for _ in range(2):
        with qtbot.waitSignal(inhibitor.changed, timeout=_TIMEOUT_MS):
            services = session(screen_saver="agrees")
        assert _is_inhibited(inhibitor)
        assert inhibitor.warning == ""
        services.wait_for_call("screen_saver")
        with qtbot.waitSignal(inhibitor.changed, timeout=_TIMEOUT_MS):
            services.crash()
        assert "has ended" in inhibitor.warning
        assert not _is_inhibited(inhibitor)


def test_release_from_a_changed_handler_closes_the_connection(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    services = session(screen_saver="agrees")
    inhibitor.changed.connect(inhibitor.release)
    _inhibit(qtbot, inhibitor)
    assert not _is_inhibited(inhibitor)
    services.wait_for("gone", services.wait_for_call("screen_saver"))


def test_watcher_of_the_service_is_gone_before_its_connection(
    session: _Start,
    inhibitor: SleepInhibitor,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Otherwise, now and then, the program never continued when a slideshow ended.
    session(screen_saver="agrees")
    _inhibit(qtbot, inhibitor)
    left: list[bool] = []

    def disconnect(_name: str) -> None:
        watchers = (each for each in gc.get_objects() if isinstance(each, QDBusServiceWatcher))
        left.append(any(map(isValid, watchers)))

    monkeypatch.setattr(QDBusConnection, "disconnectFromBus", disconnect)
    inhibitor.release()
    assert left == [False]


@pytest.mark.parametrize("address", ["", _NO_BUS, "nonsense"])
def test_missing_bus_causes_a_warning_at_once(
    inhibitor: SleepInhibitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", _NO_BUS)
    inhibitor.inhibit(_REASON)
    assert "there is no desktop session" in inhibitor.warning
    assert not _is_inhibited(inhibitor)


def test_bus_is_found_in_the_runtime_folder(
    session: _Start, bus: str, inhibitor: SleepInhibitor, qtbot: QtBot, tmp_path: Path
) -> None:
    session(screen_saver="agrees")
    (tmp_path / "bus").symlink_to(bus.removeprefix("unix:path=").partition(",")[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DBUS_SESSION_BUS_ADDRESS")
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        _inhibit(qtbot, inhibitor)
    assert _is_inhibited(inhibitor)


def test_missing_qt_dbus_causes_a_warning() -> None:
    script = (
        "import sys\n"
        "from briefing_app.gui.os_integration.sleep import SleepInhibitor\n"
        "sys.modules['PySide6.QtDBus'] = None\n"
        "inhibitor = SleepInhibitor()\n"
        "inhibitor.inhibit('A briefing is presented')\n"
        "print(inhibitor.warning)\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "there is no known way to prevent it on this system" in done.stdout


@contextmanager
def _releasing(inhibitor: SleepInhibitor) -> Iterator[SleepInhibitor]:
    try:
        yield inhibitor
    finally:
        inhibitor.release()


@contextmanager
def _running(command: list[str], **options: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a process with readable output until the block ends."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, bufsize=0, **options
    ) as process:
        try:
            yield process
        finally:
            process.kill()
