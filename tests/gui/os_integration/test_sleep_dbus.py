"""Inhibiting sleep through a desktop's service, on a message bus of the tests' own.

The service on that bus is a fake: `dbus_service.py` reports what it is asked and when the caller is
gone. Nothing here reaches the bus of the session that runs the tests.
"""

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
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.os_integration.sleep_dbus import ScreenSaverService
from tests.gui.process_lines import ProcessLines

_SYSTEM_PYTHON: Final = "/usr/bin/python3"
_SERVICE: Final = Path(__file__).with_name("dbus_service.py")
_TIMEOUT_S: Final = 60.0  # the machine may be slow or busy
_TIMEOUT_MS: Final = int(_TIMEOUT_S * 1000)
_NO_BUS: Final = "unix:path=/nonexistent/bus"
_REASON: Final = "A briefing is presented"
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
inhibitor = SleepInhibitor(application)
inhibitor.inhibit("A briefing is presented")
application.exec()
"""


class _Service:
    """A fake service and the lines that it prints."""

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

    def wait_for_call(self) -> str:
        """Wait until the service is called; return the caller's name on the bus."""
        return self.wait_for("asked")[0]

    def answer_at_last(self) -> None:
        """Let the service agree if it waits."""
        self._process.send_signal(signal.SIGUSR1)

    def crash(self) -> None:
        """Kill the service."""
        self._process.kill()
        self._process.wait()


_Start = Callable[[str], _Service]


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
    """Starts a service on the bus, which is the session's."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    with ExitStack() as stack:

        def start(behaviour: str) -> _Service:
            command = [_SYSTEM_PYTHON, "-I", str(_SERVICE), behaviour]
            service = _Service(stack.enter_context(_running(command)))
            service.wait_for("ready")
            return service

        yield start


@pytest.fixture
def inhibitor(qapp: QCoreApplication) -> Iterator[SleepInhibitor]:
    """An inhibitor that is released at the end."""
    inhibitor = SleepInhibitor(qapp)
    yield inhibitor
    inhibitor.release()
    inhibitor.deleteLater()


def _inhibit(qtbot: QtBot, inhibitor: SleepInhibitor) -> str:
    """Inhibit sleep, which fails; return the warning."""
    with qtbot.waitSignal(inhibitor.changed, timeout=_TIMEOUT_MS):
        inhibitor.inhibit(_REASON)
    return inhibitor.warning


def test_sleep_and_screen_saver_are_inhibited_until_release(
    session: _Start, inhibitor: SleepInhibitor
) -> None:
    for _ in range(2):
        service = session("agrees")
        inhibitor.inhibit(_REASON)
        sender, *arguments = service.wait_for("asked")
        assert arguments == ["Briefing", _REASON]
        inhibitor.release()
        service.wait_for("gone", sender)
        service.crash()


def test_killed_process_releases_what_it_inhibited(session: _Start) -> None:
    service = session("agrees")
    with _running([sys.executable, "-c", _INHIBITING_PROGRAM]) as program:
        sender = service.wait_for_call()
        program.send_signal(signal.SIGKILL)
        service.wait_for("gone", sender)


def test_program_may_end_while_it_inhibits_sleep(session: _Start) -> None:
    session("agrees")
    script = (
        "from PySide6.QtCore import QCoreApplication\n"
        "from briefing_app.gui.os_integration.sleep import SleepInhibitor\n"
        "from briefing_app.gui.os_integration.sleep_dbus import ScreenSaverService\n"
        "application = QCoreApplication([])\n"
        "inhibitor = SleepInhibitor(application)\n"
        "inhibitor.inhibit('A briefing is presented')\n"
        "inhibitor.findChild(ScreenSaverService).answered.connect(application.quit)\n"
        "application.exec()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stderr == b""


def test_inhibit_does_not_wait_for_the_service(
    session: _Start, qapp: QCoreApplication, qtbot: QtBot
) -> None:
    service = session("waits")
    screen_saver = ScreenSaverService(qapp)
    screen_saver.inhibit(_REASON)
    service.wait_for_call()
    with qtbot.waitSignal(screen_saver.answered, timeout=_TIMEOUT_MS) as answer:
        service.answer_at_last()
    assert answer.args == [""]
    screen_saver.release()


def test_release_withdraws_a_call_that_is_not_answered_yet(
    session: _Start, inhibitor: SleepInhibitor
) -> None:
    service = session("waits")
    inhibitor.inhibit(_REASON)
    sender = service.wait_for_call()
    inhibitor.release()
    service.answer_at_last()
    service.wait_for("gone", sender)


def test_slideshow_that_follows_at_once_inhibits_sleep_again(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    service = session("waits")
    inhibitor.inhibit(_REASON)
    first = service.wait_for_call()
    inhibitor.release()
    service.events.clear()
    with qtbot.assertNotEmitted(inhibitor.changed):
        inhibitor.inhibit(_REASON)
        second = service.wait_for_call()
        service.answer_at_last()
        service.wait_for("gone", first)
    service.events.clear()
    inhibitor.release()
    service.wait_for("gone", second)


def test_missing_service_causes_a_warning(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    del session
    warning = _inhibit(qtbot, inhibitor)
    assert warning.startswith(
        "This computer may go to sleep: this desktop has no screen saver service."
    )


def test_refusal_causes_a_warning(session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot) -> None:
    session("refuses")
    assert "the desktop’s screen saver service refused the request" in _inhibit(qtbot, inhibitor)


def test_service_that_never_answers_causes_a_warning(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    service = session("waits")
    inhibitor.inhibit(_REASON)
    service.wait_for_call()
    with qtbot.waitSignal(inhibitor.changed, timeout=_TIMEOUT_MS):
        service.crash()
    assert "the desktop’s screen saver service doesn’t answer" in inhibitor.warning


def test_release_from_a_changed_handler_closes_the_connection(
    session: _Start, inhibitor: SleepInhibitor, qtbot: QtBot
) -> None:
    service = session("refuses")
    inhibitor.changed.connect(inhibitor.release)
    assert _inhibit(qtbot, inhibitor) == ""
    service.wait_for("gone", service.wait_for_call())


@pytest.mark.parametrize("address", ["", _NO_BUS, "nonsense"])
def test_missing_bus_causes_a_warning_at_once(
    inhibitor: SleepInhibitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows needs no bus")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    inhibitor.inhibit(_REASON)
    assert "there is no desktop session" in inhibitor.warning


def test_bus_is_found_in_the_runtime_folder(
    session: _Start,
    bus: str,
    inhibitor: SleepInhibitor,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    service = session("agrees")
    (tmp_path / "bus").symlink_to(bus.removeprefix("unix:path=").partition(",")[0])
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    inhibitor.inhibit(_REASON)
    service.wait_for_call()


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
