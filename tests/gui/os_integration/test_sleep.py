"""The sleep inhibitor tries mechanisms in order and warns of what none of them inhibits."""

import subprocess
import sys
from typing import Final

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from briefing_app.gui.os_integration.sleep import (
    Report,
    SleepInhibitor,
    ThreadExecutionState,
    system_mechanisms,
)

_REASON: Final = "A briefing is presented"
_LATER: Final = "later"
_FAILURE: Final = "the service failed"
_REMEDY: Final = "Turn off sleep and the screen saver in the system settings."


class _Mechanism:
    """A mechanism that records its calls and answers when a test says so."""

    def __init__(self, answer: str | None = _LATER, *, inhibits_screen_saver: bool = True) -> None:
        self.inhibits_screen_saver = inhibits_screen_saver
        self.calls: list[str] = []
        self.report: Report = lambda _: None
        self._answer = answer

    def inhibit(self, reason: str, report: Report) -> None:
        self.calls.append(f"inhibit {reason}")
        self.report = report
        if self._answer != _LATER:
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
    for failure in (None, None, _FAILURE, _FAILURE, None):
        mechanism.report(failure)
    inhibitor.release()
    assert states == [(True, False), (False, True), (True, False), (False, False)]


def test_second_mechanism_is_tried_only_if_the_first_fails() -> None:
    first, second = _Mechanism(None), _Mechanism()
    inhibitor = SleepInhibitor(mechanisms=[first, second])
    inhibitor.inhibit(_REASON)
    assert inhibitor.is_inhibited
    assert second.calls == []
    first.report(_FAILURE)
    assert second.calls == [f"inhibit {_REASON}"]
    assert inhibitor.warning == ""
    second.report(None)
    assert inhibitor.is_inhibited
    assert inhibitor.warning == ""


def test_answer_of_each_mechanism_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "briefing_app")
    mechanisms = [_Mechanism(_FAILURE), _Mechanism(""), _Mechanism(None)]
    SleepInhibitor(mechanisms=mechanisms).inhibit(_REASON)
    assert caplog.messages == [
        f"_Mechanism: {_FAILURE}",
        "_Mechanism: failed",
        "_Mechanism: inhibits sleep",
    ]


def test_unknown_system_causes_a_warning_until_release() -> None:
    inhibitor = SleepInhibitor(mechanisms=[])
    inhibitor.inhibit(_REASON)
    assert inhibitor.warning == (
        "This computer may go to sleep: there is no known way to prevent it on this system. "
        f"{_REMEDY}"
    )
    inhibitor.release()
    assert inhibitor.warning == ""


@pytest.mark.parametrize(
    ("service", "login", "warning"),
    [
        (None, _FAILURE, ""),
        (
            _FAILURE,
            None,
            f"The screen saver may start: {_FAILURE}. Turn it off in the system settings.",
        ),
        (
            _FAILURE,
            "",
            f"This computer may go to sleep: {_FAILURE}. {_REMEDY}",
        ),
        (
            _FAILURE,
            "so did the other",
            f"This computer may go to sleep: {_FAILURE} and so did the other. {_REMEDY}",
        ),
    ],
    ids=["service", "login", "none", "two reasons"],
)
def test_warning_names_what_is_not_inhibited_and_why(
    service: str | None, login: str | None, warning: str
) -> None:
    mechanisms = [_Mechanism(service), _Mechanism(login, inhibits_screen_saver=False)]
    inhibitor = SleepInhibitor(mechanisms=mechanisms)
    inhibitor.inhibit(_REASON)
    assert inhibitor.warning == warning
    assert inhibitor.is_inhibited == (not warning)
    assert inhibitor.may_sleep == (service is not None and login is not None)


def test_release_from_a_changed_handler_is_harmless() -> None:
    mechanism = _Mechanism(None)
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
        ("win32", ["ThreadExecutionState"]),
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


# ---- Windows ------------------------------------------------------------------------------------


def test_display_and_system_are_required_until_release() -> None:
    states: list[int] = []
    answers: list[str | None] = []

    def set_state(state: int) -> int:
        states.append(state)
        return 0x80000000  # the previous state

    mechanism = ThreadExecutionState(set_state)
    mechanism.inhibit(_REASON, answers.append)
    assert states == [0x80000003]
    assert answers == [None]
    mechanism.release()
    assert states == [0x80000003, 0x80000000]


def test_refusal_is_reported() -> None:
    answers: list[str | None] = []
    ThreadExecutionState(lambda _: 0).inhibit(_REASON, answers.append)
    assert answers == ["Windows refused the request"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has the function")
def test_missing_function_counts_as_refusal() -> None:
    answers: list[str | None] = []
    mechanism = ThreadExecutionState()
    mechanism.inhibit(_REASON, answers.append)
    mechanism.release()
    assert answers == ["Windows refused the request"]
