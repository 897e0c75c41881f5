"""Saving where a slideshow is without stopping it."""

import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from briefing_app.database.personal.sessions import Sessions
from briefing_app.database.personal.store import PersonalStore
from briefing_app.gui.personal import session_saver
from briefing_app.gui.personal.personal_data import PersonalData
from briefing_app.gui.personal.session_saver import SessionSaver, SlideshowPlace
from briefing_app.model.slideshow.record import SlideshowRecord
from tests.gui.conftest import StartSlideshow
from tests.gui.slideshows import SAMPLE_SESSION, labels, last_record, timer_of


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Yield an event that a slow disk waits for."""
    monkeypatch.setattr(session_saver, "Thread", threading.Thread)
    ready, save = Event(), Sessions.save

    def wait(*arguments: object) -> None:
        ready.wait()
        save(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Sessions, "save", wait)
    yield ready
    ready.set()
    for thread in threading.enumerate():
        if thread.name == "slideshow":
            thread.join()


def _place(page: int) -> SlideshowPlace:
    return SlideshowPlace(SlideshowRecord("title", page, 0, 1.0, running=True), 0)


def test_slow_disk_does_not_stop_the_slideshow(
    disk: Event, personal: PersonalData, personal_store: PersonalStore
) -> None:
    pages = iter((1, 2, 3))
    saver = SessionSaver(personal, SAMPLE_SESSION, 0, lambda: _place(next(pages)))
    saver.save()
    saver.save()
    assert timer_of(saver).isActive()  # the first one is still being saved
    disk.set()
    saver.finish()
    assert not timer_of(saver).isActive()
    assert last_record(personal_store).page == 2


def test_private_session_is_saved_without_a_thread(disk: Event) -> None:
    disk.set()
    store = PersonalStore(None)
    SessionSaver(PersonalData(store), SAMPLE_SESSION, 0, lambda: _place(1)).save()
    assert last_record(store).page == 1


def test_failure_in_the_thread_reaches_the_presenter(
    qtbot: QtBot,
    disk: Event,
    start_slideshow: StartSlideshow,
    tmp_path: Path,
) -> None:
    (tmp_path / "user").write_text("")  # where the folder would be
    disk.set()
    slideshow = start_slideshow()
    qtbot.waitUntil(
        lambda: any("can’t be saved" in text for text in labels(slideshow.presenter_view))
    )
