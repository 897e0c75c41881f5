"""Tests of the sleep inhibitor: Windows' own call, and a system without any service."""

import ctypes
import subprocess
import sys
from types import SimpleNamespace
from typing import Final

import pytest

from briefing_app.gui.os_integration.sleep import SleepInhibitor

_REASON: Final = "A briefing is presented"


class _Windows:
    """Records the execution states that it is asked for.

    Args:
        previous: The previous state, which SetThreadExecutionState returns; 0 if it fails.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, previous: int = 0x80000000) -> None:
        self.states: list[int] = []

        def set_state(state: ctypes.c_uint32) -> int:
            self.states.append(state.value)
            return previous

        library = SimpleNamespace(SetThreadExecutionState=set_state)
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(ctypes, "WinDLL", {"kernel32": library}.__getitem__, raising=False)


def test_display_and_system_are_required_until_release(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = _Windows(monkeypatch)
    inhibitor = SleepInhibitor()
    inhibitor.release()
    inhibitor.inhibit(_REASON)
    inhibitor.inhibit(_REASON)
    assert inhibitor.warning == ""
    assert windows.states == [0x80000003]
    inhibitor.release()
    inhibitor.release()
    assert windows.states == [0x80000003, 0x80000000]


def test_refusal_causes_a_warning_until_release(monkeypatch: pytest.MonkeyPatch) -> None:
    _Windows(monkeypatch, previous=0)
    inhibitor = SleepInhibitor()
    warnings: list[str] = []
    inhibitor.changed.connect(lambda: warnings.append(inhibitor.warning))
    inhibitor.inhibit(_REASON)
    inhibitor.release()
    warning = (
        "This computer may go to sleep: Windows refused the request. "
        "Turn off sleep and the screen saver in the system settings."
    )
    assert warnings == [warning, ""]


def test_release_from_a_changed_handler_is_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = _Windows(monkeypatch, previous=0)
    inhibitor = SleepInhibitor()
    inhibitor.changed.connect(inhibitor.release)
    inhibitor.inhibit(_REASON)
    assert inhibitor.warning == ""
    assert windows.states == [0x80000003, 0x80000000]


@pytest.mark.parametrize(("previous", "answer"), [(1, "agreed"), (0, "Windows refused")])
def test_answer_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, previous: int, answer: str
) -> None:
    caplog.set_level("INFO", "briefing_app")
    _Windows(monkeypatch, previous)
    SleepInhibitor().inhibit(_REASON)
    (message,) = caplog.messages
    assert answer in message


@pytest.mark.skipif(sys.platform == "win32", reason="Windows needs no Qt D-Bus")
def test_missing_qt_dbus_causes_a_warning() -> None:
    script = (
        "import sys\n"
        "from briefing_app.gui.os_integration.sleep import SleepInhibitor\n"
        "sys.modules['PySide6.QtDBus'] = None\n"
        "inhibitor = SleepInhibitor()\n"
        "inhibitor.inhibit('A briefing is presented')\n"
        "print(inhibitor.warning)\n"
        "inhibitor.release()\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "there is no known way to prevent it on this system" in done.stdout


def test_qt_dbus_is_imported_only_to_inhibit() -> None:
    script = (
        "import sys\n"
        "from briefing_app.gui.os_integration.sleep import SleepInhibitor\n"
        "inhibitor = SleepInhibitor()\n"
        "inhibitor.release()\n"
        "sys.exit('PySide6.QtDBus' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
