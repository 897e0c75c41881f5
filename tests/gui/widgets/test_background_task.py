"""Work that goes on beside the window."""

import threading

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from briefing_app.errors import OptionError
from briefing_app.files.progress import Progress
from briefing_app.gui.widgets.background_task import BackgroundTask


@pytest.fixture
def work(qapp: QApplication) -> BackgroundTask:
    return BackgroundTask(QObject(qapp), qapp)


def test_that_what_a_job_returns_comes_back_to_the_windows_thread(
    qtbot: QtBot, work: BackgroundTask
) -> None:
    threads = []

    def job(progress: Progress) -> object:
        threads.append(QThread.currentThread())
        progress(1, 2)
        return "made"

    heard: list[object] = []
    work.progress_changed.connect(lambda *progress: heard.append(progress))
    work.done.connect(heard.append)
    with qtbot.waitSignal(work.done):
        work.start(job)
    assert heard == [(1, 2), "made"]
    assert threads[0] is not work.thread()
    assert not work.is_running


def test_that_a_known_error_is_told_and_a_bug_is_raised_where_bugs_are_told(
    qtbot: QtBot, work: BackgroundTask
) -> None:
    def fail(_progress: Progress) -> object:
        raise OptionError("It can’t be done.")

    def break_down(_progress: Progress) -> object:
        raise ZeroDivisionError("a bug")

    with qtbot.waitSignal(work.failed) as failed:
        work.start(fail)
    assert str((failed.args or [None])[0]) == "It can’t be done."
    with capture_exceptions() as caught, qtbot.waitSignal(work.crashed):
        work.start(break_down)
    qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_that_a_job_that_is_begun_after_another_was_stopped_is_the_only_one_heard(
    qtbot: QtBot, work: BackgroundTask
) -> None:
    go_on = threading.Event()

    def slow(_progress: Progress) -> object:
        go_on.wait(10)
        return "the first"

    heard: list[object] = []
    work.done.connect(heard.append)
    work.start(slow)
    work.cancel()
    with qtbot.waitSignal(work.done):
        work.start(lambda _progress: "the second")
    go_on.set()
    qtbot.waitUntil(lambda: not work.findChildren(QThread))
    assert heard == ["the second"]


def test_that_nothing_is_heard_of_a_job_that_was_given_up_but_what_it_made_after_all(
    qtbot: QtBot, work: BackgroundTask
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(progress: Progress) -> object:
        progress(1, 2)
        begun.set()
        go_on.wait(10)
        return "made"

    heard: list[object] = []
    for signal in (work.progress_changed, work.done, work.cancelled, work.failed):
        signal.connect(lambda *told: heard.append(told))
    work.start(slow)
    assert begun.wait(10)
    work.abandon()
    assert not work.is_running
    with qtbot.waitSignal(work.done_late) as made:
        go_on.set()
    assert made.args == ["made"]
    assert heard == []


def test_that_a_job_that_was_given_up_is_stopped_and_waited_for_at_the_programs_end(
    work: BackgroundTask,
) -> None:
    begun, seen = threading.Event(), []

    def endless(progress: Progress) -> object:
        begun.set()
        try:
            while True:  # until it is stopped
                progress(0, 0)
        finally:
            seen.append("stopped")

    work.start(endless)
    assert begun.wait(10)
    work.start(lambda _progress: "the second")
    work.shut_down()
    assert seen == ["stopped"]


def test_that_no_job_outlives_the_program(work: BackgroundTask) -> None:
    begun = threading.Event()

    def endless(progress: Progress) -> object:
        begun.set()
        while True:  # until it is stopped
            progress(0, 0)

    work.start(endless)
    assert begun.wait(10)
    (thread,) = work.findChildren(QThread)
    work.shut_down()
    assert thread.isFinished()
    work.start(endless)
    assert not work.is_running
