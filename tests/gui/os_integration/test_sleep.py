"""The sleep inhibitor tries mechanisms in order and warns of what none of them inhibits."""

import subprocess
import sys
from typing import Final

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.sleep import (
    SleepInhibitor,
    system_mechanisms,
)
from briefing_app.gui.os_integration.sleep_mechanisms import (
    EVERYTHING,
    Failure,
    Report,
    Target,
)

_REASON: Final = "A briefing is presented"


class _Mechanism:
    """A mechanism that records its calls and answers when a test says so."""

    def __init__(
        self,
        inhibits: Target = EVERYTHING,
        answer: Failure | str | None = "later",
    ) -> None:
        self.inhibits = inhibits
        self.calls: list[str] = []
        self.report: Report = lambda _: None
        self._answer = answer

    def inhibit(self, reason: str, report: Report) -> None:
        self.calls.append(f"inhibit {reason}")
        self.report = report
        if not isinstance(self._answer, str):
            report(self._answer)

    def release(self) -> None:
        self.calls.append("release")


def test_repeated_calls_reach_the_mechanism_once() -> None:
    mechanism = _Mechanism()
    inhibitor = SleepInhibitor(mechanisms=[mechanism])
    inhibitor.release()
    inhibitor.inhibit("one")
    inhibitor.inhibit("two")
    inhibitor.release()
    inhibitor.release()
    assert mechanism.calls == ["inhibit one", "release"]


def test_changed_is_emitted_only_for_changes() -> None:
    mechanism = _Mechanism()
    inhibitor = SleepInhibitor(mechanisms=[mechanism])
    states: list[tuple[bool, bool]] = []
    inhibitor.changed.connect(
        lambda: states.append((inhibitor.is_inhibited, bool(inhibitor.warning)))
    )
    inhibitor.inhibit(_REASON)
    ended = Failure.SERVICE_ENDED
    for failure in (None, None, ended, ended, None):
        mechanism.report(failure)
    inhibitor.release()
    assert states == [(True, False), (False, True), (True, False), (False, False)]


def test_second_mechanism_is_tried_if_the_first_fails() -> None:
    first, second = _Mechanism(), _Mechanism()
    inhibitor = SleepInhibitor(mechanisms=[first, second])
    inhibitor.inhibit(_REASON)
    assert second.calls == []
    first.report(Failure.SERVICE_MISSING)
    assert second.calls == [f"inhibit {_REASON}"]
    assert inhibitor.warning == ""
    second.report(None)
    assert inhibitor.is_inhibited
    assert inhibitor.warning == ""


def test_second_mechanism_is_left_alone_if_the_first_inhibits_everything() -> None:
    first, second = _Mechanism(answer=None), _Mechanism()
    inhibitor = SleepInhibitor(mechanisms=[first, second])
    inhibitor.inhibit(_REASON)
    assert inhibitor.is_inhibited
    assert second.calls == []


def test_answer_of_each_mechanism_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "briefing_app")
    mechanisms = [_Mechanism(answer=Failure.SERVICE_REFUSED), _Mechanism(answer=None)]
    SleepInhibitor(mechanisms=mechanisms).inhibit(_REASON)
    assert caplog.messages == ["_Mechanism: SERVICE_REFUSED", "_Mechanism: inhibits sleep"]


def test_unknown_system_causes_a_warning_until_release() -> None:
    inhibitor = SleepInhibitor(mechanisms=[])
    inhibitor.inhibit(_REASON)
    assert inhibitor.warning == (
        "This computer may go to sleep: there is no known way to prevent it on this system. "
        "Turn off sleep and the screen saver in the system settings."
    )
    inhibitor.release()
    assert inhibitor.warning == ""


@pytest.mark.parametrize(
    ("screen_saver", "service", "login", "warning"),
    [
        (None, Failure.SERVICE_MISSING, None, ""),
        (None, None, Failure.LOGIN_SERVICE_FAILED, ""),
        (
            None,
            Failure.NO_DESKTOP_SESSION,
            Failure.LOGIN_SERVICE_FAILED,
            (
                "This computer may go to sleep: there is no desktop session. "
                "Turn sleep off in the system settings."
            ),
        ),
        (
            Failure.X11_LIBRARY_MISSING,
            Failure.SERVICE_MISSING,
            None,
            (
                "The screen saver may start: the library libXss is not installed and this desktop "
                "has no screen saver service. Turn it off in the system settings."
            ),
        ),
        # The service blanks the screen itself, whatever the X server does.
        (
            None,
            Failure.SERVICE_REFUSED,
            None,
            (
                "The screen saver may start: the desktop’s screen saver service refused the "
                "request. Turn it off in the system settings."
            ),
        ),
        (
            None,
            Failure.SERVICE_SILENT,
            Failure.LOGIN_SERVICE_FAILED,
            (
                "This computer may go to sleep: the desktop’s screen saver service doesn’t answer. "
                "Turn off sleep and the screen saver in the system settings."
            ),
        ),
        (
            None,
            Failure.QT_DBUS_MISSING,
            Failure.LOGIN_SERVICE_FAILED,
            (
                "This computer may go to sleep: Qt D-Bus is not installed. "
                "Turn off sleep and the screen saver in the system settings."
            ),
        ),
    ],
    ids=["both", "service", "no session", "no libXss", "refused", "silent", "no D-Bus"],
)
def test_warning_names_what_is_not_inhibited_and_why(
    screen_saver: Failure | None,
    service: Failure | None,
    login: Failure | None,
    warning: str,
) -> None:
    mechanisms = [
        _Mechanism(Target.SCREEN_SAVER, screen_saver),
        _Mechanism(EVERYTHING, service),
        _Mechanism(Target.SLEEP, login),
    ]
    inhibitor = SleepInhibitor(mechanisms=mechanisms)
    inhibitor.inhibit(_REASON)
    assert inhibitor.warning == warning
    assert inhibitor.is_inhibited == (not warning)


def test_release_from_a_changed_handler_is_harmless() -> None:
    mechanism = _Mechanism(answer=None)
    inhibitor = SleepInhibitor(mechanisms=[mechanism])
    inhibitor.changed.connect(inhibitor.release)
    inhibitor.inhibit(_REASON)
    assert not inhibitor.is_inhibited
    assert inhibitor.warning == ""
    assert mechanism.calls == [f"inhibit {_REASON}", "release"]


def test_mechanisms_are_released_with_the_owner(qtbot: QtBot) -> None:
    mechanism, owner = _Mechanism(), QObject()
    SleepInhibitor(owner, [mechanism]).inhibit(_REASON)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    assert mechanism.calls == [f"inhibit {_REASON}", "release"]


@pytest.mark.parametrize(
    ("platform", "kinds"),
    [
        ("linux", ["ScreenSaverService", "LoginService"]),
        ("freebsd14", ["ScreenSaverService", "LoginService"]),
        ("win32", ["ThreadExecutionState"]),
        ("darwin", ["Caffeinate"]),
        ("haiku1", []),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_each_system_has_its_mechanisms(
    monkeypatch: pytest.MonkeyPatch, platform: str, kinds: list[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", platform)
        mechanisms = system_mechanisms()
    assert [type(each).__name__ for each in mechanisms] == kinds


def test_qt_dbus_is_imported_only_to_inhibit() -> None:
    script = (
        "import sys\n"
        "from briefing_app.gui.os_integration.sleep import SleepInhibitor\n"
        "inhibitor = SleepInhibitor()\n"
        "inhibitor.release()\n"
        "sys.exit('PySide6.QtDBus' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
