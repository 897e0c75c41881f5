"""Where a slideshow resumes, and what is kept of an interrupted one."""

import errno
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QSysInfo
from PySide6.QtWidgets import QApplication

from briefing_app.database.personal.store import PersonalStore
from briefing_app.database.reader import Briefing, open_briefing
from briefing_app.gui.look import Look
from briefing_app.gui.os_integration.sleep import SleepInhibitor
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.settings import Settings
from briefing_app.gui.slideshow.key_bindings import Command
from briefing_app.gui.slideshow.launcher import SlideshowLauncher
from briefing_app.gui.slideshow.options import Start, StartOptions
from briefing_app.gui.slideshow.resume import SlideshowLock
from briefing_app.model.report import finding_key
from briefing_app.model.slides import countdown_seconds
from briefing_app.model.slideshow.state import SlidePosition, SlideshowRecord
from briefing_app.model.slideshow.time import Clock
from tests.fixtures import open_launcher
from tests.gui.slideshows import (
    another_briefing,
    interrupted_record,
    presenter_text,
    process_events,
    running_slideshow,
    save_record,
    timer_of,
)


@pytest.fixture
def later_launcher(
    qapp: QApplication,
    settings: Settings,
    personal: PersonalData,
    style: Look,
    sleep_inhibitor: SleepInhibitor,
) -> Iterator[SlideshowLauncher]:
    """Yield the launcher of a later run of the program, and end its slideshow."""
    with open_launcher(settings, personal, qapp, sleep_inhibitor) as launcher:
        yield launcher


_STOPPED: Final = "Resumed where you stopped last time. Home goes to the first slide"
_INTERRUPTED: Final = "Resumed where your last slideshow stopped unexpectedly. Home goes"
_GONE: Final = "starts at the first slide. Shift+C restarts the clock."


@pytest.mark.parametrize(
    ("stopped_at", "is_running", "start", "starts_at", "keeps_clock", "message"),
    [
        (None, False, Start.RESUME, 0, False, ""),
        (5, True, Start.RESUME, 5, True, _INTERRUPTED),
        (5, False, Start.RESUME, 5, True, _STOPPED),
        (0, False, Start.RESUME, 0, False, ""),
        (-1, False, Start.RESUME, 0, False, ""),  # the last slide
        ("gone", True, Start.RESUME, 0, True, _GONE),
        ("gone", False, Start.RESUME, 0, False, ""),
        (5, True, Start.BEGINNING, 0, False, ""),
        (5, True, Start.CHOSEN, 4, False, ""),
    ],
)
def test_start_in_the_next_run(
    *,
    launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    stopped_at: int | str | None,
    is_running: bool,
    start: Start,
    starts_at: int,
    keeps_clock: bool,
    message: str,
) -> None:
    keys = [slide.key for slide in launcher.running_orders.order(briefing).slides]
    if stopped_at is not None:
        key = keys[stopped_at] if isinstance(stopped_at, int) else stopped_at
        record = SlideshowRecord(key, 0, 0, 75.0, running=is_running)
        save_record(personal_store, briefing, record)
    assert launcher.present(briefing, StartOptions(start, keys[4]))
    slideshow = running_slideshow(launcher)
    assert slideshow.model.state.position == SlidePosition(starts_at)
    assert (slideshow.model.elapsed >= 75) is keeps_clock
    text = presenter_text(launcher)
    assert message in text
    assert ("Home goes" in text or "Shift+C" in text) is bool(message)


def test_slideshow_resumes_at_its_slide_with_its_clock(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    slideshow.model.go_to(4)
    slideshow.end()
    left = slideshow.model.elapsed
    assert launcher.slideshow is None
    launcher.present(briefing, StartOptions())
    again = running_slideshow(launcher)
    assert again is not slideshow
    assert again.model.state.position == SlidePosition(4)
    assert again.model.elapsed >= left
    assert "Resumed" not in presenter_text(launcher)


@pytest.mark.parametrize("start", [Start.CHOSEN, Start.RESUME])
def test_slideshow_ended_at_its_first_slide_starts_again(
    launcher: SlideshowLauncher, briefing: Briefing, start: Start
) -> None:
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    slideshow.model.update(slideshow.model.state._replace(clock=Clock(600.0)))
    slideshow.end()
    assert slideshow.model.elapsed >= 600
    launcher.present(briefing, StartOptions(start, finding_key(briefing.report.findings[4])))
    assert running_slideshow(launcher).model.elapsed < 600


def test_resume_finds_the_slide_in_a_changed_order(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    record = interrupted_record(briefing, launcher, 4)
    order = launcher.running_orders.order(briefing)
    launcher.running_orders.save(briefing, order.move(4, 9))
    launcher.stopped.add(save_record(personal_store, briefing, record))
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).model.state.position == SlidePosition(9)


def test_countdown_continues_when_an_ended_slideshow_resumes(
    launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    slides = launcher.running_orders.order(briefing).slides
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    slideshow.model.go_to(min(countdown_seconds(slides)))
    slideshow.commands.do(Command.NEXT)
    slideshow.end()
    launcher.present(briefing, StartOptions())
    countdown = running_slideshow(launcher).model.state.visible_countdown
    assert countdown is not None
    assert countdown.is_running


def test_interrupted_discussions_resume_with_their_countdowns_as_they_were(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    slides = launcher.running_orders.order(briefing).slides
    first, second, *_ = sorted(countdown_seconds(slides))
    launcher.present(briefing, StartOptions())
    slideshow = running_slideshow(launcher)
    for at in (first, second):
        slideshow.model.go_to(at)
        slideshow.commands.do(Command.NEXT)
        slideshow.commands.do(Command.EXTEND)
    slideshow.model.go_to(first)
    slideshow.commands.do(Command.PAUSE)
    slideshow.model.go_to(second)
    on_screen = slideshow.recorder.record.countdowns.values()
    assert not any(each.is_running for each in on_screen)  # after a crash
    slideshow.model.go_to(second + 1)
    record = slideshow.recorder.record
    slideshow.end()
    counted = {key: each._replace(clock=Clock(30.0)) for key, each in record.countdowns.items()}
    stopped = save_record(personal_store, briefing, record._replace(countdowns=counted))
    launcher.stopped.add(stopped)
    launcher.present(briefing, StartOptions())
    again = running_slideshow(launcher)
    for at, is_paused in ((first, True), (second, False)):
        again.model.go_to(at)
        countdown = again.model.state.visible_countdown
        assert countdown is not None
        assert (countdown.is_paused, countdown.is_running) == (is_paused, not is_paused)
        assert countdown.paused(0.0).left(0.0) == countdown_seconds(slides)[at] + 60 - 30


@pytest.mark.parametrize("start", [Start.CHOSEN, Start.BEGINNING])
@pytest.mark.parametrize("is_interrupted", [False, True])
def test_chosen_start_is_a_new_session_that_takes_the_place_of_the_last(
    *,
    launcher: SlideshowLauncher,
    later_launcher: SlideshowLauncher,
    briefing: Briefing,
    personal_store: PersonalStore,
    start: Start,
    is_interrupted: bool,
) -> None:
    record = interrupted_record(briefing, launcher, 6, 2832)._replace(running=is_interrupted)
    launcher.stopped.add(save_record(personal_store, briefing, record))
    key = finding_key(briefing.report.findings[4])
    launcher.present(briefing, StartOptions(start, key))
    slideshow = running_slideshow(launcher)
    slides = slideshow.model.slides
    assert slideshow.recorder.record.key == (key if start is Start.CHOSEN else slides[0].key)
    assert slideshow.model.elapsed < 60
    assert "unexpectedly" not in presenter_text(launcher)
    slideshow.model.go_to(3)
    slideshow.end()
    assert later_launcher.interrupted() is None
    later_launcher.present(briefing, StartOptions())
    again = running_slideshow(later_launcher)
    assert again.model.state.position == SlidePosition(3)
    assert again.recorder.stopped_session.session == slideshow.recorder.stopped_session.session
    assert again.recorder.stopped_session.session.first_slide == (
        key if start is Start.CHOSEN else ""
    )


def test_pace_counts_from_the_first_slide_of_a_session_that_is_continued(
    launcher: SlideshowLauncher, later_launcher: SlideshowLauncher, briefing: Briefing
) -> None:
    key = finding_key(briefing.report.findings[4])
    launcher.present(briefing, StartOptions(Start.CHOSEN, key, windowed=True))
    slideshow = running_slideshow(launcher)
    process_events()
    assert "on time" in presenter_text(launcher)
    slideshow.model.go_to(slideshow.model.state.position.slide + 4)
    process_events()
    (ahead,) = re.findall(r"\d+ minutes? ahead", presenter_text(launcher))
    slideshow.end()
    later_launcher.present(briefing, StartOptions(windowed=True))
    process_events()
    timer_of(running_slideshow(later_launcher)).timeout.emit()
    assert ahead in presenter_text(later_launcher)


def test_slideshow_of_another_briefing_keeps_the_record(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore, tmp_path: Path
) -> None:
    save_record(personal_store, briefing, interrupted_record(briefing, launcher, 6, 754))
    with open_briefing(another_briefing(tmp_path)) as other:
        launcher.present(other, StartOptions())
        assert running_slideshow(launcher).model.state.position == SlidePosition(0)
        running_slideshow(launcher).end()
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).model.state.position == SlidePosition(6)
    assert running_slideshow(launcher).model.elapsed >= 754


def test_requested_screen_is_kept_after_a_crash(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    save_record(
        personal_store, briefing, interrupted_record(briefing, launcher, 6)._replace(screen="NOPE")
    )
    launcher.present(briefing, StartOptions())
    assert running_slideshow(launcher).recorder.record.screen == "NOPE"


def test_lock_file_that_names_another_python_is_stale(personal_store: PersonalStore) -> None:
    assert personal_store.path is not None
    personal_store.path.parent.mkdir()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as another:
        lines = (another.pid, Path(sys.executable).resolve().name, QSysInfo.machineHostName())
        personal_store.path.with_name("slideshow.lock").write_text(
            "".join(f"{line}\n" for line in lines)
        )
        assert not SlideshowLock(personal_store.path).is_taken_elsewhere()
        assert another.poll() is None
        another.kill()


def test_checking_the_lock_creates_no_file(personal_store: PersonalStore) -> None:
    assert personal_store.path is not None
    assert not SlideshowLock(personal_store.path).is_taken_elsewhere()
    assert not personal_store.path.with_name("slideshow.lock").exists()


def test_lock_is_held_until_the_slideshow_ends(
    launcher: SlideshowLauncher, briefing: Briefing, personal_store: PersonalStore
) -> None:
    another = SlideshowLock(personal_store.path)
    assert not another.is_taken_elsewhere()
    launcher.present(briefing, StartOptions())
    assert another.is_taken_elsewhere()
    running_slideshow(launcher).end()
    assert not another.is_taken_elsewhere()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks files in another way")
@pytest.mark.parametrize(
    ("number", "is_taken"),
    [(errno.EWOULDBLOCK, True), (errno.EIO, True), (0, True), (errno.ENOTSUP, False)],
    ids=["held", "input error", "unknown", "drive without locks"],
)
def test_lock_that_is_refused_for_an_unknown_reason_counts_as_taken(
    *,
    personal_store: PersonalStore,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    number: int,
    is_taken: bool,
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr("fcntl.flock", refuse)
    lock = SlideshowLock(personal_store.path)
    assert lock.take() is not is_taken
    lock.release()
    assert lock.is_taken_elsewhere() is is_taken
    assert ("Slideshows of other programs can't be noticed" in caplog.text) is not is_taken


def test_lock_file_that_another_program_keeps_open_counts_as_taken(
    personal_store: PersonalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        error = PermissionError(errno.EACCES, "The process cannot access the file")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert SlideshowLock(personal_store.path).is_taken_elsewhere()
