"""The Windows mechanism, by the execution states that it sets."""

import sys

import pytest

from briefing_app.gui.os_integration.sleep_inhibitors.mechanism import Failure
from briefing_app.gui.os_integration.sleep_inhibitors.windows import ThreadExecutionState


def test_display_and_system_are_required_until_release() -> None:
    states: list[int] = []
    answers: list[Failure | None] = []

    def set_state(state: int) -> int:
        states.append(state)
        return 0x80000000  # the previous state

    mechanism = ThreadExecutionState(set_state)
    mechanism.inhibit("A briefing is presented", answers.append)
    assert states == [0x80000003]
    assert answers == [None]
    mechanism.release()
    assert states == [0x80000003, 0x80000000]


def test_refusal_is_reported() -> None:
    answers: list[Failure | None] = []
    ThreadExecutionState(lambda _: 0).inhibit("A briefing is presented", answers.append)
    assert answers == [Failure.WINDOWS_REFUSED]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has the function")
def test_missing_function_counts_as_refusal() -> None:
    answers: list[Failure | None] = []
    mechanism = ThreadExecutionState()
    mechanism.inhibit("A briefing is presented", answers.append)
    mechanism.release()
    assert answers == [Failure.WINDOWS_REFUSED]
