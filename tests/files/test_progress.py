"""Deferring Ctrl+C and SIGTERM while work runs."""

import signal
import threading

import pytest

from briefing_app.files.progress import interrupts_deferred, termination_as_interrupt


def test_interrupt_is_raised_at_the_next_progress_call() -> None:
    with interrupts_deferred() as progress:
        progress(0, 2)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            progress(1, 2)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_interrupt_after_the_last_progress_call_is_dropped() -> None:
    with interrupts_deferred():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ignored_interrupts_stay_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interrupts_deferred() as progress:
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
            signal.raise_signal(signal.SIGINT)
            progress(1, 2)
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_other_threads_leave_signals_alone() -> None:
    handlers = []

    def work() -> None:
        with interrupts_deferred() as progress:
            progress(1, 2)
            handlers.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert handlers == [signal.default_int_handler]


def test_termination_is_deferred_like_an_interrupt() -> None:
    with termination_as_interrupt():
        with interrupts_deferred() as progress:
            signal.raise_signal(signal.SIGTERM)
            with pytest.raises(KeyboardInterrupt):
                progress(1, 2)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
