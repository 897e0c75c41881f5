"""Tests of background tasks."""

import subprocess
import sys
import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from briefing_app.errors import OptionError
from briefing_app.files.progress import Progress
from briefing_app.gui.widgets.tasks import BackgroundTask


@pytest.fixture
def task(qapp: QApplication) -> BackgroundTask:
    return BackgroundTask(QObject(qapp), qapp)


def test_progress_and_result_are_reported_in_main_thread(
    qtbot: QtBot, task: BackgroundTask
) -> None:
    threads = []

    def job(progress: Progress) -> object:
        threads.append(QThread.currentThread())
        progress(1, 2)
        return "result"

    reported: list[object] = []
    task.progress_changed.connect(lambda *progress: reported.append(progress))
    task.done.connect(reported.append)
    with qtbot.waitSignal(task.done):
        task.start(job)
    assert reported == [(1, 2), "result"]
    assert threads[0] is not task.thread()
    assert not task.is_running


def test_known_error_is_reported_and_bug_is_raised(qtbot: QtBot, task: BackgroundTask) -> None:
    def fail(_progress: Progress) -> object:
        raise OptionError("It can’t be done.")

    def crash(_progress: Progress) -> object:
        raise ZeroDivisionError("a bug")

    with qtbot.waitSignal(task.failed) as failed:
        task.start(fail)
    assert str((failed.args or [None])[0]) == "It can’t be done."
    with capture_exceptions() as caught, qtbot.waitSignal(task.crashed):
        task.start(crash)
    qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_only_the_job_started_after_a_cancelled_one_is_reported(
    qtbot: QtBot, task: BackgroundTask
) -> None:
    proceed = threading.Event()

    def slow(_progress: Progress) -> object:
        proceed.wait(10)
        return "first"

    results: list[object] = []
    task.done.connect(results.append)
    task.start(slow)
    task.cancel()
    with qtbot.waitSignal(task.done):
        task.start(lambda _progress: "second")
    with qtbot.waitSignal(task.done_late):
        proceed.set()
    assert results == ["second"]


def test_only_the_late_result_of_an_abandoned_job_is_reported(
    qtbot: QtBot, task: BackgroundTask
) -> None:
    started, proceed = threading.Event(), threading.Event()

    def slow(progress: Progress) -> object:
        progress(1, 2)
        started.set()
        proceed.wait(10)
        return "result"

    reported: list[object] = []
    for signal in (task.progress_changed, task.done, task.cancelled, task.failed):
        signal.connect(lambda *arguments: reported.append(arguments))
    task.start(slow)
    assert started.wait(10)
    task.abandon()
    assert not task.is_running
    with qtbot.waitSignal(task.done_late) as late:
        proceed.set()
    assert late.args == ["result"]
    assert reported == []


def _start_endless(task: BackgroundTask) -> list[bool]:
    """Start a job that runs until it is stopped, and return a list that is filled when it ends."""
    started, ended = threading.Event(), list[bool]()

    def endless(progress: Progress) -> object:
        started.set()
        try:
            while True:
                progress(0, 0)
        finally:
            ended.append(True)

    task.start(endless)
    assert started.wait(10)
    return ended


def test_waiting_reports_how_the_job_ended(task: BackgroundTask) -> None:
    results: list[object] = []
    task.done.connect(results.append)
    task.wait()
    task.start(lambda _progress: time.sleep(0.05))
    task.wait()
    assert results == [None]
    assert not task.is_running


def test_shut_down_ends_all_jobs_and_prevents_others(task: BackgroundTask) -> None:
    abandoned, running = _start_endless(task), _start_endless(task)
    task.shut_down()
    assert abandoned == running == [True]
    task.start(lambda _progress: "another")
    assert not task.is_running


@pytest.mark.parametrize("abandoned", [False, True])
def test_deleted_owner_ends_running_job(qapp: QApplication, abandoned: bool) -> None:
    owner = QObject()
    task = BackgroundTask(owner, qapp)
    ended = _start_endless(task)
    if abandoned:
        task.abandon()
    shiboken6.delete(owner)
    assert ended == [True]


_QUITTING = """
from PySide6.QtCore import QCoreApplication, QTimer
from briefing_app.gui.widgets.tasks import BackgroundTask

def endless(progress):
    while True:
        progress(0, 0)

application = QCoreApplication([])
task = BackgroundTask(application, application)
task.start(endless)
QTimer.singleShot(0, application.quit)
application.exec()
"""


def test_program_that_quits_during_a_job_ends_without_an_error() -> None:
    command = [sys.executable, "-P", "-c", _QUITTING]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
